"""What follows from a log: for each reader apart, what holds now, and what can be taken back or given again.

A state is a fold over verdicts: added one by one or all at once, they give the same, so nothing is lost by a restart.
An undo takes back what was given together (a batch, or one verdict); anything new that a reader says ends what could
be given again, as everywhere.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from pipeline.review.verdict import JUDGEMENTS, STATUSES, STEPS, Quote, Value, Verb, Verdict

_Place = tuple[str, str | None]  # a document, or a record in it
_Key = TypeVar("_Key")


@dataclass(frozen=True, slots=True)
class Action:
    """Verdicts that were given together. ``id`` is what ``of`` of an undo or redo names."""

    id: str
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment that holds: on a document, on a place in it (``quote``), or on a record."""

    who: str
    at: datetime
    document: str
    record: str | None
    quote: Quote | None
    text: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How many records a reader judged, and how; how many records and documents are seen and final."""

    klopt: int = 0
    klopt_niet: int = 0
    aanpassen: int = 0
    twijfel: int = 0
    toevoegen: int = 0
    bekeken: int = 0
    vastgesteld: int = 0
    documents_bekeken: int = 0
    documents_vastgesteld: int = 0
    opmerkingen: int = 0

    @property
    def judged(self) -> int:
        """How many records have a judgement of any sort; those that the reader added are not counted."""
        return self.klopt + self.klopt_niet + self.aanpassen + self.twijfel


@dataclass
class _Group:
    """What was given together, and whether it holds."""

    verdicts: list[Verdict] = field(default_factory=list)
    holds: bool = True


class ReaderState:
    """What one reader said, as it stands now. May be read by one thread while another takes verdicts in."""

    def __init__(self, who: str) -> None:
        self.who = who
        self._groups: dict[str, _Group] = {}
        self._group_of: dict[str, str] = {}
        self._done: list[str] = []
        self._undone: list[str] = []
        self._waiting: defaultdict[str, list[Verdict]] = defaultdict(list)
        self._judged: defaultdict[str, list[Verdict]] = defaultdict(list)
        self._marked: defaultdict[_Place, list[Verdict]] = defaultdict(list)
        self._current: dict[str, Verdict] = {}
        self._status: dict[_Place, Verdict] = {}
        self._said: list[Verdict] = []

    # What holds

    @property
    def judgements(self) -> dict[str, Verdict]:
        """The judgement that holds of each record, by its key: a record's id, or that of the verdict that added it."""
        return dict(self._current)

    def judgement(self, key: str) -> Verdict | None:
        """Return the judgement that holds of a record, None where there is none."""
        return self._current.get(key)

    def value(self, key: str, found: Value | None = None) -> Value | None:
        """Return what a record is to this reader: as adapted or added, else as it was found.

        None where the reader says that there is no such record.
        """
        held = self._current.get(key)
        if held is None:
            return found
        if held.verb == "klopt_niet":
            return None
        return held.new or held.old or found

    def added(self, document: str | None = None) -> dict[str, Value]:
        """Return the records that this reader added (to a document), as they are now, by key."""
        found = {}
        for key in list(self._judged):
            held = self._current.get(key)
            if held is not None and key in self._group_of and document in (None, held.document):
                value = self.value(key)
                if value is not None:
                    found[key] = value
        return found

    def status(self, document: str, record: str | None = None) -> Verb | None:
        """Return ``bekeken`` or ``vastgesteld``, of a document or of a record in it; None where it has neither."""
        held = self._status.get((document, record))
        return held.verb if held else None

    def comments(self, document: str | None = None, record: str | None = None) -> list[Comment]:
        """Return the comments that hold, the oldest first: all, those of a document, those of a record."""
        return [
            Comment(one.who, one.at, one.document, one.record, one.quote, one.comment, one.id)
            for one in list(self._said)
            if self._holds(one) and document in (None, one.document) and record in (None, one.record)
        ]

    def counts(self, document: str | None = None) -> Counts:
        """Return how much this reader did, in all or in one document."""
        judged = Counter(
            "toevoegen" if key in self._group_of and one.verb != "klopt_niet" else one.verb
            for key, one in list(self._current.items())
            if document in (None, one.document) and not (key in self._group_of and one.verb == "klopt_niet")
        )
        marked = Counter(
            (record is None, one.verb) for (name, record), one in list(self._status.items()) if document in (None, name)
        )
        return Counts(
            **{str(verb): judged[verb] for verb in JUDGEMENTS},
            **{str(verb): marked[False, verb] for verb in STATUSES},
            **{f"documents_{verb}": marked[True, verb] for verb in STATUSES},
            opmerkingen=len(self.comments(document)),
        )

    def documents(self) -> list[str]:
        """Return the documents of which this reader said something that holds."""
        said = self.verdicts()
        return sorted({one.document for one in said})

    def verdicts(self) -> Iterator[Verdict]:
        """Yield every verdict that holds, in the order in which they were given."""
        for group in list(self._groups.values()):
            if group.holds:
                yield from list(group.verdicts)

    # Undo and redo

    @property
    def undoable(self) -> Action | None:
        """What an undo takes back."""
        return self._action(self._done)

    @property
    def redoable(self) -> Action | None:
        """What a redo gives again."""
        return self._action(self._undone)

    def undo(self, at: datetime) -> Verdict | None:
        """Return the verdict that takes the last one back, to be appended to the log; None where there is none."""
        return self._step("terug", self.undoable, at)

    def redo(self, at: datetime) -> Verdict | None:
        """Return the verdict that gives again what was taken back last; None where there is none."""
        return self._step("opnieuw", self.redoable, at)

    def _action(self, stack: list[str]) -> Action | None:
        if not stack:
            return None
        group = self._groups[stack[-1]]
        return Action(group.verdicts[0].id, tuple(group.verdicts))

    def _step(self, verb: Verb, action: Action | None, at: datetime) -> Verdict | None:
        if action is None:
            return None
        first = action.verdicts[0]
        return Verdict(at=at, who=self.who, verb=verb, of=action.id, document=first.document, record=first.record)

    # The fold

    def add(self, one: Verdict) -> None:
        """Take a verdict in. An undo of what is not known yet (another machine has it) waits for it."""
        if one.verb in STEPS:
            assert one.of is not None
            name = self._group_of.get(one.of) or (one.of if one.of in self._groups else None)
            if name is None:
                self._waiting[one.of].append(one)
            elif one.verb == "terug":
                self._take_back(name)
            else:
                self._give_again(name)
            return
        name = one.group
        new = name not in self._groups
        group = self._groups.setdefault(name, _Group())
        group.verdicts.append(one)
        self._group_of[one.id] = name
        self._file(one)
        if group.holds:
            self._undone.clear()
            if new:
                self._done.append(name)
        self._settle([one])
        for step in (*self._waiting.pop(one.id, ()), *(self._waiting.pop(name, ()) if name != one.id else ())):
            self.add(step)

    def _file(self, one: Verdict) -> None:
        if one.verb in JUDGEMENTS:
            self._judged[one.key].append(one)
        elif one.verb in STATUSES:
            self._marked[one.document, one.record].append(one)
        if one.comment:
            self._said.append(one)

    def _take_back(self, name: str) -> None:
        if self._groups[name].holds:
            self._groups[name].holds = False
            self._done.remove(name)
            self._undone.append(name)
            self._settle(self._groups[name].verdicts)

    def _give_again(self, name: str) -> None:
        if name in self._undone:
            self._groups[name].holds = True
            self._undone.remove(name)
            self._done.append(name)
            self._settle(self._groups[name].verdicts)

    def _holds(self, one: Verdict) -> bool:
        return self._groups[one.group].holds

    def _settle(self, changed: Iterable[Verdict]) -> None:
        """Say anew what holds of everything that these verdicts are about: the last one given that was not undone."""
        for one in changed:
            if one.verb in JUDGEMENTS:
                said = self._judged[one.key]
                # Where what was added is taken back, what was said of it later says nothing.
                gone = any(s.verb == "toevoegen" and not self._holds(s) for s in said)
                _keep(self._current, one.key, None if gone else self._last(said))
            elif one.verb in STATUSES:
                place = (one.document, one.record)
                _keep(self._status, place, self._last(self._marked[place]))

    def _last(self, said: list[Verdict]) -> Verdict | None:
        return next((one for one in reversed(said) if self._holds(one)), None)


def _keep(held: dict[_Key, Verdict], key: _Key, value: Verdict | None) -> None:
    if value is None:
        held.pop(key, None)
    else:
        held[key] = value


class State:
    """What all readers said, each apart: what one reader said is seen only by who asks for it by name."""

    def __init__(self, verdicts: Iterable[Verdict] = ()) -> None:
        self._readers: dict[str, ReaderState] = {}
        self._known: set[str] = set()
        for one in verdicts:
            self.add(one)

    def add(self, one: Verdict) -> None:
        """Take a verdict in; one that is known already changes nothing."""
        if one.id not in self._known:
            self._known.add(one.id)
            self._readers.setdefault(one.who, ReaderState(one.who)).add(one)

    @property
    def readers(self) -> tuple[str, ...]:
        """The names of all who said something."""
        return tuple(sorted(self._readers))

    def of(self, who: str) -> ReaderState:
        """Return what one reader said; nothing where the reader is new."""
        return self._readers.get(who) or ReaderState(who)

    def __contains__(self, verdict: str) -> bool:
        return verdict in self._known
