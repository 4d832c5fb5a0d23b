"""The rules to compare with: those of a folder, or of a revision in git."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.ruleset import Rules, load_rules
from pipeline.ruleset.schema import TABLES


def rules_at(named: str, folder: Path) -> Rules:
    """Return the rules that ``named`` means: a folder of rules, or a revision of ``folder`` in git.

    Raises :class:`UsageError` where it is neither, and :class:`pipeline.errors.RulesError`.
    """
    if Path(named).is_dir():
        return load_rules(Path(named))
    if named.startswith("-") or _git(folder, "rev-parse", "--verify", "--quiet", f"{named}^{{commit}}") is None:
        raise UsageError(
            f"'{named}' is geen map en geen revisie van '{folder}'; noem een map met regels, of een revisie van de git "
            "waarin de regels staan (HEAD, HEAD~3, een tag)"
        )
    with tempfile.TemporaryDirectory(prefix="doelenboom-rules-") as name:
        for table in TABLES:
            data = _git(folder, "show", f"{named}:./{table}.yaml")
            if data is not None:  # one that is missing is told as any fault of the rules
                (Path(name) / f"{table}.yaml").write_bytes(data)
        return load_rules(Path(name))


def _git(folder: Path, *arguments: str) -> bytes | None:
    """Return what git says in a folder, None where it has nothing to say, or is not there."""
    try:
        done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=False)
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None
