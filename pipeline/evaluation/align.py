r"""Places in one text of a document carried to another text of it: what a PDF or a web page gives, to the plain text.

>>> carried = Alignment("Wij star-\nten nu.", "1. Wij starten\nnu. Klaar.")
>>> carried.carry(Span(0, 14))
Span(start=3, end=14)
>>> carried.carry(Span(13, 14)) is None  # nothing but a space
True
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from pipeline.span import Passage, Span

_WORD = re.compile(r"[^\W_]+")


def whole(text: str) -> Passage:
    """Return a text as one passage: line breaks folded, words healed that a line end broke."""
    return Passage.of(text, [Span(0, len(text))])


def _words(text: str) -> list[tuple[str, Sequence[int]]]:
    """Return the words of a text in lower case, each with the places of its characters."""
    passage = whole(text)
    found: list[tuple[str, Sequence[int]]] = []
    for word in _WORD.finditer(passage.text):
        found.append((word.group().lower(), [passage.place(at) for at in range(*word.span())]))
    return found


class Alignment:
    """Where the letters and figures of one text stand in another, word by word."""

    def __init__(self, text: str, other: str) -> None:
        self._text = text
        self._places: dict[int, int] = {}
        ours, theirs = _words(text), _words(other)
        matcher = SequenceMatcher(None, [w for w, _ in ours], [w for w, _ in theirs], autojunk=False)
        for first, second, size in matcher.get_matching_blocks():
            for at in range(size):
                self._places.update(zip(ours[first + at][1], theirs[second + at][1], strict=False))

    def carry(self, span: Span) -> Span | None:
        """Return a place in the other text, None where less than half of its letters and figures stand there."""
        letters = [at for at in range(span.start, span.end) if self._text[at].isalnum()]
        found = sorted(self._places[at] for at in letters if at in self._places)
        if not found or 2 * len(found) < len(letters):
            return None
        return Span(found[0], found[-1] + 1)
