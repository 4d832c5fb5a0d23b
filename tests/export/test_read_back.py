"""Other programs read an export back: DuckDB's shell, pandas and LibreOffice get as many rows, numbers and dates.

Of the corpus, as its golden records have it, and of the real plans where they are at hand.
"""

import datetime as dt
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pandas as pd
import pytest
from lxml import etree

from pipeline.concepts import grown, write_ledger
from pipeline.export import TABLES, Format, export_tables
from pipeline.read import read_document
from pipeline.run import process
from pipeline.saved import read_record
from pipeline.write import record_yaml

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
PLANS = Path(os.environ.get("DOELENBOOM_SHARED", "nowhere")) / "plans"
OFFICE = shutil.which("soffice")
SHELL = shutil.which("duckdb", path=os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", ""))))
# What LibreOffice asks who opens such a file: semicolon, quotes, UTF-8, from line 1, Dutch, numbers and dates found.
DUTCH = "--infilter=Text - txt - csv (StarCalc):59,34,76,1,,1043,false,true"

needs_office = [
    pytest.mark.office,
    pytest.mark.skipif(OFFICE is None, reason="needs LibreOffice: apt-get install libreoffice-calc"),
]
needs_shell = pytest.mark.skipif(SHELL is None, reason="needs DuckDB's shell: pip install duckdb-cli")
no_plans = pytest.mark.skipif(
    not PLANS.is_dir(), reason="the real plans are not here: set DOELENBOOM_SHARED to their folder"
)


@pytest.fixture(
    scope="module", params=["corpus", pytest.param("plans", marks=[pytest.mark.plans, no_plans])], ids=lambda p: p
)
def tables(request, rules, nlp, tmp_path_factory):
    """A folder with an export in every format, of records with a ledger of their concepts."""
    output = tmp_path_factory.mktemp(request.param) / "uitvoer"
    output.mkdir()
    if request.param == "corpus":
        for path in GOLDEN.glob("*.yaml"):
            shutil.copy(path, output)
    else:
        for path in sorted(PLANS.glob("*.txt")):
            text = record_yaml(process(read_document(path), rules, nlp))
            (output / f"{path.name}.yaml").write_text(text, encoding="utf-8", newline="")
    records = [read_record(path) for path in sorted(output.glob("*.yaml"))]
    assert len(records) >= 3
    write_ledger(output / "concepts.yaml", grown([], records, rules, nlp))
    done = export_tables(output, output.parent / "tabellen", list(Format))
    assert done.counts["records"] == sum(sum(record.counts().values()) for record in records)
    assert done.counts["concept_members"] >= done.counts["concepts"] > 0
    return output.parent / "tabellen"


@pytest.fixture(scope="module")
def wanted(tables):
    """What any program should get: how many rows, and of each column its numbers and dates."""
    counts = json.loads((tables / "export.json").read_text(encoding="utf-8"))["rows"]
    with closing(sqlite3.connect(tables / "doelenboom.sqlite")) as database:
        found = {t.name: database.execute(f'SELECT * FROM "{t.name}" ORDER BY rowid').fetchall() for t in TABLES}
    assert {name: len(rows) for name, rows in found.items()} == counts
    return {table.name: told(table, [_with_days(table, row) for row in found[table.name]]) for table in TABLES}


def told(table, rows):
    """Each column: numbers and dates as they came, of a text only whether there is one."""
    columns = list(zip(*rows, strict=True)) or [()] * len(table.columns)
    kinds = {"integer": _number, "number": _number, "date": lambda v: v, "text": bool}
    return {c.name: [kinds[c.type](v) for v in values] for c, values in zip(table.columns, columns, strict=True)}


def _number(value):
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _with_days(table, row):
    return [
        dt.date.fromisoformat(value) if column.type == "date" and isinstance(value, str) else value
        for value, column in zip(row, table.columns, strict=True)
    ]


def test_there_are_numbers_and_dates_to_be_lost(wanted):
    for table, column, kind in (
        ("goals", "confidence", float),
        ("budget_lines", "amount", float),
        ("timelines", "start_date", dt.date),
    ):
        assert any(isinstance(value, kind) for value in wanted[table][column]), column
    assert any(value % 1 for value in wanted["goals"]["confidence"])


# pandas.


def _frame(folder, form, table):
    days = [c.name for c in table.columns if c.type == "date"]
    texts = {c.name: str for c in table.columns if c.type == "text"}
    if form == Format.PARQUET:
        return pd.read_parquet(folder / "parquet" / f"{table.name}.parquet")
    if form in (Format.CSV, Format.CSV_NL):
        dutch = {"sep": ";", "decimal": ",", "encoding": "utf-8-sig"} if form == Format.CSV_NL else {}
        blank = {"keep_default_na": False, "na_values": [""]}
        return pd.read_csv(folder / form / f"{table.name}.csv", parse_dates=days, dtype=texts, **dutch, **blank)
    if form == Format.JSONL:
        path = folder / "jsonl" / f"{table.name}.jsonl"
        if path.stat().st_size == 0:
            return pd.DataFrame(columns=list(table.names))
        frame = pd.read_json(path, lines=True, dtype=False, precise_float=True)
        return frame.assign(**{name: pd.to_datetime(frame[name]) for name in days})
    if form == Format.XLSX:
        blank = {"keep_default_na": False, "na_values": [""]}
        return pd.read_excel(folder / "doelenboom.xlsx", sheet_name=table.name, dtype=texts, **blank)
    with closing(sqlite3.connect(folder / "doelenboom.sqlite")) as database:
        return pd.read_sql_query(f'SELECT * FROM "{table.name}"', database, parse_dates=days)


@pytest.mark.parametrize("form", [form for form in Format if form != Format.DUCKDB])
def test_pandas_reads_as_much(form, tables, wanted):
    for table in TABLES:
        frame = _frame(tables, form, table)
        assert tuple(frame.columns) == table.names
        plain = frame.astype(object).where(frame.notna(), None)
        rows = [[v.date() if isinstance(v, dt.datetime) else v for v in row] for row in plain.to_numpy().tolist()]
        assert told(table, rows) == wanted[table.name], table.name


# DuckDB's shell.


def _asked(sql, *arguments):
    done = subprocess.run([SHELL, *arguments, "-json", "-c", sql], capture_output=True, text=True, check=True)
    return json.loads(done.stdout) if done.stdout.strip() not in ("", "[{]") else []


@needs_shell
@pytest.mark.parametrize("form", [Format.DUCKDB, Format.PARQUET])
def test_the_shell_of_duckdb_reads_as_much(form, tables, wanted):
    types = {"text": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "date": "DATE"}
    of_file = ("-readonly", str(tables / "doelenboom.duckdb")) if form == Format.DUCKDB else ()
    for table in TABLES:
        path = str(tables / "parquet" / f"{table.name}.parquet").replace("'", "''")
        source = f'"{table.name}"' if form == Format.DUCKDB else f"'{path}'"
        columns = _asked(f"DESCRIBE SELECT * FROM {source}", *of_file)
        assert [(c["column_name"], c["column_type"]) for c in columns] == [
            (column.name, types[column.type]) for column in table.columns
        ]
        rows = [_with_days(table, row.values()) for row in _asked(f"SELECT * FROM {source}", *of_file)]
        assert told(table, rows) == wanted[table.name], table.name


# LibreOffice, which tells of each cell whether it took it for a number, a date or a text.

_OF = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}%s"


def _opened(files, to, *options):
    profile = f"-env:UserInstallation={(to / 'profile').as_uri()}"
    command = [OFFICE, profile, "--headless", *options, "--convert-to", "fods", "--outdir", str(to), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    sheets = {}
    for path in to.glob("*.fods"):
        for sheet in etree.parse(path, etree.XMLParser(huge_tree=True)).iter(_OF % ("table", "table")):
            sheets[sheet.get(_OF % ("table", "name"))] = list(_sheet_rows(sheet))
    return sheets


def _sheet_rows(sheet):
    for row in sheet.iter(_OF % ("table", "table-row")):
        values = []
        for cell in row.iter(_OF % ("table", "table-cell")):
            times = int(cell.get(_OF % ("table", "number-columns-repeated"), "1"))
            values += [_value(cell)] * min(times, 100)
        if any(value is not None for value in values):
            yield from [values] * int(row.get(_OF % ("table", "number-rows-repeated"), "1"))


def _value(cell):
    kind = cell.get(_OF % ("office", "value-type"))
    if kind == "date":
        return dt.date.fromisoformat(cell.get(_OF % ("office", "date-value")))
    if kind == "float":
        return float(cell.get(_OF % ("office", "value")))
    return None if kind is None else f"{kind}: {''.join(cell.itertext()).strip()}"


@pytest.mark.parametrize("form", [pytest.param(form, marks=needs_office) for form in (Format.XLSX, Format.CSV_NL)])
def test_libreoffice_reads_as_much(form, tables, wanted, tmp_path):
    if form == Format.XLSX:
        sheets = _opened([tables / "doelenboom.xlsx"], tmp_path)
        assert sheets.pop("codebook")
    else:
        sheets = _opened(sorted((tables / "csv-nl").glob("*.csv")), tmp_path, DUTCH)
    assert set(sheets) == {table.name for table in TABLES}
    for table in TABLES:
        head, *rows = [(row + [None] * len(table.columns))[: len(table.columns)] for row in sheets[table.name]]
        assert head == [f"string: {name}" for name in table.names]
        assert told(table, rows) == wanted[table.name], table.name
        if form == Format.XLSX:  # a text stays one, whatever it looks like
            for column, values in zip(table.columns, zip(*rows, strict=True), strict=False):
                assert column.type != "text" or {type(v) for v in values} <= {str, type(None)}, column.name
