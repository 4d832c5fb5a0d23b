"""Where a run's files go: a folder on this machine, or one at a URL. Both have the same verbs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pipeline.batch.remote import Remote, local_path
from pipeline.errors import OutputError
from pipeline.saved import hash_of, is_record
from pipeline.write import STATE, write_whole

Output = Path | Remote


class Place(Protocol):
    """An output folder. Names are paths relative to it, with slashes."""

    @property
    def state(self) -> Path:
        """The folder, on this machine, of what is the program's own."""

    def check(self) -> None:
        """Raise :class:`OutputError` where nothing can be written."""

    def write(self, name: str, text: str | Iterable[str]) -> str:
        """Write a file whole or not at all; return the SHA-256 of its bytes."""

    def read(self, name: str) -> bytes | None:
        """Return what stands in a file, None where there is none."""

    def names(self) -> list[str]:
        """Return the names of the files in it, those in folders below it left out; none where it is not there."""

    def sha256(self, name: str) -> str | None:
        """Return the SHA-256 of a file, None where there is none."""

    def is_record(self, name: str) -> bool:
        """Say whether a file begins as a record file does."""

    def remove(self, name: str) -> bool:
        """Remove a file; return whether there was one."""


@dataclass(frozen=True, slots=True)
class Local:
    """A folder on this machine."""

    folder: Path

    @property
    def state(self) -> Path:
        """A folder in it."""
        return self.folder / STATE

    def check(self) -> None:
        """Do nothing: the lock, which stands in it, shows that it can be written."""

    def write(self, name: str, text: str | Iterable[str]) -> str:
        """Write a file. Raises :class:`OutputError`."""
        return write_whole(self.folder / name, text)

    def read(self, name: str) -> bytes | None:
        """Return what stands in a file."""
        try:
            return (self.folder / name).read_bytes()
        except OSError:
            return None

    def names(self) -> list[str]:
        """Return the names of the files in it."""
        return [path.name for path in self.folder.glob("*") if path.is_file()]

    def sha256(self, name: str) -> str | None:
        """Return the SHA-256 of a file."""
        return hash_of(self.folder / name)

    def is_record(self, name: str) -> bool:
        """Say whether a file begins as a record file does."""
        return is_record(self.folder / name)

    def remove(self, name: str) -> bool:
        """Remove a file, never one outside the folder. Raises :class:`OutputError`."""
        path = self.folder / name
        if not path.resolve().is_relative_to(self.folder.resolve()) or not path.is_file():
            return False
        try:
            path.unlink()
        except OSError as error:
            raise OutputError(f"{path.name} is out of date and can't be removed: {error.strerror}") from error
        return True


def place(output: Output) -> Place:
    """Return the place that an output is."""
    return Local(output) if isinstance(output, Path) else output


def named(text: str) -> Output:
    """Return the output that a path or a URL names."""
    return local_path(text) or Remote(text)
