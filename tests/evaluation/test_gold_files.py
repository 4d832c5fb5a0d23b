"""Gold files: what is wrong is said all at once, with file and line."""

import pytest

from pipeline.errors import GoldError, UsageError
from pipeline.evaluation import read_gold
from pipeline.span import Span

TEXT = "Inwoners zijn gezond.\nIn 2026 starten wij met GGD Noord.\nInwoners zijn gezond.\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "plan.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "gold").mkdir()
    return tmp_path / "gold"


def faults(folder, content, name="plan"):
    """Return the lines and messages of what is wrong with a gold file."""
    content = content if isinstance(content, bytes) else content.encode()
    (folder / f"{name}.gold.yaml").write_bytes(content)
    with pytest.raises(GoldError) as error:
        read_gold(folder)
    assert {fault.file for fault in error.value.faults} == {str(folder / f"{name}.gold.yaml")}
    return [(fault.line, fault.message) for fault in error.value.faults]


WRONG = """document: plan.txt
colour: red
goals:
  - {id: G1, level: core, quote: "Inwoners zijn ziek"}
  - {id: G2, level: core, quote: "Inwoners zijn gezond", occurrence: 3}
  - {id: G3, level: sure, quote: "Inwoners zijn oud"}
  - {id: G4, level: core, parent: G9, quote: "Inwoners zijn gezond"}
  - {id: G5, level: core, quote: "Inwoners zijn gezond"}
  - {id: G6, level: core, level: optional, quote: "gezond"}
  - just words
activities:
  - id: A1
    level: core
    status: busy
    quote: "In 2026"
  - id: A2
    level: core
    goals: [G3, T1]
    colour: red
    quote: "In 2026 starten wij met GGD Noord."
  - id: A3
    level: optional
    laws: [L9]
    same_as: G1
    quote: "gezond.\\nIn"
timelines:
  - {id: T1, level: core, kind: until, start: 2026-01-01, quote: "2026"}
  - {id: G1, level: core, kind: recurring, quote: "In"}
  - {id: T3, level: core, kind: period, start: 2026-02-30, end: 2026-12-31, quote: "In 2026"}
laws: [{id: L1, level: core, quote: "wij"}]
partners: {id: P1}
frameworks:
  - {level: core, quote: " "}
"""


def test_everything_that_is_wrong_is_said_at_once(folder):
    assert faults(folder, WRONG) == [
        (2, "the key 'colour' is not known"),
        (4, "G1: the quote 'Inwoners zijn ziek' does not stand in the document"),
        (5, "G2: occurrence 3 of 'Inwoners zijn gezond' is not there: it stands in the document 2×"),
        (6, "G3: 'level' is 'sure', but has to be 'core' or 'optional'"),
        (6, "G3: the quote 'Inwoners zijn oud' does not stand in the document"),
        (7, "G4: 'parent' points to 'G9', which is none of the goals in this file"),
        (8, "G5: stands at the same place as G4"),
        (9, "the key 'level' stands twice in one item"),
        (10, "an item is made of keys: 'id: …', 'level: …', 'quote: …'"),
        (14, "A1: 'status' is 'busy', but has to be 'planned', 'ongoing' or 'done'"),
        (18, "A2: 'goals' points to 'T1', which is none of the goals in this file"),
        (19, "A2: the key 'colour' is not known"),
        (23, "A3: 'laws' points to 'L9', which is none of the laws in this file"),
        (24, "A3: 'same_as' points to 'G1', which is none of the activities in this file"),
        (25, "A3: the quote has a line break in it; quote what stands on one line"),
        (27, "T1: a time of kind 'until' has end"),
        (28, "G1: the id is used twice"),
        (29, "T3: 'start': input should be a valid date or datetime, day value is outside expected range"),
        (30, "L1: the key 'canonical' is missing"),
        (31, "'partners' has to be a list of items"),
        (33, "'quote' is empty"),
        (33, "the key 'id' is missing"),
    ]


def test_a_link_to_an_item_that_has_faults_is_no_fault_of_its_own(folder):
    assert [line for line, _ in faults(folder, WRONG)].count(18) == 1, "G3 has a fault, and is there"


@pytest.mark.parametrize(
    ("content", "line", "says"),
    [
        ("", 1, "has to hold keys"),
        ("- a\n- b\n", 1, "has to hold keys"),
        ("goals: []\n", 1, "the key 'document' is missing"),
        ("document: plan.txt\ngoals:\n  - {id: G1, level: core\n", 4, "no valid YAML"),
        ("document: plan.txt\ngoals: !!python/object/apply:os.getcwd []\n", 2, "'!!python/object/apply:os.getcwd'"),
        ("document: plan.txt\nperiod: {start: !vreemd 2026-01-01, end: 2026-12-31}\n", 2, "'!vreemd' is not safe"),
        ("document: plan.txt\n---\ndocument: plan.txt\n", 2, "no valid YAML"),
        ("document: plan.txt\ngoals: &g [*g]\n", 2, "points to what it stands in"),
        ("document: plan.txt\n? [a]\n: b\n", 2, "a key has to be a word"),
        (b"document: plan.txt\norganisation: caf\xe9\n", 2, "no UTF-8"),
        (b"document: plan.txt\norganisation: a\x07b\n", 1, "U+0007"),
        ("document: plan.txt\ngoals: " + "[" * 900 + "]" * 900, 1, "too many brackets"),
        ("document: plan.txt\ngoals: " + "[" * 90000 + "]" * 90000, 2, "nesting"),
        ("document: weg.txt\n", 1, "stands neither beside the gold nor in the folder above"),
        ("document: plan.odt\n", 1, "stands neither"),
        (f"document: {'x' * 300}\n", 1, "can't be read"),
        ("organisation: x\ndocument: leeg.txt\n", 2, "can't be read"),
    ],
)
def test_files_that_cannot_be_used(folder, content, line, says):
    (folder / "leeg.txt").write_bytes(b"")
    ((found, message), *_) = faults(folder, content)
    assert found == line
    assert says in message


def test_all_files_are_checked(folder):
    for name in ("b", "a"):
        (folder / f"{name}.gold.yaml").write_text("document: weg.txt\n", encoding="utf-8")
    with pytest.raises(GoldError) as error:
        read_gold(folder)
    assert [fault.file[-11:] for fault in error.value.faults] == ["a.gold.yaml", "b.gold.yaml"]
    assert str(error.value).startswith("2 faults in the gold:\n")


def test_few_lines_that_stand_for_millions_cost_little(folder):
    levels = ["document: plan.txt", "goals:", "  - &a0 [x, x, x, x, x, x, x, x, x]"]
    levels += [f"  - &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 25)]
    assert len(faults(folder, "\n".join(levels))) == 25


def test_references_stand_for_what_they_point_to(folder):
    (folder / "plan.gold.yaml").write_text(
        "document: plan.txt\nperiod: {start: &d 2026-01-01, end: *d}\ngoals: ~\npartners:\n"
        "  - {id: P1, level: core, kind: named, canonical: null, quote: GGD Noord}\n",
        encoding="utf-8",
    )
    (case,) = read_gold(folder)
    assert [placed.span for placed in case.gold["partners"]] == [Span(46, 55)]
    assert case.gold["goals"] == ()


def test_a_document_is_found_beside_the_gold_above_it_and_where_it_is_said_to_be(folder, tmp_path):
    gold = folder / "plan.gold.yaml"
    gold.write_text("document: ander.txt\n", encoding="utf-8")
    other = tmp_path / "elders"
    other.mkdir()
    for where in (other, tmp_path, folder):
        (where / "ander.txt").write_text(f"Tekst in {where.name}.", encoding="utf-8")
        (case,) = read_gold(folder, [other])
        assert case.document.text == f"Tekst in {where.name}."


def test_folders_that_hold_nothing(folder, tmp_path):
    with pytest.raises(UsageError, match="holds no gold files"):
        read_gold(folder)
    with pytest.raises(UsageError, match="holds no gold files"):
        read_gold(tmp_path / "weg")
    (folder / "plan.gold.yaml").write_text("document: plan.txt\n", encoding="utf-8")
    with pytest.raises(UsageError, match="is no folder"):
        read_gold(folder, [tmp_path / "weg"])
    with pytest.raises(UsageError, match=r"'\.odt' is no format that is read"):
        read_gold(folder, suffix="odt")


PAGE = """<!doctype html><html><body><main>
<h1>Plan</h1><p>Inwoners
zijn <b>gezond</b>.</p><p>Wij starten.</p>
</main></body></html>"""


def test_quotes_from_a_web_page_or_a_pdf_do_not_depend_on_where_its_lines_break(folder, tmp_path):
    (tmp_path / "plan.html").write_text(PAGE, encoding="utf-8")
    (folder / "plan.gold.yaml").write_text(
        'document: plan.html\ngoals: [{id: G1, level: core, quote: "Inwoners zijn gezond."}]\n', encoding="utf-8"
    )
    (case,) = read_gold(folder)
    (placed,) = case.gold["goals"]
    assert " ".join(placed.span.of(case.document.text).split()) == "Inwoners zijn gezond."


def test_another_format_of_the_document_is_found_by_its_name(folder, tmp_path):
    (folder / "plan.gold.yaml").write_text("document: plan.txt\n", encoding="utf-8")
    (tmp_path / "plan.html").write_text(PAGE, encoding="utf-8")
    for suffix, document in (("html", "plan.html"), (".HTML", "plan.html"), (".txt", "plan.txt"), (None, "plan.txt")):
        (case,) = read_gold(folder, suffix=suffix)
        assert (case.document.id, case.quoted.id) == (document, "plan.txt")
    with pytest.raises(GoldError, match=r"'plan\.pdf' stands neither"):
        read_gold(folder, suffix=".pdf")
