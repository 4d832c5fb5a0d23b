"""The documents behind the records, read again for their text, and pictures of the pages of a PDF."""

from __future__ import annotations

import io
from collections import OrderedDict
from dataclasses import dataclass, replace
from pathlib import Path
from threading import RLock

import pypdfium2

from pipeline import codec
from pipeline.batch.cache import Cache
from pipeline.document import Document
from pipeline.errors import DoelenboomError
from pipeline.origin import Origin
from pipeline.read import read_document
from pipeline.record import PolicyRecord
from pipeline.report.view import fits

_KEPT, _PICTURES = 8, 24
_SCALE = 1.6  # pixels for each point: sharp at the width of a pane
_LARGEST = 4_000  # pixels: a page of a plan's map is not drawn larger


@dataclass(frozen=True, slots=True)
class Shown:
    """A document as the pages show it, or why it can't be: then ``document`` is None."""

    document: Document | None
    path: Path | None = None
    reason: str | None = None

    @property
    def text(self) -> str | None:
        """What it says."""
        return self.document.text if self.document else None

    @property
    def pdf(self) -> bool:
        """Whether it has pages to draw."""
        return self.document is not None and self.document.media_type == "application/pdf"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The picture of a page: PNG, with the page's size in points."""

    png: bytes
    width: float
    height: float


class Texts:
    """Documents by the record that was made of them. Only the very file that a record names by its hash is shown."""

    def __init__(self, origin: Origin, cache: Path | None) -> None:
        self.origin, self._cache = origin, cache
        self._lock = RLock()  # what draws pages can do one thing at a time
        self._shown: OrderedDict[tuple[str, str], Shown] = OrderedDict()
        self._fitting: dict[str, tuple[PolicyRecord, bool]] = {}
        self._sheets: OrderedDict[tuple[str, int], Sheet] = OrderedDict()

    def of(self, record: PolicyRecord) -> Shown:
        """Return the document of a record."""
        key = record.document.id, record.document.sha256
        with self._lock:
            if key not in self._shown:
                self._shown[key] = self._read(record)
            self._shown.move_to_end(key)
            while len(self._shown) > _KEPT:
                self._shown.popitem(last=False)
            shown = self._shown[key]
        if shown.text is not None and not self._fits(record, shown.text):
            return Shown(None, None, "het document wordt nu anders gelezen dan toen de records gemaakt zijn")
        return shown

    def _fits(self, record: PolicyRecord, text: str) -> bool:
        name = record.document.id
        kept = self._fitting.get(name)
        if kept is None or kept[0] is not record:
            kept = self._fitting[name] = record, fits(record, text)
        return kept[1]

    def _read(self, record: PolicyRecord) -> Shown:
        about = record.document
        found = self.origin.find(about)
        if found is None:
            return Shown(None, None, "het document is niet gevonden; start de app met --input en de map ervan")
        if found.changed:
            return Shown(None, None, "het document is veranderd sinds de records gemaakt zijn; maak ze opnieuw")
        try:
            return Shown(self.document(found.path, about.id, about.sha256), found.path)
        except DoelenboomError as error:
            return Shown(None, None, f"het document kan niet gelezen worden ({error})")

    def document(self, path: Path, name: str, sha256: str) -> Document:
        """Read a document, or take it from what runs keep. Raises :class:`pipeline.errors.ReadError`."""

        def read() -> Document:
            return read_document(path, name, self.origin.ocr)

        if self._cache is None:
            return read()
        content = f"{sha256} {path.suffix.lower()} {self.origin.ocr}"  # as a run keeps it
        document = Cache(self._cache).keep("read", lambda: (content,), codec.DOCUMENT, read).value
        return replace(document, id=name, source=name)

    def sheet(self, record: PolicyRecord, page: int) -> Sheet | None:
        """Return the picture of a page (from 1), None where there is no such page."""
        shown = self.of(record)
        if not shown.pdf or shown.path is None or shown.document is None:
            return None
        if not 1 <= page <= len(shown.document.pages):
            return None
        key = shown.document.sha256, page
        with self._lock:
            if key not in self._sheets:
                self._sheets[key] = _drawn(shown.path, page)
            self._sheets.move_to_end(key)
            while len(self._sheets) > _PICTURES:
                self._sheets.popitem(last=False)
            return self._sheets[key]


def _drawn(path: Path, page: int) -> Sheet:
    pdf = pypdfium2.PdfDocument(path)
    try:
        drawn = pdf[page - 1]
        width, height = drawn.get_size()
        scale = min(_SCALE, _LARGEST / max(width, height, 1))
        target = io.BytesIO()
        drawn.render(scale=scale).to_pil().save(target, "PNG")
        return Sheet(target.getvalue(), width, height)
    finally:
        pdf.close()
