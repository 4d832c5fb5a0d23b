"""Frameworks: by table, by the words that make a name, and by what the document introduces."""

import datetime as dt
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.frameworks import find
from pipeline.extract.mention import Authority, Profile
from pipeline.extract.name_examples import context_of
from pipeline.ruleset import load_rules
from pipeline.span import rebuild


@lru_cache(maxsize=1)
def bundled():
    return load_rules()


def context(text, year=2025):
    own = Authority("gemeente Zandstad", None, ("gemeente Zandstad", "Zandstad"))
    profile = Profile(authorities=(own,), start=dt.date(year, 1, 1), end=dt.date(year, 12, 31))
    return context_of(text, bundled(), profile)


def rebuilds(mentions, text):
    return all(rebuild(text, m.span) == " ".join(m.text.split()) for m in mentions)


IZA, GALA, HA = "Integraal Zorgakkoord", "Gezond en Actief Leven Akkoord", "Hervormingsagenda Jeugd"
OKO = "Opgroeien in een Kansrijke Omgeving"


def seen(text):
    mentions = find(context(text))
    assert rebuilds(mentions, text)
    return [(m.text, m.value.canonical) for m in mentions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("het IZA", [("IZA", IZA)]),
        ("het Integraal Zorg Akkoord (IZA)", [("Integraal Zorg Akkoord (IZA)", IZA)]),
        ("Integraal zorgakkoord", [("Integraal zorgakkoord", IZA)]),
        ("het Gezond en Actief Leven Akkoord (GALA)", [("Gezond en Actief Leven Akkoord (GALA)", GALA)]),
        ("de GALA-middelen", [("GALA", GALA)]),
        ("de hervormingsagenda", [("hervormingsagenda", HA)]),
        ("de Hervormingsagenda 2023-2028", [("Hervormingsagenda 2023-2028", HA)]),
        ("uit de Brede SPUK", [("Brede SPUK", "Brede SPUK")]),
        ("de Norm voor Opdrachtgeverschap", [("Norm voor Opdrachtgeverschap", "Norm voor Opdrachtgeverschap Jeugd")]),
        (
            "Toekomstscenario Kind en Gezin",
            [("Toekomstscenario Kind en Gezin", "Toekomstscenario kind- en gezinsbescherming")],
        ),
        ("het rijksprogramma Kansrijke Start", [("Kansrijke Start", "Kansrijke Start")]),
        (
            "het Nationaal Preventieakkoord (2018)",
            [("Nationaal Preventieakkoord (2018)", "Nationaal Preventieakkoord")],
        ),
        ("voorheen IJslands Preventiemodel", [("IJslands Preventiemodel", OKO)]),
        ("de OKO-aanpak", [("OKO-aanpak", OKO)]),
        ("het gedachtegoed van positieve gezondheid", [("positieve gezondheid", "Positieve Gezondheid")]),
        ("werken met de Meldcode", [("Meldcode", "Meldcode huiselijk geweld en kindermishandeling")]),
        ("het AZWA", [("AZWA", "Aanvullend Zorg- en Welzijnsakkoord")]),
        ("de landelijke aanpak Eén tegen eenzaamheid", [("Eén tegen eenzaamheid", "Eén tegen eenzaamheid")]),
        # by the words that make a name
        ("de Regiovisie Jeugd Midden-Veen 2024-2027 geldt", [("Regiovisie Jeugd Midden-Veen 2024-2027",) * 2]),
        ("de Nota Gezond Zandstad", [("Nota Gezond Zandstad",) * 2]),
        ("het Convenant Langer Blijven is getekend", [("Convenant Langer Blijven",) * 2]),
        ("het Sportakkoord Zandstad II", [("Sportakkoord Zandstad II",) * 2]),
        ("het Preventieakkoord Zandstad", [("Preventieakkoord Zandstad",) * 2]),
        ("de Kadernota 2026", [("Kadernota 2026",) * 2]),
        ("het beleidsplan Sociaal Domein 2020-2023", [("beleidsplan Sociaal Domein 2020-2023",) * 2]),
        ("de inkoopstrategie zorg 2022", [("inkoopstrategie zorg 2022",) * 2]),
        (
            "het regionale beleidsplan jeugd 2024 t/m 2027",
            [("regionale beleidsplan jeugd 2024 t/m 2027", "Regionaal beleidsplan jeugd 2024 t/m 2027")],
        ),
        ("de JOGG-aanpak", [("JOGG-aanpak", "JOGG-aanpak")]),
        ("de ZON-methode", [("ZON-methode",) * 2]),
        ("volgens de methodiek 'Zin-en-zon'", [("Zin-en-zon",) * 2]),
        ("onder de vlag van ‘Zandstad beweegt’", [("Zandstad beweegt",) * 2]),
        ("de methodiek van resultaatdenken", [("methodiek van resultaatdenken",) * 2]),
        ("de methode Samen1Weg", [("Samen1Weg",) * 2]),
        # none
        ("een plan van aanpak", []),
        ("het programma loopt door", []),
        ("het beleidsplan", []),
        ("onze visie op jeugd", []),
        ("op de agenda van de raad", []),
        ("Programma van eisen", []),
        ("Programma 3 Meedoen", []),
        ("het gezinsplan", []),
        ("een kansrijke start voor ieder kind", []),
        ("een gala-avond", []),
        ("een akkoord bereikt", []),
        ("de norm is gehaald", []),
        ("de Wmo en de Jeugdwet", []),
        ("een toekomstscenario voor de bibliotheek", []),
        ("Visie & kernboodschap", []),
        ("Impact", []),
    ],
)
def test_mentions(text, expected):
    assert seen(text) == expected


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("We werken onder de naam 'Zandstad Beweegt' samen.\nZandstad Beweegt groeit.", ["Zandstad Beweegt"] * 2),
        ("De Zandagenda Meedoen (ZAM) loopt.\nDe ZAM wordt herzien.", ["Zandagenda Meedoen"] * 2),
        (
            "De Regiovisie Jeugd geldt.\nDe Regiovisie Jeugd Midden-Veen 2024 is nieuw.",
            ["Regiovisie Jeugd Midden-Veen 2024"] * 2,
        ),
        ("IZA\tIntegraal Zorgakkoord", [IZA, IZA]),
    ],
)
def test_the_documents_own_names(text, names):
    assert [canonical for _, canonical in seen(text)] == names


def test_slip_of_the_scanner_lowers_confidence():
    (slip,) = find(context("de Hervorrningsagenda Jeugd"))
    (clean,) = find(context("de Hervormingsagenda Jeugd"))
    assert slip.value == clean.value
    assert slip.confidence < 0.9 <= clean.confidence


PIECES = [
    "Nota",
    "Regiovisie",
    "Jeugd",
    "2024-2027",
    "(IZA)",
    "Integraal Zorgakkoord",
    "het",
    "programma",
    "'Zon",
    "'",
    "\n",
    "-aanpak",
    ".",
]


@given(st.lists(st.sampled_from(PIECES), max_size=12))
@settings(max_examples=150, deadline=None)
def test_spans_rebuild(pieces):
    text = " ".join(pieces)
    mentions = find(context(text))
    assert rebuilds(mentions, text)
