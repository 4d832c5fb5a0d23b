"""Which record was meant by which gold item: one to one, by their places.

>>> pairs = matched([Span(0, 10)], [True], [[Span(0, 8)], [Span(4, 10)]], least=1 / 2, relaxed=False)
>>> pairs  # record 0 for item 0
{0: 0}
>>> matched([Span(0, 10)], [True], [[Span(8, 20)]], least=1 / 2, relaxed=False)
{}
>>> matched([Span(0, 10)], [True], [[Span(8, 20)]], least=1 / 2, relaxed=True)
{0: 0}
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.evaluation.align import Alignment
from pipeline.evaluation.gold import FIELD, Case, GoldItem, Placed
from pipeline.record import Activity, AnyRecord, Goal, PolicyRecord
from pipeline.span import Span

# The least that a record and a gold item have to share, as intersection over union.
LEAST = {
    "goals": 1 / 2,
    "activities": 1 / 2,
    "timelines": 1 / 3,
    "laws": 1 / 3,
    "frameworks": 1 / 3,
    "partners": 1 / 2,
    "indicators": 1 / 2,
    "budget_lines": 1 / 2,
}


def likeness(one: Span, other: Span) -> float:
    """Return intersection over union of two places.

    >>> likeness(Span(0, 10), Span(5, 15))
    0.3333333333333333
    """
    shared = max(0, min(one.end, other.end) - max(one.start, other.start))
    return shared / (len(one) + len(other) - shared)


def matched(
    items: Sequence[Span], core: Sequence[bool], records: Sequence[Sequence[Span]], *, least: float, relaxed: bool
) -> dict[int, int]:
    """Return the number of the gold item for each record that has one.

    ``records`` holds all places of each record. The likest are paired first, those with a core item before others.
    ``relaxed`` takes any overlap, for what is left when those are paired that are like enough.
    """
    places = sorted((place, number) for number, all_of_it in enumerate(records) for place in all_of_it)
    candidates = []
    for item, span in enumerate(items):
        for place, record in places:
            if place.start >= span.end:
                break
            like = likeness(span, place)
            if like >= least or (relaxed and like > 0):
                candidates.append((like < least, not core[item], -like, item, record))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for *_, item, record in sorted(candidates):
        if item not in taken and record not in pairs:
            taken.add(item)
            pairs[record] = item
    return pairs


@dataclass(frozen=True)
class Pairing:
    """The gold items and the records of one kind in a document, and who was taken for whom."""

    kind: str
    gold: Sequence[Placed]
    records: Sequence[AnyRecord]
    places: Sequence[Sequence[Span]]
    pairs: dict[int, int]

    @cached_property
    def hits(self) -> list[tuple[GoldItem, AnyRecord]]:
        """The core items that were found, with their records."""
        found = ((self.gold[item].item, self.records[record]) for record, item in self.pairs.items())
        return [(item, record) for item, record in found if item.core]

    @cached_property
    def extra(self) -> list[int]:
        """The numbers of the records that stand for no item, core or optional."""
        return [number for number in range(len(self.records)) if number not in self.pairs]

    @cached_property
    def missed(self) -> list[Placed]:
        """The core items that no record stands for."""
        found = set(self.pairs.values())
        return [placed for number, placed in enumerate(self.gold) if placed.item.core and number not in found]

    @cached_property
    def item_of(self) -> dict[str, GoldItem]:
        """The item for which each record stands, by the record's id."""
        return {self.records[record].id: self.gold[item].item for record, item in self.pairs.items()}


def places_of(record: AnyRecord) -> list[Span]:
    """Return where a record stands, and where the same statement stands again."""
    also = record.also_at if isinstance(record, Goal | Activity) else ()
    return [Span(source.start, source.end) for source in (record.source, *also)]


def pair_all(case: Case, record: PolicyRecord) -> tuple[dict[str, Pairing], dict[str, Pairing]]:
    """Return the pairing of each kind, strict and relaxed."""
    alignment = None if case.document is case.quoted else Alignment(case.document.text, case.quoted.text)
    strict: dict[str, Pairing] = {}
    relaxed: dict[str, Pairing] = {}
    for kind, gold in case.gold.items():
        records: Sequence[AnyRecord] = getattr(record, FIELD[kind])
        places = [places_of(r) for r in records]
        if alignment is not None:
            places = [[c for c in map(alignment.carry, some) if c is not None] for some in places]
        spans, core = [g.span for g in gold], [g.item.core for g in gold]
        for any_overlap, into in ((False, strict), (True, relaxed)):
            pairs = matched(spans, core, places, least=LEAST[kind], relaxed=any_overlap)
            into[kind] = Pairing(kind, gold, records, places, pairs)
    return strict, relaxed
