"""Which goals an activity serves, and which one a goal does, by weights that were learned from texts with gold.

What the rules say of both is weighed with all else that is seen of them.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.link.graph import Graph
from pipeline.link.pairs import Pairs
from pipeline.link.tree import drop_circles
from pipeline.weights import Weights, chances

SERVES, PARENT = QUESTIONS = ("serves", "parent")
ANSWERS = ("no", "yes")
# By cross-validation over the texts learned from, which hardly tells values near these apart.
_LEAST = {SERVES: 0.25, PARENT: 0.35}  # the chance below which even the likeliest goal is not served
_NEARLY = 0.8  # the part of the likeliest goal's chance that a further one has
# What the rules say counts for more than was learned: in long plans they are right more often than in the short texts
# learned from, on which this changes next to nothing.
_RULED = 2.5


def question(graph: Graph, node: int) -> str:
    """Return what is asked of a node: which goals an activity serves, or which one a goal does."""
    return PARENT if graph.is_goal(node) else SERVES


def weigh_links(graph: Graph, weights: Mapping[str, Weights]) -> None:
    """Set the goals of activities, the likeliest first, and the parents of goals, given what the rules made of them.

    A question that has no weights is left to the rules.
    """
    tables = {name: weights[name] for name in QUESTIONS if name in weights}
    if not tables:
        return
    pairs = Pairs(graph)
    asked = [n for n in range(len(graph.nodes)) if question(graph, n) in tables and n not in pairs.runs.taken_up]
    # All is weighed before any is set: what the rules say is read from the graph.
    found = {n: _served(pairs, n, question(graph, n), tables[question(graph, n)]) for n in asked}
    for number, goals in found.items():
        if graph.is_goal(number):
            graph.nodes[number].parent = goals[0] if goals else None
        else:
            graph.nodes[number].goals = dict.fromkeys(goals)
    drop_circles(graph)


def _served(pairs: Pairs, node: int, asked: str, weights: Weights) -> list[int]:
    """Return the goals that a node serves: the likeliest, unless it is unlikely, and those nearly as likely."""
    sure = {goal: _chance(pairs, node, goal, found, weights) for goal, found in pairs.of(node).items()}
    ranked = sorted(sure, key=lambda g: (-sure[g], g))
    if not ranked or sure[ranked[0]] < _LEAST[asked]:
        return []
    return [g for g in ranked if sure[g] >= _NEARLY * sure[ranked[0]]]


def _chance(pairs: Pairs, node: int, goal: int, found: list[str], weights: Weights) -> float:
    no, yes = weights.odds([*found, *pairs.ruled(node, goal)])
    return chances((no, yes + _RULED if pairs.by_rule(node, goal) else yes))[1]
