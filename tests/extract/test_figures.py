"""Tables to indicators and budget lines: whole ones, those that fell apart, and those of something else."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.annotate import annotate, load_model
from pipeline.extract import FIGURES
from pipeline.extract.figures import find
from pipeline.extract.mention import Context, Profile
from pipeline.ruleset import Rules
from pipeline.structure import lay_out

REPORT = Profile(kind="jaarverslag", start=dt.date(2025, 1, 1), end=dt.date(2025, 12, 31))
BUDGET = Profile(kind="begroting", start=dt.date(2026, 1, 1), end=dt.date(2026, 12, 31))


@pytest.fixture(scope="module")
def figures(rules, document):
    def found(text, profile=REPORT, tables=rules):
        layout = lay_out(document(text), rules)
        return find(Context(annotate(layout, load_model("blank")), tables.only(*FIGURES.tables), profile))

    return found


def lines(text):
    """A table on a line, with its cells parted by slashes, as it falls apart: a cell on each line."""
    return "\n\n".join(text.split(" / ")) + "\n"


def budget(m):
    v = m.value
    return m.text, v.name, v.side, v.measure, v.year, v.amount


def indicator(m):
    v = m.value
    return m.text, v.name, v.kind, v.year, v.value, v.unit


# Budgets.


def test_a_table_of_a_budget(figures):
    found = figures(
        "## Wat mag het kosten?\n\n"
        "| Bedragen x € 1.000 | Rekening 2024 | Begroting 2025 | Begroting 2026 |\n|---|---|---|---|\n"
        "| Lasten | 18.904 | 19.655 | 20.067 |\n| Baten | 1.212 | - | 1.246,5 |\n"
        "| Saldo | -17.692 | n.b. | -/- 18.821 |\n"
    )
    assert list(map(budget, found)) == [
        ("18.904", "Lasten", "lasten", "actual", 2024, 18_904_000),
        ("19.655", "Lasten", "lasten", "budget", 2025, 19_655_000),
        ("20.067", "Lasten", "lasten", "budget", 2026, 20_067_000),
        ("1.212", "Baten", "baten", "actual", 2024, 1_212_000),
        ("1.246,5", "Baten", "baten", "budget", 2026, 1_246_500),
        ("-17.692", "Saldo", "saldo", "actual", 2024, -17_692_000),
        ("-/- 18.821", "Saldo", "saldo", "budget", 2026, -18_821_000),
    ]
    assert {m.rule for m in found} == {"cijfers/bedrag-in-tabel"}


def test_a_table_that_fell_apart_into_lines(figures):
    found = figures(
        "Wat heeft het gekost?\n\n"
        + lines(
            "Wijkteams / bedragen x € 1.000 / Begroting na wijziging 2025 / Rekening / 2025 / % / Verschil / Baten / "
            "2.179 / 2.040 / 94% / -139 / Onttrekkingen aan reserves / Toevoegingen aan reserves / Totaal resultaat / "
            "-44.058 / -64.837 / 147% / -20.780"
        )
    )
    assert list(map(budget, found)) == [
        ("2.179", "Baten", "baten", "amended_budget", 2025, 2_179_000),
        ("2.040", "Baten", "baten", "actual", 2025, 2_040_000),
        ("-139", "Baten", "baten", "variance", 2025, -139_000),
        ("-44.058", "Totaal resultaat", "saldo", "amended_budget", 2025, -44_058_000),
        ("-64.837", "Totaal resultaat", "saldo", "actual", 2025, -64_837_000),
        ("-20.780", "Totaal resultaat", "saldo", "variance", 2025, -20_780_000),
    ]
    assert {m.value.group for m in found} == {"Wijkteams"}


def test_a_row_with_fewer_figures_than_columns_does_not_tell_which_it_has(figures):
    found = figures(lines("bedragen x € 1.000 / Begroting 2025 / Rekening 2025 / Lasten / 12 / 14 / Baten / 3"))
    assert budget(found[-1]) == ("3", "Baten", "baten", None, None, 3_000)
    assert found[-1].confidence < 0.7 <= min(m.confidence for m in found[:-1])


def test_words_with_their_amounts(figures):
    found = figures("Lasten\n\nbegroot\n€ 31.480\nrealisatie\n€ 33.027\nafwijking\n€ -1.547 -5%\n")
    assert list(map(budget, found)) == [
        ("€ 31.480", "Lasten", "lasten", "budget", 2025, None),
        ("€ 33.027", "Lasten", "lasten", "actual", 2025, None),
        ("€ -1.547", "Lasten", "lasten", "variance", 2025, None),
    ]


def test_two_series_at_a_name_are_expenses_and_then_income(figures):
    found = figures("Wonen\n\nbegroot\n€ 8.640\nrealisatie\n€ 8.215\nbegroot\n€ 1.120\nrealisatie\n€ 1.305\n")
    assert [(m.value.name, m.value.side, m.value.measure) for m in found] == [
        ("Wonen", "lasten", "budget"),
        ("Wonen", "lasten", "actual"),
        ("Wonen", "baten", "budget"),
        ("Wonen", "baten", "actual"),
    ]
    assert max(m.confidence for m in found) < 0.8


TILE = "Lasten\n\nbegroot\n€ 31.480\nrealisatie\n€ 33.027\n\nDit is een zin die de reeks cijfers afsluit.\n\n"


@pytest.mark.parametrize(
    ("table", "amount"),
    [
        (
            "| Bedragen x € 1.000 | Begroting 2025 | Rekening 2025 |\n|---|---|---|\n| Lasten | 31.480 | 33.027 |\n",
            31_480_000,
        ),
        (
            "| Bedragen x € 1.000 | Begroting 2025 | Rekening 2025 |\n|---|---|---|\n| Lasten | 31.481 | 33.028 |\n",
            None,
        ),
        ("| Bedragen x € 1.000 | Begroting 2025 | Rekening 2025 |\n|---|---|---|\n| Baten | 31.480 | 33.027 |\n", None),
        ("| Omschrijving | Begroting 2025 | Rekening 2025 |\n|---|---|---|\n| Lasten | 31.480 | 33.027 |\n", None),
    ],
)
def test_the_same_amount_elsewhere_tells_the_unit(figures, table, amount):
    found = figures(TILE + table)
    assert found[0].text == "€ 31.480"
    assert found[0].value.amount == amount


@pytest.mark.parametrize(
    ("caption", "cell", "amount"),
    [
        ("(bedragen x € 1.000)", "1.234,5", 1_234_500),
        ("bedragen in duizenden euro's", "12", 12_000),
        ("Bedragen x € 1 miljoen", "1,25", 1_250_000),
        ("bedragen in euro's", "12.500", 12_500),
        ("bedragen x € 1.000", "€ 1,2 mln", 1_200_000),  # the cell tells better
        ("Een tabel", "€ 12.500", 12_500),
        ("Een tabel", "12.500", None),
    ],
)
def test_units_are_applied(figures, caption, cell, amount):
    table = f"| Omschrijving | Begroting 2026 | Begroting 2027 |\n|---|---|---|\n| Lasten | {cell} | {cell} |\n"
    (first, _) = figures(f"{caption}\n\n{table}")
    assert first.value.amount == amount


@pytest.mark.parametrize(
    ("cell", "value", "effect"),
    [
        ("125 V", 125, "favourable"),
        ("N 1.250", 1250, "unfavourable"),
        ("-12 nadelig", -12, "unfavourable"),
        ("7", 7, None),
    ],
)
def test_favourable_or_not_is_kept_beside_the_sign(figures, cell, value, effect):
    found = figures(f"| Bedragen x € 1.000 | Begroting 2025 | Verschil |\n|---|---|---|\n| Lasten | 10 | {cell} |\n")
    assert (found[-1].value.value, found[-1].value.effect, found[-1].value.year) == (value, effect, 2025)


HEADED = {
    "years below": (
        "| | Rekening | Begroting | |\n|---|---|---|---|\n| Bedragen x € 1.000 | 2024 | 2025 | 2026 |\n"
        "| Lasten | 1 | 2 | 3 |\n",
        [("actual", 2024, "lasten"), ("budget", 2025, "lasten"), ("budget", 2026, "lasten")],
    ),
    "a heading in the middle of its columns": (
        "| Programma | | Rekening | | | Begroting | |\n|---|---|---|---|---|---|---|\n"
        "| bedragen x € 1.000 | | 2024 | | | 2025 | |\n| | baten | lasten | saldo | baten | lasten | saldo |\n"
        "| Veiligheid | 1 | 2 | 3 | 4 | 5 | 6 |\n",
        [("actual", 2024, s) for s in ("baten", "lasten", "saldo")]
        + [("budget", 2025, s) for s in ("baten", "lasten", "saldo")],
    ),
    "sides as columns": (
        "| Programma (x € 1.000) | Lasten 2026 | Baten 2026 |\n|---|---|---|\n| Veiligheid | 1 | 2 |\n",
        [("budget", 2026, "lasten"), ("budget", 2026, "baten")],
    ),
    "measures as rows": (
        "| Bedragen x € 1.000 | Lasten | Baten |\n|---|---|---|\n| Begroting 2025 | 1 | 2 |\n"
        "| Rekening 2025 | 3 | 4 |\n",
        [("budget", 2025, "lasten"), ("budget", 2025, "baten"), ("actual", 2025, "lasten"), ("actual", 2025, "baten")],
    ),
    "a side that the heading of the section names": (
        "## Lasten per taakveld\n\n| Bedragen x € 1.000 | Begroting 2026 |\n|---|---|\n| 7.1 Volksgezondheid | 1 |\n",
        [("budget", 2026, "lasten")],
    ),
}


@pytest.mark.parametrize("case", HEADED)
def test_what_stands_over_a_figure(figures, case):
    text, told = HEADED[case]
    assert [(m.value.measure, m.value.year, m.value.side) for m in figures(text, BUDGET)] == told


def test_what_stands_over_a_group_of_rows(figures):
    found = figures(
        "| Bedragen x € 1.000 | Begroting 2026 |\n|---|---|\n| Zorg | |\n| Lasten | 1 |\n| Wonen | |\n| Lasten | 2 |\n"
    )
    assert [(m.value.group, m.value.name, m.text) for m in found] == [("Zorg", "Lasten", "1"), ("Wonen", "Lasten", "2")]


def test_task_fields_are_named(figures):
    found = figures(
        "| Taakveld (x € 1.000) | Begroting 2026 |\n|---|---|\n| 6.1 Samenkracht en burgerparticipatie | 1 |\n"
        "| Volksgezondheid | 2 |\n| Totaal | 3 |\n"
    )
    assert [(m.value.task_field, m.value.task_field_name) for m in found] == [
        ("6.1", "Samenkracht en burgerparticipatie"),
        ("7.1", "Volksgezondheid"),
        (None, None),
    ]


def test_years_alone_are_budgets_in_a_budget_from_its_year_on(figures):
    table = "| Bedragen x € 1.000 | 2025 | 2026 | 2027 |\n|---|---|---|---|\n| Lasten | 1 | 2 | 3 |\n"
    assert [m.value.measure for m in figures(table, BUDGET)] == [None, "budget", "budget"]
    assert [m.value.measure for m in figures(table, REPORT)] == [None, None, None]


# Indicators.


def test_a_table_of_indicators(figures):
    found = figures(
        "| Indicator | Eenheid | Bron | Nulmeting 2021 | Realisatie 2024 | Streefwaarde 2025 |\n"
        "|---|---|---|---|---|---|\n| Eenzame inwoners | % | eigen meting | 12,4 | 11,9 | 11,0 |\n"
        "| Waardering | cijfer | enquête | n.b. | 7,1 | 7,5 |\n"
    )
    assert list(map(indicator, found)) == [
        ("12,4", "Eenzame inwoners", "baseline", 2021, 12.4, "%"),
        ("11,9", "Eenzame inwoners", "realised", 2024, 11.9, "%"),
        ("11,0", "Eenzame inwoners", "target", 2025, 11.0, "%"),
        ("7,1", "Waardering", "realised", 2024, 7.1, "cijfer"),
        ("7,5", "Waardering", "target", 2025, 7.5, "cijfer"),
    ]
    assert {m.value.origin for m in found} == {"eigen meting", "enquête"}


def test_indicators_that_fell_apart(figures):
    found = figures(
        lines(
            "Effectindicator / Realisatie / 2024 / Streef- / waarde 2025 / Bron / Eenzame inwoners (%) / 12,4 / 11,0 / "
            "peiling / Bezoekers (aantal) / 1.391 / 1.450 / telling"
        )
    )
    assert [(*indicator(m), m.value.origin) for m in found] == [
        ("12,4", "Eenzame inwoners (%)", "realised", 2024, 12.4, "%", "peiling"),
        ("11,0", "Eenzame inwoners (%)", "target", 2025, 11.0, "%", "peiling"),
        ("1.391", "Bezoekers (aantal)", "realised", 2024, 1391.0, "aantal", "telling"),
        ("1.450", "Bezoekers (aantal)", "target", 2025, 1450.0, "aantal", "telling"),
    ]


def test_an_indicator_whose_empty_cells_are_lost_has_no_years(figures):
    found = figures(lines("Indicator / JR 2016 / JR 2017 / 2017 / 2018 / Tevredenheid over hulp / 7,00 / 7,00"))
    assert [(m.value.kind, m.value.year, m.value.value) for m in found] == [(None, None, 7.0)] * 2


@pytest.mark.parametrize(
    ("heads", "profile", "kinds"),
    [
        ("2024 | 2025 | Streefwaarde", REPORT, ["realised", "realised", "target"]),
        ("Realisatie 2025 | 2026 | 2027", BUDGET, ["realised", "target", "target"]),
        ("2024 | 2026 | 2030", REPORT, ["realised", "target", "target"]),
        ("2024 | 2026 | 2030", BUDGET, [None, "target", "target"]),
        ("2024 | 2025 | 2026", Profile(), [None, None, None]),
        ("Begroting 2025 | Rekening 2025 | Verschil", REPORT, ["target", "realised"]),
        ("Realisatie 2025 | Realisatie Nederland | Trend", REPORT, ["realised"]),
    ],
)
def test_what_a_column_gives(figures, heads, profile, kinds):
    found = figures(f"| Indicator | {heads} |\n|---|---|---|---|\n| Bezoekers | 12 | 14 | 15 |\n", profile)
    assert [m.value.kind for m in found] == kinds


def test_a_year_in_the_name_of_an_indicator_is_not_that_of_its_figures(figures):
    (found,) = figures("| Indicator | Streefwaarde |\n|---|---|\n| Cliënten met hulp van de Wmo 2015 | 12 |\n")
    assert found.value.year is None


def test_a_year_behind_a_figure_is_its_own(figures):
    (found,) = figures("| Indicator | Realisatie |\n|---|---|\n| Absoluut verzuim | 1,8 (2023) |\n")
    assert (found.text, found.value.year, found.value.value) == ("1,8", 2023, 1.8)


# What is none.

NONE = {
    "telephones and pages": "| Loket | Telefoon | Open sinds | Bladzijde |\n|---|---|---|---|\n"
    "| Noord | 0299 41 22 10 | 2021 | 12 |\n| Zuid | 0299 41 22 11 | 2023 | 14 |\n",
    "dates": "| Vergadering | 2025 | 2026 |\n|---|---|---|\n| Raad | 3-11-2025 | 4-11-2026 |\n",
    "ages": "| Groep | Vanaf leeftijd | Tot leeftijd |\n|---|---|---|\n| Jeugd | 12 | 18 |\n| Jongeren | 18 | 27 |\n",
    "activities with years": "| Wat gaan we doen? | Start | Gereed |\n|---|---|---|\n"
    "| Een loket openen | 2025 | 2026 |\n| Een pad aanleggen | 2026 | 2027 |\n",
    "activities with years under a heading of costs": "## Wat mag het kosten?\n\n"
    "| Activiteit | 2025 | 2026 |\n|---|---|---|\n| Een loket openen | 2025 | 2026 |\n",
    "inhabitants": "| Kern | 2024 | 2025 |\n|---|---|---|\n| Oudemeer | 4.120 | 4.180 |\n| Zuid | 2.300 | 2.310 |\n",
    "hours": "| Uren | Begroting 2025 | Rekening 2025 |\n|---|---|---|\n| Toezicht | 120 | 118 |\n",
    "prose": "De lasten zijn in 2025 € 12.500 hoger dan begroot.\n\nEr waren 1.391 bezoekers; beoogd was 1.450.\n",
    "a list": "Wat hebben wij bereikt?\n\n- 112 statushouders kregen een plan\n- 84 gezinnen kregen hulp\n",
    "page numbers": "Inhoud\n\nInleiding\n\n3\n\nLasten en baten\n\n5\n\nBijlagen\n\n24\n",
    "lines of something else": lines("Kern / Noord / 12 / 14 / Zuid / 15 / 16"),
    "years on lines": lines("Indicator / Gestart / 2021 / Gereed / 2025 / Loket / 2021 / 2025"),
    "a lone amount": "Lasten\n\nbegroot\n\nDat bedrag volgt nog.\n",
    "shares alone": "| Lasten | Aandeel |\n|---|---|\n| Zorg | 12% |\n| Wonen | 88% |\n",
}


@pytest.mark.parametrize("case", NONE)
def test_what_is_no_figure_of_a_budget_or_an_indicator(figures, case):
    assert figures(NONE[case]) == []


# Rows of the table.


@pytest.mark.parametrize(
    ("row", "before", "after"),
    [("lasten-eerst", ("lasten", "baten"), (None, None)), ("bedrag-bij-woord", ("lasten", "baten"), ())],
)
def test_without_its_row_nothing_is_concluded(rules, figures, row, before, after):
    text = "Wonen\n\nbegroot\n€ 8.640\nbegroot\n€ 1.120\n"
    assert tuple(m.value.side for m in figures(text)) == before
    kept = tuple(r for r in rules.figures if r.name != row)
    fewer = Rules(rules.folder, row, {**rules.tables, "cijfers": kept}, rules.lines)
    assert tuple(m.value.side for m in figures(text, tables=fewer)) == after


LINES = (
    *("Lasten", "Baten", "begroot", "realisatie", "2025", "Indicator", "Streefwaarde", "bedragen x € 1.000", "12"),
    *("€ 1.200", "-", "%", "Wonen", "Bron", "Eenheid", "Streef-", "Een zin die ergens over gaat.", "| a | 12 |"),
    *("| Lasten | 2025 |", "|---|---|"),
)


@given(st.lists(st.sampled_from(LINES), max_size=14))
def test_any_order_of_lines_is_read_without_trouble(rules, document, parts):
    layout = lay_out(document("\n\n".join(["Plan", *parts])), rules)
    context = Context(annotate(layout, load_model("blank")), rules.only(*FIGURES.tables), REPORT)
    for found in find(context):
        assert found.span.of(layout.document.text).split() == found.text.split()
        assert 0 < found.confidence < 1
