"""Regular Dutch word forms: the singular of a plural, the infinitive of a verb form.

>>> singular("verordeningen", frozenset({"verordening"})), singular("mogelijkheden", frozenset())
('verordening', 'mogelijkheid')
>>> infinitive("monitorde", "WW|pv|verl|ev"), infinitive("geëvalueerd", "WW|vd|vrij|zonder")
('monitoren', 'evalueren')
"""

from __future__ import annotations

from collections.abc import Container

_VOWELS = "aeiouyáéíóúäëïöü"
_SHORT = ("er", "el", "en", "em", "ig")  # endings without stress: their consonant is not doubled
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
    if stem[-2] in _VOWELS and stem[-3] in _VOWELS:
        return soft + "en"
    stressless = stem.endswith(_SHORT) and any(v in stem[:-2] for v in _VOWELS)
    return stem + stem[-1] + "en" if stem[-2] in "aeiou" and not stressless else stem + "en"


def _stem(word: str, tag: str) -> str | None:
    if tag == "WW|pv|tgw|ev":
        return word
    if tag == "WW|pv|tgw|met-t":
        return word.removesuffix("t")
    if tag.startswith("WW|pv|verl"):
        bare = word[:-1] if tag.endswith("mv") and word.endswith("n") else word
        return bare[:-2] if bare.endswith(("de", "te")) else None
    if "|vd|" in tag:
        bare = word[:-1] if "met-e" in tag and word.endswith("e") else word
        stem = bare[:-1]
        if not bare.endswith(("d", "t")) or stem.endswith("e"):
            return None
        return stem[2:].replace("ë", "e", 1) if stem.startswith("ge") and len(stem) > 5 else stem
    return None
