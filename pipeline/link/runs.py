"""The goals of a document as they follow each other: runs without an activity between, and where each is said again."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from itertools import accumulate

from pipeline.document import BlockKind, Unit
from pipeline.link.graph import Graph
from pipeline.link.restated import restated
from pipeline.link.wording import few


class Runs:
    """The goals in order of the text. ``places`` are the units that state each, ``sections`` count what states what.

    ``active`` are the sections with activities.
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self.goals, self.taken_up = restated(graph)
        self.places: dict[int, list[Unit]] = defaultdict(list)
        self.all: list[list[int]] = []
        self.of: dict[int, list[int]] = {}
        self.active: set[int] = set()
        self.sections: dict[int, Counter[bool]] = defaultdict(Counter)
        self._follow()
        self._rank = {goal: n for n, goal in enumerate(self.goals)}
        self._starts = [graph.nodes[g].mention.unit for g in self.goals]
        self._number = {goal: n for n, run in enumerate(self.all) for goal in run}
        blocks = graph.context.reading.layout.blocks
        self._headings = list(accumulate((b.kind is BlockKind.HEADING for b in blocks), initial=0))

    def _follow(self) -> None:
        in_run, nodes = False, self._graph.nodes
        for at, n in sorted((m.unit, n) for n, node in enumerate(nodes) for m in (node.mention, *node.repeats)):
            unit, first = self._graph.unit(at), at == nodes[n].mention.unit
            if first:
                self.sections[unit.block.section][self._graph.is_goal(n)] += 1
            if not self._graph.is_goal(n):
                in_run = False
                self.active |= {s.index for s in self._graph.context.reading.layout.path(unit.block.section)}
                continue
            self.places[self.taken_up.get(n, n)].append(unit)
            if first and n not in self.taken_up:
                self.all += [] if in_run else [[]]
                self.all[-1].append(n)
                self.of[n] = self.all[-1]
                in_run = True

    def before(self, unit: Unit) -> int:
        """Return how many goals are stated before a unit."""
        return bisect_left(self._starts, unit.index)

    def back(self, unit: Unit, goal: int, where: str) -> list[str]:
        """Return as features how far back a goal is stated: among goals, among runs of them, in headings between."""
        before, at = self.before(unit), self._rank[goal]
        if at >= before:
            return []
        run = self.of[goal]
        rank = few(before - at, 5)
        runs = few(self._number[self.goals[before - 1]] - self._number[goal] + 1)
        place = "first" if run[0] == goal else "last" if run[-1] == goal else "mid"
        start = self._graph.first_unit(goal).block.index
        heads = few(self._headings[unit.block.index + 1] - self._headings[start + 1])
        return [
            f"back={rank}",
            f"back={rank},at={where}",
            f"run-back={runs}",
            f"run-back={runs},run={few(len(run))},{place}",
            f"run-back={runs},at={where}",
            f"headings={heads}",
            f"headings={heads},back={rank}",
        ]

    def ahead(self, unit: Unit, goal: int) -> str:
        """Return how far on a goal is stated first, among goals."""
        rank = self._rank[goal] - bisect_left(self._starts, unit.index + 1) + 1
        return few(rank, 3) if rank > 0 else "-"

    def near(self, unit: Unit, back: int, on: int) -> list[int]:
        """Return the nearest goals before a unit, and after it."""
        before = self.before(unit)
        return self.goals[max(0, before - back) : before + on]
