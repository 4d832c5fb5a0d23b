"""Times that are no dates: how often ("vier keer per jaar"), and from when one writes ("dit jaar").

Each function reads from a lexeme on and returns a :class:`Phrase`, or None.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from pipeline.extract import calendar
from pipeline.extract.calendar import Stretch
from pipeline.extract.mention import Profile, TimeValue
from pipeline.extract.timegrammar import MODIFIERS, Grammar
from pipeline.extract.timeguards import alone, stands_free
from pipeline.ruleset.schema import TimeRow

_RHYTHM = ("jaar", "halfjaar", "kwartaal", "maand", "week", "dag", "schooljaar")
_PARTICIPLE = re.compile(r"(?:ge|ver)\w+(?:d|t|eten)")
_COUNTED = (*_RHYTHM, "jaren", "maanden", "weken")
_POINTED = {
    "dit": ("jaar", "schooljaar", "kwartaal", "maand", "week", "termijn", "elders", "halfjaar"),
    "laatst": ("jaren", "maanden", "weken", "tijd"),
}
_ANY = (
    "jaar",
    "jaren",
    "halfjaar",
    "kwartaal",
    "maand",
    "maanden",
    "week",
    "weken",
    "schooljaar",
    "termijn",
    "elders",
    "tijd",
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A time that is no date. ``row`` is the row that decides, or None where the form does."""

    start: int
    stop: int
    value: TimeValue
    row: TimeRow | None = None


def frequency(grammar: Grammar, index: int) -> Phrase | None:
    """Read how often: "elke drie maanden", "om de twee jaar", "2x per jaar", "eens in de vier jaar"."""
    lexeme = grammar.at(index)
    stop = None
    if lexeme.is_a("elk") or lexeme.is_a("om"):
        counted, after = count(grammar, index + 1)
        stop = _unit(grammar, after, _COUNTED if counted is not None or lexeme.is_a("om") else _RHYTHM)
        if not stop and lexeme.is_a("elk") and counted is None:
            stop = index + 2 if grammar.at(index + 1).is_a("seizoen") or grammar.at(index + 1).is_a("maand") else None
    else:
        times, after = count(grammar, index)
        full = times is None and lexeme.is_a("keer", "vol")
        if full or (times is not None and grammar.at(after).is_a("keer", "los")):
            stop = _per(grammar, (index if full else after) + 1)
    if not stop or not stands_free(grammar, index, stop):
        return None
    return Phrase(index, _with_month(grammar, stop), TimeValue("recurring"))


def count(grammar: Grammar, index: int) -> tuple[int | None, int]:
    """Read a number, in figures or words ("2 à 3" is its first); 0 for "enkele", None where none stands."""
    lexeme = grammar.at(index)
    row = lexeme.row("getal")
    if not row and lexeme.look != "number":
        return None, index
    number = lexeme.number if not row else 0 if row.value == "enkele" else int(row.value or 0)
    more = index + 1
    if grammar.word(more) in ("à", "a") or grammar.at(more).is_a("verbinding", "streepje", "of"):
        second = grammar.at(more + 1)
        if second.row("getal") or second.look == "number":
            return number, more + 2
    if number == 1 and grammar.at(more).is_a("getal", "enkele"):
        return 0, more + 1
    return number, more


def _unit(grammar: Grammar, index: int, units: tuple[str, ...]) -> int | None:
    return index + 1 if grammar.at(index).is_a("eenheid", *units) else None


def _per(grammar: Grammar, index: int) -> int | None:
    """Read "per jaar", "in de vier jaar", "per twee weken"; "per kwartaal" is one phrase."""
    if grammar.at(index).is_a("herhaling") and grammar.word(index).lower().startswith("per "):
        return index + 1
    if grammar.at(index).is_a("grens", "per"):
        after = index + 1
    elif grammar.at(index).is_a("grens", "in") and grammar.at(index + 1).is_a("lidwoord"):
        after = index + 2
    else:
        return None
    _, after = count(grammar, after)
    return _unit(grammar, after, _COUNTED)


def _with_month(grammar: Grammar, stop: int) -> int:
    """Let "elk jaar in september" take its month along: it is no date of its own."""
    if grammar.at(stop).is_a("grens", "in"):
        point = grammar.point(stop + 1)
        if point and point.year is None and point.unit in ("maand", "seizoen", "kwartaal"):
            return point.stop
    return stop


def pointed(grammar: Grammar, index: int, profile: Profile) -> Phrase | None:
    """Read what is told from the moment of writing: "de komende vier jaar", "vanaf volgend jaar"."""
    if later := _later(grammar, index):
        return later
    bound = grammar.at(index).row("grens")
    sense = (
        bound.value if bound and bound.value in ("vanaf", "na", "tot", "tot-en-met", "uiterlijk", "eerder") else None
    )
    at = index + 1 if sense else index
    modifier = grammar.at(at).row("modificatie") or grammar.at(grammar.skip(at, "lidwoord")).row("modificatie")
    if modifier:
        at = grammar.skip(grammar.skip(at, "lidwoord") + 1, "grens", "van")
    name = modifier.value or "" if modifier else ""
    open_at = grammar.skip(at, "lidwoord")
    pointer = grammar.at(open_at).row("wijzer")
    if not pointer:
        is_year = modifier and open_at > at and grammar.at(open_at).is_a("eenheid", "jaar")
        if not is_year or name == "circa" or grammar.at(open_at + 1).look == "year":
            return None
        stretch, stop = calendar.relative("dit", "jaar", None, profile), open_at + 1
    else:
        told = _told(grammar, open_at, pointer.value or "", profile)
        if not told:
            return None
        stretch, stop = told
    if not stands_free(grammar, index, stop):
        return None
    start, end = _bounded(sense, stretch)
    return Phrase(index, stop, TimeValue("relative", start, end, MODIFIERS.get(name)), pointer)


def _later(grammar: Grammar, index: int) -> Phrase | None:
    """Read "Over drie jaar" that opens a sentence; elsewhere, or before a participle, it is how long or about what."""
    opens = grammar.word(index) == "Over" and grammar.at(index - 1).look in ("none", "sign")
    counted, after = count(grammar, index + 1)
    stop = _unit(grammar, after, ("jaar", "maanden", "weken")) if opens and counted is not None else None
    if not stop or _PARTICIPLE.fullmatch(grammar.word(stop)) or not stands_free(grammar, index, stop):
        return None
    return Phrase(index, stop, TimeValue("relative"))


def _told(grammar: Grammar, index: int, pointer: str, profile: Profile) -> tuple[Stretch, int] | None:
    """Read what a pointer points at: a number of units, or a season or month."""
    counted, after = count(grammar, index + 1)
    row = grammar.at(after).row("eenheid")
    units = _ANY if counted is not None else _POINTED.get(pointer, _ANY)
    if row and row.value in units and not (pointer == "dit" and counted is not None):
        if pointer == "volgend" and row.value == "tijd":
            return None
        return calendar.relative(pointer, row.value, counted or None, profile), after + 1
    if pointer == "laatst" or counted is not None:
        return None
    point = grammar.point(after)
    if not point or point.year is not None or point.unit not in ("seizoen", "maand") or point.modifier:
        return None
    year = calendar.relative(pointer, "jaar", None, profile).start
    stretch = point.stretch(year.year if year else None) or Stretch()
    return Stretch(stretch.start, stretch.end), point.stop


def _bounded(sense: str | None, stretch: Stretch) -> tuple[dt.date | None, dt.date | None]:
    if sense == "vanaf":
        return stretch.start, None
    if sense == "na":
        return calendar.after(stretch.end), None
    if sense in ("tot", "eerder"):
        return None, calendar.before(stretch.start)
    if sense in ("tot-en-met", "uiterlijk"):
        return None, stretch.end
    return stretch.start, stretch.end


def fixed(grammar: Grammar, index: int) -> Phrase | None:
    """Read a word that is a time by itself: "continu", "jaarlijks", "binnenkort"."""
    lexeme = grammar.at(index)
    for row in lexeme.rows:
        if row.kind not in ("continu", "herhaling", "relatief") or not stands_free(grammar, index, index + 1):
            continue
        if row.kind == "continu":
            if row.value == "alleen" and not alone(grammar, index, index + 1):
                continue
            return Phrase(index, index + 1, TimeValue("continuous"), row)
        if row.kind == "relatief":
            return Phrase(index, index + 1, TimeValue("relative"), row)
        if grammar.word(index).lower().startswith("per ") and _is_rate(grammar, index):
            continue
        return Phrase(index, _with_month(grammar, index + 1), TimeValue("recurring"), row)
    return None


def _is_rate(grammar: Grammar, index: int) -> bool:
    """Say whether "per kwartaal" counts things: "600 klanten per kwartaal"."""
    ahead = [grammar.at(at) for at in range(max(0, index - 3), index)]
    return any(lex.look in ("digits", "number", "year") or lex.is_a("getal") for lex in ahead)
