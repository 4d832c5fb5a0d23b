"""Goals by their numbers: "Bij 1: …" takes up goal 1, and goal 6.1.1 serves goal 6.1."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property

from pipeline.document import TELLING, Block, BlockKind
from pipeline.link.graph import Graph

_CODE = r"(?P<code>[A-Z]{0,2}\d{1,2}(?:\.\d{1,2}){0,3}[a-z]?)\b"
_LISTED = {BlockKind.ITEM, BlockKind.CELL}
_LETTERED = re.compile(r"[A-Z]{1,3}\d{1,2}(?:\.\d{1,2}){0,2}(?=[.:]?\s)")
_CODES = re.compile(r"[A-Z]{0,3}\d{1,2}(?:\.\d{1,2}){0,3}")
_ONLY_CODES = re.compile(rf"(?:[^\W\d_]{{4,}}\s+)?{_CODES.pattern}(?:\s*(?:,|;|/|\+|en|&)\s*{_CODES.pattern})*")
_NAMED = re.compile(r"\((?:[^\W\d_]{4,}\s+)?[A-Z]{1,3}\d[^()]*\)\W*$")
_PLAIN = {BlockKind.HEADING, BlockKind.PARAGRAPH, *_LISTED}
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

    def taken_up(self, title: str) -> list[int]:
        """Return the goal that a heading names by its number ("Bij 2: steun in de wijk")."""
        match = self._refers.match(title) if self._refers else None
        found = self._goals.get(match["code"], []) if match else []
        return found if len(found) == 1 else []

    def served(self, activity: int) -> list[int]:
        """Return the goal that an activity of a list serves by its number: 2.3 serves goal 2."""
        unit = self._graph.first_unit(activity)
        if unit.block.place is not None:
            return self._by_column(unit.block)
        code = self._own(unit.block) if unit.role in TELLING and unit.block.kind in _LISTED else None
        while code is not None and "." in code:
            code = code.rpartition(".")[0]
            found = self._goals.get(code, ())
            if found:
                return list(found) if len(found) == 1 else []
        return []

    def _by_column(self, block: Block) -> list[int]:
        """Return the goals that a cell of a row names by nothing but their codes ("R1.1", "HD1, HD2", "doel 3")."""
        for codes in self._coded.get(_row(block), ()):
            found: list[list[int]] = [self._goals.get(code, []) for code in codes]
            if all(len(goals) == 1 for goals in found):
                return [goals[0] for goals in found]
        return []

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


def _row(block: Block) -> tuple[int, int] | None:
    return (block.place.table, block.place.row) if block.place is not None else None


def _written(text: str) -> str | None:
    """Return the code with letters that a text begins with: "HD1 Inwoners doen mee"."""
    match = _LETTERED.match(text)
    return match[0].rstrip(".: ") if match else None


def _code(text: str) -> str | None:
    match = _OWN.fullmatch(text.strip().rstrip(".:"))
    return match["code"] if match else None
