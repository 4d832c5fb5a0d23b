"""What can be seen of an activity and a goal that it may serve: where both stand, their numbers, the words they share.

The same is seen of a goal and one that it may be a part of. Each is a name of what is there, to be weighed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from pipeline.document import Tense, Unit, UnitKind
from pipeline.link.around import Around
from pipeline.link.codes import Codes
from pipeline.link.graph import Graph
from pipeline.link.runs import Runs
from pipeline.link.wording import Wording, alike, few

# How near a goal stands, the nearest first.
_CLOSE = ("row", "block-before", "heading0", "body0-before", "heading1", "body1-before", "heading2", "heading3")
_RANK = {where: rank for rank, where in enumerate(_CLOSE)}
_DEEPEST, _DEEPEST_BODY = 3, 2  # steps up that are told apart
# Of many goals only these are weighed: the nearest before and after, and then those whose words return most.
_MOST, _BACK, _ON = 25, 12, 3


class Pairs:
    """The goals that each node may serve, with the features of both together."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._layout = graph.context.reading.layout
        self.runs = Runs(graph)
        self._wording = Wording({g: graph.nodes[g].mention.text for g in self.runs.goals}, self._layout.blocks)
        self._around = Around(graph, {u.index for units in self.runs.places.values() for u in units})
        self._codes = Codes(graph, self.runs.all)

    def of(self, node: int) -> dict[int, list[str]]:
        """Return the goals that a node may serve, each with its features."""
        unit = self._graph.first_unit(node)
        texts = self._around.texts(unit, self._wording)
        shared = {name: self._wording.shared(words) for name, words in texts.items()}
        goals, own = self._candidates(node, unit, shared.values()), self._own(unit)
        found = {g: [*own, *self._place(node, unit, g), *self._same_rank(unit, g)] for g in goals}
        told = self._codes.told(self._around.numbers(unit), goals)
        for goal, features in found.items():
            features += told[goal]
        for name, scores in shared.items():
            for goal, features in alike(name, scores, goals).items():
                found[goal] += features
        return found

    def by_rule(self, node: int, goal: int) -> bool:
        """Say whether the rules say that a node serves a goal."""
        return goal in self._served(node)

    def ruled(self, node: int, goal: int) -> list[str]:
        """Return as features what the rules say of a goal: that the node serves it, another one, or none."""
        goals = self._served(node)
        if goal not in goals:
            return ["rule=other" if goals else "rule=none"]
        where, _ = self._nearest(self._graph.first_unit(node), goal)
        return ["rule=this", f"rule=this,{few(len(goals))}", f"rule=this,at={where}"]

    def _served(self, node: int) -> set[int]:
        """Return the goals that a node serves by the rules: an activity's goals, or a goal's parent."""
        told = self._graph.nodes[node]
        goals = ([] if told.parent is None else [told.parent]) if self._graph.is_goal(node) else told.goals
        return {self.runs.taken_up.get(g, g) for g in goals}

    def _candidates(self, node: int, unit: Unit, returning: Iterable[dict[int, tuple[int, float]]]) -> list[int]:
        """Return the goals to weigh, in order of the text: all, or where there are many the nearest and most alike."""
        if len(self.runs.goals) <= _MOST:
            return [goal for goal in self.runs.goals if goal != node]
        taken = dict.fromkeys((*self._served(node), *self.runs.near(unit, _BACK, _ON)))
        most: dict[int, float] = defaultdict(float)
        for shared in returning:
            for goal, (_, weight) in shared.items():
                most[goal] = max(most[goal], weight)
        taken |= dict.fromkeys(sorted(most, key=lambda g: (-most[g], g)))
        return sorted([g for g in taken if g != node][:_MOST], key=lambda g: (self._graph.nodes[g].mention.unit, g))

    def _own(self, unit: Unit) -> list[str]:
        """Return what tells of a node alone whether it serves a goal at all."""
        section = self._layout.sections[unit.block.section]
        past = any(c.main and (c.tense is Tense.PAST or c.perfect) for c in unit.clauses)
        return [
            f"own:kind={unit.kind.value}",
            f"own:role={unit.role.value if unit.role else 'none'}",
            f"own:section={section.role.value if section.role else 'none'}",
            f"own:past={past}",
            f"own:goals-before={self.runs.before(unit) > 0}",
            f"own:document={self._graph.context.profile.kind}",
        ]

    def _relation(self, unit: Unit, goal: Unit) -> str:
        """Return where a goal stands, seen from a unit: in its row, in the heading above, in the section around it."""
        here, there = unit.block, goal.block
        when = "before" if goal.index < unit.index else "after"
        if here.index == there.index:
            return f"block-{when}"
        if here.place and there.place and here.place.table == there.place.table:
            return "row" if here.place.row == there.place.row else f"table-{when}"
        path = self._around.path(unit)
        if path and path[0].heading == here.index and self._layout.within(there.section, path[0].index):
            return "under"
        for k, section in enumerate(path):
            if section.heading == there.index:
                return f"heading{min(k, _DEEPEST)}"
            if there.section == section.index:
                return f"body{min(k, _DEEPEST_BODY)}-{when}"
            if self._layout.within(there.section, section.index):
                return f"cousin{min(k, _DEEPEST_BODY)}-{when}"
        return f"far-{when}"

    def _nearest(self, unit: Unit, goal: int) -> tuple[str, Unit]:
        """Return how and where a goal stands closest to a unit."""
        found = [(self._relation(unit, place), place) for place in self.runs.places[goal]]
        return min(found, key=lambda f: (_RANK.get(f[0], len(_RANK)), f[1].index > unit.index, -f[1].index))

    def _place(self, node: int, unit: Unit, goal: int) -> list[str]:
        where, place = self._nearest(unit, goal)
        beside = self.runs.sections[place.block.section]
        mixed = f"goals={few(beside[True])},mixed={beside[False] > 0}"
        found = [
            f"at={where}",
            f"at={where},{place.kind.value}",
            f"at={where},run={few(len(self.runs.of[goal]))}",
            f"at={where},{mixed}",
            mixed,
            f"roles={place.role.value if place.role else 'none'}>{unit.role.value if unit.role else 'none'}",
        ]
        if place.index != self._graph.nodes[goal].mention.unit:
            found += ["taken-up", f"taken-up,at={where}"]
        if place.kind is UnitKind.SENTENCE and self._graph.activity_before(place) is not None:
            found += ["effect", f"effect,at={where}"]
        if place.index < unit.index:
            return found + self.runs.back(unit, goal, where)
        return found + self._after(node, unit, goal, place)

    def _after(self, node: int, unit: Unit, goal: int, place: Unit) -> list[str]:
        """Return what tells of a goal behind an activity whether it says what that is for."""
        found = [f"ahead={self.runs.ahead(unit, goal)}"]
        if self._graph.activity_before(place) == node:
            next_to = place.previous is not None and self._graph.node_of.get(place.previous) == node
            found += [f"its-effect,next={next_to}", f"its-effect,first={place.words[0] if place.words else ''}"]
        elif place.block.index == unit.block.index + 1:
            found += ["next-block", f"next-block,{place.kind.value}"]
        return found

    def _same_rank(self, unit: Unit, goal: int) -> list[str]:
        """Say whether a topic among those after a list of goals has the same rank as a goal in that list."""
        run, start = self.runs.of[goal], self._graph.first_unit(goal).block.index
        for section in self._around.path(unit) if len(run) > 1 else ():
            topics = [index for index, head in self._topics[section.parent or 0] if head > start]
            if section.index in topics and len(topics) > 1:
                same = topics.index(section.index) == run.index(goal)
                return [f"same-rank={same}", f"same-rank={same},as-many={len(topics) == len(run)}"]
        return []

    @cached_property
    def _topics(self) -> dict[int, list[tuple[int, int]]]:
        """The sections with activities below each section, with their headings."""
        found: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for section in self._layout.sections[1:]:
            if section.index in self.runs.active:
                found[section.parent or 0].append((section.index, section.heading or 0))
        return found
