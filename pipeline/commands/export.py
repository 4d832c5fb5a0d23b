"""``doelenboom export`` and ``doelenboom schema``: tables for data teams, and what records and tables look like."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from pipeline.batch import opened
from pipeline.commands.shared import OutputArgument, stoppable, told
from pipeline.export import Format, export_tables, tables_schema
from pipeline.record import json_schema


def export(
    output: OutputArgument,
    to: Annotated[Path, typer.Option("--to", help="A new or empty folder, or that of an earlier export.")],
    formats: Annotated[list[Format], typer.Option("--format", help="May be given several times.")],
) -> None:
    """Write the records of a folder as flat tables, with keys, types and a codebook."""
    with told(), stoppable(f"{to} is as it was"), opened(output) as records:
        done = export_tables(records, to, formats)
    counts = done.counts
    typer.echo(f"{counts['documents']} documents, {counts['records']} records, {len(counts)} tables in {to}:")
    typer.echo(f"{', '.join(done.formats)}   codebook: {to}/codebook.md")
    if done.lost_members:
        typer.echo(f"concepts.yaml names {done.lost_members} records that {output} doesn't hold; they are in no table")


def schema(
    tables: Annotated[bool, typer.Option("--tables", help="Print that of an export's tables instead.")] = False,
) -> None:
    """Print the JSON Schema of a record file."""
    typer.echo(json.dumps(tables_schema() if tables else json_schema(), indent=2, ensure_ascii=False))
