"""Figures of small documents, counted by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluation import Counts
from pipeline.evaluation.matching import matched
from pipeline.span import Span

START = "Wij starten in 2026 een inloophuis met GGD Noord op grond van de Jeugdwet."
TRAIN = "Wij trainen jaarlijks scholen volgens de Regiovisie."


def test_what_is_right_in_all_is_1(evaluated, records):
    found = evaluated(records)
    assert {measure: counts.f1 for measure, counts in found.strict.items() if counts.core} == {
        **dict.fromkeys(("goals", "activities", "activities.status", "timelines", "timelines.value", "laws"), 1),
        **dict.fromkeys(("laws.value", "frameworks", "frameworks.value", "partners", "partners.value"), 1),
        **dict.fromkeys(("partners.named", "links.goals", "links.timelines", "links.partners"), 1),
        **dict.fromkeys(("links.laws", "links.parents"), 1),
    }
    assert found.strict["partners.group"] == Counts(0, 0, 0)
    assert found.relaxed == found.strict
    assert found.confusions == {}


def test_nothing_found(evaluated):
    found = evaluated({})
    assert found.strict["activities"] == Counts(0, 0, 2)
    assert found.strict["links.goals"] == Counts(0, 0, 2)
    assert found.confusions["activity missed"] == 2


def test_optional_items_neither_cost_nor_gain(evaluated, records):
    before = evaluated(records)
    records["goals"]["g3"] = (("Inwoners zijn gezond", 2), {})
    records["partners"]["p2"] = ("scholen", {"kind": "named", "canonical": "iets anders"})
    records["activities"]["a2"][1]["partners"] = ["p2"]
    after = evaluated(records)
    assert after.strict == before.strict
    assert after.calibration == before.calibration


def test_a_repeat_serves_as_the_place_of_its_record(evaluated, records):
    records["goals"]["g1"] = (("Inwoners zijn gezond", 2), {"also_at": ["Inwoners zijn gezond"]})
    assert evaluated(records).strict["goals"] == Counts(2, 0, 0)
    records["goals"]["g1"] = (("Inwoners zijn gezond", 2), {})
    assert evaluated(records).strict["goals"] == Counts(1, 0, 1), "the optional repeat alone is not the goal"


def test_an_occurrence_is_its_own_place(evaluated, records):
    records["timelines"]["t1"] = ("2026", records["timelines"]["t1"][1])
    found = evaluated(records).strict
    assert found["timelines"] == Counts(1, 1, 1)
    assert found["links.timelines"] == Counts(1, 1, 1), "the link goes to a record that stands for nothing"


def test_links_to_and_from_repeats_are_links_of_what_they_repeat(evaluated, records, gold):
    gold["goals"][2]["level"] = "core"
    gold["activities"][1]["goals"] = ["G3"]
    found = evaluated(records, gold).strict
    assert found["links.goals"] == Counts(2, 0, 0), "to G1 in the record and to its repeat in gold"
    gold["activities"][1] = {**gold["activities"][0], "id": "A2", "same_as": "A1", "quote": TRAIN}
    found = evaluated(records, gold).strict
    assert found["links.goals"] == Counts(1, 1, 0), "one wanted, from A1 to G2; found from A1 to G1 too"


def test_links_of_activities_that_stand_for_nothing_are_not_counted(evaluated, records):
    records["activities"]["a3"] = ("# Plan Jeugd 2026", {"status": "planned", "goals": ["g1"], "timelines": ["t2"]})
    found = evaluated(records).strict
    assert found["activities"] == Counts(2, 1, 0)
    assert found["links.goals"] == Counts(2, 0, 0)


def test_a_link_to_a_goal_that_stands_for_nothing_is_wrong_and_one_to_an_optional_goal_is_not(evaluated, records):
    records["goals"]["g4"] = ("Plan Jeugd", {})
    records["activities"]["a2"][1]["goals"] = ["g1", "g4"]
    assert evaluated(records).strict["links.goals"] == Counts(2, 1, 0)
    records["goals"]["g4"] = (("Inwoners zijn gezond", 2), {})
    assert evaluated(records).strict["links.goals"] == Counts(2, 0, 0)


def test_a_wrong_parent(evaluated, records):
    records["goals"]["g1"], records["goals"]["g2"] = (
        (records["goals"]["g1"][0], {"parent": "g2"}),
        (records["goals"]["g2"][0], {}),
    )
    assert evaluated(records).strict["links.parents"] == Counts(0, 1, 1)


def test_a_wrong_value_is_wrong_and_missed(evaluated, records):
    records["activities"]["a1"][1]["status"] = "done"
    records["timelines"]["t1"][1]["end"] = "2026-12-30"
    records["legal_references"]["l1"][1]["canonical"] = "Jeugdwet 2015"
    records["partners"]["p1"][1]["canonical"] = "ggd-noord"
    found = evaluated(records).strict
    assert found["activities.status"] == Counts(1, 1, 1)
    assert found["timelines.value"] == Counts(1, 1, 1)
    assert found["laws.value"] == Counts(0, 1, 1)
    assert found["partners.value"] == Counts(1, 0, 0), "case and marks are no difference"
    assert found["laws"] == Counts(1, 0, 0)


@pytest.mark.parametrize(
    ("wanted", "said", "same"),
    [
        ({"kind": "relative"}, {"kind": "relative", "start": "2026-01-01", "end": "2026-12-31"}, True),
        ({"kind": "relative"}, {"kind": "period", "start": "2026-01-01", "end": "2026-12-31"}, False),
        ({"kind": "from", "start": "2026-01-01"}, {"kind": "from", "start": "2026-01-01", "modifier": "mid"}, True),
        (
            {"kind": "from", "start": "2026-01-01", "modifier": "mid"},
            {"kind": "from", "start": "2026-01-01"},
            False,
        ),
        ({"kind": "until", "end": "2026-01-01"}, {"kind": "until", "start": "2025-01-01", "end": "2026-01-01"}, False),
        ({"kind": "continuous"}, {"kind": "recurring"}, False),
    ],
)
def test_the_value_of_a_time(evaluated, wanted, said, same):
    times = [{"id": "T2", "level": "core", "quote": "jaarlijks", **wanted}]
    found = evaluated({"timelines": {"t2": ("jaarlijks", said)}}, {"timelines": times})
    assert found.strict["timelines.value"].right == same


def test_parts_of_partners(evaluated, records):
    records["partners"]["p1"][1]["kind"] = "group"
    found = evaluated(records).strict
    assert (found["partners"], found["partners.named"]) == (Counts(1, 0, 0), Counts(0, 0, 1))
    assert found["partners.group"] == Counts(0, 1, 0)
    records["partners"]["p3"] = ("inloophuis", {"kind": "government"})
    found = evaluated(records).strict
    assert (found["partners.named"], found["partners.group"]) == (Counts(0, 1, 1), Counts(0, 2, 0)), "against both"


def test_bounds_strict_and_relaxed(evaluated, records):
    half = len(START) // 2
    assert len(START) % 2 == 0
    records["activities"]["a1"] = (START[:half], records["activities"]["a1"][1])
    records["timelines"]["t2"] = ("jaa", {"kind": "recurring"})
    found = evaluated(records)
    assert found.strict["activities"] == Counts(2, 0, 0), "half of it is enough"
    assert found.strict["timelines"] == Counts(2, 0, 0), "a third is enough"
    records["activities"]["a1"] = (START[: half - 1], records["activities"]["a1"][1])
    records["timelines"]["t2"] = ("ja", {"kind": "recurring"})
    found = evaluated(records)
    assert (found.strict["activities"], found.relaxed["activities"]) == (Counts(1, 1, 1), Counts(2, 0, 0))
    assert (found.strict["timelines"], found.relaxed["timelines"]) == (Counts(1, 1, 1), Counts(2, 0, 0))
    assert (found.strict["links.goals"], found.relaxed["links.goals"]) == (Counts(1, 0, 1), Counts(2, 0, 0))
    assert found.confusions["activity found in other bounds"] == 1


def test_the_likest_are_paired_and_core_items_first():
    items, core = [Span(0, 10), Span(0, 9)], [False, True]
    assert matched(items, core, [[Span(0, 10)]], least=1 / 2, relaxed=False) == {0: 1}, "core before likeness"
    items = [Span(0, 10), Span(2, 12)]
    assert matched(items, [True, True], [[Span(2, 12)], [Span(1, 11)]], least=1 / 2, relaxed=False) == {0: 1, 1: 0}


def test_one_record_stands_for_one_item():
    whole = [Span(0, 20)]
    assert matched([Span(0, 10), Span(10, 20)], [True, True], [whole], least=1 / 2, relaxed=False) == {0: 0}


_SPANS = st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda pair: Span(pair[0], sum(pair)))


@given(st.lists(st.tuples(_SPANS, st.booleans()), max_size=6), st.lists(st.lists(_SPANS, max_size=2), max_size=6))
def test_relaxed_keeps_what_is_strict(items, records):
    spans, core = [span for span, _ in items], [one for _, one in items]
    strict = matched(spans, core, records, least=1 / 2, relaxed=False)
    relaxed = matched(spans, core, records, least=1 / 2, relaxed=True)
    assert strict.items() <= relaxed.items()
    assert len(set(relaxed.values())) == len(relaxed)
    free = [i for i in range(len(spans)) if i not in relaxed.values()]
    left = [r for r in range(len(records)) if r not in relaxed]
    assert not any(spans[i].overlaps(place) for i in free for r in left for place in records[r])


def test_all_documents_count_each_item_once():
    both = Counts(1, 0, 0) + Counts(0, 3, 1)
    assert (both.precision, both.recall, both.core, both.found) == (0.25, 0.5, 2, 4)
