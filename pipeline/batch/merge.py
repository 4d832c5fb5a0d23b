"""Shards' manifests made one, as if a single run had done it all."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from pipeline.batch.inputs import Shard
from pipeline.batch.ledger import Ledger
from pipeline.batch.lock import alone
from pipeline.batch.manifest import MANIFEST, TIMINGS, Outcome, extracted_before
from pipeline.batch.place import Output, Place, place
from pipeline.batch.runner import remove_stale
from pipeline.errors import OutputError, UsageError
from pipeline.saved import mapping
from pipeline.write import to_yaml

_NAME = re.compile(rf"{MANIFEST}-(\d+)-of-(\d+)\.yaml")
_HEAD = ("program", "schema_version", "model", "rules")


def merge(output: Output) -> tuple[int, list[str]]:
    """Join the manifests of all shards of a run in an output folder; return how many documents, and what was removed.

    What a single run would have removed goes now: records of documents that are in no shard any more. Raises
    :class:`UsageError` where a shard is missing, or where they were not made by the same rules, model and program.
    """
    if isinstance(output, Path) and not output.is_dir():
        raise UsageError(f"there is no folder '{output}'; name the one that the shards wrote to")
    folder = place(output)
    with alone(output):
        shards = _shards(output)
        manifests = [_read(folder, f"{MANIFEST}{s.part}.yaml") for s in shards]
        _same(shards, manifests)
        rows = sorted((row for m in manifests for row in m["documents"]), key=lambda row: str(row["id"]))
        removed = _stale(folder, rows)
        folder.write(f"{MANIFEST}.yaml", to_yaml({**{k: manifests[0][k] for k in _HEAD}, "documents": rows}))
        timings = [_read(folder, f"{TIMINGS}{s.part}.yaml") for s in shards]
        folder.write(f"{TIMINGS}.yaml", to_yaml(_timings(timings, removed)))
        Ledger(folder.state).close(str(row["id"]) for row in rows)
        for shard in shards:
            for name in (MANIFEST, TIMINGS):
                folder.remove(f"{name}{shard.part}.yaml")
            for lock in folder.state.glob(f"run{shard.part}.*"):
                lock.unlink(missing_ok=True)
    return len(rows), removed


def _shards(output: Output) -> list[Shard]:
    found = sorted(
        (Shard(int(m[1]), int(m[2])) for name in place(output).names() if (m := _NAME.fullmatch(name))),
        key=lambda s: (s.of, s.number),
    )
    if not found:
        raise UsageError(f"'{output}' holds no manifests of shards ({MANIFEST}-1-of-4.yaml); nothing is to be merged")
    if len({s.of for s in found}) > 1:
        numbers = " and ".join(str(n) for n in sorted({s.of for s in found}))
        raise UsageError(f"'{output}' holds shards of runs in {numbers} parts; remove the manifests of the older run")
    missing = sorted({*range(1, found[0].of + 1)} - {s.number for s in found})
    if missing:
        names = ", ".join(str(Shard(n, found[0].of)) for n in missing[:10])
        raise UsageError(f"of the shards in '{output}' these have not ended: {names}; run them first")
    return found


def _read(folder: Place, name: str) -> dict[str, Any]:
    data = mapping(folder.read(name) or b"")
    if isinstance(data.get("documents"), list):
        return data
    raise UsageError(f"'{name}' can't be read as what a shard wrote; run that shard again")


def _same(shards: list[Shard], manifests: list[dict[str, Any]]) -> None:
    for shard, manifest in zip(shards, manifests, strict=True):
        for key in _HEAD:
            if manifest.get(key) != manifests[0].get(key):
                raise UsageError(
                    f"shard {shard} was made with another {key} ({manifest.get(key)}) than shard {shards[0]} "
                    f"({manifests[0].get(key)}); run it again"
                )


def _stale(output: Place, rows: list[dict[str, Any]]) -> list[str]:
    before = [*extracted_before(output), *Ledger(output.state).entries]
    return remove_stale(before, [Outcome(str(r["id"]), r["outcome"] == "extracted") for r in rows], output)


def _timings(parts: list[dict[str, Any]], removed: list[str]) -> dict[str, Any]:
    try:
        return {
            "started": min(p["started"] for p in parts),
            "seconds": round(sum(p["seconds"] for p in parts), 3),
            "arguments": {**parts[0]["arguments"], "shard": None},
            "reused": sorted(i for p in parts for i in p["reused"]),
            "removed": sorted({*removed, *(i for p in parts for i in p["removed"])}),
            "documents": sorted((d for p in parts for d in p["documents"]), key=lambda d: str(d["id"])),
        }
    except (KeyError, TypeError) as error:
        raise OutputError("the timings of a shard can't be read; run that shard again") from error
