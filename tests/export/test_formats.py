"""Every format gives the same records back."""

import datetime as dt
import zipfile
from collections import defaultdict

import frictionless
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.export import TABLES, Format
from pipeline.export.writers.textfiles import _NO_TEXT, _of_the_program, guarded
from pipeline.record import PolicyRecord

_KINDS = (
    *("goals", "activities", "timelines", "legal_references", "frameworks", "partners"),
    *("indicators", "budget_lines"),
)
_LINKS = ("goals", "timelines", "partners", "legal_references", "frameworks")
_OF_THE_TABLE = {"document_id", "position", "section_id", "section", "source_start", "source_end", "page"}
_NAMES = {"parent_id": "parent", "start_date": "start", "end_date": "end", "group_name": "group"}


def _by(tables, name, column):
    found = defaultdict(list)
    columns, rows = tables[name]
    for row in rows:
        one = dict(zip(columns, row, strict=True))
        found[one[column]].append(one)
    return found


def rebuilt(tables):
    """The records that tables were made of, by their keys and references alone."""
    owners, sections = _by(tables, "document_organisations", "document_id"), _by(tables, "sections", "id")
    places, boxes = _by(tables, "places", "record_id"), _by(tables, "boxes", "record_id")
    links = {target: _by(tables, f"activity_{target}", "activity_id") for target in _LINKS}
    candidates = _by(tables, "legal_reference_candidates", "legal_reference_id")
    of_document = {kind: _by(tables, kind, "document_id") for kind in _KINDS}

    def path(section):
        if section is None:
            return []
        (row,) = sections[section]
        return [*path(row["parent_id"]), row["heading"]]

    def place(row):
        found = [b for b in boxes[row["record_id"]] if b["place"] == row["place"]]
        return {
            "start": row["source_start"],
            "end": row["source_end"],
            "boxes": [{"page": b["page"], "bbox": (b["x0"], b["top"], b["x1"], b["bottom"])} for b in found],
        }

    def record(kind, row):
        own, *repeats = map(place, places[row["id"]])
        told = {_NAMES.get(name, name): value for name, value in row.items() if name not in _OF_THE_TABLE}
        told |= {"section": path(row["section_id"]), "source": own}
        if kind in ("goals", "activities"):
            told["also_at"] = repeats
        if kind == "activities":
            for target in _LINKS:
                column = f"{target[:-1]}_id"
                told[target] = [link[column] for link in links[target][row["id"]]]
        if kind == "legal_references":
            told["candidates"] = [c["canonical"] for c in candidates[row["id"]]]
        if kind in ("indicators", "budget_lines"):
            start, end = told.pop("label_start"), told.pop("label_end")
            told["label"] = None if start is None else {"start": start, "end": end}
        return told

    found = []
    for ((info,),) in zip(_by(tables, "documents", "id").values(), strict=True):
        start, end, version = info.pop("period_start"), info.pop("period_end"), info.pop("schema_version")
        info["period"] = None if start is None else {"start": start, "end": end}
        info["organisations"] = [{"name": o["name"], "cbs_code": o["cbs_code"]} for o in owners[info["id"]]]
        kinds = {kind: [record(kind, row) for row in of_document[kind][info["id"]]] for kind in _KINDS}
        found.append(PolicyRecord.model_validate({"schema_version": version, "document": info, **kinds}))
    return found


@pytest.mark.parametrize("form", Format)
def test_the_same_records_come_back(form, exported, read, records):
    assert rebuilt(read(exported, form)) == records


@pytest.mark.parametrize("form", Format)
def test_the_same_tables_come_back(form, exported, read):
    found, wanted = read(exported, form), read(exported, Format.PARQUET)
    for table in TABLES:
        assert found[table.name][0] == table.names
        assert found[table.name] == wanted[table.name], table.name


def test_every_column_is_somewhere_filled(exported, read):
    # So that the tests above compare something.
    for table in TABLES:
        _, rows = read(exported, Format.PARQUET)[table.name]
        empty = [name for name, values in zip(table.names, zip(*rows, strict=True), strict=True) if not any(values)]
        assert empty == [], table.name


def test_values_have_the_types_of_the_schema(exported, read):
    types = {"text": str, "integer": int, "number": float, "date": dt.date}
    for table in TABLES:
        for row in read(exported, Format.DUCKDB)[table.name][1]:
            for value, column in zip(row, table.columns, strict=True):
                assert (value is None and not column.required) or type(value) is types[column.type], column


def test_frictionless_finds_the_csv_valid(exported):
    report = frictionless.validate(str(exported / "csv" / "datapackage.json"))
    assert report.valid, report.flatten(["title", "note"])[:5]
    assert report.stats["tasks"] == len(TABLES)


@pytest.mark.parametrize(
    ("table", "before", "after", "fault"),
    [
        ("activities", ",planned,", ",gepland,", "constraint-error"),
        ("timelines", ",2026-01-01,", ",gisteren,", "type-error"),
        ("activity_goals", "doel-", "doel-0", "foreign-key"),
        ("records", "doel-", "act-", "primary-key"),
    ],
)
def test_frictionless_would_find_a_fault(exported, tmp_path, table, before, after, fault):
    for path in (exported / "csv").iterdir():
        text = path.read_bytes().decode()
        if path.stem == table:
            assert before in text
            text = text.replace(before, after, 1)
            if fault == "primary-key":
                text += text.splitlines(keepends=True)[1]
        (tmp_path / path.name).write_bytes(text.encode())
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert fault in {kind for (kind,) in report.flatten(["type"])}


# A Dutch Excel.


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+31", "-5", "@a", "\t=1", "'=1", "2.1.2", "1.5", "1-2", "1/2", "007", "1e5", "12:30", "mei 2025", "1 mei",
     "1 januari 2025", "50%", "€ 5", "waar", "True", "1.234,5", "12345678901234567"],
)  # fmt: skip
def test_what_excel_would_change_is_guarded(text):
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize(
    "text",
    ["2024", "0", "Inwoners doen mee", "artikel 2.1.2", "5.1 Inwoners", "in 2025", "mei", "de waarheid", "2025-H1",
     "act-1e5", ""],
)  # fmt: skip
def test_other_texts_are_left_alone(text):
    assert guarded(text) == text


_PIECES = ("jan", "Mei", "maart", "sep", "ſep", "e", "am", "PM", "true", "Waar", "onwaar", " ", ".", "-", "=", "'", "%",
           "€", "1", "12", "2025", "w", "doel-", "\n", "é")  # fmt: skip


@given(st.lists(st.sampled_from(_PIECES), max_size=6).map("".join))
def test_the_short_way_past_a_text_leaves_none_out(text):
    assert (guarded(text) != text) == bool(_NO_TEXT.match(text))


def test_no_text_that_the_program_made_needs_a_guard(exported, read):
    words = {value for table in TABLES for column in table.columns for value in column.values}
    assert "planned" in words
    made = set()
    for table in TABLES:
        _, rows = read(exported, Format.PARQUET)[table.name]
        for column, values in zip(table.columns, zip(*rows, strict=True), strict=True):
            if column.type == "text" and _of_the_program(table, column):
                made |= {value for value in values if value is not None}
    assert {"doel", "act", "sectie", "begrip"} <= {value.partition("-")[0] for value in made}
    assert {value for value in words | made if guarded(value) != value} == set()


def test_no_cell_of_the_dutch_csv_is_a_formula(exported):
    cells = [
        cell.strip('"')
        for path in (exported / "csv-nl").iterdir()
        for line in path.read_text(encoding="utf-8-sig").splitlines()
        for cell in line.split(";")
    ]
    assert "'=1+1" in cells
    assert [cell for cell in cells if cell.startswith(("=", "+", "@"))] == []


# Excel's own format.


def test_headers_are_frozen_and_filtered(exported):
    book = openpyxl.load_workbook(exported / "doelenboom.xlsx")
    assert book.sheetnames == ["codebook", *(table.name for table in TABLES)]
    for sheet in book.worksheets:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions


def test_no_text_of_the_workbook_is_a_formula_or_a_link(exported):
    with zipfile.ZipFile(exported / "doelenboom.xlsx") as file:
        sheets = [file.read(name) for name in file.namelist() if "worksheets/" in name]
        assert not [name for name in file.namelist() if "_rels/sheet" in name]
    assert any(b"=cmd|" in sheet for sheet in sheets)
    assert not [1 for sheet in sheets if b"<f>" in sheet or b"<hyperlink" in sheet]
