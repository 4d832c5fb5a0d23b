"""Write THIRD_PARTY.md: under which licence each package stands that the program needs, and the model that it brings.

Use: python release/third_party.py [FILE]      ('make release-files' runs it)

Licences are those that pip-licenses reads from the installed packages. Which packages those are follows from the core
and its extras, and what they need in turn; tools for development are left out.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
MODEL = ROOT / "pipeline" / "model" / "nl_beleid_sm"
_HEAD = """# What others made

doelenboom stands under Apache-2.0 ([LICENSE](LICENSE)). It brings one thing under another licence, the model below;
the packages it needs are installed beside it, each under its own. Made by `make release-files` from what the packages
say of themselves.

## The model `{name}`

Licence: {licence}, see [its licence]({path}/LICENSE.md). Trained on:

{sources}

## Packages

| package | licence | needed for |
| --- | --- | --- |
"""


def needed(*extras: str) -> set[str]:
    """Return the names of the packages that doelenboom with these extras needs, and those that they need in turn."""
    project = _project()
    lines = [*project["dependencies"], *(line for e in extras for line in project["optional-dependencies"][e])]
    waiting = [step for line in lines for step in _steps(line, "")]
    seen = set(waiting)
    while waiting:
        name, extra = waiting.pop()
        try:
            asked = metadata.requires(name) or ()
        except metadata.PackageNotFoundError:
            continue  # told by name in ``licences``
        new = {step for line in asked for step in _steps(line, extra)} - seen
        seen |= new
        waiting += sorted(new)
    return {name for name, _ in seen}


def _steps(line: str, extra: str) -> list[tuple[str, str]]:
    """Return what a line asks for, as names each with an extra, where it holds for this Python and system."""
    wanted = Requirement(line)
    if wanted.marker is not None and not wanted.marker.evaluate({"extra": extra}):
        return []
    return [(canonicalize_name(wanted.name), also) for also in ("", *sorted(wanted.extras))]


def licences(names: set[str]) -> dict[str, str]:
    """Return the licence of each package, as pip-licenses reads it."""
    command = [
        sys.executable,
        "-m",
        "piplicenses",
        "--from=mixed",
        "--with-system",
        "--format=json",
        "--packages",
        *sorted(names),
    ]
    listed = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    found = {canonicalize_name(row["Name"]): " ".join(row["License"].split()) for row in listed}
    if missing := names - found.keys():
        raise SystemExit(f"not installed: {', '.join(sorted(missing))}; run 'make install' first")
    return found


def text() -> str:
    """Return the page."""
    meta = json.loads((MODEL / "meta.json").read_text(encoding="utf-8"))
    sources = "\n".join(f"- {s['name']}: {s['license']}{_author(s)}" for s in meta["sources"])
    head = _HEAD.format(
        name=f"{meta['lang']}_{meta['name']}-{meta['version']}",
        licence=meta["license"],
        path=MODEL.relative_to(ROOT).as_posix(),
        sources=sources,
    )
    core = needed()
    extra = {name: needed(name) - core for name in _extras()}
    users = {name: ["all"] for name in core}
    for which, names in extra.items():
        for name in names:
            users.setdefault(name, []).append(which)
    listed = licences(set(users))
    rows = (f"| {name} | {said} | {', '.join(users[name])} |" for name, said in sorted(listed.items()))
    return head + "\n".join(rows) + "\n"


def _extras() -> list[str]:
    """Return the extras for users: not the one for development, nor the one that joins them all."""
    return sorted(_project()["optional-dependencies"].keys() - {"dev", "all"})


def _project() -> dict[str, Any]:
    found: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return found


def _author(source: dict[str, str]) -> str:
    return f" ({source['author']})" if source.get("author") else ""


if __name__ == "__main__":
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "THIRD_PARTY.md"
    file.write_text(text(), encoding="utf-8")
    print(f"written: {file.name}")
