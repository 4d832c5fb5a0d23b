"""The running text of an element, and the footnotes that it refers to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from itertools import count, groupby

from pipeline.read.html_lines import BULLET
from pipeline.read.html_tree import Element, Page
from pipeline.read.markup import folded

_FEWEST_ITEMS = 2
_ITEMS = frozenset({"li", "tr"})

BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir",
        "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
        "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "search", "section",
        "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    }
)  # fmt: skip
HEADINGS = {f"h{level}": level for level in range(1, 7)}
BREAK = "\ufdd2"  # a <br>: no white space, since that of a page means nothing

_SPACE = re.compile(r"\s+")
_NO_NOTE = frozenset({*HEADINGS, "table", "main", "article", "section"})
_NOTE_NAME = re.compile(r"fn|ftn|edn|note|noot|cite", re.IGNORECASE)
_NOTE_MARK = re.compile(r"[\[(]?(\d{1,3}|[a-z]|[ivx]{1,3})[\])]?")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def is_block(element: Element) -> bool:
    """Say whether an element stands on lines of its own; elements that a page invents ("app-root") mostly do."""
    return element.tag in BLOCKS or "-" in element.tag


class _Ends(Enum):
    """What ends at a place of a walk's stack."""

    LINE = 1
    ITEM = 2


class Texts:
    """Gives the text of elements, references to footnotes as "[^1]" in it.

    ``notes`` holds the marks of the elements that are footnotes.
    """

    def __init__(self, page: Page) -> None:
        self.notes: dict[Element, str] = {}
        self._references: dict[Element, str] = {}
        self._find_notes(page)

    def text(self, element: Element) -> str:
        """Return all text of an element on one line."""
        return folded(" ".join(text for _, text in self._pieces(element)))

    def entries(self, cell: Element) -> list[str]:
        """Return what stands in a cell: its text as one, or where it holds a list, each item and what is around it."""
        pieces = list(self._pieces(cell))
        if len({item for item, _ in pieces} - {0}) < _FEWEST_ITEMS:
            pieces = [(0, text) for _, text in pieces]
        return [folded(" ".join(text for _, text in run)) for _, run in groupby(pieces, key=lambda piece: piece[0])]

    def inline(self, element: Element) -> str | None:
        """Return what an element gives that stands in a line: a break, a mark; None where its own texts do."""
        if element in self._references:
            return f"[^{self._references[element]}]"
        if element.tag == "br":
            return BREAK
        if element.tag == "wbr":
            return ""
        if element.tag == "sup":
            raised = "".join(child for child in element.children if isinstance(child, str)).strip()
            if raised.isascii() and raised.isdigit() and len(element.children) == 1:
                return raised.translate(_RAISED)
        return None

    def _pieces(self, top: Element) -> Iterator[tuple[int, str]]:
        """Yield the lines of an element, each with the number of its item: of a list, a nested table's row, or 0."""
        line: list[str] = []
        numbers, items = count(1), [0]
        stack: list[Element | str | _Ends] = [_Ends.LINE, *reversed(top.children)]
        while stack:
            node = stack.pop()
            given = self.inline(node) if isinstance(node, Element) and not node.out else None
            if isinstance(node, str) or (given is not None and given != BREAK):
                line.append(flat(node) if isinstance(node, str) else given or "")
                continue
            is_cell = isinstance(node, Element) and node.tag in {"td", "th"}
            if is_cell:
                line.append(" ")
            elif node is _Ends.LINE or given == BREAK or (isinstance(node, Element) and is_block(node)):
                text = folded("".join(line))
                line.clear()
                bullet = BULLET.match(text)
                if text:
                    yield (next(numbers), text[bullet.end() :]) if bullet else (items[-1], text)
            if node is _Ends.ITEM:
                items.pop()
            elif isinstance(node, Element) and given is None and not node.out:
                if node.tag in _ITEMS:
                    items.append(next(numbers))
                    stack.append(_Ends.ITEM)
                if is_block(node) and not is_cell:
                    stack.append(_Ends.LINE)
                stack.extend(reversed(node.children))

    def _find_notes(self, page: Page) -> None:
        anchors = [(e, e.attrs.get(name)) for e in reversed(page.elements) for name in ("name", "id")]
        named = {name: element for element, name in anchors if name}
        for element in page.named("a"):
            href = element.attrs.get("href", "")
            target = named.get(href[1:]) if href.startswith("#") else None
            if target is None or element.out or target.index <= element.index:
                continue
            mark = _NOTE_MARK.fullmatch(self.text(element))
            raised = any(above.tag == "sup" for above in element.above()) or page.holds(element, {"sup"})
            note = _line_of(target)
            if mark is None or not (raised or _NOTE_NAME.search(href)) or page.holds(note, _NO_NOTE):
                continue
            self._references[element] = mark[1]
            if note not in self.notes and note.tag != "body":
                self.notes[note] = mark[1]
                _drop_links_back(page, note, named)

    def note(self, element: Element) -> str:
        """Return the text of a footnote, without its mark."""
        mark = re.escape(self.notes[element])
        return re.sub(rf"^(?:[\[(]?{mark}[\])]?[.:)]?\s+|{mark.translate(_RAISED)}\s*)", "", self.text(element))


def flat(text: str) -> str:
    r"""Return a text of the page with each run of white space as one space; a tab inside a line stays one.

    >>> flat("Visie\t 11\n\t\tEn meer")
    'Visie\t11 En meer'
    """
    return _SPACE.sub(lambda gap: "\t" if _is_tab(gap) else " ", text) if "\t" in text else _SPACE.sub(" ", text)


def _is_tab(gap: re.Match[str]) -> bool:
    inside = gap.start() > 0 and gap.end() < len(gap.string)
    return inside and "\t" in gap.group() and "\n" not in gap.group()


def _line_of(target: Element) -> Element:
    """Return the block that an anchor stands in, or the anchored element itself."""
    if is_block(target):
        return target
    return next((above for above in target.above() if is_block(above)), target)


def _drop_links_back(page: Page, note: Element, named: dict[str, Element]) -> None:
    for element in page.inside(note):
        back = named.get(element.attrs.get("href", "")[1:]) if element.tag == "a" else None
        if back is not None and back.index < note.index:
            element.out = True
