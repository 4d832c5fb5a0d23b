"""Excel: one workbook with a sheet per table, its header frozen and filtered; every text is text, never a formula."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.worksheet import Worksheet

from pipeline.errors import OutputError, UsageError
from pipeline.export.columns import Column, Row, Table, Value
from pipeline.export.formats import Write
from pipeline.export.schema import TABLES

# Excel's own limits: characters in a cell (an emoji counts as two), rows in a sheet with its header.
MOST_CHARACTERS, MOST_ROWS = 32_767, 1_048_576
_FIRST_DAY = dt.date(1900, 1, 1)
_ALWAYS = dt.datetime(2000, 1, 1)  # when a workbook was made would make each of them another
_WIDTHS = {"text": 24, "integer": 10, "number": 10, "date": 12}
_WIDE = {"text": 70, "canonical": 40, "section": 40, "path": 40, "heading": 40, "description": 70, "omschrijving": 70}
_GUIDE = (("table", 28), ("column", 22), ("type", 10), ("description", 70), ("omschrijving", 70))


@contextmanager
def workbook(path: Path) -> Iterator[Write]:
    """Write a sheet per table, row by row, and a sheet ``codebook`` that says what they hold."""
    options = {"constant_memory": True, "tmpdir": str(path.parent)}
    book = xlsxwriter.Workbook(path, options)
    book.set_properties({"title": "doelenboom", "created": _ALWAYS})
    looks = {"head": book.add_format({"bold": True}), "day": book.add_format({"num_format": "yyyy-mm-dd"})}
    done: Counter[str] = Counter()
    try:
        _guide(book, looks["head"])
        sheets = {table.name: _sheet(book, table, looks["head"]) for table in TABLES}
        cells = {table.name: [_cell(sheets[table.name], c, looks["day"]) for c in table.columns] for table in TABLES}

        def write(table: Table, rows: Sequence[Row]) -> None:
            if done[table.name] + len(rows) >= MOST_ROWS:
                raise UsageError(
                    f"xlsx holds at most {MOST_ROWS - 1:,} rows in a sheet, and '{table.name}' has more; "
                    "use another format, such as parquet, duckdb or sqlite"
                )
            for number, row in enumerate(rows, done[table.name] + 1):
                for place, (put, value) in enumerate(zip(cells[table.name], row, strict=True)):
                    if value is not None and put(number, place, value) != 0:
                        raise UsageError(
                            f"xlsx holds at most {MOST_CHARACTERS:,} characters in a cell, and "
                            f"{table.columns[place].name} of {row[0]} has more; use another format, such as csv"
                        )
            done[table.name] += len(rows)

        yield write
        for table in TABLES:
            sheets[table.name].autofilter(0, 0, done[table.name], len(table.columns) - 1)
        book.close()
    except XlsxWriterException as error:
        raise OutputError(f"{path.name} can't be written: {error}") from error
    finally:
        book.fileclosed = True  # else it tries to finish a workbook that was given up


def _sheet(book: xlsxwriter.Workbook, table: Table, head: object) -> Worksheet:
    sheet = book.add_worksheet(table.name)
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, _WIDE.get(column.name, _WIDTHS[column.type]))
        sheet.write_string(0, place, column.name, head)
    sheet.freeze_panes(1, 0)
    return sheet


def _cell(sheet: Worksheet, column: Column, day: object) -> Callable[[int, int, Value], int]:
    """Return what puts a value of a column into a sheet, and gives 0 where it fits."""

    def text(row: int, place: int, value: str) -> int:
        if len(value) * 2 > MOST_CHARACTERS and len(value.encode("utf-16-le")) // 2 > MOST_CHARACTERS:
            return -2
        return int(sheet.write_string(row, place, value))

    def date(row: int, place: int, value: dt.date) -> int:
        # Excel's calendar begins in 1900; what is earlier stands there as text.
        if value < _FIRST_DAY:
            return text(row, place, value.isoformat())
        return int(sheet.write_datetime(row, place, value, day))

    put: Callable[[int, int, Value], int] = {"text": text, "date": date}.get(column.type, sheet.write_number)
    return put


def _guide(book: xlsxwriter.Workbook, head: object) -> None:
    sheet = book.add_worksheet("codebook")
    for place, (name, width) in enumerate(_GUIDE):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, name, head)
    sheet.freeze_panes(1, 0)
    lines = [
        line
        for table in TABLES
        for line in (
            (table.name, "", "", table.en, table.nl),
            *((table.name, c.name, c.type, c.en, c.nl) for c in table.columns),
        )
    ]
    for number, line in enumerate(lines, 1):
        for place, value in enumerate(line):
            sheet.write_string(number, place, value)
    sheet.autofilter(0, 0, len(lines), len(_GUIDE) - 1)
