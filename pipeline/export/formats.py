"""The formats that an export can have, what each needs, and the writer of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import TypeAlias

from pipeline.errors import UsageError
from pipeline.export.columns import Row, Table

Write: TypeAlias = Callable[[Table, Sequence[Row]], None]


class Format(StrEnum):
    """A format, by the name that a user gives it."""

    PARQUET = "parquet"
    CSV = "csv"
    CSV_NL = "csv-nl"
    DUCKDB = "duckdb"
    SQLITE = "sqlite"
    XLSX = "xlsx"
    JSONL = "jsonl"


_NEEDS: dict[Format, tuple[str, ...]] = {
    Format.PARQUET: ("pyarrow",),
    Format.DUCKDB: ("duckdb", "pyarrow"),
    Format.XLSX: ("xlsxwriter",),
}


def check_installed(formats: Iterable[Format]) -> None:
    """Raise :class:`UsageError` where a format needs a library that is not there."""
    for one in formats:
        missing = [name for name in _NEEDS.get(one, ()) if find_spec(name) is None]
        if missing:
            raise UsageError(
                f"{one} needs {' and '.join(missing)}; install what exports need with: pip install 'doelenboom[export]'"
            )


def writer(one: Format, folder: Path) -> AbstractContextManager[Write]:
    """Return the writer of a format, that makes its files in a folder; libraries are loaded here, and only here."""
    match one:
        case Format.PARQUET:
            from pipeline.export.writers.parquet import parquet

            return parquet(folder / "parquet")
        case Format.CSV:
            from pipeline.export.writers.textfiles import comma_separated

            return comma_separated(folder / "csv")
        case Format.CSV_NL:
            from pipeline.export.writers.textfiles import dutch

            return dutch(folder / "csv-nl")
        case Format.DUCKDB:
            from pipeline.export.writers.duck import duck

            return duck(folder / "doelenboom.duckdb")
        case Format.SQLITE:
            from pipeline.export.writers.sqlite import sqlite

            return sqlite(folder / "doelenboom.sqlite")
        case Format.XLSX:
            from pipeline.export.writers.workbook import workbook

            return workbook(folder / "doelenboom.xlsx")
        case Format.JSONL:
            from pipeline.export.writers.textfiles import json_lines

            return json_lines(folder / "jsonl")
