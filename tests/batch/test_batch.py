"""One run over many documents: no document's trouble touches another's record."""

import errno
import os
import re
import time
from pathlib import Path

import jsonschema
import pytest
import yaml

import pipeline.batch.work
from pipeline.batch import Work, collect, run_batch
from pipeline.batch.manifest import extracted_before
from pipeline.batch.place import Local
from pipeline.errors import OutputError
from pipeline.record import json_schema

PLAN = """# Beleidsplan Jeugd 2025

## Wat willen we bereiken?

- Jongeren groeien gezond op

## Wat gaan we daarvoor doen?

- We openen in 2025 een inlooppunt, samen met GGD Veenoord.
- Wij starten één pilot op grond van de Jeugdwet.
"""


@pytest.fixture
def plans(tmp_path):
    folder = tmp_path / "plannen"
    folder.mkdir()
    (folder / "goed.md").write_text(PLAN, encoding="utf-8")
    return folder


@pytest.fixture
def run(rules, nlp, tmp_path):
    def runs(*paths, output=None):
        output = output or tmp_path / "uit"
        return run_batch(collect(paths, output), Work(output, rules), arguments={"paths": [p.name for p in paths]})

    return runs


def _load(path):
    return yaml.load(Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader), stream=path.read_text(encoding="utf-8"))


def _names(folder):
    """The files in an output folder, less what the program keeps for itself."""
    files = (p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
    return sorted(name for name in files if not name.startswith(".doelenboom/"))


BAD = {
    "leeg.txt": (b"", "empty"),
    "wit.txt": ("\xa0\n".encode(), "white space"),
    "ruis.txt": (bytes(range(256)) * 20, "no text"),
    "beeld.txt": (b"\x89PNG\r\n\x1a\n" + bytes(200), "picture"),
    "zip.md": (b"PK\x03\x04" + bytes(200), "zip"),
}


def test_what_is_bad_fails_and_what_is_good_does_not_notice(plans, run, tmp_path):
    alone = run(plans, output=tmp_path / "alleen")
    assert alone.failed == []
    for name, (data, _) in BAD.items():
        (plans / name).write_bytes(data)
    result = run(plans, tmp_path / "weg.txt", tmp_path / "plannen" / "goed.md")
    assert {o.id: o.extracted for o in result.outcomes} == {
        "goed.md": True,
        "weg.txt": False,
        **dict.fromkeys(BAD, False),
    }
    for outcome in result.failed:
        assert BAD.get(outcome.id, (b"", "no file or folder"))[1] in outcome.reason
    assert _names(tmp_path / "uit") == ["goed.md.yaml", "manifest.yaml", "timings.yaml"]
    same = [(tmp_path / folder / "goed.md.yaml").read_bytes() for folder in ("alleen", "uit")]
    assert same[0] == same[1]


def test_the_manifest_has_a_row_for_each_input(plans, run, tmp_path, rules):
    for name, (data, _) in BAD.items():
        (plans / name).write_bytes(data)
    run(plans, tmp_path / "weg.txt")
    manifest = _load(tmp_path / "uit" / "manifest.yaml")
    rows = {row["id"]: row for row in manifest["documents"]}
    assert list(rows) == sorted([*BAD, "goed.md", "weg.txt"])
    assert manifest["rules"] == rules.digest
    assert re.fullmatch(r"nl_beleid_sm-\d+\.\d+\.\d+ [0-9a-f]{16}", manifest["model"])
    good = rows["goed.md"]
    assert good["outcome"] == "extracted"
    assert good["counts"]["activities"] == 2
    assert good["words"] == len(PLAN.split())
    assert {row["outcome"] for name, row in rows.items() if name != "goed.md"} == {"failed"}
    assert all(row["reason"] for name, row in rows.items() if name != "goed.md")
    assert str(tmp_path) not in (tmp_path / "uit" / "manifest.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("encoding", "told"),
    [("utf-16", "UTF-16"), ("cp1252", "Windows-1252"), ("utf-16-le", "UTF-16"), ("utf-8-sig", None)],
)
def test_other_encodings_are_read_right_and_said(plans, run, tmp_path, encoding, told):
    (plans / "anders.md").write_bytes(PLAN.encode(encoding))
    result = run(plans)
    assert result.failed == []
    one, other = (_load(tmp_path / "uit" / f"{name}.md.yaml") for name in ("goed", "anders"))
    for field in ("goals", "activities", "partners", "timelines", "legal_references"):
        assert [r["text"] for r in one[field]] == [r["text"] for r in other[field]]
    warnings = next(o.warnings for o in result.outcomes if o.id == "anders.md")
    assert [told in w for w in warnings] == [True] * len(warnings) if told else warnings == ()
    assert bool(warnings) is bool(told)


@pytest.mark.slow
def test_a_line_of_a_hundred_thousand_signs(plans, run, tmp_path):
    (plans / "lang.txt").write_text("Wij starten in 2025 een pilot met GGD Veenoord. " * 2_100, encoding="utf-8")
    begin = time.perf_counter()
    result = run(plans / "lang.txt")
    assert result.failed == []
    assert time.perf_counter() - begin < 60, "a megabyte is among the slow tests"
    record = _load(tmp_path / "uit" / "lang.txt.yaml")
    assert len(record["activities"]) == 1
    assert len(record["activities"][0]["also_at"]) == 2_099


def test_a_subfolder_is_part_of_the_id_and_of_the_place(plans, run, tmp_path):
    (plans / "2024").mkdir()
    (plans / "2024" / "goed.md").write_text(PLAN, encoding="utf-8")
    run(plans)
    record = _load(tmp_path / "uit" / "2024" / "goed.md.yaml")
    assert record["document"]["id"] == record["document"]["source"] == "2024/goed.md"
    other = _load(tmp_path / "uit" / "goed.md.yaml")
    assert {r["id"] for r in record["goals"]}.isdisjoint(r["id"] for r in other["goals"])


def test_records_validate_and_a_second_run_gives_the_same_bytes(plans, run, tmp_path):
    for name, (data, _) in BAD.items():
        (plans / name).write_bytes(data)
    run(plans)
    files = ["goed.md.yaml", "manifest.yaml"]
    first = [(tmp_path / "uit" / name).read_bytes() for name in files]
    jsonschema.validate(yaml.load(first[0], Loader=yaml.BaseLoader) and _jsonlike(first[0]), json_schema())
    run(plans)
    assert [(tmp_path / "uit" / name).read_bytes() for name in files] == first
    run(plans, output=tmp_path / "elders")
    assert [(tmp_path / "elders" / name).read_bytes() for name in files] == first


def _jsonlike(raw):
    """Return YAML as JSON has it: dates are text."""

    class Loader(yaml.SafeLoader):
        pass

    Loader.yaml_implicit_resolvers = {
        key: [(tag, regex) for tag, regex in values if tag != "tag:yaml.org,2002:timestamp"]
        for key, values in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    return yaml.load(raw, Loader=Loader)


# Faults of the disk, injected: as root nothing else fails.


def test_an_unreadable_file_fails_alone(plans, run, tmp_path, monkeypatch):
    (plans / "dicht.txt").write_text(PLAN, encoding="utf-8")
    reads = Path.read_bytes

    def fails(self):
        if self.name == "dicht.txt":
            raise PermissionError(errno.EACCES, "Permission denied", str(self))
        return reads(self)

    monkeypatch.setattr(Path, "read_bytes", fails)
    result = run(plans)
    assert [(o.id, "Permission denied" in o.reason) for o in result.failed] == [("dicht.txt", True)]
    assert _names(tmp_path / "uit") == ["goed.md.yaml", "manifest.yaml", "timings.yaml"]


def test_a_full_disk_leaves_no_half_record_and_the_others_are_written(plans, run, tmp_path, monkeypatch):
    (plans / "a.md").write_text(PLAN, encoding="utf-8")
    (plans / "z.md").write_text(PLAN, encoding="utf-8")
    calls = []
    sync = os.fsync

    def fails(handle):
        calls.append(handle)
        if len(calls) == 3:  # a.md and its line in the ledger come before
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return sync(handle)

    monkeypatch.setattr(os, "fsync", fails)
    result = run(plans)
    assert [o.id for o in result.failed] == ["goed.md"]
    assert "No space left" in result.failed[0].reason
    assert _names(tmp_path / "uit") == ["a.md.yaml", "manifest.yaml", "timings.yaml", "z.md.yaml"]
    assert [d["outcome"] for d in _load(tmp_path / "uit" / "manifest.yaml")["documents"]] == [
        "extracted",
        "failed",
        "extracted",
    ]


def test_a_disk_too_full_for_the_manifest_says_so_and_keeps_the_old_one(plans, run, tmp_path, monkeypatch):
    run(plans)
    before = (tmp_path / "uit" / "manifest.yaml").read_bytes()

    def fails(handle):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(OutputError, match=r"manifest\.yaml can't be written: No space left"):
        run(plans)
    assert (tmp_path / "uit" / "manifest.yaml").read_bytes() == before
    assert not list((tmp_path / "uit").glob(".doelenboom-*"))


def test_an_output_that_is_a_file_is_refused_before_any_work(plans, run, tmp_path, monkeypatch):
    (tmp_path / "uit").write_text("bezet", encoding="utf-8")
    monkeypatch.setattr(pipeline.batch.kept, "read_document", lambda *_: pytest.fail("it worked in vain"))
    with pytest.raises(OutputError, match="--output"):
        run(plans)
    assert (tmp_path / "uit").read_text(encoding="utf-8") == "bezet"


@pytest.mark.parametrize(
    "error", [ZeroDivisionError("oei"), RecursionError(), MemoryError(), AssertionError("zo niet")]
)
def test_a_fault_of_ours_costs_one_document(plans, run, tmp_path, monkeypatch, error):
    (plans / "raar.md").write_text(PLAN, encoding="utf-8")
    works = pipeline.batch.work.record_pieces

    def fails(record):
        if record.document.id == "raar.md":
            raise error
        return works(record)

    monkeypatch.setattr(pipeline.batch.work, "record_pieces", fails)
    result = run(plans)
    assert [o.id for o in result.failed] == ["raar.md"]
    assert result.failed[0].sha256 is not None
    assert type(error).__name__ in result.failed[0].reason or "memory" in result.failed[0].reason


# What is out of date goes, and is named.


def test_the_record_of_an_input_that_is_gone_goes(plans, run, tmp_path):
    (plans / "oud.md").write_text(PLAN, encoding="utf-8")
    run(plans)
    (tmp_path / "uit" / "eigen.md.yaml").write_text("van een ander", encoding="utf-8")
    (plans / "oud.md").unlink()
    result = run(plans)
    assert result.removed == ["oud.md.yaml"]
    assert _names(tmp_path / "uit") == ["eigen.md.yaml", "goed.md.yaml", "manifest.yaml", "timings.yaml"]
    assert _load(tmp_path / "uit" / "timings.yaml")["removed"] == ["oud.md.yaml"]
    assert run(plans).removed == []


def test_the_record_of_an_input_that_newly_fails_goes(plans, run, tmp_path):
    run(plans)
    (plans / "goed.md").write_bytes(b"")
    result = run(plans)
    assert result.removed == ["goed.md.yaml"]
    assert _names(tmp_path / "uit") == ["manifest.yaml", "timings.yaml"]


def test_a_broken_off_run_leaves_nothing_that_outlives_its_input(plans, run, tmp_path):
    run(plans)
    (tmp_path / "uit" / "manifest.yaml").unlink()
    (plans / "goed.md").write_bytes(b"")
    assert run(plans).removed == ["goed.md.yaml"]


def test_a_manifest_cannot_name_files_outside_the_output(plans, run, tmp_path):
    run(plans)
    victim = tmp_path / "schat.yaml"
    victim.write_text("van een ander", encoding="utf-8")
    manifest = tmp_path / "uit" / "manifest.yaml"
    manifest.write_text("documents:\n- {id: ../schat, outcome: extracted}\n", encoding="utf-8")
    assert run(plans).removed == []
    assert victim.exists()


@pytest.mark.parametrize(
    "junk",
    [
        b"",
        b"\xff\xfe\x00",
        b"a: [",
        b"- 1\n- 2",
        b"documents: 3",
        b"documents:\n- los",
        b"documents:\n- {id: 3, outcome: extracted}",
        b"documents:\n- {id: [a], outcome: extracted}",
        b"a: 2024-13-40",
        b"[" * 5000,
    ],
)
def test_a_manifest_that_is_none_lists_nothing(tmp_path, junk):
    (tmp_path / "manifest.yaml").write_bytes(junk)
    assert extracted_before(Local(tmp_path)) == []


def test_each_outcome_is_reported_as_it_comes(plans, rules, nlp, tmp_path):
    (plans / "leeg.txt").write_bytes(b"")
    seen = []
    run_batch(
        collect([plans], tmp_path / "uit"),
        Work(tmp_path / "uit", rules),
        report=lambda o: seen.append((o.id, o.extracted)),
    )
    assert seen == [("goed.md", True), ("leeg.txt", False)]


def test_a_document_without_records_says_so(plans, run):
    (plans / "stil.txt").write_text("Het regent in het dorp.", encoding="utf-8")
    result = run(plans)
    warnings = {o.id: o.warnings for o in result.outcomes}
    assert warnings["goed.md"] == ()
    assert any("no records" in warning for warning in warnings["stil.txt"])
