"""``doelenboom dashboard``: one page to start from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.check_rules import sound_rules
from pipeline.commands.shared import RulesOption, told
from pipeline.dashboard import dashboard
from pipeline.dutch import count
from pipeline.write import write_whole

_NAME = "dashboard.html"


def write_dashboard(
    output: Annotated[Path, typer.Argument(help="Folder with records, as 'doelenboom extract' wrote it.")],
    to: Annotated[
        Path | None, typer.Option("--to", help=f"The file to write; {_NAME} in that folder by default.")
    ] = None,
    rules: RulesOption = None,
) -> None:
    """Write one HTML file in Dutch to start from: what there is most of, what is lacking, and each doelenboom."""
    file = to or output / _NAME
    with told():
        made = dashboard(output, sound_rules(rules))
        write_whole(file, made.pieces)
    documents = count(made.documents, "document", "documenten")
    typer.echo(f"{file}: {documents}, {count(made.activities, 'activiteit', 'activiteiten')}")
