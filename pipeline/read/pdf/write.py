"""From parts and tables to the document's text, with the place of every word on its page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from pipeline.places import Piece, Places
from pipeline.read.markup import Markup
from pipeline.read.pdf.flow import Kind, Part
from pipeline.read.pdf.page import Word
from pipeline.read.pdf.tables import Table
from pipeline.span import HYPHENS, keeps_hyphen

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_OPEN = re.compile(r"\w[/–]$")  # what a line's end parts without a hyphen: "vaders/" and "moeders", "2025–" and "2028"
_INDENT = 9.0  # points: an item that stands further to the right is of a deeper level
_JUNK = re.compile(r"[\x00-\x1f\x7f\ufffd\ue000-\uf8ff]")

Keeps = Callable[[str, str], bool]


def healer(words: Sequence[Word]) -> Keeps:
    """Return the judge of hyphens at line ends: a word that the document writes elsewhere decides."""
    known = {m.lower() for w in words for m in _WORDS.findall(w.text)}

    def keeps(left: str, right: str) -> bool:
        if keeps_hyphen(left, right):
            return True
        left, right = left.lower(), right.lower()
        return left + right not in known and f"{left}-{right}" in known

    return keeps


class Writer:
    """Writes a document's text, and remembers where each word stands."""

    def __init__(self, keeps: Keeps, levels: dict[tuple[int, bool], int]) -> None:
        self.markup = Markup()
        self.places = Places()
        self._keeps, self._levels = keeps, levels
        self._indents: list[float] = []

    def part(self, part: Part) -> None:
        """Write a part."""
        text, pieces = self._joined(part.words)
        if part.kind is not Kind.ITEM:
            self._indents = []
        if part.kind is Kind.HEADING:
            at = self.markup.heading(text, self._levels.get(part.style))
        elif part.kind is Kind.ITEM:
            numbered = part.mark[:1].isalnum() and len(part.mark) > 1
            at = self.markup.item(text, self._level(part.indent), part.mark if numbered else "-")
        elif part.kind is Kind.FOOTNOTE:
            bare = text.removeprefix(part.mark).lstrip()
            shift = len(text) - len(bare)
            pieces = [(max(0, start - shift), word, shown) for start, word, shown in pieces if start >= shift]
            at = self.markup.footnote(part.mark, bare)
        elif part.kind is Kind.CONTENTS:
            at = self.markup.contents(text)
        else:
            at = self.markup.paragraph(text)
        if at is not None:
            self._place(at, pieces, part.words)

    def table(self, table: Table, rows: list[list[list[Word]]]) -> None:
        """Write the rows of a table."""
        joined = [[self._joined(cell) for cell in row] for row in rows]
        places = self.markup.table([[text for text, _ in row] for row in joined], table.has_header)
        self._indents = []
        for line, where in zip(joined, places, strict=True):
            for (_, pieces), at in zip(line, where, strict=True):
                if at is not None:
                    self._place(at, pieces, [])

    def _level(self, indent: float) -> int:
        while self._indents and indent < self._indents[-1] - _INDENT / 2:
            self._indents.pop()
        if not self._indents or indent > self._indents[-1] + _INDENT:
            self._indents.append(indent)
        return len(self._indents) - 1

    def _joined(self, words: Sequence[Word]) -> tuple[str, list[tuple[int, Word, str]]]:
        """Return the text of words, healed at line ends, and each word's place and letters in it."""
        text = ""
        pieces: list[tuple[int, Word, str]] = []
        for at, word in enumerate(words):
            shown = _JUNK.sub("", word.text).replace("\u00ad", "-" if word.text.endswith("\u00ad") else "")
            before = words[at - 1] if at else None
            if not shown:
                continue
            if before is not None and _raised(before, word):
                shown = shown.translate(_RAISED)
            elif text and text[-1] in HYPHENS and before is not None and _breaks(before, word):
                left, right = _last_word(text[:-1]), _first_word(shown)
                address = "/" in before.text or "." in before.text
                if left and right and not (left.isupper() or address) and not self._keeps(left.lower(), right):
                    text = text[:-1]
                elif right in ("en", "of") and not address:
                    text += " "
            elif text and not (before is not None and _breaks(before, word) and _OPEN.search(text)):
                text += " "
            pieces.append((len(text), word, shown))
            text += shown
        return text, pieces

    def _place(self, at: int, pieces: Sequence[tuple[int, Word, str]], words: Sequence[Word]) -> None:
        for start, word, shown in pieces:
            first = at + start
            self.places.add(Piece(first, first + len(shown), word.page, word.top, word.bottom, word.x1, tuple(word.xs)))


def _raised(before: Word, word: Word) -> bool:
    """Say whether a word is the mark of a footnote: small figures, above the line, close to the word before."""
    small = word.size < 0.8 * before.size and word.text.isdigit() and len(word.text) <= 3
    return small and 0 <= word.x0 - before.x1 + 1 < 0.4 * before.size and word.bottom < before.bottom


def _breaks(before: Word, word: Word) -> bool:
    """Say whether a line ends between two words."""
    return word.middle > before.bottom or word.bottom < before.top or word.page != before.page


def _last_word(text: str) -> str:
    found = re.search(r"[^\W\d_]+$", text)
    return found.group() if found else ""


def _first_word(text: str) -> str:
    found = re.match(r"[^\W\d_]+", text)
    return found.group() if found else ""


def heading_levels(parts: Sequence[Part]) -> dict[tuple[int, bool], int]:
    """Return the level of each look of headings: the larger, the higher; at one size bold before plain.

    Where all headings look alike there are no levels: then their numbers and words must tell.
    """
    counts = Counter(p.style for p in parts if p.kind is Kind.HEADING)
    levels: dict[tuple[int, bool], int] = {}
    level = 0
    top: tuple[int, bool] | None = None
    looks = [look for look, number in counts.items() if number > 1 or look == max(counts)]  # one alone is a slip
    for look in sorted(looks, key=lambda s: (-s[0], not s[1])):
        if top is None or top[0] - look[0] > 1 or top[1] != look[1]:  # sizes less than half a point apart are one
            level, top = level + 1, look
        levels[look] = min(level, 6)
    return levels if level > 1 else {}
