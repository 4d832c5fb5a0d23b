"""The tables of concepts: what is one goal, activity or partner through the years, and the records of each."""

from __future__ import annotations

from dataclasses import replace

from pipeline.export.columns import Column, Table, field, whole
from pipeline.export.parts import DOCUMENT, position
from pipeline.record import Goal

_ID = Column("id", "text", "Kenmerk, van jaar tot jaar hetzelfde", "Id, the same from year to year",
             pattern="^begrip-[0-9a-f]{16}$")  # fmt: skip
CONCEPTS = (
    Table(
        "concepts",
        "Doelen, activiteiten en partners door de jaren, zoals concepts.yaml ze bijhoudt; leeg waar dat bestand er "
        "niet is",
        "Goals, activities and partners through the years, as concepts.yaml keeps them; empty where there is no such "
        "file",
        ("id",),
        (
            _ID,
            Column("kind", "text", "Soort", "Kind", values=("goal", "activity", "partner")),
            Column("label", "text", "De tekst van het eerste lid", "The text of the first member"),
            Column("organisation", "text", "Wie de documenten uitgeeft, met ', ' ertussen; leeg waar dat er niet staat",
                   "Who publishes the documents, with ', ' between them; empty where they don't tell", required=False),
            whole("first_year", "Eerste jaar waarover de documenten van de leden gaan",
                  "First year that the members' documents are about", required=False),
            whole("last_year", "Laatste jaar waarover de documenten van de leden gaan",
                  "Last year that the members' documents are about", required=False),
            whole("member_count", "Aantal leden", "Number of members", minimum=1),
            field(Goal, "confidence", "Hoe zeker het minst zekere lid erbij hoort, van 0 tot 1; een lid dat een "
                          "lezer bevestigd heeft telt als 1",
                          "How surely the least sure member belongs to it, from 0 to 1; one that a reviewer confirmed "
                          "counts as 1"),
        ),
    ),
    Table(
        "concept_members",
        "Welke records één begrip zijn; een lid dat een lezer gescheiden heeft staat er niet bij",
        "Which records are one concept; a member that a reviewer took out is not among them",
        ("concept_id", "position"),
        (
            replace(_ID, name="concept_id", nl="Het begrip", en="The concept", refers="concepts.id"),
            position("Volgorde bij het begrip", "Order with the concept"),
            Column("record_id", "text", "Het record; bij een partner de eerste vermelding in het document",
                   "The record; of a partner the first mention in the document", refers="records.id"),
            DOCUMENT,
            Column("text", "text", "De tekst van het record; bij een partner de vaste naam",
                   "The text of the record; of a partner the canonical name"),
            field(Goal, "confidence", "Hoe zeker het erbij hoort, van 0 tot 1", "How surely it belongs, from 0 to 1"),
            Column("verdict", "text", "Het oordeel van een lezer", "What a reviewer says", required=False,
                   values=("confirmed",)),
        ),
    ),
)  # fmt: skip
