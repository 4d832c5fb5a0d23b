"""From lines to paragraphs, headings, items and footnotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from statistics import median

from pipeline.read.pdf.lines import Line
from pipeline.read.pdf.page import Word

_BULLET = re.compile(r"[•▪■□●○◦‣⁃∙·➢➤►▸✓✔❖\-–—*\ue000-\uf8ff]|o")
_ITEM = re.compile(r"(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]")
_CODE = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}\.?")
_MARK = re.compile(r"\d{1,3}(?!\d)")
_ENDS = (".", "!", "?", ":", ";", "…")
_HYPHENS = "-\u00ad\u2010"
_LARGER = 1.12  # times the body's size: a heading
_SMALLER = 0.9  # times the body's size: a footnote, at the foot of a page
_LINES_APART = 0.65  # of a line's height: a wider gap begins a new paragraph
_ONE_LINE = 3.2  # of the size: a box no higher than this holds one line
_LEADERS = re.compile(r"(?:\.\s?){4,}\s*\d{0,4}$|…{2,}\s*\d{0,4}$")
_LONGEST_HEADING = 220


class Kind(StrEnum):
    """What a part of the text is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    FOOTNOTE = "footnote"
    TABLE = "table"
    CONTENTS = "contents"


@dataclass(slots=True)
class Part:
    """A heading, paragraph, item or footnote: its lines, and for an item its mark and indent in points."""

    kind: Kind
    lines: list[Line]
    mark: str = ""
    indent: float = 0.0
    style: tuple[int, bool] = (0, False)
    words: list[Word] = field(default_factory=list)

    @property
    def table(self) -> object | None:
        """The table that it is, if it is one."""
        return self.lines[0].table

    @property
    def text(self) -> str:
        """Its text as it stands, line by line."""
        return " ".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Body:
    """How the running text of a document looks: its size, and the usual gap between two of its lines."""

    size: float
    gap: float

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Body:
        """Measure it: the size that most letters have."""
        sizes: Counter[float] = Counter()
        for line in lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
        size = sizes.most_common(1)[0][0] if sizes else 10.0
        gaps = [
            b.top - a.bottom
            for a, b in pairwise(lines)
            if a.page == b.page and a.column == b.column and abs(a.size - size) < 1 > abs(b.size - size)
        ]
        near = [g for g in gaps if -size < g < size]
        return cls(size, median(near) if near else 0.2 * size)


_ALONE = (Kind.ITEM, Kind.FOOTNOTE, Kind.TABLE, Kind.CONTENTS)


def parts_of(lines: Iterable[Line], body: Body, heights: dict[int, float]) -> list[Part]:
    """Return the parts of a text from its lines in reading order; ``heights`` are those of the pages."""
    parts: list[Part] = []
    for line in lines:
        part = _begin(line, body, heights)
        last = _last_flow(parts) if part.kind is not Kind.FOOTNOTE else (parts[-1] if parts else None)
        if part.kind is Kind.PARAGRAPH and parts and _is_note_rest(parts[-1], line):
            parts[-1].lines.append(line)
        elif last is not None and _goes_on(last, line, part, body):
            last.lines.append(line)
        else:
            parts.append(part)
    for part in parts:
        _settle(part, body)
    return parts


def _is_note_rest(part: Part, line: Line) -> bool:
    """Say whether a line goes on with the footnote right above it."""
    above = part.lines[-1]
    near = above.page == line.page and abs(above.size - line.size) < 0.5 and 0 < line.top - above.top < 2 * line.size
    return part.kind is Kind.FOOTNOTE and near


def _last_flow(parts: list[Part]) -> Part | None:
    """Return the last part that is no footnote: a paragraph goes on after the notes at a page's foot."""
    return next((p for p in reversed(parts[-12:]) if p.kind is not Kind.FOOTNOTE), None)


def _begin(line: Line, body: Body, heights: dict[int, float]) -> Part:
    style = (round(line.size * 2), line.bold)
    if line.contents:
        return Part(Kind.CONTENTS, [line], "", line.x0, style)
    if line.table is not None:
        return Part(Kind.TABLE, [line])
    low = line.top > 0.6 * heights.get(line.page, 842.0)
    first = line.words[0]
    if low and line.size < _SMALLER * body.size and _MARK.match(first.text) and len(line.words) > 1:
        return Part(Kind.FOOTNOTE, [line], re.match(r"\d+", first.text)[0], line.x0, style)  # type: ignore[index]
    large = line.size > _LARGER * body.size
    numbered = _ITEM.fullmatch(first.text) is not None and not (large or line.bold)
    if len(line.words) > 1 and (_BULLET.fullmatch(first.text) or numbered):
        return Part(Kind.ITEM, [line], first.text, line.x0, style)
    if _LEADERS.search(line.text):
        return Part(Kind.CONTENTS, [line], "", line.x0, style)
    if len(line.words) > 1 and _CODE.fullmatch(first.text) and line.words[1].text[:1].isupper() and not line.bold:
        return Part(Kind.PARAGRAPH, [line], first.text, line.x0, style)
    boxed = first.frame is not None and first.frame[3] - first.frame[1] > _ONE_LINE * line.size
    if (large or (line.bold and not boxed)) and any(c.isalpha() for c in line.text):
        return Part(Kind.HEADING, [line], "", line.x0, style)
    return Part(Kind.PARAGRAPH, [line], "", line.x0, style)


def _goes_on(part: Part, line: Line, new: Part, body: Body) -> bool:
    """Say whether a line belongs to the part before it."""
    last = part.lines[-1]
    if part.kind is Kind.CONTENTS and line.text.isdigit() and abs(line.top - part.lines[-1].top) < line.size:
        return True  # its page number, which stands apart
    if part.kind is Kind.PARAGRAPH and new.kind is Kind.ITEM and _is_within(last, line, body):
        return True
    if new.kind in _ALONE or (new.kind is Kind.PARAGRAPH and new.mark) or part.kind in (Kind.TABLE, Kind.CONTENTS):
        return False
    if part.kind is Kind.HEADING or new.kind is Kind.HEADING:
        return _same_heading(part, last, line, new, body)
    ended = last.text.rstrip("\"'’”)]").endswith(_ENDS)
    if last.page != line.page or last.column != line.column:
        low = line.text.lstrip("(\"'‘“")[:1].islower()
        return (
            last.text[-1] in _HYPHENS
            or (not ended and low)
            or (not ended and part.kind is Kind.PARAGRAPH and len(line.text) > 60 and len(last.text) > 60)
        )
    if abs(last.size - line.size) > 0.12 * body.size:
        return False
    gap = line.top - last.bottom
    if gap > max(body.gap, 0) + _LINES_APART * body.size or gap < -2 * body.size:
        return False
    if part.kind is Kind.ITEM:
        return line.x0 > part.indent + 2 or not ended
    short = last.x1 + (line.words[0].x1 - line.words[0].x0) + body.size < last.right
    return not ended or not (short or (line.x0 > last.x0 + 6 and len(part.lines) > 1))


def _is_within(last: Line, line: Line, body: Body) -> bool:
    """Say whether a line that begins like an item only goes on with a paragraph: the line above is full and open."""
    beside = last.page == line.page and last.column == line.column and abs(last.x0 - line.x0) < 2
    close = line.top - last.bottom <= max(body.gap, 0) + 0.3 * body.size
    full = last.x1 + (line.words[0].x1 - line.words[0].x0) + body.size > last.right
    return beside and close and full and not last.text.rstrip("\"'’”)]").endswith((*_ENDS, ","))


def _same_heading(part: Part, last: Line, line: Line, new: Part, body: Body) -> bool:
    """Say whether a line goes on with a heading: the same look, close below, and the heading is not full."""
    if part.kind is not new.kind or part.style != new.style:
        return False
    close = last.page == line.page and 0 <= line.top - last.top < 1.9 * line.size
    numbered = re.match(r"\d+(?:\.\d+)*\.?\s", line.text) is not None
    full = last.x1 + (line.words[0].x1 - line.words[0].x0) + 0.2 * line.size > last.right
    return close and full and not numbered and not last.text.endswith(".") and len(part.text) < _LONGEST_HEADING


def _settle(part: Part, body: Body) -> None:
    """Give a part its words; a bold sentence or paragraph is no heading."""
    part.words = [w for line in part.lines for w in line.words]
    if part.kind is Kind.ITEM:
        part.words = part.words[1:]
    if part.kind is Kind.HEADING and part.style[0] <= 2 * _LARGER * body.size:
        text = part.text
        if len(text) > _LONGEST_HEADING or text.endswith((".", ";", ",")) or len(part.lines) > 3:
            part.kind = Kind.PARAGRAPH
