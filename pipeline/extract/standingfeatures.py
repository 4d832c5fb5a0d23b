"""What may tell how far an activity is: names of what is there, to be weighed.

An activity's words and grammar, the times in it, what stands in its row and around it, the document that it is in, and
what the rules make of it and of those around it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from pipeline.document import BlockKind, Clause, Role, Tense, Unit, UnitKind
from pipeline.extract.features import over_it
from pipeline.extract.mention import Context, Fact, Statement, TimeValue
from pipeline.extract.timelines import expressions
from pipeline.ruleset.schema import STATUSES

_SHORT, _SAID = 4, 5  # words of a cell, or of a line below, that is a mark ("groen", "Stand: afgerond") and no sentence
_BELOW = 3  # units below a heading or an item that are looked at
_YEARS = 4  # years before or after the document's own that are told apart
_STEM, _PARTICLE = 4, 6  # letters that a verb begins with, and those that "ge" stands in
_UNTIMED = frozenset({BlockKind.FURNITURE, BlockKind.FIGURE})
_FUTURE = frozenset({"zullen", "gaan"})


class Verdict(Protocol):
    """What the rules make of an activity: its status, and the rule, or the role of the column, that says so."""

    @property
    def status(self) -> str:
        """How far it is."""

    @property
    def rule(self) -> str | None:
        """The rule that says so, if one does."""

    @property
    def asked(self) -> Role | None:
        """What the column or label that says so asks for."""


def features(context: Context, ruled: Mapping[int, Verdict]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the unit of each activity with its features, each once; ``ruled`` is what the rules make of them."""
    page = _Page(context, ruled)
    for unit, statement in zip(context.reading.units, context.statements, strict=True):
        if statement is not None and statement.kind == "activity":
            yield unit.index, tuple(dict.fromkeys(page.features(unit, statement)))


class _Page:
    """One document, with what its rows and sections hold."""

    def __init__(self, context: Context, ruled: Mapping[int, Verdict]) -> None:
        self._context, self._ruled = context, ruled
        self._reading, self._profile = context.reading, context.profile
        self._particles = {row.name: row.particle for row in context.rules.verbs if row.particle}
        self._times: dict[int, list[TimeValue]] = {}
        self._rows: defaultdict[tuple[int, int], list[Unit]] = defaultdict(list)
        for unit in self._reading.units:
            place = unit.block.place
            if place is not None:
                self._rows[place.table, place.row].append(unit)
        self._all = Counter(one.status for one in ruled.values())
        self._beside: defaultdict[Hashable, Counter[str]] = defaultdict(Counter)
        for index, one in ruled.items():
            for group in _groups(self._reading.units[index]):
                self._beside[group][one.status] += 1

    def features(self, unit: Unit, statement: Statement) -> Iterator[str]:
        """Yield the features of an activity."""
        yield from self._document(unit)
        yield from self._grammar(unit, statement.facts)
        yield from self._words(unit, statement)
        yield from self._own_times(unit, _time(statement.facts))
        yield from self._row_of(unit)
        yield from self._around(unit)
        yield from self._rules(unit)

    def _document(self, unit: Unit) -> Iterator[str]:
        """Yield what document and what part of it an activity stands in, and as what."""
        kind, role = self._profile.kind, _role(unit.role)
        yield f"document_role={kind},{role}"
        yield f"kind_role={unit.kind.value},{role}"
        over = over_it(unit, self._reading.layout)
        yield f"heading={_role(over[-1].role) if over else 'none'}"

    def _grammar(self, unit: Unit, facts: Sequence[Fact]) -> Iterator[str]:
        """Yield when, who, by which verb and in which form."""
        time, role, kind = _time(facts), _role(unit.role), self._profile.kind
        yield f"time_role={time},{role}"
        yield f"time_kind={time},{unit.kind.value}"
        finite = [fact for fact in facts if fact.main and fact.time != "geen"]
        for fact in finite[:1]:
            yield f"who_form_time={fact.subject},{fact.form},{fact.time}"
            yield f"form_time_document={fact.form},{fact.time},{kind}"
            yield f"helpers={'+'.join(fact.helpers)},{fact.time}"
            yield f"verb_time={fact.verb},{fact.time}"
        for fact in finite[:2]:
            yield f"verb={fact.verb}"
            yield f"verb_begins={fact.verb[:_STEM]}"
            if particle := self._particles.get(fact.verb):
                yield f"particle={particle}"
                yield f"verb_base={fact.verb.removeprefix(particle)}"
        for fact in facts:
            if not fact.main:
                yield f"sub_time={fact.time}"
        if not finite:
            yield from self._verbless(unit)

    def _verbless(self, unit: Unit) -> Iterator[str]:
        """Yield what form the verbs of a unit have that has no finite one: "opstellen", "opgesteld"."""
        kind, role = self._profile.kind, _role(unit.role)
        for clause in unit.clauses:
            yield f"verb={clause.verb}"
            form = _form(clause, unit)
            if clause.main:
                yield from (f"form={form}", f"form_document={form},{kind}", f"form_role={form},{role}")
        if not unit.clauses:
            yield f"form_document=none,{kind}"
        for word in _spoken(unit):
            if "ge" in word[:_PARTICLE] and word[-1] in "dtn" and len(word) > _STEM:
                yield from (f"participle={word[-1]}", f"participle_document={word[-1]},{kind}")

    def _words(self, unit: Unit, statement: Statement) -> Iterator[str]:
        """Yield the words of an activity, as they are and as they stand in a report or a plan."""
        report = "report" if self._profile.kind == "jaarverslag" else "plan"
        for word in statement.words:
            yield from (f"word={word}", f"word_{report}={word}")
        if _time(statement.facts) == "geen" and (last := _spoken(unit)[-1:]):
            yield f"mark={last[0]}"  # "… - GEREALISEERD"

    def _own_times(self, unit: Unit, tense: str) -> Iterator[str]:
        """Yield the times in an activity, by where they lie from the document's own period."""
        kind, start, end = self._profile.kind, self._profile.start, self._profile.end
        values = self._times_of(unit)
        if not values:
            yield "when=none"
        for value in values:
            reach = self._reach(value)
            yield from (f"when={value.kind}", f"when={value.kind},{reach}", f"when_document={reach},{kind}")
            yield from (f"when_tense={value.kind},{reach},{tense}", f"when_tense={reach},{tense}")
            if value.modifier:
                yield f"when={value.modifier}"
            if value.start and start:
                yield from _years("begins", value.start.year - start.year, kind)
            if value.end and end:
                yield from _years("ends_in", value.end.year - end.year, kind)

    def _row_of(self, unit: Unit) -> Iterator[str]:
        """Yield what the other cells of a row say: marks ("groen"), sentences, times."""
        kind, place = self._profile.kind, unit.block.place
        if place is None:
            return
        for cell in self._rows[place.table, place.row]:
            if cell.block.index == unit.block.index or cell.block.place is None:
                continue
            side = "after" if cell.block.place.column > place.column else "before"
            yield from _mark(cell, _SHORT)
            for form in _forms(cell):
                yield from (f"row={form}", f"row={form},{side}")
            for value in self._times_of(cell):
                reach = self._reach(value)
                yield from (f"row_when={value.kind},{reach}", f"row_when={reach},{kind}")

    def _around(self, unit: Unit) -> Iterator[str]:
        """Yield what the sentence before an activity says, and the marks below a heading or an item."""
        units = self._reading.units
        if unit.previous is not None:
            yield from (f"before={form}" for form in _forms(units[unit.previous])[:1])
            yield from (f"before_when={v.kind},{self._reach(v)}" for v in self._times_of(units[unit.previous]))
        if unit.kind is UnitKind.SENTENCE or unit.block.place is not None:
            return
        for number, other in enumerate(self._below(unit)):
            if number == 0 or other.kind is not UnitKind.HEADING:
                yield from _mark(other, _SAID)

    def _below(self, unit: Unit) -> Iterator[Unit]:
        """Yield the units right below a heading or an item, up to the next heading but one."""
        below = self._reading.units[unit.index + 1 : unit.index + 1 + _BELOW]
        for number, other in enumerate(below):
            inside = self._reading.layout.within(other.block.section, unit.block.section)
            headed = other.kind is UnitKind.HEADING and number > 0
            if headed if unit.kind is UnitKind.HEADING else not inside:
                return
            yield other

    def _rules(self, unit: Unit) -> Iterator[str]:
        """Yield what the rules make of an activity, of those around it, and of all in the document."""
        one, kind = self._ruled[unit.index], self._profile.kind
        yield from (f"rules={one.status}", f"rules_document={one.status},{kind}", f"rule={one.rule}")
        by = "rule" if one.rule else _role(one.asked)
        yield from (f"ruled_by={one.status},{by}", f"ruled_by={one.status},{by},{kind}")
        for status in STATUSES.values():
            yield f"rules_all={status},{4 * self._all[status] // len(self._ruled)}"
            for name, group in zip(("list", "section"), _groups(unit), strict=True):
                beside = self._beside[group]
                others, same = beside.total() - 1, beside[status] - (one.status == status)
                if others:
                    yield f"rules_{name}={status},{_share(same, others)}"

    def _times_of(self, unit: Unit) -> list[TimeValue]:
        if unit.block.kind in _UNTIMED:
            return []
        if unit.index not in self._times:
            found = expressions(unit.text, self._context.rules, self._profile)
            self._times[unit.index] = [value for _, _, value, _, _ in found]
        return self._times[unit.index]

    def _reach(self, value: TimeValue) -> str:
        """Say where a time lies from the document's period."""
        start, end = self._profile.start, self._profile.end
        first, last = value.start or value.end, value.end or value.start
        if start is None or end is None:
            return "unknown"
        if first is None or last is None:
            return "undated"
        if last < start or first > end:
            return "before" if last < start else "after"
        if first <= start and last >= end:
            return "all"
        return "from_before" if first < start else "past_end" if last > end else "within"


def _role(role: Role | None) -> str:
    return role.value if role else "none"


def _groups(unit: Unit) -> tuple[Hashable, Hashable]:
    """Return the column, list or text that a unit belongs to, and its section."""
    place, section = unit.block.place, unit.block.section
    if place is not None and unit.kind is UnitKind.CELL:
        return ("column", place.table, place.column), section
    if unit.kind is UnitKind.ITEM:
        return ("list", section, unit.block.lead), section
    return ("text", section, unit.kind), section


def _time(facts: Iterable[Fact]) -> str:
    """Return the time of the first main clause with a finite verb."""
    return next((fact.time for fact in facts if fact.main and fact.time != "geen"), "geen")


def _form(clause: Clause, unit: Unit) -> str:
    """Say in which time or form a clause of any unit is."""
    if clause.tense is None:
        return "infinitive" if clause.verb == unit.words[clause.at] else "participle"
    if clause.perfect or (clause.passive and "zijn" in clause.helpers):
        return "perfect"
    if not _FUTURE.isdisjoint(clause.helpers):
        return "future"
    return "passive" if clause.passive and clause.tense is Tense.PRESENT else clause.tense.value


def _forms(unit: Unit) -> list[str]:
    return [_form(clause, unit) for clause in unit.clauses if clause.main]


def _spoken(unit: Unit) -> list[str]:
    """Return the words of a unit, and lone signs that are not on a keyboard ("✔")."""
    return [w for w in unit.words if any(c.isalnum() for c in w) or (len(w) == 1 and not w.isascii())]


def _mark(unit: Unit, most: int) -> Iterator[str]:
    """Yield the words of a unit with few of them; of figures only 0 and 100 keep theirs ("100 %")."""
    spoken = _spoken(unit)
    if len(spoken) <= most:
        yield from (f"mark={w if not w.isdigit() or w in ('0', '100') else '9'}" for w in spoken)


def _years(name: str, years: int, kind: str) -> Iterator[str]:
    near = max(-_YEARS, min(_YEARS, years))
    yield from (f"{name}={near:+d}", f"{name}={near:+d},{kind}")


def _share(some: int, of: int) -> str:
    if some in (0, of):
        return "none" if some == 0 else "all"
    return "most" if 2 * some >= of else "few"
