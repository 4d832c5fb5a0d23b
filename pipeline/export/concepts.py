"""The ledger of concepts to rows: of its members those whose records are there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.export.rows import Named
from pipeline.record import Period, PolicyRecord
from pipeline.write import CONCEPTS

if TYPE_CHECKING:
    from pipeline.concepts import Concept, Member

_KINDS = {"doel": "goal", "activiteit": "activity", "partner": "partner"}
_VERDICTS = {"bevestigd": "confirmed"}


class Concepts:
    """Waits for the records of a ledger's members; memory grows with the ledger, not with the records."""

    def __init__(self, output: Path) -> None:
        """Read the ledger of an output folder, where it has one.

        Raises :class:`UsageError` with every fault in it.
        """
        self._ledger = _ledger(output)
        self._wanted = {m.record for c in self._ledger for m in c.members if m.belongs}
        self._documents: dict[str, str] = {}
        self._periods: dict[str, Period | None] = {}

    def add(self, record: PolicyRecord) -> None:
        """Note which members are of a document, and which years it is about."""
        if not self._wanted:
            return
        document = record.document
        held = [one.id for one in record.records() if one.id in self._wanted]
        if held:
            self._periods[document.id] = document.period
            self._documents.update((one, document.id) for one in held)

    @property
    def lost(self) -> int:
        """How many members are of records that are not there: the document is gone, or says something else now."""
        return len(self._wanted - self._documents.keys())

    def rows(self) -> Iterator[Named]:
        """Yield the rows of both tables, in the ledger's order; a concept without members is left out."""
        for concept in self._ledger:
            members = [m for m in concept.members if m.belongs and m.record in self._documents]
            if members:
                yield "concepts", self._concept(concept, members)
            for number, member in enumerate(members, 1):
                document, verdict = self._documents[member.record], _VERDICTS.get(member.verdict or "")
                told = (member.record, document, member.text, member.confidence, verdict)
                yield "concept_members", (concept.id, number, *told)

    def _concept(self, concept: Concept, members: Sequence[Member]) -> tuple[object, ...]:
        periods = [p for p in (self._periods[self._documents[m.record]] for m in members) if p is not None]
        years = [day.year for period in periods for day in (period.start, period.end)]
        sure = min(1.0 if m.verdict == "bevestigd" else m.confidence for m in members)
        return (
            concept.id,
            _KINDS[concept.kind],
            concept.name,
            concept.organisation or None,
            min(years, default=None),
            max(years, default=None),
            len(members),
            sure,
        )


def _ledger(output: Path) -> list[Concept]:
    # What makes concepts loads the language model's library: a second that an export without a ledger needs not wait.
    if not (output / CONCEPTS).exists():
        return []
    from pipeline.concepts import read_ledger

    return read_ledger(output / CONCEPTS)
