"""``doelenboom verdicts``: what readers said of the records of an output folder, and what is made of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from pipeline.batch import opened
from pipeline.commands.shared import console, told
from pipeline.errors import UsageError
from pipeline.origin import Origin
from pipeline.review import Broken, Log, State
from pipeline.review.agreement import Agreement, agreement
from pipeline.review.anchor import Anchor
from pipeline.review.goldfolder import export_gold
from pipeline.review.qda import export_qda
from pipeline.review.survey import survey
from pipeline.write import write_whole

verdicts_app = typer.Typer(help="See and use what readers said of records.", no_args_is_help=True)

OutputArgument = Annotated[
    str, typer.Argument(metavar="OUTPUT", help="Folder with records and the verdicts on them, or its URL.")
]
InputOption = Annotated[
    Path | None, typer.Option("--input", help="Where the documents stand, if not where the run found them.")
]
ReaderOption = Annotated[
    list[str] | None, typer.Option("--reader", help="Only what this reader said; may be given several times.")
]
NamesOption = Annotated[bool, typer.Option("--names", help="Write who the readers are, which is left out otherwise.")]
_TWO = 2
_SHOWN = 60


def _table(*columns: str) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for number, name in enumerate(columns):
        table.add_column(name, justify="right" if number else "left", no_wrap=bool(number), overflow="fold")
    return table


def _warn(broken: Iterable[Broken]) -> None:
    for one in broken:
        typer.echo(f"warning: {one}", err=True)


@contextmanager
def _run(output: str, folder: Path | None) -> Iterator[tuple[Path, Origin]]:
    """Give the folder of records and the run behind it; what goes wrong is told."""
    with told(), opened(output) as records:
        yield records, Origin(records, folder)


def _left_out(names: Mapping[str, str]) -> None:
    for name, reason in names.items():
        typer.echo(f"left out: {name}: {reason}")


def _read(output: Path) -> State:
    reading = Log(output).read()
    _warn(reading.broken)
    if not reading.verdicts:
        raise UsageError(f"nobody judged the records in '{output}' yet")
    return State(reading.verdicts)


@verdicts_app.command("show")
def show(output: OutputArgument) -> None:
    """Count what each reader judged, and how."""
    with told(), opened(output) as records:
        state = _read(records)
    table = _table("reader", "judged", "right", "wrong", "adapted", "doubt", "added", "comments", "seen", "final")
    for who in state.readers:
        counts = state.of(who).counts()
        figures = (
            *(counts.judged, counts.klopt, counts.klopt_niet, counts.aanpassen, counts.twijfel, counts.toevoegen),
            *(counts.opmerkingen, counts.documents_bekeken, counts.documents_vastgesteld),
        )
        table.add_row(Text(who), *map(str, figures))
    console().print(table)
    typer.echo("seen, final: documents that the reader called bekeken or vastgesteld")


@verdicts_app.command("check")
def check(output: OutputArgument, folder: InputOption = None) -> None:
    """Say where verdicts belong after a new extraction: which are lost, and whose record says something else now."""
    with _run(output, folder) as (records, origin):
        state = _read(records)
        found = survey(records, origin, [state.of(who) for who in state.readers])
    counts = found.counts
    ways = ", ".join(f"{counts[how]} by {how}" for how in ("id", "place", "quote", "likeness"))
    typer.echo(f"{len(found.anchors)} judgements: {ways}, {counts['none']} lost")
    for one in found.lost:
        typer.echo(f"lost: {_line(one)}")
    for one in found.changed:
        typer.echo(f"changed ({', '.join(one.changed)}): {_line(one)}")
    for name in found.gone:
        typer.echo(f"no records any more: {name}")


def _line(one: Anchor) -> str:
    verdict = one.verdict
    quote = " ".join(verdict.quote.exact.split()) if verdict.quote else ""
    short = quote if len(quote) <= _SHOWN else f"{quote[: _SHOWN - 1]}…"
    return f"{verdict.document}: {verdict.who}: {verdict.verb} {verdict.kind} “{short}”"


@verdicts_app.command("agreement")
def show_agreement(
    output: OutputArgument,
    readers: ReaderOption = None,
    folder: InputOption = None,
    file: Annotated[Path | None, typer.Option("--json", help="Write figures and differences to this file.")] = None,
    differences: Annotated[bool, typer.Option("--differences", help="List each thing on which they differ.")] = False,
) -> None:
    """Measure how far two readers agree: percentages and Krippendorff's alpha."""
    with _run(output, folder) as (records, origin):
        state = _read(records)
        one, other = _two(state, readers or ())
        found = survey(records, origin, [state.of(one), state.of(other)])
        made = agreement(state, one, other, found.names)
        if file is not None:
            write_whole(file, json.dumps(_data(made), indent=2, ensure_ascii=False) + "\n")
    table = _table(f"{one} and {other}", "units", "same", "share", "alpha")
    for measure in made.measures:
        share = "–" if measure.share is None else f"{measure.share:.3f}"
        value = "–" if measure.alpha is None else f"{measure.alpha:.3f}"
        table.add_row(Text(measure.name), str(measure.units), str(measure.same), share, value)
    console().print(table)
    if find_spec("krippendorff") is None:
        typer.echo("alpha needs krippendorff; install it with: pip install 'doelenboom[research]'", err=True)
    typer.echo(f"{len(made.differences)} differences; {len(made.alone)} judged or added by one of them alone")
    for difference in made.differences if differences else ():
        said = f"{one} {difference.one}, {other} {difference.other}: “{' '.join(difference.text.split())}”"
        typer.echo(f"{difference.document}: {difference.measure}: {said}")


def _two(state: State, readers: Sequence[str]) -> tuple[str, str]:
    for unknown in (who for who in readers if who not in state.readers):
        raise UsageError(f"there is no reader '{unknown}'; those who judged are: {', '.join(state.readers)}")
    asked = tuple(dict.fromkeys(readers)) or state.readers
    if len(asked) != _TWO:
        raise UsageError(f"agreement is between two readers; name two with --reader: {', '.join(state.readers)}")
    return asked[0], asked[1]


def _data(made: Agreement) -> dict[str, Any]:
    return {
        "readers": [made.one, made.other],
        "measures": [asdict(one) | {"share": one.share} for one in made.measures],
        "differences": [asdict(one) for one in made.differences],
        "alone": [
            {"who": one.who, "document": one.verdict.document, "record": one.verdict.key, "verb": one.verdict.verb}
            for one in made.alone
        ],
    }


@verdicts_app.command("gold")
def write_gold(
    output: OutputArgument,
    to: Annotated[Path, typer.Option("--to", help="A folder for the gold; that of an earlier export is replaced.")],
    readers: ReaderOption = None,
    names: NamesOption = False,
    folder: InputOption = None,
) -> None:
    """Write the gold of each document that a reader called final (vastgesteld), for 'doelenboom evaluate'."""
    with _run(output, folder) as (records, origin):
        done = export_gold(records, to, origin, readers or (), names=names)
    _warn(done.broken)
    for name, gold in done.golds.items():
        typer.echo(f"{name}: {gold.core} core, {gold.optional} optional, of which {gold.unjudged} judged by nobody")
        for text in gold.unquoted:
            typer.echo(f"warning: {name}: gold can't quote “{' '.join(text.split())}”", err=True)
        for one in gold.lost:
            typer.echo(f"warning: lost: {_line(one)}", err=True)
    _left_out(done.left_out)
    for name in done.removed:
        typer.echo(f"removed {to / name}: there is no gold of it any more")
    if done.golds:
        where = " ".join(f"--documents {one}" for one in done.inputs)
        typer.echo(f"measure with: doelenboom evaluate {to} {where}")


@verdicts_app.command("qda")
def write_qda(
    output: OutputArgument,
    to: Annotated[Path, typer.Option("--to", help="The file to write; its name ends in .qdpx.")],
    readers: ReaderOption = None,
    names: NamesOption = False,
    folder: InputOption = None,
) -> None:
    """Write records and verdicts as a REFI-QDA project (.qdpx), for ATLAS.ti, MAXQDA, NVivo, QualCoder and others."""
    if to.suffix != ".qdpx":
        with told():
            raise UsageError(f"'{to}' has to end in .qdpx; programs know a project by that")
    with _run(output, folder) as (records, origin):
        done = export_qda(records, to.stem, origin, readers or (), names=names)
        write_whole(to, done.data)
    _warn(done.broken)
    typer.echo(f"{to}: {done.documents} documents, {done.quotations} quotations, {done.codings} codings")
    _left_out(done.left_out)
    for one in done.lost:
        typer.echo(f"warning: lost: {one.document}: {one.who}: {one.verb} {one.kind}", err=True)
