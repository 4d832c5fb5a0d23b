"""The kinds of records, and how a record gets an id that stays the same under edits elsewhere."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from typing import Literal

Kind = Literal["goal", "activity", "timeline", "legal_reference", "framework", "partner", "indicator", "budget_line"]
PREFIX: dict[Kind, str] = {
    "goal": "doel",
    "activity": "act",
    "timeline": "tijd",
    "legal_reference": "wet",
    "framework": "kader",
    "partner": "partner",
    "indicator": "indicator",
    "budget_line": "bedrag",
}


@lru_cache(maxsize=4096)  # the records of a unit come one after the other, each with the unit's text
def normalise(text: str) -> str:
    """Return a text as ids see it: lower case, letters and figures only.

    >>> normalise("Wij borgen  de 'kwaliteit'.")
    'wij borgen de kwaliteit'
    """
    return re.sub(r"[\W_]+", " ", text.lower()).strip()


def record_id(document: str, kind: Kind, text: str, unit: str, rank: int = 0) -> str:
    """Return a record's id: stable under edits elsewhere in the document.

    ``rank`` breaks ties between records of one kind with the same text in units of the same text.
    """
    parts = [document, kind, normalise(text), normalise(unit)] + ([str(rank)] if rank else [])
    digest = hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
    return f"{PREFIX[kind]}-{digest}"
