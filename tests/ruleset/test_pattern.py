"""Patterns of the rule tables: what each step matches, where a gap ends, and what is refused."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ruleset.forms import forms
from pipeline.ruleset.lexicon import lexicon
from pipeline.ruleset.pattern import GAP, Compiler, PatternError
from pipeline.ruleset.patternindex import PatternIndex

COMPILER = Compiler(
    {"wij": ("we", "wij"), "overheid": ("het college van b&w", "de gemeente", "het college")},
    {"maken": forms("maken"), "inzetten": forms("inzetten", "in"), "doen": forms("doen", past=["deed"])},
    {"jaar": lambda word: word.isdigit() and len(word) == 4},
)


def found(pattern, text):
    """Return the words that a pattern matches in a text, None where it doesn't."""
    words = text.lower().split()
    hits = PatternIndex([(COMPILER.compile(pattern), 7)]).find(words)
    if not hits:
        return None
    ((number, start, end, hit),) = hits
    assert (number, hit.text) == (7, pattern)
    return " ".join(words[start:end])


@pytest.mark.parametrize(
    ("pattern", "text", "match"),
    [
        ("samen met", "wij werken samen met de ggd", "samen met"),
        ("Samen Met", "Samen met de GGD", "samen met"),
        ("samen met", "samen werken met", None),
        ("samen met", "tezamen met", None),
        ("wordt|worden gestart", "er worden gestart", "worden gestart"),
        ("wordt|worden gestart", "er werd gestart", None),
        ("{wij} starten", "nu starten wij en we starten", "we starten"),
        ("{wij} starten", "zij starten", None),
        ("{overheid} start", "het college start", "het college start"),
        ("{overheid} start", "het college van b&w start", "het college van b&w start"),
        ("{overheid}", "het college van b&w start", "het college van b&w"),
        ("{overheid} van", "het college van b&w start", "het college van"),
        ("{overheid} start", "de start", None),
        ("in {jaar}", "in 2025", "in 2025"),
        ("in {jaar}", "in 25", None),
        ("{wij} [maken]", "wij maakten afspraken", "wij maakten"),
        ("{wij} [maken]", "wij hebben gemaakt", None),
        ("[maken]", "afspraken zijn gemaakt", "gemaakt"),
        ("[inzetten]", "wij zetten een coach in", "zetten"),
        ("[inzetten]", "wij zetten een coach uit", None),
        ("[inzetten]", "wij willen een coach inzetten", "inzetten"),
        ("[inzetten]", "een coach is ingezet", "ingezet"),
        ("[inzetten]", "een coach wordt neergezet", None),
        ("{begin} wij", "wij starten", "wij"),
        ("{begin} wij", "( wij starten", "wij"),
        ("{begin} wij", "daar starten wij", None),
        ("starten {eind}", "wij starten .", "starten"),
        ("starten {eind}", "wij starten nu .", None),
        ("{begin} wij starten {eind}", "wij starten", "wij starten"),
        ("wij … in", "wij zetten in", "wij zetten in"),
        ("wij … in", "wij in", "wij in"),
        ("wij ... in", "wij zetten in", "wij zetten in"),
        ("wij … {eind}", "wij zetten in .", "wij zetten in"),
        ("wij …", "wij zetten in", "wij"),
    ],
)
def test_what_a_pattern_matches(pattern, text, match):
    assert found(pattern, text) == match


@pytest.mark.parametrize(
    ("between", "crosses"),
    [
        ("een coach", True),
        ("een coach , een agent en een boa", True),
        ("x " * GAP, True),
        ("x " * (GAP + 1), False),
        ("een coach .", False),
        ("een coach ; wij", False),
        ("een coach : wij", False),
        ("een coach die helpt", False),
        ("dit , zodat de buurt", False),
        ("waar wij ons thuis voelen", True),
    ],
)
def test_a_gap_stays_in_its_clause(between, crosses):
    assert (found("zetten … in", f"wij zetten {between} in") is not None) is crosses


@pytest.mark.parametrize(
    ("pattern", "says"),
    [
        ("", "geen woorden"),
        ("   ", "geen woorden"),
        ("…", "geen woorden"),
        ("{begin}", "geen woorden"),
        ("{begin} {eind}", "geen woorden"),
        ("… starten", "laat dat weg"),
        ("... starten", "laat dat weg"),
        ("start.*", "een teken"),
        ("(wij)", "een teken"),
        ("wij?", "een teken"),
        ("[lopen]", r"\[lopen\].*werkwoorden\.yaml"),
        ("{onbekend}", r"\{onbekend\}.*wel: begin, eind, jaar, overheid, wij"),
        ("[maken", "werkwoord"),
        ("{wij", "lijst"),
    ],
)
def test_what_is_refused_in_dutch(pattern, says):
    with pytest.raises(PatternError, match=says) as caught:
        COMPILER.compile(pattern)
    assert f"'{pattern}'" in str(caught.value)


# Patterns that can't match anything, and are taken all the same. Who refuses one takes it from this list.
DEAD = frozenset({"|", "wij {begin} starten", "wij {eind} starten", "maken]", "nu|{wij}"})


def test_dead_patterns_are_those_that_are_known():
    def taken(pattern):
        try:
            COMPILER.compile(pattern)
        except PatternError:
            return False
        return True

    assert {pattern for pattern in (*DEAD, "[maken", "…", "{wij") if taken(pattern)} == DEAD


def test_an_index_finds_each_pattern_once_at_its_first_place():
    texts = ["wij", "{begin} nu", "{wij} starten", "nooit", "nu … starten"]
    index = PatternIndex([(COMPILER.compile(text), number) for number, text in enumerate(texts)])
    words = ["nu", "starten", "wij", "en", "we", "starten", "weer"]
    hits = {number: (start, end) for number, start, end, _ in index.find(words)}
    assert hits == {0: (2, 3), 1: (0, 1), 2: (4, 6), 4: (0, 2)}
    assert index.find([]) == []
    assert {hit[0] for hit in index.find(words)} == set(hits), "a second look finds the same"


STEPS = ["wij", "starten|start", "{wij}", "{overheid}", "[maken]", "[inzetten]", "{jaar}", "…", "in", "nu"]
WORDS = [
    "wij",
    "start",
    "starten",
    "de",
    "gemeente",
    "het",
    "college",
    "maakt",
    "zetten",
    "in",
    "2025",
    ".",
    "die",
    "nu",
]


@given(st.lists(st.sampled_from(STEPS), min_size=1, max_size=5), st.lists(st.sampled_from(WORDS), max_size=25))
def test_an_index_finds_what_its_patterns_match(steps, words):
    try:
        pattern = COMPILER.compile(" ".join(steps))
    except PatternError:
        assert steps[0] == "…"
        return
    hits = PatternIndex([(pattern, 0)]).find(words)
    ends = [(at, pattern.match(words, at)) for at in range(len(words))]
    first = next(((at, end) for at, end in ends if end is not None), None)
    assert [(start, end) for _, start, end, _ in hits] == ([first] if first else [])
    assert all(at <= end <= len(words) for at, end in ends if end is not None)


PATTERNS = [
    "wij", "{begin} nu", "{begin} {wij} [maken]", "{wij} starten", "nu … starten", "{overheid} [maken]", "in {jaar}",
    "{niet-na-jaar} starten", "{jaar} {eind}", "{overheid}", "{begin} … {jaar}", "[inzetten]", "nooit",
]  # fmt: skip


@given(st.lists(st.sampled_from(PATTERNS), max_size=8), st.lists(st.sampled_from(WORDS), max_size=15))
def test_an_index_finds_of_many_patterns_what_each_finds_alone(texts, words):
    numbers = [n // 2 for n in range(len(texts))]  # two patterns share a number
    index = PatternIndex([(COMPILER.compile(text), number) for text, number in zip(texts, numbers, strict=True)])
    hits = index.find(words)
    alone = [
        hit[:3] for n, text in enumerate(texts) for hit in PatternIndex([(COMPILER.compile(text), n // 2)]).find(words)
    ]
    assert sorted(hit[:3] for hit in hits) == sorted(alone)
    firsts = {number: (start, end) for number, start, end, _ in reversed(hits)}
    assert {number: (start, end) for number, start, end, _ in index.find(words, {1, 2})} == {
        number: place for number, place in firsts.items() if number in {1, 2}
    }


def test_many_gaps_in_a_long_unit_take_no_more_than_seconds():
    index = PatternIndex([(COMPILER.compile("a … b … c … d"), 0)])
    begin = time.perf_counter()
    assert index.find(["a", "b", "c"] * 4000) == []
    assert time.perf_counter() - begin < 30


# The lexicon: the slots that are computed.


ACTS = {"starten", "zetten", "breiden", "doorontwikkelen"}
NO_ACTS = {"hebben", "willen", "kinderen", "een", "zijn", "2025", "gaan", "samen", "wij", ""}
COMPLETED = {"gestart", "uitgevoerd", "ontwikkeld", "gerealiseerd", "geopend", "besloten", "doorgegaan"}
NOT_COMPLETED = {"gezond", "gemeente", "beleid", "bekend", "gehad", "starten", ""}


def test_which_verbs_beside_wij_say_that_something_is_done(rules):
    assert {word for word in ACTS | NO_ACTS if lexicon(rules).acts(word)} == ACTS


def test_which_words_say_that_something_was_done(rules):
    assert {word for word in COMPLETED | NOT_COMPLETED if lexicon(rules).completed(word)} == COMPLETED


def test_the_lexicon_is_built_once(rules):
    assert lexicon(rules) is lexicon(rules)
