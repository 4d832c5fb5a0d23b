"""The words of ``naampatronen`` that make a name an organisation's, or not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from pipeline.extract.kept import per_rules
from pipeline.extract.telling import Telling
from pipeline.ruleset import Rules
from pipeline.ruleset.schema import NamePatternRow

_REPORTS = (
    "monitor",
    "uitvoering",
    "aanpak",
    "pilot",
    "project",
    "enquête",
    "onderzoek",
    "atlas",
    "cijfers",
    "wet",
    "verordening",
    "regeling",
    "begroting",
)


@dataclass(frozen=True)
class Patterns:
    """The rows of ``naampatronen`` for partners, by place and kind."""

    begins: dict[str, NamePatternRow]
    roles: dict[str, NamePatternRow]
    endings: dict[str, NamePatternRow]
    cues: dict[str, NamePatternRow]
    acts: frozenset[str]
    act_rule: str
    vetoes: tuple[str, ...]
    policies: tuple[str, ...]
    cue_words: tuple[str, ...] = ()
    topics: frozenset[str] = frozenset()
    openers: frozenset[str] = frozenset()
    adjectives: tuple[str, ...] = ()

    @cached_property
    def telling(self) -> Telling:
        """Without a word of these a text holds no name by what it begins with, stands behind or ends on."""
        return Telling(self.begins, (*self.roles, *self.endings))


@per_rules
def patterns_of(rules: Rules) -> Patterns:
    """Return the patterns for names of organisations."""
    rows = [r for r in rules.name_patterns if r.table == "partners"]

    def words(place: str) -> dict[str, NamePatternRow]:
        return {w: r for r in rows if r.place == place for w in r.words}

    stops = [r for r in rows if r.place == "stop" and r.kind == "doet"]
    kinds = {r.kind: r.words for r in rows if r.place == "stop" and r.kind}
    heads = [r for r in rules.name_patterns if r.table == "kaders" and r.place in ("begin", "samenstelling")]
    cues, begins = words("na"), words("begin")
    begins |= {scan + w[1:]: r for w, r in begins.items() if w[0] == "I" for scan in "l1"}  # bad scans
    return Patterns(
        begins,
        words("samenstelling"),
        words("einde"),
        cues,
        frozenset(w for r in stops for w in r.words),
        stops[0].name if stops else "",
        tuple(e for r in rows if r.place == "begin" for e in r.exceptions),
        tuple(sorted({w.lower() for r in heads for w in r.words})),
        tuple(dict.fromkeys(v for w in cues for v in (w, w[0].upper() + w[1:]))),
        frozenset(kinds.get("onderwerp", ())),
        frozenset(kinds.get("opening", ())),
        kinds.get("bijvoeglijk", ()),
    )


def policy_word(word: str, patterns: Patterns) -> bool:
    """Say whether a word names a plan or an agreement, not an organisation."""
    return word.lower().endswith((*patterns.policies, *_REPORTS))


@lru_cache(maxsize=8)
def one_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern for any of some words or phrases, the longest first."""
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})(?![\w-])")
