"""Where the characters of a document's text stand on its pages."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from pipeline.span import Span

Rectangle = tuple[int, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Piece:
    """A word of the text from ``start`` on: its page (from 1), its box, and the left edges of its characters."""

    start: int
    end: int
    page: int
    top: float
    bottom: float
    x1: float
    xs: tuple[float, ...]


@dataclass(slots=True)
class Places:
    """The pieces of a text, in order."""

    pieces: list[Piece] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)

    def add(self, piece: Piece) -> None:
        """Add the next piece."""
        self.pieces.append(piece)
        self._starts.append(piece.start)

    def within(self, span: Span) -> list[Piece]:
        """Return the pieces that begin in a place, in order."""
        return self.pieces[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]

    def boxes(self, span: Span) -> list[Rectangle]:
        """Return the rectangles (page, x0, top, x1, bottom) of a place: one for each run of lines below each other.

        A place that runs over a column or a page has one for each part.
        """
        found: list[list[float]] = []
        before: list[float] | None = None
        for at in range(max(0, bisect_right(self._starts, span.start) - 1), len(self.pieces)):
            piece = self.pieces[at]
            if piece.start >= span.end:
                break
            if piece.end <= span.start:
                continue
            first, last = max(0, span.start - piece.start), min(span.end, piece.end) - piece.start
            x0 = piece.xs[min(first, len(piece.xs) - 1)]
            x1 = piece.xs[last] if last < len(piece.xs) else piece.x1
            box = [float(piece.page), x0, piece.top, max(x0, x1), piece.bottom]
            _join(found, box, before)
            before = box
        return [(int(page), x0, top, x1, bottom) for page, x0, top, x1, bottom in found]


def _join(found: list[list[float]], box: list[float], last: list[float] | None) -> None:
    """Add a word's box to the last rectangle where it goes on from the word before: on its line, or on the next."""
    if found and last is not None and last[0] == box[0]:
        height = box[4] - box[2]
        same_line = abs(box[2] - last[2]) < 0.5 * height and -height < box[1] - last[3] < 4 * height
        next_line = box[2] > last[2] and box[2] - last[4] < 1.5 * height and box[1] < found[-1][3] + 4 * height
        if same_line or (next_line and abs(box[2] - last[2]) >= 0.5 * height):
            page, x0, top, x1, bottom = found[-1]
            found[-1] = [page, min(x0, box[1]), min(top, box[2]), max(x1, box[3]), max(bottom, box[4])]
            return
    found.append(box)
