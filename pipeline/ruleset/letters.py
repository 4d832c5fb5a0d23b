"""The letters of a text: what is left of it when signs, capitals, accents and a scanner's faults don't count.

If a rule's words stand in a text, in whatever way the program would find them, then their letters stand in the
text's letters. So a word whose letters are not there can't have been found: that is all that is asked here.

>>> text = Letters(spaced("Het Trirnbos-instituut werkt in de wijk."))
>>> text.has("trimbosinstituut"), text.has("Wijkteam"), text.has_word("wijk"), text.has_word("werk")
(True, False, True, False)
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from pipeline.ruleset.index import EDGE, WIDEST, squash
from pipeline.ruleset.nearness import MORE_WORDS, WORD, likeness

# Letters that scanners mix up, as one of them: what `index.skeleton` makes of a name, spelled out letter by letter,
# so that a part of a text gives a part of its letters.
_COARSE = str.maketrans(
    {"m": "rn", "w": "vv", **dict(zip("l1j058q9c", "iiiosbgge", strict=True)), "ς": "σ"}  # and one letter of two forms
)
_Places = Mapping[str, Sequence[tuple[Sequence[str], int]]]
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
        begins, ends = self._edges
        for words, at in begins.get(letters[:EDGE], ()):
            if _like(words[at : at + WIDEST], name, len(letters)):
                return True
        return any(
            _like(words[max(0, at + 1 - WIDEST) : at + 1][::-1], name, len(letters), backwards=True)
            for words, at in ends.get(letters[-EDGE:], ())
        )

    @cached_property
    def _edges(self) -> tuple[_Places, _Places]:
        """Where in the text which three letters begin, and end, at the edge of a word."""
        begins: dict[str, list[tuple[Sequence[str], int]]] = defaultdict(list)
        ends: dict[str, list[tuple[Sequence[str], int]]] = defaultdict(list)
        for line in self._spaced.splitlines():
            words, letters, start = line.split(), line.replace(" ", ""), 0
            for number, word in enumerate(words):
                end = start + len(word)
                begins[letters[start : start + EDGE]].append((words, number))
                ends[letters[max(0, end - EDGE) : end]].append((words, number))
                start = end
        return begins, ends

    def may_be_mended(self, letters: str) -> bool:
        """Say whether coarse letters stand in a word that may have been scanned badly."""
        return letters in self._scanned
