"""The graph that linking builds: statements with their repeats, and what they point to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.document import Block, Unit
from pipeline.extract.mention import Context, Mention
from pipeline.record import normalise


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
    """Return the graph without links; statements repeated to the letter are one node."""
    nodes: list[Node] = []
    node_of: dict[int, int] = {}
    by_text: dict[tuple[str, str], int] = {}
    others: list[Mention] = []
    mentions_of: dict[int, list[int]] = defaultdict(list)
    for m in mentions:
        if m.kind not in {"goal", "activity"}:
            mentions_of[m.unit].append(len(others))
            others.append(m)
            continue
        key = (m.kind, normalise(m.text))
        if key in by_text:
            nodes[by_text[key]].repeats.append(m)
        else:
            by_text[key] = len(nodes)
            nodes.append(Node(m))
        node_of[m.unit] = by_text[key]
    return Graph(context, nodes, others, node_of, dict(mentions_of))
