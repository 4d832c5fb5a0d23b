"""Tables that fell apart into lines: known by a column of states or times, and left alone where nothing shows it."""

import pytest

from pipeline.document import BlockKind, Role
from pipeline.structure import lay_out

STATES = """Jaarstukken 2025

Resultaat

Status

Toelichting

Alle scholen in het dorp hebben een conciërge

● groen

In mei zijn op twee scholen conciërges begonnen, betaald uit het schoolfonds

Het dorpsplein is autovrij

● oranje

De paaltjes zijn geplaatst, de borden volgen nog

Het zwembad is weer open

gereed

De pomp is vervangen

{after}
"""
TIMES = """Actie
Trekker
Planning
Het plein opnieuw inrichten
Team Beheer
Q2 2026
De haven uitdiepen
Waterschap Veenmond
najaar 2026
De kade verhogen met basalt
Team Water
2027
"""


@pytest.fixture
def cells(rules, document):
    def found(text):
        blocks = lay_out(document(text), rules).blocks
        return [(b.place.row, b.place.column, b.role, b.passage.text) for b in blocks if b.kind is BlockKind.CELL]

    return found


@pytest.mark.parametrize(
    "after", ["", "4.3 Wat hebben we gedaan?", "Effect 4.2 Iedereen beweegt\n\nResultaat\n\nStatus"]
)
def test_a_column_of_states_tells_the_rows(cells, after):
    found = cells(STATES.format(after=after))
    assert [(row, column) for row, column, _, _ in found] == [(r, c) for r in range(3) for c in range(3)]
    assert [text for _, column, _, text in found if column == 1] == ["groen", "oranje", "gereed"]
    assert {role for _, column, role, _ in found if column == 1} == {Role.STATUS}
    assert {role for _, column, role, _ in found if column == 0} == {None}, "its section says what a result is"


def test_a_column_of_times_tells_the_rows(cells):
    found = cells(TIMES)
    assert [text for _, column, _, text in found if column == 2] == ["Q2 2026", "najaar 2026", "2027"]
    assert {role for _, column, role, _ in found if column == 0} == {Role.ACTIVITIES}


# Nothing here is a table.
NONE = [
    "Actie\nTrekker\nPlanning\n",
    "Actie\nTrekker\nPlanning\nWij bouwen een brug over de vaart.\nDaarna volgt het plein.\nDat duurt nog even.\n",
    "Status\n\nDe brug is klaar.\n\nToelichting\n\nIn mei is de brug geopend.\n\nPlanning\n\nDe rest volgt.\n",
    "Doelen\n\nActiviteiten\n\nPartners\n\nIedereen doet mee\n\nWe bouwen een brug\n\nHet waterschap\n",
    TIMES.replace("najaar 2026", "Het waterschap doet dit samen met de provincie en het dorp").replace(
        "2027\n", "zo snel als het kan\n"
    ),
]


@pytest.mark.parametrize("text", NONE)
def test_what_no_column_tells_is_no_table(cells, text):
    assert cells(text) == []


def test_cells_that_nothing_says_of_are_not_what_the_heading_says(rules, nlp, document):
    from pipeline.run import process

    text = (
        "# Doel: Iedereen beweegt meer\n\n| Actie | Effect | Zaalnummer |\n|---|---|---|\n"
        "| Een beweegtuin aanleggen | Minder mensen vallen | Zaal Noord |\n"
    )
    record = process(document(text, "plan.md"), rules, nlp)
    assert [g.text for g in record.goals] == ["Iedereen beweegt meer", "Minder mensen vallen"]
    assert [a.text for a in record.activities] == ["Een beweegtuin aanleggen"]
