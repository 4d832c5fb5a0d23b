"""The lines of a page, and what only shows when they are seen together.

Lines that end in a page number are a contents page, lines with typed numbers a list. A page that dresses all its
headings alike tells nothing of their depth: it is left open, for the structure to find by numbers and words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby, pairwise

from pipeline.read.markup import folded

BULLET = re.compile(r"[•▪■□●○◦‣⁃∙·➢➤►▸✓✔❖–-]\s+(?=\S)")
_TYPED = re.compile(r"(?P<mark>\(?(?:\d{1,2}|[a-z])[.)])\s+(?=\S)")
_CODE = re.compile(r"\d{1,2}(?:\.\d{1,2})*(?=[.)]?\s)")
_PAGE = re.compile(r"(?:[.…_]{3,}|…|\t)[\s.…_]*(?P<page>\d{1,3})$")
_FEWEST_ENTRIES = 3
_LONGEST_ENTRY = 300  # letters
_LEADERS = " ..... "
_LONGEST = 250  # letters: what is longer is dressed as a heading by mistake
_LISTED = 4  # so many headings without a number, nothing between them, are a list or a table that was dressed up


class Kind(StrEnum):
    """What a line is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CONTENTS = "contents"
    FOOTNOTE = "footnote"
    TABLE = "table"


@dataclass(slots=True)
class Line:
    """A line of a page.

    ``level`` is that of a heading (from 1, or None where the page does not tell) or an item (from 0), ``mark`` that
    of an item or footnote. A table has ``rows``, and ``headed`` says that the first of them is its header.
    """

    kind: Kind
    text: str = ""
    level: int | None = None
    mark: str = ""
    rows: list[list[str]] = field(default_factory=list)
    headed: bool = False


_ENTRIES = frozenset({Kind.HEADING, Kind.ITEM, Kind.PARAGRAPH})


def settle_lines(lines: list[Line]) -> list[Line]:
    """Return the lines of a page with their kinds and depths settled; they are changed in place."""
    _settle_contents(lines)
    _settle_items(lines)
    _settle_headings(lines)
    return lines


def _settle_headings(lines: list[Line]) -> None:
    for line in lines:
        if line.kind is Kind.HEADING and (len(line.text) > _LONGEST or not any(c.isalnum() for c in line.text)):
            line.kind = Kind.PARAGRAPH
    headings = [line for line in lines if line.kind is Kind.HEADING]
    if headings and headings[0].level == 1 and all(line.level != 1 for line in headings[1:]):
        del headings[0]  # the page's title
        depths = _depths(headings)
        is_open = len({line.level for line in headings}) == 1 and len(depths) > 1
    else:
        levels = {line.level for line in headings}
        is_open = len(levels) == 1 and (levels != {1} or len(_depths(headings)) > 1)
    if is_open and len(headings) > 1:
        for line in headings:
            line.level = None
        _unlist(lines)


def _settle_contents(lines: list[Line]) -> None:
    """Find the contents page: lines that end in a page, one after the other, their pages never falling."""
    for is_entry, run in groupby(lines, key=lambda line: _entry(line) is not None):
        entries = [(line, found) for line in run if is_entry and (found := _entry(line)) is not None]
        if len(entries) >= _FEWEST_ENTRIES and all(a[1][1] <= b[1][1] for a, b in pairwise(entries)):
            for line, (text, _) in entries:
                line.kind, line.text = Kind.CONTENTS, text


def _entry(line: Line) -> tuple[str, int] | None:
    r"""Return a line of a contents page, leaders before its page, and the page; None where it ends in none.

    >>> _entry(Line(Kind.ITEM, "Visie.....\t11", mark="-")), _entry(Line(Kind.ITEM, "Visie 2030"))
    (('Visie ..... 11', 11), None)
    """
    match = _PAGE.search(line.text) if line.kind in _ENTRIES and len(line.text) <= _LONGEST_ENTRY else None
    title = folded(line.text[: match.start()]).rstrip(" ._…") if match else ""
    if match is None or not any(c.isalpha() for c in title):
        return None
    number = f"{line.mark} " if line.mark not in {"", "-"} else ""
    return f"{number}{title}{_LEADERS}{match['page']}", int(match["page"])


def _settle_items(lines: list[Line]) -> None:
    """Make items of paragraphs with a typed bullet, or with a typed number beside another."""
    typed = [_TYPED.match(line.text) if line.kind is Kind.PARAGRAPH else None for line in lines]
    for at, line in enumerate(lines):
        found = typed[at]
        if line.kind is Kind.PARAGRAPH and (bullet := BULLET.match(line.text)):
            line.kind, line.text, line.mark = Kind.ITEM, line.text[bullet.end() :], "-"
        elif found is not None and any(typed[beside] for beside in (at - 1, at + 1) if 0 <= beside < len(lines)):
            line.kind, line.text, line.mark = Kind.ITEM, line.text[found.end() :], found["mark"]
    beside = [Line(Kind.PARAGRAPH)]
    for above, line, below in zip(beside + lines, lines, lines[1:] + beside, strict=False):
        if line.kind is Kind.ITEM and line.mark[:1].isdigit() and Kind.ITEM not in {above.kind, below.kind}:
            line.text, line.mark = f"{line.mark} {line.text}", "-"  # alone, "2. Doelen" reads as a heading


def _depths(headings: list[Line]) -> set[int]:
    codes = [_CODE.match(line.text) for line in headings]
    return {code.group().count(".") for code in codes if code}


def _unlist(lines: list[Line]) -> None:
    """Make runs of headings of open depth paragraphs: lists of abbreviations, addresses, tables that fell apart."""
    for is_open, run in groupby(lines, key=_is_open):
        found = list(run)
        if is_open and len(found) >= _LISTED:
            for line in found:
                line.kind = Kind.PARAGRAPH


def _is_open(line: Line) -> bool:
    return line.kind is Kind.HEADING and line.level is None and _CODE.match(line.text) is None
