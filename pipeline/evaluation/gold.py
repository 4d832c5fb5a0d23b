"""What a gold file holds: items that point into a document by exact quotes, and how they hang together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, PositiveInt, model_validator

from pipeline.document import Document
from pipeline.span import Span

# Something that can be read: a quote of white space alone has no place.
Text = Annotated[str, Field(pattern=r"\S")]
_DATES = {"period": ("start", "end"), "from": ("start",), "until": ("end",)}


class GoldItem(BaseModel):
    """One annotated piece of a document. ``optional`` items neither cost nor gain."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Text
    level: Literal["core", "optional"]
    quote: Text
    occurrence: PositiveInt = 1

    @property
    def core(self) -> bool:
        """Whether missing it costs something."""
        return self.level == "core"

    def links(self) -> Iterator[tuple[str, str, str]]:
        """Yield what it points to: the key, the kind that it has to point to, and the id."""
        yield from ()


class _Statement(GoldItem):
    same_as: str | None = None

    @property
    def stands_for(self) -> str:
        """The id of the item that this one repeats, or its own."""
        return self.same_as or self.id


class GoldGoal(_Statement):
    """A state or an effect that the authority wants to reach."""

    parent: str | None = None

    def links(self) -> Iterator[tuple[str, str, str]]:
        """Yield its parent and the goal that it repeats."""
        if self.parent:
            yield "parent", "goals", self.parent
        if self.same_as:
            yield "same_as", "goals", self.same_as


class GoldActivity(_Statement):
    """What the authority does, will do or has done."""

    status: Literal["planned", "ongoing", "done"] | None = None
    goals: tuple[str, ...] = ()
    timelines: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    laws: tuple[str, ...] = ()

    def links(self) -> Iterator[tuple[str, str, str]]:
        """Yield its goals, times, partners and laws, and the activity that it repeats."""
        for kind in ("goals", "timelines", "partners", "laws"):
            for target in getattr(self, kind):
                yield kind, kind, target
        if self.same_as:
            yield "same_as", "activities", self.same_as


class GoldTimeline(GoldItem):
    """An expression that places something in calendar time."""

    kind: Literal["period", "from", "until", "continuous", "recurring", "relative"]
    start: dt.date | None = None
    end: dt.date | None = None
    modifier: Literal["start", "mid", "end", "approx"] | None = None

    @model_validator(mode="after")
    def _has_its_dates(self) -> Self:
        wanted = _DATES.get(self.kind, ())
        if tuple(name for name in ("start", "end") if getattr(self, name) is not None) != wanted:
            raise ValueError(f"a time of kind '{self.kind}' has {' and '.join(wanted) or 'neither start nor end'}")
        return self


class GoldLaw(GoldItem):
    """A mention of a law."""

    canonical: Text


class GoldFramework(GoldItem):
    """A mention of an agreement, plan or norm that is no law."""

    canonical: str | None = None


class GoldPartner(GoldItem):
    """A mention of an organisation, or a group of them."""

    kind: Literal["named", "group", "government"]
    canonical: str | None = None


class GoldIndicator(GoldItem):
    """A figure of an indicator. What is not given is not looked at."""

    name: Text
    value: float
    kind: Literal["target", "realised", "baseline"] | None = None
    year: int | None = None
    unit: str | None = None
    origin: str | None = None


class GoldBudgetLine(GoldItem):
    """An amount of a budget or of accounts. What is not given is not looked at."""

    name: Text
    value: float
    group: str | None = None
    side: Literal["lasten", "baten", "saldo"] | None = None
    measure: Literal["budget", "amended_budget", "actual", "forecast", "change", "variance"] | None = None
    year: int | None = None
    amount: float | None = None
    effect: Literal["favourable", "unfavourable"] | None = None
    task_field: str | None = None


class GoldPeriod(BaseModel):
    """What a document is about, both days included."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: dt.date
    end: dt.date


class GoldHead(BaseModel):
    """What a gold file says of its document as a whole."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    document: Text
    organisation: str | None = None
    period: GoldPeriod | None = None


# The kinds, as gold files and the measures name them, in the order in which they are shown.
ITEMS: dict[str, type[GoldItem]] = {
    "goals": GoldGoal,
    "activities": GoldActivity,
    "timelines": GoldTimeline,
    "laws": GoldLaw,
    "frameworks": GoldFramework,
    "partners": GoldPartner,
    "indicators": GoldIndicator,
    "budget_lines": GoldBudgetLine,
}
# A gold file need not have these. One that has, also without items, says that it has all; else none is measured.
FIGURES = ("indicators", "budget_lines")
# Where a kind's records stand in a PolicyRecord, and the links to it in an activity: only laws have another name there.
FIELD = {kind: "legal_references" if kind == "laws" else kind for kind in ITEMS}


@dataclass(frozen=True)
class Placed:
    """A gold item with its place in the text in which the quotes count."""

    item: GoldItem
    span: Span


@dataclass(frozen=True)
class Case:
    """A document with its gold, ready to be evaluated.

    ``gold`` has no key for kinds that the file says nothing of. ``quoted`` is the document in whose text the quotes
    count: the same, or the one that gold names where ``document`` is another format of it.
    """

    name: str
    document: Document
    quoted: Document
    gold: dict[str, tuple[Placed, ...]]
