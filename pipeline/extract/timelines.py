"""Timelines: every expression that places something in calendar time.

The words stand in ``tijd``, how they combine in :mod:`timegrammar`, what rules them out in
:mod:`timeguards`. Here a text is read from left to right, the words that open or close a time ("vanaf",
"uiterlijk voor") are joined to what they bound, and the value is made.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.document import BlockKind, Role, Unit, UnitKind
from pipeline.extract import calendar
from pipeline.extract.mention import Context, Mention, Profile, Refusal, TimeValue, mention
from pipeline.extract.timegrammar import Grammar
from pipeline.extract.timeguards import columns, fits
from pipeline.extract.timephrases import Phrase, fixed, frequency, pointed
from pipeline.extract.timereach import Reach, read_reach
from pipeline.extract.timewords import Lexeme, Lexicon, lexicon
from pipeline.ruleset import Rules
from pipeline.ruleset.schema import TimeRow

_YEARS = re.compile(r"\b(?:19|20)\d\d\b(?!\s*[-–/]\s*\d)")
_HEADS, _WORDS_A_HEAD = 3, 4  # years in a line of columns' names, and words of each with its year
_SKIPPED = frozenset({BlockKind.FIGURE, BlockKind.FURNITURE})
_REPEATS = frozenset({"elk", "om", "keer", "getal"})
_POINTS = frozenset({"grens", "modificatie", "lidwoord", "wijzer"})
_KEPT = frozenset({"vanaf", "na", "tot", "tot-en-met", "uiterlijk", "eerder", "tussen"})
_NEAR = 8
_FAR = 2030


@dataclass(frozen=True, slots=True)
class Found:
    """An expression in a text: its place, value, the row that decided, and all rows that took part."""

    start: int
    end: int
    value: TimeValue
    row: TimeRow
    sure: float
    rows: frozenset[str]


def find(context: Context) -> list[Mention]:
    """Return the timelines of a document, in reading order."""
    return [one for one, refusal in _weighed(context) if refusal is None]


def passed_over(context: Context) -> list[tuple[Mention, Refusal]]:
    """Return what reads as a time and is none where it stands, with why."""
    return [(one, refusal) for one, refusal in _weighed(context) if refusal]


def _weighed(context: Context) -> Iterator[tuple[Mention, Refusal | None]]:
    words = lexicon(context.rules)
    for unit in context.reading.units:
        if unit.block.kind in _SKIPPED:
            continue
        lexemes = words.read(unit.text)
        here = _found(unit.text, lexemes, words, context.profile)
        heads = bool(here) and (_name_columns(lexemes) or _is_head_row(unit))
        for f in here:
            start, end, cue = f.start, f.end, unit.text[f.start : f.end]
            one = mention("timeline", unit, start, end, f"tijd/{f.row.name}", f.sure, f.value, (cue,))
            if heads:
                yield one, "columns"
            elif _is_lone_year(unit, start, end):
                yield one, "lone-year"
            else:
                yield one, "status" if _is_state(unit, f.value) else None


def heads_columns(text: str, rules: Rules) -> bool:
    """Say whether a text is the head of a table of figures: "Rekening 2024", "Raming 2025"."""
    return _name_columns(lexicon(rules).read(text))


def _name_columns(lexemes: Sequence[Lexeme]) -> bool:
    named = [lexeme.is_a("geen-tijd", "kolom") for lexeme in lexemes if lexeme.look not in ("year", "sign")]
    return bool(named) and all(named)


def _is_head_row(unit: Unit) -> bool:
    """Say whether a line holds the names of several columns of figures: "Lasten Begroting 2025 Begroting 2026 …"."""
    ends = unit.kind is UnitKind.SENTENCE and unit.text.rstrip().endswith((".", "!", "?", ";", ":"))
    if ends or unit.role is Role.TIMING:
        return False
    years = len(_YEARS.findall(unit.text))
    return years >= _HEADS and len(unit.words) <= _WORDS_A_HEAD * years


def _is_lone_year(unit: Unit, start: int, end: int) -> bool:
    """Say whether a year is all there is of a paragraph: a column's head of a table that fell apart."""
    loose = unit.block.kind is BlockKind.PARAGRAPH and unit.role is not Role.TIMING
    loose = loose or unit.role in (Role.COSTS, Role.INDICATORS)
    return loose and end - start == 4 and unit.text.strip() == unit.text[start:end] and unit.text[start:end].isdigit()


def _is_state(unit: Unit, value: TimeValue) -> bool:
    """Say whether a word under "Status" tells how far something is ("loopt"), and not when."""
    return unit.block.role is Role.STATUS and value.kind == "continuous"


def expressions(text: str, rules: Rules, profile: Profile) -> list[tuple[int, int, TimeValue, str, float]]:
    """Return (start, end, value, rule, confidence) of each time expression in a text."""
    return [(f.start, f.end, f.value, f"tijd/{f.row.name}", f.sure) for f in read(text, rules, profile)]


def read(text: str, rules: Rules, profile: Profile) -> list[Found]:
    """Return the time expressions of a text with the rows that took part in each."""
    words = lexicon(rules)
    return _found(text, words.read(text), words, profile)


def _found(text: str, lexemes: Sequence[Lexeme], words: Lexicon, profile: Profile) -> list[Found]:
    if not lexemes:
        return []
    return list(_Reader(Grammar(text, lexemes), words, profile).found())


class _Reader:
    """Reads the expressions of one text."""

    def __init__(self, grammar: Grammar, words: Lexicon, profile: Profile) -> None:
        self.grammar = grammar
        self.words = words
        self.profile = profile
        self.year = profile.start.year if profile.start else None
        self.headers = columns(grammar)

    def found(self) -> Iterator[Found]:
        read_to, grammar = 0, self.grammar
        for index in grammar.openings():
            lexeme = grammar.at(index)
            if index < read_to or (lexeme.look == "sign" and not lexeme.rows):
                continue
            if lexeme.is_a("geen-tijd", "uitdrukking"):
                continue
            phrase = None
            if lexeme.look == "number" or not _REPEATS.isdisjoint(lexeme.kinds):
                phrase = frequency(grammar, index)
            if not phrase and not _POINTS.isdisjoint(lexeme.kinds):
                phrase = pointed(grammar, index, self.profile)
            stop, one = (phrase.stop, self._told(phrase)) if phrase else self._dated(index)
            if not one:
                word = fixed(grammar, index)
                stop, one = (word.stop, self._told(word)) if word else (stop, None)
            if one:
                yield one
            read_to = stop

    def _told(self, phrase: Phrase) -> Found | None:
        form = self.words.forms.get("herhaling" if phrase.value.kind == "recurring" else "relatief")
        row = phrase.row or form
        if not form or not row:
            return None
        return self._make(phrase.start, phrase.start, phrase.stop, phrase.value, row, row.sure, form)

    def _make(
        self,
        read_from: int,
        start: int,
        stop: int,
        value: TimeValue,
        row: TimeRow,
        sure: float,
        form: TimeRow,
    ) -> Found:
        lexemes = self.grammar.lexemes[read_from:stop]
        rows = frozenset(r.name for lexeme in lexemes for r in lexeme.rows) | {row.name, form.name}
        first, last = self.grammar.at(start).start, self.grammar.at(stop - 1).end
        return Found(first, last, value, row, round(sure, 2), rows)

    def _dated(self, index: int) -> tuple[int, Found | None]:
        """Read a time on the calendar with its bound; say too where to read on."""
        grammar = self.grammar
        bound, sense, at = self._bound(index)
        reach = read_reach(grammar, grammar.past_year_word(at), sense or "")
        if not reach:
            return index + 1, None
        year, stop = self._told_year(reach)
        tail = grammar.at(stop).row("staart")
        stop += bool(tail)
        ends = reach.stretches(year)
        if reach.start in self.headers or not ends or not fits(grammar, self.words, reach, sense, stop):
            return reach.stop, None
        straight = grammar.past_year_word(at) == at  # "voor het jaar 2030" is that year
        cue = self._deadline(reach, index) if sense == "voor" and straight else None
        sense = "eerder" if cue else sense
        moment = grammar.at(index - 1).row("gereed") if bound and bound.value in ("tot", "voor") else None
        if moment and moment.value == "moment":  # "uitgesteld tot mei" is that month
            sense, cue = None, moment.name
        value = _value(reach, ends, sense, bool(tail))
        keeps = sense in _KEPT and not (sense == "tussen" and not reach.joint)
        form = self.words.forms.get(_form(reach))
        if not form:  # whoever takes a form's row out of the table, turns the form off
            return reach.stop, None
        modifier = grammar.at(grammar.skip(reach.start, "lidwoord")).row("modificatie")
        row = (bound if keeps else None) or tail or modifier or form
        sure = min(form.sure, row.sure) - (0.04 if reach.first.year is None and not reach.joint else 0)
        if reach.first.unit != "jaar" and reach.last.year is not None:
            self.year = reach.last.year
        parts = {part.name for p in (reach.first, reach.last) if (part := self.words.forms.get(p.unit))}
        made = self._make(
            at if sense == "voor" or not (sense or bound is None) else index,
            index if keeps else reach.start,
            stop,
            value,
            row,
            sure,
            form,
        )
        return stop, replace(made, rows=made.rows | parts | {cue or form.name})

    def _bound(self, index: int) -> tuple[TimeRow | None, str | None, int]:
        """Read "vanaf", "uiterlijk voor": the row that decides, its sense, the next index."""
        grammar = self.grammar
        row = grammar.at(index).row("grens")
        if not row:
            return None, None, index
        second = grammar.at(index + 1).row("grens")
        sense = row.value
        if not second or "van" in (sense, second.value):
            return row, sense, index + 1
        if sense == "uiterlijk" and second.value in ("voor", "eerder"):
            return row, "eerder", index + 2
        if "uiterlijk" in (sense, second.value):
            return row, "uiterlijk", index + 2
        return row, sense, index + (2 if second.value in ("in", "per") else 1)

    def _told_year(self, reach: Reach) -> tuple[int | None, int]:
        """Return the year of a reach without one: "najaar van dit jaar", else that of text or document."""
        grammar = self.grammar
        of = grammar.skip(reach.stop, "grens", "van")
        pointer = grammar.at(of).row("wijzer")
        if reach.last.year is None and self.year and grammar.at(of + 1).is_a("eenheid", "jaar"):
            if pointer:
                step = {"komend": 1, "volgend": 1, "afgelopen": -1}.get(pointer.value or "", 0)
                return self.year + step, of + 2
            if of > reach.stop and grammar.at(of).is_a("lidwoord"):
                return self.year, of + 2
        return self.year, reach.stop

    def _deadline(self, reach: Reach, index: int) -> str | None:
        """Return the row that makes "voor" mean "before": always with a day, seldom with a year."""
        grammar, point = self.grammar, reach.first
        if reach.joint or point.unit == "schooljaar":
            return None
        cues = [grammar.at(index - 1).row("gereed")]
        cues += [grammar.at(at).row("gereed") for at in range(reach.stop, reach.stop + _NEAR)]
        for side, cue in enumerate(cues):
            if cue and (cue.value == "ervoor") is (side == 0):
                return cue.name
        year = point.year or 0
        far = point.unit == "jaar" and year >= _FAR and year % 5 == 0 and year > (self.year or 0) + 2
        season = point.unit == "seizoen" and point.number in (1, 3)
        bound = grammar.at(index).row("grens")
        holds = bool(point.modifier) or point.unit in ("dag", "maand") or far or season
        return bound.name if holds and bound else None


def _form(reach: Reach) -> str:
    if not reach.joint:
        return reach.first.unit
    return "jaren" if reach.first.unit == reach.last.unit == "jaar" else "reeks"


def _value(reach: Reach, ends: tuple[calendar.Stretch, calendar.Stretch], sense: str | None, tail: bool) -> TimeValue:
    """Make the value of a reach with the sense of its bound and whether "e.v." comes after."""
    first, last = ends
    modifier = None if reach.joint else reach.first.modifier
    if sense == "na":
        return TimeValue("from", calendar.after(last.end), None, modifier, last.timex)
    if tail or (sense == "vanaf" and not reach.joint):
        return TimeValue("from", first.start, None, modifier, first.timex)
    if not reach.joint or sense in ("uiterlijk", "eerder"):
        if sense in ("tot", "eerder"):
            # "tot eind 2025" ends with the unit that is named, as "eind" already says which part
            end = last.end if modifier and modifier != "approx" else calendar.before(first.start)
            return TimeValue("until", None, end, modifier, first.timex)
        if sense in ("tot-en-met", "uiterlijk"):
            return TimeValue("until", None, last.end, modifier, last.timex)
        return TimeValue("period", first.start, last.end, modifier, first.timex)
    end = last.end
    if reach.joint == "tot" and not reach.last.modifier:
        end = calendar.before(last.start)
    return TimeValue("period", first.start, end, modifier, _timex(reach, first.start, end))


def _timex(reach: Reach, start: dt.date | None, end: dt.date | None) -> str | None:
    if start and end and _form(reach) == "jaren":
        return calendar.years(start.year, end.year).timex
    return None
