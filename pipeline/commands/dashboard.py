"""``doelenboom dashboard``: one page to start from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.batch import beside, opened
from pipeline.check_rules import sound_rules
from pipeline.commands.shared import OutputArgument, RulesOption, told
from pipeline.dashboard import dashboard
from pipeline.dutch import count
from pipeline.write import write_whole

_NAME = "dashboard.html"


def write_dashboard(
    output: OutputArgument,
    to: Annotated[
        Path | None, typer.Option("--to", help=f"The file to write; {_NAME} in that folder by default.")
    ] = None,
    rules: RulesOption = None,
) -> None:
    """Write one HTML file in Dutch to start from: what there is most of, what is lacking, and each doelenboom."""
    with told(), opened(output) as records:
        file = to or beside(output, _NAME)
        made = dashboard(records, sound_rules(rules))
        write_whole(file, made.pieces)
    documents = count(made.documents, "document", "documenten")
    typer.echo(f"{file}: {documents}, {count(made.activities, 'activiteit', 'activiteiten')}")
