"""Weights from texts with gold: what is learned, that it is the same each time, and without a text that is left out."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.errors import UsageError
from pipeline.evaluation import read_gold
from pipeline.learn import gathered, weights
from pipeline.learn.regression import learned
from pipeline.learn.samples import Sample
from pipeline.ruleset import load_rules
from pipeline.weights import read_weights

ROOT = Path(__file__).resolve().parents[2]
ANSWERS = ("no", "yes")


def sample(document, features, answer, rules=("rules=yes",)):
    return Sample("made-up", ANSWERS, document, tuple(features), rules, answer)


def made_up(documents=8):
    """Samples in which the word decides, and the rules say the opposite."""
    return [
        sample(f"text {n}", [f"word={'yes' if answer else 'no'}", f"name={n}"], answer, (f"rules={1 - answer}",))
        for n in range(documents)
        for answer in (0, 1)
    ]


def test_what_tells_answers_apart_weighs_and_what_stands_in_few_texts_does_not():
    table = learned("made-up", made_up())
    assert table.answers == ANSWERS
    assert table.table["word=yes"][1] > 0 > table.table["word=no"][1]
    assert not any(name.startswith("name=") for name in table.table)
    odds = table.odds(["word=yes", "rules=0"])
    assert odds[1] > odds[0]


def test_rules_count_as_far_as_they_are_right_and_not_where_they_are_not_to_be_learned_from():
    agree = [sample(f"text {n}", ["word=a"], n % 2, (f"rules={n % 2}",)) for n in range(16)]
    assert learned("made-up", agree).table["rules=1"][1] > 0
    silent = [sample(s.document, s.features, s.answer, None) for s in made_up()]
    assert not any(name.startswith("rules=") for name in learned("made-up", silent).table)


def test_the_same_samples_give_the_same_table():
    assert learned("made-up", made_up()) == learned("made-up", made_up())


def test_too_few_texts_are_refused():
    with pytest.raises(UsageError, match="too few texts"):
        learned("made-up", made_up(documents=7))
    with pytest.raises(UsageError, match="too few texts"):
        learned("made-up", [s for s in made_up() if s.answer])


@pytest.fixture(scope="module")
def found(nlp):
    cases = read_gold(ROOT / "corpus" / "gold")
    return gathered(cases[:-1], cases[-1:], load_rules(), nlp)


def test_every_question_is_learned_from_every_text(found):
    texts = {
        question: {s.document for s in found if s.question == question} for question in {s.question for s in found}
    }
    assert {"statements", "standing", "serves", "parent"} <= texts.keys()
    assert all(len(some) >= 8 for some in texts.values())


def test_of_texts_that_were_looked_at_what_rules_say_is_left_out(found):
    last = read_gold(ROOT / "corpus" / "gold")[-1].name
    seen = [s for s in found if s.question == "statements" and s.document == last]
    assert seen
    assert all(s.rules is None for s in seen)
    assert all(s.rules for s in found if s.question == "statements" and s.document != last)


def test_a_text_that_is_left_out_teaches_nothing(found):
    one = next(s.document for s in found)
    without = weights(found, without=frozenset({one}))
    assert without == weights([s for s in found if s.document != one])
    assert without["statements"] != weights(found)["statements"]


def test_a_question_that_too_few_texts_answer_is_left_to_the_rules(found):
    texts = sorted({s.document for s in found})
    some = [s for s in found if s.question != "serves" or s.document in texts[:7]]
    made = weights(some)
    assert "serves" not in made
    assert "statements" in made


@pytest.mark.slow
def test_the_command_writes_tables_that_are_read(tmp_path):
    result = CliRunner().invoke(app, ["learn", str(ROOT / "corpus" / "gold"), "--to", str(tmp_path / "weights")])
    assert result.exit_code == 0, result.output
    for name in ("statements", "standing", "serves", "parent"):
        assert f"{name}.json: " in result.output
        assert read_weights(tmp_path / "weights" / f"{name}.json").name == name
