"""Tables that fell apart: the names of the columns on a line each, then the cells on a line each, row after row.

What was a table on a page or in a PDF often comes out like that. Which lines are cells shows in a column whose
cells are of a kind of their own: a status ("oranje", "loopt") or a time ("Q2 2026").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.document import Role
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
    """A table that fell apart: its columns' roles, and how many rows follow."""

    columns: tuple[RoleMatch | None, ...]
    rows: int

    @property
    def lines(self) -> int:
        """How many lines it takes, its columns' names among them."""
        return len(self.columns) * (self.rows + 1)

    def cells(self, lines: list[Line]) -> Iterator[Cell]:
        """Yield its cells from its lines, its columns' names first."""
        for number in range(self.lines):
            row, column = divmod(number, len(self.columns))
            yield Cell(_span(lines[number]), row - 1, column, False, self.columns[column], row == 0)


def find(lines: list[Line], at: int, skip: set[int], roles: Roles) -> Fallen | None:
    """Return the table whose columns' names begin at a line, None where none does."""
    for width in range(_MOST, _FEWEST - 1, -1):
        names = lines[at : at + width]
        if len(names) < width or any(len(n.text) > _NAME or n.ends_sentence or n.bullet for n in names):
            continue
        columns = [roles.of(n.text) for n in names]
        known = {c.role for c in columns if c is not None}
        if sum(c is not None for c in columns) < width - 1 or columns[0] is None or not known & set(_WORDS):
            continue
        rows = _rows(lines, at + width, [c.role if c else None for c in columns], skip, roles)
        if rows >= _LEAST_ROWS:
            # In a table of states a "result" is what was to be reached, and no figure.
            shown = (c if c is None or c.role is not Role.INDICATORS else None for c in columns)
            return Fallen(tuple(shown), rows)
    return None


def _rows(lines: list[Line], start: int, columns: list[Role | None], skip: set[int], roles: Roles) -> int:
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
