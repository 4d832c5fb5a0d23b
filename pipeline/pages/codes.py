"""Short names of records within their document: "A3" is the third activity from the top, on every page."""

from __future__ import annotations

from collections import Counter

from pipeline.dutch import kind_of
from pipeline.record import AnyRecord, Kind, PolicyRecord

LETTERS: dict[Kind, str] = {
    "goal": "D",
    "activity": "A",
    "timeline": "T",
    "legal_reference": "W",
    "framework": "K",
    "partner": "P",
    "indicator": "I",
    "budget_line": "B",
}


def in_order(record: PolicyRecord) -> list[AnyRecord]:
    """Return the records of a document from the top of its text to the end."""
    return sorted(record.records(), key=lambda r: (r.source.start, -r.source.end, r.id))


def codes(record: PolicyRecord) -> dict[str, str]:
    """Return the code of every record of a document, by id."""
    numbers: Counter[Kind] = Counter()
    found = {}
    for one in in_order(record):
        kind = kind_of(one)
        numbers[kind] += 1
        found[one.id] = f"{LETTERS[kind]}{numbers[kind]}"
    return found
