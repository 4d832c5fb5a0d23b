"""From a path to a document. One module per format; all give the same :class:`Document`."""

from __future__ import annotations

import hashlib
import stat
from pathlib import Path

from pipeline.document import Document
from pipeline.errors import NoReader, ReadError, TooLarge
from pipeline.read.plain import SUFFIXES, read_plain

__all__ = ["LIMIT", "read_document", "readable"]

LIMIT = 64 * 1024 * 1024  # bytes: a text of 50 MB is ten thousand pages, more than any plan has


def readable(path: Path) -> bool:
    """Say whether a file of this name is one that a folder's run takes along."""
    return path.suffix.lower() in SUFFIXES and not path.name.startswith(".")


def read_document(path: Path, document_id: str | None = None) -> Document:
    """Read one file. ``document_id`` is its path relative to the input folder (its name by default).

    Raises :class:`ReadError`, whose message says what to do next.
    """
    name = document_id or path.name
    media_type = SUFFIXES.get(path.suffix.lower())
    if media_type is None:
        known = ", ".join(sorted(SUFFIXES))
        raise NoReader(f"no reader for '{path.suffix or path.name}'; what is read: {known}")
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise ReadError("this is no file but a folder or a device; name a file")
        size = about.st_size
        if size > LIMIT:
            raise TooLarge(f"the file has {size / 1e6:.0f} MB, over the limit of {LIMIT / 1e6:.0f} MB; split it")
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(
            f"the file can't be read: {error.strerror or error}; check its rights and that it exists"
        ) from error
    return read_plain(data, name, name, hashlib.sha256(data).hexdigest(), media_type)
