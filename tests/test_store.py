"""The store says what the record files say, however it was left, and only sooner."""

import hashlib
import multiprocessing
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from pipeline import shelf, store
from pipeline.batch import Work, collect, run_batch
from pipeline.errors import UsageError
from pipeline.record import FIELDS, PREFIX
from pipeline.saved import read_record, record_files
from pipeline.store import Row, Store, records_below
from pipeline.write import STATE

GOLDEN = Path(__file__).parent / "golden"
FILE = Path(STATE, "records.sqlite")
DOCUMENTS = len(list(GOLDEN.glob("*.yaml")))


@pytest.fixture
def output(tmp_path):
    """An output folder with records in it and below it, and other files."""
    for path in GOLDEN.glob("*.yaml"):
        folder = tmp_path / "uit" / ("2024" if "jeugd" in path.name else ".")
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, folder)
    (tmp_path / "uit" / "manifest.yaml").write_text("program: doelenboom\n", encoding="utf-8")
    (tmp_path / "uit" / "eigen.yaml").write_text("van: een ander\n", encoding="utf-8")
    return tmp_path / "uit"


@pytest.fixture
def parsed(monkeypatch):
    """The names of the files whose YAML was read."""
    names = []
    real = store.parse_record
    monkeypatch.setattr(store, "parse_record", lambda path, data: names.append(path.name) or real(path, data))
    return names


def plain(output):
    return [read_record(path) for path in record_files(output)]


def test_it_gives_what_the_files_give_in_their_order(output, parsed):
    wanted = plain(output)
    assert len(wanted) == DOCUMENTS
    assert list(records_below(output)) == wanted
    assert len(parsed) == DOCUMENTS
    assert list(records_below(output)) == wanted
    assert len(parsed) == DOCUMENTS, "the second time no YAML is read"
    assert [r.model_dump_json() for r in records_below(output)] == [r.model_dump_json() for r in wanted]


def test_only_what_differs_is_read_again_whatever_its_size_and_time_say(output, parsed):
    path = output / "nota-mantelzorg-2026.docx.yaml"
    list(records_below(output))
    about = path.stat()
    path.write_bytes(path.read_bytes().replace(b"mantelzorgers", b"mantelzargers"))
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))
    assert path.stat().st_size == about.st_size
    parsed.clear()
    assert list(records_below(output)) == plain(output)
    assert parsed == [path.name]


def test_what_is_gone_is_forgotten_and_what_is_new_is_found(output):
    list(records_below(output))
    (output / "2024" / "begroting-2026-jeugd.html.yaml").rename(output / "elders.yaml")
    (output / "coalitieakkoord-2026-2030.md.yaml").unlink()
    assert list(records_below(output)) == plain(output)
    connection = sqlite3.connect(output / FILE)
    names = {bytes(name).decode() for (name,) in connection.execute("SELECT name FROM files")}
    assert names == {path.relative_to(output).as_posix() for path in record_files(output)}
    assert connection.execute("SELECT COUNT(*) FROM ids").fetchone()[0] == sum(
        len(list(r.records())) for r in plain(output)
    )
    connection.close()


def test_a_record_by_its_id_and_a_document_by_its_own_read_no_others(output, parsed):
    wanted = plain(output)
    with Store(output) as one:
        list(one.records())
    parsed.clear()
    touched = []
    with Store(output) as one:
        one._record = lambda path, data, real=one._record: touched.append(path) or real(path, data)
        for whole in wanted:
            assert one.document(whole.document.id) == whole
            record = whole.activities[0]
            assert one.holder(record.id) == (whole, record)
    assert parsed == []
    assert len(touched) == 2 * len(wanted), "one file each time"


def test_without_a_store_yet_the_same_answers_come(output):
    whole = plain(output)[3]
    assert Store(output).holder(whole.goals[0].id) == (whole, whole.goals[0])
    assert Store(output).document(whole.document.id) == whole


def test_what_is_nowhere_is_none(output, tmp_path):
    for _ in range(2):
        with Store(output) as one:
            assert one.holder("doel-0000000000000000") is None
            assert one.document("weg.txt") is None
            assert one.document("../uit/manifest") is None
            list(one.records())
    assert Store(tmp_path / "niets").holder("doel-0000000000000000") is None


def test_a_record_that_moved_to_another_file_since_is_found_there(output):
    list(records_below(output))
    old = output / "coalitieakkoord-2026-2030.md.yaml"
    whole = read_record(old)
    old.rename(output / "2024" / "andere-naam.yaml")
    with Store(output) as one:
        assert one.holder(whole.partners[0].id) == (whole, whole.partners[0])
        assert one.document(whole.document.id) == whole
    old.write_text("schema_version: 1\nkapot", encoding="utf-8")
    with Store(output) as one:
        assert one.holder(whole.partners[0].id) == (whole, whole.partners[0])


def _row(document, record, kind):
    place = record.source
    canonical = getattr(record, "canonical", None)
    return Row(
        record.id, document, kind, record.rule, record.confidence, canonical, place.start, place.end, record.text
    )


def test_rows_are_the_index_of_all_records_and_can_be_narrowed(output, parsed):
    fields = dict(zip(FIELDS, PREFIX, strict=True))
    wanted = [_row(w.document.id, r, fields[f]) for w in plain(output) for f in FIELDS for r in getattr(w, f)]
    assert {row.kind for row in wanted} == set(PREFIX)
    for _ in range(2):
        with Store(output) as one:
            assert list(one.rows()) == wanted
            some = next(r for r in wanted if r.canonical)
            assert list(one.rows(canonical=some.canonical)) == [r for r in wanted if r.canonical == some.canonical]
            assert list(one.rows(kind="goal", rule=wanted[0].rule)) == [
                r for r in wanted if r.kind == "goal" and r.rule == wanted[0].rule
            ]
            assert list(one.rows(rule="er/is-er-geen")) == []
    assert len(parsed) == DOCUMENTS


def test_nothing_there_is_told_and_leaves_nothing(tmp_path):
    with pytest.raises(UsageError, match="holds no records"):
        list(records_below(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_record_file_is_named_with_or_without_a_store(output):
    path = output / "coalitieakkoord-2026-2030.md.yaml"
    for _ in range(2):
        path.write_text("schema_version: 1\nkapot", encoding="utf-8")
        with pytest.raises(UsageError, match=path.name):
            list(records_below(output))
        shutil.copy(GOLDEN / path.name, path)
        list(records_below(output))


# However the store was left.


def _cut(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _noise(path):
    data = bytearray(path.read_bytes())
    data[4096:] = hashlib.shake_128(b"ruis").digest(len(data) - 4096)
    path.write_bytes(data)


def _foreign(path):
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE files (name TEXT)")
    connection.commit()
    connection.close()


def _columns(path):
    connection = sqlite3.connect(path)
    connection.execute("ALTER TABLE files DROP COLUMN record")
    connection.commit()
    connection.close()


def _edited(path):
    connection = sqlite3.connect(path)
    for table in ("record", "rows"):
        connection.execute(f"UPDATE files SET {table} = CAST(replace(CAST({table} AS TEXT), 'jeugd', 'JEUGD') AS BLOB)")
    connection.commit()
    connection.close()


def _swapped(path):
    connection = sqlite3.connect(path)
    connection.execute("UPDATE files SET record = (SELECT record FROM files ORDER BY number LIMIT 1)")
    connection.commit()
    connection.close()


LEFT = {
    "empty": lambda path: path.write_bytes(b""),
    "text": lambda path: path.write_bytes(b"geen database\n" * 1000),
    "cut": _cut,
    "noise": _noise,
    "foreign": _foreign,
    "without a column": _columns,
    "edited": _edited,
    "swapped": _swapped,
}


@pytest.mark.parametrize("left", LEFT)
def test_whatever_it_was_left_as_it_is_made_anew(output, parsed, left):
    wanted = plain(output)
    list(records_below(output))
    LEFT[left](output / FILE)
    parsed.clear()
    assert list(records_below(output)) == wanted
    assert parsed, "it can't have come from what was there"
    with Store(output) as one:
        rows = [r.id for r in one.rows()]
        assert rows == [r.id for w in wanted for r in w.records()]
        assert one.holder(rows[0]) == (wanted[0], next(wanted[0].records()))
    list(records_below(output))
    parsed.clear()
    assert list(records_below(output)) == wanted
    assert parsed == [], "and is whole again"


@pytest.mark.parametrize("what", ["program", "shape"])
def test_of_another_version_it_is_made_anew(output, parsed, monkeypatch, what):
    list(records_below(output))
    parsed.clear()
    shelf.version.cache_clear()
    with monkeypatch.context() as patch:
        if what == "program":
            patch.setattr(shelf, "__version__", "9.9.9")
        else:
            patch.setattr(shelf, "json_schema", lambda: {"version": 9})
        assert list(records_below(output)) == plain(output)
        assert len(parsed) == DOCUMENTS
        assert list(records_below(output)) == plain(output)
        assert len(parsed) == DOCUMENTS
        shelf.version.cache_clear()
    assert list(records_below(output)) == plain(output)
    assert len(parsed) == 2 * DOCUMENTS


def test_where_none_can_be_made_the_files_are_read(output, parsed):
    (output / STATE).write_text("in de weg", encoding="utf-8")
    for count in (DOCUMENTS, 2 * DOCUMENTS):
        assert list(records_below(output)) == plain(output)
        assert len(parsed) == count
    whole = plain(output)[1]
    assert Store(output).holder(whole.goals[0].id) == (whole, whole.goals[0])
    assert (output / STATE).read_text(encoding="utf-8") == "in de weg"


def test_one_that_can_only_be_read_is_read(output, parsed, monkeypatch):
    list(records_below(output))
    path = output / "coalitieakkoord-2026-2030.md.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    before = (output / FILE).read_bytes()
    real = sqlite3.connect
    monkeypatch.setattr(  # as a file system that is mounted to be read alone
        sqlite3,
        "connect",
        lambda name, *more, **how: real(name if "mode=ro" in name else f"{name}?mode=ro", *more, **how),
    )
    for _ in range(2):
        parsed.clear()
        assert list(records_below(output)) == plain(output)
        assert parsed == [path.name]
    assert (output / FILE).read_bytes() == before


def test_a_disk_that_fills_costs_nothing_but_time(output, monkeypatch):
    real = shelf._open

    def small(path):
        connection = real(path)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
        return connection

    monkeypatch.setattr(shelf, "_open", small)
    assert list(records_below(output)) == plain(output)
    assert sqlite3.connect(output / FILE).execute("SELECT COUNT(*) FROM files").fetchone() == (0,)


def test_while_another_writes_the_files_are_read(output, monkeypatch):
    list(records_below(output))
    (output / "eigen.yaml").write_bytes((GOLDEN / "begroting-2026-jeugd.html.yaml").read_bytes() + b"\n")
    monkeypatch.setattr(shelf, "_PATIENCE", 0.05)
    other = sqlite3.connect(output / FILE, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert list(records_below(output)) == plain(output)
    other.execute("ROLLBACK")
    other.close()
    assert list(records_below(output)) == plain(output)


def test_a_reader_that_stops_halfway_keeps_what_it_read(output, parsed):
    found = records_below(output)
    next(found)
    next(found)
    found.close()
    parsed.clear()
    list(records_below(output))
    assert len(parsed) == DOCUMENTS - 2


def _read(output, results):
    results.put([record.document.id for record in records_below(Path(output))])


def test_processes_at_once(output):
    context = multiprocessing.get_context("spawn")
    results = context.Queue()
    readers = [context.Process(target=_read, args=(str(output), results)) for _ in range(4)]
    for reader in readers:
        reader.start()
    wanted = [record.document.id for record in plain(output)]
    assert [results.get(timeout=120) for _ in readers] == [wanted] * 4
    for reader in readers:
        reader.join()
        assert reader.exitcode == 0
    connection = sqlite3.connect(output / FILE)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.execute("SELECT COUNT(*) FROM files").fetchone() == (DOCUMENTS,)


def test_threads_may_share_one(output):
    wanted = plain(output)
    found, one = [], Store(output)
    threads = [threading.Thread(target=lambda: found.append(list(one.records()))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    one.close()
    assert found == [wanted] * 4


def test_killed_while_it_writes_it_serves_the_next(output):
    program = (
        "import os, sys; from pathlib import Path; from pipeline import shelf, store; real = store._kept\n"
        "store._AT_ONCE = 3; done = []\n"
        "def kept(*a):\n    done.append(1)\n    if len(done) == 5: os.kill(os.getpid(), 9)\n    return real(*a)\n"
        "store._kept = kept; list(store.records_below(Path(sys.argv[1])))"
    )
    done = subprocess.run([sys.executable, "-c", program, str(output)], check=False)
    assert done.returncode == -9
    assert list(records_below(output)) == plain(output)


def test_a_run_takes_it_for_no_document_and_no_record(tmp_path, rules):
    plans = tmp_path / "plannen"
    plans.mkdir()
    (plans / "plan.md").write_text("# Plan\n\n- Wij starten in 2025 een pilot met GGD Veenoord.\n", encoding="utf-8")
    output = plans / "uit"
    run_batch(collect([plans], output), Work(output, rules, "blank"))
    manifest = (output / "manifest.yaml").read_bytes()
    list(records_below(output))
    assert (output / FILE).is_file()
    assert [i.id for i in collect([plans], output)] == [i.id for i in collect([plans], tmp_path)] == ["plan.md"]
    assert run_batch(collect([plans], output), Work(output, rules, "blank")).removed == []
    assert (output / FILE).is_file()
    assert (output / "manifest.yaml").read_bytes() == manifest


def test_a_run_fills_it_with_what_it_writes(tmp_path, rules, parsed):
    (tmp_path / "plannen").mkdir()
    plan = tmp_path / "plannen" / "plan.md"
    output = tmp_path / "uit"
    for year in ("2025", "2027"):
        plan.write_text(f"# Plan\n\n- Wij starten in {year} een pilot met GGD Veenoord.\n", encoding="utf-8")
        run_batch(collect([tmp_path / "plannen"], output), Work(output, rules, "blank"))
        assert (output / FILE).is_file()
        assert list(records_below(output)) == plain(output)
    assert parsed == [], "no YAML is read after a run"
    run_batch(
        collect([tmp_path / "plannen"], tmp_path / "zonder"), Work(tmp_path / "zonder", rules, "blank", store=False)
    )
    assert not (tmp_path / "zonder" / FILE).exists()


def test_the_index_of_one_document(output):
    for _ in range(2):
        with Store(output) as one:
            for whole in plain(output):
                name = whole.document.id
                if not (output / f"{name}.yaml").exists():
                    continue
                assert [row.text for row in one.listed(name)] == [record.text for record in whole.records()]
            with pytest.raises(UsageError):
                one.listed("weg.txt")
    shutil.copy(output / "coalitieakkoord-2026-2030.md.yaml", output / "elders.yaml")
    with Store(output) as one, pytest.raises(UsageError, match="named after"):
        one.listed("elders")


def test_a_name_that_is_no_utf8(output):
    try:
        shutil.copy(GOLDEN / "begroting-2026-jeugd.html.yaml", os.fsdecode(os.fsencode(output) + b"/caf\xe9.yaml"))
    except OSError:
        pytest.skip("this file system refuses such names")
    for _ in range(2):
        assert list(records_below(output)) == plain(output)
