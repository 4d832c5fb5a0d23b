"""Dates and nothing else: what a year, quarter, season or day is, and what "the coming years" are.

A :class:`Stretch` is a bounded time with its TIMEX3 value where one exists. Dates are inclusive.

>>> quarter(2026, 1)
Stretch(start=datetime.date(2026, 1, 1), end=datetime.date(2026, 3, 31), timex='2026-Q1')
>>> day(2025, 2, 30) is None
True
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pipeline.extract.mention import Profile

SEASONS = {"voorjaar": ("SP", 3), "zomer": ("SU", 6), "najaar": ("FA", 9), "winter": ("WI", 12)}
ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time from ``start`` to ``end``, None where it is not known or open."""

    start: dt.date | None = None
    end: dt.date | None = None
    timex: str | None = None


def months(year: int, first: int, count: int, timex: str | None) -> Stretch:
    """Return ``count`` whole months from month ``first`` of a year on."""
    after = year * 12 + first - 1 + count
    return Stretch(dt.date(year, first, 1), dt.date(after // 12, after % 12 + 1, 1) - ONE_DAY, timex)


def years(first: int, last: int) -> Stretch:
    """Return the years from ``first`` to ``last``.

    >>> years(2024, 2026).timex
    '2024/2026'
    """
    timex = f"{first}" if first == last else f"{first}/{last}"
    return Stretch(dt.date(first, 1, 1), dt.date(last, 12, 31), timex)


def half(year: int, number: int) -> Stretch | None:
    """Return the first or second half of a year."""
    return months(year, 6 * number - 5, 6, f"{year}-H{number}") if number in (1, 2) else None


def quarter(year: int, number: int) -> Stretch | None:
    """Return a quarter, 1 to 4."""
    return months(year, 3 * number - 2, 3, f"{year}-Q{number}") if 1 <= number <= 4 else None


def season(year: int, name: str) -> Stretch:
    """Return a meteorological season; winter begins in December of its year.

    >>> season(2023, "winter").end
    datetime.date(2024, 2, 29)
    """
    code, first = SEASONS[name]
    return months(year, first, 3, f"{year}-{code}")


def school_year(first: int, last: int) -> Stretch:
    """Return the school years that begin in ``first`` and end in ``last``: 1 August to 31 July."""
    return Stretch(dt.date(first, 8, 1), dt.date(max(last, first + 1), 7, 31))


def month(year: int, number: int) -> Stretch:
    """Return a month."""
    return months(year, number, 1, f"{year}-{number:02}")


def day(year: int, number: int, on: int) -> Stretch | None:
    """Return a single day, or None where the calendar has no such day."""
    try:
        date = dt.date(year, number, on)
    except ValueError:
        return None
    return Stretch(date, date, date.isoformat())


def before(date: dt.date | None) -> dt.date | None:
    """Return the day before a date."""
    return date - ONE_DAY if date else None


def after(date: dt.date | None) -> dt.date | None:
    """Return the day after a date."""
    return date + ONE_DAY if date else None


def relative(pointer: str, unit: str, count: int | None, profile: Profile) -> Stretch:
    """Return what the document's period makes of "the coming four years", as far as it does.

    A report looks back from the end of its period; every other document is written before its period
    begins, so that "the past year" is the year before it.

    >>> plan = Profile(start=dt.date(2024, 1, 1), end=dt.date(2027, 12, 31))
    >>> relative("komend", "jaren", None, plan)
    Stretch(start=datetime.date(2024, 1, 1), end=datetime.date(2027, 12, 31), timex=None)
    >>> relative("afgelopen", "jaar", 2, plan).start
    datetime.date(2022, 1, 1)
    >>> relative("komend", "tijd", None, plan)
    Stretch(start=None, end=None, timex=None)
    """
    if not profile.start or not profile.end:
        return Stretch()
    first, last, reports = profile.start.year, profile.end.year, profile.kind == "jaarverslag"
    if unit == "termijn":
        named = pointer in ("komend", "dit") and last > first
        return Stretch(profile.start, profile.end) if named else Stretch()
    if unit not in ("jaar", "jaren"):
        return Stretch()
    coming = last + 1 if reports else first
    past = last if reports else first - 1
    if pointer == "dit":
        return _bare(years(last if reports else first, last if reports else first))
    if pointer in ("komend", "volgend"):
        if unit == "jaren" and count is None:
            return Stretch(dt.date(coming, 1, 1), profile.end if last > coming else None)
        start = coming if pointer == "komend" or reports or profile.kind == "begroting" else coming + 1
        return _bare(years(start, start + (count or 1) - 1))
    if unit == "jaren" and count is None:
        return Stretch(None, dt.date(past, 12, 31))
    return _bare(years(past - (count or 1) + 1, past))


def _bare(stretch: Stretch) -> Stretch:
    return Stretch(stretch.start, stretch.end)
