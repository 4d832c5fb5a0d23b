"""Many patterns, found in one pass over the words of a unit.

What a new word can mean to the patterns is looked up once: which of them can begin with it, and which of their needs it
meets. Only patterns whose needs are all met somewhere in a unit are matched there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import reduce
from itertools import chain
from operator import or_
from typing import NamedTuple

from pipeline.ruleset.pattern import Element, Pattern, Test, first_word

_MOST_KEPT = 200_000  # words whose meaning to the patterns is remembered


class _Openings:
    """Patterns by the words that they can begin with."""

    def __init__(self, openings: Iterable[tuple[int, Element]]) -> None:
        by_word: dict[str, list[int]] = defaultdict(list)
        by_test: dict[Test, list[int]] = defaultdict(list)
        self._always: list[int] = []
        for i, element in openings:
            if element.kind == "gap":
                self._always.append(i)
            elif element.test is not None:
                by_test[element.test].append(i)
            else:
                for word in element.words:
                    by_word[word].append(i)
        self._by_word, self._by_test = dict(by_word), tuple(by_test.items())

    def of(self, word: str) -> tuple[int, ...]:
        """Return the patterns that can begin with a word, in order."""
        tested = (i for test, found in self._by_test if test(word) for i in found)
        return tuple(sorted((*self._always, *self._by_word.get(word, ()), *tested)))


class _Needs:
    """What has to stand in a unit before a pattern can match: each list of words, and each test, is one bit."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        bits: dict[frozenset[str] | Test, int] = {}
        self.of_pattern: list[int] = []
        self._by_word: dict[str, int] = defaultdict(int)
        for pattern in patterns:
            asked = 0
            for element in pattern.elements:
                if element.kind != "not-after" and (element.test or element.words):
                    asked |= bits.setdefault(element.test or element.words, 1 << len(bits))
            self.of_pattern.append(asked)
        self._tests: list[tuple[Test, int]] = []
        for need, bit in bits.items():
            if callable(need):
                self._tests.append((need, bit))
            else:
                for word in need:
                    self._by_word[word] |= bit

    def met_by(self, word: str) -> int:
        """Return the needs that a word meets."""
        met = self._by_word.get(word, 0)
        for test, bit in self._tests:
            if test(word):
                met |= bit
        return met


class _Known(NamedTuple):
    """What a word can mean to the patterns: the needs that it meets, and the patterns that can begin with it."""

    meets: int
    opens: tuple[int, ...]


class PatternIndex:
    """Many patterns, found in one pass over the words of a unit."""

    def __init__(self, patterns: Sequence[tuple[Pattern, int]]) -> None:
        """``patterns`` come with a number each, that ``find`` gives back."""
        self._patterns = patterns
        self._anchored = _Openings(
            (i, p.elements[1]) for i, (p, _) in enumerate(patterns) if p.elements[0].kind == "begin"
        )
        free = ((i, _opening(p)) for i, (p, _) in enumerate(patterns) if p.elements[0].kind != "begin")
        self._free = _Openings((i, element) for i, element in free if element.kind != "gap")
        self._needs = _Needs(p for p, _ in patterns)
        self._known: dict[str, _Known] = {}
        self._by_first: dict[str, tuple[int, ...]] = {}

    def find(self, words: Sequence[str], numbers: Collection[int] | None = None) -> list[tuple[int, int, int, Pattern]]:
        """Return (number, first word, word after the last, pattern) for the first match of each pattern.

        Where ``numbers`` are given, only patterns with one of these count, and of each number only what is found first.
        """
        if not words:
            return []
        found: dict[int, tuple[int, int, int, Pattern]] = {}
        wanted = None if numbers is None else set(numbers)
        known = [self._known.get(word) or self._learn(word) for word in words]
        missing = ~reduce(or_, (word.meets for word in known))
        needs, first = self._needs.of_pattern, first_word(words)
        places = ((at, word.opens) for at, word in enumerate(known) if word.opens)
        for at, opening in chain([(first, self._beginning(words[first]))], places):
            for i in opening:
                if needs[i] & missing or i in found:
                    continue
                pattern, number = self._patterns[i]
                if wanted is not None and number not in wanted:
                    continue
                end = pattern.match(words, at)
                if end is not None:
                    found[i] = (number, at, end, pattern)
                    if wanted is not None:
                        wanted.discard(number)
        return list(found.values())

    def _learn(self, word: str) -> _Known:
        if len(self._known) >= _MOST_KEPT:
            self._known.clear()
        found = self._known[word] = _Known(self._needs.met_by(word), self._free.of(word))
        return found

    def _beginning(self, word: str) -> tuple[int, ...]:
        """Return the patterns that can begin a unit whose first word this is."""
        if word not in self._by_first:
            if len(self._by_first) >= _MOST_KEPT:
                self._by_first.clear()
            self._by_first[word] = self._anchored.of(word)
        return self._by_first[word]


def _opening(pattern: Pattern) -> Element:
    return next(e for e in pattern.elements if e.kind != "not-after")
