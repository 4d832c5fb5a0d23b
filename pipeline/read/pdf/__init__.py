"""PDF: pages to words and lines (pdfium), tables (pdfplumber), and the text in reading order.

::

    page ─page.py→ words, ruling lines ─tables.py→ tables, other words ─lines.py→ lines ─furniture.py→ without
         running heads ─borderless.py→ open tables ─lines.py→ reading order ─flow.py→ paragraphs, headings, items
         ─write.py→ text and places
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pypdfium2 as pdfium

from pipeline.document import Document, Notice
from pipeline.errors import EmptyDocument, NotText, TooLarge
from pipeline.read.ocr import readable_pdf
from pipeline.read.pdf.borderless import set_apart
from pipeline.read.pdf.flow import Body, Part, parts_of
from pipeline.read.pdf.furniture import furniture
from pipeline.read.pdf.health import Health, health
from pipeline.read.pdf.lines import Line, in_reading_order, lines_of, place_of
from pipeline.read.pdf.page import Page, Word, read_page
from pipeline.read.pdf.tables import Table, find_tables
from pipeline.read.pdf.write import Writer, heading_levels, healer
from pipeline.span import Span

__all__ = ["MEDIA_TYPE", "MOST_PAGES", "read_pdf"]

MEDIA_TYPE = "application/pdf"
MOST_PAGES = 5_000
_NEAR_TOP = 160.0  # points: a table that begins lower down is not the rest of one above
_Trouble = dict[Health, list[int]]
_TROUBLE = {
    Health.PICTURE: "a picture without text; make it readable with OCR (ocrmypdf --language nld) and run again",
    Health.PARTLY: "mostly a picture, and only the text beside it was read; if it shows text too, use OCR "
    "(ocrmypdf --force-ocr --language nld)",
    Health.BROKEN: "a broken text layer, so nothing was taken from it; ask for the source file, or use OCR "
    "(ocrmypdf --force-ocr --language nld)",
}


def read_pdf(data: bytes, document_id: str, source: str, sha256: str, ocr: bool = False) -> Document:
    """Return the document of a PDF's bytes. Pages that can't be read are named in its notices.

    With ``ocr`` such pages are first made readable by ``ocrmypdf``, and a notice says which.

    Raises :class:`pipeline.errors.ReadError`: encrypted, damaged, over ``MOST_PAGES`` pages, or without any text.
    """
    try:
        file = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise NotText("the PDF is protected by a password; remove it (qpdf --decrypt) and run again") from error
        raise NotText(f"the PDF is damaged ({error}); download it again, or repair it (qpdf)") from error
    try:
        if len(file) > MOST_PAGES:
            raise TooLarge(f"the PDF has {len(file)} pages, over the limit of {MOST_PAGES}; split it")
        pages, trouble, damaged = _pages_of(file)
        if ocr and (Health.PICTURE in trouble or Health.BROKEN in trouble):
            return _with_ocr(data, trouble, document_id, source, sha256)
        return _document(len(file), pages, trouble, damaged, document_id, source, sha256)
    finally:
        file.close()


def _with_ocr(data: bytes, trouble: _Trouble, document_id: str, source: str, sha256: str) -> Document:
    force = Health.BROKEN in trouble
    made = readable_pdf(data, force=force)
    document = read_pdf(made, document_id, source, sha256)
    which = "every page" if force else _pages(trouble[Health.PICTURE])
    return replace(document, notices=(Notice(f"{which}: read by OCR, with its slips"), *document.notices))


def _pages_of(file: pdfium.PdfDocument) -> tuple[list[Page], _Trouble, list[int]]:
    """Return the pages that can be read, the numbers of those with trouble, and of those that are damaged."""
    pages: list[Page] = []
    trouble: _Trouble = {}
    damaged: list[int] = []
    for number in range(len(file)):
        try:
            page = read_page(file, number)
        except pdfium.PdfiumError:
            damaged.append(number + 1)
            continue
        state = health(page)
        if state in (Health.READ, Health.PARTLY):
            pages.append(page)
        if state not in (Health.READ, Health.EMPTY):
            trouble.setdefault(state, []).append(number + 1)
    return pages, trouble, damaged


def _document(
    count: int,
    pages: Sequence[Page],
    trouble: _Trouble,
    damaged: Sequence[int],
    document_id: str,
    source: str,
    sha256: str,
) -> Document:
    notices = [Notice(f"{_pages(trouble[s])}: {_TROUBLE[s]}") for s in _TROUBLE if s in trouble]
    if damaged:
        notices.append(Notice(f"{_pages(damaged)}: damaged, can't be read"))
    if not pages:
        reason = notices[0].message if notices else "the PDF holds no text; check that it was saved whole"
        raise EmptyDocument(f"no page of the PDF can be read: {reason}" if notices else reason)
    writer, ends = _write(pages)
    text = writer.markup.text
    return Document(
        document_id,
        source,
        sha256,
        MEDIA_TYPE,
        text,
        tuple(notices),
        _page_spans(ends, count, len(text)),
        writer.places,
    )


def _write(pages: Sequence[Page]) -> tuple[Writer, dict[int, int]]:
    """Return the written text, and for each page that was read where its text ends."""
    found = {p.number: find_tables(p) for p in pages}
    lines = {p.number: lines_of(found[p.number][1], p.number) for p in pages}
    out = furniture([(p.height, lines[p.number]) for p in pages])
    kept: list[Line] = []
    for page in pages:
        places = [place_of(table.box, page.number, table) for table in found[page.number][0]]
        more, rest = set_apart([line for line in lines[page.number] if id(line) not in out], places)
        places += [place_of(table.box, page.number, table) for table in more]
        kept += in_reading_order(rest + places)
    body = Body.of([line for line in kept if line.table is None])
    parts = parts_of(kept, body, {p.number: p.height for p in pages})
    writer = Writer(healer([w for p in pages for w in p.words]), heading_levels(parts))
    return writer, _flow(writer, parts)


def _flow(writer: Writer, parts: Sequence[Part]) -> dict[int, int]:
    """Write the parts in reading order; return where the text of each page ends."""
    ends: dict[int, int] = {}
    rows = _continued([part.table for part in parts if isinstance(part.table, Table)])
    for part in parts:
        if isinstance(part.table, Table):
            if id(part.table) in rows:
                writer.table(part.table, rows[id(part.table)])
        else:
            writer.part(part)
        ends[part.lines[-1].page] = writer.markup.length
    return ends


def _continued(tables: Sequence[Table]) -> dict[int, list[list[list[Word]]]]:
    """Return the rows of tables by their ids; what goes on over a page or column belongs to the table before it.

    A header row that is repeated there is left out.
    """
    rows: dict[int, list[list[list[Word]]]] = {}
    first: Table | None = None
    last: Table | None = None
    for table in tables:
        if first is not None and last is not None and _goes_on(first, last, table):
            more = table.rows[1:] if _text(table.rows[0]) == _text(first.rows[0]) else list(table.rows)
            if last.cut and more:
                rows[id(first)][-1] = [a + b for a, b in zip(rows[id(first)][-1], more.pop(0), strict=True)]
            rows[id(first)] += more
        else:
            first = table
            rows[id(table)] = list(table.rows)
        last = table
    return rows


def _goes_on(first: Table, last: Table, table: Table) -> bool:
    """Say whether a table goes on with one before it: on the next page or column, near its top, with its columns."""
    over_page = table.page == last.page + 1 and table.top < _NEAR_TOP
    over_column = table.page == last.page and table.box[0] > last.box[2] and table.top < _NEAR_TOP
    widths = [[b - a for a, b in pairwise(t.columns)] for t in (first, table)]
    return (over_page or over_column) and _alike(*widths)


def _alike(one: Sequence[float], other: Sequence[float]) -> bool:
    return len(one) == len(other) and all(abs(a - b) < 4 for a, b in zip(one, other, strict=True))


def _text(row: Sequence[Sequence[Word]]) -> list[str]:
    return [" ".join(w.text for w in cell) for cell in row]


def _pages(numbers: Sequence[int]) -> str:
    """Return page numbers as people write them.

    >>> _pages([1, 2, 3, 7])
    'pages 1-3, 7'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    shown = ", ".join(f"{a}" if a == b else f"{a}-{b}" for a, b in runs)
    return f"{'page' if len(numbers) == 1 else 'pages'} {shown}"


def _page_spans(ends: dict[int, int], count: int, length: int) -> tuple[Span | None, ...]:
    """Return for each page the place of its text, None for a page without."""
    spans: list[Span | None] = []
    start = 0
    for number in range(1, count + 1):
        end = min(ends.get(number, start), length)
        spans.append(Span(start, end) if end > start else None)
        start = max(start, end)
    return tuple(spans)
