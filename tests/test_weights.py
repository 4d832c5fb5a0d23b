"""Tables of weights: what features weigh together, and the tables that are bundled."""

import math

import pytest

from pipeline.weights import Weights, all_weights, chances, made, read_weights, write_weights

TABLE = {"word=starten": (-0.5, -1.0, 1.5), "verbless": (0.5, 0.0, -0.5), "word=dat": (0.0, 1.0, -1.0)}
WEIGHTS = made("statements", ("neither", "goal", "activity"), (0.25, 0.0, -0.25), TABLE)


@pytest.mark.parametrize(
    ("features", "odds"),
    [
        ([], (0.25, 0.0, -0.25)),
        (["word=starten"], (-0.25, -1.0, 1.25)),
        (["word=starten", "verbless"], (0.25, -1.0, 0.75)),
        (["word=onbekend"], (0.25, 0.0, -0.25)),
    ],
)
def test_odds_are_the_sum_of_what_is_known(features, odds):
    assert WEIGHTS.odds(features) == odds


def test_chances_add_up_and_follow_the_odds():
    found = chances((1000.0, 0.0, -1000.0))
    assert math.isclose(sum(found), 1)
    assert found[0] > found[1] >= found[2]


def test_telling_features_speak_for_the_answer_alone_the_strongest_first():
    assert WEIGHTS.telling(TABLE, 1) == ("word=dat",)
    assert WEIGHTS.telling(TABLE, 2) == ("word=starten",)
    assert WEIGHTS.telling(["word=starten"], 0) == ()
    assert WEIGHTS.telling(TABLE, 2, most=0) == ()


def test_a_table_that_is_written_is_read_as_it_was(tmp_path):
    write_weights(tmp_path, WEIGHTS)
    assert read_weights(tmp_path / "statements.json") == WEIGHTS
    lines = (tmp_path / "statements.json").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if "starten" in line] == ['"word=starten": [-0.5,-1.0,1.5]']


def test_another_table_has_another_digest():
    other = made("statements", WEIGHTS.answers, WEIGHTS.bias, TABLE | {"verbless": (0.5, 0.0, -0.6)})
    assert other.digest != WEIGHTS.digest


@pytest.mark.parametrize("name", sorted(all_weights()))
def test_bundled_tables_are_sound(name):
    weights = all_weights()[name]
    assert isinstance(weights, Weights)
    assert len(weights.bias) == len(weights.answers) >= 2
    assert len(weights.table) > 100
    assert all(len(row) == len(weights.answers) and all(map(math.isfinite, row)) for row in weights.table.values())


def test_every_question_has_its_table():
    assert {"statements", "standing"} <= all_weights().keys()
