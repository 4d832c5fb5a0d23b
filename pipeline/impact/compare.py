"""Two sets of records of one document, side by side: what appears, what vanishes, and what changes.

Records are paired by their ids. Of those that are left, two that stand at one place are one that has changed: its
words were cut otherwise, or it is of another kind now. What has no partner has appeared or vanished.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from pipeline.dutch import kind_of
from pipeline.record import AnyRecord, Kind, PolicyRecord

Sort = Literal["appears", "vanishes", "changes"]
Value = str | float | None | dt.date | tuple[str, ...]
# Kinds that one thing may go over to: what is wanted or done, and what is named.
_STATED: frozenset[Kind] = frozenset({"goal", "activity"})
_NAMED: frozenset[Kind] = frozenset({"legal_reference", "framework", "partner"})
_LINKS = ("parent", "goals", "timelines", "partners", "legal_references", "frameworks")
_ASIDE = frozenset({"id", "source", "also_at"})


@dataclass(frozen=True, slots=True)
class Difference:
    """A field of a record that was one thing and is another; ``kind`` and the fields of the contract, by name.

    Of links the texts of the records are given that they point to.
    """

    field: str
    old: Value
    new: Value


@dataclass(frozen=True, slots=True)
class Change:
    """A record that appears (no ``old``), vanishes (no ``new``) or changes (``fields`` say in what).

    ``line`` is the line of the document's text that it begins on, from 1; ``page`` is that of a paged document.
    """

    document: str
    old: AnyRecord | None
    new: AnyRecord | None
    fields: tuple[Difference, ...] = ()
    line: int | None = None

    @property
    def sort(self) -> Sort:
        """What becomes of the record."""
        return "appears" if self.old is None else "vanishes" if self.new is None else "changes"

    @property
    def record(self) -> AnyRecord:
        """The record as it becomes, or as it was where it vanishes."""
        found = self.new or self.old
        assert found is not None
        return found

    @property
    def kind(self) -> Kind:
        """The kind of record that it becomes, or was."""
        return kind_of(self.record)

    @property
    def rule(self) -> str:
        """The rule that did it: by which it is there now, or was."""
        return self.record.rule

    @property
    def page(self) -> int | None:
        """The page that it begins on."""
        boxes = self.record.source.boxes
        return boxes[0].page if boxes else None


def compare(old: PolicyRecord, new: PolicyRecord) -> list[Change]:
    """Return how the records of a document differ, in the order in which they stand in it."""
    document = new.document.id
    before, after = ({r.id: r for r in one.records()} for one in (old, new))
    pairs = {i: i for i in before if i in after}
    pairs |= _at_one_place(
        [r for i, r in before.items() if i not in after], [r for i, r in after.items() if i not in before]
    )
    texts = {i: r.text for i, r in (before | after).items()}
    found = [Change(document, r, None) for i, r in before.items() if i not in pairs]
    found += [Change(document, None, r) for i, r in after.items() if i not in set(pairs.values())]
    for one, other in pairs.items():
        fields = tuple(_differences(before[one], after[other], pairs, texts))
        if fields:
            found.append(Change(document, before[one], after[other], fields))
    return sorted(found, key=lambda c: (c.record.source.start, c.record.source.end, c.record.id))


def _at_one_place(old: list[AnyRecord], new: list[AnyRecord]) -> dict[str, str]:
    """Pair records that share a place, those that share most of it first; each has one partner at most."""
    shared = [
        (min(o.source.end, n.source.end) - max(o.source.start, n.source.start), o, n)
        for o in old
        for n in new
        if o.source.start < n.source.end and n.source.start < o.source.end and _may_be(kind_of(o), kind_of(n))
    ]
    pairs: dict[str, str] = {}
    taken: set[str] = set()
    for _, o, n in sorted(shared, key=lambda s: (kind_of(s[1]) != kind_of(s[2]), -s[0], s[1].id, s[2].id)):
        if o.id not in pairs and n.id not in taken:
            pairs[o.id] = n.id
            taken.add(n.id)
    return pairs


def _may_be(one: Kind, other: Kind) -> bool:
    return one == other or {one, other} <= _STATED or {one, other} <= _NAMED


def _differences(
    old: AnyRecord, new: AnyRecord, pairs: Mapping[str, str], texts: Mapping[str, str]
) -> Iterator[Difference]:
    if kind_of(old) != kind_of(new):
        yield Difference("kind", kind_of(old), kind_of(new))
    for name in dict.fromkeys([*type(new).model_fields, *type(old).model_fields]):
        if name in _ASIDE or not (hasattr(old, name) and hasattr(new, name)):
            continue  # a field that only one of two kinds has follows from the kind
        one, other = getattr(old, name), getattr(new, name)
        if name == "kind" and kind_of(old) != kind_of(new):
            continue
        if name in _LINKS:
            was = tuple(pairs.get(target, target) for target in _several(one))
            if sorted(was) == sorted(_several(other)):
                continue
            one, other = (tuple(texts[target] for target in _several(value)) for value in (one, other))
        if one != other:
            yield Difference("sort" if name == "kind" else name, one, other)


def _several(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return () if value is None else (value,) if isinstance(value, str) else value
