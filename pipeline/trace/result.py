"""What tracing says: for each planned activity its outcome, with the words of both documents and their places."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from pipeline.record import ActivityId, Confidence, DocumentInfo, Source

TRACE_VERSION = 1
Outcome = Literal["done", "continued", "changed", "not_mentioned"]
Detail = Literal["delayed", "stopped", "scope", "amount", "partner", "form"]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Quote(_Model):
    """A piece of a document, to the letter. ``line`` counts the lines of its text, from 1.

    ``activity`` is the record of the report that states it, where there is one.
    """

    text: str
    line: Annotated[int, Field(ge=1)]
    section: tuple[str, ...] = ()
    source: Source
    activity: ActivityId | None = None


class Shared(_Model):
    """What tells that two texts speak of one activity.

    A word in both, a name (of a partner, law or framework), a number ("2.1"), or a word that stands around the piece:
    in its row, its heading or the sentence before.
    """

    kind: Literal["word", "name", "number", "around"]
    text: str


class Line(_Model):
    """What becomes of one planned activity. ``report`` holds the main piece first, and is empty where there is none.

    ``rule`` is what decided the outcome (a rule of ``rules/verloop.yaml``, or a comparison of numbers or times);
    ``together_with`` the other activities of the plan that the main piece also tells of.
    """

    activity: ActivityId
    plan: Quote
    status: Literal["planned", "ongoing", "done"]
    outcome: Outcome
    detail: Detail | None = None
    report: tuple[Quote, ...] = ()
    evidence: tuple[Shared, ...] = ()
    together_with: tuple[ActivityId, ...] = ()
    rule: str | None = None
    confidence: Confidence


class Trace(_Model):
    """A plan beside a report. ``new`` are activities of the report that no activity of the plan led to."""

    trace_version: Literal[1] = 1
    plan: DocumentInfo
    report: DocumentInfo
    lines: tuple[Line, ...] = ()
    new: tuple[Quote, ...] = ()

    def counts(self) -> dict[Outcome, int]:
        """Return how many activities have each outcome."""
        found: dict[Outcome, int] = {"done": 0, "continued": 0, "changed": 0, "not_mentioned": 0}
        for line in self.lines:
            found[line.outcome] += 1
        return found
