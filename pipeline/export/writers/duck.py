"""DuckDB: one file with keys, references and closed lists, and what each column means."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import duckdb

from pipeline.errors import OutputError
from pipeline.export.columns import Row, Table, Type
from pipeline.export.ddl import comments, create, literal, parents_first, quoted
from pipeline.export.formats import Write
from pipeline.export.schema import TABLES
from pipeline.export.writers.parquet import parquet

_TYPES: dict[Type, str] = {"text": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "date": "DATE"}
# DuckDB holds the index of every key that is declared in memory. Over so many rows, keys and references are checked all
# the same but not declared, so that memory stays within its limit.
MOST_WITH_KEYS = 3_000_000
_MEMORY = "1GB"
_SMALL_BLOCKS = 16_384  # blocks of the usual size make even an empty database one of 20 MB
_READABLE_FROM = "v1.2.0"  # else only a shell as new as the library that wrote it opens the file


@contextmanager
def duck(path: Path) -> Iterator[Write]:
    """Write all tables into one database, by way of Parquet, so that a table can wait for those that it refers to."""
    beside = path.with_suffix(".rows")
    counts: Counter[str] = Counter()
    with parquet(beside) as stage:

        def write(table: Table, rows: Sequence[Row]) -> None:
            counts[table.name] += len(rows)
            stage(table, rows)

        yield write
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": _MEMORY,
        "threads": 2,
        "temp_directory": str(beside),
    }
    keys = counts.total() <= MOST_WITH_KEYS
    options = f"STORAGE_VERSION {literal(_READABLE_FROM)}" + (f", BLOCK_SIZE {_SMALL_BLOCKS}" if keys else "")
    try:
        with closing(duckdb.connect(config=settings)) as database:
            database.execute(f"ATTACH {literal(str(path))} AS made ({options})")
            database.execute("USE made")
            _load(database, beside, keys=keys)
    except duckdb.Error as error:
        raise OutputError(f"{path.name} can't be written: {str(error).splitlines()[0]}") from error
    shutil.rmtree(beside)


def _load(database: duckdb.DuckDBPyConnection, staged: Path, *, keys: bool) -> None:
    tables = parents_first(TABLES)
    for table in tables:
        # DuckDB looks a reference up before the rows of the same statement are there.
        database.execute(create(table, _TYPES, keys=keys, own=False))
        source = literal(str(staged / f"{table.name}.parquet"))
        database.execute(f"INSERT INTO {quoted(table.name)} SELECT * FROM read_parquet({source})")
        for comment in comments(table):
            database.execute(comment)
    for table in tables:
        _check(database, table, keys=keys)


def _check(database: duckdb.DuckDBPyConnection, table: Table, *, keys: bool) -> None:
    """Hold a table to its key and its references, as far as DuckDB has not done so."""
    name, key = quoted(table.name), ", ".join(map(quoted, table.key))
    if not keys and _any(database, f"SELECT {key} FROM {name} GROUP BY {key} HAVING count(*) > 1"):
        raise OutputError(f"two rows of {table.name} have one key")
    for reference in table.references:
        if keys and reference.table != table.name:
            continue
        pairs = list(zip(reference.columns, reference.key, strict=True))
        same = " AND ".join(f"o.{quoted(there)} = t.{quoted(here)}" for here, there in pairs)
        filled = " AND ".join(f"t.{quoted(here)} IS NOT NULL" for here, _ in pairs)
        lost = f"SELECT 1 FROM {name} t ANTI JOIN {quoted(reference.table)} o ON {same} WHERE {filled}"
        if _any(database, lost):
            raise OutputError(f"a row of {table.name} refers to a row of {reference.table} that is not there")


def _any(database: duckdb.DuckDBPyConnection, query: str) -> bool:
    return database.execute(f"{query} LIMIT 1").fetchone() is not None
