"""The command: what it prints where, and with which code it ends."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
PLAN = """# Beleidsplan Jeugd 2026

## Wat willen we bereiken?

- Jongeren groeien gezond op

## Wat gaan we daarvoor doen?

- We openen in 2026 een inlooppunt, samen met GGD Veenoord.
- Wij starten één pilot op grond van de Jeugdwet.
"""
GOLD = """document: plan.md
organisation: gemeente Rietmeer
period: {start: 2026-01-01, end: 2026-12-31}
goals:
  - {id: G1, level: core, quote: Jongeren groeien gezond op}
activities:
  - {id: A1, level: core, status: done, goals: [G1], timelines: [T1], partners: [P1],
     quote: "We openen in 2026 een inlooppunt, samen met GGD Veenoord."}
  - {id: A2, level: optional, status: planned, laws: [L1], quote: Wij starten één pilot op grond van de Jeugdwet.}
timelines:
  - {id: T1, level: core, kind: period, start: 2026-01-01, end: 2026-12-31, quote: "2026", occurrence: 2}
  - {id: T2, level: optional, kind: period, start: 2026-01-01, end: 2026-12-31, quote: "2026"}
frameworks:
  - {id: F1, level: optional, quote: Beleidsplan Jeugd 2026}
laws:
  - {id: L1, level: core, canonical: Jeugdwet, quote: Jeugdwet}
partners:
  - {id: P1, level: core, kind: named, quote: GGD Veenoord}
"""


def call(*arguments):
    result = CliRunner().invoke(app, ["evaluate", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def gold(tmp_path):
    folder = tmp_path / "goud"
    folder.mkdir()
    (tmp_path / "plan.md").write_text(PLAN, encoding="utf-8")
    (folder / "plan.gold.yaml").write_text(GOLD, encoding="utf-8")
    return folder


def row(shown, name):
    return next(line.split() for line in shown.splitlines() if line.split()[:1] == [name])


def test_figures_confusions_and_confidence_are_shown(gold):
    code, shown, side = call(gold)
    assert (code, side) == (0, "")
    assert "any overlap" in shown.splitlines()[1]
    assert row(shown, "goals") == ["goals", *["1.000"] * 3, "1", "1", *["1.000"] * 3]
    assert row(shown, "activities.status") == ["activities.status", *["0.000"] * 3, "1", "1", *["0.000"] * 3]
    assert row(shown, "frameworks") == ["frameworks", *["–"] * 3, "0", "0", *["–"] * 3]
    assert row(shown, "done") == ["done", "activity", "found", "as", "planned", "1"]
    assert "of the right records" in shown
    assert "plan.md:9:" not in shown, "misses are listed where they are asked for"
    assert call(gold)[1] == shown


def test_misses_name_file_line_quote_and_rule(gold):
    code, shown, _ = call(gold, "--misses")
    assert code == 0
    (line,) = [one for one in shown.splitlines() if one.startswith("plan.md:")]
    assert line.startswith("plan.md:9: done activity found as planned: A1 “We openen in 2026 een inlooppunt, samen met")
    assert "[activiteiten/" in line


def test_several_documents_are_shown_one_by_one_and_together(gold):
    (gold.parent / "leeg.txt").write_text("Hier staat niets van belang.\n", encoding="utf-8")
    (gold / "leeg.gold.yaml").write_text("document: leeg.txt\n", encoding="utf-8")
    _, shown, _ = call(gold)
    heads = [line.split("precision")[0].strip() for line in shown.splitlines() if line.count("precision") == 2]
    assert heads == ["2 documents", "leeg.txt", "plan.md"]


def test_json(gold, tmp_path):
    assert call(gold, "--json", tmp_path / "uit" / "cijfers.json")[0] == 0
    data = json.loads((tmp_path / "uit" / "cijfers.json").read_text(encoding="utf-8"))
    assert data["all"]["strict"]["goals"] == {"precision": 1, "recall": 1, "f1": 1, "core": 1, "found": 1}
    assert data["confusions"] == {"done activity found as planned": 1}
    (document,) = data["documents"]
    assert (document["name"], document["document"]) == ("plan", "plan.md")
    assert document["relaxed"] == data["all"]["relaxed"]
    assert document["misses"][0]["item"] == "A1"
    assert {one["kind"] for one in data["calibration"]} > {"goals", "all"}


@pytest.mark.slow
def test_leave_one_out_measures_each_document_by_weights_learned_without_it(gold):
    code, shown, _ = call(gold, "--leave-one-out", "--learn-from", str(CORPUS / "gold"))
    assert code == 0
    assert row(shown, "goals")
    assert row(shown, "timelines.value") == row(call(gold)[1], "timelines.value")


def test_leave_one_out_needs_texts_to_learn_from(gold):
    code, _, side = call(gold, "--leave-one-out")
    assert code == 2
    assert "too few texts to learn" in side


def test_another_format(gold):
    page = "".join(f"<p>{line}</p>" for line in PLAN.replace("# ", "").replace("#", "").replace("- ", "").splitlines())
    (gold.parent / "plan.html").write_text(f"<!doctype html><html><body><main>{page}</main></body></html>", "utf-8")
    code, shown, _ = call(gold, "--format", ".html")
    assert code == 0
    assert row(shown, "plan.html")[1] == "precision"
    assert row(shown, "timelines.value") == row(call(gold)[1], "timelines.value")
    assert call(gold, "--format", ".pdf")[0] == 2


def test_documents_elsewhere(gold, tmp_path):
    (tmp_path / "elders").mkdir()
    (gold.parent / "plan.md").rename(tmp_path / "elders" / "plan.md")
    code, shown, side = call(gold)
    assert (code, shown) == (2, "")
    assert "name its folder with --documents" in side
    assert call(gold, "--documents", tmp_path / "elders")[0] == 0


def test_faults_are_code_2_with_file_and_line(gold):
    text = GOLD.replace("quote: Jeugdwet}", "quote: Jeugdwtt}").replace("partners: [P1]", "partners: [P7]")
    (gold / "plan.gold.yaml").write_text(text, encoding="utf-8")
    code, shown, side = call(gold)
    assert (code, shown) == (2, "")
    assert side.splitlines() == [
        "doelenboom: 2 faults in the gold:",
        f"{gold / 'plan.gold.yaml'}:7: A1: 'partners' points to 'P7', which is none of the partners in this file",
        f"{gold / 'plan.gold.yaml'}:16: L1: the quote 'Jeugdwtt' does not stand in the document",
    ]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--rules", "weg"], "rules copy"),
        (["--model", "bestaat-niet"], "no spaCy pipeline"),
        (["--documents", "weg"], "'weg' is no folder"),
        (["--format", "odt"], "no format that is read"),
    ],
)
def test_wrong_use(gold, arguments, says):
    code, shown, side = call(gold, *arguments)
    assert (code, shown) == (2, "")
    assert says in side


def test_a_folder_without_gold(tmp_path):
    code, _, side = call(tmp_path)
    assert code == 2
    assert "holds no gold files" in side


def test_json_that_cannot_be_written(gold):
    code, _, side = call(gold, "--json", gold)
    assert code == 2
    assert "can't be written" in side
