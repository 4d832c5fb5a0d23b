"""The order in which pages are read: columns, what runs over them, what stands on every page, and what goes on."""

import re

import pytest


def wrong(reason):
    return pytest.mark.xfail(strict=True, reason=reason)


def columns(made, y, texts, lefts=(60, 310), width=210):
    """Draw texts in columns beside each other."""
    for x, text in zip(lefts, texts, strict=True):
        made.flow(x, y, text, width=width)


# Columns.


def test_one_column_is_one_paragraph_each(paper, prose, lines):
    made = paper().page()
    made.flow(60, made.flow(60, 120, prose(5)) + 12, prose(5, 10))
    assert lines(made) == [prose(5), prose(5, 10)]


@pytest.mark.parametrize("gutter", [12, 20, 40, 80])
def test_two_columns_are_read_one_after_the_other(gutter, paper, prose, lines):
    made = paper().page()
    columns(made, 120, (prose(7), prose(6, 20)), (60, 270 + gutter))
    assert lines(made) == [prose(7), prose(6, 20)]


def test_a_heading_over_both_columns_comes_first(paper, prose, lines):
    made = paper().page()
    made.write(60, 120, "Wat wij met onze partners in alle wijken en dorpen deden", size=15, bold=True)
    columns(made, 150, (prose(7), prose(6, 20)))
    assert lines(made) == ["**Wat wij met onze partners in alle wijken en dorpen deden**", prose(7), prose(6, 20)]


def test_a_heading_between_two_pairs_of_columns_parts_them(paper, prose, lines):
    made = paper().page()
    columns(made, 120, (prose(7), prose(6, 20)))
    made.write(60, 400, "Wat wij in het jaar daarna met onze partners gaan doen", size=15, bold=True)
    columns(made, 430, (prose(7, 40), prose(6, 60)))
    assert lines(made) == [
        prose(7),
        prose(6, 20),
        "**Wat wij in het jaar daarna met onze partners gaan doen**",
        prose(7, 40),
        prose(6, 60),
    ]


def test_a_heading_stays_within_its_column(paper, prose, lines):
    made = paper().page()
    for x, first in ((60, 0), (310, 40)):
        made.flow(x, 120, prose(4, first), width=210)
        made.write(x, 230, f"Kop van kolom {x}", size=15, bold=True)
        made.flow(x, 250, prose(4, first + 20), width=210)
    assert lines(made) == [
        prose(4),
        "**Kop van kolom 60**",
        prose(4, 20),
        prose(4, 40),
        "**Kop van kolom 310**",
        prose(4, 60),
    ]


def test_columns_of_different_length(paper, prose, lines):
    made = paper().page()
    columns(made, 120, (prose(16), prose(5, 20)))
    assert lines(made) == [prose(16), prose(5, 20)]


def test_a_table_in_a_column_stays_in_it(paper, prose, lines):
    made = paper().page()
    columns(made, 120, (prose(9), prose(3, 20)))
    made.grid(310, 200, [100, 100], [("Doel", "Inzet"), ("Rust", "Park"), ("Werk", "Loket")])
    assert lines(made) == [
        prose(9),
        prose(3, 20),
        "| Doel | Inzet |",
        "|---|---|",
        "| Rust | Park |",
        "| Werk | Loket |",
    ]


@wrong("lines.py _are_columns: two of three columns are one side, and no line fills it")
def test_three_columns(paper, prose, lines):
    made = paper().page()
    columns(made, 120, (prose(6), prose(6, 20), prose(6, 40)), (40, 220, 400), 150)
    assert lines(made) == [prose(6), prose(6, 20), prose(6, 40)]


def test_short_lines_beside_each_other_are_no_columns(paper, lines):
    made = paper().page()
    for n in range(8):
        made.write(60, 120 + 30 * n, f"label {n}")
        made.write(310, 120 + 30 * n, f"waarde {n}")
    assert re.findall(r"\d", " ".join(lines(made))) == [str(n // 2) for n in range(16)]


def test_rows_set_with_tabs_stay_apart(paper, lines):
    made = paper().page()
    rows = [("Wonen", "Hanna de Vries"), ("Zorg", "Piet Bakker"), ("Jeugd", "Mo Aziz")]
    for n, (left, right) in enumerate(rows):
        made.write(60, 120 + 14 * n, left)
        made.write(310, 120 + 14 * n, right)
    assert not any(
        left in line and right in line for line in lines(made) for left, _ in rows[1:] for _, right in rows[:1]
    )


# What goes on in the next column or on the next page.

OVER = {
    "in small letters": ("Hier begint een zin die", "pas verderop eindigt.", True),
    "within brackets": ("Hier begint een zin die", "(zoals vaker) pas verderop eindigt.", True),
    "ended": ("Hier eindigt een zin.", "Daarna begint een andere.", False),
    "ended with a quote": ("Hier eindigt ‘een zin.’", "Daarna begint een andere.", False),
    "ended by a colon": ("Hier volgt een zin:", "Daarna begint een andere.", False),
    "a question": ("Begint hier een zin?", "Daarna begint een andere.", False),
    "an item": ("Hier begint een zin die", "• Een punt van een lijst.", False),
}


@pytest.mark.parametrize("name", OVER)
@pytest.mark.parametrize("page", [True, False], ids=["page", "column"])
def test_what_goes_on(name, page, paper, prose, lines):
    first, second, joined = OVER[name]
    made = paper().page()
    made.flow(60, 120, f"{prose(6)} {first}", width=210)
    if page:
        made.page()
    made.flow(60 if page else 310, 120, f"{second} {prose(6, 20)}", width=210)
    assert [len(lines(made)), f"{first} {second}" in lines(made)[0]] == ([1, True] if joined else [2, False])


@pytest.mark.parametrize("notes", [0, 1, 2])
def test_a_paragraph_goes_on_after_the_notes_at_a_pages_foot(notes, paper, prose, lines):
    made = paper().page()
    made.flow(60, 650, prose(6) + " Hier begint een zin die")
    for n in range(notes):
        made.write(60, 770 + 10 * n, f"{n + 1} Zie ook de nota van dat jaar.", size=7)
    made.page()
    made.flow(60, 120, "pas verderop eindigt. " + prose(6, 20))
    assert lines(made)[0] == f"{prose(6)} Hier begint een zin die pas verderop eindigt. {prose(6, 20)}"
    assert len(lines(made)) == 1 + notes


NAMED = "Hier staat een zin over het werk van de gemeente"


@pytest.mark.parametrize(
    ("page", "width"),
    [
        pytest.param(True, 450, id="page"),
        pytest.param(
            False, 210, marks=wrong("flow.py _goes_on: only lines over 60 signs go on with a capital"), id="column"
        ),
    ],
)
def test_a_sentence_that_breaks_before_a_name_goes_on(page, width, paper, prose, lines):
    made = paper().page()
    made.write(60, 120, *made.broken(f"{prose(7)} {' '.join([NAMED] * 4)}", width)[:-1])
    if page:
        made.page()
    made.flow(60 if page else 310, 120, "Rietmeer dat niet eindigt. " + prose(7, 20), width)
    assert len(lines(made)) == 1


# Running heads, footers and page numbers.


def book(paper, prose, count, head="", foot="", top=""):
    """Return a document of so many pages of text, with what stands above, below, and on top of it."""
    made = paper()
    for number in range(1, count + 1):
        made.page()
        if said := head(number) if callable(head) else head:
            made.write(60, 40, said, size=8)
        if said := top(number) if callable(top) else top:
            made.write(60, 80, said, size=15, bold=True)
        made.flow(60, 120, prose(6, 8 * number))
        if said := foot(number) if callable(foot) else foot:
            made.write(280, 815, said, size=8)
    return made


RUNNING = {
    "a head": {"head": "Gemeente Rietmeer – Jaarverslag"},
    "a foot": {"foot": "Gemeente Rietmeer – Jaarverslag"},
    "numbers": {"foot": lambda n: f"{n}"},
    "numbers from 17": {"foot": lambda n: f"{n + 16}"},
    "numbers in dashes": {"foot": lambda n: f"- {n} -"},
    "numbers with a word": {"foot": lambda n: f"Pagina {n}"},
    "numbers of so many": {"foot": lambda n: f"{n} van 4"},
    "numbers and a name": {"foot": lambda n: f"Jaarverslag 2025 | {n}"},
    "numbers above": {"head": lambda n: f"blz. {n}"},
    "head and number": {"head": "Gemeente Rietmeer", "foot": lambda n: f"{n} / 4"},
}


@pytest.mark.parametrize("name", RUNNING)
def test_what_stands_on_every_page_is_left_out(name, paper, prose, lines):
    assert lines(book(paper, prose, 4, **RUNNING[name])) == [prose(6, 8 * n) for n in range(1, 5)]


def test_heads_of_left_and_right_pages_are_left_out(paper, prose, lines):
    made = book(paper, prose, 8, head=lambda n: "Jaarverslag 2025" if n % 2 else "Gemeente Rietmeer")
    assert lines(made) == [prose(6, 8 * n) for n in range(1, 9)]


def test_a_head_of_a_chapter_is_left_out(paper, prose, lines):
    made = book(paper, prose, 12, head=lambda n: ("Wonen", "Zorg", "Werk")[(n - 1) // 4])
    assert lines(made) == [prose(6, 8 * n) for n in range(1, 13)]


def test_numbers_on_two_pages_are_left_out(paper, prose, lines):
    assert lines(book(paper, prose, 2, foot=lambda n: f"{n}")) == [prose(6, 8), prose(6, 16)]


def test_a_number_that_counts_no_pages_stays(paper, prose, lines):
    made = book(paper, prose, 2, foot=lambda n: ("1.250", "940")[n - 1])
    assert [line for line in lines(made) if line[0].isdigit()] == ["1.250", "940"]


KEPT = {
    "twice of four": (4, lambda n: "Wat hebben wij gedaan?" if n in (1, 3) else f"Deel {'AB'[n // 4]}"),
    "three of twenty": (20, lambda n: "Wat hebben wij gedaan?" if n in (1, 8, 16) else ""),
    "each another": (4, lambda n: ("Wonen", "Zorg", "Werk", "Jeugd")[n - 1]),
    "three of twelve": (12, lambda n: "Wat hebben wij gedaan?" if n in (1, 6, 10) else ""),
    "numbered": (4, lambda n: f"Kerndoel {n}"),
    "three numbered": (9, lambda n: f"Programma {n}" if n % 3 == 1 else ""),
}


@pytest.mark.parametrize(
    ("count", "top"),
    [pytest.param(*KEPT[name], id=name) for name in KEPT],
)
def test_headings_on_top_of_pages_stay(count, top, paper, prose, lines):
    wanted = [said for n in range(1, count + 1) if (said := top(n))]
    got = [line.strip("*# ") for line in lines(book(paper, prose, count, top=top)) if line[0] in "*#"]
    assert got == wanted


def test_text_in_the_middle_that_repeats_stays(paper, prose, lines):
    made = paper()
    for n in range(5):
        made.page().flow(60, 120, prose(4, 8 * n))
        made.write(60, 300, "Wij volgen dit elk jaar.")
    assert lines(made).count("Wij volgen dit elk jaar.") == 5
