"""The records of an output folder, quickly: kept in SQLite beside the YAML, which stays the truth.

Every answer is checked by the hash of the YAML's bytes. A file that is new or differs is read from its YAML and kept
from then on; a store that is damaged, of another version or no store at all is made anew; where none can be written,
all is read from the YAML. So it never says anything else than the files do, only sooner.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from pipeline.errors import UsageError
from pipeline.record import PREFIX, AnyRecord, Kind, PolicyRecord
from pipeline.saved import parse_record, read_bytes, record_files
from pipeline.shelf import Kept, Shelf
from pipeline.write import STATE

__all__ = ["Row", "Store", "records_below"]

_FILE = "records.sqlite"
_HASH = 32
_AT_ONCE, _MOST = 64, 8_000_000  # records, and bytes, that wait at most to be kept together
_KINDS: dict[str, Kind] = {prefix: kind for kind, prefix in PREFIX.items()}


@dataclass(frozen=True, slots=True)
class Row:
    """A record as the index has it. ``start`` and ``end`` are its place in the document's text, in code points."""

    id: str
    document: str
    kind: Kind
    rule: str
    confidence: float
    canonical: str | None
    start: int
    end: int
    text: str


_ROWS = msgspec.msgpack.Decoder(list[Row])


def records_below(output: Path) -> Iterator[PolicyRecord]:
    """Yield the records of an output folder, in the order of their files' names.

    Raises :class:`UsageError` where there are none, or where one is damaged.
    """
    with Store(output) as store:
        yield from store.records()


def keep_written(output: Path, name: str, sha256: str, record: PolicyRecord) -> None:
    """Keep a record whose file of that name, with that hash, was just written: who reads it next need not parse it."""
    shelf = Shelf(output / STATE / _FILE)
    shelf.keep([_kept(os.fsencode(name), bytes.fromhex(sha256), record)])
    shelf.close()


class Store:
    """The records of an output folder. Threads may share one, and processes may use one folder at once."""

    def __init__(self, output: Path) -> None:
        self._output = output
        self._shelf = Shelf(output / STATE / _FILE)
        self._waiting: list[Kept] = []
        self._lock = threading.RLock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Keep what was read, and let go of the store."""
        with self._lock:
            self._keep()
            self._shelf.close()

    def records(self) -> Iterator[PolicyRecord]:
        """Yield the record of each document, in the order of their files' names.

        Raises :class:`UsageError` where there are none, or where one is damaged.
        """
        try:
            for path, data in self._all():
                yield self._record(path, data)
        finally:
            with self._lock:
                self._keep()

    def document(self, document_id: str) -> PolicyRecord | None:
        """Return the record of one document, None where there is none."""
        likely = [*self._paths(self._shelf.of_document, document_id), self._output / f"{document_id}.yaml"]
        return self._first(likely, lambda record: record.document.id == document_id, lambda _: True)

    def holder(self, record_id: str) -> tuple[PolicyRecord, AnyRecord] | None:
        """Return the record of that id with the whole that it is in, None where there is none."""
        whole = self._first(
            self._paths(self._shelf.with_id, record_id),
            lambda record: any(one.id == record_id for one in record.records()),
            lambda data: record_id.encode() in data,
        )
        if whole is None:
            return None
        return whole, next(one for one in whole.records() if one.id == record_id)

    def listed(self, document_id: str) -> list[Row]:
        """Return the index of the records of one document, in the order of its record.

        Raises :class:`UsageError` where its file is gone, or holds the records of something else.
        """
        path = self._output / f"{document_id}.yaml"
        rows = self._rows(path, read_bytes(path))
        if any(row.document != document_id for row in rows):
            raise UsageError(f"'{path.name}' holds no records of the document that it is named after")
        return rows

    def rows(self, *, kind: Kind | None = None, rule: str | None = None, canonical: str | None = None) -> Iterator[Row]:
        """Yield the index of all records, or of those of a kind, by a rule, of a canonical name.

        In the order of the files' names, then of the record. Raises :class:`UsageError` as :meth:`records` does.
        """
        wanted = {k: v for k, v in (("kind", kind), ("rule", rule), ("canonical", canonical)) if v is not None}
        try:
            for path, data in self._all():
                yield from (row for row in self._rows(path, data) if all(getattr(row, k) == wanted[k] for k in wanted))
        finally:
            with self._lock:
                self._keep()

    def _all(self) -> Iterator[tuple[Path, bytes]]:
        """Yield all record files with what stands in them; what is kept of others is forgotten at the end."""
        there = set[bytes]()
        for path in record_files(self._output):
            there.add(os.fsencode(self._name(path)))
            yield path, read_bytes(path)
        if not there:
            raise UsageError(f"'{self._output}' holds no records; name the folder that 'doelenboom extract' wrote to")
        with self._lock:
            self._shelf.keep_only(there)

    def _first(
        self, likely: list[Path], fits: Callable[[PolicyRecord], bool], may: Callable[[bytes], bool]
    ) -> PolicyRecord | None:
        """Return the record that fits: of the files where it should be, else of all; ``may`` saves reading them."""
        for path in likely:
            with contextlib.suppress(UsageError):  # gone, or no record any more: then it may be elsewhere
                record = self._record(path, read_bytes(path))
                if fits(record):
                    return record
        for path in record_files(self._output):
            data = read_bytes(path)
            if may(data) and fits(record := self._record(path, data)):
                return record
        return None

    def _paths(self, ask: Callable[[str], list[bytes]], value: str) -> list[Path]:
        with self._lock:
            return sorted(self._output / os.fsdecode(name) for name in ask(value))

    def _name(self, path: Path) -> str:
        return path.relative_to(self._output).as_posix()

    def _record(self, path: Path, data: bytes) -> PolicyRecord:
        """Return the record of a file: as it is kept of the same bytes, or read from them and kept."""
        name, sha256 = os.fsencode(self._name(path)), hashlib.sha256(data).digest()
        with self._lock:
            packed = self._shelf.record(name, sha256)
        if (kept := _unpacked(sha256, packed)) is not None:
            with contextlib.suppress(ValueError):
                return PolicyRecord.model_validate_json(kept)
        record = parse_record(path, data)
        with self._lock:
            self._waiting.append(_kept(name, sha256, record))
            if len(self._waiting) >= _AT_ONCE or sum(len(k.record) for k in self._waiting) > _MOST:
                self._keep()
        return record

    def _rows(self, path: Path, data: bytes) -> list[Row]:
        """Return the index rows of a file, as they are kept or from its record."""
        sha256 = hashlib.sha256(data).digest()
        with self._lock:
            packed = self._shelf.rows(os.fsencode(self._name(path)), sha256)
        if (kept := _unpacked(sha256, packed)) is not None:
            with contextlib.suppress(msgspec.DecodeError):
                return _ROWS.decode(kept)
        return list(_index(self._record(path, data)))

    def _keep(self) -> None:
        self._shelf.keep(self._waiting)
        self._waiting = []


def _kept(name: bytes, sha256: bytes, record: PolicyRecord) -> Kept:
    rows = msgspec.msgpack.encode(list(_index(record)))
    whole = record.model_dump_json().encode("utf-8")
    ids = tuple(one.id for one in record.records())
    return Kept(name, sha256, record.document.id, _packed(sha256, whole), _packed(sha256, rows), ids)


def _packed(sha256: bytes, data: bytes) -> bytes:
    """Return bytes with a hash in front, of them and of the file that they were made of."""
    return hashlib.sha256(sha256 + data).digest() + data


def _unpacked(sha256: bytes, packed: bytes | None) -> bytes | None:
    if packed is None or hashlib.sha256(sha256 + packed[_HASH:]).digest() != packed[:_HASH]:
        return None
    return packed[_HASH:]


def _index(record: PolicyRecord) -> Iterator[Row]:
    document = record.document.id
    for one in record.records():
        kind = _KINDS[one.id.partition("-")[0]]
        canonical = getattr(one, "canonical", None)
        place = one.source
        yield Row(one.id, document, kind, one.rule, one.confidence, canonical, place.start, place.end, one.text)
