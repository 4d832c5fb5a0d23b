"""The three panes: the queue, the text or the page with marks, and the card of one record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.document import Document
from pipeline.dutch import decimal, likeliness
from pipeline.record import AnyRecord, PolicyRecord
from pipeline.review import Value, value_of
from pipeline.reviewapp.call import Call, Refused
from pipeline.reviewapp.desk import Desk
from pipeline.reviewapp.filters import Filter, Queue, queue
from pipeline.reviewapp.leaves import Leaf, Part, leaves, part
from pipeline.reviewapp.library import Item
from pipeline.reviewapp.texts import Shown
from pipeline.reviewapp.values import number
from pipeline.reviewapp.voice import Voice
from pipeline.span import Span

_AROUND = 160  # characters before and after a place that a card shows
_DESCENT = 0.2  # of a line's height, what hangs below its letters' feet
PAGE = 100  # records of the queue that stand on a page


@dataclass(frozen=True, slots=True)
class Word:
    """A word on the picture of a page: where it begins in the text, and what stands between it and the next one."""

    start: int
    text: str
    gap: str
    x: float
    baseline: float
    width: float
    size: float


@dataclass(frozen=True, slots=True)
class Picture:
    """A page of a PDF with the boxes of what was found on it, in points from the top left, and its words."""

    page: int
    pages: int
    width: float
    height: float
    boxes: Sequence[tuple[Leaf, tuple[float, float, float, float]]]
    words: Sequence[Word]


@dataclass(frozen=True, slots=True)
class Card:
    """All that the card tells of a record. ``found`` is None for one that a reader added."""

    item: Item
    leaf: Leaf
    found: AnyRecord | None
    value: Value | None
    rows: Sequence[tuple[str, str]]
    where: str  # the rule with its file and line
    around: tuple[str, str, str]  # what stands before it, itself, and what stands after


@dataclass(frozen=True, slots=True)
class Screen:
    """What the three panes show."""

    filter: Filter
    queue: Queue
    rows: Sequence[Item]
    page: int
    pages: int
    record: PolicyRecord | None
    shown: Shown | None
    part: Part | None
    picture: Picture | None
    card: Card | None
    previous: Item | None
    next: Item | None
    position: int
    leaves: Mapping[str, Leaf]


def screen(call: Call, filter_: Filter) -> Screen:
    """Return what the three panes show of a filter and the record that the address names."""
    desk, reader = call.desk, call.reader
    if filter_.document and filter_.document not in desk.library:
        raise Refused("Dit document staat niet in deze map.", 404)
    items = desk.items(reader, filter_.document or None)
    found = queue(filter_, items, reader)
    item = _chosen(call, found, items)
    at = found.at(item.id) if item else None
    index = at if at is not None else 0
    every = call.query.get("rij") == "alles"
    page = number(call.query.get("blad", ""), index // PAGE + 1)
    pages = 1 if every else max(1, -(-len(found.items) // PAGE))
    page = min(max(page, 1), pages)
    rows = found.items if every else found.items[(page - 1) * PAGE : page * PAGE]
    before, after = _beside(found.items, item, at)
    record = desk.record(item.document if item else filter_.document) if item or filter_.document else None
    if record is None:
        return Screen(filter_, found, rows, page, pages, None, None, None, None, None, None, None, 0, {})
    shown = desk.shown(record)
    known = leaves(record, desk.view(record), reader)
    card = card_of(desk, reader, record, shown, known[item.id], item) if item else None
    text, picture = _reading(call, record, shown, known, item)
    return Screen(
        filter_,
        found,
        rows,
        page,
        pages,
        record,
        shown,
        text,
        picture,
        card,
        before,
        after,
        (at or 0) + 1 if item else 0,
        known,
    )


def _chosen(call: Call, found: Queue, every: Sequence[Item]) -> Item | None:
    """Return the record that the address names, else the first one that is open, else the first."""
    key = call.query.get("record", "")
    named = next((i for i in every if i.id == key), None) if key else None
    if named is None and found.items:
        named = next((i for i in found.items if found.statuses[i.id] == "open"), found.items[0])
    return named


def _beside(items: Sequence[Item], item: Item | None, at: int | None) -> tuple[Item | None, Item | None]:
    if item is None:
        return None, None
    if at is None:  # the record was judged, and fell out of what the filter shows
        after = next((i for i in items if i.order > item.order), None)
        before = next((i for i in reversed(items) if i.order < item.order), None)
        return before, after
    return items[at - 1] if at else None, items[at + 1] if at + 1 < len(items) else None


def _reading(
    call: Call, record: PolicyRecord, shown: Shown, known: dict[str, Leaf], item: Item | None
) -> tuple[Part | None, Picture | None]:
    """Return the text, or the page where the document has pages and the reader wants them."""
    if shown.text is None:
        return None, None
    start = item.start if item else 0
    as_text = call.query.get("beeld") == "tekst"
    if shown.pdf and not as_text:
        picture = _picture(call, record, shown, known, start)
        if picture is not None:
            return None, picture
    wanted = number(call.query.get("deel", ""), 0) or None
    return part(shown.text, known, start, wanted, call.query.get("deel") == "alles"), None


def _picture(call: Call, record: PolicyRecord, shown: Shown, known: dict[str, Leaf], start: int) -> Picture | None:
    assert shown.document is not None
    places = shown.document.pages
    here = next((n for n, span in enumerate(places, 1) if span is not None and span.start <= start < span.end), 1)
    page = min(max(number(call.query.get("bladzijde", ""), here), 1), max(1, len(places)))
    sheet = call.desk.texts.sheet(record, page)
    if sheet is None:
        return None
    on_pages = shown.document.places
    boxes = [
        (leaf, (x0, top, x1, bottom))
        for leaf in known.values()
        for place in leaf.places
        for number_, x0, top, x1, bottom in (on_pages.boxes(Span(*place)) if on_pages else ())
        if number_ == page
    ]
    boxes.sort(key=lambda pair: -(pair[1][2] - pair[1][0]) * (pair[1][3] - pair[1][1]))  # small ones lie on top
    return Picture(page, len(places), sheet.width, sheet.height, boxes, words_of(shown.document, page))


def words_of(document: Document, page: int) -> list[Word]:
    """Return the words of a page (from 1) with their places on it; none where these are not known."""
    span = document.pages[page - 1]
    if document.places is None or span is None:
        return []
    pieces = [piece for piece in document.places.within(span) if piece.page == page]
    ends = [*(piece.start for piece in pieces[1:]), span.end]
    found = []
    for piece, next_ in zip(pieces, ends, strict=True):
        height, x = piece.bottom - piece.top, piece.xs[0]
        gap = " ".join(f".{document.text[piece.end : next_]}.".split())[1:-1]
        text = document.text[piece.start : piece.end]
        baseline = piece.bottom - _DESCENT * height
        found.append(Word(piece.start, text, gap, x, baseline, piece.x1 - x, (1 - _DESCENT) * height))
    return found


def card_of(desk: Desk, reader: Voice, record: PolicyRecord, shown: Shown, leaf: Leaf, item: Item) -> Card:
    """Return the card of a record, or of one that a reader added."""
    found = next((r for r in record.records() if r.id == item.id), None)
    text = shown.text
    original = value_of(found, text) if found is not None and text is not None else None
    value = reader.value(item.id, original) or original
    rows = list(desk.view(record).card(found).rows) if found is not None else []
    rows = [row for row in rows if row[0] not in ("regel", "zekerheid")]
    if found is not None:
        rows.append(("zekerheid", f"{decimal(found.confidence)} ({likeliness(found.confidence)})"))
    where = desk.place(item.rule) if item.rule else ""
    start, end = leaf.places[0]
    return Card(item, leaf, found, value, rows, where, around(text, start, end) if text else ("", item.text, ""))


def around(text: str, start: int, end: int) -> tuple[str, str, str]:
    r"""Return a place with what stands before and after it on its lines, cut where they go on long.

    >>> around("Kop\nWij openen een loket.\n", 4, 14)
    ('', 'Wij openen', ' een loket.')
    """
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    last = last if last >= 0 else len(text)
    before, after = text[first:start], text[end:last]
    if len(before) > _AROUND:
        before = "… " + before[-_AROUND:].partition(" ")[2]
    if len(after) > _AROUND:
        after = after[:_AROUND].rpartition(" ")[0] + " …"
    return before, text[start:end], after
