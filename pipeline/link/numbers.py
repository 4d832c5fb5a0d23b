"""Goals by their numbers: "Bij 1: …", "Opgave a: …", "Taal (ambitie 1)" take one up, and goal 6.1.1 serves 6.1."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from itertools import takewhile

from pipeline.document import TELLING, Block, BlockKind
from pipeline.link.graph import Graph
from pipeline.record import normalise

_CODE = r"(?P<code>[A-Z]{0,2}\d{1,2}(?:\.(?:\d{1,2}|[A-Z]|[a-z]\d{1,2})){0,3}[a-z]?|[a-z])\b"
_LISTED = {BlockKind.ITEM, BlockKind.CELL}
_LETTERED = re.compile(r"[A-Z]{1,3}\d{1,2}(?:\.\d{1,2}){0,2}(?=[.:]?\s)")
_CODES = re.compile(r"[A-Z]{0,3}\d{1,2}(?:\.\d{1,2}){0,3}")
_ONLY_CODES = re.compile(rf"(?:[^\W\d_]{{4,}}\s+)?{_CODES.pattern}(?:\s*(?:,|;|/|\+|en|&)\s*{_CODES.pattern})*")
_NAMED = re.compile(r"\((?:[^\W\d_]{4,}\s+)?[A-Z]{1,3}\d[^()]*\)\W*$")
_PLAIN = {BlockKind.HEADING, BlockKind.PARAGRAPH, *_LISTED}
# A word with the number or letter of what it names, in front of a title or in brackets behind it.
_WORD = r"(?P<word>[^\W\d_]{3,}(?:\s[^\W\d_]{3,})?)"
_STEP = r"(?:[A-Z]{0,2}\d{1,2}(?:\.\d{1,2}){0,2}|[A-Za-z])"
_MORE = rf"(?P<codes>{_STEP}(?:\s*(?:,|/|\+|en|&)\s*{_STEP})*)"
_IN_FRONT = re.compile(rf"{_WORD}\s+{_MORE}\s*(?:[:.–|-]|$)", re.IGNORECASE)
_PAIR = re.compile(rf"(?P<word>[^\W\d_]{{3,}})\s+{_MORE}(?!\w)", re.IGNORECASE)
_LINES = {BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.LABEL}
_LABEL = 5  # words of the name in front of a line that names goals
_NAMES_GOALS = 120  # characters of a cell that only names goals
_BEHIND = re.compile(rf"\((?:{_WORD}\s+)?{_MORE}\)\W*$", re.IGNORECASE)
_OWN = re.compile(rf"(?:[^\W\d_]+\s+)?{_CODE}")


class Numbers:
    """The goals of a document that have a number: their own, or that of the heading that only asks for them."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._goals: dict[str, list[int]] = defaultdict(list)
        self._codes: dict[int, str] = {}
        for number, node in enumerate(graph.nodes):
            unit = graph.unit(node.mention.unit)
            if graph.is_goal(number) and (code := self._code(unit.block, unit.answers) or _written(unit.text)):
                self._goals[code].append(number)
                self._codes[number] = code
        words = graph.context.rules.words.get("naar-een-nummer", ())
        names = "|".join(re.escape(w.lower()) for w in sorted(words, key=len, reverse=True))
        self._goal_words = frozenset(w.lower() for w in graph.context.rules.words.get("doelwoorden", ()))
        self._refers = re.compile(rf"(?:{names})\s+{_CODE}", re.IGNORECASE) if names else None

    def _code(self, block: Block, answers: bool) -> str | None:
        if block.code is not None or not answers:
            return self._own(block)
        layout = self._graph.context.reading.layout
        heading = layout.sections[block.section].heading
        return (
            _code(layout.blocks[heading].code or layout.blocks[heading].passage.text) if heading is not None else None
        )

    def _own(self, block: Block) -> str | None:
        return _code(block.code) if block.kind in _PLAIN and block.code is not None else None

    def taken_up(self, block: Block) -> list[int]:
        """Return the goals that a heading names by their numbers ("Bij 2: steun in de wijk", "Taal (ambitie 1)")."""
        title = f"{block.code}: {block.passage.text}" if block.code and " " in block.code else block.passage.text
        match = self._refers.match(title) if self._refers else None
        if match is not None:
            return self._single([match["code"]])
        return self._pointed(title)

    def _pointed(self, title: str) -> list[int]:
        for pattern in (_BEHIND, _IN_FRONT):
            match = pattern.search(title) if pattern is _BEHIND else pattern.match(title)
            if match is not None and match["word"] and self._names_goals(match["word"].lower()):
                return self._single(_steps(match["codes"]))
        return []

    def _names_goals(self, word: str) -> bool:
        """Say whether a word names goals, or parts of the plan that are counted as its goals are."""
        return word in self._goal_words or word in self._counted

    @cached_property
    def _counted(self) -> frozenset[str]:
        """The words that count the plan's parts and whose numbers are just those of a list of goals."""
        words = self._graph.context.rules.words.get("onderdelen", ())
        layout = self._graph.context.reading.layout
        found: dict[str, set[str]] = defaultdict(set)
        for section in layout.sections[1:]:
            title = f"{section.code}: " if section.code and " " in section.code else section.title
            match = _IN_FRONT.match(title)
            if match is not None and match["word"].lower() in words:
                found[match["word"].lower()].add(match["codes"])
        plain = {code for code, goals in self._goals.items() if len(goals) == 1 and "." not in code}
        return frozenset(word for word, codes in found.items() if len(codes) > 1 and codes == plain & codes)

    def _single(self, codes: Sequence[str]) -> list[int]:
        found = [self._goals.get(code) or self._goals.get(code.lower(), []) for code in codes]
        return [goals[0] for goals in found] if all(len(goals) == 1 for goals in found) else []

    def served(self, activity: int) -> list[int]:
        """Return the goal that an activity of a list serves by its number: 2.3 serves goal 2."""
        unit = self._graph.first_unit(activity)
        match = _BEHIND.search(unit.text)
        if match is not None and match["word"] and match["word"].lower() in self._goal_words:
            return self._pointed(match[0])
        if unit.block.place is not None:
            return self._by_column(unit.block)
        code = self._own(unit.block) if unit.role in TELLING and unit.block.kind in _LISTED else None
        while code is not None and "." in code:
            code = code.rpartition(".")[0]
            found = self._goals.get(code, ())
            if found:
                return list(found) if len(found) == 1 else []
        return self._labelled.get(unit.block.section, [])

    def _by_column(self, block: Block) -> list[int]:
        """Return the goals that a cell of a row names by nothing but their codes ("R1.1", "HD1, HD2"), or in words."""
        for codes in self._coded.get(_row(block), ()):
            found: list[list[int]] = [self._goals.get(code, []) for code in codes]
            if all(len(goals) == 1 for goals in found):
                return [goals[0] for goals in found]
        return self._worded.get(_row(block), [])

    @cached_property
    def _worded(self) -> dict[tuple[int, int] | None, list[int]]:
        """The goals that cells of other columns name: "Doel 3, en indirect doel 5", "Zelfstandig oud; Rookvrij"."""
        found: dict[tuple[int, int] | None, list[int]] = {}
        for block in self._graph.context.reading.layout.blocks:
            text = block.passage.text.strip()
            if block.place is None or block.role is not None or block.kind is not BlockKind.CELL:
                continue
            if len(text) <= _NAMES_GOALS and (goals := self._by_words(text) or self._by_titles(text)):
                found.setdefault(_row(block), goals)
        return found

    @cached_property
    def _labelled(self) -> dict[int, list[int]]:
        """The goals that a section's line behind a name points to: "Draagt bij aan: doel 2"."""
        found: dict[int, list[int]] = {}
        for block in self._graph.context.reading.layout.blocks:
            text = block.passage.text
            if block.place is None and block.role is None and block.kind in _LINES and len(text) <= _NAMES_GOALS:
                name, sign, rest = text.partition(":")
                if sign and len(name.split()) <= _LABEL and (goals := self._by_words(rest) or self._by_titles(rest)):
                    found.setdefault(block.section, goals)
        return found

    def _by_words(self, text: str) -> list[int]:
        groups = [m["codes"] for m in _PAIR.finditer(text) if m["word"].lower() in self._goal_words]
        return self._single([code for group in groups for code in _steps(group)])

    def _by_titles(self, text: str) -> list[int]:
        """Return the goals that begin with the parts of a text, where each part is the begin of just one."""
        found = [self._beginning(f"{part} ") for part in map(normalise, text.split(";")) if part]
        return [goals[0] for goals in found] if all(len(goals) == 1 for goals in found) else []

    def _beginning(self, words: str) -> list[int]:
        at = bisect_left(self._titles, (words,))
        return [goal for _, goal in takewhile(lambda title: title[0].startswith(words), self._titles[at : at + 2])]

    @cached_property
    def _titles(self) -> list[tuple[str, int]]:
        """The goals by what they say, in the order of the letters."""
        nodes = enumerate(self._graph.nodes)
        return sorted((f"{normalise(node.mention.text)} ", n) for n, node in nodes if self._graph.is_goal(n))

    @cached_property
    def _coded(self) -> dict[tuple[int, int] | None, list[list[str]]]:
        """The codes of each cell that holds nothing else, by its row."""
        found = defaultdict(list)
        for block in self._graph.context.reading.layout.blocks:
            if block.place is not None and _ONLY_CODES.fullmatch(block.passage.text.strip()):
                found[_row(block)].append(_CODES.findall(block.passage.text))
        return found

    def above(self, goal: int) -> int | None:
        """Return the goal whose number a goal's own goes on from, the nearest one, or that it names at its end."""
        named = _NAMED.search(self._graph.nodes[goal].mention.text)
        for code in _CODES.findall(named[0]) if named else ():
            if len(self._goals.get(code, ())) == 1 and self._goals[code][0] != goal:
                return self._goals[code][0]
        code = self._codes.get(goal, "")
        while "." in code:
            code = code.rpartition(".")[0]
            if len(self._goals.get(code, ())) == 1:
                return self._goals[code][0]
        return None

    def apart(self, goal: int, other: int) -> bool:
        """Say whether the numbers of two goals tell that neither is part of the other."""
        one, two = self._codes.get(goal), self._codes.get(other)
        return (
            one is not None and two is not None and not one.startswith(f"{two}.") and one.count(".") <= two.count(".")
        )


def _steps(codes: str) -> list[str]:
    """Return the numbers and letters of "1, 2 en b"."""
    return re.findall(_STEP, codes.replace(" en ", ","))


def _row(block: Block) -> tuple[int, int] | None:
    return (block.place.table, block.place.row) if block.place is not None else None


def _written(text: str) -> str | None:
    """Return the code with letters that a text begins with: "HD1 Inwoners doen mee"."""
    match = _LETTERED.match(text)
    return match[0].rstrip(".: ") if match else None


def _code(text: str) -> str | None:
    match = _OWN.fullmatch(text.strip().rstrip(".:"))
    return match["code"] if match else None
