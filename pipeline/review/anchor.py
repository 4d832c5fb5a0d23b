"""Where a verdict belongs when records, or the document, have been made anew.

By its record's id first; then by its quote: at its old place, elsewhere with the same text around it, or as text that
is much like it. Each anchor says how it was found and how surely. What can't be anchored is given back too: a verdict
is never lost in silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

import msgspec
from rapidfuzz import fuzz

from pipeline.dutch import kind_of
from pipeline.evaluation.matching import likeness
from pipeline.record import AnyRecord, PolicyRecord
from pipeline.review.state import ReaderState
from pipeline.review.verdict import Quote, Value, Verdict, value_of
from pipeline.span import Span

How = Literal["id", "place", "quote", "likeness", "none"]

SURE_ENOUGH = 0.7  # below this a verdict is not anchored
_LIKE = 85.0  # of 100: the least that a text has to share with a quote, letter by letter
_SHORT = 15  # code points: a quote below this ("Jeugdwet") says nothing without the text around it
_NEAR = 5_000  # code points on either side of the old place, where likeness is looked for first
_SHARED = 1 / 2  # the least that the places of a verdict and a record share, as intersection over union


@dataclass(frozen=True, slots=True)
class Anchor:
    """A verdict, and where it belongs now; ``certainty`` says how surely its text stands there.

    ``record`` is the id of the record that it is about now, None where there is none (any more), and
    ``shared`` how much of its place it shares with what was judged (intersection over union); ``span`` is the place in
    the text, None where that is not known. ``value`` is what the record is to the reader, at its place now:
    None for "no such record", and where the place is not known. ``changed`` names what the record says otherwise now
    than when it was judged: a verdict *klopt* does not speak for that. ``met`` says that the records are now as the
    reader has it: the record is there and the same in all that both say of it, or is not there where it should not be.
    """

    verdict: Verdict
    how: How
    certainty: float
    record: str | None = None
    shared: float = 0.0
    span: Span | None = None
    value: Value | None = None
    changed: tuple[str, ...] = ()
    met: bool = False


class Anchors:
    """The records of a document, and its text (None where that is not at hand), in which verdicts are looked for."""

    def __init__(self, whole: PolicyRecord, text: str | None) -> None:
        self._text = text
        self._sha256 = whole.document.sha256
        self._records = {record.id: record for record in whole.records()}
        self._placed = sorted((_span(record), record.id) for record in self._records.values())

    def of(self, verdict: Verdict) -> Anchor:
        """Return where a verdict belongs now: on a record, one that adds a record, or a comment on a quote."""
        was = verdict.old or verdict.new
        if was is None:
            return self._of_quote(verdict)
        record = self._records.get(verdict.record or "")
        if record is not None:
            return self._anchor(verdict, was, ("id", 1.0, _span(record)), record, 1.0)
        how, certainty, span = self._place(verdict, was)
        if span is None:
            return Anchor(verdict, "none", 0.0)
        record, shared = self._record_at(span, {was.kind, verdict.new.kind if verdict.new else was.kind})
        return self._anchor(verdict, was, (how, certainty, span), record, shared)

    def _of_quote(self, verdict: Verdict) -> Anchor:
        quote = verdict.quote
        if self._text is None or quote is None or not quote.exact:
            return Anchor(verdict, "none", 0.0)
        certainty, start = self._quoted(quote, 0)
        if start is None or certainty < SURE_ENOUGH:
            return Anchor(verdict, "none", round(certainty, 3))
        return Anchor(verdict, "quote", round(certainty, 3), span=Span(start, start + len(quote.exact)))

    def _anchor(
        self, verdict: Verdict, was: Value, found: tuple[How, float, Span], record: AnyRecord | None, shared: float
    ) -> Anchor:
        how, certainty, span = found
        value = None if verdict.verb == "klopt_niet" else self._moved(verdict.new or was, was, span)
        if record is None:
            return Anchor(verdict, how, round(certainty, 3), None, 0.0, span, value, met=verdict.verb == "klopt_niet")
        now = value_of(record, self._text)
        met = value is not None and value.span == now.span and not self._differing(value, now)
        changed = self._differing(was, now)
        return Anchor(verdict, how, round(certainty, 3), record.id, round(shared, 3), span, value, changed, met)

    def _differing(self, was: Value, now: Value) -> tuple[str, ...]:
        """Return what two values say differently; what one of the two does not know says nothing."""
        fields = [name for name in was.fields if name in now.fields and now.fields[name] != was.fields[name]]
        links = [
            name
            for name, ids in was.links.items()
            if name in now.links and {*now.links[name]} != {*ids} and self._records.keys() >= {*ids}
        ]
        return (*(["kind_of_record"] if was.kind != now.kind else []), *fields, *links)

    def _moved(self, value: Value, was: Value, span: Span) -> Value | None:
        """Return a value at the place where it stands now, given where the record that it is about does."""
        if value.text == was.text and (value.start, value.end) == (was.start, was.end):
            place: Span | None = span
        elif self._text is None:
            place = value.span if (span.start, span.end) == (was.start, was.end) else None
        else:
            place = self._nearest(value.text, span.start + value.start - was.start, _SHORT + len(was.text))
        if place is None:
            return None
        text = place.of(self._text) if self._text is not None else value.text
        return msgspec.structs.replace(value, start=place.start, end=place.end, text=text)

    def _nearest(self, wanted: str, at: int, reach: int) -> Span | None:
        assert self._text is not None
        first = max(0, at - reach)
        found = list(_occurrences(self._text, wanted, first, at + reach + len(wanted))) if wanted else []
        best = min(found, key=lambda start: abs(start - at), default=None)
        return None if best is None else Span(best, best + len(wanted))

    def _place(self, verdict: Verdict, was: Value) -> tuple[How, float, Span | None]:
        """Return where the text of a verdict stands now, how that was found, and how surely."""
        span, quote = was.span, verdict.quote
        if verdict.document_sha256 == self._sha256 and (
            self._text is None or self._text[span.start : span.end] == was.text
        ):
            return "place", 1.0, span
        if self._text is None or quote is None or not quote.exact:
            return "none", 0.0, None
        certainty, start = self._quoted(quote, span.start)
        if start is not None and certainty >= SURE_ENOUGH:
            return ("place" if start == span.start else "quote"), certainty, Span(start, start + len(quote.exact))
        if len(quote.exact) >= _SHORT and start is None:
            near = self._like(quote.exact, max(0, span.start - _NEAR), span.end + _NEAR)
            certainty, found = near if near[1] is not None else self._like(quote.exact, 0, len(self._text))
            if found is not None:
                return "likeness", certainty, found
        return "none", 0.0, None

    def _quoted(self, quote: Quote, at: int) -> tuple[float, int | None]:
        """Return the likeliest of the places where a quote stands to the letter, and how surely."""
        assert self._text is not None
        found = list(_occurrences(self._text, quote.exact, 0, len(self._text)))
        if not found:
            return 0.0, None
        around = {start: self._around(quote, start) for start in found}
        best = min(found, key=lambda start: (-around[start], abs(start - at), start))
        alone = len(found) == 1 and len(quote.exact) >= _SHORT
        least = SURE_ENOUGH if alone else 0.4
        return least + (1 - least) * around[best], best

    def _around(self, quote: Quote, start: int) -> float:
        """Say how much of the text before and after a quote stands around a place, from 0 to 1."""
        assert self._text is not None
        end = start + len(quote.exact)
        before = self._text[max(0, start - len(quote.before)) : start]
        after = self._text[end : end + len(quote.after)]
        return (fuzz.ratio(before, quote.before) + fuzz.ratio(after, quote.after)) / 200

    def _like(self, wanted: str, start: int, end: int) -> tuple[float, Span | None]:
        assert self._text is not None
        found = fuzz.partial_ratio_alignment(wanted, self._text[start:end], score_cutoff=_LIKE)
        if found is None or found.dest_start >= found.dest_end:
            return 0.0, None
        return found.score / 100 * 0.9, Span(start + found.dest_start, start + found.dest_end)

    def _record_at(self, span: Span, kinds: Iterable[str]) -> tuple[AnyRecord | None, float]:
        """Return the record of one of these kinds that shares most with a place, and how much."""
        best: tuple[float, str] | None = None
        for place, name in self._placed:
            if place.start >= span.end:
                break
            shared = likeness(place, span)
            if shared >= _SHARED and kind_of(self._records[name]) in kinds and (best is None or shared > best[0]):
                best = (shared, name)
        return (None, 0.0) if best is None else (self._records[best[1]], best[0])


def anchored(reader: ReaderState, whole: PolicyRecord, text: str | None) -> list[Anchor]:
    """Return where each judgement of a reader on a document belongs now, those too that belong nowhere any more.

    Where two judgements come to belong to one record, the one that was given last comes last.
    """
    anchors = Anchors(whole, text)
    held = {one.id for one in reader.judgements.values() if one.document == whole.document.id}
    return [anchors.of(one) for one in reader.verdicts() if one.id in held]


def renamed(anchors: Iterable[Anchor]) -> dict[str, str]:
    """Return the id that each record has now, by the key that its verdicts name it by."""
    return {one.verdict.key: one.record for one in anchors if one.record is not None}


def _occurrences(text: str, wanted: str, start: int, end: int) -> Iterator[int]:
    at = text.find(wanted, start, end)
    while at >= 0:
        yield at
        at = text.find(wanted, at + 1, end)


def _span(record: AnyRecord) -> Span:
    return Span(record.source.start, record.source.end)
