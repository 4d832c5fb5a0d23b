"""Weights that stand with rules of one's own go before the bundled ones."""

import shutil

import pytest

from pipeline.errors import RulesError
from pipeline.ruleset import bundled_rules, load_rules
from pipeline.weights import made, write_weights


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(bundled_rules(), tmp_path / "regels")
    (tmp_path / "regels" / "weights").mkdir()
    return tmp_path / "regels"


def test_they_are_used_and_are_another_set_of_rules(folder):
    bundled = load_rules(folder)
    own = made("statements", ("neither", "goal", "activity"), (0.0, 0.0, 0.0), {"word=a": (1.0, 0.0, 0.0)})
    write_weights(folder / "weights", own)
    found = load_rules(folder)
    assert found.weights["statements"] == own
    assert found.weights["standing"] == bundled.weights["standing"]
    assert found.digest != bundled.digest
    assert found.only("statements").digest != bundled.only("statements").digest
    assert found.alone.weights == {}


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("statements.json", "geen json", "maak ze opnieuw met 'doelenboom learn'"),
        ("statements.json", '{"answers": ["a", "b"], "bias": [0, 0], "features": {"word=a": [1]}}', "geen gewichten"),
        ("doelen.json", "{}", "kent het programma niet: "),
    ],
)
def test_what_are_no_weights_is_refused(folder, name, text, says):
    (folder / "weights" / name).write_text(text, encoding="utf-8")
    with pytest.raises(RulesError) as error:
        load_rules(folder)
    (fault,) = error.value.faults
    assert fault.file == f"weights/{name}"
    assert says in fault.message
