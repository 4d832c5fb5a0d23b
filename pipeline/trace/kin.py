"""How near two words are: the same, made of the same parts, listed as near, an abbreviation, or a slip of the pen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from pipeline.ruleset import Rules
from pipeline.trace.stems import stem
from pipeline.trace.terms import FAINT, FAINT_WORDS, Term

Near = tuple[float, str]  # from 0 to 1, and the stem that the two share
_NONE: Near = (0.0, "")
_LISTED, _INSIDE, _SLIP = 0.8, 0.7, 0.9
_MOSTLY = 0.6  # of a word that another is made of
_LONG = 5  # letters of a word that may stand within another
_SLIPPABLE, _ALIKE = 8, 90.0
_SHORTEST = 3  # letters of an abbreviation that is looked for in initials


class Kin:
    """Compares words; ``weight`` says how much a stem tells in the documents at hand, ``known`` holds their stems."""

    def __init__(self, rules: Rules, weight: Callable[[str], float], known: Container[str] = ()) -> None:
        self._weight, self._known = weight, known
        self._faint = {stem(w) for w in rules.words.get(FAINT_WORDS, ())}
        self._groups: dict[str, set[int]] = defaultdict(set)
        for number, row in enumerate(rules.related):
            for word in row.words:
                self._groups[stem(word)].add(number)
        self.near = lru_cache(maxsize=1_000_000)(self._near)

    def relatives(self, stems: Iterable[str]) -> frozenset[str]:
        """Return stems with those that the rules call near to them."""
        found = set(stems)
        groups = {g for s in found for g in self._groups.get(s, ())}
        if groups:
            found |= {s for s, numbers in self._groups.items() if numbers & groups}
        return frozenset(found)

    def _near(self, one: Term, other: Term) -> Near:
        if one.stem == other.stem:
            return 1.0, one.stem
        if self._listed(one.stem, other.stem):
            return _LISTED, one.stem
        if len(one.stem) >= _SLIPPABLE and fuzz.ratio(one.stem, other.stem) >= _ALIKE:
            return _SLIP, one.stem
        return self._parts(one, other)

    def _parts(self, one: Term, other: Term) -> Near:
        """Weigh the parts that two words share: "leerlingenvervoer" and "vervoer"; a rare part tells more."""
        shares = [max((self._part(p, q) for q in other.parts), default=0.0) for p in one.parts]
        best = max(zip(shares, one.parts, strict=True), default=_NONE)
        short, long = sorted((one.stem, other.stem), key=len)
        mostly = _MOSTLY * len(long) <= len(short) and (long.startswith(short) or long.endswith(short))
        whole = len(short) / len(long) if mostly else 0.0  # "kunstgras" and "kunstgrasveld"
        if len(one.parts) == 1:
            return max(best, (whole, short)) if best[0] or whole else _NONE
        weights = [self._weight(p) * (FAINT if p in self._faint else 1.0) for p in one.parts]
        got = sum(s * w for s, w in zip(shares, weights, strict=True)) / (sum(weights) or 1.0)
        return max((got, best[1]), (whole, short)) if got or whole else _NONE

    def _part(self, one: str, other: str) -> float:
        if one == other:
            return 1.0
        if self._listed(one, other):
            return _LISTED
        short, long = sorted((one, other), key=len)
        if len(short) >= _LONG and (long.startswith(short) or long.endswith(short)):
            return _INSIDE
        if len(short) == _LONG - 1 and long.endswith(short) and self._splits(long, len(long) - len(short)):
            return _INSIDE
        return 0.0

    def _splits(self, word: str, at: int) -> bool:
        """Say whether the first part of a word is one of the documents' own: "moeras" in "moerasgids"."""
        first = word[:at]
        return any(
            one in self._known for one in (first, first.removesuffix("s"), first.removesuffix("en")) if len(one) > 3
        )

    def _listed(self, one: str, other: str) -> bool:
        return not self._groups.get(one, set()).isdisjoint(self._groups.get(other, set()))


def spelled_out(short: str, found: Sequence[Term]) -> tuple[int, int] | None:
    """Return the first and one past the last word that an abbreviation stands for, None where it stands for none.

    >>> words = [Term("integral", ("integral",), 0.5, "i"), Term("huisvestplan", ("huisvest", "plan"), 1.0, "hp")]
    >>> spelled_out("ihp", words), spelled_out("ioo", words)
    ((0, 2), None)
    """
    if len(short) < _SHORTEST:
        return None
    for first in range(len(found)):
        letters = ""
        for stop in range(first, len(found)):
            letters += found[stop].letters
            if not short.startswith(letters):
                break
            if letters == short:
                return first, stop + 1
    return None
