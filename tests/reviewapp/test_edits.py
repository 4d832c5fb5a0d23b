"""A rule table changed by one line: the lines that come, and all that stays to the letter."""

import difflib

import pytest

from pipeline.reviewapp.edits import Edit, EditError, draft, restored

TABLE = """# Boven de lijst blijft staan.

- naam: Alfa   # een opmerking
  soort: organisatie
  aliassen: [Stichting Alfa, 'A & B']   # na de lijst
  bron: alfa.example
- naam: "Bèta: zorg"
  soort: organisatie
  aliassen:
    - Bèta
    # tussen de namen
    - "Bèta, zorg"

  toelichting: blijft onderaan
- {naam: Gamma, soort: groep, aliassen: []}
- naam: Delta
  soort: groep
  aliassen: [Delta één,
    Delta twee]
- naam: Epsilon
  soort: organisatie
"""


def changed(tmp_path, text, *edits):
    """The lines that go and come, by another way than the program's own."""
    path = tmp_path / "partners.yaml"
    path.write_bytes(text.encode())
    made = draft(tmp_path, edits)
    assert made.before == text.encode()
    lines = difflib.ndiff(text.splitlines(keepends=True), made.after.decode().splitlines(keepends=True))
    return [line for line in lines if line[0] in "+-"], made


@pytest.mark.parametrize(
    ("row", "field", "value", "wanted"),
    [
        (
            "Alfa", "aliassen", "A-groep",
            ["-   aliassen: [Stichting Alfa, 'A & B']   # na de lijst\n",
             "+   aliassen: [Stichting Alfa, 'A & B', A-groep]   # na de lijst\n"],
        ),
        (
            "Alfa", "uitzonderingen", "Alfa [oud], nieuw",
            ["+   uitzonderingen: ['Alfa [oud], nieuw']\n"],
        ),
        ("Bèta: zorg", "aliassen", "# Bèta", ["+     - '# Bèta'\n"]),
        ("Bèta: zorg", "aliassen", "Bèta: thuis", ["+     - 'Bèta: thuis'\n"]),
        ("Bèta: zorg", "aliassen", "bèta", ["+     - bèta\n"]),
        (
            "Gamma", "aliassen", "gamma's",
            ["- - {naam: Gamma, soort: groep, aliassen: []}\n",
             "+ - {naam: Gamma, soort: groep, aliassen: [gamma's]}\n"],
        ),
        ("Delta", "aliassen", "D3", ["-     Delta twee]\n", "+     Delta twee, D3]\n"]),
        ("Epsilon", "aliassen", "2026", ["+   aliassen: ['2026']\n"]),
    ],
)  # fmt: skip
def test_one_line_changes(tmp_path, row, field, value, wanted):
    lines, made = changed(tmp_path, TABLE, Edit("partners", row, field, value))
    assert lines == wanted
    assert [f"{sign} {text}\n" for sign, _, text in made.lines()] == wanted


GONE = {
    "the first of a list on a line": (
        "Alfa", "Stichting Alfa",
        ["-   aliassen: [Stichting Alfa, 'A & B']   # na de lijst\n", "+   aliassen: ['A & B']   # na de lijst\n"],
    ),
    "the last of a list on a line": (
        "Alfa", "A & B",
        ["-   aliassen: [Stichting Alfa, 'A & B']   # na de lijst\n",
         "+   aliassen: [Stichting Alfa]   # na de lijst\n"],
    ),
    "the first of a list of lines": ("Bèta: zorg", "Bèta", ["-     - Bèta\n"]),
    "the last of a list of lines": ("Bèta: zorg", "Bèta, zorg", ['-     - "Bèta, zorg"\n']),
    "one of a list over two lines": (
        "Delta", "Delta twee", ["-   aliassen: [Delta één,\n", "+   aliassen: [Delta één]\n", "-     Delta twee]\n"],
    ),
    "the only one, with its field": ("Zeta", "Z", ["-   aliassen:\n", "-     - Z\n"]),
    "the only one of a list on a line": ("Èta", "È", ["-   aliassen: [È]\n"]),
}  # fmt: skip
SINGLE = TABLE + "- naam: Zeta\n  aliassen:\n    - Z\n  soort: groep\n- naam: Èta\n  soort: groep\n  aliassen: [È]\n"


@pytest.mark.parametrize("case", GONE)
def test_a_name_that_goes_takes_its_line_only(tmp_path, case):
    row, value, wanted = GONE[case]
    assert changed(tmp_path, SINGLE, Edit("partners", row, "aliassen", value, "weg"))[0] == wanted


@pytest.mark.parametrize("ends", [True, False], ids=["a break at the end", "no break at the end"])
@pytest.mark.parametrize("break_", ["\n", "\r\n"])
@pytest.mark.parametrize("case", GONE)
def test_a_name_that_went_comes_back_to_the_byte(tmp_path, break_, case, ends):
    text = SINGLE.replace("\n", break_) if ends else SINGLE.rstrip("\n").replace("\n", break_)
    edit = Edit("partners", *GONE[case][:1], "aliassen", GONE[case][1], "weg")
    _, made = changed(tmp_path, text, edit)
    (tmp_path / "partners.yaml").write_bytes(made.after)
    assert restored(tmp_path, edit, made.lines(), made.above()).after == text.encode()


MORE = (("type", "zorg"), ("aliassen", "Nieuw"))
NEW = Edit("partners", "Stichting Nieuw: hulp", "soort", "organisatie", "rij", MORE)
LINES = ["- naam: 'Stichting Nieuw: hulp'", "  soort: organisatie", "  type: zorg", "  aliassen:", "    - Nieuw"]


@pytest.mark.parametrize("ends", [True, False], ids=["a break at the end", "no break at the end"])
@pytest.mark.parametrize("break_", ["\n", "\r\n"])
def test_a_new_row_stands_below_all_others_and_goes_without_a_trace(tmp_path, break_, ends):
    text = (TABLE if ends else TABLE.rstrip("\n")).replace("\n", break_)
    _, made = changed(tmp_path, text, NEW)
    assert made.after.decode().startswith(text)
    assert made.after.decode().splitlines()[-5:] == LINES
    assert [line for _, _, line in made.lines()] == LINES
    assert made.after.decode().endswith(break_) is ends
    (tmp_path / "partners.yaml").write_bytes(made.after)
    assert restored(tmp_path, NEW, made.lines(), made.above()).after == text.encode()


def test_a_name_whose_place_is_no_longer_known_is_put_back_by_hand(tmp_path):
    edit = Edit("partners", "Bèta: zorg", "aliassen", "Bèta", "weg")
    _, made = changed(tmp_path, TABLE, edit)
    (tmp_path / "partners.yaml").write_bytes(made.after.replace(b"  aliassen:\n", b"  aliassen: # hier\n"))
    with pytest.raises(EditError, match="met de hand"):
        restored(tmp_path, edit, made.lines(), made.above())
    with pytest.raises(EditError, match="met de hand"):
        restored(tmp_path, edit, made.lines())


@pytest.mark.parametrize("break_", ["\n", "\r\n"])
@pytest.mark.parametrize("row", ["Alfa", "Bèta: zorg", "Delta", "Epsilon"])
@pytest.mark.parametrize("field", ["aliassen", "uitzonderingen"])
def test_a_change_taken_back_gives_the_very_bytes(tmp_path, break_, row, field):
    text = TABLE.replace("\n", break_)
    edit = Edit("partners", row, field, "Nieuwe naam")
    _, made = changed(tmp_path, text, edit)
    assert (b"\r\n" in made.after) is (break_ == "\r\n")
    assert made.after.count(b"\n") - made.after.count(break_.encode()) == 0
    (tmp_path / "partners.yaml").write_bytes(made.after)
    assert restored(tmp_path, edit, made.lines()).after == text.encode()


def test_a_last_line_without_a_break_keeps_none(tmp_path):
    text = TABLE.rstrip("\n")
    edit = Edit("partners", "Epsilon", "aliassen", "E")
    _, made = changed(tmp_path, text, edit)
    assert made.after.decode() == text + "\n  aliassen: [E]"
    (tmp_path / "partners.yaml").write_bytes(made.after)
    assert restored(tmp_path, edit, made.lines()).after.decode() == text


def test_what_others_changed_elsewhere_stays_when_a_change_is_taken_back(tmp_path):
    edit = Edit("partners", "Alfa", "aliassen", "A-groep")
    _, made = changed(tmp_path, TABLE, edit)
    later = made.after.decode().replace("# Boven de lijst", "# Nieuw erboven\n# Boven de lijst")
    (tmp_path / "partners.yaml").write_text(later, encoding="utf-8")
    assert restored(tmp_path, edit, made.lines()).after.decode() == later.replace(", A-groep", "")


def test_a_line_that_is_no_longer_there_is_not_taken_back(tmp_path):
    edit = Edit("partners", "Alfa", "aliassen", "A-groep")
    _, made = changed(tmp_path, TABLE, edit)
    (tmp_path / "partners.yaml").write_bytes(made.after.replace(b"A-groep", b"A-team"))
    with pytest.raises(EditError, match="met de hand"):
        restored(tmp_path, edit, made.lines())


def test_a_pattern_and_its_example_come_together(tmp_path):
    text = '- naam: wij-doen\n  patronen: ["{wij} openen"]\n  zekerheid: 0.8\n  voorbeelden: [We openen een loket.]\n'
    (tmp_path / "activiteiten.yaml").write_text(text, encoding="utf-8")
    made = draft(
        tmp_path,
        [
            Edit("activiteiten", "wij-doen", "patronen", "{wij} sluiten"),
            Edit("activiteiten", "wij-doen", "voorbeelden", "We sluiten een loket."),
        ],
    )
    assert made.after.decode() == text.replace('openen"]', "openen\", '{wij} sluiten']").replace(
        "loket.]", "loket., We sluiten een loket.]"
    )


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (Edit("partners", "Zeta", "aliassen", "Z"), "geen regel"),
        (Edit("partners", "Alfa", "aliassen", "Stichting  Alfa"), "staat al"),
        (Edit("partners", "Alfa", "soort", "groep"), "niets aan 'soort'"),
        (Edit("partners", "Alfa", "patronen", "x"), "niets aan 'patronen'"),
        (Edit("partners", "Alfa", "aliassen", "  "), "geef een tekst"),
        (Edit("partners", "Alfa", "aliassen", "x" * 301), "geef een tekst"),
        (Edit("partners", "Alfa", "aliassen", "a\x00b"), "geef een tekst"),
        (Edit("partners", "Alfa", "aliassen", "Z", "weg"), "staat niet bij"),
        (Edit("partners", "Alfa", "bron", "alfa.example", "weg"), "niets uit 'bron'"),
        (Edit("partners", "Zeta", "aliassen", "Z", "weg"), "geen regel"),
        (Edit("partners", "Alfa", "soort", "groep", "rij"), "staat al"),
        (Edit("partners", " ", "soort", "groep", "rij"), "geef een tekst"),
        (Edit("partners", "Zeta", "soort", "x" * 301, "rij"), "geef een tekst"),
        (Edit("activiteiten", "Zeta", "soort", "groep", "rij"), "kan niet gelezen worden"),
        (Edit("../partners", "Alfa", "aliassen", "x"), "geen tabel"),
        (Edit("kaders", "Alfa", "aliassen", "x"), "kan niet gelezen worden"),
    ],
)
def test_an_edit_that_can_not_be_made_says_why(tmp_path, edit, why):
    (tmp_path / "partners.yaml").write_text(TABLE, encoding="utf-8")
    with pytest.raises(EditError, match=why):
        draft(tmp_path, [edit])
    assert (tmp_path / "partners.yaml").read_text(encoding="utf-8") == TABLE


@pytest.mark.parametrize(
    "text", ["- naam: [", "naam: Alfa\n", "- naam: Alfa\n  aliassen: Stichting Alfa\n", "", "- Alfa\n"]
)
def test_a_table_that_is_damaged_is_left_alone(tmp_path, text):
    (tmp_path / "partners.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(EditError):
        draft(tmp_path, [Edit("partners", "Alfa", "aliassen", "A")])
