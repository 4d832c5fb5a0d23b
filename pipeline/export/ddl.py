"""The schema as SQL, for SQLite and DuckDB."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.export.columns import Column, Table, Type


def create(table: Table, types: Mapping[Type, str], *, keys: bool = True, own: bool = True) -> str:
    """Return the statement that makes a table.

    ``keys`` says whether its key and its references are declared, ``own`` whether those to itself are.
    """
    lines = [_column(column, types) for column in table.columns]
    if keys:
        lines.append(f"PRIMARY KEY ({_names(table.key)})")
        lines += [
            f"FOREIGN KEY ({_names(r.columns)}) REFERENCES {quoted(r.table)} ({_names(r.key)})"
            for r in table.references
            if own or r.table != table.name
        ]
    return f"CREATE TABLE {quoted(table.name)} (\n  " + ",\n  ".join(lines) + "\n)"


def comments(table: Table) -> list[str]:
    """Return the statements that say what a table and its columns are, in English and Dutch."""
    name = quoted(table.name)
    found = [f"COMMENT ON TABLE {name} IS {literal(_told(table))}"]
    for column in table.columns:
        found.append(f"COMMENT ON COLUMN {name}.{quoted(column.name)} IS {literal(_told(column))}")
    return found


def parents_first(tables: tuple[Table, ...]) -> list[Table]:
    """Return tables in an order in which each comes after those that it refers to.

    >>> one = Table("one", "", "", ("id",), (Column("id", "text", "", "", refers="two.id"),))
    >>> two = Table("two", "", "", ("id",), (Column("id", "text", "", ""),))
    >>> [table.name for table in parents_first((one, two))]
    ['two', 'one']
    """
    done: dict[str, Table] = {}
    known = {table.name: table for table in tables}

    def visit(table: Table) -> None:
        for other in table.references:
            if other.table != table.name and other.table not in done:
                visit(known[other.table])
        done.setdefault(table.name, table)

    for table in tables:
        visit(table)
    return list(done.values())


def quoted(name: str) -> str:
    """Return a name as SQL has it."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Return a text as SQL has it.

    >>> literal("akkoord, agenda's")
    "'akkoord, agenda''s'"
    """
    return "'" + text.replace("'", "''") + "'"


def _column(column: Column, types: Mapping[Type, str]) -> str:
    name = quoted(column.name)
    told = f"{name} {types[column.type]}"
    if column.required:
        told += " NOT NULL"
    if column.values:
        told += f" CHECK ({name} IN ({', '.join(map(literal, column.values))}))"
    return told


def _names(columns: tuple[str, ...]) -> str:
    return ", ".join(map(quoted, columns))


def _told(one: Table | Column) -> str:
    return f"{one.en} | {one.nl}"
