"""Filters without a script: what can be chosen, and the classes by which a style sheet finds what is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.dutch import KINDS, LIKELINESS, PLURALS, SIGNS, STATUS, kind_of, likeliness
from pipeline.record import Activity, AnyRecord, Partner, PolicyRecord

_MOST_PARTNERS = 80  # in the list to choose from; the others have fewer activities than these


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose: the class of the records that it stands for, its name, and how many there are."""

    token: str
    name: str
    number: int = 0


class Filters:
    """What can be chosen over the records of all documents."""

    kinds = tuple(Choice(f"k-{kind}", PLURALS[kind]) for kind in KINDS)
    statuses = tuple(Choice(f"s-{status}", f"{SIGNS[status]} {name}") for status, name in STATUS.items())
    likeliness = tuple(Choice(f"z-{name}", name) for name in LIKELINESS)

    def __init__(self, records: Iterable[PolicyRecord]) -> None:
        rules: Counter[str] = Counter()
        partners: Counter[str] = Counter()
        for record in records:
            rules.update(one.rule for one in record.records())
            names = partner_names(record)
            for activity in record.activities:
                partners.update({names[p] for p in activity.partners})
        most = sorted(partners, key=lambda name: (-partners[name], name))[:_MOST_PARTNERS]
        self.partners = tuple(Choice(f"p{n}", name, partners[name]) for n, name in enumerate(sorted(most), 1))
        self.rules = tuple(Choice(f"r{n}", name, rules[name]) for n, name in enumerate(sorted(rules), 1))
        self._partners = {choice.name: choice.token for choice in self.partners}
        self._rules = {choice.name: choice.token for choice in self.rules}

    def classes(self, one: AnyRecord, names: dict[str, str]) -> str:
        """Return the classes of a record; ``names`` are those of the partners of its document, by id."""
        found = ["rec", f"k-{kind_of(one)}", f"z-{likeliness(one.confidence)}", self._rules[one.rule]]
        who: Iterable[str] = ()
        if isinstance(one, Activity):
            found.append(f"s-{one.status}")
            who = dict.fromkeys(names[p] for p in one.partners)
        elif isinstance(one, Partner):
            who = (names[one.id],)
        return " ".join([*found, *(self._partners[name] for name in who if name in self._partners)])


def partner_names(record: PolicyRecord) -> dict[str, str]:
    """Return the name that each partner of a document goes by, by id."""
    return {partner.id: partner.canonical or partner.text for partner in record.partners}
