"""The letters of a text: what is left of it when signs, capitals, accents and a scanner's faults don't count.

If a rule's words stand in a text, in whatever way the program would find them, then their letters stand in the
text's letters. So a word whose letters are not there can't have been found: that is all that is asked here.

>>> text = Letters(spaced("Het Trirnbos-instituut werkt in de wijk."))
>>> text.has("trimbosinstituut"), text.has("Wijkteam"), text.has_word("wijk"), text.has_word("werk")
(True, False, True, False)
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from pipeline.ruleset.index import EDGE, squash
from pipeline.ruleset.nearness import MORE_WORDS, WORD, likeness

# Letters that scanners mix up, as one of them: what `index.skeleton` makes of a name, spelled out letter by letter,
# so that a part of a text gives a part of its letters.
_COARSE = str.maketrans(
    {"m": "rn", "w": "vv", **dict(zip("l1j058q9c", "iiiosbgge", strict=True)), "ς": "σ"}  # and one letter of two forms
)
_SCANNED = re.compile(r"rn|vv|[^\W\d_][01]|[01][^\W\d_]")


def spaced(text: str) -> str:
    """Return the words of a text, squashed, with a space around each.

    >>> spaced("Cliënten, en 's-Heerenberg")
    ' clienten en s heerenberg '
    """
    return f" {' '.join(map(squash, WORD.findall(text)))} "


def joined(text: str) -> str:
    """Return the letters and figures of a text, squashed.

    >>> joined("Zorg- en Veiligheidshuis")
    'zorgenveiligheidshuis'
    """
    return spaced(text).replace(" ", "")


def coarse(text: str) -> str:
    """Return the letters of a text with those that scanners mix up made one.

    >>> coarse("Trimbos") == coarse("trirnbos"), coarse("ambitie") == coarse("arnb1tie")
    (True, True)
    """
    return joined(text).translate(_COARSE)


def gather(texts: Iterable[str]) -> str:
    """Return the words of several texts, those left out that stand in the ones before them."""
    found = ""
    for text in texts:
        words = spaced(text)
        if words not in found:
            found += words + "\n"
    return found


def _split(letters: str) -> Iterator[str]:
    """Yield some letters as they may be written over one word or several.

    >>> list(_split("abc"))
    ['abc', 'ab c', 'a bc', 'a b c']
    """
    for spaces in itertools.product(("", " "), repeat=max(0, len(letters) - 1)):
        yield "".join(map("".join, zip(letters, (*spaces, ""), strict=True)))


def _places(text: str, part: str) -> Iterator[int]:
    """Yield where a part of a text stands."""
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def _like(words: Sequence[str], name: tuple[str, ...], length: int, backwards: bool = False) -> bool:
    """Say whether a name is like some of the words from the first on."""
    found = ""
    for number, word in enumerate(words, 1):
        found = word + found if backwards else found + word
        if len(found) > length + MORE_WORDS:
            return False
        own = words[:number]
        if len(found) >= length - MORE_WORDS and likeness(found, own[::-1] if backwards else own, name):
            return True
    return False


class Letters:
    """The letters of a document, from the words that :func:`spaced` or :func:`gather` gave."""

    def __init__(self, words: str) -> None:
        self._spaced = words

    @cached_property
    def joined(self) -> str:
        """All letters and figures, without the spaces."""
        return self._spaced.replace(" ", "")

    @cached_property
    def words(self) -> frozenset[str]:
        """All words, squashed."""
        return frozenset(self._spaced.split())

    @cached_property
    def _coarse(self) -> str:
        return self.joined.translate(_COARSE)

    @cached_property
    def _scanned(self) -> str:
        """The words that a scanner may have had its hand in."""
        return " ".join(word.translate(_COARSE) for word in self.words if _SCANNED.search(word))

    def has(self, text: str) -> bool:
        """Say whether the letters of a text can stand here."""
        return self.holds(coarse(text))

    def holds(self, letters: str) -> bool:
        """Say whether coarse letters stand here, within a word or over several."""
        return letters in self._coarse

    def has_word(self, squashed: str) -> bool:
        """Say whether a word stands here, as it is."""
        return squashed in self.words

    def has_like(self, name: tuple[str, ...]) -> bool:
        """Say whether a name of these words stands here but for a slip: as :class:`AliasIndex` would find it."""
        letters = "".join(name)
        reach = 2 * (len(letters) + MORE_WORDS)  # letters, and a space behind each
        for edge in _split(letters[:EDGE]):
            for at in _places(self._spaced, f" {edge}"):
                if _like(self._spaced[at : at + reach].partition("\n")[0].split(), name, len(letters)):
                    return True
        for edge in _split(letters[-EDGE:]):
            for at in _places(self._spaced, f"{edge} "):
                end = at + len(edge) + 1
                words = self._spaced[max(0, end - reach) : end].rpartition("\n")[2].split()
                if _like(words[::-1], name, len(letters), backwards=True):
                    return True
        return False

    def may_be_mended(self, letters: str) -> bool:
        """Say whether coarse letters stand in a word that may have been scanned badly."""
        return letters in self._scanned
