"""Which paragraphs are headings, and how deep each stands: by style or, where a file uses none, by look.

A depth that the styles do not tell is left open (``OPEN``): it is for the structure to find by numbers and words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from pipeline.read.word_body import Paragraph, Table
from pipeline.read.word_lines import clean, lines_of, numbered

OPEN = 0
_LONGEST = 250  # letters: what is longer bears the style of a heading by mistake
_LONGEST_BY_LOOK = 120
_MOST_WORDS = 15
_LARGER = 1.15  # times the size of the body
_MOST_BOLD = 0.4  # of all letters: where more is bold, bold sets nothing apart
_CODE = re.compile(r"\d{1,2}(?:\.\d{1,2})*(?=[.)]?\s)")
_ASIDE = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹*]|(?i:bron(?:nen)?|source)\s*:")
_LISTED = 4  # so many headings without a number, nothing between them, are a list that was dressed up
_SENTENCE = re.compile(r"[^\W\d_]{2}[.!?]\s+[A-Z]")  # two letters before the stop: "1. Doelen" is none


def headings(blocks: Sequence[Paragraph | Table], skip: set[int]) -> dict[int, int]:
    """Return the levels of the headings by their place among the blocks, from 1, or ``OPEN``.

    ``skip`` holds the places of blocks that are something else.
    """
    free = [(i, b) for i, b in enumerate(blocks) if i not in skip and isinstance(b, Paragraph)]
    named = {i: b.heading for i, b in free if b.heading is not None and _is_title(numbered(b))}
    if any(not _bears_title(blocks[i]) for i in named):
        return _unlisted(blocks, _opened(blocks, named))
    return _unlisted(blocks, named | _by_look(blocks, [(i, b) for i, b in free if i not in named]))


def _bears_title(block: Paragraph | Table) -> bool:
    """Say whether a block bears the style of a document's title, which alone tells nothing of headings."""
    return isinstance(block, Paragraph) and block.style.title


def _is_title(text: str) -> bool:
    return 0 < len(text) <= _LONGEST and any(c.isalpha() for c in text) and not _ASIDE.match(text)


def _opened(blocks: Sequence[Paragraph | Table], named: dict[int, int]) -> dict[int, int]:
    """Leave the depth open where all headings bear one style that can't tell it.

    That is so where it is not that of the first level, or where their numbers go deeper than one.
    """
    chapters = {i: level for i, level in named.items() if not _bears_title(blocks[i])}
    levels = set(chapters.values())
    codes = [_CODE.match(numbered(b)) for i in chapters if isinstance(b := blocks[i], Paragraph)]
    depths = {match.group().count(".") for match in codes if match}
    if len(chapters) > 1 and len(levels) == 1 and (levels != {1} or len(depths) > 1):
        return named | dict.fromkeys(chapters, OPEN)
    return named


def _unlisted(blocks: Sequence[Paragraph | Table], levels: dict[int, int]) -> dict[int, int]:
    """Leave out long runs of headings of open depth: lists of abbreviations, addresses, tables that fell apart."""
    shown = [i for i, b in enumerate(blocks) if isinstance(b, Table) or clean(b.text)]
    left = dict(levels)
    for is_open, run in groupby(shown, key=lambda i: levels.get(i) == OPEN and not _coded(blocks[i])):
        places = list(run)
        if is_open and len(places) >= _LISTED:
            for place in places:
                del left[place]
    return left


def _coded(block: Paragraph | Table) -> bool:
    return isinstance(block, Paragraph) and _CODE.match(numbered(block)) is not None


def _by_look(blocks: Sequence[Paragraph | Table], free: list[tuple[int, Paragraph]]) -> dict[int, int]:
    letters: Counter[int] = Counter()
    bold = 0
    for _, paragraph in free:
        letters[paragraph.size] += len(paragraph.text)
        bold += len(paragraph.text) * paragraph.bold
    body = letters.most_common(1)[0][0] if letters else 0
    tells = bold <= _MOST_BOLD * letters.total()
    found = {
        i: (p.size, p.bold)
        for i, p in free
        if ((p.bold and tells) or p.size >= _LARGER * body) and _could_head(p) and _has_more(blocks, i)
    }
    looks = sorted(set(found.values()), reverse=True)
    codes = sum(_coded(p) for i, p in free if i in found)
    if len(looks) == 1 or 2 * codes >= len(found):
        return dict.fromkeys(found, OPEN)
    return {i: looks.index(look) + 1 for i, look in found.items()}


def _could_head(paragraph: Paragraph) -> bool:
    """Say whether a paragraph that stands out could be a heading by its words."""
    lines = lines_of(paragraph)
    if len(lines) != 1 or lines[0].mark == "-":
        return False
    text = clean(paragraph.text)
    if len(text) > _LONGEST_BY_LOOK or len(text.split()) > _MOST_WORDS or text.endswith((".", ";", ",", ":")):
        return False
    if _ASIDE.match(text):
        return False
    first = text.lstrip("'\"‘“(")[:1]
    return (first.isupper() or first.isdigit()) and any(c.isalpha() for c in text) and not _SENTENCE.search(text)


def _has_more(blocks: Sequence[Paragraph | Table], at: int) -> bool:
    """Say whether anything stands below."""
    return any(isinstance(b, Table) or clean(b.text) for b in blocks[at + 1 :])
