"""A document, or one sentence, put through the program once more, with all that came near kept."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.annotate import annotate
from pipeline.assemble import by_id
from pipeline.document import Block, BlockKind, Document, Layout, Role, Section, Unit, UnitKind
from pipeline.extract import Extracted, extract_mentions
from pipeline.extract.activities import Standing, standings
from pipeline.extract.mention import Mention, Profile, Refusal
from pipeline.extract.partners import passed_over as no_partners
from pipeline.extract.statements import Bench, Weighing, repeated
from pipeline.extract.timelines import passed_over as no_times
from pipeline.link import link
from pipeline.ruleset import Rules
from pipeline.span import Passage, Span
from pipeline.structure import lay_out

if TYPE_CHECKING:
    from spacy.language import Language

_BLOCKS = {
    UnitKind.HEADING: BlockKind.HEADING,
    UnitKind.ITEM: BlockKind.ITEM,
    UnitKind.CELL: BlockKind.CELL,
    UnitKind.SENTENCE: BlockKind.PARAGRAPH,
}


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a lone sentence is thought to stand: as what, under which heading, in which document."""

    unit: UnitKind = UnitKind.SENTENCE
    role: Role | None = None
    about: Profile = field(default_factory=Profile)


class Trace:
    """What was found in a text, and what came near.

    ``records`` are the mentions that became records, by id; ``repeats`` those of the same statement, with the first.
    """

    def __init__(
        self, found: Extracted, records: dict[str, Mention], repeats: Sequence[tuple[Mention, Mention]] = ()
    ) -> None:
        self.context, self.mentions, self.lost = found.context, found.mentions, found.lost
        self.figures = found.figures
        self.records = records
        self._ids = {id(m): record for record, m in records.items()}
        self._ids |= {id(again): self._ids[id(first)] for again, first in repeats}

    def record(self, mention: Mention) -> str | None:
        """Return the id of the record that a mention became, a repeat that of the first; None for a lone sentence."""
        return self._ids.get(id(mention))

    @cached_property
    def passed_over(self) -> list[tuple[Mention, Refusal]]:
        """What reads as a partner or a time, and is none where it stands."""
        return [*no_partners(self.context), *no_times(self.context)]

    @cached_property
    def standings(self) -> dict[int, Standing]:
        """How far each activity is, by its unit."""
        return standings(self.context)

    @cached_property
    def bench(self) -> Bench:
        """The cue tables, to be asked what they say of a unit."""
        return Bench(self.context, [m for m in self.mentions if m.kind not in ("goal", "activity")])

    def weigh(self, unit: Unit) -> Weighing:
        """Return all that the cue tables say of a unit."""
        for one in self.context.reading.of_block(unit.block.index):
            weighing = self.bench.weigh(one, self.context.statements)
            if one is unit:
                return weighing
        raise ValueError(f"unit {unit.index} is of another document")

    @cached_property
    def _repeated(self) -> dict[int, int]:
        return repeated(self.context.reading)

    def source(self, unit: Unit) -> Unit:
        """Return the unit whose statement a heading or a contents line repeats, or the unit itself."""
        first = self._repeated.get(unit.index)
        return unit if first is None or self.context.statements[first] is None else self.context.reading.units[first]

    def of_unit(self, unit: Unit) -> list[Mention]:
        """Return the mentions of a unit, in order, statements first."""
        found = [m for m in (*self.mentions, *self.figures) if m.unit == unit.index]
        return sorted(found, key=lambda m: (m.kind not in ("goal", "activity"), m.span, m.kind))


def trace_document(document: Document, rules: Rules, nlp: Language) -> Trace:
    """Put a document through the program."""
    found = extract_mentions(annotate(lay_out(document, rules), nlp), rules)
    graph = link(found.context, found.mentions)
    repeats = [(again, node.mention) for node in graph.nodes for again in node.repeats]
    return Trace(found, by_id(graph, found.figures), repeats)


def trace_sentence(text: str, rules: Rules, nlp: Language, setting: Setting) -> Trace:
    """Put a sentence, or a few, through the program as if they stood in a document."""
    document = Document("zin", "zin", hashlib.sha256(text.encode()).hexdigest(), "text/plain", text)
    own = setting.role if setting.unit is UnitKind.CELL else None  # a column's role is its cells' own
    sections = (Section(0, None, 0), Section(1, 0, 1, role=setting.role))
    block = Block(0, _BLOCKS[setting.unit], Passage.of(text, [Span(0, len(text))]), section=1, role=own)
    reading = annotate(Layout(document, sections, (block,)), nlp)
    return Trace(extract_mentions(reading, rules, setting.about), {})
