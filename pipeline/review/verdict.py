"""What a reader says of a record: a verdict, as it stands in the log.

A verdict holds all that is needed to understand it later, when the records have been made anew: what the record was,
what it should be, and the text that it stands on. Kinds, fields and links are plain text, so that a log outlives a
change of the schema of records.
"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any, Literal, get_args

import msgspec
from msgspec import Struct, field

from pipeline.dutch import kind_of
from pipeline.record import FIELDS, AnyRecord, DocumentInfo
from pipeline.span import Span

Verb = Literal[
    "klopt",  # the record is right
    "klopt_niet",  # there is no such record here
    "aanpassen",  # there is one, but as ``new`` says
    "twijfel",  # the reader can't say
    "toevoegen",  # a record that was missed: ``new`` says what it is
    "bekeken",  # seen, of a record or (without one) of the whole document
    "vastgesteld",  # final, of a record or of the whole document
    "opmerking",  # a comment, with or without a record
    "terug",  # takes back the verdict ``of``, and those given together with it
    "opnieuw",  # gives it again
]
JUDGEMENTS: tuple[Verb, ...] = ("klopt", "klopt_niet", "aanpassen", "twijfel", "toevoegen")
STATUSES: tuple[Verb, ...] = ("bekeken", "vastgesteld")
STEPS: tuple[Verb, ...] = ("terug", "opnieuw")
VERBS: tuple[Verb, ...] = get_args(Verb)

AROUND = 40  # code points of text before and after a quote
# What a record has beside the value that a reader judges.
_NO_VALUE = frozenset({"id", "text", "section", "source", "also_at", "label", "rule", "confidence"})
_LINKS = frozenset({*FIELDS, "parent"})


class Quote(Struct, frozen=True, omit_defaults=True):
    """The text that a verdict is about, to the letter, with a little of what stands before and after it."""

    exact: str
    before: str = ""
    after: str = ""


class Value(Struct, frozen=True, omit_defaults=True):
    """What a record is: its kind, its place (code points, end not included) and text there, its fields, its links.

    ``fields`` are those of the record model that say something (``status``, ``canonical``, ``kind``, ``start`` …),
    dates in ISO 8601. ``links`` hold ids of records, or of the verdicts by which a reader added one.
    """

    kind: str
    start: int
    end: int
    text: str = ""
    fields: dict[str, str | None] = field(default_factory=dict)
    links: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a place needs 0 <= start < end, not {self.start}..{self.end}")

    @property
    def span(self) -> Span:
        """The place."""
        return Span(self.start, self.end)


def new_id() -> str:
    """Return an id that no other verdict has, on this machine or another."""
    return uuid.uuid4().hex


def now() -> dt.datetime:
    """Return the time, in UTC."""
    return dt.datetime.now(dt.UTC)


class Verdict(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One line of the log.

    ``record`` is the id of a record, or of the verdict that added one; None for what is said of a document, and for
    a record that is added. ``of`` is the verdict that ``terug`` or ``opnieuw`` is about. Verdicts of one reader that
    share a ``batch`` are taken back and given again together. Raises ValueError where the parts don't go together.
    """

    at: dt.datetime
    who: str
    verb: Verb
    id: str = field(default_factory=new_id)
    document: str = ""
    document_sha256: str = ""
    record: str | None = None
    kind: str | None = None
    old: Value | None = None
    new: Value | None = None
    rule: str | None = None
    quote: Quote | None = None
    comment: str = ""
    batch: str | None = None
    of: str | None = None

    def __post_init__(self) -> None:
        if fault := _fault(self):
            raise ValueError(f"a verdict '{self.verb}' {fault}")

    @property
    def key(self) -> str:
        """What stands for the record in a reader's state: its id, or that of the verdict that added it."""
        return self.record or self.id

    @property
    def group(self) -> str:
        """What is taken back together: the batch, or this verdict alone."""
        return self.batch or self.id


def _fault(one: Verdict) -> str | None:
    if not one.who.strip():
        return "needs the name of its reader"
    if one.at.utcoffset() != dt.timedelta(0):
        return "needs a time in UTC"
    if one.verb in STEPS:
        return None if one.of else "needs 'of': the verdict that it is about"
    if not one.document:
        return "needs a document"
    if one.verb == "toevoegen":
        return "needs 'new' and no 'record'" if one.new is None or one.record else None
    if one.verb == "aanpassen" and one.new is None:
        return "needs 'new': what the record should be"
    if one.verb in JUDGEMENTS and (one.record is None or one.old is None):
        return "needs 'record' and 'old': what is judged"
    if one.verb == "opmerking" and not one.comment.strip():
        return "needs a comment"
    return None


def quote_at(text: str, span: Span) -> Quote:
    """Return what stands at a place of a document's text, with a little around it.

    >>> quote_at("Wij starten nu.", Span(4, 11))
    Quote(exact='starten', before='Wij ', after=' nu.')
    """
    return Quote(span.of(text), text[max(0, span.start - AROUND) : span.start], text[span.end : span.end + AROUND])


def value_of(record: AnyRecord, text: str | None) -> Value:
    """Return what a record is, as a verdict holds it; ``text`` is that of its document, None where not at hand."""
    span = Span(record.source.start, record.source.end)
    fields: dict[str, str | None] = {}
    links: dict[str, tuple[str, ...]] = {}
    for name in type(record).model_fields:
        held = getattr(record, name)
        if name in _LINKS:
            links[name] = (held,) if isinstance(held, str) else tuple(held or ())
        elif name not in _NO_VALUE and not isinstance(held, tuple):
            fields[name] = None if held is None else held.isoformat() if isinstance(held, dt.date) else str(held)
    there = "" if text is None else span.of(text)
    return Value(kind_of(record), span.start, span.end, there, fields, links)


def judge(
    record: AnyRecord,
    document: DocumentInfo,
    text: str,
    *,
    who: str,
    at: dt.datetime,
    verb: Verb,
    new: Value | None = None,
    comment: str = "",
    batch: str | None = None,
) -> Verdict:
    """Return a verdict, a status or a comment on a record. ``text`` is that of its document.

    Raises ValueError where the parts don't go together, and :class:`pipeline.errors.SpanError` where the record is
    not of this text.
    """
    old = value_of(record, text)
    return _given(
        document,
        who,
        at,
        verb,
        record=record.id,
        kind=old.kind,
        old=old,
        new=new,
        rule=record.rule,
        quote=quote_at(text, old.span),
        comment=comment,
        batch=batch,
    )


def add(
    value: Value,
    document: DocumentInfo,
    text: str,
    *,
    who: str,
    at: dt.datetime,
    comment: str = "",
    batch: str | None = None,
) -> Verdict:
    """Return the verdict that a record was missed. Its ``id`` stands for the record from then on.

    Raises :class:`pipeline.errors.SpanError` where the place is not in the text.
    """
    value = msgspec.structs.replace(value, text=value.span.of(text))
    return _given(
        document,
        who,
        at,
        "toevoegen",
        kind=value.kind,
        new=value,
        quote=quote_at(text, value.span),
        comment=comment,
        batch=batch,
    )


def rejudge(
    before: Verdict, *, who: str, at: dt.datetime, verb: Verb, new: Value | None = None, comment: str = ""
) -> Verdict:
    """Return another verdict on what an earlier one was about: for a record that a reader added, say."""
    return Verdict(
        at=at,
        who=who,
        verb=verb,
        document=before.document,
        document_sha256=before.document_sha256,
        record=before.key,
        kind=before.kind,
        old=before.old or before.new,
        new=new,
        rule=before.rule,
        quote=before.quote,
        comment=comment,
    )


def about(
    document: DocumentInfo, *, who: str, at: dt.datetime, verb: Verb, comment: str = "", quote: Quote | None = None
) -> Verdict:
    """Return a status or a comment of a whole document, or a comment on a place in it (by ``quote``)."""
    return _given(
        document,
        who,
        at,
        verb,
        comment=comment,
        quote=quote,
    )


def _given(document: DocumentInfo, who: str, at: dt.datetime, verb: Verb, **more: Any) -> Verdict:
    """Return a verdict on (something in) a document as it is now; ``more`` are fields of :class:`Verdict`."""
    return Verdict(at=at, who=who, verb=verb, document=document.id, document_sha256=document.sha256, **more)
