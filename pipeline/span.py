r"""Places in a text: a span that doesn't fit can't be built.

A :class:`Span` counts Unicode code points in a document's text. A :class:`Passage` is a stretch of
that text made fit for reading (white space folded, words healed that a line end broke), which still
knows for each of its characters where it stands in the document.

>>> passage = Passage.of("Wij\n  starten", [Span(0, 13)])
>>> passage.text
'Wij starten'
>>> passage.span(4, 11)
Span(start=6, end=13)
>>> Span(5, 5)
Traceback (most recent call last):
...
pipeline.errors.SpanError: a span needs 0 <= start < end, not 5..5
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from pipeline.errors import SpanError

HYPHENS = "-\u00ad\u2010"
_AND_OR = frozenset({"en", "of"})
# A single space reads as it stands, and is no break.
_BREAK = re.compile(rf"(?P<hyphen>(?<=\w)[{HYPHENS}][ \t\r]*\n\s*(?=\w))|(?P<space>\s{{2,}}|[^\S ])")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open place ``start..end`` in code points, never empty."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise SpanError(f"a span needs 0 <= start < end, not {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """Return the slice of ``text``; raise :class:`SpanError` where it doesn't fit."""
        if self.end > len(text):
            raise SpanError(f"{self.start}..{self.end} lies beyond a text of {len(text)}")
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Say whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Say whether ``other`` lies within this span."""
        return self.start <= other.start and other.end <= self.end


def keeps_hyphen(left: str, right: str) -> bool:
    """Say whether the hyphen between two halves of a word broken by a line end belongs to it.

    The default knows only what the halves show: "en" or "of" after it ("in- en uitstroom"), or a
    second half with a capital or a figure, keep it.

    >>> keeps_hyphen("in", "en"), keeps_hyphen("partici", "patie")
    (True, False)
    """
    return right in _AND_OR or not right[:1].islower()


@dataclass(frozen=True, slots=True)
class Passage:
    """Readable text with, for each character, its place in the document.

    ``runs`` holds pairs (index in ``text``, place in the document): from each index on, places count up with
    the characters until the next pair. ``gaps`` holds the indexes at which something that is no part of the
    passage (a running head, say) stands between two characters.
    """

    text: str
    runs: tuple[tuple[int, int], ...]
    gaps: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if self.text and (not self.runs or self.runs[0][0] != 0):
            raise SpanError("a passage needs a place for its first character")

    @classmethod
    def of(cls, text: str, spans: Sequence[Span], keeps: Callable[[str, str], bool] = keeps_hyphen) -> Passage:
        """Read the ``spans`` of ``text`` as one passage; they come in order and don't overlap.

        Where only white space stands between two of them they read as the text between them does; where
        anything else does, there is a gap, shown as a space unless a word goes on after it.
        """
        draft = _Draft(text, keeps)
        before: Span | None = None
        for span in _merged(text, spans):
            if before is not None:
                draft.join(before, span)
            draft.read(span)
            before = span
        return cls("".join(draft.parts), tuple(draft.runs), tuple(draft.gaps))

    def __len__(self) -> int:
        return len(self.text)

    def place(self, index: int) -> int:
        """Return the place in the document of a character."""
        if not 0 <= index < len(self.text):
            raise SpanError(f"{index} lies outside a passage of {len(self.text)}")
        at, start = self.runs[bisect_right(self.runs, (index, sys.maxsize)) - 1]
        return start + index - at

    def span(self, start: int, end: int) -> Span:
        """Return the place in the document of ``text[start:end]``, white space at its ends left out.

        Where a gap lies within, the place is that of the longest piece without one: a record's text is
        rebuilt from its place, and a page number is no part of it.
        """
        first, last = self.piece(start, end)
        return Span(self.place(first), self.place(last - 1) + 1)

    def piece(self, start: int, end: int) -> tuple[int, int]:
        """Return the longest piece of ``text[start:end]`` without a gap: what ``span`` gives the place of."""
        within = self.gaps[bisect_right(self.gaps, start) : bisect_left(self.gaps, end)]
        edges = [start, *within, end]
        first, last = max(map(self._tight, edges, edges[1:]), key=lambda piece: piece[1] - piece[0])
        if first >= last:
            raise SpanError(f"nothing stands at {start}..{end} of this passage")
        return first, last

    def _tight(self, start: int, end: int) -> tuple[int, int]:
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return start, end

    def cut(self, start: int, end: int) -> Passage:
        """Return a part of the passage."""
        if start == end:
            raise SpanError("a part of a passage has at least one character")
        first, last = bisect_right(self.runs, (start, sys.maxsize)), bisect_left(self.runs, (end, 0))
        runs = ((0, self.place(start)), *((at - start, place) for at, place in self.runs[first:last]))
        first, last = bisect_right(self.gaps, start), bisect_left(self.gaps, end)
        return Passage(self.text[start:end], runs, tuple(g - start for g in self.gaps[first:last]))

    @property
    def whole(self) -> Span:
        """The place of all of it."""
        return self.span(0, len(self.text))


def _merged(text: str, spans: Sequence[Span]) -> list[Span]:
    """Return the spans with those put together between which only white space stands."""
    found: list[Span] = []
    for span in spans:
        if span.end > len(text):
            raise SpanError(f"{span.start}..{span.end} lies beyond a text of {len(text)}")
        if found and span.start < found[-1].end:
            raise SpanError(f"{span.start}..{span.end} begins before {found[-1].start}..{found[-1].end} ends")
        if found and not text[found[-1].end : span.start].strip():
            found[-1] = Span(found[-1].start, span.end)
        else:
            found.append(span)
    return found


class _Draft:
    """A passage while it is read."""

    def __init__(self, text: str, keeps: Callable[[str, str], bool]) -> None:
        self._text, self._keeps = text, keeps
        self._length = 0
        self.parts: list[str] = []
        self.runs: list[tuple[int, int]] = []
        self.gaps: list[int] = []

    def _add(self, part: str, place: int) -> None:
        if not part:
            return
        if not self.runs or self.runs[-1][1] + self._length - self.runs[-1][0] != place:
            self.runs.append((self._length, place))
        self.parts.append(part)
        self._length += len(part)

    def join(self, before: Span, after: Span) -> None:
        """Put a gap between two spans, and a space in it unless a word goes on after it."""
        shown = " "
        if self._text[before.end - 1] in HYPHENS:
            left, right = word_before(self._text, before.end - 1), word_after(self._text, after.start)
            if left and right and not self._keeps(left, right):
                self._drop_last()
                shown = ""
            elif left and right and right not in _AND_OR:
                shown = ""
        self._add(shown, before.end)
        self.gaps.append(self._length)

    def _drop_last(self) -> None:
        self.parts[-1] = self.parts[-1][:-1]
        self._length -= 1

    def read(self, span: Span) -> None:
        """Read one span: white space folded, words at line ends healed."""
        position = span.start
        for match in _BREAK.finditer(self._text, span.start, span.end):
            self._add(self._text[position : match.start()], position)
            position = match.end()
            if match["space"]:
                self._add(" ", match.start())
                continue
            left, right = word_before(self._text, match.start()), word_after(self._text, match.end())
            if self._keeps(left, right):
                self._add("-", match.start())
                if right in _AND_OR:
                    self._add(" ", match.start() + 1)
        self._add(self._text[position : span.end], position)


def word_before(text: str, position: int) -> str:
    """Return the letters that end at ``position``, in lower case."""
    start = position
    while start and text[start - 1].isalpha():
        start -= 1
    return text[start:position].lower()


def word_after(text: str, position: int) -> str:
    """Return the letters that begin at ``position``, case kept."""
    end = position
    while end < len(text) and text[end].isalpha():
        end += 1
    return text[position:end]


def rebuild(text: str, span: Span, keeps: Callable[[str, str], bool] = keeps_hyphen) -> str:
    """Return what a record at ``span`` shows: its slice, white space folded, line ends healed."""
    return Passage.of(text, [span], keeps).text.strip()


def covering(spans: Iterable[Span]) -> Span:
    """Return the smallest span that covers all of ``spans``."""
    found = list(spans)
    return Span(min(s.start for s in found), max(s.end for s in found))
