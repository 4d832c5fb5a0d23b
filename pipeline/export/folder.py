"""The folder of an export: there whole or not at all, and never in place of something else."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipeline.errors import OutputError, UsageError
from pipeline.write import unfinished

MARK = "export.json"  # says that a folder is an export, and which files are its own
_PROGRAM = "doelenboom export"
_OF_THE_SYSTEM = {".DS_Store", "Thumbs.db", "desktop.ini"}


@contextmanager
def whole_folder(target: Path) -> Iterator[Path]:
    """Give a new folder to write in, and put it in place of ``target`` when all went well.

    Raises :class:`UsageError` where something else than an earlier export stands there, and :class:`OutputError`
    where it can't be written; what stood there is then untouched.
    """
    try:
        target = target.resolve()
        check_target(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        new = Path(tempfile.mkdtemp(prefix=unfinished(os.getpid()), suffix=".tmp", dir=target.parent))
        try:
            yield new
            _keep(new)
            _exchange(new, target)
        finally:
            shutil.rmtree(new, ignore_errors=True)
    except OSError as error:
        reason = error.strerror or error
        raise OutputError(f"'{target.name}' can't be written: {reason}; check the disk and its rights") from error


def check_target(target: Path) -> None:
    """Raise :class:`UsageError` unless a folder is new, empty, or an earlier export and nothing more."""
    if not target.exists():
        return
    if not target.is_dir():
        raise UsageError(f"'{target.name}' is no folder; name a new folder with --to")
    there = _files(target)
    if not there:
        return
    own = _own_files(target / MARK)
    if own is None:
        raise UsageError(f"'{target.name}' holds files and is no earlier export; name a new or empty folder with --to")
    strange = sorted(there - own)
    if strange:
        raise UsageError(
            f"'{target.name}' is an earlier export, but '{strange[0]}' is not of it and would be lost; "
            "move it elsewhere, or name another folder with --to"
        )


def mark(folder: Path, told: dict[str, Any]) -> None:
    """Write which files an export is made of, and what else is told of it."""
    files = sorted(_files(folder) | {MARK})
    data = {"made_by": _PROGRAM, **told, "files": files}
    (folder / MARK).write_text(json.dumps(data, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _own_files(path: Path) -> set[str] | None:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return set(told["files"]) if told["made_by"] == _PROGRAM else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _files(folder: Path) -> set[str]:
    found = (path for path in folder.rglob("*") if path.name not in _OF_THE_SYSTEM and not _plain_folder(path))
    return {path.relative_to(folder).as_posix() for path in found}


def _plain_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _keep(folder: Path) -> None:
    """Wait until all of it stands on the disk, and let others read it."""
    umask = os.umask(0)
    os.umask(umask)
    for path in (folder, *folder.rglob("*")):
        path.chmod((0o777 if path.is_dir() else 0o666) & ~umask)
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())


def _exchange(new: Path, target: Path) -> None:
    old = new.with_suffix(".old")
    if target.exists():
        target.rename(old)
    try:
        new.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)
