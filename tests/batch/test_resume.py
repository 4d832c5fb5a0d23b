"""A run that is broken off goes on where it was; what has not changed is not done again."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
import yaml

from pipeline.batch import Outcome, Work, collect, run_batch
from pipeline.batch.ledger import Basis, Entry, Ledger, program_id
from pipeline.errors import OutputError
from pipeline.write import STATE

BASIS = Basis("regels", "model", "programma")
ALL = ["leeg.txt", "plan0.md", "plan1.md", "plan2.md", "plan3.md"]


@pytest.fixture
def plans(write_plans):
    return write_plans(4)


@pytest.fixture
def run(plans, rules, tmp_path):
    """Runs over the plans; gives the result and the ids that were worked on."""

    def runs(output=tmp_path / "uit", **changes):
        done = []

        class Counting(Work):
            def __call__(self, item):
                done.append(item.id)
                return super().__call__(item)

        work = replace(Counting(output, rules), **changes)
        return run_batch(collect([plans], output), work), done

    return runs


def test_a_second_run_works_on_nothing_and_gives_the_same(run, tmp_path, given):
    first, done = run()
    assert (done, first.reused) == (ALL, [])
    before = given(tmp_path / "uit")
    again, done = run()
    assert (done, again.reused) == ([], ALL)
    assert again.outcomes == first.outcomes
    assert given(tmp_path / "uit") == before
    timings = yaml.safe_load((tmp_path / "uit" / "timings.yaml").read_text(encoding="utf-8"))
    assert timings["reused"] == ALL


def _change_input(plans, _output):
    text = (plans / "plan1.md").read_text(encoding="utf-8")
    (plans / "plan1.md").write_text(text.replace("2021", "2027"), encoding="utf-8")


def _change_record(_plans, output):
    path = output / "plan1.md.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# van een ander\n", encoding="utf-8")


def _lose_record(_plans, output):
    (output / "plan1.md.yaml").unlink()


@pytest.mark.parametrize("change", [_change_input, _change_record, _lose_record])
def test_what_changed_is_done_again_and_nothing_else(plans, run, tmp_path, change, given):
    run()
    change(plans, tmp_path / "uit")
    result, done = run()
    assert (done, result.reused) == (["plan1.md"], [i for i in ALL if i != "plan1.md"])
    fresh = tmp_path / "vers"
    run(output=fresh)
    assert given(tmp_path / "uit") == given(fresh)


@pytest.mark.parametrize("field", ["rules", "model", "ocr", "program"])
def test_what_a_result_follows_from_decides(run, rules, monkeypatch, field):
    run()
    changes = {
        "rules": {"rules": replace(rules, digest="anders")},
        "model": {"model": "blank"},
        "ocr": {"ocr": True},
        "program": {},
    }[field]
    if field == "program":
        monkeypatch.setattr("pipeline.batch.runner.program_id", lambda: "0.0.0 anders")
    _, done = run(**changes)
    assert done == ALL


def test_a_cause_outside_the_document_is_tried_again(run, monkeypatch, tmp_path):
    def full(*_):
        raise OutputError("plan1.md.yaml can't be written: No space left on device; check the disk and its rights")

    with monkeypatch.context() as patch:
        # The package shows a function of the module's name.
        module = sys.modules["pipeline.batch.place"]
        write = module.write_whole
        patch.setattr(module, "write_whole", lambda p, t: full() if p.name == "plan1.md.yaml" else write(p, t))
        result, _ = run()
    assert [o.id for o in result.failed] == ["leeg.txt", "plan1.md"]
    result, done = run()
    assert (done, [o.id for o in result.failed]) == (["plan1.md"], ["leeg.txt"])


def test_an_input_that_vanishes_on_the_way_fails_alone(plans, rules, tmp_path):
    inputs = collect([plans], tmp_path / "uit")
    (plans / "plan2.md").unlink()
    result = run_batch(inputs, Work(tmp_path / "uit", rules))
    assert [o.id for o in result.failed] == ["leeg.txt", "plan2.md"]
    assert "No such file" in result.failed[1].reason


def test_rules_that_are_edited_during_a_run_wait_for_the_next(plans, tmp_path, given):
    from pipeline.check_rules import sound_rules
    from pipeline.ruleset import bundled_rules

    folder = Path(shutil.copytree(bundled_rules(), tmp_path / "regels"))
    rules = sound_rules(folder)
    table = folder / "activiteiten.yaml"

    def edit(_outcome):
        table.write_text("dit is geen tabel", encoding="utf-8")

    edited = run_batch(collect([plans], tmp_path / "a"), Work(tmp_path / "a", rules), report=edit)
    whole = run_batch(collect([plans], tmp_path / "b"), Work(tmp_path / "b", rules))
    assert table.read_text(encoding="utf-8") == "dit is geen tabel"
    assert [o.id for o in edited.failed] == [o.id for o in whole.failed] == ["leeg.txt"]
    assert given(tmp_path / "a") == given(tmp_path / "b")


# The ledger itself.


def test_a_ledger_gives_its_lines_back_and_the_last_one_counts(tmp_path):
    ledger = Ledger(tmp_path / STATE)
    ledger.add(Entry(BASIS, Outcome("é.txt", False, reason="weg")))
    ledger.add(Entry(BASIS, Outcome("b.txt", True, "f" * 64, {"goals": 2}, 1, 3, 4, ("let op",), None, 0.5, "e" * 64)))
    ledger.add(Entry(BASIS, Outcome("é.txt", True)))
    read = Ledger(tmp_path / STATE).entries
    assert read == ledger.entries
    assert read["é.txt"].outcome.extracted


@pytest.mark.parametrize(
    "junk", [b"", b'{"basis"', b"\xff\xfe\n", b"[1, 2]\n", b'{"basis": {}, "outcome": {}}\n', b"\n\n"]
)
def test_half_a_line_costs_no_other(tmp_path, junk):
    one, other = (Entry(BASIS, Outcome(name, True)) for name in ("een", "ander"))
    Ledger(tmp_path / STATE).add(one)
    path = tmp_path / STATE / "ledger.jsonl"
    path.write_bytes(path.read_bytes() + junk)
    Ledger(tmp_path / STATE).add(other)
    assert Ledger(tmp_path / STATE).entries == {"een": one, "ander": other}


def test_a_line_cut_at_any_byte_costs_that_line(tmp_path):
    one, other = (Entry(BASIS, Outcome(name, True)) for name in ("een", "ander"))
    line = msgspec.json.encode(other) + b"\n"
    path = tmp_path / STATE / "ledger.jsonl"
    path.parent.mkdir()
    for cut in range(len(line) + 1):
        path.write_bytes(msgspec.json.encode(one) + b"\n" + line[:cut])
        assert set(Ledger(tmp_path / STATE).entries) == ({"een", "ander"} if cut >= len(line) - 1 else {"een"})


def test_closing_keeps_the_documents_of_the_run_in_order(tmp_path):
    ledger = Ledger(tmp_path / STATE, "-1-of-2")
    for name in ("z", "a", "weg"):
        ledger.add(Entry(BASIS, Outcome(name, True)))
    ledger.close(["a", "z"])
    assert [p.name for p in (tmp_path / STATE).iterdir()] == ["ledger.jsonl"]
    assert list(Ledger(tmp_path / STATE).entries) == ["a", "z"]


def test_the_program_has_an_id_of_its_code():
    assert program_id() == program_id()
    assert len(program_id().split()[1]) == 16


# Killed, with the program as users run it.


def _start(plans, output):
    command = [
        sys.executable,
        "-m",
        "pipeline",
        "extract",
        str(plans),
        "-o",
        str(output),
        "-q",
        "--jobs",
        "2",
        "--no-cache",
    ]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)


@pytest.mark.slow
def test_killed_at_ten_moments_it_still_ends_like_a_run_that_was_not(tmp_path, given, plan_text):
    plans, output = tmp_path / "plannen", tmp_path / "uit"
    plans.mkdir()
    for n in range(60):
        text = plan_text(n % 10) + "\n".join(f"- Wij openen in 2025 steunpunt {n}-{m}." for m in range(30))
        (plans / f"plan{n:02}.md").write_text(text, encoding="utf-8")
    assert _start(plans, tmp_path / "heel").wait(300) == 0
    moments, kills = random.Random(4), 0
    while kills < 10:
        done = len(list(output.glob("*.yaml")))
        process = _start(plans, output)
        deadline = time.monotonic() + 60
        # Past its start, at a moment of its own: some records further on.
        further = done + moments.randrange(1, 6)
        while len(list(output.glob("*.yaml"))) < further and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(moments.random() / 20)
        assert process.poll() is None, "it had ended before it could be killed: more documents are needed"
        os.kill(process.pid, signal.SIGKILL)  # the workers find out by themselves
        process.wait()
        kills += 1
    assert _start(plans, output).wait(300) == 0
    assert given(output) == given(tmp_path / "heel")
    assert not list(output.rglob("*.tmp"))
    timings = yaml.safe_load((output / "timings.yaml").read_text(encoding="utf-8"))
    assert len(timings["reused"]) >= 10, "what was done before it was killed is kept"


@pytest.mark.slow
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_asked_to_stop_it_says_how_to_go_on(tmp_path, sign, plan_text):
    (tmp_path / "plannen").mkdir()
    for n in range(40):
        text = plan_text(n % 10) + "\n".join(f"- Wij openen in 2025 steunpunt {n}-{m}." for m in range(40))
        (tmp_path / "plannen" / f"plan{n:02}.md").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "pipeline", "extract", "plannen", "-o", "uit", "--jobs", "2", "--no-cache"]
    process = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stderr is not None
    process.stderr.readline()
    process.send_signal(sign)
    _, side = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "the same command goes on from there" in side
    assert "Traceback" not in side
    assert not list((tmp_path / "uit").rglob("*.tmp"))
    assert not (tmp_path / "uit" / "manifest.yaml").exists()
