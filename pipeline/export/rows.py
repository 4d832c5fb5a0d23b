"""One record to the rows of all tables, each row in the order of its table's columns."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from operator import attrgetter

from pipeline.export.columns import Row
from pipeline.record import FIELDS, Activity, AnyRecord, DocumentInfo, Kind, Label, PolicyRecord

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
# What each kind has for itself, after its text.
_TOLD: dict[str, Callable[[AnyRecord], Row]] = {
    "goals": attrgetter("text", "parent"),
    "activities": attrgetter("text", "status"),
    "timelines": attrgetter("text", "kind", "start", "end", "modifier", "timex"),
    "legal_references": attrgetter("text", "canonical", "article", "paragraph", "bwb_id", "uri"),
    "frameworks": attrgetter("text", "canonical", "kind"),
    "partners": attrgetter("text", "canonical", "kind", "type", "cbs_code"),
    "indicators": attrgetter("text", "name", "kind", "year", "value", "unit", "origin"),
    "budget_lines": attrgetter(
        *("text", "name", "group", "side", "measure", "year", "value", "unit"),
        *("multiplier", "amount", "effect", "task_field", "task_field_name"),
    ),
}
_REPEATED = ("goals", "activities")
_WITH_LABEL = ("indicators", "budget_lines")
_LINKS = tuple((f"activity_{of}", attrgetter(of)) for of in FIELDS if of in Activity.model_fields)
Named = tuple[str, Row]  # the table's name, and a row of it


def rows(record: PolicyRecord) -> Iterator[Named]:
    """Yield the rows of a document, with the table of each; those of entities come from many documents."""
    document = record.document
    yield "documents", _document(document, record.schema_version)
    for number, one in enumerate(document.organisations, 1):
        yield "document_organisations", (document.id, number, one.name, one.cbs_code)
    sections = _Sections(document.id)
    for table, kind in _KINDS.items():
        told = _TOLD[table]
        for number, found in enumerate(getattr(record, table), 1):
            yield from sections.new(found.section)
            yield "records", (found.id, document.id, kind)
            values = told(found)
            if table in _WITH_LABEL:
                values = (*values, *_label(found.label))
            yield table, (found.id, document.id, number, *values, *sections.told(found.section), *_found(found))
            places = (found.source, *found.also_at) if table in _REPEATED else (found.source,)
            for place, source in enumerate(places, 1):
                yield "places", (found.id, place, source.start, source.end)
                for which, box in enumerate(source.boxes, 1):
                    yield "boxes", (found.id, place, which, box.page, *box.bbox)
            if table == "activities":
                for link, of in _LINKS:
                    for place, other in enumerate(of(found), 1):
                        yield link, (found.id, place, other)
            elif table == "legal_references":
                for place, title in enumerate(found.candidates, 1):
                    yield "legal_reference_candidates", (found.id, place, title)


def _document(info: DocumentInfo, version: int) -> Row:
    start, end = (info.period.start, info.period.end) if info.period else (None, None)
    return (info.id, info.source, info.sha256, info.media_type, info.title, info.kind, start, end, info.pages, version)


def _found(found: AnyRecord) -> Row:
    """Return where a record was found, by what, and how surely."""
    source = found.source
    page = source.boxes[0].page if source.boxes else None
    return (source.start, source.end, page, found.rule, found.confidence)


def _label(source: Label | None) -> Row:
    return (source.start, source.end) if source else (None, None)


class _Sections:
    """The headings of a document: each way down to a heading is one row, whatever stands under it."""

    def __init__(self, document: str) -> None:
        self._document = document
        self._told: dict[tuple[str, ...], tuple[str | None, str | None]] = {(): (None, None)}

    def told(self, path: tuple[str, ...]) -> tuple[str | None, str | None]:
        """Return the id of a heading that has its row, and the way down to it."""
        return self._told[path]

    def new(self, path: tuple[str, ...]) -> Iterator[Named]:
        """Yield the rows of the headings on a way that had none yet, the outermost first."""
        if path in self._told:
            return
        for level in range(1, len(path) + 1):
            above, here = path[: level - 1], path[:level]
            if here not in self._told:
                digest = hashlib.sha256("\x1f".join((self._document, *here)).encode()).hexdigest()[:16]
                own, way, position = f"sectie-{digest}", BETWEEN.join(here), len(self._told)
                self._told[here] = own, way
                yield "sections", (own, self._document, position, self._told[above][0], level, here[-1], way)
