"""How words of time combine to points: a day, a month, a quarter, a season, a year, or a part of one.

A :class:`Point` may lack its year; it borrows that of its neighbour ("maart t/m juni 2025"), and else
that of the document. Each method of :class:`Grammar` reads from a lexeme on and returns what it found,
with ``stop`` the index of the first lexeme after it, or None. Nothing here looks at the words around.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.extract import calendar
from pipeline.extract.calendar import Stretch
from pipeline.extract.timewords import CENTURY, NOTHING, Lexeme

Modifier = Literal["start", "mid", "end", "approx"]
MODIFIERS: dict[str, Modifier] = {"begin": "start", "medio": "mid", "eind": "end", "circa": "approx"}
_PER_YEAR = {"jaar": 1, "halfjaar": 2, "kwartaal": 4, "seizoen": 4, "maand": 12, "dag": 366}
_SEASONS = ("voorjaar", "zomer", "najaar", "winter")
LONGEST = 60  # years: a longer "range" is two numbers
_ORDINAL_ENDS = frozenset({"e", "de", "ste", "ᵉ"})
_JOINING = _ORDINAL_ENDS | {"à", "a"}  # words between numbers that no rule needs to know
# No time without one of these, or a year or a date. An expression has no word in it that no rule knows.
_CORES = frozenset(
    {"seizoen", "maand", "maand-kort", "letter", "eenheid", "wijzer", "keer", "continu", "herhaling", "relatief"}
)


@dataclass(frozen=True, slots=True)
class Point:
    """A calendar unit: ``number`` says which half, quarter, season (0 to 3) or month, ``on`` which day.

    ``last`` is the year in which a school year ends. ``marked`` says that it can't be anything but time.
    """

    unit: str
    start: int
    stop: int
    year: int | None = None
    number: int = 0
    on: int = 0
    last: int | None = None
    modifier: Modifier | None = None
    marked: bool = True

    def stretch(self, default: int | None) -> Stretch | None:
        """Return its dates, with ``default`` for a year that is not given; None for no such day."""
        year = self.year if self.year is not None else default
        if year is None:
            return Stretch()
        if self.unit == "jaar":
            return calendar.years(year, year)
        if self.unit == "schooljaar":
            return calendar.school_year(year, self.last or year + 1)
        if self.unit == "seizoen":
            return calendar.season(year, _SEASONS[self.number])
        if self.unit == "maand":
            return calendar.month(year, self.number)
        if self.unit == "dag":
            return calendar.day(year, self.number, self.on)
        return (calendar.half if self.unit == "halfjaar" else calendar.quarter)(year, self.number)

    @property
    def serial(self) -> int:
        """Its place among the units of its kind, to tell which follow each other."""
        if self.unit == "dag":
            return self.number * 31 + self.on
        number = 0 if self.unit == "jaar" else self.number
        return (self.year or 0) * _PER_YEAR.get(self.unit, 1) + number


class Grammar:
    """Reads points and reaches from lexemes."""

    def __init__(self, text: str, lexemes: Sequence[Lexeme]) -> None:
        self.text = text
        self.lexemes = lexemes

    def at(self, index: int) -> Lexeme:
        """Return a lexeme, or one that is nothing beyond the ends."""
        return self.lexemes[index] if 0 <= index < len(self.lexemes) else NOTHING

    def glued(self, index: int) -> bool:
        """Say whether no white space stands before a lexeme."""
        return self.at(index - 1).end == self.at(index).start

    def word(self, index: int) -> str:
        """Return a lexeme as it stands in the text."""
        lexeme = self.at(index)
        return self.text[lexeme.start : lexeme.end]

    def openings(self) -> list[int]:
        """Return the lexemes at which an expression can begin: a core stands there, or follows in a run of known words.

        >>> lexemes = [Lexeme("number", 0, 1), Lexeme("word", 2, 5), Lexeme("sign", 5, 6), Lexeme("year", 6, 10)]
        >>> Grammar("5 wet,2025", lexemes).openings()
        [2, 3]
        """
        found: list[int] = []
        leads = False
        for index in range(len(self.lexemes) - 1, -1, -1):
            lexeme = self.lexemes[index]
            if lexeme.look == "word" and not lexeme.rows:
                leads = leads and self.word(index).lower() in _JOINING
                continue
            leads = leads or lexeme.look in ("year", "date") or not _CORES.isdisjoint(lexeme.kinds)
            if leads:
                found.append(index)
        return found[::-1]

    # --- parts -------------------------------------------------------------------------------

    def skip(self, index: int, kind: str, *values: str) -> int:
        """Return the index after a lexeme of a kind, or the same where it is none."""
        return index + 1 if self.at(index).is_a(kind, *values) else index

    def ordinal(self, index: int) -> tuple[int, int] | None:
        """Read "1e", "eerste", "II"; the last one is -1."""
        row = self.at(index).row("rang")
        if row:
            return (-1 if row.value == "laatste" else int(row.value or 0)), index + 1
        is_digit = self.at(index).look == "number"
        if is_digit and self.glued(index + 1) and self.word(index + 1).lower() in _ORDINAL_ENDS:
            return self.at(index).number, index + 2
        return None

    def short_year(self, index: int) -> tuple[int, int] | None:
        """Read "'24"."""
        if self.word(index) in ("'", "’", "‘") and self.glued(index + 1) and self.at(index + 1).look == "number":
            number = self.at(index + 1)
            if number.end - number.start == 2 and number.number <= LONGEST:
                return CENTURY + number.number, index + 2
        return None

    def year_after(self, index: int) -> tuple[int | None, int]:
        """Read the year behind a month or quarter: "2025", "van 2025", "van het jaar 2025", "'25"."""
        if self.at(index).look == "year":
            return self.at(index).number, index + 1
        if self.word(index) in ("-", "/") and self.glued(index) and self.glued(index + 1):
            return (self.at(index + 1).number, index + 2) if self.at(index + 1).look == "year" else (None, index)
        short = self.short_year(index)
        if short:
            return short
        of = self.skip(index, "grens", "van", "in")
        if of == index and self.word(index) in (",", "("):
            of = index + 1 if self.word(index) == "," else index
        of = self.skip(self.skip(of, "lidwoord"), "jaarwoord")
        if of > index and self.at(of).look == "year":
            return self.at(of).number, of + 1
        return None, index

    def years(self, index: int) -> tuple[int, int, int] | None:
        """Read a pair of years with a dash or slash: "2025-2026", "2025/'26", "2025-26"."""
        first = self.at(index)
        if first.look != "year" or not self.at(index + 1).is_a("verbinding", "streepje", "schuin"):
            return None
        second = self.at(index + 2)
        if second.look == "year" and first.number < second.number <= first.number + LONGEST:
            return first.number, second.number, index + 3
        short = self.short_year(index + 2)
        if short and first.number < short[0] <= first.number + 10:
            return first.number, short[0], short[1]
        tight = self.glued(index + 1) and self.glued(index + 2) and second.end - second.start == 2
        if tight and second.look == "number":
            year = first.number // 100 * 100 + second.number
            if first.number < year <= first.number + 10:
                return first.number, year, index + 3
        return None

    # --- points ------------------------------------------------------------------------------

    def point(self, index: int) -> Point | None:
        """Read one point, with the words that say which part of it is meant."""
        modifier = self.at(index).row("modificatie") or self.at(self.skip(index, "lidwoord")).row("modificatie")
        if not modifier:
            return self._unit(index)
        rest = self.skip(index, "lidwoord") + 1
        rest = self.skip(self.skip(rest, "grens", "van"), "grens", "in")
        inner = self._unit(self.past_year_word(rest))
        if not inner:
            return self._unit(index)
        marked = inner.marked or modifier.value != "circa" or inner.unit != "jaar"
        return replace(inner, start=index, modifier=MODIFIERS.get(modifier.value or ""), marked=marked)

    def past_year_word(self, index: int) -> int:
        """Skip "het jaar" where a year follows."""
        after = self.skip(self.skip(index, "lidwoord"), "jaarwoord")
        return after if self.at(after).look == "year" or self.at(after).is_a("maand") else index

    def _unit(self, index: int) -> Point | None:
        lexeme = self.at(index)
        if lexeme.look == "date" and lexeme.date:
            date = lexeme.date
            return Point("dag", index, index + 1, date.year, date.month, date.day)
        if lexeme.look == "year":
            return self._year(index)
        if lexeme.is_a("lidwoord"):
            inner = self._unit(index + 1) if not self.at(index + 1).is_a("lidwoord") else None
            return replace(inner, start=index) if inner and inner.unit not in ("jaar", "maand") else None
        return self._season(index) or self._school(index) or self._month(index) or self._part(index)

    def _year(self, index: int) -> Point:
        """Read a year, and "2026 Q1", "2026-Q1"."""
        year = self.at(index).number
        dash = index + 1
        if self.word(dash) in ("-", "/") and self.glued(dash) and self.glued(dash + 1):
            dash += 1
            if self.at(dash).look == "number" and self.at(dash).end - self.at(dash).start == 2:
                number = self.at(dash).number
                if 1 <= number <= 12 and not self.years(index) and self.word(dash - 1) == "-":
                    return Point("maand", index, dash + 1, year, number)
        part = self._lettered(dash)
        if part and part.year is None:
            return replace(part, start=index, year=year)
        return Point("jaar", index, index + 1, year, marked=False)

    def _month(self, index: int) -> Point | None:
        """Read "juni 2025", "1 juli 2024", "eerste juli"; a short name needs a day or a year."""
        day, at = 0, index
        if self.at(at).look == "number" and 1 <= self.at(at).number <= 31:
            day, at = self.at(at).number, at + 1
            at = at + 1 if self.glued(at) and self.word(at).lower() in _ORDINAL_ENDS else at
        elif self.at(at).is_a("rang", "1") and self.at(at + 1).is_a("maand"):
            day, at = 1, at + 1
        if self.word(at) in ("-", "/") and self.glued(at) and self.glued(at + 1):
            at += 1
        row = self.at(at).row("maand") or self.at(at).row("maand-kort")
        if not row or (at == index and self.glued(index) and self.word(index - 1).isalpha()):
            return None
        year, stop = self.year_after(at + 1)
        if row.kind == "maand-kort" and not day and year is None:
            return None
        if row.kind == "maand-kort" and self.word(index).startswith("Jan") and not day and stop > at + 2:
            return None
        return Point("dag" if day else "maand", index, stop, year, int(row.value or 0), day, marked=bool(day or year))

    def _season(self, index: int) -> Point | None:
        row = self.at(index).row("seizoen")
        if not row:
            return None
        number = _SEASONS.index(row.value or "")
        of = self.skip(index + 1, "grens", "van")
        of = self.skip(self.skip(of, "lidwoord"), "jaarwoord")
        pair = self.years(of)
        if pair and pair[1] == pair[0] + 1 and row.value == "winter":
            return Point("seizoen", index, pair[2], pair[0], number)
        year, stop = self.year_after(index + 1)
        return Point("seizoen", index, stop, year, number, marked=year is not None)

    def _school(self, index: int) -> Point | None:
        if not self.at(index).is_a("eenheid", "schooljaar"):
            return None
        pair = self.years(index + 1)
        if pair:
            return Point("schooljaar", index, pair[2], pair[0], last=pair[1])
        if self.at(index + 1).look == "year":
            return Point("schooljaar", index, index + 2, self.at(index + 1).number)
        return None

    def _part(self, index: int) -> Point | None:
        """Read a half or a quarter: "1e halfjaar 2024", "tweede helft van 2017", "Q1", "kwartaal 2"."""
        lettered = self._lettered(index)
        if lettered:
            return lettered
        ordinal = self.ordinal(index)
        if ordinal:
            number, unit_at = ordinal
        elif self.at(index).is_a("eenheid", "kwartaal") and self.at(index + 1).look == "number":
            number, unit_at = self.at(index + 1).number, index
        else:
            return None
        row = self.at(unit_at).row("eenheid")
        if not row or row.value not in ("kwartaal", "halfjaar", "helft"):
            return None
        unit = "kwartaal" if row.value == "kwartaal" else "halfjaar"
        most = 4 if unit == "kwartaal" else 2
        number = most if number == -1 else number
        year, stop = self.year_after(unit_at + (1 if ordinal else 2))
        if not 1 <= number <= most or (row.value == "helft" and year is None):
            return None
        return Point(unit, index, stop, year, number, marked=year is not None)

    def _lettered(self, index: int) -> Point | None:
        """Read "Q1 2026", "K3", "H2 2025"; a half needs its year."""
        row = self.at(index).row("letter")
        number = self.at(index + 1)
        if not row or number.look != "number" or number.end - number.start != 1:
            return None
        unit = row.value or ""
        if not 1 <= number.number <= _PER_YEAR[unit]:
            return None
        loose = not self.glued(index + 1)
        year, stop = self.year_after(index + 2)
        if year is None and (loose or (unit == "halfjaar" and self.at(index - 1).look != "year")):
            return None
        return Point(unit, index, stop, year, number.number, marked=year is not None)
