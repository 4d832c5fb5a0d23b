"""From a table of paragraphs to rows of text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from statistics import median

from pipeline.read.word_body import Paragraph, Table
from pipeline.read.word_lines import clean, lines_of

_SHORT = 40  # letters: the longest cell of a header that only its shortness shows
_LONG = 60  # letters of the longest cell of a row below it
_FEWEST_ITEMS = 2


def rows_of(table: Table) -> tuple[list[list[str]], bool]:
    """Return the rows of a table as text, and whether the first of them is its header.

    A cell with a list of two items or more takes a row for each; the other columns are empty in the added ones.
    """
    header = _is_headed(table)
    rows: list[list[str]] = []
    for number, row in enumerate(table.rows):
        cells = [_pieces(cell, whole=header and number == 0) for cell in row]
        for step in range(max((len(pieces) for pieces in cells), default=0)):
            rows.append([pieces[step] if step < len(pieces) else "" for pieces in cells])
    return rows, header and bool(rows)


def _pieces(cell: Sequence[Paragraph], whole: bool) -> list[str]:
    """Return what stands in a cell: one text, or where it holds a list, its items and what stands between them."""
    lines = [line for paragraph in cell for line in lines_of(paragraph)]
    texts = [(f"{line.mark} {line.text}" if line.mark not in {None, "-", line.text} else line.text) for line in lines]
    if whole or sum(line.mark is not None for line in lines) < _FEWEST_ITEMS:
        return [" ".join(texts)] if texts else []
    pieces: list[str] = []
    for free, run in groupby(zip(lines, texts, strict=True), key=lambda pair: pair[0].mark is None):
        found = [text for _, text in run]
        pieces += [" ".join(found)] if free else found
    return pieces


def _is_headed(table: Table) -> bool:
    """Say whether the first row is a header: marked as one, or alone in bold, or short above long ones."""
    filled = [[cell for cell in row if any(clean(p.text) for p in cell)] for row in table.rows]
    filled = [row for row in filled if row]
    if len(filled) < 2 or not table.rows or not any(clean(p.text) for cell in table.rows[0] for p in cell):
        return False
    if table.headed:
        return True
    if len(filled[0]) < 2:
        return False
    bold = [all(p.bold for cell in row for p in cell if clean(p.text)) for row in filled]
    if bold[0]:
        return not all(bold[1:])
    longest = [max(sum(len(p.text) for p in cell) for cell in row) for row in filled]
    return len(filled[0]) == len(table.rows[0]) and longest[0] < _SHORT and median(longest[1:]) >= _LONG
