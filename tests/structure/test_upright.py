"""Cards of two columns: the names of the fields of one action below each other."""

import pytest

from pipeline.document import BlockKind, Role

CARD = """| Kaart 1 | |
|---|---|
| Dit doen we | Wij maken de speeltuinen rookvrij. |
| Trekker | Sportbedrijf Veenstad |
| Planning | 2026 tot en met 2027 |
| Helpt bij | Doel 2 |
"""


def shown(layout):
    return [
        (b.kind, b.place.row, b.place.column, b.role, b.passage.text)
        for b in layout.blocks
        if b.place is not None and b.place.row >= 0
    ]


def test_a_card_is_one_row_with_a_column_for_each_name(lay):
    assert shown(lay(CARD)) == [
        (BlockKind.FIGURE, 0, 0, Role.ACTIVITIES, "Dit doen we"),
        (BlockKind.CELL, 0, 0, Role.ACTIVITIES, "Wij maken de speeltuinen rookvrij."),
        (BlockKind.FIGURE, 0, 1, Role.PARTNERS, "Trekker"),
        (BlockKind.CELL, 0, 1, Role.PARTNERS, "Sportbedrijf Veenstad"),
        (BlockKind.FIGURE, 0, 2, Role.TIMING, "Planning"),
        (BlockKind.CELL, 0, 2, Role.TIMING, "2026 tot en met 2027"),
        (BlockKind.FIGURE, 0, 3, None, "Helpt bij"),
        (BlockKind.CELL, 0, 3, None, "Doel 2"),
    ]


@pytest.mark.parametrize(
    "table",
    [
        "| Actie | Planning |\n|---|---|\n| Speeltuinen rookvrij maken | 2026 |\n| Scholen rookvrij maken | 2027 |\n",
        "| Begrip | Betekenis |\n|---|---|\n| Trekker | Wie het doet |\n| Loket | Waar men binnenkomt |\n",
        "| Actie | Wie | Wanneer |\n|---|---|---|\n| Loket openen | Team Zorg | 2026 |\n",
    ],
    ids=["two named columns", "a list of words", "three columns"],
)
def test_other_tables_stay_as_they_are(lay, table):
    assert {b.place.row for b in lay(table).blocks if b.place is not None} != {0}


def test_columns_of_times_with_marks_tell_when(lay):
    rows = "| Loket openen | Team Zorg | x | |\n| Krant maken | Team Pers | | x |\n"
    text = f"| Actie | Wie | Q1 2026 | Q2 2026 |\n|---|---|---|---|\n{rows}"
    names = [b for b in lay(text).blocks if b.place.row == -1 and b.kind is BlockKind.CELL]
    assert [(b.passage.text, b.role) for b in names] == [("Q1 2026", Role.TIMING), ("Q2 2026", Role.TIMING)]
    marks = [b for b in lay(text).blocks if b.passage.text == "x"]
    assert {b.kind for b in marks} == {BlockKind.FIGURE}


def test_columns_of_years_with_amounts_stay_figures(lay):
    text = "| Actie | 2026 | 2027 |\n|---|---|---|\n| Loket openen | 12 | 14 |\n"
    assert all(b.kind is BlockKind.FIGURE for b in lay(text).blocks if b.place.row == -1)
