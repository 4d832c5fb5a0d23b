"""A figure as tables write it: sign, currency, thousands, decimals, and what stands behind it.

>>> amount("€ -1.547 -5%").value, amount("(12)").value, amount("11,8").value
(Decimal('-1547'), Decimal('-12'), Decimal('11.8'))
>>> amount("0299 41 22 10"), amount("3-11-2025"), amount("12 t/m 18")
(None, None, None)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_LONGEST = 40  # characters: what is longer is no figure alone
_MARKS = "*_ \t\n"  # white space, and what Markdown writes around a text in bold
_GROUP = ".\u00a0\u202f "
_FIGURE = re.compile(
    rf"""
    (?:(?P<before>[^\W\d_]{{1,12}}\.?)\s+)?
    (?P<body>
        (?P<open>\()?\s* (?:€|eur(?:o)?\b)?\s* (?P<sign>-/-|[-+−–])?\s* (?:€\s*)?
        (?P<number>[1-9]\d{{0,2}}(?:[{_GROUP}]\d{{3}})+|\d+)
        (?P<decimals>[.,]\d+)? (?:,[-–]+)?
        \s*(?P<percent>[%‰])? \s*(?P<minus>-/-)? (?P<close>\s*\))?
    )
    (?:\s*(?P<after>[^\W\d_]{{1,12}}\.?))?
    (?:\s*\((?P<year>(?:19|20)\d\d)\))?
    \s*[*¹²³⁴⁵⁾)]*
    (?:\s+[-+−–]?\s*\d{{1,4}}(?:,\d+)?\s*%)?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_BARE_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure with its place in the text, less what stands behind it but belongs to another (a share, a year).

    ``before`` and ``after`` are the words beside it ("V", "mln"), to be looked up; ``euro`` says that the sign stands
    with it, ``percent`` gives the sign of a share.
    """

    start: int
    end: int
    value: Decimal
    euro: bool
    percent: str | None
    before: str | None
    after: str | None
    year: int | None
    bare_year: bool


def amount(text: str) -> Amount | None:
    """Return the figure that a text is, None where it is anything else."""
    if len(text) > _LONGEST or not any(c.isdigit() for c in text):
        return None
    bare = text.strip(_MARKS)
    match = _FIGURE.fullmatch(bare)
    if match is None or (bool(match["open"]) and not match["close"]):
        return None
    number, decimals = match["number"], match["decimals"] or ""
    code = len(number) > 1 and number[0] == "0"
    if code or (match["sign"] == "+" and " " in number):  # a telephone number, say
        return None
    if decimals.startswith(".") and (len(decimals) > 3 and number != "0"):
        return None
    digits = re.sub(f"[{_GROUP}]", "", number)
    value = Decimal(f"{digits}.{decimals[1:]}" if decimals else digits)
    negative = match["sign"] in ("-/-", "-", "−", "–") or match["minus"] or match["open"]
    shift = len(text) - len(text.lstrip(_MARKS))
    first, last = match.span("body")
    if match["close"] and not match["open"]:
        last = match.start("close")
    if match["after"]:
        last = match.end("after")
    if match["before"]:
        first = match.start("before")
    body = match["body"]
    return Amount(
        shift + first,
        shift + last,
        -value if negative else value,
        "€" in body or "eur" in body.lower(),
        match["percent"],
        match["before"],
        match["after"],
        int(match["year"]) if match["year"] else None,
        _BARE_YEAR.fullmatch(body.strip()) is not None,
    )
