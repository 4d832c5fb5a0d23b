"""From the content of a page to its lines: headings, paragraphs, items, tables and footnotes, in reading order."""

from __future__ import annotations

import re

from pipeline.read.html_lines import Kind, Line
from pipeline.read.html_table import grid, is_layout
from pipeline.read.html_text import BREAK, HEADINGS, Texts, flat, is_block
from pipeline.read.html_tree import Element, Page
from pipeline.read.markup import folded

# Lines that a platform writes under its texts. They stand in paragraphs of their own, whatever elements those are.
_STAMP = re.compile(
    r"terug naar (?:de )?(?:navigatie|boven|begin|inhoud|overzicht|inhoudsopgave)\b.{0,120}"
    r"|(?:terug )?naar boven|(?:ga |spring |direct )?naar (?:de )?(?:hoofd)?inhoud"
    r"|(?:deze )?pagina (?:is )?(?:gebouwd|gegenereerd|gepubliceerd) op\b.{0,120}"
    r"|deel deze pagina|print(?: deze)?(?: pagina)?|deze pagina printen",
    re.IGNORECASE,
)
# Of buttons that unfold: they name no part.
_NO_NAME = re.compile(
    r"(?:lees|toon|bekijk) (?:meer|minder|verder|alles|alle)\b.*|meer(?: lezen| informatie| weten)?|minder|menu"
    r"|open(?:en)?|sluit(?:en)?|(?:uit|in)klappen|toggle\b.*|show\b.*|\W*",
    re.IGNORECASE,
)
_LONG = frozenset({"ul", "ol", "dl", "table", *HEADINGS})  # what makes a definition more than a line
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")


class Walker:
    """Walks over a page in document order, with a stack of its own, and gives its lines."""

    def __init__(self, page: Page, folds: dict[Element, Element]) -> None:
        self._page = page
        self._texts = Texts(page)
        self._lines: list[Line] = []
        self._line: list[str] = []
        self._heading = 0  # the level of the heading being written, 0 in other text
        self._level = 0  # that of the last one
        self._levels: dict[Element, int] = {}  # what it was before an element that has a title of its own
        self._lists: list[tuple[Element, int]] = []  # the lists around, and the number of the next item
        self._mark: str | None = None  # of the item that begins
        self._titles = {fold: title for fold, title in folds.items() if not fold.out and self._names(fold, title)}
        self._moved = set(self._titles.values())

    def lines(self) -> list[Line]:
        """Return the lines of the whole page."""
        stack: list[tuple[Element | str, bool]] = [(self._page.body, False)]
        while stack:
            node, leaves = stack.pop()
            if isinstance(node, str):
                self._line.append(flat(node))
            elif leaves:
                self._leave(node)
            elif not node.out and node not in self._moved:
                inner = self._enter(node)
                if inner is not None:
                    stack.append((node, True))
                    stack.extend((child, False) for child in reversed(inner))
        self._flush()
        return self._lines

    def _names(self, fold: Element, title: Element) -> bool:
        """Say whether a button or tab has to be written as the heading of what it unfolds."""
        heads = {*HEADINGS, "summary"}
        headed = self._page.holds(title, heads) or any(e.tag in heads for e in (title, *title.above()))
        return not headed and bool(self._texts.text(fold))

    # Entering an element returns its children to walk over, or None where it is written whole.

    def _enter(self, element: Element) -> list[Element | str] | None:
        given = self._texts.inline(element)
        if given is not None:
            self._line.append(given)
            return None
        if not is_block(element):
            if element.tag == "q":
                return ["“", *element.children, "”"]
            return element.children
        self._flush()
        if element in self._texts.notes:
            self._lines.append(Line(Kind.FOOTNOTE, self._texts.note(element), mark=self._texts.notes[element]))
            return None
        if element in self._titles or element.tag == "details":
            self._unfold(element)
        if element.tag in HEADINGS or element.tag == "summary":
            self._head(element)
        elif element.tag in {"ul", "ol", "menu", "dir"}:
            self._lists.append((element, _first_number(element)))
        elif element.tag == "li":
            self._begin_item(element)
        elif element.tag == "dl":
            return self._pairs(element)
        elif element.tag == "pre":
            return [BREAK.join(child.splitlines()) if isinstance(child, str) else child for child in element.children]
        elif element.tag == "table" and not is_layout(element, self._page):
            self._table(element)
            return None
        return element.children

    def _leave(self, element: Element) -> None:
        if not is_block(element):
            return
        self._flush()
        if element.tag in HEADINGS or element.tag == "summary":
            self._heading = 0
        elif self._lists and self._lists[-1][0] is element:
            self._lists.pop()
        elif element.tag == "li":
            self._mark = None
        self._level = self._levels.get(element, self._level)

    def _head(self, element: Element) -> None:
        if element.tag in HEADINGS:
            self._heading = HEADINGS[element.tag]
        elif not self._page.holds(element, HEADINGS):
            self._heading = self._level + 1
        self._mark = None

    def _unfold(self, element: Element) -> None:
        """Begin what a page folds away: its title is a heading below the one above, and holds for no more than it."""
        self._levels[element] = self._level
        if element in self._titles:
            title = self._texts.text(self._titles[element])
            if title and not _NO_NAME.fullmatch(title):
                self._level += 1
                self._lines.append(Line(Kind.HEADING, title, self._level))

    def _begin_item(self, item: Element) -> None:
        if not self._lists:
            self._mark = "-"
            return
        around, number = self._lists[-1]
        value = item.attrs.get("value", "").strip()
        if value.isascii() and value.isdigit() and len(value) < 5:
            number = int(value)
        self._mark = _item_mark(around, number)
        self._lists[-1] = (around, number + 1)

    def _pairs(self, element: Element) -> list[Element | str]:
        """Return a list of definitions as lines "term: definition", or the term over what is no line."""
        lines: list[Element | str] = []
        for terms, definitions in _groups(element):
            term = ", ".join(self._texts.text(one).rstrip(": ") for one in terms)
            if any(self._is_long(one) for one in definitions):
                lines += [_paragraph(f"{term}:", element)] if term else []
                lines += definitions
            else:
                text = "; ".join(text for one in definitions if (text := self._texts.text(one)))
                lines.append(_paragraph(": ".join(part for part in (term, text) if part), element))
        return lines

    def _is_long(self, definition: Element) -> bool:
        """Say whether a definition is more than a line."""
        paragraphs = sum(e.tag in {"p", "div"} and not e.out for e in self._page.inside(definition))
        return paragraphs > 1 or self._page.holds(definition, _LONG)

    def _table(self, element: Element) -> None:
        for child in element.children:
            if isinstance(child, Element) and child.tag == "caption" and not child.out:
                self._line.append(self._texts.text(child))
                self._flush()
        rows, headed = grid(element, self._texts.entries)
        if rows:
            self._lines.append(Line(Kind.TABLE, rows=rows, headed=headed))

    def _flush(self) -> None:
        """Write what stands on the line, as what it is."""
        parts = [part.strip() for part in "".join(self._line).split(BREAK)]
        parts = [part for part in parts if folded(part) and not _STAMP.fullmatch(folded(part))]
        self._line.clear()
        if not parts:
            return
        if self._heading:
            self._lines.append(Line(Kind.HEADING, " ".join(parts), self._heading))
            self._level = self._heading
            return
        for text in _unbroken(parts):
            if self._mark is not None:
                self._lines.append(Line(Kind.ITEM, text, max(len(self._lists) - 1, 0), self._mark))
                self._mark = None
            else:
                self._lines.append(Line(Kind.PARAGRAPH, text))


def _unbroken(lines: list[str]) -> list[str]:
    """Return lines with those joined that a break parts in the middle of a sentence."""
    joined: list[str] = []
    for line in lines:
        if joined and line[:1].islower() and not joined[-1].endswith((".", "!", "?", ":", ";")):
            joined[-1] += f" {line}"
        else:
            joined.append(line)
    return joined


def _groups(element: Element) -> list[tuple[list[Element], list[Element]]]:
    """Return the terms of a list with their definitions; each pair may stand in a <div> of its own."""
    groups: list[tuple[list[Element], list[Element]]] = []
    stack = [child for child in reversed(element.children) if isinstance(child, Element)]
    while stack:
        child = stack.pop()
        if child.out:
            continue
        if child.tag == "dt":
            if not groups or groups[-1][1]:
                groups.append(([], []))
            groups[-1][0].append(child)
        elif child.tag == "dd":
            if not groups:
                groups.append(([], []))
            groups[-1][1].append(child)
        else:
            stack.extend(inner for inner in reversed(child.children) if isinstance(inner, Element))
    return groups


def _paragraph(text: str, parent: Element) -> Element:
    return Element("p", {}, parent, parent.index, children=[text], end=parent.index + 1)


def _first_number(element: Element) -> int:
    start = element.attrs.get("start", "1").strip()
    return int(start) if start.isascii() and start.isdigit() and len(start) < 5 else 1


def _item_mark(around: Element, number: int) -> str:
    if around.tag != "ol":
        return "-"
    kind = around.attrs.get("type", "1")
    if kind in {"a", "A"} and 1 <= number <= len(_LETTERS):
        letter = _LETTERS[number - 1]
        return f"{letter if kind == 'a' else letter.upper()}."
    if kind in {"i", "I"} and 1 <= number < len(_ROMAN):
        return f"{_ROMAN[number] if kind == 'i' else _ROMAN[number].upper()}."
    return f"{number}."
