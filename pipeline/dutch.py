"""How the values of a record are said to people: in Dutch."""

from __future__ import annotations

import datetime as dt

from pipeline.document import Role, UnitKind
from pipeline.record import PREFIX, AnyRecord, BudgetLine, Indicator, Kind
from pipeline.ruleset.schema import ROLES, STATUSES, UNITS

KINDS: dict[Kind, str] = {
    "goal": "doel",
    "activity": "activiteit",
    "timeline": "tijd",
    "legal_reference": "wet",
    "framework": "kader",
    "partner": "partner",
    "indicator": "indicator",
    "budget_line": "bedrag",
}
PLURALS: dict[Kind, str] = {
    "goal": "doelen",
    "activity": "activiteiten",
    "timeline": "tijden",
    "legal_reference": "wetten",
    "framework": "kaders",
    "partner": "partners",
    "indicator": "indicatoren",
    "budget_line": "bedragen",
}
STATUS = {"planned": "gepland", "ongoing": "loopt", "done": "gedaan"}
SIGNS = {"planned": "○", "ongoing": "◐", "done": "●"}
PARTNERS = {"named": "organisatie", "group": "groep", "government": "overheid"}
TIMES = {
    "period": "periode",
    "from": "vanaf",
    "until": "tot",
    "continuous": "doorlopend",
    "recurring": "herhaald",
    "relative": "betrekkelijk",
}
INDICATORS = {"target": "streefwaarde", "realised": "realisatie", "baseline": "nulmeting"}
MEASURES = {
    "budget": "begroot",
    "amended_budget": "begroot na wijziging",
    "actual": "gerealiseerd",
    "forecast": "verwacht",
    "change": "wijziging",
    "variance": "afwijking",
}
EFFECTS = {"favourable": "voordelig", "unfavourable": "nadelig"}
ROLE_NAMES: dict[Role, str] = {role: name for name, role in ROLES.items()}
UNIT_NAMES: dict[UnitKind, str] = {kind: name for name, kind in UNITS.items()}
STATUS_FIELDS = {english: dutch for dutch, english in STATUSES.items()}


def kind_of(record: AnyRecord) -> Kind:
    """Return what kind of record one is.

    >>> from pipeline.record import Source, Timeline
    >>> kind_of(Timeline(id="tijd-" + "0" * 16, text="2026", kind="period", source=Source(start=0, end=4),
    ...                  rule="tijd/jaartal", confidence=0.9))
    'timeline'
    """
    return _BY_PREFIX[record.id.partition("-")[0]]


LIKELINESS = ("hoog", "redelijk", "laag")
_HIGH, _FAIR = 0.9, 0.7
_BY_PREFIX = {prefix: kind for kind, prefix in PREFIX.items()}


def decimal(value: float) -> str:
    """Return a certainty as Dutch readers write it.

    >>> decimal(0.9), decimal(1.0)
    ('0,90', '1,00')
    """
    return f"{value:.2f}".replace(".", ",")


def number(value: float) -> str:
    """Return a number as Dutch readers write it.

    >>> number(-1547000.0), number(7.5)
    ('-1.547.000', '7,5')
    """
    digits = f"{value:,.10f}".rstrip("0").rstrip(".")
    return digits.replace(",", " ").replace(".", ",").replace(" ", ".")


def figure(record: Indicator | BudgetLine) -> str:
    """Return what a figure says, in words: of what, which figure, of when, and how much."""
    if isinstance(record, Indicator):
        kind = INDICATORS[record.kind] if record.kind else None
        return ", ".join(filter(None, (record.name, kind, _year(record.year), record.unit, record.origin)))
    measure = MEASURES[record.measure] if record.measure else None
    amount = "eenheid onbekend" if record.amount is None else f"€ {number(record.amount)}"
    effect = EFFECTS[record.effect] if record.effect else None
    field = f"taakveld {record.task_field} {record.task_field_name}" if record.task_field else None
    told = (record.group, record.name, record.side, measure, _year(record.year), amount, effect, field)
    return ", ".join(dict.fromkeys(filter(None, told)))


def _year(year: int | None) -> str | None:
    return None if year is None else str(year)


def likeliness(value: float) -> str:
    """Return a certainty in a word.

    >>> likeliness(0.92), likeliness(0.7), likeliness(0.55)
    ('hoog', 'redelijk', 'laag')
    """
    return LIKELINESS[0 if value >= _HIGH else 1 if value >= _FAIR else 2]


def day(value: dt.date) -> str:
    """Return a date as Dutch readers write it.

    >>> day(dt.date(2026, 4, 1))
    '1-4-2026'
    """
    return f"{value.day}-{value.month}-{value.year}"


def dates(start: dt.date | None, end: dt.date | None) -> str:
    """Return a period in words, nothing where both its ends are open.

    >>> dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31)), dates(dt.date(2025, 1, 1), dt.date(2028, 12, 31))
    ('2026', '2025 t/m 2028')
    >>> dates(dt.date(2026, 1, 1), None), dates(None, None)
    ('vanaf 1-1-2026', '')
    """
    if start and end:
        if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
            return str(start.year) if start.year == end.year else f"{start.year} t/m {end.year}"
        return day(start) if start == end else f"{day(start)} t/m {day(end)}"
    return f"vanaf {day(start)}" if start else f"t/m {day(end)}" if end else ""


def count(number: int, one: str, more: str) -> str:
    """Return a number with the word that goes with it.

    >>> count(1, "document", "documenten"), count(0, "document", "documenten")
    ('1 document', '0 documenten')
    """
    return f"{number} {one if number == 1 else more}"
