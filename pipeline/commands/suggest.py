"""``doelenboom rules suggest``: what the tables may lack, as rows ready to accept."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.batch import opened
from pipeline.check_rules import sound_rules
from pipeline.commands.cache import CacheOption, open_cache
from pipeline.commands.shared import OutputArgument, RulesOption, told
from pipeline.nearmiss import near_misses, near_rows
from pipeline.origin import Origin
from pipeline.review import Live
from pipeline.review.rejected import rejected_rows, rejected_rules
from pipeline.suggest import suggest, suggestions


def rules_suggest(
    output: OutputArgument,
    rules: RulesOption = None,
    folder: Annotated[
        Path | None, typer.Option("--input", help="Where the documents stand, if not where the run found them.")
    ] = None,
    cache: CacheOption = None,
) -> None:
    """List unknown names, names near a known one, and rules that readers reject, as rows ready to accept. In Dutch."""
    with told(), opened(output) as records:
        tables, origin = sound_rules(rules), Origin(records, folder)
        found = suggest(records, tables)
        near, left_out = near_misses(records, tables, origin, open_cache(cache))
        rejected = rejected_rules(Live(records).state())
    typer.echo(suggestions(found), nl=False)
    typer.echo(near_rows(near, tables.lines), nl=False)
    typer.echo(rejected_rows(rejected, tables), nl=False)
    for name in left_out:
        typer.echo(f"# Naar bijna gevonden namen is niet gezocht in {name}: dat document is weg of veranderd.")
