"""A small document with a record of each kind, and verdicts on it."""

import datetime as dt
import hashlib
import itertools

import pytest

from pipeline.record import (
    Activity,
    DocumentInfo,
    Framework,
    Goal,
    LegalReference,
    Partner,
    PolicyRecord,
    Source,
    Timeline,
    record_id,
)
from pipeline.review import judge
from pipeline.write import record_yaml

TEXT = (
    "# Jeugd\n\nOns doel: elk kind groeit veilig op.\n\n"
    "In 2026 openen wij samen met Welzijn Rietland een huis van de wijk, op grond van de Jeugdwet.\n"
    "Dat past in de Hervormingsagenda Jeugd.\n"
)
START = dt.datetime(2026, 3, 1, 9, tzinfo=dt.UTC)


def _clock():
    """Gives a time that goes on by a second each time."""
    return (START + dt.timedelta(seconds=n) for n in itertools.count())


def place(text, quote, occurrence=1):
    at = -1
    for _ in range(occurrence):
        at = text.index(quote, at + 1)
    return Source(start=at, end=at + len(quote))


def make_record(text=TEXT, name="plan.md"):
    """The records of the small document, as an extraction would give them."""

    def common(kind, quote):
        return {
            "id": record_id(name, kind, quote, quote),
            "text": quote,
            "source": place(text, quote),
            "rule": f"{kind}/regel",
            "confidence": 0.9,
        }

    goal = Goal(**common("goal", "elk kind groeit veilig op"))
    time = Timeline(
        **common("timeline", "2026"), kind="period", start=dt.date(2026, 1, 1), end=dt.date(2026, 12, 31), timex="2026"
    )
    law = LegalReference(**common("legal_reference", "Jeugdwet"), canonical="Jeugdwet")
    frame = Framework(**common("framework", "Hervormingsagenda Jeugd"), canonical="Hervormingsagenda Jeugd")
    partner = Partner(**common("partner", "Welzijn Rietland"), canonical="Welzijn Rietland", kind="named")
    act = Activity(
        **common("activity", "In 2026 openen wij samen met Welzijn Rietland een huis van de wijk"),
        status="planned",
        goals=(goal.id,),
        timelines=(time.id,),
        partners=(partner.id,),
        legal_references=(law.id,),
    )
    info = DocumentInfo(
        id=name,
        source=name,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        media_type="text/markdown",
        title="Jeugd",
        kind="overig",
    )
    return PolicyRecord(
        document=info,
        goals=(goal,),
        activities=(act,),
        timelines=(time,),
        legal_references=(law,),
        frameworks=(frame,),
        partners=(partner,),
    )


@pytest.fixture(scope="session")
def text():
    return TEXT


@pytest.fixture(scope="session")
def make():
    """Makes the records of a text that has the quotes of the small document."""
    return make_record


@pytest.fixture
def clock():
    return _clock()


@pytest.fixture(scope="session")
def plan():
    return make_record()


@pytest.fixture
def output(plan, tmp_path):
    """An output folder with the records of the small document, which stands beside it."""
    folder = tmp_path / "output"
    folder.mkdir()
    (tmp_path / "plan.md").write_text(TEXT, encoding="utf-8")
    (folder / "plan.md.yaml").write_text(record_yaml(plan), encoding="utf-8")
    return folder


@pytest.fixture
def say(plan):
    """Makes verdicts on the records of the small document, each a second after the one before."""
    times = _clock()

    def one(record, verb, who="Anna", **more):
        return judge(record, plan.document, TEXT, who=who, at=next(times), verb=verb, **more)

    return one
