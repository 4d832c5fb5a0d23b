"""The cue tables ``doelen`` and ``activiteiten``, ready to be asked what a unit is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import get_args

from pipeline.document import Role, Unit, UnitKind
from pipeline.extract.mention import DocumentKind, Fact, Finding
from pipeline.ruleset.lexicon import Lexicon
from pipeline.ruleset.pattern import PatternIndex
from pipeline.ruleset.schema import ROLES, UNITS, CueRow

_NUMBER = re.compile(r"[A-Z]{0,2}\d")


class CueTable:
    """A table of cues; ``findings`` are what its rows say of a unit, the surest first."""

    def __init__(self, table: str, rows: Sequence[CueRow], lexicon: Lexicon) -> None:
        self._table, self._rows = table, rows
        patterns = [(lexicon.compiler.compile(p), n) for n, row in enumerate(rows) for p in row.patterns]
        self._index = PatternIndex(patterns)
        self._structural = [n for n, row in enumerate(rows) if not row.patterns]
        self._units: list[frozenset[UnitKind]] = [frozenset(UNITS[u] for u in row.units) for row in rows]
        self._roles: list[frozenset[Role]] = [frozenset(ROLES[r] for r in row.roles) for row in rows]
        # The rows that hold in other kinds of documents alone.
        self._elsewhere: dict[DocumentKind, frozenset[int]] = {
            kind: frozenset(n for n, row in enumerate(rows) if row.documents and kind not in row.documents)
            for kind in get_args(DocumentKind)
        }
        self._not_roles: list[frozenset[Role]] = [frozenset(ROLES[r] for r in row.not_roles) for row in rows]

    def findings(
        self,
        unit: Unit,
        words: Sequence[str],
        role: Role | None,
        facts: Sequence[Fact] = (),
        document: DocumentKind = "overig",
    ) -> list[Finding]:
        """Return what holds for a unit in a role, less what a stronger exclusion takes away.

        ``words`` are the unit's own, or those with names and times marked; ``facts`` what its clauses say;
        ``document`` is the kind of document that it stands in.
        """
        elsewhere = self._elsewhere[document]
        held: dict[int, tuple[str, ...]] = {
            n: self._said(n, facts)
            for n in self._structural
            if n not in elsewhere and self._allows(n, unit, role, facts)
        }
        for number, start, end, _ in self._index.find(words):
            if number not in held and number not in elsewhere and self._allows(number, unit, role, facts):
                held[number] = tuple(words[start:end])
        veto = max((self._rows[n].sure for n in held if self._rows[n].vetoes), default=0.0)
        found = [
            Finding(self._rows[n], f"{self._table}/{self._rows[n].name}", self._rows[n].sure, cues)
            for n, cues in held.items()
            if not self._rows[n].vetoes and self._rows[n].sure > veto
        ]
        return sorted(found, key=lambda f: (-f.sure, f.rule))

    def _said(self, number: int, facts: Sequence[Fact]) -> tuple[str, ...]:
        """Return the verb by which a row without patterns holds."""
        row = self._rows[number]
        return next(((f.verb,) for f in facts if f.fits(row)), ()) if row.grammatical else ()

    def _allows(self, number: int, unit: Unit, role: Role | None, facts: Sequence[Fact]) -> bool:
        units, roles = self._units[number], self._roles[number]
        return (
            (not units or unit.kind in units)
            and (not roles or role in roles)
            and role not in self._not_roles[number]
            and (not self._rows[number].coded or _is_numbered(unit))
            and (
                not self._rows[number].opening or (unit.answers if self._rows[number].opening != "ja" else unit.opening)
            )
            and (not self._rows[number].verbless or not _has_finite(facts))
            and (not self._rows[number].grammatical or any(f.fits(self._rows[number]) for f in facts))
        )

    def matches(self, row: CueRow, words: Sequence[str], facts: Sequence[Fact]) -> list[str]:
        """Return the patterns of one row that match the words, or its grammar: for its own examples."""
        if (row.grammatical and not any(f.fits(row) for f in facts)) or (row.verbless and _has_finite(facts)):
            return []
        number = self._rows.index(row)
        found = [pattern.text for n, _, _, pattern in self._index.find(words) if n == number]
        return found if row.patterns else ["zinsbouw"]


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
