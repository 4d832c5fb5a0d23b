"""How much two statements of different years say the same: what their words share, both ways."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.ruleset import Rules
from pipeline.trace.kin import Kin
from pipeline.trace.terms import Empty, Term, stems_of, terms

if TYPE_CHECKING:
    from spacy.language import Language

_OTHER_NAME = 0.75  # what is left of it where each has a name that the other lacks, or where names are all they share
_TOLD = 0.5  # how much of a word has to be shared to count


class Likeness:
    """Compares texts; a word that few of them have tells more."""

    def __init__(self, texts: Sequence[str], rules: Rules, nlp: Language) -> None:
        empty = Empty(rules)
        unique = list(dict.fromkeys(texts))
        self._terms = {text: terms(doc, empty) for text, doc in zip(unique, nlp.pipe(unique), strict=True)}
        self._seen = Counter(one for found in self._terms.values() for one in stems_of(found))
        self._kin = Kin(rules, self._weight, self._seen)

    def _weight(self, one: str) -> float:
        return math.log((len(self._terms) + 1) / (self._seen.get(one, 0) + 0.5))

    def __call__(self, one: str, other: str) -> float:
        """Return from 0 to 1 how much two texts say the same. Both have to be among those that were given."""
        if one == other:
            return 1.0
        first, second = self._terms[one], self._terms[other]
        back, forth = self._cover(first, second), self._cover(second, first)
        value = math.sqrt(back * forth)
        if self._clash(first, second) or not self._beyond_names(first, second):
            value *= _OTHER_NAME
        return value

    def _cover(self, wanted: Sequence[Term], given: Sequence[Term]) -> float:
        weights = [term.share * self._weight(term.stem) for term in wanted]
        shared = [max((self._kin.near(term, other)[0] for other in given), default=0.0) for term in wanted]
        total = sum(weights)
        return sum(w * v for w, v in zip(weights, shared, strict=True)) / total if total else 0.0

    def _clash(self, first: Sequence[Term], second: Sequence[Term]) -> bool:
        mine, theirs = ({t.stem for t in found if t.name} for found in (first, second))
        return bool(mine - theirs) and bool(theirs - mine)

    def _beyond_names(self, first: Sequence[Term], second: Sequence[Term]) -> bool:
        """Say whether more than names is shared: an organisation does many things."""
        words = [t for t in first if not t.name]
        return any(self._kin.near(term, other)[0] >= _TOLD for term in words for other in second if not other.name)

    def stems(self, text: str) -> frozenset[str]:
        """Return the stems of a text, with those of words that the rules call near."""
        return self._kin.relatives(stems_of(self._terms[text]))


class Index:
    """Finds what may be like a text: whatever shares a stem with it."""

    def __init__(self, likeness: Likeness) -> None:
        self._likeness = likeness
        self._held: dict[str, set[int]] = defaultdict(set)

    def add(self, text: str, number: int) -> None:
        """Take up a text under a number."""
        for one in self._likeness.stems(text):
            self._held[one].add(number)

    def near(self, text: str) -> list[int]:
        """Return the numbers of texts that share a stem with one, in order."""
        return sorted({n for one in self._likeness.stems(text) for n in self._held.get(one, ())})
