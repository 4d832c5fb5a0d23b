"""What headings, names of rows and captions say, by the table ``cijfers``."""

import pytest

from pipeline.extract.figurewords import figure_words, year_of


@pytest.fixture(scope="module")
def words(rules):
    return figure_words(rules)


# heading, column, side, year, use
HEADS = [
    ("Begroting 2026", "begroting", None, 2026, None),
    ("Begroting 2025 na wijziging", "begroting-na-wijziging", None, 2025, None),
    ("Begroting na wijziging 2025", "begroting-na-wijziging", None, 2025, None),
    ("Raming 2027", "begroting", None, 2027, None),
    ("Rekening 2024", "realisatie", None, 2024, None),
    ("JR 2016", "realisatie", None, 2016, None),
    ("Realisatie t/m 2025", "realisatie", None, 2025, None),
    ("Verschil", "afwijking", None, None, None),
    ("Verschil begroting - rekening 2025", "afwijking", None, 2025, None),
    ("Afwijking %", "afwijking", None, None, "aandeel"),
    ("%", None, None, None, "aandeel"),
    ("Prognose 2025", "prognose", None, 2025, None),
    ("Begrotingswijziging", "mutatie", None, None, None),
    ("Streefwaarde* Begroting eind 2026", "streefwaarde", None, 2026, None),
    ("Streefwaarde 2026 (%)", "streefwaarde", None, 2026, None),
    ("Nulmeting 2021", "nulmeting", None, 2021, None),
    ("2026", None, None, 2026, None),
    ("Lasten", None, "lasten", None, None),
    ("Totaal baten 2026", None, "baten", 2026, None),
    ("Saldo van baten en lasten", None, "saldo", None, None),
    ("Baten en lasten", None, None, None, None),
    ("Toevoegingen aan reserves (lasten)", None, "lasten", None, None),
    ("Indicator", None, None, None, "indicator"),
    ("Verplichte beleidsindicatoren", None, None, None, "indicator"),
    ("Taakveld", None, None, None, "taakveld"),
    ("Programma", None, None, None, "naam"),
    ("Eenheid", None, None, None, "eenheid"),
    ("Bron", None, None, None, "bron"),
    ("Realisatie Nederland (jaartal)", "realisatie", None, None, "vergelijking"),
    ("Begroot vs Realisatie", None, None, None, None),
    ("Rentelasten", None, None, None, None),
    ("Rekening-courantverhouding met het Rijk", None, None, None, None),
    ("Gezinnen met een eigen plan", None, None, None, None),
]


@pytest.mark.parametrize(("text", "column", "side", "year", "use"), HEADS)
def test_heads(words, text, column, side, year, use):
    head = words.head(text)
    assert (head.column, head.side, head.year, head.use) == (column, side, year, use)


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Begroting na wijziging 2025", True),
        ("Totaal lasten", True),
        ("Realisatie nieuwbouw van de school", False),
        ("Lasten van de nieuwe sporthal in het dorp", False),
        ("Wonen", False),
    ],
)
def test_whether_a_heading_says_nothing_else(words, text, known):
    assert words.head(text).known is known


@pytest.mark.parametrize(
    ("text", "multiplier", "unit"),
    [
        ("Bedragen x € 1.000", 1000, "Bedragen x € 1.000"),
        ("bedragen x €1.000", 1000, "bedragen x €1.000"),
        ("(bedragen x € 1.000,-)", 1000, "bedragen x € 1.000"),
        ("Bedragen × € 1.000", 1000, "Bedragen × € 1.000"),
        ("* € 1.000", 1000, "* € 1.000"),
        ("(x 1.000 euro)", 1000, "x 1.000 euro"),
        ("bedragen in duizenden euro’s", 1000, "bedragen in duizenden euro’s"),
        ('( "-"= nadeel / "+"= voordeel ) bedragen x € 1.000', 1000, "bedragen x € 1.000"),
        ("bedragen x € 1.000.000", 1_000_000, "bedragen x € 1.000.000"),
        ("x € 1 mln.", 1_000_000, "x € 1 mln"),
        ("bedragen in euro's", 1, "bedragen in euro's"),
        ("Begroting 2026 (€)", 1, "€"),
    ],
)
def test_units(words, text, multiplier, unit):
    scale = words.scale(text)
    assert (scale.multiplier, scale.text) == (multiplier, unit)


@pytest.mark.parametrize(
    "text",
    [
        "Wat heeft het gekost?",
        "Per 1.000 inwoners",
        "Tabel 1.000",
        "Lasten 2026",
        "In duizend stukken",
        "€ 12.500",
        "Het kost € 1.000",
        "",
    ],
)
def test_what_is_no_unit_of_amounts(words, text):
    assert words.scale(text) is None


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("Jongeren met jeugdhulp (%)", "%"),
        ("Gezinnen met een plan (aantal)", "aantal"),
        ("Tevredenheid (rapportcijfer)", "rapportcijfer"),
        ("Bijstand (per 1.000 inwoners 18+)", "per 1.000 inwoners 18+"),
        ("Aantal bezoekers", "aantal"),
        ("Percentage eenzaamheid***", "%"),
        ("Huishoudelijke hulp (Wmo)", None),
        ("Bezoekers", None),
        ("Hulp in een groot aantal gezinnen", None),
    ],
)
def test_what_an_indicator_is_measured_in(words, name, unit):
    assert words.measure(name) == unit


@pytest.mark.parametrize("text", ["-", "–", "n.v.t.", "N.v.t.", "n.b.", "p.m."])
def test_cells_without_a_figure(words, text):
    assert words.empty(text)


def test_a_word_that_the_table_does_not_know_makes_a_figure_none(words):
    assert words.amount("12 V") is not None
    assert words.amount("12 mln") is not None
    for text in ("12 uur", "circa 12", "artikel 3", "1e", "6.1 Samenkracht", "3 weken"):
        assert words.amount(text) is None


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2026", 2026),
        ("eind 2026", 2026),
        ("2024-2027", None),
        ("2024 t/m 2027", None),
        ("2.026", None),
        ("12026", None),
    ],
)
def test_years(text, year):
    assert year_of(text) == year
