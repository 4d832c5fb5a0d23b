"""Who is named as working along: the lists behind "samen met", "afspraken tussen", "partners zoals".

>>> glue("samen met ", 10), glue("x, de y", 1)
(10, 6)
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.extract.names import Covered, name_end
from pipeline.extract.orgnames import Party
from pipeline.extract.orgpatterns import Patterns, one_of, policy_word
from pipeline.ruleset.index import is_abbreviation
from pipeline.ruleset.nearness import WORD

_GLUE = re.compile(
    r"(?:[\s,;:/()–&]|-\s|\b(?:o\.a|bijv|d\.w\.z|m\.n)\.|\b(?:en|of|de|het|een|onze|ons|hun|haar|alle|andere|overige|meerdere|diverse|verschillende|veel|"
    r"vele|zowel|ook|als|zoals|onder|meer|bijvoorbeeld|waaronder|met|name|zijnde|namelijk|inclusief|"
    r"lokale|regionale|elkaar|deze|die|nog|ten|minste|verdere|nauw|betrokken|het|aantal)\b)*",
    re.IGNORECASE,
)
_ACTOR = re.compile(
    r"(?P<name>(?:De|Het)(?:\s[A-Z][\w-]+)+|[A-Z][\w-]+(?:\s(?:[A-Z][\w-]+|op|in|aan|voor))*\s[A-Z][\w-]+)\s(?P<verb>[a-zë]+)\b"
)
_ARTICLE = re.compile(r"(?<=[\w,;] )(?:De|Het)\s\Z")  # in mid-sentence: part of the name
_PLAIN = re.compile(r"(?:[a-zà-ÿ][\w'’-]*\s){0,2}[a-zà-ÿ][\w'’-]*(?=\s*(?:,|\ben\b|\bof\b|/))")
_MORE = re.compile(r"\s*(?:,|;|/|\(|\)|:|–|&|\ben\b|\bof\b|\bzoals\b|\bals\b|\bwaaronder\b|\bo\.a\.|\bonder\b)")
_LINK = re.compile(r"\s*(?:,|;|/|\ben\b|\bof\b|&)\s*(?:(?:en|de|het|een|onze|ook|de\sgemeente)\s+)*$")
_REACH = 90  # characters within which a party begins that stands at a place
_STREETS = ("straat", "weg", "laan", "plein", "singel", "kade", "dijk", "gracht")


@dataclass(frozen=True, slots=True)
class Standing:
    """How a party stands in its sentence: 2 works along, 1 stands behind a small word, 0 neither."""

    party: Party
    level: int
    cue: str = ""

    @property
    def start(self) -> int:
        """Where the party begins."""
        return self.party.start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.party.end


def glue(text: str, at: int) -> int:
    """Return where the next member of a list begins: small words and signs skipped."""
    match = _GLUE.match(text, at)
    return match.end() if match else at


def standings(text: str, parties: Sequence[Party], patterns: Patterns, taken: Covered) -> list[Standing]:
    """Return how each party stands, and the unknown names in lists where someone works along."""
    levels: dict[Party, tuple[int, str]] = dict.fromkeys(parties, (0, ""))
    starts = {p.start: p for p in parties}
    for match in one_of(patterns.cue_words).finditer(text):
        row = patterns.cues.get(match[0]) or patterns.cues.get(match[0][0].lower() + match[0][1:])
        if row is None:
            continue
        level = 1 if row.kind == "zwak" else 2
        for party in _list(text, match.end(), starts, patterns, taken, row.name, row.sure, level):
            starts.setdefault(party.start, party)
            if levels.get(party, (0, ""))[0] < level:
                levels[party] = (level, match[0])
    _spread(text, levels)
    return [Standing(p, *levels[p]) for p in sorted(levels, key=lambda p: (p.start, p.end))]


def _list(
    text: str, at: int, starts: dict[int, Party], patterns: Patterns, taken: Covered,
    rule: str, sure: float, level: int,
) -> Iterable[Party]:  # fmt: skip
    """Yield the members of the list that begins at ``at``, unknown names among them."""
    skipped = 0
    while at < len(text):
        begin = glue(text, at)
        if begin == at and at and text[at - 1].isalnum():
            return
        party = next((starts[b] for b in (begin, at) if b in starts), None) or _around(starts, begin)
        if party is None:
            party = _unknown(text, begin, patterns, taken, rule, sure, level)
        if party is not None:
            yield party
            at, skipped = party.end, 0
            if at < len(text) and not re.match(r"[\s,;:/()–&-]", text[at]):
                return
            if not re.match(
                r"\s*(?:,|;|/|\(|\)|:|–|&|\ben\b|\bof\b|\bzoals\b|\bals\b|\bwaaronder\b|\bo\.a\.|\bonder\b)", text[at:]
            ):
                return
            continue
        plain = _PLAIN.match(text, begin)
        if not plain or skipped:
            return
        skipped += 1
        at = plain.end()


def _around(starts: dict[int, Party], at: int) -> Party | None:
    """Return the party whose article or adjective the glue has eaten."""
    before = max((start for start in starts if at - _REACH < start < at), default=None)
    return starts[before] if before is not None and starts[before].end > at else None


def _unknown(
    text: str, at: int, patterns: Patterns, taken: Covered, rule: str, sure: float, level: int
) -> Party | None:
    """Return an unknown capitalised name at ``at``, if a name can stand there."""
    quoted = at < len(text) and text[at] in "'‘\"“"
    begin = at + quoted
    if article := _ARTICLE.search(text, max(0, begin - 6), begin):
        begin = article.start()
    if begin >= len(text) or not text[begin].isupper():
        return None
    end = name_end(text, begin, 5)
    name = text[begin:end]
    words = WORD.findall(name)
    if taken.any(begin, end) or policy_word(words[-1], patterns) or policy_word(words[0], patterns):
        return None
    if not can_be(words, name, patterns):
        return None
    if level < 2 and (len(words) < 2 or is_abbreviation(name) or any(w[0].islower() for w in words)):
        return None
    return Party(begin, end, "named", name, f"naampatronen/{rule}", 0.75 if level == 2 else 0.6)


def can_be(words: Sequence[str], name: str, patterns: Patterns) -> bool:
    """Say whether capitalised words can be an organisation's name: no topic, month, street or opening word."""
    lower = [w.lower() for w in words]
    if len(name) < 3 or lower[-1] in patterns.openers or lower[0].endswith(_STREETS):
        return False
    if lower[0] in patterns.openers and lower[0] not in ("de", "het"):
        return False
    return not all(w in patterns.topics for w in lower)


def _spread(text: str, levels: dict[Party, tuple[int, str]]) -> None:
    """Let members of one list share the highest standing in it: who stands beside a partner is one too."""
    order = sorted(levels, key=lambda p: (p.start, p.end))
    for pairs in (pairwise(order), pairwise(order[::-1])):
        for one, other in pairs:
            first, second = (one, other) if one.start <= other.start else (other, one)
            if second.start - first.end > 40 or not _LINK.fullmatch(text, first.end, second.start):
                continue
            level, cue = levels[one]
            if one.sort == "named" and not one.weak:
                level, cue = max((level, cue), (2, one.name)) if other.sort == "group" else (max(level, 1), cue)
            if levels[other][0] < level:
                levels[other] = (level, cue)


def siblings(
    text: str,
    parties: Sequence[Party],
    patterns: Patterns,
    taken: Covered,
    own: Collection[str] = (),
) -> list[Party]:
    """Return unknown names in a list beside a known organisation: "Moveoo, het Leger des Heils en Rendiz".

    Names beside that of the authority itself (``own``) are municipalities like it. ``taken`` holds the
    places of laws, frameworks and parties, and takes those that are found.
    """
    found: list[Party] = []
    known = [p for p in parties if p.sort == "named" and not p.weak]
    selves = [
        Party(m.start(), m.end(), "named", m[0], "", 1.0)
        for name in own
        if name in text
        for m in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)
    ]
    if not known and not selves:
        return found
    for match in re.finditer(r"(?<![\w-])[A-Z][\w&-]*", text):
        if taken.any(match.start(), match.end()) or match[0] in own:
            continue
        if match[0].lower() in patterns.openers:
            continue
        begin, end = match.start(), name_end(text, match.start(), 5)
        if article := _ARTICLE.search(text, max(0, begin - 6), begin):
            begin = article.start()
        name = text[begin:end]
        words = WORD.findall(name)
        if policy_word(words[-1], patterns) or not can_be(words, name, patterns):
            continue
        beside = [p for p in (*selves, *found) if _beside(text, begin, end, p)]
        if (
            beside
            and all(p.towns or p in selves for p in beside)
            and len(words) < 3
            and "-" not in text[begin - 1 : begin]
        ):
            party = Party(
                begin, end, "named", f"gemeente {name}", "naampatronen/gemeenten", 0.7, "gemeente", towns=(name,)
            )
            found.append(party)
            taken.add(begin, end)
        elif any(_beside(text, begin, end, p) for p in (*known, *found)):
            party = Party(begin, end, "named", name, "naampatronen/samen-met", 0.7)
            found.append(party)
            taken.add(begin, end)
    return found


def actors(text: str, patterns: Patterns, taken: Covered) -> list[Party]:
    """Return an unknown name that opens a sentence and does something: "De Raadslijn voert … uit"."""
    match = _ACTOR.match(text)
    if not match or match["verb"] not in patterns.acts:
        return []
    name = match["name"]
    words = WORD.findall(name)
    start, end = match.span("name")
    if taken.any(start, end) or any(policy_word(w, patterns) for w in words):
        return []
    if not can_be(words, name, patterns) or any(w.isupper() for w in words):
        return []
    return [Party(start, end, "named", name, f"naampatronen/{patterns.act_rule}", 0.6)]


def _beside(text: str, begin: int, end: int, other: Party) -> bool:
    left, right = (end, other.start) if end <= other.start else (other.end, begin)
    return left <= right <= left + 12 and bool(_LINK.fullmatch(text, left, right))
