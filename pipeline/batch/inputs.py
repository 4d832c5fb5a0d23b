"""Which documents a run takes: files as they are named, folders with all that is read below them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.read import readable


@dataclass(frozen=True, slots=True)
class Input:
    """A document to read. ``id`` is its path relative to its input folder; ``problem`` says why it can't be."""

    id: str
    path: Path
    problem: str | None = None


def collect(paths: Iterable[Path], output: Path) -> list[Input]:
    """Return the inputs in the order of their ids.

    Below a folder every file of a kind that is read is taken, hidden ones and the output folder left out. A
    path that is missing, and a folder without documents, are inputs that fail. Raises :class:`UsageError`
    where two inputs would have the same id, since their records would have the same name.
    """
    found: dict[str, Input] = {}
    for path in paths:
        for item in _below(path, output.resolve()):
            if item.id in found and found[item.id].path.resolve() != item.path.resolve():
                raise UsageError(
                    f"'{found[item.id].path}' and '{item.path}' would both be '{item.id}' in the output; "
                    "run them into two output folders, or name the folder above both"
                )
            found[item.id] = item
    return sorted(found.values(), key=lambda i: i.id)


def _below(path: Path, output: Path) -> Iterable[Input]:
    if path.is_dir():
        files = [
            p
            for p in sorted(path.rglob("*"))
            if readable(p) and p.is_file() and not _hidden(p.relative_to(path)) and output not in p.resolve().parents
        ]
        if not files:
            yield Input(path.name or str(path), path, "the folder holds no documents that are read (.txt, .md); check the path")
        for file in files:
            yield Input(file.relative_to(path).as_posix(), file)
    elif path.exists():
        yield Input(path.name, path)
    else:
        yield Input(path.name or str(path), path, "there is no file or folder of this name; check the path")


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
