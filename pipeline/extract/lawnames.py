"""Names of laws that no table knows: by the word they begin with, or end on.

>>> patterns = Patterns({"Wet": ("wet-met-titel", 0.85)}, {}, {}, frozenset({"is"}))
>>> text = "de Wet toezicht sociaal domein is van kracht"
>>> [n.title for n in pattern_names(text, patterns, [])]
['Wet toezicht sociaal domein']
>>> [n.title for n in pattern_names("Wet en regelgeving, en de wet", patterns, [])]
[]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from pipeline.extract.kept import per_rules
from pipeline.extract.names import title_end
from pipeline.extract.telling import Telling
from pipeline.ruleset import Rules

_CAPITALISED = re.compile(r"\b[A-ZÀ-Þ]\w*(?:-[a-z]\w*)*")
_NATIONAL = ("Wet", "Rijkswet", "Verdrag", "Besluit", "Regeling")  # where the table knows how the title goes on
_YEAR = re.compile(r"\s(?:19|20)\d\d\b")
_NAMED_ON = re.compile(r"\s(?:(?:van (?:de )?)?gemeente )?(?:[A-ZÀ-Þ]|(?:19|20)\d\d\b)")  # "… Rietmeer 2024"


@dataclass(frozen=True)
class Patterns:
    """The rows of ``naampatronen`` for laws, by word: their names, certainty and exceptions."""

    begins: dict[str, tuple[str, float]]
    compounds: dict[str, tuple[str, float, frozenset[str]]]
    after: dict[str, tuple[str, float]]
    stops: frozenset[str]
    vetoes: tuple[str, ...] = ()

    @cached_property
    def telling(self) -> Telling:
        """Without a word of these a text holds no name by pattern."""
        return Telling((*self.begins, *self.after), self.compounds)


@dataclass(frozen=True, slots=True)
class PatternName:
    """A name found by a pattern."""

    start: int
    end: int
    title: str
    rule: str
    sure: float


@per_rules
def patterns_of(rules: Rules) -> Patterns:
    """Return the patterns for names of laws."""
    rows = [r for r in rules.name_patterns if r.table == "wetten"]
    return Patterns(
        {w: (r.name, r.sure) for r in rows if r.place == "begin" for w in r.words},
        {w: (r.name, r.sure, frozenset(r.exceptions)) for r in rows if r.place == "samenstelling" for w in r.words},
        {w: (r.name, r.sure) for r in rows if r.place == "na" for w in r.words},
        frozenset(w for r in rows if r.place == "stop" for w in r.words),
        tuple(e for r in rows if r.place == "begin" for e in r.exceptions),
    )


def pattern_names(text: str, patterns: Patterns, known: Sequence[tuple[int, int]]) -> Iterator[PatternName]:
    """Yield names of laws by pattern; a name that a known one begins with is left to the table."""
    if not patterns.telling.in_text(text):
        return
    starts = dict(known)
    for match in begins_with(tuple(patterns.begins)).finditer(text):
        rule, sure = patterns.begins[match[0]]
        if text.startswith(patterns.vetoes, match.start()):
            continue
        end = title_end(text, match.start(), patterns.stops)
        known_end = starts.get(match.start())
        if known_end is not None and (match[0].split()[0] in _NATIONAL or not _NAMED_ON.match(text, known_end, end)):
            continue
        title = text[match.start() : end]
        if _is_title(title, match[0]):
            yield PatternName(match.start(), end, title, rule, sure)
    yield from _compounds(text, patterns, known)
    for match in _comes_after(tuple(patterns.after)).finditer(text):
        rule, sure = patterns.after[match["word"].lower()]
        at = match.end()
        if at in starts or text.startswith("Wet ", at):
            continue
        end = title_end(text, at, patterns.stops)
        if end - at > 6:
            yield PatternName(at, end, text[at:end], rule, sure)


@lru_cache(maxsize=16)
def begins_with(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern for any of some words or phrases, the longest first, case as given."""
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})(?![\w-])")


@lru_cache(maxsize=16)
def _comes_after(words: tuple[str, ...]) -> re.Pattern[str]:
    choice = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?P<word>(?i:{choice}))\s+['\"‘“]?(?=[A-Z])")


def _compounds(text: str, patterns: Patterns, known: Sequence[tuple[int, int]]) -> Iterator[PatternName]:
    for match in _CAPITALISED.finditer(text):
        word = match[0]
        for ending, (rule, sure, exceptions) in patterns.compounds.items():
            if not word.endswith(ending) or len(word) < len(ending) + 3 or word in exceptions:
                continue
            start, end = match.span()
            if any(s <= start < e for s, e in known):
                continue
            if ending != "wet":
                # the word says what it is about: only whose it is, and of when, goes on behind it
                end = title_end(text, start, patterns.stops) if _NAMED_ON.match(text, end) else end
            elif year := _YEAR.match(text, end):
                end = year.end()
            yield PatternName(start, end, text[start:end], rule, sure)


def _is_title(title: str, head: str) -> bool:
    """Say whether more than the head word stands there, and what follows can be a title.

    >>> [_is_title(t, "Wet") for t in ("Wet", "Wet en", "Wet op de huurtoeslag", "Wet 2024")]
    [False, False, True, False]
    """
    rest = title[len(head) :].strip()
    if not re.search(r"[^\W\d]{3}", rest) or rest.split()[0] in ("en", "of", "te", "de", "het"):
        return False
    return len(rest) > 3
