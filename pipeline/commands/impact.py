"""``doelenboom rules impact``: what an edit of the rules does to records, before a run makes them anew."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import psutil
import typer

from pipeline.batch import opened, usable_cores
from pipeline.check_rules import sound_rules
from pipeline.commands.cache import CacheOption, open_cache
from pipeline.commands.shared import MODEL_HELP, OutputArgument, RulesOption, console, stoppable, told
from pipeline.impact import weigh
from pipeline.impact.revision import rules_at
from pipeline.impact.told import as_data, table
from pipeline.origin import Origin
from pipeline.write import to_yaml, write_whole

_PAYS = 150  # documents: for fewer, worker processes take longer to start than they save
_PER_WORKER = 1_000_000_000  # bytes of free memory that a worker is started for


def rules_impact(
    output: OutputArgument,
    rules: RulesOption = None,
    against: Annotated[
        str | None,
        typer.Option(
            "--against",
            metavar="REV|DIR",
            help="Compare with the rules of this folder, or of this git revision; with the records on the disk "
            "by default.",
        ),
    ] = None,
    to: Annotated[Path | None, typer.Option("--to", metavar="FILE", help="Write all of it to this YAML file.")] = None,
    folder: Annotated[
        Path | None, typer.Option("--input", help="Where the documents stand, if not where the run found them.")
    ] = None,
    model: Annotated[str | None, typer.Option("--model", help=f"{MODEL_HELP} That of the run by default.")] = None,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", "-j", min=0, help="Worker processes, 0 for none; by default as many as pay."),
    ] = None,
    cache: CacheOption = None,
) -> None:
    """Show which records appear, vanish or change by the rules as they are now. Tells it in Dutch."""
    with told(), stoppable("nothing was changed"), opened(output) as records:
        origin = Origin(records, folder)
        tables = sound_rules(rules or origin.rules)
        before = rules_at(against, tables.folder) if against is not None else None
        if jobs is None:
            most = min(usable_cores(), psutil.virtual_memory().available // _PER_WORKER)
            jobs = most if len(origin.extracted) >= _PAYS and most > 1 else 0
        kept = open_cache(cache).folder
        found = weigh(records, tables, before, cache=kept, folder=folder, model=model, jobs=jobs)
        if to is not None:
            write_whole(to, to_yaml(as_data(found)))
    out = console()
    for part in table(found, tables):
        out.print(part)
