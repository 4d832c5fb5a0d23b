"""Record files of an earlier run, read back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from pipeline.errors import UsageError
from pipeline.record import PolicyRecord

_Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FIRST = b"schema_version:"


def read_record(path: Path) -> PolicyRecord:
    """Read a record file. Raises :class:`UsageError` where it is none."""
    return parse_record(path, read_bytes(path))


def read_bytes(path: Path) -> bytes:
    """Return what stands in a record file. Raises :class:`UsageError` where it can't be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"'{path}' can't be read: {error.strerror}; name a file from an output folder") from error


def parse_record(path: Path, data: bytes) -> PolicyRecord:
    """Return the record in a file's bytes. Raises :class:`UsageError` where they are none."""
    try:
        return PolicyRecord.model_validate(yaml.load(data, Loader=_Loader))
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise UsageError(f"'{path}' is no record file; name a .yaml file from an output folder") from error


def record_files(output: Path) -> Iterator[Path]:
    """Yield the record files of an output folder, in the order of their names."""
    yield from filter(is_record, sorted(output.rglob("*.yaml")))


def hash_of(path: Path, limit: int | None = None) -> str | None:
    """Return the SHA-256 of a file, None where it can't be read or has more bytes than the limit."""
    try:
        if limit is not None and path.stat().st_size > limit:
            return None
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def read_mapping(path: Path) -> dict[str, Any]:
    """Return what a YAML file of a run holds by its keys; nothing where it can't be read or is something else."""
    try:
        return mapping(path.read_bytes())
    except OSError:
        return {}


def mapping(data: bytes) -> dict[str, Any]:
    """Return what the bytes of a run's YAML file hold by its keys; nothing where they are something else."""
    try:
        found = yaml.load(data, Loader=_Loader)
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def is_record(path: Path) -> bool:
    """Say whether a file begins as a record file does."""
    try:
        with path.open("rb") as file:
            return begins_as_record(file.read(len(_FIRST)))
    except OSError:
        return False


def begins_as_record(data: bytes) -> bool:
    """Say whether bytes begin as those of a record file do."""
    return data.startswith(_FIRST)
