"""The words of time: a text becomes lexemes, each with the rows of ``tijd`` that know it.

A :class:`Lexicon` is made once per set of rules. Reading is one pass over the text: numbers are told
apart by their looks, words and phrases are looked up, longest first; what is no word of time stays in
as a plain lexeme, so that two words of an expression are neighbours only where nothing stands between.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.ruleset import Rules
from pipeline.ruleset.schema import TimeRow

YEARS = range(1900, 2101)
CENTURY = 2000
_PIECE = re.compile(
    r"(?P<word>(?!https?://|www\.)[^\W\d_]+)"
    r"|(?P<date>(?<![\w.,/-])(?P<day>\d{1,2})(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<year>(?:19|20)\d\d|(?<=-)\d\d)"
    r"(?![\w/-]|[.,]\d))"
    r"|(?P<iso>(?<![\w.,/-])(?:19|20)\d\d-\d\d-\d\d(?![\w/-]))"
    r"|(?P<scan>(?<![\w.,])(?=\d?[OoIl]|\d\d[OoIl]|\d{3}[OoIl])[12][09Oo][\dOoIl]{2}(?!\w))"
    r"|(?P<number>\d+(?:[.,:]\d+)*)"
    r"|(?P<url>(?:https?://|www\.)\S+)"
    r"|(?P<sign>[^\w\s]|_)"
)
_DIGIT = re.compile(r"\d")
_SCANNED = str.maketrans("OoIl", "0011")
_NONE: frozenset[str] = frozenset()
_ANCHORS = frozenset(
    {
        "maand",
        "maand-kort",
        "seizoen",
        "wijzer",
        "relatief",
        "herhaling",
        "elk",
        "keer",
        "om",
        "continu",
        "letter",
    }
)


class Lexeme(NamedTuple):
    """A word, number or sign. ``rows`` are the rows that know it; ``number`` is its value, if any.

    ``look`` is ``year`` (a number that can be one), ``number`` (small, whole), ``digits`` (any other
    number, or one inside a code), ``date``, ``word`` or ``sign``.
    """

    look: str
    start: int
    end: int
    rows: tuple[TimeRow, ...] = ()
    number: int = -1
    date: dt.date | None = None
    kinds: frozenset[str] = frozenset()

    def row(self, kind: str) -> TimeRow | None:
        """Return the row of a kind that knows this lexeme."""
        if kind not in self.kinds:
            return None
        for row in self.rows:
            if row.kind == kind:
                return row
        return None

    def is_a(self, kind: str, *values: str) -> bool:
        """Say whether a row of a kind, with one of ``values`` where given, knows this lexeme."""
        if kind not in self.kinds or not values:
            return kind in self.kinds
        return any(row.kind == kind and row.value in values for row in self.rows)


NOTHING = Lexeme("none", 0, 0)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A phrase after its first piece: in lower case, and as written where its case counts."""

    rest: tuple[str, ...]
    exact: tuple[str, ...] | None
    rows: tuple[TimeRow, ...]


def pieces(text: str) -> list[str]:
    """Split a phrase as the reader splits a text.

    >>> pieces("t/m 2024-2026")
    ['t', '/', 'm', '2024', '-', '2026']
    """
    return [match.group() for match in _PIECE.finditer(text)]


class Lexicon:
    """What the rules say about time, ready for look-up.

    ``forms`` are the rows of kind ``vorm`` by value, ``laws`` the names after which a year is no time.
    """

    def __init__(self, rules: Rules) -> None:
        self.forms = {row.value or "": row for row in rules.time if row.kind == "vorm"}
        self.laws = frozenset(
            name.removesuffix(name[-5:]) if re.search(r" \d{4}$", name) else name
            for law in rules.laws
            for name in (law.name, *law.aliases)
        )
        self.law_words = frozenset(word.lower() for row in rules.time if row.value == "wetwoord" for word in row.words)
        self.law_row = next((row for row in rules.time if row.value == "wetwoord"), None)
        found: dict[tuple[str, ...], dict[str, TimeRow]] = {}
        for row in rules.time:
            for word in row.words:
                found.setdefault(tuple(pieces(word)), {})[f"{row.kind}/{row.name}"] = row
        self._phrases: dict[str, list[_Entry]] = {}
        for phrase, rows in found.items():
            exact = phrase if any(piece != piece.lower() for piece in phrase) else None
            rest = tuple(piece.lower() for piece in phrase[1:])
            self._phrases.setdefault(phrase[0].lower(), []).append(_Entry(rest, exact, tuple(rows.values())))
        for entries in self._phrases.values():
            entries.sort(key=lambda e: -len(e.rest))
        self._anchoring = frozenset(
            first for first, entries in self._phrases.items() if any(_anchors(row) for e in entries for row in e.rows)
        )

    def read(self, text: str) -> list[Lexeme]:
        """Return the lexemes of a text, or none at all where nothing in it speaks of time."""
        matches = list(_PIECE.finditer(text))
        lowers = [match.group().lower() for match in matches]
        if self._anchoring.isdisjoint(lowers) and not _DIGIT.search(text):
            return []
        known = self._phrases
        found: list[Lexeme] = []
        anchored = False
        at = 0
        while at < len(matches):
            match = matches[at]
            look = match.lastgroup
            if (look == "word" or look == "sign") and lowers[at] not in known:
                found.append(Lexeme(look, *match.span()))
                at += 1
                continue
            lexeme, at = self._next(text, matches, lowers, at)
            found.append(lexeme)
            if not anchored:
                anchored = lexeme.look in ("year", "date") or any(map(_anchors, lexeme.rows))
        return found if anchored else []

    def _next(self, text: str, matches: list[re.Match[str]], lowers: list[str], at: int) -> tuple[Lexeme, int]:
        entries = self._phrases.get(lowers[at])
        if entries is None:
            return _lexeme(text, matches[at], ()), at + 1
        rows: tuple[TimeRow, ...] = ()
        length = 0
        for entry in entries:
            if rows and len(entry.rest) < length:
                break
            stop = at + 1 + len(entry.rest)
            if tuple(lowers[at + 1 : stop]) != entry.rest:
                continue
            if entry.exact and tuple(m.group() for m in matches[at:stop]) != entry.exact:
                continue
            rows, length = rows + entry.rows, len(entry.rest)
        if length:
            kinds = frozenset(row.kind for row in rows)
            return Lexeme("word", matches[at].start(), matches[at + length].end(), rows, kinds=kinds), at + length + 1
        return _lexeme(text, matches[at], rows), at + 1


def _anchors(row: TimeRow) -> bool:
    """Say whether a text with a word of this row can speak of time, whatever its other words are."""
    return row.kind in _ANCHORS or (row.kind == "eenheid" and row.value in ("kwartaal", "halfjaar", "jaar"))


def _lexeme(text: str, match: re.Match[str], rows: tuple[TimeRow, ...]) -> Lexeme:
    (start, end), look = match.span(), match.lastgroup
    kinds = frozenset(row.kind for row in rows) if rows else _NONE
    if look in ("date", "iso"):
        date = _date(match)
        return Lexeme("date" if date else "digits", start, end, rows, date=date, kinds=kinds)
    if look == "scan":  # a year in which a scanner took figures for letters: "2O25"
        return Lexeme("year", start, end, rows, int(match.group().translate(_SCANNED)), kinds=kinds)
    if look != "number":
        return Lexeme(look if look in ("word", "sign") else "digits", start, end, rows, kinds=kinds)
    digits = match.group()
    if not digits.isdigit() or len(digits) > 4 or not _stands_free(text, start, end):
        return Lexeme("digits", start, end, rows, kinds=kinds)
    value = int(digits)
    look = "year" if len(digits) == 4 and value in YEARS else "number" if len(digits) <= 2 else "digits"
    return Lexeme(look, start, end, rows, value, kinds=kinds)


def _date(match: re.Match[str]) -> dt.date | None:
    year, month, day = match["iso"].split("-") if match["iso"] else (match["year"], match["month"], match["day"])
    try:
        return dt.date(int(year) + (CENTURY if len(year) == 2 else 0), int(month), int(day))
    except ValueError:
        return None


def _stands_free(text: str, start: int, end: int) -> bool:
    """Say whether a number is no part of a code: "A2024", "2024.pdf", "_2024"."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before == "_" or after == "_" or (before in "#@=" and before):
        return False
    return not (after in ".@" and after and text[end + 1 : end + 2].islower())


_LEXICONS: dict[str, Lexicon] = {}


def lexicon(rules: Rules) -> Lexicon:
    """Return the lexicon of a set of rules, made once for each digest."""
    if rules.digest not in _LEXICONS:
        if len(_LEXICONS) >= 8:
            _LEXICONS.clear()
        _LEXICONS[rules.digest] = Lexicon(rules)
    return _LEXICONS[rules.digest]
