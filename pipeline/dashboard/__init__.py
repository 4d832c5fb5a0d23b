"""One page to start from: what the documents of an output folder have most of, what they lack, and each doelenboom.

The page holds all that it shows, and no script. The same records and rules give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.dashboard.figures import Figures
from pipeline.dutch import PARTNERS, SIGNS, STATUS
from pipeline.origin import Origin
from pipeline.pages import BAR_ORDER, page
from pipeline.ruleset import Rules
from pipeline.store import records_below
from pipeline.themes import Themes

__all__ = ["Dashboard", "dashboard"]

_SHOWN = 15  # bars that stand open; the rest can be unfolded
_TOLD = 20  # entries behind a figure that are told in words; the rest by code, so that the page stays small


@dataclass(frozen=True, slots=True)
class Dashboard:
    """A page in pieces."""

    pieces: Iterator[str]
    documents: int
    activities: int


def dashboard(output: Path, rules: Rules) -> Dashboard:
    """Return the dashboard on an output folder.

    Raises :class:`pipeline.errors.UsageError` where the folder holds no records.
    """
    figures = Figures(Themes(rules))
    for record in records_below(output):
        figures.add(record)
    kinds = sorted({summary.about.kind for summary in figures.summaries})
    pieces = page(Path(__file__).parent, "dashboard.html").generate(
        figures=figures,
        documents={summary.number: summary for summary in figures.summaries},
        kinds=kinds,
        origin=Origin(output),
        statuses=[(status, SIGNS[status], STATUS[status]) for status in BAR_ORDER],
        signs=SIGNS,
        status_names=STATUS,
        partner_kinds=PARTNERS,
        most=_SHOWN,
        told=_TOLD,
    )
    return Dashboard(pieces, len(figures.summaries), figures.activities)
