"""The documents behind the records that were judged, as they were read then."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePath

from pipeline.document import Document
from pipeline.errors import DoelenboomError, UsageError
from pipeline.origin import Origin
from pipeline.read import read_document
from pipeline.record import PolicyRecord
from pipeline.report.view import fits

_AGAIN = "make its records again with 'doelenboom extract'"


@dataclass(frozen=True, slots=True)
class Opened:
    """A document that was found, and the folder in which its id is its path."""

    document: Document
    folder: Path


def open_document(whole: PolicyRecord, origin: Origin) -> Opened:
    """Read the document that records were made of.

    Raises :class:`UsageError` where it is gone, has changed, or is read otherwise now.
    """
    about = whole.document
    found = origin.find(about)
    if found is None:
        raise UsageError("the document is not found; name its folder with --input")
    if found.changed:
        raise UsageError(f"the document has changed since; {_AGAIN}")
    try:
        document = read_document(found.path, about.id, origin.ocr)
    except DoelenboomError as error:
        raise UsageError(f"the document can't be read: {error}") from error
    if not fits(whole, document.text):
        raise UsageError(f"the document is read otherwise now; {_AGAIN}")
    parts = len(PurePath(about.id).parts)
    folder = found.path.parents[parts - 1] if len(found.path.parents) >= parts else found.path.parent
    return Opened(document, folder)
