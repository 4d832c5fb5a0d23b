"""What the dashboard counts: activities by year, theme, law, framework and partner, and what goals and activities lack.

Documents come one by one; what is kept of each is what the page says of it.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from pipeline.branches import Branches
from pipeline.pages import place, status_parts
from pipeline.pages.codes import codes
from pipeline.pages.steps import Step, loose, steps
from pipeline.record import Activity, DocumentInfo, Goal, PolicyRecord
from pipeline.themes import Basis, Themes

_FARTHEST = 200  # years: a period that seems longer is a slip of the pen, and would fill the page


@dataclass(frozen=True, slots=True)
class Entry:
    """A goal or an activity, as it is named behind a figure. ``document`` is the number of its document."""

    document: int
    code: str
    text: str
    place: str
    status: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure with what stands behind it, in the order of the documents."""

    name: str
    entries: tuple[Entry, ...]
    kind: str = ""

    @property
    def number(self) -> int:
        """How many there are."""
        return len(self.entries)

    @property
    def parts(self) -> tuple[tuple[str, int], ...]:
        """How many are done, ongoing and planned."""
        return status_parts(entry.status for entry in self.entries)

    def by_document(self, start: int) -> Iterator[tuple[int, list[Entry]]]:
        """Yield the entries from the one with this number on, together for each document."""
        found: dict[int, list[Entry]] = {}
        for entry in self.entries[start:]:
            found.setdefault(entry.document, []).append(entry)
        yield from found.items()


@dataclass(frozen=True, slots=True)
class Node:
    """A step through a doelenboom, with what the page says of the goal or activity; None at the end of a goal."""

    step: Step
    entry: Entry | None


@dataclass(frozen=True, slots=True)
class Summary:
    """A document with its doelenboom: goals with what stands under them, and activities without a goal."""

    number: int
    about: DocumentInfo
    goals: int
    activities: int
    tree: tuple[Node, ...]
    loose: tuple[Node, ...]

    @property
    def title(self) -> str:
        """Its title, or its name where it has none."""
        return self.about.title or self.about.id


@dataclass(slots=True)
class _Group:
    """Entries by name, each once under a name."""

    entries: dict[tuple[str, str], dict[tuple[int, str], Entry]] = field(default_factory=dict)

    def add(self, names: Iterable[tuple[str, str]], entry: Entry) -> None:
        for name in names:
            self.entries.setdefault(name, {})[entry.document, entry.code] = entry

    def bars(self) -> list[Bar]:
        return [Bar(name, tuple(found.values()), kind) for (name, kind), found in self.entries.items()]


def _most_first(bars: Iterable[Bar]) -> list[Bar]:
    return sorted(bars, key=lambda bar: (-bar.number, bar.name))


class Figures:
    """All counts over the documents that were added."""

    def __init__(self, themes: Themes) -> None:
        self._themes = themes
        self._years, self._about, self._laws, self._frameworks, self._partners = (_Group() for _ in range(5))
        self._lacking: dict[str, list[Entry]] = {}
        self.summaries: list[Summary] = []
        self.bases: Counter[Basis] = Counter()
        self.goals = self.activities = 0

    def add(self, record: PolicyRecord) -> None:
        """Count a document."""
        number = len(self.summaries) + 1
        branches, named = Branches(record), codes(record)
        said: dict[str, Entry] = {}
        for one in chain[Goal | Activity](record.goals, record.activities):
            status = one.status if isinstance(one, Activity) else ""
            said[one.id] = Entry(number, named[one.id], one.text, place(one), status)
        self._goals(record, branches, said)
        self._activities(record, said)
        self.goals += len(record.goals)
        self.activities += len(record.activities)
        self.summaries.append(
            Summary(
                number,
                record.document,
                len(record.goals),
                len(record.activities),
                tuple(Node(step, said[step.record.id] if step.record else None) for step in steps(branches)),
                tuple(Node(step, said[step.record.id] if step.record else None) for step in loose(branches)),
            )
        )

    def _goals(self, record: PolicyRecord, branches: Branches, said: dict[str, Entry]) -> None:
        served = {goal for goal in branches.activities if goal is not None and branches.activities[goal]}
        parents = {goal.id: goal.parent for goal in record.goals}
        for goal in tuple(served):
            above = parents[goal]
            while above is not None and above not in served:
                served.add(above)
                above = parents[above]
        for one in sorted(record.goals, key=_from_the_top):
            if one.id not in served:
                self._lack("goals", said[one.id])

    def _activities(self, record: PolicyRecord, said: dict[str, Entry]) -> None:
        themes = self._themes.of_record(record)
        times = {t.id: t for t in record.timelines}
        laws = {r.id: r.canonical or r.text for r in record.legal_references}
        frameworks = {r.id: r.canonical or r.text for r in record.frameworks}
        partners = {r.id: (r.canonical or r.text, r.kind) for r in record.partners}
        for one in sorted(record.activities, key=_from_the_top):
            entry = said[one.id]
            found = [times[t] for t in one.timelines]
            dated = [(t.start, t.end) for t in found if t.start or t.end]
            self._years.add(((str(year), "") for year in _years(dated)), entry)
            self._about.add(((name, "") for name in themes[one.id].themes), entry)
            self._laws.add(((laws[r], "") for r in one.legal_references), entry)
            self._frameworks.add(((frameworks[r], "") for r in one.frameworks), entry)
            self._partners.add((partners[r] for r in one.partners), entry)
            basis = themes[one.id].basis
            if basis is None:
                self._lack("themes", entry)
            else:
                self.bases[basis] += 1
            if not dated:
                self._lack("dates", entry)
                if any(t.kind in ("continuous", "recurring") for t in found):
                    self._lack("steady", entry)
            if not one.goals:
                self._lack("activities", entry)
            if not one.partners:
                self._lack("partners", entry)

    def _lack(self, what: str, entry: Entry) -> None:
        self._lacking.setdefault(what, []).append(entry)

    def lacking(self, what: str) -> Bar:
        """Return what has none: ``goals`` without activity; ``activities`` without goal; or an activity without …"""
        return Bar(what, tuple(self._lacking.get(what, ())))

    @property
    def years(self) -> list[Bar]:
        """Activities by year, from the first year on."""
        return sorted(self._years.bars(), key=lambda bar: int(bar.name))

    @property
    def themes(self) -> list[Bar]:
        """Activities by theme, most first."""
        return _most_first(self._about.bars())

    @property
    def laws(self) -> list[Bar]:
        """Activities by law, most first."""
        return _most_first(self._laws.bars())

    @property
    def frameworks(self) -> list[Bar]:
        """Activities by framework, most first."""
        return _most_first(self._frameworks.bars())

    @property
    def partners(self) -> list[Bar]:
        """Activities by organisation, most first."""
        return _most_first(bar for bar in self._partners.bars() if bar.kind != "group")

    @property
    def groups(self) -> list[Bar]:
        """Activities by group of organisations ("huisartsen"), most first."""
        return _most_first(bar for bar in self._partners.bars() if bar.kind == "group")


def _from_the_top(record: Goal | Activity) -> tuple[int, int, str]:
    return record.source.start, -record.source.end, record.id


def _years(dated: Iterable[tuple[dt.date | None, dt.date | None]]) -> list[int]:
    """Return the years that periods touch; of a period that is open on one side the year that is named.

    >>> _years([(dt.date(2026, 7, 1), dt.date(2028, 1, 1)), (None, dt.date(2030, 12, 31))])
    [2026, 2027, 2028, 2030]
    """
    found: set[int] = set()
    for start, end in dated:
        named = [day.year for day in (start, end) if day]
        span = range(min(named), max(named) + 1)
        found |= set(span) if len(span) <= _FARTHEST else set(named)
    return sorted(found)
