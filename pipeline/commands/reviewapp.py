"""``doelenboom review``: the local web app of reviewers."""

from __future__ import annotations

import socket
import threading
import webbrowser
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from pipeline.batch import here
from pipeline.check_rules import copy_rules
from pipeline.commands.cache import CacheOption, open_cache
from pipeline.commands.shared import OutputArgument, told
from pipeline.errors import UsageError

_NEEDED = {
    "starlette": "starlette",
    "uvicorn": "uvicorn",
    "python_multipart": "python-multipart",
    "ruamel": "ruamel.yaml",
}

_ANY = frozenset({"", "0.0.0.0", "::", "[::]", "*"})


def review(
    output: OutputArgument,
    rules: Annotated[
        Path | None,
        typer.Option("--rules", help="Rule tables that may be changed; made as a copy of the bundled ones if new."),
    ] = None,
    folder: Annotated[
        Path | None, typer.Option("--input", help="Where the documents stand, if not where the run found them.")
    ] = None,
    reader: Annotated[
        str | None, typer.Option("--reader", help="Your name; asked for on the first page if not given.")
    ] = None,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port; a free one for 0.")] = 8710,
    host: Annotated[
        str | None,
        typer.Option(
            "--host", help="Serve other machines too, on this address. Whoever has the start address gets in."
        ),
    ] = None,
    open_: Annotated[bool, typer.Option("--open/--no-open", help="Open the start address in the browser.")] = True,
    cache: CacheOption = None,
) -> None:
    """Start the app in which reviewers check records and correct rules, in Dutch. It serves this machine only."""
    with told():
        lacking = [name for module, name in _NEEDED.items() if find_spec(module) is None]
        if lacking:
            raise UsageError(
                f"'review' needs {', '.join(lacking)}; install them with: pip install 'doelenboom[review]'"
            )
        records = here(output, "verdicts are kept beside the records")
        if not records.is_dir():
            raise UsageError(f"'{output}' is no folder; name the folder that 'doelenboom extract' wrote to")
        if host in _ANY:
            raise UsageError(f"'{host}' is every address of this machine; name the one that others know it by")
        if rules is not None and not rules.exists():
            copy_rules(rules)
        _serve(records, folder, rules, open_cache(cache).folder, reader, host, port, open_)


def _serve(
    output: Path,
    folder: Path | None,
    rules: Path | None,
    cache: Path,
    reader: str | None,
    host: str | None,
    port: int,
    open_: bool,
) -> None:
    import uvicorn

    from pipeline.reviewapp import Desk, Door, create_app, readable_name

    if reader is not None and readable_name(reader) is None:
        raise UsageError("a reader's name has at most 60 characters that can be printed")
    desk = Desk(output, folder, rules, cache)
    if not desk.library.names:
        raise UsageError(f"'{output}' holds no records; name the folder that 'doelenboom extract' wrote to")
    bound = _bound(host or "127.0.0.1", port)
    door = Door(bound.getsockname()[1], *(((_shown(host),),) if host else ()))
    typer.echo(f"Open {door.start}")
    if host:
        typer.echo(f"Anyone who can reach {host} and has this address can read and change what is here.", err=True)
    typer.echo("Stop with Ctrl-C.")
    threading.Thread(target=desk.ahead, daemon=True).start()
    if open_:
        webbrowser.open(door.start)
    server = uvicorn.Server(
        uvicorn.Config(
            create_app(desk, door, reader), log_level="warning", access_log=False, server_header=False, ws="none"
        )
    )
    server.run(sockets=[bound])


def _bound(host: str, port: int) -> socket.socket:
    """Return a socket on an address. Raises :class:`UsageError` where it is taken."""
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        bound = socket.socket(family, socket.SOCK_STREAM)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
        bound.listen(64)
        return bound
    except OSError as error:
        raise UsageError(
            f"port {port} of {host} can't be had: {error.strerror or error}; name another --port"
        ) from error


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host
