"""A document's doelenboom drawn in the terminal: goals, under them activities, with when, who and which law."""

from __future__ import annotations

from rich.text import Text
from rich.tree import Tree

from pipeline.branches import Branches
from pipeline.dutch import SIGNS
from pipeline.record import Activity, PolicyRecord


def draw(record: PolicyRecord) -> Tree:
    """Return the tree of a record, for rich to print."""
    info, branches = record.document, Branches(record)
    tree = Tree(Text(f"{info.title or info.id} ({info.id})", style="bold"))
    above = [tree]
    for depth, goal in branches.walk():
        branch = above[depth].add(Text(f"◎ {goal.text}", style="bold green"))
        above[depth + 1 :] = [branch]
        for activity in branches.activities[goal.id]:
            _leaf(branch, activity, branches)
    if branches.activities[None]:
        branch = tree.add(Text("zonder doel", style="italic"))
        for activity in branches.activities[None]:
            _leaf(branch, activity, branches)
    return tree


def _leaf(branch: Tree, activity: Activity, branches: Branches) -> None:
    leaf = branch.add(Text(f"{SIGNS[activity.status]} {activity.text}"))
    for label, value in branches.details(activity):
        leaf.add(Text(f"{label}: {value}", style="dim"))
