"""Goals and activities where what the rules say is weighed with all else that is seen."""

from dataclasses import replace

import pytest

from pipeline.document import Document
from pipeline.ruleset import load_rules
from pipeline.ruleset.schema import CueRow
from pipeline.run import process
from pipeline.weights import made

ANSWERS = ("neither", "goal", "activity")


@pytest.fixture
def stated(rules, nlp):
    """Returns what a text states, with its rule and certainty, by weights that are made up or the bundled ones."""

    def of(text, table=None, bias=(0.0, 0.0, 0.0), tables=rules):
        weights = load_rules().weights if table is None else {"statements": made("statements", ANSWERS, bias, table)}
        record = process(
            Document("plan.txt", "plan.txt", "0" * 64, "text/plain", text), replace(tables, weights=weights), nlp
        )
        return {one.text: one for one in (*record.goals, *record.activities)}

    return of


SENTENCE = "Wij maken de straten groener."


def test_without_weights_the_surest_rule_decides(stated, rules, nlp):
    record = process(Document("plan.txt", "plan.txt", "0" * 64, "text/plain", SENTENCE), rules, nlp)
    assert [a.rule for a in record.activities] == ["activiteiten/wij-doen"]


def test_the_rule_that_says_so_too_is_named(stated):
    found = stated(SENTENCE, {"rules=activity": (-1.0, -1.0, 2.0)})[SENTENCE]
    assert (found.id.split("-")[0], found.rule) == ("act", "activiteiten/wij-doen")
    assert found.confidence == 0.91  # e^2 beside twice e^-1


def test_features_can_outweigh_a_rule_and_are_named(stated):
    found = stated(SENTENCE, {"rules=activity": (0.0, 0.0, 1.0), "word=groener": (-1.0, 3.0, -2.0)})[SENTENCE]
    assert (found.id.split("-")[0], found.rule) == ("doel", "weights/goal")


def test_what_weighs_most_for_neither_states_nothing(stated):
    assert stated(SENTENCE, {"kind=sentence": (1.0, 0.0, 0.0)}) == {}


def test_a_certainty_is_never_whole(stated):
    assert stated(SENTENCE, {}, bias=(0.0, 0.0, 50.0))[SENTENCE].confidence == 0.99


def test_a_rule_that_is_wholly_sure_decides_whatever_weighs(stated, rules):
    own = CueRow(naam="eigen", patronen=["groener"], zekerheid=0.99)
    tables = replace(rules, tables=rules.tables | {"doelen": (*rules.goals, own)})
    found = stated(SENTENCE, {}, bias=(50.0, 0.0, 0.0), tables=tables)[SENTENCE]
    assert (found.rule, found.confidence) == ("doelen/eigen", 0.99)


def test_an_exclusion_that_is_wholly_sure_takes_all_away(stated, rules):
    own = CueRow(naam="eigen", patronen=["groener"], zekerheid=0.99, uitsluiting="ja")
    tables = replace(rules, tables=rules.tables | {"activiteiten": (*rules.activities, own)})
    assert stated(SENTENCE, {}, bias=(0.0, 0.0, 50.0), tables=tables) == {}


# A chapter with hard negatives: what each sentence states by the bundled weights.
CHAPTER = {
    "Ons doel is dat elk kind veilig opgroeit.": "doel",
    "In 2026 openen wij een tweede inlooppunt.": "act",
    "De gemeente stelt een nieuwe woonzorgvisie op.": "act",
    "We ondersteunen mantelzorgers met een coach.": "act",
    "Het aantal ouderen in onze gemeente is gestegen.": None,
    "Steeds meer inwoners vragen om hulp.": None,
    "Het kabinet heeft de regeling met een jaar verlengd.": None,
    "Onder preventie verstaan we het voorkomen van problemen.": None,
    "De gemeente is verantwoordelijk voor de uitvoering van de Jeugdwet.": None,
    "In dit hoofdstuk beschrijven we de ontwikkelingen.": None,
    "Uit onderzoek blijkt dat jongeren minder slapen.": None,
}


def test_a_chapter_by_the_bundled_weights(stated):
    found = stated("Programma 5 Sociaal domein\n\n" + " ".join(CHAPTER) + "\n")
    kinds = {text: found[text].id.split("-")[0] if text in found else None for text in CHAPTER}
    assert kinds == CHAPTER
