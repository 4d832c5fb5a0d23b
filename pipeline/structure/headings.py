"""Headings: which lines are one, and how deep each stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from statistics import quantiles

from pipeline.structure.lines import Line

# Depths of headings that have no plain number of their own: below any numbered heading, in this order. A part is
# what counts itself in words ("Spoor 1", "Thema 2").
RANK_PART, RANK_LABEL_GOAL, RANK_ROLE, RANK_STATEMENT, RANK_LABEL_ACTION, RANK_TOPIC = 150, 200, 210, 220, 230, 240
RANK_LETTERED = 250  # "A1. Looproutes", below the topic that the letter stands for
_LONGEST = 220
_TWO_SENTENCES = re.compile(r"\w{2}[.!?] [A-ZÀ-Þ]\w* \w+ \w+ \w+")  # a sentence, and the begin of another
_NARROW = 115  # a text whose lines hardly get longer is wrapped


@dataclass(frozen=True, slots=True)
class Width:
    """How a text is wrapped: ``full`` is the length from which a line counts as full, None if unwrapped."""

    full: int | None

    def is_full(self, line: Line) -> bool:
        """Say whether the line runs to the margin, so that the next one goes on with it."""
        return self.full is not None and len(line.text) + line.indent >= self.full


def measure(lines: list[Line]) -> Width:
    """Measure whether, and at what width, a text is wrapped."""
    lengths = sorted(len(line.text) + line.indent for line in lines if len(line.text) > 30 and not line.is_row)
    if len(lengths) < 12:
        return Width(None)
    wide = quantiles(lengths, n=20)[-1]
    if wide > _NARROW:
        return Width(None)
    near = sum(length >= 0.8 * wide for length in lengths)
    return Width(int(0.75 * wide)) if near > 0.35 * len(lengths) else Width(None)


def looks_like_heading(line: Line, after: Line | None, width: Width) -> bool:
    """Say whether an unmarked line has the looks of a heading: no sentence's end, and no rest below."""
    text = line.text
    if len(text) > _LONGEST or line.ends_sentence or line.begins_low or not any(c.isalpha() for c in text):
        return False
    if text.endswith((",", "-", "–", "(")) or text.count("(") > text.count(")") or after is None:
        return False
    if after.begins_low and not after.bullet and not after.item_number:
        return False
    if not after.blank and _TWO_SENTENCES.search(text):
        return False
    if width.full is not None and (width.is_full(line) or not (after.blank or line.blank)):
        return False
    first = text.lstrip("'\"‘“(§ ")[:1]
    return first.isupper() or first.isdigit()


@dataclass
class Numbering:
    """The state of a document's numbered headings: tells how deep the next one stands.

    A "1." that does not follow the last chapter begins a list of headings of its own, one level below
    the current one, until a number goes on with the chapters again.
    """

    contents: frozenset[str] = frozenset()
    _chapter: int = 0
    _depth: int = 0
    _nested: int | None = None
    _levels: dict[str, int] = field(default_factory=dict)

    def place(self, code: str, title: str, level: int | None) -> int:
        """Return the level of a heading with this code; ``level`` is what its signs or label give it, if any.

        A code that goes on from another one ("1.1.1" below "Doel 1.1") stands one level below it.
        """
        # "Ambitie 1" and "Spoor 2" count no chapters, and leave those as they are.
        own = self._own(code, title) if level is None or level < RANK_PART else level
        above = code.rpartition(".")[0]
        while level is None and "." in above and above not in self._levels:
            above = above.rpartition(".")[0]  # "3.2.1" where no heading is "3.2"
        if level is None:
            level = max(own, self._levels[above] + 1) if above in self._levels else own
        elif above in self._levels and level >= RANK_LABEL_GOAL:
            level = max(self._levels[above] + 1, level) if self._levels[above] < level else self._levels[above] + 1
        self._levels[code] = level
        return level

    def goes_on(self, text: str) -> bool:
        """Say whether a line begins with the number of the next chapter ("3 Rookvrije generatie")."""
        match = re.match(r"(\d{1,2})\s+[^\W\d_]", text)
        return match is not None and self._chapter > 0 and int(match[1]) == self._chapter + 1

    def _own(self, code: str, title: str) -> int:
        parts = [p for p in re.split(r"[.\s]", code.strip(".)")) if p]
        if len(parts) > 1 or not parts or not parts[0].isdigit():
            self._depth, self._nested = max(len(parts), 1), None
            if parts and parts[0].isdigit():
                self._chapter = int(parts[0])
            return self._depth
        number = int(parts[0])
        known = re.sub(r"\W+", " ", title.lower()).strip() in self.contents
        nests = self._nested is not None and number == self._nested + 1
        follows = number == self._chapter + 1 or self._chapter == 0
        if (known or (follows and not nests)) and not (self.contents and not known and self._depth > 1):
            self._chapter, self._depth, self._nested = number, 1, None
            return 1
        if self._nested is None and number > 1 and number != self._chapter:
            self._chapter, self._depth = number, 1  # a list begins with 1: this is a chapter after others left out
            return 1
        if self._nested is None:
            self._depth += 1
        self._nested = number
        return self._depth
