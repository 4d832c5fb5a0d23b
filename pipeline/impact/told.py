"""What a change of the rules does, for people (a table in Dutch) and for programs (plain data)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from pipeline.dutch import KINDS, PARTNERS, STATUS, TIMES, count, day, decimal
from pipeline.explain.told import place
from pipeline.impact.compare import Change, Difference, Sort, Value
from pipeline.impact.weigh import Impact
from pipeline.ruleset import Rules

SIGNS: dict[Sort, str] = {"appears": "+", "vanishes": "−", "changes": "~"}
SORTS: dict[Sort, str] = {"appears": "komt erbij", "vanishes": "verdwijnt", "changes": "verandert"}
FIELDS = {
    "kind": "is",
    "text": "tekst",
    "parent": "dient doel",
    "goals": "doelen",
    "timelines": "tijden",
    "partners": "partners",
    "legal_references": "wetten",
    "frameworks": "kaders",
    "section": "onder",
    "status": "status",
    "start": "begin",
    "end": "eind",
    "modifier": "nader",
    "timex": "TIMEX3",
    "canonical": "naam",
    "article": "artikel",
    "paragraph": "lid",
    "bwb_id": "BWB",
    "uri": "adres",
    "candidates": "mogelijk",
    "sort": "soort",
    "type": "type",
    "cbs_code": "CBS-code",
    "rule": "regel",
    "confidence": "zekerheid",
}
_WORDS: dict[str, str] = {**STATUS, **PARTNERS, **TIMES}
_LONGEST = 90  # characters of a text in the table


def table(impact: Impact, rules: Rules) -> Iterator[RenderableType]:
    """Yield what a change of the rules does, document by document, with the summary at the end."""
    for document in impact.touched:
        yield Text(document, style="bold")
        rows = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), show_header=False)
        rows.add_column()
        rows.add_column(no_wrap=True)
        rows.add_column(overflow="fold")
        for change in impact.changes:
            if change.document == document:
                rows.add_row(SIGNS[change.sort], Text(where(change)), Text("\n".join(lines(change, rules))))
        yield rows
    for one in impact.left_out:
        yield Text(f"overgeslagen: {one.document}: {one.why}")
    for notice in impact.notices:
        yield Text(f"let op: {notice}")
    yield Text(f"{impact.summary} ({count(impact.documents, 'document', 'documenten')} bekeken)")


def where(change: Change) -> str:
    """Return where a record stands, as a reader finds it."""
    return f"blz. {change.page}" if change.page else f"regel {change.line}" if change.line else ""


def lines(change: Change, rules: Rules) -> Iterator[str]:
    """Yield what becomes of one record, with the rule that did it."""
    text = " ".join(change.record.text.split())
    text = text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + " …"
    yield f"{KINDS[change.kind]}: {text}"
    for one in change.fields:
        told = difference(one) if one.field != "rule" else f"{one.old} → {place(change.rule, rules)}"
        yield f"  {FIELDS[one.field]}: {told}"
    if not any(one.field == "rule" for one in change.fields):
        yield f"  {'regel' if change.sort != 'vanishes' else 'was door'}: {place(change.rule, rules)}"


def difference(one: Difference) -> str:
    """Return what a field was and is; of links only those that come and go.

    >>> difference(Difference("goals", ("Inwoners doen mee",), ("Inwoners doen mee", "Wonen is betaalbaar")))
    '+ Wonen is betaalbaar'
    >>> difference(Difference("status", "ongoing", "planned")), difference(Difference("canonical", None, "GGD"))
    ('loopt → gepland', '– → GGD')
    """
    if isinstance(one.old, tuple) and isinstance(one.new, tuple) and one.field != "section":
        gone = [f"− {value}" for value in _without(one.old, one.new)]
        return "; ".join([*gone, *(f"+ {value}" for value in _without(one.new, one.old))])
    return f"{_said(one.old)} → {_said(one.new)}"


def _without(values: tuple[str, ...], others: tuple[str, ...]) -> list[str]:
    """Return values that others don't have, or not as often."""
    left = list(others)
    found = []
    for value in values:
        if value in left:
            left.remove(value)
        else:
            found.append(value)
    return found


def _said(value: Value) -> str:
    if isinstance(value, tuple):
        return " › ".join(value) or "–"
    if isinstance(value, dt.date):
        return day(value)
    if isinstance(value, float):
        return decimal(value)
    return "–" if value is None else _WORDS.get(value) or next((d for k, d in KINDS.items() if k == value), value)


def as_data(impact: Impact) -> dict[str, Any]:
    """Return all of it as plain data: what ``--to`` writes."""
    return {
        "summary": impact.summary,
        "documents": impact.documents,
        "appears": impact.counts["appears"],
        "vanishes": impact.counts["vanishes"],
        "changes": impact.counts["changes"],
        "left_out": [{"document": one.document, "why": one.why} for one in impact.left_out],
        "notices": list(impact.notices),
        "records": [_change(change) for change in impact.changes],
    }


def _change(change: Change) -> dict[str, Any]:
    record = change.record
    return {
        "document": change.document,
        "what": change.sort,
        "kind": change.kind,
        "id": record.id,
        "old_id": change.old.id if change.old is not None and change.old.id != record.id else None,
        "text": record.text,
        "line": change.line,
        "page": change.page,
        "start": record.source.start,
        "end": record.source.end,
        "rule": change.rule,
        "fields": [{"field": one.field, "old": _plain(one.old), "new": _plain(one.new)} for one in change.fields],
    }


def _plain(value: Value) -> Any:
    return list(value) if isinstance(value, tuple) else value
