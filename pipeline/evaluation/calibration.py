"""Whether confidence means something: how often records of some confidence are right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from pipeline.evaluation.matching import Pairing
from pipeline.evaluation.measures import same_value

SURE = 0.9
# The least confidence of each bin, with its name.
BINS = ((SURE, "≥ .9"), (0.8, ".8–.9"), (0.7, ".7–.8"), (0.0, "< .7"))
ALL = "all"


@dataclass(frozen=True, slots=True)
class Certainty:
    """How sure a record was, and whether it was right: at the place of a core item, and in its value too."""

    kind: str
    confidence: float
    right: bool
    value: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """The records of one kind and some confidence: how many there are, are right, and are right in their value too."""

    kind: str
    confidence: str
    found: int
    right: int
    value: int

    @property
    def share(self) -> float | None:
        """The share that is right; None where there are no records."""
        return self.right / self.found if self.found else None

    @property
    def value_share(self) -> float | None:
        """The share that is right in its value too; None where there are no records."""
        return self.value / self.found if self.found else None

    def as_data(self) -> dict[str, Any]:
        """Return it as plain data."""
        shares = {"share": self.share, "value_share": self.value_share}
        return asdict(self) | {name: None if one is None else round(one, 4) for name, one in shares.items()}


def certainties(pairings: dict[str, Pairing]) -> list[Certainty]:
    """Return how sure each record was and whether it was right; records of optional items are left out."""
    found = []
    for kind, pairing in pairings.items():
        for item, record in pairing.hits:
            found.append(Certainty(kind, record.confidence, True, same_value(item, record)))
        for number in pairing.extra:
            found.append(Certainty(kind, pairing.records[number].confidence, False, False))
    return found


def calibrated(found: Iterable[Certainty]) -> list[Bin]:
    """Return the bins of each kind, then those of all kinds together."""
    records = list(found)
    kinds = list(dict.fromkeys(one.kind for one in records))
    return [_bin(records, kind, name) for kind in (*kinds, ALL) for _, name in BINS]


def bin_name(confidence: float) -> str:
    """Return the name of the bin of a confidence.

    >>> bin_name(0.9), bin_name(0.899), bin_name(0.1)
    ('≥ .9', '.8–.9', '< .7')
    """
    return next(name for least, name in BINS if confidence >= least)


def _bin(records: list[Certainty], kind: str, name: str) -> Bin:
    held = [one for one in records if kind in (one.kind, ALL) and bin_name(one.confidence) == name]
    return Bin(kind, name, len(held), sum(one.right for one in held), sum(one.value for one in held))


def sure_share(found: Iterable[Certainty]) -> float:
    """Return the share of the right records whose confidence is .9 or over."""
    right = [one.confidence >= SURE for one in found if one.right]
    return sum(right) / len(right) if right else 0.0
