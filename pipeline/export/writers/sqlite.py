"""SQLite: one file with keys, references and closed lists declared and checked."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from pipeline.errors import OutputError
from pipeline.export.columns import Row, Table, Type
from pipeline.export.ddl import create, quoted
from pipeline.export.formats import Write
from pipeline.export.schema import TABLES, TABLES_VERSION

# SQLite has no dates of its own: as ISO text they compare right, and its date functions take them.
_TYPES: dict[Type, str] = {"text": "TEXT", "integer": "INTEGER", "number": "REAL", "date": "DATE"}
# The file is thrown away when anything goes wrong, so it needs no journal.
_SETTINGS = ("journal_mode = OFF", "synchronous = OFF", "cache_size = -65536", "foreign_keys = OFF")


@contextmanager
def sqlite(path: Path) -> Iterator[Write]:
    """Write all tables into one database."""
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as database:
            for setting in _SETTINGS:
                database.execute(f"PRAGMA {setting}")
            database.execute(f"PRAGMA user_version = {TABLES_VERSION}")
            database.execute("BEGIN")
            inserts, dates = {}, {}
            for table in TABLES:
                database.execute(create(table, _TYPES))
                places = ", ".join("?" * len(table.columns))
                inserts[table.name] = f"INSERT INTO {quoted(table.name)} VALUES ({places})"
                dates[table.name] = [place for place, column in enumerate(table.columns) if column.type == "date"]

            def write(table: Table, rows: Sequence[Row]) -> None:
                places = dates[table.name]
                database.executemany(inserts[table.name], [_iso(row, places) for row in rows] if places else rows)

            yield write
            _check(database)
            database.execute("COMMIT")
    except sqlite3.Error as error:
        raise OutputError(f"{path.name} can't be written: {error}") from error


def _iso(row: Row, places: list[int]) -> Row:
    changed = list(row)
    for place in places:
        if changed[place] is not None:
            changed[place] = changed[place].isoformat()
    return tuple(changed)


def _check(database: sqlite3.Connection) -> None:
    broken = database.execute("PRAGMA foreign_key_check").fetchone()
    if broken:
        raise OutputError(f"row {broken[1]} of {broken[0]} refers to a row of {broken[2]} that is not there")
