"""From a path to a document. One module per format; all give the same :class:`Document`."""

from __future__ import annotations

import hashlib
import re
import stat
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path

from pipeline.document import Document
from pipeline.errors import NoReader, ReadError, TooLarge
from pipeline.read.plain import SUFFIXES, read_plain

__all__ = ["KINDS", "LIMIT", "read_document", "readable"]

LIMIT = 64 * 1024 * 1024  # bytes: a text of 50 MB is ten thousand pages, more than any plan has
# What a file is, by its suffix, and the module and function that read it: loaded when the first such file comes.
_FORMATS = {
    ".docx": ("pipeline.read.word", "read_word"),
    ".html": ("pipeline.read.html", "read_html"),
    ".pdf": ("pipeline.read.pdf", "read_pdf"),
}
_SAME = {".htm": ".html", ".xhtml": ".html", ".docm": ".docx"}
KINDS = (*sorted(SUFFIXES), *sorted({*_FORMATS, *_SAME}))
# Documents that are not read, and what to make of them first.
_CONVERT = "convert it with LibreOffice (soffice --headless --convert-to docx FILE) and run again"
_OTHERS = {".doc": "an old Word document", ".odt": "an OpenDocument text", ".rtf": "an RTF document"}
_PAGE = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
Reader = Callable[..., Document]


def readable(path: Path) -> bool:
    """Say whether a file of this name is one that a folder's run takes along: a document, also of a kind not read."""
    known = path.suffix.lower() in KINDS or path.suffix.lower() in _OTHERS
    return known and not path.name.startswith((".", "~$"))


def read_document(path: Path, document_id: str | None = None, ocr: bool = False) -> Document:
    """Read one file. ``document_id`` is its path relative to the input folder (its name by default).

    ``ocr`` makes pages of a PDF readable that are pictures or have a broken text layer; ``ocrmypdf`` does it.

    The content decides what a file is, not its suffix. Raises :class:`ReadError`, whose message says what to do next.
    """
    name = document_id or path.name
    suffix = path.suffix.lower()
    if suffix in _OTHERS:
        raise NoReader(f"this is {_OTHERS[suffix]}, which is not read; {_CONVERT}")
    if suffix not in KINDS:
        raise NoReader(f"no reader for '{path.suffix or path.name}'; what is read: {', '.join(KINDS)}")
    data = _bytes(path)
    sha256 = hashlib.sha256(data).hexdigest()
    kind = _sniffed(data, suffix) or _SAME.get(suffix, suffix)
    if kind in _FORMATS:
        module, function = _FORMATS[kind]
        reader: Reader = getattr(import_module(module), function)
        if ocr and kind == ".pdf":
            reader = partial(reader, ocr=True)
        return reader(data, name, name, sha256)
    return read_plain(data, name, name, sha256, SUFFIXES.get(kind, "text/plain"))


def _bytes(path: Path) -> bytes:
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise ReadError("this is no file but a folder or a device; name a file")
        size = about.st_size
        if size > LIMIT:
            raise TooLarge(f"the file has {size / 1e6:.0f} MB, over the limit of {LIMIT / 1e6:.0f} MB; split it")
        return path.read_bytes()
    except OSError as error:
        raise ReadError(
            f"the file can't be read: {error.strerror or error}; check its rights and that it exists"
        ) from error


def _sniffed(data: bytes, suffix: str) -> str | None:
    """Return the suffix of the format that the content shows, None where it shows none of those that are read."""
    # A PDF may have something before its sign; a text may speak of that sign.
    if data.startswith(b"%PDF-") or (suffix == ".pdf" and b"%PDF-" in data[:1024]):
        return ".pdf"
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return ".docx"  # its reader says what other zip file or old Office document it may be
    return ".html" if _PAGE.match(data[:4096]) else None
