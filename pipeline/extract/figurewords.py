"""What the words of a table of figures say: the table ``cijfers`` as a look-up for headings, rows and cells."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal, TypeVar

from pipeline.extract.amounts import Amount, amount
from pipeline.extract.kept import per_rules
from pipeline.ruleset import Rules
from pipeline.ruleset.schema import FigureRow

T = TypeVar("T")
Side = Literal["lasten", "baten", "saldo"]
_WORD = re.compile(r"[^\W\d_]+(?:[-'./][^\W\d_]+)*|0-[^\W\d_]+|\d[\d.,]*|[%€#]")
_TIMES = re.compile(r"×|\*(?=\s*[€\d])")
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]\d|\d)")
_YEARS = re.compile(r"(?:19|20)\d\d\s*(?:[-–/]|t/m|tot en met)\s*(?:19|20)?\d\d\b")
# What may stand beside a heading's own words without changing what it heads.
_LIGHT = frozenset(
    {
        *("de", "het", "een", "van", "in", "op", "over", "per", "voor", "na", "tot", "t/m", "en", "of", "eind", "jaar"),
        *("ultimo", "bij", "incl", "excl", "inclusief", "exclusief", "o.b.v", "totaal", "totale", "bedragen", "bedrag"),
        *("x", "€", "%", "#", "aantal"),
    }
)
_LONGEST = 120  # characters of a heading, a name of a row or a unit
_BRACKETS = re.compile(r"\(([^()]{1,60})\)\s*[*¹²³]*\s*$")
# What tells more than a measure beside it: a difference of two, a target in a budget.
_FIRST = ("afwijking", "streefwaarde", "nulmeting", "begroting-na-wijziging", "mutatie", "prognose")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text in lower case, with where each begins and ends."""

    words: tuple[str, ...]
    places: tuple[tuple[int, int], ...]


@lru_cache(maxsize=4096)
def words_of(text: str) -> Words:
    """Return the words, numbers and signs of a text.

    >>> words_of("Bedragen ×€1.000,-").words
    ('bedragen', 'x', '€', '1.000')
    """
    low = _TIMES.sub("x", text.lower().replace("\u2019", "'")).replace("*", " ")
    found = [(m[0].rstrip(".,"), m.start()) for m in _WORD.finditer(low)]
    return Words(tuple(w for w, _ in found), tuple((at, at + len(w)) for w, at in found))


@dataclass(frozen=True, slots=True)
class Head:
    """What the heading of a column, or the name of a row, says of its figures.

    ``column`` and ``side`` are values of ``cijfers``; ``use`` is what else a column holds: ``indicator``, ``taakveld``
    or ``naam`` for names of rows, ``eenheid``, ``bron``, ``vergelijking``, ``overig`` or ``aandeel``. ``known`` says
    that its words are known ones for the better part.
    """

    text: str
    column: str | None = None
    side: Side | None = None
    year: int | None = None
    use: str | None = None
    known: bool = False

    @property
    def counts(self) -> bool:
        """Whether the column holds figures, as far as its heading tells."""
        return self.use is None and (self.column, self.side, self.year) != (None, None, None)


@dataclass(frozen=True, slots=True)
class Scale:
    """In what the amounts of a table stand: the words, as written, and how many euros one is."""

    text: str
    multiplier: int


class FigureWords:
    """The rows of ``cijfers``, ready to be asked."""

    def __init__(self, rows: tuple[FigureRow, ...]) -> None:
        self._phrases: dict[str, list[tuple[tuple[str, ...], FigureRow]]] = {}
        self._single: dict[tuple[str, str], FigureRow] = {}
        self._heads: dict[str, Head] = {}
        self._shapes = {row.value: row for row in rows if row.kind in ("vorm", "afleiding")}
        for row in rows:
            for phrase in row.words:
                self._single.setdefault((row.kind, phrase.lower()), row)
                parts = words_of(phrase).words
                if parts:
                    self._phrases.setdefault(parts[0], []).append((parts, row))
        for phrases in self._phrases.values():
            phrases.sort(key=lambda one: -len(one[0]))

    def shape(self, value: str) -> FigureRow | None:
        """Return the row of a way of reading; None where the table has none, and it is not read so."""
        return self._shapes.get(value)

    def matches(self, text: str, *kinds: str) -> list[tuple[int, int, FigureRow]]:
        """Return the phrases of some kinds in a text, by the numbers of their words, none within another."""
        words = words_of(text).words
        found: list[tuple[int, int, FigureRow]] = []
        at = 0
        while at < len(words):
            for phrase, row in self._phrases.get(words[at], ()):
                if row.kind in kinds and words[at : at + len(phrase)] == phrase:
                    found.append((at, at + len(phrase), row))
                    at += len(phrase) - 1
                    break
            at += 1
        return found

    def head(self, text: str) -> Head:
        """Return what a heading of a column or a name of a row says."""
        if text not in self._heads:
            if len(self._heads) > 10_000:
                self._heads.clear()
            self._heads[text] = self._head(text)
        return self._heads[text]

    def _head(self, text: str) -> Head:
        if len(text) > _LONGEST:
            return Head(text)
        bare = " ".join(_YEAR.sub(" ", text).split())
        found = self.matches(bare, "kolom", "kant", "naamkolom", "zijkolom", "aandeel", "eenheid")
        by_kind: dict[str, list[str]] = {}
        for _, _, row in found:
            by_kind.setdefault(row.kind, []).append(row.value or "")
        columns, sides = by_kind.get("kolom", []), by_kind.get("kant", [])
        column = next((one for one in _FIRST if one in columns), columns[0] if columns else None)
        if {"begroting", "realisatie"} <= set(columns) and column not in _FIRST:
            column = None  # "Begroot vs Realisatie" heads both
        words = words_of(bare).words
        covered = sum(end - start for start, end, _ in found)
        light = sum(w in _LIGHT or len(w) == 1 for w in words)
        known = bool(found) and covered * 2 >= len(words) - light
        return Head(text, column, _side(sides), year_of(text), self._use(bare, column, by_kind), known)

    def _use(self, text: str, column: str | None, found: dict[str, list[str]]) -> str | None:
        if "vergelijking" in found.get("zijkolom", ()):
            return "vergelijking"
        if "naamkolom" in found and column is None:
            return "naam" if found["naamkolom"][0] == "overig" else found["naamkolom"][0]
        if column is None and "kant" not in found:
            if "zijkolom" in found:
                return found["zijkolom"][0]
            if "aandeel" in found and len(words_of(text).words) <= 2:
                return "aandeel"
            return None
        # "Afwijking %" is a share; "Streefwaarde (%)" has its unit in brackets.
        return "aandeel" if "aandeel" in found and not _BRACKETS.search(text) else None

    def scale(self, text: str) -> Scale | None:
        """Return in what the amounts stand that this caption or heading is of."""
        if len(text) > _LONGEST or not any(sign in text.lower() for sign in ("€", "eur", "x", "×", "duizend", "mil")):
            return None
        words = words_of(text)
        # "€ 12.500" is an amount, and no unit of others.
        amounts = {n for n, (w, after) in enumerate(pairwise(words.words), 1) if w == "€" and after[0].isdigit()}
        found = [one for one in self.matches(text, "eenheid") if one[1] not in amounts]
        if not found:
            return None
        first, last, row = max(found, key=lambda one: one[1] - one[0])
        if first and words.words[first - 1] in ("bedragen", "bedrag"):
            first -= 1
        start, end = words.places[first][0], words.places[last - 1][1]
        return Scale(" ".join(text[start:end].split()), int(row.value or 1))

    def empty(self, text: str) -> bool:
        """Say whether a cell says that there is no figure."""
        return ("leeg", text.strip().lower()) in self._single

    def factor(self, word: str) -> int | None:
        """Return how many one is of what stands behind a figure ("mln")."""
        row = self._single.get(("grootte", word.lower().rstrip(".")))
        return int(row.value) if row is not None and row.value else None

    def effect(self, word: str) -> str | None:
        """Return what a sign beside a figure says: ``voordelig`` or ``nadelig``."""
        row = self._single.get(("teken", word.lower().rstrip(".")))
        return row.value if row is not None else None

    def amount(self, text: str) -> Amount | None:
        """Return the figure that a cell or a line is, if every word beside it is one of the table's."""
        found = amount(text)
        if found is None:
            return None
        known = (self.factor(w) is not None or self.effect(w) is not None for w in (found.before, found.after) if w)
        return found if all(known) else None

    def measure(self, name: str) -> str | None:
        """Return in what an indicator is measured, by the brackets behind its name or the first word of it."""
        brackets = _BRACKETS.search(name)
        for text in (brackets[1] if brackets else "", name):
            found = self.matches(text, "maateenheid")
            if found and found[0][0] == 0:
                _, end, row = found[0]
                if text is name or (row.value and end == len(words_of(text).words)):
                    return row.value
                return " ".join(text.split())
        return None


class Decided:
    """The rows that decide on a figure: the least sure of them names it."""

    def __init__(self, words: FigureWords) -> None:
        self._words = words
        self._row: FigureRow | None = None

    def take(self, value: str) -> bool:
        """Go by a row; say whether the table has it."""
        row = self._words.shape(value)
        if row is not None and (self._row is None or row.sure < self._row.sure):
            self._row = row
        return row is not None

    @property
    def name(self) -> str:
        """The rule that stands in the record."""
        assert self._row is not None
        return f"cijfers/{self._row.name}"

    @property
    def sure(self) -> float:
        """How sure it is."""
        assert self._row is not None
        return self._row.sure


def first_of(values: Iterable[T | None]) -> T | None:
    """Return the first of some values that is one."""
    return next((value for value in values if value is not None), None)


def _side(sides: list[str]) -> Side | None:
    if "saldo" in sides:
        return "saldo"
    if "lasten" in sides and "baten" in sides:
        return None
    return "lasten" if "lasten" in sides else "baten" if "baten" in sides else None


def year_of(text: str) -> int | None:
    """Return the year that a heading names, None where it names none or a range.

    >>> year_of("Begroting 2026"), year_of("2024-2027"), year_of("Saldo")
    (2026, None, None)
    """
    if _YEARS.search(text):
        return None
    found = _YEAR.search(text)
    return int(found[0]) if found else None


@per_rules
def figure_words(rules: Rules) -> FigureWords:
    """Return the look-up of a set of rules; it is built once."""
    return FigureWords(rules.figures)
