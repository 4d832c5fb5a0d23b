"""The graph that linking builds: statements with their repeats, and what they point to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.document import Block, Unit
from pipeline.extract.mention import Context, Mention
from pipeline.record import normalise

_TELLING = 4  # words: with fewer, one goal only begins like another


@dataclass
class Node:
    """A goal or an activity with all its places, and its links as places in the graph's lists."""

    mention: Mention
    repeats: list[Mention] = field(default_factory=list)
    parent: int | None = None
    goals: dict[int, None] = field(default_factory=dict)  # a dict keeps each once, and their order
    mentions: dict[int, None] = field(default_factory=dict)

    def point(self, targets: Iterable[int], goals: bool = False) -> None:
        """Add links, each once, in the order in which they come."""
        (self.goals if goals else self.mentions).update(dict.fromkeys(targets))


@dataclass
class Graph:
    """Statements as nodes, other mentions as a list, and where to find either."""

    context: Context
    nodes: list[Node]
    mentions: list[Mention]
    node_of: dict[int, int]  # unit -> node
    mentions_of: dict[int, list[int]]  # unit -> places in ``mentions``

    def unit(self, index: int) -> Unit:
        """Return a unit of the document."""
        return self.context.reading.units[index]

    def first_unit(self, node: int) -> Unit:
        """Return the unit in which a node is stated first."""
        return self.unit(self.nodes[node].mention.unit)

    def activity_before(self, unit: Unit) -> int | None:
        """Return the nearest activity before a unit in its paragraph."""
        at = unit.previous
        while at is not None:
            node = self.node_of.get(at)
            if node is not None and not self.is_goal(node):
                return node
            at = self.unit(at).previous
        return None

    def is_goal(self, node: int) -> bool:
        """Say whether a node is a goal."""
        return self.nodes[node].mention.kind == "goal"

    def units_of(self, block: Block) -> tuple[Unit, ...]:
        """Return the units of a block."""
        return self.context.reading.of_block(block.index)

    def nodes_of(self, block: Block, goals: bool) -> list[int]:
        """Return the goals, or the activities, that the units of a block state."""
        found = [self.node_of[u.index] for u in self.units_of(block) if u.index in self.node_of]
        return [n for n in found if self.is_goal(n) is goals]

    def mentions_in(self, block: Block) -> list[int]:
        """Return the other mentions of a block."""
        return [m for u in self.units_of(block) for m in self.mentions_of.get(u.index, ())]


def build(context: Context, mentions: list[Mention]) -> Graph:
    """Return the graph without links; statements repeated to the letter are one node.

    So is a goal with the cell of a table that shortens it, or with the one that a table before it shortened.
    """
    nodes: list[Node] = []
    node_of: dict[int, int] = {}
    by_text: dict[tuple[str, str], int] = {}
    others: list[Mention] = []
    mentions_of: dict[int, list[int]] = defaultdict(list)
    goals = _Goals(context)
    for m in mentions:
        if m.kind not in {"goal", "activity"}:
            mentions_of[m.unit].append(len(others))
            others.append(m)
            continue
        key = (m.kind, normalise(m.text))
        same = by_text.get(key)
        if m.kind == "goal":
            same = goals.find(m) if same is None else same
            goals.add(m, len(nodes) if same is None else same)
        if same is None:
            same = by_text[key] = len(nodes)
            nodes.append(Node(m))
        else:
            nodes[same].repeats.append(m)
        node_of[m.unit] = same
    return Graph(context, nodes, others, node_of, dict(mentions_of))


class _Goals:
    """The goals so far by their first words, those of tables apart from the others."""

    def __init__(self, context: Context) -> None:
        self._units = context.reading.units
        self._starts: dict[tuple[bool, tuple[str, ...]], int] = {}
        self._whole: dict[tuple[bool, tuple[str, ...]], int] = {}

    def add(self, m: Mention, node: int) -> None:
        """Take up a goal as the node that it is."""
        words, in_table = self._words(m)
        self._whole.setdefault((in_table, words), node)
        for count in range(_TELLING, len(words) + 1):
            self._starts.setdefault((in_table, words[:count]), node)

    def find(self, m: Mention) -> int | None:
        """Return the node of a goal that this one shortens or fills out, one of them in a table."""
        words, in_table = self._words(m)
        if len(words) < _TELLING:
            return None
        longer = self._starts.get((False, words)) if in_table else None
        if longer is not None:
            return longer
        shorter = (self._whole.get((True, words[:count])) for count in range(len(words), _TELLING - 1, -1))
        return None if in_table else next((node for node in shorter if node is not None), None)

    def _words(self, m: Mention) -> tuple[tuple[str, ...], bool]:
        return tuple(normalise(m.text).split()), self._units[m.unit].block.place is not None
