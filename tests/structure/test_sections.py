"""The tree of sections, the roles that hold in them, and which line introduces a list."""

from pipeline.document import BlockKind, Role

PLAN = """# Beleidsplan

## 1 Meedoen

### 1.1 Wat willen we bereiken?

- Inwoners doen mee

#### Toelichting op dit doel

Dit is de reden.

### 1.2 Wat gaan we daarvoor doen?

Wij gaan:
- een loket openen
  - met een balie:
    - voor ouderen
- een team starten

## 2 Zorg

Wij starten een pilot.
"""


def _titles(layout, index):
    return [section.title for section in layout.path(index)]


def test_sections_are_a_tree(lay):
    layout = lay(PLAN)
    assert layout.sections[0].heading is None
    for section in layout.sections[1:]:
        assert section.parent < section.index
        assert layout.sections[section.parent].level < section.level
        assert layout.blocks[section.heading].section == section.index, "a heading belongs to what it opens"
        assert layout.blocks[section.heading].passage.text.strip() == section.title


def test_each_block_stands_in_the_section_of_the_heading_above(lay):
    layout = lay(PLAN)
    paths = {b.passage.text: _titles(layout, b.section) for b in layout.blocks}
    assert paths["Inwoners doen mee"] == ["Beleidsplan", "Meedoen", "Wat willen we bereiken?"]
    assert paths["een team starten"] == ["Beleidsplan", "Meedoen", "Wat gaan we daarvoor doen?"]
    assert paths["Wij starten een pilot."] == ["Beleidsplan", "Zorg"]


def test_a_role_holds_below_its_heading_and_no_further(lay):
    layout = lay(PLAN)
    roles = {b.passage.text: layout.role(b.section) for b in layout.blocks}
    assert roles["Inwoners doen mee"] is Role.GOALS
    assert roles["een team starten"] is Role.ACTIVITIES
    assert roles["Wij starten een pilot."] is None
    assert layout.role(0) is None


def test_text_before_any_heading_is_of_the_document_itself(lay):
    layout = lay("Dit is een zin.\n\n# Kop\n\nDit ook.\n")
    assert [b.section for b in layout.blocks] == [0, 1, 1]
    assert layout.path(0) == ()


def test_a_list_has_the_line_that_introduces_it(lay):
    layout = lay(PLAN)
    leads = {b.passage.text: layout.blocks[b.lead].passage.text for b in layout.blocks if b.lead is not None}
    assert leads == {
        "een loket openen": "Wij gaan:",
        "met een balie:": "Wij gaan:",
        "voor ouderen": "met een balie:",
        "een team starten": leads["een team starten"],
    }


def test_a_list_below_a_full_sentence_has_none(lay):
    layout = lay("Wij gaan veel doen.\n- een loket openen\n\nWij gaan:\n\n# Kop\n\n- een team starten\n")
    assert [b.lead for b in layout.blocks if b.kind is BlockKind.ITEM] == [None, None]


def test_page_furniture_does_not_part_a_list_from_its_lead(lay):
    layout = lay("Wij gaan:\n\nPagina 3 van 20\n\n- een loket openen\n")
    (item,) = [b for b in layout.blocks if b.kind is BlockKind.ITEM]
    assert layout.blocks[item.lead].passage.text == "Wij gaan:"
