"""The command line: commands only. Logging and exit codes are set here.

Exit codes: 0 all is well, 1 some documents failed (or rules have faults), 2 wrong use, 130 stopped by the user.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline import __version__
from pipeline.annotate import BUNDLED, describe, evaluate, load_model
from pipeline.batch import opened_file
from pipeline.check_rules import check_rules, copy_rules, sound_rules
from pipeline.commands.cache import cache_app
from pipeline.commands.concepts import concepts
from pipeline.commands.dashboard import write_dashboard
from pipeline.commands.export import export, schema
from pipeline.commands.extract import extract, merge_shards
from pipeline.commands.impact import rules_impact
from pipeline.commands.learn import Documents, learn_weights, left_out
from pipeline.commands.report import write_report
from pipeline.commands.review import rules_explain, rules_test
from pipeline.commands.reviewapp import review
from pipeline.commands.shared import MODEL_HELP, SOME_FAILED, RulesOption, console, told
from pipeline.commands.suggest import rules_suggest
from pipeline.commands.trace import trace_report
from pipeline.commands.verdicts import verdicts_app
from pipeline.evaluation import evaluate_documents, read_gold
from pipeline.evaluation.tables import evaluation_tables, miss_lines
from pipeline.read import read_document
from pipeline.run import process
from pipeline.saved import read_record
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
app.add_typer(cache_app, name="cache")
app.add_typer(verdicts_app, name="verdicts")


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


app.command()(extract)
app.command("merge")(merge_shards)
app.command()(export)
app.command()(schema)
app.command("report")(write_report)
app.command("dashboard")(write_dashboard)
app.command("trace")(trace_report)
app.command("learn")(learn_weights)
app.command()(concepts)
app.command()(review)


@app.command()
def text(file: Annotated[Path, typer.Argument(help="A document.")]) -> None:
    """Print the document text in which the places of records count."""
    with told(file):
        document = read_document(file)
    sys.stdout.buffer.write(document.text.encode("utf-8"))
    sys.stdout.flush()


@app.command()
def tree(file: Annotated[str, typer.Argument(help="A record file (.yaml) from an output folder, or its URL.")]) -> None:
    """Draw the doelenboom of one document: goals, under them activities, with when, who and which law."""
    with told(), opened_file(file) as path:
        record = read_record(path)
    console().print(draw(record))


@app.command("evaluate")
def evaluate_gold(
    gold: Annotated[Path, typer.Argument(metavar="GOLD_DIR", help="Folder with gold files (NAME.gold.yaml).")],
    documents: Documents = None,
    suffix: Annotated[
        str | None,
        typer.Option("--format", help="Read the documents in this format (.pdf) and align them with those named."),
    ] = None,
    rules: RulesOption = None,
    model: Annotated[str, typer.Option("--model", help=MODEL_HELP)] = BUNDLED,
    file: Annotated[Path | None, typer.Option("--json", help="Write all figures and misses to this file.")] = None,
    misses: Annotated[bool, typer.Option("--misses", help="List each thing that went wrong, and its rule.")] = False,
    leave_one_out: Annotated[
        bool, typer.Option("--leave-one-out", help="Measure each document with weights that were learned without it.")
    ] = False,
    others: Annotated[
        list[Path] | None,
        typer.Option("--learn-from", help="Folder of more gold to learn from, with --leave-one-out."),
    ] = None,
) -> None:
    """Measure how well documents are read, against gold: precision, recall, F1, confusions, confidence."""
    with told():
        tables = sound_rules(rules)
        nlp = load_model(model)
        cases = read_gold(gold, documents or (), suffix)
        if leave_one_out:
            found = left_out(cases, others or [], documents, tables, nlp)
        else:
            found = evaluate_documents(cases, lambda case: process(case.document, tables, nlp))
        if file is not None:
            write_whole(file, json.dumps(found.as_data(), indent=2, ensure_ascii=False) + "\n")
    console().print(evaluation_tables(found))
    for line in miss_lines(found) if misses else ():
        typer.echo(line)


@app.command("model")
def show_model(
    model: Annotated[str, typer.Option("--model", help=MODEL_HELP)] = BUNDLED,
    on: Annotated[list[Path] | None, typer.Option("--on", help="Gold documents (.spacy) to measure it on.")] = None,
) -> None:
    """Say which Dutch model is used and what it is made of; with --on, how well it reads gold documents."""
    with told():
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
    with told():
        report = check_rules(folder)
    for fault in report.faults:
        typer.echo(str(fault))
    typer.echo(report.conclusion)
    if report.faults:
        raise typer.Exit(SOME_FAILED)


@rules_app.command("copy")
def rules_copy(folder: Annotated[Path, typer.Argument(help="A new or empty folder.")]) -> None:
    """Copy the bundled rule tables into a folder of your own, to be used with --rules."""
    with told():
        count = copy_rules(folder)
    typer.echo(f"{count} bestanden gekopieerd naar {folder}; gebruik ze met: doelenboom extract … --rules {folder}")


rules_app.command("suggest")(rules_suggest)
rules_app.command("test")(rules_test)
rules_app.command("explain")(rules_explain)
rules_app.command("impact")(rules_impact)


def main() -> None:
    """Run the command line."""
    app()
