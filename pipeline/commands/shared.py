"""What commands share: how errors are told, where output goes, and options that several have."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from pipeline.errors import DoelenboomError, ReadError, RulesError, UsageError

SOME_FAILED, WRONG_USE, STOPPED = 1, 2, 130
_FILE_WIDTH = 130
MODEL_HELP = "A Dutch spaCy pipeline: the bundled one, one that is installed, or a folder."
OutputArgument = Annotated[
    str, typer.Argument(metavar="OUTPUT", help="Folder with records, as 'doelenboom extract' wrote it, or its URL.")
]
RulesOption = Annotated[
    Path | None, typer.Option("--rules", help="Folder of rule tables; the bundled ones by default.")
]


def console() -> Console:
    """Return where output goes: as wide as the terminal, and wide enough for a table in a file."""
    found = Console()
    return found if found.is_terminal else Console(width=_FILE_WIDTH)


@contextmanager
def told(file: Path | None = None) -> Iterator[None]:
    """Turn an error, on a file that is being read, into one message on stderr and an exit code."""
    try:
        yield
    except RulesError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(WRONG_USE) from error
    except ReadError as error:
        typer.echo(f"doelenboom: '{file}': {error}", err=True)
        raise typer.Exit(SOME_FAILED) from error
    except UsageError as error:
        typer.echo(f"doelenboom: {error}", err=True)
        raise typer.Exit(WRONG_USE) from error
    except DoelenboomError as error:
        typer.echo(f"doelenboom: {error}", err=True)
        raise typer.Exit(SOME_FAILED) from error


@contextmanager
def stoppable(left: str) -> Iterator[None]:
    """End cleanly where the user or the system asks for it, and say what that leaves: no half-written file."""

    def stop(_signal: int, _frame: FrameType | None) -> NoReturn:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    except KeyboardInterrupt as error:
        typer.echo(f"stopped; {left}", err=True)
        raise typer.Exit(STOPPED) from error
    finally:
        signal.signal(signal.SIGTERM, before)
