"""Patterns of rule tables: words, verbs and slots, no regular expressions.

======================  =====================================================================
``samen met``           these words, in any case
``wordt|worden``        one of these words
``[inzetten]``          any form of a verb; a loose particle ("zetten … in") has to follow
``{wij}``               one of the words of a list in ``woordenlijsten``
``{handelt}``           a verb with "wij" that says that something is done
``{voltooid}``          a past participle that says so ("uitgevoerd", "gestart")
``{jaar}``              a year
``{niet-na-…}``         what follows does not stand behind a word of this kind
``{begin}`` ``{eind}``  the beginning or the end of the unit
``…``                   up to twenty words, within one clause
======================  =====================================================================
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.ruleset.forms import Forms

GAP = 20
_MARK_SIGN = "‹"  # what the mark of a name or a time begins with
# A gap stays within one clause: it ends at these signs, and at words that begin a subordinate clause.
_STOPS = frozenset([".", ";", ":", "!", "?"]) | {
    *("die", "dat", "waarbij", "waarin", "waarmee", "waardoor", "waarop", "waarvoor", "waarvan"),
    *("zodat", "omdat", "doordat", "terwijl", "hoewel", "indien"),
}
_PARTS = re.compile(r"\[[^\]]+\]|\{[^}]+\}|\S+")
Test = Callable[[str], bool]


class PatternError(ValueError):
    """A pattern that can't be read; the message is for whoever wrote it, in Dutch."""


@dataclass(frozen=True, slots=True)
class Element:
    """One step of a pattern: a word test, a phrase list (also by first words), a gap or an anchor."""

    kind: str  # "words", "test", "verb", "gap", "begin" or "end"
    words: frozenset[str] = frozenset()
    phrases: tuple[tuple[str, ...], ...] = ()
    by_first: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict, compare=False)
    test: Test | None = None
    particle: str | None = None

    def accepts(self, word: str) -> bool:
        """Say whether this step can begin with ``word``."""
        if self.test is not None:
            return self.test(word)
        return word in self.words


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern."""

    text: str
    elements: tuple[Element, ...]

    @property
    def needed(self) -> tuple[frozenset[str], ...]:
        """The words of which one each has to stand in a unit, or nothing can match."""
        return tuple(e.words for e in self.elements if e.words and e.test is None)

    def match(self, words: Sequence[str], at: int) -> int | None:
        """Return where a match that begins at ``words[at]`` ends, or None."""
        return _match(self.elements, 0, words, at)


def _match(elements: tuple[Element, ...], step: int, words: Sequence[str], at: int) -> int | None:
    while step < len(elements):
        element = elements[step]
        match element.kind:
            case "begin":
                if at > first_word(words):
                    return None
            case "not-after":
                if at and element.accepts(words[at - 1]):
                    return None
            case "end":
                # A time in brackets behind it ("(2026)") takes nothing from the end of a statement.
                return at if all(not w[:1].isalnum() for w in words[at:]) else None
            case "gap":
                return _match_gap(elements, step + 1, words, at)
            case "phrases":
                return _match_phrases(elements, step, words, at)
            case _:
                if at >= len(words) or not element.accepts(words[at]):
                    return None
                if element.particle and not _particle_follows(element, words, at):
                    return None
                at += 1
        step += 1
    return at


def _match_gap(elements: tuple[Element, ...], step: int, words: Sequence[str], at: int) -> int | None:
    for skipped in range(at, min(at + GAP, len(words)) + 1):
        found = _match(elements, step, words, skipped)
        if found is not None:
            return found
        if skipped < len(words) and words[skipped] in _STOPS:
            return None
    return None


def _match_phrases(elements: tuple[Element, ...], step: int, words: Sequence[str], at: int) -> int | None:
    if at >= len(words):
        return None
    for phrase in elements[step].by_first.get(words[at], ()):
        end = at + len(phrase)
        if tuple(words[at:end]) == phrase:
            found = _match(elements, step + 1, words, end)
            if found is not None:
                return found
    return None


def first_word(words: Sequence[str]) -> int:
    """Return the place of the first word that is no sign, 0 where there is none."""
    return next((i for i, w in enumerate(words) if w[:1].isalnum() or w[:1] == _MARK_SIGN), 0)


def _particle_follows(element: Element, words: Sequence[str], at: int) -> bool:
    if words[at].startswith(element.particle or "") and words[at] in element.words and len(words[at]) > 4:
        base = words[at][len(element.particle or "") :]
        if base in element.words or f"te{base}" in element.words or words[at] in _joined(element):
            return True
    return any(w == element.particle for w in words[at + 1 : at + 40])


def _joined(element: Element) -> frozenset[str]:
    return frozenset(p[0] for p in element.phrases)


class Compiler:
    """Reads patterns, given the word lists, the verbs and the slots that are computed."""

    def __init__(self, lists: dict[str, tuple[str, ...]], verbs: dict[str, Forms], tests: dict[str, Test]) -> None:
        self._lists, self._verbs, self._tests = lists, verbs, tests

    def compile(self, text: str) -> Pattern:
        """Return the pattern; raise :class:`PatternError` with a message in Dutch."""
        parts = _PARTS.findall(text.replace("...", "…"))
        if not parts or all(p in {"…", "{begin}", "{eind}"} for p in parts):
            raise PatternError(f"het patroon '{text}' heeft geen woorden")
        if next((p for p in parts if p != "{begin}"), "") == "{eind}":
            raise PatternError(f"het patroon '{text}' heeft geen woorden")
        if parts[0] == "…":
            raise PatternError(f"het patroon '{text}' begint met '…'; laat dat weg")
        return Pattern(text, tuple(self._element(p, text) for p in parts))

    def _element(self, part: str, text: str) -> Element:
        if part == "…":
            return Element("gap")
        if part.startswith("["):
            return self._verb(part[1:-1].strip().lower(), text)
        if part.startswith("{"):
            return self._slot(part[1:-1].strip().lower(), text)
        if any(c in part for c in "*+?()\\^$"):
            raise PatternError(f"het patroon '{text}' heeft een teken dat hier niets betekent: '{part}'")
        return Element("words", frozenset(w for w in part.lower().split("|") if w))

    def _verb(self, name: str, text: str) -> Element:
        if name not in self._verbs:
            raise PatternError(f"het patroon '{text}' noemt [{name}]; voeg dat werkwoord toe aan werkwoorden.yaml")
        f = self._verbs[name]
        whole = f.joined | f.participle
        return Element("verb", f.finite | whole, tuple((w,) for w in sorted(whole)), particle=f.particle)

    def _slot(self, name: str, text: str) -> Element:
        if name == "begin":
            return Element("begin")
        if name == "eind":
            return Element("end")
        if name.startswith("niet-na-") and name.removeprefix("niet-na-") in self._tests:
            return Element("not-after", test=self._tests[name.removeprefix("niet-na-")])
        if name in self._tests:
            return Element("test", test=self._tests[name])
        if name not in self._lists:
            known = ", ".join(sorted([*self._lists, *self._tests, "begin", "eind"]))
            raise PatternError(f"het patroon '{text}' noemt {{{name}}}, maar die lijst is er niet; wel: {known}")
        phrases = tuple(sorted((tuple(w.lower().split()) for w in self._lists[name]), key=lambda p: (-len(p), p)))
        if all(len(p) == 1 for p in phrases):
            return Element("words", frozenset(p[0] for p in phrases))
        firsts = frozenset(p[0] for p in phrases)
        by_first = {first: tuple(p for p in phrases if p[0] == first) for first in firsts}
        return Element("phrases", firsts, phrases, by_first)
