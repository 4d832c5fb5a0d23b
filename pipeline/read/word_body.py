"""The body of a Word file in reading order: paragraphs and tables, each with what it looks like.

Nothing here calls itself, however deep boxes, tables and content controls stand in each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.read.markup import folded
from pipeline.read.word_numbering import Label, Numbering
from pipeline.read.word_package import Package
from pipeline.read.word_styles import Style, Styles
from pipeline.read.word_text import OUT, Inline, Reader, is_placeholder
from pipeline.read.word_xml import ALTERNATE, Element, alternative, child, switch, value, w, whole

_WIDEST = 63  # columns of a table in Word: a file that names more would only fill the memory
_GALLERY = "table of contents"
_HEADING_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its text with tabs and line ends, its style, and what stands before it as number or bullet.

    ``heading`` is its level from 1 where style or outline make it one; ``contents`` says that it stands in a table of
    contents; ``bold`` that all of it is; ``size`` is that of most letters in half points; ``notes`` are the marks and
    texts of the notes that it refers to.
    """

    text: str
    style: Style
    label: Label | None = None
    heading: int | None = None
    contents: bool = False
    bold: bool = False
    size: int = 0
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table: rows of cells of paragraphs, all cells of the grid, those that a merged cell covers empty.

    ``headed`` says that the file marks its first row as the header.
    """

    rows: tuple[tuple[tuple[Paragraph, ...], ...], ...]
    headed: bool = False


class Body:
    """Reads the body of a file; ``notices`` gathers what a user should know."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._styles = Styles(package.styles)
        self._numbering = Numbering(package.numbering, self._styles)
        self._reader = Reader(self._styles, self._mark)
        self.notices = self._reader.notices
        self._notes = {
            (kind, note.get(w("id"), "")): note
            for kind, part in (("footnotes", package.footnotes), ("endnotes", package.endnotes))
            for note in ([] if part is None else part)
            if isinstance(note.tag, str) and note.get(w("type"), "normal") == "normal"
        }
        self._read_notes: dict[tuple[str, str], tuple[str, str]] = {}
        self._counts: Counter[str] = Counter()

    def blocks(self) -> Iterator[Paragraph | Table]:
        """Yield what stands in the body, in reading order; text boxes follow the paragraph they are anchored in."""
        if self._package.body is not None:
            yield from self._walk(self._package.body)

    def _walk(self, container: Element, flat: bool = False) -> Iterator[Paragraph | Table]:
        """Yield the blocks of a container; ``flat`` takes tables in it for mere boxes around their text."""
        stack: list[tuple[Iterator[Element], bool]] = [(iter(container), False)]
        waiting: tuple[Element, Style, Inline] | None = None  # a paragraph that the next one goes on with
        while stack or waiting is not None:
            below, listed = stack[-1] if stack else (iter(()), False)
            element = next(below, None)
            if waiting is not None and (not stack or (element is not None and element.tag == w("tbl") and not flat)):
                if element is not None:  # a table parts the two paragraphs, and comes once more after the first
                    stack.append((iter([element]), listed))
                yield self._paragraph(*waiting, listed)
                stack += [(iter(box), listed) for box in reversed(waiting[2].boxes)]
                waiting = None
            elif element is None:
                stack.pop()
            elif element.tag == w("p"):
                style = self._styles.paragraph(value(element, "pPr", "pStyle"))
                inline = waiting[2] if waiting is not None else Inline()
                inline.join(self._reader.read(element, style))
                waiting = (element, style, inline) if _goes_on(element) else None
                if waiting is None:
                    yield self._paragraph(element, style, inline, listed)
                    stack += [(iter(box), listed) for box in reversed(inline.boxes)]
            elif element.tag == w("tbl") and not flat and not self._is_layout(element):
                yield self._table(element)
            elif (inner := self._inner(element)) is not None:
                stack.append((iter(inner), listed or _is_contents(element)))

    def _inner(self, element: Element) -> Element | None:
        """Return the element whose children go on from here; None where nothing below is printed."""
        tag = element.tag
        if not isinstance(tag, str) or tag in OUT:
            return None
        self._reader.skip(element)
        if tag == ALTERNATE:
            return alternative(element)
        if tag == w("sdt"):
            return None if is_placeholder(element) else child(element, "sdtContent")
        if (tag == w("tr") and _is_gone(element)) or (tag == w("tc") and _merges(element) == "continue"):
            return None
        return element

    def _paragraph(self, element: Element, style: Style, inline: Inline, listed: bool) -> Paragraph:
        properties = child(element, "pPr")
        outline = whole(value(properties, "outlineLvl"))
        heading = style.heading
        if outline is not None:
            heading = outline + 1 if outline < _HEADING_LEVELS else None
        ends_hidden = switch(child(properties, "rPr"), "vanish")
        hidden = not inline.text.strip() and (style.hidden if ends_hidden is None else ends_hidden)
        return Paragraph(
            inline.text,
            style,
            None if hidden else self._numbering.label(properties, style),  # what is hidden whole counts for nothing
            1 if style.title and heading is None else heading,
            listed or inline.contents or style.contents,
            0 < inline.letters == inline.bold,
            inline.sizes.most_common(1)[0][0] if inline.sizes else 0,
            tuple(self._read_notes[note] for note in inline.notes),
        )

    def _mark(self, kind: str, name: str) -> str | None:
        """Return the mark of a note, counted as Word does, "e1" for the first endnote; None where none has a text."""
        key = (kind, name)
        if key not in self._read_notes:
            if key not in self._notes:
                return None
            reader = Reader(self._styles, lambda *_: None)
            paragraphs = self._notes[key].iter(w("p"))
            text = folded(" ".join(reader.read(p, self._styles.paragraph(None)).text for p in paragraphs))
            if not text:
                return None
            self._counts[kind] += 1
            count = self._counts[kind]
            self._read_notes[key] = (f"e{count}" if kind == "endnotes" else str(count), text)
        return self._read_notes[key][0]

    def _table(self, table: Element) -> Table:
        rows: list[tuple[tuple[Paragraph, ...], ...]] = []
        lines = list(_rows(table))
        running: set[int] = set()  # columns in which a merged cell goes on
        for line in lines:
            cells: list[tuple[Paragraph, ...]] = [()] * _count(value(line, "trPr", "gridBefore"), 0)
            merged: set[int] = set()
            for cell in _within(line, w("tc")):
                if child(cell, "tcPr", "cellDel") is not None:
                    continue
                merges = _merges(cell)
                covered = merges == "continue" and (len(cells) in running or value(cell, "tcPr", "hMerge") is not None)
                if merges is not None:
                    merged.add(len(cells))
                text = [] if covered else [p for p in self._walk(cell, flat=True) if isinstance(p, Paragraph)]
                cells.append(tuple(text))
                cells += [()] * (_count(value(cell, "tcPr", "gridSpan"), 1) - 1)
            running = merged
            rows.append(tuple(cells[:_WIDEST]))
        return Table(tuple(rows), bool(lines) and self._is_headed(table, lines[0]))

    def _is_headed(self, table: Element, first: Element) -> bool:
        look = child(table, "tblPr", "tblLook")
        # Its bits as one hexadecimal number in older files.
        bits = "" if look is None else look.get(w("val"), "")
        plain = bits.isascii() and bits.isalnum() and len(bits) == 4 and bits[2] in "2367abefABEF"
        styled = look is not None and (look.get(w("firstRow"), "1" if plain else "0") in {"1", "true", "on"})
        return switch(child(first, "trPr"), "tblHeader") is True or (
            styled and self._styles.has_first_row(value(table, "tblPr", "tblStyle"))
        )

    def _is_layout(self, table: Element) -> bool:
        """Say whether a table only places text: all in one column, or cells side by side with headings of their own."""
        filled: set[int] = set()
        headed = False
        rows = list(_rows(table))
        for row in rows:
            column = _count(value(row, "trPr", "gridBefore"), 0)
            for cell in _within(row, w("tc")):
                if any((t.text or "").strip() for t in cell.iter(w("t"))):
                    filled.add(column)
                headed = headed or self._has_heading(cell)
                column += _count(value(cell, "tcPr", "gridSpan"), 1)
        return len(filled) <= 1 or (headed and len(rows) == 1)

    def _has_heading(self, cell: Element) -> bool:
        """Say whether a cell holds a heading with text below it."""
        written_ = [p for p in cell.findall(w("p")) if any((t.text or "").strip() for t in p.iter(w("t")))]
        return any(self._styles.paragraph(value(p, "pPr", "pStyle")).heading for p in written_[:-1])


def _rows(table: Element) -> Iterator[Element]:
    return (row for row in _within(table, w("tr")) if not _is_gone(row))


def _within(container: Element, name: str) -> Iterator[Element]:
    """Yield what bears a name in a container or in controls around it, not what stands deeper."""
    stack = [iter(container)]
    while stack:
        element = next(stack[-1], None)
        if element is None:
            stack.pop()
        elif element.tag == name:
            yield element
        elif isinstance(element.tag, str) and element.tag not in OUT and element.tag not in {w("p"), w("tbl")}:
            inner = child(element, "sdtContent") if element.tag == w("sdt") else element
            stack += [] if inner is None else [iter(inner)]


def _merges(cell: Element) -> str | None:
    """Return "continue" where a cell goes on with the one above or before it, another word where it begins one."""
    for name in ("vMerge", "hMerge"):
        merge = child(cell, "tcPr", name)
        if merge is not None:
            return merge.get(w("val"), "continue")
    return None


def _is_gone(row: Element) -> bool:
    return child(row, "trPr", "del") is not None


def _goes_on(paragraph: Element) -> bool:
    """Say whether the next paragraph goes on with this one: its end was deleted or moved, or it is a large initial."""
    properties = child(paragraph, "pPr")
    end = child(properties, "rPr")
    frame = child(properties, "framePr")
    dropped = frame is not None and frame.get(w("dropCap"), "none") != "none"
    return dropped or child(end, "del") is not None or child(end, "moveFrom") is not None


def _is_contents(element: Element) -> bool:
    if element.tag != w("sdt"):
        return False
    return (value(element, "sdtPr", "docPartObj", "docPartGallery") or "").lower() == _GALLERY


def _count(text: str | None, usual: int) -> int:
    return min(max(whole(text) or usual, usual), _WIDEST)
