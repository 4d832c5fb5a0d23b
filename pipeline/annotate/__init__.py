"""From a layout to units with tokens: what extractors read. Nothing here comes from the rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from pipeline.annotate.columns import Columns, Names
from pipeline.annotate.evaluate import evaluate
from pipeline.annotate.grammar import clauses
from pipeline.annotate.model import BLANK, BUNDLED, describe, identify, load_model, model_id
from pipeline.annotate.sentences import boundaries, cut
from pipeline.document import TELLING, Block, BlockKind, Layout, Reading, Role, Unit, UnitKind
from pipeline.span import Passage, Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = [
    "BLANK",
    "BUNDLED",
    "Piece",
    "annotate",
    "build",
    "describe",
    "evaluate",
    "identify",
    "load_model",
    "model_id",
    "pieces",
    "sentence",
]

_WHOLE = {
    BlockKind.HEADING: UnitKind.HEADING,
    BlockKind.ITEM: UnitKind.ITEM,
    BlockKind.CELL: UnitKind.CELL,
    BlockKind.LABEL: UnitKind.ITEM,
    BlockKind.CONTENTS: UnitKind.ITEM,
    BlockKind.ABBREVIATION: UnitKind.ITEM,
    BlockKind.SOURCE: UnitKind.ITEM,
    BlockKind.FIGURE: UnitKind.ITEM,
}
# What is longer than this is no unit but a dump, and is cut so that no later step pays for its length twice.
_LONGEST_UNIT = 5_000
# Nor is a run of so many signs without white space a word; a tokenizer takes the square of its length.
_LONGEST_WORD = re.compile(r"\S{100}(?=\S)")


@dataclass(frozen=True, slots=True)
class Piece:
    """What is to be a unit: a sentence, or a whole block."""

    block: Block
    kind: UnitKind
    passage: Passage

    @property
    def text(self) -> str:
        """What the model is to read of it."""
        return _LONGEST_WORD.sub(r"\g<0> ", self.passage.text)


def annotate(layout: Layout, nlp: Language) -> Reading:
    """Return the reading of a layout: its units, in order, with their words."""
    cut_up = pieces(layout)
    return build(layout, cut_up, nlp.pipe(p.text for p in cut_up), model_id(nlp))


def pieces(layout: Layout) -> list[Piece]:
    """Return what the units of a layout are to be, in order."""
    return [Piece(block, kind, passage) for block in layout.blocks for kind, passage in _pieces(block)]


def build(layout: Layout, cut_up: Iterable[Piece], docs: Iterable[Doc], model: str) -> Reading:
    """Return the reading of a layout from its pieces and what a model made of their texts."""
    units: list[Unit] = []
    by_block: list[list[int]] = [[] for _ in layout.blocks]
    names: Names | None = None
    asking: dict[int, tuple[Role | None, str | None]] = {}  # what holds in a section, and by which rule
    # Where a column says that it holds goals or activities, the others hold something else, whatever the heading says.
    telling = {b.place.table for b in layout.blocks if b.place is not None and b.role in TELLING}
    for piece, doc in zip(cut_up, docs, strict=True):
        kind, block, passage = piece.kind, piece.block, piece.passage
        before = by_block[block.index]
        apart = block.place is not None and block.place.table in telling
        if block.section not in asking:
            asking[block.section] = layout.role(block.section), layout.role_rule(block.section)
        role, rule = (block.role, block.rule) if block.role else (None, None) if apart else asking[block.section]
        previous = before[-1] if before else None
        names = names or Names(doc.vocab)
        columns = Columns(doc, names)
        words, index = _words(columns)
        heading = layout.sections[block.section].heading
        # Furniture is no unit: whatever else stands between a heading and a block is.
        opening = previous is None and heading is not None and bool(units) and units[-1].block.index == heading
        asked = opening and heading is not None and layout.blocks[heading].named
        found = clauses(doc, columns, index)
        unit = Unit(len(units), kind, block, passage, words, role, rule, previous, found, opening, asked)
        before.append(unit.index)
        units.append(unit)
    return Reading(layout, tuple(units), model, tuple(tuple(b) for b in by_block))


def sentence(text: str, nlp: Language) -> Unit:
    """Return one sentence as a unit of its own, for rules that are tried on it."""
    passage = Passage.of(text, [Span(0, len(text))])
    block = Block(0, BlockKind.PARAGRAPH, passage)
    doc = nlp(text)
    columns = Columns(doc, Names(doc.vocab))
    words, index = _words(columns)
    return Unit(0, UnitKind.SENTENCE, block, passage, words, clauses=clauses(doc, columns, index))


def _pieces(block: Block) -> Iterator[tuple[UnitKind, Passage]]:
    if block.kind is BlockKind.FURNITURE:
        return
    kind = _WHOLE.get(block.kind)
    text = block.passage.text
    if (
        kind is not None
        and len(text) <= _LONGEST_UNIT
        and not (block.kind is BlockKind.LABEL and any(boundaries(text)))
    ):
        yield kind, block.passage
        return
    at = 0
    for sentence in cut(text):
        for start in range(at, at + len(sentence), _LONGEST_UNIT):
            end = min(start + _LONGEST_UNIT, at + len(sentence))
            tight = len(text[start:end].rstrip())
            if tight and text[start : start + tight].strip():
                yield UnitKind.SENTENCE, block.passage.cut(start, start + tight)
        at += len(sentence)


def _words(columns: Columns) -> tuple[tuple[str, ...], list[int]]:
    """Return the words in lower case, and for each token the number of its word."""
    if not any(columns.spaces):
        return tuple(columns.words), list(range(len(columns.words)))
    return (
        tuple(word for word, space in zip(columns.words, columns.spaces, strict=True) if not space),
        [0, *accumulate(not space for space in columns.spaces[:-1])],
    )
