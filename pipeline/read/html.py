"""HTML: saved pages of budget platforms and municipal sites, as text with their structure written down.

::

    bytes ─html_limits.py, html_tree.py→ elements ─html_content.py, html_folds.py→ those that are content
          ─html_blocks.py→ lines and tables (html_text.py, html_table.py) ─html_lines.py→ lines seen together
"""

from __future__ import annotations

import re

from pipeline.document import Document, Notice
from pipeline.errors import EmptyDocument
from pipeline.read.html_blocks import Walker
from pipeline.read.html_content import settle_content
from pipeline.read.html_lines import Kind, Line, settle_lines
from pipeline.read.html_tree import decode_page, parse_page
from pipeline.read.markup import Markup, folded

__all__ = ["MEDIA_TYPE", "read_html"]

MEDIA_TYPE = "text/html"

_NO_TEXT = "the page holds no text; open it in a browser and save it once it shows all its text"
_YEAR = re.compile(r"\b20\d\d\b")


def read_html(data: bytes, document_id: str, source: str, sha256: str) -> Document:
    """Return the document of a page; its text is Markdown-like, as :class:`Markup` writes it.

    Raises :class:`pipeline.errors.ReadError`: :class:`NotText` for another kind of file, :class:`TooLarge` over a
    limit, :class:`EmptyDocument` without any text.
    """
    decoded, encoding = decode_page(data)
    page = parse_page(decoded)
    folds = settle_content(page)
    text = _written(_dated(page.title, settle_lines(Walker(page, folds).lines())))
    if not text:
        raise EmptyDocument(_NO_TEXT)
    notices = (Notice(f"read as {encoding}"),) if encoding else ()
    return Document(document_id, source, sha256, MEDIA_TYPE, text, notices)


def _written(lines: list[Line]) -> str:
    markup = Markup()
    above: Kind | None = None
    for line in lines:
        if line.kind is Kind.TABLE:
            # without a rule below its first row, the rows of a table right below another would be that one's
            markup.table(line.rows, line.headed or above is Kind.TABLE)
        elif line.kind is Kind.CONTENTS:
            markup.contents(line.text)
        elif line.kind is Kind.HEADING:
            markup.heading(line.text, line.level)
        elif line.kind is Kind.ITEM:
            markup.item(line.text, line.level or 0, line.mark)
        elif line.kind is Kind.FOOTNOTE:
            markup.footnote(line.mark, line.text)
        else:
            markup.paragraph(line.text)
        above = line.kind
    return markup.text


def _dated(title: str, lines: list[Line]) -> list[Line]:
    """Return the lines with those parts of the page's title that date it below its first heading.

    A page of a budget platform is a chapter, and often only its title tells of which year's budget.
    """
    said = "\n".join([*(line.text for line in lines), *(cell for line in lines for row in line.rows for cell in row)])
    parts = re.split(r"\s+[|–—-]\s+", folded(title))
    dated = [part for part in parts if " " in part and _YEAR.search(part) and part.lower() not in said.lower()]
    if not dated or not lines:
        return lines
    at = next((number for number, line in enumerate(lines, 1) if line.kind is Kind.HEADING and line.level == 1), 0)
    return [*lines[:at], Line(Kind.PARAGRAPH, " - ".join(dated)), *lines[at:]]
