"""What a reader said, of the records of now: a verdict on a record that was made anew belongs to the new one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from pipeline.review import Comment, Counts, ReaderState, Value, Verb, Verdict
from pipeline.review.anchor import Anchor


class Voice:
    """A reader's state, with verdicts that were found back under another id, or at another place.

    ``moved`` holds where these belong now, by the key under which they were given.
    """

    def __init__(self, said: ReaderState, moved: Mapping[str, Anchor]) -> None:
        self._said, self._moved = said, moved
        added = said.added()
        self._former = {anchor.record: key for key, anchor in moved.items() if anchor.record and key not in added}

    def _key(self, key: str) -> str:
        """Return the key under which something was said of a record: its own, or that of before."""
        return key if key not in self._former or self._said.judgement(key) else self._former[key]

    def judgement(self, key: str) -> Verdict | None:
        """Return the judgement that holds of a record, None where there is none."""
        return self._said.judgement(self._key(key))

    def judged(self) -> Iterable[str]:
        """Return the records of which this reader may have said something: of all others, nothing was."""
        return {*self._said.judgements, *self._former}

    def value(self, key: str, found: Value | None = None) -> Value | None:
        """Return what a record is to this reader, at its place of now."""
        own = self._key(key)
        anchor = self._moved.get(own)
        return anchor.value if anchor is not None else self._said.value(own, found)

    def place(self, key: str) -> Value | None:
        """Return what a reader made of a record that was adapted, at its place of now."""
        held = self.judgement(key)
        return self.value(key) if held is not None and held.new is not None else None

    def added(self, document: str | None = None) -> dict[str, Value]:
        """Return the records that this reader added, as they are now; those whose words are gone are left out."""
        found = self._said.added(document)
        placed = {key: self._moved[key].value if key in self._moved else value for key, value in found.items()}
        return {key: value for key, value in placed.items() if value is not None}

    def status(self, document: str, record: str | None = None) -> Verb | None:
        """Return ``bekeken`` or ``vastgesteld``, of a document or of a record in it; None where it has neither."""
        return self._said.status(document, self._key(record) if record else None)

    def comments(self, document: str | None = None, record: str | None = None) -> list[Comment]:
        """Return the comments that hold, the oldest first."""
        return self._said.comments(document, self._key(record) if record else None)

    def counts(self, document: str | None = None) -> Counts:
        """Return how much this reader did, in all or in one document."""
        return self._said.counts(document)

    def documents(self) -> list[str]:
        """Return the documents of which this reader said something that holds."""
        return self._said.documents()

    def undo(self, at: datetime) -> Verdict | None:
        """Return the verdict that takes the last one back, None where there is none."""
        return self._said.undo(at)

    def redo(self, at: datetime) -> Verdict | None:
        """Return the verdict that gives again what was taken back last, None where there is none."""
        return self._said.redo(at)
