"""Records to files: the same bytes for the same record, written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from typing import Any

import yaml

from pipeline.errors import OutputError
from pipeline.record import PolicyRecord

_Dumper: type[Any] = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_NO_FOLDING = 1_000_000


def to_yaml(data: Any) -> str:
    """Return data as YAML: block style, keys in their own order, one line for each text."""
    return str(
        yaml.dump(
            data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_NO_FOLDING, default_flow_style=False
        )
    )


def record_yaml(record: PolicyRecord) -> str:
    """Return a record as the YAML of the contract."""
    return to_yaml(_plain(record.model_dump(mode="python")))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value


def write_whole(path: Path, text: str) -> None:
    """Write a file under its name only when all of it stands on the disk.

    Raises :class:`OutputError`; what stood there before is then untouched, and nothing half-written stays.
    """
    temporary: str | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=".doelenboom-", suffix=".tmp", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except OSError as error:
        if temporary is not None:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
        raise OutputError(
            f"{path.name} can't be written: {error.strerror or error}; check the disk and its rights"
        ) from error
