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
>>> [m.kind for m in settle([place("partner", 0, 9), place("legal_reference", 5, 9)])]
['partner', 'legal_reference']
>>> [m.kind for m in settle([place("partner", 0, 9), place("framework", 5, 14)])]
['framework']
"""

from __future__ import annotations

from collections import defaultdict

from pipeline.extract.mention import Mention, PartnerValue

__all__ = ["settle"]

_RANK = {"legal_reference": 0, "framework": 1, "partner": 2}


def settle(mentions: list[Mention]) -> list[Mention]:
    """Return the mentions without those that give way; goals, activities and times stay as they are."""
    named = [m for m in mentions if m.kind in _RANK]
    kept: dict[int, list[Mention]] = defaultdict(list)
    held: dict[int, set[int]] = defaultdict(set)  # the characters of each unit that a kept mention stands on
    for one in sorted(named, key=_strength):
        places = range(one.span.start, one.span.end)
        free = held[one.unit].isdisjoint(places)
        if free or not any(_yields(one, other) for other in kept[one.unit]):
            kept[one.unit].append(one)
            held[one.unit].update(places)
    for unit, found in kept.items():
        partners = [m for m in found if m.kind == "partner"]
        kept[unit] = [m for m in found if not _inside_partner(m, partners)]
    rest = [m for m in mentions if m.kind not in _RANK]
    return rest + [m for unit in sorted(kept) for m in sorted(kept[unit], key=lambda m: (m.span, _RANK[m.kind]))]


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


def _inside_partner(one: Mention, partners: list[Mention]) -> bool:
    """Say whether a framework is only part of a partner's longer name."""
    return one.kind == "framework" and any(len(m.span) > len(one.span) and m.span.covers(one.span) for m in partners)


def _known(one: Mention) -> bool:
    value = one.value
    return isinstance(value, PartnerValue) and value.kind == "named" and one.rule.startswith("partners/")
