"""Gold for traces is checked, and the traces of the fictional municipality's pairs are right as often as is said."""

from pathlib import Path

import pytest

from pipeline.errors import GoldError
from pipeline.evaluation.tracing import SUFFIX, read_trace_gold, score_trace
from pipeline.trace import trace

TRACES = Path(__file__).resolve().parents[2] / "traces"
# What was reached when this was written; a change that costs an activity its line has to say so here. Since goals and
# activities are weighed, two activities are no longer found in a plan ("Het aantal logeerbedden groeit van …").
REACHED = {
    "begroting-2025-verkeer-en-bestuur": 24,
    "begroting-2026-samen-leven": 28,
    "begroting-2026-zorg-en-welzijn": 17,
    "begroting-2027-veiligheid-en-groen": 20,
    "economisch-actieplan-2026": 17,
    "programmaplan-werk-en-meedoen-2026": 18,
    "uitvoeringsagenda-cultuur-en-toerisme-2026": 21,
    "uitvoeringsplan-wonen-en-groen-2025": 24,
    "uitvoeringsprogramma-jeugd-2025": 17,
}


@pytest.fixture(scope="module")
def scores(rules, nlp):
    found = {}
    for file in sorted(TRACES.glob(f"*{SUFFIX}")):
        gold = read_trace_gold(file)
        found[file.name.removesuffix(SUFFIX)] = score_trace(trace(gold.plan, gold.report, rules, nlp), gold)
    return found


def test_every_pair_is_at_least_as_right_as_before(scores):
    right = {name: sum(line.right for line in score.lines) for name, score in scores.items()}
    assert set(right) == set(REACHED)
    assert {name: count for name, count in right.items() if count < REACHED[name]} == {}


def test_budget_and_annual_report_are_right_for_nine_of_ten_activities(scores):
    assert scores["begroting-2026-samen-leven"].share("right") >= 0.9


def test_all_pairs_together_are_right_for_nine_of_ten(scores):
    lines = [line for score in scores.values() for line in score.lines]
    assert sum(line.right for line in lines) / len(lines) >= 0.9


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("quote: Planten", "quote: Rooien"), "stands? not stand in plan.txt"),
        (("outcome: done", "outcome: gedaan"), "outcome"),
        (("report: [Er zijn]", "report: [Er waren]"), "not stand in verslag.txt"),
        (("report: [Er zijn]", "report: []"), "every outcome but 'not_mentioned'"),
        (("plan: plan.txt", "plan: weg.txt"), "can't be read"),
    ],
)
def test_faults_in_gold_are_named(tmp_path, change, message):
    (tmp_path / "plan.txt").write_text("Plan 2026\n\n- Planten van bomen\n", encoding="utf-8")
    (tmp_path / "verslag.txt").write_text("Verslag 2026\n\nEr zijn bomen geplant.\n", encoding="utf-8")
    text = (
        "plan: plan.txt\nreport: verslag.txt\nactivities:\n"
        "- quote: Planten van bomen\n  outcome: done\n  report: [Er zijn]\n"
    )
    file = tmp_path / f"een{SUFFIX}"
    file.write_text(text, encoding="utf-8")
    assert len(read_trace_gold(file).lines) == 1
    file.write_text(text.replace(*change), encoding="utf-8")
    with pytest.raises(GoldError, match=message.replace("stands? not", "does not")):
        read_trace_gold(file)
