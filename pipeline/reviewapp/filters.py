"""What the queue shows: a filter as it stands in an address, and the counts of what each choice would leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import compress
from typing import TypeVar
from urllib.parse import urlencode

from markupsafe import Markup, escape

from pipeline.dutch import KINDS, PLURALS, likeliness
from pipeline.reviewapp.desk import OPEN, status_of
from pipeline.reviewapp.library import Item
from pipeline.reviewapp.voice import Voice

T = TypeVar("T")
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

    def leading(self, **more: str) -> Markup:
        """Return the filter as an address gives it, escaped, for one more field to stand behind it."""
        query = self.query(**more)
        return escape(f"{query}&" if query else "")

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
    open: int  # how many of the items are still to be judged

    def at(self, key: str) -> int | None:
        """Return the place of a record in the queue."""
        return next((n for n, item in enumerate(self.items) if item.id == key), None)


class _Statuses(dict[str, str]):
    """How records were judged, by id; what stands not in it is open."""

    def __missing__(self, key: str) -> str:
        return OPEN


def queue(filter_: Filter, items: Sequence[Item], reader: Voice) -> Queue:
    """Return what a filter leaves of the items of its document.

    There may be tens of thousands of them: what is asked of each is a step through a list, and no call.
    """
    statuses = _Statuses((key, status_of(reader, key)) for key in reader.judged())
    words = filter_.zoek.casefold()
    found = [i for i in items if words in i.text.casefold() or words in i.name.casefold()] if words else items
    sure = {value: likeliness(value) for value in {i.sure for i in found}}
    values: dict[str, list[str]] = {
        "soort": [i.kind for i in found],
        "regel": [i.rule for i in found],
        "zekerheid": ["" if i.added else sure[i.sure] for i in found],
        "status": [statuses[i.id] for i in found] if statuses else [OPEN] * len(found),
    }
    fits = {
        name: [value == wanted for value in column]
        for name, column in values.items()
        if (wanted := getattr(filter_, name))
    }
    # A choice tells how many it would leave: those that fit all else that is asked.
    counts = {
        name: Counter(_left(column, [fit for other, fit in fits.items() if other != name]))
        for name, column in values.items()
    }
    left = _left(found, list(fits.values()))
    open_ = sum(status == OPEN for status in _left(values["status"], list(fits.values())))
    return Queue(left, statuses, _facets(counts), len(items), open_)


def _left(column: Sequence[T], fits: Sequence[Sequence[bool]]) -> Sequence[T]:
    """Return what of a column fits by all of several tests."""
    return list(compress(column, map(all, zip(*fits, strict=True)))) if fits else column


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
