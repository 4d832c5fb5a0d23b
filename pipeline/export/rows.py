"""One record to the rows of all tables, each row in the order of its table's columns."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from pipeline.export.columns import Row, Value
from pipeline.record import (
    Activity,
    AnyRecord,
    BudgetLine,
    DocumentInfo,
    Framework,
    Goal,
    Indicator,
    Kind,
    Label,
    LegalReference,
    PolicyRecord,
    Source,
    Timeline,
)

BETWEEN = " > "
_KINDS: dict[str, Kind] = {
    "goals": "goal",
    "activities": "activity",
    "timelines": "timeline",
    "legal_references": "legal_reference",
    "frameworks": "framework",
    "partners": "partner",
    "indicators": "indicator",
    "budget_lines": "budget_line",
}
_LINKS = ("goals", "timelines", "partners", "legal_references", "frameworks")
Named = tuple[str, Row]  # the table's name, and a row of it


def rows(record: PolicyRecord) -> Iterator[Named]:
    """Yield the rows of a document, with the table of each; those of entities come from many documents."""
    document = record.document
    yield "documents", _document(document, record.schema_version)
    for number, one in enumerate(document.organisations, 1):
        yield "document_organisations", (document.id, number, one.name, one.cbs_code)
    sections = _Sections(document.id)
    for table, kind in _KINDS.items():
        for number, found in enumerate(getattr(record, table), 1):
            yield from sections.new(found.section)
            yield "records", (found.id, document.id, kind)
            yield table, _own(document.id, number, found, sections.id(found.section))
            yield from _places(found)
            if isinstance(found, Activity):
                yield from _links(found)
            elif isinstance(found, LegalReference):
                for place, title in enumerate(found.candidates, 1):
                    yield "legal_reference_candidates", (found.id, place, title)


def _document(info: DocumentInfo, version: int) -> Row:
    start, end = (info.period.start, info.period.end) if info.period else (None, None)
    return (info.id, info.source, info.sha256, info.media_type, info.title, info.kind, start, end, info.pages, version)


def _own(document: str, number: int, found: AnyRecord, section: str | None) -> Row:
    source = found.source
    return (
        found.id,
        document,
        number,
        found.text,
        *_particulars(found),
        section,
        BETWEEN.join(found.section) if found.section else None,
        source.start,
        source.end,
        source.boxes[0].page if source.boxes else None,
        found.rule,
        found.confidence,
    )


def _particulars(found: AnyRecord) -> tuple[Value, ...]:
    """Return what only this kind of record has."""
    if isinstance(found, Goal):
        return (found.parent,)
    if isinstance(found, Activity):
        return (found.status,)
    if isinstance(found, Timeline):
        return (found.kind, found.start, found.end, found.modifier, found.timex)
    if isinstance(found, LegalReference):
        return (found.canonical, found.article, found.paragraph, found.bwb_id, found.uri)
    if isinstance(found, Framework):
        return (found.canonical, found.kind)
    if isinstance(found, Indicator):
        return (found.name, found.kind, found.year, found.value, found.unit, found.origin, *_label(found.label))
    if isinstance(found, BudgetLine):
        told = (found.name, found.group, found.side, found.measure, found.year, found.value, found.unit)
        amount = (found.multiplier, found.amount, found.effect, found.task_field, found.task_field_name)
        return (*told, *amount, *_label(found.label))
    return (found.canonical, found.kind, found.type, found.cbs_code)


def _label(source: Label | None) -> tuple[Value, ...]:
    return (source.start, source.end) if source else (None, None)


def _places(found: AnyRecord) -> Iterator[Named]:
    yield from _place(found.id, 1, found.source)
    if isinstance(found, Goal | Activity):
        for number, source in enumerate(found.also_at, 2):
            yield from _place(found.id, number, source)


def _place(record: str, number: int, source: Source) -> Iterator[Named]:
    yield "places", (record, number, source.start, source.end)
    for place, box in enumerate(source.boxes, 1):
        yield "boxes", (record, number, place, box.page, *box.bbox)


def _links(found: Activity) -> Iterator[Named]:
    for target in _LINKS:
        table = f"activity_{target}"
        for number, other in enumerate(getattr(found, target), 1):
            yield table, (found.id, number, other)


class _Sections:
    """The headings of a document: each way down to a heading is one row, whatever stands under it."""

    def __init__(self, document: str) -> None:
        self._document = document
        self._ids: dict[tuple[str, ...], str] = {}

    def id(self, path: tuple[str, ...]) -> str | None:
        """Return the id of a heading that has its row."""
        return self._ids.get(path)

    def new(self, path: tuple[str, ...]) -> Iterator[Named]:
        """Yield the rows of the headings on a way that had none yet, the outermost first."""
        if path in self._ids:
            return
        for level in range(1, len(path) + 1):
            above, here = path[: level - 1], path[:level]
            if here not in self._ids:
                digest = hashlib.sha256("\x1f".join((self._document, *here)).encode()).hexdigest()[:16]
                self._ids[here] = f"sectie-{digest}"
                own, parent = self._ids[here], self._ids.get(above)
                position = len(self._ids)
                yield "sections", (own, self._document, position, parent, level, here[-1], BETWEEN.join(here))
