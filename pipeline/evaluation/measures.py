"""Precision, recall and F1 of a document: kinds, values and links."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipeline.evaluation.gold import (
    FIELD,
    FIGURES,
    GoldActivity,
    GoldBudgetLine,
    GoldFramework,
    GoldGoal,
    GoldIndicator,
    GoldItem,
    GoldLaw,
    GoldPartner,
    GoldTimeline,
)
from pipeline.evaluation.matching import Pairing
from pipeline.record import (
    Activity,
    AnyRecord,
    BudgetLine,
    Framework,
    Goal,
    Indicator,
    LegalReference,
    Partner,
    Timeline,
    normalise,
)

LINKS = ("goals", "timelines", "partners", "laws")
_PARTS = ("named", "group")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many were right, wrong (found and not in gold) and missed (in gold and not found).

    >>> both = Counts(2, 0, 1) + Counts(1, 1, 0)
    >>> both.precision, both.recall, both.f1
    (0.75, 0.75, 0.75)
    >>> Counts().f1
    0.0
    """

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def core(self) -> int:
        """How many there are in gold."""
        return self.right + self.missed

    @property
    def found(self) -> int:
        """How many were found, those left out that stand for an optional item."""
        return self.right + self.wrong

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of gold that was found."""
        return self.right / self.core if self.core else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / both if both else 0.0


def _same_name(gold: str | None, found: str | None) -> bool:
    return not gold or normalise(gold) == normalise(found or "")


def same_value(item: GoldItem, record: AnyRecord) -> bool:
    """Say whether a record says the same as the gold item for which it stands, in what gold says of it."""
    match item, record:
        case GoldActivity(), Activity():
            return item.status in (None, record.status)
        case GoldTimeline(), Timeline():
            if item.modifier and item.modifier != record.modifier:
                return False
            # Gold gives a relative time no dates, for it is written before the period is known.
            dates = item.kind == "relative" or (item.start, item.end) == (record.start, record.end)
            return item.kind == record.kind and dates
        case ((GoldLaw() | GoldFramework() | GoldPartner()), (LegalReference() | Framework() | Partner())):
            return _same_name(item.canonical, record.canonical)
        case ((GoldIndicator() | GoldBudgetLine()), (Indicator() | BudgetLine())):
            return all(_same_figure(told, getattr(record, name)) for name, told in said(item))
    return True


def said(item: GoldIndicator | GoldBudgetLine) -> list[tuple[str, str | float]]:
    """Return what gold says of a figure beside its place."""
    own = set(type(item).model_fields) - set(GoldItem.model_fields)
    return [(name, told) for name, told in item if name in own and told is not None]


def _same_figure(gold: str | float, found: str | float | None) -> bool:
    return _same_name(gold, found) if isinstance(gold, str) and isinstance(found, str) else gold == found


VALUES = {
    "activities": "activities.status",
    "timelines": "timelines.value",
    "laws": "laws.value",
    "frameworks": "frameworks.value",
    "partners": "partners.value",
    "indicators": "indicators.value",
    "budget_lines": "budget_lines.value",
}


def measures(pairings: dict[str, Pairing]) -> dict[str, Counts]:
    """Return the counts of every measure, in the order in which they are shown."""
    found: dict[str, Counts] = {}
    for kind in (kind for kind in pairings if kind not in FIGURES):
        found |= _of_kind(kind, pairings[kind])
    for part in _PARTS:
        found[f"partners.{part}"] = _partners(pairings["partners"], part)
    for name, links in all_links(pairings).items():
        found[name] = Counts(len(links.wanted & links.given), len(links.wrong), len(links.wanted - links.given))
    for kind in (kind for kind in pairings if kind in FIGURES):
        found |= _of_kind(kind, pairings[kind])
    return found


def _of_kind(kind: str, pairing: Pairing) -> dict[str, Counts]:
    hits, extra, missed = len(pairing.hits), len(pairing.extra), len(pairing.missed)
    found = {kind: Counts(hits, extra, missed)}
    if kind in VALUES:
        right = sum(same_value(item, record) for item, record in pairing.hits)
        found[VALUES[kind]] = Counts(right, extra + hits - right, missed + hits - right)
    return found


def _partners(pairing: Pairing, part: str) -> Counts:
    """Return the counts of named partners or of groups.

    A record of a third kind that stands for nothing counts against both: it might have been either.
    """
    of_part: Callable[[GoldItem | AnyRecord], bool] = lambda one: getattr(one, "kind", None) == part  # noqa: E731
    right = sum(of_part(item) and of_part(record) for item, record in pairing.hits)
    other = sum(of_part(record) and not of_part(item) for item, record in pairing.hits)
    kinds = [getattr(pairing.records[number], "kind", None) for number in pairing.extra]
    stray = sum(kind == part or kind not in _PARTS for kind in kinds)
    wanted = sum(placed.item.core and of_part(placed.item) for placed in pairing.gold)
    return Counts(right, other + stray, wanted - right)


Link = tuple[str, str]


@dataclass(frozen=True)
class Links:
    """Links of one kind as pairs of gold ids, repeats folded into what they repeat.

    ``stray`` holds pairs of record ids: a link of a record that is right to one that stands for nothing.
    """

    wanted: frozenset[Link]
    given: frozenset[Link]
    stray: tuple[Link, ...]

    @property
    def wrong(self) -> list[Link]:
        """The links that were found and are not in gold, those to records that stand for nothing included."""
        return [*sorted(self.given - self.wanted), *self.stray]


def all_links(pairings: dict[str, Pairing]) -> dict[str, Links]:
    """Return the links of each kind, wanted and found. Links with an optional end neither cost nor gain."""
    found = {f"links.{kind}": _links(pairings, "activities", kind, FIELD[kind]) for kind in LINKS}
    found["links.parents"] = _links(pairings, "goals", "goals", "parent")
    return found


def _targets(one: GoldItem | AnyRecord, field: str) -> tuple[str, ...]:
    held: str | tuple[str, ...] | None = getattr(one, field)
    return (held,) if isinstance(held, str) else held or ()


def _links(pairings: dict[str, Pairing], source: str, target: str, field: str) -> Links:
    items = {placed.item.id: placed.item for placed in pairings[target].gold}
    wanted, given, stray = set(), set(), []
    for placed in pairings[source].gold:
        for name in _targets(placed.item, target if field != "parent" else field):
            if placed.item.core and items[name].core:
                wanted.add((_origin(placed.item), _origin(items[name])))
    for record in _sources(pairings[source]):
        item = pairings[source].item_of[record.id]
        for name in _targets(record, field):
            end = pairings[target].item_of.get(name)
            if end is None:
                stray.append((record.id, name))
            elif end.core:
                given.add((_origin(item), _origin(end)))
    return Links(frozenset(wanted), frozenset(given), tuple(stray))


def _sources(pairing: Pairing) -> Iterator[Activity | Goal]:
    for record in pairing.records:
        item = pairing.item_of.get(record.id)
        if item is not None and item.core and isinstance(record, Activity | Goal):
            yield record


def _origin(item: GoldItem) -> str:
    return item.stands_for if isinstance(item, GoldGoal | GoldActivity) else item.id
