"""Tables of tabs or wide spaces: known by the names of their columns, and left alone where nothing names them."""

import pytest

from pipeline.document import BlockKind, Role
from pipeline.span import rebuild

TABS = "Actie\tTrekker\tPlanning\nHet plein opnieuw inrichten\tTeam Beheer\t2026\nDe haven uitdiepen\t\t2027\n"
SPACES = """Activiteit                     Wanneer        Wie                  Bedrag
Uitbreiding van de inloop      1 aug. 2026    Welzijn Veenstad     €  45.000
Nieuwe regels voor             eind 2027      Werkplein Oost en    p.m.
subsidies aan clubs                           de sportraad
Onderzoek naar een loket                      Gemeente             -

Dit is de tekst die erna komt.
"""


@pytest.fixture
def cells(lay):
    def found(text):
        blocks = [b for b in lay(text).blocks if b.place is not None and b.kind is BlockKind.CELL]
        return {(b.place.row, b.place.column): (b.role, b.passage.text) for b in blocks}

    return found


def test_tabs_keep_an_empty_cell(cells):
    assert cells(TABS) == {
        (0, 0): (Role.ACTIVITIES, "Het plein opnieuw inrichten"),
        (0, 1): (Role.PARTNERS, "Team Beheer"),
        (0, 2): (Role.TIMING, "2026"),
        (1, 0): (Role.ACTIVITIES, "De haven uitdiepen"),
        (1, 2): (Role.TIMING, "2027"),
    }


def test_cells_behind_spaces_stand_where_they_begin_and_go_on_below(cells):
    found = cells(SPACES)
    assert found[0, 3] == (Role.COSTS, "€ 45.000")
    assert found[1, 0] == (Role.ACTIVITIES, "Nieuwe regels voor subsidies aan clubs")
    assert found[1, 2] == (Role.PARTNERS, "Werkplein Oost en de sportraad")
    assert found[2, 0] == (Role.ACTIVITIES, "Onderzoek naar een loket")
    assert (2, 1) not in found
    assert found[2, 2] == (Role.PARTNERS, "Gemeente")


def test_places_are_exact_where_a_cell_goes_on_below(lay):
    for block in lay(SPACES).blocks:
        assert rebuild(SPACES, block.passage.whole) in block.passage.text


@pytest.mark.parametrize(
    "text",
    [
        "Wij  werken  samen met de school.\nDat doen wij graag.\n",
        "Visie\t11\nDoelen\t12\nActiviteiten\t14\n",
        "Naam          Telefoon      Kamer\nJansen        12            3\n",
        "Activiteiten   Planning\n",
    ],
    ids=["spaces in a sentence", "contents", "unknown columns", "no rows"],
)
def test_other_lines_are_no_table(cells, text):
    assert cells(text) == {}
