"""The doelenboom as a picture: every goal and activity in its place, no boxes over each other, no line to nowhere."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.branches import Branches
from pipeline.pages.codes import codes
from pipeline.record import Activity, DocumentInfo, Goal, PolicyRecord, Source
from pipeline.report.picture import pictures


def tree(parents, serves, text="Een doel van genoeg woorden om over twee of meer regels te gaan"):
    """A document with goals, each under the goal with the number given (or none), and activities that serve goals."""
    ids = [f"doel-{n:016x}" for n in range(len(parents))]
    goals = [
        Goal(
            id=ids[n], text=f"{text} {n}", parent=None if parent is None else ids[parent], rule="doelen/x",
            confidence=0.9, source=Source(start=n * 10, end=n * 10 + 5),
        )
        for n, parent in enumerate(parents)
    ]  # fmt: skip
    activities = [
        Activity(
            id=f"act-{n:016x}", text=f"We doen dit {n}", status="planned", goals=tuple(ids[g] for g in to),
            rule="activiteiten/x", confidence=0.9, source=Source(start=1000 + n * 10, end=1005 + n * 10),
        )
        for n, to in enumerate(serves)
    ]  # fmt: skip
    about = DocumentInfo(
        id="a.txt", source="a.txt", sha256="0" * 64, media_type="text/plain", title=None, kind="overig"
    )
    return PolicyRecord(document=about, goals=tuple(goals), activities=tuple(activities))


def drawn(record):
    return list(pictures(Branches(record), codes(record)))


def test_goals_stand_left_of_what_they_branch_into():
    (picture,) = drawn(tree([None, 0, 0], [[1], [1], [2]]))
    at = {box.lines[0].split()[0 if box.kind == "goal" else 1]: box for box in picture.boxes}
    assert at["D1"].x < at["D2"].x == at["D3"].x < at["A1"].x == at["A3"].x
    assert at["A1"].y < at["A2"].y < at["A3"].y
    middle = {name: box.y + box.height // 2 for name, box in at.items()}
    assert middle["A1"] <= middle["D2"] <= middle["A2"]
    assert picture.about.startswith("D1 met 2 subdoelen en 3 activiteiten.")


def test_a_goal_with_nothing_under_it_has_no_picture():
    assert drawn(tree([None, None], [])) == []
    assert len(drawn(tree([None, None], [[1]]))) == 1


def test_what_lies_deeper_than_three_levels_hangs_on_the_third_and_is_said():
    (picture,) = drawn(tree([None, 0, 1, 2, 3], [[4]]))
    assert [box.kind for box in picture.boxes] == ["goal", "goal", "goal", "activity"]
    assert "dieper ligt dan 3 lagen" in picture.about


def test_a_long_text_is_cut_with_a_sign():
    (picture,) = drawn(tree([None], [[0]], text="woord " * 80))
    (goal, _) = picture.boxes
    assert len(goal.lines) == 4
    assert goal.lines[-1].endswith("…")


def test_a_high_goal_beside_one_activity_fits():
    (picture,) = drawn(tree([None], [[0]]))
    assert picture.height == max(box.y + box.height for box in picture.boxes)


@st.composite
def _trees(draw):
    size = draw(st.integers(1, 12))
    parents = [None, *(draw(st.one_of(st.none(), st.integers(0, n - 1))) for n in range(1, size))]
    serves = draw(st.lists(st.lists(st.integers(0, size - 1), min_size=1, max_size=2, unique=True), max_size=12))
    return parents, serves


@given(_trees())
def test_boxes_lie_apart_within_the_picture_and_every_line_ends_at_one(given):
    for picture in drawn(tree(*given)):
        rows = [(b.x, b.y, b.x + b.width, b.y + b.height) for b in picture.boxes]
        for x0, y0, x1, y1 in rows:
            assert x0 >= 0 <= y0
            assert x1 <= picture.width
            assert y1 <= picture.height
        for n, one in enumerate(rows):
            for other in rows[n + 1 :]:
                apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
                assert apart, (one, other)
        ends = {(int(x), int(y)) for line in picture.lines for y, x in re.findall(r"M\d+ (\d+)H(\d+)$|", line) if x}
        middles = {(b.x, b.y + b.height // 2) for b in picture.boxes}
        assert ends <= middles
        assert sum(len(b.children) for b in picture.boxes) == len(picture.boxes) - 1


@given(_trees())
def test_every_goal_and_activity_that_has_a_place_is_drawn(given):
    record = tree(*given)
    names = {box.record.id for picture in drawn(record) for box in picture.boxes}
    assert {a.id for a in record.activities} <= names


@pytest.mark.parametrize("number", [1, 60])
def test_a_goal_stays_near_the_first_of_what_it_branches_into(number):
    (picture,) = drawn(tree([None], [[0]] * number))
    assert picture.boxes[0].y <= 150
