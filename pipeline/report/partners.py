"""The partners of a document by the number of its activities that they take part in."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.dutch import PARTNERS
from pipeline.pages import status_parts
from pipeline.record import Activity, PolicyRecord
from pipeline.report.filters import partner_names


@dataclass(slots=True)
class Who:
    """A partner by one name: its activities, and how often it is mentioned."""

    name: str
    kind: str
    mentions: int = 0
    activities: list[Activity] = field(default_factory=list)

    @property
    def parts(self) -> tuple[tuple[str, int], ...]:
        """How many of its activities are done, ongoing and planned."""
        return status_parts(one.status for one in self.activities)


def by_count(record: PolicyRecord) -> list[Who]:
    """Return the partners of a document, those with most activities first, then those mentioned most."""
    found: dict[str, Who] = {}
    names = partner_names(record)
    for partner in record.partners:
        who = found.setdefault(names[partner.id], Who(names[partner.id], PARTNERS[partner.kind]))
        who.mentions += 1
    for activity in sorted(record.activities, key=lambda a: (a.source.start, a.id)):
        for name in dict.fromkeys(names[p] for p in activity.partners):
            found[name].activities.append(activity)
    return sorted(found.values(), key=lambda who: (-len(who.activities), -who.mentions, who.name))
