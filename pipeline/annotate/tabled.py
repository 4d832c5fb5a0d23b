"""What the components have in common that know nothing but a table: how it is kept with a pipeline."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Generic, Self, TypeVar

import srsly

_FILE = "table.msgpack"


T = TypeVar("T")


class Tabled(Generic[T]):
    """A component of a pipeline whose table is written and read as a whole."""

    _table: T

    def set_table(self, table: T) -> None:
        """Take a table into use."""
        self._table = table

    def to_bytes(self, exclude: Iterable[str] = ()) -> bytes:
        """Return the table as bytes."""
        return bytes(srsly.msgpack_dumps(self._table))

    def from_bytes(self, data: bytes, exclude: Iterable[str] = ()) -> Self:
        """Read the table from bytes."""
        self.set_table(srsly.msgpack_loads(data))
        return self

    def to_disk(self, path: str | Path, exclude: Iterable[str] = ()) -> None:
        """Write the table into a folder."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        srsly.write_msgpack(folder / _FILE, self._table)

    def from_disk(self, path: str | Path, exclude: Iterable[str] = ()) -> Self:
        """Read the table from a folder."""
        self.set_table(srsly.read_msgpack(Path(path) / _FILE))
        return self
