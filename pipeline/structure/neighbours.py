"""What stands beside a line: questions about its neighbours, asked before it becomes a block."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property

from pipeline.structure.lines import Line
from pipeline.structure.roles import Roles

_SHORT = 90  # characters: what is longer is no entry of a list without bullets
_NAME_WORDS, _RETURNS = 4, 3  # a line of few words that returns so often is the name of a field
_LETTERED = re.compile(r"(?P<letter>[A-Z])(?P<number>\d{1,2})[.:]?\s+(?=['\"‘“]?[A-ZÀ-Þ])")


@dataclass
class Neighbours:
    """The lines of a text, with those that are page furniture (``skip``) and figures of fallen tables."""

    lines: list[Line]
    skip: set[int]
    figures: set[int]
    roles: Roles

    def before(self, at: int) -> Line | None:
        """Return the line above."""
        return self.lines[at - 1] if at else None

    def after(self, at: int) -> Line | None:
        """Return the line below, on the next page too."""
        below = at + 1
        while below < len(self.lines) and below in self.skip:
            below += 1
        return self.lines[below] if below < len(self.lines) else None

    @cached_property
    def _returning(self) -> frozenset[str]:
        lines = (line for line in self.lines if len(line.text.split()) <= _NAME_WORDS and not line.ends_sentence)
        counts = Counter(line.text for line in lines)
        return frozenset(text for text, count in counts.items() if count >= _RETURNS)

    @cached_property
    def _labels(self) -> Counter[str]:
        names = (line.text.partition(":")[0] for line in self.lines if ":" in line.text)
        return Counter(name for name in names if len(name.split()) <= _NAME_WORDS)

    def returns_as_label(self, at: int) -> bool:
        """Say whether a line is a name with a colon, and nothing behind it, that stands before texts elsewhere too."""
        text = self.lines[at].text
        return text.endswith(":") and self._labels[text[:-1]] >= _RETURNS

    def is_name(self, at: int) -> bool:
        """Say whether a line is the name of a field, like "stand van zaken": it returns, or the table knows it."""
        line = self.lines[at]
        closed = line.text.endswith((".", "!", ";", ","))  # then it is the last word of a sentence
        known = len(line.text) < _SHORT and not closed and self.roles.of(line.text) is not None
        return line.text in self._returning or (known and not self.roles.is_filled(line.text))

    @cached_property
    def lettered(self) -> dict[int, re.Match[str]]:
        """The headings that a letter and a number count ("A1. Looproutes", "A2. Stembureaus"), by their lines.

        Each letter counts on from 1, and text stands between.
        """
        runs: dict[str, list[tuple[int, re.Match[str]]]] = defaultdict(list)
        for at, line in enumerate(self.lines):
            match = _LETTERED.match(line.text) if at not in self.skip and len(line.text) < _SHORT else None
            if match is None or line.ends_sentence or line.is_row:
                continue
            run = runs[match["letter"]]
            if int(match["number"]) == len(run) + 1 and (not run or at > run[-1][0] + 1):
                run.append((at, match))
        return {at: match for run in runs.values() if len(run) > 1 for at, match in run}

    def in_table(self, at: int) -> bool:
        """Say whether a line with pipe signs is a row: it has another, or the rule of a header, beside it."""
        beside = (self.before(at), self.after(at))
        return self.lines[at].text.startswith("|") or any(n is not None and (n.is_row or n.is_rule) for n in beside)

    def beside_contents(self, at: int) -> bool:
        """Say whether more than one line around a place ends in a page number."""
        return sum(line.is_contents for line in self.lines[max(0, at - 2) : at + 3]) > 1

    def unmarked(self, at: int) -> bool:
        """Say whether a line has no bullet or number: if it is an item, then of a list without them."""
        line = self.lines[at]
        return line.bullet is None and line.item_number is None

    def coded_run(self, at: int) -> int:
        """Return how many lines with a code follow each other from a place on."""
        count = 0
        while at + count < len(self.lines) and (at + count in self.skip or self.lines[at + count].code):
            count += 1
        return count

    def short_run(self, at: int) -> tuple[int, int]:
        """Return where the run of short lines around a place begins and ends."""
        first, last = at, at + 1
        while first > 0 and self._is_short(first - 1):
            first -= 1
        while last < len(self.lines) and self._is_short(last):
            last += 1
        return first, last

    def _is_short(self, at: int) -> bool:
        line = self.lines[at]
        marked = line.is_row or line.bullet or line.hashes or line.code or line.ends_sentence or line.is_rule
        return (
            at not in self.skip
            and at not in self.figures
            and not marked
            and len(line.text) < _SHORT
            and self.roles.of(line.text) is None
        )
