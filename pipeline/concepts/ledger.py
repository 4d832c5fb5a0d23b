"""The ledger of concepts: which records of which documents are one goal, activity or partner, and what a reviewer says.

A file ``concepts.yaml`` beside the records, in Dutch, for people to correct. What stands in it stays: documents that
are added give new members and new concepts, and change no id. A member's ``oordeel`` is a reviewer's: ``bevestigd``
keeps it where it is, ``gescheiden`` takes it out for good; it then stands under a concept of its own as well.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from pipeline.errors import UsageError
from pipeline.record import Confidence
from pipeline.ruleset.load import parse_table, read_source
from pipeline.write import to_yaml, write_whole

ConceptKind = Literal["doel", "activiteit", "partner"]
Verdict = Literal["bevestigd", "gescheiden"]
ConceptId = Annotated[str, StringConstraints(pattern=r"^begrip-[0-9a-f]{16}$")]
_HEAD = """\
# Wat van jaar tot jaar hetzelfde doel, dezelfde activiteit of dezelfde partner is. Dit bestand groeit met elk document;
# wat erin staat, blijft staan. Zet bij een lid 'oordeel: bevestigd' als het klopt, of 'oordeel: gescheiden' als het er
# niet bij hoort, en geef de opdracht opnieuw.
"""


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Member(_Model):
    """A record that belongs to a concept, how surely, and what a reviewer says of that."""

    record: str
    document: str
    text: str = Field(alias="tekst")
    confidence: Confidence = Field(alias="zekerheid")
    verdict: Verdict | None = Field(default=None, alias="oordeel")

    @property
    def belongs(self) -> bool:
        """Whether no reviewer has taken it out."""
        return self.verdict != "gescheiden"


class Concept(_Model):
    """A goal, activity or partner through the years. ``name`` is the text of its first member."""

    id: ConceptId
    kind: ConceptKind = Field(alias="soort")
    organisation: str = Field(alias="organisatie")
    name: str = Field(alias="naam")
    members: tuple[Member, ...] = Field(alias="leden", min_length=1)


def concept_id(kind: ConceptKind, organisation: str, record: str) -> str:
    """Return the id of a concept that begins with a record."""
    digest = hashlib.sha256("\x1f".join((kind, organisation, record)).encode()).hexdigest()[:16]
    return f"begrip-{digest}"


def read_ledger(file: Path) -> list[Concept]:
    """Read a ledger; a file that is not there holds nothing yet.

    Raises :class:`UsageError` with every fault, in Dutch, with its line.
    """
    if not file.exists():
        return []
    source = read_source(file)
    rows = parse_table(source, Concept)
    seen: dict[str, int] = {}
    for concept, line in rows:
        if concept.id in seen:
            source.fault(line, f"het begrip '{concept.id}' staat al op regel {seen[concept.id]}")
        seen.setdefault(concept.id, line)
    if source.faults:
        told = "\n".join(map(str, source.faults))
        raise UsageError(f"'{file}' is zo niet te lezen; verbeter het, of haal het weg om opnieuw te beginnen:\n{told}")
    return [concept for concept, _ in rows]


def write_ledger(file: Path, concepts: Iterable[Concept]) -> None:
    """Write a ledger, whole or not at all."""
    data = [concept.model_dump(by_alias=True, exclude_none=True) for concept in concepts]
    write_whole(file, _HEAD + to_yaml(data))
