"""How well documents are read, measured against gold: figures, what went wrong, and what confidence is worth.

``evaluate_documents`` takes cases, which ``read_gold`` makes of a folder, and the function that gives a case's record.
That function is told the whole case, so whatever is fitted on gold can leave out the case that it is measured on.

>>> evaluate_documents([], extract=lambda case: None).strict
{}
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pipeline.evaluation.calibration import certainties
from pipeline.evaluation.confusions import confusions
from pipeline.evaluation.gold import Case
from pipeline.evaluation.goldfiles import read_gold
from pipeline.evaluation.matching import pair_all
from pipeline.evaluation.measures import Counts, measures
from pipeline.evaluation.results import DocumentResult, Evaluation
from pipeline.record import PolicyRecord

__all__ = ["Case", "Counts", "DocumentResult", "Evaluation", "evaluate_documents", "read_gold"]


def evaluate_documents(cases: Iterable[Case], extract: Callable[[Case], PolicyRecord]) -> Evaluation:
    """Return the figures of the records that ``extract`` gives for each case."""
    return Evaluation(tuple(_evaluated(case, extract(case)) for case in cases))


def _evaluated(case: Case, record: PolicyRecord) -> DocumentResult:
    strict, relaxed = pair_all(case, record)
    return DocumentResult(
        case.name,
        case.document.id,
        measures(strict),
        measures(relaxed),
        tuple(confusions(case, strict, relaxed)),
        tuple(certainties(strict)),
    )
