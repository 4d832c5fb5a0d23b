"""Worker processes: what goes wrong with one document costs that document alone."""

import multiprocessing
import sys
import time
from pathlib import Path

import psutil
import pytest

from pipeline.batch import Input, Limits, Outcome, Workers
from pipeline.batch.workers import remove_unfinished
from pipeline.errors import UsageError

sys.path.insert(0, str(Path(__file__).parent))  # workers get this path too, and import the tasks by it
from faulty import Faulty, Unprepared

FAULTS = {
    "crasht": "the program died on it (SIGSEGV)",
    "stopt": "the program ended on it (code 3)",
    "hangt": "it took longer than 3 seconds",
    "vreet": "it needed more than 300 MB of memory",
}
LIMITS = Limits(seconds=3, megabytes=300)


@pytest.fixture
def inputs(tmp_path):
    def makes(**texts):
        for name, text in texts.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        return [Input(name, tmp_path / name) for name in texts]

    return makes


@pytest.fixture
def output(tmp_path):
    (tmp_path / "uit").mkdir()
    return tmp_path / "uit"


def _pids():
    return {process.pid for process in multiprocessing.active_children()}


def _alive(pids):
    return [pid for pid in pids if psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE]


def _names(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("fault", FAULTS)
def test_a_worker_that_fails_costs_its_document_alone_after_a_second_try(inputs, output, fault):
    good = [f"goed{n}" for n in range(6)]
    items = inputs(**dict.fromkeys(good[:3], "goed"), kwaad=fault, **dict.fromkeys(good[3:], "goed"))
    outcomes = {o.id: o for o in Workers(Faulty(output), 2, LIMITS).run(iter(items))}
    assert sorted(outcomes) == sorted([*good, "kwaad"])
    assert [o.id for o in outcomes.values() if not o.extracted] == ["kwaad"]
    assert outcomes["kwaad"].reason.startswith(f"{FAULTS[fault]}, twice; ")
    assert outcomes["kwaad"].passing, "the next run tries again"
    assert (output / "kwaad.tries").read_text() == "xx"
    assert {(output / f"{name}.tries").read_text() for name in good} == {"x"}, "no other document was done twice"
    assert not list(output.glob("*.tmp")), "what it had not finished is gone"


@pytest.mark.parametrize("fault", ["crasht", "hangt"])
def test_a_fault_that_passes_is_got_over(inputs, output, fault):
    (outcome,) = Workers(Faulty(output), 1, LIMITS).run(iter(inputs(kwaad=f"{fault} eerst")))
    assert (outcome.extracted, outcome.words) == (True, 2)


def test_many_crashes_lose_nothing(inputs, output):
    items = inputs(**{f"n{n:02}": "crasht" if n % 4 == 0 else "goed" for n in range(24)})
    outcomes = list(Workers(Faulty(output), 2, LIMITS).run(iter(items)))
    assert sorted(o.id for o in outcomes) == [i.id for i in items]
    assert {o.id for o in outcomes if not o.extracted} == {f"n{n:02}" for n in range(0, 24, 4)}


def test_no_more_workers_than_documents_and_none_left(inputs, output):
    seen = set()
    for _ in Workers(Faulty(output), 8, LIMITS).run(iter(inputs(a="goed", b="goed"))):
        seen |= _pids()
    assert 1 <= len(seen) <= 2
    assert _alive(seen) == []


def test_nothing_to_do_starts_nothing(output):
    run = Workers(Faulty(output), 2).run(iter([]))
    assert list(run) == []
    assert _pids() == set()


def test_who_stops_listening_leaves_no_process(inputs, output):
    run = Workers(Faulty(output), 2, LIMITS).run(iter(inputs(a="goed", b="hangt", c="goed")))
    assert isinstance(next(run), Outcome)
    pids = _pids()
    begin = time.monotonic()
    run.close()
    assert time.monotonic() - begin < 5, "the one that hangs is not waited for"
    assert pids
    assert _alive(pids) == []


@pytest.mark.parametrize(("how", "told"), [("model", "no spaCy pipeline 'weg'"), ("dies", "--jobs 0")])
def test_workers_that_cannot_begin_say_why(inputs, output, how, told):
    with pytest.raises(UsageError, match=told):
        list(Workers(Unprepared(output, how), 2).run(iter(inputs(a="goed"))))


def test_unfinished_files_of_one_process_or_of_all(tmp_path):
    for name in (".doelenboom-1-a.tmp", ".doelenboom-2-b.tmp", "eigen.tmp", ".doelenboom"):
        (tmp_path / name).write_text("")
    remove_unfinished(tmp_path, 1)
    assert _names(tmp_path) == [".doelenboom", ".doelenboom-2-b.tmp", "eigen.tmp"]
    remove_unfinished(tmp_path)
    assert _names(tmp_path) == [".doelenboom", "eigen.tmp"]
