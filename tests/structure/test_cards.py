"""Cards below each other are tables; sections that come back are none."""

import pytest

from pipeline.document import BlockKind, Role
from pipeline.structure import lay_out

CARDS = """Jaarstukken 2025

Wat hebben we gedaan?

Activiteit
De soos in Oostveen verbouwen
Status
● Groen
Toelichting
In mei is de soos geopend. De opkomst was groot.

Activiteit
Een nieuw zwembad bouwen
Status
● Rood
Toelichting
De aanbesteding is mislukt.

Indicatoren
Bezoekers van de soos
"""
SECTIONS = """Begroting 2026

Activiteiten
- We openen een loket.
- We verbouwen de soos.
Planning
2026

Activiteiten
- We bouwen een brug.
Planning
2027
"""


@pytest.fixture
def layout(document, rules):
    return lambda text: lay_out(document(text), rules)


def test_each_card_is_a_row(layout):
    blocks = [b for b in layout(CARDS).blocks if b.place is not None]
    cells = [(b.place.row, b.place.column, b.role, b.passage.text) for b in blocks if b.kind is not BlockKind.FIGURE]
    assert cells == [
        (0, 0, Role.ACTIVITIES, "De soos in Oostveen verbouwen"),
        (0, 1, Role.STATUS, "Groen"),
        (0, 2, Role.RESULTS, "In mei is de soos geopend. De opkomst was groot."),
        (1, 0, Role.ACTIVITIES, "Een nieuw zwembad bouwen"),
        (1, 1, Role.STATUS, "Rood"),
        (1, 2, Role.RESULTS, "De aanbesteding is mislukt."),
    ]
    names = [b.passage.text for b in blocks if b.kind is BlockKind.FIGURE]
    assert names == ["Activiteit", "Status", "Toelichting"] * 2


def test_what_comes_behind_the_cards_is_no_part_of_them(layout):
    last = layout(CARDS).blocks[-1]
    assert last.place is None
    assert last.passage.text == "Bezoekers van de soos"


@pytest.mark.parametrize(
    "text",
    [
        SECTIONS,
        CARDS.partition("Activiteit\nEen nieuw")[0],  # one card is no table
        CARDS.replace("Status\n", "Anders\n"),  # nothing says how far or when
    ],
)
def test_sections_are_left_as_they_are(layout, text):
    assert all(b.place is None for b in layout(text).blocks)
