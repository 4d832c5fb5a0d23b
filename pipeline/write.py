"""Records to files: the same bytes for the same record, written whole or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.blockyaml import to_yaml
from pipeline.errors import OutputError
from pipeline.record import PolicyRecord

__all__ = ["CONCEPTS", "STATE", "record_pieces", "record_yaml", "to_yaml", "unfinished", "write_whole"]

STATE = ".doelenboom"  # the folder in an output folder that is the program's own
CONCEPTS = "concepts.yaml"  # the ledger of concepts in an output folder
_AT_ONCE = 500  # records that are made YAML of together: what is made of them is larger than its text


def record_yaml(record: PolicyRecord) -> str:
    """Return a record as the YAML of the contract."""
    return "".join(record_pieces(record))


def record_pieces(record: PolicyRecord) -> Iterator[str]:
    """Yield the YAML of a record piece by piece, so that a large one is never there twice."""
    for field in PolicyRecord.model_fields:
        value = getattr(record, field)
        if not isinstance(value, tuple) or not value:
            yield to_yaml({field: value})
            continue
        yield f"{field}:\n"
        for start in range(0, len(value), _AT_ONCE):
            yield to_yaml(value[start : start + _AT_ONCE])


def unfinished(pid: int) -> str:
    """Return how the name begins of a file that a process has not finished."""
    return f".doelenboom-{pid}-"


def write_whole(path: Path, text: str | bytes | Iterable[str]) -> str:
    """Write a file, given whole or in pieces (text as UTF-8), under its name only when all of it stands on the disk.

    Returns the SHA-256 of its bytes. Raises :class:`OutputError`; what stood there before is then untouched, and
    nothing half-written stays, whatever it was that went wrong.
    """
    temporary: Path | None = None
    digest = hashlib.sha256()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=unfinished(os.getpid()), suffix=".tmp", dir=path.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            for piece in [text] if isinstance(text, str | bytes) else text:
                data = piece.encode("utf-8") if isinstance(piece, str) else piece
                digest.update(data)
                file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644)
        temporary.replace(path)
        temporary = None
        return digest.hexdigest()
    except OSError as error:
        reason = error.strerror or error
        raise OutputError(f"{path.name} can't be written: {reason}; check the disk and its rights") from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink()
