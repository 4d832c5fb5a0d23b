"""What is told where all that is seen is weighed: the chances, what told most, and rules that were outweighed."""

from dataclasses import replace

import pytest

from pipeline.explain import Setting, explain_unit, trace_sentence
from pipeline.explain.features import in_dutch
from pipeline.weights import made

ANSWERS = ("neither", "goal", "activity")
SENTENCE = "Wij maken de straten groener."


@pytest.fixture
def told(rules, nlp):
    def of(table):
        weighed = replace(rules, weights={"statements": made("statements", ANSWERS, (0.0, 0.0, 0.0), table)})
        trace = trace_sentence(SENTENCE, weighed, nlp, Setting())
        (first,) = [t for unit in trace.context.reading.units for t in explain_unit(trace, unit)]
        return first

    return of


def test_chances_and_what_told_most(told):
    found = told({"word=groener": (-1.0, 3.0, -2.0)})
    assert (found.kind, found.rule, found.words) == ("doel", "weights/goal", ("groener",))
    rows = dict(found.rows)
    assert rows["weging"] == "geen van beide 0,02; doel 0,98; activiteit 0,01"
    assert rows["kenmerken"] == "woord 'groener'"


def test_a_rule_that_was_outweighed_says_so(told):
    found = told({"word=groener": (-1.0, 3.0, -2.0)})
    (rival,) = [r for r in found.rivals if r.rule == "activiteiten/wij-doen"]
    assert rival.why == "past, maar alles bij elkaar weegt 'doel' het zwaarst"


def test_what_weighs_for_neither_is_the_reason(told):
    found = told({"word=groener": (3.0, 0.0, 0.0)})
    assert found.kind == "geen doel of activiteit"
    assert dict(found.rows)["reden"] == "alles bij elkaar weegt 'geen van beide' het zwaarst"


@pytest.mark.parametrize(
    ("feature", "dutch"),
    [
        ("verbless", "geen gezegde"),
        ("main_verb=starten", "werkwoord van de hoofdzin 'starten'"),
        ("sub_who_sort=wij,wens", "onderwerp en soort werkwoord van een bijzin 'wij, wens'"),
        ("main_negated", "ontkenning van de hoofdzin"),
        ("kind_role_by=item,goals,0", "soort tekst, rol en herkomst van de rol 'item, goals, 0'"),
        ("rules=activity", "de regels 'activity'"),
    ],
)
def test_features_in_dutch(feature, dutch):
    assert in_dutch(feature) == dutch


def test_every_bundled_feature_has_dutch_words(rules):
    names = {feature.partition("=")[0] for feature in rules.weights["statements"].table}
    english = {"word", "role", "kind", "who", "verb", "form", "time", "helper", "sort", "negated", "first", "above"}
    assert {name for name in names if set(in_dutch(name).replace(",", "").split()) & english} == set()


def test_a_sentence_is_explained_by_the_weights_that_it_was_read_by(rules, nlp):
    trace = trace_sentence(SENTENCE, rules, nlp, Setting())
    for unit, stated in zip(trace.context.reading.units, trace.context.statements, strict=True):
        assert trace.weigh(unit).statement == stated
