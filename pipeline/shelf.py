"""The SQLite file behind the store: bytes by file, and which ids are in which file.

It knows no records, and nothing that is wrong with it can stop a reader: damaged, of another version, somebody
else's, locked, read-only or on a full disk, it only has less to give. What is damaged is thrown away and made anew,
what can't be written is not kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from pipeline import __version__
from pipeline.record import json_schema

_PATIENCE = 5.0  # seconds that another process may take to write
_MARK = 0x646F656C  # says that a SQLite file is ours
_LAYOUT = "2"
_TABLES = (
    "CREATE TABLE made_by (version TEXT NOT NULL)",
    "CREATE TABLE files (number INTEGER PRIMARY KEY, name BLOB NOT NULL UNIQUE, sha256 BLOB NOT NULL, "
    "document TEXT NOT NULL, record BLOB NOT NULL, rows BLOB NOT NULL)",
    "CREATE INDEX files_document ON files (document)",
    "CREATE TABLE ids (id TEXT NOT NULL, file INTEGER NOT NULL REFERENCES files ON DELETE CASCADE, "
    "PRIMARY KEY (id, file)) WITHOUT ROWID",
    "CREATE INDEX ids_file ON ids (file)",
)
# What says that the file is no shelf of ours, and not only that it can't be had just now.
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT, sqlite3.SQLITE_ERROR}
_FIRST_BYTE = 0xFF  # of an error's code: the kind of error, less its details


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of one file: the hash of its bytes, its record and its index rows packed, the ids in it."""

    name: bytes
    sha256: bytes
    document: str
    record: bytes
    rows: bytes
    ids: tuple[str, ...]


@cache
def version() -> str:
    """Return what made a shelf: of another program, or another shape of records, nothing is taken over."""
    shape = hashlib.sha256(msgspec.json.encode(json_schema())).hexdigest()
    return f"{_LAYOUT} {__version__} {shape}"


class Shelf:
    """A SQLite file. Who shares one between threads lets one in at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._asked = self._renewed = False
        self._writable = True

    def record(self, name: bytes, sha256: bytes) -> bytes | None:
        """Return the packed record of a file with these bytes."""
        found = self._ask("SELECT record FROM files WHERE name = ? AND sha256 = ?", name, sha256)
        return _bytes(found)

    def rows(self, name: bytes, sha256: bytes) -> bytes | None:
        """Return the packed index rows of a file with these bytes."""
        return _bytes(self._ask("SELECT rows FROM files WHERE name = ? AND sha256 = ?", name, sha256))

    def with_id(self, record_id: str) -> list[bytes]:
        """Return the names of the files that had a record of this id."""
        found = self._ask("SELECT DISTINCT name FROM ids JOIN files ON file = number WHERE id = ?", record_id)
        return [bytes(name) for (name,) in found]

    def of_document(self, document: str) -> list[bytes]:
        """Return the names of the files that had the record of a document."""
        return [bytes(name) for (name,) in self._ask("SELECT name FROM files WHERE document = ?", document)]

    def keep(self, several: Sequence[Kept]) -> None:
        """Keep what was read of files, in place of what there was of them; all of it or nothing."""
        if not several:
            return

        def put(connection: sqlite3.Connection) -> None:
            for one in several:
                connection.execute("DELETE FROM files WHERE name = ?", (one.name,))
                values = (one.name, one.sha256, one.document, one.record, one.rows)
                number = connection.execute(
                    "INSERT INTO files (name, sha256, document, record, rows) VALUES (?, ?, ?, ?, ?)", values
                ).lastrowid
                connection.executemany("INSERT INTO ids VALUES (?, ?)", ((i, number) for i in sorted(one.ids)))

        self._write(put)

    def keep_only(self, names: set[bytes]) -> None:
        """Forget all files but these."""
        gone = [name for (name,) in self._ask("SELECT name FROM files") if name not in names]
        if gone:
            self._write(lambda c: c.executemany("DELETE FROM files WHERE name = ?", ((name,) for name in gone)))

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _ask(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Return what is found; nothing where the file can't be asked."""
        if not self._asked and self._path.exists():
            self._begin()
        if self._connection is None:
            return []
        try:
            return self._connection.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            self._failed(error)
            return []

    def _write(self, change: Callable[[sqlite3.Connection], object]) -> None:
        if not self._asked:  # the first that is kept in this folder
            self._begin()
        if self._connection is None or not self._writable:
            return
        try:
            with _transaction(self._connection):
                change(self._connection)
        except sqlite3.Error as error:
            self._writable = False  # the disk is full, or others take long: the next reader tries again
            self._failed(error)

    def _failed(self, error: sqlite3.Error) -> None:
        """Make the file anew where it is damaged, once; what else is wrong with it may pass."""
        if not _damaged(error):
            return
        self.close()
        if not self._renewed:
            self._renewed = self._writable = True
            self._connection = self._anew()

    def _begin(self) -> None:
        self._asked = True
        try:
            self._connection = _open(self._path)
        except OSError:
            return
        except sqlite3.Error as error:
            if _damaged(error):
                self._renewed, self._connection = True, self._anew()
            else:
                self._connection = _open_to_read(self._path)

    def _anew(self) -> sqlite3.Connection | None:
        try:
            for path in (self._path, self._path.with_name(f"{self._path.name}-journal")):
                path.unlink(missing_ok=True)
            return _open(self._path)
        except (OSError, sqlite3.Error):
            return None


class _NotOurs(sqlite3.DatabaseError):
    """A SQLite file that somebody else made."""

    sqlite_errorcode = sqlite3.SQLITE_NOTADB


def _open(path: Path) -> sqlite3.Connection:
    """Open a shelf, made where it is not there and emptied where it is of another version."""
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = _connect(path)
    try:
        with _transaction(connection):  # of two that come first, the second finds it made
            mark, tables = _number(connection, "PRAGMA application_id"), "SELECT COUNT(*) FROM sqlite_master"
            if mark != _MARK and _number(connection, tables):
                raise _NotOurs
            if mark != _MARK or connection.execute("SELECT version FROM made_by").fetchall() != [(version(),)]:
                _make(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _open_to_read(path: Path) -> sqlite3.Connection | None:
    """Open a shelf that can't be written, if it is one that can be used."""
    connection = None
    try:
        connection = _connect(path, "?mode=ro")
        if connection.execute("SELECT version FROM made_by").fetchall() == [(version(),)]:
            return connection
    except sqlite3.Error:
        pass
    if connection is not None:
        connection.close()
    return None


def _connect(path: Path, how: str = "") -> sqlite3.Connection:
    name = path.resolve().as_uri() + how
    connection = sqlite3.connect(name, _PATIENCE, isolation_level=None, check_same_thread=False, uri=True)
    connection.execute("PRAGMA foreign_keys = ON")
    # What a power cut may damage is seen by its hashes and made anew, so nothing waits for the disk.
    connection.execute("PRAGMA synchronous = OFF")
    return connection


def _make(connection: sqlite3.Connection) -> None:
    for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        connection.execute(f'DROP TABLE "{table.replace(chr(34), chr(34) * 2)}"')
    for statement in _TABLES:
        connection.execute(statement)
    connection.execute("INSERT INTO made_by VALUES (?)", (version(),))
    connection.execute(f"PRAGMA application_id = {_MARK}")


@contextlib.contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All of what is done within it or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(sqlite3.Error):  # where the first fault ended it already
            connection.execute("ROLLBACK")
        raise


def _number(connection: sqlite3.Connection, sql: str) -> int:
    return int(connection.execute(sql).fetchone()[0])


def _bytes(found: list[tuple[Any, ...]]) -> bytes | None:
    return found[0][0] if found and isinstance(found[0][0], bytes) else None


def _damaged(error: sqlite3.Error) -> bool:
    code = getattr(error, "sqlite_errorcode", None)
    return code is None or code & _FIRST_BYTE in _DAMAGED
