"""The words of a text that say what it is about, each with the parts that it is made of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.ruleset import Rules
from pipeline.trace.stems import stem

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# The lists of words that tell no activity from another, and of those that hardly do.
EMPTY_WORDS, FAINT_WORDS = "zonder-inhoud", "weinig-inhoud"
FAINT = 0.4
_NAMES = {"PROPN", "X"}
_NUMBER, _FIGURE = 0.4, re.compile(r"\d{2,}(?:\.\d{3})*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SHARE = {"NOUN": 1.0, "PROPN": 0.9, "X": 0.9, "VERB": 0.55, "ADJ": 0.5}
_OF = {"van", "tot", "naar"}  # after the first word: "Aanleg van …" tells as little of what as "We leggen … aan"
_ARTICLES = {"De", "Het"}
_OPENING = 2
_LEAST = 2
# Words of times that say when; the table also holds words that only look so beside a number.
_TIMES = {
    "maand", "maand-kort", "seizoen", "rang", "getal", "eenheid", "jaarwoord", "wijzer", "relatief", "herhaling", "elk",
    "keer", "continu", "modificatie",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Term:
    """A word: its stem, the stems of the parts of a compound (or of itself alone), and how much its sort tells.

    ``name`` says that it is one, and may be a mere place; ``partner`` that it names one.
    ``letters`` are the initials of its parts, as an abbreviation would take them; ``short`` is the abbreviation that
    the word itself is ("ihp"), or empty. ``at`` is where it begins in its text.
    """

    stem: str
    parts: tuple[str, ...]
    share: float
    letters: str
    short: str = ""
    name: bool = False
    partner: bool = False
    at: int = field(default=0, compare=False)


class Empty:
    """The words that tell nothing: those of times, and those of the list for it."""

    def __init__(self, rules: Rules) -> None:
        words = {w.lower() for row in rules.time if row.kind in _TIMES for w in row.words if " " not in w}
        listed = {w.lower() for w in rules.words.get(EMPTY_WORDS, ())}
        self._words = words | listed
        self._stems = {stem(w) for w in listed}
        self._faint = {stem(w) for w in rules.words.get(FAINT_WORDS, ())}

    def holds(self, token: Token, lemma: str) -> bool:
        """Say whether a word tells nothing."""
        return token.lower_ in self._words or lemma in self._words or stem(lemma) in self._stems

    def factor(self, lemma: str) -> float:
        """Return how much of what its sort tells a word tells."""
        return FAINT if stem(lemma) in self._faint else 1.0


def terms(doc: Doc, empty: Empty) -> tuple[Term, ...]:
    """Return the telling words of a text, in order."""
    return tuple(term for token in doc if (term := _term(token, empty)) is not None)


def _term(token: Token, empty: Empty) -> Term | None:
    share = _SHARE.get(token.pos_)
    text = token.text.strip("-–'’\"")
    if _FIGURE.fullmatch(text) and not _YEAR.fullmatch(text):
        return Term(text, (text,), _NUMBER, "", at=token.idx)
    if share is None or len(text) < _LEAST or not any(c.isalpha() for c in text):
        return None
    verbal = token.tag_.startswith("WW")
    lemma = token.lemma_.lower() if token.pos_ not in _NAMES else text.lower()
    joined = lemma.replace("_", "")
    if empty.holds(token, joined):
        return None
    pieces = [joined] if verbal else [p for p in lemma.replace("-", "_").split("_") if p]
    parts = tuple(dict.fromkeys(s for p in pieces if len(s := stem(p)) >= _LEAST)) or (joined,)
    short = text.lower() if text.isupper() and 2 <= len(text) <= 6 else ""
    if not short and "-" in text:  # "OKO-meting"
        head = text.partition("-")[0]
        short = head.lower() if head.isupper() and len(head) >= _LEAST else ""
    if verbal or (token.i < _OPENING and token.i + 1 < len(token.doc) and token.nbor().lower_ in _OF):
        share = _SHARE["VERB"]
    share *= empty.factor(joined)
    return Term(
        "".join(parts),
        parts,
        share,
        "".join(p[0] for p in pieces),
        short,
        token.pos_ in _NAMES or _titles(token),
        at=token.idx,
    )


def _titles(token: Token) -> bool:
    """Say whether a noun is the first word of a name: "bibliotheek De Leesboot"."""
    rest = token.doc[token.i + 1 : token.i + 3]
    if token.pos_ != "NOUN" or not len(rest):
        return False
    article = rest[0].text in _ARTICLES and len(rest) > 1
    return (rest[1] if article else rest[0]).pos_ == "PROPN"


def stems_of(found: Iterable[Term]) -> frozenset[str]:
    """Return every stem in a list of terms: of whole words and of their parts."""
    return frozenset(s for term in found for s in (term.stem, *term.parts, term.short) if s)
