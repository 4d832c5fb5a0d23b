"""Looking up many names in running text: exact first, then what a bad scan made of them.

An :class:`AliasIndex` maps aliases to rows (by number). Words are runs of letters and figures, so a
hyphen, a space and an apostrophe between words are equal, and an alias is found inside a compound that
goes on after a hyphen. Case matters where the alias is an abbreviation, or where the table asks for it.

>>> index = AliasIndex([Alias("Wmo", 0), Alias("Wmo 2015", 1), Alias("Trimbos-instituut", 2)])
>>> [(h.start, h.end, h.rows) for h in index.find("de Wmo-taken, de Wmo 2015 en het wmotje")]
[(3, 6, (0,)), (17, 25, (1,))]
>>> [h.rows for h in index.find("het Trimbos Instituut")]
[(2,)]
>>> [h.rows for h in index.fuzzy("het Trirnbos-instituut", [])]
[(2,)]
"""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.ruleset.nearness import CONNECTORS, MORE_WORDS, ONE_WORD, WORD, flips, has_capitals, likeness

_GAP = re.compile(r"[\s\-\u2010\u2011–'’´`&/+.]*")  # what may stand between two words of one name
_JOINED = re.compile(r"['’](?:en|s)$")
_MOST_TRIED = 100_000  # windows whose nearest name is remembered
_Nearest = tuple[tuple[int, ...], str, float]
_BREAK = re.compile(r"[.!?]\s")
LEAST = 8  # letters: a shorter name is never matched fuzzily, nor with its words joined or split
_LONGEST = 80  # letters of what may be a name with a slip in it
WIDEST = 9  # words
EDGE = 3  # letters that a name found nearly has at its beginning or its end
_KEPT = 4096  # texts
ARTICLES = frozenset({"de", "het", "een"})  # at a sentence's start they have a capital, and are of no name


@dataclass(frozen=True, slots=True)
class Alias:
    """One way to write a row's name; ``exceptions`` are longer phrases in which it is not meant.

    ``cased`` asks for its capitals to stand in the text too, as for names that are also common words.
    """

    text: str
    row: int
    exceptions: tuple[str, ...] = ()
    cased: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A find: ``rows`` are all rows with this alias; ``score`` is 100 for a match to the letter."""

    start: int
    end: int
    rows: tuple[int, ...]
    alias: str
    score: float = 100.0


def is_abbreviation(text: str) -> bool:
    """Say whether case matters for a name by its looks.

    >>> [is_abbreviation(t) for t in ("GGD", "Wmo", "Pw", "NJi", "MEE Nederland", "Jeugdwet", "Fier")]
    [True, True, True, True, False, False, True]
    """
    letters = [c for c in text if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    return capitals > 0 and (len(letters) <= 4 or 2 * capitals > len(letters))


def squash(text: str) -> str:
    """Return a text's letters and figures in lower case, without accents.

    >>> squash("Zorg- en Veiligheidshuis"), squash("Cliëntenraad")
    ('zorgenveiligheidshuis', 'clientenraad')
    """
    if text.isascii() and text.isalnum():
        return text.lower()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
    return "".join(c for c in text.lower() if c.isalnum())


def skeleton(squashed: str) -> str:
    """Return a squashed text with the letters that scanners mix up made one.

    >>> skeleton("trirnbos") == skeleton("trimbos"), skeleton("jeugdvvet") == skeleton("jeugdwet")
    (True, True)
    """
    return squashed.replace("rn", "m").replace("vv", "w").translate(_CONFUSED)


_CONFUSED = str.maketrans("l1j058q9c", "iiiosbgge")


class TextWord(NamedTuple):
    """A word of a text, at its place."""

    start: int
    end: int
    squashed: str


@functools.lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[TextWord, ...]:
    """Return the words of a text; kept for a while, as several tables are looked up in one unit."""
    if text.isascii():  # then lower case is all that squashing is, and moves nothing
        return tuple([TextWord(*m.span(), m[0]) for m in WORD.finditer(text.lower())])
    return tuple([TextWord(*m.span(), squash(m[0])) for m in WORD.finditer(text)])


class Window(NamedTuple):
    """Words of a text in a row that may be a name with a slip in it: their place, their letters, and as they stand."""

    start: int
    end: int
    words: tuple[str, ...]
    joined: str
    written: str


@functools.lru_cache(maxsize=2048)
def _windows(text: str) -> tuple[tuple[Window, ...], ...]:
    """Return the windows of a text, those together that begin with the same word; kept as ``words_of`` is."""
    words, found = words_of(text), []
    for at, word in enumerate(words):
        if text[word.start].isupper() and word.squashed not in ARTICLES and (group := tuple(_from(text, words, at))):
            found.append(group)
    return tuple(found)


def _from(text: str, words: Sequence[TextWord], at: int) -> Iterator[Window]:
    """Yield the windows that begin with a word, within its sentence."""
    start, own = words[at].start, [word.squashed for word in words[at : at + WIDEST]]
    joined = ""
    for stop in range(at, min(at + WIDEST, len(words))):
        word = words[stop]
        gap = text[words[stop - 1].end : word.start] if stop > at else " "
        if gap != " " and (not _GAP.fullmatch(gap) or _BREAK.search(gap)):
            return
        joined += word.squashed
        if word.squashed not in CONNECTORS and LEAST <= len(joined) <= _LONGEST:
            yield Window(start, word.end, tuple(own[: stop + 1 - at]), joined, text[start : word.end])


def windows_outside(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, list[Window]]]:
    """Yield where a name with a slip in it may begin, with the windows from there that touch no taken place."""
    held = [word for word in words_of(text) if any(s < word.end and word.start < e for s, e in taken)] if taken else ()
    for group in _windows(text):
        start = group[0].start
        until = next((word.start for word in held if word.end > start), len(text))
        yield start, [window for window in group if window.end <= until]


class AliasIndex:
    """All aliases of a table, for :meth:`find` (exact) and :meth:`fuzzy`."""

    def __init__(self, aliases: Iterable[Alias]) -> None:
        self.aliases = tuple(sorted(set(aliases), key=lambda a: (a.text, a.row)))
        self._words = [tuple(squash(w) for w in WORD.findall(a.text)) for a in self.aliases]
        self._letters = [sum(map(len, words)) for words in self._words]
        self._exceptions = {a.text: a.exceptions for a in self.aliases if a.exceptions}
        self._ends: dict[str, list[int]] = defaultdict(list)  # aliases by their letters
        self._begins = {""}  # what an alias can begin with, or be
        self._tried: dict[str, _Nearest | None] = {}
        self._kept: dict[str, tuple[Hit, ...]] = {}
        self._skeletons: dict[str, list[int]] = defaultdict(list)
        self._sorted: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self._near: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        for number, words in enumerate(self._words):
            joined = "".join(words)
            self._ends[joined].append(number)
            self._begins.update(joined[:length] for length in range(1, len(joined) + 1))
            if len(joined) >= LEAST and not is_abbreviation(self.aliases[number].text):
                self._skeletons[skeleton(joined)].append(number)
                self._sorted[tuple(sorted(words))].append(number)
                for key in ("<" + joined[:EDGE], ">" + joined[-EDGE:]):
                    self._near[key][len(joined) // 4].append(number)

    def find(self, text: str) -> list[Hit]:
        """Return the exact matches in a text, longest first where two begin or overlap, in order."""
        if text in self._kept:
            return list(self._kept[text])
        words, begins = words_of(text), self._begins
        hits: list[Hit] = []
        free = 0  # words before it belong to a name
        for at in [at for at, word in enumerate(words) if word.squashed in begins]:
            if at >= free and (found := self._longest(text, words, at)):
                hits.append(found[0])
                free = found[1]
        if len(self._kept) >= _KEPT:
            self._kept.clear()
        self._kept[text] = tuple(hits)
        return hits

    def _longest(self, text: str, words: Sequence[TextWord], at: int) -> tuple[Hit, int] | None:
        best: tuple[Hit, int] | None = None
        joined = ""
        for stop in range(at, min(at + 2 * WIDEST, len(words))):
            joined += words[stop].squashed
            if joined not in self._begins:
                return best
            if joined in self._ends:
                start, end = words[at].start, words[stop].end
                fits = [n for n in self._ends[joined] if self._fits(text, words[at : stop + 1], n)]
                if fits:
                    rows = tuple(dict.fromkeys(self.aliases[n].row for n in fits))
                    best = Hit(start, end, rows, self.aliases[fits[0]].text), stop + 1
        return best

    def _fits(self, text: str, words: Sequence[TextWord], number: int) -> bool:
        alias, own = self.aliases[number], self._words[number]
        written = text[words[0].start : words[-1].end]
        if len(words) != len(own) and self._letters[number] < LEAST:
            return False
        if _BREAK.search(written) and not _BREAK.search(alias.text):
            return False
        for left, right in itertools.pairwise(words):
            gap = text[left.end : right.start]
            if gap.isspace() and _JOINED.search(alias.text) and " " not in alias.text:
                return False  # "GGD en" is not "GGD'en"
            if not _GAP.fullmatch(gap) and not all(c in alias.text for c in gap.strip()):
                return False
        if is_abbreviation(alias.text):
            letters = [c for c in written if c.isalnum()]
            if letters != [c for c in alias.text if c.isalnum()]:
                return False
        elif alias.cased and not has_capitals(written, alias.text):
            return False
        return not _excepted(text, words[0].start, words[-1].end, alias.exceptions)

    def fuzzy(self, text: str, taken: Sequence[tuple[int, int]]) -> list[Hit]:
        """Return names that a bad scan or a slip of the pen has changed, outside the ``taken`` places.

        Only windows that begin with a capital are tried, within one sentence, and only names of at
        least eight letters. The score falls with the distance.
        """
        hits: list[Hit] = []
        last = 0
        for start, found in windows_outside(text, taken) if self._near else ():
            near = [hit for window in found if (hit := self._nearest(text, window))] if start >= last else []
            if near:
                hits.append(max(near, key=lambda hit: (hit.score, hit.end)))
                last = hits[-1].end
        return hits

    def _nearest(self, text: str, window: Window) -> Hit | None:
        written = window.written
        if written not in self._tried:
            if len(self._tried) >= _MOST_TRIED:
                self._tried.clear()
            self._tried[written] = self._try(window)
        found = self._tried[written]
        if not found or _excepted(text, window.start, window.end, self._exceptions.get(found[1], ())):
            return None
        return Hit(window.start, window.end, *found)

    def _try(self, window: Window) -> _Nearest | None:
        """Return the rows, the alias and the score of what a window comes nearest to; names return, so it is kept."""
        _, _, own, joined, written = window
        candidates = [(n, 96.0) for n in self._skeletons.get(skeleton(joined), ())]
        if not candidates and len(own) > 1:
            candidates = [(n, 92.0) for n in self._sorted.get(tuple(sorted(own)), ())]
        if not candidates:
            candidates = sorted(self._close(joined, own), key=lambda c: (-c[1], c[0]))
        for number, score in candidates:
            alias = self.aliases[number]
            if alias.cased and not has_capitals(written, alias.text):
                continue
            if not flips(own, self._words[number]):
                rows = tuple(dict.fromkeys(self.aliases[n].row for n, s in candidates if s == score))
                return rows, alias.text, score
        return None

    def _close(self, joined: str, own: Sequence[str]) -> Iterator[tuple[int, float]]:
        bucket, reach = len(joined) // 4, ONE_WORD if len(own) == 1 else MORE_WORDS
        near = [self._near[key] for key in ("<" + joined[:EDGE], ">" + joined[-EDGE:]) if key in self._near]
        if not near:
            return
        numbers = {n for numbers in near for b in (bucket - 1, bucket, bucket + 1) for n in numbers.get(b, ())}
        for number in numbers:
            if abs(self._letters[number] - len(joined)) <= reach and (
                score := likeness(joined, own, self._words[number])
            ):
                yield number, score


def _excepted(text: str, start: int, end: int, exceptions: Iterable[str]) -> bool:
    """Say whether a place is within one of the phrases in which an alias is not meant."""
    return any(e.lower() in text[max(0, start - len(e)) : end + len(e)].lower() for e in exceptions)
