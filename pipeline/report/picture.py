"""The doelenboom of a document as a picture: what each main goal branches into, laid out from left to right.

Lengths are in the units of the picture, which are pixels where it is shown at its own size.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.branches import Branches
from pipeline.dutch import SIGNS, count
from pipeline.record import Activity, Goal

_GOAL, _ACTIVITY, _GAP = 195, 330, 26  # widths: of a box with a goal, of one with an activity, of what is between
_LINE, _PAD, _SPACE = 17, 7, 7  # heights: of a line, of what is over and under the lines, of what is between boxes
_GOAL_LETTERS, _ACTIVITY_LETTERS = 21, 41  # on a line
_MOST_LINES = 4
_LOWEST = 150  # how far below the first of what it branches into a goal may stand, so that both are in sight
_DEEPEST = 3  # levels of goals; what lies deeper is drawn at its goal of that level, so that the picture fits a page


@dataclass(slots=True)
class Box:
    """A goal or an activity with its place in the picture."""

    record: Goal | Activity
    x: int
    width: int
    lines: tuple[str, ...]
    y: int = 0
    children: list[Box] = field(default_factory=list)

    @property
    def height(self) -> int:
        """How high it is."""
        return len(self.lines) * _LINE + 2 * _PAD

    @property
    def kind(self) -> str:
        """Which kind of record it shows."""
        return "activity" if isinstance(self.record, Activity) else "goal"

    @property
    def baselines(self) -> Iterator[tuple[int, str]]:
        """Yield its lines of text, each with where it stands."""
        for number, line in enumerate(self.lines):
            yield self.y + _PAD + _LINE * number + 13, line


@dataclass(frozen=True, slots=True)
class Picture:
    """A main goal with all that stands under it."""

    root: Goal
    about: str
    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[str, ...]  # SVG paths


def pictures(branches: Branches, codes: dict[str, str]) -> Iterator[Picture]:
    """Yield a picture of each main goal that has something under it."""
    for root in branches.goals[None]:
        if branches.goals[root.id] or branches.activities[root.id]:
            yield _picture(root, branches, codes)


def _picture(root: Goal, branches: Branches, codes: dict[str, str]) -> Picture:
    top, levels, deeper = _boxes(root, branches, codes)
    right = levels * (_GOAL + _GAP)
    boxes = list(_all(top))
    for box in boxes:
        if isinstance(box.record, Activity):
            box.x = right
    height = _place(top)
    goals = sum(box.kind == "goal" for box in boxes)
    parts = [count(goals - 1, "subdoel", "subdoelen")] if goals > 1 else []
    parts.append(count(len(boxes) - goals, "activiteit", "activiteiten"))
    about = f"{codes[root.id]} met {' en '.join(parts)}. Dezelfde boom staat hieronder als lijst."
    if deeper:
        about += f" Van wat dieper ligt dan {_DEEPEST} lagen staan alleen de activiteiten in de tekening."
    return Picture(root, about, right + _ACTIVITY, height, tuple(boxes), tuple(_lines(boxes)))


def _boxes(root: Goal, branches: Branches, codes: dict[str, str]) -> tuple[Box, int, bool]:
    """Return the box of a main goal with those under it, how many levels of goals they have, and if some lie deeper."""
    top = _box(root, 0, codes)
    levels, deeper = 1, False
    waiting = [(root, 0, top)]
    while waiting:
        goal, depth, box = waiting.pop(0)
        box.children += [_box(a, 0, codes) for a in branches.activities[goal.id]]
        for child in branches.goals[goal.id]:
            if depth + 1 < _DEEPEST:
                there = _box(child, depth + 1, codes)
                box.children.append(there)
                levels = max(levels, depth + 2)
            else:
                there, deeper = box, True
            waiting.append((child, depth + 1, there))
    return top, levels, deeper


def _box(record: Goal | Activity, level: int, codes: dict[str, str]) -> Box:
    activity = isinstance(record, Activity)
    sign = f"{SIGNS[record.status]} " if isinstance(record, Activity) else ""
    text = f"{sign}{codes[record.id]} {record.text}"
    letters = _ACTIVITY_LETTERS if activity else _GOAL_LETTERS
    lines = textwrap.wrap(text, letters, max_lines=_MOST_LINES, placeholder=" …", break_on_hyphens=False)
    return Box(record, level * (_GOAL + _GAP), _ACTIVITY if activity else _GOAL, tuple(lines))


def _all(top: Box) -> Iterator[Box]:
    yield top
    for child in top.children:
        yield from _all(child)


def _place(top: Box, start: int = 0) -> int:
    """Give a box and those under it their heights, from ``start`` on; return where what comes next may begin."""
    at = start
    for child in top.children:
        at = _place(child, at) + _SPACE
    below = at - _SPACE if top.children else start
    top.y = start + min(max(0, (below - start - top.height) // 2), _LOWEST)
    # A high goal beside little: what it branches into stands at its middle.
    spare = (start + top.height - below) // 2
    if top.children and spare > 0:
        for box in _all(top):
            if box is not top:
                box.y += spare
    return max(below, top.y + top.height)


def _lines(boxes: list[Box]) -> Iterator[str]:
    for box in boxes:
        if not box.children:
            continue
        begin, middle = box.x + box.width, box.y + box.height // 2
        bend = begin + _GAP // 2
        ends = [(child.x, child.y + child.height // 2) for child in box.children]
        high, low = min(middle, *(y for _, y in ends)), max(middle, *(y for _, y in ends))
        yield f"M{begin} {middle}H{bend}M{bend} {high}V{low}" + "".join(f"M{bend} {y}H{x}" for x, y in ends)
