"""Which row an ambiguous name means: the document's period first, then the words around it.

>>> overlap((dt.date(2024, 1, 1), dt.date(2024, 12, 31)), dt.date(2015, 1, 1), None)
1.0
>>> overlap((dt.date(2014, 7, 1), dt.date(2015, 6, 30)), None, dt.date(2014, 12, 31)) > 0.5
True
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import Protocol, TypeVar

from pipeline.extract.mention import Context
from pipeline.record import normalise

Dates = tuple[dt.date, dt.date]
_YEAR = re.compile(r"\b(?:19[89]|20[0-4])\d\b")
_LOOKED_AT = 1_000_000  # characters of a document that tell what its short names mean
_MOST = 2 / 3  # of the period that must be one row's for the period alone to settle it


class Dated(Protocol):
    """What is asked of a row here."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def valid_from(self) -> dt.date | None: ...  # noqa: D102
    @property
    def valid_to(self) -> dt.date | None: ...  # noqa: D102
    @property
    def near(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def ambiguous(self) -> tuple[str, ...]: ...  # noqa: D102


R = TypeVar("R", bound=Dated)


def overlap(period: Dates, start: dt.date | None, end: dt.date | None) -> float:
    """Return the part of a period that lies within two dates, either of them open."""
    first, last = max(period[0], start or period[0]), min(period[1], end or period[1])
    return max(0, (last - first).days + 1) / max(1, (period[1] - period[0]).days + 1)


class Surroundings:
    """What the document shows around a name: its period, its units' words, and all of its words."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._padded: dict[int, str] = {}
        self._counts: dict[str, int] = {}

    @cached_property
    def period(self) -> Dates | None:
        """The document's period, or the year that it names most where nothing tells its period."""
        profile = self._context.profile
        if profile.start or profile.end:
            known = [d for d in (profile.start, profile.end) if d]
            return min(known), max(known)
        years = Counter(_YEAR.findall(self._context.reading.document.text))
        if not years:
            return None
        year = int(max(years, key=lambda y: (years[y], y)))
        return dt.date(year, 1, 1), dt.date(year, 12, 31)

    @cached_property
    def _whole(self) -> str:
        return f" {normalise(self._context.reading.document.text[:_LOOKED_AT])} "

    def counted(self, words: str) -> int:
        """Return how often the document has these words; each is counted once, in what is looked at of it."""
        if words not in self._counts:
            self._counts[words] = self._whole.count(f" {normalise(words)} ")
        return self._counts[words]

    def unit(self, index: int) -> str:
        """Return the words of a unit and of those beside it."""
        if index not in self._padded:
            units = self._context.reading.units
            near = units[max(0, index - 1) : index + 2]
            self._padded[index] = f" {' '.join(normalise(u.text) for u in near)} "
        return self._padded[index]

    def choose(self, rows: Sequence[R], alias: str, index: int) -> list[R]:
        """Return the rows that a name still can mean: none, one, or several that nothing settles."""
        if len(rows) == 1:
            return list(rows) if not _needs(rows[0], alias) or self._backed(rows[0], alias, index) else []
        left = self._in_period(rows)
        left = [r for r in left if alias not in r.ambiguous or self._backed(r, alias, index)]
        if len(left) < 2:
            return left
        beside = self.unit(index)
        for count in (lambda w: beside.count(f" {normalise(w)} "), self.counted):
            counts = [sum(count(w) for w in (*r.near, r.name)) for r in left]
            best = max(counts)
            if best and counts.count(best) == 1:
                return [left[counts.index(best)]]
        plain = [r for r in left if not r.near]
        return plain if len(plain) == 1 else left

    def _in_period(self, rows: Sequence[R]) -> list[R]:
        if not self.period:
            return list(rows)
        shares = {r.name: overlap(self.period, r.valid_from, r.valid_to) for r in rows}
        if best := [r for r in rows if shares[r.name] >= _MOST]:
            return best
        return [r for r in rows if shares[r.name] > 0] or list(rows)

    def _backed(self, row: Dated, alias: str, index: int) -> bool:
        text = self.unit(index)
        if any(f" {normalise(w)} " in text for w in row.near):
            return True
        return alias != row.name and self.counted(row.name) > 0


def _needs(row: Dated, alias: str) -> bool:
    """Say whether an alias counts only with one of the row's words near it."""
    if row.ambiguous:
        return alias in row.ambiguous
    return bool(row.near) and len(re.findall(r"[^\W_]+", alias)) == 1
