"""Which lines are headings, and how deep each stands."""

import pytest

from pipeline.structure.headings import Numbering, Width, looks_like_heading, measure
from pipeline.structure.lines import split_lines

UNWRAPPED = Width(None)


def _looks(text, width=UNWRAPPED):
    first, *rest = split_lines(text)
    return looks_like_heading(first, rest[0] if rest else None, width)


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("Meedoen in de wijk\nWij starten een pilot.", True),
        ("Meedoen\n\nWij starten een pilot.", True),
        ("'Samen sterk'\nWij starten.", True),
        ("3 Gezondheid\nWij starten.", True),
        ("Wij starten een pilot.\nDat is nieuw.", False),
        ("Wat is dat?\nDat is nieuw.", False),
        ("Wij starten een pilot met\nbewoners van de wijk.", False),
        ("Zorg, welzijn,\nSport", False),
        ("meedoen\nWij starten.", False),
        ("1.200\nWij starten.", False),
        ("Meedoen", False),
        ("A" * 300 + "\nWij starten.", False),
        ("Doelen\n- meedoen", True),
    ],
)
def test_the_looks_of_a_heading(text, heading):
    assert _looks(text) is heading


def test_in_a_wrapped_text_a_heading_stands_apart():
    width = Width(60)
    assert _looks("Meedoen in de wijk\n\nWij starten een pilot.", width)
    assert not _looks("Meedoen in de wijk\nWij starten een pilot.", width)
    full = "Meedoen in de wijk en in de straat en in de buurt en zo voort"
    assert not _looks(f"{full}\n\nWij starten een pilot.", width)


PROSE = "Inwoners doen mee in hun eigen buurt en voelen zich er thuis, ook als dat niet vanzelf gaat in de straat. "


def _wrapped(width):
    words, lines = (PROSE * 12).split(), [""]
    for word in words:
        if len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] += (" " if lines[-1] else "") + word
    return "\n".join(lines)


@pytest.mark.parametrize("width", [60, 80, 100])
def test_the_width_of_a_wrapped_text_is_measured(width):
    found = measure(list(split_lines(_wrapped(width)))).full
    assert 0.6 * width <= found <= width


@pytest.mark.parametrize("text", [PROSE + "\n" + PROSE, (PROSE * 4 + "\n") * 30, "", "Kort.\n" * 40])
def test_a_text_that_is_not_wrapped_has_no_width(text):
    assert measure(list(split_lines(text))).full is None


def _levels(*codes, contents=()):
    numbering = Numbering(frozenset(contents))
    return [numbering.place(code, f"titel {number}", None) for number, code in enumerate(codes)]


def test_numbers_tell_the_depth():
    assert _levels("1", "1.1", "1.1.1", "1.2", "2", "2.1") == [1, 2, 3, 2, 1, 2]
    assert _levels("P3 1.1", "P3 1.2") == [3, 3]


def test_a_list_of_headings_that_begins_again_stands_below():
    chapter, section, first, second, next_chapter = _levels("1", "1.1", "1", "2", "2.1")
    assert (chapter, section, first, second) == (1, 2, 3, 3)
    assert next_chapter == 2 or next_chapter > second


def test_a_code_goes_on_from_that_of_a_label():
    numbering = Numbering()
    above = numbering.place("1.1", "Meedoen", 200)
    assert numbering.place("1.1.1", "Ontmoeten", 230) > above
    assert numbering.place("1.1.2", "Sporten", None) > above
    assert numbering.place("2.1", "Zorg", 200) == 200


def test_the_next_chapter_is_known():
    numbering = Numbering()
    numbering.place("2", "Zorg", None)
    assert numbering.goes_on("3 Rookvrije generatie")
    assert not numbering.goes_on("4 Rookvrije generatie")
    assert not numbering.goes_on("3 2024 12")
    assert not Numbering().goes_on("1 Inleiding")
