"""Quotes of gold in a document: where they stand, and how a place is quoted."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from pipeline.document import Document
from pipeline.evaluation.align import whole
from pipeline.span import Passage, Span

_PLAIN = ("text/plain", "text/markdown")
_SHOWN = 60


class Quotes:
    """Finds quotes in a document, and makes them.

    In plain text they count to the letter. The lines of other formats are broken by the reader, not by the author, so
    there line breaks count as spaces; in plain text too for a quote that stands nowhere to the letter.
    """

    def __init__(self, document: Document) -> None:
        self._letters = document.text
        self._plain = document.media_type in _PLAIN

    @cached_property
    def _passage(self) -> Passage:
        return whole(self._letters)

    def _folded(self, quote: str) -> bool:
        return not self._plain or quote not in self._letters

    def find(self, quote: str, occurrence: int = 1) -> Span | None:
        """Return the place of a quote (of the ``occurrence``-th, from 1), None where it does not stand there."""
        folded = self._folded(quote)
        text = self._passage.text if folded else self._letters
        at = -1
        for _ in range(occurrence):
            at = text.find(quote, at + 1)
            if at < 0:
                return None
        end = at + len(quote)
        return self._passage.span(at, end) if folded else Span(at, end)

    def not_found(self, quote: str, occurrence: int) -> str:
        """Return what is said of a quote that ``find`` does not find."""
        short = quote if len(quote) <= _SHOWN else f"{quote[: _SHOWN - 1]}…"
        times = (self._passage.text if self._folded(quote) else self._letters).count(quote)
        if not times:
            return f"the quote '{short}' does not stand in the document"
        return f"occurrence {occurrence} of '{short}' is not there: it stands in the document {times}×"

    def quote(self, span: Span) -> tuple[str, int] | None:
        """Return a quote that ``find`` finds at a place, and its occurrence; None where there is none."""
        exact = span.of(self._letters).strip()
        if self._plain and "\n" not in exact:
            return self._counted(exact, self._letters, span)
        first, last = self._index(span.start), self._index(span.end - 1) + 1
        folded = self._passage.text[first:last].strip()
        if self._folded(folded):
            return self._counted(folded, self._passage.text, span)
        return None  # the same words stand on one line elsewhere, and there alone they count

    def _counted(self, quote: str, text: str, span: Span) -> tuple[str, int] | None:
        """Return a quote with the number of the occurrence that overlaps a place."""
        at, occurrence = text.find(quote) if quote else -1, 1
        while at >= 0:
            found = Span(at, at + len(quote)) if text is self._letters else self._passage.span(at, at + len(quote))
            if found.overlaps(span):
                return quote, occurrence
            at, occurrence = text.find(quote, at + 1), occurrence + 1
        return None

    def _index(self, place: int) -> int:
        """Return where a character of the document stands in the passage: the next one where it was left out."""
        runs = self._passage.runs
        number = max(0, bisect_right(self._starts, place) - 1)
        index, start = runs[number]
        after = runs[number + 1][0] if number + 1 < len(runs) else len(self._passage.text)
        return min(index + max(0, place - start), after)

    @cached_property
    def _starts(self) -> list[int]:
        return [place for _, place in self._passage.runs]
