"""How two names differ: by a slip, by another word, or by saying the opposite."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

WORD = re.compile(r"[^\W_]+")


NEGATIONS = frozenset(["niet", "geen", "non", "anti", "zonder", "ex"])


CONNECTORS = frozenset(["van", "voor", "de", "het", "der", "den", "en", "op", "in", "tot", "aan", "met", "of"])


_ALIKE = 90  # of 100
ONE_WORD, MORE_WORDS = 1, 3  # letters by which a name may be longer or shorter


def has_capitals(written: str, alias: str) -> bool:
    """Say whether a name's capitals stand in the text: one that no sentence gives will do for more words."""
    pairs = list(zip(WORD.findall(written), WORD.findall(alias), strict=False))
    asked = [w[0].isupper() for w, a in pairs if a[0].isupper()]
    return all(asked[:1]) if len(asked) < 2 else any(asked[1:])


def flips(one: Sequence[str], other: Sequence[str]) -> bool:
    """Say whether one of two names denies the other, or they differ in a figure."""
    if [w for w in one if w.isdigit()] != [w for w in other if w.isdigit()]:
        return True
    if any((n in one) != (n in other) for n in NEGATIONS):
        return True
    return any(
        a != b and ({a, b} == {"on" + min(a, b, key=len), min(a, b, key=len)}) for a, b in zip(one, other, strict=False)
    )


def slips_only(one: Sequence[str], other: Sequence[str]) -> bool:
    """Say whether two names differ by slips in their words, not by another word."""
    if len(one) != len(other):
        one, other = [w for w in one if w not in CONNECTORS], [w for w in other if w not in CONNECTORS]
    if len(one) != len(other):  # words joined or split
        return abs(sum(map(len, one)) - sum(map(len, other))) <= 1
    return all(a == b or (max(len(a), len(b)) > 4 and fuzz.ratio(a, b) >= 75) for a, b in zip(one, other, strict=True))


def likeness(one: str, words: Sequence[str], other: Sequence[str]) -> float | None:
    """Return how alike two names are (of 100), None where they differ by more than slips.

    ``one`` are the letters of the first name, ``words`` its words; ``other`` are the words of the second.
    """
    letters = "".join(other)
    if abs(len(letters) - len(one)) > (ONE_WORD if len(words) == 1 else MORE_WORDS):
        return None
    score = fuzz.ratio(one, letters, score_cutoff=_ALIKE)
    return round(score, 1) if score and slips_only(words, other) else None
