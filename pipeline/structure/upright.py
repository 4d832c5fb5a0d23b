"""Tables that stand upright: the fields of one action below each other, each with its name in the first column."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.span import Span
from pipeline.structure.roles import Roles
from pipeline.structure.tables import Cell, trim

_CARD, _LEAST_FIELDS = 2, 2  # columns of a card; known names of fields, of as many roles


def read_card(rows: list[list[Span | None]], text: str, roles: Roles) -> Iterator[Cell] | None:
    """Return the cells of a card as one row, each in the column of its field's name; None where a table is no card."""
    names = _names(rows, text, roles)
    return None if names is None else _stood_up(rows, names, text, roles)


def _names(rows: list[list[Span | None]], text: str, roles: Roles) -> int | None:
    """Return how many rows stand above the first name of a card, None where a table is none.

    A card has two columns: the names of its fields below each other, beside each what it holds. No other table names
    columns of several kinds in its first one.
    """
    if any(len(trim(row)) > _CARD for row in rows):
        return None
    whole = [row[0] if len(trim(row)) == _CARD else None for row in rows]
    found = [roles.of(name.of(text)) if name is not None else None for name in whole]
    if sum(match is not None for match in found) < _LEAST_FIELDS or len({m.role for m in found if m}) < _LEAST_FIELDS:
        return None
    both = next(n for n, match in enumerate(found) if match is not None)
    head = rows[both]
    # A header of two known columns: its second cell is a name as well.
    return None if head[1] is None or roles.of(head[1].of(text)) is not None or both > 1 else both


def _stood_up(rows: list[list[Span | None]], names: int, text: str, roles: Roles) -> Iterator[Cell]:
    for row in rows[:names]:
        for span in filter(None, row):
            yield Cell(span, -1, 0, False, None, True)
    for column, row in enumerate(rows[names:]):
        name, value = [*row, None, None][:_CARD]
        role = roles.of(name.of(text)) if name is not None else None
        if name is not None:
            yield Cell(name, 0, column, False, role, True)
        if value is not None:
            yield Cell(value, 0, column, False, role, False)
