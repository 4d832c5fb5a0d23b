"""``doelenboom report``: one page for people, to mail round."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.batch import beside, opened
from pipeline.commands.shared import OutputArgument, told
from pipeline.dutch import count
from pipeline.origin import Origin
from pipeline.report import report
from pipeline.write import write_whole

_NAME = "rapport.html"


def write_report(
    output: OutputArgument,
    to: Annotated[
        Path | None, typer.Option("--to", help=f"The file to write; {_NAME} in that folder by default.")
    ] = None,
    folder: Annotated[
        Path | None, typer.Option("--input", help="Where the documents stand, if not where the run found them.")
    ] = None,
) -> None:
    """Write one HTML file in Dutch: an overview, each doelenboom, and the texts with all that was found marked."""
    with told(), opened(output) as records:
        file = to or beside(output, _NAME)
        made = report(records, Origin(records, folder))
        write_whole(file, made.pieces)
    typer.echo(f"{file}: {count(made.documents, 'document', 'documenten')}")
    for name, reason in made.without_text.items():
        typer.echo(f"zonder tekst: {name}: {reason}")
