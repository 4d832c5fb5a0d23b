"""A record of a folder, or a line of a document, told from the document as it is now."""

import doctest
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline import dutch
from pipeline.batch import collect, run_batch
from pipeline.batch.work import Work
from pipeline.cli import app
from pipeline.document import BlockKind
from pipeline.dutch import STATUS
from pipeline.explain import explain_mention, lookup, statements, told, trace_document
from pipeline.read import read_document
from pipeline.record import Activity
from pipeline.ruleset import bundled_rules, load_rules
from pipeline.run import process
from pipeline.saved import read_record

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
PLAN = """# Beleidsplan Jeugd 2025

## Wat willen we bereiken?

- Jongeren groeien gezond op

## Wat gaan we daarvoor doen?

- We openen in 2025 een inlooppunt, samen met GGD Veenoord.
- Jongeren groeien gezond op

Het aantal jongeren stijgt.
"""


def extract(plans, output, rules):
    named = "bundled" if rules.folder == bundled_rules() else str(rules.folder)
    asked = {"paths": [str(plans)], "output": str(output), "rules": named}
    run_batch(collect([plans], output), Work(output, rules), arguments=asked)


@pytest.fixture
def run(tmp_path, rules):
    """A folder with a plan, and the folder of its records."""
    plans, output = tmp_path / "plannen", tmp_path / "uit"
    plans.mkdir()
    (plans / "plan.md").write_text(PLAN, encoding="utf-8")
    extract(plans, output, rules)
    return plans, output


def call(*arguments):
    result = CliRunner().invoke(app, ["rules", *(str(a) for a in arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def record(output, field="activities", at=0):
    return getattr(read_record(output / "plan.md.yaml"), field)[at]


def test_a_record_with_its_rule_and_place(run):
    _, output = run
    activity = record(output)
    code, said, side = call("explain", activity.id, "--output", output)
    assert (code, side) == (0, "")
    assert said.startswith("ACTIVITEIT: We openen in 2025 een inlooppunt")
    for line in (
        f"  record:    {activity.id}",
        "  plaats:    plan.md, regel 9 van de tekst",
        "  onder:     Beleidsplan Jeugd 2025 › Wat gaan we daarvoor doen?",
        "  rol:       activiteiten",
    ):
        assert line in said.splitlines(), line
    assert f"  regel:     {activity.rule} (rules/activiteiten.yaml:" in said


@pytest.mark.parametrize("field", ["goals", "activities", "timelines", "partners"])
def test_what_is_told_is_what_the_record_says(run, field):
    _, output = run
    wanted = record(output, field)
    code, said, _ = call("explain", wanted.id, "--output", output)
    assert code == 0
    assert wanted.text in said.splitlines()[0]
    assert wanted.rule in said
    assert f"  zekerheid: {wanted.confidence:.2f}".replace(".", ",") in said


def test_a_name_is_told_with_the_sentence_around_it(run):
    _, output = run
    said = call("explain", record(output, "partners").id, "--output", output)[1]
    assert "  in:        We openen in 2025 een inlooppunt, samen met GGD Veenoord." in said


def test_a_record_that_is_not_there(run):
    _, output = run
    code, said, side = call("explain", "doel-0123456789abcdef", "--output", output)
    assert (code, said) == (2, "")
    assert "geen record doel-0123456789abcdef" in side
    code, _, side = call("explain", "doel-0123456789abcdef", "--output", output.parent / "plannen")
    assert code == 2
    assert "heeft geen records" in side


def test_a_record_wants_a_folder(run):
    code, _, side = call("explain", record(run[1]).id)
    assert code == 2
    assert "--output" in side


def test_a_document_that_is_gone_says_the_next_step(run):
    plans, output = run
    moved = plans.rename(plans.parent / "elders")
    code, said, side = call("explain", record(output).id, "--output", output)
    assert (code, said) == (2, "")
    assert "'plan.md' is niet gevonden; noem met --input de map" in side
    code, said, _ = call("explain", record(output).id, "--output", output, "--input", moved)
    assert code == 0
    assert "Let op" not in said


def test_a_document_that_has_changed_elsewhere_is_told_as_it_is_now(run):
    plans, output = run
    (plans / "plan.md").write_text("Vooraf.\n\n" + PLAN, encoding="utf-8")
    code, said, _ = call("explain", record(output).id, "--output", output)
    assert code == 0
    assert said.startswith("Let op: Het document is veranderd")
    assert "doelenboom extract" in said.splitlines()[0]
    assert "regel 11 van de tekst" in said


def test_a_record_that_a_changed_document_no_longer_has(run):
    plans, output = run
    (plans / "plan.md").write_text(PLAN.replace("een inlooppunt", "een zwembad"), encoding="utf-8")
    code, said, side = call("explain", record(output).id, "--output", output)
    assert (code, said) == (2, "")
    assert "is veranderd" in side
    assert "doelenboom extract" in side


def test_rules_that_have_changed_are_told_and_judge_the_same_place(run, tmp_path):
    _, output = run
    goal = record(output, "goals")
    folder = Path(shutil.copytree(bundled_rules(), tmp_path / "regels"))
    text = (folder / "doelen.yaml").read_text(encoding="utf-8")
    name = goal.rule.partition("/")[2]
    (folder / "doelen.yaml").write_text(text.replace(f"- naam: {name}\n", "- naam: anders\n"), encoding="utf-8")
    said = call("explain", goal.id, "--output", output, "--rules", folder)[1]
    assert "Let op: Deze records zijn met andere regels gemaakt" in said
    assert "doelen/anders" in said
    rem = '\n- naam: eigen-rem\n  patronen: ["jongeren groeien"]\n  uitsluiting: ja\n  zekerheid: 1.0\n'
    (folder / "doelen.yaml").write_text(text + rem + "  voorbeelden: [Jongeren groeien.]\n", encoding="utf-8")
    code, said, _ = call("explain", goal.id, "--output", output, "--rules", folder)
    assert code == 0
    assert f"Met de regels van nu is {goal.id} er niet meer; het was {goal.rule}." in said
    assert "weggehaald door de rem doelen/eigen-rem" in said


def test_the_rules_of_the_run_are_taken_where_none_are_named(run, tmp_path, rules):
    plans, output = run
    folder = Path(shutil.copytree(bundled_rules(), tmp_path / "regels"))
    (folder / "partners.yaml").write_text(
        (folder / "partners.yaml").read_text(encoding="utf-8") + "\n- naam: Testclub Zuid\n  soort: organisatie\n",
        encoding="utf-8",
    )
    extract(plans, output, load_rules(folder))
    said = call("explain", record(output).id, "--output", output)[1]
    assert "Let op" not in said
    assert f"({folder}/activiteiten.yaml:" in said


def test_a_line_tells_all_that_stands_on_it(run):
    plans, _ = run
    code, said, _ = call("explain", f"{plans / 'plan.md'}:9")
    assert code == 0
    assert [line.split(":")[0] for line in said.splitlines() if line and not line.startswith(" ")] == [
        "ACTIVITEIT", "TIJD", "PARTNER",
    ]  # fmt: skip


TABLE = """# Uitvoeringsprogramma 2025-2026

| Wat gaan we doen? | Wanneer? | Status |
|---|---|---|
| Uitbreiden van de opvang | maart 2026 | {status} |
"""


@pytest.mark.parametrize(
    ("status", "says"),
    [
        ("loopt", "loopt, want in de kolom of bij het label over 'stand' staat: loopt"),
        ("", "gepland, want in de kolom of bij"),
    ],
)
def test_a_column_that_says_how_far_an_activity_is(tmp_path, status, says):
    file = tmp_path / "tabel.md"
    file.write_text(TABLE.format(status=status), encoding="utf-8")
    assert f"  status:    {says}" in call("explain", f"{file}:5")[1]


def test_every_record_of_a_corpus_is_told_by_the_rule_that_made_it(rules, nlp):
    for path in sorted(CORPUS.glob("*.md")):
        document = read_document(path)
        trace = trace_document(document, rules, nlp)
        for one in process(document, rules, nlp).records():
            said = explain_mention(trace, trace.records[one.id])
            assert (said.id, said.rule, said.sure, said.text) == (one.id, one.rule, one.confidence, one.text)
            if isinstance(one, Activity):
                assert dict(said.rows)["status"].startswith(STATUS[one.status])
        for unit, stated in zip(trace.context.reading.units, trace.context.statements, strict=True):
            if unit.block.kind is not BlockKind.CONTENTS:
                assert trace.weigh(unit).statement == stated, unit.text


def test_a_line_without_records_says_why(run):
    plans, _ = run
    said = call("explain", f"{plans / 'plan.md'}:12")[1]
    assert said.startswith("GEEN DOEL OF ACTIVITEIT: Het aantal jongeren stijgt.")
    assert "reden:" in said


def test_an_empty_line_and_one_beyond_the_end(run):
    plans, _ = run
    code, said, _ = call("explain", f"{plans / 'plan.md'}:2")
    assert (code, said) == (0, "Let op: Op regel 2 staat geen tekst waarin gezocht wordt.\n")
    code, _, side = call("explain", f"{plans / 'plan.md'}:99")
    assert code == 2
    assert "heeft 13 regels" in side


def test_a_line_of_a_document_by_its_id_in_the_folder_gives_the_same(run):
    plans, output = run
    by_path = call("explain", f"{plans / 'plan.md'}:9")[1]
    assert call("explain", "plan.md:9", "--output", output)[1] == by_path
    assert record(output).id in by_path


def test_a_path_with_a_folder_has_the_ids_of_its_records(tmp_path, rules):
    plans, output = tmp_path / "plannen", tmp_path / "uit"
    (plans / "2025").mkdir(parents=True)
    (plans / "2025" / "plan.md").write_text(PLAN, encoding="utf-8")
    extract(plans, output, rules)
    wanted = read_record(output / "2025" / "plan.md.yaml").activities[0].id
    assert wanted in call("explain", f"{plans / '2025' / 'plan.md'}:9", "--output", output)[1]


def test_a_repeat_points_to_its_record(tmp_path, rules):
    plans = tmp_path / "plannen"
    plans.mkdir()
    file = plans / "plan.md"
    file.write_text(PLAN + "\nWe openen in 2025 een inlooppunt, samen met GGD Veenoord.\n", encoding="utf-8")
    first, again = (call("explain", f"{file}:{line}")[1] for line in (9, 14))
    ids = [next(x for x in said.splitlines() if x.startswith("  record:")) for said in (first, again)]
    assert ids[0] == ids[1]


@pytest.mark.parametrize("target", ["plan.md", "plan.md:0", "plan.md:x", "weg.md:3", "doel-12:x"])
def test_what_is_no_record_and_no_line(run, target):
    code, said, side = call("explain", target)
    assert (code, said) == (2, "")
    assert side.startswith("doelenboom: '")


def test_a_page_of_a_pdf_is_named(tmp_path):
    said = call("explain", f"{CORPUS / 'jaarverslag-2025-wijkteams.pdf'}:1")[1]
    assert "jaarverslag-2025-wijkteams.pdf, bladzijde 1, regel 1 van de tekst" in said


def test_a_document_that_cannot_be_read(tmp_path):
    (tmp_path / "leeg.txt").write_bytes(b"")
    code, _, side = call("explain", f"{tmp_path / 'leeg.txt'}:1")
    assert code == 2
    assert "kan niet gelezen worden" in side


@pytest.mark.parametrize("module", [dutch, lookup, statements, told], ids=lambda m: m.__name__)
def test_what_the_docstrings_show(module):
    found = doctest.testmod(module)
    assert (found.failed, found.attempted > 0) == (0, True)


# rules test


def test_a_sentence_on_the_command_line():
    code, said, side = call("test", "In 2026 openen we een inlooppunt.", "--period", "2025-2028")
    assert (code, side) == (0, "")
    assert (
        said.splitlines()[0]
        == "Gelezen als zin, zonder kop erboven, in een document van de soort 'overig' over 2025-2028."
    )
    assert "status:    gepland" in said
    assert "TIJD: 2026" in said


def test_role_unit_and_kind_are_taken_into_account():
    bare = call("test", "Inwoners met schulden", "--unit", "punt")[1]
    assert "GEEN DOEL" in bare
    said = call("test", "Inwoners met schulden", "--unit", "punt", "--role", "doelen", "--kind", "begroting")[1]
    assert "\nDOEL: Inwoners met schulden" in said
    assert "met de rol 'doelen', in een document van de soort 'begroting'" in said


@pytest.mark.parametrize(
    "arguments",
    [
        ("",),
        ("Een zin.", "--role", "kop"),
        ("Een zin.", "--unit", "alinea"),
        ("Een zin.", "--kind", "brief"),
        ("Een zin.", "--period", "2028-2025"),
        ("Een zin.", "--period", "straks"),
    ],
)
def test_wrong_use_is_told_in_dutch(arguments):
    code, said, side = call("test", *arguments)
    assert (code, said) == (2, "")
    assert "kies uit" in side or "schrijf een jaar" in side or "geef een zin" in side
