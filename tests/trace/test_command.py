"""``doelenboom trace`` and ``doelenboom concepts`` as a user calls them."""

import shutil
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from pipeline.cli import app

TRACES = Path(__file__).resolve().parents[2] / "traces"
PLAN, REPORT = "uitvoeringsplan-wonen-en-groen-2025.txt", "jaarverslag-2025-wonen-en-groen.txt"


def run(*arguments):
    return CliRunner().invoke(app, [str(a) for a in arguments])


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("jaren")
    (path / "in").mkdir()
    for name in (PLAN, REPORT):
        shutil.copyfile(TRACES / name, path / "in" / name)
    assert run("extract", path / "in", "--output", path / "uit", "--jobs", "0", "--quiet", "--no-cache").exit_code == 0
    return path


def test_documents_and_their_records_give_the_same(folder):
    first = run("trace", folder / "in" / PLAN, folder / "in" / REPORT, "--to", folder / "een.yaml")
    plan, report = (folder / "uit" / f"{name}.yaml" for name in (PLAN, REPORT))
    second = run("trace", plan, report, "--to", folder / "twee.yaml")
    assert first.exit_code == second.exit_code == 0, first.output + second.output
    assert (folder / "een.yaml").read_bytes() == (folder / "twee.yaml").read_bytes()
    data = yaml.safe_load((folder / "een.yaml").read_text(encoding="utf-8"))
    records = yaml.safe_load((folder / "uit" / f"{PLAN}.yaml").read_text(encoding="utf-8"))
    assert {line["activity"] for line in data["lines"]} <= {a["id"] for a in records["activities"]}
    assert "activiteiten in het plan" in first.output


def test_csv_and_gold(folder):
    gold = TRACES / "uitvoeringsplan-wonen-en-groen-2025.trace.yaml"
    done = run("trace", TRACES / PLAN, TRACES / REPORT, "--to", folder / "t.csv", "--gold", gold)
    assert done.exit_code == 0, done.output
    assert (folder / "t.csv").read_text(encoding="utf-8").startswith("plan_document,activity_id,")
    assert "outcome and quote 24/24 (1.00)" in done.output


def test_what_can_not_be_done_says_the_next_step(folder, tmp_path):
    wrong = run("trace", folder / "in" / PLAN, folder / "in" / REPORT, "--to", tmp_path / "t.docx")
    assert wrong.exit_code == 2
    assert ".yaml of .csv" in wrong.output
    gone = run("trace", tmp_path / "weg.txt", folder / "in" / REPORT)
    assert gone.exit_code == 2
    assert "kan niet gelezen worden" in gone.output
    lost = tmp_path / "uit" / f"{PLAN}.yaml"
    lost.parent.mkdir()
    shutil.copyfile(folder / "uit" / f"{PLAN}.yaml", lost)
    assert "--input" in run("trace", lost, folder / "in" / REPORT).output
    found = run("trace", lost, folder / "in" / REPORT, "--input", folder / "in")
    assert found.exit_code == 2 or "activiteiten in het plan" in found.output


def test_a_changed_document_is_said(folder, tmp_path):
    shutil.copytree(folder / "in", tmp_path / "in")
    shutil.copytree(folder / "uit", tmp_path / "uit")
    with (tmp_path / "in" / PLAN).open("a", encoding="utf-8") as file:
        file.write("\nNog een regel.\n")
    done = run("trace", tmp_path / "uit" / f"{PLAN}.yaml", folder / "in" / REPORT, "--input", tmp_path / "in")
    assert "is veranderd" in done.output


def test_concepts_are_written_once(folder):
    first = run("concepts", folder / "uit")
    assert first.exit_code == 0, first.output
    text = (folder / "uit" / "concepts.yaml").read_bytes()
    again = run("concepts", folder / "uit")
    assert ", 0 nieuw," in again.output
    assert (folder / "uit" / "concepts.yaml").read_bytes() == text
    assert "in meer dan een document" in first.output
    # the ledger is no record file, and a run leaves it alone
    assert run("extract", folder / "in", "--output", folder / "uit", "--jobs", "0", "--quiet").exit_code == 0
    assert (folder / "uit" / "concepts.yaml").read_bytes() == text


def test_concepts_of_a_folder_without_records(tmp_path):
    done = run("concepts", tmp_path)
    assert done.exit_code == 2
    assert "holds no records" in done.output
