"""What differs between two sets of rules, and in which documents that can be seen.

Rows are compared by name, and of a row only what says something (:meth:`Rules.said`). Of what has changed follows a
list of triggers for each table; a document in which none stirs has the same records by both sets. Where that can't be
told from a document's letters, the change is seen everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from pipeline.ruleset import Rules
from pipeline.ruleset.letters import Letters, coarse
from pipeline.ruleset.lexicon import SUBJECTS, lexicon, vocabulary
from pipeline.ruleset.pattern import PatternError
from pipeline.ruleset.schema import (
    TABLES,
    AliasRow,
    CueRow,
    LawRow,
    MunicipalityRow,
    NamePatternRow,
    Row,
    TimeRow,
    WordsRow,
)
from pipeline.ruleset.triggers import ALWAYS, Mended, Said, Trigger, of_any, of_name, of_phrase, of_words

R = TypeVar("R", bound=Row)
Compile = Callable[[str], Trigger]
_MOST = 40  # rows of one table; where more have changed it is quicker to do the documents anew
_ASIDE = frozenset({"source", "note", "examples", "counterexamples"})
_ALL = frozenset(TABLES)
_HEALING = frozenset({"activiteiten", "doelen", "status", "woordenlijsten"})  # whose words scans are mended to
_NONE: tuple[Row | None, str] = (None, "")
_YEAR = re.compile(r" \d{4}$")


@dataclass(frozen=True, slots=True)
class Changes:
    """How two sets of rules differ: for each table that does, what of it can be seen in a document."""

    triggers: dict[str, tuple[Trigger, ...]] = field(default_factory=dict)

    def touch(self, text: Callable[[], Letters], tables: Collection[str] = _ALL, whole: Collection[str] = ()) -> bool:
        """Say whether a step that reads ``tables`` may find other things in a document of these letters.

        Of the tables in ``whole`` every change counts. The letters are asked for only where they matter.
        """
        changed = [table for table in self.triggers if table in tables]
        if any(table in whole for table in changed):
            return True
        return any(trigger.stirs(text()) for table in changed for trigger in self.triggers[table])


def changes(old: Rules, new: Rules) -> Changes:
    """Return how two sets of rules differ."""
    found: dict[str, tuple[Trigger, ...]] = {}
    for table in sorted(old.tables.keys() | new.tables.keys()):
        if old.digests.get(table) == new.digests.get(table):
            continue
        triggers = tuple(dict.fromkeys(_of_table(table, old, new)))
        found[table] = triggers if ALWAYS not in triggers else (ALWAYS,)
    mended = _mended(old, new) if any(table in _HEALING and ALWAYS not in found[table] for table in found) else ()
    for table in found.keys() & _HEALING:
        found[table] += mended
    return Changes(found)


def _of_table(table: str, old: Rules, new: Rules) -> Iterator[Trigger]:
    before, after = _rows(table, old), _rows(table, new)
    if [name for name in before if name in after] != [name for name in after if name in before]:
        yield ALWAYS  # the order of rows settles what is equal else
        return
    shared = _shared(old.tables.get(table, ())) | _shared(new.tables.get(table, ()))
    changed = [n for n in dict.fromkeys([*before, *after]) if before.get(n, _NONE)[1] != after.get(n, _NONE)[1]]
    if len(changed) > _MOST:
        yield ALWAYS
        return
    for name in changed:
        (one, says), (other, says_now) = before.get(name, _NONE), after.get(name, _NONE)
        if says != says_now:
            yield from _of_row(_Change(one, other, _compiler(old), _compiler(new), shared))


def _rows(table: str, rules: Rules) -> dict[str, tuple[Row | None, str]]:
    """Return the rows of a table by name, each with what it says."""
    pairs = zip(rules.tables.get(table, ()), rules.said.get(table, ()), strict=True)
    return {row.name: (row, says) for row, says in pairs}


def _shared(rows: Iterable[Row]) -> frozenset[str]:
    """Return the names that several rows have."""
    seen: set[str] = set()
    twice: set[str] = set()
    for row in rows:
        if isinstance(row, AliasRow):
            names = {row.name, *row.aliases}
            twice |= names & seen
            seen |= names
    return frozenset(twice)


@dataclass(frozen=True, slots=True)
class _Change:
    """A row as it was and as it is; one of them is None where it is new or gone."""

    old: Row | None
    new: Row | None
    compile_old: Compile
    compile_new: Compile
    shared: frozenset[str]

    def only(self, *fields: str) -> bool:
        """Say whether the row differs in nothing but some fields, notes and examples apart."""
        if self.old is None or self.new is None:
            return False
        return all(
            getattr(self.old, name) == getattr(self.new, name)
            for name in type(self.old).model_fields
            if name not in fields and name not in _ASIDE
        )

    def both(self, kind: type[R]) -> list[R]:
        return [row for row in (self.old, self.new) if isinstance(row, kind)]

    def differing(self, name: str) -> list[str]:
        """Return the words of a field that one of the two rows has."""
        one, other = (tuple(getattr(row, name)) if row is not None else () for row in (self.old, self.new))
        return [word for word in dict.fromkeys([*one, *other]) if (word in one) is not (word in other)]


def _of_row(change: _Change) -> Iterable[Trigger]:
    kind = type(change.new if change.new is not None else change.old)
    for of_kind, triggers in _KINDS:
        if issubclass(kind, of_kind):
            return triggers(change)
    return [ALWAYS]  # headings shape the whole document, verbs are looked up by what the model makes of words


def _names(change: _Change) -> Iterator[Trigger]:
    """Yield where a row of names can be seen: a spelling or an exception by itself, any other change at all names."""
    rows = change.both(AliasRow)
    names = dict.fromkeys(name for row in rows for name in (row.name, *row.aliases))
    if change.only("aliases", "exceptions") and not (
        change.differing("exceptions") and not change.shared.isdisjoint(names)
    ):
        names = dict.fromkeys(change.differing("aliases"))
        yield from map(of_phrase, change.differing("exceptions"))
    for name in names:
        if isinstance(rows[0], MunicipalityRow):
            yield of_phrase(name)
        else:
            yield of_name(name)
        if isinstance(rows[0], LawRow) and _YEAR.search(name):
            yield of_phrase(_YEAR.sub("", name))  # a year behind such a name is part of it, whichever it is


def _name_patterns(change: _Change) -> Iterator[Trigger]:
    rows = change.both(NamePatternRow)
    if any(row.place == "stop" for row in rows) and not change.only("words"):
        yield ALWAYS  # one row of a kind takes the place of another, and the first gives what it finds its name
    elif change.only("words", "exceptions"):
        yield from map(of_phrase, [*change.differing("words"), *change.differing("exceptions")])
    else:
        yield from (of_phrase(word) for row in rows for word in (*row.words, *row.exceptions))


def _cues(change: _Change) -> Iterator[Trigger]:
    rows = change.both(CueRow)
    if any(not row.patterns for row in rows):
        yield ALWAYS  # it goes by structure or grammar alone
        return
    kept = [[p for p in row.patterns if all(p in r.patterns for r in rows)] for row in rows]
    apart = change.only("patterns") and kept[0] == kept[1]
    differing = set(change.differing("patterns"))
    for row, compile_pattern in ((change.old, change.compile_old), (change.new, change.compile_new)):
        if isinstance(row, CueRow):
            yield from (compile_pattern(p) for p in row.patterns if not apart or p in differing)


def _times(change: _Change) -> Iterator[Trigger]:
    rows = change.both(TimeRow)
    if any(row.kind == "vorm" or row.value == "wetwoord" for row in rows):
        yield ALWAYS
    elif change.only("words"):
        yield from map(of_phrase, change.differing("words"))
    else:
        yield from (of_phrase(word) for row in rows for word in row.words)


def _lists(change: _Change) -> Iterator[Trigger]:
    """Yield where a word list can be seen: who a subject is turns on one word of a phrase, all else on all of them."""
    for phrase in change.differing("words"):
        if any(row.name in SUBJECTS for row in change.both(WordsRow)):
            yield of_any(phrase.split())
        else:
            yield of_words(phrase)


_KINDS: tuple[tuple[type[Row], Callable[[_Change], Iterable[Trigger]]], ...] = (
    (AliasRow, _names),
    (NamePatternRow, _name_patterns),
    (CueRow, _cues),
    (TimeRow, _times),
    (WordsRow, _lists),
)


def _compiler(rules: Rules) -> Compile:
    def trigger(text: str) -> Trigger:
        try:
            pattern = lexicon(rules).compiler.compile(text)
        except PatternError:  # of rules that are still being written
            return ALWAYS
        return _all_of(pattern.needed)

    return trigger


def _all_of(needed: Iterable[Collection[str]]) -> Trigger:
    """Return where of each of some sets of words one stands; one that has no letters can't be told."""
    choices = [tuple(sorted({coarse(word) for word in words})) for words in needed]
    return Said(tuple(choice for choice in choices if "" not in choice))


def _mended(old: Rules, new: Rules) -> tuple[Trigger, ...]:
    """Return where a word may stand that a bad scan is mended to by one of two sets of rules alone."""
    return tuple(Mended(coarse(word)) for word in sorted(vocabulary(old) ^ vocabulary(new)))
