"""Names in documents that are near one of a table, as rows that a reviewer can take over."""

import pytest
import yaml
from typer.testing import CliRunner

from pipeline.batch import Work, collect, run_batch
from pipeline.batch.cache import Cache
from pipeline.cli import app
from pipeline.nearmiss import near_misses, near_rows
from pipeline.origin import Origin
from pipeline.ruleset.index import Alias, AliasIndex
from pipeline.ruleset.nearly import NearIndex
from pipeline.ruleset.schema import PartnerRow

NAMES = ["Verwey-Jonker Instituut", "Leger des Heils", "GGD Noord-Limburg", "Wet inburgering", "Jeugdbescherming West"]
NEAR = [
    ("Met de Jeugdbeschermers West.", "Jeugdbescherming West"),
    ("Het Verwey Jonckers Instituten", "Verwey-Jonker Instituut"),
]
NOT_NEAR = [
    "Het Verwey-Jonker Instituut zelf.",
    "De GGD Zuid-Limburg is een andere.",
    "Werk en inburgering",
    "Jeugdbescherming in de regio",
    "met jeugdbeschermers west",
    "Het Leger",
    "De Jeugdbeschermingen",
]


@pytest.fixture(scope="module")
def index():
    return NearIndex(Alias(name, number) for number, name in enumerate(NAMES))


def _near(index, text):
    taken = [(h.start, h.end) for h in index.find(text)]
    return [(h.alias, h.score) for h in index.nearly(text, taken)]


@pytest.mark.parametrize(("text", "name"), NEAR)
def test_near_and_not_found(index, text, name):
    ((alias, score),) = _near(index, text)
    assert alias == name
    assert 85 <= score < 100
    assert not AliasIndex(index.aliases).fuzzy(text, [])


@pytest.mark.parametrize("text", NOT_NEAR)
def test_not_near(index, text):
    assert _near(index, text) == []


PLAN = """# Plan jeugd 2026

## Wat gaan we doen?

- We starten een spreekuur met de Jeugdbeschermers West.
- We werken samen met het Verwey-Jonker lnstituut.
"""


@pytest.fixture
def run(tmp_path, rules):
    plans, output, cache = tmp_path / "plannen", tmp_path / "uit", Cache(tmp_path / "cache")
    plans.mkdir()
    cache.open()
    (plans / "plan.md").write_text(PLAN, encoding="utf-8")
    arguments = {"paths": [str(plans)], "output": str(output), "rules": "bundled"}
    run_batch(collect([plans], output), Work(output, rules, cache=cache.folder), arguments=arguments)
    return tmp_path


def test_aliases_and_exceptions_come_as_rows(run, rules):
    known = next(row for row in rules.partners if row.name == "Verwey-Jonker Instituut")
    found, left_out = near_misses(run / "uit", rules, Origin(run / "uit"), Cache(run / "cache"))
    assert left_out == []
    (one,) = [m for m in found if m.row is known]
    assert (one.text, one.found, one.count, one.documents) == (
        "Verwey-Jonker lnstituut", True, 1, {"plan.md": 1},
    )  # fmt: skip
    rows = [PartnerRow.model_validate(row) for row in yaml.safe_load(near_rows([one], rules.lines))]
    assert rows == [known.model_copy(update={"exceptions": (*known.exceptions, one.text), "note": known.note})]
    told = near_rows([one], rules.lines)
    assert f"op regel {rules.lines['partners/Verwey-Jonker Instituut']}" in told


def test_a_document_that_is_gone_is_named(run, rules):
    (run / "plannen" / "plan.md").unlink()
    assert near_misses(run / "uit", rules, Origin(run / "uit"), Cache(run / "cache")) == ([], ["plan.md"])
    done = CliRunner().invoke(app, ["rules", "suggest", str(run / "uit"), "--cache", str(run / "cache")])
    assert done.exit_code == 0
    assert "niet gezocht in plan.md" in done.output
    assert yaml.safe_load(done.output) is None or isinstance(yaml.safe_load(done.output), list)


def test_the_command_gives_one_list_of_rows(run):
    done = CliRunner().invoke(app, ["rules", "suggest", str(run / "uit"), "--cache", str(run / "cache")])
    assert done.exit_code == 0
    rows = yaml.safe_load(done.output)
    assert "Verwey-Jonker Instituut" in {row["naam"] for row in rows}
