"""The index of aliases: what it finds, what it leaves, and what a bad scan may change."""

import itertools
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ruleset.index import Alias, AliasIndex, is_abbreviation, skeleton, squash

NAMES = [
    "Wmo", "Wmo 2015", "GGD", "GGD Hollands Midden", "GGD Hollands Noorden", "Jeugdwet", "Trimbos-instituut",
    "Verwey-Jonker Instituut", "Raad voor de Kinderbescherming", "Integraal Zorgakkoord", "Pw", "VWS",
    "Ministerie van Onderwijs, Cultuur en Wetenschap", "Jeugdfonds Sport & Cultuur", "Participatiewet",
    "Wet inburgering 2021", "Vrijwillige Opvang",
]  # fmt: skip
INDEX = AliasIndex([Alias(name, number) for number, name in enumerate(NAMES)])
CASED = AliasIndex(
    [Alias("Eigen Haard", 0, cased=True), Alias("Portaal", 1, cased=True), Alias("Veilig Thuis", 2, cased=True)]
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("de Wmo", ["Wmo"]),
        ("de Wmo 2015 en de Wmo", ["Wmo 2015", "Wmo"]),
        ("Wmo-voorzieningen", ["Wmo"]),
        ("pre-Wmo", ["Wmo"]),
        ("GGD'en", ["GGD"]),
        ("GGD’en", ["GGD"]),
        ("(GGD)", ["GGD"]),
        ("GGD/VWS", ["GGD", "VWS"]),
        ("GGD Hollands Midden", ["GGD Hollands Midden"]),
        ("JEUGDWET en jeugdwet", ["Jeugdwet", "Jeugdwet"]),
        ("Jeugdwet-taken", ["Jeugdwet"]),
        ("het Trimbos Instituut", ["Trimbos-instituut"]),
        ("het Trimbosinstituut", ["Trimbos-instituut"]),
        ("Verwey Jonker Instituut", ["Verwey-Jonker Instituut"]),
        ("Verwey-Jonker-Instituut", ["Verwey-Jonker Instituut"]),
        ("Integraal Zorg Akkoord", ["Integraal Zorgakkoord"]),
        ("integraal zorg-akkoord", ["Integraal Zorgakkoord"]),
        ("ministerie van Onderwijs, Cultuur en Wetenschap", ["Ministerie van Onderwijs, Cultuur en Wetenschap"]),
        ("Jeugdfonds Sport & Cultuur", ["Jeugdfonds Sport & Cultuur"]),
        ("Pw.", ["Pw"]),
        # hard negatives
        ("wmo", []),
        ("wmotor", []),
        ("W mo", []),
        ("ggd", []),
        ("GGDen", []),
        ("jeugdwetgeving", []),
        ("PW", []),
        ("de raad. Voor de kinderbescherming", []),
        ("Integraal. Zorgakkoord", []),
        ("Jeugdfonds, Sport en spel", []),
        ("", []),
    ],
)
def test_exact(text, expected):
    hits = INDEX.find(text)
    assert [h.alias for h in hits] == expected
    assert all(h.score == 100 for h in hits)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Eigen Haard bouwt", [0]),
        ("met Eigen Haard", [0]),
        ("eigen haard is goud waard", []),
        ("Eigen haard is goud waard", []),
        ("Portaal bouwt", [1]),
        ("een portaal", []),
        ("veilig Thuis", [2]),
        ("veilig thuis wonen", []),
    ],
)
def test_capitals_asked_for(text, rows):
    assert [h.rows[0] for h in CASED.find(text)] == rows


def test_exceptions_veto():
    index = AliasIndex([Alias("Rijk", 0, exceptions=("Rijk van Nijmegen",))])
    assert not index.find("het Rijk van Nijmegen")
    assert index.find("het Rijk betaalt")


def test_shared_alias_gives_all_rows():
    assert AliasIndex([Alias("Wgs", 0), Alias("Wgs", 1)]).find("de Wgs")[0].rows == (0, 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("de Raad voor de Kinderbeseherming", "Raad voor de Kinderbescherming"),
        ("de Raad voor Kinderbescherming", "Raad voor de Kinderbescherming"),
        ("het Trirnbos-instituut", "Trimbos-instituut"),
        ("de Jeugdvvet", "Jeugdwet"),
        ("de Participatlewet", "Participatiewet"),
        ("lntegraal Zorgakkoord", None),
        ("Integraa1 Zorgakkoord", "Integraal Zorgakkoord"),
        ("Zorgakkoord Integraal", "Integraal Zorgakkoord"),
        ("Instituut Verwey-Jonker", "Verwey-Jonker Instituut"),
        # never
        ("de Jeugdwacht", None),
        ("de Jeugdwet", None),
        ("Niet Vrijwillige Opvang", None),
        ("Onvrijwillige Opvang", None),
        ("GGD Hollands Waarden", None),
        ("Wet inburgering 2012", None),
        ("de WNS", None),
        ("Raad voor de. Kinderbescherming", None),
    ],
)
def test_fuzzy(text, expected):
    taken = [(h.start, h.end) for h in INDEX.find(text)]
    hits = INDEX.fuzzy(text, taken)
    assert [h.alias for h in hits] == ([expected] if expected else [])
    assert all(90 <= h.score < 100 for h in hits)


def test_helpers():
    assert is_abbreviation("NJi")
    assert not is_abbreviation("Gemeente")
    assert squash("Cliënten-Raad") == "clientenraad"
    assert skeleton(squash("Jeugdvvet")) == skeleton(squash("Jeugdwet"))


@given(st.text(alphabet="ab GgDWmo2015-'. ,()\nJeugdwet", max_size=60))
@settings(max_examples=200)
def test_hits_fit_their_text(text):
    found = INDEX.find(text)
    for one, other in itertools.pairwise(found):
        assert one.end <= other.start
    for hit in found:
        assert squash(text[hit.start : hit.end]) == squash(hit.alias)


def test_plain_text_is_fast():
    text = " ".join(["De gemeente werkt met inwoners aan een sterke sociale basis in de wijk en het dorp."] * 2000)
    start = time.perf_counter()
    INDEX.find(text)
    INDEX.fuzzy(text, [])
    assert (time.perf_counter() - start) / len(text.split()) < 50e-6


def test_an_exception_holds_for_slips_too():
    index = AliasIndex([Alias("Veilig Thuis", 0, ("Veilig Thuis Wonen",))])
    assert [h.rows for h in index.fuzzy("Veilig Thuls meldt dit", [])] == [(0,)]
    assert index.find("Veilig Thuis Wonen") == []
    assert index.fuzzy("Veilig Thuis Wonen", []) == []
