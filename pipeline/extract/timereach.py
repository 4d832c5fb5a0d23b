"""Reaches: a point by itself, or from one point to another ("maart t/m juni 2025", "Q3 en Q4").

>>> from pipeline.extract.timewords import Lexeme
>>> text = "2024 2026"
>>> lexemes = [Lexeme("year", 0, 4, number=2024), Lexeme("year", 5, 9, number=2026)]
>>> found = read_reach(Grammar(text, lexemes), 0)
>>> found.joint is None, found.stretches(None)[0].timex
(True, '2024')
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.extract.calendar import Stretch
from pipeline.extract.timegrammar import LONGEST, Grammar, Point
from pipeline.extract.timewords import CENTURY


@dataclass(frozen=True, slots=True)
class Reach:
    """A point, or two with what joins them: ``t/m``, ``tot``, a dash, "en", "/".

    ``turns`` says that the year, given nowhere, turns between the two ("oktober t/m maart").
    """

    first: Point
    last: Point
    start: int
    stop: int
    joint: str | None = None
    turns: bool = False

    def stretches(self, default: int | None) -> tuple[Stretch, Stretch] | None:
        """Return the dates of both ends, or None where one of them is no day of the calendar."""
        first = self.first.stretch(default)
        last = self.last.stretch(default + 1 if default and self.turns else default)
        return (first, last) if first and last else None


def read_reach(grammar: Grammar, index: int, sense: str = "") -> Reach | None:
    """Read a point or a range.

    ``sense`` is the word before it: "in 2023 en 2024" means two years, each by itself, and "tussen
    2024 en 2027" one range.
    """
    first = grammar.point(index) or _half_said(grammar, index)
    if not first:
        return None
    if first.unit == "jaar" and not first.modifier:
        pair = grammar.years(first.stop - 1)
        if pair:
            last = replace(first, year=pair[1], start=first.stop, stop=pair[2])
            return Reach(first, last, first.start, pair[2], "streepje")
    joint, after = _joint(grammar, first.stop)
    last_point = grammar.point(grammar.past_year_word(after)) if joint else None
    if not joint or not last_point:
        return Reach(first, first, first.start, first.stop)
    return _joined(grammar, first, last_point, joint, sense)


def _half_said(grammar: Grammar, index: int) -> Point | None:
    """Read the first half of "1 t/m 15 juli", "1e en 2e kwartaal", "jan-mrt 2025", told by its second."""
    short = grammar.at(index).row("maand-kort")
    if short:
        joint, after = _joint(grammar, index + 1)
        last = grammar.point(after) if joint else None
        if not last or last.unit != "maand" or last.modifier:
            return None
        return replace(last, start=index, stop=index + 1, number=int(short.value or 0), year=None)
    ordinal = grammar.ordinal(index)
    number = grammar.at(index).number if grammar.at(index).look == "number" else 0
    stop = ordinal[1] if ordinal else index + 1
    if not ordinal and not 1 <= number <= 31:
        return None
    joint, after = _joint(grammar, stop)
    last = grammar.point(after) if joint else None
    if not last or last.modifier or grammar.at(last.start).look == "date":
        return None
    if ordinal and last.unit in ("kwartaal", "halfjaar") and ordinal[0] < last.number:
        return replace(last, start=index, stop=stop, number=ordinal[0], year=None)
    if last.unit == "dag" and 1 <= (number or (ordinal[0] if ordinal else 0)) < last.on:
        return replace(last, start=index, stop=stop, on=number or (ordinal[0] if ordinal else 0), year=None)
    return None


def _joint(grammar: Grammar, index: int) -> tuple[str | None, int]:
    lexeme = grammar.at(index)
    row = lexeme.row("verbinding") or lexeme.row("grens")
    if row and row.value in ("streepje", "schuin", "en", "of", "tot", "tot-en-met"):
        return row.value, index + 1
    return None, index


def _joined(grammar: Grammar, first: Point, last: Point, joint: str, sense: str) -> Reach | None:
    """Make a range of two points where they fit, else give the first its neighbour's year."""
    same = first.unit == last.unit
    turned = same and replace(first, year=None).serial > replace(last, year=None).serial
    turns = turned and first.year is None and last.year is None
    alone = first
    if first.year is None and last.year is not None and first.unit != "jaar":
        first = replace(first, year=last.year - 1 if turned and joint not in ("en", "of") else last.year)
    elif last.year is None and first.year is not None:
        last = replace(last, year=first.year + 1 if turned else first.year)
    reach = Reach(first, last, first.start, last.stop, joint, turns)
    if _fits(reach, same, sense):
        return reach
    whole = grammar.point(alone.start)  # the first may have been told by the second only: "1 t/m 15 juli"
    return Reach(first, first, first.start, first.stop) if whole and whole.stop == alone.stop else None


def _fits(reach: Reach, same: bool, sense: str) -> bool:
    first, last = reach.first, reach.last
    ends = reach.stretches(CENTURY)
    if not ends or not ends[0].start or not ends[0].end or not ends[1].start or not ends[1].end:
        return False
    if ends[0].start >= ends[1].end or (last.year or 0) > (first.year or last.year or 0) + LONGEST:
        return False
    if reach.joint in ("tot", "tot-en-met") or sense == "tussen":
        inside = first.unit == "jaar" and not same and first.year == last.year
        return not inside and ends[0] != ends[1] and ends[0].end <= ends[1].end
    if ends[0].end >= ends[1].start or not same:
        return False
    if reach.joint in ("en", "of", "schuin"):
        if first.modifier or last.modifier:
            return False
        follows = last.serial == first.serial + 1 or reach.joint == "schuin"
        return follows and not (sense == "in" and first.unit == "jaar" and reach.joint != "schuin")
    return True
