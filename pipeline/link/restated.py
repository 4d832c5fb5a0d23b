"""Goals that take up an earlier one in nearly its words, as a heading or a summary does: for links they are one."""

from __future__ import annotations

from collections import Counter, defaultdict

from pipeline.document import UnitKind
from pipeline.link.graph import Graph
from pipeline.link.listed import stems

BEGINNING = 5  # letters that tell a word from another
_SHARED = 2  # words, or two goals are about different things
_OF_HEADING, _OF_BOTH = 2 / 3, 4 / 5  # the part of the shorter one, and of the longer one, that must return


def restated(graph: Graph) -> tuple[list[int], dict[int, int]]:
    """Return the goals in order of the text, and for each that takes up an earlier one which."""
    first: list[int] = []
    taken_up: dict[int, int] = {}
    having: dict[str, list[int]] = defaultdict(list)
    sizes: dict[int, int] = {}
    goals = (n for n in range(len(graph.nodes)) if graph.is_goal(n))
    for n in sorted(goals, key=lambda g: (graph.nodes[g].mention.unit, g)):
        own = {w[:BEGINNING] for w in stems(graph.nodes[n].mention.text)}
        heading = graph.first_unit(n).kind is UnitKind.HEADING
        both = Counter(g for word in own for g in having[word])
        found = [g for g, shared in both.items() if _says_again(shared, len(own), sizes[g], heading)]
        if found:
            taken_up[n] = max(found)
            continue
        first.append(n)
        sizes[n] = len(own)
        for word in own:
            having[word].append(n)
    return first, taken_up


def _says_again(shared: int, one: int, other: int, heading: bool) -> bool:
    """Say whether a goal with so many words repeats another; a heading may shorten it."""
    enough = _OF_HEADING * min(one, other) if heading else _OF_BOTH * max(one, other)
    return shared >= _SHARED and shared >= enough
