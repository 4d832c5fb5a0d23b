"""Tests before a search: where they say that nothing can stand, the search itself finds nothing."""

import random
from pathlib import Path

import pytest

from pipeline.extract import lawnames, orgpatterns, plannames
from pipeline.extract.authorities import _ONE, _ones
from pipeline.extract.knownnames import towns
from pipeline.extract.orgnames import pattern_parties
from pipeline.extract.telling import Telling
from pipeline.ruleset import load_rules

RULES = load_rules()
CORPUS = Path(__file__).parents[2] / "corpus"
LINES = [
    line
    for path in sorted(CORPUS.glob("*.txt")) + sorted(CORPUS.glob("*.md"))
    for line in path.read_text().splitlines()
]
PLANS, PARTIES, LAWS = (
    plannames.plan_patterns(RULES),
    orgpatterns.patterns_of(RULES),
    lawnames.patterns_of(RULES),
)
SEARCHES = {
    "plans": (PLANS, lambda text: plannames.plan_names(text, PLANS, [])),
    "parties": (PARTIES, lambda text: list(pattern_parties(text, PARTIES, towns(RULES), []))),
    "laws": (LAWS, lambda text: list(lawnames.pattern_names(text, LAWS, []))),
}
WORDS = {
    "plans": [*PLANS.begins, *PLANS.compounds, *PLANS.endings, *PLANS.after],
    "parties": [*PARTIES.begins, *PARTIES.roles, *PARTIES.endings],
    "laws": [*LAWS.begins, *LAWS.compounds, *LAWS.after],
}


def _dressed(word):
    """Return a word of the rules in the ways in which it may stand."""
    forms = (word, word.capitalize(), word.upper(), f"Jeugd{word}", f"jeugd-{word}", f"OGGZ-{word}")
    return [f"{form}{more}" for form in forms for more in ("", " Samen Verder 2026", " ‘Samen’", ":")]


@pytest.mark.parametrize("kind", SEARCHES)
def test_what_the_rules_know_is_found_with_the_test_before_as_without(kind, monkeypatch):
    patterns, search = SEARCHES[kind]
    texts = LINES + [f"Met {form} gaan wij aan de slag." for word in WORDS[kind] for form in _dressed(word)]
    found = [search(text) for text in texts]
    passed = sum(patterns.telling.in_text(text) for text in LINES)
    assert 0 < passed < 0.7 * len(LINES), "it saves nothing"
    monkeypatch.setattr(Telling, "in_text", lambda *_: True)
    assert any(found)
    assert found == [search(text) for text in texts]


PARTS = [
    "de", "gemeente", "Gemeente", "GEMEENTE", "Tiel", "samen met", "de’n", "\n", " ", "", "‘", "onze", "Den Bosch",
    "gemeente-", "x_", "gemeente Buren en", ".", "van", "'s-Graven", "gemeentes",
]  # fmt: skip


def test_the_municipalities_that_are_named_are_those_of_the_pattern():
    chance = random.Random(4)
    texts = ["".join(chance.choice(PARTS) + chance.choice(["", " ", "  "]) for _ in range(8)) for _ in range(5000)]
    found = [[(m.span(), m.groups()) for m in _ones(text)] for text in texts]
    assert sum(map(len, found)) > 500
    assert found == [[(m.span(), m.groups()) for m in _ONE.finditer(text)] for text in texts]
