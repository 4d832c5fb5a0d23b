"""The contract: what comes out of a document, and the JSON Schema of it.

The models' fields stand in the order in which they are written. ``PolicyRecord`` checks itself: every
link points to a record of the right kind in the same file, and every place fits.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from pipeline.identity import PREFIX as PREFIX
from pipeline.identity import Kind as Kind
from pipeline.identity import normalise as normalise
from pipeline.identity import record_id as record_id

SCHEMA_VERSION = 1

_HEX = r"[0-9a-f]{16}"
GoalId = Annotated[str, StringConstraints(pattern=rf"^doel-{_HEX}$")]
ActivityId = Annotated[str, StringConstraints(pattern=rf"^act-{_HEX}$")]
TimelineId = Annotated[str, StringConstraints(pattern=rf"^tijd-{_HEX}$")]
LegalId = Annotated[str, StringConstraints(pattern=rf"^wet-{_HEX}$")]
FrameworkId = Annotated[str, StringConstraints(pattern=rf"^kader-{_HEX}$")]
PartnerId = Annotated[str, StringConstraints(pattern=rf"^partner-{_HEX}$")]
IndicatorId = Annotated[str, StringConstraints(pattern=rf"^indicator-{_HEX}$")]
BudgetId = Annotated[str, StringConstraints(pattern=rf"^bedrag-{_HEX}$")]
Year = Annotated[int, Field(ge=1900, le=2100)]
Confidence = Annotated[float, Field(ge=0, le=1, description="How sure the deciding rule is, from 0 to 1")]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Box(_Model):
    """A rectangle on a page, in points from the top left; pages count from 1."""

    page: Annotated[int, Field(ge=1)]
    bbox: tuple[float, float, float, float]


class Source(_Model):
    """A place in the document's text, in Unicode code points, end not included."""

    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(gt=0)]
    boxes: tuple[Box, ...] = ()

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.end <= self.start:
            raise ValueError(f"a place needs start < end, not {self.start}..{self.end}")
        return self


class Label(_Model):
    """Where the name of a figure's row stands in the document's text, as in a ``Source``."""

    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(gt=0)]


class Organisation(_Model):
    """An authority that publishes the document."""

    name: str
    cbs_code: str | None = None


class Period(_Model):
    """What a document is about, both days included."""

    start: dt.date
    end: dt.date


class DocumentInfo(_Model):
    """What is known of the document as a whole."""

    id: str
    source: str
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    media_type: str
    title: str | None
    kind: Literal["begroting", "jaarverslag", "beleidsplan", "uitvoeringsprogramma", "coalitieakkoord", "overig"]
    organisations: tuple[Organisation, ...] = ()
    period: Period | None = None
    pages: int | None = None


class Goal(_Model):
    """A state or an effect that the authority wants to reach."""

    id: GoalId
    text: str
    parent: GoalId | None = None
    section: tuple[str, ...] = ()
    source: Source
    also_at: tuple[Source, ...] = ()
    rule: str
    confidence: Confidence


class Activity(_Model):
    """What the authority does, will do or has done to reach its goals."""

    id: ActivityId
    text: str
    status: Literal["planned", "ongoing", "done"]
    goals: tuple[GoalId, ...] = ()
    timelines: tuple[TimelineId, ...] = ()
    partners: tuple[PartnerId, ...] = ()
    legal_references: tuple[LegalId, ...] = ()
    frameworks: tuple[FrameworkId, ...] = ()
    section: tuple[str, ...] = ()
    source: Source
    also_at: tuple[Source, ...] = ()
    rule: str
    confidence: Confidence


class Timeline(_Model):
    """An expression that places something in calendar time; dates are inclusive."""

    id: TimelineId
    text: str
    kind: Literal["period", "from", "until", "continuous", "recurring", "relative"]
    start: dt.date | None = None
    end: dt.date | None = None
    modifier: Literal["start", "mid", "end", "approx"] | None = None
    timex: str | None = None
    section: tuple[str, ...] = ()
    source: Source
    rule: str
    confidence: Confidence


class LegalReference(_Model):
    """A mention of a law, a regulation, an ordinance or a treaty."""

    id: LegalId
    text: str
    canonical: str | None = None
    article: str | None = None
    paragraph: str | None = None
    bwb_id: Annotated[str, StringConstraints(pattern=r"^BWB[RVW]\d{7}$")] | None = None
    uri: str | None = None
    candidates: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    source: Source
    rule: str
    confidence: Confidence


class Framework(_Model):
    """A mention of an agreement, agenda, programme, plan, vision, norm or method that is no law."""

    id: FrameworkId
    text: str
    canonical: str | None = None
    kind: Literal["akkoord", "agenda", "programma", "plan", "visie", "norm", "regeling", "methode"] | None = None
    section: tuple[str, ...] = ()
    source: Source
    rule: str
    confidence: Confidence


class Partner(_Model):
    """A mention of an organisation, or a group of them, that takes part in the policy."""

    id: PartnerId
    text: str
    canonical: str | None = None
    kind: Literal["named", "group", "government"]
    type: str | None = None
    cbs_code: Annotated[str, StringConstraints(pattern=r"^GM\d{4}$")] | None = None
    section: tuple[str, ...] = ()
    source: Source
    rule: str
    confidence: Confidence


class Indicator(_Model):
    """One figure of an indicator in a table: what was aimed for, reached, or stood at the start.

    ``text`` and ``source`` are the figure's, ``name`` and ``label`` those of its row. ``unit`` and ``origin`` (who
    measured) are as written, ``kind`` and ``year`` null where the table doesn't tell.
    """

    id: IndicatorId
    text: str
    name: str
    kind: Literal["target", "realised", "baseline"] | None = None
    year: Year | None = None
    value: float
    unit: str | None = None
    origin: str | None = None
    label: Label | None = None
    section: tuple[str, ...] = ()
    source: Source
    rule: str
    confidence: Confidence


class BudgetLine(_Model):
    """One amount of a budget or of accounts in a table.

    ``text`` and ``source`` are the figure's, ``name`` and ``label`` those of its row, ``group`` what stands over the
    row within its table. ``value`` is the figure with its sign as written; ``amount`` is that in euros, by
    ``multiplier``; both are null where nothing tells the ``unit``. ``task_field`` is the code of Iv3.
    """

    id: BudgetId
    text: str
    name: str
    group: str | None = None
    side: Literal["lasten", "baten", "saldo"] | None = None
    measure: Literal["budget", "amended_budget", "actual", "forecast", "change", "variance"] | None = None
    year: Year | None = None
    value: float
    unit: str | None = None
    multiplier: Annotated[int, Field(ge=1)] | None = None
    amount: float | None = None
    effect: Literal["favourable", "unfavourable"] | None = None
    task_field: Annotated[str, StringConstraints(pattern=r"^\d\.\d{1,3}[a-z]?$")] | None = None
    task_field_name: str | None = None
    label: Label | None = None
    section: tuple[str, ...] = ()
    source: Source
    rule: str
    confidence: Confidence


AnyRecord = Goal | Activity | Timeline | LegalReference | Framework | Partner | Indicator | BudgetLine
FIELDS = (
    "goals", "activities", "timelines", "legal_references", "frameworks", "partners", "indicators", "budget_lines",
)  # fmt: skip


class PolicyRecord(_Model):
    """All records of one document, linked."""

    schema_version: Literal[1] = 1
    document: DocumentInfo
    goals: tuple[Goal, ...] = ()
    activities: tuple[Activity, ...] = ()
    timelines: tuple[Timeline, ...] = ()
    legal_references: tuple[LegalReference, ...] = ()
    frameworks: tuple[Framework, ...] = ()
    partners: tuple[Partner, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    budget_lines: tuple[BudgetLine, ...] = ()

    @model_validator(mode="after")
    def _links_resolve(self) -> Self:
        ids = [r.id for r in self.records()]
        if len(ids) != len(set(ids)):
            raise ValueError("two records have one id")
        known = set(ids)
        for goal in self.goals:
            if goal.parent and (goal.parent not in known or goal.parent == goal.id):
                raise ValueError(f"{goal.id} has a parent that is no other goal of this document")
        for activity in self.activities:
            for field in ("goals", "timelines", "partners", "legal_references", "frameworks"):
                for target in getattr(activity, field):
                    if target not in known:
                        raise ValueError(f"{activity.id} links to {target}, which is not in this document")
        return self

    def records(self) -> Iterator[AnyRecord]:
        """Yield every record, kind by kind."""
        for field in FIELDS:
            yield from getattr(self, field)

    def counts(self) -> dict[str, int]:
        """Return the number of records of each kind."""
        return {field: len(getattr(self, field)) for field in FIELDS}

    def without_links(self) -> int:
        """Return how many activities serve no goal that the document names."""
        return sum(not a.goals for a in self.activities)


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a record file, with its version."""
    schema = PolicyRecord.model_json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "doelenboom policy record",
        "version": SCHEMA_VERSION,
        **{k: v for k, v in schema.items() if k != "title"},
    }
