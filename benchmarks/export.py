"""An export beside its parts alone: the same record store read, and the same tables written by the library alone.

Use: python benchmarks/export.py [--records N] [--format FORMAT …] [--keep FOLDER]
     (200,000 records, every format by default; what is made in FOLDER stays there for the next run)

Record files are made of the corpus's own, with other ids, and the store beside them by a first reading, which is told
but not compared. What is counted is the time of this process, on one core: an export its whole way, and beside it
reading the store (once, for all formats) and giving each library rows that are ready in memory, all at once and no more
than that. Memory is the most that an export takes in a new process, of all the records and of a tenth of them.
"""

from __future__ import annotations

import argparse
import csv
import gc
import hashlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from pipeline.export import TABLES, Format, export_tables
from pipeline.export.columns import Row
from pipeline.export.ddl import create, parents_first
from pipeline.export.entities import Entities
from pipeline.export.rows import rows
from pipeline.export.writers.duck import _TYPES as DUCK_TYPES
from pipeline.export.writers.parquet import arrow_schema
from pipeline.export.writers.sqlite import _TYPES as SQLITE_TYPES
from pipeline.record import PREFIX
from pipeline.store import records_below

_HERE = Path(__file__).parents[1]
_ID = re.compile(rf"\b({'|'.join(PREFIX.values())})-([0-9a-f]{{16}})\b")
_EXPORT = """
import sys
from pathlib import Path
from pipeline.export import Format, export_tables
export_tables(Path(sys.argv[1]), Path(sys.argv[2]), [Format(sys.argv[3])])
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""
Rows = dict[str, list[Row]]


def make(folder: Path, wanted: int) -> int:
    """Make record files with so many records in all, and return how many there are."""
    plans = [path.read_text(encoding="utf-8") for path in sorted((_HERE / "tests" / "golden").glob("*.yaml"))]
    made = number = 0
    while made < wanted:
        text = plans[number % len(plans)]
        name = re.search(r"^  id: (.*)$", text, re.MULTILINE)
        assert name is not None

        def other(match: re.Match[str], number: int = number) -> str:
            return f"{match[1]}-{hashlib.sha256(f'{number} {match[2]}'.encode()).hexdigest()[:16]}"

        copy = _ID.sub(other, text).replace(f"id: {name[1]}", f"id: {number:06}/{name[1]}", 1)
        path = folder / f"{number:06}" / f"{name[1]}.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(copy, encoding="utf-8")
        made += len(re.findall(r"^- id: ", text, re.MULTILINE))
        number += 1
    return made


def in_memory(folder: Path) -> Rows:
    """Return the rows of all tables."""
    found: Rows = defaultdict(list)
    entities = Entities()
    for record in records_below(folder):
        for table, row in rows(record):
            found[table].append(row)
        entities.add(record)
    for table, row in entities.rows():
        found[table].append(row)
    return found


def _arrow(found: Rows) -> dict[str, pa.Table]:
    made = {}
    for table in TABLES:
        schema = arrow_schema(table)
        columns = list(zip(*found[table.name], strict=True)) or [[] for _ in schema]
        arrays = [pa.array(c, of.type) for c, of in zip(columns, schema, strict=True)]
        made[table.name] = pa.table(arrays, schema=schema)
    return made


def _parquet(found: Rows, to: Path) -> None:
    for name, table in _arrow(found).items():
        pq.write_table(table, to / f"{name}.parquet", compression="zstd")


def _csv(delimiter: str) -> Callable[[Rows, Path], None]:
    def write(found: Rows, to: Path) -> None:
        for table in TABLES:
            with (to / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, delimiter=delimiter)
                writer.writerow(table.names)
                writer.writerows(found[table.name])

    return write


def _duckdb(found: Rows, to: Path) -> None:
    with duckdb.connect(str(to / "a.duckdb"), config={"threads": 1}) as database:
        tables = _arrow(found)
        for table in parents_first(TABLES):
            database.execute(create(table, DUCK_TYPES, own=False))
            database.register("ready", tables[table.name])
            database.execute(f'INSERT INTO "{table.name}" SELECT * FROM ready')
            database.unregister("ready")


def _sqlite(found: Rows, to: Path) -> None:
    sqlite3.register_adapter(__import__("datetime").date, lambda day: day.isoformat())
    database = sqlite3.connect(to / "a.sqlite")
    for table in TABLES:
        database.execute(create(table, SQLITE_TYPES))
        places = ", ".join("?" * len(table.columns))
        database.executemany(f'INSERT INTO "{table.name}" VALUES ({places})', found[table.name])
    database.commit()
    database.close()


def _xlsx(found: Rows, to: Path) -> None:
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(to / "a.xlsx", {**options, "default_date_format": "yyyy-mm-dd"}) as book:
        for table in TABLES:
            sheet = book.add_worksheet(table.name)
            sheet.write_row(0, 0, table.names)
            for number, row in enumerate(found[table.name], 1):
                sheet.write_row(number, 0, row)


def _jsonl(found: Rows, to: Path) -> None:
    for table in TABLES:
        with (to / f"{table.name}.jsonl").open("w", encoding="utf-8") as file:
            for row in found[table.name]:
                file.write(json.dumps(dict(zip(table.names, row, strict=True)), ensure_ascii=False, default=str) + "\n")


ALONE: dict[Format, Callable[[Rows, Path], None]] = {
    Format.PARQUET: _parquet,
    Format.CSV: _csv(","),
    Format.CSV_NL: _csv(";"),
    Format.DUCKDB: _duckdb,
    Format.SQLITE: _sqlite,
    Format.XLSX: _xlsx,
    Format.JSONL: _jsonl,
}


def seconds(work: Callable[[], object]) -> float:
    """Return the seconds of a core that some work takes."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def read_all(folder: Path) -> None:
    """Read all records of a folder, one by one; its store is made where there is none yet."""
    for _ in records_below(folder):
        pass


def peak(records: Path, to: Path, form: Format) -> float:
    """Return the MB of memory that an export takes at most, in a new process."""
    command = [sys.executable, "-c", _EXPORT, str(records), str(to), form]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": str(_HERE)}
    )
    return int(done.stdout) * 1024 / 1e6


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=200_000)
    parser.add_argument("--format", type=Format, choices=list(Format), action="append", dest="formats")
    parser.add_argument("--keep", type=Path)
    args = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        all_of, some = ((args.keep or folder) / name for name in ("all", "some"))
        if not all_of.exists():
            make(all_of, args.records)
            make(some, args.records // 10)
            print(f"store made in {seconds(lambda: read_all(all_of)):.1f} s", flush=True)
        read_all(some)
        reading = seconds(lambda: read_all(all_of))
        ready = in_memory(all_of)
        print(f"{len(ready['records']):,} records in {len(ready['documents']):,} files")
        gc.collect()
        gc.freeze()  # what is ready in memory must not slow what is measured
        print(f"{sum(map(len, ready.values())):,} rows; reading the store {reading:.1f} s", flush=True)
        for form in args.formats or Format:
            alone = folder / "alone"
            alone.mkdir()
            writing = seconds(lambda form=form, alone=alone: ALONE[form](ready, alone))  # type: ignore[misc]
            shutil.rmtree(alone)
            whole = seconds(lambda form=form: export_tables(all_of, folder / "export", [form]))  # type: ignore[misc]
            memory = [peak(of, folder / "again", form) for of in (some, all_of)]
            print(
                f"{form:8} export {whole:6.1f} s, reading and the library alone {reading + writing:6.1f} s "
                f"(writing {writing:5.1f} s), ratio {whole / (reading + writing):.2f} (at most 1.5), "
                f"memory {memory[1]:.0f} MB (of a tenth: {memory[0]:.0f} MB)",
                flush=True,
            )


if __name__ == "__main__":
    main()
