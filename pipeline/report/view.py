"""What the report shows of one document: its records as cards, its doelenboom, and its text with marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import takewhile

from pipeline.branches import Branches
from pipeline.dutch import (
    KINDS,
    PARTNERS,
    PLURALS,
    SIGNS,
    STATUS,
    TIMES,
    count,
    dates,
    decimal,
    figure,
    kind_of,
    likeliness,
)
from pipeline.pages import shown
from pipeline.pages.codes import codes, in_order
from pipeline.pages.steps import Step, loose, steps
from pipeline.record import (
    Activity,
    AnyRecord,
    BudgetLine,
    Framework,
    Goal,
    Indicator,
    Kind,
    LegalReference,
    Partner,
    PolicyRecord,
    Timeline,
)
from pipeline.report.filters import Filters, partner_names
from pipeline.report.marks import Mark, Piece, paragraphs, pieces
from pipeline.report.partners import Who, by_count
from pipeline.report.picture import Picture, pictures
from pipeline.report.timeline import Axis, axis

_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Card:
    """A record as the report tells it. ``code`` names it within its document ("A3")."""

    code: str
    kind: Kind
    name: str
    text: str
    rows: tuple[tuple[str, str], ...]
    classes: str
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the text with its marks, and what was found in it."""

    pieces: tuple[Piece, ...]
    cards: tuple[Card, ...]
    summary: str
    new: frozenset[str]  # the codes that stand here first


class DocumentView:
    """One document. ``text`` is what it says, None where that is not at hand; ``reason`` then says why."""

    def __init__(
        self, number: int, record: PolicyRecord, text: str | None, reason: str | None, filters: Filters
    ) -> None:
        self.number, self.record, self.text, self.reason, self._filters = number, record, text, reason, filters
        self._codes = codes(record)
        self.cards = dict(zip(self._codes, self._carded(self._codes), strict=True))
        self.by_code = {card.code: card for card in self.cards.values()}

    def _carded(self, codes: dict[str, str]) -> Iterator[Card]:
        names = partner_names(self.record)
        for record in in_order(self.record):
            link = record.uri if isinstance(record, LegalReference) else None
            safe = link if link and link.startswith("https://") else None
            rows = (*_meaning(record), *_links(record, codes), *_basis(record))
            kind = kind_of(record)
            classes = self._filters.classes(record, names)
            yield Card(codes[record.id], kind, KINDS[kind], record.text, rows, classes, safe)

    @cached_property
    def _branches(self) -> Branches:
        return Branches(self.record)

    @cached_property
    def steps(self) -> list[Step]:
        """The doelenboom, from top to bottom."""
        return list(steps(self._branches))

    @cached_property
    def loose(self) -> list[Step]:
        """The activities that serve no goal that the document names."""
        return list(loose(self._branches))

    def pictures(self) -> Iterator[Picture]:
        """Yield a picture of each main goal with what stands under it."""
        yield from pictures(self._branches, self._codes)

    @cached_property
    def axis(self) -> Axis:
        """The activities by time."""
        return axis(self.record)

    @cached_property
    def partners(self) -> list[Who]:
        """The partners by the number of their activities."""
        return by_count(self.record)

    def card(self, record: AnyRecord) -> Card:
        """Return the card of a record of this document."""
        return self.cards[record.id]

    def paragraphs(self) -> Iterator[Paragraph]:
        """Yield the text with its marks; without a text, each record on its own."""
        seen: set[str] = set()
        if self.text is None:
            for card in self.cards.values():
                alone = (
                    Piece("open", code=card.code, first=True),
                    Piece("text", shown(card.text)),
                    Piece("close", code=card.code),
                )
                yield Paragraph(alone, (card,), _summary((card,)), frozenset({card.code}))
            return
        marks = self._marks()
        at = 0
        for start, end in paragraphs(self.text):
            while at < len(marks) and marks[at].end <= start:
                at += 1
            here = list(takewhile(partial(_before, end), (marks[i] for i in range(at, len(marks)))))
            codes = dict.fromkeys(m.code for m in here if m.end > start)
            cards = tuple(self.by_code[code] for code in codes)
            new = frozenset(codes) - seen
            seen |= new
            yield Paragraph(tuple(pieces(self.text, start, end, here)), cards, _summary(cards), new)

    def _marks(self) -> list[Mark]:
        found = []
        for record in self.record.records():
            code = self.cards[record.id].code
            also = record.also_at if isinstance(record, Goal | Activity) else ()
            found += [Mark(place.start, place.end, code) for place in (record.source, *also)]
        return sorted(found, key=lambda m: (m.start, -m.end, m.code))


def _before(end: int, mark: Mark) -> bool:
    return mark.start < end


def fits(record: PolicyRecord, text: str) -> bool:
    """Say whether the records of a document stand in a text where they say they do."""
    for one in record.records():
        also = one.also_at if isinstance(one, Goal | Activity) else ()
        if any(place.end > len(text) for place in (one.source, *also)):
            return False
        there = text[one.source.start : one.source.end]
        if (there[:1], there[-1:], _letters(there)) != (one.text[:1], one.text[-1:], _letters(one.text)):
            return False
    return True


def _letters(text: str) -> str:
    """Return what of a text stays the same when its lines are broken otherwise."""
    return _SIGNS.sub("", text)


def _summary(cards: tuple[Card, ...]) -> str:
    counts = Counter(card.kind for card in cards)
    return ", ".join(count(counts[kind], KINDS[kind], PLURALS[kind]) for kind in KINDS if counts[kind])


def _meaning(record: AnyRecord) -> Iterator[tuple[str, str]]:
    """Yield what a record stands for."""
    if isinstance(record, Activity):
        yield "status", f"{SIGNS[record.status]} {STATUS[record.status]}"
    elif isinstance(record, Timeline):
        yield "betekenis", ", ".join(filter(None, (TIMES[record.kind], dates(record.start, record.end))))
    elif isinstance(record, LegalReference):
        parts = [record.canonical or "niet beslist tussen " + ", ".join(record.candidates)]
        parts += [f"artikel {record.article}"] if record.article else []
        parts += [f"lid {record.paragraph}"] if record.paragraph else []
        yield "betekenis", ", ".join(parts) if record.canonical or record.candidates else "onbekend"
    elif isinstance(record, Framework):
        yield "betekenis", ", ".join(filter(None, (record.canonical, record.kind))) or "onbekend"
    elif isinstance(record, Partner):
        yield "betekenis", ", ".join(filter(None, (record.canonical, PARTNERS[record.kind], record.type)))
    elif isinstance(record, Indicator | BudgetLine):
        yield "betekenis", figure(record)


def _links(record: AnyRecord, codes: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what a goal or an activity is tied to, by code."""
    if isinstance(record, Goal):
        yield "onder doel", codes[record.parent] if record.parent else "geen"
    elif isinstance(record, Activity):
        yield "bij doel", ", ".join(codes[g] for g in record.goals) or "geen"
        tied = (*record.timelines, *record.partners, *record.legal_references, *record.frameworks)
        if tied:
            yield "hoort bij", ", ".join(codes[t] for t in tied)


def _basis(record: AnyRecord) -> Iterator[tuple[str, str]]:
    """Yield by which rule a record was found, how surely, and where."""
    yield "regel", record.rule
    yield "zekerheid", f"{decimal(record.confidence)} ({likeliness(record.confidence)})"
    if record.section:
        yield "onder kop", " › ".join(record.section)
    pages = sorted({box.page for box in record.source.boxes})
    if pages:
        yield "bladzijde", ", ".join(map(str, pages))
