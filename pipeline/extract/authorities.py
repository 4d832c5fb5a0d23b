"""Who publishes a document: the municipality or municipalities that speak in it.

A document seldom says so in so many words, and names other municipalities as partners. So everything
that speaks for a name is weighed: the title, the file's name, a line of its own ("Gemeente Veldrade") at
the beginning, "de raad van", "telt … inwoners", people named after the place. "Samen met de gemeente"
speaks against it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from pipeline.extract.mention import Authority
from pipeline.ruleset import Rules
from pipeline.ruleset.schema import MunicipalityRow

_NAME = (
    r"(?:['’]s-)?"
    r"(?:(?:Den|De|Het|Sint|Oude|Nieuwe|Land|Hoek|Bergen|West|Oost|Noord|Zuid) (?:van )?(?=[A-Z]))?"
    r"[A-Z][\w-]+(?: (?:aan den|aan de|op den|op de|bij|aan|op|van|den) [A-Z][\w-]+)?"
)
_LIST = re.compile(rf"(?P<before>\b\w+ (?:de )?)?[Gg]emeenten (?P<names>{_NAME}(?:, {_NAME})* en {_NAME})")
_ONE = re.compile(rf"(?P<before>(?:\b\w+ )?(?:\b[\w’]+ )?)(?P<word>[Gg]emeente|GEMEENTE) (?P<name>{_NAME})")
_MUNICIPALITY = re.compile(r"(?:[Gg]emeente|GEMEENTE) ")
_LINE = re.compile(rf"(?m)^\W*(?:Gemeente|GEMEENTE|gemeente) (?P<name>{_NAME})(?=$| {{2}}|[^\w\s]|\s*\n)")
_SELF = re.compile(
    rf"(?:[Cc]ollege|[Rr]aad|[Gg]emeenteraad|[Bb]urgemeester(?: en wethouders)?) van (?P<ruler>{_NAME})"
    # not "wijkteam Noord telt": a noun before it makes it something else's name
    rf"|(?<![a-z]{{3}} )(?P<counted>{_NAME}) (?:telt|telde|had|heeft|vergrijst)\b(?=[^.\n]{{0,40}}(?:inwoners|\.))"
    r"|\b(?:[Ii]edereen|alle|kind|kinderen|jongeren|jeugdigen|inwoners|ouderen|mensen|\w+-jarigen)"
    rf" in (?P<home>{_NAME})"
    rf"|\b(?:in|[Ii]nwoners van|heel|voor|binnen) (?P<place>{_NAME})"
)
_SHORT_LINE = 14
_NAME_REACH = 30  # characters behind a name in which the rest of it stands
_PEOPLE = re.compile(r"\b([A-Z][a-z-]{3,}?)(?:m|d)?(?:ers?|enaren|enaar|naren|naar)\b")
_AWAY = frozenset({"met", "door", "aan", "naar", "buurgemeente", "andere", "en"})
_LARGER = frozenset(
    {
        "Nederland", "Europa", "Gelderland", "Limburg", "Brabant", "Noord-Brabant", "Overijssel", "Drenthe",
        "Friesland", "Fryslân", "Zeeland", "Flevoland", "Noord-Holland", "Zuid-Holland", "Holland", "Rijk",
    }
)  # fmt: skip
_READ = 200_000
_OPENING = 1500
_LEAST = 4


def authorities(text: str, title: str, file: str, rules: Rules, on: dt.date | None) -> tuple[Authority, ...]:
    r"""Return the municipalities that publish a document, with their codes as of a day.

    ``file`` is the file's name as words, ``on`` the first day of the document's period.

    >>> from pathlib import Path
    >>> rules = Rules(Path(), "", {"gemeenten": ()}, {})
    >>> text = "Gemeente Veldrade\nWij werken samen met de gemeente Tiel."
    >>> [a.name for a in authorities(text, "", "", rules, None)]
    ['gemeente Veldrade']
    >>> authorities("Dit plan gaat over wonen.", "Woonplan", "plan", rules, None)
    ()
    """
    known = _known(rules, on)
    text = text[:_READ]
    weights = _weigh(text, title, file, known)
    together = _together(title) or _together(text[:_OPENING])
    stated = next((names for line in text[:_OPENING].splitlines() if (names := _all_of(line))), [])
    best = weights.most_common(1)
    if stated:
        names = stated
    elif together and (not best or best[0][1] < 40 or best[0][0] in together):
        names = together
    elif best and best[0][1] >= _LEAST:
        names = [best[0][0]]
    else:
        return ()
    return tuple(_authority(_settle(name, known), text, known) for name in names)


def _known(rules: Rules, on: dt.date | None) -> dict[str, MunicipalityRow]:
    """Return the rows of municipalities by name, those that hold on a day before others."""
    found: dict[str, MunicipalityRow] = {}
    for row in rules.municipalities:
        holds = not on or ((not row.valid_from or row.valid_from <= on) and (not row.valid_to or on <= row.valid_to))
        for name in (row.name, *row.aliases):
            if holds or name not in found:
                found[name] = row
    return found


def _named(match: re.Match[str], group: str, known: dict[str, MunicipalityRow]) -> str:
    """Return the name that a match found, with the words behind it where a municipality is called so."""
    words = match.string[match.start(group) : match.end(group) + _NAME_REACH].split()
    least = len(match[group].split())
    longer = (" ".join(words[:count]).rstrip(",.;:)") for count in range(least + 2, least, -1))
    return next((name for name in longer if name in known), None) or _settle(match[group], known)


def _settle(name: str, known: dict[str, MunicipalityRow]) -> str:
    """Return the longest known beginning of a name, else the name itself, in its usual case."""
    words = name.split()
    for count in range(len(words), 0, -1):
        if " ".join(words[:count]) in known:
            return " ".join(words[:count])
    return name.title() if name.isupper() and len(name) > 4 else name


def _weigh(text: str, title: str, file: str, known: dict[str, MunicipalityRow]) -> Counter[str]:
    """Weigh each name that may be the publisher's."""
    weights: Counter[str] = Counter()
    for match in _LINE.finditer(text[:_OPENING]):
        weights[_named(match, "name", known)] += 60
    for line in [title, *text[:_OPENING].splitlines()]:
        is_line = len(line.split()) <= _SHORT_LINE and not line.rstrip().endswith(".")
        for match in _ONE.finditer(line) if is_line else ():
            weights[_named(match, "name", known)] += 40 * _nearness(match["before"])
    for match in _ones(text):
        weights[_named(match, "name", known)] += 3 * _nearness(match["before"])
    for match in _SELF.finditer(text):
        group = next(name for name in ("ruler", "counted", "home", "place") if match[name])
        weights[_named(match, group, known)] += 8 if group != "place" else 0
    for name in _LARGER | {name for name in weights if len(name) < 5 and name.isupper() and name not in known}:
        del weights[name]
    return _weigh_all(weights, text, title, file, known)


def _ones(text: str) -> Iterator[re.Match[str]]:
    """Yield what ``_ONE`` finds in a text, in a fraction of the time: tried only up to two words before its word."""
    free = 0
    for word in _MUNICIPALITY.finditer(text):
        before = word.start()
        for _ in range(3):
            before = text.rfind(" ", free, max(free, before))
            if before < 0:
                break
        starts = range(max(before + 1, free), word.start() + 1) if word.start() >= free else ()
        match = next((m for start in starts if (m := _ONE.match(text, start))), None)
        if match:
            free = match.end()
            yield match


def _nearness(before: str) -> int:
    """Say how much the words before "gemeente" speak for the publisher: "samen met de" not at all."""
    words = before.lower().split()
    return 0 if not _AWAY.isdisjoint(words) else 3 if "onze" in words else 1


def _weigh_all(
    weights: Counter[str], text: str, title: str, file: str, known: dict[str, MunicipalityRow]
) -> Counter[str]:
    """Add to the weight of each name what the whole text, the title and the file's name say."""
    words = Counter(re.findall(r"['’\w-]+", text))
    people = Counter(match[1] for match in _PEOPLE.finditer(text))
    heading, named = _plain(title), _plain(file)
    for name in list(weights) + [name for name in known if name not in weights and _among(_plain(name), named)]:
        often = words[name] if " " not in name and "'" not in name else text.count(name)
        weights[name] += min(often, 12) if often > 1 or weights[name] else 0
        weights[name] += 6 if people[name] or people[name[:-1]] else 0
        if often and (name in known or weights[name] >= 2):
            weights[name] += 40 if _among(_plain(name), heading) else 0
            weights[name] += 50 if _among(_plain(name), named) else 0
    return weights


@lru_cache(maxsize=8192)  # the names of all municipalities are asked for with every document
def _plain(text: str) -> list[str]:
    """Return the words of a name or title, as a file's name writes them."""
    return re.findall(r"\w+", text.lower().replace("'", "").replace("’", ""))


def _among(words: list[str], file: list[str]) -> bool:
    """Say whether the words of a name stand next to each other in a file's name."""
    if words and words[0] not in file:
        return False
    return any(file[at : at + len(words)] == words for at in range(len(file) - len(words) + 1))


def _together(text: str) -> list[str]:
    """Return the municipalities of "de gemeenten A, B en C", unless others work with them."""
    for match in _LIST.finditer(text):
        before = (match["before"] or "").lower().split()
        if before[:1] != ["met"] and "andere" not in before:
            return re.split(r", | en ", match["names"])
    return []


def _all_of(line: str) -> list[str]:
    """Return the municipalities of a line that names nothing else: "Gemeenten A, B en C"."""
    match = _LIST.fullmatch(line.strip().strip("*#_ "))
    return re.split(r", | en ", match["names"]) if match and not match["before"] else []


def _authority(name: str, text: str, known: dict[str, MunicipalityRow]) -> Authority:
    row = known.get(name)
    written = dict.fromkeys([f"gemeente {name}", name, *((row.name, *row.aliases) if row else ())])
    names = tuple(way for way in written if way in text or way in (f"gemeente {name}", name))
    return Authority(f"gemeente {row.name if row else name}", row.cbs_code if row else None, names)
