"""What extractors share: what they are given, and what they give back.

Every extractor is a module with one public function ``find(context) -> list[Mention]``.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

from pipeline.document import Reading, Unit
from pipeline.errors import SpanError
from pipeline.record import Kind
from pipeline.ruleset import Rules
from pipeline.ruleset.schema import CueRow
from pipeline.span import Span

DocumentKind = Literal["begroting", "jaarverslag", "beleidsplan", "uitvoeringsprogramma", "coalitieakkoord", "overig"]

# From this certainty on a rule decides by itself, whatever else is seen.
DECIDES = 0.99

# Why what reads as a name or a time is none where it stands: the authority itself, a common noun, a vague word where
# nobody works along, part of something longer; a year that heads columns or stands alone, a word that tells a status.
Refusal = Literal["own", "common", "vague", "longer", "columns", "lone-year", "status"]


@dataclass(frozen=True, slots=True)
class Authority:
    """An authority that publishes the document; ``names`` are the ways in which it is written there."""

    name: str
    cbs_code: str | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of the document as a whole before its statements are read."""

    title: str | None = None
    kind: DocumentKind = "overig"
    authorities: tuple[Authority, ...] = ()
    start: dt.date | None = None
    end: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A row of a cue table that holds for a unit, its certainty, and the words that made it hold."""

    row: CueRow
    rule: str
    sure: float
    cues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A clause as rules see it; the values are those of the Dutch fields in ``ruleset.schema.CueRow``."""

    subject: str
    verb: str
    kind: str
    form: str
    time: str
    helpers: tuple[str, ...]
    main: bool
    negated: bool

    def fits(self, row: CueRow) -> bool:
        """Say whether the clause is what a row asks for."""
        return (
            (not row.subjects or self.subject in row.subjects)
            and (not row.verb_kinds or self.kind in row.verb_kinds)
            and (not row.verbs or self.verb in row.verbs)
            and (not row.forms or self.form in row.forms)
            and (not row.times or self.time in row.times)
            and (not row.helpers or any(h in row.helpers for h in self.helpers))
            and self.main is (row.clause != "bijzin")
            and (row.negated is None or self.negated is (row.negated == "ja"))
        )


@dataclass(frozen=True, slots=True)
class Statement:
    """What a unit states, by which rule and how surely.

    ``rule`` is that of ``finding``, the row that says so; where features alone do, it names their weights. ``cues`` are
    the words that decided, ``words`` all of the unit's with names and times marked, ``facts`` what its clauses say.
    """

    kind: Literal["goal", "activity"]
    rule: str
    confidence: float
    cues: tuple[str, ...] = ()
    finding: Finding | None = None
    words: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """What an extractor works on. ``statements`` says for each unit what it states, if anything."""

    reading: Reading
    rules: Rules
    profile: Profile
    statements: tuple[Statement | None, ...] = ()


@dataclass(frozen=True, slots=True)
class StatementValue:
    """What is known of a goal or an activity: its status, and whether it is only a clause."""

    status: Literal["planned", "ongoing", "done"] | None = None
    clause: bool = False


@dataclass(frozen=True, slots=True)
class TimeValue:
    """The value of a time expression; ``start`` and ``end`` are inclusive."""

    kind: Literal["period", "from", "until", "continuous", "recurring", "relative"]
    start: dt.date | None = None
    end: dt.date | None = None
    modifier: Literal["start", "mid", "end", "approx"] | None = None
    timex: str | None = None


@dataclass(frozen=True, slots=True)
class LawValue:
    """The law that a mention refers to."""

    canonical: str | None = None
    article: str | None = None
    paragraph: str | None = None
    bwb_id: str | None = None
    uri: str | None = None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FrameworkValue:
    """The framework that a mention refers to."""

    canonical: str | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class PartnerValue:
    """The organisation, or group of them, that a mention refers to."""

    kind: Literal["named", "group", "government"]
    canonical: str | None = None
    type: str | None = None
    cbs_code: str | None = None


@dataclass(frozen=True, slots=True)
class IndicatorValue:
    """What a figure of an indicator says; ``label`` is the place of the row's name."""

    name: str
    value: float
    kind: Literal["target", "realised", "baseline"] | None = None
    year: int | None = None
    unit: str | None = None
    origin: str | None = None
    label: Span | None = None
    column: str = ""


@dataclass(frozen=True, slots=True)
class BudgetValue:
    """What an amount of a budget says; ``label`` is the place of the row's name, ``amount`` is in euros."""

    name: str
    value: float
    group: str | None = None
    side: Literal["lasten", "baten", "saldo"] | None = None
    measure: Literal["budget", "amended_budget", "actual", "forecast", "change", "variance"] | None = None
    year: int | None = None
    unit: str | None = None
    multiplier: int | None = None
    amount: float | None = None
    effect: Literal["favourable", "unfavourable"] | None = None
    task_field: str | None = None
    task_field_name: str | None = None
    label: Span | None = None
    column: str = ""


Value = StatementValue | TimeValue | LawValue | FrameworkValue | PartnerValue | IndicatorValue | BudgetValue


@dataclass(frozen=True, slots=True)
class Mention:
    """A find in the text. ``unit`` is the index of the unit that holds it, ``text`` its readable text.

    ``cues`` are the words that decided, for whoever asks why.
    """

    kind: Kind
    unit: int
    span: Span
    text: str
    rule: str
    confidence: float
    value: Value
    cues: tuple[str, ...] = field(default=(), compare=False)


def mention(
    kind: Kind, unit: Unit, start: int, end: int, rule: str, confidence: float, value: Value, cues: tuple[str, ...] = ()
) -> Mention:
    """Build a mention of ``unit.text[start:end]``; raise :class:`SpanError` where nothing stands there."""
    if not 0 <= start < end <= len(unit.text):
        raise SpanError(f"{start}..{end} lies outside a unit of {len(unit.text)}")
    first, last = unit.passage.piece(start, end)
    span = unit.passage.span(first, last)
    return Mention(kind, unit.index, span, unit.text[first:last], rule, round(confidence, 2), value, cues)
