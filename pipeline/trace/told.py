"""A trace for people: a table in Dutch, rows for a spreadsheet, and YAML."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from rich.box import SIMPLE_HEAD
from rich.console import Group
from rich.table import Table
from rich.text import Text

from pipeline.dutch import count, decimal
from pipeline.trace.result import Detail, Line, Outcome, Quote, Trace

OUTCOMES: dict[Outcome, str] = {
    "done": "gedaan",
    "continued": "gaat door",
    "changed": "veranderd",
    "not_mentioned": "niet genoemd",
}
DETAILS: dict[Detail, str] = {
    "delayed": "later",
    "stopped": "niet (meer)",
    "scope": "andere omvang",
    "amount": "ander bedrag",
    "partner": "andere partner",
    "form": "andere vorm",
}
_SIGNS: dict[Outcome, str] = {"done": "●", "continued": "◐", "changed": "≠", "not_mentioned": "○"}
COLUMNS = (
    "plan_document", "activity_id", "status", "plan_text", "plan_section", "plan_line", "plan_start", "plan_end",
    "outcome", "detail", "confidence", "report_document", "report_text", "report_section", "report_line",
    "report_start", "report_end", "report_activity_id", "further_quotes", "shared", "together_with", "rule",
)  # fmt: skip
_BETWEEN = " // "


def shown(trace: Trace) -> Group:
    """Return a table with a row for each planned activity, both quotes with their lines, and counts."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("uitkomst", no_wrap=True)
    table.add_column(f"plan: {trace.plan.id}", ratio=1)
    table.add_column(f"verslag: {trace.report.id}", ratio=1)
    table.add_column("zeker", justify="right", no_wrap=True)
    for line in trace.lines:
        table.add_row(_outcome(line), Text(_placed(line.plan)), _report(line), decimal(line.confidence))
    return Group(table, Text(conclusion(trace)), *_new(trace))


def conclusion(trace: Trace) -> str:
    """Return one sentence that counts the outcomes."""
    counts = ", ".join(f"{number} {OUTCOMES[outcome]}" for outcome, number in trace.counts().items())
    return f"{count(len(trace.lines), 'activiteit', 'activiteiten')} in het plan: {counts}"


def _outcome(line: Line) -> Text:
    said = f"{_SIGNS[line.outcome]} {OUTCOMES[line.outcome]}"
    return Text(f"{said}:\n  {DETAILS[line.detail]}" if line.detail else said)


def _report(line: Line) -> Text:
    return Text("\n".join(map(_placed, line.report)))


def _placed(quote: Quote) -> str:
    return f"“{quote.text}” (regel {quote.line})"


def _new(trace: Trace) -> Iterator[Text]:
    if trace.new:
        yield Text(f"\nNieuw in het verslag, bij geen activiteit van het plan gevonden ({len(trace.new)}):")
        yield from (Text(f"- {_placed(quote)}") for quote in trace.new)


def as_csv(trace: Trace) -> str:
    """Return a trace as CSV: a row for each planned activity, keys and values as in the YAML."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_row(trace, line) for line in trace.lines)
    return file.getvalue()


def _row(trace: Trace, line: Line) -> tuple[object, ...]:
    return (
        trace.plan.id,
        line.activity,
        line.status,
        *_cells(line.plan),
        line.outcome,
        line.detail,
        line.confidence,
        trace.report.id,
        *(_cells(line.report[0]) if line.report else [None] * 5),
        line.report[0].activity if line.report else None,
        _BETWEEN.join(quote.text for quote in line.report[1:]),
        " ".join(shared.text for shared in line.evidence),
        " ".join(line.together_with),
        line.rule,
    )


def _cells(quote: Quote) -> tuple[object, ...]:
    return quote.text, " > ".join(quote.section), quote.line, quote.source.start, quote.source.end
