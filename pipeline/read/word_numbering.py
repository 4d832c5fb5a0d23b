"""The numbers that Word prints before headings and items: counted as it counts them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.read.word_styles import Style, Styles
from pipeline.read.word_xml import Element, child, switch, value, w, whole

_PLACE = re.compile(r"%([1-9])")
_DEEPEST = 8
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST = 10_000  # above it a count is written in plain digits: what is longer is no number of a text


@dataclass(frozen=True, slots=True)
class Label:
    """What stands before a paragraph: ``text`` as printed ("2.3"), empty for a bullet; ``level`` from 0."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str | None = None


class Numbering:
    """Counts the numbered paragraphs of a file; they come in reading order."""

    def __init__(self, element: Element | None, styles: Styles) -> None:
        self._styles = styles
        lists = [] if element is None else element.findall(w("abstractNum"))
        self._lists = {e.get(w("abstractNumId"), ""): e for e in lists}
        numbers = [] if element is None else element.findall(w("num"))
        self._numbers = {e.get(w("numId"), ""): e for e in numbers}
        self._levels: dict[str, tuple[str, dict[int, _Level]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._restarts: dict[str, dict[int, int]] = {}

    def label(self, properties: Element | None, style: Style) -> Label | None:
        """Count a paragraph with these properties; return its label, None where it has neither number nor bullet."""
        given = child(properties, "numPr")
        number = value(given, "numId") or style.number
        if number is None or number not in self._numbers:
            return None
        name, levels = self._read(number)
        step = whole(value(given, "ilvl"))
        if step is None:
            linked = (n for n, level in levels.items() if level.style is not None and level.style in style.chain)
            step = style.step if style.step is not None else next(linked, 0)
        step = min(step, _DEEPEST)
        level = levels.get(step)
        if level is None:
            return None
        counts = self._count(name, number, step, levels)
        if level.form == "bullet":
            return Label("", step)
        text = _PLACE.sub(lambda match: _shown(int(match[1]) - 1, counts, levels, level.legal), level.text).strip()
        return Label(text, step) if text else None

    def _count(self, name: str, number: str, step: int, levels: dict[int, _Level]) -> dict[int, int]:
        """Count on one level, and begin those below it again; lists with the same definition count together."""
        counts = self._counts.setdefault(name, {})
        restarts = self._restarts[number]
        if step in restarts:
            counts[step] = restarts.pop(step)
        else:
            counts[step] = counts[step] + 1 if step in counts else levels[step].start
        for below in [n for n in counts if n > step]:
            restart = levels[below].restart if below in levels else None
            if restart is None or step < restart:
                del counts[below]
        return counts

    def _read(self, number: str) -> tuple[str, dict[int, _Level]]:
        """Return the name of the list that a number's id stands for, and its levels."""
        if number not in self._levels:
            element = self._numbers[number]
            name = self._followed(value(element, "abstractNumId") or "")
            levels = _levels(self._lists.get(name))
            restarts: dict[int, int] = {}
            for override in element.findall(w("lvlOverride")):
                step = whole(override.get(w("ilvl")))
                if step is None:
                    continue
                levels.update(_levels(override))
                start = whole(value(override, "startOverride"))
                if start is not None:
                    restarts[step] = start
            self._levels[number] = (name, levels)
            self._restarts[number] = restarts
        return self._levels[number]

    def _followed(self, name: str) -> str:
        """Follow a list that only names a style: that style's numbering is meant."""
        seen: set[str] = set()
        while name not in seen:
            seen.add(name)
            link = value(self._lists.get(name), "numStyleLink")
            number = self._styles.of(link).number if link else None
            if number is None or number not in self._numbers:
                break
            name = value(self._numbers[number], "abstractNumId") or ""
        return name


def _levels(element: Element | None) -> dict[int, _Level]:
    found: dict[int, _Level] = {}
    for level in [] if element is None else element.findall(w("lvl")):
        step = whole(level.get(w("ilvl")))
        if step is None or step > _DEEPEST:
            continue
        start = whole(value(level, "start"))
        found[step] = _Level(
            0 if start is None else start,
            value(level, "numFmt") or "decimal",
            value(level, "lvlText") or "",
            whole(value(level, "lvlRestart")),
            switch(level, "isLgl") is True,
            value(level, "pStyle"),
        )
    return found


def _shown(step: int, counts: dict[int, int], levels: dict[int, _Level], legal: bool) -> str:
    """Return the count of a level as it is printed; one that was not used yet stands at its start."""
    level = levels.get(step, _Level())
    return written(counts.get(step, level.start), "decimal" if legal else level.form)


def written(count: int, form: str) -> str:
    """Return a count in one of Word's forms; an unknown form is written in plain digits.

    >>> written(4, "lowerRoman"), written(28, "upperLetter"), written(3, "ordinal"), written(3, "decimalZero")
    ('iv', 'BB', '3e', '03')
    """
    if form == "none":
        return ""
    shape = _FORMS.get(form)
    return shape(count) if shape is not None and 0 < count < _MOST else str(count)


def _roman(count: int) -> str:
    text = ""
    for size, sign in _ROMAN:
        text += sign * (count // size)
        count %= size
    return text


def _letter(count: int) -> str:
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)


_FORMS: dict[str, Callable[[int], str]] = {
    "lowerRoman": _roman,
    "upperRoman": lambda count: _roman(count).upper(),
    "lowerLetter": _letter,
    "upperLetter": lambda count: _letter(count).upper(),
    "ordinal": lambda count: f"{count}e",
    "decimalZero": lambda count: f"{count:02}",
}
