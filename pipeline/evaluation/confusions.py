"""What went wrong, sorted by how: what was taken for what, what was missed, and what stands for nothing.

Each miss and each spurious record is counted once: where the two explain each other, as one confusion.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from pipeline.evaluation.gold import (
    Case,
    GoldActivity,
    GoldBudgetLine,
    GoldIndicator,
    GoldItem,
    GoldPartner,
    GoldTimeline,
    Placed,
)
from pipeline.evaluation.matching import LEAST, Pairing, likeness
from pipeline.evaluation.measures import all_links, said, same_value
from pipeline.record import Activity, AnyRecord, BudgetLine, Indicator, Partner, Timeline
from pipeline.span import Span

NAMES = {
    "goals": "goal",
    "activities": "activity",
    "timelines": "timeline",
    "laws": "law",
    "frameworks": "framework",
    "partners": "partner",
    "indicators": "indicator",
    "budget_lines": "budget line",
}
# What can be taken for each other: statements, and names.
_GROUPS = (("goals", "activities"), ("laws", "frameworks", "partners"))


@dataclass(frozen=True, slots=True)
class Confusion:
    """One thing that went wrong: how, where (line of the document), what gold has, what was found, and by which rule.

    ``gold`` is None where a record stands for nothing, ``found``, ``rule`` and ``confidence`` where there is no record.
    """

    label: str
    file: str
    line: int
    item: str | None
    gold: str | None
    found: str | None = None
    rule: str | None = None
    confidence: float | None = None

    def as_data(self) -> dict[str, Any]:
        """Return it as plain data."""
        return asdict(self)


def confusions(case: Case, strict: dict[str, Pairing], relaxed: dict[str, Pairing]) -> list[Confusion]:
    """Return everything that went wrong in a document, in the order of lines."""
    finder = _Confusions(case, strict, relaxed)
    found = [one for kind in strict for one in finder.of_kind(kind)]
    return sorted([*found, *finder.of_links()], key=lambda one: one.line)


class _Confusions:
    def __init__(self, case: Case, strict: dict[str, Pairing], relaxed: dict[str, Pairing]) -> None:
        self._case, self._strict, self._relaxed = case, strict, relaxed
        # For each missed item the record that explains it: in other bounds, or of another kind.
        self._instead: dict[str, tuple[str, AnyRecord]] = {}
        for kind, pairing in strict.items():
            self._instead |= {item.id: (kind, record) for record, item in self._partly(kind)}
            for placed in pairing.missed:
                other = self._taken_for(kind, placed)
                if other is not None and placed.item.id not in self._instead:
                    self._instead[placed.item.id] = other
        self._explained = {record.id for _, record in self._instead.values()}

    def of_kind(self, kind: str) -> Iterator[Confusion]:
        name, pairing = NAMES[kind], self._strict[kind]
        for item, record in pairing.hits:
            for label, value in _differences(kind, item, record):
                yield self._of_record(label, record, item, value)
        for placed in pairing.missed:
            item = placed.item
            if item.id not in self._instead:
                yield self._of_gold(f"{name} missed", placed)
                continue
            other, record = self._instead[item.id]
            how = "in other bounds" if other == kind else f"as {NAMES[other]}"
            yield self._of_record(f"{name} found {how}", record, item)
        for number in pairing.extra:
            record = pairing.records[number]
            if record.id in self._explained:
                continue
            twin = self._twin(kind, pairing.places[number])
            if twin is None:
                yield self._of_record(f"{name} spurious", record)
            else:
                how = "found as {} too" if twin[1].core else "(optional) found as {}"
                yield self._of_record(f"{NAMES[twin[0]]} {how.format(name)}", record, twin[1])

    def of_links(self) -> Iterator[Confusion]:
        records = {r.id: r for pairing in self._strict.values() for r in pairing.records}
        items = {p.item.id: p for pairing in self._strict.values() for p in pairing.gold}
        by_item = {i.id: records[r] for pairing in self._strict.values() for r, i in pairing.item_of.items()}
        for measure, links in all_links(self._strict).items():
            end = measure.removeprefix("links.")
            for one, other in sorted(links.wanted - links.given):
                yield self._of_gold(f"link to {end} missed", items[one], items[other].item, by_item.get(one))
            for one, other in sorted(links.given - links.wanted):
                yield self._of_gold(f"link to {end} spurious", items[one], items[other].item, by_item.get(one))
            for source, target in links.stray:
                record = records[source]
                ends = f"{record.text} → {records[target].text}"
                yield self._of_record(f"link to {end} spurious", record, found=ends)

    def _partly(self, kind: str) -> Iterator[tuple[AnyRecord, GoldItem]]:
        """Yield the records that stand for a core item only where any overlap will do."""
        strict = self._strict[kind].pairs
        pairing = self._relaxed[kind]
        for record, item in pairing.pairs.items():
            if record not in strict and pairing.gold[item].item.core:
                yield pairing.records[record], pairing.gold[item].item

    def _taken_for(self, kind: str, placed: Placed) -> tuple[str, AnyRecord] | None:
        """Return the record of another kind at the place of an item, with its kind."""
        found: list[tuple[float, str, AnyRecord]] = []
        for other in _others(kind):
            pairing = self._strict[other]
            for record, places in zip(pairing.records, pairing.places, strict=True):
                like = max((likeness(placed.span, place) for place in places), default=0.0)
                if like >= LEAST[kind]:
                    found.append((like, other, record))
        best = max(found, key=lambda one: one[0], default=None)
        return None if best is None else best[1:]

    def _twin(self, kind: str, places: Sequence[Span]) -> tuple[str, GoldItem] | None:
        """Return the item of another kind at the place of a record, with its kind."""
        found: list[tuple[float, str, GoldItem]] = []
        for other in _others(kind):
            for placed in self._strict[other].gold:
                like = max((likeness(placed.span, place) for place in places), default=0.0)
                if like >= LEAST[kind]:
                    found.append((like, other, placed.item))
        best = max(found, key=lambda one: one[0], default=None)
        return None if best is None else best[1:]

    def _of_record(
        self, label: str, record: AnyRecord, item: GoldItem | None = None, found: str | None = None
    ) -> Confusion:
        line = self._case.document.text.count("\n", 0, record.source.start) + 1
        gold, quote = (item.id, item.quote) if item else (None, None)
        file, shown = self._case.document.id, found or record.text
        return Confusion(label, file, line, gold, quote, shown, record.rule, record.confidence)

    def _of_gold(
        self, label: str, placed: Placed, end: GoldItem | None = None, record: AnyRecord | None = None
    ) -> Confusion:
        line = self._case.quoted.text.count("\n", 0, placed.span.start) + 1
        ends = [placed.item, *([end] if end else [])]
        item, quote = " → ".join(one.id for one in ends), " → ".join(one.quote for one in ends)
        rule, confidence = (record.rule, record.confidence) if record else (None, None)
        return Confusion(label, self._case.quoted.id, line, item, quote, None, rule, confidence)


def _others(kind: str) -> list[str]:
    return [other for group in _GROUPS if kind in group for other in group if other != kind]


def _differences(kind: str, item: GoldItem, record: AnyRecord) -> Iterator[tuple[str, str]]:
    """Yield in what a record differs from the gold item for which it stands, and what it says instead."""
    name = NAMES[kind]
    match item, record:
        case GoldActivity(), Activity():
            if not same_value(item, record):
                yield f"{item.status} {name} found as {record.status}", record.text
        case GoldTimeline(), Timeline():
            value = f"{_time(record)} (gold: {_time(item)})"
            if item.kind != record.kind:
                yield f"{item.kind} {name} found as {record.kind}", value
            elif not same_value(item, record):
                yield f"{name} with another value", value
        case ((GoldIndicator() | GoldBudgetLine()), (Indicator() | BudgetLine())):
            if not same_value(item, record):
                other = [f"{key} {getattr(record, key)} (gold: {told})" for key, told in said(item)
                         if getattr(record, key) != told]  # fmt: skip
                yield f"{name} with another value", ", ".join(other)
        case _:
            if isinstance(item, GoldPartner) and isinstance(record, Partner) and item.kind != record.kind:
                yield f"{item.kind} {name} found as {record.kind}", record.text
            if not same_value(item, record):
                names = [getattr(one, "canonical", None) for one in (record, item)]
                yield f"{name} by another name", f"{names[0] or 'no name'} (gold: {names[1]})"


def _time(one: GoldTimeline | Timeline) -> str:
    return " ".join(str(part) for part in (one.kind, one.start, one.end, one.modifier) if part)
