"""One page for people: what was found in the documents of an output folder, as a file to mail round.

The page holds all that it shows, and no script. The same records and documents give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.dutch import KINDS, PLURALS, SIGNS, STATUS
from pipeline.errors import DoelenboomError
from pipeline.origin import Origin
from pipeline.pages import BAR_ORDER, page
from pipeline.pages.codes import LETTERS
from pipeline.read import read_document
from pipeline.record import FIELDS, PolicyRecord
from pipeline.report.filters import Filters
from pipeline.report.view import DocumentView, fits
from pipeline.store import records_below

__all__ = ["Report", "report"]


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a document, or why it is not at hand."""

    text: str | None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A page in pieces, and the documents whose text it could not show, with why."""

    pieces: Iterator[str]
    documents: int
    without_text: dict[str, str]


def report(output: Path, origin: Origin) -> Report:
    """Return the report on an output folder.

    Raises :class:`pipeline.errors.UsageError` where the folder holds no records.
    """
    records = list(records_below(output))
    # Looked for before the first piece is written: the overview says whose text is missing.
    sources = {r.document.id: _source(r, origin) for r in records}
    missing = {name: source.reason for name, source in sources.items() if source.reason is not None}
    filters = Filters(records)
    pieces = page(Path(__file__).parent, "report.html").generate(
        records=records,
        documents=(
            DocumentView(number, r, sources[r.document.id].text, sources[r.document.id].reason, filters)
            for number, r in enumerate(records, 1)
        ),
        filters=filters,
        missing=missing,
        statuses=[(status, SIGNS[status], STATUS[status]) for status in BAR_ORDER],
        origin=origin,
        totals={field: sum(r.counts()[field] for r in records) for field in FIELDS},
        loose=sum(r.without_links() for r in records),
        fields=dict(zip(FIELDS, PLURALS.values(), strict=True)),
        legend=[(kind, LETTERS[kind], KINDS[kind]) for kind in KINDS],
    )
    return Report(pieces, len(records), missing)


def _source(record: PolicyRecord, origin: Origin) -> Source:
    about = record.document
    found = origin.find(about)
    if found is None:
        return Source(None, "het document is niet gevonden; noem met --input de map waarin het staat")
    if found.changed:
        return Source(None, "het document is veranderd sinds de records gemaakt zijn; maak ze opnieuw")
    try:
        text = read_document(found.path, about.id, origin.ocr).text
    except DoelenboomError as error:
        return Source(None, f"het document kan niet gelezen worden ({error})")
    if not fits(record, text):
        return Source(None, "het document wordt nu anders gelezen dan toen de records gemaakt zijn; maak ze opnieuw")
    return Source(text)
