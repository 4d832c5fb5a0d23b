"""Lines, each by its own looks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.structure.lines import split_lines


def _line(text):
    (line,) = split_lines(text)
    return line


@given(st.text(st.sampled_from("aé| -.\n\r\f\v\x85\u2028\u2029\t"), max_size=60), st.sampled_from(["", "\ufeff"]))
def test_lines_hold_every_character_but_white_space(text, mark):
    lines = list(split_lines(mark + text))
    assert "".join("".join(line.text for line in lines).split()) == "".join(text.split())
    for line in lines:
        assert line.span.of(mark + text) == line.text
    starts = [line.span.start for line in lines]
    assert starts == sorted(set(starts))


def test_blank_lines_and_indents_are_counted():
    lines = list(split_lines("\ufeffeen\r\n\r\n\n   twee  \n\ndrie"))
    assert [(line.text, line.indent, line.blank) for line in lines] == [("een", 1, 0), ("twee", 3, 2), ("drie", 0, 1)]


def test_nothing_gives_no_line():
    assert list(split_lines("")) == []
    assert list(split_lines(" \n\t\n\f")) == []


BULLETS = ["- a", "* a", "• a", "– a", "▪ a", "o a", "\uf0b7 a", "+ a", "➢ a", "✓ a", "-\ta"]
NO_BULLETS = ["a", "-a", "*a*", "oo a", "o", "-", "ook dit", "1. a", "€ 5", "-- a"]
NUMBERS = ["1. a", "12) a", "a. b", "a) b", "iv. a", "(1) a", "(b) a"]
NO_NUMBERS = ["1.1 a", "2024. a", "1a", "art. 3", "(2024) a", "1.", "a.b c", "(10a) b", "xl. a b"]
CODES = {
    "1.1 Meedoen": "1.1",
    "2.4.3 Zorg": "2.4.3",
    "P3 1.1 Jeugd": "P3 1.1",
    "1.1.1 - Sport": "1.1.1",
    "3.2a Zorg": "3.2a",
}
NO_CODES = ["1 Meedoen", "2024 was goed", "1.000.000 euro", "3.10.2025", "10.30uur", "P3 Jeugd", "1.1", "€ 1.5 mln"]


def test_bullets():
    assert {text for text in BULLETS + NO_BULLETS if _line(text).bullet} == set(BULLETS)
    assert all(text[_line(text).bullet.end() :] == "a" for text in BULLETS)


def test_numbers_of_items():
    assert {text for text in NUMBERS + NO_NUMBERS if _line(text).item_number} == set(NUMBERS)


def test_codes_of_headings():
    assert {text: _line(text).code["code"] for text in [*CODES, *NO_CODES] if _line(text).code} == CODES


@pytest.mark.parametrize(
    ("text", "depth"), [("# a", 1), ("### a b", 3), ("###### a", 6), ("#a", 0), ("####### a", 0), ("#", 0)]
)
def test_markdown_headings(text, depth):
    found = _line(text).hashes
    assert (len(found["mark"]) if found else 0) == depth


LOOKS = {
    "is_row": ["| a | b |", "a | b | c", "a |", "|a|", "| a"],
    "is_rule": ["---|---|---", "|---|:--:|", "| --- | --- |", ":---", "---|"],
    "is_underline": ["===", "----------", "~~~~", "___", "***"],
    "is_page": ["Pagina 3 van 20", "pag. 12", "blz 4", "- 3 -", "3 / 20", "12 | Pagina"],
    "is_figure": ["1.200", "€ 1.000", "75%", "-", "12 13 14", "n.v.t.", "€ 2,5 mln", "+3", "2024"],
    "is_footnote": ["[1] Zie het besluit.", "¹ Zie het besluit.", "[^3]: Zie daar.", "²³ Bron"],
    "is_contents": ["1 Inleiding ........ 3", "Inleiding … 4", "Zorg\t12", "Zorg en welzijn      12", "Zorg . . . . 7"],
}
NO_LOOKS = [
    "Wij starten in 2025.",
    "a|b",
    "Het kost € 1.000 per jaar",
    "Zorg 12",
    "2024 tot 2026",
    "[zie bijlage] Dit is nieuw",
    "-",
    "pagina's lezen",
    "12 inwoners",
    "--",
    "1 - 2 - 3 - 4 keer",
    "=> doel",
]


@pytest.mark.parametrize("look", LOOKS)
def test_what_a_line_looks_like(look):
    every = {text for texts in LOOKS.values() for text in texts} | set(NO_LOOKS)
    found = {text for text in every if getattr(_line(text), look)}
    also = {"is_figure": {"-", "3 / 20"} & found, "is_row": {"12 | Pagina"}}.get(look, set())
    assert found - also == set(LOOKS[look]) - also


ENDS = {"Zo is het.", "Is dat zo?", "(zo is het.)", "zo is het.”", "de volgende:", "een;", "en zo…"}
NO_ENDS = {"Zo is het", "zo,", "zo -", "(zo)", "zo”"}


def test_ends_of_sentences():
    assert {text for text in ENDS | NO_ENDS if _line(text).ends_sentence} == ENDS


@pytest.mark.parametrize(
    ("text", "low"),
    [("en dan", True), ("(en dan", True), ("‘en dan", True), ("En dan", False), ("3 en", False), ("É", False)],
)
def test_beginnings_in_lower_case(text, low):
    assert _line(text).begins_low is low
