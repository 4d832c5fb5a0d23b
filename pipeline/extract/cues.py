"""The cue tables ``doelen`` and ``activiteiten``, ready to be asked what a unit is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from pipeline.document import Role, Unit, UnitKind
from pipeline.extract.mention import DocumentKind, Fact, Finding
from pipeline.ruleset.lexicon import Lexicon
from pipeline.ruleset.patternindex import PatternIndex
from pipeline.ruleset.schema import ROLES, UNITS, CueRow

_NUMBER = re.compile(r"[A-Z]{0,2}\d")
# What may keep a row out whose words are there: its fields by their Dutch names, those of grammar together.
Field = Literal[
    "documentsoort", "eenheid", "in", "niet_in", "onder_kop", "met_code", "als_opening", "zonder_gezegde", "zinsbouw"
]


class _Rows(NamedTuple):
    """The rows that can hold for units of a sort: all, those without patterns, and those without grammar either."""

    all: frozenset[int]
    structural: tuple[int, ...]
    wordless: tuple[int, ...]


class CueTable:
    """A table of cues; ``held`` are the rows that hold for a unit, ``refused`` those that came near."""

    def __init__(self, table: str, rows: Sequence[CueRow], lexicon: Lexicon) -> None:
        self._table, self._rows = table, rows
        patterns = [(lexicon.compiler.compile(p), n) for n, row in enumerate(rows) for p in row.patterns]
        self._index = PatternIndex(patterns)
        self._structural = frozenset(n for n, row in enumerate(rows) if not row.patterns)
        self._grammatical = frozenset(n for n, row in enumerate(rows) if row.grammatical)
        self._units: list[frozenset[UnitKind]] = [frozenset(UNITS[u] for u in row.units) for row in rows]
        self._roles: list[frozenset[Role]] = [frozenset(ROLES[r] for r in row.roles) for row in rows]
        self._not_roles: list[frozenset[Role]] = [frozenset(ROLES[r] for r in row.not_roles) for row in rows]
        self._for: dict[tuple[UnitKind, Role | None, DocumentKind], _Rows] = {}

    def held(
        self,
        unit: Unit,
        words: Sequence[str],
        role: Role | None,
        facts: Sequence[Fact] = (),
        document: DocumentKind = "overig",
    ) -> list[Finding]:
        """Return every row that holds for a unit in a role, exclusions among them, the surest first.

        ``words`` are the unit's own, or those with names and times marked; ``facts`` what its clauses say;
        ``document`` is the kind of document that it stands in.
        """
        rows = self._rows_for(unit.kind, role, document)
        structural = rows.structural if facts else rows.wordless
        held = {n: self._said(n, facts) for n in structural if self._bars(n, unit, facts) is None}
        for number, start, end, _ in self._index.find(words, rows.all):
            if self._bars(number, unit, facts) is None:
                held[number] = tuple(words[start:end])
        return sorted((self._finding(n, cues) for n, cues in held.items()), key=lambda f: (-f.sure, f.rule))

    def refused(
        self,
        unit: Unit,
        words: Sequence[str],
        role: Role | None,
        facts: Sequence[Fact] = (),
        document: DocumentKind = "overig",
    ) -> list[tuple[Finding, Field]]:
        """Return the rows whose words stand in a unit but that another of their fields keeps out, with that field."""
        found: dict[int, tuple[Finding, Field]] = {}
        for number, start, end, _ in self._index.find(words):
            field = self._shuts_out(number, unit.kind, role, document) or self._bars(number, unit, facts)
            if field is not None and number not in found:
                found[number] = self._finding(number, tuple(words[start:end])), field
        return sorted(found.values(), key=lambda r: (-r[0].sure, r[0].rule))

    def _finding(self, number: int, cues: tuple[str, ...]) -> Finding:
        row = self._rows[number]
        return Finding(row, f"{self._table}/{row.name}", row.sure, cues)

    def _said(self, number: int, facts: Sequence[Fact]) -> tuple[str, ...]:
        """Return the verb by which a row without patterns holds."""
        row = self._rows[number]
        return next(((f.verb,) for f in facts if f.fits(row)), ()) if number in self._grammatical else ()

    def _rows_for(self, kind: UnitKind, role: Role | None, document: DocumentKind) -> _Rows:
        """Return the rows that can hold for units of a kind in a role, in documents of a kind."""
        key = kind, role, document
        if key not in self._for:
            rows = [n for n in range(len(self._rows)) if self._shuts_out(n, kind, role, document) is None]
            structural = tuple(n for n in rows if n in self._structural)
            wordless = tuple(n for n in structural if n not in self._grammatical)
            self._for[key] = _Rows(frozenset(rows), structural, wordless)
        return self._for[key]

    def _shuts_out(self, number: int, kind: UnitKind, role: Role | None, document: DocumentKind) -> Field | None:
        """Return the field of a row that keeps it from all units of a kind in a role; None where none does."""
        row, units, roles = self._rows[number], self._units[number], self._roles[number]
        if row.documents and document not in row.documents:
            return "documentsoort"
        if units and kind not in units:
            return "eenheid"
        if roles and role not in roles:
            return "in"
        return "niet_in" if role in self._not_roles[number] else None

    def _bars(self, number: int, unit: Unit, facts: Sequence[Fact]) -> Field | None:
        """Return the field of a row that keeps it from this very unit; None where none does."""
        row = self._rows[number]
        if row.headings and (unit.role_rule or "").removeprefix("koppen/") not in row.headings:
            return "onder_kop"
        if row.coded and not _is_numbered(unit):
            return "met_code"
        if row.opening and not (unit.opening if row.opening == "ja" else unit.answers):
            return "als_opening"
        if row.verbless and _has_finite(facts):
            return "zonder_gezegde"
        if number in self._grammatical and not any(f.fits(row) for f in facts):
            return "zinsbouw"
        return None

    def matches(self, row: CueRow, words: Sequence[str], facts: Sequence[Fact]) -> list[str]:
        """Return the patterns of one row that match the words, or its grammar: for its own examples."""
        if (row.grammatical and not any(f.fits(row) for f in facts)) or (row.verbless and _has_finite(facts)):
            return []
        number = self._rows.index(row)
        found = [pattern.text for n, _, _, pattern in self._index.find(words) if n == number]
        return found if row.patterns else ["zinsbouw"]


def strongest_veto(held: Sequence[Finding]) -> Finding | None:
    """Return the surest exclusion among the rows that hold; of equal ones the first."""
    return max((f for f in held if f.row.vetoes), key=lambda f: f.sure, default=None)


def unvetoed(held: Sequence[Finding]) -> list[Finding]:
    """Return the rows that are no exclusion, and surer than every exclusion."""
    veto = strongest_veto(held)
    return [f for f in held if not f.row.vetoes and (veto is None or f.sure > veto.sure)]


def _has_finite(facts: Sequence[Fact]) -> bool:
    """Say whether a main clause has a finite verb."""
    return any(f.main and f.time != "geen" for f in facts)


def _is_numbered(unit: Unit) -> bool:
    """Say whether a unit has a number or goal code of its own ("1.1", "P3 1.1"), or a label ("Hoofddoel").

    "Spoor 3" only counts chapters.
    """
    code = unit.block.code
    if code is None or unit.block.named:
        return False
    return _NUMBER.match(code) is not None or not any(c.isdigit() for c in code)


@lru_cache(maxsize=16)
def _table(name: str, rows: tuple[CueRow, ...], lexicon: Lexicon) -> CueTable:
    return CueTable(name, rows, lexicon)


def cue_table(name: str, rows: tuple[CueRow, ...], lexicon: Lexicon) -> CueTable:
    """Return a table ready for use; it is built once."""
    return _table(name, rows, lexicon)
