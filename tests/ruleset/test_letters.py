"""Letters of a text: a word that the program would find in it always has its letters there."""

import random

import pytest

from pipeline.ruleset.index import EDGE, LEAST, WIDEST, Alias, AliasIndex
from pipeline.ruleset.letters import Letters, gather, spaced
from pipeline.ruleset.nearness import likeness
from pipeline.ruleset.triggers import of_any, of_name, of_phrase, of_words

FOUND = [
    ("de Wmo-taken", "Wmo"),
    ("het Trimbos Instituut", "Trimbos-instituut"),
    ("het Trirnbos-instituut", "Trimbos-instituut"),
    ("de Jeugdvvet zegt", "Jeugdwet"),
    ("Zorg en Veiligheids huis Rietmeer", "Zorg- en Veiligheidshuis"),
    ("CLIËNTENRAAD", "cliëntenraad"),
    ("Instituut Verwey-Jonker", "Verwey-Jonker Instituut"),
    ("Verweij-Jonker Instituut", "Verwey-Jonker Instituut"),
]
NOT_FOUND = [
    ("de wmotaken", "Wmo"),
    ("de jeugd en de wet", "Jeugdzorg Rietland"),
    ("Stichting Veenbes en Stichting Mos", "Stichting Veenmos"),
    ("GGD Zuid", "GGD Noord"),
]


@pytest.mark.parametrize(("text", "name"), FOUND)
def test_what_can_be_found_stirs(text, name):
    index = AliasIndex([Alias(name, 0)])
    assert of_name(name).stirs(Letters(spaced(text)))
    assert index.find(text) or index.fuzzy(text, [])


@pytest.mark.parametrize(("text", "name"), NOT_FOUND)
def test_what_cannot_be_found_keeps_still(text, name):
    assert not of_name(name).stirs(Letters(spaced(text)))


PARTS = [
    "stichting",
    "veen",
    "mos",
    "veenmos",
    "de",
    "a",
    "b",
    "wilg",
    "en",
    "bond",
    "wilgenbond",
    "st",
    "ichting",
    "ve",
]


def _by_trying(text, name):
    """Try every run of words of a text, as the index does for those with a capital."""
    letters = "".join(name)
    for line in text.splitlines():
        words = line.split()
        for first in range(len(words)):
            for last in range(first + 1, min(first + WIDEST, len(words)) + 1):
                found = "".join(words[first:last])
                edge = found[:EDGE] == letters[:EDGE] or found[-EDGE:] == letters[-EDGE:]
                if edge and likeness(found, words[first:last], name):
                    return True
    return False


def test_a_name_is_near_where_trying_every_run_of_words_says_so():
    chance, near = random.Random(7), 0
    for _ in range(4000):
        lines = [" ".join(chance.choices(PARTS, k=chance.randrange(1, 8))) for _ in range(2)]
        text = "\n".join(f" {line} " for line in lines)
        name = tuple(chance.choices(PARTS, k=chance.randrange(1, 4)))
        if len("".join(name)) >= LEAST and _by_trying(text, name):
            near += 1
            assert Letters(text).has_like(name), (text, name)
    assert near > 100


def test_phrases_and_words():
    text = Letters(spaced("Wij werken samen met onze arnbities."))
    assert of_phrase("samen met").stirs(text)
    assert of_phrase("Ambities").stirs(text)
    assert not of_phrase("samen onze").stirs(text)
    assert of_words("samen onze").stirs(text)
    assert not of_words("samen hun").stirs(text)
    assert of_any(["hun", "onze"]).stirs(text)
    assert of_phrase("…").stirs(text), "what has no letters can't be told"


def test_a_text_that_stands_in_another_is_kept_once():
    assert gather(["Een plan voor Rietmeer", "plan voor", "Rietmeer plan"]) == (
        " een plan voor rietmeer \n rietmeer plan \n"
    )
