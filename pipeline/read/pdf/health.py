"""Whether a page's text can be read at all: a text layer may hold signs that stand for no letters."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from enum import StrEnum

from pipeline.read.pdf.page import Page, Word

_BROKEN = 0.1  # of the signs: with more that are no letters, what is left is no text
_LEAST = 30  # words: fewer say nothing about the language
_VOWELS = frozenset("aeiouyáéíóúàèìòùäëïöüâêîôûAEIOUY")
_WITHOUT = 0.55  # of the words of letters: with more that have no vowel, they are no words


class Health(StrEnum):
    """What became of a page's text."""

    READ = "read"
    EMPTY = "empty"
    PICTURE = "picture"
    BROKEN = "broken"


def health(page: Page) -> Health:
    """Return what became of a page's text."""
    if not page.words:
        return Health.PICTURE if page.pictures else Health.EMPTY
    return Health.BROKEN if _is_broken(page.words) else Health.READ


def _is_broken(words: Sequence[Word]) -> bool:
    signs = "".join(w.text for w in words)
    if "(cid:" in signs:
        return True
    odd = sum(c == "\ufffd" or unicodedata.category(c) in {"Cc", "Cn", "Co", "Cs"} for c in signs)
    # Bullets of symbol fonts are signs for private use, one to a line; a few are no harm.
    if odd > max(3, _BROKEN * len(signs)):
        return True
    letters = [w.text for w in words if len(w.text) > 2 and w.text.isalpha()]
    without = sum(not _VOWELS & set(w) and not w.isupper() for w in letters)
    return len(letters) >= _LEAST and without > _WITHOUT * len(letters)
