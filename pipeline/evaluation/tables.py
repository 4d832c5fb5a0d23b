"""An evaluation as tables for the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from pipeline.evaluation.confusions import Confusion
from pipeline.evaluation.measures import Counts
from pipeline.evaluation.results import RELAXED, STRICT, Evaluation


def evaluation_tables(evaluation: Evaluation) -> Group:
    """Return the figures of all documents and of each, what went wrong, and how often records are right."""
    return Group(*_parts(evaluation))


def miss_lines(evaluation: Evaluation) -> Iterator[str]:
    """Yield a line for each thing that went wrong: file, line, how, gold, record, rule and confidence."""
    for document in evaluation.documents:
        yield from map(_miss, document.confusions)


def _parts(evaluation: Evaluation) -> Iterator[RenderableType]:
    yield Text(f"strict: {STRICT}\nrelaxed: {RELAXED}")
    if len(evaluation.documents) > 1:
        yield _figures(f"{len(evaluation.documents)} documents", evaluation.strict, evaluation.relaxed)
    for one in evaluation.documents:
        yield _figures(one.document, one.strict, one.relaxed)
    yield _confusions(evaluation.confusions)
    yield _calibration(evaluation)
    yield Text(f"of the right records {evaluation.sure:.2f} have a confidence of .9 or over")


def _table(first: str, *others: str) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column(first, overflow="fold", min_width=24)
    for name in others:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _figures(title: str, strict: dict[str, Counts], relaxed: dict[str, Counts]) -> Table:
    table = _table(title, "precision", "recall", "F1", "core", "found", "relaxed: precision", "recall", "F1")
    for measure, counts in strict.items():
        loose = relaxed[measure]
        table.add_row(
            Text(measure),
            *_shares(counts),
            str(counts.core),
            str(counts.found),
            *_shares(loose),
        )
    return table


def _shares(counts: Counts) -> tuple[str, ...]:
    """Return precision, recall and F1, and dashes where there is nothing to measure."""
    if not counts.core and not counts.found:
        return ("–",) * 3
    return tuple(f"{one:.3f}" for one in (counts.precision, counts.recall, counts.f1))


def _confusions(counts: dict[str, int]) -> Table:
    table = _table("what went wrong (strict)", "times")
    for label, count in counts.items():
        table.add_row(Text(label), str(count))
    return table


def _calibration(evaluation: Evaluation) -> Table:
    """Show bins that hold records only; optional items are in none."""
    table = _table("confidence of records", "confidence", "found", "right", "share", "value too", "share")
    before = None
    for one in evaluation.calibration:
        if one.share is None or one.value_share is None:
            continue
        shares = f"{one.share:.2f}", f"{one.value_share:.2f}"
        name = "" if one.kind == before else one.kind
        table.add_row(Text(name), one.confidence, str(one.found), str(one.right), shares[0], str(one.value), shares[1])
        before = one.kind
    return table


def _miss(one: Confusion) -> str:
    gold = f" {one.item} “{one.gold}”" if one.gold is not None else ""
    found = f" found “{one.found}”" if one.found is not None and one.found != one.gold else ""
    rule = f" [{one.rule} {one.confidence:.2f}]" if one.rule and one.confidence is not None else ""
    return f"{one.file}:{one.line}: {one.label}:{gold}{found}{rule}"
