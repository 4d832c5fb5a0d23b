"""What mentions are of, counted over all documents: laws, frameworks, organisations, municipalities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import TypeAlias

from pipeline.export.columns import Row, Value
from pipeline.record import Framework, LegalReference, Partner, PolicyRecord

# A table, and what it has one row for.
_Key = tuple[str, str]
_Mentioned: TypeAlias = LegalReference | Framework | Partner
LAWS, FRAMEWORKS = "entity_laws", "entity_frameworks"
ORGANISATIONS, MUNICIPALITIES = "entity_organisations", "entity_municipalities"
_PUBLISHER = ("government", None)  # a document is published by an authority


@dataclass(slots=True)
class _Tally:
    """How often one of them occurs, and how often with which further values."""

    mentions: int = 0
    documents: int = 0
    activities: int = 0
    published: int = 0
    said: dict[tuple[Value, ...], int] = field(default_factory=dict)

    def hear(self, values: tuple[Value, ...]) -> None:
        self.said[values] = self.said.get(values, 0) + 1

    def most(self, place: int) -> Value:
        """Return what was said most often, of equals the first by alphabet; nothing only where nothing was said."""
        votes: dict[Value, int] = defaultdict(int)
        for values, count in self.said.items():
            if values[place] is not None:
                votes[values[place]] += count
        return min(votes, key=lambda value: (-votes[value], value), default=None)


class Entities:
    """Counts documents as they come; memory grows with the number of names, not of documents."""

    def __init__(self) -> None:
        self._tallies: dict[_Key, _Tally] = {}

    def add(self, record: PolicyRecord) -> None:
        """Count what a document mentions and who publishes it."""
        of: dict[str, tuple[_Key, ...]] = {}
        for found in chain[_Mentioned](record.legal_references, record.frameworks, record.partners):
            of[found.id] = tuple(self._mention(found))
        for key in {key for keys in of.values() for key in keys}:
            self._tallies[key].documents += 1
        for activity in record.activities:
            linked = (*activity.legal_references, *activity.frameworks, *activity.partners)
            for key in {key for target in linked for key in of[target]}:
                self._tallies[key].activities += 1
        self._publishers(record)

    def _mention(self, found: _Mentioned) -> Iterator[_Key]:
        said: list[tuple[tuple[str, str | None], tuple[Value, ...]]]
        if isinstance(found, LegalReference):
            said = [((LAWS, found.canonical), (found.bwb_id,))]
        elif isinstance(found, Framework):
            said = [((FRAMEWORKS, found.canonical), (found.kind,))]
        else:
            said = [
                ((ORGANISATIONS, found.canonical), (found.kind, found.type, found.cbs_code)),
                ((MUNICIPALITIES, found.cbs_code), (found.canonical or found.text,)),
            ]
        for (table, name), values in said:
            if name is not None:
                tally = self._tallies.setdefault((table, name), _Tally())
                tally.mentions += 1
                tally.hear(values)
                yield table, name

    def _publishers(self, record: PolicyRecord) -> None:
        seen: set[_Key] = set()
        for one in record.document.organisations:
            for key, values in (
                ((ORGANISATIONS, one.name), (*_PUBLISHER, one.cbs_code)),
                ((MUNICIPALITIES, one.cbs_code), (one.name,)),
            ):
                if key[1] is None or key in seen:
                    continue
                seen.add((key[0], key[1]))
                tally = self._tallies.setdefault((key[0], key[1]), _Tally())
                tally.published += 1
                tally.hear(values)

    def rows(self) -> Iterator[tuple[str, Row]]:
        """Yield a row for each, with its table, in the order of their names."""
        for table, name in sorted(self._tallies):
            tally = self._tallies[table, name]
            counts: Row = (tally.mentions, tally.documents, tally.activities)
            if table in (ORGANISATIONS, MUNICIPALITIES):
                counts = (*counts, tally.published)
            said = len(next(iter(tally.said)))
            yield table, (name, *(tally.most(place) for place in range(said)), *counts)
