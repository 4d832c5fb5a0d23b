"""What a project says of one document: places with codes, notes and links, before it is XML."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pipeline.dutch import decimal
from pipeline.record import Activity, Goal, PolicyRecord
from pipeline.review.anchor import Anchors
from pipeline.review.qda.codes import Path, code_of, judgement
from pipeline.review.state import ReaderState
from pipeline.review.verdict import Verdict, value_of
from pipeline.span import Span

_LINKS = {
    "goals": "dient doel",
    "timelines": "wanneer",
    "partners": "met",
    "legal_references": "op grond van",
    "frameworks": "kader",
    "parent": "hoort onder",
}


@dataclass(frozen=True, slots=True)
class Coding:
    """A code given to a place: by the program (``who`` is None) or by a reader, at some time."""

    code: Path
    key: str
    who: str | None = None
    at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """What a reader remarked."""

    who: str
    at: dt.datetime
    text: str
    key: str


@dataclass
class Content:
    """A document: its text as it goes into the project, and what stands where in that.

    ``links`` are pairs of places with what the first has to do with the second. ``lost`` holds verdicts that have no
    place in the text any more.
    """

    whole: PolicyRecord
    text: str
    codings: defaultdict[Span, list[Coding]] = field(default_factory=lambda: defaultdict(list))
    told: defaultdict[Span, list[str]] = field(default_factory=lambda: defaultdict(list))
    notes: defaultdict[Span | None, list[Note]] = field(default_factory=lambda: defaultdict(list))
    links: list[tuple[Span, Span, str]] = field(default_factory=list)
    lost: list[Verdict] = field(default_factory=list)

    @property
    def places(self) -> list[Span]:
        """All places that have a code or a note, in their order."""
        return sorted({*self.codings, *(place for place in self.notes if place is not None)})


class _Lines:
    r"""A text with one sort of line end, as programs for analysis count it, and the places that this shifts.

    >>> lines = _Lines("a\r\nb")
    >>> lines.text, lines.place(Span(3, 4))
    ('a\nb', Span(start=2, end=3))
    """

    def __init__(self, text: str) -> None:
        self.text = text.replace("\r\n", "\n").replace("\r", "\n")
        self._gone = [at for at, sign in enumerate(text) if sign == "\r" and text[at + 1 : at + 2] == "\n"]

    def place(self, span: Span) -> Span:
        start = span.start - bisect_left(self._gone, span.start)
        return Span(start, max(start + 1, span.end - bisect_left(self._gone, span.end)))


def content_of(whole: PolicyRecord, text: str, readers: Iterable[ReaderState]) -> Content:
    """Return what a project says of a document: its records, and what readers said of them."""
    lines = _Lines(text)
    found = Content(whole, lines.text)
    places = {}
    for record in whole.records():
        value = value_of(record, text)
        places[record.id] = place = lines.place(value.span)
        found.codings[place].append(Coding(code_of(value), record.id))
        found.told[place].append(f"{record.id}: regel {record.rule}, zekerheid {decimal(record.confidence)}")
        for number, again in enumerate(record.also_at if isinstance(record, Goal | Activity) else ()):
            place = lines.place(Span(again.start, again.end))
            found.codings[place].append(Coding(code_of(value), f"{record.id} {number}"))
            found.told[place].append(f"{record.id}: staat hier nog eens")
    _link(found, places)
    for reader in readers:
        _say(found, reader, Anchors(whole, text), lines)
    return found


def _link(found: Content, places: Mapping[str, Span]) -> None:
    statements: tuple[Goal | Activity, ...] = (*found.whole.goals, *found.whole.activities)
    for record in statements:
        for name, said in _LINKS.items():
            held = getattr(record, name, None) or ()
            for target in (held,) if isinstance(held, str) else held:
                if places[target] != places[record.id]:
                    found.links.append((places[record.id], places[target], said))


def _say(found: Content, reader: ReaderState, anchors: Anchors, lines: _Lines) -> None:
    """Add what a reader said of a document: judgements that hold, and remarks."""
    name = found.whole.document.id
    held = {one.id for one in reader.judgements.values()}
    for one in reader.verdicts():
        if one.document != name:
            continue
        anchor = anchors.of(one)
        place = lines.place(anchor.span) if anchor.span else None
        code = judgement(one.verb) if one.id in held else None
        if place is None and (code or one.quote):
            found.lost.append(one)
        elif place is not None and code is not None:
            found.codings[place].append(Coding(code, one.id, reader.who, one.at))
            if one.new is not None and anchor.value is not None:
                there = lines.place(anchor.value.span)
                found.codings[there].append(Coding(code_of(anchor.value), f"{one.id} new", reader.who, one.at))
        if one.comment:
            found.notes[place].append(Note(reader.who, one.at, one.comment, one.id))
