"""Cells of tables whose lines are missing, are not seen, or are drawn in a form of their own."""

import pytest

HEADER, ROWS = (
    ("Programma", "2025", "2026"),
    [("Zorg", "12.400", "9"), ("Jeugd", "980", "12.870"), ("Wonen", "5", "77")],
)
WIDTHS, LEFT, TOP, HEIGHT = (200, 90, 90), 60, 120, 20


def row(*cells):
    return "|" + "".join(f" {cell} |" if cell else " |" for cell in cells)


def write(made, rows=(HEADER, *ROWS)):
    for n, cells in enumerate(rows):
        x = LEFT
        for width, text in zip(WIDTHS, cells, strict=True):
            made.write(x + 3, TOP + HEIGHT * n + 13, text, size=9, bold=n == 0)
            x += width


def lefts():
    return [LEFT + sum(WIDTHS[:n]) for n in range(len(WIDTHS) + 1)]


def ruled(made, skip=()):
    """Draw every side of every cell, but those in ``skip``: (row, column, side)."""
    xs = lefts()
    for n in range(len(ROWS) + 1):
        for column in range(len(WIDTHS)):
            top, bottom = TOP + HEIGHT * n, TOP + HEIGHT * (n + 1)
            sides = {
                "top": (xs[column], top, xs[column + 1], top),
                "bottom": (xs[column], bottom, xs[column + 1], bottom),
                "left": (xs[column], top, xs[column], bottom),
                "right": (xs[column + 1], top, xs[column + 1], bottom),
            }
            for name, line in sides.items():
                if (n, column, name) not in skip:
                    made.file.line(*line)


TABLE = [row(*HEADER), "|---|---|---|", *(row(*cells) for cells in ROWS)]


def test_a_table_with_all_its_lines(paper, lines):
    made = paper().page()
    ruled(made)
    write(made)
    assert lines(made) == TABLE


def test_a_cell_without_an_upright_line_is_parted_where_its_words_are(paper, lines):
    made = paper().page()
    ruled(made, {(2, 0, "right"), (2, 1, "left"), (2, 1, "right"), (2, 2, "left")})
    write(made)
    assert lines(made) == TABLE


def test_figures_without_a_line_between_their_rows_are_parted(paper, lines):
    made = paper().page()
    ruled(made, {(n, c, s) for c in (0, 1, 2) for n, s in ((2, "bottom"), (3, "top")) if c})
    write(made)
    assert lines(made) == TABLE


def test_words_over_several_columns_stay_one_cell(paper, lines):
    made = paper().page()
    ruled(made, {(2, 0, "right"), (2, 1, "left"), (2, 1, "right"), (2, 2, "left")})
    write(made, (HEADER, ROWS[0], ("", "", ""), ROWS[2]))
    made.write(
        LEFT + 3, TOP + HEIGHT * 2 + 13, "Dit alles doen wij samen met de regio en de provincie, elk jaar weer", size=9
    )
    assert lines(made)[3] == row("Dit alles doen wij samen met de regio en de provincie, elk jaar weer", "", "")


@pytest.mark.parametrize("colour", [255, 220])
def test_grounds_behind_lines_of_text_part_no_cells(colour, paper, lines):
    """White ones nobody sees; others lie in the ground of the whole cell."""
    made = paper().page()
    made.file.set_fill_color(colour)
    if colour != 255:
        made.file.rect(LEFT, TOP, sum(WIDTHS), HEIGHT * 4, style="F")
    for n in range(8):
        made.file.rect(LEFT + 2, TOP + 2 + 10 * n, 100, 9, style="F")
    ruled(made)
    write(made)
    assert lines(made) == TABLE


def test_no_word_of_a_table_is_lost(paper, lines):
    made = paper().page()
    ruled(made, {(n, c, s) for n in (1, 2, 3) for c in (1, 2) for s in ("left", "right", "top", "bottom")})
    write(made)
    text = " ".join(lines(made))
    assert [cell for cells in (HEADER, *ROWS) for cell in cells if cell not in text] == []


def test_lines_in_a_form_are_where_the_form_puts_them(bare, lines):
    """A table pasted from a spreadsheet is drawn in a form, moved and scaled onto the page."""
    xs, ys = (0, 100, 145, 190), (0, 10, 20, 30)
    grid = b"".join(b"%d 0 m %d 30 l S " % (x, x) for x in xs) + b"".join(b"0 %d m 190 %d l S " % (y, y) for y in ys)
    words = b""
    for n, cells in enumerate((HEADER, *ROWS[:2])):
        for x, text in zip((62, 262, 352), cells, strict=True):
            words += b"BT /F1 9 Tf 1 0 0 1 %d %d Tm (%s) Tj ET " % (x, 745 - 20 * n, text.encode())
    content = b"q 2 0 0 2 60 700 cm /X1 Do Q " + words
    made = bare(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R >> /XObject << /X1 6 0 R >> >> >>",
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            b"<< /Type /XObject /Subtype /Form /BBox [-5 -5 200 40] /Length %d >>\nstream\n%s\nendstream"
            % (len(grid), grid),
        ]
    )
    assert lines(made) == [row(*cells) for cells in (HEADER, *ROWS[:2])]
