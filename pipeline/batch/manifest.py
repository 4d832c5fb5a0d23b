"""The manifest: what a run was made with, and what became of each input; the same from run to run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pipeline import __version__
from pipeline.batch.place import Place
from pipeline.saved import mapping
from pipeline.write import to_yaml

MANIFEST, TIMINGS = "manifest", "timings"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input. ``warnings`` are what a user should know of a document that was extracted.

    ``record`` is the SHA-256 of its record file. ``passing`` says of a failure that its cause lies outside the
    document (a full disk, a worker that died), so that the next run tries again. ``source`` is the URL that its
    record names, None for a file.
    """

    id: str
    extracted: bool
    sha256: str | None = None
    counts: dict[str, int] = field(default_factory=dict)
    without_goal: int = 0
    pages: int | None = None
    words: int = 0
    warnings: tuple[str, ...] = ()
    reason: str | None = None
    seconds: float = 0.0
    record: str | None = None
    passing: bool = False
    source: str | None = None

    def row(self) -> dict[str, Any]:
        """Return the outcome as the manifest gives it: no times in it."""
        if not self.extracted:
            return {"id": self.id, "sha256": self.sha256, "outcome": "failed", "reason": self.reason}
        return {
            "id": self.id,
            "sha256": self.sha256,
            "outcome": "extracted",
            "counts": self.counts,
            "activities_without_goal": self.without_goal,
            "pages": self.pages,
            "words": self.words,
            "warnings": list(self.warnings),
        }


def write_manifest(output: Place, outcomes: list[Outcome], model: str, rules: str, part: str = "") -> None:
    """Write ``manifest.yaml``, or that of a shard. Raises :class:`pipeline.errors.OutputError`."""
    data = {
        "program": f"doelenboom {__version__}",
        "schema_version": 1,
        "model": model,
        "rules": rules,
        "documents": [o.row() for o in outcomes],
    }
    output.write(f"{MANIFEST}{part}.yaml", to_yaml(data))


def write_timings(
    output: Place,
    outcomes: list[Outcome],
    started: str,
    seconds: float,
    arguments: dict[str, Any],
    removed: list[str],
    reused: list[str],
    part: str = "",
) -> None:
    """Write ``timings.yaml``: what differs from run to run. Raises :class:`pipeline.errors.OutputError`."""
    data = {
        "started": started,
        "seconds": round(seconds, 3),
        "arguments": arguments,
        "reused": sorted(reused),
        "removed": removed,
        "documents": [{"id": o.id, "seconds": round(o.seconds, 3)} for o in outcomes],
    }
    output.write(f"{TIMINGS}{part}.yaml", to_yaml(data))


def extracted_before(output: Place) -> list[str]:
    """Return the ids that the manifest in a folder lists as extracted; none where there is no manifest."""
    data = mapping(output.read(f"{MANIFEST}.yaml") or b"")
    try:
        return [d["id"] for d in data["documents"] if d["outcome"] == "extracted" and isinstance(d["id"], str)]
    except (KeyError, TypeError):
        return []
