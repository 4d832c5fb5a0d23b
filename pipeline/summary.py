"""The table that a run ends with."""

from __future__ import annotations

from rich.box import SIMPLE_HEAD
from rich.console import Group
from rich.table import Table
from rich.text import Text

from pipeline.batch import Outcome

_HEADS = {
    "goals": "goals",
    "activities": "acts",
    "timelines": "times",
    "legal_references": "laws",
    "frameworks": "frames",
    "partners": "partners",
    "figures": "figures",
}
# Columns of the table that count more than one kind.
_TOGETHER = {"figures": ("indicators", "budget_lines")}


def summary(outcomes: list[Outcome]) -> Group:
    """Return a table with a row per document (its size and its records of each kind), and its warnings below."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("document", overflow="fold", min_width=24)
    table.add_column("size", justify="right", no_wrap=True)
    for head in _HEADS.values():
        table.add_column(head, justify="right", no_wrap=True)
    table.add_column("unlinked", justify="right", no_wrap=True)
    table.add_column("warnings", justify="right", no_wrap=True)
    for outcome in outcomes:
        table.add_row(*map(Text, _row(outcome)))
    if len(outcomes) > 1:
        table.add_section()
        table.add_row(*map(Text, _total(outcomes)))
    notes = [Text(f"warning: {o.id}: {warning}") for o in outcomes for warning in o.warnings]
    return Group(table, *notes)


def _total(outcomes: list[Outcome]) -> list[str]:
    done = [o for o in outcomes if o.extracted]
    return [
        f"{len(done)} extracted, {len(outcomes) - len(done)} failed",
        f"{sum(o.words for o in done)} words",
        *[str(sum(_count(o, field) for o in done)) for field in _HEADS],
        str(sum(o.without_goal for o in done)),
        str(sum(len(o.warnings) for o in done)),
    ]


def _row(outcome: Outcome) -> list[str]:
    if not outcome.extracted:
        return [outcome.id, "failed", *[""] * (len(_HEADS) + 2)]
    size = f"{outcome.pages} pages" if outcome.pages else f"{outcome.words} words"
    counts = [str(_count(outcome, field)) for field in _HEADS]
    return [outcome.id, size, *counts, str(outcome.without_goal), str(len(outcome.warnings))]


def _count(outcome: Outcome, field: str) -> int:
    return sum(outcome.counts[one] for one in _TOGETHER.get(field, (field,)))
