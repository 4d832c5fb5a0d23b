"""Where text stands on pages: rectangles of spans, from the pieces that a reader put down."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.places import Piece, Places
from pipeline.span import Span

SIZE = 10.0  # of a letter, both ways
LEADING = 12.0


def placed(*rows):
    """Return the places of words: each its start, text, page, left edge and the number of its line."""
    places = Places()
    for start, text, page, x, line in rows:
        xs = tuple(x + SIZE * n for n in range(len(text)))
        top = 100 + LEADING * line
        places.add(Piece(start, start + len(text), page, top, top + SIZE, x + SIZE * len(text), xs))
    return places


def test_nothing_stands_nowhere():
    assert Places().boxes(Span(0, 9)) == []


WORD = placed((5, "woord", 1, 60, 0))
PARTS = {
    "all": (5, 10, (60, 110)),
    "its first letter": (5, 6, (60, 70)),
    "its last letter": (9, 10, (100, 110)),
    "its middle": (6, 8, (70, 90)),
    "over its edges": (0, 99, (60, 110)),
    "over its left edge": (3, 7, (60, 80)),
    "over its right edge": (8, 20, (90, 110)),
}


@pytest.mark.parametrize("name", PARTS)
def test_a_part_of_a_word_has_its_letters(name):
    start, end, (x0, x1) = PARTS[name]
    assert WORD.boxes(Span(start, end)) == [(1, x0, 100, x1, 110)]


@pytest.mark.parametrize(("start", "end"), [(0, 5), (0, 1), (10, 11), (50, 60)])
def test_beside_a_word_is_nothing(start, end):
    assert WORD.boxes(Span(start, end)) == []


def test_a_word_with_fewer_edges_than_letters_has_its_last_edge():
    places = Places()
    places.add(Piece(0, 4, 1, 100, 110, 90, (60, 75)))  # the sign of a ligature stands for more letters
    assert places.boxes(Span(0, 1)) == [(1, 60, 100, 75, 110)]
    assert places.boxes(Span(2, 4)) == [(1, 75, 100, 90, 110)]


def test_edges_that_run_back_give_no_box_turned_inside_out():
    places = Places()
    places.add(Piece(0, 3, 1, 100, 110, 60, (90, 80, 70)))  # drawn from right to left
    ((_, x0, _, x1, _),) = places.boxes(Span(0, 3))
    assert x0 <= x1


JOINED = {
    "a word alone": ([(0, "een", 1, 60, 0)], 1),
    "words of a line": ([(0, "een", 1, 60, 0), (4, "huis", 1, 100, 0)], 1),
    "lines below each other": ([(0, "een", 1, 60, 0), (4, "huis", 1, 60, 1), (9, "dat", 1, 60, 2)], 1),
    "a line that begins further left": ([(0, "een", 1, 200, 0), (4, "huis", 1, 160, 1)], 1),
    "a new column": ([(0, "een", 1, 60, 30), (4, "huis", 1, 310, 0)], 2),
    "a new page": ([(0, "een", 1, 60, 50), (4, "huis", 2, 60, 51)], 2),
    "the same place of a new page": ([(0, "een", 1, 60, 0), (4, "huis", 2, 60, 0)], 2),
    "far below": ([(0, "een", 1, 60, 0), (4, "huis", 1, 60, 20)], 2),
    "far beside": ([(0, "een", 1, 60, 0), (4, "huis", 1, 400, 0)], 2),
    "two columns and back": ([(0, "een", 1, 60, 5), (4, "huis", 1, 310, 0), (9, "dat", 1, 60, 20)], 3),
}


@pytest.mark.parametrize("name", JOINED)
def test_words_that_follow_each_other_have_one_box(name):
    rows, count = JOINED[name]
    assert len(placed(*rows).boxes(Span(0, 99))) == count


def test_a_column_beside_the_one_before_has_its_own_box():
    left = [(4 * n, "een", 1, 60, n) for n in range(5)]
    right = [(20 + 4 * n, "een", 1, 110, n) for n in range(5)]
    assert placed(*left, *right).boxes(Span(0, 99)) == [(1, 60, 100, 90, 158), (1, 110, 100, 140, 158)]


def test_a_box_covers_its_lines():
    places = placed((0, "een", 1, 100, 0), (4, "groot", 1, 140, 0), (10, "huis", 1, 60, 1))
    assert places.boxes(Span(0, 14)) == [(1, 60, 100, 190, 122)]
    assert places.boxes(Span(10, 12)) == [(1, 60, 112, 80, 122)]


def test_the_next_line_goes_on_however_short_it_is():
    places = placed((0, "een", 1, 60, 0), (4, "groot", 1, 240, 0), (10, "huis", 1, 60, 1))
    assert places.boxes(Span(4, 14)) == [(1, 60, 100, 290, 122)]


WORDS = st.lists(
    st.tuples(
        st.integers(0, 3),  # signs before it
        st.integers(1, 9),  # letters
        st.integers(1, 3),  # page
        st.integers(0, 500),  # left edge
        st.integers(0, 50),  # line
    ),
    min_size=1,
    max_size=12,
)


def written(words):
    rows, at = [], 0
    for gap, length, page, x, line in words:
        rows.append((at + gap, "x" * length, page, x, line))
        at += gap + length
    return placed(*rows), at


@given(WORDS, st.data())
def test_boxes_cover_each_piece_of_a_span_and_nothing_of_the_others(words, data):
    places, length = written(words)
    start = data.draw(st.integers(0, length - 1))
    span = Span(start, data.draw(st.integers(start + 1, length)))
    boxes = places.boxes(span)
    within = [p for p in places.pieces if p.start < span.end and p.end > span.start]
    assert len(boxes) <= len(within)
    assert bool(boxes) == bool(within)
    for piece in within:
        first, last = max(span.start, piece.start) - piece.start, min(span.end, piece.end) - piece.start
        x0, x1 = piece.xs[0] + SIZE * first, piece.xs[0] + SIZE * last
        assert any(
            page == piece.page and a <= x0 and x1 <= b and top <= piece.top and piece.bottom <= bottom
            for page, a, top, b, bottom in boxes
        )
    assert {box[0] for box in boxes} == {piece.page for piece in within}
    edges = [(p.xs[0], p.x1) for p in within]
    for _, x0, top, x1, bottom in boxes:
        assert min(a for a, _ in edges) <= x0 < x1 <= max(b for _, b in edges)
        assert min(p.top for p in within) <= top < bottom <= max(p.bottom for p in within)


@given(WORDS)
def test_a_longer_span_has_at_least_the_place_of_a_shorter(words):
    places, length = written(words)
    whole = places.boxes(Span(0, length))
    for at in range(length):
        for page, x0, top, x1, bottom in places.boxes(Span(at, at + 1)):
            assert any(p == page and a <= x0 and x1 <= b and up <= top and bottom <= low for p, a, up, b, low in whole)


def test_words_within_a_place_are_those_that_begin_in_it():
    places = placed((0, "een", 1, 60, 0), (4, "twee", 1, 100, 0), (9, "drie", 2, 60, 0))
    assert [p.start for p in places.within(Span(0, 9))] == [0, 4]
    assert [p.start for p in places.within(Span(1, 99))] == [4, 9]
    assert Places().within(Span(0, 9)) == []
