"""Which of two mentions stays where a law, a framework and a partner share words.

- Of one kind, the longer one stays.
- A law inside a longer name stays beside it: "Toezichthouder Wmo" names a law too.
- A framework inside the name of a law or a partner goes ("lokale coalitie Kansrijke Start").
- A partner inside the name of a law goes; inside that of a framework it stays only where it is an
  organisation that the table knows ("Samenwerkingsafspraken met Veilig Thuis").
- Where neither holds the other, law beats framework, and framework beats partner.

>>> from pipeline.extract.mention import LawValue
>>> from pipeline.span import Span
>>> place = lambda kind, start, end: Mention(kind, 0, Span(start, end), "x", "r", 0.9, LawValue())
>>> [m.kind for m in settle([place("partner", 0, 9), place("legal_reference", 5, 9)]).kept]
['partner', 'legal_reference']
>>> [m.kind for m in settle([place("partner", 0, 9), place("framework", 5, 14)]).kept]
['framework']
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from pipeline.extract.mention import Mention, PartnerValue

__all__ = ["Settled", "settle"]

_RANK = {"legal_reference": 0, "framework": 1, "partner": 2}


@dataclass(frozen=True, slots=True)
class Settled:
    """The mentions that stay, and those that give way, each with the one that it gives way to."""

    kept: list[Mention]
    lost: list[tuple[Mention, Mention]]


def settle(mentions: list[Mention]) -> Settled:
    """Part the mentions that stay from those that give way; goals, activities and times stay as they are."""
    named = [m for m in mentions if m.kind in _RANK]
    lost: list[tuple[Mention, Mention]] = []
    kept: dict[int, list[Mention]] = defaultdict(list)
    held: dict[int, set[int]] = defaultdict(set)  # the characters of each unit that a kept mention stands on
    for one in sorted(named, key=_strength):
        places = range(one.span.start, one.span.end)
        free = held[one.unit].isdisjoint(places)
        stronger = None if free else next((other for other in kept[one.unit] if _yields(one, other)), None)
        if stronger is None:
            kept[one.unit].append(one)
            held[one.unit].update(places)
        else:
            lost.append((one, stronger))
    for unit, found in kept.items():
        partners = [m for m in found if m.kind == "partner"]
        within = {i: p for i, m in enumerate(found) if (p := _partner_around(m, partners)) is not None}
        lost += [(found[i], p) for i, p in within.items()]
        kept[unit] = [m for i, m in enumerate(found) if i not in within]
    rest = [m for m in mentions if m.kind not in _RANK]
    ordered = [m for unit in sorted(kept) for m in sorted(kept[unit], key=lambda m: (m.span, _RANK[m.kind]))]
    return Settled(rest + ordered, lost)


def _strength(one: Mention) -> tuple[int, int, float, int]:
    """Sort laws before frameworks before partners, and longer ones first among one kind."""
    return _RANK[one.kind], -len(one.span), -one.confidence, one.span.start


def _yields(one: Mention, other: Mention) -> bool:
    """Say whether ``one`` goes because ``other``, of its own or a stronger kind, stays."""
    if not one.span.overlaps(other.span):
        return False
    if one.kind == other.kind:
        return True
    if one.span == other.span:
        return True
    if one.span.covers(other.span):
        return not (other.kind == "legal_reference" or isinstance(one.value, PartnerValue))
    if other.span.covers(one.span):
        return not (other.kind == "framework" and _known(one))
    return True


def _partner_around(one: Mention, partners: list[Mention]) -> Mention | None:
    """Return the partner of whose longer name a framework is only part."""
    if one.kind != "framework":
        return None
    return next((m for m in partners if len(m.span) > len(one.span) and m.span.covers(one.span)), None)


def _known(one: Mention) -> bool:
    value = one.value
    return isinstance(value, PartnerValue) and value.kind == "named" and one.rule.startswith("partners/")
