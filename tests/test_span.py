"""Places: what doesn't fit can't be built, and a passage knows where each of its characters stands."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import SpanError
from pipeline.span import Passage, Span, covering, keeps_hyphen, rebuild, word_after, word_before

# Texts of the signs that matter to a passage: letters, figures, hyphens, line ends and blanks.
WORDS = ("in", "en", "of", "partici", "patie", "Noord", "Holland", "2024", "é", "𝔸", "_", ".", "(", "\ufeff")
BLANKS = (" ", "\t", "\n", "\r\n", "\f", "\u2028", "\xa0")
BREAKS = ("-", "\u00ad", "\u2010", "-\n", "-\r\n  ")
PIECES = st.sampled_from((*WORDS, *BLANKS, *BREAKS))
TEXTS = st.lists(PIECES, min_size=1, max_size=25).map("".join)


def _solid(text):
    """The places of a text's lines, without the white space around them."""
    return [Span(m.start(), m.end()) for m in re.finditer(r"\S(?:[^\n]*\S)?", text)]


@pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 3), (4, 3), (-1, 3), (-2, -1)])
def test_no_empty_or_negative_place(start, end):
    with pytest.raises(SpanError):
        Span(start, end)


@given(st.integers(-5, 60), st.integers(-5, 60), st.text(max_size=40))
def test_a_place_fits_or_raises(start, end, text):
    if not 0 <= start < end:
        with pytest.raises(SpanError):
            Span(start, end)
    elif end > len(text):
        with pytest.raises(SpanError):
            Span(start, end).of(text)
        with pytest.raises(SpanError):
            Passage.of(text, [Span(start, end)])
    else:
        assert Span(start, end).of(text) == text[start:end]
        assert len(Span(start, end)) == end - start


@pytest.mark.parametrize(
    ("one", "other", "overlaps", "covers"),
    [
        ((0, 5), (5, 9), False, False),
        ((0, 5), (4, 9), True, False),
        ((0, 9), (2, 4), True, True),
        ((2, 4), (0, 9), True, False),
        ((2, 4), (2, 4), True, True),
        ((6, 9), (0, 2), False, False),
    ],
)
def test_overlaps_and_covers(one, other, overlaps, covers):
    assert Span(*one).overlaps(Span(*other)) is overlaps
    assert Span(*other).overlaps(Span(*one)) is overlaps
    assert Span(*one).covers(Span(*other)) is covers


def test_covering_is_the_smallest_place_around_all():
    assert covering([Span(4, 6), Span(1, 2), Span(5, 9)]) == Span(1, 9)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Wij\n  starten", "Wij starten"),
        ("partici-\npatie", "participatie"),
        ("partici-\r\n   patie", "participatie"),
        ("partici\u00ad\npatie", "participatie"),
        ("in-\nen uitstroom", "in- en uitstroom"),
        ("jeugd-\nof ouderenhulp", "jeugd- of ouderenhulp"),
        ("Noord-\nHolland", "Noord-Holland"),
        ("2024-\n2027", "2024-2027"),
        ("Wmo-\nvoorzieningen", "Wmovoorzieningen"),  # the default knows no words; the layout's judge does
        ("in- en uitstroom", "in- en uitstroom"),
        ("dit -\n dat", "dit - dat"),
        ("a\u2028b\fc\x85d\xa0e", "a b c d e"),
    ],
)
def test_white_space_is_folded_and_words_are_healed(text, shown):
    assert rebuild(text, Span(0, len(text))) == shown
    assert Passage.of(text, _solid(text)).text == shown, "read line by line it shows the same"


@pytest.mark.parametrize(
    ("left", "right", "kept"),
    [
        ("in", "en", True),
        ("in", "of", True),
        ("partici", "patie", False),
        ("Noord", "Holland", True),
        ("corona", "", True),
    ],
)
def test_which_hyphens_stay(left, right, kept):
    assert keeps_hyphen(left, right) is kept


def test_words_around_a_place():
    assert word_before("de Wmo-hulp", 6) == "wmo"
    assert word_before("12-hulp", 2) == ""
    assert word_after("de Wmo-hulp", 3) == "Wmo"
    assert word_after("hulp", 4) == ""


@given(TEXTS, st.data())
def test_every_part_of_a_passage_rebuilds_from_the_document(text, data):
    spans = _solid(text)
    if not spans:
        return
    passage = Passage.of(text, spans)
    start = data.draw(st.integers(0, len(passage) - 1))
    end = data.draw(st.integers(start + 1, len(passage)))
    part = passage.text[start:end]
    if not part.strip():
        with pytest.raises(SpanError):
            passage.span(start, end)
        return
    place = passage.span(start, end)
    assert rebuild(text, place) == part.strip()
    assert not place.of(text)[0].isspace()
    assert not place.of(text)[-1].isspace()


@given(TEXTS)
def test_characters_stand_in_order(text):
    spans = _solid(text)
    if not spans:
        return
    passage = Passage.of(text, spans)
    places = [passage.place(i) for i in range(len(passage))]
    assert places == sorted(set(places))
    for shown, at in zip(passage.text, places, strict=True):
        stands = text[at]
        folded = {" ": stands.isspace(), "-": stands in "-\u00ad\u2010"}
        assert shown == stands or folded.get(shown)


@given(TEXTS, st.data())
def test_a_cut_keeps_the_places(text, data):
    spans = _solid(text)
    if not spans:
        return
    passage = Passage.of(text, spans)
    start = data.draw(st.integers(0, len(passage) - 1))
    end = data.draw(st.integers(start + 1, len(passage)))
    part = passage.cut(start, end)
    assert part.text == passage.text[start:end]
    assert [part.place(i) for i in range(len(part))] == [passage.place(i) for i in range(start, end)]


def test_no_character_outside():
    passage = Passage.of("twee", [Span(0, 4)])
    for index in (-1, 4, 99):
        with pytest.raises(SpanError):
            passage.place(index)
    with pytest.raises(SpanError):
        passage.cut(2, 2)
    with pytest.raises(SpanError):
        Passage("tekst", ())


def test_spans_come_in_order():
    with pytest.raises(SpanError, match="begins before"):
        Passage.of("een twee drie", [Span(4, 8), Span(0, 3)])
    with pytest.raises(SpanError, match="begins before"):
        Passage.of("een twee drie", [Span(0, 6), Span(4, 8)])


# What stands between two pieces of a sentence that a page break cut in two is no part of a record.

BROKEN = "Wij starten in 2025 met\n\n3 | Beleidsplan\n\neen nieuw inlooppunt in de wijk."


def _broken(text, middle):
    at = text.index(middle)
    return [Span(0, len(text[:at].rstrip())), Span(at + len(middle) + 2, len(text))]


def test_a_gap_is_left_out_of_the_text_and_of_places():
    passage = Passage.of(BROKEN, _broken(BROKEN, "3 | Beleidsplan"))
    assert passage.text == "Wij starten in 2025 met een nieuw inlooppunt in de wijk."
    assert len(passage.gaps) == 1
    assert passage.whole.of(BROKEN) == "een nieuw inlooppunt in de wijk.", "the longest piece without a gap"
    at = passage.text.index("starten")
    assert passage.span(at, at + 7).of(BROKEN) == "starten"
    assert Passage.of("a\n\nb", [Span(0, 1), Span(3, 4)]).gaps == (), "white space is no gap"


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("partici-", "patie", "participatie"),
        ("in-", "en uitstroom", "in- en uitstroom"),
        ("Noord-", "Holland", "Noord-Holland"),
        ("een", "twee", "een twee"),
        ("2024 -", "heden", "2024 - heden"),
    ],
)
def test_words_are_healed_over_a_gap_too(before, after, shown):
    text = f"{before}\n[3]\n{after}"
    start = len(before) + 5
    passage = Passage.of(text, [Span(0, len(before)), Span(start, len(text))])
    assert passage.text == shown
    for i in range(len(shown)):
        for j in range(i + 1, len(shown) + 1):
            if shown[i:j].strip():
                place = passage.span(i, j)
                assert "[" not in place.of(text), "no place runs over the gap"
                assert rebuild(text, place) in shown[i:j]


def test_a_cut_takes_its_gaps_along():
    passage = Passage.of(BROKEN, _broken(BROKEN, "3 | Beleidsplan"))
    part = passage.cut(4, 30)
    assert "3 |" not in part.whole.of(BROKEN)
    assert passage.cut(0, 3).gaps == ()


def test_the_judge_of_hyphens_can_be_given():
    text = "Wmo-\nvoorzieningen"
    asked = []

    def keeps(left, right):
        asked.append((left, right))
        return True

    assert Passage.of(text, [Span(0, len(text))], keeps).text == "Wmo-voorzieningen"
    assert asked == [("wmo", "voorzieningen")]
    assert rebuild(text, Span(0, len(text)), lambda left, right: False) == "Wmovoorzieningen"
