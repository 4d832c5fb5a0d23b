"""How the words of goals return in other texts of a document: how many, how rare, and more or less than others' do."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import fsum, log

from pipeline.document import Block
from pipeline.link.listed import stems
from pipeline.link.restated import BEGINNING

_STEP = 1.5  # of weighed words: what makes one goal clearly better than another
_WEIGHT = 2  # of weighed words: a step of how much returns
_END, _PART = 4, 5  # letters of a word that may be the end, or any part, of a compound
_KEPT = 2_000  # texts whose words are remembered


def few(count: int, most: int = 4) -> str:
    """Return a number, the larger ones as one.

    >>> few(2), few(9)
    ('2', '4+')
    """
    return str(count) if count < most else f"{most}+"


class Wording:
    """The words of goals, how rare each is in the document, and which of them stand in a text."""

    def __init__(self, goals: Mapping[int, str], blocks: Sequence[Block]) -> None:
        self._stems: dict[str, frozenset[str]] = {}
        self._returning: dict[frozenset[str], frozenset[str]] = {}
        self._goals: dict[str, list[int]] = defaultdict(list)
        for goal, text in goals.items():
            for word in self.of(text):
                self._goals[word].append(goal)
        count = Counter(w for b in blocks for w in {s[:BEGINNING] for s in stems(b.passage.text)})
        self._rare = {word: log((len(blocks) + 1) / (1 + count[word[:BEGINNING]])) for word in self._goals}
        self._like: dict[str, list[str]] = defaultdict(list)
        self._made_of: dict[str, list[str]] = defaultdict(list)
        for word in self._goals:
            self._like[word[:BEGINNING]].append(word)
            for part in _parts(word):
                self._made_of[part].append(word)

    def of(self, text: str) -> frozenset[str]:
        """Return the stems of a text."""
        if text not in self._stems:
            if len(self._stems) >= _KEPT:
                self._stems.clear()
            self._stems[text] = frozenset(stems(text))
        return self._stems[text]

    def returning(self, text: frozenset[str]) -> frozenset[str]:
        """Return the words of goals that stand in a text, alone or in a compound, or are made of a word of it."""
        if text not in self._returning:
            if len(self._returning) >= _KEPT:
                self._returning.clear()
            known = (self._like.get(word[:BEGINNING], ()) for word in text)
            parts = (self._made_of.get(word, ()) for word in text)
            whole = f" {' '.join(sorted(text))} "
            inside = (w for w in self._goals if (w if len(w) >= _PART else f"{w} ") in whole)
            self._returning[text] = frozenset(w for some in (*known, *parts, inside) for w in some)
        return self._returning[text]

    def shared(self, text: frozenset[str]) -> dict[int, tuple[int, float]]:
        """Return for each goal how many of its words stand in a text, and their weight; goals without are left out."""
        found: dict[int, list[float]] = defaultdict(list)
        for word in self.returning(text):
            for goal in self._goals[word]:
                found[goal].append(self._rare[word])
        return {goal: (len(rare), fsum(rare)) for goal, rare in found.items()}


def alike(name: str, shared: Mapping[int, tuple[int, float]], goals: Sequence[int]) -> dict[int, list[str]]:
    """Return as features how the words of each goal return in a text, and whether more than the others' do.

    ``shared`` says how many do, and their weight, as :meth:`Wording.shared` gives it.
    """
    scores = {g: shared.get(g, (0, 0.0)) for g in goals}
    ranked = sorted((weight for _, weight in scores.values()), reverse=True)
    return {g: _told(name, *score, ranked) for g, score in scores.items()}


def _told(name: str, count: int, weight: float, ranked: Sequence[float]) -> list[str]:
    best, second = ranked[0], ranked[1] if len(ranked) > 1 else ranked[0]
    if not count:
        return [f"{name}:none,{'all' if best <= 0 else 'others'}"]
    found = [f"{name}:shared={few(count)}", f"{name}:weight={few(int(weight / _WEIGHT), 6)}"]
    if weight == best:
        return [*found, f"{name}:best,{few(int((weight - second) / _STEP))}"]
    behind = few(int((best - weight) / _STEP))
    return [*found, f"{name}:rank={few(ranked.index(weight) + 1)}", f"{name}:behind={behind}"]


def _parts(word: str) -> Iterable[str]:
    """Yield what a word may be a compound of: any longer part of it, and its shorter ends."""
    size = len(word)
    for start in range(size):
        for end in range(start + (_PART if start < size - _PART else _END), size + 1):
            if end == size or end - start >= _PART:
                yield word[start:end]
