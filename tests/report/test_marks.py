"""Marks as pieces that nest, and paragraphs that hold all of a text."""

import doctest
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.pages import shown
from pipeline.report import marks as module
from pipeline.report.marks import Mark, paragraphs, pieces


def drawn(text, start, end, marks):
    """The steps as a line: «A1:…» around what a mark holds, with a + where it goes on from before."""
    parts = {"open": lambda p: f"«{p.code}{'' if p.first else '+'}:", "close": lambda p: "»", "text": lambda p: p.text}
    return "".join(parts[p.step](p) for p in pieces(text, start, end, marks))


@pytest.mark.parametrize(
    ("marks", "wanted"),
    [
        ([], "abcdef"),
        ([Mark(1, 3, "A1")], "a«A1:bc»def"),
        ([Mark(0, 6, "A1"), Mark(2, 4, "P1")], "«A1:ab«P1:cd»ef»"),
        ([Mark(0, 3, "A1"), Mark(3, 6, "A2")], "«A1:abc»«A2:def»"),
        ([Mark(0, 4, "A1"), Mark(2, 6, "P1")], "«A1:ab«P1:cd»»«P1+:ef»"),
        ([Mark(2, 4, "P1"), Mark(2, 4, "W1")], "ab«P1:«W1:cd»»ef"),
    ],
)
def test_marks_nest(marks, wanted):
    assert drawn("abcdef", 0, 6, marks) == wanted


def test_a_mark_that_began_before_goes_on():
    assert drawn("abcdef", 3, 6, [Mark(1, 5, "A1")]) == "«A1+:de»f"


def test_marks_elsewhere_are_left_out():
    assert drawn("abcdef", 2, 4, [Mark(0, 2, "A1"), Mark(4, 6, "A2")]) == "cd"


_MARKS = st.lists(
    st.tuples(st.integers(0, 19), st.integers(1, 8)).map(lambda m: (m[0], min(20, m[0] + m[1]))), max_size=8
)


@given(_MARKS, st.integers(0, 10), st.integers(11, 20))
def test_whatever_crosses_all_pieces_nest_and_no_text_is_lost(places, start, end):
    text = "abcdefghijklmnopqrst"
    marks = [Mark(first, last, f"A{number}") for number, (first, last) in enumerate(places)]
    held, at, covered = [], start, {m.code: set() for m in marks}
    for piece in pieces(text, start, end, marks):
        if piece.step == "open":
            held.append(piece.code)
        elif piece.step == "close":
            assert held.pop() == piece.code
        else:
            assert text[at : at + len(piece.text)] == piece.text
            for code in held:
                covered[code] |= set(range(at, at + len(piece.text)))
            at += len(piece.text)
    assert (held, at) == ([], end)
    assert covered == {m.code: set(range(max(m.start, start), min(m.end, end))) for m in marks}


@given(st.text(alphabet="ab \n\r\t\x0c", max_size=1500))
def test_paragraphs_hold_every_word_once_and_in_order(text):
    found = list(paragraphs(text))
    assert "".join("".join(text[s:e].split()) for s, e in found) == "".join(text.split())
    assert all(one[1] <= other[0] for one, other in pairwise(found))


def test_a_paragraph_without_end_is_cut_at_a_line_end():
    found = list(paragraphs("regel met woorden\n" * 100))
    assert len(found) > 2
    assert all(e - s <= 620 for s, e in found)


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x1b", "\x85", "\ud800", "\uffff"])
def test_what_html_may_not_hold_is_shown_as_such(sign):
    assert shown(f"a{sign}b") == "a\ufffdb"


def test_what_html_may_hold_stays():
    assert shown("é\n\t€ ‹x› 𝄞") == "é\n\t€ ‹x› 𝄞"


def test_what_the_docstrings_show():
    found = doctest.testmod(module)
    assert (found.failed, found.attempted > 0) == (0, True)
