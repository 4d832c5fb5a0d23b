"""What became of an activity, by the words of the pieces that tell of it, and by what the plan had said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.document import Unit
from pipeline.extract.cues import CueTable, cue_table, unvetoed
from pipeline.extract.mention import Profile, TimeValue
from pipeline.record import Activity, PolicyRecord
from pipeline.ruleset import Rules
from pipeline.ruleset.lexicon import lexicon
from pipeline.trace.assign import Found
from pipeline.trace.numbers import Numbers
from pipeline.trace.result import Detail, Outcome
from pipeline.trace.study import Said

_OUTCOMES: dict[str, Outcome] = {"gedaan": "done", "doorgegaan": "continued", "veranderd": "changed"}
_DETAILS: dict[str, Detail] = {
    "uitgesteld": "delayed",
    "gestopt": "stopped",
    "omvang": "scope",
    "bedrag": "amount",
    "partner": "partner",
    "vorm": "form",
}
_OTHER, _FOLLOWING = 0.96, 0.96  # what a word counts in a further piece, or in a sentence that goes on
_LATER, _NUMBERS, _OVERDUE, _SINCE = 0.74, 0.83, 0.72, 0.75
_MOMENT, _MOMENTARY = 0.62, dt.timedelta(days=125)
_GRACE = dt.timedelta(days=31)
_GOES_ON = ("delayed", "scope")  # what a sentence may tell of the one before it without naming what it is about
_NOW = "verloop/doen-nu"
_NOTHING = 0.5  # where nothing says how far it is


@dataclass(frozen=True, slots=True)
class Verdict:
    """An outcome, how sure it is, and the rule or comparison that decided."""

    outcome: Outcome
    detail: Detail | None
    sure: float
    rule: str


class Courses:
    """Judges outcomes in one report of one plan."""

    def __init__(self, rules: Rules, plan: PolicyRecord, about: Profile) -> None:
        self._table: CueTable = cue_table("verloop", rules.courses, lexicon(rules))
        self._numbers = Numbers(rules)
        self._about = about
        self._starts = {t.id: t.start for t in plan.timelines}
        self._ends = {t.id: t.end or t.start for t in plan.timelines if t.kind in ("period", "until")}

    def changes(self, said: Said) -> bool:
        """Say whether a piece tells by itself that something is later than planned, or of another size."""
        return self._numbers.short(said.unit.text) or any(v.detail in _GOES_ON for v in self._by_words(said))

    def judge(self, activity: Activity, planned: Sequence[Said], found: Found) -> Verdict:
        """Return what becomes of an activity that the report mentions."""
        assert found.main is not None
        weighed = [(found.main.said, 1.0), *((m.said, _OTHER) for m in found.others)]
        weighed += [(said, _FOLLOWING) for said in found.following]
        verdicts = [
            Verdict(v.outcome, v.detail, round(v.sure * factor, 4), v.rule)
            for said, factor in weighed
            for v in (*self._by_words(said), *self._by_times(activity, said))
        ]
        verdicts += self._by_numbers(planned, [said for said, _ in weighed])
        if not verdicts:
            return Verdict("done" if activity.status == "planned" else "continued", None, _NOTHING, "verloop/geen")
        return _for_new(max(verdicts, key=lambda v: v.sure), activity)

    def _by_words(self, said: Said) -> Iterator[Verdict]:
        for unit, words, facts in ((said.unit, said.words, said.facts), *((c, c.words, ()) for c in _states(said))):
            for f in unvetoed(self._table.held(unit, words, unit.role, facts, "jaarverslag")):
                if f.row.outcome is not None:
                    detail = _DETAILS[f.row.detail] if f.row.detail else None
                    yield Verdict(_OUTCOMES[f.row.outcome], detail, f.sure, f.rule)

    def _by_times(self, activity: Activity, said: Said) -> Iterator[Verdict]:
        """What began in the report's own period is done; a time after it is to come, one after the deadline late."""
        values = [m.value for m in said.named if isinstance(m.value, TimeValue)]
        own = {self._starts.get(t) for t in activity.timelines}  # "een nota 2027-2030" names its years itself
        starts = [v.start for v in values if v.start is not None and v.start not in own]
        since = [m.value.start for m in said.named if isinstance(m.value, TimeValue) and m.value.kind == "from"]
        if any(s in starts and self._within(s) for s in since if s is not None):
            yield Verdict("done", None, _SINCE, "vergelijking/sinds-de-periode")
        if activity.status != "planned" or not starts:
            return
        if any(self._moment(m.value) for m in said.named if isinstance(m.value, TimeValue)):
            yield Verdict("done", None, _MOMENT, "vergelijking/in-de-periode")
        if self._about.end is not None and max(starts) > self._about.end:
            yield Verdict("changed", "delayed", _LATER, "vergelijking/na-de-periode")
        deadlines = [end for t in activity.timelines if (end := self._ends.get(t)) is not None]
        if deadlines and min(starts) > max(deadlines) + _GRACE:
            yield Verdict("changed", "delayed", _OVERDUE, "vergelijking/na-de-planning")

    def _within(self, day: dt.date) -> bool:
        return (
            self._about.start is not None
            and self._about.end is not None
            and self._about.start <= day <= self._about.end
        )

    def _moment(self, value: TimeValue) -> bool:
        """Say whether something happened at a moment of the report's period: on a day, in a month or a season."""
        if value.kind != "period" or value.start is None or value.end is None:
            return False
        return self._within(value.start) and self._within(value.end) and value.end - value.start <= _MOMENTARY

    def _by_numbers(self, planned: Sequence[Said], told: Iterable[Said]) -> Iterator[Verdict]:
        detail = self._numbers.compare([s.unit.text for s in planned], [s.unit.text for s in told])
        if detail is not None:
            yield Verdict("changed", detail, _NUMBERS, "vergelijking/getallen")


def _for_new(verdict: Verdict, activity: Activity) -> Verdict:
    """Return what it means that something is so now: what was to begin is done, what ran goes on."""
    if verdict.rule == _NOW and activity.status == "planned":
        return Verdict("done", None, verdict.sure, verdict.rule)
    return verdict


def _states(said: Said) -> tuple[Unit, ...]:
    """Return the cells of a row that only say how far something is."""
    return tuple(unit for unit in said.cells if 0 < len(unit.words) <= 3)
