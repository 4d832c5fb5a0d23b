"""What steps made, kept from run to run by the hash of all that it follows from.

A result is found by its content, never by a file's name or date: a changed rule finds nothing that the old one
made, and an unchanged document everything. Entries are files with a hash of their own in front; one that was cut
off, or that somebody touched, is as good as none. The oldest go first where all together take too much room.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import msgspec
import platformdirs

from pipeline.batch.ledger import program_id
from pipeline.codec import Codec
from pipeline.errors import OutputError
from pipeline.run import Held

T = TypeVar("T")
LIMIT = 4_000  # megabytes
_HASH = 32  # bytes in front of each entry
_ROOM = 0.8  # of the limit, that is left when it was passed
_SIGN = "CACHEDIR.TAG"
_SAYS = "Signature: 8a477f597d28d172789f06886806bc55\n# Kept by doelenboom; it can be removed at any time.\n"


def default_folder() -> Path:
    """Return where the cache stands when the user names no other place."""
    return Path(platformdirs.user_cache_dir("doelenboom", appauthor=False))


@dataclass(frozen=True, slots=True)
class Size:
    """What a cache holds."""

    entries: int
    bytes: int


@dataclass(frozen=True)
class Cache:
    """A folder of entries; several processes may use it at once."""

    folder: Path

    def keep(self, step: str, key: Callable[[], tuple[str, ...]], kind: Codec[T], make: Callable[[], T]) -> Held[T]:
        """Return what a step makes, or has made of the same (a :class:`pipeline.run.Keep`)."""
        return _Kept(self, step, key, kind, make)

    def path(self, step: str, key: tuple[str, ...]) -> Path:
        """Return where an entry stands."""
        digest = hashlib.sha256(msgspec.msgpack.encode((program_id(), step, key))).hexdigest()
        return self.folder / step / digest[:2] / digest[2:]

    def get(self, path: Path) -> bytes | None:
        """Return an entry, None where there is none that is whole."""
        try:
            data = path.read_bytes()
        except OSError:
            return None
        if hashlib.sha256(data[_HASH:]).digest() != data[:_HASH]:
            return None
        with contextlib.suppress(OSError):
            os.utime(path)  # used just now: it goes last
        return data[_HASH:]

    def put(self, path: Path, data: bytes) -> None:
        """Keep an entry; where there is no room for it, it is not kept, and nothing is lost but time."""
        temporary = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=".new-", dir=path.parent)
            temporary = Path(name)
            with os.fdopen(handle, "wb") as file:
                file.write(hashlib.sha256(data).digest() + data)
            temporary.replace(path)
        except OSError:
            if temporary is not None:
                with contextlib.suppress(OSError):
                    temporary.unlink()

    def open(self) -> None:
        """Make the folder. Raises :class:`OutputError`."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            sign = self.folder / _SIGN
            if not sign.exists():
                if any(self.folder.iterdir()):
                    raise OutputError(f"'{self.folder}' holds other things; name an empty folder for the cache")
                sign.write_text(_SAYS, encoding="utf-8")
        except OSError as error:
            raise OutputError(
                f"the cache '{self.folder}' can't be made: {error.strerror or error}; name another with --cache, or "
                "go without by --no-cache"
            ) from error

    def size(self) -> Size:
        """Return how much it holds."""
        sizes = [size for _, _, size in self._entries()]
        return Size(len(sizes), sum(sizes))

    def clear(self) -> Size:
        """Remove all entries, and say how much that was."""
        size = self.size()
        if (self.folder / _SIGN).exists():
            for folder in [p for p in self.folder.iterdir() if p.is_dir()]:
                shutil.rmtree(folder, ignore_errors=True)
        return size

    def trim(self, megabytes: int = LIMIT) -> int:
        """Remove what was used longest ago until there is room again; return how many entries went."""
        entries = sorted(self._entries())
        total = sum(size for _, _, size in entries)
        if total <= megabytes * 1_000_000:
            return 0
        gone = 0
        for _, path, size in entries:
            if total <= _ROOM * megabytes * 1_000_000:
                break
            with contextlib.suppress(OSError):
                Path(path).unlink()
            total -= size
            gone += 1
        return gone

    def _entries(self) -> Iterator[tuple[int, str, int]]:
        """Yield when each entry was last used, its path and its size."""
        if not (self.folder / _SIGN).exists():
            return
        for folder, _, names in os.walk(self.folder):
            if Path(folder) == self.folder:
                continue
            for name in names:
                with contextlib.suppress(OSError):
                    path = Path(folder, name)
                    about = path.stat()
                    yield about.st_mtime_ns, str(path), about.st_size


class _Kept(Held[T]):
    """What a step made, read from its entry, or made and written there."""

    def __init__(
        self, cache: Cache, step: str, key: Callable[[], tuple[str, ...]], kind: Codec[T], make: Callable[[], T]
    ) -> None:
        super().__init__(kind, make)
        self._cache, self._step, self._key = cache, step, key

    @cached_property
    def _found(self) -> tuple[bytes, T | None]:
        """The entry's bytes, and what they were made of where that was just now."""
        path = self._cache.path(self._step, self._key())
        data = self._cache.get(path)
        if data is not None:
            return data, None
        made = self._make()
        data = self._kind.encode(made)
        self._cache.put(path, data)
        return data, made

    @cached_property
    def value(self) -> T:
        """The thing itself."""
        data, made = self._found
        if made is not None:
            return made
        try:
            return self._kind.decode(data)
        except (ValueError, msgspec.MsgspecError):
            return self._make()  # its bytes are whole and yet it is none: of another machine, say

    @cached_property
    def digest(self) -> str:
        """A hash of it."""
        return hashlib.sha256(self._found[0]).hexdigest()
