"""PDFs made here, with where each word was drawn; and what is read from them.

``Paper`` draws with fpdf2; ``bare`` writes a file's objects by hand, for what no library would write.
"""

import datetime
import zlib

import fpdf
import pytest

from pipeline.read.pdf import read_pdf

WHEN = datetime.datetime(2026, 3, 2, 9, 30, tzinfo=datetime.UTC)
A4 = b"/MediaBox [0 0 595 842]"
ASCII = {code: chr(code) for code in range(32, 127)}
WHO = ("Het sociaal team", "De wijkraad", "Welzijn Rietland", "De bibliotheek", "De sportclub", "Het buurthuis")
DOES = ("opent elk jaar", "bespreekt al langer", "zoekt nu", "deelt graag", "ziet vaker", "bewaart nog")
WHAT = ("een plek voor ouderen", "goede raad over geld", "hulp bij de taal", "ruimte voor muziek", "tijd voor jongeren")
WHERE = ("in Waterkant", "in de dorpen", "aan de rand", "bij de haven", "langs het spoor", "in het centrum")


class Paper:
    """A PDF that is drawn word by word, in points from the top left. ``drawn`` holds each word and its place."""

    def __init__(self, width=595, height=842, compress=True):
        self.file = fpdf.FPDF(unit="pt", format="a3")  # so that each page states its own size
        self.file.set_auto_page_break(False)
        self.file.set_compression(compress)
        self.file.set_creation_date(WHEN)
        self.file.core_fonts_encoding = "windows-1252"
        self.drawn = []
        self.size = (width, height)

    def page(self):
        self.file.add_page(format=self.size)
        return self

    def wide(self, text, size=10, bold=False):
        """Return how wide a text is."""
        self.file.set_font("helvetica", "B" if bold else "", size)
        return self.file.get_string_width(text)

    def write(self, x, y, *lines, size=10, bold=False, leading=1.2):
        """Draw lines below each other, the first with its baseline at ``y``; return the baseline that would follow."""
        for line in lines:
            at = x
            for word in line.split(" "):
                end = at + self.wide(word, size, bold)
                if word:
                    self.drawn.append((word, self.file.page_no(), at, y - 0.7 * size, end, y))
                at = end + self.wide(" ", size, bold)
            self.file.text(x, y, line)
            y += leading * size
        return y

    def runs(self, x, y, *runs):
        """Draw pieces of one line behind each other: (text, size, bold, how far it is raised)."""
        for text, size, bold, raised in runs:
            self.write(x, y - raised, text, size=size, bold=bold)
            x += self.wide(text, size, bold)

    def flow(self, x, y, text, width=450, size=10, bold=False, leading=1.2):
        """Draw a text broken into lines no wider than ``width``; return the baseline that would follow."""
        return self.write(x, y, *self.broken(text, width, size, bold), size=size, bold=bold, leading=leading)

    def broken(self, text, width=450, size=10, bold=False):
        """Return the lines of a text."""
        lines = [""]
        for word in text.split():
            longer = f"{lines[-1]} {word}".strip()
            if self.wide(longer, size, bold) > width and lines[-1]:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines

    def grid(self, x, y, widths, rows, height=30, size=9, sides=True, bold_first=True):
        """Draw a table of cells; return where it ends.

        A cell is a text, lines in a tuple, ``None`` where the one above spans, or ``...`` where the one at its left
        does. Without ``sides`` there are only lines under the rows, one for each cell.
        """
        lefts = [x + sum(widths[:n]) for n in range(len(widths) + 1)]
        for at, row in enumerate(rows):
            top = y + at * height
            for column, cell in enumerate(row):
                if cell is None or cell is ...:
                    continue
                over = next((n for n in range(1, len(row) - column) if row[column + n] is not ...), len(row) - column)
                down = next((n for n in range(1, len(rows) - at) if rows[at + n][column] is not None), len(rows) - at)
                left, right, bottom = lefts[column], lefts[column + over], top + down * height
                if sides:
                    self.file.rect(left, top, right - left, bottom - top)
                else:
                    self.file.line(left, bottom, right, bottom)
                lines = (cell,) if isinstance(cell, str) else cell
                self.write(left + 3, top + 11, *lines, size=size, bold=bold_first and at == 0, leading=1.15)
        return y + len(rows) * height

    @property
    def data(self):
        """The file's bytes."""
        return bytes(self.file.output())


def _bare(objects, header=b"%PDF-1.7\n"):
    """Return a PDF of hand-written objects; the first of them, number 1, is its catalogue."""
    data = header
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(data)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        data
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
        + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    )


def _stream(content):
    packed = zlib.compress(content)
    return b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)


def _sheets(*pages, above=b""):
    """Return a PDF of pages: each its content, what is said of it, and for which letter each code stands, or None.

    ``above`` is said of the page tree.
    """
    kids = b" ".join(b"%d 0 R" % (3 + 4 * number) for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d %s >>" % (kids, len(pages), above),
    ]
    for content, about, letters in pages:
        at = len(objects) + 1
        shown = b"/ToUnicode %d 0 R" % (at + 3) if letters else b""
        objects += [
            b"<< /Type /Page /Parent 2 0 R %s /Contents %d 0 R /Resources << /Font << /F1 %d 0 R >> >> >>"
            % (about, at + 1, at + 2),
            _stream(content),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding %s >>" % shown,
            _stream(_mapping(ASCII | (letters or {}))),
        ]
    return _bare(objects)


def _mapping(letters):
    pairs = b"".join(b"<%02X> <%s>\n" % (code, t.encode("utf-16-be").hex().encode()) for code, t in letters.items())
    return (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        b"1 begincodespacerange <00> <FF> endcodespacerange\n%d beginbfchar\n%sendbfchar\nendcmap end end"
    ) % (len(letters), pairs)


def _sheet(content, about=A4, above=b"", letters=None):
    """Return a PDF of one page, as ``_sheets`` does."""
    return _sheets((content, about, letters), above=above)


def _shown(*lines, x=60, y=700, size=10):
    """Return the content of a page that shows these lines."""
    text = b"".join(b"<%s> Tj 0 %g Td " % (line.hex().encode(), -1.2 * size) for line in lines)
    return b"BT /F1 %g Tf %g %g Td %sET " % (size, x, y, text)


def _read(paper):
    return read_pdf(paper.data if isinstance(paper, Paper) else paper, "plan.pdf", "plan.pdf", "0" * 64)


def _prose(number, first=0):
    """Return a paragraph of so many sentences, none of them the same as one of another ``first`` (up to 180)."""
    return " ".join(
        f"{WHO[n % 6]} {DOES[n // 6 % 6]} {WHAT[(n // 36 + n) % 5]} {WHERE[n * 5 // 7 % 6]}."
        for n in range(first, first + number)
    )


@pytest.fixture(scope="session")
def paper():
    return Paper


@pytest.fixture(scope="session")
def bare():
    return _bare


@pytest.fixture(scope="session")
def sheet():
    return _sheet


@pytest.fixture(scope="session")
def sheets():
    return _sheets


@pytest.fixture(scope="session")
def shown():
    return _shown


@pytest.fixture(scope="session")
def prose():
    return _prose


@pytest.fixture(scope="session")
def read():
    """Reads the document of a Paper or of bytes."""
    return _read


@pytest.fixture(scope="session")
def lines():
    """Reads a Paper or bytes; gives the lines of the text that are not empty."""

    def of(paper):
        return [line for line in _read(paper).text.splitlines() if line]

    return of
