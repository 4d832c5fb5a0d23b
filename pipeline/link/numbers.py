"""Goals by their numbers: "Bij 1: …" takes up goal 1, and goal 6.1.1 serves goal 6.1."""

from __future__ import annotations

import re
from collections import defaultdict

from pipeline.document import TELLING, Block, BlockKind
from pipeline.link.graph import Graph

_CODE = r"(?P<code>[A-Z]{0,2}\d{1,2}(?:\.\d{1,2}){0,3}[a-z]?)\b"
_LISTED = {BlockKind.ITEM, BlockKind.CELL}
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
            if graph.is_goal(number) and (code := self._code(unit.block, unit.answers)):
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
        code = self._own(unit.block) if unit.role in TELLING and unit.block.kind in _LISTED else None
        while code is not None and "." in code:
            code = code.rpartition(".")[0]
            found = self._goals.get(code, ())
            if found:
                return list(found) if len(found) == 1 else []
        return []

    def above(self, goal: int) -> int | None:
        """Return the goal whose number a goal's own goes on from, the nearest one."""
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


def _code(text: str) -> str | None:
    match = _OWN.fullmatch(text.strip().rstrip(".:"))
    return match["code"] if match else None
