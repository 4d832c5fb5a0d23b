"""Partners: organisations by name, kinds of organisations, parts of the state; never the authority itself."""

import datetime as dt
import itertools
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.columns import members
from pipeline.extract.frameworks import find as find_frameworks
from pipeline.extract.laws import find as find_laws
from pipeline.extract.mention import Authority, Profile
from pipeline.extract.name_examples import context_of, faults
from pipeline.extract.overlap import settle
from pipeline.extract.partners import find
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


def seen(text, year=2025):
    mentions = find(context(text, year))
    assert rebuilds(mentions, text)
    return mentions


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("de GGD", [("GGD", "named")]),
        ("met GGD De Waarden", [("GGD De Waarden", "named")]),
        ("GGD'en", [("GGD'en", "group")]),
        ("de VNG en het UWV", [("VNG", "named"), ("UWV", "named")]),
        ("meldingen bij Veilig Thuis", [("Veilig Thuis", "named")]),
        ("met Veilig Thuis Zandstreek", [("Veilig Thuis Zandstreek", "named")]),
        ("de Raad voor de Kinderbescherming", [("Raad voor de Kinderbescherming", "named")]),
        ("het Trimbos Instituut", [("Trimbos Instituut", "named")]),
        ("stichting Zonnestraal", [("stichting Zonnestraal", "named")]),
        ("de Stichting Kinderopvang Duinzicht opent", [("Stichting Kinderopvang Duinzicht", "named")]),
        ("met Woonstichting De Brug", [("Woonstichting De Brug", "named")]),
        ("door MEE Zandstreek en Welzijn Rivierzicht", [("MEE Zandstreek", "named"), ("Welzijn Rivierzicht", "named")]),
        ("gemeente Buren voert dit uit", [("gemeente Buren", "named")]),
        ("de gemeenten Buren en Tiel", [("Buren", "named"), ("Tiel", "named")]),
        ("centrumgemeente Nijmegen", [("centrumgemeente Nijmegen", "named")]),
        (
            "het Samenwerkingsverband Passend Onderwijs Zandstreek",
            [("Samenwerkingsverband Passend Onderwijs Zandstreek", "named")],
        ),
        ("lokale coalitie Kansrijke Start", [("lokale coalitie Kansrijke Start", "named")]),
        ("zorgverzekeraar Zonzorg", [("zorgverzekeraar Zonzorg", "named")]),
        ("met taalaanbieder Goed Gezegd", [("Goed Gezegd", "named")]),
        ("samen met Energie Duinrand", [("Energie Duinrand", "named")]),
        ("in samenwerking met Zilverster", [("Zilverster", "named")]),
        ("de Zandstadstichting", [("Zandstadstichting", "named")]),
        ("met Zilveren Bankstichting", [("Zilveren Bankstichting", "named")]),
        ("de Rechtbank Duinstreek", [("Rechtbank Duinstreek", "named")]),
        ("De Zonneboom verzorgt de opvang", [("De Zonneboom", "named")]),
        ("Zilver Beweegt levert twee coaches", [("Zilver Beweegt", "named")]),
        ("met de Adviesraad Sociaal Domein", [("Adviesraad Sociaal Domein", "named")]),
        (
            "Algemeen Maatschappelijk Werk Duinstreek (AMW-D)",
            [("Algemeen Maatschappelijk Werk Duinstreek", "named"), ("AMW-D", "named")],
        ),
        (
            "Zilverster, het Leger des Heils en Maanster starten",
            [("Zilverster", "named"), ("Leger des Heils", "named"), ("Maanster", "named")],
        ),
        ("Commissie van Wijzen", [("Commissie van Wijzen", "named")]),
        # kinds of organisations
        ("afspraken met woningcorporaties", [("woningcorporaties", "group")]),
        ("samen met onze partners", [("partners", "group")]),
        ("met relevante maatschappelijke partners", [("relevante maatschappelijke partners", "group")]),
        ("in gesprek met onze (lokale) partners", [("(lokale) partners", "group")]),
        ("partners op het gebied van zorg en welzijn", [("partners op het gebied van zorg en welzijn", "group")]),
        ("de 7 Gelderse jeugdhulpregio’s", [("7 Gelderse jeugdhulpregio’s", "group")]),
        ("samen met vier andere gemeenten", [("vier andere gemeenten", "group")]),
        (
            "samen met onze partners zoals o.a. de scholen, kinderopvang en huisartsen",
            [(t, "group") for t in ("partners", "scholen", "kinderopvang", "huisartsen")],
        ),
        (
            "afspraken tussen corporaties en huurdersorganisaties",
            [("corporaties", "group"), ("huurdersorganisaties", "group")],
        ),
        ("samen met het onderwijs", [("onderwijs", "group")]),
        ("de gecertificeerde instellingen", [("gecertificeerde instellingen", "group")]),
        ("welzijn- en zorgorganisaties", [("welzijn- en zorgorganisaties", "group")]),
        # the state
        ("het Rijk stelt geld beschikbaar", [("Rijk", "government")]),
        ("het rijk betaalt", [("rijk", "government")]),
        ("het ministerie van VWS", [("ministerie van VWS", "government")]),
        ("provincie Limburg", [("provincie Limburg", "government")]),
        # none of these is a partner
        ("de gemeente Zandstad", []),
        ("Zandstad groeit", []),
        ("het college en de raad", []),
        ("onze inwoners en jongeren", []),
        ("veilig thuis wonen", []),
        ("een rijk verenigingsleven", []),
        ("een kansrijke start", []),
        ("het onderwijs verandert", []),
        ("organisaties veranderen", []),
        ("zijn partner overleed, aldus hij", []),
        ("de Gemeenteraad", []),
        ("Welzijn op Recept", []),
        ("door de week", []),
        ("met Wmo-middelen", []),
        ("via internet", []),
        ("in Duinrand", []),
        ("een portaal en een horizon", []),
        ("College van burgemeester en wethouders", []),
        ("bij de Hervormingsagenda Jeugd", []),
        ("samen met inwoners", []),
        ("In januari starten we", []),
        ("aan de Dorpsstraat", []),
        ("de GGD-monitor", [("GGD", "named")]),
    ],
)
def test_mentions(text, expected):
    assert [(m.text, m.value.kind) for m in seen(text)] == expected


@pytest.mark.parametrize(
    ("text", "canonicals"),
    [
        ("de VNG", ["Vereniging van Nederlandse Gemeenten"]),
        ("VWS", ["Ministerie van Volksgezondheid, Welzijn en Sport"]),
        ("het CPB", ["Centraal Planbureau"]),
        ("zorgverzekeraar VGZ", ["VGZ"]),
        ("stichting Zon-Us komt.\nZon-Us helpt.", ["stichting Zon-Us"] * 2),
        ("Werkbedrijf De Brug opent.\nDe Brug groeit.", ["Werkbedrijf De Brug"] * 2),
        ("de Kredietbank Zuidkust helpt.\nMet de Kredietbank maken we afspraken.", ["Kredietbank Zuidkust"] * 2),
        (
            "het Centrum voor Jeugd en Gezin (CJG).\nCJG\tCentrum voor Jeugd en Gezin Duinstreek\nHet CJG helpt.",
            ["Centrum voor Jeugd en Gezin Duinstreek"] * 3,
        ),
        ("het Regionaal Meldpunt Zorg (RMZ).\nHet RMZ helpt.", ["Regionaal Meldpunt Zorg"] * 3),
        ("met zorgkantoor VGZ.\nMet het Zorgkantoor is overlegd.", ["Zorgkantoor VGZ"] * 2),
    ],
)
def test_canonical(text, canonicals):
    assert [m.value.canonical for m in seen(text)] == canonicals


@pytest.mark.parametrize(
    ("text", "year", "code"),
    [
        ("gemeente Tiel", 2024, "GM0281"),
        ("gemeente Aalburg", 2018, "GM0738"),
        ("gemeente Aalburg", 2024, None),
        ("gemeente Nergenshuizen", 2024, None),
    ],
)
def test_code_as_of_the_period(text, year, code):
    (one,) = seen(text, year)
    assert one.value.cbs_code == code


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("GGD De Waarden", ["GGD De Waarden"]),
        ("huisartsen, Thuiszorg Ster en kerken", ["huisartsen", "Thuiszorg Ster", "kerken"]),
        ("gemeente, woningcorporatie De Zon", ["woningcorporatie De Zon"]),
        ("Stichting Anker met kerken en De Zonnebloem", ["Stichting Anker", "kerken", "De Zonnebloem"]),
        ("De Zon (trekker); politie", ["De Zon (trekker)", "politie"]),
        ("-", []),
        ("n.v.t.", []),
        ("nader te bepalen", []),
        ("inwoners", []),
        ("", []),
    ],
)
def test_columns(text, expected):
    assert [text[s.start : s.end] for s in members(text, [])] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Toezichthouder Wmo", [("legal_reference", "Wmo")]),
        ("samen met de Hervormingsagenda Jeugd", [("framework", "Hervormingsagenda Jeugd")]),
        ("met de lokale coalitie Kansrijke Start", [("partner", "lokale coalitie Kansrijke Start")]),
        ("de Woonzorgvisie Duinstreek", [("framework", "Woonzorgvisie Duinstreek")]),
        ("de Verordening jeugdhulp Duinstreek 2024", [("legal_reference", "Verordening jeugdhulp Duinstreek 2024")]),
        ("het Beleidsplan Wmo 2024", [("framework", "Beleidsplan Wmo 2024"), ("legal_reference", "Wmo")]),
        (
            "de Samenwerkingsafspraken met Veilig Thuis",
            [("framework", "Samenwerkingsafspraken met Veilig Thuis"), ("partner", "Veilig Thuis")],
        ),
    ],
)
def test_settled(text, expected):
    one = context(text)
    mentions = settle([*find_laws(one), *find_frameworks(one), *find(one)]).kept
    assert sorted((m.kind, m.text) for m in mentions) == sorted(expected)


def test_tables_hold_what_they_promise():
    assert faults(bundled()) == []


def test_faults_are_found():
    rules = bundled()
    rows = list(rules.tables["partners"])
    rows[0] = rows[0].model_copy(update={"examples": ("niets te zien",), "counterexamples": (rows[0].name,)})
    twice = rows[1].model_copy(update={"name": "Dubbel", "aliases": (rows[2].name,)})
    broken = type(rules)(rules.folder, "anders", {**rules.tables, "partners": (*rows, twice)}, rules.lines)
    messages = [f.message for f in faults(broken)]
    assert any("niets te zien" in m for m in messages)
    assert any("staat onder niet" in m for m in messages)
    assert any("hoort ook bij" in m for m in messages)


PIECES = [
    "Stichting",
    "Zon",
    "GGD",
    "samen met",
    "de",
    "huisartsen",
    ",",
    "en",
    "gemeenten",
    "Buren",
    "(ZN)",
    "\n",
    "partners",
    ".",
    "voor",
]


@given(st.lists(st.sampled_from(PIECES), max_size=14))
@settings(max_examples=200, deadline=None)
def test_spans_rebuild(pieces):
    text = " ".join(pieces)
    mentions = find(context(text))
    assert rebuilds(mentions, text)
    ends = sorted((m.span.start, m.span.end) for m in mentions)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(ends))
