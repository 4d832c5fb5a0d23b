"""What a reader fills in: the fields of each kind of record in Dutch, a phrase found back in its text, a value made."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from pipeline.document import Document
from pipeline.dutch import INDICATORS, KINDS, MEASURES, PARTNERS, STATUS, TIMES
from pipeline.record import Framework, Kind
from pipeline.review import Value
from pipeline.reviewapp.call import Refused
from pipeline.reviewapp.library import Item

_FRAMEWORKS = next(a for a in get_args(Framework.model_fields["kind"].annotation) if a is not type(None))
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_LONGEST = 2_000
_MOST = 50  # places of a phrase that are offered


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of a kind of record: its name, what it is called, and what may be chosen (with what it is called)."""

    name: str
    label: str
    choices: Mapping[str, str] | None = None
    date: bool = False
    needed: bool = False


FIELDS: dict[Kind, tuple[FormField, ...]] = {
    "goal": (),
    "activity": (FormField("status", "status", STATUS, needed=True),),
    "timeline": (
        FormField("kind", "soort tijd", TIMES, needed=True),
        FormField("start", "begint op", date=True),
        FormField("end", "eindigt op", date=True),
    ),
    "legal_reference": (
        FormField("canonical", "volledige naam van de wet"),
        FormField("article", "artikel"),
        FormField("paragraph", "lid"),
    ),
    "framework": (
        FormField("canonical", "volledige naam"),
        FormField("kind", "soort kader", {one: one for one in get_args(_FRAMEWORKS)}),
    ),
    "partner": (
        FormField("canonical", "volledige naam"),
        FormField("kind", "soort partner", PARTNERS, needed=True),
        FormField("type", "type organisatie"),
    ),
    "indicator": (
        FormField("name", "naam van de indicator", needed=True),
        FormField("kind", "soort cijfer", INDICATORS),
        FormField("year", "jaar"),
        FormField("value", "waarde", needed=True),
        FormField("unit", "eenheid"),
    ),
    "budget_line": (
        FormField("name", "naam van de post", needed=True),
        FormField("side", "lasten of baten", {one: one for one in ("lasten", "baten", "saldo")}),
        FormField("measure", "soort bedrag", MEASURES),
        FormField("year", "jaar"),
        FormField("value", "waarde", needed=True),
        FormField("unit", "eenheid"),
    ),
}
LINKS: dict[Kind, dict[str, tuple[str, Kind]]] = {
    "goal": {"parent": ("staat onder doel", "goal")},
    "activity": {
        "goals": ("doelen", "goal"),
        "timelines": ("tijden", "timeline"),
        "partners": ("partners", "partner"),
        "legal_references": ("wetten", "legal_reference"),
        "frameworks": ("kaders", "framework"),
    },
}


def kind_named(text: str) -> Kind:
    """Return the kind of that name. Raises :class:`Refused`."""
    if text not in KINDS:
        raise Refused(f"Kies wat het is: {', '.join(KINDS.values())}.")
    return text


def occurrences(text: str, phrase: str) -> list[tuple[int, int]]:
    r"""Return where a phrase stands in a text, whatever the white space between its words.

    >>> occurrences("GGD\nVeenoord, ggd veenoord", "ggd  Veenoord")
    [(0, 12), (14, 26)]
    """
    words = phrase.split()
    if not words or len(phrase) > _LONGEST:
        return []
    pattern = re.compile(r"\s+".join(map(re.escape, words)), re.IGNORECASE)
    found = []
    for match in pattern.finditer(text):
        found.append(match.span())
        if len(found) == _MOST:
            break
    return found


def place_of(document: Document, phrase: str, near: int) -> tuple[int, int]:
    """Return the place of a phrase that is nearest to another place. Raises :class:`Refused`."""
    found = occurrences(document.text, phrase)
    exact = [(s, e) for s, e in found if document.text[s:e].split() == phrase.split()]
    if not found:
        raise Refused("Deze woorden staan niet in de tekst. Neem ze over zoals ze er staan.")
    return min(exact or found, key=lambda place: abs(place[0] - near))


def number(text: str, otherwise: int) -> int:
    """Return a whole number of a form, another where there is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else otherwise


def value_from(
    kind: Kind, place: tuple[int, int], text: str, field: Callable[[str], str], links: Mapping[str, tuple[str, ...]]
) -> Value:
    """Return the value that a form holds. Raises :class:`Refused` where a field is not right."""
    fields: dict[str, str | None] = {}
    for one in FIELDS[kind]:
        given = " ".join(field(f"veld-{one.name}").split())[:_LONGEST]
        if one.choices is not None and given and given not in one.choices:
            raise Refused(f"'{one.label}': kies een van de waarden uit de lijst.")
        if one.date and given and not _DATE.fullmatch(given):
            raise Refused(f"'{one.label}': schrijf een datum als 2026-01-31.")
        if one.needed and not given:
            raise Refused(f"'{one.label}' is nog niet gekozen.")
        fields[one.name] = given or None
    return Value(kind, *place, text[slice(*place)], fields, dict(links))


def defaults(kind: Kind) -> dict[str, str | None]:
    """Return the fields of a record that was just added, to be adapted after."""
    return {one.name: next(iter(one.choices)) if one.choices and one.needed else None for one in FIELDS[kind]}


def nearest(items: Sequence[Item], near: int, chosen: Sequence[str], most: int = 30) -> list[Item]:
    """Return the records that stand nearest to a place, and those that were chosen already, in order."""
    close = sorted(items, key=lambda i: (i.id not in chosen, abs(i.start - near)))[: max(most, len(chosen))]
    return sorted(close, key=lambda i: i.order)
