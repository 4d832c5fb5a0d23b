"""Which documents a run takes: files as they are named, folders with all that is read below them."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.batch.remote import documents_below, fetched, local_path, name_of, sha256_at, without_secrets
from pipeline.errors import ReadError, UsageError
from pipeline.read import KINDS, LIMIT, readable
from pipeline.saved import hash_of


@dataclass(frozen=True, slots=True)
class Input:
    """A document to read. ``id`` is its path relative to its input folder; ``problem`` says why it can't be.

    Where it has a ``url``, it is fetched from there, and ``path`` says no more than what it is called.
    """

    id: str
    path: Path
    problem: str | None = None
    url: str | None = None

    @property
    def source(self) -> str | None:
        """The URL that its record names, without secrets; None for a file, which its id names."""
        return None if self.url is None else without_secrets(self.url)

    def sha256(self) -> str | None:
        """Return the SHA-256 of its content, None where it can't be read or is over the limit."""
        return hash_of(self.path, LIMIT) if self.url is None else sha256_at(self.url)

    @contextmanager
    def at_hand(self) -> Iterator[Path]:
        """Give the file, fetched where it is elsewhere. Raises :class:`pipeline.errors.ReadError`."""
        if self.url is None:
            yield self.path
        else:
            with fetched(self.url, self.path.name) as path:
                yield path


@dataclass(frozen=True, slots=True)
class Shard:
    """One of several equal parts of a run, for machines that share a folder.

    A document's id alone says in which part it is: that doesn't depend on which others are there.

    >>> Shard.read("2/4"), str(Shard(2, 4)), Shard(2, 4).part
    (Shard(number=2, of=4), '2/4', '-2-of-4')
    >>> sum(Shard(n, 3).holds("2024/plan.pdf") for n in (1, 2, 3))
    1
    >>> Shard.read("5/4")
    Traceback (most recent call last):
    ...
    pipeline.errors.UsageError: '5/4' is no shard; name one as 1/4, 2/4, 3/4 or 4/4
    """

    number: int
    of: int

    @classmethod
    def read(cls, text: str) -> Shard:
        """Read "2/4". Raises :class:`UsageError`."""
        found = re.fullmatch(r"(\d{1,6})/(\d{1,6})", text.strip())
        if not found or not 1 <= int(found[1]) <= int(found[2]):
            raise UsageError(f"'{text}' is no shard; name one as 1/4, 2/4, 3/4 or 4/4")
        return cls(int(found[1]), int(found[2]))

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"

    @property
    def part(self) -> str:
        """What the names of a shard's own files have in them."""
        return f"-{self.number}-of-{self.of}"

    def holds(self, document_id: str) -> bool:
        """Say whether a document is in this part."""
        digest = hashlib.sha256(document_id.encode("utf-8")).digest()
        return int.from_bytes(digest[:8], "big") % self.of == self.number - 1


def collect(paths: Iterable[Path | str], output: Path | None) -> list[Input]:
    """Return the inputs of files, folders and URLs in the order of their ids. ``output`` is no input.

    Below a folder every file of a kind that is read is taken, hidden ones and the output folder left out. A
    path that is missing, and a folder without documents, are inputs that fail. Raises :class:`UsageError`
    where two inputs would have the same id, since their records would have the same name.
    """
    found: dict[str, Input] = {}
    for path in paths:
        local = path if isinstance(path, Path) else local_path(path)
        for item in _at(str(path)) if local is None else _below(local, output and output.resolve()):
            if item.id in found and _where(found[item.id]) != _where(item):
                raise UsageError(
                    f"'{found[item.id].source or found[item.id].path}' and '{item.source or item.path}' would both be "
                    f"'{item.id}' in the output; run them into two output folders, or name the folder above both"
                )
            found[item.id] = item
    return sorted(found.values(), key=lambda i: i.id)


def _where(item: Input) -> str | Path:
    return item.url or item.path.resolve()


def _at(url: str) -> Iterable[Input]:
    """Yield the documents at a URL; what can't be found there is an input that fails."""
    name = name_of(url)
    try:
        found = documents_below(url)
    except ReadError as error:
        return [Input(name, Path(name), str(error), url)]
    nothing = f"there are no documents that are read ({', '.join(KINDS)}) at '{without_secrets(url)}'; check the URL"
    return [Input(i, Path(i), None, one) for i, one in found] or [Input(name, Path(name), nothing, url)]


def _below(path: Path, output: Path | None) -> Iterable[Input]:
    name = shown(path.name or str(path))
    if path.is_dir():
        problems: list[OSError] = []
        found = [Input(shown(file.relative_to(path).as_posix()), file) for file in _files(path, output, problems)]
        for error in problems:
            folder = Path(error.filename)
            about = name if folder == path else shown(folder.relative_to(path).as_posix())
            found.append(Input(about, folder, f"the folder can't be read: {error.strerror}; check its rights"))
        nothing = f"the folder holds no documents that are read ({', '.join(KINDS)}); check the path"
        yield from found or [Input(name, path, nothing)]
    elif path.exists():
        yield Input(name, path)
    else:
        yield Input(name, path, "there is no file or folder of this name; check the path")


def _files(path: Path, output: Path | None, problems: list[OSError]) -> Iterable[Path]:
    """Yield the documents below a folder; what can't be looked into is added to ``problems``."""
    for folder, folders, names in os.walk(path, onerror=problems.append):
        here = Path(folder)
        # The output is left out only where it lies below the input: one may write beside what one reads.
        folders[:] = [f for f in folders if not f.startswith(".") and (here / f).resolve() != output]
        yield from (here / name for name in names if readable(here / name) and (here / name).is_file())


def shown(name: str) -> str:
    """Return a name as it can be written, also where its bytes are no UTF-8."""
    return os.fsencode(name).decode("utf-8", errors="backslashreplace")
