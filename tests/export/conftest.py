"""Records with all that a table can get wrong, an export of them in every format, and the way back from each."""

import csv
import datetime as dt
import json
import re
import sqlite3
from functools import lru_cache
from pathlib import Path

import duckdb
import frictionless
import openpyxl
import pyarrow.parquet as pq
import pytest

from pipeline.concepts import Concept, Member, write_ledger
from pipeline.export import TABLES, Format, export_tables
from pipeline.record import (
    Activity,
    Box,
    BudgetLine,
    DocumentInfo,
    Framework,
    Goal,
    Indicator,
    Label,
    LegalReference,
    Organisation,
    Partner,
    Period,
    PolicyRecord,
    Source,
    Timeline,
    record_id,
)
from pipeline.saved import read_record
from pipeline.write import record_yaml

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
DOCUMENT = "map/réglement; 2024, deel 1.pdf"
# Texts that a format could read as something else, or lose.
TRICKY = (
    "=1+1", "+31 6", "-5", "@gemeente", "'s-Hertogenbosch doet mee", "'=1", "2.1.2", "1-2", "2024", "007", "1e5",
    "mei 2025", "1 januari 2025", "12:30", "waar", "TRUE", "50%", '"aan"', "een; twee, drie", "twee\nregels", "a\r\nb",
    "tab\ttab",    " voor", "na ", "_x0041_", "a\x01b", "emoji 🏡", "\ufeffbom", "\u2028", "x\x85y", "<b>&amp;",
    "null", "nan", "https://example.org", "\\N", "-", "1.234.567,89",
)  # fmt: skip


def _place(number, pages=1):
    boxes = tuple(Box(page=page, bbox=(80.0, 248.3 + number, 389.4, 261.7)) for page in range(1, pages + 1))
    return Source(start=number, end=number + 9, boxes=boxes)


def _common(sort, number, text, **more):
    return {
        "id": record_id(DOCUMENT, sort, text, f"eenheid {number}"),
        "text": text,
        "section": (("1 Doelen", "1.1 Een > twee"), ("1 Doelen",), ())[number % 3],
        "source": _place(number, number % 3),
        "rule": "doelen/kop",
        "confidence": round(number / 100, 2),
        **more,
    }


def _hard():
    """One document in which every field of every kind is filled somewhere, and empty somewhere."""
    goals = [Goal(**_common("goal", n, text)) for n, text in enumerate(TRICKY)]
    goals[0] = goals[0].model_copy(update={"parent": goals[-1].id, "also_at": (_place(500, 2), _place(600))})
    times = (
        Timeline(**_common("timeline", 1, "sinds 1848", kind="from", start=dt.date(1848, 11, 3))),
        Timeline(**_common("timeline", 2, "1899", kind="until", end=dt.date(1899, 12, 31))),
        Timeline(**_common("timeline", 3, "1900", kind="period", start=dt.date(1900, 1, 1), end=dt.date(1900, 12, 31))),
        Timeline(**_common("timeline", 4, "medio", kind="relative", modifier="mid", timex="2024-07")),
    )
    laws = (
        LegalReference(
            **_common("legal_reference", 1, "artikel 2.1.2 Wmo", canonical="Wmo 2015", article="2.1.2", paragraph="2"),
            bwb_id="BWBR0035362",
            uri="https://wetten.overheid.nl/BWBR0035362",
        ),
        LegalReference(**_common("legal_reference", 2, "Wmo 2015", canonical="Wmo 2015")),
        LegalReference(**_common("legal_reference", 3, "Wgs", candidates=("Wet één", "Wet twee"))),
    )
    frames = (
        Framework(**_common("framework", 1, "Agenda A", canonical="=Agenda A", kind="agenda")),
        Framework(**_common("framework", 2, "iets")),
    )
    partners = (
        Partner(**_common("partner", 1, "Tiel", kind="named", canonical="gemeente Tiel", cbs_code="GM0281")),
        Partner(**_common("partner", 2, "tiel", kind="government", canonical="gemeente Tiel", type="gemeente")),
        Partner(**_common("partner", 3, "de huisartsen", kind="group")),
    )
    label = Label(start=3, end=9)
    indicators = (
        Indicator(
            **_common("indicator", 1, "1,8", name="=Verzuim", kind="realised", year=2023, value=1.8),
            **{"unit": "%", "origin": "CBS; DUO", "label": label},
        ),
        Indicator(**_common("indicator", 2, "7", name="iets", value=7.0)),
    )
    budget_lines = (
        BudgetLine(
            **_common("budget_line", 1, "-12,5 N", name="6.1 Samen", group="Zorg", side="lasten", measure="variance"),
            **{"year": 2024, "value": -12.5, "unit": "x € 1.000", "multiplier": 1000, "amount": -12500.0},
            **{"effect": "unfavourable", "task_field": "6.1", "task_field_name": "Samen", "label": label},
        ),
        BudgetLine(**_common("budget_line", 2, "€ 8.640", name="2024", value=8640.0)),
    )
    acts = (
        Activity(
            **_common("activity", 1, "Wij doen dit", status="done", also_at=(_place(700, 3),)),
            goals=(goals[2].id, goals[1].id),
            timelines=(times[1].id, times[0].id),
            partners=(partners[0].id, partners[1].id),
            legal_references=(laws[0].id, laws[1].id),
            frameworks=(frames[0].id,),
        ),
        Activity(**_common("activity", 2, "Wij doen dat", status="planned", partners=(partners[0].id,))),
    )
    info = DocumentInfo(
        id=DOCUMENT,
        source="https://example.org/plan",
        sha256="1" * 63 + "e",
        media_type="application/pdf",
        title="=cmd|' /C calc'!A0",
        kind="overig",
        organisations=(
            Organisation(name="gemeente Tiel", cbs_code="GM0281"),
            Organisation(name="gemeente Buren", cbs_code="GM0214"),
            Organisation(name="regio Rivierenland"),
        ),
        period=Period(start=dt.date(2024, 1, 1), end=dt.date(2027, 12, 31)),
        pages=3,
    )
    return PolicyRecord(
        document=info,
        goals=goals,
        activities=acts,
        timelines=times,
        legal_references=laws,
        frameworks=frames,
        partners=partners,
        indicators=indicators,
        budget_lines=budget_lines,
    )


@pytest.fixture(scope="session")
def hard():
    """A document that is hard on every format."""
    return _hard()


@pytest.fixture(scope="session")
def records(hard):
    """All documents of the export, in the order of their files."""
    empty = DocumentInfo(
        id="leeg.txt", source="leeg.txt", sha256="0" * 64, media_type="text/plain", title=None, kind="overig"
    )
    golden = [read_record(path) for suffix in ("html", "docx", "pdf") for path in GOLDEN.glob(f"*.{suffix}.yaml")]
    return sorted([*golden, PolicyRecord(document=empty), hard], key=lambda r: Path(f"{r.document.id}.yaml"))


def _member(one, document, sure=1.0, verdict=None):
    return Member(record=one.id, document=document, text=one.text, confidence=sure, verdict=verdict)


@pytest.fixture(scope="session")
def ledger(records, hard):
    """Concepts over two documents, with members that a reviewer kept, took out, and whose records are gone."""
    other = next(r for r in records if r.document.period and r is not hard)
    mine, theirs = hard.document.id, other.document.id
    gone = Member(record="doel-0123456789abcdef", document="weg.txt", text="weg", confidence=0.7)
    taken_out = _member(other.goals[1], theirs, 0.65, "gescheiden")
    shared = (_member(hard.goals[0], mine), gone, _member(other.goals[0], theirs, 0.61), taken_out)
    confirmed = (_member(other.activities[0], theirs), _member(hard.activities[0], mine, 0.62, "bevestigd"))
    told = (
        ("doel", "gemeente Tiel, gemeente Buren", shared),
        ("doel", "", (_member(other.goals[1], theirs),)),
        ("activiteit", "gemeente Tiel", confirmed),
        ("partner", "gemeente Tiel", (_member(hard.partners[2], mine, 0.9),)),
        ("doel", "gemeente Weg", (gone,)),
    )
    return [
        Concept(id=f"begrip-{n:016x}", kind=kind, organisation=of, name=members[0].text, members=members)
        for n, (kind, of, members) in enumerate(told)
    ]


@pytest.fixture(scope="session")
def output(records, ledger, tmp_path_factory):
    """An output folder, as a run leaves it."""
    folder = tmp_path_factory.mktemp("records") / "output"
    for record in records:
        path = folder / f"{record.document.id}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(record_yaml(record).encode())
    (folder / "manifest.yaml").write_text("version: 0.1.0\n", encoding="utf-8")
    write_ledger(folder / "concepts.yaml", ledger)
    return folder


@pytest.fixture(scope="session")
def exported(output, tmp_path_factory):
    """A folder with an export in every format."""
    folder = tmp_path_factory.mktemp("export") / "tables"
    export_tables(output, folder, list(Format))
    return folder


# The way back: a table of each format as rows of the types that the schema names.


def _typed(table, row, number=float):
    change = {"integer": int, "number": number, "date": dt.date.fromisoformat}
    return tuple(v if v is None else change.get(c.type, str)(v) for v, c in zip(row, table.columns, strict=True))


def _parquet(folder, table):
    found = pq.read_table(folder / "parquet" / f"{table.name}.parquet")
    return tuple(found.column_names), [tuple(row.values()) for row in found.to_pylist()]


@lru_cache
def _package(folder):
    return frictionless.Package(str(folder / "csv" / "datapackage.json"))


def _csv(folder, table):
    resource = _package(folder).get_resource(table.name)
    rows = resource.read_rows()
    return tuple(resource.schema.field_names), [_typed(table, _plain(row.to_list())) for row in rows]


def _plain(values):
    return [v.isoformat() if isinstance(v, dt.date) else v for v in values]


def _dutch(folder, table):
    path = folder / "csv-nl" / f"{table.name}.csv"
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file, delimiter=";", strict=True)
    rows = [[None if v == "" else v.removeprefix("'") for v in row] for row in rows]
    return tuple(head), [_typed(table, row, lambda v: float(v.replace(",", "."))) for row in rows]


def _duckdb(folder, table):
    with duckdb.connect(str(folder / "doelenboom.duckdb"), read_only=True) as database:
        found = database.execute(f'SELECT * FROM "{table.name}"')
        return tuple(d[0] for d in found.description), found.fetchall()


def _sqlite(folder, table):
    database = sqlite3.connect(folder / "doelenboom.sqlite")
    found = database.execute(f'SELECT * FROM "{table.name}" ORDER BY rowid')
    result = tuple(d[0] for d in found.description), [_typed(table, row, lambda v: v) for row in found]
    database.close()
    return result


def _xlsx(folder, table):
    book = openpyxl.load_workbook(folder / "doelenboom.xlsx", read_only=True)
    head, *rows = book[table.name].iter_rows(values_only=True)
    book.close()
    wide = len(head)
    return head, [_typed(table, [_cell(v) for v in (*row, *[None] * wide)[:wide]]) for row in rows]


def _cell(value):
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, str):  # the file's own escape, which Excel undoes and the library that reads it here does not
        return re.sub("_x([0-9A-F]{4})_", lambda m: chr(int(m[1], 16)), value)
    return value


def _jsonl(folder, table):
    lines = (folder / "jsonl" / f"{table.name}.jsonl").read_text(encoding="utf-8").split("\n")
    rows = [json.loads(line) for line in lines if line]
    return tuple(rows[0]) if rows else table.names, [_typed(table, row.values(), lambda v: v) for row in rows]


_READERS = dict(zip(Format, (_parquet, _csv, _dutch, _duckdb, _sqlite, _xlsx, _jsonl), strict=True))


@pytest.fixture(scope="session")
def read():
    """Reads all tables of an export in one format: for each its columns and rows."""
    done = {}

    def tables(folder, form):
        if (folder, form) not in done:
            done[folder, form] = {table.name: _READERS[form](folder, table) for table in TABLES}
        return done[folder, form]

    return tables
