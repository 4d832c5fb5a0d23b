"""``doelenboom trace``: what an annual report says of each activity of a plan."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import Annotated

import typer

from pipeline.annotate import BUNDLED, load_model
from pipeline.check_rules import sound_rules
from pipeline.commands.shared import MODEL_HELP, RulesOption, console, told
from pipeline.document import Document
from pipeline.errors import ReadError, UsageError
from pipeline.evaluation.tracing import read_trace_gold, score_trace
from pipeline.origin import Origin
from pipeline.read import read_document
from pipeline.saved import is_record, read_record
from pipeline.trace import Trace, trace
from pipeline.trace.told import as_csv, shown
from pipeline.write import to_yaml, write_whole

_FORMATS = (".yaml", ".csv")


def trace_report(
    plan: Annotated[Path, typer.Argument(help="A plan or budget, or its record file (.yaml).")],
    report: Annotated[Path, typer.Argument(help="A report on it, or its record file (.yaml).")],
    to: Annotated[Path | None, typer.Option("--to", help="Write it to this file too: .yaml or .csv.")] = None,
    gold: Annotated[
        Path | None, typer.Option("--gold", help="Measure it against a gold file (NAME.trace.yaml).")
    ] = None,
    folder: Annotated[
        Path | None,
        typer.Option("--input", help="Where documents of record files stand, if not where the run found them."),
    ] = None,
    rules: RulesOption = None,
    model: Annotated[str, typer.Option("--model", help=MODEL_HELP)] = BUNDLED,
) -> None:
    """Say of each activity of a plan what a report tells: done, continued, changed or not mentioned. In Dutch."""
    with told():
        if to is not None and to.suffix.lower() not in _FORMATS:
            raise UsageError(f"'{to}' is van geen soort die geschreven wordt; kies een naam op {' of '.join(_FORMATS)}")
        tables = sound_rules(rules)
        documents = [_document(path, folder) for path in (plan, report)]
        found = trace(documents[0], documents[1], tables, load_model(model))
        if to is not None:
            write_whole(to, _as_file(found, to))
        console().print(shown(found))
        if gold is not None:
            typer.echo(f"{gold.name}: {score_trace(found, read_trace_gold(gold))}")


def _as_file(found: Trace, to: Path) -> str:
    return as_csv(found) if to.suffix.lower() == ".csv" else to_yaml(found.model_dump(mode="json"))


def _document(path: Path, folder: Path | None) -> Document:
    """Return a document, also one that is named by its record file. Raises :class:`UsageError`."""
    try:
        if path.suffix.lower() == ".yaml" and is_record(path):
            return _behind(path, folder)
        return read_document(path)
    except ReadError as error:
        raise UsageError(f"'{path}' kan niet gelezen worden: {error}") from error


def _behind(path: Path, folder: Path | None) -> Document:
    about = read_record(path).document
    depth = len(PurePath(about.id).parts)
    output = path.parents[min(depth, len(path.parents)) - 1]
    origin = Origin(output, folder)
    found = origin.find(about)
    if found is None:
        raise UsageError(
            f"het document '{about.id}' van '{path}' is niet gevonden; noem het document zelf, of met --input de map "
            "waarin het staat"
        )
    if found.changed:
        typer.echo(
            f"Let op: '{about.id}' is veranderd sinds '{path}' gemaakt is; gelezen is wat er nu staat.", err=True
        )
    return read_document(found.path, about.id, origin.ocr)
