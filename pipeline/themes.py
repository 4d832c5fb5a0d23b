"""What activities are about, by the words of the rule table ``themas``: for overviews, never for the records.

What stands nearest to an activity decides: its own words and the names of the laws and frameworks that it goes by,
then its goals, then its headings from the innermost out, then the title of its document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from typing import Literal

from pipeline.record import Activity, Framework, LegalReference, PolicyRecord
from pipeline.ruleset import Rules
from pipeline.ruleset.themerow import ThemeRow

Basis = Literal["words", "goal", "heading", "title"]
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*-?")


@dataclass(frozen=True, slots=True)
class Found:
    """The themes of an activity, in the order of the table, and what they were found by; without any, no basis."""

    themes: tuple[str, ...] = ()
    basis: Basis | None = None


@dataclass(slots=True)
class _Phrases:
    """Words and phrases of one field of a row: a hyphen at an end stands for the rest of a word."""

    phrases: tuple[tuple[str, ...], ...]
    by_first: dict[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)

    def places(self, words: Sequence[str]) -> Iterator[range]:
        """Yield where in a text a word or phrase stands."""
        for at, word in enumerate(words):
            if word not in self.by_first:
                self.by_first[word] = tuple(p for p in self.phrases if _is(p[0], word))
            for phrase in self.by_first[word]:
                there = words[at : at + len(phrase)]
                if len(there) == len(phrase) and all(map(_is, phrase, there)):
                    yield range(at, at + len(phrase))


class Themes:
    """The themes of a set of rules."""

    def __init__(self, rules: Rules) -> None:
        self._rows = tuple((row.name, _phrases(row.words), _phrases(row.exceptions)) for row in rules.themes)
        self._known = lru_cache(maxsize=4096)(self._of_text)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the themes, in the order of the table."""
        return tuple(name for name, _, _ in self._rows)

    def of_text(self, text: str) -> tuple[str, ...]:
        """Return the themes whose words stand in a text."""
        return self._known(text)

    def _of_text(self, text: str) -> tuple[str, ...]:
        words = [word.lower() for word in _WORD.findall(text)]
        return tuple(name for name, asked, spared in self._rows if _holds(words, asked, spared))

    def of_record(self, record: PolicyRecord) -> dict[str, Found]:
        """Return the themes of every activity of a document, by id."""
        goals = {goal.id: goal.text for goal in record.goals}
        tied = chain[LegalReference | Framework](record.legal_references, record.frameworks)
        names = {one.id: one.canonical or one.text for one in tied}
        return {activity.id: self._found(activity, record, goals, names) for activity in record.activities}

    def _found(self, activity: Activity, record: PolicyRecord, goals: dict[str, str], names: dict[str, str]) -> Found:
        tied = (names[i] for i in (*activity.legal_references, *activity.frameworks))
        steps: list[tuple[Basis, Sequence[str]]] = [
            ("words", (activity.text, *tied)),
            ("goal", [goals[g] for g in activity.goals]),
            *(("heading", (heading,)) for heading in reversed(activity.section)),
            ("title", (record.document.title or "",)),
        ]
        for basis, texts in steps:
            said = {theme for text in texts for theme in self.of_text(text)}
            if said:
                return Found(tuple(name for name in self.names if name in said), basis)
        return Found()


def faults(rows: Sequence[ThemeRow]) -> Iterator[tuple[ThemeRow, str]]:
    """Yield what the examples of a table say is wrong, with the row, in Dutch."""
    for row in rows:
        asked, spared = _phrases(row.words), _phrases(row.exceptions)
        for example in row.examples:
            if not _holds([w.lower() for w in _WORD.findall(example)], asked, spared):
                yield row, f"het voorbeeld '{example}' heeft geen van de woorden"
        for example in row.counterexamples:
            if _holds([w.lower() for w in _WORD.findall(example)], asked, spared):
                yield row, f"'{example}' staat onder 'niet', maar heeft een van de woorden"


def _phrases(texts: Sequence[str]) -> _Phrases:
    return _Phrases(tuple(tuple(text.lower().split()) for text in texts))


def _holds(words: Sequence[str], asked: _Phrases, spared: _Phrases) -> bool:
    not_meant = {at for place in spared.places(words) for at in place}
    return any(not_meant.isdisjoint(place) for place in asked.places(words))


def _is(asked: str, word: str) -> bool:
    """Say whether a word is what a row asks for.

    >>> _is("schuld-", "schuldhulp"), _is("-sport-", "watersportclub"), _is("woon", "woont")
    (True, True, False)
    """
    bare = asked.strip("-")
    match asked.startswith("-"), asked.endswith("-"):
        case True, True:
            return bare in word
        case True, False:
            return word.endswith(bare)
        case False, True:
            return word.startswith(bare)
        case _:
            return word == bare
