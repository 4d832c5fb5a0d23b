"""What the queue shows: a filter as it stands in an address, and the counts of what each choice would leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from urllib.parse import urlencode

from pipeline.dutch import KINDS, PLURALS, likeliness
from pipeline.reviewapp.desk import OPEN, status_of
from pipeline.reviewapp.library import Item
from pipeline.reviewapp.voice import Voice

STATUSES: dict[str, str] = {
    OPEN: "nog open",
    "klopt": "klopt",
    "klopt_niet": "klopt niet",
    "aanpassen": "aangepast",
    "twijfel": "twijfel",
    "toevoegen": "toegevoegd",
}
SIGNS: dict[str, str] = {
    OPEN: "○",
    "klopt": "✓",
    "klopt_niet": "✗",
    "aanpassen": "✎",
    "twijfel": "?",
    "toevoegen": "+",
}
SURE = ("hoog", "redelijk", "laag")


@dataclass(frozen=True, slots=True)
class Filter:
    """What is asked for; an empty text asks for nothing. The names of the fields stand in addresses."""

    document: str = ""
    soort: str = ""
    regel: str = ""
    zekerheid: str = ""
    status: str = ""
    zoek: str = ""

    @classmethod
    def read(cls, given: Mapping[str, str]) -> Filter:
        """Read a filter from an address or a form; what can't be is asked for by nobody."""
        return cls(**{f.name: str(given.get(f.name, "")).strip()[:500] for f in fields(cls)})

    def query(self, **more: str) -> str:
        """Return the filter as an address gives it, with more behind it."""
        own = {f.name: getattr(self, f.name) for f in fields(self)}
        return urlencode({name: value for name, value in {**own, **more}.items() if value})

    def without(self, *names: str) -> Filter:
        """Return the filter without some of what it asks."""
        return replace(self, **dict.fromkeys(names, ""))

    def pairs(self) -> list[tuple[str, str]]:
        """Return what is asked, for a form to bring along."""
        return [(f.name, getattr(self, f.name)) for f in fields(self) if getattr(self, f.name)]

    @property
    def narrow(self) -> bool:
        """Whether anything is asked beside the document."""
        return self.without("document") != Filter()


@dataclass(frozen=True, slots=True)
class Facet:
    """A choice of the filter, with how many records it would leave."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Queue:
    """The records that a filter leaves, with how they were judged, and the choices beside it."""

    items: Sequence[Item]
    statuses: Mapping[str, str]
    facets: Mapping[str, Sequence[Facet]]
    total: int

    def at(self, key: str) -> int | None:
        """Return the place of a record in the queue."""
        return next((n for n, item in enumerate(self.items) if item.id == key), None)


def queue(filter_: Filter, items: Sequence[Item], reader: Voice) -> Queue:
    """Return what a filter leaves of the items of its document."""
    statuses = {item.id: status_of(reader, item.id) for item in items}
    tests: dict[str, Callable[[Item], bool]] = {
        "soort": lambda i: i.kind == filter_.soort,
        "regel": lambda i: i.rule == filter_.regel,
        "zekerheid": lambda i: not i.added and likeliness(i.sure) == filter_.zekerheid,
        "status": lambda i: statuses[i.id] == filter_.status,
    }
    asked = {name: test for name, test in tests.items() if getattr(filter_, name)}
    words = filter_.zoek.casefold()
    left: list[Item] = []
    counts: dict[str, Counter[str]] = {name: Counter() for name in tests}
    for item in items:
        if words and words not in item.text.casefold() and words not in item.name.casefold():
            continue
        missed = [name for name, test in asked.items() if not test(item)]
        if not missed:
            left.append(item)
        values = {"soort": item.kind, "regel": item.rule, "status": statuses[item.id]}
        values["zekerheid"] = "" if item.added else likeliness(item.sure)
        for name in counts if not missed else missed if len(missed) == 1 else ():
            counts[name][values[name]] += 1
    return Queue(left, statuses, _facets(counts), len(items))


def _facets(counts: Mapping[str, Counter[str]]) -> dict[str, list[Facet]]:
    rules = sorted(rule for rule in counts["regel"] if rule)
    return {
        "soort": [Facet(kind, PLURALS[kind], counts["soort"][kind]) for kind in KINDS],
        "zekerheid": [Facet(name, name, counts["zekerheid"][name]) for name in SURE],
        "status": [Facet(name, label, counts["status"][name]) for name, label in STATUSES.items()],
        "regel": [Facet(rule, rule, counts["regel"][rule]) for rule in rules],
    }


def next_open(items: Iterable[Item], statuses: Mapping[str, str], after: Item) -> Item | None:
    """Return the first record after one that is still to be judged; from the start where none is."""
    listed = [i for i in items if i.id != after.id and statuses.get(i.id, OPEN) == OPEN]
    return next((i for i in listed if i.order > after.order), listed[0] if listed else None)
