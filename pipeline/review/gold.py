"""From what readers made of a document to its gold, as ``doelenboom evaluate`` reads it.

Gold speaks for a whole document: a record that it does not have counts as wrong, one that is not found as missed. So
only a document that a reader called final (*vastgesteld*) has gold. In it

- what all who judged it keep is ``core``, as they have it: records that were right, adapted or added;
- what all of them reject is not there, so finding it counts as wrong;
- what is in doubt (*twijfel*), on which readers differ, or which nobody judged, is ``optional``: it neither costs nor
  gains. So is each repeat of a statement.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pipeline.document import Document
from pipeline.evaluation.gold import FIELD, FIGURES, ITEMS, GoldItem, GoldTimeline
from pipeline.evaluation.quotes import Quotes
from pipeline.record import Activity, Goal, PolicyRecord
from pipeline.review.anchor import Anchor
from pipeline.review.opinions import Gathered, Settled, gather
from pipeline.review.state import ReaderState
from pipeline.span import Span

_KIND = {
    "goal": "goals",
    "activity": "activities",
    "timeline": "timelines",
    "legal_reference": "laws",
    "framework": "frameworks",
    "partner": "partners",
    "indicator": "indicators",
    "budget_line": "budget_lines",
}
_LETTER = {
    **{"goals": "G", "activities": "A", "timelines": "T", "laws": "L", "frameworks": "F", "partners": "P"},
    **{"indicators": "I", "budget_lines": "B"},
}
_LINKS = ("goals", "timelines", "partners", "laws")
_DATES = ("start", "end")


@dataclass
class Gold:
    """The gold of a document.

    ``data`` is what its file holds. ``core`` and ``optional`` count its items, ``unjudged`` those of them that nobody
    judged. ``lost`` holds verdicts that have no place in the document any more, ``unquoted`` texts that gold can't
    quote.
    """

    data: dict[str, Any]
    core: int = 0
    optional: int = 0
    unjudged: int = 0
    lost: list[Anchor] = field(default_factory=list)
    unquoted: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Item:
    """A row of gold before it has its links."""

    settled: Settled
    kind: str
    row: dict[str, Any]
    span: Span


def gold_of(whole: PolicyRecord, document: Document, readers: Iterable[ReaderState]) -> Gold:
    """Return the gold that readers made of a document: of one, or of several together.

    No name of a reader is in it. ``document`` is read from the file that ``whole`` was made of.
    """
    gathered = gather(whole, document.text, list(readers))
    gold = Gold(_head(whole), lost=gathered.lost)
    items = list(_items(gathered.settled(), Quotes(document), gold))
    _number(items)
    _link(items, gathered)
    items += _repeats(items, whole, Quotes(document))
    for kind in FIELD:
        rows = [one.row for one in sorted(items, key=lambda i: (i.span.start, i.span.end)) if one.kind == kind]
        gold.data[kind] = rows
    levels = Counter(one.row["level"] for one in items)
    gold.core, gold.optional = levels["core"], levels["optional"]
    return gold


def _head(whole: PolicyRecord) -> dict[str, Any]:
    about = whole.document
    head: dict[str, Any] = {"document": about.id}
    if about.organisations:
        head["organisation"] = about.organisations[0].name
    if about.period:
        head["period"] = {"start": about.period.start, "end": about.period.end}
    return head


def _items(settled: Iterable[Settled], quotes: Quotes, gold: Gold) -> Iterator[_Item]:
    """Yield the items of a document; of two at one place the one that is sure."""
    taken: set[tuple[str, Span]] = set()
    for one in sorted(settled, key=lambda s: not s.sure):
        kind = _KIND.get(one.value.kind)
        if kind is None:
            continue  # gold has no such kind
        quoted = quotes.quote(one.value.span)
        span = quotes.find(*quoted) if quoted else None
        if quoted is None or span is None:
            gold.unquoted.append(one.value.text)
            continue
        if (kind, span) in taken:
            continue
        if kind in FIGURES and not {"name", "value"} <= {k for k, v in one.value.fields.items() if v}:
            gold.unquoted.append(one.value.text)
            continue
        taken.add((kind, span))
        gold.unjudged += not one.judged
        quote, occurrence = quoted
        values, fits = _values(kind, one)
        row = {
            "id": "",
            "level": "core" if one.sure and fits else "optional",
            **values,
            "quote": quote,
            **({"occurrence": occurrence} if occurrence > 1 else {}),
        }
        yield _Item(one, kind, row, span)


def _values(kind: str, one: Settled) -> tuple[dict[str, Any], bool]:
    """Return what gold says of an item, and whether that is all that it has to say.

    Gold asks for the title of each law, for dates of a time and for the kind of a partner: where readers give none, or
    differ, the item can't be core.
    """
    fields = {name: value for name, value in one.value.fields.items() if value is not None and name not in one.open}
    match kind:
        case "activities":
            return {k: fields[k] for k in ("status",) if k in fields}, True
        case "timelines":
            return _time(fields, one)
        case "laws":
            return {"canonical": fields.get("canonical") or one.value.text.strip()}, "canonical" in fields
        case "frameworks":
            return {k: fields[k] for k in ("canonical",) if k in fields}, True
        case "partners":
            named = {k: fields[k] for k in ("canonical",) if k in fields}
            return {"kind": fields.get("kind", "named"), **named}, "kind" in fields
        case "indicators" | "budget_lines":
            asked = set(ITEMS[kind].model_fields) - set(GoldItem.model_fields)
            return {k: _figure(k, fields[k]) for k in fields if k in asked}, {"name", "value"} <= set(fields)
    return {}, True


def _figure(name: str, said: str) -> str | float:
    """Return a value of a figure as gold writes it: numbers as numbers."""
    return int(said) if name == "year" else float(said) if name in ("value", "amount") else said


def _time(fields: dict[str, str], one: Settled) -> tuple[dict[str, Any], bool]:
    row: dict[str, Any] = {name: fields[name] for name in ("kind", "start", "end", "modifier") if name in fields}
    if row.get("kind") == "relative":
        row = {name: value for name, value in row.items() if name not in _DATES}
    fits = not one.open & {"kind", "start", "end", "modifier"}
    try:
        GoldTimeline.model_validate({"id": "T", "level": "core", "quote": "x", **row})
    except ValueError:
        return {"kind": "relative"}, False
    return row, fits


def _number(items: Iterable[_Item]) -> None:
    """Give items their ids, in the order of their places."""
    numbers: Counter[str] = Counter()
    for one in sorted(items, key=lambda item: (item.span.start, item.span.end)):
        numbers[one.kind] += 1
        one.row["id"] = f"{_LETTER[one.kind]}{numbers[one.kind]}"


def _link(items: Iterable[_Item], gathered: Gathered) -> None:
    """Give activities and goals the links to items that are there."""
    named = {(one.kind, one.settled.name): one.row["id"] for one in items}
    for one in items:
        value = one.settled.value
        if one.kind == "goals":
            parents = [named.get(("goals", name)) for name in gathered.links(value, "parent")]
            if parents and parents[0] and parents[0] != one.row["id"]:
                one.row["parent"] = parents[0]
        elif one.kind == "activities":
            for kind in _LINKS:
                targets = [named.get((kind, name)) for name in gathered.links(value, FIELD[kind])]
                one.row[kind] = list(dict.fromkeys(target for target in targets if target))


def _repeats(items: Iterable[_Item], whole: PolicyRecord, quotes: Quotes) -> list[_Item]:
    """Return the further places of statements, each standing for the first."""
    first = {one.settled.name: one for one in items}
    taken = {(one.kind, one.span) for one in first.values()}
    found: list[_Item] = []
    for record in (*whole.goals, *whole.activities):
        assert isinstance(record, Goal | Activity)
        one = first.get(record.id)
        for number, place in enumerate(record.also_at if one else (), 1):
            assert one is not None
            quoted = quotes.quote(Span(place.start, place.end))
            span = quotes.find(*quoted) if quoted else None
            if quoted and span and (one.kind, span) not in taken:
                taken.add((one.kind, span))
                row = {"id": f"{one.row['id']}-{number}", "level": "optional", "same_as": one.row["id"]}
                row |= {"quote": quoted[0], **({"occurrence": quoted[1]} if quoted[1] > 1 else {})}
                found.append(_Item(one.settled, one.kind, row, span))
    return found
