"""CSV for programs, CSV for a Dutch Excel, and lines of JSON: a file per table."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from pipeline.export.columns import Row, Table, Value
from pipeline.export.datapackage import write_datapackage
from pipeline.export.formats import Write
from pipeline.export.schema import TABLES

_MONTH = r"jan|feb|mrt|maart|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec"
# What Excel doesn't take as text: a formula, a number that it writes another way, a date, a time, a truth. An
# apostrophe too, so that one that was put before a text can be told from one that was there.
_NO_TEXT = re.compile(
    r"[=+\-@＝＋－＠'\t\r\n]|\s*(?:true|false|waar|onwaar)\s*$|"
    rf"(?=\D*\d)(?!(?:0|[1-9]\d{{0,14}})$)[\s\d.,:/\\%€$()+-]*(?:(?:{_MONTH})[a-z]*\.?|e|am|pm)?"
    r"[\s\d.,:/\\%€$()+-]*(?:am|pm)?$",
    re.IGNORECASE,
)


@contextmanager
def comma_separated(folder: Path) -> Iterator[Write]:
    """Write CSV as RFC 4180 has it, in UTF-8, with a Frictionless data package beside it."""
    with _files(folder, ".csv", "utf-8") as writers:

        def write(table: Table, rows: Sequence[Row]) -> None:
            writers[table.name].writerows(rows)

        yield write
    write_datapackage(folder)


@contextmanager
def dutch(folder: Path) -> Iterator[Write]:
    """Write CSV that a Dutch Excel opens as it is: a byte order mark, semicolons, decimal commas.

    A text that Excel would take for a formula, a number or a date gets an apostrophe before it.
    """
    with _files(folder, ".csv", "utf-8-sig", ";") as writers:
        as_dutch = {table.name: _converters(table) for table in TABLES}

        def write(table: Table, rows: Sequence[Row]) -> None:
            change = as_dutch[table.name]
            writers[table.name].writerows(
                [v if v is None or c is None else c(v) for v, c in zip(row, change, strict=True)] for row in rows
            )

        yield write


@contextmanager
def json_lines(folder: Path) -> Iterator[Write]:
    """Write an object per line, with the names of the columns."""
    folder.mkdir()
    encoder = msgspec.json.Encoder()
    with ExitStack() as stack:
        files: dict[str, BinaryIO] = {
            table.name: stack.enter_context((folder / f"{table.name}.jsonl").open("wb")) for table in TABLES
        }

        def write(table: Table, rows: Sequence[Row]) -> None:
            names = table.names
            files[table.name].write(encoder.encode_lines([dict(zip(names, row, strict=True)) for row in rows]))

        yield write


def guarded(text: str) -> str:
    """Return a text as Excel leaves it alone.

    >>> guarded("2.1.2"), guarded("mei 2025"), guarded("=1+1"), guarded("artikel 2.1.2"), guarded("2025")
    ("'2.1.2", "'mei 2025", "'=1+1", 'artikel 2.1.2', '2025')
    """
    return f"'{text}" if _NO_TEXT.match(text) else text


def _comma(number: float) -> str:
    return repr(number).replace(".", ",")


def _converters(table: Table) -> list[Callable[[Value], Value] | None]:
    known: dict[str, Callable[[Value], Value]] = {"text": guarded, "number": _comma}
    return [known.get(column.type) for column in table.columns]


@contextmanager
def _files(folder: Path, suffix: str, encoding: str, delimiter: str = ",") -> Iterator[dict[str, Any]]:
    folder.mkdir()
    with ExitStack() as stack:
        writers = {}
        for table in TABLES:
            path = folder / f"{table.name}{suffix}"
            file = stack.enter_context(path.open("w", encoding=encoding, newline=""))
            # With both signs in it the module quotes a text that holds either.
            writers[table.name] = csv.writer(file, delimiter=delimiter, lineterminator="\r\n")
            writers[table.name].writerow(table.names)
        yield writers
