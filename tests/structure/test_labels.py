"""Labels and fields: a name in front of a line, or alone on the line above it."""

import pytest

from pipeline.document import BlockKind, Role


def told(layout):
    return [(b.role, b.passage.text) for b in layout.blocks if b.kind is BlockKind.LABEL]


CARDS = """Jaarverslag 2025

5.2.1.a  Een ingang voor vragen   ✔
  voornemen
  Wij voegen de loketten samen.
  stand van zaken
  Het loket is in mei geopend.
  Er kwamen veel mensen.
  vervolg
  Evaluatie in 2026

5.2.1.b  Hulp in huis   ◑
  voornemen
  Nieuwe contracten per 2026.
"""


def test_names_in_lower_case_say_what_stands_below_them(lay):
    assert told(lay(CARDS)) == [
        (Role.ACTIVITIES, "Wij voegen de loketten samen."),
        (Role.RESULTS, "Het loket is in mei geopend."),
        (Role.RESULTS, "Er kwamen veel mensen."),
        (Role.ACTIVITIES, "Evaluatie in 2026"),
        (Role.ACTIVITIES, "Nieuwe contracten per 2026."),
    ]


def test_among_labels_a_name_alone_has_its_text_below(lay):
    text = "Programma\n\nWat: Een loket openen\nWie\nTeam Zorg, Welzijn Veenstad\nWanneer\neind 2027\nKosten: € 5.000\n"
    assert told(lay(text)) == [
        (Role.ACTIVITIES, "Een loket openen"),
        (Role.PARTNERS, "Team Zorg, Welzijn Veenstad"),
        (Role.TIMING, "eind 2027"),
        (Role.COSTS, "€ 5.000"),
    ]


def test_a_label_with_a_year_is_no_name(lay):
    text = "Programma\n\nTrekker: team Groen\nPlanning: 2026\nEen los bericht\n"
    assert told(lay(text)) == [(Role.PARTNERS, "team Groen"), (Role.TIMING, "2026")]


def test_a_question_with_its_unit_is_a_heading(lay):
    (heading,) = [b for b in lay("Plan\n\nWat mag het kosten? (x € 1.000)\n\nDe lasten stijgen.\n").blocks if b.role]
    assert (heading.kind, heading.role) == (BlockKind.HEADING, Role.COSTS)


@pytest.mark.parametrize(
    ("below", "role"),
    [
        ("Trekker: team Groen\nPlanning: 2026\n", Role.ACTIVITIES),
        ("Trekker: team Groen\nPartners: Natuurclub\n", None),
        ("Wat: paden aanleggen\nPlanning: 2026\n", None),
        ("Er zijn nu weinig paden.\n", None),
    ],
    ids=["who and when", "who twice", "what it is stands below", "a text"],
)
def test_a_heading_above_who_and_when_names_an_activity(lay, below, role):
    (heading,) = [
        b for b in lay(f"Programma 2026\n\nWandelpaden in het bos\n{below}").blocks if "Wandelpaden" in b.passage.text
    ]
    assert heading.role is role


def test_a_state_below_a_heading_with_a_code_tells_the_same(lay):
    first = "A1   Een visie opstellen\nStoplicht: GROEN\nDe visie is er.\n"
    text = f"Verslag\n\n{first}\nA2   Een hal bouwen\nStoplicht: ROOD\nDat lukte niet.\n"
    found = {b.code: b.role for b in lay(text).blocks if b.code}
    assert found == {"A1": Role.ACTIVITIES, "A2": Role.ACTIVITIES}
