"""How much a piece of a report speaks of a planned activity: what they share, weighed by how rare it is."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.extract.mention import FrameworkValue, LawValue, PartnerValue
from pipeline.ruleset import Rules
from pipeline.trace.kin import Kin, spelled_out
from pipeline.trace.study import Said
from pipeline.trace.terms import Term, stems_of

_ROW, _ABOVE, _FAR, _BEFORE = 0.9, 0.7, 0.3, 0.3  # what a word counts for that stands beside a piece, not in it
_CODE, _NAME, _SECTION = 0.42, 0.12, 0.12
_ELSEWHERE, _TWIN = 0.08, 0.75  # what a piece loses under another heading, where the plan's own is in the report too
_TOLD = 0.3  # how much of a word has to be shared to be shown
_NEAR = 0.5  # how much of it in a row or a heading counts as said
_ONLY_NAMES = 0.6  # what is left where only names of places and people are shared
_OTHER_NAME = 0.7  # the same, where the one is about a name and the other about another
_ONE_NAME = 0.85  # the same, where a name stands nowhere else
_BACK = 0.2  # how much it matters that the piece says little else
_LEAST_OWN = 0.12  # of an activity's words that a piece has to share by itself, unless its row or number tells


@dataclass(frozen=True, slots=True)
class Evidence:
    """What two texts share: a word, a name (of a partner, law or framework), a number or a heading."""

    kind: Literal["word", "name", "number", "around"]
    text: str


@dataclass(frozen=True, slots=True)
class Match:
    """A piece of the report for an activity: ``score`` from 0 to about 1.5, ``own`` what it says by itself.

    ``told`` is the number of words of the activity that it has, names apart.
    """

    said: Said
    score: float
    own: float
    evidence: tuple[Evidence, ...]
    told: int


@dataclass(frozen=True, slots=True)
class Planned:
    """What is looked for: an activity's words, and what stands around it."""

    key: str
    terms: tuple[Term, ...]
    names: frozenset[str]
    section: tuple[frozenset[str], ...]
    code: str | None


class Scale:
    """Weighs the pieces of one report for the activities of one plan."""

    def __init__(self, rules: Rules, planned: Sequence[Planned], report: Sequence[Said]) -> None:
        self.report = [said for said in report if said.tells]
        self._count = len(planned) + len(self.report)
        self._seen = Counter(s for one in planned for s in stems_of(one.terms))
        self._seen.update(s for said in self.report for s in stems_of(said.terms))
        self.kin = Kin(rules, self.weight, self._seen)
        self._by_stem: dict[str, list[int]] = defaultdict(list)
        self._before: dict[int, Said] = {said.unit.index: said for said in report}
        self._names = [_names(said) for said in self.report]
        for number, said in enumerate(self.report):
            around = (*said.terms, *said.row, *(t for terms in said.above for t in terms))
            for one in stems_of(around):
                self._by_stem[one].append(number)
        self._sections = [section_stems(said.above) for said in self.report]
        self._all_sections = {one for found in self._sections for one in found}
        self._codes = Counter(one.code for one in planned if one.code)
        self._by_code: dict[str, list[int]] = defaultdict(list)
        for number, said in enumerate(self.report):
            if said.code:
                self._by_code[said.code].append(number)
        self._long = sorted(self._by_stem)

    def weight(self, one: str) -> float:
        """Return how much a stem tells: the rarer, the more."""
        return math.log((self._count + 1) / (self._seen.get(one, 0) + 0.5))

    def matches(self, planned: Planned) -> list[Match]:
        """Return the pieces that share something with an activity, the best first."""
        found = [self._match(planned, number) for number in sorted(self._candidates(planned))]
        return sorted((m for m in found if m is not None), key=lambda m: (-m.score, m.said.unit.index))

    def _candidates(self, planned: Planned) -> set[int]:
        wanted = self.kin.relatives(stems_of(planned.terms))
        found = {n for one in wanted for n in self._by_stem.get(one, ())}
        for one in wanted:  # a part within a longer word, or the other way round
            if len(one) >= 5:
                found |= {n for s in self._long if len(s) >= 5 and (one in s or s in one) for n in self._by_stem[s]}
        for number, said in enumerate(self.report):
            if any(t.short and spelled_out(t.short, planned.terms) for t in said.terms):
                found.add(number)
        return found | set(self._by_code.get(planned.code or "", ()))

    def _match(self, planned: Planned, number: int) -> Match | None:
        said = self.report[number]
        weights = [term.share * self.weight(term.stem) for term in planned.terms]
        total = sum(weights)
        if not total:
            return None
        own = self._shared(planned.terms, said.terms)
        around = self._around(planned.terms, said)
        by_itself = sum(w * v for w, (v, _) in zip(weights, own, strict=True)) / total
        together = sum(w * max(v, a) for w, (v, _), (a, _) in zip(weights, own, around, strict=True)) / total
        same_code = planned.code is not None and planned.code == said.code and self._codes[planned.code] == 1
        names = planned.names & self._names[number]
        row = max((v for v, _ in self._shared(planned.terms, said.row)), default=0.0) if said.row else 0.0
        if by_itself < _LEAST_OWN and not same_code and not row and not said.above:
            return None
        score = (1 - _BACK) * together + _BACK * self._back(planned, said)
        score += _CODE * same_code + _NAME * bool(names)
        found = list(zip(planned.terms, own, around, strict=True))
        told = [t for t, (v, _), (a, _) in found if v >= _TOLD or a >= _NEAR]
        if not same_code and all(t.name for t in told):
            placed = names or any(t.partner for t in told) or self._common(planned, own)
            score *= _ONLY_NAMES if placed else _ONE_NAME
        if self._clashes(planned, said, own, around):
            score *= _OTHER_NAME
        score += self._place(planned, number)
        evidence = [Evidence("number", planned.code or "")] if same_code else []
        evidence += [Evidence("name", name) for name in sorted(names)]
        evidence += [Evidence("word", word) for value, word in own if value >= _TOLD and word]
        evidence += [
            Evidence("around", word)
            for (v, _), (a, word) in zip(own, around, strict=True)
            if a > v and a >= _TOLD and word
        ]
        return Match(
            said, round(score, 4), round(by_itself, 4), tuple(dict.fromkeys(evidence)), sum(not t.name for t in told)
        )

    def _shared(self, wanted: Sequence[Term], terms: Sequence[Term]) -> list[tuple[float, str]]:
        """Return for each word that is wanted how much of it stands in a text, and what of it."""
        found: list[tuple[float, str]] = []
        for term in wanted:
            found.append(max((self.kin.near(term, other) for other in terms), default=(0.0, "")))
            if len(term.parts) > 1:  # "leerlingenvervoer" and "het vervoer van leerlingen"
                spread = self._spread(term, terms)
                found[-1] = max(found[-1], (spread, term.parts[0] if spread else ""))
        for other in terms:
            places = spelled_out(other.short, wanted) if other.short else None
            for at in range(*places) if places else ():
                found[at] = max(found[at], (1.0, other.short))
        return found

    def _spread(self, term: Term, terms: Sequence[Term]) -> float:
        weights = [self.weight(p) for p in term.parts]
        parts = [Term(p, (p,), 1.0, p[:1]) for p in term.parts]
        values = [max((self.kin.near(part, other)[0] for other in terms), default=0.0) for part in parts]
        return 0.95 * sum(w * v for w, v in zip(weights, values, strict=True)) / (sum(weights) or 1.0)

    def _around(self, wanted: Sequence[Term], said: Said) -> list[tuple[float, str]]:
        best = [(0.0, "")] * len(wanted)
        before = self._before.get(said.unit.previous) if said.unit.previous is not None else None
        layers: list[tuple[float, Sequence[Term]]] = [(_ROW, said.row)]
        layers += [(_ABOVE if n == 0 else _FAR, terms) for n, terms in enumerate(said.above)]
        layers += [(_BEFORE, before.terms)] if before is not None else []
        for factor, terms in layers:
            if terms:
                shared = self._shared(wanted, terms)
                best = [max(b, (factor * v, w)) for b, (v, w) in zip(best, shared, strict=True)]
        return best

    def _clashes(
        self, planned: Planned, said: Said, own: Sequence[tuple[float, str]], around: Sequence[tuple[float, str]]
    ) -> bool:
        """Say whether an activity names one thing ("zwembad De Wel") and a piece another ("sporthal De Hoef")."""
        found = zip(planned.terms, own, around, strict=True)
        named = [max(v, a) < _TOLD for t, (v, _), (a, _) in found if t.name]
        if not named or not all(named):
            return False
        back = self._shared(said.terms, planned.terms)
        return any(t.name and v < _TOLD for t, (v, _) in zip(said.terms, back, strict=True))

    def _common(self, planned: Planned, own: Sequence[tuple[float, str]]) -> bool:
        """Say whether the names that are shared stand elsewhere too."""
        shared = [t.stem for t, (v, _) in zip(planned.terms, own, strict=True) if v >= _TOLD]
        return all(self._seen[one] > 2 for one in shared)

    def _place(self, planned: Planned, number: int) -> float:
        """Return what it tells where a piece stands: reports often have the plan's headings, and keep to them."""
        here = max((_alike(a, b) for a in planned.section for b in self._sections[number]), default=0.0)
        there = max((_alike(a, b) for a in planned.section for b in self._all_sections), default=0.0)
        return _SECTION * here - (_ELSEWHERE if there >= _TWIN > here else 0.0)

    def _back(self, planned: Planned, said: Said) -> float:
        """Return how much of what a piece says is of the activity."""
        weights = [term.share * self.weight(term.stem) for term in said.terms]
        total = sum(weights)
        if not total:
            return 0.0
        shared = self._shared(said.terms, planned.terms)
        return sum(w * v for w, (v, _) in zip(weights, shared, strict=True)) / total


def _names(said: Said) -> frozenset[str]:
    return frozenset(name for m in said.named if (name := name_of(m.value)) is not None)


def name_of(value: object) -> str | None:
    """Return the canonical name of a partner, law or framework that is a name."""
    if isinstance(value, PartnerValue):
        return value.canonical if value.kind == "named" else None
    return value.canonical if isinstance(value, LawValue | FrameworkValue) else None


def section_stems(layers: Iterable[Sequence[Term]]) -> tuple[frozenset[str], ...]:
    """Return the stems of each heading over a piece, of those that tell something."""
    return tuple(stems for terms in layers if (stems := frozenset(t.stem for t in terms)))


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other)
