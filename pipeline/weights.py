"""What features weigh for each answer to a question: learned from texts with gold, kept as a table that can be read.

An answer's odds are the sum of what the features that are there weigh for it, its chance what is left of that beside
the other answers. A feature is a name, such as ``word=starten``; one that the table has not weighs nothing.

>>> table = {"word=starten": (-0.5, -1.0, 1.5), "verbless": (0.5, 0.0, -0.5)}
>>> weights = Weights("statements", ("neither", "goal", "activity"), (0.0, 0.0, 0.0), table, "")
>>> weights.odds(["word=starten", "word=fiets"])
(-0.5, -1.0, 1.5)
>>> weights.telling(["verbless", "word=starten"], 2)
('word=starten',)
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import msgspec

_FOLDER = Path(__file__).resolve().parent / "model" / "weights"


class _File(msgspec.Struct):
    """A file of weights as it is written."""

    answers: tuple[str, ...]
    bias: tuple[float, ...]
    features: dict[str, tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class Weights:
    """A table of weights: for each feature one for each of ``answers``, and the ``bias`` that all begin with."""

    name: str
    answers: tuple[str, ...]
    bias: tuple[float, ...]
    table: dict[str, tuple[float, ...]] = field(repr=False)
    digest: str

    def odds(self, features: Iterable[str]) -> tuple[float, ...]:
        """Return for each answer the sum of what the features weigh for it."""
        found = [row for feature in features if (row := self.table.get(feature)) is not None]
        return tuple(math.fsum(column) for column in zip(self.bias, *found, strict=True))

    def telling(self, features: Iterable[str], answer: int, most: int = 5) -> tuple[str, ...]:
        """Return the features that speak most for an answer, the strongest first."""
        known = {feature: row for feature in features if (row := self.table.get(feature)) is not None}
        speaks = {feature: row[answer] - sum(row) / len(row) for feature, row in known.items()}
        return tuple(f for f in sorted(speaks, key=lambda f: (-speaks[f], f)) if speaks[f] > 0)[:most]


def chances(odds: Sequence[float]) -> tuple[float, ...]:
    """Return the chance of each answer, which add up to 1.

    >>> chances((0.0, 0.0))
    (0.5, 0.5)
    """
    most = max(odds)
    parts = [math.exp(one - most) for one in odds]
    return tuple(part / math.fsum(parts) for part in parts)


def made(name: str, answers: tuple[str, ...], bias: tuple[float, ...], table: dict[str, tuple[float, ...]]) -> Weights:
    """Return a table that was just learned."""
    return Weights(name, answers, bias, table, hashlib.sha256(_written(answers, bias, table)).hexdigest())


def write_weights(folder: Path, weights: Weights) -> None:
    """Write a table to a folder, a feature on each line, so that two can be compared by eye."""
    (folder / f"{weights.name}.json").write_bytes(_written(weights.answers, weights.bias, weights.table))


def _written(answers: tuple[str, ...], bias: tuple[float, ...], table: dict[str, tuple[float, ...]]) -> bytes:
    lines = [f"{_json(name)}: {_json(table[name])}" for name in sorted(table)]
    head = f'{{\n"answers": {_json(answers)},\n"bias": {_json(bias)},\n"features": {{\n'
    return (head + ",\n".join(lines) + "\n}}\n").encode()


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


@lru_cache(maxsize=1)
def all_weights() -> dict[str, Weights]:
    """Return the bundled tables by their names."""
    return {path.stem: read_weights(path) for path in sorted(_FOLDER.glob("*.json"))}


def read_weights(path: Path) -> Weights:
    """Return the table of a file. Raises ``ValueError`` where it is none, or a row has too few or too many weights."""
    raw = path.read_bytes()
    file = msgspec.json.decode(raw, type=_File)
    if any(len(row) != len(file.answers) for row in (file.bias, *file.features.values())):
        raise ValueError(f"a row has not {len(file.answers)} weights")
    return Weights(path.stem, file.answers, file.bias, file.features, hashlib.sha256(raw).hexdigest())
