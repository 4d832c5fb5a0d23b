"""What a change of the rules does to the records, as the screen tells it: by document, in Dutch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from pipeline.dutch import KINDS, decimal
from pipeline.impact import Change, Impact, Seen, weigh
from pipeline.impact.compare import Difference, Sort
from pipeline.record import Kind
from pipeline.reviewapp.desk import Desk
from pipeline.reviewapp.jobs import Told, silent
from pipeline.reviewapp.words import FIELD_NAMES, SAID
from pipeline.ruleset import Rules

_SORTS: dict[Sort, tuple[str, str]] = {
    "appears": ("+", "verschijnt"),
    "vanishes": ("−", "verdwijnt"),
    "changes": ("~", "verandert"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A record that appears, vanishes or changes: a sign and a word for it, and what it is of which rule."""

    sign: str
    what: str
    kind: Kind
    name: str
    text: str
    rule: str
    details: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """All that changes: in one line, by document, and which documents could not be looked at, with why."""

    summary: str
    documents: dict[str, tuple[Line, ...]]
    left_out: tuple[tuple[str, str], ...]
    notices: tuple[str, ...]


def effect(desk: Desk, rules: Rules, told: Told = silent) -> Effect:
    """Return what rules change in the records as they stand. ``desk`` has a cache: else every step is taken anew."""
    done = count(1)

    def report(_seen: Seen, total: int) -> None:
        told(next(done), total)

    found: Impact = weigh(
        desk.output, rules, cache=desk.steps_folder, folder=desk.folder, model=desk.reasons.model, report=report
    )
    documents: dict[str, list[Line]] = {name: [] for name in found.touched}
    for change in found.changes:
        documents[change.document].append(_line(change))
    return Effect(
        found.summary,
        {name: tuple(lines) for name, lines in documents.items()},
        tuple((one.document, one.why) for one in found.left_out),
        found.notices,
    )


def _line(change: Change) -> Line:
    sign, what = _SORTS[change.sort]
    details = tuple(filter(None, map(_detail, change.fields)))
    return Line(sign, what, change.kind, KINDS[change.kind], change.record.text, change.rule, details)


def _detail(difference: Difference) -> str:
    old, new = " ".join(_said(difference.old)), " ".join(_said(difference.new))
    return f"{FIELD_NAMES.get(difference.field, difference.field)}: {old} → {new}"


def _said(value: object) -> Iterator[str]:
    """Yield a value as a reader knows it."""
    if isinstance(value, tuple):
        yield ", ".join(f"„{one}”" for one in value) or "geen"
    elif value is None:
        yield "geen"
    elif isinstance(value, float):
        yield decimal(value)
    else:
        yield SAID.get(str(value), str(value))
