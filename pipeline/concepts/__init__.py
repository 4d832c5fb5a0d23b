"""One id for a goal, activity or partner through the years: what is the same from one document to the next."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.concepts.ledger import Concept, ConceptKind, Member, concept_id, read_ledger, write_ledger
from pipeline.concepts.likeness import Index, Likeness
from pipeline.record import PolicyRecord, normalise
from pipeline.ruleset import Rules

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["Concept", "Member", "grown", "read_ledger", "write_ledger"]

BAR = 0.6  # statements that are less alike are two
_COMPARED = 5  # members of a concept, the last ones, that a statement is laid beside
_NO_CANONICAL = 0.9  # how sure a partner is that no table names


@dataclass(frozen=True, slots=True)
class _Item:
    kind: ConceptKind
    organisation: str
    document: str
    record: str
    text: str
    sure: float = 1.0


def grown(ledger: Sequence[Concept], records: Iterable[PolicyRecord], rules: Rules, nlp: Language) -> list[Concept]:
    """Return a ledger with the records that it did not know yet: as members of its concepts, or as new ones.

    What stands in the ledger stays as it is. Documents are taken in the order of what they are about, so that a concept
    begins with the earliest of those that come together; only documents of one organisation share concepts.
    """
    items = [i for record in sorted(records, key=_when) for i in _items(record)]
    known = [m.text for c in ledger if c.kind != "partner" for m in c.members]
    likeness = Likeness([*known, *(i.text for i in items if i.kind != "partner")], rules, nlp)
    book = _Book(ledger, likeness)
    by_document: dict[tuple[str, ConceptKind], list[_Item]] = defaultdict(list)
    for item in items:
        by_document[item.document, item.kind].append(item)
    for found in by_document.values():
        book.take_up(found)
    return book.concepts()


def _when(record: PolicyRecord) -> tuple[dt.date, dt.date, str]:
    period = record.document.period
    return (period.start, period.end, record.document.id) if period else (dt.date.max, dt.date.max, record.document.id)


def _items(record: PolicyRecord) -> Iterator[_Item]:
    document = record.document
    organisation = ", ".join(sorted(o.name for o in document.organisations))
    for goal in record.goals:
        yield _Item("doel", organisation, document.id, goal.id, goal.text)
    for activity in record.activities:
        yield _Item("activiteit", organisation, document.id, activity.id, activity.text)
    seen = set()
    for partner in record.partners:
        name = partner.canonical or partner.text
        if normalise(name) not in seen:  # one mention speaks for all of that name in the document
            seen.add(normalise(name))
            sure = 1.0 if partner.canonical else _NO_CANONICAL
            yield _Item("partner", organisation, document.id, partner.id, name, sure)


class _Book:
    """A ledger while it grows."""

    def __init__(self, ledger: Sequence[Concept], likeness: Likeness) -> None:
        self._likeness = likeness
        self._concepts = list(ledger)
        self._members = [list(c.members) for c in ledger]
        self._placed = {m.record for members in self._members for m in members if m.belongs}
        self._apart = {(m.record, n) for n, members in enumerate(self._members) for m in members if not m.belongs}
        self._index = Index(likeness)
        self._names: dict[tuple[str, str], int] = {}
        for number, concept in enumerate(self._concepts):
            for member in self._members[number]:
                if member.belongs:
                    self._note(concept, number, member.text)

    def concepts(self) -> list[Concept]:
        """Return the concepts with all their members."""
        return [
            c.model_copy(update={"members": tuple(members)})
            for c, members in zip(self._concepts, self._members, strict=True)
        ]

    def _note(self, concept: Concept, number: int, text: str) -> None:
        if concept.kind == "partner":
            self._names.setdefault((concept.organisation, normalise(text)), number)
        else:
            self._index.add(text, number)

    def take_up(self, items: Sequence[_Item]) -> None:
        """Give the statements, or partners, of one document their concepts: each concept has one of them at most."""
        fresh = [item for item in items if item.record not in self._placed]
        pairs = sorted(
            ((like, -number, -at) for at, item in enumerate(fresh) for like, number in self._near(item)), reverse=True
        )
        taken: set[int] = set()
        done: dict[int, tuple[int, float]] = {}
        for like, minus_number, minus_at in pairs:
            number, at = -minus_number, -minus_at
            if at not in done and number not in taken:
                done[at] = number, like
                taken.add(number)
        for at, item in enumerate(fresh):
            if at in done:
                self._join(item, *done[at])
            else:
                self._begin(item)

    def _near(self, item: _Item) -> Iterator[tuple[float, int]]:
        """Yield the concepts that an item may belong to, with how much it is like them."""
        if item.kind == "partner":
            number = self._names.get((item.organisation, normalise(item.text)))
            if number is not None and (item.record, number) not in self._apart:
                yield item.sure, number
            return
        for number in self._index.near(item.text):
            concept = self._concepts[number]
            held = [m for m in self._members[number] if m.belongs]
            same = concept.kind == item.kind and concept.organisation == item.organisation
            if not same or (item.record, number) in self._apart or any(m.document == item.document for m in held):
                continue
            like = max((self._likeness(item.text, m.text) for m in held[-_COMPARED:]), default=0.0)
            if like >= BAR:
                yield round(like, 2), number

    def _join(self, item: _Item, number: int, like: float) -> None:
        self._members[number].append(_member(item, like))
        self._placed.add(item.record)
        self._note(self._concepts[number], number, item.text)

    def _begin(self, item: _Item) -> None:
        member = _member(item, item.sure)
        name = concept_id(item.kind, item.organisation, item.record)
        concept = Concept(id=name, kind=item.kind, organisation=item.organisation, name=item.text, members=(member,))
        self._concepts.append(concept)
        self._members.append([member])
        self._placed.add(item.record)
        self._note(concept, len(self._concepts) - 1, item.text)


def _member(item: _Item, sure: float) -> Member:
    return Member(record=item.record, document=item.document, text=item.text, confidence=sure)
