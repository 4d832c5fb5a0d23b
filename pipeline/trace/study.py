"""A document as tracing sees it: its record, and each piece of text that can say something of an activity."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.annotate import build, model_id, pieces
from pipeline.assemble import assemble
from pipeline.document import BlockKind, Document, Reading, Role, Unit, UnitKind
from pipeline.extract import extract_mentions
from pipeline.extract.clauses import facts
from pipeline.extract.marks import by_unit, mark
from pipeline.extract.mention import Context, Fact, Mention, PartnerValue
from pipeline.link import link
from pipeline.record import Activity, PolicyRecord, normalise
from pipeline.ruleset import Rules
from pipeline.ruleset.lexicon import lexicon
from pipeline.structure import lay_out
from pipeline.trace.stems import stem
from pipeline.trace.terms import Empty, Term, terms

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_SILENT = {Role.COSTS, Role.CONTENTS, Role.ABBREVIATIONS, Role.SOURCE, Role.ANNEX}
_ASIDE = {Role.STATUS, Role.TIMING, Role.PARTNERS, Role.GOALS}
_IN_NAME, _AFTER = 0.6, 0.5
_EXPLAINS = re.compile(r"(?<=\w\w)[.:;]\s")
_TELLING = 3  # words: with fewer, a heading does not repeat an activity
_FEW = 4  # words: a cell with fewer says how far something is, not what was done
_TELLS = {UnitKind.SENTENCE, UnitKind.ITEM, UnitKind.CELL}
_NO_TEXT = {BlockKind.FIGURE, BlockKind.CONTENTS, BlockKind.FURNITURE, BlockKind.ABBREVIATION, BlockKind.SOURCE}


def _telling(unit: Unit) -> tuple[bool, int, int]:
    """Return how much a cell tells of what was done: more words more, one that names the activity less."""
    words = sum(w[:1].isalpha() for w in unit.words)
    says = unit.role not in _SILENT | _ASIDE and words >= _FEW
    return says and unit.role is not Role.ACTIVITIES, words, -unit.index


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of a document: its words as rules see them, and what stands around it.

    ``row`` and ``above`` are the terms of the other cells of its row and of the headings over it, the nearest first;
    ``code`` its number or that of its row or heading; ``cells`` the other cells of its row; ``record`` the activity
    that it states, if it states one.
    """

    unit: Unit
    terms: tuple[Term, ...]
    words: tuple[str, ...]
    facts: tuple[Fact, ...]
    named: tuple[Mention, ...]
    row: tuple[Term, ...]
    above: tuple[tuple[Term, ...], ...]
    code: str | None
    cells: tuple[Unit, ...]
    record: Activity | None

    @property
    def tells(self) -> bool:
        """Whether it can be quoted as what a report says of an activity: of a row, the cell that tells most."""
        if self.unit.kind not in _TELLS or self.unit.block.kind in _NO_TEXT or self.unit.role in _SILENT:
            return False
        if self.unit.role is Role.INDICATORS and not _telling(self.unit)[0]:
            return False  # "Resultaat" may head figures, or what was done
        return all(_telling(self.unit) >= _telling(other) for other in self.cells)


@dataclass(frozen=True)
class Study:
    """A document with its record, and all that is said in it, by unit."""

    document: Document
    reading: Reading
    context: Context
    record: PolicyRecord
    said: tuple[Said, ...]

    def of(self, activity: Activity) -> tuple[Said, ...]:
        """Return the pieces that state an activity: its own, and its repeats."""
        places = {(s.start, s.end) for s in (activity.source, *activity.also_at)}
        return tuple(s for s in self.said if (s.unit.span.start, s.unit.span.end) in places)

    @cached_property
    def titles(self) -> dict[int, Activity]:
        """The headings that repeat an activity, or the first words of one, by their blocks."""
        found: dict[int, Activity] = {}
        known = [(normalise(a.text), a) for a in self.record.activities]
        for said in self.said:
            title = normalise(said.unit.text)
            if said.unit.kind is UnitKind.HEADING and len(title.split()) >= _TELLING:
                same = next((a for text, a in known if text == title or text.startswith(f"{title} ")), None)
                if same is not None:
                    found[said.unit.block.index] = same
        return found

    def under(self, activity: Activity) -> tuple[Said, ...]:
        """Return the sentences under a heading that repeats an activity: what a plan explains of it."""
        headings = {block for block, one in self.titles.items() if one is activity}
        sentences = (s for s in self.said if s.tells and s.unit.kind is UnitKind.SENTENCE)
        return tuple(s for s in sentences if self._heading(s) in headings and len(s.terms) > 1)

    def over(self, said: Said) -> tuple[Term, ...]:
        """Return the words of the heading right above a piece, where that repeats an activity."""
        heading = self._heading(said)
        if heading is None or heading not in self.titles or heading == said.unit.block.index:
            return ()
        return tuple(term for unit in self.reading.by_block[heading] for term in self.said[unit].terms)

    def _heading(self, said: Said) -> int | None:
        return self.reading.layout.sections[said.unit.block.section].heading


def study(document: Document, rules: Rules, nlp: Language) -> Study:
    """Read a document for tracing: once through the program, with the words of each unit kept."""
    layout = lay_out(document, rules)
    empty = Empty(rules)
    found: list[tuple[Term, ...]] = []

    def noted(docs: Iterable[Doc]) -> Iterator[Doc]:
        for doc in docs:
            found.append(terms(doc, empty))
            yield doc

    cut_up = pieces(layout)
    reading = build(layout, cut_up, noted(nlp.pipe(p.text for p in cut_up)), model_id(nlp))
    extracted = extract_mentions(reading, rules)
    record = assemble(link(extracted.context, extracted.mentions))
    around = _Around(reading, found)
    named = by_unit([m for m in extracted.mentions if m.kind not in ("goal", "activity")])
    stated = {(s.start, s.end): a for a in record.activities for s in (a.source, *a.also_at)}
    words = lexicon(rules)
    own = frozenset(stem(w) for a in extracted.context.profile.authorities for w in a.name.lower().split())
    said = tuple(
        Said(
            unit,
            _quietened(unit, found[unit.index], named.get(unit.index, ()), own),
            mark(unit, named.get(unit.index, ()), extracted.context.profile, words),
            facts(unit, named.get(unit.index, ()), words),
            tuple(named.get(unit.index, ())),
            around.row(unit),
            around.above(unit),
            around.code(unit),
            around.cells(unit),
            stated.get((unit.span.start, unit.span.end)),
        )
        for unit in reading.units
    )
    return Study(document, reading, extracted.context, record, said)


def _quietened(unit: Unit, found: tuple[Term, ...], named: Sequence[Mention], own: frozenset[str]) -> tuple[Term, ...]:
    """Return the words of a unit, those lower that name a partner or that only explain what was said before.

    The authority's ``own`` name tells nothing. What a name shares is counted as a name; what follows on a colon or in
    a second sentence explains the first.
    """
    spans = [m.span for m in named if isinstance(m.value, PartnerValue) and m.value.kind == "named"]
    opened = _EXPLAINS.search(unit.text)
    after = opened.end() if opened is not None else len(unit.text)
    result = []
    for term in found:
        if term.name and term.stem in own:
            continue
        at = unit.passage.place(term.at)
        named_here = any(s.start <= at < s.end for s in spans)
        factor = (_IN_NAME if named_here else 1.0) * (_AFTER if term.at >= after else 1.0)
        result.append(replace(term, share=term.share * factor, name=term.name or named_here, partner=named_here))
    return tuple(result)


class _Around:
    """What stands around the units of a document: their rows, and the headings over them."""

    def __init__(self, reading: Reading, found: list[tuple[Term, ...]]) -> None:
        self._reading, self._terms = reading, found
        self._rows: dict[tuple[int, int], list[Unit]] = defaultdict(list)
        for unit in reading.units:
            place = unit.block.place
            if place is not None:
                self._rows[place.table, place.row].append(unit)
        self._codes = {key: _row_code(units) for key, units in self._rows.items()}

    def cells(self, unit: Unit) -> tuple[Unit, ...]:
        place = unit.block.place
        if place is None:
            return ()
        return tuple(other for other in self._rows[place.table, place.row] if other.block is not unit.block)

    def row(self, unit: Unit) -> tuple[Term, ...]:
        return tuple(term for other in self.cells(unit) for term in self._terms[other.index])

    def above(self, unit: Unit) -> tuple[tuple[Term, ...], ...]:
        layout = self._reading.layout
        found = []
        for section in reversed(layout.path(unit.block.section)):
            if section.heading is not None and section.heading != unit.block.index:
                units = self._reading.of_block(section.heading)
                found.append(tuple(term for one in units for term in self._terms[one.index]))
        return tuple(found)

    def code(self, unit: Unit) -> str | None:
        place = unit.block.place
        if place is not None:
            return self._codes.get((place.table, place.row))
        if unit.block.code is not None:
            return _code(unit.block.code)
        if unit.previous is None and (code := _code(unit.text.split(maxsplit=1)[0] if unit.text else "")) is not None:
            return code
        section = self._reading.layout.sections[unit.block.section]
        return _code(section.code) if section.code else None


def _row_code(units: list[Unit]) -> str | None:
    for unit in units:
        first = unit.text.split()[0] if unit.text.split() else ""
        if (code := _code(first)) is not None:
            return code
        if (code := _code(unit.block.code or "")) is not None:
            return code
    return None


def _code(text: str) -> str | None:
    """Return a number that can name one activity among others: "2.1", "V3" and "Actie 1.1", not "3" or "2026".

    >>> _code("Actie 1.1:"), _code("V3"), _code("2.4.1."), _code("3"), _code("2026"), _code("Programma 2")
    ('1.1', 'v3', '2.4.1', None, None, None)
    """
    last = text.strip(" .:()").split()[-1:] or [""]
    code = last[0].lower()
    mixed = code[:1].isalpha() and code[1:].isdigit() and len(code) <= 4
    dotted = code.count(".") >= 1 and all(p.isdigit() or (len(p) == 1 and p.isalpha()) for p in code.split("."))
    return code if mixed or (dotted and code[:1].isdigit()) else None
