"""What an evaluation found: figures of each document and of all together, and what was wrong where."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pipeline.evaluation.calibration import Bin, Certainty, calibrated, sure_share
from pipeline.evaluation.confusions import Confusion
from pipeline.evaluation.measures import Counts

RELAXED = "strict matches, then any overlap for what is left"
STRICT = "intersection over union of at least 1/2 (timelines, laws, frameworks: 1/3)"


@dataclass(frozen=True)
class DocumentResult:
    """The figures of one document."""

    name: str
    document: str
    strict: dict[str, Counts]
    relaxed: dict[str, Counts]
    confusions: tuple[Confusion, ...]
    certainties: tuple[Certainty, ...]


@dataclass(frozen=True)
class Evaluation:
    """The figures of several documents; those of all together count each item once (micro)."""

    documents: tuple[DocumentResult, ...]

    @cached_property
    def strict(self) -> dict[str, Counts]:
        """The strict counts of each measure over all documents."""
        return _summed(document.strict for document in self.documents)

    @cached_property
    def relaxed(self) -> dict[str, Counts]:
        """The relaxed counts of each measure over all documents."""
        return _summed(document.relaxed for document in self.documents)

    @cached_property
    def confusions(self) -> dict[str, int]:
        """How often each thing went wrong, the most frequent first."""
        counts = Counter(one.label for document in self.documents for one in document.confusions)
        return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))

    @cached_property
    def calibration(self) -> list[Bin]:
        """How often records of some confidence are right, for each kind and for all."""
        return calibrated(one for document in self.documents for one in document.certainties)

    @cached_property
    def sure(self) -> float:
        """The share of the right records whose confidence is .9 or over."""
        return sure_share(one for document in self.documents for one in document.certainties)

    def as_data(self) -> dict[str, Any]:
        """Return all of it as plain data, fit for JSON."""
        return {
            "strict": STRICT,
            "relaxed": RELAXED,
            "all": {"strict": _figures(self.strict), "relaxed": _figures(self.relaxed)},
            "documents": [_document(document) for document in self.documents],
            "confusions": self.confusions,
            "calibration": [one.as_data() for one in self.calibration],
            "right_with_confidence_of_90_and_over": round(self.sure, 4),
        }


def _summed(documents: Iterable[dict[str, Counts]]) -> dict[str, Counts]:
    total: defaultdict[str, Counts] = defaultdict(Counts)
    for document in documents:
        for measure, counts in document.items():
            total[measure] += counts
    return dict(total)


def _figures(counts: dict[str, Counts]) -> dict[str, dict[str, float]]:
    return {
        measure: {
            "precision": round(one.precision, 4),
            "recall": round(one.recall, 4),
            "f1": round(one.f1, 4),
            "core": one.core,
            "found": one.found,
        }
        for measure, one in counts.items()
    }


def _document(result: DocumentResult) -> dict[str, Any]:
    return {
        "name": result.name,
        "document": result.document,
        "strict": _figures(result.strict),
        "relaxed": _figures(result.relaxed),
        "misses": [one.as_data() for one in result.confusions],
    }
