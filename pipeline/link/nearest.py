"""Which of several goals an activity serves: the one that shares its words.

>>> from pipeline.link.listed import stems
>>> shared(stems("Een nieuw mantelzorgbeleid vaststellen"), stems("Mantelzorgers houden hun zorg vol"))
1
>>> shared(stems("Het plein opknappen"), stems("Mantelzorgers houden hun zorg vol"))
0
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.link.graph import Graph
from pipeline.link.listed import stems

_PART = 5  # letters of a word that may be a part of another
_SAME = 0.8  # of the shorter of two words: what they begin with alike


def shared(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many of the words of a goal stand in an activity too, alone or in a compound."""
    return sum(any(_alike(a, b) for a in one) for b in other)


def _alike(a: str, b: str) -> bool:
    """Say whether two stems are of one word, or of a compound and what it is made of.

    >>> _alike("mantelzorger", "mantelzorgbeleid"), _alike("hulp", "jeugdhulp"), _alike("gemeenschap", "gement")
    (True, True, False)
    """
    short, long = sorted((a, b), key=len)
    if long.endswith(short) or (len(short) >= _PART and short in long):
        return True
    same = next((n for n, (x, y) in enumerate(zip(short, long, strict=False)) if x != y), len(short))
    return same > _PART and same >= _SAME * len(short)


def nearest(graph: Graph, activity: int, goals: Sequence[int]) -> list[int]:
    """Return the goals of several that share most words with an activity; all where none shares any.

    Words that every goal has tell nothing. What stands beside an activity in its row goes with that one, and so does
    an activity without such words with the one before it in its paragraph.
    """
    blocks = {graph.first_unit(g).block.index for g in goals}
    if len(blocks) < len(goals) or len(goals) < 2:
        return list(goals)  # what one paragraph says is one goal in several sentences
    beside = _in_row(graph, activity)
    if beside is not None and (taken := [g for g in goals if g in graph.nodes[beside].goals]):
        return taken
    of_goals = [set(stems(graph.nodes[g].mention.text)) for g in goals]
    common = {word for word, count in Counter(w for words in of_goals for w in words).items() if count == len(goals)}
    own = stems(graph.nodes[activity].mention.text)
    scores = [shared(own, sorted(words - common)) for words in of_goals]
    best = max(scores)
    if best:
        return [g for g, score in zip(goals, scores, strict=True) if score == best]
    before = graph.activity_before(graph.first_unit(activity))
    taken = [g for g in goals if before is not None and g in graph.nodes[before].goals]
    return taken or list(goals)


def _in_row(graph: Graph, activity: int) -> int | None:
    """Return the activity that a text stands beside in a table."""
    block = graph.first_unit(activity).block
    if block.place is None:
        return None
    blocks = graph.context.reading.layout.blocks
    for other in map(blocks.__getitem__, range(block.index - 1, -1, -1)):
        if other.place is None or (other.place.table, other.place.row) != (block.place.table, block.place.row):
            return None
        found = graph.nodes_of(other, goals=False)
        if found:
            return found[0]
    return None
