"""Traces measured against gold: files that say what a report tells of each activity of a plan, by exact quotes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.document import Document
from pipeline.errors import GoldError, ReadError
from pipeline.evaluation.gold import Text
from pipeline.evaluation.goldyaml import Sheet, read_sheet
from pipeline.read import read_document
from pipeline.span import Span
from pipeline.trace.result import Detail, Line, Outcome, Quote, Trace

SUFFIX = ".trace.yaml"


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    quote: Text
    outcome: Outcome
    detail: Detail | None = None
    report: tuple[Text, ...] = ()


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    plan: Text
    report: Text
    activities: tuple[_Row, ...]


@dataclass(frozen=True, slots=True)
class GoldLine:
    """What a reader says of an activity: its place in the plan, its outcome, and the places in the report."""

    text: str
    plan: Span
    outcome: Outcome
    detail: Detail | None
    report: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class TraceGold:
    """A plan, a report, and what the one says of the other."""

    plan: Document
    report: Document
    lines: tuple[GoldLine, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A line of gold beside the line that was found, None where the activity is none for the program."""

    gold: GoldLine
    found: Line | None

    @property
    def outcome(self) -> bool:
        """Whether the outcome is right."""
        return self.found is not None and self.found.outcome == self.gold.outcome

    @property
    def right(self) -> bool:
        """Whether the outcome and the main quote are right."""
        return self.outcome and self.found is not None and _quoted(self.gold, self.found.report[:1])

    @property
    def detail(self) -> bool:
        """Whether it is right, and says rightly what has changed."""
        return self.right and self.found is not None and self.found.detail == self.gold.detail


@dataclass(frozen=True, slots=True)
class TraceScore:
    """All lines of a gold file, judged."""

    lines: tuple[Judged, ...]

    def share(self, what: Literal["right", "outcome", "detail"] = "right") -> float:
        """Return which part of the lines is right, from 0 to 1."""
        return sum(bool(getattr(line, what)) for line in self.lines) / len(self.lines)

    def __str__(self) -> str:
        count = len(self.lines)
        named: dict[str, Literal["right", "outcome", "detail"]] = {
            "outcome and quote": "right", "outcome": "outcome", "with what changed": "detail",
        }  # fmt: skip
        return ", ".join(
            f"{label} {round(self.share(w) * count)}/{count} ({self.share(w):.2f})" for label, w in named.items()
        )


def read_trace_gold(file: Path) -> TraceGold:
    """Read a gold file; its documents are named relative to it. Raises :class:`GoldError` with every fault."""
    sheet = read_sheet(file)
    held: _File | None = None
    if not sheet.faults:
        try:
            held = _File.model_validate(sheet.data)
        except ValidationError as error:
            for fault in error.errors():
                sheet.fault(f"{'.'.join(map(str, fault['loc']))}: {fault['msg'].lower()}", *fault["loc"])
    if held is None:
        raise GoldError(sheet.faults)
    documents = [
        _document(file.parent / name, sheet, key) for key, name in (("plan", held.plan), ("report", held.report))
    ]
    lines = []
    for number, row in enumerate(held.activities):
        spans = [_place(documents[0], row.quote, sheet, number, "quote")]
        spans += [_place(documents[1], quote, sheet, number, "report") for quote in row.report]
        if (row.outcome == "not_mentioned") is bool(row.report):
            sheet.fault("quotes of the report belong to every outcome but 'not_mentioned'", "activities", number)
        found = [span for span in spans if span is not None]
        if len(found) == len(spans):
            lines.append(GoldLine(row.quote, found[0], row.outcome, row.detail, tuple(found[1:])))
    if sheet.faults or documents[0] is None or documents[1] is None:
        raise GoldError(sheet.faults)
    return TraceGold(documents[0], documents[1], tuple(lines))


def _document(path: Path, sheet: Sheet, key: str) -> Document | None:
    try:
        return read_document(path)
    except (ReadError, OSError) as error:
        sheet.fault(f"the document '{path.name}' can't be read: {error}", key)
        return None


def _place(document: Document | None, quote: str, sheet: Sheet, number: int, key: str) -> Span | None:
    if document is None:
        return None
    at = document.text.find(quote)
    if at < 0:
        sheet.fault(f"the quote '{quote[:60]}' does not stand in {document.id}", "activities", number, key)
        return None
    return Span(at, at + len(quote))


def score_trace(trace: Trace, gold: TraceGold) -> TraceScore:
    """Judge a trace: each line of gold beside the activity whose text stands at its place."""
    return TraceScore(tuple(Judged(line, _line(trace, line.plan)) for line in gold.lines))


def _line(trace: Trace, span: Span) -> Line | None:
    return next((line for line in trace.lines if _covers(line.plan, span)), None)


def _covers(quote: Quote, span: Span) -> bool:
    return quote.source.start < span.end and span.start < quote.source.end


def _quoted(gold: GoldLine, quotes: tuple[Quote, ...]) -> bool:
    if not gold.report or not quotes:
        return not gold.report and not quotes
    return any(_covers(quote, span) for quote in quotes for span in gold.report)
