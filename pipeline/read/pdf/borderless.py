"""Tables without ruling lines: rows of what stands beside each other, in columns with white between them.

The row with the most cells gives the columns' places, and every other row must fit them. A row goes on with the one
above where its first column is empty, where it stands closer than rows do, or where it begins in the middle of a word
or sentence. What only looks so is left alone: columns of running text, and pairs of lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.read.pdf.lines import Line, gutter_of
from pipeline.read.pdf.page import Word
from pipeline.read.pdf.tables import Table

_LEAST_ROWS = 3  # of two or more cells
_NEAR = 2.0  # of the size: rows further apart are of no one table
_WHITE = 3.0  # points between two columns, at least
_PITCH = 1.5  # of the size: lines of one cell stand no further below each other
_WIDER = 1.25  # times the pitch of lines: that of rows, where cells have several lines
_OFTEN = 0.25  # of the rows of a table with several lines to a cell begin a row of cells
_PAGE_NUMBER = re.compile(r"\d{1,4}")


@dataclass(slots=True)
class _Row:
    """Lines on one height."""

    lines: list[Line]

    @property
    def top(self) -> float:
        return min(n.top for n in self.lines)

    @property
    def bottom(self) -> float:
        return max(n.bottom for n in self.lines)

    @property
    def size(self) -> float:
        return max(n.size for n in self.lines)


def set_apart(lines: Sequence[Line], places: Sequence[Line] = ()) -> tuple[list[Table], list[Line]]:
    """Return the tables without ruling lines among a page's lines, and the other lines.

    ``places`` are where ruled tables stand: they show the page's columns as its lines do.
    Rows of a contents page, a title and its page number each, become one line each.
    """
    tables: list[Table] = []
    rest: list[Line] = []
    run: list[_Row] = []
    gutter = gutter_of([*lines, *places])
    for row in [*_rows(lines), None]:
        if row is not None and run and _follows(run[-1], row):
            run.append(row)
            continue
        found, left = _read(run, gutter)
        tables += found
        rest += left
        run = [row] if row is not None else []
    return tables, rest


def _rows(lines: Sequence[Line]) -> list[_Row]:
    rows: list[_Row] = []
    for line in sorted(lines, key=lambda n: (n.words[0].middle, n.x0)):
        middle = line.words[0].middle
        if rows and abs(rows[-1].lines[0].words[0].middle - middle) < 0.4 * line.size:
            rows[-1].lines.append(line)
        else:
            rows.append(_Row([line]))
    for row in rows:
        row.lines.sort(key=lambda n: n.x0)
    return rows


def _follows(above: _Row, row: _Row) -> bool:
    return row.top - above.bottom < _NEAR * min(above.size, row.size)


def _read(run: list[_Row], gutter: float | None) -> tuple[list[Table], list[Line]]:
    """Return the tables in a run of rows that stand close to each other, and the lines outside them.

    ``gutter`` is where the gap runs between two columns of text on the page: no table lies on both its sides.
    """
    tables: list[Table] = []
    rest: list[Line] = []
    at = 0
    while at < len(run):
        end = _end(run, at) if len(run[at].lines) > 1 else at
        body = run[at:end]
        if sum(len(r.lines) > 1 for r in body) < _LEAST_ROWS:
            rest += run[at].lines
            at += 1
            continue
        over = gutter is not None and body[0].lines[0].x0 < gutter < max(n.x1 for row in body for n in row.lines)
        if over or _is_text(body):
            rest += [n for row in body for n in row.lines]
        elif _is_contents(body):
            rest += [_joined(row) for row in body]
        else:
            tables.append(_table(body))
        at = end
    return tables, rest


def _end(run: Sequence[_Row], at: int) -> int:
    """Return where the rows end that share columns with the one at ``at``."""
    end = at + 1
    while end < len(run) and _columns(run[at : end + 1]) is not None:
        end += 1
    while end > at + 1 and len(run[end - 1].lines) < 2 and not _is_rest(run[end - 2], run[end - 1], run[at]):
        end -= 1
    return end


def _is_rest(above: _Row, row: _Row, first: _Row) -> bool:
    """Say whether a line alone ends a cell of the row above: close below it, in a later column or in mid-sentence."""
    later = row.lines[0].x0 >= first.lines[1].x0 - _WHITE
    return row.top - above.top <= _PITCH * row.size and (later or row.lines[0].text[:1].islower())


def _columns(rows: Sequence[_Row]) -> list[tuple[float, float]] | None:
    """Return the left and right edges of the columns that rows share; None where they share none."""
    base = max(rows, key=lambda r: len(r.lines))
    edges = [(n.x0, n.x1) for n in base.lines]
    for row in rows:
        taken: set[int] = set()
        for line in row.lines:
            column = max(range(len(edges)), key=lambda c: _shared(edges[c], line))
            if column in taken:
                return None
            taken.add(column)
            edges[column] = (min(edges[column][0], line.x0), max(edges[column][1], line.x1))
    return edges if all(b[0] - a[1] >= _WHITE for a, b in pairwise(edges)) else None


def _shared(edge: tuple[float, float], line: Line) -> float:
    """Return how much of a line stands over a column; where none does, how far it is, below nought."""
    return min(edge[1], line.x1) - max(edge[0], line.x0)


def _is_text(rows: Sequence[_Row]) -> bool:
    """Say whether rows are lines of running text in columns: they fill these, and no row stands apart."""
    lines = [n for row in rows for n in row.lines]
    return gutter_of(lines) is not None and not _stands_apart(rows)


def _pitches(rows: Sequence[_Row]) -> list[float]:
    return [b.top - a.top for a, b in pairwise(rows)]


def _stands_apart(rows: Sequence[_Row]) -> bool:
    """Say whether some rows begin clearly lower than lines follow each other, with two cells or more."""
    pitches = _pitches(rows)
    below = [row for pitch, row in zip(pitches, rows[1:], strict=True) if pitch > _WIDER * min(pitches)]
    often = len(below) >= _OFTEN * len(pitches)  # headings on one height in two columns of text stand apart too
    return often and all(len(row.lines) > 1 for row in below)


def _is_contents(rows: Sequence[_Row]) -> bool:
    """Say whether rows are titles, each with its page number."""
    last = [row.lines[-1].text for row in rows]
    if not all(len(row.lines) == 2 and _PAGE_NUMBER.fullmatch(n) for row, n in zip(rows, last, strict=True)):
        return False
    numbers = [int(n) for n in last]
    return numbers == sorted(numbers) and not any(row.lines[0].text.isdigit() for row in rows)


def _joined(row: _Row) -> Line:
    line = Line([w for n in row.lines for w in n.words], row.lines[0].page)
    line.contents = True
    return line


def _table(rows: Sequence[_Row]) -> Table:
    edges = _columns(rows)
    assert edges is not None
    pitches = _pitches(rows)
    line = min(pitches) if _stands_apart(rows) else None
    cells: list[list[list[Word]]] = []
    for number, row in enumerate(rows):
        here: list[list[Word]] = [[] for _ in edges]
        for part in row.lines:
            here[max(range(len(edges)), key=lambda c: _shared(edges[c], part))] += part.words
        if number and _goes_on(here, row, pitches[number - 1], line):
            cells[-1] = [above + more for above, more in zip(cells[-1], here, strict=True)]
        else:
            cells.append(here)
    box = (edges[0][0], rows[0].top, edges[-1][1], rows[-1].bottom)
    return Table(rows[0].lines[0].page, box, tuple(left for left, _ in edges), cells)


def _goes_on(cells: Sequence[Sequence[Word]], row: _Row, pitch: float, line: float | None) -> bool:
    """Say whether a row goes on with the cells above; ``line`` is the pitch of lines where rows stand apart."""
    if pitch > _PITCH * row.size:
        return False
    if line is not None:
        return pitch <= _WIDER * line
    return not cells[0] or cells[0][0].text[:1].islower()
