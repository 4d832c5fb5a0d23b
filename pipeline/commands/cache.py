"""``doelenboom cache``: what is kept from run to run."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.batch.cache import LIMIT, Cache, default_folder
from pipeline.commands.shared import told

cache_app = typer.Typer(help="Look after what is kept from run to run.", no_args_is_help=True)
CacheOption = Annotated[
    Path | None, typer.Option("--cache", help="Folder that steps are kept in from run to run; your own by default.")
]


def open_cache(folder: Path | None) -> Cache:
    """Return the cache in a folder, made where it is not there. Raises :class:`pipeline.errors.OutputError`."""
    cache = _cache(folder)
    cache.open()
    return cache


def _cache(folder: Path | None) -> Cache:
    return Cache(folder or default_folder())


@cache_app.command("info")
def info(cache: CacheOption = None) -> None:
    """Say where the cache stands and how much it holds."""
    with told():
        found = _cache(cache)
        size = found.size()
    typer.echo(f"{found.folder}: {size.entries} entries, {size.bytes / 1e6:.1f} of at most {LIMIT} MB")


@cache_app.command("clear")
def clear(cache: CacheOption = None) -> None:
    """Remove all that is kept; the next run makes it anew."""
    with told():
        found = _cache(cache)
        size = found.clear()
    typer.echo(f"{found.folder}: {size.entries} entries removed, {size.bytes / 1e6:.1f} MB")
