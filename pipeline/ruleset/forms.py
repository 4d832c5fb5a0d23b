"""Forms of Dutch verbs: what the table does not list is generated.

Matching wants every form that occurs, and is not hurt by one that does not: where the spelling depends on
stress ("verbeteren" has "verbeter", "faciliteren" has "faciliteer") both are given.

>>> sorted(forms("uitvoeren", "uit").participle)
['uitgevoerd']
>>> sorted(forms("maken").singular)
['maak', 'maakt']
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_NO_GE = ("be", "ge", "ver", "ont", "her", "er")
_VOWELS = "aeiouy"
_DOUBLE = re.compile(r"([bcdfghjklmnpqrstvwxz])\1$")
_OPEN = re.compile(r"(^|[^aeiou])([aeou])([bcdfghklmnprstvz])$")


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of a verb, particle apart: ``plural`` is the infinitive's own form without particle."""

    infinitive: str
    particle: str | None
    plural: frozenset[str]
    singular: frozenset[str]
    past: frozenset[str]
    participle: frozenset[str]
    joined: frozenset[str]

    @property
    def finite(self) -> frozenset[str]:
        """Every form that a subject can have."""
        return self.plural | self.singular | self.past


def stems(base: str) -> tuple[str, ...]:
    """Return the stem, or both where the spelling depends on stress.

    >>> stems("zetten"), stems("geven"), stems("verbeteren")
    (('zet',), ('geef',), ('verbeter', 'verbeteer'))
    """
    if not base.endswith("n"):
        return (base,)
    stem = base[:-2] if base.endswith("en") else base[:-1]
    if stem.endswith("e") and base.endswith("ën"):
        stem = stem[:-1]
    if _DOUBLE.search(stem):
        return (stem[:-1],)
    if base.endswith("eren") and not base.endswith("oeren") and len(base) > 5:
        return (stem, stem[:-2] + "eer")
    found = [stem]
    if _OPEN.search(stem):
        long = stem[:-1] + stem[-2] + stem[-1]
        weak = re.search(r"[aeiou][^aeiou]+e[lrnm]$", stem) or re.search(r"[aeiou][^aeiou]+ig$", stem)
        found = [stem, long] if weak else [long]
    return tuple(_harden(s) for s in found)


def _harden(stem: str) -> str:
    return stem[:-1] + {"v": "f", "z": "s"}.get(stem[-1], stem[-1]) if stem else stem


def _dental(base: str) -> str:
    before = base[:-2] if base.endswith("en") else base[:-1]
    return "t" if before[-1:] in "tkfshcpx" or before.endswith("ch") else "d"


def forms(
    infinitive: str,
    particle: str | None = None,
    present: Iterable[str] = (),
    past: Iterable[str] = (),
    participle: Iterable[str] = (),
) -> Forms:
    """Return the forms of a verb; the irregular ones that are given take the place of generated ones."""
    base = infinitive[len(particle) :] if particle and infinitive.startswith(particle) else infinitive
    front = particle or ""
    roots = stems(base)
    dental = _dental(base)
    singular = set(present) or {f for root in roots for f in (root, root if root.endswith("t") else root + "t")}
    pasts = set(past) or {f for root in roots for f in (root + dental + "e", root + dental + "en")}
    parts = set(participle)
    if not parts:
        for root in roots:
            end = root if root.endswith(dental) else root + dental
            ge = "" if base.startswith(_NO_GE) else "ge"
            parts.add(front + ge + end)
    joined = {front + base, front + "te" + base} if particle else {base}
    if particle:
        joined |= {front + f for f in singular | pasts}
    return Forms(
        infinitive,
        particle,
        frozenset({base}),
        frozenset(singular),
        frozenset(pasts),
        frozenset(parts),
        frozenset(joined),
    )
