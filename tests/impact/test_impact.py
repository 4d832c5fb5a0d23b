"""What an edit of the rules does to the records of an output folder, told before a run makes them anew."""

import os
import shutil
import subprocess
from dataclasses import replace

import pytest
import yaml
from typer.testing import CliRunner

from pipeline.batch import Work, collect, run_batch
from pipeline.batch.cache import Cache
from pipeline.cli import app
from pipeline.errors import UsageError
from pipeline.impact import compare, weigh
from pipeline.impact.revision import rules_at
from pipeline.ruleset import bundled_rules, load_rules
from pipeline.saved import read_record
from pipeline.store import records_below

PLAN = """# Plan sociaal domein 2026

## Wat gaan we doen?

- We starten in 2026 een spreekuur met Stichting Veenmos.
- We openen in mei een buurthuis.
"""
OTHER = """# Plan groen 2026

## Wat gaan we doen?

- We planten in 2026 honderd bomen met de Wilgenbond.
"""


@pytest.fixture
def run(tmp_path, rules):
    """Two plans that were extracted by the bundled rules, as the command line does it."""
    plans, output, cache = tmp_path / "plannen", tmp_path / "uit", Cache(tmp_path / "cache")
    plans.mkdir()
    cache.open()
    (plans / "plan.md").write_text(PLAN, encoding="utf-8")
    (plans / "groen.md").write_text(OTHER, encoding="utf-8")
    arguments = {"paths": [str(plans)], "output": str(output), "rules": "bundled"}
    run_batch(collect([plans], output), Work(output, rules, cache=cache.folder), arguments=arguments)
    return tmp_path


@pytest.fixture
def edited(run):
    """The rules with one row more, in a folder of their own."""
    folder = run / "regels"
    shutil.copytree(bundled_rules(), folder)
    with (folder / "partners.yaml").open("a", encoding="utf-8") as file:
        file.write("- naam: Stichting Veenmos\n  soort: organisatie\n  type: natuur\n  bron: eigen\n")
    return folder


def files(folder):
    return {p.relative_to(folder): (p.stat().st_mtime_ns, p.read_bytes()) for p in folder.rglob("*") if p.is_file()}


def test_the_same_rules_change_nothing(run, rules):
    found = weigh(run / "uit", rules, cache=run / "cache")
    assert (found.changes, found.documents, found.again, found.summary) == ((), 2, 0, "er verandert niets")


def test_a_new_row_is_seen_where_its_name_stands_and_nowhere_else(run, edited):
    before = files(run / "uit")
    found = weigh(run / "uit", load_rules(edited), cache=run / "cache")
    assert found.summary == "+0 / −0 / ~1 in 1 document"
    assert (found.documents, found.again) == (2, 1)
    (change,) = found.changes
    assert (change.document, change.line, change.page, change.kind) == ("plan.md", 5, None, "partner")
    assert {d.field: d.new for d in change.fields} == {
        "type": "natuur", "rule": "partners/Stichting Veenmos", "confidence": 0.96,
    } | ({"canonical": "Stichting Veenmos"} if any(d.field == "canonical" for d in change.fields) else {})  # fmt: skip
    assert files(run / "uit") == before, "nothing in the folder is written"


@pytest.mark.parametrize("jobs", [0, 2])
def test_two_sets_of_rules_side_by_side(run, edited, rules, jobs):
    forth = weigh(run / "uit", load_rules(edited), rules, cache=run / "cache", jobs=jobs)
    back = weigh(run / "uit", rules, load_rules(edited), cache=run / "cache", jobs=jobs)
    assert [d.new for d in forth.changes[0].fields] == [d.old for d in back.changes[0].fields]
    assert forth.again == 1


def test_it_tells_what_a_run_then_does(run, edited):
    tables = load_rules(edited)
    old = {r.document.id: r for r in records_below(run / "uit")}
    told = weigh(run / "uit", tables, cache=run / "cache")
    run_batch(collect([run / "plannen"], run / "uit"), Work(run / "uit", tables, cache=run / "cache"))
    done = [change for r in records_below(run / "uit") for change in compare(old[r.document.id], r)]
    assert [replace(c, line=None) for c in told.changes] == done
    assert weigh(run / "uit", tables, cache=run / "cache").changes == ()


def test_an_edit_of_a_record_on_the_disk_is_told(run, rules):
    path = run / "uit" / "plan.md.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("status: planned", "status: done", 1), encoding="utf-8")
    found = weigh(run / "uit", rules, cache=run / "cache")
    assert [(d.field, d.old, d.new) for c in found.changes for d in c.fields] == [("status", "done", "planned")]


def test_documents_that_changed_or_went_are_named(run, edited):
    (run / "plannen" / "plan.md").write_text(PLAN + "\nEn meer.\n", encoding="utf-8")
    (run / "plannen" / "groen.md").unlink()
    found = weigh(run / "uit", load_rules(edited), cache=run / "cache")
    assert [(one.document, one.why.split(";")[0]) for one in found.left_out] == [
        ("groen.md", "het document is niet gevonden"),
        ("plan.md", "het document is veranderd sinds de records gemaakt zijn"),
    ]
    assert (found.changes, found.documents) == ((), 0)


def test_a_document_without_its_records_is_named(run, rules):
    (run / "uit" / "groen.md.yaml").unlink()
    (one,) = weigh(run / "uit", rules, cache=run / "cache").left_out
    assert one.document == "groen.md"


def test_a_folder_without_records_is_refused(tmp_path, rules):
    with pytest.raises(UsageError, match="holds no records"):
        weigh(tmp_path, rules, cache=tmp_path / "cache")


# On the command line.


def called(*arguments):
    done = CliRunner().invoke(app, ["rules", "impact", *map(str, arguments)], catch_exceptions=False)
    return done.exit_code, done.output


def test_the_command_lists_each_change(run, edited):
    file = run / "effect.yaml"
    code, told = called(run / "uit", "--rules", edited, "--cache", run / "cache", "--to", file)
    assert code == 0
    assert "plan.md\n" in told
    assert "~ regel 5 partner: Stichting Veenmos" in told
    assert f"→partners/StichtingVeenmos({edited}/partners.yaml:" in "".join(told.split())
    assert told.splitlines()[-1] == "+0 / −0 / ~1 in 1 document (2 documenten bekeken)"
    data = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert (data["changes"], data["records"][0]["text"]) == (1, "Stichting Veenmos")
    assert data["records"][0]["id"] in {p.id for p in read_record(run / "uit" / "plan.md.yaml").partners}


def test_against_a_folder_and_a_revision(run, edited):
    def git(*arguments):
        names = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
        env = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull}
        subprocess.run(["git", "-C", edited, *names, *arguments], check=True, capture_output=True, env=env)

    code, told = called(run / "uit", "--rules", edited, "--against", bundled_rules(), "--cache", run / "cache")
    assert (code, told.splitlines()[-1]) == (0, "+0 / −0 / ~1 in 1 document (2 documenten bekeken)")
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "regels")
    text = (edited / "partners.yaml").read_text(encoding="utf-8")
    (edited / "partners.yaml").write_text(text.replace("type: natuur", "type: bos"), encoding="utf-8")
    code, told = called(run / "uit", "--rules", edited, "--against", "HEAD", "--cache", run / "cache")
    assert code == 0
    assert "type: natuur → bos" in told
    before = rules_at("HEAD", edited)
    assert before.tables["partners"][-1].type == "natuur"


@pytest.mark.parametrize("named", ["HEAD", "--upload-pack=x", "nergens"])
def test_what_is_no_folder_and_no_revision_is_refused(run, edited, named):
    code, told = called(run / "uit", "--rules", edited, f"--against={named}", "--cache", run / "cache")
    assert code == 2
    assert "geen map en geen revisie" in told
