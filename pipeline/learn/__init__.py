"""Weights from texts with gold: for ``doelenboom learn``, and for ``evaluate --leave-one-out``, document by document.

``gathered`` reads the texts once; ``weights`` learns a table for each question, also of some of the texts alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import UsageError
from pipeline.evaluation import Case
from pipeline.learn.regression import are_enough, learned
from pipeline.learn.samples import Sample, samples
from pipeline.ruleset import Rules
from pipeline.weights import Weights, write_weights

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["Sample", "gathered", "weights", "write_all"]


def gathered(cases: Iterable[Case], seen: Iterable[Case], rules: Rules, nlp: Language) -> list[Sample]:
    """Return what can be learned from of texts with gold.

    Of ``seen`` ones, which the authors of the rules looked at, what the rules say is not learned from: it looks surer
    there than it is.
    """
    alone = rules.alone
    fresh = [sample for case in cases for sample in samples(case, alone, nlp)]
    return fresh + [replace(sample, rules=None) for case in seen for sample in samples(case, alone, nlp)]


def weights(found: Sequence[Sample], without: frozenset[str] = frozenset()) -> dict[str, Weights]:
    """Return a table for each question, learned from all documents but some.

    A question that too few of the documents answer is left out, so that rules decide it alone. Raises
    :class:`UsageError` where that would be all of them.
    """
    kept = [sample for sample in found if sample.document not in without]
    asked = {name: [s for s in kept if s.question == name] for name in sorted({s.question for s in kept})}
    enough = {name: some for name, some in asked.items() if are_enough(some)}
    if not enough:
        raise UsageError("too few texts to learn from; name eight or more, with goals and activities among them")
    return {name: learned(name, some) for name, some in enough.items()}


def write_all(tables: dict[str, Weights], folder: Path) -> None:
    """Write each table to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for table in tables.values():
        write_weights(folder, table)
