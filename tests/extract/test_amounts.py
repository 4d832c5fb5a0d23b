"""Figures as tables write them, and what only looks like one."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.amounts import amount

FIGURES = [
    ("12", "12"),
    ("1.234", "1234"),
    ("1.234.567", "1234567"),
    ("1.234,5", "1234.5"),
    ("11,8", "11.8"),
    ("7,00", "7.00"),
    ("7.4", "7.4"),  # a point that parts no thousands
    ("0.125", "0.125"),
    ("0,5", "0.5"),
    ("46 500", "46500"),
    ("46\u00a0500", "46500"),
    ("€ 12.345", "12345"),
    ("€12.345,50", "12345.50"),
    ("EUR 12.345", "12345"),
    ("€ 1.000,-", "1000"),
    ("€ 1.000,--", "1000"),
    ("-20.641", "-20641"),
    ("- 20.641", "-20641"),
    ("−20.641", "-20641"),
    ("–5", "-5"),
    ("+5", "5"),
    ("-/- 12", "-12"),
    ("12 -/-", "-12"),
    ("€ -1.547", "-1547"),
    ("-€ 1.547", "-1547"),
    ("(12)", "-12"),
    ("(€ 1.200)", "-1200"),
    ("12%", "12"),
    ("12 %", "12"),
    ("€ -20.641 -31%", "-20641"),
    ("€ 139 6%", "139"),
    ("125 V", "125"),
    ("N 31.393", "31393"),
    ("1,2 mln.", "1.2"),
    ("1,8 (2023)", "1.8"),
    ("1,6 % (2023)", "1.6"),
    ("12*", "12"),
    ("2025", "2025"),
    ("**2.179**", "2179"),
    ("__-139__", "-139"),
]
NONE = [
    "",
    "-",
    "€",
    "%",
    "n.v.t.",
    "p.m.",
    "0299 41 22 10",
    "06-12345678",
    "+31 299 412 210",
    "3-11-2025",
    "01-02-2024",
    "12:30",
    "12 t/m 18",
    "12-18",
    "2024-2027",
    "2024/2025",
    "18+",
    "1.2.3",
    "1.23456",
    "007",
    "12 van de 14",
    "€ 85.000 per jaar",
    "Q2 2026",
    "(12",
    "12 jaar en ouder dan dat",
    "1,2,3",
]


@pytest.mark.parametrize(("text", "value"), FIGURES)
def test_figures(text, value):
    assert amount(text).value == Decimal(value)


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_figure(text):
    assert amount(text) is None


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("€ -20.641 -31%", "€ -20.641"),
        ("1,8 (2023)", "1,8"),
        ("125 V", "125 V"),
        ("  12 ", "12"),
        ("(20.000)", "(20.000)"),
        ("€ 1,2 mln.", "€ 1,2 mln."),
        ("12**", "12"),
        ("**€ 12**", "€ 12"),
        ("12 %", "12 %"),
    ],
)
def test_the_place_is_that_of_the_figure_with_its_signs(text, figure):
    found = amount(text)
    assert text[found.start : found.end].strip() == figure


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("€ 12", {"euro": True, "percent": None}),
        ("12%", {"euro": False, "percent": "%"}),
        ("1,8 (2023)", {"year": 2023, "bare_year": False}),
        ("2023", {"year": None, "bare_year": True}),
        ("€ 2.023", {"bare_year": False}),
        ("125 V", {"after": "V", "before": None}),
        ("N 12", {"before": "N", "after": None}),
    ],
)
def test_what_stands_beside_it(text, told):
    found = amount(text)
    assert {name: getattr(found, name) for name in told} == told


@given(st.integers(0, 10**9), st.integers(0, 99), st.booleans())
def test_what_a_dutch_table_writes_is_read_back(whole, cents, negative):
    written = f"{'-' if negative else ''}{whole:,}".replace(",", ".") + f",{cents:02}"
    value = Decimal(f"{whole}.{cents:02}")
    assert amount(written).value == (-value if negative else value)


@given(st.text(max_size=45))
def test_any_text_is_a_figure_or_none_and_its_place_lies_within(text):
    found = amount(text)
    assert found is None or 0 <= found.start < found.end <= len(text)
