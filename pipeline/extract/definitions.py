"""What a document says its short names mean: "X (hierna: Y)", "Full Name (FN)", lists of abbreviations.

>>> [(d.short, d.long) for d in in_text("het Centrum voor Jeugd en Gezin (CJG) en de Wet X (hierna: Wgs)")]
[('CJG', 'Centrum voor Jeugd en Gezin'), ('Wgs', None)]
>>> [(d.short, d.long) for d in in_text("Met BW bedoelen we in dit plan beschermd wonen.")]
[('BW', 'beschermd wonen')]
>>> list(in_text("een voorziening (zoals een rolstoel)"))
[]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.document import BlockKind, Reading, Role
from pipeline.ruleset.index import squash
from pipeline.ruleset.nearness import WORD

_SHORT = r"[A-Z0-9][\w&+]*(?:[-/ ][A-Z0-9][\w&+]*){0,2}"
_QUOTE = r"['\"‘’“”]?"
_LEAD = (
    r"(?:(?:hierna|verder|voortaan)(?:\s+(?:te\s+noemen|ook|genoemd|aangeduid\s+als))?|"
    r"afgekort(?:\s+tot)?|kortweg|kort)"
)
_BRACKET = re.compile(rf"\(\s*(?P<lead>{_LEAD}\s*:?\s*)?(?:de\s+|het\s+)?{_QUOTE}(?P<short>{_SHORT}){_QUOTE}\s*\)")
_NAMED = re.compile(
    rf"\(\s*{_LEAD}\s*:?\s*(?:de\s+|het\s+)?{_QUOTE}(?P<short>\w[\w&+ -]{{1,40}}?){_QUOTE}\s*\)", re.IGNORECASE
)
_TURNED = re.compile(r"(?P<short>\b[A-Z][A-Za-z]*[A-Z][A-Za-z]*|\b[A-Z]{2,})\s*\((?P<long>[A-Z][^()]{6,120})\)")
_DASHED = re.compile(r"\((?P<short>[A-Z]{2,}[A-Za-z]*)\s+[-–:=]\s+(?P<long>[A-Z][^()]{6,120})\)")
_MEANT = re.compile(
    r"\b[Mm]et\s+(?:de\s+afkorting\s+)?['\"‘“]?(?P<short>[A-Z]\w*)['\"’”]?\s+(?:bedoelen|bedoelt|wordt|duiden|verstaan)\s+"
    r"(?:(?:we|wij|de\s+gemeente|bedoeld|aangeduid|in|dit|het|plan|deze|nota|hier|steeds|altijd|telkens)\s+)*"
    r"(?P<long>[^,;.()]{4,120})"
)
_LISTED = re.compile(r"^(?P<short>[A-Z][\w&+-]{1,11})(?:\s*[:=–|]\s*|\s+-\s+|\t+|\s+)(?P<long>[\w][^:|]{5,140})$")
_SMALL = frozenset(["van", "voor", "de", "het", "der", "den", "en", "op", "in", "tot", "aan", "met", "bij", "of", "te"])


@dataclass(frozen=True, slots=True)
class Definition:
    """A short name and what it stands for.

    ``long`` is None where the words before the bracket don't show where the full name begins;
    ``before`` is the place right before the bracket, and None where the two stand otherwise.
    """

    short: str
    long: str | None
    unit: int = 0
    start: int = 0
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Definitions:
    """All definitions of a document, in its order."""

    entries: tuple[Definition, ...]

    def long(self, short: str) -> str | None:
        """Return the fullest name that the document gives for a short one."""
        found = [d.long for d in self.entries if d.short == short and d.long]
        return max(found, key=len) if found else None


def learn(reading: Reading) -> Definitions:
    """Return what the document says its short names mean."""
    found: list[Definition] = []
    units = reading.units
    for unit in units:
        if unit.block.kind is BlockKind.FURNITURE:
            continue
        text = unit.text
        if "(" in text or "edoel" in text or "fgekort" in text:
            found += [Definition(d.short, d.long, unit.index, d.start, d.before) for d in in_text(text)]
        listed = unit.block.kind is BlockKind.ABBREVIATION or unit.role is Role.ABBREVIATIONS
        match = _LISTED.match(text) if listed or is_listed(text) else None
        if match:
            found.append(Definition(match["short"], match["long"].strip(), unit.index))
        elif unit.block.kind is BlockKind.ABBREVIATION and re.fullmatch(_SHORT, text):
            # a list of abbreviations has the short form and the long one as a block each
            after = units[unit.index + 1] if unit.index + 1 < len(units) else None
            if after and after.block.kind is BlockKind.ABBREVIATION:
                found.append(Definition(text, after.text.strip(), unit.index))
        place = unit.block.place
        if place and place.column == 0 and re.fullmatch(_SHORT, text) and len(text) < 12:
            index = unit.index + 1
            beside = units[index] if index < len(units) else None
            where = beside.block.place if beside else None
            if beside and where and (where.table, where.row, where.column) == (place.table, place.row, 1):
                at = initials(text, beside.text)
                if listed or at == 0:
                    found.append(Definition(text, beside.text.strip(), unit.index))
    return Definitions(tuple(found))


def is_listed(text: str) -> bool:
    """Say whether a text is a line of a list of abbreviations.

    >>> [is_listed(t) for t in ("CPB Centraal planbureau", "GGD Groningen", "GGD: voert taken uit")]
    [True, False, False]
    """
    match = _LISTED.match(text)
    if not match:
        return False
    long = match["long"]
    if long[0].lower() != match["short"][0].lower():
        return False
    # a place may follow: "CJG Centrum voor Jeugd en Gezin Zandstreek"
    return any(initials(match["short"], long[: w.end()]) == 0 for w in list(WORD.finditer(long))[1:12])


def in_text(text: str) -> Iterator[Definition]:
    """Yield the definitions in one piece of text, in order."""
    found: list[Definition] = []
    for match in _BRACKET.finditer(text):
        end = len(text[: match.start()].rstrip())
        at = initials(match["short"], text[:end])
        long = text[at:end] if at is not None else None
        if long or match["lead"] or _looks_short(match["short"]):
            found.append(Definition(match["short"], long, start=match.start("short"), before=end))
    taken = {d.start for d in found}
    for match in _NAMED.finditer(text):
        if match.start("short") not in taken:
            end = len(text[: match.start()].rstrip())
            found.append(Definition(match["short"], None, start=match.start("short"), before=end))
    for pattern in (_TURNED, _DASHED):
        for match in pattern.finditer(text):
            if initials(match["short"], match["long"]) is not None:
                found.append(Definition(match["short"], match["long"].strip(), start=match.start("short")))
    for match in _MEANT.finditer(text):
        long = re.sub(r"^(?:de|het|een)\s+", "", match["long"].strip())
        long = re.split(r"\s+en\s+niet\b", long)[0]
        found.append(Definition(match["short"], long, start=match.start("short")))
    yield from sorted(found, key=lambda d: d.start)


def _looks_short(text: str) -> bool:
    return sum(c.isupper() for c in text) >= 2 and len(text) <= 10


def initials(short: str, text: str) -> int | None:
    """Return where the full name begins in ``text`` that an abbreviation right behind it stands for.

    >>> text = "samen met het Regionaal Meld- en Coördinatiepunt"
    >>> text[initials("RMC", text):]
    'Regionaal Meld- en Coördinatiepunt'
    >>> initials("RMC", "samen met de gemeente") is None
    True
    """
    letters = squash(short)
    words = list(WORD.finditer(text, max(0, len(text) - 160)))[-16:]
    left = len(letters)
    start: int | None = None
    for at in range(len(words) - 1, -1, -1):
        word = squash(words[at][0])
        if left == 0:
            break
        if word[0] == letters[left - 1]:
            left -= 1
            start = words[at].start()
        elif word in _SMALL:
            continue
        else:
            inner = _inside(word, letters[:left])
            if not inner:
                return None
            left -= inner
            start = words[at].start()
    return start if left == 0 and len(letters) > 1 else None


def _inside(word: str, letters: str) -> int:
    """Return how many of the last letters a compound gives ("zorgakkoord" gives ZA): its first among them."""
    for count in (3, 2):
        if len(letters) >= count and word[0] == letters[-count]:
            at = 0
            for letter in letters[len(letters) - count :]:
                at = word.find(letter, at) + 1
                if not at:
                    break
            else:
                return count
    return 0
