"""An export as a whole: all or nothing, the same each time, in memory that doesn't grow with the documents."""

import errno
import gc
import json
import os
import shutil
import subprocess
import sys
import tracemalloc
from itertools import islice, repeat
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.errors import OutputError, UsageError
from pipeline.export import TABLES, Format, export_tables, formats, run
from pipeline.export.concepts import Concepts
from pipeline.export.writers import duck, workbook
from pipeline.export.writers.sqlite import sqlite
from pipeline.record import PolicyRecord
from pipeline.saved import read_record

ROOT = Path(__file__).resolve().parents[2]
OF_ANY = {table.name: table for table in TABLES}


def _bytes(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def _beside(target):
    return sorted(path.name for path in target.parent.iterdir())


@pytest.fixture
def target(tmp_path):
    return tmp_path / "tabellen"


# The same each time.


def test_the_same_records_give_the_same_export(output, exported, target, read):
    export_tables(output, target, list(Format))
    again, before = _bytes(target), _bytes(exported)
    for found in (again, before):  # DuckDB promises the same rows, not the same bytes
        assert found.pop("doelenboom.duckdb")
    assert again == before
    assert read(target, Format.DUCKDB) == read(exported, Format.DUCKDB)


def test_how_many_rows_are_written_together_changes_no_row(output, exported, target, read, monkeypatch):
    monkeypatch.setattr(run, "AT_ONCE", 100)
    export_tables(output, target, list(Format))
    for form in Format:
        assert read(target, form) == read(exported, form)


def test_it_says_how_many_rows_each_table_has(output, exported, read):
    told = json.loads((exported / "export.json").read_text(encoding="utf-8"))
    assert told["rows"] == {name: len(rows) for name, (_, rows) in read(exported, Format.CSV_NL).items()}
    assert set(told["files"]) == set(_bytes(exported))
    assert told["formats"] == list(Format)


def test_a_format_that_is_named_twice_is_written_once(output, target):
    assert export_tables(output, target, [Format.JSONL, Format.JSONL]).formats == (Format.JSONL,)


# Memory.


def _peak(record, count):
    largest = 0

    def write(_table, rows):
        nonlocal largest
        largest = max(largest, len(rows))

    def many():
        for number in range(count):
            info = record.document.model_copy(update={"id": f"{number}.txt"})
            yield record.model_copy(update={"document": info})

    tracemalloc.start()
    try:
        counts = run._fill(many(), [write], Concepts(Path("nergens")))
        return tracemalloc.get_traced_memory()[1], largest, counts
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_documents(records, monkeypatch):
    monkeypatch.setattr(run, "AT_ONCE", 100)
    few, _, _ = _peak(records[0], 100)
    many, largest, counts = _peak(records[0], 300)
    assert counts["records"] == 300 * sum(records[0].counts().values())
    assert largest == 100
    assert many - few < 200 * 300  # bytes: the names that were seen, of each of the further documents


# All or nothing.


def test_an_earlier_export_is_replaced_whole(output, target):
    export_tables(output, target, [Format.CSV, Format.PARQUET])
    export_tables(output, target, [Format.JSONL])
    assert sorted(path.name for path in target.iterdir()) == ["codebook.md", "export.json", "jsonl"]
    assert _beside(target) == ["tabellen"]


@pytest.fixture
def damaged(output, tmp_path):
    """Records of which the last can't be read."""
    folder = Path(shutil.copytree(output, tmp_path / "records"))
    (folder / "zzz.yaml").write_text("schema_version: 1\ndocument: {}\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("form", Format)
def test_what_goes_wrong_leaves_nothing(damaged, target, form):
    with pytest.raises(UsageError, match=r"zzz\.yaml"):
        export_tables(damaged, target, [form])
    assert _beside(target) == ["records"]


@pytest.mark.parametrize("form", Format)
def test_what_goes_wrong_leaves_the_earlier_export(output, damaged, target, form):
    export_tables(output, target, [form])
    before = _bytes(target)
    with pytest.raises(UsageError, match=r"zzz\.yaml"):
        export_tables(damaged, target, [form])
    assert _bytes(target) == before
    assert _beside(target) == ["records", "tabellen"]


def test_a_full_disk_is_told(output, target, monkeypatch):
    def full(_file):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        export_tables(output, target, [Format.CSV])
    assert _beside(target) == []


def test_where_the_new_folder_cannot_take_its_place_the_old_one_stays(output, target, monkeypatch):
    export_tables(output, target, [Format.CSV])
    before, rename = _bytes(target), Path.rename

    def refuse(path, to):
        if path.name.endswith(".tmp"):
            raise OSError(errno.EBUSY, os.strerror(errno.EBUSY))
        return rename(path, to)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(OutputError, match="busy"):
        export_tables(output, target, [Format.CSV])
    assert _bytes(target) == before
    assert _beside(target) == ["tabellen"]


# What is refused.


def test_a_folder_with_something_else_is_refused(output, target):
    target.mkdir()
    (target / "brief.txt").write_text("van mij", encoding="utf-8")
    with pytest.raises(UsageError, match="no earlier export"):
        export_tables(output, target, [Format.CSV])
    assert _beside(target) == ["tabellen"]
    assert (target / "brief.txt").read_text(encoding="utf-8") == "van mij"


def test_the_records_themselves_are_never_replaced(output):
    before = _bytes(output)
    with pytest.raises(UsageError, match="no earlier export"):
        export_tables(output, output, [Format.CSV])
    assert _bytes(output) == before


def test_a_file_of_the_users_in_an_earlier_export_is_not_lost(output, target):
    export_tables(output, target, [Format.CSV])
    (target / "csv" / "mijn.csv").write_text("a", encoding="utf-8")
    with pytest.raises(UsageError, match=r"csv/mijn\.csv"):
        export_tables(output, target, [Format.CSV])
    assert (target / "csv" / "mijn.csv").exists()


@pytest.mark.parametrize(
    "mark", ["", "[]", "{}", '{"made_by": "iets", "files": []}', '{"made_by": "doelenboom export"}']
)
def test_a_mark_that_is_none_makes_no_export(output, target, mark):
    target.mkdir()
    (target / "export.json").write_text(mark, encoding="utf-8")
    with pytest.raises(UsageError, match="no earlier export"):
        export_tables(output, target, [Format.CSV])


def test_an_empty_folder_and_what_a_system_leaves_in_one_are_no_hindrance(output, target):
    target.mkdir()
    (target / ".DS_Store").write_bytes(b"")
    assert export_tables(output, target, [Format.CSV]).counts["documents"] > 1


def test_a_file_is_no_folder(output, target):
    target.write_text("van mij", encoding="utf-8")
    with pytest.raises(UsageError, match="no folder"):
        export_tables(output, target, [Format.CSV])


def test_two_files_of_one_document_are_refused(output, tmp_path, target):
    folder = Path(shutil.copytree(output, tmp_path / "records"))
    shutil.copy(folder / "leeg.txt.yaml", folder / "kopie.yaml")
    with pytest.raises(UsageError, match=r"two record files are of 'leeg\.txt'"):
        export_tables(folder, target, [Format.CSV])


def test_a_folder_without_records_is_refused(tmp_path, target):
    with pytest.raises(UsageError, match="holds no records"):
        export_tables(tmp_path, target, [Format.CSV])


# Limits of Excel.


def test_more_rows_than_a_sheet_holds_are_told(output, exported, target, monkeypatch):
    most = max(json.loads((exported / "export.json").read_text(encoding="utf-8"))["rows"].values())
    monkeypatch.setattr(workbook, "MOST_ROWS", most)  # its header has no room
    with pytest.raises(UsageError, match=rf"at most {most - 1} rows in a sheet, and '.*' has more; use another format"):
        export_tables(output, target, [Format.XLSX])
    assert _beside(target) == []
    monkeypatch.setattr(workbook, "MOST_ROWS", most + 1)
    export_tables(output, target, [Format.XLSX])


@pytest.mark.parametrize(("text", "fits"), [("a" * 32_767, True), ("a" * 32_768, False), ("🏡" * 16_384, False)])
def test_a_text_longer_than_a_cell_holds_is_told(hard, tmp_path, text, fits):
    info = hard.document.model_copy(update={"title": text})
    with workbook.workbook(tmp_path / "een.xlsx") as write:
        row = next(row for table, row in run.rows(PolicyRecord(document=info)) if table == "documents")
        if fits:
            write(OF_ANY["documents"], [row])
        else:
            with pytest.raises(UsageError, match=r"32,767 characters in a cell, and title of .*1\.pdf has more"):
                write(OF_ANY["documents"], [row])


def test_a_workbook_that_cannot_be_finished_is_told(tmp_path):
    with pytest.raises(OutputError, match=r"een\.xlsx can't be written"), workbook.workbook(tmp_path / "een.xlsx"):
        (tmp_path / "een.xlsx").mkdir()


@pytest.mark.parametrize("before", [(700, 10, 10), (0, 10, 10)])
def test_how_often_python_looks_for_circles_is_as_it_was(output, damaged, target, before):
    was = gc.get_threshold()
    try:
        gc.set_threshold(*before)
        export_tables(output, target, [Format.CSV])
        assert gc.get_threshold() == before
        with pytest.raises(UsageError):
            export_tables(damaged, target, [Format.CSV])
        assert gc.get_threshold() == before
    finally:
        gc.set_threshold(*was)


# Keys and references.


@pytest.mark.parametrize("most", [duck.MOST_WITH_KEYS, 0])
@pytest.mark.parametrize("fault", [None, "reference", "self", "key"])
def test_databases_hold_rows_to_their_keys(records, tmp_path, monkeypatch, most, fault):
    monkeypatch.setattr(duck, "MOST_WITH_KEYS", most)
    record = records[0]
    change = {
        None: lambda table, row: [row],
        "reference": lambda table, row: [] if table == "timelines" else [row],
        "self": lambda table, row: [(*row[:4], "doel-0000000000000000", *row[5:])] if table == "goals" else [row],
        "key": lambda table, row: [row, row] if table == "places" else [row],
    }[fault]
    for opened, name in ((sqlite, "een.sqlite"), (duck.duck, "een.duckdb")):

        def fill(opened=opened, name=name):
            with opened(tmp_path / name) as write:

                def changed(table, rows):
                    kept = [new for row in rows for new in change(table.name, row)]
                    if kept:
                        write(table, kept)

                run._fill(iter([record]), [changed], Concepts(tmp_path))

        if fault is None:
            fill()
        else:
            with pytest.raises(OutputError):
                fill()


def test_duckdb_declares_keys_up_to_a_number_of_rows(output, exported, target, read, monkeypatch):
    monkeypatch.setattr(duck, "MOST_WITH_KEYS", 100)
    export_tables(output, target, [Format.DUCKDB])
    counts = []
    for folder in (exported, target):
        with duckdb.connect(str(folder / "doelenboom.duckdb"), read_only=True) as database:
            (row,) = database.execute(
                "SELECT count(*) FILTER (constraint_type = 'PRIMARY KEY'), "
                "count(*) FILTER (constraint_type = 'FOREIGN KEY') FROM duckdb_constraints()"
            ).fetchall()
        counts.append(row)
    to_others = [r for table in TABLES for r in table.references if r.table != table.name]
    assert counts[0][0] == len(TABLES)
    assert counts[0][1] >= len(to_others)  # DuckDB counts them from both sides
    assert counts[1] == (0, 0)
    assert read(target, Format.DUCKDB) == read(exported, Format.DUCKDB)


# The command, and what it needs.


def call(*arguments):
    result = CliRunner().invoke(app, [str(a) for a in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def test_the_command(output, target, records):
    code, out, err = call("export", output, "--to", target, "--format", "csv-nl", "--format", "sqlite")
    assert (code, err) == (0, "")
    assert f"{len(records)} documents" in out
    assert sorted(path.name for path in target.iterdir()) == [
        "codebook.md",
        "csv-nl",
        "doelenboom.sqlite",
        "export.json",
    ]


@pytest.mark.parametrize(
    ("form", "library"), [("parquet", "pyarrow"), ("duckdb", "duckdb"), ("duckdb", "pyarrow"), ("xlsx", "xlsxwriter")]
)
def test_what_is_not_installed_is_told_before_any_work(tmp_path, target, monkeypatch, form, library):
    monkeypatch.setattr(formats, "find_spec", lambda name: None if name == library else object())
    code, _, err = call("export", tmp_path / "geen", "--to", target, "--format", "csv", "--format", form)
    assert code == 2
    assert err == (
        f"doelenboom: {form} needs {library}; install what exports need with: pip install 'doelenboom[export]'\n"
    )


def test_plain_formats_load_no_library_of_the_extra(output, target, records):
    program = (
        "import sys; from pipeline.cli import main\n"
        "sys.argv = ['doelenboom', 'export', sys.argv[1], '--to', sys.argv[2]]\n"
        "sys.argv += ['--format', 'csv', '--format', 'csv-nl', '--format', 'jsonl', '--format', 'sqlite']\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print('loaded:', {'pyarrow', 'duckdb', 'xlsxwriter', 'openpyxl', 'frictionless'} & set(sys.modules))"
    )
    command = [sys.executable, "-c", program, str(output), str(target)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert f"{len(records)} documents" in done.stdout
    assert "loaded: set()" in done.stdout


def test_a_stopped_export_leaves_nothing(output, target, monkeypatch):
    def stop(_output):
        yield read_record(output / "leeg.txt.yaml")
        raise KeyboardInterrupt

    monkeypatch.setattr(run, "records_below", stop)
    code, _, err = call("export", output, "--to", target, *islice(_flags(), 2 * len(Format)))
    assert (code, err) == (130, f"stopped; {target} is as it was\n")
    assert _beside(target) == []


def _flags():
    for flag, form in zip(repeat("--format"), Format, strict=False):
        yield from (flag, form)
