"""``doelenboom concepts``: one id for what is the same through the years."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline.annotate import BUNDLED, load_model
from pipeline.batch import here
from pipeline.check_rules import sound_rules
from pipeline.commands.shared import MODEL_HELP, OutputArgument, RulesOption, told
from pipeline.concepts import Concept, grown, read_ledger, write_ledger
from pipeline.dutch import count, decimal
from pipeline.store import records_below
from pipeline.write import CONCEPTS

_DOUBTFUL, _SHOWN = 0.8, 10


def concepts(
    output: OutputArgument,
    rules: RulesOption = None,
    model: Annotated[str, typer.Option("--model", help=MODEL_HELP)] = BUNDLED,
) -> None:
    """Give goals, activities and partners an id that stays the same from one year's document to the next. In Dutch."""
    with told():
        file = here(output, "the ids are kept beside the records") / CONCEPTS
        before = read_ledger(file)
        found = grown(before, records_below(file.parent), sound_rules(rules), load_model(model))
        write_ledger(file, found)
    new = len(found) - len(before)
    several = [c for c in found if sum(m.belongs for m in c.members) > 1]
    typer.echo(
        f"{file}: {count(len(found), 'begrip', 'begrippen')}, {new} nieuw, {len(several)} in meer dan een document"
    )
    doubtful = sorted(_doubtful(found), key=lambda pair: (pair[0], pair[1]))
    if doubtful:
        typer.echo("Kijk deze na (zet er 'oordeel: bevestigd' of 'oordeel: gescheiden' bij):")
    for sure, line in doubtful[:_SHOWN]:
        typer.echo(f"  {decimal(sure)}  {line}")
    if len(doubtful) > _SHOWN:
        typer.echo(f"  … en nog {len(doubtful) - _SHOWN}")


def _doubtful(found: list[Concept]) -> list[tuple[float, str]]:
    return [
        (m.confidence, f"{c.id}: “{c.name}” en “{m.text}” ({m.document})")
        for c in found
        for m in c.members[1:]
        if m.verdict is None and m.confidence < _DOUBTFUL
    ]
