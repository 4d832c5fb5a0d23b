"""Figures are measured where gold has them, and only there."""

import pytest

from pipeline.errors import GoldError
from pipeline.evaluation import Counts, read_gold

TEXT = """# Jaarstukken 2025

Indicator: bezoekers 1.391 en 1.450
Lasten 3.240
"""
VISITORS = {"name": "Bezoekers", "kind": "realised", "year": 2024, "value": 1391, "unit": "aantal"}
COSTS = {"name": "Lasten", "side": "lasten", "measure": "budget", "year": 2025, "value": 3240.0, "amount": 3240000}
RECORDS = {
    "indicators": {"i1": ("1.391", VISITORS), "i2": ("1.450", {"name": "Bezoekers", "value": 1450.0})},
    "budget_lines": {"b1": ("3.240", {**COSTS, "group": "Zorg", "multiplier": 1000, "unit": "x € 1.000"})},
}


def gold(visitors=VISITORS, costs=COSTS):
    return {
        "indicators": [{"id": "I1", "level": "core", "quote": "1.391", **visitors},
                       {"id": "I2", "level": "optional", "quote": "1.450", "name": "Bezoekers", "value": 1450}],
        "budget_lines": [{"id": "B1", "level": "core", "quote": "3.240", **costs}],
    }  # fmt: skip


def test_what_is_right_in_what_gold_says_of_it(evaluated):
    found = evaluated(RECORDS, gold(), TEXT)
    for measure in ("indicators", "indicators.value", "budget_lines", "budget_lines.value"):
        assert found.strict[measure] == Counts(1, 0, 0), measure
    assert found.confusions == {}


@pytest.mark.parametrize(
    "wrong",
    [
        {"year": 2024},
        {"side": "baten"},
        {"measure": "actual"},
        {"amount": 3240},
        {"group": "Wonen"},
        {"task_field": "6.1"},
    ],
)
def test_another_value_is_told_with_what_differs(evaluated, wrong):
    found = evaluated(RECORDS, gold(costs={**COSTS, **wrong}), TEXT)
    assert found.strict["budget_lines"] == Counts(1, 0, 0)
    assert found.strict["budget_lines.value"] == Counts(0, 1, 1)
    (one,) = found.documents[0].confusions
    assert one.label == "budget line with another value"
    assert one.found.startswith(next(iter(wrong)))
    assert "(gold: " in one.found


def test_what_is_missed_and_what_stands_for_nothing(evaluated):
    found = evaluated({"indicators": {"i1": ("2025", {"name": "Jaar", "value": 2025.0})}}, gold(), TEXT)
    assert found.strict["indicators"] == Counts(0, 1, 1)
    assert found.strict["budget_lines"] == Counts(0, 0, 1)
    assert found.confusions == {"indicator missed": 1, "indicator spurious": 1, "budget line missed": 1}


def test_gold_that_says_nothing_of_figures_does_not_measure_them(evaluated):
    found = evaluated(RECORDS, {"goals": []}, TEXT)
    assert not any(measure.startswith(("indicators", "budget_lines")) for measure in found.strict)
    assert found.confusions == {}
    assert not any(one.kind in ("indicators", "budget_lines") for one in found.calibration)


def test_gold_that_has_none_says_so_with_an_empty_list(evaluated):
    found = evaluated(RECORDS, {"budget_lines": []}, TEXT)
    assert found.strict["budget_lines"] == Counts(0, 1, 0)
    assert "indicators" not in found.strict


def test_faults_of_figures_in_gold_are_named(gold_folder):
    wrong = gold(visitors={"name": "Bezoekers", "value": "veel"}, costs={**COSTS, "side": "kosten"})
    with pytest.raises(GoldError) as caught:
        read_gold(gold_folder(wrong, TEXT))
    said = str(caught.value)
    assert "I1: 'value'" in said
    assert "B1: 'side' is 'kosten', but has to be 'lasten', 'baten' or 'saldo'" in said
