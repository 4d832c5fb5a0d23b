"""Kinds of organisations with the words that belong to them: "7 Gelderse jeugdhulpregio's".

>>> text = "met relevante maatschappelijke partners op het gebied van zorg en welzijn."
>>> widen(text, 31, 39, ("relevante", "maatschappelijke"))
(4, 73)
>>> widen("de vier andere gemeenten", 15, 24, ("andere",))
(3, 24)
"""

from __future__ import annotations

import re
from functools import lru_cache

_NUMBER = r"(?:\d{1,2}|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf)"
_EDGE = r"(?:(?<=\s)|(?<=^)|(?<=\())"
_DOUBLE = re.compile(r"(?:^|(?<=\s))\w+-\s(?:en|of)\s$")
_REGION = r"in\s+(?:de|onze|het)\s+(?:regio|wijk|buurt|gemeente|keten)(?:\s+[A-Z][\w-]+(?:\s+en\s+[A-Z][\w-]+)?)?"
_BEHIND = re.compile(
    rf"\s+(?:op\s+het\s+(?:gebied|terrein|vlak)\s+van\s+(?:(?:de|het)\s+)?\w+(?:\s+en\s+\w+)?|{_REGION}|uit\s+de\s+(?:eerste\s+lijn|regio|keten|wijk|buurt)|"
    r"(?:uit|van|in)\s+het\s+(?:sociaal|medisch|sociale|medische)\s+domein)"
)
_FIRST_LINE = re.compile(r"\s+uit\s+de\s+eerste\s+lijn")
_REACH = 90  # characters before a kind of organisations that can belong to it
_SUPPLIER = re.compile(r"\s+van\s+(?:de\s+|het\s+)?\w+")


@lru_cache(maxsize=8)
def _before(adjectives: tuple[str, ...], loose: bool) -> re.Pattern[str]:
    """Return a pattern for what may stand before a kind of organisations."""
    one = rf"(?:{'|'.join(map(re.escape, adjectives))})"
    row = rf"(?:\(?{one}(?:\s+en\s+{one})?\)?,?\s+)*"
    return re.compile(rf"{_EDGE}(?:(?:{_NUMBER}\s+)?{row}(?:[A-Z][\w-]+se\s+)?)$" if loose else rf"{_EDGE}{row}$")


def widen(text: str, start: int, end: int, adjectives: tuple[str, ...], loose: bool = True) -> tuple[int, int]:
    """Return the place of a kind of organisations with the words that belong to it.

    A loose word ("partners") takes its number and an addition with it, another only its adjectives.
    """
    first = max(0, start - _REACH)
    if match := _DOUBLE.search(text[first:start]):
        start = first + match.start()
    if match := _before(adjectives, loose).search(text[first:start]):
        start = first + match.start()
        while start < end and text[start].isspace():
            start += 1
    if text[start - 1 : start] == "(" and text.count(")", start, end) > text.count("(", start, end):
        start -= 1
    behind = (_BEHIND if loose else _FIRST_LINE).match(text, end)
    if not behind and text[start:end].lower().endswith("leverancier"):
        behind = _SUPPLIER.match(text, end)
    return start, behind.end() if behind else end
