"""From the text of a paragraph to the lines it stands for: items, lists typed by hand, lines of a contents page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.read.markup import folded
from pipeline.read.word_body import Paragraph

_BULLET = re.compile(r"\s*(?:[•▪■□●○◦‣⁃∙·➢➤►▸✓✔❖–—*+\-\ue000-\uf8ff]\s+|[\ue000-\uf8ff]|o\t)(?=\s*\S)")
_NUMBER = re.compile(r"\s*(?P<mark>\(?(?:\d{1,2}|[a-z])[.)])\s+(?=\S)")
_LABEL = re.compile(r"\s*[A-Z][\w /()-]{1,30}:(?:\s|$)")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_PAGE = re.compile(r"(?:[.…_]{3,}|…|\t)[\s.…_]*(?P<page>\d{1,3})\s*$")
_LOOSE_PAGE = re.compile(r"\s(?P<page>\d{1,3})\s*$")
_LONGEST = 300  # letters of a line of a contents page
LEADERS = " ..... "


@dataclass(frozen=True, slots=True)
class Line:
    """A line to be written: ``mark`` is that of an item ("-", "1."), None for a paragraph; ``level`` from 0.

    An item without a text has its number for one.
    """

    text: str
    mark: str | None = None
    level: int = 0


def lines_of(paragraph: Paragraph) -> list[Line]:
    """Return the lines of a paragraph that is no heading: more than one where a list was typed with line breaks."""
    found: list[Line] = []
    mark, level = _mark(paragraph)
    for part in _split(paragraph.text):
        typed = None
        if mark is None and (match := _BULLET.match(part)):
            typed, part = "-", part[match.end() :]
        elif mark is None and "\n" in paragraph.text and (match := _NUMBER.match(part)):
            typed, part = match["mark"], part[match.end() :]
        if text := clean(part):
            found.append(Line(text, mark or typed, level))
        elif mark not in {None, "-"} and not found:
            found.append(Line(mark or "", mark))  # the number of an empty paragraph: all that a cell may hold
        mark = None
    return found


def typed_number(text: str) -> tuple[str, str] | None:
    r"""Return the number of an item and its text where a paragraph begins with one that was typed.

    >>> typed_number("a)\tEen inlooppunt"), typed_number("2026 is ver weg")
    (('a)', 'Een inlooppunt'), None)
    """
    match = _NUMBER.match(text)
    return (match["mark"], clean(text[match.end() :])) if match else None


def clean(text: str) -> str:
    """Return a text on one line without the signs of symbol fonts."""
    return folded(_PRIVATE.sub(" ", text))


def numbered(paragraph: Paragraph) -> str:
    """Return the text of a heading, its printed number in front."""
    label = paragraph.label.text if paragraph.label else ""
    text = clean(paragraph.text)
    return f"{label} {text}".strip() if text else ""


def contents_line(paragraph: Paragraph, certain: bool = False) -> tuple[str, int] | None:
    """Return a line of a contents page with its leaders, and its page; None where it ends in none.

    ``certain`` says that the paragraph is known to be such a line: a space before the page is enough then.
    """
    text = paragraph.text.rstrip()
    if len(text) > _LONGEST:
        return None
    match = _PAGE.search(text) or (_LOOSE_PAGE.search(text) if certain else None)
    title = clean(text[: match.start()]).rstrip(" ._…") if match else ""
    if match is None or not any(c.isalpha() for c in title):
        return None
    label = f"{paragraph.label.text} " if paragraph.label and paragraph.label.text else ""
    return f"{label}{title}{LEADERS}{match['page']}", int(match["page"])


def _mark(paragraph: Paragraph) -> tuple[str | None, int]:
    """Return the mark and level of an item, as its numbering or else the name of its style has it."""
    style, label = paragraph.style, paragraph.label
    if label is not None:
        return label.text or "-", max(label.level, style.depth)
    return ("-" if style.bullet else None), style.depth


def _split(text: str) -> Iterator[str]:
    """Yield the parts of a text between line breaks where they are items or labels, else all of it."""
    parts = text.split("\n")
    signs = [bool(_BULLET.match(p) or _NUMBER.match(p)) for p in parts]
    labels = [bool(_LABEL.match(p)) for p in parts]
    if not any(signs[1:]) and sum(labels) < 2:
        yield text
        return
    at: list[str] = []
    for part, sign, label in zip(parts, signs, labels, strict=True):
        if (sign or label) and at:
            yield " ".join(at)
            at = []
        at.append(part)
    yield " ".join(at)
