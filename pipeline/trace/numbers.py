"""Numbers of a plan and of a report, of the same thing: "twintig bomen" beside "twaalf bomen", "acht van de elf"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from typing import Literal

from pipeline.ruleset import Rules
from pipeline.trace.stems import stem

_WORD = re.compile(r"€\s*[\d.,]+(?:\s*(?:miljoen|mln|duizend))?|\d+(?:[.,]\d+)*%?|[^\W\d_]+(?:-[^\W\d_]+)*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_REACH = 3  # words after a number that may say what it counts
_FEWER, _MORE = Decimal("0.95"), Decimal("1.5")  # what is near enough to a number that was planned
_OPENING = 2  # where the number stands in "Van de veertig …"
_INSTEAD = ("in", "plaats", "van")
_TIMES = {"miljoen": 1_000_000, "mln": 1_000_000, "duizend": 1_000}
_UNITS = ("één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf", "dertien",
          "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien")  # fmt: skip
_TENS = ("twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig")
_WORDS = {word: number for number, word in enumerate(_UNITS, 1)}
_WORDS |= {word: 10 * number for number, word in enumerate(_TENS, 2)}
_WORDS |= {
    f"{unit}{'ën' if unit.endswith('e') else 'en'}{ten}": 10 * number + one
    for number, ten in enumerate(_TENS, 2)
    for one, unit in enumerate(("een", *_UNITS[1:9]), 1)
}
_WORDS |= {"eén": 1, "honderd": 100, "tweehonderd": 200, "duizend": 1000}
Amount = tuple[Decimal, frozenset[str]]


class Numbers:
    """Finds numbers, also in words, with what they count."""

    def __init__(self, rules: Rules) -> None:
        # A word that says when, or how often, counts nothing.
        self._empty = {stem(w) for row in rules.time for w in row.words if row.kind in ("maand", "eenheid")}

    def compare(self, planned: Sequence[str], told: Sequence[str]) -> Literal["scope", "amount"] | None:
        """Say whether a report has another number than the plan for the same thing.

        ``amount`` for money, ``scope`` for what is counted, or where the report itself says "acht van de elf" or "twee
        in plaats van drie".
        """
        wanted = [n for text in planned for n in self._money(text)]
        given = [n for text in told for n in self._money(text)]
        if wanted and given and set(wanted).isdisjoint(given):
            return "amount"
        if any(self.short(text) for text in told):
            return "scope"
        counts = [n for text in told for n in self._counted(text)]
        for value, things in (n for text in planned for n in self._counted(text)):
            same = {v for v, others in counts if things & others}
            if same and not any(_FEWER * value <= v <= _MORE * value for v in same):
                return "scope"
        return None

    def _value(self, word: str) -> Decimal | None:
        low = word.lower()
        if low in _WORDS:
            return Decimal(_WORDS[low])
        if not low[:1].isdigit() or low.endswith("%") or _YEAR.fullmatch(low):
            return None
        return _decimal(low)

    def _money(self, text: str) -> Iterator[Decimal]:
        for word in _WORD.findall(text):
            if word.startswith("€"):
                figures, *unit = word[1:].split()
                value = _decimal(figures)
                if value is not None:
                    yield value * _TIMES.get(unit[0].lower() if unit else "", 1)

    def _counted(self, text: str) -> Iterator[Amount]:
        words = _WORD.findall(text)
        for at, word in enumerate(words):
            value = self._value(word)
            if value is None:
                continue
            after = words[at + 1 : at + 1 + _REACH]
            things = frozenset(stem(w) for w in after if len(w) > 3 and w[0].isalpha())
            if things and not (after and stem(after[0]) in self._empty):
                yield value, things - self._empty

    def short(self, text: str) -> bool:
        """Say whether a text itself tells that a number is not what it was to be.

        "Twee in plaats van drie", "acht van de elf", "van de veertig begonnen er 27".
        """
        words = [w.lower() for w in _WORD.findall(text)]
        values = [self._value(w) for w in words]
        for at, word in enumerate(words):
            if word != "van":
                continue
            last = at + 2 if words[at + 1 : at + 2] in (["de"], ["het"]) else at + 1
            all_of = values[last] if last < len(words) else None
            if all_of is None:
                continue
            if tuple(words[at - 2 : at + 1]) == _INSTEAD:
                return True
            some = values[at - 1] if at else None
            fewer = some is not None and some < all_of
            rest = (v for v in values[last + 1 :] if v is not None) if at == 0 and last == _OPENING else iter(())
            if fewer or any(v < all_of for v in rest):
                return True
        return False


def _decimal(figures: str) -> Decimal | None:
    """Read a number as Dutch writes it.

    >>> _decimal("1.212"), _decimal("65.000"), _decimal("2,5"), _decimal("1.2.3")
    (Decimal('1212'), Decimal('65000'), Decimal('2.5'), None)
    """
    plain = figures.rstrip(".,-")
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", plain):
        plain = plain.replace(".", "")
    try:
        return Decimal(plain.replace(",", "."))
    except InvalidOperation:
        return None
