"""The command line: what it prints where, and with which code it ends."""

import errno
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml
from typer.testing import CliRunner

from pipeline import __version__
from pipeline.check_rules import check_rules
from pipeline.cli import app
from pipeline.ruleset import bundled_rules
from pipeline.saved import read_record

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
PLAN = """# Beleidsplan Jeugd 2025

## Wat willen we bereiken?

- Jongeren groeien gezond op

## Wat gaan we daarvoor doen?

- We openen in 2025 een inlooppunt, samen met GGD Veenoord.
- Wij starten één pilot op grond van de Jeugdwet.
"""


def call(*arguments):
    """Run a command; return its exit code, what it prints, and what it says on the side."""
    result = CliRunner().invoke(app, [str(a) for a in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def plans(tmp_path):
    folder = tmp_path / "plannen"
    folder.mkdir()
    (folder / "goed.md").write_text(PLAN, encoding="utf-8")
    return folder


@pytest.fixture
def out(tmp_path):
    return tmp_path / "uit"


@pytest.fixture
def rules_folder(tmp_path):
    return Path(shutil.copytree(bundled_rules(), tmp_path / "regels"))


def _append(path, text):
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
    return len(path.read_text(encoding="utf-8").splitlines())


# extract


def test_all_extracted_is_code_0(plans, out):
    code, shown, side = call("extract", plans, "--output", out)
    assert code == 0
    assert "goed.md" in shown
    assert "doelenboom tree" in shown
    assert side == "[1/1] extracted goed.md\n", "plain lines where there is no terminal"
    assert sorted(p.name for p in out.iterdir() if p.name != ".doelenboom") == [
        "goed.md.yaml",
        "manifest.yaml",
        "timings.yaml",
    ]


def test_some_failed_is_code_1_and_each_failure_is_told(plans, out):
    (plans / "leeg.txt").write_bytes(b"")
    (plans / "ruis.txt").write_bytes(bytes(range(256)) * 20)
    code, shown, side = call("extract", plans, plans.parent / "weg.txt", "--output", out)
    assert code == 1
    for name, says in (("leeg.txt", "empty"), ("ruis.txt", "no text"), ("weg.txt", "no file or folder")):
        assert re.search(rf"^failed: {name}: .*{says}", side, re.MULTILINE)
        assert name in shown
    assert "1 extracted, 3 failed" in shown
    assert (out / "goed.md.yaml").is_file()


def test_a_folder_without_documents_is_told(tmp_path, out):
    (tmp_path / "leeg").mkdir()
    code, _, side = call("extract", tmp_path / "leeg", "-o", out)
    assert code == 1
    assert "holds no documents" in side


def test_quiet_says_only_what_went_wrong(plans, out):
    assert call("extract", plans, "--output", out, "--quiet") == (0, "", "")
    (plans / "leeg.txt").write_bytes(b"")
    code, shown, side = call("extract", plans, "--output", out, "-q")
    assert (code, shown) == (1, "")
    assert re.fullmatch(r"failed: leeg\.txt: .*\n", side)


def test_what_is_removed_is_named(plans, out):
    (plans / "oud.md").write_text(PLAN, encoding="utf-8")
    call("extract", plans, "--output", out)
    (plans / "oud.md").unlink()
    _, shown, _ = call("extract", plans, "--output", out)
    assert "oud.md.yaml" in shown
    assert "removed" in shown


def test_warnings_stand_in_the_summary(plans, out):
    (plans / "goed.md").write_bytes(PLAN.encode("cp1252"))
    code, shown, _ = call("extract", plans, "--output", out)
    assert code == 0
    assert "Windows-1252" in " ".join(shown.split())


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--model", "bestaat-niet"], "no spaCy pipeline 'bestaat-niet'"),
        (["--rules", "weg"], "rules copy"),
        (["--output", "goed.md"], "--output"),
    ],
)
def test_wrong_use_is_code_2(plans, monkeypatch, arguments, says):
    monkeypatch.chdir(plans)
    code, shown, side = call("extract", "goed.md", *arguments)
    assert (code, shown) == (2, "")
    assert says in side
    assert sorted(p.name for p in plans.iterdir() if p.name != "output") == ["goed.md"]


@pytest.mark.parametrize("arguments", [[], ["extract"], ["onbekend"], ["extract", "x", "--vreemd"], ["tree"]])
def test_what_no_command_knows_is_code_2(arguments):
    assert call(*arguments)[0] == 2


def test_two_inputs_with_one_id_are_code_2(plans, tmp_path, out):
    (tmp_path / "goed.md").write_text(PLAN, encoding="utf-8")
    code, _, side = call("extract", plans, tmp_path / "goed.md", "-o", out)
    assert code == 2
    assert "would both be 'goed.md'" in side
    assert not out.exists()


def test_broken_rules_are_code_2_with_every_fault_in_dutch(plans, out, rules_folder):
    (rules_folder / "status.yaml").unlink()
    line = _append(rules_folder / "koppen.yaml", "\n- naam: nieuw\n  rol: onzin\n  aliassen: [x]\n")
    code, _, side = call("extract", plans, "-o", out, "--rules", rules_folder)
    assert code == 2
    assert side.startswith("2 fouten in de regels:\n")
    assert f"koppen.yaml:{line - 1}: regel 'nieuw': 'rol' is 'onzin'" in side
    assert "status.yaml:1: dit bestand ontbreekt" in side
    assert not out.exists()


def test_a_pattern_that_cannot_be_read_is_code_2_too(plans, out, rules_folder):
    line = _append(
        rules_folder / "doelen.yaml", '\n- naam: nieuw\n  patronen: ["{onbekend} [lopen]"]\n  zekerheid: 0.5\n'
    )
    code, _, side = call("extract", plans, "-o", out, "--rules", rules_folder)
    assert code == 2
    assert f"doelen.yaml:{line - 2}: " in side
    assert "{onbekend}" in side


def test_rules_of_ones_own_decide(plans, out, rules_folder):
    (plans / "goed.md").write_text("# Plan\n\n## Waar dromen we van?\n\n- Een dorp vol muziek\n", encoding="utf-8")
    call("extract", plans, "-o", out)
    before = read_record(out / "goed.md.yaml")
    _append(rules_folder / "koppen.yaml", "\n- naam: droom\n  rol: doelen\n  aliassen: [Waar dromen we van?]\n")
    assert call("extract", plans, "-o", out, "--rules", rules_folder)[0] == 0
    after = read_record(out / "goed.md.yaml")
    assert [g.text for g in before.goals] == []
    assert [g.text for g in after.goals] == ["Een dorp vol muziek"]


def test_a_full_disk_is_told(plans, out, monkeypatch):
    def fails(handle):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", fails)
    code, _, side = call("extract", plans, "-o", out, "--jobs", 0)
    assert code == 2
    assert "can't be written: No space left" in side
    assert [p.name for p in out.iterdir()] == [".doelenboom"]


# batch


def test_a_second_run_says_what_it_left_alone(plans, out):
    call("extract", plans, "-o", out)
    code, shown, _ = call("extract", plans, "-o", out)
    assert code == 0
    assert "1 of 1 were done before and have not changed" in shown


def test_shards_are_run_and_joined(plans, out):
    for n in (1, 2):
        code, shown, _ = call("extract", plans, "-o", out, "--shard", f"{n}/2", "--jobs", 0)
        assert code == 0
        assert f"manifest-{n}-of-2.yaml" in shown
    assert call("merge", out) == (0, f"1 documents in {out}/manifest.yaml\n", "")
    assert call("merge", out)[0] == 2


@pytest.mark.parametrize("wrong", [["--shard", "3/2"], ["--jobs", "-1"], ["--timeout", "0"], ["--memory", "1"]])
def test_wrong_numbers_are_wrong_use(plans, out, wrong):
    code, _, side = call("extract", plans, "-o", out, *wrong)
    assert code == 2
    assert side
    assert not out.exists()


def test_the_cache_is_counted_and_cleared(plans, out, tmp_path):
    mine = tmp_path / "bewaard"
    assert " 0 entries, 0.0 of at most" in call("cache", "info", "--cache", mine)[1]
    call("extract", plans, "-o", out, "--cache", mine, "--jobs", 0)
    assert " 13 entries" in call("cache", "info", "--cache", mine)[1]
    assert "13 entries removed" in call("cache", "clear", "--cache", mine)[1]
    assert " 0 entries" in call("cache", "info", "--cache", mine)[1]
    call("extract", plans, "-o", tmp_path / "ander", "--cache", mine, "--no-cache", "--jobs", 0)
    assert " 0 entries" in call("cache", "info", "--cache", mine)[1]


def test_a_cache_among_other_things_is_refused(plans, out):
    code, _, side = call("extract", plans, "-o", out, "--cache", plans)
    assert code == 2
    assert "holds other things" in side


# text, schema, tree


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_prints_the_bytes_in_which_places_count(tmp_path, out, encoding):
    path = tmp_path / "plan.md"
    path.write_bytes(PLAN.replace("\n", "\r\n").encode(encoding))
    result = CliRunner().invoke(app, ["text", str(path)])
    mark = "\ufeff" if encoding == "utf-8-sig" else ""
    assert result.stdout_bytes == (mark + PLAN.replace("\n", "\r\n")).encode()
    call("extract", path, "-o", out, "-q")
    text = result.stdout_bytes.decode()
    for record in read_record(out / "plan.md.yaml").records():
        assert text[record.source.start : record.source.end] == record.text


def test_text_of_what_cannot_be_read_is_code_1(tmp_path):
    (tmp_path / "leeg.txt").write_bytes(b"")
    for name, says in (("leeg.txt", "empty"), ("weg.txt", "No such file"), ("plan.xyz", "no reader")):
        code, shown, side = call("text", tmp_path / name)
        assert (code, shown) == (1, "")
        assert name in side
        assert says in side


def test_the_schema_that_is_printed_validates_what_is_written(plans, out):
    code, shown, _ = call("schema")
    assert code == 0
    schema = json.loads(shown)
    call("extract", plans, CORPUS, "-o", out, "-q")
    files = [p for p in out.rglob("*.yaml") if p.name not in {"manifest.yaml", "timings.yaml"}]
    assert len(files) > 5
    for path in files:
        data = json.loads(json.dumps(yaml.safe_load(path.read_bytes()), default=str))
        jsonschema.validate(data, schema, jsonschema.Draft202012Validator)
        data["goals"].append({"id": "doel-1"})
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(data, schema, jsonschema.Draft202012Validator)


def test_the_tree_shows_goals_activities_and_details(plans, out):
    call("extract", plans, "-o", out, "-q")
    code, shown, _ = call("tree", out / "goed.md.yaml")
    assert code == 0
    for words in (
        "Jongeren groeien gezond op",
        "We openen in 2025",
        "GGD Veenoord",
        "Jeugdwet",
        "wanneer",
        "wie",
        "wet",
    ):
        assert words in shown
    assert shown.index("Jongeren groeien") < shown.index("We openen"), "activities stand under their goal"


@pytest.mark.parametrize(
    "junk",
    [
        b"",
        b"a: b",
        b"- 1",
        b"\xff\xfe",
        b"\x89PNG\r\n\x1a\n",
        b"a: [",
        b"x: 2024-13-40",
        b"schema_version: 1",
        b"[" * 5000,
        None,
    ],
)
def test_a_tree_of_what_is_no_record_is_code_2(tmp_path, junk):
    path = tmp_path / "x.yaml"
    if junk is not None:
        path.write_bytes(junk)
    code, shown, side = call("tree", path)
    assert (code, shown) == (2, "")
    assert side.startswith(f"doelenboom: '{path}' ")
    assert "name a" in side


def test_a_tree_of_the_manifest_or_of_a_folder_is_code_2(plans, out):
    call("extract", plans, "-o", out, "-q")
    assert call("tree", out / "manifest.yaml")[0] == 2
    assert call("tree", out)[0] == 2


# rules


def test_the_bundled_rules_are_sound():
    code, shown, _ = call("rules", "check")
    assert code == 0, shown
    assert shown.startswith("De regels zijn in orde")


def test_rules_are_copied_into_an_empty_folder_only(tmp_path):
    code, shown, _ = call("rules", "copy", tmp_path / "nieuw")
    assert code == 0
    files = sorted(p.name for p in (tmp_path / "nieuw").iterdir())
    assert str(len(files)) in shown
    assert {"koppen.yaml", "doelen.yaml"} <= set(files)
    said = call("rules", "check", tmp_path / "nieuw")
    assert said[0] == 0, said
    (tmp_path / "nieuw" / "koppen.yaml").write_text("van mij", encoding="utf-8")
    code, _, side = call("rules", "copy", tmp_path / "nieuw")
    assert code == 2
    assert "niet leeg" in side
    assert (tmp_path / "nieuw" / "koppen.yaml").read_text(encoding="utf-8") == "van mij"
    assert call("rules", "copy", tmp_path / "nieuw" / "koppen.yaml")[0] == 2


def test_rules_that_cannot_be_copied_are_told(tmp_path, monkeypatch):
    def fails(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(shutil, "copyfile", fails)
    code, _, side = call("rules", "copy", tmp_path / "nieuw")
    assert code == 2
    assert "No space left" in side


def test_the_check_tells_every_fault_at_once_and_is_code_1(rules_folder):
    (rules_folder / "status.yaml").unlink()
    _append(rules_folder / "doelen.yaml", "\n- naam: nieuw\n  kleur: rood\n")
    code, shown, _ = call("rules", "check", rules_folder)
    assert code == 1
    assert "doelen.yaml" in shown
    assert "'kleur' bestaat niet" in shown
    assert "'zekerheid' ontbreekt" in shown
    assert "status.yaml:1: " in shown
    assert "3 fouten gevonden" in shown


def test_the_check_of_a_folder_that_is_none(tmp_path):
    code, shown, _ = call("rules", "check", tmp_path / "weg")
    assert code == 1
    assert "rules copy" in shown


# Rows, and what the check says of each; None where it is sound.
CUE = "\n- naam: proef-{}\n  zekerheid: 0.5\n"
ROWS = [
    ("doelen", CUE + "  patronen: [wij dansen]\n  voorbeelden: [Wij dansen]\n", None),
    ("doelen", CUE + "  patronen: [wij dansen]\n  voorbeelden: [Wij zingen]\n", "'Wij zingen' wordt door geen patroon"),
    (
        "doelen",
        CUE + "  patronen: [wij dansen, zij zingen]\n  voorbeelden: [Wij dansen]\n",
        "'zij zingen' herkent geen",
    ),
    (
        "doelen",
        CUE + "  patronen: [wij dansen]\n  voorbeelden: [Wij dansen]\n  niet: [wij dansen nu]\n",
        "onder 'niet'",
    ),
    ("koppen", "\n- naam: proef-{}\n  rol: doelen\n  aliassen: [Dromen]\n  voorbeelden: [Dromen 2025]\n", None),
    ("koppen", "\n- naam: proef-{}\n  rol: doelen\n  aliassen: [Visioen]\n  voorbeelden: [Nachten]\n", "'Nachten'"),
    ("koppen", "\n- naam: proef-{}\n  rol: tijd\n  aliassen: [Doelen]\n", "staat ook bij 'doelen'"),
    ("koppen", "\n- naam: proef-{}\n  rol: doelen\n  aliassen: [Hersenschim]\n  niet: [Hersenschim]\n", "onder 'niet'"),
    ("woordenlijsten", "\n- naam: proef-{}\n  woorden: [een, twee]\n  voorbeelden: [een]\n", None),
    ("woordenlijsten", "\n- naam: proef-{}\n  woorden: [een, twee, Een]\n", "twee keer in: Een"),
    (
        "woordenlijsten",
        "\n- naam: proef-{}\n  woorden: [een]\n  voorbeelden: [drie]\n",
        "'drie' staat niet in de lijst",
    ),
]


def test_examples_are_run_both_ways_and_every_fault_is_told_at_once(rules_folder):
    wanted = {}
    for number, (table, row, says) in enumerate(ROWS):
        path = rules_folder / f"{table}.yaml"
        line = len(path.read_text(encoding="utf-8").splitlines()) + 2
        _append(path, row.format(number))
        if says:
            wanted[f"{table}.yaml", line] = says
    found = {}
    for fault in check_rules(rules_folder).faults:
        found.setdefault((fault.file, fault.line), []).append(fault.message)
    found = {place: messages for place, messages in found.items() if any("proef-" in m for m in messages)}
    assert set(found) == set(wanted)
    for place, says in wanted.items():
        assert any(says in message for message in found[place]), found[place]


def test_a_pattern_that_cannot_be_read_and_a_name_given_twice_are_faults(rules_folder):
    _append(rules_folder / "doelen.yaml", CUE.format(1) + '  patronen: ["… dansen"]\n')
    (fault,) = check_rules(rules_folder).faults
    assert "laat dat weg" in fault.message
    _append(rules_folder / "koppen.yaml", "\n- naam: doelen\n  rol: doelen\n  aliassen: [Dromen]\n")
    (fault,) = check_rules(rules_folder).faults
    assert "staat al op regel" in fault.message


# The program itself.


def test_the_version():
    assert call("--version") == (0, f"doelenboom {__version__}\n", "")


def test_the_program_runs_from_any_folder(plans, tmp_path):
    program = Path(sys.executable).parent / "doelenboom"
    done = subprocess.run(
        [program, "extract", "plannen", "plannen/weg.txt"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1, done.stderr
    assert "failed: weg.txt" in done.stderr
    assert "1 extracted, 1 failed" in done.stdout
    assert (tmp_path / "output" / "goed.md.yaml").is_file()
    done = subprocess.run([program, "text", "plannen/goed.md"], cwd=tmp_path, capture_output=True, check=True)
    assert done.stdout == PLAN.encode()


@pytest.mark.parametrize(
    "code",
    [
        "from pipeline import extract",
        "import pipeline.extract.goals\nfrom pipeline.extract import laws\nfrom pipeline import extract",
    ],
)
def test_as_a_library_it_gives_the_same_record(plans, out, code):
    call("extract", plans, "-o", out, "-q")
    check = f"{code}\nfrom pipeline.write import record_yaml\nimport sys\n"
    check += "from pipeline import PolicyRecord\nrecord = extract(sys.argv[1])\nassert type(record) is PolicyRecord\n"
    check += "sys.stdout.buffer.write(record_yaml(record).encode())"
    done = subprocess.run([sys.executable, "-c", check, plans / "goed.md"], capture_output=True, check=True)
    assert done.stdout == (out / "goed.md.yaml").read_bytes()
