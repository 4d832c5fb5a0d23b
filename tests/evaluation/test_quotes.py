"""Quotes found where they stand, and places quoted so that they are found again."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import Document
from pipeline.evaluation.quotes import Quotes
from pipeline.span import Span

TEXT = "Wij starten\nmet huizen van de wijk. GGD, en de GGD\n  in de bijzon-\ndere wijk. Wij starten.\n"


def _document(text, kind="text/plain"):
    return Document("plan", "plan", hashlib.sha256(text.encode()).hexdigest(), kind, text)


@pytest.mark.parametrize(
    ("quote", "occurrence", "found"),
    [
        ("GGD", 1, "GGD"),
        ("GGD", 2, "GGD"),
        ("GGD", 3, None),
        ("Wij starten", 2, "Wij starten"),
        ("Wij starten met huizen", 1, "Wij starten\nmet huizen"),  # on no line to the letter: breaks are spaces
        ("in de bijzondere wijk", 1, "in de bijzon-\ndere wijk"),
        ("Wij  starten", 1, None),
    ],
)
def test_quotes_in_plain_text(quote, occurrence, found):
    span = Quotes(_document(TEXT)).find(quote, occurrence)
    assert (span and span.of(TEXT)) == found


@pytest.mark.parametrize("kind", ["text/plain", "application/pdf"])
@pytest.mark.parametrize(
    ("wanted", "occurrence"),
    [("GGD", 2), ("Wij starten\nmet huizen", 1), ("bijzon-\ndere", 1), ("GGD\n  in", 1), ("wijk", 2)],
)
def test_a_place_is_quoted_so_that_it_is_found_again(kind, wanted, occurrence):
    at = -1
    for _ in range(occurrence):
        at = TEXT.index(wanted, at + 1)
    quotes = Quotes(_document(TEXT, kind))
    quote, number = quotes.quote(Span(at, at + len(wanted)))
    assert "\n" not in quote
    assert quotes.find(quote, number) == Span(at, at + len(wanted))


def test_words_over_a_line_end_that_stand_on_one_line_elsewhere_cannot_be_quoted():
    text = "Wij\nstarten. Wij starten."
    assert Quotes(_document(text)).quote(Span(0, 11)) is None
    assert Quotes(_document(text, "text/html")).quote(Span(0, 11)) == ("Wij starten", 1)


@given(st.text("ab -\n", min_size=1, max_size=30), st.integers(0, 29), st.integers(1, 30), st.booleans())
def test_any_quote_that_is_given_leads_back_to_its_place(text, start, length, plain):
    end = min(len(text), start + length)
    if start >= end or not text[start:end].strip():
        return
    quotes = Quotes(_document(text, "text/plain" if plain else "text/html"))
    made = quotes.quote(Span(start, end))
    if made is not None:
        found = quotes.find(*made)
        assert found is not None
        assert found.overlaps(Span(start, end))
