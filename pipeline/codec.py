"""What the steps of the pipeline make, as bytes and back: for keeping it from one run to the next.

Typed on the way in: what does not decode as what it should be is no result. Nothing here can run code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import msgspec

from pipeline.document import Block, Document, Layout, Section
from pipeline.extract.mention import (
    BudgetValue,
    FrameworkValue,
    IndicatorValue,
    LawValue,
    Mention,
    PartnerValue,
    Profile,
    StatementValue,
    TimeValue,
    Value,
)
from pipeline.record import Kind
from pipeline.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, DocBin

T = TypeVar("T")
# What a parse is made of: all that `annotate.build` asks of it.
_ATTRIBUTES = ("ORTH", "SPACY", "TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD")


@dataclass(frozen=True, slots=True)
class Codec(Generic[T]):
    """A way to bytes and back. ``decode`` raises :class:`ValueError` where the bytes are none of its own."""

    encode: Callable[[T], bytes]
    decode: Callable[[bytes], T]


def plain(kind: type[T]) -> Codec[T]:
    """Return the codec of a type whose fields say all that there is to know."""
    decoder = msgspec.msgpack.Decoder(kind)
    return Codec(msgspec.msgpack.encode, decoder.decode)


DOCUMENT: Codec[Document] = plain(Document)
PROFILE: Codec[Profile] = plain(Profile)


def layout(document: Callable[[], Document]) -> Codec[Layout]:
    """Return the codec of a document's layout; the document itself is kept apart."""
    parts: Codec[tuple[tuple[Section, ...], tuple[Block, ...]]] = Codec(
        msgspec.msgpack.encode, msgspec.msgpack.Decoder(tuple[tuple[Section, ...], tuple[Block, ...]]).decode
    )
    return Codec(
        lambda one: parts.encode((one.sections, one.blocks)), lambda data: Layout(document(), *parts.decode(data))
    )


def parses(docs: Iterable[Doc]) -> DocBin:
    """Pack what a model made: a hundredth of the room that its docs take."""
    from spacy.tokens import DocBin

    packed = DocBin(attrs=_ATTRIBUTES)
    for doc in docs:
        packed.add(doc)
    return packed


def _decode_parses(data: bytes) -> DocBin:
    from spacy.tokens import DocBin

    try:
        return DocBin().from_bytes(data)
    except Exception as error:  # what damaged bytes raise there is of every kind
        raise ValueError("no parses") from error


PARSES: Codec[DocBin] = Codec(lambda packed: bytes(packed.to_bytes()), _decode_parses)


class _Kept(msgspec.Struct, array_like=True):
    kind: Kind
    unit: int
    start: int
    end: int
    text: str
    rule: str
    confidence: float
    cues: tuple[str, ...]
    value: msgspec.Raw


_VALUES: dict[Kind, type[Value]] = {
    "goal": StatementValue,
    "activity": StatementValue,
    "timeline": TimeValue,
    "legal_reference": LawValue,
    "framework": FrameworkValue,
    "partner": PartnerValue,
    "indicator": IndicatorValue,
    "budget_line": BudgetValue,
}
_VALUE: dict[str, msgspec.msgpack.Decoder[Any]] = {k: msgspec.msgpack.Decoder(v) for k, v in _VALUES.items()}
_KEPT = msgspec.msgpack.Decoder(list[_Kept])


def _encode_mentions(mentions: list[Mention]) -> bytes:
    kept = [
        _Kept(
            m.kind, m.unit, m.span.start, m.span.end, m.text, m.rule, m.confidence, m.cues,
            msgspec.Raw(msgspec.msgpack.encode(m.value)),
        )
        for m in mentions
    ]  # fmt: skip
    return msgspec.msgpack.encode(kept)


def _decode_mentions(data: bytes) -> list[Mention]:
    return [
        Mention(
            k.kind, k.unit, Span(k.start, k.end), k.text, k.rule, k.confidence, _VALUE[k.kind].decode(k.value), k.cues
        )
        for k in _KEPT.decode(data)
    ]


MENTIONS: Codec[list[Mention]] = Codec(_encode_mentions, _decode_mentions)
