"""What readers made of each record of a document, brought together: what they agree on, and what is in doubt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from pipeline.evaluation.matching import likeness
from pipeline.record import PolicyRecord
from pipeline.review.anchor import SURE_ENOUGH, Anchor, anchored
from pipeline.review.state import ReaderState
from pipeline.review.verdict import Value, value_of

_SAME = 1 / 2  # intersection over union at which two places are one


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one reader makes of a record: its value, None for "no such record"; ``doubt`` where the reader can't say."""

    who: str
    value: Value | None
    doubt: bool = False
    added: bool = False


@dataclass(frozen=True, slots=True)
class Settled:
    """A record as the readers have it together.

    ``sure`` says that all of them who judged it keep it, as the same kind of thing at the same place, with the same
    value. ``open`` names fields on which they differ. ``judged`` is False for a record of which nobody said anything.
    """

    name: str
    value: Value
    sure: bool
    open: frozenset[str] = frozenset()
    judged: bool = True


@dataclass
class Gathered:
    """All that readers said of a document's records. ``names`` gives the record that a key of a verdict stands for."""

    whole: PolicyRecord
    text: str
    readers: int
    opinions: dict[str, list[Opinion]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    lost: list[Anchor] = field(default_factory=list)

    def settled(self) -> list[Settled]:
        """Return what there is in the document, by the order of places.

        What all who judged it call no record is not there; what nobody judged is, as ``judged=False``.
        """
        found: list[Settled] = []
        for record in self.whole.records():
            if record.id not in self.opinions:
                found.append(Settled(record.id, value_of(record, self.text), sure=False, judged=False))
        for name, opinions in self.opinions.items():
            found += _settle(name, opinions, self.readers)
        return sorted(found, key=lambda one: (one.value.start, one.value.end, one.value.kind, one.name))

    def links(self, value: Value, field_name: str) -> tuple[str, ...]:
        """Return the names of the records that a value links to."""
        return tuple(self.names.get(key, key) for key in value.links.get(field_name, ()))


def gather(whole: PolicyRecord, text: str, readers: Sequence[ReaderState]) -> Gathered:
    """Return what some readers said of the records of a document, each verdict where it belongs now."""
    found = Gathered(whole, text, len(readers))
    by_reader: defaultdict[str, dict[str, Opinion]] = defaultdict(dict)
    for reader in sorted(readers, key=lambda one: one.who):
        for anchor in anchored(reader, whole, text):
            verdict = anchor.verdict
            unknown = anchor.value is None and verdict.verb != "klopt_niet"
            if anchor.how == "none" or anchor.certainty < SURE_ENOUGH or unknown:
                found.lost.append(anchor)
                continue
            added = verdict.verb == "toevoegen" or verdict.key in reader.added()
            opinion = Opinion(reader.who, anchor.value, verdict.verb == "twijfel", added)
            name = anchor.record or _added_before(found.opinions, opinion) or verdict.key
            found.names[verdict.key] = name
            by_reader[name][reader.who] = opinion
            found.opinions[name] = list(by_reader[name].values())
    return found


def _added_before(known: Mapping[str, Iterable[Opinion]], opinion: Opinion) -> str | None:
    """Return the name of what another reader added at the same place."""
    if not opinion.added or opinion.value is None:
        return None
    place, kind = opinion.value.span, opinion.value.kind
    for name, others in known.items():
        for other in others:
            theirs = other.value if other.added and other.who != opinion.who else None
            if theirs is not None and theirs.kind == kind and likeness(place, theirs.span) >= _SAME:
                return name
    return None


def _settle(name: str, opinions: Sequence[Opinion], readers: int) -> list[Settled]:
    """Return the record that opinions make together: none, one, or one for each kind that readers take it for."""
    values = [one.value for one in opinions if one.value is not None]
    if not values:
        return []
    # What one reader added and another did not was seen by the one alone.
    seen_by_all = not any(one.added for one in opinions) or len(opinions) == readers
    kept_by_all = len(values) == len(opinions) and not any(one.doubt for one in opinions)
    kinds = list(dict.fromkeys(value.kind for value in values))
    one_place = all(likeness(values[0].span, value.span) >= _SAME for value in values)
    sure = seen_by_all and kept_by_all and len(kinds) == 1 and one_place
    found = []
    for kind in kinds:
        first, *others = [value for value in values if value.kind == kind]
        differing = {n for other in others for n in first.fields if other.fields.get(n) != first.fields[n]}
        links = {
            n: tuple(t for t in ids if all(t in o.links.get(n, ()) for o in others)) for n, ids in first.links.items()
        }
        value = msgspec.structs.replace(first, links=links)
        found.append(Settled(name if kind == kinds[0] else f"{name} {kind}", value, sure, frozenset(differing)))
    return found
