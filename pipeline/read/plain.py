"""Plain text and Markdown: the file itself is the document's text."""

from __future__ import annotations

from pipeline.document import Document, Notice
from pipeline.read.decode import decode

SUFFIXES = {".txt": "text/plain", ".text": "text/plain", ".md": "text/markdown", ".markdown": "text/markdown"}


def read_plain(data: bytes, document_id: str, source: str, sha256: str, media_type: str) -> Document:
    """Return the document; its text is the file decoded, nothing changed.

    Raises :class:`pipeline.errors.ReadError` where the bytes are no text.
    """
    text, encoding = decode(data)
    notices = (Notice(f"read as {encoding}"),) if encoding else ()
    return Document(document_id, source, sha256, media_type, text, notices)
