"""An output folder to be read, wherever it is: one at a URL is fetched for as long as it is needed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from pipeline.batch.place import named
from pipeline.batch.remote import Remote, fetched, name_of, without_secrets
from pipeline.errors import ReadError, UsageError
from pipeline.saved import is_record, mapping

_READ = (".yaml", ".jsonl")  # records, what the run says of itself, and verdicts


@contextmanager
def opened(output: str) -> Iterator[Path]:
    """Give the folder that a path or a URL names.

    What is at a web address is told by its manifest, as nothing lists it. Raises :class:`UsageError` where a URL holds
    no records, :class:`pipeline.errors.OutputError` where it can't be read.
    """
    there = named(output)
    if isinstance(there, Path):
        yield there
        return
    with TemporaryDirectory(prefix="doelenboom-") as name, _as_named(name, there):
        folder = Path(name)
        there.fetch(_names(there), folder)
        if not any(map(is_record, folder.rglob("*.yaml"))):
            raise UsageError(f"'{there}' holds no records; name the URL that 'doelenboom extract' wrote to")
        yield folder


@contextmanager
def opened_file(file: str) -> Iterator[Path]:
    """Give the record file that a path or a URL names. Raises :class:`UsageError` where it can't be had."""
    there = named(file)
    if isinstance(there, Path):
        yield there
        return
    with ExitStack() as until:
        try:
            path = until.enter_context(fetched(there.url, name_of(there.url)))
        except ReadError as error:
            raise UsageError(str(error)) from error
        with _as_named(str(path), there):
            yield path


def beside(output: str, name: str) -> Path:
    """Return the file of that name in an output folder. Raises :class:`UsageError` where that is at a URL."""
    there = named(output)
    if isinstance(there, Path):
        return there / name
    raise UsageError(f"'{there}' is at a URL; say with --to where {name} should be written on this machine")


def here(output: str, why: str) -> Path:
    """Return the folder that a path names. Raises :class:`UsageError` where it is a URL, with why that can't be."""
    there = named(output)
    if isinstance(there, Path):
        return there
    raise UsageError(f"'{there}' is at a URL, and {why}; copy it to a folder on this machine and name that")


@contextmanager
def _as_named(path: str, there: Remote) -> Iterator[None]:
    """Speak of a place by the name that the user gave it, not by where it was fetched to."""
    try:
        yield
    except UsageError as error:
        if path not in str(error):
            raise
        raise UsageError(str(error).replace(path, without_secrets(there.url))) from error


def _names(there: Remote) -> list[str]:
    """Return the names of the files of an output folder, with slashes; none that would lead out of it."""
    if there.listed:
        found = [name for name in there.below() if name.endswith(_READ)]
    else:
        found = ["manifest.yaml", "timings.yaml", *(f"{name}.yaml" for name in _extracted(there))]
    paths = [PurePosixPath(name) for name in found]
    return [str(p) for p in paths if not p.is_absolute() and not any(part.startswith(".") for part in p.parts)]


def _extracted(there: Remote) -> Iterator[str]:
    rows: Any = mapping(there.read("manifest.yaml") or b"").get("documents")
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict) and row.get("outcome") == "extracted" and isinstance(row.get("id"), str):
            yield row["id"]
