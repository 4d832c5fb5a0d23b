"""Our tables of a real budget beside pdfplumber's own, each difference explained.

pdfplumber reads letters and lines with pdfminer; we hand its finder pdfium's, less the lines that nobody sees, and put
words into cells ourselves. Every table that it finds is one of these:

same        our cells hold the same
frame       it has one column: the bar behind a heading, a box around text; to us that is text, and no table
row         it has one row, apart from the table that it closes; to us that is text
empty       its cells hold nothing
piece       it is a part of a table that we read whole: grounds of single lines of text make cells to pdfplumber
parted      the same letters in more cells: where a line is missing, a wide gap parts columns, figures part rows
joined      the same letters in fewer cells: grounds of lines of text part no cells
incomplete  its cells lack letters, or have some twice, and ours have each that stands in the table once
"""

import os
import re
from collections import Counter
from pathlib import Path

import pdfplumber
import pypdfium2 as pdfium
import pytest

from pipeline.read.pdf.cells import within
from pipeline.read.pdf.page import read_page
from pipeline.read.pdf.tables import find_tables

SHARED = Path(os.environ.get("DOELENBOOM_SHARED", "nowhere"))
BUDGET = SHARED / "plans" / "real" / "wassenaar_begroting_2026.pdf"
pytestmark = [
    pytest.mark.plans,
    pytest.mark.skipif(
        not BUDGET.is_file(), reason="the real plans are not here: set DOELENBOOM_SHARED to their folder"
    ),
]
COUNTS = {"same": 25, "frame": 58, "row": 1, "empty": 3, "piece": 11, "parted": 3, "joined": 5, "incomplete": 5}
_PIECE = 0.9  # of our table's area: what is smaller is a part of it


def bare(text):
    return re.sub(r"\s+", "", text or "")


def filled(rows):
    """The rows and cells with something in them."""
    return [[cell for cell in row if cell] for row in rows if any(row)]


def letters(rows):
    return Counter("".join(cell for row in rows for cell in row))


def area(box):
    return (box[2] - box[0]) * (box[3] - box[1])


def overlap(a, b):
    return min(a[2], b[2]) > max(a[0], b[0]) + 1 and min(a[3], b[3]) > max(a[1], b[1]) + 1


def kind(box, rows, ours, words):
    """What sort of difference there is between a table of pdfplumber's and ours on its page."""
    if not rows:
        return "empty"
    if max(map(len, rows)) == 1:
        return "frame"
    over = next((table for table in ours if overlap(table[0], box)), None)
    if over is None:
        return "row" if len(rows) == 1 else "not found"
    own_box, own = over
    if own == rows:
        return "same"
    if area(box) < _PIECE * area(own_box):
        return "piece"
    if letters(own) == letters(rows):
        return "parted" if sum(map(len, own)) > sum(map(len, rows)) else "joined"
    inside = letters([[bare(w.text) for w in words if within(w, own_box)]])
    return "incomplete" if letters(own) == inside != letters(rows) else "other cells"


@pytest.fixture(scope="module")
def pages():
    """For each page: pdfplumber's tables, ours, and the words."""
    found = []
    document = pdfium.PdfDocument(BUDGET)
    with pdfplumber.open(BUDGET) as theirs:
        for number in range(len(document)):
            page = read_page(document, number)
            tables, rest = find_tables(page)
            ours = [
                (t.box, filled([[bare("".join(w.text for w in c)) for c in row] for row in t.rows])) for t in tables
            ]
            other = theirs.pages[number].find_tables() if len(page.edges) >= 4 else []
            own = [(t.bbox, filled([[bare(cell) for cell in row] for row in t.extract()])) for t in other]
            found.append((page, tables, rest, ours, own))
            theirs.pages[number].close()
    document.close()
    return found


def test_each_difference_is_explained(pages):
    seen = [
        (page.number, kind(box, rows, ours, page.words)) for page, _, _, ours, theirs in pages for box, rows in theirs
    ]
    assert [one for one in seen if one[1] not in COUNTS] == []
    assert Counter(what for _, what in seen) == COUNTS


def test_what_we_find_alone_is_a_table_without_upright_lines(pages):
    alone = [
        (page, box)
        for page, _, _, ours, theirs in pages
        for box, _ in ours
        if not any(overlap(box, other) for other, _ in theirs)
    ]
    assert 0 < len(alone) < 10
    for page, box in alone:
        flat = [e for e in page.edges if overlap((e[0], e[1] - 2, e[2], e[3] + 2), box)]
        assert flat
        assert all(e[3] - e[1] < e[2] - e[0] for e in flat), (page.number, box)


def test_no_word_of_a_page_is_lost_or_doubled(pages):
    for page, tables, rest, _, _ in pages:
        placed = [id(w) for t in tables for row in t.rows for cell in row for w in cell] + [id(w) for w in rest]
        assert Counter(placed) == Counter(id(w) for w in page.words), page.number
