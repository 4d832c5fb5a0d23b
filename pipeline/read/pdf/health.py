"""Whether a page's text can be read at all: a text layer may hold signs that stand for no letters."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from enum import StrEnum

from pipeline.read.pdf.furniture import is_page_number
from pipeline.read.pdf.page import Page, Word

_CONTROL, _PRIVATE = 0.02, 0.1  # of the signs: with more that are no letters, what is left is no text
_MOSTLY = 0.3  # of a page: a picture that covers more, beside few words, holds what the page says
_FEW = 60  # words
_LEAST = 12  # words: fewer say nothing
_PLAIN = re.compile(r"[\W_]*(?:[^\W\d_]+(?:[-'’/.&][^\W\d_]+)*|[€$+\-–]?[\d.,:/%\-–]+|[^\W_]{1,6})[\W_]*")
_PLAIN_SHARE = 0.65  # of the words: with fewer that are a word, a number or a code, they are no text
_SIGNS = ".,:;!?()[]'\"‘’“”"
_ENOUGH = 80  # words of letters: so many hold words that every text has
_USUAL_SHARE = 0.04
_USUAL = frozenset(
    """de het een van en in te voor op met is zijn dat die aan door of er om als ook bij wij we worden wordt naar
    tot uit over niet deze dit the of and to for""".split()  # noqa: SIM905 - a list of words reads as words
)


class Health(StrEnum):
    """What became of a page's text."""

    READ = "read"
    EMPTY = "empty"
    PICTURE = "picture"
    PARTLY = "partly"  # read, but most of what it shows is a picture
    BROKEN = "broken"


def health(page: Page) -> Health:
    """Return what became of a page's text."""
    if not page.words:
        return Health.PICTURE if page.pictures else Health.EMPTY
    if page.pictures and is_page_number(" ".join(w.text for w in page.words)):
        return Health.PICTURE
    if _is_broken(page.words):
        return Health.BROKEN
    return Health.PARTLY if page.covered > _MOSTLY and len(page.words) < _FEW else Health.READ


def _is_broken(words: Sequence[Word]) -> bool:
    signs = "".join(w.text for w in words)
    if "(cid:" in signs:
        return True
    kinds = Counter(unicodedata.category(c) for c in signs)
    # No text holds control signs. Bullets of symbol fonts are signs for private use, one to a line: no harm.
    if kinds["Cc"] + kinds["Cn"] + signs.count("\ufffd") > max(3, _CONTROL * len(signs)):
        return True
    if kinds["Co"] + kinds["Cs"] > max(3, _PRIVATE * len(signs)):
        return True
    tokens = [w.text for w in words if len(w.text) > 1]
    plain = sum(_PLAIN.fullmatch(t) is not None for t in tokens)
    if len(tokens) >= _LEAST and plain < _PLAIN_SHARE * len(tokens):
        return True
    letters = [t.lower().strip(_SIGNS) for t in tokens if t.strip(_SIGNS).isalpha()]
    usual = sum(t in _USUAL for t in letters)
    # A page of names has no such words either, and has capitals.
    names = sum(t[:1].isupper() for t in tokens)
    return len(letters) >= _ENOUGH and usual < _USUAL_SHARE * len(letters) and names < 0.4 * len(tokens)
