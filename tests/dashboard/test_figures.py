"""What the dashboard counts, on a document that is small enough to count by hand."""

import datetime as dt
import doctest

import pytest

from pipeline import pages
from pipeline.dashboard import figures as module
from pipeline.dashboard.figures import Figures
from pipeline.record import (
    Activity,
    DocumentInfo,
    Goal,
    LegalReference,
    Partner,
    PolicyRecord,
    Source,
    Timeline,
)
from pipeline.ruleset import load_rules
from pipeline.themes import Themes


def _id(prefix, number):
    return f"{prefix}-{number:016x}"


class Plan:
    """A document that is put together a record at a time; places follow the order in which they come."""

    def __init__(self, name="plan.txt"):
        self.name, self.at, self.records = name, 0, {}

    def _add(self, field, cls, prefix, text, **values):
        self.at += 10
        common = {"source": Source(start=self.at, end=self.at + 5), "rule": "regel/x", "confidence": 0.9}
        record = cls(id=_id(prefix, self.at), text=text, **common, **values)
        self.records.setdefault(field, []).append(record)
        return record.id

    def goal(self, text, parent=None):
        return self._add("goals", Goal, "doel", text, parent=parent)

    def time(self, text, kind="period", start=None, end=None):
        return self._add("timelines", Timeline, "tijd", text, kind=kind, start=start, end=end)

    def law(self, text, canonical=None):
        return self._add("legal_references", LegalReference, "wet", text, canonical=canonical)

    def partner(self, text, canonical=None, kind="named"):
        return self._add("partners", Partner, "partner", text, canonical=canonical, kind=kind)

    def activity(self, text, status="planned", **links):
        return self._add("activities", Activity, "act", text, status=status, **links)

    def done(self):
        about = DocumentInfo(
            id=self.name, source=self.name, sha256="0" * 64, media_type="text/plain", title=None, kind="overig"
        )
        return PolicyRecord(document=about, **{field: tuple(found) for field, found in self.records.items()})


@pytest.fixture(scope="module")
def themes():
    return Themes(load_rules())


def counted(themes, *plans):
    figures = Figures(themes)
    for plan in plans:
        figures.add(plan.done())
    return figures


def numbers(bars):
    return {bar.name: bar.number for bar in bars}


def test_a_goal_counts_as_served_by_what_stands_under_its_subgoals(themes):
    plan = Plan()
    top = plan.goal("Iedereen doet mee")
    middle = plan.goal("Meer ontmoeting", top)
    low = plan.goal("Meer plekken", middle)
    plan.goal("Minder lawaai", top)
    plan.goal("Schone lucht")
    plan.activity("We openen een loket", goals=(low,))
    plan.activity("We praten")
    figures = counted(themes, plan)
    assert [e.text for e in figures.lacking("goals").entries] == ["Minder lawaai", "Schone lucht"]
    assert [e.text for e in figures.lacking("activities").entries] == ["We praten"]
    assert (figures.goals, figures.activities) == (5, 2)


def test_years_are_those_that_a_period_touches(themes):
    plan = Plan()
    long = plan.time("2025-2027", start=dt.date(2025, 1, 1), end=dt.date(2027, 12, 31))
    since = plan.time("vanaf 2026", "from", start=dt.date(2026, 1, 1))
    yearly = plan.time("elk jaar", "recurring")
    soon = plan.time("binnenkort", "relative")
    plan.activity("A", timelines=(long, since))
    plan.activity("B", "done", timelines=(since,))
    plan.activity("C", timelines=(yearly,))
    plan.activity("D", timelines=(soon,))
    figures = counted(themes, plan)
    assert numbers(figures.years) == {"2025": 1, "2026": 2, "2027": 1}
    assert figures.years[1].parts == (("done", 1), ("planned", 1))
    assert [e.text for e in figures.lacking("dates").entries] == ["C", "D"]
    assert [e.text for e in figures.lacking("steady").entries] == ["C"]


def test_a_period_of_a_thousand_years_does_not_fill_the_page(themes):
    plan = Plan()
    slip = plan.time("1026-2026", start=dt.date(1026, 1, 1), end=dt.date(2026, 12, 31))
    plan.activity("A", timelines=(slip,))
    assert numbers(counted(themes, plan).years) == {"1026": 1, "2026": 1}


def test_names_are_counted_by_what_they_stand_for_once_for_an_activity(themes):
    one, other = Plan("een.txt"), Plan("twee.txt")
    laws = (one.law("Wmo", "Wet maatschappelijke ondersteuning 2015"), one.law("artikel 2 van die wet", None))
    again = one.law("de Wmo 2015", "Wet maatschappelijke ondersteuning 2015")
    ggd, doctors = one.partner("de GGD", "GGD Veenoord"), one.partner("huisartsen", kind="group")
    one.activity("A", legal_references=(*laws, again), partners=(ggd, doctors))
    other.activity("B", partners=(other.partner("GGD Veenoord", "GGD Veenoord"),))
    figures = counted(themes, one, other)
    assert numbers(figures.laws) == {"Wet maatschappelijke ondersteuning 2015": 1, "artikel 2 van die wet": 1}
    assert numbers(figures.partners) == {"GGD Veenoord": 2}
    assert numbers(figures.groups) == {"huisartsen": 1}
    assert [(e.document, e.code) for e in figures.partners[0].entries] == [(1, "A1"), (2, "A1")]


def test_most_come_first_and_equals_by_name(themes):
    plan = Plan()
    for name in ("Zuid", "Noord", "West"):
        plan.activity(name, partners=(plan.partner(name),))
    plan.activity("Nog een", partners=(plan.partner("West", "West"),))
    assert [bar.name for bar in counted(themes, plan).partners] == ["West", "Noord", "Zuid"]


def test_what_themes_were_found_by_is_counted(themes):
    plan = Plan()
    goal = plan.goal("Minder schulden")
    plan.activity("We bellen", goals=(goal,))
    plan.activity("Wij helpen mantelzorgers")
    plan.activity("Wij wachten af")
    figures = counted(themes, plan)
    assert numbers(figures.themes) == {"Inkomen, armoede en schulden": 1, "Mantelzorg en vrijwilligers": 1}
    assert dict(figures.bases) == {"goal": 1, "words": 1}
    assert [e.text for e in figures.lacking("themes").entries] == ["Wij wachten af"]


def test_entries_that_are_not_told_stand_together_for_each_document(themes):
    plans = []
    for name in ("een.txt", "twee.txt"):
        plan = Plan(name)
        for number in range(3):
            plan.activity(f"{name} {number}", partners=(plan.partner("GGD"),))
        plans.append(plan)
    (bar,) = counted(themes, *plans).partners
    rest = {number: [e.code for e in entries] for number, entries in bar.by_document(2)}
    assert rest == {1: ["A3"], 2: ["A1", "A2", "A3"]}
    assert list(bar.by_document(6)) == []


@pytest.mark.parametrize("where", [module, pages])
def test_what_the_docstrings_show(where):
    found = doctest.testmod(where)
    assert (found.failed, found.attempted > 0) == (0, True)
