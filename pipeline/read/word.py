"""Word (.docx): its text as it would be printed, its structure as its styles, numbering and tables have it.

::

    bytes ─word_package.py→ parts ─word_body.py→ paragraphs (word_text.py) and tables, with their look
          (word_styles.py, word_numbering.py) ─word_headings.py→ headings ─word_lines.py, word_tables.py→ lines, rows

Tracked changes are read as accepted; hidden text, headers, footers and comments are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

from pipeline.document import Document, Notice
from pipeline.errors import EmptyDocument
from pipeline.read.markup import Markup
from pipeline.read.word_body import Body, Paragraph, Table
from pipeline.read.word_headings import OPEN, headings
from pipeline.read.word_lines import clean, contents_line, lines_of, numbered, typed_number
from pipeline.read.word_package import explain, open_package
from pipeline.read.word_tables import rows_of

__all__ = ["MEDIA_TYPE", "explain", "read_word"]

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_NOTHING = "the Word document holds no text; check that it was saved whole"
_PICTURES = (
    "the Word document holds pictures and no text; make a PDF of it (soffice --headless --convert-to pdf FILE), make "
    "that readable with OCR (ocrmypdf --language nld) and read the PDF"
)
_FEWEST_ENTRIES = 3  # lines that end in a page, one after the other, are a contents page from here on


def read_word(data: bytes, document_id: str, source: str, sha256: str) -> Document:
    """Return the document of a Word file's bytes; its text is Markdown-like, as :class:`Markup` writes it.

    Raises :class:`pipeline.errors.ReadError`: :class:`NotText` for another kind of file, a damaged one and one with
    a password, :class:`TooLarge` over a limit, :class:`EmptyDocument` without any text.
    """
    package = open_package(data)
    body = Body(package)
    blocks = list(body.blocks())
    text = _Writer(blocks).write()
    if not text:
        raise EmptyDocument(_PICTURES if package.has_pictures else _NOTHING)
    return Document(document_id, source, sha256, MEDIA_TYPE, text, tuple(Notice(n) for n in body.notices))


class _Writer:
    """Writes the blocks of a document down."""

    def __init__(self, blocks: Sequence[Paragraph | Table]) -> None:
        self._blocks = blocks
        self._entries = _entries(blocks)
        self._levels = headings(blocks, set(self._entries))
        self._markup = Markup()
        self._notes: list[tuple[str, str]] = []

    def write(self) -> str:
        """Return the text of the document."""
        for at, block in enumerate(self._blocks):
            if isinstance(block, Table):
                self._flush()
                rows, header = rows_of(block)
                self._markup.table(rows, header)
                self._notes += [note for row in block.rows for cell in row for p in cell for note in p.notes]
                continue
            if at in self._entries:
                self._flush()
                self._markup.paragraph(self._entries[at])
            elif at in self._levels:
                self._flush()
                self._heading(numbered(block), self._levels[at])
            else:
                self._lines(at, block)
            self._notes += block.notes
        self._flush()
        return self._markup.text

    def _heading(self, text: str, level: int) -> None:
        if level == OPEN:
            self._markup.paragraph(f"**{text.strip('*')}**")
        else:
            self._markup.heading(text, level)

    def _lines(self, at: int, paragraph: Paragraph) -> None:
        for line in lines_of(paragraph):
            mark, text = line.mark, line.text
            if mark is None and (typed := self._typed(at)) is not None:
                mark, text = typed
            if mark is None:
                self._flush()
                self._markup.paragraph(text)
            elif text != mark:  # in a cell a number may be all there is, in running text it is nothing
                self._markup.item(text, line.level, mark)

    def _typed(self, at: int) -> tuple[str, str] | None:
        """Return number and text of an item whose number was typed, where another one stands beside it."""
        block = self._blocks[at]
        if not isinstance(block, Paragraph) or "\n" in block.text or (found := typed_number(block.text)) is None:
            return None
        for beside in (at - 1, at + 1):
            other = self._blocks[beside] if 0 <= beside < len(self._blocks) and beside not in self._levels else None
            if isinstance(other, Paragraph) and typed_number(other.text) is not None:
                return found
        return None

    def _flush(self) -> None:
        """Write the notes that wait for the end of a list: between two items they would part it."""
        for mark, text in self._notes:
            self._markup.footnote(mark, text)
        self._notes = []


def _entries(blocks: Sequence[Paragraph | Table]) -> dict[int, str]:
    """Return the lines of contents pages by their place; an empty one stands for a line without a page, left out.

    Such a line says no more than its heading does. Lines that nothing marks are known by standing together, their
    pages never falling.
    """
    found: dict[int, str] = {}
    plain: dict[int, tuple[str, int]] = {}
    for at, block in enumerate(blocks):
        if not isinstance(block, Paragraph):
            continue
        entry = contents_line(block, certain=block.style.contents)
        if entry is not None and block.contents:
            found[at] = entry[0]
        elif entry is not None:
            plain[at] = entry
        elif block.style.contents:
            found[at] = ""
    shown = [at for at, b in enumerate(blocks) if isinstance(b, Table) or clean(b.text)]
    for is_entry, run in groupby(shown, key=plain.__contains__):
        places = list(run)
        pages = [plain[at][1] for at in places] if is_entry else []
        if len(pages) >= _FEWEST_ENTRIES and all(a <= b for a, b in pairwise(pages)):
            found.update({at: plain[at][0] for at in places})
    return found
