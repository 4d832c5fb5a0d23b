"""The doelenboom of a document as steps from top to bottom, for a template that draws it as lists within lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pipeline.branches import Branches
from pipeline.dutch import SIGNS, STATUS
from pipeline.record import Activity, AnyRecord


@dataclass(frozen=True, slots=True)
class Step:
    """A step through the doelenboom: a goal with what stands under it, an activity, or the end of a goal.

    ``parent`` says of a goal, and of its end, that something stands under it.
    """

    step: Literal["goal", "activity", "end"]
    record: AnyRecord | None = None
    sign: str = ""
    status: str = ""
    details: tuple[tuple[str, str], ...] = ()
    parent: bool = False


def steps(branches: Branches) -> Iterator[Step]:
    """Yield the goals with what stands under each."""
    ends: list[Step] = []
    for depth, goal in branches.walk():
        while len(ends) > depth:
            yield ends.pop()
        parent = bool(branches.goals[goal.id] or branches.activities[goal.id])
        yield Step("goal", goal, "◎", parent=parent)
        yield from (_activity(one, branches) for one in branches.activities[goal.id])
        ends.append(Step("end", parent=parent))
    yield from reversed(ends)


def loose(branches: Branches) -> Iterator[Step]:
    """Yield the activities that serve no goal that the document names."""
    yield from (_activity(one, branches) for one in branches.activities[None])


def _activity(activity: Activity, branches: Branches) -> Step:
    details = tuple(branches.details(activity))
    return Step("activity", activity, SIGNS[activity.status], STATUS[activity.status], details)
