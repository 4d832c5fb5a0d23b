"""The log: only ever added to, by several at once, and read whole after any sort of end."""

import datetime as dt
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import msgspec
import pytest

import pipeline
from pipeline.batch import Work, collect, run_batch
from pipeline.errors import OutputError
from pipeline.review import Live, Log, Verdict
from pipeline.review.log import FOLDER
from pipeline.store import records_below

AT = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
SOURCES = Path(pipeline.__file__).parents[1]


def _mark(number, who="Anna", at=None):
    return Verdict(
        id=f"{who}{number}", at=at or AT + dt.timedelta(seconds=number), who=who, verb="bekeken", document="plan.md"
    )


def _ids(log):
    return [one.id for one in log.read().verdicts]


def test_what_is_appended_is_read_in_its_order(output):
    log = Log(output)
    assert log.read() == Log(output).read()
    assert log.read().verdicts == ()
    log.append([_mark(1), _mark(2)])
    log.append([_mark(3)])
    assert _ids(log) == ["Anna1", "Anna2", "Anna3"] == _ids(Log(output))
    assert log.read().broken == ()


def test_each_reader_has_a_file_of_their_own(output):
    log = Log(output)
    log.append([_mark(1), _mark(2, "Bram"), _mark(3), _mark(4, "bram"), _mark(5, "李")])
    names = sorted(path.name for path in (output / FOLDER).glob("*.jsonl"))
    assert len(names) == 4
    assert [name.rpartition("-")[0] for name in names] == [f"verdicts-{w}" for w in ("anna", "bram", "bram", "lezer")]
    assert _ids(log) == ["Anna1", "Bram2", "Anna3", "bram4", "李5"]


@pytest.mark.parametrize("who", ["../../etc/passwd", "a/b\\c", ".", "x" * 500, "NUL\x00", "-rf"])
def test_no_name_leads_out_of_the_folder(output, who):
    log = Log(output)
    assert log.path(who).parent == output / FOLDER
    log.append([_mark(1, who)])
    assert len(_ids(log)) == 1


def test_another_machine_has_another_file(output, monkeypatch):
    here = Log(output).path("Anna")
    monkeypatch.setattr("socket.gethostname", lambda: "elders")
    assert Log(output).path("Anna") != here
    assert "elders" not in Log(output).path("Anna").name


def test_a_copy_that_a_synchronising_program_made_counts_once(output):
    log = Log(output)
    log.append([_mark(1), _mark(2)])
    path = log.path("Anna")
    path.with_name(f"{path.stem} (kopie van Bram).jsonl").write_bytes(
        path.read_bytes() + msgspec.json.encode(_mark(3)) + b"\n"
    )
    assert _ids(log) == ["Anna1", "Anna2", "Anna3"]


def test_a_clock_that_is_set_back_changes_no_order_within_a_file(output):
    log = Log(output)
    log.append([_mark(1, at=AT + dt.timedelta(hours=2)), _mark(2, at=AT)])
    log.append([_mark(3, "Bram", AT + dt.timedelta(hours=1))])
    assert _ids(log) == ["Bram3", "Anna1", "Anna2"]


def test_a_half_written_last_line_is_left_out_and_told(output):
    log = Log(output)
    log.append([_mark(1), _mark(2)])
    path = log.path("Anna")
    whole = path.read_bytes()
    last = len(whole.split(b"\n")[1])
    for left in range(1, last + 1):  # all of the line but its end, too: the next program would write on after it
        path.write_bytes(whole[: len(whole) - 1 - last + left])
        found = Log(output).read()
        assert [one.id for one in found.verdicts] == ["Anna1"]
        assert [(b.file, b.line) for b in found.broken] == [(path.name, 2)]


def test_what_comes_after_a_half_written_line_is_not_lost(output):
    log = Log(output)
    log.append([_mark(1), _mark(2)])
    path = log.path("Anna")
    path.write_bytes(path.read_bytes()[:-20])
    assert len(log.read().broken) == 1
    log.append([_mark(3)])
    for one in (log, Log(output)):
        found = one.read()
        assert [v.id for v in found.verdicts] == ["Anna1", "Anna3"]
        assert [str(b) for b in found.broken] == [f"{path.name}:2: the line is half-written or damaged; it is left out"]
        assert "regel 2" in found.broken[0].dutch


@pytest.mark.parametrize(
    "line", [b"{", b"null", b"\xff\xfe", b'{"verb": "klopt"}', b"", b'{"at":"gisteren","who":"A","verb":"bekeken"}']
)
def test_damaged_lines_are_left_out(output, line):
    log = Log(output)
    log.append([_mark(1)])
    with log.path("Anna").open("ab") as file:
        file.write(line + b"\n")
    log.append([_mark(2)])
    assert _ids(log) == ["Anna1", "Anna2"]
    assert [b.line for b in log.read().broken] == [2]


def test_what_a_later_version_says_is_told_apart_from_damage(output):
    log = Log(output)
    log.append([_mark(1)])
    later = msgspec.json.encode(_mark(2)).replace(b'"bekeken"', b'"doorsturen"')
    with log.path("Anna").open("ab") as file:
        file.write(later + b"\n{\n")
    strange, damaged = log.read().broken
    assert "not known to this version" in str(strange)
    assert "onbekend aan deze versie" in strange.dutch
    assert "damaged" in str(damaged)


def test_a_line_that_is_being_written_is_no_broken_line(output):
    log = Log(output)
    log.append([_mark(1)])
    path = log.path("Anna")
    line = msgspec.json.encode(_mark(2)) + b"\n"
    reading = []
    with log._lock(path):
        with path.open("ab") as file:
            file.write(line[:10])
        reader = threading.Thread(target=lambda: reading.append(Log(output).read()))
        reader.start()
        with path.open("ab") as file:
            file.write(line[10:])
    reader.join(20)
    assert reading[0].broken == ()


def test_a_log_that_cannot_be_written_is_told(output):
    (output / FOLDER).write_text("a file")
    with pytest.raises(OutputError, match="can't be written"):
        Log(output).append([_mark(1)])


_WRITER = """
import datetime as dt, sys
from pathlib import Path
from pipeline.review import Log, Verdict
log = Log(Path(sys.argv[1]))
at = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
for number in range(int(sys.argv[3])):
    log.append(
        Verdict(
            id=f"{sys.argv[2]}-{number}-{part}", at=at, who="Anna", verb="bekeken", document="p", comment="x" * 3000
        )
        for part in range(3)
    )
    print(number, flush=True)
"""


def _writer(output, name, rounds):
    return subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(output), name, str(rounds)],
        cwd=SOURCES,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_two_processes_append_to_one_file_and_lose_nothing(output):
    writers = [_writer(output, name, 20) for name in ("a", "b")]
    reader, seen = Log(output), 0
    while any(w.poll() is None for w in writers):
        found = reader.read()
        assert found.broken == ()
        assert len(found.verdicts) >= seen
        seen = len(found.verdicts)
    assert [w.wait() for w in writers] == [0, 0]
    for w in writers:
        w.stdout.close()
    found = Log(output).read()
    assert found.broken == ()
    wanted = {f"{name}-{n}-{part}" for name in "ab" for n in range(20) for part in range(3)}
    assert {one.id for one in found.verdicts} == wanted
    for name in "ab":  # what was given together stands together, in its order
        mine = [one.id for one in found.verdicts if one.id.startswith(name)]
        assert mine == [f"{name}-{n}-{part}" for n in range(20) for part in range(3)]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the system has no such end")
def test_what_a_killed_program_said_was_written_is_there(output):
    writer = _writer(output, "a", 100_000)
    said = [writer.stdout.readline() for _ in range(5)]
    os.kill(writer.pid, signal.SIGKILL)
    writer.wait()
    said += writer.stdout.readlines()
    writer.stdout.close()
    log = Log(output)
    found = {one.id for one in log.read().verdicts}
    assert {f"a-{int(line)}-{part}" for line in said if line.endswith("\n") for part in range(3)} <= found
    log.append([_mark(1)])  # nobody holds the file any more
    assert "Anna1" in _ids(Log(output))


def test_reading_again_reads_only_what_is_new(output):
    log, other = Log(output), Log(output)
    log.append(_mark(n) for n in range(3))
    first = log.read().verdicts
    other.append([_mark(3)])
    second = log.read().verdicts
    assert len(second) == 4
    assert all(one is two for one, two in zip(first, second, strict=False))


def test_a_file_that_was_put_in_its_place_is_read_anew(output):
    log = Log(output)
    log.append(_mark(n) for n in range(3))
    log.read()
    path = log.path("Anna")
    path.write_bytes(msgspec.json.encode(_mark(9)) + b"\n")
    assert _ids(log) == ["Anna9"]
    longer = path.with_suffix(".new")
    longer.write_bytes(b"".join(msgspec.json.encode(_mark(n)) + b"\n" for n in range(20, 24)))
    longer.replace(path)
    assert _ids(log) == ["Anna20", "Anna21", "Anna22", "Anna23"]


def test_the_state_goes_along_with_the_log(output, plan, say):
    live, elsewhere = Live(output), Live(output)
    state = live.append([say(plan.goals[0], "klopt")])
    assert state.of("Anna").counts().klopt == 1
    elsewhere.append([elsewhere.state().of("Anna").undo(AT + dt.timedelta(days=30))])
    assert live.state().of("Anna").counts().klopt == 0
    # A verdict of long ago, from another machine: it goes where it belongs.
    late = msgspec.structs.replace(say(plan.goals[0], "klopt_niet", who="Bram"), at=AT - dt.timedelta(days=90))
    elsewhere.append([late])
    assert live.state().of("Bram").counts().klopt_niet == 1
    assert live.state().of("Anna").redoable is not None
    assert Live(output).state().of("Anna").redoable is not None


def test_threads_may_share_the_state(output, plan, say):
    live = Live(output)
    some = [say(plan.goals[0], "klopt", who=f"Lezer {n % 4}") for n in range(24)]
    threads = [threading.Thread(target=live.append, args=([one],)) for one in some]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    assert {one.id for one in live.log.read().verdicts} == {one.id for one in some}
    assert len(live.state().readers) == 4


def test_a_state_is_read_while_verdicts_come_in(output, plan, say):
    live = Live(output)
    one = say(plan.goals[0], "klopt", comment="x")
    some = [msgspec.structs.replace(one, id=f"v{n}", record=f"doel-{n:016x}") for n in range(3000)]
    faults, ended = [], threading.Event()

    def look():
        while not ended.is_set():
            try:
                mine = live.state().of("Anna")
                mine.counts(), mine.comments(), mine.added(), mine.documents()
            except RuntimeError as error:  # a dictionary that changed while it was gone through
                faults.append(error)

    readers = [threading.Thread(target=look) for _ in range(2)]
    for thread in readers:
        thread.start()
    for start in range(0, len(some), 250):
        live.append(some[start : start + 250])
    ended.set()
    for thread in readers:
        thread.join(60)
    assert faults == []
    assert live.state().of("Anna").counts().klopt == 3000


def test_the_log_is_no_record_and_a_run_leaves_it_alone(tmp_path, rules):
    documents, output = tmp_path / "plannen", tmp_path / "output"
    documents.mkdir()
    for name in ("een.txt", "twee.txt"):
        (documents / name).write_text(f"Plan {name}\n\nWij openen in 2026 een huis.\n", encoding="utf-8")
    work = Work(output, rules, "blank")
    run_batch(collect([documents], output), work)
    Log(output).append([_mark(1)])
    before = {path: path.read_bytes() for path in (output / FOLDER).iterdir()}
    assert len(list(records_below(output))) == 2
    (documents / "twee.txt").unlink()
    assert run_batch(collect([documents], output), work).removed == ["twee.txt.yaml"]
    assert {path: path.read_bytes() for path in (output / FOLDER).iterdir()} == before
    assert _ids(Log(output)) == ["Anna1"]
    assert collect([output], tmp_path / "elders")[0].problem is not None, "no file of it is read as a document"
