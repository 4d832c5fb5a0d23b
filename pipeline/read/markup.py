"""The text of a document that is no plain text: its structure written down as in Markdown.

Readers of HTML, Word and PDF know what is a heading, an item or a cell. They write it down with this, so that one
later step reads the structure of all formats, and ``doelenboom text`` shows a text that a person can follow::

    # Heading          one sign for each level
    **Heading**        one of which the level is not known
    - item             two spaces more for each level below
    | cell | cell |    a row of a table, under its header row a line of dashes
    [^1]: footnote

A paragraph is one line, and an empty line stands between two of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_SPACE = re.compile(r"\s+")
_DEEPEST = 6
_PIPE = "¦"  # what a pipe sign in a cell becomes: in a row it would begin another cell


def folded(text: str) -> str:
    """Return a text on one line, white space folded, without signs that show nothing."""
    return _SPACE.sub(" ", text.replace("\u00ad", "").replace("\u200b", "").replace("\ufeff", "")).strip()


class Markup:
    """A text while it is written; ``text`` is what was written so far."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.length = 0
        self._last = ""

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._parts)

    def heading(self, text: str, level: int | None) -> int | None:
        """Write a heading (``level`` from 1, None where it is not known); return where its text begins, or None."""
        if level is None:
            return self._block("heading", "**", folded(text).replace("**", ""), end="**")
        return self._block("heading", "#" * max(1, min(level, _DEEPEST)) + " ", folded(text))

    def paragraph(self, text: str) -> int | None:
        """Write a paragraph; return where its text begins, None where it has none."""
        return self._block("paragraph", "", folded(text))

    def contents(self, text: str) -> int | None:
        """Write a line of a contents page, leaders and page number as they stand; return where its text begins."""
        return self._block("contents", "", folded(text), close=self._last == "contents")

    def item(self, text: str, level: int = 0, mark: str = "-") -> int | None:
        """Write an item of a list (``level`` from 0, ``mark`` "-" or a number); return where its text begins."""
        return self._block("item", "  " * level + mark + " ", folded(text), close=self._last == "item")

    def footnote(self, mark: str, text: str) -> int | None:
        """Write a footnote; return where its text begins, None where it has none."""
        return self._block("footnote", f"[^{mark}]: ", folded(text), close=self._last == "footnote")

    def table(self, rows: Sequence[Sequence[str]], header: bool) -> list[list[int | None]]:
        """Write a table, its first row as the header where ``header`` says so.

        Return for each cell where its text begins, None where it has none. Rows may differ in length. A cell that
        spans rows stands in the first of them, and its places below are empty.
        """
        width = max((len(row) for row in rows), default=0)
        if not any(folded(cell) for row in rows for cell in row):
            return [[None] * len(row) for row in rows]
        places: list[list[int | None]] = []
        self._separate(False)
        for number, row in enumerate(rows):
            places.append(self._row(row, width))
            if number == 0 and header:
                self._write("|" + "---|" * width + "\n")
        self._last = "table"
        return places

    def _row(self, row: Sequence[str], width: int) -> list[int | None]:
        places: list[int | None] = []
        self._write("|")
        for cell in [*row, *[""] * (width - len(row))]:
            content = folded(cell).replace("|", _PIPE)
            self._write(" ")
            places.append(self.length if content else None)
            self._write(f"{content} |" if content else "|")
        self._write("\n")
        return places[: len(row)]

    def _block(self, kind: str, sign: str, content: str, close: bool = False, end: str = "") -> int | None:
        if not content:
            return None
        self._separate(close)
        self._write(sign)
        at = self.length
        self._write(f"{content}{end}\n")
        self._last = kind
        return at

    def _separate(self, close: bool) -> None:
        if self.length and not close:
            self._write("\n")

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self.length += len(text)
