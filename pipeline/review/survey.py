"""Where all verdicts of an output folder belong now: with the records of today, and the documents where at hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.origin import Origin
from pipeline.record import PolicyRecord
from pipeline.review.anchor import SURE_ENOUGH, Anchor, anchored, renamed
from pipeline.review.sources import open_document
from pipeline.review.state import ReaderState
from pipeline.store import records_below


@dataclass
class Survey:
    """Each judgement that holds, with where it belongs; ``gone`` are judged documents without records here."""

    anchors: list[Anchor] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """How many were found in each way; those that are not sure enough count as none."""
        found = Counter(one.how if one.certainty >= SURE_ENOUGH else "none" for one in self.anchors)
        return {how: found[how] for how in ("id", "place", "quote", "likeness", "none")}

    @property
    def lost(self) -> list[Anchor]:
        """Those that belong nowhere any more, or of which that is not sure enough."""
        return [one for one in self.anchors if one.certainty < SURE_ENOUGH]

    @property
    def changed(self) -> list[Anchor]:
        """Those whose record says something else than when it was judged, and not what the reader wanted."""
        return [one for one in self.anchors if one.changed and not one.met and one.certainty >= SURE_ENOUGH]

    @property
    def names(self) -> dict[str, str]:
        """The id that each record has now, by the one that it was judged by."""
        return renamed(one for one in self.anchors if one.certainty >= SURE_ENOUGH)


def survey(output: Path, origin: Origin, readers: Sequence[ReaderState]) -> Survey:
    """Return where the judgements of some readers belong now.

    A document is read only where a judgement is not found by its record's id. Raises
    :class:`pipeline.errors.UsageError` where the folder holds no records.
    """
    judged = {one.document for reader in readers for one in reader.judgements.values()}
    found = Survey()
    for whole in records_below(output):
        name = whole.document.id
        if name in judged:
            judged.remove(name)
            text = _text(whole, origin, readers)
            found.anchors += [one for reader in readers for one in anchored(reader, whole, text)]
    found.gone = sorted(judged)
    return found


def _text(whole: PolicyRecord, origin: Origin, readers: Sequence[ReaderState]) -> str | None:
    """Return the text of a document, None where it is not needed or not at hand."""
    here = {record.id for record in whole.records()}
    verdicts = [one for reader in readers for one in reader.judgements.values() if one.document == whole.document.id]
    same = all(one.document_sha256 == whole.document.sha256 for one in verdicts)
    if same and all(one.record in here for one in verdicts):
        return None
    try:
        return open_document(whole, origin).document.text
    except UsageError:
        return None
