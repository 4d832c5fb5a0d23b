"""Tables without ruling lines: what is one, with its rows and columns, and what only looks so."""

import pytest

HEADER = ("Actie", "Wie", "Wanneer")
ROWS = [("Loket openen", "Welzijn Rietland", "maart 2026"), ("Cursus geven", "Bibliotheek", "najaar 2026")]
MORE = [*ROWS, ("Pleinen groen maken", "de wijkraad", "doorlopend")]


def row(*cells):
    return f"| {' | '.join(cells)} |"


def rule(count):
    return "|" + "---|" * count


def drawn(made, rows, lefts=(60, 250, 420), y=120, leading=16, size=10, bold_first=True):
    """Draw rows of cells, each at its column's left; a cell may be lines in a tuple. Return where the last row ends."""
    for at, cells in enumerate(rows):
        lowest = y
        for x, cell in zip(lefts, cells, strict=True):
            lines = (cell,) if isinstance(cell, str) else cell
            end = made.write(x, y, *[n for n in lines if n], size=size, bold=bold_first and at == 0)
            lowest = max(lowest, end - 1.2 * size)
        y = lowest + leading
    return y


def test_rows_and_columns(paper, lines):
    made = paper().page()
    drawn(made, [HEADER, *ROWS])
    assert lines(made) == [row(*HEADER), rule(3), *(row(*r) for r in ROWS)]


@pytest.mark.parametrize("leading", [14, 22])
def test_cells_of_several_lines(leading, paper, lines):
    made = paper().page()
    wrapped = [
        (("Loket openen in", "het dorpshuis"), "Welzijn Rietland", "maart 2026"),
        (("Cursus geven voor", "Ouderen die dat willen"), ("Bibliotheek en", "Buurthuis"), "najaar 2026"),
        ("Pleinen groen maken", ("De wijkraad samen", "met de school"), "doorlopend"),
    ]
    drawn(made, [HEADER, *wrapped], leading=leading + 4)
    assert lines(made) == [
        row(*HEADER),
        rule(3),
        row("Loket openen in het dorpshuis", "Welzijn Rietland", "maart 2026"),
        row("Cursus geven voor Ouderen die dat willen", "Bibliotheek en Buurthuis", "najaar 2026"),
        row("Pleinen groen maken", "De wijkraad samen met de school", "doorlopend"),
    ]


def test_a_row_without_its_first_cell_goes_on_with_the_one_above(paper, lines):
    made = paper().page()
    drawn(made, [HEADER, ROWS[0], ("", "en de school", ""), ROWS[1]], leading=12)
    assert lines(made)[2:] == [row("Loket openen", "Welzijn Rietland en de school", "maart 2026"), row(*ROWS[1])]


def test_figures_set_to_the_right(paper, lines):
    made = paper().page()
    rows = [("Programma", "2025", "2026"), ("Zorg", "12.400", "9"), ("Jeugd", "980", "12.870"), ("Wonen", "5", "77")]
    for n, cells in enumerate(rows):
        made.write(60, 120 + 16 * n, cells[0], bold=n == 0)
        for right, text in zip((350, 480), cells[1:], strict=True):
            made.write(right - made.wide(text, bold=n == 0), 120 + 16 * n, text, bold=n == 0)
    assert lines(made) == [row(*rows[0]), rule(3), *(row(*r) for r in rows[1:])]


def test_the_text_above_and_below_stays_outside(paper, prose, lines):
    made = paper().page()
    y = made.flow(60, 120, prose(3)) + 20
    y = drawn(made, [HEADER, *ROWS], y=y) + 20
    made.flow(60, y, prose(3, 20))
    assert lines(made) == [prose(3), row(*HEADER), rule(3), *(row(*r) for r in ROWS), prose(3, 20)]


def test_a_list_of_two_columns(paper, lines):
    made = paper().page()
    people = [("Wonen", "Hanna de Vries"), ("Zorg", "Piet Bakker"), ("Jeugd", "Mo Aziz")]
    drawn(made, people, lefts=(60, 310), bold_first=False)
    assert lines(made) == [row(*pair) for pair in people]


def test_it_goes_on_over_the_page(paper, prose, lines):
    made = paper().page()
    made.flow(60, 120, prose(30))
    drawn(made, [HEADER, *MORE], y=730)
    made.page()
    end = drawn(made, [HEADER, *ROWS], y=90)
    made.flow(60, end + 30, prose(6, 40))
    assert lines(made)[1:-1] == [row(*HEADER), rule(3), *(row(*r) for r in MORE), *(row(*r) for r in ROWS)]


# What is none.


@pytest.mark.parametrize("size", [2, 1])
def test_two_rows_are_no_table(size, paper, lines):
    made = paper().page()
    drawn(made, ROWS[:size], bold_first=False)
    assert not any(line.startswith("|") for line in lines(made))


def test_columns_of_text_are_no_table(paper, prose, lines):
    made = paper().page()
    made.flow(60, 120, prose(5), width=210)
    made.flow(310, 120, prose(5, 20), width=210)
    assert lines(made) == [prose(5), prose(5, 20)]


def test_titles_with_their_pages_are_contents(paper, read):
    made = paper().page()
    titles = [("Inleiding", "3"), ("Wonen in de dorpen", "7"), ("Zorg", "12"), ("Bijlagen", "40")]
    drawn(made, titles, lefts=(60, 500), bold_first=False)
    assert read(made).text.split("\n")[:4] == [f"{title} {number}" for title, number in titles]
