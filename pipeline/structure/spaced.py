"""Tables whose columns are kept apart by tabs or wide spaces: so a page or a PDF comes out as plain text.

The line of the columns' names tells that a table begins. Cells behind tabs go by their order; those behind spaces by
where they begin, unless a row has all of them. A line below a row goes on with its cells where it begins none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.span import Span
from pipeline.structure.lines import Line
from pipeline.structure.roles import Roles

_FEWEST, _MOST = 2, 8  # columns
_NAME = 60  # characters of a column's name
_SPACES = re.compile(r"(?<![€$ ]) {2,}|\t+")  # an amount stands away from its sign


@dataclass
class Spaced:
    """A table: its lines, its rows with the columns' names first, and what goes on with a cell on lines below."""

    lines: int
    rows: list[tuple[Line, list[Span | None]]]
    rest: dict[Span, list[Span]] = field(default_factory=dict)


def find(lines: Sequence[Line], at: int, skip: set[int], roles: Roles) -> Spaced | None:
    """Return the table whose columns' names stand on a line, None where none does."""
    head = lines[at]
    tabs = "\t" in head.text
    names = _parts(head, tabs)
    if not _FEWEST <= len(names) <= _MOST or any(n is None or len(n) > _NAME for n in names):
        return None
    if sum(roles.of(text) is not None for text in _texts(head, names)) < _FEWEST:
        return None
    starts = [_column(head, name) for name in names if name is not None]
    found = Spaced(1, [(head, names)])
    while at + found.lines < len(lines) and at + found.lines not in skip:
        line = lines[at + found.lines]
        cells = _parts(line, tabs)
        if not tabs and _goes_on(line, cells, starts, found):
            _lengthen(found, _placed(line, cells, starts))
        elif len(cells) > 1 and line.hashes is None:
            found.rows.append((line, cells if tabs or len(cells) == len(names) else _placed(line, cells, starts)))
        else:
            break
        found.lines += 1
    return found if len(found.rows) > 1 else None


def _parts(line: Line, tabs: bool) -> list[Span | None]:
    """Return the places of a line's cells; behind tabs a cell may be empty."""
    assert line.span is not None
    found: list[Span | None] = []
    at = 0
    for gap in (*(re.finditer("\t", line.text) if tabs else _SPACES.finditer(line.text)), None):
        end = gap.start() if gap else len(line.text)
        part = line.text[at:end]
        start = line.span.start + at + len(part) - len(part.lstrip())
        found.append(Span(start, start + len(part.strip())) if part.strip() else None)
        at = gap.end() if gap else end
    return found


def _texts(line: Line, cells: Sequence[Span | None]) -> Iterator[str]:
    assert line.span is not None
    for cell in cells:
        if cell is not None:
            yield line.text[cell.start - line.span.start : cell.end - line.span.start]


def _column(line: Line, cell: Span) -> int:
    """Return how far from the margin a cell begins."""
    assert line.span is not None
    return line.indent + cell.start - line.span.start


def _placed(line: Line, cells: Sequence[Span | None], starts: Sequence[int]) -> list[Span | None]:
    """Return the cells at the columns that begin nearest to them."""
    placed: list[Span | None] = [None] * len(starts)
    least = 0
    for cell in cells:
        if cell is None or least == len(starts):
            continue
        begins = _column(line, cell)
        column = min(range(least, len(starts)), key=lambda c: abs(starts[c] - begins))
        placed[column], least = cell, column + 1
    return placed


def _goes_on(line: Line, cells: Sequence[Span | None], starts: Sequence[int], found: Spaced) -> bool:
    """Say whether a line goes on with cells above it: it leaves the first column empty, or is in lower case there."""
    if line.blank or len(found.rows) == 1 or len(cells) == len(starts):
        return False
    placed = _placed(line, cells, starts)
    above = found.rows[-1][1]
    if any(cell is not None and (column >= len(above) or above[column] is None) for column, cell in enumerate(placed)):
        return False
    return placed[0] is None or line.begins_low


def _lengthen(found: Spaced, cells: Sequence[Span | None]) -> None:
    for above, cell in zip(found.rows[-1][1], cells, strict=False):
        if above is not None and cell is not None:
            found.rest.setdefault(above, []).append(cell)
