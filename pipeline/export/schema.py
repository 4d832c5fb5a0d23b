"""The tables of an export, in one place: the writers, the data package and the codebook all come from here.

A column that holds a field of a record takes its type, its closed list and its limits from that field. Rows are made
in the order of these columns by ``pipeline.export.rows`` and ``pipeline.export.entities``.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any, get_args

from pipeline.export.columns import Column, Reference, Table, field, reference, whole
from pipeline.export.concepttables import CONCEPTS
from pipeline.export.figuretables import FIGURES
from pipeline.export.parts import COUNTS, DOCUMENT, PUBLISHED, SPAN, entity, link, often, position, record_columns
from pipeline.record import (
    SCHEMA_VERSION,
    Activity,
    Box,
    DocumentInfo,
    Framework,
    Goal,
    Kind,
    LegalReference,
    Organisation,
    Partner,
    Period,
    Timeline,
)

TABLES_VERSION = 1  # a table or column gone or renamed, another type, key or meaning, a value gone: raise it
_DOCUMENTS = Table(
    "documents",
    "De gelezen documenten",
    "The documents that were read",
    ("id",),
    (
        field(DocumentInfo, "id", "Pad ten opzichte van de invoermap", "Path relative to the input folder"),
        field(DocumentInfo, "source", "Hetzelfde, of het internetadres", "The same, or the URL"),
        field(DocumentInfo, "sha256", "SHA-256 van het bestand", "SHA-256 of the file"),
        field(DocumentInfo, "media_type", "Soort bestand", "Kind of file"),
        field(DocumentInfo, "title", "Titel", "Title"),
        field(DocumentInfo, "kind", "Soort document", "Kind of document"),
        replace(field(Period, "start", "Eerste dag waarover het gaat", "First day that it is about",
                      name="period_start"), required=False),
        replace(field(Period, "end", "Laatste dag waarover het gaat", "Last day that it is about",
                      name="period_end"), required=False),
        field(DocumentInfo, "pages", "Aantal bladzijden, bij documenten met bladzijden",
              "Number of pages, in documents with pages"),
        whole("schema_version", "Versie van het schema van het record", "Version of the record's schema", minimum=1),
    ),
)  # fmt: skip
_PUBLISHERS = Table(
    "document_organisations",
    "Wie een document uitgeeft",
    "Who publishes a document",
    ("document_id", "position"),
    (
        DOCUMENT,
        position("Volgorde bij het document", "Order with the document"),
        reference(field(Organisation, "name", "Naam", "Name"), "entity_organisations.canonical"),
        reference(field(Organisation, "cbs_code", "CBS-code van de gemeente", "CBS code of the municipality"),
                  "entity_municipalities.cbs_code"),
    ),
)  # fmt: skip
_SECTIONS = Table(
    "sections",
    "De koppen waaronder iets gevonden is, als boom",
    "The headings under which something was found, as a tree",
    ("id",),
    (
        Column("id", "text", "Kenmerk, gemaakt van document en koppen", "Id, made of the document and the headings",
               pattern="^sectie-[0-9a-f]{16}$"),
        DOCUMENT,
        position("Volgorde in het document", "Order in the document"),
        Column("parent_id", "text", "De kop daarboven", "The heading above", required=False, refers="sections.id"),
        whole("level", "Diepte, vanaf 1", "Depth, from 1", minimum=1),
        Column("heading", "text", "De kop", "The heading"),
        Column("path", "text", "De koppen van buiten naar binnen, met ' > ' ertussen",
               "The headings from the outermost in, with ' > ' between them"),
    ),
)  # fmt: skip
_RECORDS = Table(
    "records",
    "Alles wat gevonden is, van elke soort",
    "All that was found, of every kind",
    ("id",),
    (
        Column("id", "text", "Kenmerk", "Id"),
        DOCUMENT,
        Column("kind", "text", "Soort, en zo de tabel waarin de rest staat", "Kind, and so the table with the rest",
               values=get_args(Kind)),
    ),
)  # fmt: skip
_OWN = (
    Table(
        "goals",
        "Doelen: een toestand of effect dat de overheid wil bereiken",
        "Goals: a state or an effect that the authority wants to reach",
        ("id",),
        record_columns(
            Goal,
            reference(field(Goal, "parent", "Het doel dat het direct dient", "The goal that it serves directly",
                            name="parent_id"), "goals.id"),
        ),
    ),
    Table(
        "activities",
        "Activiteiten: wat de overheid doet, gaat doen of gedaan heeft om haar doelen te bereiken",
        "Activities: what the authority does, will do or has done to reach its goals",
        ("id",),
        record_columns(Activity, field(Activity, "status", "Stand", "Status")),
    ),
    Table(
        "timelines",
        "Tijdsaanduidingen",
        "Expressions of time",
        ("id",),
        record_columns(
            Timeline,
            field(Timeline, "kind", "Soort", "Kind"),
            field(Timeline, "start", "Eerste dag", "First day", name="start_date"),
            field(Timeline, "end", "Laatste dag, zelf meegerekend", "Last day, itself included", name="end_date"),
            field(Timeline, "modifier", "Welk deel van de periode", "Which part of the period"),
            field(Timeline, "timex", "TIMEX3-waarde, waar die er is", "TIMEX3 value where one exists"),
        ),
    ),
    Table(
        "legal_references",
        "Verwijzingen naar wetten, regelingen, verordeningen en verdragen; elke vermelding is een rij",
        "References to laws, regulations, ordinances and treaties; each mention is a row",
        ("id",),
        record_columns(
            LegalReference,
            reference(field(LegalReference, "canonical", "Citeertitel", "Title to cite it by"),
                      "entity_laws.canonical"),
            field(LegalReference, "article", "Artikel", "Article"),
            field(LegalReference, "paragraph", "Lid", "Paragraph"),
            field(LegalReference, "bwb_id", "Nummer op wetten.overheid.nl", "Number at wetten.overheid.nl"),
            field(LegalReference, "uri", "Internetadres", "URI"),
        ),
    ),
    Table(
        "frameworks",
        "Vermeldingen van akkoorden, agenda's, programma's, plannen, normen en methoden die geen wet zijn",
        "Mentions of agreements, agendas, programmes, plans, norms and methods that are no law",
        ("id",),
        record_columns(
            Framework,
            reference(field(Framework, "canonical", "Vaste naam", "Canonical name"), "entity_frameworks.canonical"),
            field(Framework, "kind", "Soort", "Kind"),
        ),
    ),
    Table(
        "partners",
        "Vermeldingen van organisaties, of groepen daarvan, die meedoen",
        "Mentions of organisations, or groups of them, that take part",
        ("id",),
        record_columns(
            Partner,
            reference(field(Partner, "canonical", "Vaste naam", "Canonical name"), "entity_organisations.canonical"),
            field(Partner, "kind", "Een naam, een groep of een overheid", "A name, a group or a government body"),
            field(Partner, "type", "Soort organisatie, uit rules/partners.yaml",
                  "Type of organisation, from rules/partners.yaml"),
            reference(field(Partner, "cbs_code", "CBS-code, bij een gemeente", "CBS code of a municipality"),
                      "entity_municipalities.cbs_code"),
        ),
    ),
)  # fmt: skip
_LINKS = (
    link("goals", Goal, "het doel dat zij dient", "the goal that it serves"),
    link("timelines", Timeline, "de tijdsaanduiding die erbij hoort", "the time when it happens"),
    link("partners", Partner, "de partner die meedoet", "the partner that takes part"),
    link("legal_references", LegalReference, "de wet waarop zij rust", "the law that it rests on"),
    link("frameworks", Framework, "het kader waarin zij past", "the framework that it is part of"),
)
_CANDIDATES = Table(
    "legal_reference_candidates",
    "Citeertitels die nog mogelijk zijn, waar het document er geen uitwijst",
    "Titles still possible, where the document doesn't settle which",
    ("legal_reference_id", "position"),
    (
        reference(field(LegalReference, "id", "De verwijzing", "The reference", name="legal_reference_id"),
                  "legal_references.id"),
        position("Volgorde bij de verwijzing", "Order with the reference"),
        Column("canonical", "text", "Citeertitel", "Title to cite it by"),
    ),
)  # fmt: skip
_PLACE = whole("place", "Plaats: 1 is die van het record zelf, 2 en verder zijn herhalingen (also_at)",
               "Place: 1 is the record's own, 2 and on are repeats (also_at)", minimum=1)  # fmt: skip
_RECORD = Column("record_id", "text", "Kenmerk van het record", "Id of the record", refers="records.id")
_PLACES = Table(
    "places",
    "Alle plaatsen van een record in de tekst",
    "All places of a record in the text",
    ("record_id", "place"),
    (_RECORD, _PLACE, *SPAN),
)
_BOXES = Table(
    "boxes",
    "De rechthoeken van een plaats op de bladzijde, in punten vanaf linksboven",
    "The rectangles of a place on the page, in points from the top left",
    ("record_id", "place", "box"),
    (
        replace(_RECORD, refers=None),
        _PLACE,
        whole("box", "Volgorde bij de plaats, vanaf 1", "Order with the place, from 1", minimum=1),
        field(Box, "page", "Bladzijde, vanaf 1", "Page, from 1"),
        Column("x0", "number", "Linkerkant", "Left side"),
        Column("top", "number", "Bovenkant", "Top side"),
        Column("x1", "number", "Rechterkant", "Right side"),
        Column("bottom", "number", "Onderkant", "Bottom side"),
    ),
    (Reference(("record_id", "place"), "places", ("record_id", "place")),),
)
_ENTITIES = (
    entity(
        "laws", "Wetten met een citeertitel, en hoe vaak zij voorkomen", "Laws with a title, and how often they occur",
        field(LegalReference, "canonical", "Citeertitel", "Title to cite it by"),
        often(field(LegalReference, "bwb_id", "Nummer op wetten.overheid.nl", "Number at wetten.overheid.nl")),
        *COUNTS,
    ),
    entity(
        "frameworks", "Kaders, en hoe vaak zij voorkomen", "Frameworks, and how often they occur",
        field(Framework, "canonical", "Vaste naam", "Canonical name"),
        often(field(Framework, "kind", "Soort", "Kind")),
        *COUNTS,
    ),
    entity(
        "organisations", "Partners en uitgevers, ook groepen, en hoe vaak zij voorkomen",
        "Partners and publishers, groups too, and how often they occur",
        field(Partner, "canonical", "Vaste naam", "Canonical name"),
        often(field(Partner, "kind", "Een naam, een groep of een overheid", "A name, a group or a government body")),
        often(field(Partner, "type", "Soort organisatie", "Type of organisation")),
        often(field(Partner, "cbs_code", "CBS-code, bij een gemeente", "CBS code of a municipality"),
               to="entity_municipalities.cbs_code"),
        *COUNTS,
        PUBLISHED,
    ),
    entity(
        "municipalities", "Gemeenten met een CBS-code, en hoe vaak zij voorkomen",
        "Municipalities with a CBS code, and how often they occur",
        field(Organisation, "cbs_code", "CBS-code", "CBS code"),
        often(field(Organisation, "name", "Naam", "Name")),
        *COUNTS,
        PUBLISHED,
    ),
)  # fmt: skip

TABLES: tuple[Table, ...] = (
    _DOCUMENTS, _PUBLISHERS, _SECTIONS, _RECORDS, *_OWN, *FIGURES, *_LINKS, _CANDIDATES, _PLACES, _BOXES, *_ENTITIES,
    *CONCEPTS,
)  # fmt: skip


def tables_schema() -> dict[str, Any]:
    """Return the schema of the tables as plain data, with its version."""
    return {
        "title": "doelenboom tables",
        "version": TABLES_VERSION,
        "record_schema_version": SCHEMA_VERSION,
        "tables": [
            {
                "name": table.name,
                "nl": table.nl,
                "en": table.en,
                "key": list(table.key),
                "columns": [_plain(column) for column in table.columns],
                "references": [asdict(reference) for reference in table.references],
            }
            for table in TABLES
        ],
    }


def _plain(column: Column) -> dict[str, Any]:
    told = {name: value for name, value in asdict(column).items() if value not in (None, ()) and name != "refers"}
    return {**told, **({"values": list(column.values)} if column.values else {})}
