"""Reading rule tables: what a policy officer can get wrong, said in Dutch with the right line."""

import errno
import os
import re
import shutil
from pathlib import Path

import pytest

from pipeline.errors import RulesError
from pipeline.ruleset import bundled_rules, load_rules
from pipeline.ruleset.load import parse_table, read_source
from pipeline.ruleset.schema import CueRow, HeadingRow, LawRow, TimeRow

GOOD = """# koppen
- naam: doelen
  rol: doelen
  aliassen: [Doelen, "Wat willen we bereiken?"]
- naam: planning
  rol: tijd
  aliassen:
    - Planning
    - 3.10
"""


@pytest.fixture
def read(tmp_path):
    def reads(text, kind=HeadingRow):
        path = tmp_path / "koppen.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        source = read_source(path)
        rows = parse_table(source, kind)
        return rows, [(fault.line, fault.message) for fault in source.faults]

    return reads


def test_rows_come_with_their_lines(read):
    rows, faults = read(GOOD)
    assert faults == []
    assert [(row.name, line) for row, line in rows] == [("doelen", 2), ("planning", 5)]


def test_every_value_is_text(read):
    (_, (planning, _)), faults = read(GOOD)
    assert faults == []
    assert planning.aliases == ("Planning", "3.10"), "no figure of it, 3.10 is not 3.1"
    text = "- {naam: nee, rol: tijd, aliassen: [ja, no, off, 1e3, 007, 2024-01-01, ~, null, 0x1F, 1_000]}"
    ((row, _),), faults = read(text)
    assert faults == []
    assert row.aliases == ("ja", "no", "off", "1e3", "007", "2024-01-01", "~", "null", "0x1F", "1_000")


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_what_editors_leave_is_no_fault(read, mark, ends):
    rows, faults = read((mark + GOOD).replace("\n", ends))
    assert faults == []
    assert [line for _, line in rows] == [2, 5]


ENGLISH = ("expected", "found", "should", "input", "field", "must", "line ", "column", "character")
ROW = "- naam: een\n  rol: doelen\n  aliassen: [x]\n"


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        (ROW.replace("  rol", "\trol"), 2, "tab"),
        (ROW.replace("[x]", "[x, y"), 4, "niet afgesloten"),
        (ROW.replace("[x]", '["x]') + ROW * 5, 3, "aanhalingsteken dat hier begint"),
        (ROW.replace("rol: doelen", "rol: doelen: twee"), 2, "dubbele punt"),
        (ROW.replace("  aliassen", " aliassen"), 3, "ingesprongen"),
        (ROW + "  - naam: twee\n", 4, "ingesprongen"),
        (ROW + "  rol: - tijd\n", 4, "streepje"),
        (ROW.replace("een", "@een"), 1, "aanhalingstekens"),
        (ROW.replace("een", "*een"), 1, "aanhalingstekens"),
        (ROW.replace("[x]", r'["a\q"]'), 3, "aanhalingstekens"),
        (ROW + "---\n" + ROW, 4, "---"),
        (ROW + "- naam: t\x07wee\n", 4, "dat geen tekst is"),
        ("- {naam: een, rol\n" + ROW, 2, "komma"),
        (ROW.replace("een", "&b een").replace("[x]", "[*b]"), 3, "verwijzing"),
        ("[" * 900 + "]" * 900, 1, "haakjes"),
        (ROW.encode() + b"- naam: caf\xe9\n", 4, "UTF-8"),
        (ROW + "  rol: tijd\n", 4, "'rol' staat twee keer"),
        (ROW + "  ? [a]\n  : b\n", 4, "veldnaam"),
        ("", 1, "leeg"),
        ("# alleen dit\n", 1, "leeg"),
        ("naam: een\nrol: doelen\n", 1, "lijst"),
        ("zomaar tekst", 1, "lijst"),
        (ROW + "- los\n", 4, "velden"),
        (ROW + "- [a, b]\n", 4, "velden"),
        (ROW + "- 3\n", 4, "velden"),
        (ROW + "  kleur: rood\n", 4, "'kleur' bestaat niet"),
        (ROW.replace("  rol: doelen\n", ""), 1, "'rol' ontbreekt"),
        (ROW.replace("rol: doelen", "rol: Doelen"), 2, "'Doelen'.*'doelen', 'activiteiten'.* of 'stand'"),
        (ROW.replace("[x]", "[]"), 3, "'aliassen' is leeg"),
        (ROW.replace("[x]", ""), 3, "'aliassen' moet een lijst zijn"),
        (ROW.replace("[x]", "x"), 3, "'aliassen' moet een lijst zijn"),
        (ROW.replace("[x]", "{a: b}"), 3, "'aliassen' moet een lijst zijn"),
        (ROW.replace("[x]", "\n    - x\n    -\n    - y"), 5, r"'aliassen\.2' is leeg"),
        (ROW.replace("[x]", "\n    - x\n    - [y]"), 5, r"'aliassen\.2' moet een woord of zin zijn"),
        (ROW.replace("naam: een", "naam: [een]"), 1, "'naam' moet een woord of zin zijn"),
        (ROW.replace("een", "Een Naam"), 1, "'Een Naam' en heeft niet de vorm"),
        (ROW.replace("naam: een", "naam:"), 1, "'naam'"),
    ],
)
def test_one_fault_one_message_in_the_right_place(read, text, line, says):
    _, faults = read(text)
    assert len(faults) == 1, faults
    assert faults[0][0] == line
    assert re.search(says, faults[0][1]), faults[0][1]
    assert not any(word in faults[0][1].lower() for word in ENGLISH)


@pytest.mark.parametrize(
    ("text", "kind", "line", "says"),
    [
        ("- {naam: W, soort: wet, geldig_van: 2024-02-30}", LawRow, 1, "2024-01-31"),
        ("- naam: W\n  soort: wet\n  geldig_tot: morgen", LawRow, 3, "'morgen'"),
        ("- naam: W\n  soort: wet\n  bwb: BWBR35362", LawRow, 3, "'BWBR35362'"),
        ("- naam: W\n  soort: gewoonte", LawRow, 2, "'verdrag'"),
        ("- naam: een\n  zekerheid: 0,8", CueRow, 2, "'0,8'"),
        ("- naam: een\n  zekerheid: 1.2", CueRow, 2, "'1.2'"),
        ("- naam: een\n  zekerheid: nan", CueRow, 2, "getal"),
        ("- naam: een\n  eenheid: [kop, alinea]\n  zekerheid: 1", CueRow, 2, "'alinea'"),
        ("- naam: een\n  soort: maand\n  waarde: 13\n  woorden: [a]", TimeRow, 1, "'12'"),
        ("- naam: een\n  soort: elk\n  waarde: 1\n  woorden: [a]", TimeRow, 1, "geen waarde"),
    ],
)
def test_values_that_do_not_fit(read, text, kind, line, says):
    _, faults = read(text, kind)
    assert len(faults) == 1, faults
    assert faults[0][0] == line
    assert says in faults[0][1]
    assert not any(word in faults[0][1].lower() for word in ENGLISH)


@pytest.mark.parametrize("text", ["- &a [*a]", "- &a {naam: *a}", "- &a\n  - b\n  - - - *a"])
def test_a_reference_to_itself_goes_round_once(read, text):
    _, faults = read(text)
    assert "verwijzing" in faults[0][1]


def test_good_rows_stay_beside_bad_ones(read):
    rows, faults = read(ROW + "- naam: twee\n  rol: dol\n  aliassen: [y]\n" + ROW.replace("een", "drie"))
    assert [row.name for row, _ in rows] == ["een", "drie"]
    assert [line for line, _ in faults] == [5]


def test_a_missing_or_unreadable_file_is_a_fault(tmp_path, monkeypatch):
    source = read_source(tmp_path / "weg.yaml")
    assert "kan niet worden gelezen" in source.faults[0].message

    def fails(self):
        raise OSError(errno.EACCES, os.strerror(errno.EACCES))

    (tmp_path / "koppen.yaml").write_text(GOOD, encoding="utf-8")
    monkeypatch.setattr(Path, "read_bytes", fails)
    source = read_source(tmp_path / "koppen.yaml")
    assert "Permission denied" in source.faults[0].message


# A folder of tables.


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(bundled_rules(), tmp_path / "regels"))


def test_a_copy_of_the_rules_is_the_same_rules(folder, rules):
    copied = load_rules(folder)
    assert copied.digest == rules.digest
    assert copied.lines == rules.lines
    assert {len(rows) > 0 for rows in copied.tables.values()} == {True}


def test_the_digest_tells_any_change_of_a_table(folder, rules):
    path = folder / "koppen.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# niets\n", encoding="utf-8")
    assert load_rules(folder).digest != rules.digest
    assert load_rules(folder).headings == rules.headings


def test_a_row_is_found_on_its_line(folder, rules):
    lines = (folder / "koppen.yaml").read_text(encoding="utf-8").splitlines()
    for row in rules.headings:
        assert lines[rules.lines[f"koppen/{row.name}"] - 1].endswith(f"naam: {row.name}")


def test_all_faults_of_all_tables_at_once(folder):
    (folder / "koppen.yaml").write_text("- naam: een\n\trol: doelen\n", encoding="utf-8")
    (folder / "doelen.yaml").write_text("- naam: een\n  kleur: rood\n  zekerheid: 2\n", encoding="utf-8")
    (folder / "status.yaml").unlink()
    (folder / "extra.yaml").write_text("- a\n", encoding="utf-8")
    (folder / "tijd.yml").write_text("- a\n", encoding="utf-8")
    twice = "- naam: een\n  soort: hulp\n"
    (folder / "werkwoorden.yaml").write_text(twice + twice, encoding="utf-8")
    with pytest.raises(RulesError) as caught:
        load_rules(folder)
    found = [(fault.file, fault.line) for fault in caught.value.faults]
    assert found == [
        ("doelen.yaml", 2),
        ("doelen.yaml", 3),
        ("extra.yaml", 1),
        ("koppen.yaml", 2),
        ("status.yaml", 1),
        ("tijd.yml", 1),
        ("werkwoorden.yaml", 3),
    ]
    told = str(caught.value)
    assert told.startswith("7 fouten in de regels:\ndoelen.yaml:2: ")
    assert "de naam 'een' staat al op regel 1" in told
    assert not any(word in told.lower() for word in ENGLISH)


def test_one_fault_is_one_fault(folder):
    (folder / "status.yaml").unlink()
    with pytest.raises(RulesError, match=r"^1 fout in de regels:\nstatus\.yaml:1: .*ontbreekt"):
        load_rules(folder)


def test_an_unreadable_table_is_a_fault_among_the_others(folder, monkeypatch):
    reads = Path.read_bytes

    def fails(self):
        if self.name == "koppen.yaml":
            raise OSError(errno.EACCES, os.strerror(errno.EACCES))
        return reads(self)

    monkeypatch.setattr(Path, "read_bytes", fails)
    (folder / "status.yaml").unlink()
    with pytest.raises(RulesError) as caught:
        load_rules(folder)
    assert [fault.file for fault in caught.value.faults] == ["koppen.yaml", "status.yaml"]


@pytest.mark.parametrize("name", ["weg", "bestand"])
def test_a_folder_that_is_none(tmp_path, name):
    (tmp_path / "bestand").write_text("x", encoding="utf-8")
    with pytest.raises(RulesError, match="rules copy"):
        load_rules(tmp_path / name)
