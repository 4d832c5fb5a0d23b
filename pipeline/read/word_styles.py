"""What the styles of a Word file say: headings, lists, contents pages, bold, size, hidden text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.read.word_xml import Element, child, switch, value, w, whole

# Word names its own styles in English in any language; converters and older programs write them in their own.
_HEADING = re.compile(r"(?:heading|kop|überschrift|titre|título|titolo|rubrik)\s?([1-9])\b(?! ?char)")
_CONTENTS = re.compile(
    r"(?:toc|inhopg|contents|inhoudsopgave)\s?\d|table of figures|lijst ?met ?afbeeldingen|table of authorities"
)
_CONTENTS_TITLE = re.compile(r"toc heading|contents heading|kop ?van ?inhoudsopgave")
_TITLE = re.compile(r"title|titel")
_BULLET = re.compile(r"(?:list bullet|lijst ?opsom\.?teken|opsommings?teken)(?:\s?(\d))?")
_NUMBER = re.compile(r"(?:list number|lijst ?nummering)(?:\s?(\d))?")
_BODY_LEVEL = 9  # the outline level of what is no heading
_SIZE = 20  # half points: what Word takes where a file names no size


@dataclass(frozen=True, slots=True)
class Style:
    """A style with all that it inherits; None where neither it nor what it is based on says anything.

    ``heading`` is its level from 1, ``depth`` what its name says of a list's level ("List Bullet 2": 1), ``number``
    the id of its numbering and ``step`` the level in that. ``chain`` holds the ids from its own to its base's.
    """

    chain: tuple[str, ...] = ()
    heading: int | None = None
    title: bool = False
    contents: bool = False
    bullet: bool = False
    depth: int = 0
    number: str | None = None
    step: int | None = None
    bold: bool | None = None
    size: int | None = None
    hidden: bool | None = None


class Styles:
    """The styles of a file, by id."""

    def __init__(self, element: Element | None) -> None:
        found = [] if element is None else element.findall(w("style"))
        self._elements = {e.get(w("styleId"), ""): e for e in found}
        self._styles: dict[str, Style] = {}
        usual = [e for e in found if e.get(w("type")) == "paragraph" and e.get(w("default")) in {"1", "true", "on"}]
        self._usual = usual[0].get(w("styleId"), "") if usual else ""
        defaults = child(element, "docDefaults", "rPrDefault", "rPr")
        self._size = whole(value(defaults, "sz")) or _SIZE
        self._headed = {name for name, e in self._elements.items() if self._heads(e)}

    def paragraph(self, name: str | None) -> Style:
        """Return the style of a paragraph, the usual one where it names none or one that is not there."""
        return self.of(name if name in self._elements else self._usual)

    def size(self, style: Style) -> int:
        """Return the size of a style's letters in half points."""
        return style.size or self._size

    def of(self, name: str | None) -> Style:
        """Return a style; an empty one where there is none of that id."""
        key = name or ""
        if key not in self._styles:
            self._styles[key] = self._read(key)
        return self._styles[key]

    def has_first_row(self, name: str | None) -> bool:
        """Say whether a table's style sets its first row apart."""
        return any(id_ in self._headed for id_ in self._chain(name or ""))

    def _chain(self, name: str) -> Iterator[str]:
        seen: set[str] = set()
        while name in self._elements and name not in seen:
            seen.add(name)
            yield name
            name = value(self._elements[name], "basedOn") or ""

    def _read(self, name: str) -> Style:
        chain = tuple(self._chain(name))
        elements = [self._elements[id_] for id_ in chain]
        names = [(value(e, "name") or id_).lower().strip() for id_, e in zip(chain, elements, strict=True)]
        bullet = next((m for n in names if (m := _BULLET.match(n))), None)
        numbered = next((m for n in names if (m := _NUMBER.match(n))), None)
        depth = next((int(m[1]) - 1 for m in (bullet, numbered) if m and m[1]), 0)
        number = next((n for e in elements if (n := value(e, "pPr", "numPr", "numId"))), None)
        step = next((k for e in elements if (k := whole(value(e, "pPr", "numPr", "ilvl"))) is not None), None)
        bold, hidden = (
            next((s for e in elements if (s := switch(child(e, "rPr"), key)) is not None), None)
            for key in ("b", "vanish")
        )
        size = next((z for e in elements if (z := whole(value(e, "rPr", "sz")))), None)
        return Style(
            chain,
            _heading(names, elements),
            bool(names) and _TITLE.fullmatch(names[0]) is not None,
            any(_CONTENTS.match(n) for n in names),
            bullet is not None,
            max(depth, 0),
            number,
            step,
            bold,
            size,
            hidden,
        )

    @staticmethod
    def _heads(style: Element) -> bool:
        for part in style.findall(w("tblStylePr")):
            if part.get(w("type")) == "firstRow":
                return switch(child(part, "rPr"), "b") is True or child(part, "tcPr", "shd") is not None
        return False


def _heading(names: list[str], elements: list[Element]) -> int | None:
    """Return the level that a style or the nearest of its bases names, by its name or its outline level."""
    for name, element in zip(names, elements, strict=True):
        if _CONTENTS_TITLE.match(name):
            return 1
        if match := _HEADING.match(name):
            return int(match[1])
        level = whole(value(element, "pPr", "outlineLvl"))
        if level is not None:
            return level + 1 if level < _BODY_LEVEL else None
    return None
