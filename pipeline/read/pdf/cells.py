"""The words of a table's cells: where its lines say, and where they should have been drawn.

Tables pasted from a spreadsheet lack lines here and there. A cell that so runs over several columns is parted where
each of its lines has a wide gap; cells of figures that run over several rows are parted row by row.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.read.pdf.page import Word

Edge = tuple[float, float, float, float]
Rows = list[list[list[Word]]]

_THICK = 3  # points: no line is thicker
_SIDE_BY_SIDE = 3  # cells over the same rows: so many, half of them figures, lack the lines between their rows
_FIGURE = re.compile(r"[-+€%]?[\d.,]*[\d%]|[-–—]|€")


@dataclass(slots=True)
class _Cell:
    """Words of a cell in one column, and the rows that it runs over."""

    column: int
    rows: range
    words: list[Word]

    @property
    def is_figures(self) -> bool:
        return all(_FIGURE.fullmatch(w.text) for w in self.words)


def rows_of(table: Any, words: Sequence[Word]) -> tuple[list[int], Rows]:
    """Return the left edges of the columns of a table of pdfplumber's, and for each row and column its words.

    Every word has a place: what stands in no cell, since a line is missing, goes by row and column.
    """
    lefts = sorted({round(cell[0]) for cell in table.cells})
    bands = [(row.bbox[1], _band_end(table.rows, n)) for n, row in enumerate(table.rows)]
    left_over = {id(w): w for w in words}
    cells: list[_Cell] = []
    for number, row in enumerate(table.rows):
        for box in row.cells:
            inside = [w for w in left_over.values() if box is not None and within(w, box)]
            if inside:
                over = range(number, max(number + 1, sum(1 for top, _ in bands if top < box[3] - _THICK)))
                cells += [_Cell(at, over, part) for at, part in _by_column(inside, box, lefts)]
                for word in inside:
                    del left_over[id(word)]
    rows: Rows = [[[] for _ in lefts] for _ in table.rows]
    for cell in _by_row(cells, bands):
        rows[cell.rows.start][cell.column] += cell.words
    for word in left_over.values():
        rows[_row(word, bands)][_column((word.x0 + word.x1) / 2, lefts)].append(word)
    return lefts, rows


def _band_end(rows: Sequence[Any], number: int) -> float:
    return float(rows[number + 1].bbox[1] if number + 1 < len(rows) else rows[number].bbox[3])


def within(word: Word, box: Edge) -> bool:
    """Say whether a word stands in a box, by its middle."""
    x0, top, x1, bottom = box
    return x0 <= (word.x0 + word.x1) / 2 < x1 and top <= word.middle < bottom


def _by_column(words: list[Word], cell: Edge, lefts: Sequence[int]) -> list[tuple[int, list[Word]]]:
    """Return a cell's words by column. A cell that runs over several is parted where each line has a wide gap."""
    first = _column(cell[0], lefts)
    inner = [x for x in lefts if cell[0] + _THICK < x < cell[2] - _THICK]
    parts: list[tuple[int, list[Word]]] = []
    rest = words
    for x in reversed(inner):
        if _is_gap(x, rest):
            parts.append((_column(x, lefts), [w for w in rest if w.x0 >= x - _THICK]))
            rest = [w for w in rest if w.x0 < x - _THICK]
    return [(first, rest), *((at, part) for at, part in reversed(parts) if part)]


def _is_gap(x: float, words: Sequence[Word]) -> bool:
    """Say whether words stand on both sides of a column's edge, none across it, and none a space apart."""
    before = [w for w in words if w.x0 < x - _THICK]
    after = [w for w in words if w.x0 >= x - _THICK]
    if any(w.x1 > x + _THICK for w in before):
        return False
    near = (w.x0 - b.x1 < w.size for w in after for b in before if abs(w.middle - b.middle) < 0.5 * w.size)
    return bool(before) and bool(after) and not any(near)


def _by_row(cells: Sequence[_Cell], bands: Sequence[tuple[float, float]]) -> list[_Cell]:
    """Return the cells, those of figures side by side over the same rows parted row by row."""
    groups: dict[range, list[_Cell]] = defaultdict(list)
    for cell in cells:
        groups[cell.rows].append(cell)
    found: list[_Cell] = []
    for over, group in groups.items():
        figures = sum(cell.is_figures for cell in group)
        least = 2 if figures == len(group) else _SIDE_BY_SIDE
        if len(over) < 2 or len(group) < least or 2 * figures < len(group):
            found += group
            continue
        for cell in group:
            parts: dict[int, list[Word]] = defaultdict(list)
            for word in cell.words:
                parts[_row(word, bands)].append(word)
            found += [_Cell(cell.column, range(at, at + 1), words) for at, words in sorted(parts.items())]
    return found


def _row(word: Word, bands: Sequence[tuple[float, float]]) -> int:
    return min(range(len(bands)), key=lambda n: (not bands[n][0] <= word.middle < bands[n][1], _far(word, bands[n])))


def _far(word: Word, band: tuple[float, float]) -> float:
    return abs(word.middle - (band[0] + band[1]) / 2)


def _column(x: float, lefts: Sequence[int]) -> int:
    return max((at for at, left in enumerate(lefts) if left <= round(x) + 1), default=0)
