"""What of a text a change of a rule can be seen in: asked of its letters, and never missed.

A trigger may stir for a text in which the change is not seen after all; it may not keep still where it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from pipeline.ruleset.index import LEAST, is_abbreviation, squash
from pipeline.ruleset.letters import Letters, coarse, joined
from pipeline.ruleset.nearness import WORD


class Trigger(Protocol):
    """One way in which a change can be seen."""

    def stirs(self, text: Letters) -> bool:
        """Say whether the change can be seen in a text of these letters."""


@dataclass(frozen=True, slots=True)
class Said:
    """Seen where of each of ``needs`` (coarse letters) one stands: without any, always."""

    needs: tuple[tuple[str, ...], ...] = ()

    def stirs(self, text: Letters) -> bool:
        """See :class:`Trigger`."""
        return all(any(map(text.holds, choice)) for choice in self.needs)


ALWAYS = Said()


@dataclass(frozen=True, slots=True)
class Word:
    """Seen where a word stands on its own; it is squashed."""

    word: str

    def stirs(self, text: Letters) -> bool:
        """See :class:`Trigger`."""
        return text.has_word(self.word)


@dataclass(frozen=True, slots=True)
class Mended:
    """Seen where a word (coarse letters) stands as a bad scan may have it."""

    word: str

    def stirs(self, text: Letters) -> bool:
        """See :class:`Trigger`."""
        return text.may_be_mended(self.word)


@dataclass(frozen=True, slots=True)
class Alike:
    """Seen where a name of at least eight letters stands, to the letter, as a scanner has it, or nearly.

    >>> veenmos = Alike(("stichting", "veenmos"))
    >>> [veenmos.stirs(Letters(text)) for text in (" de stichting veenmoss wil ", " wij werken aan de buurt ")]
    [True, False]
    """

    words: tuple[str, ...]

    def stirs(self, text: Letters) -> bool:
        """See :class:`Trigger`."""
        exact = text.has("".join(self.words)) or text.words.issuperset(self.words)  # or its words in another order
        return exact or text.has_like(self.words)


def of_phrase(text: str) -> Said:
    """Return what is seen where the words of a phrase stand in a row.

    >>> of_phrase("in samenwerking met").needs
    (('insarnenvverkingrnet',),)
    """
    letters = coarse(text)
    return Said(((letters,),)) if letters else ALWAYS


def of_words(text: str) -> Said:
    """Return what is seen where all words of a phrase stand, whatever stands between them."""
    return Said(tuple((letters,) for word in WORD.findall(text) if (letters := coarse(word))))


def of_any(texts: Iterable[str]) -> Said:
    """Return what is seen where one of some words stands."""
    return Said((tuple(map(coarse, texts)),))


def of_name(name: str) -> Trigger:
    """Return what is seen where :class:`pipeline.ruleset.index.AliasIndex` may find a name.

    >>> of_name("GGD"), of_name("Trimbos-instituut")
    (Word(word='ggd'), Alike(words=('trimbos', 'instituut')))
    """
    words = tuple(map(squash, WORD.findall(name)))
    letters = joined(name)
    if not letters:
        return ALWAYS
    if len(letters) < LEAST and len(words) == 1:
        return Word(letters)  # a short name has no other number of words in the text
    return Alike(words) if len(letters) >= LEAST and not is_abbreviation(name) else of_phrase(name)
