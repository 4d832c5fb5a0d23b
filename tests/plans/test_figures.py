"""The figures of the real annual report, as a reader writes them down, and of the budget that has none."""

import os
from pathlib import Path

import pytest

from pipeline.read import read_document
from pipeline.run import process

SHARED = Path(os.environ.get("DOELENBOOM_SHARED", "nowhere"))
pytestmark = [
    pytest.mark.plans,
    pytest.mark.skipif(
        not (SHARED / "plans").is_dir(), reason="the real plans are not here: set DOELENBOOM_SHARED to their folder"
    ),
]
REPORT = "venlo-jaarverslag-2017-sociale-wijkteams"

# For each name: side, and the amounts in thousands of euros, as the report has them, tile by tile and row by row.
TILES = [
    ("Lasten", "lasten", (46_237, 66_877, -20_641)),
    ("Baten", "baten", (2_179, 2_040, 139)),
    ("Sociale Basisondersteuning", "lasten", (29_277, 26_771, 2_506)),
    ("Sociale Basisondersteuning", "baten", (3_284, 3_473, -189)),
    ("Beschermd wonen", "lasten", (43_521, 48_603, -5_082)),
    ("Beschermd wonen", "baten", (2_000, 2_264, -264)),
    ("Sociale Wijkteams", "lasten", (46_237, 66_877, -20_641)),
    ("Sociale Wijkteams", "baten", (2_179, 2_040, 139)),
    ("Gezondheid van burgers", "lasten", (6_631, 6_475, 156)),
    ("Gezondheid van burgers", "baten", (606, 619, -13)),
]
ROWS = [
    ("Baten", "baten", (2_179, 2_040, -139)),
    ("Lasten", "lasten", (46_237, 66_877, -20_641)),
    ("Saldo baten en lasten", "saldo", (-44_058, -64_837, -20_780)),
    ("Totaal resultaat collegeproduct: Sociale Wijkteams", "saldo", (-44_058, -64_837, -20_780)),
]


def _wanted(rows, budget):
    measures = (budget, "actual", "variance")
    return [
        (name, side, measure, 2017, 1000.0 * amount)
        for name, side, amounts in rows
        for measure, amount in zip(measures, amounts, strict=True)
    ]


def _read(path, rules, nlp):
    document = read_document(SHARED / "plans" / path)
    return document, process(document, rules, nlp)


@pytest.mark.parametrize("path", [f"{REPORT}.txt", f"rendered/{REPORT}.pdf", f"rendered/{REPORT}.docx"])
def test_the_amounts_of_the_annual_report(path, rules, nlp):
    _, record = _read(path, rules, nlp)
    found = [(b.name, b.side, b.measure, b.year, b.amount) for b in record.budget_lines]
    assert sorted(found) == sorted(_wanted(TILES, "budget") + _wanted(ROWS, "amended_budget"))


def test_the_indicator_whose_empty_cells_are_lost(rules, nlp):
    document, record = _read(f"{REPORT}.txt", rules, nlp)
    name = "Klanttevredenheid ten aanzien van de maatwerkondersteuning"
    assert [(i.name, i.value, i.kind, i.year) for i in record.indicators] == [(name, 7.0, None, None)] * 3
    assert len({i.source.start for i in record.indicators}) == 3
    for figure in (*record.indicators, *record.budget_lines):
        assert document.text[figure.source.start : figure.source.end].split() == figure.text.split()
        assert document.text[figure.label.start : figure.label.end].split() == figure.name.split()


@pytest.mark.parametrize(
    "path", ["neder-betuwe-begroting-2024-ambitie-5.txt", "mlw-beleidsplan-sociaal-domein-2024-2027.txt"]
)
def test_plans_without_such_tables_have_no_figures(path, rules, nlp):
    _, record = _read(path, rules, nlp)
    assert record.budget_lines == record.indicators == ()


def test_a_whole_budget(rules, nlp):
    """A few figures, read off the page: of tables with headings in the middle of their columns."""
    _, record = _read("real/wassenaar_begroting_2026.pdf", rules, nlp)
    found = {(b.name, b.side, b.measure, b.year, b.amount) for b in record.budget_lines}
    assert {
        ("Lasten", "lasten", "actual", 2024, -4_335_000),
        ("Saldo van baten en lasten", "saldo", "budget", 2029, -4_486_000),
        ("P2 Mens en maatschappij", "lasten", "budget", 2026, -41_536_000),
        ("P1 Veiligheid en handhaving", "baten", "actual", 2024, 110_000),
        ("P1 Veiligheid en handhaving", "baten", "budget", 2025, 105_000),
    } <= found
    fields = {b.task_field for b in record.budget_lines}
    assert {"1.1", "5.2", "6.1", "6.711", "6.761"} <= fields
    indicators = {(i.name, i.kind, i.year, i.value, i.unit) for i in record.indicators}
    assert {
        ("Percentage inwoners met schuldenproblematiek", "target", 2026, 6.3, "%"),
        ("Absoluut verzuim", "realised", 2023, 1.8, "Aantal per 1.000 leerlingen"),
    } <= indicators
    assert ("Absoluut verzuim", "realised", 2023, 5.6, "Aantal per 1.000 leerlingen") not in indicators  # the country's
