"""The running text of a paragraph: what Word prints of it, with tracked changes accepted and hidden text left out.

A tab stays a tab and a line break becomes a line end, for they tell contents lines and lists that were typed; a
sign of a symbol font becomes ``SYMBOL``, for in front it is a bullet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from pipeline.read.word_styles import Style, Styles
from pipeline.read.word_xml import ALTERNATE, Element, alternative, child, switch, value, w, whole

SYMBOL = "\uf0b7"
_SYMBOL_FONTS = ("wingdings", "webdings", "symbol", "zapfdingbats", "marlett", "opensymbol")
# What is not printed, or not as text: deleted, moved away, codes of fields, readings above signs, properties.
OUT = frozenset(
    w(n) for n in ("del", "moveFrom", "instrText", "delText", "delInstrText", "rt", "pPr", "rPr", "sdtPr", "sdtEndPr",
                   "footnoteRef", "endnoteRef", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr")
)  # fmt: skip
_SIGNS = {
    w("tab"): "\t", w("ptab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-", w("softHyphen"): "",
}  # fmt: skip
_CHANGES = frozenset(w(n) for n in ("ins", "del", "moveFrom", "moveTo"))
_NOTES = {w("footnoteReference"): "footnotes", w("endnoteReference"): "endnotes"}
_PLAIN = str.maketrans("\t\r\n", "   ")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_UNREAD = {
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds": "the text of a diagram (SmartArt) is not read; "
    "write it out as a list",
    w("altChunk"): "a document that was inserted as a whole is not read; open the file in Word and save it again",
}
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"


@dataclass
class Inline:
    """The text of a paragraph; ``boxes`` are the text boxes anchored in it, ``notes`` the kinds and ids it refers to.

    ``bold`` and ``sizes`` count the letters that are bold, and those of each size in half points; ``contents`` says
    that a field makes a table of contents of it.
    """

    parts: list[str] = field(default_factory=list)
    letters: int = 0
    bold: int = 0
    sizes: Counter[int] = field(default_factory=Counter)
    boxes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    contents: bool = False

    @property
    def text(self) -> str:
        """The text itself."""
        return "".join(self.parts)

    def join(self, after: Inline) -> None:
        """Go on with the next paragraph, as the border between the two was deleted."""
        self.parts += after.parts
        self.letters += after.letters
        self.bold += after.bold
        self.sizes += after.sizes
        self.boxes += after.boxes
        self.notes += after.notes
        self.contents = self.contents or after.contents


@dataclass
class _Field:
    """A field that was begun; ``shown`` once its result stands there instead of its code."""

    code: str = ""
    shown: bool = False

    @property
    def is_contents(self) -> bool:
        return self.code.split(maxsplit=1)[:1] == ["TOC"]


@dataclass(frozen=True, slots=True)
class _Run:
    bold: bool = False
    size: int = 0
    hidden: bool = False
    symbols: bool = False
    raised: bool = False


class Reader:
    """Reads paragraphs in their order, for a field may go on from one to the next.

    ``mark`` gives the mark of a note by its kind and id, None where there is no such note. ``notices`` gathers what a
    user should know.
    """

    def __init__(self, styles: Styles, mark: Callable[[str, str], str | None]) -> None:
        self._styles, self._mark = styles, mark
        self._fields: list[_Field] = []
        self.notices: dict[str, None] = {}

    def read(self, paragraph: Element, style: Style) -> Inline:
        """Return the text of a paragraph."""
        found = Inline()
        if style.heading is not None:  # a heading ends a table of contents whose end is lost
            self._fields = [f for f in self._fields if not f.is_contents]
        found.parts += self._parts(paragraph, style, found)
        # A code goes on in no other paragraph: a file that never ends one would lose the rest of its text.
        self._fields = [f for f in self._fields if f.shown]
        return found

    def skip(self, element: Element) -> None:
        """Take note of what stands in an element that is no paragraph and not read."""
        if isinstance(element.tag, str) and element.tag in _UNREAD:
            self.notices[_UNREAD[element.tag]] = None

    def _parts(self, paragraph: Element, style: Style, found: Inline) -> Iterator[str]:
        stack: list[tuple[Iterator[Element], _Run]] = [(iter(paragraph), _Run())]
        while stack:
            below, run = stack[-1]
            element = next(below, None)
            if element is None:
                stack.pop()
            elif element.tag == w("r"):
                stack.append((iter(element), self._run(element, style)))
            elif element.tag in _NOTES:
                yield "" if run.hidden else self._note(element, found)
                if element.get(w("customMarkFollows")) not in {None, "0", "false"}:
                    stack.pop()
            elif (text := self._leaf(element, run, found)) is not None:
                yield text
            elif (inner := self._inner(element, found)) is not None:
                stack.append((iter(inner), run))

    def _leaf(self, element: Element, run: _Run, found: Inline) -> str | None:
        """Return what a single sign or stretch of text shows; None where an element is neither."""
        tag = element.tag
        if tag == w("fldChar"):
            self._turn(element)
            return ""
        if tag == w("instrText"):
            if self._fields and not self._fields[-1].shown:
                self._fields[-1].code += element.text or ""
            return ""
        if tag in (w("t"), _MATH):
            text = (element.text or "").translate(_PLAIN)  # only Word's own tabs and line ends count
        elif tag == w("sym"):
            text = _symbol(element)
        elif tag in _SIGNS:
            text = _SIGNS[tag]
        else:
            return None
        return self._shown(text, run, found)

    def _shown(self, text: str, run: _Run, found: Inline) -> str:
        if any(not f.shown for f in self._fields):
            return ""
        if run.hidden:
            if text.strip():
                self.notices["hidden text is left out"] = None
            return ""
        if text.strip() and any(f.is_contents for f in self._fields):
            found.contents = True
        if run.symbols and text.strip():
            return SYMBOL
        if run.raised and text.isascii() and text.isdigit():
            text = text.translate(_RAISED)
        letters = sum(not c.isspace() for c in text)
        found.letters += letters
        found.bold += letters * run.bold
        found.sizes[run.size] += letters
        return text

    def _inner(self, element: Element, found: Inline) -> Element | None:
        """Return the element whose children go on from here; None where nothing below is text of this paragraph."""
        tag = element.tag
        if tag in _CHANGES:
            self.notices["tracked changes are read as accepted"] = None
        if not isinstance(tag, str) or tag in OUT:
            return None
        if tag == w("txbxContent"):
            found.boxes.append(element)
            return None
        if tag == ALTERNATE:
            return alternative(element)
        if tag == w("sdt"):
            return None if is_placeholder(element) else child(element, "sdtContent")
        if tag == w("fldSimple") and _Field(element.get(w("instr"), "")).is_contents:
            found.contents = True
        self.skip(element)
        return element

    def _turn(self, element: Element) -> None:
        """Begin a field, turn from its code to its result, or end it."""
        kind = element.get(w("fldCharType"))
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].shown = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _note(self, element: Element, found: Inline) -> str:
        kind, name = _NOTES[str(element.tag)], element.get(w("id"), "")
        if any(not f.shown for f in self._fields) or (mark := self._mark(kind, name)) is None:
            return ""
        found.notes.append((kind, name))
        return f"[^{mark}]"

    def _run(self, element: Element, style: Style) -> _Run:
        properties = child(element, "rPr")
        named = self._styles.of(value(properties, "rStyle"))
        bold, hidden = switch(properties, "b"), switch(properties, "vanish")
        fonts = child(properties, "rFonts")
        font = "" if fonts is None else (fonts.get(w("ascii")) or fonts.get(w("hAnsi")) or "")
        return _Run(
            _first(bold, named.bold, style.bold, default=False),
            whole(value(properties, "sz")) or named.size or self._styles.size(style),
            _first(hidden, named.hidden, style.hidden, default=False),
            font.lower().startswith(_SYMBOL_FONTS),
            value(properties, "vertAlign") == "superscript",
        )


def is_placeholder(control: Element) -> bool:
    """Say whether a content control only shows what is to be filled in ("Klik om tekst in te voeren")."""
    return switch(child(control, "sdtPr"), "showingPlcHdr") is True


def _first(*settings: bool | None, default: bool) -> bool:
    return next((s for s in settings if s is not None), default)


def _symbol(element: Element) -> str:
    """Return the sign of a symbol font as ``SYMBOL``, that of another font as itself."""
    code = element.get(w("char"), "")
    try:
        sign = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    private = "\ue000" <= sign <= "\uf8ff" or element.get(w("font"), "").lower().startswith(_SYMBOL_FONTS)
    return SYMBOL if private or not sign.isprintable() else sign
