"""Whether a text can hold anything of a kind at all, told by its words: cheaper than to look for it.

>>> plan = Telling(words=["programma sociaal domein"], endings=["plan"])
>>> [plan.in_text(t) for t in ("Het Programma Sociaal Domein", "een jeugdplan", "planning van het domein")]
[True, True, False]
"""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.ruleset.index import squash, words_of
from pipeline.ruleset.nearness import WORD

_MOST_KEPT = 100_000  # words of which is remembered whether they tell


class Telling:
    """Words that tell: one of ``words``, or one that ends on one of ``endings``; of a phrase its longest word counts.

    A text without any holds none of them, in whatever case; one with some need not hold one after all.
    """

    def __init__(self, words: Iterable[str] = (), endings: Iterable[str] = ()) -> None:
        self._words = frozenset(map(_longest, words))
        self._endings = tuple({_longest(ending) for ending in endings})
        self._known: dict[str, bool] = {}

    def in_text(self, text: str) -> bool:
        """Say whether a word of a text tells."""
        known = self._known
        for word in words_of(text):
            tells = known.get(word.squashed)
            if tells is None:
                tells = self._learn(word.squashed)
            if tells:
                return True
        return False

    def _learn(self, word: str) -> bool:
        if len(self._known) >= _MOST_KEPT:
            self._known.clear()
        tells = self._known[word] = word in self._words or word.endswith(self._endings)
        return tells


def _longest(phrase: str) -> str:
    """Return the letters of the longest word of a phrase; of one without any, those that every word ends on."""
    return max((squash(word) for word in WORD.findall(phrase)), key=len, default="")
