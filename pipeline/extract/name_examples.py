"""Checks of the tables of names by their own examples: each one is looked for as in a document.

Every ``voorbeelden`` line must give a mention of its row, no ``niet`` line may; two rows of a table
share an alias only where words or dates can settle which is meant.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from pipeline.document import Block, BlockKind, Document, Layout, Reading, Section, Unit, UnitKind
from pipeline.errors import Fault
from pipeline.extract import frameworks, laws, partners
from pipeline.extract.frameworks import framework_index
from pipeline.extract.laws import law_index
from pipeline.extract.mention import Context, FrameworkValue, LawValue, Mention, PartnerValue, Profile
from pipeline.extract.orgnames import partner_index
from pipeline.ruleset import Rules
from pipeline.ruleset.index import AliasIndex, is_abbreviation, squash
from pipeline.ruleset.rows import Row
from pipeline.ruleset.schema import AliasRow, FrameworkRow, LawRow, NamePatternRow, PartnerRow
from pipeline.span import Passage, Span

_FINDERS: dict[str, Callable[[Context], list[Mention]]] = {
    "wetten": laws.find,
    "kaders": frameworks.find,
    "partners": partners.find,
}
_INDEXES: dict[str, Callable[[Rules], AliasIndex]] = {
    "wetten": law_index,
    "kaders": framework_index,
    "partners": partner_index,
}
_USUAL = dt.date(2025, 7, 1)


def faults(rules: Rules) -> list[Fault]:
    """Return what is wrong with the tables of names, in Dutch."""
    found: list[Fault] = []
    tables: dict[str, Sequence[LawRow | FrameworkRow | PartnerRow]] = {
        "wetten": rules.laws,
        "kaders": rules.frameworks,
        "partners": rules.partners,
    }
    for table, rows in tables.items():
        for number, row in enumerate(rows):
            found += _examples(rules, table, row)
            found += _lost(rules, table, row, number)
        found += _shared(rules, table, rows)
    found += _shared(rules, "gemeenten", rules.municipalities)
    for pattern in rules.name_patterns:
        found += _pattern(rules, pattern)
    return found


def context_of(text: str, rules: Rules, profile: Profile | None = None) -> Context:
    r"""Return a text of one sentence per line as a document that is ready to be searched.

    >>> from pipeline.ruleset import Rules, bundled_rules
    >>> [u.text for u in context_of("Eerste zin.\nTweede.", Rules(bundled_rules(), "", {}, {})).reading.units]
    ['Eerste zin.', 'Tweede.']
    """
    blocks: list[Block] = []
    units: list[Unit] = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            passage = Passage.of(text, [Span(start, start + len(line))])
            block = Block(len(blocks), BlockKind.PARAGRAPH, passage)
            blocks.append(block)
            units.append(Unit(len(units), UnitKind.SENTENCE, block, passage, tuple(line.lower().split())))
        start += len(line) + 1
    document = Document("voorbeeld", "voorbeeld", "", "text/plain", text)
    layout = Layout(document, (Section(0, None, 0),), tuple(blocks))
    reading = Reading(layout, tuple(units), "", tuple((u.index,) for u in units))
    return Context(reading, rules, profile or Profile(start=_USUAL, end=_USUAL))


def _profile(row: Row) -> Profile:
    """Return a day on which a row is valid."""
    day = _USUAL
    if isinstance(row, AliasRow):
        if row.valid_to and row.valid_to < day:
            day = row.valid_to
        if row.valid_from and row.valid_from > day:
            day = row.valid_from
    return Profile(start=day, end=day)


def _canonicals(rules: Rules, table: str, row: Row, text: str) -> list[str]:
    """Return what a text's mentions stand for; a group's name too."""
    mentions = _FINDERS[table](context_of(text, rules, _profile(row)))
    names = []
    for one in mentions:
        assert isinstance(one.value, LawValue | FrameworkValue | PartnerValue)
        names += [one.value.canonical or "", one.rule.partition("/")[2]]
        if isinstance(one.value, PartnerValue):
            names.append(one.text)
    return names


def _fault(rules: Rules, table: str, row: Row, message: str) -> Fault:
    return Fault(f"{table}.yaml", rules.lines.get(f"{table}/{row.name}", 1), f"regel '{row.name}': {message}")


def _examples(rules: Rules, table: str, row: Row) -> Iterator[Fault]:
    for text in row.examples:
        names = _canonicals(rules, table, row, text)
        if row.name not in names:
            seen = ", ".join(dict.fromkeys(n for n in names if n)) or "niets"
            yield _fault(rules, table, row, f"het voorbeeld '{text}' geeft {seen}")
    for text in row.counterexamples:
        if row.name in _canonicals(rules, table, row, text):
            yield _fault(rules, table, row, f"'{text}' staat onder niet, maar wordt toch gevonden")


def _lost(rules: Rules, table: str, row: AliasRow, number: int) -> Iterator[Fault]:
    """Yield aliases that never can be found: without a letter, or within an exception of their own row."""
    index = _INDEXES[table](rules)
    for alias in (row.name, *row.aliases):
        hits = index.find(alias)
        if not any(number in h.rows and h.end - h.start == len(alias.strip()) for h in hits):
            if any(number in h.rows for h in hits):
                continue
            other = next((h.alias for h in hits), None)
            why = f"de langere of eerdere alias '{other}' gaat voor" if other else "een uitzondering sluit hem uit"
            yield _fault(rules, table, row, f"de alias '{alias}' wordt nooit gevonden: {why}")


def _shared(rules: Rules, table: str, rows: Sequence[AliasRow]) -> Iterator[Fault]:
    owners: dict[str, list[AliasRow]] = defaultdict(list)
    for row in rows:
        keys = [a if is_abbreviation(a) else squash(a) for a in (row.name, *row.aliases)]
        for key in dict.fromkeys(keys):
            owners[key].append(row)
        if len(set(row.aliases)) < len(row.aliases) or row.name in row.aliases:
            yield _fault(rules, table, row, "een alias staat er twee keer, of is de naam zelf")
    for alias, sharing in owners.items():
        for row in sharing[1:]:
            if not _settled(sharing[0], row):
                yield _fault(
                    rules,
                    table,
                    row,
                    f"de alias '{alias}' hoort ook bij '{sharing[0].name}'; geef 'alleen_bij' of een geldigheid op",
                )


def _settled(one: AliasRow, other: AliasRow) -> bool:
    """Say whether words or dates can tell two rows apart that share an alias."""
    if one.near or other.near:
        return True
    for first, second in ((one, other), (other, one)):
        if first.valid_to and second.valid_from and first.valid_to < second.valid_from:
            return True
    return False


def _pattern(rules: Rules, row: NamePatternRow) -> Iterator[Fault]:
    def fires(text: str) -> bool:
        mentions = _FINDERS[row.table](context_of(text, rules))
        return any(m.rule == f"naampatronen/{row.name}" for m in mentions)

    for text in row.examples:
        if not fires(text):
            yield _fault(rules, "naampatronen", row, f"het voorbeeld '{text}' wordt door deze regel niet gevonden")
    for text in row.counterexamples:
        if fires(text):
            yield _fault(rules, "naampatronen", row, f"'{text}' staat onder niet, maar wordt toch gevonden")
