"""What a table and a column are, and how a column takes its type from the field of a record that it holds.

>>> from pipeline.record import Timeline
>>> column = field(Timeline, "end", "Laatste dag", "Last day", name="end_date")
>>> column.name, column.type, column.required
('end_date', 'date', False)
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal, TypeAlias

from pydantic import BaseModel

Type = Literal["text", "integer", "number", "date"]
Value: TypeAlias = Any  # a str, int, float or date, or None; what a column says of it
Row: TypeAlias = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """Columns of a table whose values, where there are any, stand in the key of another."""

    columns: tuple[str, ...]
    table: str
    key: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it holds, what it may hold, and what that means, in Dutch and in English.

    ``values`` is a closed list; ``refers`` names the table and the column of its key as ``table.column``.
    """

    name: str
    type: Type
    nl: str
    en: str
    required: bool = True
    values: tuple[str, ...] = ()
    pattern: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    refers: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One table. ``wide`` are references of more than one column."""

    name: str
    nl: str
    en: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    wide: tuple[Reference, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)

    @property
    def references(self) -> tuple[Reference, ...]:
        """All references, those of one column first."""
        single = [(column, column.refers.split(".")) for column in self.columns if column.refers]
        return (*(Reference((column.name,), table, (key,)) for column, (table, key) in single), *self.wide)


def field(model: type[BaseModel], of: str, nl: str, en: str, *, name: str | None = None) -> Column:
    """Return the column for a field of a record: its type, closed list, pattern and limits are those of the field."""
    found = _schema(model)["properties"][of]
    choices = [choice for choice in found.get("anyOf", [found]) if choice.get("type") != "null"]
    if len(choices) != 1:
        raise TypeError(f"{model.__name__}.{of} has no single type that a column can have")
    told = choices[0]
    kinds: dict[str, Type] = {"string": "text", "integer": "integer", "number": "number"}
    return Column(
        name=name or of,
        type="date" if told.get("format") == "date" else kinds[told["type"]],
        nl=nl,
        en=en,
        required="anyOf" not in found,
        values=tuple(told.get("enum", ())),
        pattern=told.get("pattern"),
        minimum=told.get("minimum"),
        maximum=told.get("maximum"),
    )


def reference(column: Column, to: str, *, required: bool | None = None) -> Column:
    """Return a column that refers to the key of a table, given as ``table.column``."""
    return replace(column, refers=to, required=column.required if required is None else required)


def whole(name: str, nl: str, en: str, *, minimum: int = 0, required: bool = True) -> Column:
    """Return a column of whole numbers that no field of a record holds: a count or a place in a list."""
    return Column(name, "integer", nl, en, required=required, minimum=minimum)


@lru_cache
def _schema(model: type[BaseModel]) -> dict[str, Any]:
    return model.model_json_schema()
