"""A cluster: a real Dask scheduler and workers, started here, of which some are killed on the way."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from distributed import Client

from pipeline.batch import Cluster, Input, Limits, Work, cluster, collect, run_batch
from pipeline.errors import UsageError
from pipeline.write import STATE

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))  # workers get this path too, and import the tasks by it
from faulty import Shared, Unprepared  # noqa: E402

PLAN = "# Plan {n}\n\n## Wat gaan we daarvoor doen?\n\n- Wij starten in 202{n} een pilot met GGD Veenoord.\n"
pytestmark = pytest.mark.slow


def _started(folder, *command):
    where = os.pathsep.join([str(HERE.parents[1]), str(HERE), os.environ.get("PYTHONPATH", "")])
    settings = {"DASK_DISTRIBUTED__WORKER__DAEMON": "False", "PYTHONPATH": where}
    with (folder / f"{command[0]}.log").open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.{command[0]}", *command[1:], "--no-dashboard"],
            cwd=folder, env={**os.environ, **settings}, stdout=log, stderr=log,
        )  # fmt: skip


def _ended(process):
    """End a process with all that it started."""
    with_all = [*psutil.Process(process.pid).children(recursive=True), psutil.Process(process.pid)]
    for one in with_all:
        try:
            one.kill()
        except psutil.NoSuchProcess:
            continue
    process.wait()


@contextmanager
def dask(folder, workers):
    """A scheduler and so many worker processes, each looked after by a nanny; gives the scheduler's address."""
    folder.mkdir()
    about = folder / "scheduler.json"
    started = [_started(folder, "dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(about))]
    try:
        address = address_in(about)
        if workers:
            more = ("--nworkers", str(workers), "--nthreads", "1", "--host", "127.0.0.1", "--local-directory", ".")
            started.append(_started(folder, "dask_worker", address, *more))
            wait_for(address, workers)
        yield address
    finally:
        for process in started[::-1]:
            _ended(process)


def address_in(about):
    deadline = time.monotonic() + 120
    while not (about.exists() and about.read_text(encoding="utf-8").endswith("}")) and time.monotonic() < deadline:
        time.sleep(0.05)
    return json.loads(about.read_text(encoding="utf-8"))["address"]


def wait_for(address, workers):
    with Client(address, set_as_default=False) as client:
        client.wait_for_workers(workers, timeout=120)


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with dask(tmp_path_factory.mktemp("dask") / "hier", 2) as found:
        yield found


def pids(address):
    with Client(address, set_as_default=False) as client:
        return list(client.run(os.getpid, on_error="ignore").values())


def _bytes(folder):
    files = [p for p in folder.rglob("*") if p.is_file() and p.name != "timings.yaml" and STATE not in p.parts]
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in files}


@pytest.fixture
def output(tmp_path):
    (tmp_path / "uit").mkdir()
    return tmp_path / "uit"


@pytest.fixture
def inputs(tmp_path):
    def makes(**texts):
        for name, text in texts.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        return [Input(name, tmp_path / name) for name in texts]

    return makes


def test_with_a_worker_killed_on_the_way_it_gives_the_same_bytes(address, rules, tmp_path):
    plans = tmp_path / "plannen"
    for n in range(24):
        path = plans / f"map{n % 3}" / f"plan{n:02}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = PLAN.format(n=n % 10) + "\n".join(f"- Wij openen in 2025 steunpunt {n}-{m}." for m in range(60))
        path.write_text(text, encoding="utf-8")
    (plans / "leeg.txt").write_bytes(b"")
    one, other = tmp_path / "een", tmp_path / "ander"
    run_batch(collect([plans], one), Work(one, rules, "blank"))
    killed = []

    def kill(_outcome):
        if not killed:
            pid = pids(address)[0]
            os.kill(pid, signal.SIGKILL)
            killed.append(pid)

    work = Work(other, rules, "blank")
    result = run_batch(collect([plans], other), work, Cluster(work, address), report=kill)
    assert len(killed) == 1
    assert [o.id for o in result.failed] == ["leeg.txt"]
    assert _bytes(one) == _bytes(other)
    assert not list(other.rglob("*.tmp"))
    assert not list((other / STATE).glob("cluster-*"))


FAULTS = {
    "crasht": "the cluster's worker died on it",
    "stopt": "the cluster's worker died on it",
    "hangt": "it took longer than 4 seconds",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_document_that_kills_its_worker_twice_is_named_and_costs_no_other(address, inputs, output, fault):
    good = [f"goed{n}" for n in range(6)]
    items = inputs(**dict.fromkeys(good[:3], "goed"), kwaad=fault, **dict.fromkeys(good[3:], "goed"))
    outcomes = {o.id: o for o in Cluster(Shared(output), address, Limits(4, None)).run(iter(items))}
    assert sorted(outcomes) == sorted([*good, "kwaad"])
    assert [o.id for o in outcomes.values() if not o.extracted] == ["kwaad"]
    assert outcomes["kwaad"].reason.startswith(f"{FAULTS[fault]}, twice; ")
    assert outcomes["kwaad"].passing, "the next run tries again"
    assert (output / "kwaad.tries").read_text() == "xx"
    assert {(output / f"{name}.tries").read_text() for name in good} == {"x"}, "no other document was done twice"
    assert not list(output.glob(".doelenboom-*.tmp")), "what it had not finished is gone"
    wait_for(address, 2)
    after = inputs(**dict.fromkeys(("later1", "later2"), "goed"))
    assert sum(o.extracted for o in Cluster(Shared(output), address).run(iter(after))) == 2, "no worker was left at it"


def test_a_fault_that_passes_is_got_over(address, inputs, output):
    (outcome,) = Cluster(Shared(output), address).run(iter(inputs(kwaad="crasht eerst")))
    assert (outcome.extracted, outcome.words) == (True, 2)


def test_never_more_in_hand_than_there_are_workers(address, inputs, output):
    taken = []
    items = inputs(**dict.fromkeys((f"n{n:02}" for n in range(30)), "goed"))

    def counted():
        for item in items:
            taken.append(item)
            yield item

    for done, _ in enumerate(Cluster(Shared(output), address).run(counted()), 1):
        assert len(taken) - done < 3
    assert done == 30


def test_who_stops_listening_leaves_nothing_in_hand(address, inputs, output, monkeypatch):
    monkeypatch.setattr(cluster, "_GRACE", 0.5)
    run = Cluster(Shared(output), address).run(iter(inputs(a="goed", b="hangt", c="goed")))
    assert next(run).extracted
    assert next(run).extracted  # the documents are handed out in their order: b is in hand by now
    before = set(pids(address))
    run.close()
    deadline = time.monotonic() + 30
    while before <= set(pids(address)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not before <= set(pids(address)), "the one that hangs was ended"
    wait_for(address, 2)


def test_another_program_on_a_worker_is_refused(address, inputs, output):
    class Other(Shared):
        def made_with(self):
            return f"doelenboom {os.getpid()}"

        def __reduce__(self):
            return Shared, (self.output,)

    with pytest.raises(UsageError, match="another program or model"):
        list(Cluster(Other(output), address).run(iter(inputs(a="goed"))))


def test_an_output_folder_that_a_worker_does_not_see_is_refused(address, inputs, output, monkeypatch):
    monkeypatch.setattr(cluster._Shift, "begin", lambda self: None)  # as on a disk of this machine alone
    with pytest.raises(UsageError, match="does not see the output folder"):
        list(Cluster(Shared(output), address).run(iter(inputs(a="goed"))))


def test_workers_that_cannot_begin_say_why(address, inputs, output):
    with pytest.raises(UsageError, match="no spaCy pipeline 'weg'"):
        list(Cluster(Unprepared(output, "model"), address).run(iter(inputs(a="goed"))))


def test_without_workers_it_waits_and_then_says_so(inputs, output, tmp_path, monkeypatch):
    monkeypatch.setattr(cluster, "_PATIENCE", 2.0)
    with dask(tmp_path / "leeg", 0) as empty, pytest.raises(UsageError, match="has no workers; start some"):
        list(Cluster(Shared(output), empty).run(iter(inputs(a="goed"))))


def test_workers_that_come_later_are_used(inputs, output, tmp_path):
    with dask(tmp_path / "later", 0) as empty:
        found = []
        run = threading.Thread(
            target=lambda: found.extend(Cluster(Shared(output), empty).run(iter(inputs(a="goed", b="goed"))))
        )
        run.start()
        more = ("--nworkers", "1", "--nthreads", "1", "--host", "127.0.0.1", "--local-directory", ".")
        worker = _started(tmp_path, "dask_worker", empty, *more)
        try:
            run.join(60)
            assert sorted(o.id for o in found) == ["a", "b"]
        finally:
            _ended(worker)


def test_a_scheduler_that_goes_is_told(inputs, output, tmp_path, monkeypatch):
    monkeypatch.setattr(cluster, "_PATIENCE", 3.0)
    monkeypatch.setattr(cluster, "_GRACE", 1.0)
    with dask(tmp_path / "weg", 1) as soon:
        about = psutil.Process()
        scheduler = next(p for p in about.children() if "dask_scheduler" in " ".join(p.cmdline()) and "weg" in p.cwd())
        run = Cluster(Shared(output), soon).run(iter(inputs(**dict.fromkeys((f"n{n}" for n in range(50)), "goed"))))
        next(run)
        scheduler.kill()
        with pytest.raises(UsageError, match="what is done is kept"):
            list(run)


def test_where_none_answers_the_address_is_told(inputs, output, monkeypatch):
    monkeypatch.setattr(cluster, "_PATIENCE", 1.0)
    for wrong in ("tcp://127.0.0.1:9", "zomaar://x"):
        with pytest.raises(UsageError, match=f"no Dask scheduler answers at '{wrong}'"):
            list(Cluster(Shared(output), wrong).run(iter(inputs(a="goed"))))


def test_without_dask_it_says_how_to_get_it(inputs, output, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match=r"pip install 'doelenboom\[cluster\]'"):
        list(Cluster(Shared(output), "tcp://127.0.0.1:9").run(iter(inputs(a="goed"))))


def test_as_a_user_runs_it(address, tmp_path):
    (tmp_path / "plannen").mkdir()
    for n in range(4):
        (tmp_path / "plannen" / f"plan{n}.md").write_text(PLAN.format(n=n), encoding="utf-8")
    for name, how in (("een", ["--jobs", "0"]), ("ander", ["--scheduler", address])):
        command = [
            sys.executable,
            "-m",
            "pipeline",
            "extract",
            "plannen",
            "-o",
            name,
            "-q",
            "--no-cache",
            "--model",
            "blank",
            *how,
        ]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
    assert _bytes(tmp_path / "een") == _bytes(tmp_path / "ander")
    command = [sys.executable, "-m", "pipeline", "extract", "plannen", "--scheduler", address, "--jobs", "2"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "don't go together" in done.stderr
