"""Columns and shapes of tables that the schema uses more than once."""

from __future__ import annotations

from dataclasses import replace

from pydantic import BaseModel

from pipeline.export.columns import Column, Table, field, reference, whole
from pipeline.record import Activity, DocumentInfo, Source

DOCUMENT = replace(field(DocumentInfo, "id", "Document", "The document", name="document_id"), refers="documents.id")
SPAN = (
    field(Source, "start", "Begin in de tekst van het document, in Unicode-tekens vanaf 0",
          "Start in the document's text, in Unicode code points from 0", name="source_start"),
    field(Source, "end", "Einde in de tekst, zelf niet meegerekend", "End in the text, itself not included",
          name="source_end"),
)  # fmt: skip
COUNTS = (
    whole("mention_count", "Aantal vermeldingen", "Number of mentions"),
    whole("document_count", "Aantal documenten met een vermelding", "Number of documents with a mention"),
    whole("activity_count", "Aantal activiteiten die ernaar verwijzen", "Number of activities that link to it"),
)
PUBLISHED = whole("published_count", "Aantal documenten die zij uitgeeft", "Number of documents that it publishes")
_OFTEN = ("; waar vermeldingen verschillen wat het vaakst staat", "; where mentions differ, what stands most often")


def position(nl: str, en: str) -> Column:
    """Return the column that says in which order things stood."""
    return whole("position", f"{nl}, vanaf 1", f"{en}, from 1", minimum=1)


def record_columns(model: type[BaseModel], *own: Column) -> tuple[Column, ...]:
    """Return the columns of a kind of record: those that all have, with its own after the text."""
    return (
        reference(field(model, "id", "Kenmerk, ook na wijzigingen elders in het document hetzelfde",
                        "Id; an edit elsewhere in the document does not change it"), "records.id"),
        DOCUMENT,
        position("Volgorde in het document", "Order in the document"),
        field(model, "text", "De tekst, letterlijk, met alle witruimte als één spatie",
              "The text to the letter, with runs of white space made one space"),
        *own,
        Column("section_id", "text", "De kop waaronder het staat", "The heading under which it stands",
               required=False, refers="sections.id"),
        Column("section", "text", "De koppen van buiten naar binnen, met ' > ' ertussen",
               "The headings from the outermost in, with ' > ' between them", required=False),
        *SPAN,
        whole("page", "Bladzijde waarop het begint, bij documenten met bladzijden",
              "Page on which it begins, in documents with pages", minimum=1, required=False),
        field(model, "rule", "De regel die besliste, als bestand/naam in rules/",
              "The rule that decided, as file/name in rules/"),
        field(model, "confidence", "Hoe zeker de regel is, van 0 tot 1; vanaf 0,9 is negen op de tien goed",
              "How sure the rule is, from 0 to 1; of those with 0.9 and over, nine in ten are right"),
    )  # fmt: skip


def link(target: str, model: type[BaseModel], nl: str, en: str) -> Table:
    """Return the table of what activities link to."""
    return Table(
        f"activity_{target}",
        f"Activiteit en {nl}",
        f"Activity and {en}",
        ("activity_id", "position"),
        (
            reference(field(Activity, "id", "De activiteit", "The activity", name="activity_id"), "activities.id"),
            position("Volgorde bij de activiteit", "Order with the activity"),
            reference(field(model, "id", f"Kenmerk van {nl}", f"Id of {en}", name=f"{target[:-1]}_id"), f"{target}.id"),
        ),
    )


def entity(name: str, nl: str, en: str, key: Column, *more: Column) -> Table:
    """Return the table of what mentions are of, one row each."""
    return Table(f"entity_{name}", nl, en, (key.name,), (replace(key, required=True), *more))


def often(column: Column, *, to: str | None = None) -> Column:
    """Return a column that holds what most mentions say."""
    return replace(column, nl=column.nl + _OFTEN[0], en=column.en + _OFTEN[1], refers=to)
