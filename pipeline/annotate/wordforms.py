"""Regular Dutch word forms: the singular of a plural, the infinitive of a verb form.

>>> singular("verordeningen", frozenset({"verordening"})), singular("mogelijkheden", frozenset())
('verordening', 'mogelijkheid')
>>> infinitive("monitorde", "WW|pv|verl|ev"), infinitive("geëvalueerd", "WW|vd|vrij|zonder")
('monitoren', 'evalueren')
"""

from __future__ import annotations

from collections.abc import Container

_VOWELS = "aeiouyáéíóúäëïöü"
_SHORT = ("er", "el", "en", "em", "ig", "or")  # endings without stress: their consonant is not doubled
_PREFIXES = ("ver", "her", "ont", "be", "ge")
_PAIRS = ("ij",)
_PLAIN = str.maketrans("ëïü", "eiu")  # the signs that part "ge" from a vowel
_SOFT = {"f": "v", "s": "z"}
_HARD = {"v": "f", "z": "s"}


def singular(word: str, known: Container[str]) -> str | None:
    """Return the singular of a plural noun in lower case, or None; of several, one that is ``known``."""
    if word.endswith("'s"):
        return word[:-2]
    if word.endswith("heden"):
        return word[:-5] + "heid"
    if word.endswith("ën"):
        return word[:-2]
    if word.endswith("s"):
        return word[:-1]
    if not word.endswith("en") or len(word) < 5:
        return None
    stem = word[:-2]
    if stem[-1] == stem[-2]:
        return stem[:-1]
    last = _HARD.get(stem[-1], stem[-1])
    hard = stem[:-1] + last
    long = stem[-1] not in _VOWELS and stem[-2] in "aeou" and (len(stem) < 3 or stem[-3] not in _VOWELS)
    options = [hard[:-1] + stem[-2] + last, hard] if long else [hard, stem + "e"]
    for option in options:
        if option in known:
            return option
    return stem if stem.endswith(("er", "el", "ing", "heid", "teit")) else options[0]


def infinitive(word: str, tag: str) -> str | None:
    """Return the infinitive of a regular verb form in lower case, or None; ``tag`` is its CGN tag."""
    if "|inf|" in tag or tag == "WW|pv|tgw|mv":
        return word if word.endswith("n") else None
    if "|od|" in tag:
        bare = word.rstrip("e")
        return bare[:-1] if bare.endswith("nd") else None
    stem = _stem(word, tag)
    if stem is None or len(stem) < 3 or stem[-1] in _VOWELS:
        return None
    soft = stem[:-1] + _SOFT.get(stem[-1], stem[-1])
    if stem[-3:-1] in ("aa", "ee", "oo", "uu"):
        return soft[:-2] + soft[-1] + "en"
    if stem[-3:-1] in _PAIRS or (stem[-2] in _VOWELS and stem[-3] in _VOWELS):
        return soft + "en"
    if stem[-2] in "lr" and stem[-1] == "f":
        return soft + "en"
    return stem + stem[-1] + "en" if stem[-2] in "aeiou" and not _stressless(stem) else stem + "en"


def _stressless(stem: str) -> bool:
    """Say whether a stem's last syllable has no stress ("wandel", "monitor"), so that its consonant stays single."""
    if not stem.endswith(_SHORT):
        return False
    start = next((p for p in _PREFIXES if stem.startswith(p) and len(stem) > len(p) + 1), "")
    return any(v in stem[len(start) : -2] for v in _VOWELS)


def _stem(word: str, tag: str) -> str | None:
    if tag == "WW|pv|tgw|ev":
        return word
    if tag == "WW|pv|tgw|met-t":
        return word.removesuffix("t") if len(word) > 3 else None
    if tag.startswith("WW|pv|verl"):
        bare = word[:-1] if tag.endswith("mv") and word.endswith("n") else word
        return _before_ending(bare, 2) if bare.endswith(("de", "te")) else None
    if "|vd|" in tag:
        bare = word[:-1] if "met-e" in tag and word.endswith("e") else word
        if not bare.endswith(("d", "t")) or bare.endswith(("ed", "et")):
            return None
        stem = _before_ending(bare, 1)
        return stem[2:].translate(_PLAIN) if stem.startswith("ge") and len(stem) > 4 else stem
    return None


def _before_ending(word: str, length: int) -> str:
    """Return a word without its ending; "ch" and a vowel are no end of a stem: there the t or d is the stem's own."""
    stem = word[:-length]
    return stem + word[-length] if stem.endswith("ch") else stem
