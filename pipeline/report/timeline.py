"""The activities of a document on an axis of years."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.dutch import dates
from pipeline.pages import width
from pipeline.record import Activity, PolicyRecord, Timeline

_MOST_YEARS = 12  # on the axis: with more, a month is too small to see


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the axis, in CSS lengths; ``before`` and ``after`` say that it goes on beyond what is drawn."""

    left: str
    width: str
    before: bool
    after: bool


@dataclass(frozen=True, slots=True)
class Row:
    """An activity with when it takes place, in words and on the axis."""

    activity: Activity
    when: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Axis:
    """The activities of a document by time: on the axis, without a year but steady, and without any date."""

    years: tuple[int, ...]
    rows: tuple[Row, ...]
    steady: tuple[Row, ...]
    undated: tuple[Row, ...]


def axis(record: PolicyRecord) -> Axis:
    """Return the activities of a document by time, the earliest first."""
    times = {timeline.id: timeline for timeline in record.timelines}
    dated, steady, undated = [], [], []
    for one in record.activities:
        said = [times[t] for t in one.timelines]
        if any(t.start or t.end for t in said):
            dated.append((one, said))
        elif any(t.kind in ("continuous", "recurring") for t in said):
            steady.append(Row(one, _when(said)))
        else:
            undated.append(Row(one, _when(said)))
    years = _years([period for _, said in dated for period in _periods(said)])
    dated.sort(key=lambda row: (_periods(row[1])[0], row[0].source.start, row[0].id))
    rows = tuple(Row(one, _when(said), tuple(_spans(said, years))) for one, said in dated)
    return Axis(years, rows, tuple(steady), tuple(undated))


def _when(said: Sequence[Timeline]) -> str:
    """Return what the text says of the time, and where it names no year the dates that it means."""
    parts = []
    for time in said:
        told = any(str(day.year) in time.text for day in (time.start, time.end) if day)
        meant = "" if told else dates(time.start, time.end)
        parts.append(f"{time.text} ({meant})" if meant else time.text)
    return ", ".join(dict.fromkeys(parts))


def _periods(said: Sequence[Timeline]) -> list[tuple[dt.date, dt.date]]:
    """Return the periods that have a date, the earliest first; one that is open on a side as its day alone."""
    found = []
    for time in said:
        named = [day for day in (time.start, time.end) if day]
        if named:
            found.append((named[0], named[-1]))
    return sorted(found)


def _years(periods: Sequence[tuple[dt.date, dt.date]]) -> tuple[int, ...]:
    """Return the years of the axis: all of them, or where they are too many, those that touch most periods."""
    if not periods:
        return ()
    first, last = min(start.year for start, _ in periods), max(end.year for _, end in periods)
    if last - first < _MOST_YEARS:
        return tuple(range(first, last + 1))
    begins = {start.year for start, _ in periods}

    def touched(begin: int) -> int:
        return sum(start.year < begin + _MOST_YEARS and end.year >= begin for start, end in periods)

    best = max(begins, key=lambda begin: (touched(begin), -begin))
    return tuple(range(best, min(best + _MOST_YEARS, last + 1)))


def _spans(said: Sequence[Timeline], years: Sequence[int]) -> Iterator[Span]:
    begin, end = years[0], years[-1] + 1
    for time in said:
        if not (time.start or time.end):
            continue
        left = _at(time.start) if time.start else float(begin)
        right = _at(time.end + dt.timedelta(days=1)) if time.end and time.end < dt.date.max else float(end)
        if right <= begin or left >= end:
            continue
        before, after = time.start is None or left < begin, time.end is None or right > end
        left, right = max(left, begin), min(right, end)
        yield Span(_length(left - begin, years), _length(right - left, years), before, after)


def _length(time: float, years: Sequence[int]) -> str:
    return width(round(time * 1000), len(years) * 1000)


def _at(day: dt.date) -> float:
    """Return a day as a point in years.

    >>> _at(dt.date(2026, 1, 1)), round(_at(dt.date(2026, 7, 2)), 2)
    (2026.0, 2026.5)
    """
    return day.year + (day.timetuple().tm_yday - 1) / (366 if calendar.isleap(day.year) else 365)
