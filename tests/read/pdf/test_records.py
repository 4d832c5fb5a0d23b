"""From a PDF to its records: each text is rebuilt from its place, and stands where its boxes say."""

import re

import pytest

from pipeline.document import BlockKind
from pipeline.run import process
from pipeline.span import HYPHENS
from pipeline.structure import lay_out
from pipeline.write import record_yaml

BROKEN = re.compile(rf"[{HYPHENS}][ \t\r]*\n\s*")
INTRO = (
    "De gemeente Rietmeer wil dat iedereen mee kan doen. Dit programma zegt wat wij daarvoor in 2026 doen, met wie en "
    "wanneer. Wij werken daarbij samen met Welzijn Rietland, GGD Veenoord en de gemeente Oosterbrink."
)
LEFT = (
    "Wij openen in maart 2026 een inloophuis in Waterkant. Inwoners krijgen daar op grond van de Wmo 2015 hulp en "
    "advies. Wij organiseren samen met de bibliotheek elke maand een taalcafé voor nieuwkomers. Met de huisartsen "
    "maken wij afspraken over de ondersteu-"
)
RIGHT = (
    "ning van mantelzorgers, zoals de Jeugdwet en het Integraal Zorgakkoord dat vragen. Uiterlijk 1 juli 2026 leggen "
    "wij die vast in een convenant. Wij onderzoeken in 2027 of de aanpak werkt. Welzijn Rietland voert dat uit."
)
HEADER = ("Doel", "Activiteit", "Wanneer", "Partners")
ROWS = [
    (("Minder kinderen", "groeien op in armoede"), "Wij breiden het kindpakket uit", "Q1 2026", "Stichting Leergeld"),
    (None, ("Wij starten een meld-", "punt voor geldzorgen"), "juni 2026", "Werkplein Veenoord"),
    ("Meer inwoners bewegen", "Wij stellen twee buurtsportcoaches aan", "2026-2028", "Rietmeer Beweegt"),
]


def draw(made):
    """Draw a programme of two pages: columns, a table, a list, a footnote, a running head and page numbers."""
    for number in (1, 2, 3):
        made.page()
        made.write(60, 40, "Gemeente Rietmeer – Programma sociaal domein 2026", size=8)
        made.write(290, 815, f"{number}", size=8)
        if number == 1:
            made.write(60, 100, "Samen meedoen in Rietmeer", size=20, bold=True)
            made.flow(60, 130, INTRO)
            made.write(60, 200, "1 Zorg en ondersteuning", size=14, bold=True)
            made.flow(60, 225, LEFT, width=215)
            made.flow(320, 225, RIGHT, width=215)
            made.write(60, 780, "1 Zie de Verordening maatschappelijke ondersteuning Rietmeer.", size=7)
        elif number == 2:
            made.write(60, 100, "2 Wat gaan wij doen?", size=14, bold=True)
            made.grid(60, 120, (130, 190, 70, 100), [HEADER, *ROWS], height=40)
        else:
            made.write(60, 100, "3 Activiteiten jeugd", size=14, bold=True)
            made.write(60, 130, "• Wij zetten het programma Kansrijke Start voort tot en met 2027.")
            made.write(60, 144, "• Wij sluiten in september 2026 met de scholen een jeugd-", "akkoord.")


@pytest.fixture(scope="module")
def document(paper, read):
    made = paper()
    draw(made)
    return read(made)


@pytest.fixture(scope="module")
def record(document, rules, nlp):
    return process(document, rules, nlp)


def rebuilt(piece, text):
    """A slice rebuilds a text: white space folded, hyphens at line ends kept or dropped."""

    def folded(t):
        return " ".join(t.split())

    return folded(text) in {folded(BROKEN.sub("", piece)), folded(BROKEN.sub("-", piece)), folded(piece)}


def test_the_structure_is_that_of_the_page(document, rules):
    layout = lay_out(document, rules)
    assert [s.title for s in layout.sections if s.heading is not None] == [
        "Samen meedoen in Rietmeer",
        "Zorg en ondersteuning",
        "Wat gaan wij doen?",
        "Activiteiten jeugd",
    ]
    texts = [b.passage.text for b in layout.blocks]
    assert "ondersteuning van mantelzorgers" in " ".join(texts)
    assert not any("Programma sociaal domein" in t for t in texts)
    cells = [b for b in layout.blocks if b.kind is BlockKind.CELL]
    assert {b.place.row for b in cells if b.place} == {0, 1, 2}
    assert "Wij starten een meldpunt voor geldzorgen" in {b.passage.text for b in cells}
    (note,) = [b.passage.text for b in layout.blocks if b.kind is BlockKind.FOOTNOTE]
    assert "Zie de Verordening maatschappelijke ondersteuning Rietmeer." in note


def test_records_are_found(record):
    texts = {one.text for one in record.activities}
    assert any("inloophuis" in text for text in texts)
    assert any("meldpunt voor geldzorgen" in text for text in texts)
    assert any("jeugdakkoord" in text for text in texts)
    assert any("armoede" in one.text for one in record.goals)
    assert len(record.activities) >= 6


def test_every_text_is_rebuilt_from_its_place(document, record):
    found = list(record.records())
    assert len(found) > 20
    for one in found:
        for place in (one.source, *getattr(one, "also_at", ())):
            assert rebuilt(document.text[place.start : place.end], one.text), one.id


def test_every_record_has_boxes_on_pages_that_are_there(record):
    assert record.document.pages == 3
    for one in record.records():
        assert one.source.boxes, one.text
        for box in one.source.boxes:
            x0, top, x1, bottom = box.bbox
            assert 1 <= box.page <= 3
            assert 50 < x0 < x1 < 560, one.text
            assert 60 < top < bottom < 800, one.text


def test_a_record_over_columns_has_a_box_in_each(document, record):
    (one,) = [r for r in record.activities if "mantelzorgers" in r.text]
    places = [(box.page, round(box.bbox[0]) >= 320, box.bbox[2] <= 290) for box in one.source.boxes]
    assert set(places) == {(1, False, True), (1, True, False)}


def test_a_record_of_a_cell_stands_in_its_cell(record):
    (one,) = [r for r in record.activities if "meldpunt" in r.text]
    (box,) = one.source.boxes
    x0, top, x1, bottom = box.bbox
    assert box.page == 2
    assert 190 <= x0 < x1 <= 380
    assert 200 <= top < bottom <= 240


def test_the_same_bytes_give_the_same_record(paper, read, rules, nlp, record):
    made = paper()
    draw(made)
    assert record_yaml(process(read(made), rules, nlp)) == record_yaml(record)
