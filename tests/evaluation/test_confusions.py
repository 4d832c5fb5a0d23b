"""What went wrong: each miss and each spurious record is counted once, and says how it came about."""

import pytest

from pipeline.evaluation.tables import miss_lines

START = "Wij starten in 2026 een inloophuis met GGD Noord op grond van de Jeugdwet."
TRAIN = "Wij trainen jaarlijks scholen volgens de Regiovisie."


@pytest.fixture
def alone():
    """Gold with some kinds only, so that links don't count along."""

    def only(gold, *kinds):
        links = ("goals", "timelines", "partners", "laws", "parent")
        return {kind: [{k: v for k, v in row.items() if k not in links} for row in gold[kind]] for kind in kinds}

    return only


def test_an_activity_found_as_goal_is_one_confusion(evaluated, gold, alone):
    found = evaluated({"goals": {"g": (START, {})}}, alone(gold, "activities"))
    assert found.confusions == {"activity found as goal": 1, "activity missed": 1}
    assert found.strict["goals"].wrong == 1
    assert list(miss_lines(found)) == [
        f"plan.txt:6: activity found as goal: A1 “{START}” [regels/g 0.95]",
        f"plan.txt:8: activity missed: A2 “{TRAIN}”",
    ]


def test_a_goal_found_as_activity(evaluated, gold, alone):
    records = {"activities": {"a": ("Kinderen groeien veilig op", {"status": "ongoing"})}}
    found = evaluated(records, alone(gold, "goals"))
    assert found.confusions == {"goal found as activity": 1, "goal missed": 1}


def test_a_second_reading_of_what_is_found_already(evaluated, gold, alone):
    records = {
        "goals": {"g": (TRAIN, {}), "g3": (("Inwoners zijn gezond", 2), {})},
        "activities": {
            "a": (START, {"status": "planned"}),
            "b": (TRAIN, {"status": "ongoing"}),
            "c": (("Inwoners zijn gezond", 2), {"status": "done"}),
        },
    }
    found = evaluated(records, alone(gold, "activities", "goals"))
    assert found.confusions == {
        "goal missed": 2,
        "activity found as goal too": 1,
        "goal (optional) found as activity": 1,
    }


def test_values(evaluated, records):
    records["activities"]["a1"][1]["status"] = "ongoing"
    records["partners"]["p1"][1].update({"kind": "group", "canonical": "GGD Zuid"})
    records["timelines"]["t1"][1]["end"] = "2027-12-31"
    records["timelines"]["t2"] = ("jaarlijks", {"kind": "relative"})
    records["legal_references"]["l1"][1]["canonical"] = None
    found = evaluated(records)
    assert found.confusions == {
        "law by another name": 1,
        "named partner found as group": 1,
        "partner by another name": 1,
        "planned activity found as ongoing": 1,
        "recurring timeline found as relative": 1,
        "timeline with another value": 1,
    }
    assert (
        "plan.txt:6: partner by another name: P1 “GGD Noord” found “GGD Zuid (gold: GGD Noord)” [regels/p1 0.95]"
        in miss_lines(found)
    )
    assert (
        "plan.txt:6: timeline with another value: T1 “2026” found “period 2026-01-01 2027-12-31 (gold: period "
        "2026-01-01 2026-12-31)” [regels/t1 0.95]"
    ) in miss_lines(found)


def test_a_name_of_another_kind(evaluated, gold, alone):
    records = {"frameworks": {"f": ("Jeugdwet", {})}, "partners": {"p": ("Regiovisie", {"kind": "named"})}}
    found = evaluated(records, alone(gold, "laws", "frameworks"))
    assert found.confusions == {"framework found as partner": 1, "law found as framework": 1}


def test_other_bounds_are_one_confusion(evaluated, gold, alone):
    records = {"activities": {"a": (START[:20], {"status": "planned"}), "b": ("Plan Jeugd", {"status": "done"})}}
    found = evaluated(records, alone(gold, "activities"))
    assert found.confusions == {"activity found in other bounds": 1, "activity missed": 1, "activity spurious": 1}
    assert list(miss_lines(found))[:2] == [
        "plan.txt:1: activity spurious: found “Plan Jeugd” [regels/b 0.95]",
        f"plan.txt:6: activity found in other bounds: A1 “{START}” found “{START[:20]}” [regels/a 0.95]",
    ]


def test_links(evaluated, records):
    records["goals"]["g4"] = ("Plan Jeugd", {})
    records["activities"]["a1"][1].update({"goals": ["g1", "g4"], "partners": []})
    found = evaluated(records)
    assert found.confusions == {
        "goal spurious": 1,
        "link to goals missed": 1,
        "link to goals spurious": 2,
        "link to partners missed": 1,
    }
    lines = list(miss_lines(found))
    assert f"plan.txt:6: link to partners missed: A1 → P1 “{START} → GGD Noord” [regels/a1 0.95]" in lines
    assert f"plan.txt:6: link to goals spurious: found “{START} → Plan Jeugd” [regels/a1 0.95]" in lines


def test_confidence_by_bins(evaluated, records):
    records["goals"]["g2"][1]["confidence"] = 0.9
    records["goals"]["g1"][1]["confidence"] = 0.6
    records["goals"]["g4"] = ("Plan Jeugd", {"confidence": 0.9})
    records["activities"]["a1"][1].update({"confidence": 0.85, "status": "done"})
    found = evaluated(records)
    bins = {(one.kind, one.confidence): (one.found, one.right, one.value) for one in found.calibration if one.found}
    assert bins == {
        ("goals", "≥ .9"): (2, 1, 1),
        ("goals", "< .7"): (1, 1, 1),
        ("activities", "≥ .9"): (1, 1, 1),
        ("activities", ".8–.9"): (1, 1, 0),
        ("timelines", "≥ .9"): (2, 2, 2),
        ("laws", "≥ .9"): (1, 1, 1),
        ("frameworks", "≥ .9"): (1, 1, 1),
        ("partners", "≥ .9"): (1, 1, 1),
        ("all", "≥ .9"): (8, 7, 7),
        ("all", ".8–.9"): (1, 1, 0),
        ("all", "< .7"): (1, 1, 1),
    }
    assert found.sure == 7 / 9
