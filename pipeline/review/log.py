"""The log of verdicts: JSON Lines next to the records, only ever added to.

Each reader has a file of their own on each machine, ``OUTPUT/review/verdicts-NAME-HASH.jsonl``: two readers, or one
reader at the office and at home, never write to one file, so a shared or synchronised folder loses nothing and makes
no conflict. Whoever reads takes all files together. Verdicts that stand in two files (a copy that a synchronising
program made) count once.
"""

from __future__ import annotations

import hashlib
import heapq
import os
import re
import socket
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
from filelock import FileLock, Timeout

from pipeline.errors import OutputError
from pipeline.review.verdict import Verdict

FOLDER = "review"
_NAME = re.compile(r"verdicts-.+\.jsonl")
_PATIENCE = 30.0  # seconds: writing verdicts takes a part of one


@dataclass(frozen=True, slots=True)
class Broken:
    """A line (from 1) that can't be read: half-written, or damaged. It is left out, and stays in its file.

    ``strange`` says that it is sound, but nothing that this version of the program knows.
    """

    file: str
    line: int
    strange: bool = False

    def __str__(self) -> str:
        what = "is not known to this version of the program" if self.strange else "is half-written or damaged"
        return f"{self.file}:{self.line}: the line {what}; it is left out"

    @property
    def dutch(self) -> str:
        """What reviewers are told."""
        what = "onbekend aan deze versie van het programma" if self.strange else "half geschreven of beschadigd"
        return f"{self.file}, regel {self.line}: {what}; deze regel telt niet mee"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a log holds: verdicts in the order in which they were given, and the lines that can't be read."""

    verdicts: tuple[Verdict, ...]
    broken: tuple[Broken, ...]


# A verdict with what it is put in order by: its time, its file and its place there.
_Placed = tuple[float, str, int, Verdict]
_FIRST = (0.0, "", -1)
_DECODER = msgspec.json.Decoder(Verdict)


@dataclass
class _File:
    """What is known of a file: how much of it was read, and what that gave."""

    mark: tuple[int, int] = (0, 0)  # of the file on the disk: another one may come in its place
    size: int = 0
    lines: int = 0
    placed: list[_Placed] = field(default_factory=list)
    broken: list[Broken] = field(default_factory=list)

    def add(self, name: str, one: Verdict) -> None:
        """Put a verdict in its place: a clock that is set back changes no order within a file."""
        before = self.placed[-1][0] if self.placed else 0.0
        self.placed.append((max(before, one.at.timestamp()), name, len(self.placed), one))


class Log:
    """The verdicts next to the records of an output folder.

    What was read is kept, so that reading again costs only what was added since.
    """

    def __init__(self, output: Path) -> None:
        self.folder = output / FOLDER
        self._files: dict[str, _File] = {}
        self._merged: dict[str, Verdict] = {}
        self._last = _FIRST
        self._reading = Reading((), ())

    def path(self, who: str) -> Path:
        """Return the file of a reader on this machine."""
        plain = unicodedata.normalize("NFKD", who).encode("ascii", "ignore").decode()
        name = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:40]
        mark = hashlib.sha256(f"{who}\x1f{socket.gethostname()}".encode()).hexdigest()[:8]
        return self.folder / f"verdicts-{name or 'lezer'}-{mark}.jsonl"

    def append(self, verdicts: Iterable[Verdict]) -> None:
        """Add verdicts, and wait until the disk has them. Raises :class:`OutputError`; then none may be counted on."""
        by_reader: defaultdict[str, list[Verdict]] = defaultdict(list)
        for one in verdicts:
            by_reader[one.who].append(one)
        for who, some in by_reader.items():
            self._write(self.path(who), b"".join(msgspec.json.encode(one) + b"\n" for one in some))

    def _write(self, path: Path, data: bytes) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with self._lock(path):
                handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
                try:
                    # What a killed program left half-written is ended here, and read as no line.
                    data = (b"" if _ended(handle) else b"\n") + data
                    while data:
                        data = data[os.write(handle, data) :]
                    os.fsync(handle)
                finally:
                    os.close(handle)
        except Timeout as error:
            raise OutputError(f"'{path.name}' is held by another program; close it and try again") from error
        except OSError as error:
            raise OutputError(
                f"'{path.name}' can't be written: {error.strerror or error}; check the disk and its rights"
            ) from error

    @staticmethod
    def _lock(path: Path) -> FileLock:
        return FileLock(path.with_suffix(".lock"), timeout=_PATIENCE)

    def read(self) -> Reading:
        """Read all verdicts of all readers.

        They come in the order in which they were given: within a file that of its lines, between files that of their
        times. Raises :class:`OutputError` where a file can't be read.
        """
        before = {name: (file, len(file.placed)) for name, file in self._files.items()}
        files = {path.name: self._read(path, self._files.get(path.name, _File())) for path in self._paths()}
        # Of each file only the end may be new, and it may not belong before what was read already.
        going_on = all(name in files and files[name].placed is file.placed for name, (file, _) in before.items())
        new = [file.placed[before[name][1] if name in before else 0 :] for name, file in files.items()]
        if not going_on or any(some and some[0][:3] < self._last for some in new):
            self._merged, self._last, new = {}, _FIRST, [file.placed for file in files.values()]
        for moment, name, number, one in heapq.merge(*new):
            self._merged.setdefault(one.id, one)
            self._last = (moment, name, number)
        broken = tuple(b for file in files.values() for b in file.broken)
        if not going_on or any(new) or broken != self._reading.broken:
            self._reading = Reading(tuple(self._merged.values()), broken)
        self._files = files
        return self._reading

    def _paths(self) -> list[Path]:
        try:
            return [path for path in sorted(self.folder.iterdir()) if _NAME.fullmatch(path.name)]
        except FileNotFoundError:
            return []
        except OSError as error:
            raise OutputError(f"'{self.folder}' can't be read: {error.strerror or error}; check its rights") from error

    def _read(self, path: Path, file: _File) -> _File:
        try:
            with path.open("rb") as handle:
                about = os.fstat(handle.fileno())
                mark = (about.st_dev, about.st_ino)
                if mark != file.mark or about.st_size < file.size:
                    file = _File()
                handle.seek(file.size)
                data = handle.read()
        except OSError as error:
            raise OutputError(f"'{path.name}' can't be read: {error.strerror or error}; check its rights") from error
        whole, _, rest = data.rpartition(b"\n")
        found = _File(mark, file.size, file.lines, file.placed, [b for b in file.broken if b.line <= file.lines])
        if len(rest) < len(data):
            for line in whole.split(b"\n"):
                found.lines += 1
                try:
                    found.add(path.name, _DECODER.decode(line))
                except (msgspec.DecodeError, UnicodeDecodeError) as error:
                    strange = isinstance(error, msgspec.ValidationError)
                    found.broken.append(Broken(path.name, found.lines, strange))
            found.size += len(whole) + 1
        if rest and self._given_up(path, found.size + len(rest)):
            found.broken.append(Broken(path.name, found.lines + 1))
        return found

    def _given_up(self, path: Path, size: int) -> bool:
        """Say whether nobody is writing the line that a file ends in without a line break."""
        try:
            with FileLock(path.with_suffix(".lock"), timeout=_PATIENCE):
                return path.stat().st_size == size
        except (OSError, Timeout):
            return False


def _ended(handle: int) -> bool:
    size = os.fstat(handle).st_size
    return size == 0 or os.pread(handle, 1, size - 1) == b"\n"
