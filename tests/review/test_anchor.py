"""Verdicts after a new extraction: found again by id, place, quote or likeness, and never lost in silence."""

import datetime as dt

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.record import PolicyRecord, Source
from pipeline.review import State, Value, Verdict, add, judge
from pipeline.review.anchor import SURE_ENOUGH, Anchors, anchored, renamed

AT = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)


def _renamed(record, **changes):
    """The same record under another id, as a later version would give it."""
    prefix = record.id.partition("-")[0]
    return record.model_copy(update={"id": f"{prefix}-{'0' * 16}", **changes})


def _only(plan, **fields):
    return PolicyRecord(document=plan.document, **fields)


def test_the_same_records_are_anchored_by_id(plan, say, text):
    found = [Anchors(plan, text).of(say(record, "klopt")) for record in plan.records()]
    assert [(a.how, a.certainty, a.record) for a in found] == [("id", 1.0, r.id) for r in plan.records()]
    assert {a.changed for a in found} == {()}
    assert [a.value.text for a in found] == [text[r.source.start : r.source.end] for r in plan.records()]


def test_what_a_record_says_otherwise_now_is_named(plan, say, text):
    one = say(plan.activities[0], "klopt")
    act = plan.activities[0].model_copy(update={"status": "ongoing", "partners": ()})
    now = plan.model_copy(update={"activities": (act,)})
    assert Anchors(now, text).of(one).changed == ("status", "partners")


def test_a_new_id_at_the_same_place(plan, say, text):
    one = say(plan.partners[0], "klopt")
    partner = _renamed(plan.partners[0])
    found = Anchors(_only(plan, partners=(partner,)), text).of(one)
    assert (found.how, found.certainty, found.record) == ("place", 1.0, partner.id)
    assert Anchors(_only(plan, partners=(partner,)), None).of(one).record == partner.id, "without the text too"


def test_a_record_in_other_bounds_shares_less(plan, say, text):
    partner = plan.partners[0]
    other = _renamed(partner, source=Source(start=partner.source.start, end=partner.source.end + 8))
    found = Anchors(_only(plan, partners=(other,)), text).of(say(partner, "klopt"))
    assert (found.how, found.certainty, found.record) == ("place", 1.0, other.id)
    assert found.shared == pytest.approx(16 / 24, abs=1e-3)
    assert found.value.text == "Welzijn Rietland", "what the reader judged, not what is found now"


def test_another_kind_at_the_place_is_another_record(plan, say, text):
    goal = plan.goals[0]
    act = plan.activities[0].model_copy(
        update={"source": goal.source, "goals": (), "timelines": (), "partners": (), "legal_references": ()}
    )
    now = _only(plan, activities=(act,))
    assert Anchors(now, text).of(say(goal, "klopt")).record is None
    new = Value("activity", goal.source.start, goal.source.end, goal.text, {"status": "planned"})
    assert Anchors(now, text).of(say(goal, "aanpassen", new=new)).record == act.id


def test_text_before_it_moves_a_verdict(plan, say, text, make):
    verdicts = [say(record, "klopt") for record in plan.records()]
    longer = "Een nieuw voorwoord, met de Jeugdwet en het jaar 2026 erin.\n\n" + text
    now = make(longer, "ander.md")  # other ids, another hash
    anchors = Anchors(now, longer)
    # The names in the foreword are other places: the text around them tells.
    moved = len(longer) - len(text)
    for one in verdicts:
        found = anchors.of(one)
        assert (found.how, found.span.start) == ("quote", one.old.start + moved)
        assert found.certainty >= SURE_ENOUGH
        assert found.value.text == one.old.text == longer[found.value.start : found.value.end]


def test_a_short_name_without_its_surroundings_is_not_guessed(plan, say, make):
    one = say(plan.legal_references[0], "klopt")
    text = "Heel iets anders. De Jeugdwet komt ook hier voor, en nog eens: Jeugdwet.\n"
    found = Anchors(_only(plan), text).of(one)
    assert (found.how, found.record, found.span, found.value) == ("none", None, None, None)


def test_a_text_that_was_edited_is_found_by_likeness(plan, say, text):
    one = say(plan.activities[0], "klopt")
    edited = text.replace("openen wij samen", "openen we samen").replace("# Jeugd", "# Jeugd en gezin")
    found = Anchors(_only(plan), edited).of(one)
    assert found.how == "likeness"
    assert SURE_ENOUGH < found.certainty < 0.9
    assert "openen we samen met Welzijn Rietland" in edited[found.span.start : found.span.end]


@pytest.mark.parametrize("text", ["", "Een heel ander document over straatverlichting en riolering in de gemeente."])
def test_what_is_gone_is_given_back_as_lost(plan, say, text):
    verdicts = [say(record, "klopt") for record in plan.records()]
    mine = State(verdicts).of("Anna")
    now = PolicyRecord(document=plan.document.model_copy(update={"sha256": "0" * 64}))
    found = anchored(mine, now, text)
    assert [a.how for a in found] == ["none"] * 6
    assert {a.verdict.id for a in found} == {v.id for v in verdicts}


def test_a_record_that_the_rules_no_longer_give_keeps_its_place(plan, say, text):
    one = say(plan.partners[0], "klopt")
    found = Anchors(_only(plan), text).of(one)
    assert (found.how, found.record) == ("place", None)
    assert found.value.text == "Welzijn Rietland"


def test_new_bounds_move_along(plan, say, text):
    act = plan.activities[0]
    new = Value("activity", act.source.start + 8, act.source.end, text[act.source.start + 8 : act.source.end])
    one = say(act, "aanpassen", new=new)
    longer = "Vooraf staat dit.\n\n" + text
    found = Anchors(_only(plan), longer).of(one)
    assert (found.value.text, found.value.start) == (new.text, new.start + 19)


def test_an_added_record_that_is_found_now(plan, text, say):
    partner = plan.partners[0]
    one = add(Value("partner", partner.source.start, partner.source.end), plan.document, text, who="Anna", at=AT)
    without = plan.model_copy(update={"partners": ()})
    assert Anchors(without, text).of(one).record is None
    assert Anchors(plan, text).of(one).record == partner.id
    assert renamed([Anchors(plan, text).of(one)]) == {one.id: partner.id}


def test_only_what_holds_of_this_document_is_anchored(plan, say, text):
    elsewhere = msgspec.structs.replace(say(plan.goals[0], "klopt"), document="ander.md", id="e", record="doel-x")
    first, last = say(plan.goals[0], "klopt"), say(plan.goals[0], "klopt_niet")
    mine = State([first, elsewhere, last]).of("Anna")
    found = anchored(mine, plan, text)
    assert [a.verdict.id for a in found] == [last.id]
    assert found[0].value is None


def test_a_kind_that_this_version_does_not_know(plan, text):
    value = Value("indicator", 0, 7, text[:7], {"unit": "%"})
    one = Verdict(at=AT, who="A", verb="klopt", document="plan.md", record="ind-1", kind="indicator", old=value)
    found = Anchors(plan, text).of(one)
    assert (found.how, found.record, found.value) == ("none", None, None)
    same = msgspec.structs.replace(one, document_sha256=plan.document.sha256)
    assert Anchors(plan, text).of(same).value == value


def test_whether_records_are_now_as_the_reader_has_it(plan, say, text):
    act, partner = plan.activities[0], plan.partners[0]
    place = {"start": act.source.start, "end": act.source.end}
    done = say(act, "aanpassen", new=Value("activity", **place, text=act.text, fields={"status": "done"}))
    missed = add(Value("partner", partner.source.start, partner.source.end), plan.document, text, who="Anna", at=AT)
    wrong, right = say(partner, "klopt_niet"), say(act, "klopt")
    before = Anchors(plan, text)
    assert [before.of(one).met for one in (done, wrong, right, missed)] == [False, False, True, True]
    now = plan.model_copy(
        update={"activities": (act.model_copy(update={"status": "done", "partners": ()}),), "partners": ()}
    )
    for after in (Anchors(now, text), Anchors(now, None)):
        assert [after.of(one).met for one in (done, wrong, right, missed)] == [True, True, False, False]
        assert after.of(done).changed == ("status",), "where its partner was taken away too, that is not known here"


# Any edit around a record: it is found where its text went, or given back as lost, and never put elsewhere in silence.

_EDIT = st.tuples(st.integers(0, 400), st.integers(0, 60), st.text("abcde Jeugdwt2026\n.", max_size=80))


def _edited(text, edits, keep):
    """Replace pieces of a text, but none that touches ``keep``; return it with the place where that went."""
    start, end = keep
    for at, gone, put in edits:
        at = min(at, len(text))
        gone = min(gone, len(text) - at)
        if at + gone <= start:
            start, end = start - gone + len(put), end - gone + len(put)
        elif at < end:
            continue
        text = text[:at] + put + text[at + gone :]
    return text, (start, end)


@given(st.integers(0, 5), st.lists(_EDIT, max_size=4))
def test_an_edit_elsewhere_never_puts_a_verdict_in_a_wrong_place(plan, text, number, edits):
    whole = plan
    record = [*whole.records()][number]
    one = judge(record, whole.document, text, who="Anna", at=AT, verb="klopt")
    edited, (start, end) = _edited(text, edits, (record.source.start, record.source.end))
    assert edited[start:end] == one.old.text
    now = PolicyRecord(document=whole.document.model_copy(update={"sha256": "0" * 64}))
    found = Anchors(now, edited).of(one)
    if len(one.old.text) > 20:
        assert found.span is not None
        assert found.value.text == one.old.text
    if found.span is not None:
        assert edited[found.span.start : found.span.end] == one.old.text
        assert found.certainty >= SURE_ENOUGH
        # A short name that the edits wrote elsewhere too is told apart by the text around it, or it is not sure.
        around = edited[max(0, start - 40) : start] == one.quote.before and edited[end : end + 40] == one.quote.after
        assert found.span.start == start or not around
