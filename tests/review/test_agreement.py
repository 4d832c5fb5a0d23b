"""How far two readers agree, against counts by hand and against published figures."""

import datetime as dt

import pytest

from pipeline.review import State, Value, add, rejudge
from pipeline.review.agreement import agreement, alpha

AT = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)


def _found(state, **more):
    return agreement(state, "Anna", "Bram", **more)


def test_counts_by_hand(plan, say):
    goal, act, time, law, frame, partner = plan.records()
    anna = [say(goal, "klopt"), say(act, "klopt"), say(time, "klopt_niet"), say(law, "klopt"), say(frame, "twijfel")]
    bram = [
        say(goal, "klopt", "Bram"),
        say(act, "klopt_niet", "Bram"),
        say(time, "klopt_niet", "Bram"),
        say(frame, "klopt", "Bram"),
        say(partner, "klopt", "Bram"),
    ]
    found = _found(State([*anna, *bram]))
    verdict = found.measure("verdict")
    assert (verdict.units, verdict.same) == (3, 2)
    assert verdict.share == pytest.approx(2 / 3)
    assert found.same == (goal.id, time.id)
    assert [(d.record, d.measure, d.one, d.other) for d in found.differences] == [
        (act.id, "verdict", "right", "wrong"),
        (act.id, "kind", "activity", "none"),
    ]
    assert [(a.who, a.verdict.record) for a in found.alone] == [("Anna", law.id), ("Bram", partner.id)]
    assert (found.measure("status").units, found.measure("status").share) == (0, None)


def test_values_and_kinds(plan, say):
    goal, act, time, _, _, partner = plan.records()
    span = {"start": act.source.start, "end": act.source.end}
    state = State(
        [
            say(act, "aanpassen", new=Value("activity", **span, fields={"status": "done"})),
            say(act, "klopt", "Bram"),
            say(time, "aanpassen", new=Value("timeline", 5, 9, fields={"kind": "from", "start": "2026-01-01"})),
            say(time, "klopt", "Bram"),
            say(goal, "aanpassen", new=Value("activity", 5, 9, fields={"status": "planned"})),
            say(goal, "klopt", "Bram"),
            say(partner, "klopt"),
            say(partner, "klopt", "Bram"),
        ]
    )
    found = _found(state)
    assert {m.name: (m.units, m.same) for m in found.measures} == {
        "verdict": (4, 1),
        "kind": (4, 3),
        "status": (1, 0),
        "value": (2, 1),
        "place": (4, 2),
    }
    shown = {(d.measure, d.one, d.other) for d in found.differences}
    assert ("status", "done", "planned") in shown
    assert ("value", "from, 2026-01-01, –, –", "period, 2026-01-01, 2026-12-31, –") in shown
    assert ("kind", "activity", "goal") in shown
    assert found.measure("place").alpha is None


def test_what_both_added_at_one_place_is_one_record(plan, text):
    start = text.index("huis van de wijk")
    anna = add(Value("partner", start, start + 16), plan.document, text, who="Anna", at=AT)
    bram = add(Value("framework", start, start + 12), plan.document, text, who="Bram", at=AT)
    far = add(Value("partner", 0, 5), plan.document, text, who="Bram", at=AT)
    found = _found(State([anna, bram, far]))
    assert (found.measure("verdict").units, found.measure("kind").units, found.measure("kind").same) == (0, 1, 0)
    assert [(a.who, a.verdict.id) for a in found.alone] == [("Bram", far.id)]


def test_an_addition_that_the_other_judged(plan, text):
    one = add(Value("partner", 0, 5), plan.document, text, who="Anna", at=AT)
    found = _found(State([one, rejudge(one, who="Bram", at=AT, verb="klopt_niet")]))
    assert [(d.measure, d.one, d.other) for d in found.differences] == [("kind", "partner", "none")]
    assert found.measure("verdict").units == 0
    assert found.alone == ()


def test_records_that_have_another_id_now_are_the_same(plan, say, make):
    goal = plan.goals[0]
    new = goal.model_copy(update={"id": "doel-" + "0" * 16})
    state = State([say(goal, "klopt"), say(new, "klopt_niet", "Bram")])
    assert _found(state).measure("verdict").units == 0
    assert _found(state, renamed={goal.id: new.id}).measure("verdict").units == 1


def test_readers_who_said_nothing():
    found = _found(State())
    assert [m.units for m in found.measures] == [0] * 5
    assert (found.same, found.differences, found.alone) == ((), (), ())


def test_alpha_by_hand():
    # Two observers, ten units, six agreements, fourteen times 0 and six times 1: 1 - 19 * 4 / (14 * 6).
    one, other = "0100000010", "1110010000"
    assert alpha(list(zip(one, other, strict=True))) == pytest.approx(1 - 19 * 4 / (14 * 6), abs=1e-4)
    assert alpha([("a", "a"), ("b", "b")]) == 1.0
    # 1 - D_o / D_e with D_o = 1 and D_e = (2*2 + 2*2) / (4*3) of the coincidences: worse than chance
    assert alpha([("a", "b"), ("b", "a")]) == pytest.approx(1 - 1 / (8 / 12), abs=1e-4)


def test_without_the_library_there_are_percentages(plan, say, monkeypatch):
    monkeypatch.setattr("pipeline.review.agreement.find_spec", lambda _: None)
    some = [
        say(r, "klopt" if n % 2 else "klopt_niet", who)
        for n, r in enumerate(plan.records())
        for who in ("Anna", "Bram")
    ]
    found = _found(State(some)).measure("verdict")
    assert (found.share, found.alpha) == (1.0, None)
