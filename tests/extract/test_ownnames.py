"""The authority's own name: as who acts, as a place, and as the root of a word for those who live there."""

import pytest

from pipeline.extract.mention import Authority, Profile
from pipeline.extract.ownnames import OwnNames
from pipeline.ruleset.lexicon import lexicon

PROFILE = Profile(authorities=(Authority("gemeente Veenstad"),))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Veenstad streeft naar rust", "de gemeente streeft naar rust"),
        ("In 2026 gaat Veenstad verder", "in 2026 gaat de gemeente verder"),
        ("de gemeente Veenstad wil", "de gemeente wil"),
        ("Mensen in Veenstad wonen prettig", "mensen in veenstad wonen prettig"),
        ("De stad Veenstad groeit", "de stad veenstad groeit"),
        ("Veenstaders doen mee", "inwoners doen mee"),
        ("Veenarbeiders doen mee", "veenarbeiders doen mee"),
        ("een veenstad groeit", "een veenstad groeit"),
    ],
)
def test_the_name_stands_for_who_acts_and_not_for_the_place(text, expected, rules):
    replaced = OwnNames.of(PROFILE).replaced(tuple(text.lower().split()), text, lexicon(rules))
    assert " ".join(replaced) == expected


def test_without_authorities_nothing_changes(rules):
    words = ("veenstad", "streeft")
    assert OwnNames.of(Profile()).replaced(words, "Veenstad streeft", lexicon(rules)) == words
