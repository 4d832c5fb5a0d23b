"""What is known of a document as a whole."""

import datetime as dt
import re
from pathlib import Path

import pytest

from pipeline.document import Block, BlockKind, Document, Layout, Role, Section
from pipeline.extract.profile import _kind, file_words, profile
from pipeline.ruleset import Rules, bundled_rules
from pipeline.ruleset.load import parse_table, read_source
from pipeline.ruleset.schema import DocumentKindRow, MunicipalityRow, TimeRow
from pipeline.span import Passage, Span


def _rows(table, kind):
    source = read_source(bundled_rules() / f"{table}.yaml")
    rows = parse_table(source, kind)
    assert not source.faults
    return tuple(row for row, _ in rows)


def _place(name, code, **more):
    return MunicipalityRow(naam=name, cbs=code, **more)


PLACES = (
    _place("Neder-Betuwe", "GM1740"),
    _place("Venlo", "GM0983"),
    _place("Leudal", "GM1640"),
    _place("Nederweert", "GM0946"),
    _place("Weert", "GM0988"),
    _place("Best", "GM0753"),
    _place("Buren", "GM0214"),
    _place("'s-Hertogenbosch", "GM0796", aliassen=("Den Bosch",)),
    _place("Bergen op Zoom", "GM0748"),
    _place("De Fryske Marren", "GM1940"),
    _place("Stichtse Vecht", "GM1904"),
    _place("Groesbeek", "GM0241", geldig_tot=dt.date(2014, 12, 31)),
    _place("Uden", "GM0856", geldig_tot=dt.date(2021, 12, 31)),
)
RULES = Rules(
    Path(),
    "test_profile",
    {
        "tijd": _rows("tijd", TimeRow),
        "documentsoorten": _rows("documentsoorten", DocumentKindRow),
        "gemeenten": PLACES,
        "wetten": (),
    },
    {},
)


def _layout(text, name="plan.txt"):
    """Lay a text out by the simplest looks: "# " begins a heading, "~" furniture, "1. " a number."""
    blocks = []
    for line in re.finditer(r"[^\n]+", text):
        mark = re.match(r"(?:# |~ ?)?(?:(\d{1,2}(?:\.\d+)*\.?) )?", line.group())
        kind = {"#": BlockKind.HEADING, "~": BlockKind.FURNITURE}.get(line.group()[0], BlockKind.PARAGRAPH)
        role = Role.CONTENTS if line.group().endswith("Inhoud") else None
        passage = Passage.of(text, [Span(line.start() + mark.end(), line.end())])
        blocks.append(Block(len(blocks), kind, passage, role=role, code=mark[1]))
    document = Document(name, name, "0" * 64, "text/plain", text)
    return Layout(document, (Section(0, None, 0),), tuple(blocks))


def _profile(text, name="plan.txt"):
    return profile(_layout(text, name), RULES)


def _years(found):
    return (found.start and found.start.year, found.end and found.end.year)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Ambities\n# 5.1 Inwoners zijn zelfredzaam\nTekst.", "Ambities"),
        (
            "Regionaal Beleidsplan\nSociaal Domein\n2024 t/m 2027\n# Inhoud\n# 0. Samenvatting\nTekst.",
            "Regionaal Beleidsplan Sociaal Domein 2024 t/m 2027",
        ),
        ("# Jaarverslag 2024\n# 3 Sociaal domein\nTekst.", "Jaarverslag 2024"),
        ("~ Home / Begroting\n# Programma 3 Meedoen\nTekst.", "Programma 3 Meedoen"),
        ("# Inhoud\n# Gezond oud worden\nTekst.", "Gezond oud worden"),
        ("# Home / Begroting 2026 / Programma 3\n# Programma 3 Meedoen\nTekst.", "Programma 3 Meedoen"),
        ("Alleen een zin die verder niets zegt.", None),
    ],
)
def test_title(text, title):
    assert _profile(text).title == title


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("# Programmabegroting 2026", "x.txt", "begroting"),
        ("# Ambities", "neder-betuwe-begroting-2024-ambitie-5.txt", "begroting"),
        ("# 2.4.3 Sociale Wijkteams", "venlo-jaarverslag-2017-sociale-wijkteams.txt", "jaarverslag"),
        ("# Jaarstukken 2024 gemeente Westerhage", "x.txt", "jaarverslag"),
        ("# Regionaal Beleidsplan Sociaal Domein", "x.txt", "beleidsplan"),
        ("# REGIOVISIE THUIS IN DRIE STROMEN", "x.txt", "beleidsplan"),
        ("# Uitvoeringsprogramma bij de Regiovisie", "x.txt", "uitvoeringsprogramma"),
        ("# Actieplan Vitaal Ouder Worden", "x.txt", "uitvoeringsprogramma"),
        ("# Gewoon doen\nCoalitieakkoord gemeente Rietmeer 2026-2030", "x.md", "coalitieakkoord"),
        ("~ Home / Programmabegroting 2026 / Programma's\n# Programma 3 Meedoen", "x.txt", "begroting"),
        ("# Verslag van de televisie", "x.txt", "overig"),
        (
            "# Brief\nDe begroting wordt in deze lange zin alleen genoemd, want het gaat over iets anders.",
            "x",
            "overig",
        ),
    ],
)
def test_kind(text, name, kind):
    assert _profile(text, name).kind == kind


def test_every_kind_does_what_its_examples_say():
    for row in RULES.document_kinds:
        assert row.examples, row.name
        for example in row.examples:
            assert _kind([example], RULES.document_kinds) == row.kind, example
        for example in row.counterexamples:
            assert _kind([example], (row,)) is None, example


@pytest.mark.parametrize(
    ("text", "name", "years"),
    [
        ("# Begroting 2024", "x.txt", (2024, 2024)),
        ("# Beleidsplan 2024 t/m 2027", "x.txt", (2024, 2027)),
        ("# Gewoon doen\nCoalitieakkoord gemeente Rietmeer 2026-2030", "x.txt", (2026, 2030)),
        ("# Jaarverslag 2017, met een blik op de begroting 2018", "x.txt", (2017, 2017)),
        ("# Wijkteams", "venlo-jaarverslag-2017-sociale-wijkteams.txt", (2017, 2017)),
        ("# Sociaal Domein", "mlw-beleidsplan-sociaal-domein-2024-2027.txt", (2024, 2027)),
        ("# Sociaal Domein", "2023/plan_2024_2027.pdf.txt", (2024, 2027)),
        ("Dorp\nRegionaal plan\n2025 tot en met 2029\n# Inhoud", "x.txt", (2025, 2029)),
        ("~ Home / Programmabegroting 2026 / Programma\n# Meedoen", "x.txt", (2026, 2026)),
        (
            "# Meedoen\nIn 2025 doen we dit. In 2025 ook dat. Eind 2025 is het klaar, of in 2026.",
            "x.txt",
            (2025, 2025),
        ),
        ("# Toekomstvisie 2040\nSinds 2015 doen we dit.", "x.txt", (None, None)),
        ("# Meedoen\nVastgesteld op 18 november 2025.", "x.txt", (None, None)),
        ("# Beleidsplan Wet kinderopvang 2005", "x.txt", (None, None)),
    ],
)
def test_period(text, name, years):
    assert _years(_profile(text, name)) == years


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        (
            "# Jaarstukken 2024 gemeente Westerhage\nMet de gemeente Venlo werken we samen.",
            "x.txt",
            ["Westerhage"],
        ),
        ("# Plan\nGemeente Zilverdam, vastgesteld op 1 mei 2025\nTekst.", "x.txt", ["Zilverdam"]),
        (
            "# Plan\nDe gemeenten Leudal, Nederweert en Weert hebben samengewerkt.",
            "x.txt",
            ["Leudal", "Nederweert", "Weert"],
        ),
        (
            "# Plan\nGemeente Rietmeer\nWij doen dit samen met de gemeenten Leudal en Weert.",
            "x.txt",
            ["Rietmeer"],
        ),
        (
            "# Ambities\nIn Neder-Betuwe doen we dit voor de gemeente Buren. Gemeente Buren betaalt.",
            "neder-betuwe-begroting-2024.txt",
            ["Neder-Betuwe"],
        ),
        ("# Dichtbij in Rietmeer\nWonen in Rietmeer is fijn.", "x.txt", ["Rietmeer"]),
        (
            "# Plan\nLindevoort telt 31.400 inwoners. Elke Lindevoorter doet mee in Lindevoort.",
            "x.txt",
            ["Lindevoort"],
        ),
        ("# Plan\nHet college van Venlo besluit. De raad van Venlo stelt vast.", "x.txt", ["Venlo"]),
        ("# Begroting gemeente Bergen op Zoom Programma 2", "x.txt", ["Bergen op Zoom"]),
        ("Voorjaarsnota 2025 gemeente De Fryske Marren\n\n5.1 Samenleving", "x.txt", ["De Fryske Marren"]),
        ("# Begroting 2025 gemeente Stichtse Vecht Programma 4", "x.txt", ["Stichtse Vecht"]),
        (
            "# Plan\nDe gemeente Lindevoort groeit. Het wijkteam Oost had veel vragen. Ook wijkteam Oost telt mee.",
            "x.txt",
            ["Lindevoort"],
        ),
        ("# Begroting 2024 gemeente 's-Hertogenbosch", "x.txt", ["'s-Hertogenbosch"]),
        ("# Plan\nWij kiezen het beste voor heel Nederland.", "best-plan.txt", []),
        ("# Woonplan\nDit plan gaat over wonen.", "x.txt", []),
    ],
)
def test_authorities(text, name, expected):
    assert [a.name for a in _profile(text, name).authorities] == [f"gemeente {one}" for one in expected]


def test_an_authority_has_its_code_and_the_ways_it_is_written():
    (found,) = _profile("# Begroting 2024 gemeente Venlo\nVenlo kiest.").authorities
    assert (found.name, found.cbs_code, found.names) == (
        "gemeente Venlo",
        "GM0983",
        ("gemeente Venlo", "Venlo"),
    )


def test_an_alias_is_written_under_its_own_name():
    (found,) = _profile("# Begroting 2024 gemeente Den Bosch").authorities
    assert (found.name, found.cbs_code) == ("gemeente 's-Hertogenbosch", "GM0796")
    assert "Den Bosch" in found.names


def test_a_municipality_that_no_table_knows_has_no_code():
    (found,) = _profile("# Begroting 2024 gemeente Zilverdam").authorities
    assert found.cbs_code is None


def test_file_words():
    assert file_words("a/b/plan-2024-2027.pdf.txt") == "plan 2024-2027"
    assert file_words("Begroting_2026_deel_2.docx") == "Begroting 2026 deel 2"
