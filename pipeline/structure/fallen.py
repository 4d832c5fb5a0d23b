"""Tables that fell apart: the names of the columns on a line each, then the cells on a line each, row after row.

What was a table on a page or in a PDF often comes out like that. Which lines are cells shows in a column whose
cells are of a kind of their own: a status ("oranje", "loopt"), a time ("Q2 2026") or a figure ("22", "80%").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.document import TELLING, Role
from pipeline.span import Span
from pipeline.structure.lines import Line
from pipeline.structure.roles import RoleMatch, Roles
from pipeline.structure.tables import Cell

_FEWEST, _MOST = 3, 7  # columns
_NAME = 40  # characters of a column's name
_LEAST_ROWS = 2
_WORDS = {Role.STATUS: 3, Role.TIMING: 6}  # words that a cell of a telling column has at most


@dataclass(frozen=True, slots=True)
class Fallen:
    """A table that fell apart: its columns' roles, how many rows follow, and which columns hold figures."""

    columns: tuple[RoleMatch | None, ...]
    rows: int
    counted: frozenset[int]

    @property
    def lines(self) -> int:
        """How many lines it takes, its columns' names among them."""
        return len(self.columns) * (self.rows + 1)

    def cells(self, lines: list[Line]) -> Iterator[Cell]:
        """Yield its cells from its lines, its columns' names first."""
        for number in range(self.lines):
            row, column = divmod(number, len(self.columns))
            figure = row == 0 or (column in self.counted and lines[number].is_figure)
            yield Cell(_span(lines[number]), row - 1, column, False, self.columns[column], figure)


def find(lines: list[Line], at: int, skip: set[int], roles: Roles) -> Fallen | None:
    """Return the table whose columns' names begin at a line, None where none does."""
    for width in range(_MOST, _FEWEST - 1, -1):
        names = lines[at : at + width]
        if len(names) < width or any(len(n.text) > _NAME or n.ends_sentence or n.bullet for n in names):
            continue
        columns = [roles.of(n.text) for n in names]
        known = {c.role for c in columns if c is not None}
        asked = [c.role if c else None for c in columns]
        counted = _counted(lines[at + width : at + 2 * width], asked)
        telling = bool(known & set(_WORDS)) or width - 1 in counted
        if sum(c is not None for c in columns) < width - 1 or columns[0] is None or not telling:
            continue
        rows = _rows(lines, at + width, asked, counted, skip, roles)
        if rows >= (1 if counted else _LEAST_ROWS):
            # In a table of states a "result" is what was to be reached, and no figure.
            shown = (None if c is not None and c.role is Role.INDICATORS and not counted else c for c in columns)
            return Fallen(tuple(shown), rows, counted)
    return None


def _counted(row: list[Line], columns: list[Role | None]) -> frozenset[int]:
    """Return the columns of indicators whose first cell is a figure; what a table is about stands in front of them."""
    if len(row) < len(columns) or columns[0] not in TELLING:
        return frozenset()
    return frozenset(n for n, cell in enumerate(row) if columns[n] is Role.INDICATORS and cell.is_figure)


def _rows(
    lines: list[Line], start: int, columns: list[Role | None], counted: frozenset[int], skip: set[int], roles: Roles
) -> int:
    """Return how many rows follow: until a line is not what its column asks for."""
    width, rows = len(columns), 0
    while start + (rows + 1) * width <= len(lines):
        first = start + rows * width
        cells = lines[first : first + width]
        stands = all(n not in skip for n in range(first, first + width))
        # A state may be called what a column is called too ("gereed").
        others = (c for c, role in zip(cells, columns, strict=True) if role is not Role.STATUS)
        named = any(len(c.text) <= _NAME and roles.of(c.text) is not None for c in others)
        if not stands or named or cells[0].is_row or roles.label(cells[0].text) is not None:
            break
        if not all(_fits(cell, role, roles) for cell, role in zip(cells, columns, strict=True)):
            break
        if not all(cells[n].is_figure for n in counted):
            break
        rows += 1
    return rows


def _fits(cell: Line, role: Role | None, roles: Roles) -> bool:
    text = cell.text[cell.after_bullet :]
    if role is Role.STATUS:
        return len(text.split()) <= _WORDS[role] and not cell.ends_sentence
    if role is Role.TIMING:
        return len(text.split()) <= _WORDS[role] and roles.tells_time(text)
    return len(text.split()) > 1 or role not in (None, Role.GOALS, Role.ACTIVITIES)


def _span(cell: Line) -> Span:
    assert cell.span is not None
    return Span(cell.span.start + cell.after_bullet, cell.span.end)
