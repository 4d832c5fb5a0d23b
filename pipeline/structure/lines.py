"""Lines of a text and what each looks like, before any of them is put together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.span import Span

BULLETS = "•▪■□●○◦‣⁃∙·➢➤►▸✓✔❖-–—*+"
# Private-use glyphs are what bullets of symbol fonts become; a scanner takes them for an "l" or a sign.
_BULLET = re.compile(rf"(?P<mark>[{re.escape(BULLETS)}\ue000-\uf8ff]|o(?=\s)|[l¢«»°](?=\s+[A-Z'‘\"]))\s+(?=\S)")
_ITEM_NUMBER = re.compile(r"(?P<mark>(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]|\(\d{1,2}\)|\([a-z]\))\s+(?=\S)")
_HASH = re.compile(r"(?P<mark>#{1,6})\s+(?=\S)")
# A number of several parts; or a letter with a number ("E1") that stands apart from what it counts.
_CODE = re.compile(
    r"(?P<code>(?:[A-Z]{1,2}\d{0,2}[ .])?\d{1,2}(?:\.(?:\d{1,2}|[A-Z]|[a-z]\d{1,2})){1,4}(?:\.?[a-z])?"
    r"|[A-Z]{1,2}\d{1,2}(?=[.:)]?(?:\t|\s{2,})))"
    r"\.?(?:\s*[-–:|]\s+|\s+|\s*:\s*)(?=\S)"
)
_UNDERLINE = re.compile(r"\s*(={3,}|-{3,}|~{3,}|_{3,}|\*{3,})\s*")
_LEADERS = re.compile(r"(\.{3,}|…{1,}|(?:\s\.){3,}|_{4,})\s*\d{1,3}\s*$|\t+\d{1,3}\s*$|\s{3,}\d{1,3}\s*$")
_VALUE = r"[€$]?\s?[-+−–]?\s?\d[\d.,]*\s?(?:%|‰|mln\.?|miljoen|procent|k)?"
_FIGURE = re.compile(rf"{_VALUE}(?:\s+{_VALUE}){{0,11}}|n\.?v\.?t\.?|[-–—%€]|n\.?b\.?", re.IGNORECASE)
_PAGE = re.compile(
    r"(?:pagina|pag\.|blz\.?|page)\s*\d+(?:\s*(?:van|/|of)\s*\d+)?|[-–]\s*\d{1,3}\s*[-–]|\d{1,3}\s*/\s*\d{1,3}|\d+\s*\|\s*pagina",
    re.IGNORECASE,
)
_FOOTMARK = re.compile(r"(?:\[\^?\w{1,4}\]|[¹²³⁴⁵⁶⁷⁸⁹⁰]+)$")
_CAPITAL_I = re.compile(r"l(?:n|emand|eder)")  # what a scanner makes of "In", "Iemand" and "Ieder"
_TAIL = 160  # what a line's kind shows in: keeps a line of a megabyte from costing more than its length
_FOOTNOTE = re.compile(r"(?:[¹²³⁴⁵⁶⁷⁸⁹⁰]+|\[\^?\w{1,3}\]:?)\s*(?=\S)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line: ``span`` is its content without white space at its ends (None for a blank one).

    ``indent`` counts the characters before it, ``blank`` the blank lines above it.
    """

    span: Span | None
    text: str
    indent: int = 0
    blank: int = 0

    @property
    def bullet(self) -> re.Match[str] | None:
        """The bullet in front, if any."""
        return _BULLET.match(self.text)

    @property
    def after_bullet(self) -> int:
        """Where the text behind the bullet begins; 0 without one."""
        return match.end() if (match := self.bullet) else 0

    @property
    def item_number(self) -> re.Match[str] | None:
        """The number or letter of a list item in front, if any."""
        return _ITEM_NUMBER.match(self.text)

    @property
    def hashes(self) -> re.Match[str] | None:
        """The Markdown heading sign in front, if any."""
        return _HASH.match(self.text)

    @property
    def code(self) -> re.Match[str] | None:
        """The number of a heading or the code of a goal in front ("2.4.3", "P3 1.1"), if any."""
        return _CODE.match(self.text)

    @property
    def is_rule(self) -> bool:
        """Whether the line is the rule below a table's header."""
        return "--" in self.text and not self.text.strip("|-: \t") and ("|" in self.text or self.text.startswith(":"))

    @property
    def is_row(self) -> bool:
        """Whether the line is a row of a pipe table."""
        text = self.text
        return "|" in text and (text.startswith("|") or text.endswith("|") or " | " in text) and not self.is_rule

    @property
    def is_underline(self) -> bool:
        """Whether the line underlines the one above it."""
        return _UNDERLINE.fullmatch(self.text) is not None

    @property
    def is_contents(self) -> bool:
        """Whether the line ends in a page number after leaders or a wide space."""
        tail = self.text[-_TAIL:]
        return _LEADERS.search(tail) is not None and not self.is_figure and any(c.isalpha() for c in tail)

    @property
    def is_figure(self) -> bool:
        """Whether the line holds figures only."""
        return len(self.text) <= _TAIL and _FIGURE.fullmatch(self.text) is not None

    @property
    def is_page(self) -> bool:
        """Whether the line is a page stamp."""
        return _PAGE.fullmatch(self.text) is not None

    @property
    def is_footnote(self) -> bool:
        """Whether the line begins with a footnote's sign."""
        return _FOOTNOTE.match(self.text) is not None

    @property
    def ends_sentence(self) -> bool:
        """Whether the line ends as a sentence, or a piece of a list, does."""
        return without_footmark(self.text[-_TAIL:]).rstrip("\"'’”)] ").endswith((".", "!", "?", ";", ":", "…"))

    @property
    def begins_low(self) -> bool:
        """Whether the line begins with a lower-case letter, as the rest of a sentence does."""
        return self.text.lstrip("('\"‘“[")[:1].islower() and _CAPITAL_I.match(self.text) is None


def without_footmark(text: str) -> str:
    """Return a text without the mark of a footnote at its end."""
    return _FOOTMARK.sub("", text)


def split_lines(text: str) -> Iterator[Line]:
    """Yield the lines that hold anything, with the blank lines above counted."""
    blank = 0
    for match in re.finditer(r"[^\n\f\v\x85\u2028\u2029]*(?:[\n\f\v\x85\u2028\u2029]|$)", text):
        raw = match.group()
        content = raw.strip().strip("\ufeff")
        if not content:
            blank += 1
            continue
        start = match.start() + raw.index(content)
        yield Line(Span(start, start + len(content)), content, start - match.start(), blank)
        blank = 0
