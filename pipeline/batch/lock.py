"""Who works in an output folder: one run at a time, or shards of one run."""

from __future__ import annotations

import contextlib
import os
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec
from filelock import FileLock, Timeout

from pipeline.batch.inputs import Shard
from pipeline.batch.ledger import Basis
from pipeline.batch.place import Output, place
from pipeline.errors import OutputError

_PATIENCE = 30.0  # seconds: looking who is there takes none of them a second


@dataclass(frozen=True, slots=True)
class Holder:
    """A run that works in an output folder."""

    host: str
    pid: int
    basis: Basis
    shard: Shard | None


@contextlib.contextmanager
def held(output: Output, basis: Basis, shard: Shard | None = None) -> Iterator[bool]:
    """Hold an output folder for a run; yields whether no other shard is at work there.

    The system lets go of it when the process ends, however it ends. Raises :class:`OutputError`, which says who
    holds it, where another run does that is no other shard of the same one.
    """
    folder = place(output).state
    own = FileLock(folder / f"run{shard.part if shard else ''}.lock")
    with _gate(folder, output):
        others = list(_others(folder, own))
        for who in others:
            if not _together(who, basis, shard):
                raise OutputError(_refusal(output, who))
        try:
            own.acquire(blocking=False)
            about = Holder(socket.gethostname(), os.getpid(), basis, shard)
            _about(own).write_bytes(msgspec.json.encode(about))
        except Timeout as error:
            raise OutputError(_refusal(output, _holder(own))) from error
        except OSError as error:
            raise OutputError(f"'{output}' can't be written: {error.strerror or error}; check its rights") from error
    try:
        yield not others
    finally:
        with contextlib.suppress(OSError):
            _about(own).unlink(missing_ok=True)
        own.release()


@contextlib.contextmanager
def alone(output: Output) -> Iterator[None]:
    """Hold an output folder for what is no run. Raises :class:`OutputError` where one is at work there."""
    folder = place(output).state
    own = FileLock(folder / "run.lock")
    with _gate(folder, output):
        for who in _others(folder, own):
            raise OutputError(_refusal(output, who))
        try:
            own.acquire(blocking=False)
        except Timeout as error:
            raise OutputError(_refusal(output, _holder(own))) from error
        try:
            yield
        finally:
            own.release()


@contextlib.contextmanager
def _gate(folder: Path, output: Output) -> Iterator[None]:
    """Let one run at a time look who else is there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        gate = FileLock(folder / "gate.lock")
        gate.acquire(timeout=_PATIENCE)
    except Timeout as error:
        raise OutputError(f"'{output}' is in use by a run that is starting; try again") from error
    except OSError as error:
        raise OutputError(
            f"'{folder.parent}' can't be made a folder: {error.strerror or error}; name another with --output"
        ) from error
    try:
        yield
    finally:
        gate.release()


def _others(folder: Path, own: FileLock) -> Iterator[Holder | None]:
    for path in sorted(folder.glob("run*.lock")):
        if path == Path(own.lock_file):
            continue  # whether somebody has that one shows when it is asked for
        lock = FileLock(path)
        try:
            lock.acquire(blocking=False)
        except Timeout:
            yield _holder(lock)
        else:
            lock.release()


def _together(who: Holder | None, basis: Basis, shard: Shard | None) -> bool:
    return bool(who and shard and who.shard and who.basis == basis and who.shard.of == shard.of and who.shard != shard)


def _about(lock: FileLock) -> Path:
    return Path(lock.lock_file).with_suffix(".json")


def _holder(lock: FileLock) -> Holder | None:
    try:
        return msgspec.json.decode(_about(lock).read_bytes(), type=Holder)
    except (OSError, msgspec.DecodeError, msgspec.ValidationError):
        return None


def _refusal(output: Output, who: Holder | None) -> str:
    if who is None:
        return f"another run is at work in '{output}'; wait for it, or name another folder with --output"
    part = f", shard {who.shard}" if who.shard else ""
    return (
        f"another run is at work in '{output}' (process {who.pid} on {who.host}{part}); wait for it, stop it, or name "
        "another folder with --output"
    )
