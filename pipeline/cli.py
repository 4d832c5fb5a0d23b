"""The command line: commands only. Logging and exit codes are set here.

Exit codes: 0 all is well, 1 some documents failed (or rules have faults), 2 wrong use.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from pipeline import __version__
from pipeline.annotate import BUNDLED, describe, evaluate, load_model
from pipeline.batch import Outcome, collect, run_batch, shown
from pipeline.check_rules import check_rules, copy_rules, sound_rules
from pipeline.errors import DoelenboomError, ReadError, RulesError, UsageError
from pipeline.evaluation import evaluate_documents, read_gold
from pipeline.evaluation.tables import evaluation_tables, miss_lines
from pipeline.read import read_document
from pipeline.read.ocr import check as check_ocr
from pipeline.record import json_schema
from pipeline.run import process
from pipeline.saved import read_record
from pipeline.suggest import suggest, suggestions
from pipeline.summary import summary
from pipeline.tree import draw
from pipeline.write import write_whole

app = typer.Typer(
    name="doelenboom",
    help="Turn Dutch policy texts into linked records of goals, activities, timelines, laws, frameworks and partners.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
rules_app = typer.Typer(help="Look after the rule tables.", no_args_is_help=True)
app.add_typer(rules_app, name="rules")

SOME_FAILED, WRONG_USE = 1, 2
_FILE_WIDTH = 120
_MODEL_HELP = "A Dutch spaCy pipeline: the bundled one, one that is installed, or a folder."
RulesOption = Annotated[
    Path | None, typer.Option("--rules", help="Folder of rule tables; the bundled ones by default.")
]


def _console() -> Console:
    """Return where output goes: as wide as the terminal, and wide enough for a table in a file."""
    console = Console()
    return console if console.is_terminal else Console(width=_FILE_WIDTH)


@contextmanager
def _told(file: Path | None = None) -> Iterator[None]:
    """Turn an error, on a file that is being read, into one message on stderr and an exit code."""
    try:
        yield
    except RulesError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(WRONG_USE) from error
    except ReadError as error:
        typer.echo(f"doelenboom: '{file}': {error}", err=True)
        raise typer.Exit(SOME_FAILED) from error
    except UsageError as error:
        typer.echo(f"doelenboom: {error}", err=True)
        raise typer.Exit(WRONG_USE) from error
    except DoelenboomError as error:
        typer.echo(f"doelenboom: {error}", err=True)
        raise typer.Exit(SOME_FAILED) from error


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"doelenboom {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    pass


@app.command()
def extract(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="Files, or folders with documents below them.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder for the records.")] = Path("output"),
    rules: RulesOption = None,
    model: Annotated[
        str, typer.Option("--model", help="A Dutch spaCy pipeline: bundled, installed, or a folder.")
    ] = BUNDLED,
    ocr: Annotated[
        bool, typer.Option("--ocr", help="Read pages that are pictures, by ocrmypdf where it is installed.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say only what went wrong.")] = False,
) -> None:
    """Extract the records of documents, one YAML file each, and a manifest of the run."""
    with _told():
        tables = sound_rules(rules)
        nlp = load_model(model)
        if ocr:
            check_ocr()
        inputs = collect(paths, output)
        arguments = {
            "paths": [shown(str(p)) for p in paths],
            "output": shown(str(output)),
            "rules": str(rules or "bundled"),
            "model": model,
            "ocr": ocr,
        }
        with _progress(len(inputs), quiet) as report:
            result = run_batch(inputs, output, tables, nlp, arguments, report, ocr)
    console = _console()
    if not quiet:
        console.print(summary(result.outcomes))
        for name in result.removed:
            console.print(
                f"removed {output / name}: its input is gone or can't be read any more", highlight=False, markup=False
            )
    for outcome in result.failed:
        typer.echo(f"failed: {outcome.id}: {outcome.reason}", err=True)
    if not quiet:
        typer.echo(f"records: {output}/…yaml   run: {output}/manifest.yaml   tree: doelenboom tree {output}/FILE.yaml")
    if result.failed:
        raise typer.Exit(SOME_FAILED)


@contextmanager
def _progress(total: int, quiet: bool) -> Iterator[_Report]:
    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield _Report(None if quiet else total)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("extracting", total=total)
        yield _Report(None, lambda o: bar.update(task, advance=1, description=o.id[-40:]))


class _Report:
    """Says what became of each document: to a bar, as plain lines, or not at all."""

    def __init__(self, total: int | None, to_bar: object = None) -> None:
        self._total, self._to_bar, self._done = total, to_bar, 0

    def __call__(self, outcome: Outcome) -> None:
        self._done += 1
        if callable(self._to_bar):
            self._to_bar(outcome)
        elif self._total is not None:
            what = "extracted" if outcome.extracted else "failed"
            typer.echo(f"[{self._done}/{self._total}] {what} {outcome.id}", err=True)


@app.command()
def schema() -> None:
    """Print the JSON Schema of a record file."""
    typer.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False))


@app.command()
def text(file: Annotated[Path, typer.Argument(help="A document.")]) -> None:
    """Print the document text in which the places of records count."""
    with _told(file):
        document = read_document(file)
    sys.stdout.buffer.write(document.text.encode("utf-8"))
    sys.stdout.flush()


@app.command()
def tree(file: Annotated[Path, typer.Argument(help="A record file (.yaml) from an output folder.")]) -> None:
    """Draw the doelenboom of one document: goals, under them activities, with when, who and which law."""
    with _told():
        record = read_record(file)
    _console().print(draw(record))


@app.command("evaluate")
def evaluate_gold(
    gold: Annotated[Path, typer.Argument(metavar="GOLD_DIR", help="Folder with gold files (NAME.gold.yaml).")],
    documents: Annotated[
        list[Path] | None,
        typer.Option(
            "--documents", help="Folder of the documents, where they stand neither beside the gold nor above."
        ),
    ] = None,
    suffix: Annotated[
        str | None,
        typer.Option("--format", help="Read the documents in this format (.pdf) and align them with those named."),
    ] = None,
    rules: RulesOption = None,
    model: Annotated[str, typer.Option("--model", help=_MODEL_HELP)] = BUNDLED,
    file: Annotated[Path | None, typer.Option("--json", help="Write all figures and misses to this file.")] = None,
    misses: Annotated[bool, typer.Option("--misses", help="List each thing that went wrong, and its rule.")] = False,
    leave_one_out: Annotated[
        bool, typer.Option("--leave-one-out", help="Measure each document with what was fitted without it.")
    ] = False,
) -> None:
    """Measure how well documents are read, against gold: precision, recall, F1, confusions, confidence."""
    with _told():
        tables = sound_rules(rules)
        nlp = load_model(model)
        cases = read_gold(gold, documents or (), suffix)
        found = evaluate_documents(cases, lambda case: process(case.document, tables, nlp))
        if file is not None:
            write_whole(file, json.dumps(found.as_data(), indent=2, ensure_ascii=False) + "\n")
    if leave_one_out:
        typer.echo("leave-one-out: nothing is trained on gold when this program runs, so the figures are the same")
    _console().print(evaluation_tables(found))
    for line in miss_lines(found) if misses else ():
        typer.echo(line)


@app.command("model")
def show_model(
    model: Annotated[str, typer.Option("--model", help=_MODEL_HELP)] = BUNDLED,
    on: Annotated[list[Path] | None, typer.Option("--on", help="Gold documents (.spacy) to measure it on.")] = None,
) -> None:
    """Say which Dutch model is used and what it is made of; with --on, how well it reads gold documents."""
    with _told():
        nlp = load_model(model)
        for name, value in describe(nlp).items():
            typer.echo(f"{name}: {value}")
        for file in on or ():
            figures = evaluate(nlp, file)
            typer.echo(f"{file.name}: " + ", ".join(f"{name} {value:.2f}" for name, value in figures.items()))


@rules_app.command("check")
def rules_check(
    folder: Annotated[Path | None, typer.Argument(help="Folder of rule tables; the bundled ones by default.")] = None,
) -> None:
    """Check the rule tables: every fault at once, in Dutch, with file and line."""
    with _told():
        report = check_rules(folder)
    for fault in report.faults:
        typer.echo(str(fault))
    typer.echo(report.conclusion)
    if report.faults:
        raise typer.Exit(SOME_FAILED)


@rules_app.command("copy")
def rules_copy(folder: Annotated[Path, typer.Argument(help="A new or empty folder.")]) -> None:
    """Copy the bundled rule tables into a folder of your own, to be used with --rules."""
    with _told():
        count = copy_rules(folder)
    typer.echo(f"{count} bestanden gekopieerd naar {folder}; gebruik ze met: doelenboom extract … --rules {folder}")


@rules_app.command("suggest")
def rules_suggest(
    output: Annotated[Path, typer.Argument(help="Folder with records, as 'doelenboom extract' wrote it.")],
    rules: RulesOption = None,
) -> None:
    """List the names that no table knows, with counts and contexts, as rows ready to accept."""
    with _told():
        found = suggest(output, sound_rules(rules))
    typer.echo(suggestions(found), nl=False)


def main() -> None:
    """Run the command line."""
    app()
