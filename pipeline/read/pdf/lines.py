"""From words to lines, and the order in which a page's lines are read: columns, and what runs over them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from pipeline.read.pdf.page import Word

_SAME_LINE = 0.45  # of the smaller height: middles nearer than this stand on one line
_SPLIT = 1.6  # of the size: a wider gap parts what only stands beside each other
_STRETCHED = 4.5  # of the size: how far a bullet may stand from its text, and a heading's words from each other
_GUTTER = 7.0  # points between two columns, at least
_LEAST = 4  # lines that a column has on a page
_FILLED = 0.6  # of a column's width: lines that fill as much are text, and not cells of a table
_LONG = 20  # characters of such a line
_SHARED = 0.3  # of the shorter column's height that stands beside the other


@dataclass(slots=True)
class Line:
    """Words that stand beside each other, or the place of a table.

    ``column`` numbers its column on the page, ``right`` is that column's edge; ``contents`` says that it is a title
    with its page number.
    """

    words: list[Word]
    page: int
    column: int = 0
    right: float = 0.0
    table: object | None = None
    contents: bool = False
    text: str = field(init=False)

    def __post_init__(self) -> None:
        self.text = " ".join(w.text for w in self.words)

    @property
    def x0(self) -> float:
        """Its left edge."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Its right edge."""
        return max(w.x1 for w in self.words)

    @property
    def top(self) -> float:
        """Its top."""
        return min(w.top for w in self.words)

    @property
    def bottom(self) -> float:
        """Its bottom."""
        return max(w.bottom for w in self.words)

    @property
    def size(self) -> float:
        """The size of most of it."""
        return median(w.size for w in self.words)

    @property
    def bold(self) -> bool:
        """Whether most of it is bold."""
        return sum(len(w.text) for w in self.words if w.bold) > 0.6 * sum(len(w.text) for w in self.words)


def lines_of(words: Sequence[Word], page: int) -> list[Line]:
    """Return the lines of words, from the top down; what a wide gap parts makes lines of their own."""
    rows: list[list[Word]] = []
    heights: list[tuple[float, float]] = []  # middle and size of each row
    for word in sorted(words, key=lambda w: (w.middle, w.x0)):
        for at in range(len(rows) - 1, max(-1, len(rows) - 6), -1):
            middle, size = heights[at]
            raised = _is_raised(word, size)
            near = _SAME_LINE * (max(size, word.size) if raised else min(size, word.size))
            if abs(word.middle - middle) <= near and not _covers(rows[at], word):
                rows[at].append(word)
                if not raised and size < word.size:
                    heights[at] = (word.middle, word.size)
                break
        else:
            rows.append([word])
            heights.append((word.middle, word.size))
    return [line for row in rows for line in _split(sorted(row, key=lambda w: w.x0), page)]


def _is_raised(word: Word, size: float) -> bool:
    return word.size < 0.8 * size and len(word.text) <= 3


def _covers(row: list[Word], word: Word) -> bool:
    """Say whether a word would stand on top of another of its row."""
    return any(min(w.x1, word.x1) - max(w.x0, word.x0) > 0.5 * min(w.x1 - w.x0, word.x1 - word.x0) for w in row)


def _split(row: list[Word], page: int) -> list[Line]:
    found: list[list[Word]] = [[row[0]]]
    for before, word in pairwise(row):
        gap = word.x0 - before.x1
        # A bullet stands apart from its text, and belongs to it.
        lone = len(found[-1]) == 1 and len(before.text) <= 4 and (not before.text.isalpha() or before.text == "o")
        # What the text itself parts by a space alone is one line, however far a justified line stretches it.
        # A heading's words may each be placed by themselves: then they only follow each other, in one look.
        alike = word.bold and before.bold and abs(word.size - before.size) < 0.5
        alike = alike and gap < _STRETCHED * word.size
        follows = (word.spaced or alike) and word.order == before.order + 1
        if not follows and gap > (_STRETCHED if lone else _SPLIT) * max(word.size, before.size):
            found.append([])
        found[-1].append(word)
    return [Line(words, page) for words in found]


def place_of(box: tuple[float, float, float, float], page: int, table: object) -> Line:
    """Return a table's place as one line, so that it is read in its turn."""
    x0, top, x1, bottom = box
    return Line([Word("", x0, top, x1, bottom, 1.0, False, [x0], page)], page, table=table)


def in_reading_order(lines: list[Line]) -> list[Line]:
    """Return the lines of a page as they are read, and number their columns."""
    ordered: list[Line] = []
    _order(lines, ordered, 0)
    return ordered


def _order(lines: list[Line], ordered: list[Line], depth: int) -> None:
    gutter = gutter_of(lines) if depth < 3 else None
    if gutter is None:
        number = ordered[-1].column + 1 if ordered else 0
        right = max((n.x1 for n in lines), default=0.0)
        for line in sorted(lines, key=lambda n: (round(n.top, 1), n.x0)):
            frame = line.words[0].frame
            line.column, line.right = number, frame[2] if frame else right
            ordered.append(line)
        return
    over = sorted((n for n in lines if n.x0 < gutter < n.x1), key=lambda n: n.top)
    rest = [n for n in lines if not n.x0 < gutter < n.x1]
    top = float("-inf")
    stops: list[Line | None] = [*over, None]
    for stop in stops:
        bottom = stop.top if stop is not None else float("inf")
        band = [n for n in rest if top <= n.top < bottom]
        for side in ([n for n in band if n.x1 <= gutter], [n for n in band if n.x0 >= gutter]):
            if side:
                _order(side, ordered, depth + 1)
        if stop is not None:
            _order([stop], ordered, 3)
        top = bottom


def gutter_of(lines: list[Line]) -> float | None:
    """Return where the gap between two columns of text runs; None where the lines make one column."""
    if len(lines) < 2 * _LEAST:
        return None
    best: tuple[int, float] | None = None
    for x in sorted({round(line.x0) for line in lines}):
        right = [n for n in lines if n.x0 >= x - 2]
        left = [n for n in lines if n.x1 <= x - _GUTTER + 2]
        if min(len(left), len(right)) < _LEAST or len(left) + len(right) < 0.6 * len(lines):
            continue
        over = [n for n in lines if n.x0 < x - 2 and n.x1 > x - _GUTTER + 2]
        score = min(len(left), len(right)) - 2 * len(over)
        if _are_columns(left, right) and (best is None or score > best[0]):
            best = (score, (max(n.x1 for n in left) + min(n.x0 for n in right)) / 2)
    return best[1] if best is not None else None


def _are_columns(left: list[Line], right: list[Line]) -> bool:
    """Say whether two sides are columns of text: lines fill them, and they stand beside each other."""
    for side in (left, right):
        width = max(n.x1 for n in side) - min(n.x0 for n in side)
        filled = [n for n in side if n.table is not None or (len(n.text) > _LONG and n.x1 - n.x0 > _FILLED * width)]
        if len(filled) < _LEAST and not any(n.table is not None for n in filled):
            return False
    first = max(min(n.top for n in left), min(n.top for n in right))
    last = min(max(n.bottom for n in left), max(n.bottom for n in right))
    heights = [max(n.bottom for n in side) - min(n.top for n in side) for side in (left, right)]
    return last - first > _SHARED * min(heights)
