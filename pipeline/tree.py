"""A document's doelenboom drawn in the terminal: goals, under them activities, with when, who and which law."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from rich.text import Text
from rich.tree import Tree

from pipeline.record import Activity, PolicyRecord

_MARKS = {"planned": "○", "ongoing": "◐", "done": "●"}


def draw(record: PolicyRecord) -> Tree:
    """Return the tree of a record, for rich to print."""
    return _Drawing(record).tree()


class _Drawing:
    def __init__(self, record: PolicyRecord) -> None:
        self._record = record
        self._texts = {r.id: r.text for r in record.records()}
        self._names = {r.id: getattr(r, "canonical", None) or r.text for r in record.records()}
        self._children: dict[str | None, list[str]] = defaultdict(list)
        self._activities: dict[str | None, list[Activity]] = defaultdict(list)
        for goal in record.goals:
            self._children[goal.parent].append(goal.id)
        for activity in record.activities:
            for goal_id in activity.goals or (None,):
                self._activities[goal_id].append(activity)

    def tree(self) -> Tree:
        info = self._record.document
        tree = Tree(Text(f"{info.title or info.id} ({info.id})", style="bold"))
        for goal in self._children[None]:
            self._grow(tree, goal)
        if self._activities[None]:
            branch = tree.add(Text("zonder doel", style="italic"))
            for activity in self._activities[None]:
                self._leaf(branch, activity)
        return tree

    def _grow(self, tree: Tree, goal: str) -> None:
        stack: list[tuple[Tree, str]] = [(tree, goal)]
        while stack:
            above, at = stack.pop()
            branch = above.add(Text(f"◎ {self._texts[at]}", style="bold green"))
            for activity in self._activities[at]:
                self._leaf(branch, activity)
            stack.extend((branch, child) for child in reversed(self._children[at]))

    def _leaf(self, branch: Tree, activity: Activity) -> None:
        leaf = branch.add(Text(f"{_MARKS[activity.status]} {activity.text}"))
        for label, value in self._details(activity):
            leaf.add(Text(f"{label}: {value}", style="dim"))

    def _details(self, activity: Activity) -> Iterator[tuple[str, str]]:
        for label, ids, names in (
            ("wanneer", activity.timelines, self._texts),
            ("wie", activity.partners, self._texts),
            ("wet", activity.legal_references, self._names),
            ("kader", activity.frameworks, self._names),
        ):
            if ids:
                yield label, ", ".join(dict.fromkeys(names[i] for i in ids))
