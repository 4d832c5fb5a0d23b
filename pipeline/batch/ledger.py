"""The ledger of an output folder: one line for each input and what became of it, written as it comes.

A run that is broken off, at whatever point, has lost at most the documents that it was working on: the next one
reads what the ledger says, and takes over what followed from the same document, rules, model and program.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import msgspec

import pipeline
from pipeline import __version__
from pipeline.batch.manifest import Outcome
from pipeline.errors import OutputError
from pipeline.write import write_whole

_LEDGER = "ledger"


@dataclass(frozen=True, slots=True)
class Basis:
    """What a result follows from, besides the document: hashes of the rules and the program, the model's id."""

    rules: str
    model: str
    program: str
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the ledger."""

    basis: Basis
    outcome: Outcome


@cache
def program_id() -> str:
    """Return the program's version with a hash of its code and weights: a result of others is not taken over."""
    digest = hashlib.sha256()
    folder = Path(pipeline.__file__).parent
    for file in sorted([*folder.rglob("*.py"), *(folder / "model" / "weights").glob("*.json")]):
        digest.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes())
    return f"{__version__} {digest.hexdigest()[:16]}"


class Ledger:
    """The lines of an output folder, read once; ``add`` writes another and waits until the disk has it."""

    def __init__(self, state: Path, part: str = "") -> None:
        """``state`` is the folder that it stands in; ``part`` names a shard's own ledger ("-1-of-4").

        What the other shards' ledgers hold is read all the same.
        """
        self._folder = state
        self._path = self._folder / f"{_LEDGER}{part}.jsonl"
        self.entries: dict[str, Entry] = {}
        # A run's own ledger comes last: what it says of a document is newer.
        for path in sorted(self._folder.glob(f"{_LEDGER}*.jsonl"), key=lambda p: (p == self._path, p.name)):
            self.entries.update((e.outcome.id, e) for e in _read(path))

    def add(self, entry: Entry) -> None:
        """Write a line. Raises :class:`OutputError`."""
        self.entries[entry.outcome.id] = entry
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
            try:
                size = os.fstat(handle).st_size
                # What a broken-off run left half-written is ended here, and read as no line.
                broken = size > 0 and os.pread(handle, 1, size - 1) != b"\n"
                line = (b"\n" if broken else b"") + msgspec.json.encode(entry) + b"\n"
                while line:
                    line = line[os.write(handle, line) :]
                os.fsync(handle)
            finally:
                os.close(handle)
        except OSError as error:
            raise OutputError(
                f"the ledger in '{self._folder}' can't be written: {error.strerror or error}; check the disk and its "
                "rights, and run again: what is done is kept"
            ) from error

    def close(self, ids: Iterable[str]) -> None:
        """Write the lines of these documents alone, in their order, as the ledger of the whole folder.

        Raises :class:`OutputError`.
        """
        lines = [msgspec.json.encode(self.entries[i]).decode() + "\n" for i in ids if i in self.entries]
        write_whole(self._folder / f"{_LEDGER}.jsonl", lines)
        for path in self._folder.glob(f"{_LEDGER}-*.jsonl"):
            path.unlink(missing_ok=True)


def _read(path: Path) -> list[Entry]:
    """Return the lines of a ledger; one that is half-written, or of another version, is left out."""
    found = []
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError:
        return []
    for line in lines:
        try:
            found.append(msgspec.json.decode(line, type=Entry))
        except (msgspec.DecodeError, msgspec.ValidationError):
            continue
    return found
