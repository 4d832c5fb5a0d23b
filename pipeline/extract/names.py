"""Where a name ends that begins at a known word: titles of laws and plans, names of organisations.

>>> stops = frozenset({"is", "verplicht", "die"})
>>> text = "de Wet verbetering beschikbaarheid jeugdzorg verplicht gemeenten"
>>> text[3 : title_end(text, 3, stops)]
'Wet verbetering beschikbaarheid jeugdzorg'
>>> text = "met Stichting Kinderopvang Duinrand en de schoolbesturen"
>>> text[4 : name_end(text, 4)]
'Stichting Kinderopvang Duinrand'
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Protocol, TypeVar

from pipeline.ruleset.nearness import WORD

_GAP = re.compile(r"\s|[-/'’&+.]|\s?&\s?|\s[-–]\s|-\s|’\s|\s['’]")
_YEARS = re.compile(
    r"(?:\s+voor)?(?:\s+de\s+(?:jaren|periode))?[\s-]+(?:19|20)\d\d(?:\s*(?:[-–/]|t/m|tot(?:\s+en\s+met)?)\s*(?:20)?\d\d)?(?!\d)(?:\s+en\s+verder\b|\s+e\.v\.)?"
)
_PREPOSITIONS = frozenset(
    [
        "van",
        "op",
        "in",
        "voor",
        "inzake",
        "tot",
        "aan",
        "bij",
        "door",
        "met",
        "tegen",
        "over",
        "rond",
        "rondom",
        "uit",
        "naar",
        "onder",
        "tussen",
        "om",
    ]
)
_ARTICLES = frozenset(["de", "het", "der", "den", "'s", "s", "t"])
_LINKS = _PREPOSITIONS | _ARTICLES | {"en", "of", "te", "ter", "een"}
_NAME_LINKS = frozenset(
    ["van", "de", "het", "den", "der", "en", "voor", "aan", "op", "in", "bij", "te", "ter", "s", "t", "tot", "met"]
)
_OPENING = frozenset(["sinds", "wij", "we", "deze", "dit", "er"])  # with a capital they open a sentence
_LONGEST = 14


def title_end(text: str, start: int, stops: Collection[str]) -> int:
    """Return where a title ends that begins at ``start``: at a verb, a stop word, a sign or its year."""
    words = list(WORD.finditer(text, start, min(len(text), start + 200)))
    end = words[0].end() if words else start
    last = end
    for number, word in enumerate(words[1:_LONGEST], 1):
        gap = text[last : word.start()]
        lower = word[0].lower()
        if not _fits(gap, lower) or (lower in stops and (word[0] == lower or lower in _OPENING)):
            break
        before = words[number - 1][0]
        if year := _YEARS.match(text, last):
            return end if before.lower() in ("in", "per", "vanaf") else year.end()
        if lower in _ARTICLES and before.lower() not in _PREPOSITIONS and gap.isspace():
            break
        if lower in ("en", "of") and not _goes_on(words, number, text, stops):
            break
        after_name = number > 1 and word[0].islower() and before[0].isupper() and not before.isupper()
        if after_name and lower not in _LINKS and gap.isspace() and not _title_case(words[:number]):
            break
        last = word.end()
        if lower not in _LINKS:
            end = last
    if year := _YEARS.match(text, end):
        end = year.end()
    return end


def _fits(gap: str, word: str) -> bool:
    """Say whether two words of a name may have this between them; a quote only as in "'s-Hertogenbosch"."""
    return bool(_GAP.fullmatch(gap)) and (gap[-1:] not in ("'", "’") or len(gap) == 1 or word in ("s", "t"))


def end_of_years(text: str, at: int) -> int:
    """Return where the years end that follow ``at``, or ``at`` itself.

    >>> end_of_years("Agenda 2020 t/m 2023 is", 6)
    20
    """
    year = _YEARS.match(text, at)
    return year.end() if year else at


def _title_case(words: list[re.Match[str]]) -> bool:
    """Say whether only the head word has a capital so far, so that a lower-case word goes on."""
    return sum(w[0][0].isupper() for w in words) <= 1


def _goes_on(words: list[re.Match[str]], number: int, text: str, stops: Collection[str]) -> bool:
    """Say whether a title goes on behind "en"."""
    if number + 1 >= len(words):
        return False
    after = words[number + 1]
    gap = text[words[number].end() : after.start()]
    if not gap.isspace() or after[0].lower() in stops:
        return False
    hyphen = text[words[number - 1].end() : words[number].start()].startswith("-")
    if after[0].lower() in _LINKS:
        return False
    return hyphen or after[0][0].islower() == words[number - 1][0][0].islower() or words[number - 1][0][0].isupper()


def name_end(text: str, start: int, most: int = 8) -> int:
    """Return where a name of capitalised words ends; small words count only between two of them."""
    words = list(WORD.finditer(text, start, min(len(text), start + 140)))
    if not words:
        return start
    end = last = words[0].end()
    for number, word in enumerate(words[1:most], 1):
        gap = text[last : word.start()]
        lower = word[0].lower()
        if not _fits(gap, lower) or (number > 1 and word[0] in ("De", "Het")):
            break
        short_number = word[0][0].isdigit() and len(word[0]) < 4
        if word[0][0].isupper() or short_number or gap in ("-", "'", "’", "."):
            end = last = word.end()
        elif lower in _NAME_LINKS and _links(text, words, number):
            last = word.end()
        else:
            break
    return end


def _links(text: str, words: list[re.Match[str]], number: int) -> bool:
    """Say whether a small word stands inside a name: "en" only after a hyphen or between sorts of one thing."""
    after = words[number + 1 : number + 3]
    if not after:
        return False
    if words[number][0] in ("en", "met"):
        return text[words[number].start() - 2] == "-" and after[0][0][0].isupper()
    return after[0][0][0].isupper() or (
        len(after) > 1 and after[0][0] in ("de", "het", "den") and after[1][0][0].isupper()
    )


class Placed(Protocol):
    """What has a place in a text."""

    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102


P = TypeVar("P", bound=Placed)


class Covered:
    """Places of a text that are taken.

    >>> covered = Covered([(2, 5)])
    >>> covered.any(4, 9), covered.any(5, 9), covered.all(2, 4), covered.all(4, 6)
    (True, False, True, False)
    """

    def __init__(self, places: Iterable[tuple[int, int]] = ()) -> None:
        self._marks = bytearray()
        for start, end in places:
            self.add(start, end)

    def add(self, start: int, end: int) -> None:
        """Take a place."""
        if len(self._marks) < end:
            self._marks.extend(bytes(end - len(self._marks)))
        self._marks[start:end] = b"\x01" * (end - start)

    def any(self, start: int, end: int) -> bool:
        """Say whether some of a place is taken."""
        return any(self._marks[start:end])

    def all(self, start: int, end: int) -> bool:
        """Say whether all of a place is taken."""
        return end <= len(self._marks) and all(self._marks[start:end])


def apart(items: Iterable[P]) -> list[P]:
    """Return the items that overlap none before them, in the order of the text: give the best ones first."""
    ranked = list(items)
    if len(ranked) < 2:
        return ranked
    kept: list[P] = []
    taken = Covered()
    for item in ranked:
        if not taken.any(item.start, item.end):
            taken.add(item.start, item.end)
            kept.append(item)
    return sorted(kept, key=lambda i: i.start)


def is_name(text: str) -> bool:
    """Say whether a text looks like a proper name: it begins with a capital and is no single letter.

    >>> [is_name(t) for t in ("De Rietgors", "partners", "vv Noord", "V")]
    [True, False, True, False]
    """
    words = WORD.findall(text)
    return bool(words) and len(text) > 1 and any(w[0].isupper() for w in words)
