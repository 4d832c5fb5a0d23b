"""The records of the output folder, read when a page asks for them and again when their file has changed.

They come from the store beside the YAML, which is checked by hash with each reading.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import RLock

from pipeline.errors import UsageError
from pipeline.record import AnyRecord, Kind, PolicyRecord
from pipeline.reviewapp.jobs import Told, silent
from pipeline.saved import is_record
from pipeline.store import Row, Store

_KEPT = 24  # records of documents that are kept whole; of the others only what the queue shows
_Stamp = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Item:
    """What the queue shows of a record. ``added`` says that a reader added it."""

    id: str
    document: str
    kind: Kind
    text: str
    rule: str
    sure: float
    start: int
    end: int
    name: str = ""
    added: bool = False

    @property
    def order(self) -> tuple[str, int, int, str]:
        """Where it stands in the queue: as in the documents, what holds others before them."""
        return self.document, self.start, -self.end, self.id


class Library:
    """The record files below a folder, by the id of their document. A file that is none, or leads outside, is left."""

    def __init__(self, output: Path) -> None:
        self.output = output.resolve()
        self._lock = RLock()
        self._records: OrderedDict[str, tuple[_Stamp, PolicyRecord]] = OrderedDict()
        self._items: dict[str, tuple[_Stamp, tuple[Item, ...]]] = {}
        self._paths: dict[str, Path] = {}
        self._known: dict[str, tuple[tuple[Item, ...], frozenset[str]]] = {}
        self._ids: tuple[PolicyRecord, dict[str, AnyRecord]] | None = None
        self.damaged: dict[str, str] = {}
        self.look()

    def look(self) -> None:
        """See which record files there are."""
        found = {}
        for path in self.output.rglob("*.yaml"):
            if path.resolve().is_relative_to(self.output) and is_record(path):
                found[path.relative_to(self.output).as_posix().removesuffix(".yaml")] = path
        self._paths = dict(sorted(found.items()))  # so that their items, one document after the other, are in order
        self.damaged = {name: why for name, why in self.damaged.items() if name in found}

    @property
    def names(self) -> list[str]:
        """The ids of the documents, in order."""
        return [name for name in self._paths if name not in self.damaged]

    def __contains__(self, document: str) -> bool:
        return document in self._paths

    def record(self, document: str) -> PolicyRecord | None:
        """Return the records of a document, None where there are none or its file is damaged."""
        path = self._paths.get(document)
        if path is None:
            return None
        with self._lock, Store(self.output) as store:
            return self._read(document, path, store)

    def _read(self, document: str, path: Path, store: Store) -> PolicyRecord | None:
        try:
            stamp = _stamp(path)
            kept = self._records.get(document)
            if kept is None or kept[0] != stamp:
                record = store.document(document)
                if record is None:
                    raise UsageError(f"'{path.name}' holds no records of the document that it is named after")
                kept = stamp, record
            self._records[document] = kept
            self._records.move_to_end(document)
            while len(self._records) > _KEPT:
                self._records.popitem(last=False)
            self.damaged.pop(document, None)
            return kept[1]
        except (OSError, UsageError) as error:
            self.damaged[document] = str(error)
            return None

    def filled(self) -> bool:
        """Say whether the list of all records can be had without reading files."""
        return all(name in self._items for name in self._paths)

    def fill(self, told: Told = silent) -> None:
        """Read what the list of all records needs."""
        names = list(self._paths)
        with Store(self.output) as store:
            for number, name in enumerate(names, 1):
                self._of(name, store)
                told(number, len(names))

    def items(self, document: str | None = None) -> Iterator[Item]:
        """Yield what the queue shows of the records of a document, or of all."""
        with Store(self.output) as store:
            for name in [document] if document else list(self._paths):
                yield from self._of(name, store)

    def _of(self, document: str, store: Store | None = None) -> tuple[Item, ...]:
        path = self._paths.get(document)
        if path is None:
            return ()
        with self._lock:
            try:
                stamp = _stamp(path)
            except OSError:  # gone, till somebody looks again
                self._items[document] = (0, 0), ()
                return ()
            kept = self._items.get(document)
            if kept is None or kept[0] != stamp:
                if store is None:
                    with Store(self.output) as store:
                        listed = self._listed(document, store)
                else:
                    listed = self._listed(document, store)
                kept = self._items[document] = stamp, listed
            return kept[1]

    def _listed(self, document: str, store: Store) -> tuple[Item, ...]:
        try:
            rows = store.listed(document)
        except UsageError as error:
            self.damaged[document] = str(error)
            return ()
        self.damaged.pop(document, None)
        return tuple(sorted(map(_item, rows), key=_order))

    def ids(self, document: str) -> frozenset[str]:
        """Return the ids of the records of a document."""
        items = self._of(document)
        with self._lock:
            kept = self._known.get(document)
            if kept is None or kept[0] is not items:
                kept = self._known[document] = items, frozenset(item.id for item in items)
            return kept[1]

    def sha256(self, document: str) -> str | None:
        """Return the hash of the document that the records were made of."""
        record = self.record(document)
        return record.document.sha256 if record else None

    def stamp(self) -> tuple[tuple[str, int, int], ...]:
        """Return what changes when any record file does."""
        found = []
        for name, path in self._paths.items():
            try:
                found.append((name, *_stamp(path)))
            except OSError:
                continue
        return tuple(found)

    def find(self, document: str, record_id: str) -> AnyRecord | None:
        """Return a record."""
        whole = self.record(document)
        if whole is None:
            return None
        with self._lock:
            if self._ids is None or self._ids[0] is not whole:
                self._ids = whole, {r.id: r for r in whole.records()}
            return self._ids[1].get(record_id)


def _item(row: Row) -> Item:
    place = row.start, row.end
    return Item(row.id, row.document, row.kind, row.text, row.rule, row.confidence, *place, row.canonical or "")


def _order(item: Item) -> tuple[str, int, int, str]:
    return item.order


def _stamp(path: Path) -> _Stamp:
    about = path.stat()
    return about.st_mtime_ns, about.st_size
