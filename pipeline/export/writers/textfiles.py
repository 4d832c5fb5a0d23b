"""CSV for programs, CSV for a Dutch Excel, and lines of JSON: a file per table."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from pipeline.export.columns import Column, Row, Table, Value
from pipeline.export.datapackage import write_datapackage
from pipeline.export.formats import Write
from pipeline.export.schema import TABLES

_MONTH = "jan|feb|mrt|maart|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec"
_TRUTH = "true|false|waar|onwaar"
_STARTS = {word[:3] for word in f"{_MONTH}|{_TRUTH}".split("|")}
# What Excel doesn't take as text: a formula, a number that it writes another way, a date, a time, a truth. An
# apostrophe too, so that one that was put before a text can be told from one that was there.
_NO_TEXT = re.compile(
    rf"[=+\-@＝＋－＠'\t\r\n]|\s*(?:{_TRUTH})\s*$|"
    rf"(?=\D*\d)(?!(?:0|[1-9]\d{{0,14}})$)[\s\d.,:/\\%€$()+-]*(?:(?:{_MONTH})[a-z]*\.?|e|am|pm)?"
    r"[\s\d.,:/\\%€$()+-]*(?:am|pm)?$",
    re.IGNORECASE,
)


@contextmanager
def comma_separated(folder: Path) -> Iterator[Write]:
    """Write CSV as RFC 4180 has it, in UTF-8, with a Frictionless data package beside it."""
    with _files(folder, ".csv") as writers:

        def write(table: Table, rows: Sequence[Row]) -> None:
            writers[table.name].writerows(rows)

        yield write
    write_datapackage(folder)


@contextmanager
def dutch(folder: Path) -> Iterator[Write]:
    """Write CSV that a Dutch Excel opens as it is: a byte order mark, semicolons, decimal commas.

    A text that Excel would take for a formula, a number or a date gets an apostrophe before it.
    """
    with _files(folder, ".csv", "\ufeff", ";") as writers:
        as_dutch = {table.name: _converters(table) for table in TABLES}

        def write(table: Table, rows: Sequence[Row]) -> None:
            changes = as_dutch[table.name]
            if changes:
                columns: list[Sequence[Value]] = list(zip(*rows, strict=True))
                for place, change in changes.items():
                    columns[place] = change(columns[place])
                rows = list(zip(*columns, strict=True))
            writers[table.name].writerows(rows)

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
    return f"'{text}" if not _harmless(text[:3]) and _NO_TEXT.match(text) else text


@lru_cache(16_384)
def _harmless(start: str) -> bool:
    """Say whether Excel changes no text that begins with three such characters; most need no closer look."""
    return len(start) == 3 and start.isascii() and start.isalpha() and start.lower() not in _STARTS


def _guarded(texts: Sequence[Value]) -> Sequence[Value]:
    known = {text: text and guarded(text) for text in set(texts)}  # documents, headings and rules come again and again
    return [known[text] for text in texts]


def _comma(numbers: Sequence[Value]) -> Sequence[Value]:
    return [None if number is None else repr(number).replace(".", ",") for number in numbers]


def _converters(table: Table) -> dict[int, Callable[[Sequence[Value]], Sequence[Value]]]:
    """Return what changes the values of a column, by its place."""
    known = {"text": _guarded, "number": _comma}
    columns = enumerate(table.columns)
    return {n: known[c.type] for n, c in columns if c.type in known and not _of_the_program(table, c)}


def _of_the_program(table: Table, column: Column) -> bool:
    """Say whether a text is a word of a closed list or an id that the program made: no such text needs a guard."""
    of_a_document = table.name == "documents" or column.name == "document_id"
    return bool(column.values) or (column.name.rpartition("_")[2] == "id" and not of_a_document)


@contextmanager
def _files(folder: Path, suffix: str, mark: str = "", delimiter: str = ",") -> Iterator[dict[str, Any]]:
    folder.mkdir()
    with ExitStack() as stack:
        writers = {}
        for table in TABLES:
            path = folder / f"{table.name}{suffix}"
            file = stack.enter_context(path.open("w", encoding="utf-8", newline=""))
            file.write(mark)
            # With both signs in it the module quotes a text that holds either.
            writers[table.name] = csv.writer(file, delimiter=delimiter, lineterminator="\r\n")
            writers[table.name].writerow(table.names)
        yield writers
