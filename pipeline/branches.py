"""The doelenboom of a record, for whoever draws it: what stands under what, and what belongs to an activity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Literal

from pipeline.record import Activity, Goal, PolicyRecord

Detail = Literal["wanneer", "wie", "wet", "kader"]


class Branches:
    """The goals and activities of a record by the goal that they stand under, None for what serves none."""

    def __init__(self, record: PolicyRecord) -> None:
        self._texts = {r.id: r.text for r in record.records()}
        self._names = {r.id: getattr(r, "canonical", None) or r.text for r in record.records()}
        self.goals: dict[str | None, list[Goal]] = defaultdict(list)
        self.activities: dict[str | None, list[Activity]] = defaultdict(list)
        for goal in record.goals:
            self.goals[goal.parent].append(goal)
        for activity in record.activities:
            for goal_id in activity.goals or (None,):
                self.activities[goal_id].append(activity)

    def walk(self) -> Iterator[tuple[int, Goal]]:
        """Yield every goal under a root with its depth, each before what stands under it."""
        stack = [(0, goal) for goal in reversed(self.goals[None])]
        while stack:
            depth, goal = stack.pop()
            yield depth, goal
            stack.extend((depth + 1, child) for child in reversed(self.goals[goal.id]))

    def details(self, activity: Activity) -> Iterator[tuple[Detail, str]]:
        """Yield when, who, which law and which framework, where an activity has them."""
        labelled: tuple[tuple[Detail, tuple[str, ...], dict[str, str]], ...] = (
            ("wanneer", activity.timelines, self._texts),
            ("wie", activity.partners, self._texts),
            ("wet", activity.legal_references, self._names),
            ("kader", activity.frameworks, self._names),
        )
        for label, ids, names in labelled:
            if ids:
                yield label, ", ".join(dict.fromkeys(names[i] for i in ids))
