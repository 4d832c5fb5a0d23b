"""Another format of the document is measured as the text is: places are carried over, word by word."""

import doctest
from importlib import import_module

import pytest

from pipeline.evaluation import Case, evaluate_documents, read_gold
from pipeline.evaluation.align import Alignment
from pipeline.span import Span


@pytest.mark.parametrize("name", ["align", "calibration", "matching", "measures"])
def test_examples(name):
    module = import_module(f"pipeline.evaluation.{name}")
    assert doctest.testmod(module).failed == 0
    assert doctest.testmod(module).attempted > 0


OTHER = """Menu
Plan Jeugd 2026
Inwoners zijn gezond. Kinderen groeien vei-
lig op. Wij starten in 2026 een inloop-
huis met GGD Noord op grond van de Jeugdwet. Pagina 1
Inwoners zijn gezond. Wij trainen jaarlijks
scholen volgens de Regiovisie.
"""


@pytest.fixture
def carried(gold_folder, html_document, make):
    """Measures records of another text of the document."""

    def run(records, text=OTHER):
        (case,) = read_gold(gold_folder())
        other = Case(case.name, html_document(text), case.quoted, case.gold)
        return evaluate_documents([other], lambda one: make(one.document.text, records))

    return run


@pytest.fixture
def broken(records):
    """The records as they stand in the other text: over its line breaks."""
    records["goals"]["g2"] = ("Kinderen groeien vei-\nlig op", records["goals"]["g2"][1])
    start = "Wij starten in 2026 een inloop-\nhuis met GGD Noord op grond van de Jeugdwet."
    records["activities"]["a1"] = (start, records["activities"]["a1"][1])
    train = "Wij trainen jaarlijks\nscholen volgens de Regiovisie."
    records["activities"]["a2"] = (train, records["activities"]["a2"][1])
    return records


def test_a_format_with_the_same_words_has_the_same_figures(carried, broken, evaluated, records):
    found = carried(broken)
    assert all(counts.f1 == 1 for counts in found.strict.values() if counts.core)
    assert found.confusions == {}


def test_what_the_text_does_not_have_is_spurious_and_named_by_its_own_line(carried, broken):
    broken["partners"]["p9"] = ("Pagina", {"kind": "named"})
    (document,) = carried(broken).documents
    (wrong,) = document.confusions
    assert (wrong.label, wrong.file, wrong.line) == ("partner spurious", "plan.html", 5)


def test_what_is_missed_is_named_by_the_line_that_gold_quotes(carried, broken):
    del broken["frameworks"]
    (document,) = carried(broken).documents
    (wrong,) = document.confusions
    assert (wrong.label, wrong.file, wrong.line) == ("framework missed", "plan.txt", 8)


def test_half_of_a_place_has_to_stand_in_the_other_text():
    text, other = "aaaa bbbb cccc", "aaaa x bbbb y"
    assert Alignment(text, other).carry(Span(0, 9)) == Span(0, 11)
    assert Alignment(text, other).carry(Span(5, 14)) == Span(7, 11)
    assert Alignment(text, other).carry(Span(10, 14)) is None
    assert Alignment(text, other).carry(Span(7, 14)) is None, "two letters of six"
