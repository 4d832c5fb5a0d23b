"""What stands on a page, from pdfium: words with their places and looks, and ruling lines.

Places are in points from the top left of the page as it is shown.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

import pypdfium2 as pdfium
import pypdfium2.raw as raw

_SPACE = 0x20
_HYPHEN = 0x02  # what pdfium makes of a hyphen at a line's end
_GAP = 0.25  # of the font size: a wider gap parts two words that no space parts
_BOLD = 600
_THIN = 2.5  # points: a filled rectangle no thicker than this is a line
_MOST_OBJECTS = 20_000  # of a page: more are a drawing
_DEEPEST = 6  # forms within forms
_MOST_BOXES = 2_000  # of one colour: more are a drawing
_WHITE = 0xFFFFFF
_UNKNOWN = 0xFFFD


@dataclass(slots=True)
class Word:
    """A word.

    ``xs`` are the left edges of its characters, ``size`` its font's, as shown, in points;
    ``spaced`` says that the text itself, not only a gap, has a space before it; ``order`` counts the words as drawn;
    ``frame`` is the box around it (x0, top, x1, bottom), if it stands in one.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool
    xs: list[float]
    page: int = 0
    spaced: bool = False
    order: int = 0
    frame: tuple[float, float, float, float] | None = None

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return (self.top + self.bottom) / 2


@dataclass(slots=True)
class Page:
    """A page: ``number`` counts from 1; ``edges`` are straight ruling lines (x0, top, x1, bottom).

    ``covered`` is the part of it that its largest picture covers.
    """

    number: int
    width: float
    height: float
    words: list[Word]
    edges: list[tuple[float, float, float, float]]
    pictures: int = 0
    covered: float = 0.0


Box = tuple[float, float, float, float]
Turn = Callable[[float, float], tuple[float, float]]


def read_page(document: pdfium.PdfDocument, number: int) -> Page:
    """Return what stands on a page (``number`` from 0). Raises ``pdfium.PdfiumError`` where it can't be loaded."""
    page = document[number]
    try:
        width, height = page.get_size()
        turn = _turn(page)
        text = page.get_textpage()
        try:
            words = [
                w for w in _words(text.raw, turn, number + 1) if 0 <= w.middle <= height and w.x1 > 0 and w.x0 < width
            ]
            for order, word in enumerate(words):
                word.order = order
        finally:
            text.close()
        edges: list[Box] = []
        pictures = _objects(page, turn, edges)
        covered = max((_area(p, width, height) for p in pictures), default=0.0)
        return Page(number + 1, width, height, words, edges, len(pictures), covered)
    finally:
        page.close()


def _turn(page: pdfium.PdfPage) -> Turn:
    """Return the function from a page's own coordinates to points from the top left of what is shown."""
    left, bottom, right, top = page.get_bbox()
    rotation = page.get_rotation()
    if rotation == 90:
        return lambda x, y: (y - bottom, x - left)
    if rotation == 180:
        return lambda x, y: (right - x, y - bottom)
    if rotation == 270:
        return lambda x, y: (top - y, right - x)
    return lambda x, y: (x - left, top - y)


class _Draft:
    """A word while it is read."""

    def __init__(self) -> None:
        self.letters: list[str] = []
        self.boxes: list[tuple[float, float, float, float]] = []
        self.first = 0
        self.spaced = False


def _words(text: raw.FPDF_TEXTPAGE, turn: Turn, page: int) -> Iterator[Word]:
    count = raw.FPDFText_CountChars(text)
    box = raw.FS_RECTF()
    place = ctypes.byref(box)
    draft = _Draft()
    size = 0.0
    for i in range(count):
        code = raw.FPDFText_GetUnicode(text, i)
        letter = _letter(code)
        if letter is None or not raw.FPDFText_GetLooseCharBox(text, i, place):
            if draft.letters:
                yield _word(text, draft, size, page)
                draft = _Draft()
            draft.spaced |= code == _SPACE and not raw.FPDFText_IsGenerated(text, i)
            continue
        (xa, ya), (xb, yb) = turn(box.left, box.top), turn(box.right, box.bottom)
        here = (min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb))
        if draft.letters and _apart(draft.boxes[-1], here, size, letter):
            yield _word(text, draft, size, page)
            draft = _Draft()
        if not draft.letters:
            draft.first = i
            size = here[3] - here[1]
        draft.letters.append(letter)
        draft.boxes.extend([here] * len(letter))
    if draft.letters:
        yield _word(text, draft, size, page)


def _letter(code: int) -> str | None:
    """Return the character of a code; None for what parts words."""
    if code == _HYPHEN:
        return "-"
    if code in (0, 0xFFFE, 0xFFFF) or 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    letter = chr(code)
    if letter.isspace():
        return None
    return {"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "ĳ": "ij", "Ĳ": "IJ"}.get(letter, letter)


def _apart(
    before: tuple[float, float, float, float], here: tuple[float, float, float, float], size: float, letter: str
) -> bool:
    gap = here[0] - before[2]
    # A raised figure is a footnote's mark; a raised letter belongs to its figure ("2e").
    small = letter.isdigit() and here[3] - here[1] < 0.8 * size and before[3] - here[3] > 0.15 * size
    return small or abs(here[3] - before[3]) > 0.6 * size or gap > _GAP * size or gap < -1.5 * size


def _word(text: raw.FPDF_TEXTPAGE, draft: _Draft, height: float, page: int) -> Word:
    weight = raw.FPDFText_GetFontWeight(text, draft.first)
    boxes = draft.boxes
    matrix = raw.FS_MATRIX()
    size = raw.FPDFText_GetFontSize(text, draft.first)
    if raw.FPDFText_GetMatrix(text, draft.first, ctypes.byref(matrix)):
        size *= math.hypot(matrix.b, matrix.d)
    shown = unicodedata.normalize("NFC", "".join(draft.letters))
    return Word(
        shown,
        boxes[0][0],
        min(b[1] for b in boxes),
        max(b[2] for b in boxes),
        max(b[3] for b in boxes),
        size if size > 1 else height,
        weight >= _BOLD or _is_bold(text, draft.first),
        [b[0] for b in boxes][: len(shown)],
        page,
        draft.spaced,
    )


def _is_bold(text: raw.FPDF_TEXTPAGE, at: int) -> bool:
    """Say whether a character's font is bold by its name: many fonts don't give their weight."""
    buffer = ctypes.create_string_buffer(96)
    flags = ctypes.c_int()
    raw.FPDFText_GetFontInfo(text, at, buffer, 96, ctypes.byref(flags))
    name = buffer.value.lower()
    return b"bold" in name or b"black" in name or b"heavy" in name or b"semib" in name


# --- ruling lines ------------------------------------------------------------------------------


def _area(box: Box, width: float, height: float) -> float:
    """Return which part of a page a box covers."""
    x0, top, x1, bottom = max(box[0], 0.0), max(box[1], 0.0), min(box[2], width), min(box[3], height)
    return max(x1 - x0, 0.0) * max(bottom - top, 0.0) / (width * height) if width * height else 0.0


def _objects(page: pdfium.PdfPage, turn: Turn, edges: list[Box]) -> list[Box]:
    """Collect the ruling lines of a page; return where its pictures are."""
    pictures: list[Box] = []
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    places = tuple(map(ctypes.byref, (left, bottom, right, top)))
    found = page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE], max_depth=_DEEPEST)
    forms: dict[int, pdfium.PdfMatrix] = {}
    filled: dict[int, list[Box]] = {}
    for item in islice(found, _MOST_OBJECTS):
        if not raw.FPDFPageObj_GetBounds(item.raw, *places):
            continue
        box = (left.value, bottom.value, right.value, top.value)
        if item.container is not None:
            box = _placed(item.container, forms).on_rect(*box)
        (xa, ya), (xb, yb) = turn(box[0], box[3]), turn(box[2], box[1])
        shown = (min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb))
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            pictures.append(shown)
        else:
            _lines(item.raw, shown, edges, filled)
    for boxes in filled.values():
        for x0, top_, x1, bottom_ in _outermost(boxes):
            edges.extend(
                [(x0, top_, x1, top_), (x0, bottom_, x1, bottom_), (x0, top_, x0, bottom_), (x1, top_, x1, bottom_)]
            )
    return pictures


def _placed(form: pdfium.PdfObject, known: dict[int, pdfium.PdfMatrix]) -> pdfium.PdfMatrix:
    """Return the matrix from a form's own coordinates to the page's: a table may be drawn in a form within another."""
    if id(form) not in known:
        matrix = form.get_matrix()
        known[id(form)] = matrix if form.container is None else matrix.multiply(_placed(form.container, known))
    return known[id(form)]


def _lines(path: raw.FPDF_PAGEOBJECT, box: Box, edges: list[Box], filled: dict[int, list[Box]]) -> None:
    """Add a path to the ruling lines, if it is one, or to the ``filled`` rectangles of its colour."""
    x0, top, x1, bottom = box
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    colour = _colour(path) if fill.value and not stroke.value else None
    if colour == _WHITE:
        return  # nobody sees it
    if bottom - top <= _THIN or x1 - x0 <= _THIN:
        if max(bottom - top, x1 - x0) > _THIN:
            edges.append(box)
        return
    if raw.FPDFPath_CountSegments(path) in (4, 5):  # a rectangle: its four sides
        filled.setdefault(-1 if colour is None else colour, []).append(box)


def _colour(path: raw.FPDF_PAGEOBJECT) -> int:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    raw.FPDFPageObj_GetFillColor(path, red, green, blue, alpha)
    return red.value << 16 | green.value << 8 | blue.value


def _outermost(boxes: list[Box]) -> list[Box]:
    """Return the boxes that lie in none of the same colour: what lies in one is the ground of a line of text."""
    if len(boxes) > _MOST_BOXES:
        return boxes
    largest = sorted(set(boxes), key=lambda b: (b[0] - b[2]) * (b[3] - b[1]))
    kept: list[Box] = []
    for box in largest:
        x0, top, x1, bottom = box
        if not any(x0 > a - 1 and x1 < c + 1 and top > b - 1 and bottom < d + 1 for a, b, c, d in kept):
            kept.append(box)
    return kept
