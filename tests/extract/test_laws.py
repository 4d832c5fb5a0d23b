"""Laws: by table, by pattern, by what the document says; with articles and leden."""

import datetime as dt
import itertools
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.laws import find
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


WMO, JW, PW = "Wet maatschappelijke ondersteuning 2015", "Jeugdwet", "Participatiewet"
WGS = "Wet gemeentelijke schuldhulpverlening"


def seen(text, year=2025):
    mentions = find(context(text, year))
    assert rebuilds(mentions, text)
    return mentions


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in het kader van de Wmo", [("Wmo", WMO)]),
        ("de WMO en de wmo", [("WMO", WMO), ("wmo", WMO)]),
        ("Wmo-voorzieningen", [("Wmo", WMO)]),
        ("CEO WMO", [("WMO", WMO)]),
        ("de Wmo 2015", [("Wmo 2015", WMO)]),
        ("de Wet maatschappelijke ondersteuning (Wmo)", [("Wet maatschappelijke ondersteuning", WMO), ("Wmo", WMO)]),
        ("de jeugdwet en participatiewet", [("jeugdwet", JW), ("participatiewet", PW)]),
        ("Jeugdwet-taken", [("Jeugdwet", JW)]),
        ("de Pw en de Jw", [("Pw", PW), ("Jw", JW)]),
        ("het AOW-pensioen", [("AOW", "Algemene Ouderdomswet")]),
        ("de wet op het passend onderwijs", [("wet op het passend onderwijs", "Wet passend onderwijs")]),
        ("de Wlz, de Zvw", [("Wlz", "Wet langdurige zorg"), ("Zvw", "Zorgverzekeringswet")]),
        ("de Wet Inburgering", [("Wet Inburgering", "Wet inburgering 2021")]),
        ("de Erfgoedverordening aangepast aan de kaart", [("Erfgoedverordening", "Erfgoedverordening")]),
        ("de Havenverordening gemeente Zandstad geldt", [("Havenverordening gemeente Zandstad",) * 2]),
        ("de Algemene wet bestuursrecht steunt dit", [("Algemene wet bestuursrecht",) * 2]),
        ("met de AVG", [("AVG", "Algemene verordening gegevensbescherming")]),
        (
            "het VN-verdrag Handicap",
            [("VN-verdrag Handicap", "Verdrag inzake de rechten van personen met een handicap")],
        ),
        ("het IVRK", [("IVRK", "Verdrag inzake de rechten van het kind")]),
        ("de Leerplichtwet", [("Leerplichtwet", "Leerplichtwet 1969")]),
        ("de Huisvestingswet", [("Huisvestingswet", "Huisvestingswet 2014")]),
        ("de Faillissementswet", [("Faillissementswet", "Faillissementswet")]),
        ("de Wams", [("Wams", "Wet aanpak meervoudige problematiek sociaal domein")]),
        ("de Spreidingswet", [("Spreidingswet", "Wet gemeentelijke taak mogelijk maken asielopvangvoorzieningen")]),
        (
            "het Besluit gemeentelijke schuldhulpverlening toestaat",
            [("Besluit gemeentelijke schuldhulpverlening",) * 2],
        ),
        # by pattern
        ("de Verordening jeugdhulp Zandstad 2024 is vastgesteld", [("Verordening jeugdhulp Zandstad 2024",) * 2]),
        ("de Verordening jeugdhulp", [("Verordening jeugdhulp",) * 2]),
        (
            "Verordening maatschappelijke ondersteuning Zandstad 2024",
            [("Verordening maatschappelijke ondersteuning Zandstad 2024",) * 2],
        ),
        ("de Beleidsregels schuldhulpverlening Zandstad.", [("Beleidsregels schuldhulpverlening Zandstad",) * 2]),
        ("de Verordening Wmo en jeugdhulp Zandstad 2025", [("Verordening Wmo en jeugdhulp Zandstad 2025",) * 2]),
        ("de Re-integratieverordening Participatiewet 2024", [("Re-integratieverordening Participatiewet 2024",) * 2]),
        ("de Huisvestingsverordening 2023", [("Huisvestingsverordening 2023",) * 2]),
        (
            "de Algemene plaatselijke verordening (APV)",
            [("Algemene plaatselijke verordening",) * 2, ("APV", "Algemene plaatselijke verordening")],
        ),
        ("de Wet toezicht sociaal domein verplicht ons", [("Wet toezicht sociaal domein",) * 2]),
        ("de Wet op de zonnepanelen regelt dit", [("Wet op de zonnepanelen",) * 2]),
        ("de Zonnepanelenwet", [("Zonnepanelenwet",) * 2]),
        ("het wetsvoorstel Wet beter vervoer verplicht", [("Wet beter vervoer",) * 2]),
        ("Richtlijn (EU) 2019/1023", [("Richtlijn (EU) 2019/1023",) * 2]),
        ("Richtlijn 2000/78/EG", [("Richtlijn 2000/78/EG",) * 2]),
        ("het Verdrag van Aarhus", [("Verdrag van Aarhus",) * 2]),
        ("Verordening (EU) 2016/679", [("Verordening (EU) 2016/679", "Algemene verordening gegevensbescherming")]),
        # slips of the scanner
        ("volgens de Jeugdvvet", [("Jeugdvvet", JW)]),
        ("de Participatlewet", [("Participatlewet", PW)]),
        # none of these is a law
        ("de wet schrijft dat voor", []),
        ("een wettelijke taak", []),
        ("Wet- en regelgeving", []),
        ("Wet en regelgeving", []),
        ("passend onderwijs", []),
        ("jeugdwetgeving", []),
        ("WKO-installatie", []),
        ("een WGA-uitkering", []),
        ("BW en maatschappelijke opvang", []),
        ("huisartsenzorg in de ANW-uren", []),
        ("WIJ WILLEN MEER", []),
        ("de verordening wordt herzien", []),
        ("Verordening vastgesteld", []),
        ("het Rijk en de wetgever", []),
        ("Kaderwet", []),
        ("inwoners weten wat zij willen", []),
        ("de wmotor", []),
        ("Ow, wat jammer", []),
    ],
)
def test_mentions(text, expected):
    assert [(m.text, m.value.canonical) for m in seen(text)] == expected


@pytest.mark.parametrize(
    ("text", "quote", "article", "paragraph"),
    [
        ("volgens artikel 2.1.2 Wmo 2015 is", "artikel 2.1.2 Wmo 2015", "2.1.2", None),
        (
            "art. 3, eerste lid, onder b, van de Jeugdwet",
            "art. 3, eerste lid, onder b, van de Jeugdwet",
            "3",
            "1, onder b",
        ),
        ("artikelen 3 en 4 Wgs over schulden", "artikelen 3 en 4 Wgs", "3 en 4", None),
        ("Jeugdwet, artikel 2.3", "Jeugdwet, artikel 2.3", "2.3", None),
        ("Wmo 2015 (artikel 2.1.2)", "Wmo 2015 (artikel 2.1.2)", "2.1.2", None),
        ("artikel 1:3 Awb", "artikel 1:3 Awb", "1:3", None),
        ("artikel 213a van de Gemeentewet", "artikel 213a van de Gemeentewet", "213a", None),
        ("art. 3 lid 1 onder b Wgs", "art. 3 lid 1 onder b Wgs", "3", "1, onder b"),
        (
            "artikel 13, tweede lid, van de Wet publieke gezondheid",
            "artikel 13, tweede lid, van de Wet publieke gezondheid",
            "13",
            "2",
        ),
        (
            "artikel 14 en 15 van de Wet inburgering 2021",
            "artikel 14 en 15 van de Wet inburgering 2021",
            "14 en 15",
            None,
        ),
        (
            "artikel 2.2, tweede en derde lid, van de Jeugdwet",
            "artikel 2.2, tweede en derde lid, van de Jeugdwet",
            "2.2",
            "2 en 3",
        ),
        ("artikel 10d Participatiewet", "artikel 10d Participatiewet", "10d", None),
        ("artikel 1:247 BW", "artikel 1:247 BW", "1:247", None),
    ],
)
def test_articles(text, quote, article, paragraph):
    (one,) = seen(text)
    assert (one.text, one.value.article, one.value.paragraph) == (quote, article, paragraph)


@pytest.mark.parametrize(
    ("text", "year", "canonical"),
    [
        ("de Wmo", 2010, "Wet maatschappelijke ondersteuning"),
        ("de Wmo", 2017, WMO),
        ("de Wet inburgering", 2019, "Wet inburgering"),
        ("de Wet inburgering", 2023, "Wet inburgering 2021"),
        ("de Wgs", 2024, WGS),
        ("schuldhulpverlening volgens de Wgs", 2026, WGS),
        ("gegevensdeling in samenwerkingsverbanden (WGS)", 2026, "Wet gegevensverwerking door samenwerkingsverbanden"),
        ("gezondheidsbeleid volgens de Wpg", 2025, "Wet publieke gezondheid"),
        ("politiegegevens vallen onder de Wpg", 2025, "Wet politiegegevens"),
        ("de Wvo", 2018, "Wet op het voortgezet onderwijs"),
        ("de Wvo", 2024, "Wet voortgezet onderwijs 2020"),
        ("drugs en de Ow", 2025, "Opiumwet"),
        ("het omgevingsplan en de Ow", 2025, "Omgevingswet"),
    ],
)
def test_ambiguous(text, year, canonical):
    (one,) = seen(text, year)
    assert one.value.canonical == canonical


def test_unsettled_stays_open():
    (one,) = seen("volgens de Wpg", 2025)
    assert one.value.canonical is None
    assert one.value.candidates == ("Wet politiegegevens", "Wet publieke gezondheid")
    assert one.confidence < 0.9


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("de Wet zonnige dagen (hierna: Wzd).\nVolgens de Wzd mag dat.", ["Wet zonnige dagen"] * 3),
        (
            "de Wet medisch-wetenschappelijk onderzoek met mensen (WMO), niet de Wmo",
            ["Wet medisch-wetenschappelijk onderzoek met mensen"] * 2 + [WMO],
        ),
        ("Met BW bedoelen we beschermd wonen.\nartikel 3 gaat over BW", []),
        ("Met AVG bedoelen we de privacyregels.\nDe AVG", ["Algemene verordening gegevensbescherming"] * 2),
        ("Met Pw bedoelen we de Participatiewet.", [PW, PW]),
    ],
)
def test_the_documents_own_words(text, expected):
    assert [m.value.canonical for m in seen(text)] == expected


def test_identifiers():
    (one,) = seen("de Jeugdwet")
    assert (one.value.bwb_id, one.value.uri) == ("BWBR0034925", "https://wetten.overheid.nl/BWBR0034925")
    (bare,) = seen("de Wet banenafspraak")
    assert (bare.value.bwb_id, bare.value.uri) == (None, None)


PIECES = [
    "Wmo",
    "artikel 2.1.2",
    "Jeugdwet",
    "(Wgs)",
    "Wet op de",
    "2015",
    "lid 1",
    ",",
    ".",
    "-taken",
    "\n",
    "en",
    "de",
    "Verordening jeugd",
]


@given(st.lists(st.sampled_from(PIECES), max_size=12))
@settings(max_examples=150, deadline=None)
def test_spans_rebuild(pieces):
    text = " ".join(pieces)
    mentions = find(context(text))
    assert rebuilds(mentions, text)
    ends = sorted((m.span.start, m.span.end) for m in mentions)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(ends))
