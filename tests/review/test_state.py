"""What follows from a log: judgements, statuses, comments, undo and redo, each reader apart."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.review import State, Value, Verdict, about, add, rejudge, value_of

AT = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)


def _undone(state, who="Anna"):
    one = state.of(who).undo(AT)
    state.add(one)
    return one


def _redone(state, who="Anna"):
    one = state.of(who).redo(AT)
    state.add(one)
    return one


def test_the_last_judgement_of_a_record_holds(plan, say):
    goal, act = plan.goals[0], plan.activities[0]
    state = State([say(goal, "klopt"), say(act, "twijfel"), say(goal, "klopt_niet")])
    mine = state.of("Anna")
    assert {k: v.verb for k, v in mine.judgements.items()} == {goal.id: "klopt_niet", act.id: "twijfel"}
    assert mine.counts().judged == 2
    assert mine.counts() == mine.counts(plan.document.id)
    assert mine.counts("other.txt").judged == 0


def test_what_a_record_is_to_a_reader(plan, say, text):
    goal, act, time = plan.goals[0], plan.activities[0], plan.timelines[0]
    new = Value("activity", 40, 60, fields={"status": "done"})
    mine = State([say(goal, "klopt_niet"), say(act, "aanpassen", new=new), say(time, "klopt")]).of("Anna")
    found = value_of(goal, text)
    assert mine.value(goal.id, found) is None
    assert mine.value(act.id) == new
    assert mine.value(time.id) == value_of(time, text)
    assert mine.value("doel-0", found) == found


def test_undo_goes_back_to_what_held_before_and_redo_forth(plan, say):
    goal = plan.goals[0]
    state = State([say(goal, "klopt"), say(goal, "klopt_niet"), say(goal, "twijfel")])
    seen = []
    for step in (_undone, _undone, _undone, _redone, _redone, _redone):
        step(state)
        held = state.of("Anna").judgement(goal.id)
        seen.append(held and held.verb)
    assert seen == ["klopt_niet", "klopt", None, "klopt", "klopt_niet", "twijfel"]
    assert state.of("Anna").redoable is None
    assert state.of("Anna").redo(AT) is None


def test_a_new_verdict_ends_what_could_be_given_again(plan, say):
    state = State([say(plan.goals[0], "klopt")])
    _undone(state)
    assert state.of("Anna").redoable is not None
    state.add(say(plan.activities[0], "klopt"))
    assert state.of("Anna").redoable is None


def test_one_undo_takes_a_batch_back(plan, say):
    some = [say(record, "klopt", batch="b1") for record in plan.records()]
    state = State([say(plan.goals[0], "twijfel"), *some])
    assert len(state.of("Anna").undoable.verdicts) == 6
    _undone(state)
    assert {k: v.verb for k, v in state.of("Anna").judgements.items()} == {plan.goals[0].id: "twijfel"}
    _redone(state)
    assert state.of("Anna").counts().klopt == 6


def test_an_undo_of_one_that_is_not_the_last(plan, say):
    first, second = say(plan.goals[0], "klopt"), say(plan.goals[0], "klopt_niet")
    state = State([first, second])
    state.add(Verdict(at=AT, who="Anna", verb="terug", of=first.id))
    assert state.of("Anna").judgement(plan.goals[0].id).verb == "klopt_niet"
    state.add(Verdict(at=AT, who="Anna", verb="opnieuw", of=first.id))
    assert state.of("Anna").judgement(plan.goals[0].id).verb == "klopt_niet"


def test_an_undo_that_another_machine_wrote_first_waits_for_its_verdict(plan, say):
    some = [say(record, "klopt", batch="b1") for record in plan.records()]
    undo = Verdict(at=AT, who="Anna", verb="terug", of=some[0].id)
    assert State([undo, *some]).of("Anna").judgements == {}


def test_an_undo_of_another_readers_verdict_does_nothing(plan, say):
    one = say(plan.goals[0], "klopt", who="Anna")
    state = State([one, Verdict(at=AT, who="Bram", verb="terug", of=one.id)])
    assert state.of("Anna").counts().klopt == 1


def test_readers_do_not_see_each_other(plan, say):
    state = State([say(plan.goals[0], "klopt", who="Anna"), say(plan.goals[0], "klopt_niet", who="Bram")])
    assert state.readers == ("Anna", "Bram")
    assert state.of("Anna").judgement(plan.goals[0].id).verb == "klopt"
    assert state.of("Bram").judgement(plan.goals[0].id).verb == "klopt_niet"
    assert state.of("Cem").judgements == {}
    assert state.readers == ("Anna", "Bram")


def test_a_verdict_that_stands_in_the_log_twice_counts_once(plan, say):
    one = say(plan.goals[0], "klopt")
    state = State([one, one])
    _undone(state)
    assert state.of("Anna").undoable is None


def test_statuses_of_a_document_and_of_a_record(plan, say):
    name, goal = plan.document.id, plan.goals[0]
    state = State([about(plan.document, who="Anna", at=AT, verb="bekeken"), say(goal, "vastgesteld")])
    mine = state.of("Anna")
    assert (mine.status(name), mine.status(name, goal.id)) == ("bekeken", "vastgesteld")
    assert mine.status(name, plan.activities[0].id) is None
    state.add(about(plan.document, who="Anna", at=AT, verb="vastgesteld"))
    assert mine.status(name) == "vastgesteld"
    assert (mine.counts().documents_vastgesteld, mine.counts().vastgesteld) == (1, 1)
    _undone(state)
    assert mine.status(name) == "bekeken"
    assert mine.judgements == {}


def test_comments_on_a_document_a_record_and_with_a_judgement(plan, say):
    goal = plan.goals[0]
    state = State(
        [
            about(plan.document, who="Anna", at=AT, verb="opmerking", comment="over het geheel"),
            say(goal, "opmerking", comment="over dit doel"),
            say(goal, "twijfel", comment="is dit een doel?"),
        ]
    )
    mine = state.of("Anna")
    assert [c.text for c in mine.comments()] == ["over het geheel", "over dit doel", "is dit een doel?"]
    assert [c.text for c in mine.comments(plan.document.id, goal.id)] == ["over dit doel", "is dit een doel?"]
    _undone(state)
    assert [c.text for c in mine.comments(record=goal.id)] == ["over dit doel"]
    assert mine.judgement(goal.id) is None


def test_a_record_that_a_reader_added_is_changed_and_taken_back(plan, text):
    one = add(Value("partner", 8, 16), plan.document, text, who="Anna", at=AT)
    state = State([one])
    mine = state.of("Anna")
    assert mine.added() == {one.id: one.new}
    assert (mine.counts().toevoegen, mine.counts().judged) == (1, 0)
    new = Value("partner", 8, 12, fields={"kind": "group"})
    state.add(rejudge(one, who="Anna", at=AT, verb="aanpassen", new=new))
    assert mine.added(plan.document.id) == {one.id: new}
    assert mine.added("other.txt") == {}
    state.add(rejudge(one, who="Anna", at=AT, verb="klopt_niet"))
    assert mine.added() == {}
    assert mine.counts().toevoegen == 0
    _undone(state)
    state.add(Verdict(at=AT, who="Anna", verb="terug", of=one.id))
    assert mine.added() == {}, "its adaptation holds, but it is not there any more"


# Any sequence of verdicts, undos and redos: the fold against a model with two plain stacks.

_VERBS = ("klopt", "klopt_niet", "twijfel")
_STEP = st.one_of(
    st.tuples(st.just("say"), st.sampled_from("abc"), st.sampled_from(_VERBS)),
    st.tuples(st.just("many"), st.sets(st.sampled_from("abc"), min_size=1), st.sampled_from(_VERBS)),
    st.just(("undo",)),
    st.just(("redo",)),
)
_WHO = st.sampled_from(("Anna", "Bram"))


def _verdict(who, key, verb, number, batch=None):
    value = Value("goal", 0, 4)
    return Verdict(
        id=f"v{number}", at=AT, who=who, verb=verb, document="plan", record=key, old=value, kind="goal", batch=batch
    )


class _Model:
    """Two stacks of sets of answers: what an undo has always been."""

    def __init__(self):
        self.done, self.undone = [], []

    def held(self):
        return {key: verb for answers in self.done for key, verb in answers.items()}

    def do(self, answers):
        self.done.append(answers)
        self.undone.clear()

    def undo(self):
        if self.done:
            self.undone.append(self.done.pop())

    def redo(self):
        if self.undone:
            self.done.append(self.undone.pop())


def _play(steps):
    """Play steps on a state and on the model; return both and what a log would hold."""
    state, models, log = State(), {"Anna": _Model(), "Bram": _Model()}, []
    for number, (who, (name, *rest)) in enumerate(steps):
        new = []
        if name == "say":
            new = [_verdict(who, *rest, number)]
            models[who].do({rest[0]: rest[1]})
        elif name == "many":
            keys, verb = rest
            new = [_verdict(who, key, verb, f"{number}{key}", f"b{number}") for key in sorted(keys)]
            models[who].do(dict.fromkeys(keys, verb))
        else:
            one = state.of(who).undo(AT) if name == "undo" else state.of(who).redo(AT)
            new = [one] if one else []
            getattr(models[who], name)()
        for one in new:
            state.add(one)
        log += new
    return state, models, log


def _shape(state):
    return {
        who: (
            {key: one.verb for key, one in state.of(who).judgements.items()},
            state.of(who).undoable and state.of(who).undoable.id,
            state.of(who).redoable and state.of(who).redoable.id,
            state.of(who).counts(),
        )
        for who in ("Anna", "Bram")
    }


@given(st.lists(st.tuples(_WHO, _STEP), max_size=40))
def test_any_sequence_holds_what_two_stacks_hold(steps):
    state, models, _ = _play(steps)
    for who, model in models.items():
        assert {key: one.verb for key, one in state.of(who).judgements.items()} == model.held()
        assert (state.of(who).undoable is None) == (not model.done)
        assert (state.of(who).redoable is None) == (not model.undone)


@given(st.lists(st.tuples(_WHO, _STEP), max_size=40), st.integers(0, 40))
def test_a_restart_at_any_point_changes_nothing(steps, cut):
    state, _, log = _play(steps)
    assert _shape(State(log)) == _shape(state)
    again = State(log[:cut])
    for one in log:  # what was read before the cut comes once more
        again.add(one)
    assert _shape(again) == _shape(state)


@given(st.lists(st.tuples(_WHO, _STEP), max_size=30))
def test_undo_of_everything_and_redo_of_everything_come_back(steps):
    state, _, _ = _play(steps)
    while state.of("Anna").redoable:
        _redone(state)
    before = _shape(state)
    count = 0
    while state.of("Anna").undoable:
        _undone(state)
        count += 1
    assert state.of("Anna").judgements == {}
    for _ in range(count):
        _redone(state)
    assert _shape(state) == before


@pytest.mark.parametrize("verb", ["terug", "opnieuw"])
def test_a_step_on_what_nobody_said_does_nothing(verb):
    state = State([Verdict(at=AT, who="Anna", verb=verb, of="nothing")])
    assert state.of("Anna").judgements == {}
    assert state.of("Anna").undoable is None
