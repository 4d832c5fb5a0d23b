"""Activities on an axis of years."""

import datetime as dt
import doctest

import pytest

from pipeline.record import Activity, DocumentInfo, PolicyRecord, Source, Timeline
from pipeline.report import timeline as module
from pipeline.report.timeline import Span, axis

D = dt.date


def plan(*activities):
    """A document of activities, each given as its times: (text, kind, start, end)."""
    times, found = [], []
    for number, said in enumerate(activities):
        ids = []
        for text, kind, start, end in said:
            ids.append(f"tijd-{len(times):016x}")
            times.append(
                Timeline(
                    id=ids[-1], text=text, kind=kind, start=start, end=end, rule="tijd/x", confidence=0.9,
                    source=Source(start=len(times), end=len(times) + 1),
                )
            )  # fmt: skip
        found.append(
            Activity(
                id=f"act-{number:016x}", text=f"Nummer {number}", status="planned", timelines=tuple(ids),
                rule="activiteiten/x", confidence=0.9, source=Source(start=100 + number, end=101 + number),
            )
        )  # fmt: skip
    about = DocumentInfo(
        id="a.txt", source="a.txt", sha256="0" * 64, media_type="text/plain", title=None, kind="overig"
    )
    return PolicyRecord(document=about, activities=tuple(found), timelines=tuple(times))


YEAR = ("2026", "period", D(2026, 1, 1), D(2026, 12, 31))


@pytest.mark.parametrize(
    ("time", "span"),
    [
        (YEAR, Span("0%", "50%", False, False)),
        (("2027", "period", D(2027, 1, 1), D(2027, 12, 31)), Span("50%", "50%", False, False)),
        (("vanaf 2027", "from", D(2027, 1, 1), None), Span("50%", "50%", False, True)),
        (("tot 2027", "until", None, D(2026, 12, 31)), Span("0%", "50%", True, False)),
        (("1 juli 2027", "period", D(2027, 7, 2), D(2027, 7, 2)), Span("75%", "0.1%", False, False)),
    ],
)
def test_where_a_time_stands(time, span):
    anchors = [[YEAR], [("2027", "period", D(2027, 1, 1), D(2027, 12, 31))]]
    found = axis(plan(*anchors, [time]))
    assert found.years == (2026, 2027)
    (row,) = [row for row in found.rows if row.activity.text == "Nummer 2"]
    assert row.spans == (span,)


def test_the_earliest_come_first_and_two_times_are_two_spans():
    late, early = ("2028", "period", D(2028, 1, 1), D(2028, 12, 31)), ("2024", "period", D(2024, 1, 1), D(2024, 12, 31))
    found = axis(plan([late], [YEAR, late], [early]))
    assert [row.activity.text for row in found.rows] == ["Nummer 2", "Nummer 1", "Nummer 0"]
    assert len(found.rows[1].spans) == 2
    assert found.rows[1].when == "2026, 2028"


def test_what_has_no_date_is_apart():
    yearly, soon = ("elk jaar", "recurring", None, None), ("binnenkort", "relative", None, None)
    found = axis(plan([yearly], [soon], [], [YEAR, yearly]))
    assert [row.activity.text for row in found.steady] == ["Nummer 0"]
    assert [(row.activity.text, row.when) for row in found.undated] == [("Nummer 1", "binnenkort"), ("Nummer 2", "")]
    assert [row.activity.text for row in found.rows] == ["Nummer 3"]


def test_a_time_that_names_no_year_is_told_with_its_dates():
    (row,) = axis(plan([("het vierde kwartaal", "period", D(2026, 10, 1), D(2026, 12, 31))])).rows
    assert row.when == "het vierde kwartaal (1-10-2026 t/m 31-12-2026)"


def test_an_axis_that_would_be_too_long_keeps_the_years_with_most():
    old = ("1950", "period", D(1950, 1, 1), D(1950, 12, 31))
    long = ("1950-2026", "period", D(1950, 1, 1), D(2026, 12, 31))
    found = axis(plan([old], [YEAR], [YEAR], [long]))
    assert 2026 in found.years
    assert len(found.years) <= 12
    spans = {row.activity.text: row.spans for row in found.rows}
    assert spans["Nummer 0"] == (), "told in words alone"
    assert [(span.before, span.after) for span in spans["Nummer 3"]] == [(True, False)]


def test_the_last_day_that_there_is():
    (row,) = axis(plan([("voor altijd", "until", D(9999, 1, 1), D.max)])).rows
    assert row.spans[0].width == "100%"


def test_without_activities_there_is_no_axis():
    assert axis(plan()) == module.Axis((), (), (), ())


def test_what_the_docstrings_show():
    found = doctest.testmod(module)
    assert (found.failed, found.attempted > 0) == (0, True)
