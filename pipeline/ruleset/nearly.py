"""Names in a text that are near one of a table, and too far from it to be found: for whoever keeps the table.

>>> from pipeline.ruleset.index import Alias
>>> index = NearIndex([Alias("Stichting Welzijn Rietland", 0)])
>>> [(h.alias, h.score) for h in index.nearly("Met de Stichting Welzijn Rieterlanden", [])]
[('Stichting Welzijn Rietland', 92.3)]
>>> index.nearly("Met de Stichting Welzijn Waterland", [])
[]
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from pipeline.ruleset.index import EDGE, AliasIndex, Hit, Window, windows_outside
from pipeline.ruleset.nearness import CONNECTORS, flips, has_capitals

_NEAR = 85  # of 100; what is less like is mostly another name
_WORD = 60  # a word less like the one in its place is another word
_ONE, _SEVERAL = 2, 4  # letters that a name of one word, or of several, may have more or less


class NearIndex(AliasIndex):
    """All aliases of a table, for :meth:`nearly` besides what an :class:`AliasIndex` has."""

    def nearly(self, text: str, taken: Sequence[tuple[int, int]]) -> list[Hit]:
        """Return names with a capital that are like an alias, outside the ``taken`` places; the likest of each."""
        hits: list[Hit] = []
        last = 0
        for start, windows in windows_outside(text, taken):
            found = [hit for window in windows for hit in self._alike(window)] if start >= last else []
            if found:
                hits.append(max(found, key=lambda h: (h.score, h.end, h.alias)))
                last = hits[-1].end
        return hits

    def _alike(self, window: Window) -> Iterator[Hit]:
        start, end, own, joined, written = window
        buckets = (len(joined) // 4 + step for step in (-1, 0, 1))
        near = [self._near[key] for key in ("<" + joined[:EDGE], ">" + joined[-EDGE:]) if key in self._near]
        for number in {n for bucket in buckets for numbers in near for n in numbers.get(bucket, ())}:
            name, alias = self._words[number], self.aliases[number]
            score = fuzz.ratio(joined, "".join(name), score_cutoff=_NEAR)
            if score and not flips(own, name) and _same_words(own, name) and has_capitals(written, alias.text):
                yield Hit(start, end, (alias.row,), alias.text, round(score, 1))


def _same_words(one: Sequence[str], other: Sequence[str]) -> bool:
    """Say whether the words of two names are alike, each in its place; small words apart, and joined or split."""
    if len(one) != len(other):
        one, other = [w for w in one if w not in CONNECTORS], [w for w in other if w not in CONNECTORS]
    apart = abs(sum(map(len, one)) - sum(map(len, other)))
    if len(one) != len(other):
        return apart <= 1
    if len(one) == 1:  # "Mantelzorg" is no slip of "MantelzorgNL"
        return apart <= _ONE and not one[0].startswith(other[0]) and not other[0].startswith(one[0])
    return apart <= _SEVERAL and all(fuzz.ratio(a, b) >= _WORD for a, b in zip(one, other, strict=True))
