"""Names of plans, agreements and methods that no table knows.

A name is a title behind a head word ("Regiovisie Jeugd 2024-2027"), a capitalised compound
("Preventieakkoord"), a name on "-aanpak", or what stands quoted or capitalised behind "programma".

>>> heads = Patterns({"visie": ("visie", "visie", 0.8)}, {}, {}, {}, frozenset({"is"}), ())
>>> text = "De Visie Samen Leven 2030 is vastgesteld, de visie op jeugd niet."
>>> [n.title for n in plan_names(text, heads, [])]
['Visie Samen Leven 2030']
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from pipeline.extract.kept import per_rules
from pipeline.extract.names import apart, end_of_years, name_end, title_end
from pipeline.extract.telling import Telling
from pipeline.ruleset import Rules

_QUOTES = {"'": "'", "‘": "’", "’": "’", '"': '"', "“": "”", "„": "”", "*": "*"}
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_LEADS = re.compile(
    r"(?:(?:[Rr]egiona(?:al|le)|[Nn]ationa(?:al|le)|[Ll]andelijke?|[Ll]oka(?:al|le)|[Ii]ntegra(?:al|le)|[Gg]emeentelijke?|"
    r"[Pp]rovincia(?:al|le)|[Bb]ovenregiona(?:al|le)|[Mm]eerjarige?|[Ss]trategische?|[Aa]lgemene|[Hh]oofdlijnen|"
    r"[Aa]anvullend|[Bb]estuurlijk|[Ee]uropees|[Ee]uropese|[Bb]rede?|[Gg]ezamenlijke?)\s)+$"
)
# "de Economische Visie", "de Lokale Educatieve Agenda": capitals of its own before a head word with one.
_CAPITALS = re.compile(
    r"(?<=[^\W\d_]\s)(?:(?!(?:De|Het|Een|In|Op|Met|Voor|Van|Uit|Ook|Dit|Deze|Onze|Ons|Bij|Als|Naar|Door|Per|Om)\s)"
    r"[A-Z][a-zà-ÿ-]*(?:[^t]e|isch|aal|eel|ief|ig|lijk|baar)\s){1,3}$"
)
_COMPOUND = re.compile(r"^\w{3,}(?:akkoord|agenda|visie|plan|programma|nota|strategie|afspraken|kader)$", re.IGNORECASE)
_WITH = re.compile(r"\smet\s+(?:de\s+|het\s+)?(?=[A-Z])")
_WITHIN = re.compile(r"\s\([A-Z]{2,}\)(?=\s(?:19|20)\d\d)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SHORTENED = re.compile(r"\w*[A-Z]\w*-$")


@dataclass(frozen=True)
class Patterns:
    """The rows of ``naampatronen`` for frameworks: word to (name of the row, kind, certainty)."""

    begins: dict[str, tuple[str, str, float]]
    compounds: dict[str, tuple[str, str, float]]
    endings: dict[str, tuple[str, str, float]]
    after: dict[str, tuple[str, str, float]]
    stops: frozenset[str]
    vetoes: tuple[str, ...]
    never: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()  # words by which a plan counts its own parts

    @cached_property
    def telling(self) -> Telling:
        """Without a word of these a text holds no name by its head word, nor behind a word for what it is."""
        return Telling(self.begins, (*self.compounds, *self.after))


@dataclass(frozen=True, slots=True)
class PlanName:
    """A name found by a pattern; ``taught`` says that it may stand alone elsewhere in the document."""

    start: int
    end: int
    title: str
    rule: str
    kind: str
    sure: float
    taught: bool = False


@per_rules
def plan_patterns(rules: Rules) -> Patterns:
    """Return the patterns for names of plans and methods."""
    rows = [r for r in rules.name_patterns if r.table == "kaders"]

    def words(place: str) -> dict[str, tuple[str, str, float]]:
        return {w.lower(): (r.name, r.kind or "plan", r.sure) for r in rows if r.place == place for w in r.words}

    stops = frozenset(w for r in rules.name_patterns if r.table == "wetten" and r.place == "stop" for w in r.words)
    return Patterns(
        words("begin"),
        words("samenstelling"),
        words("einde"),
        words("na"),
        stops,
        tuple(e for r in rows if r.place == "begin" for e in r.exceptions),
        frozenset(e for r in rows if r.place == "samenstelling" for e in r.exceptions),
        frozenset(w.lower() for w in rules.words.get("onderdelen", ())),
    )


def plan_names(
    text: str, patterns: Patterns, known: Sequence[tuple[int, int]], heading: bool = False
) -> list[PlanName]:
    """Return names of plans and methods in a text, the longest first where two overlap."""
    found = [*_hyphened(text, patterns)] if "-" in text else []
    if patterns.telling.in_text(text):
        found = [*_headed(text, patterns, known, heading), *found, *_named(text, patterns, known)]
    return apart(sorted(found, key=lambda n: (n.start - n.end, n.start)))


@lru_cache(maxsize=8)
def _heads(begins: tuple[str, ...], compounds: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(begins, key=len, reverse=True)))
    endings = "|".join(map(re.escape, sorted(compounds, key=len, reverse=True))) or "(?!)"
    return re.compile(
        rf"(?<![\w-])(?:(?P<head>{words})|(?P<compound>(?:[^\W\d_]+-)?[^\W\d_]{{3,}}(?P<ending>{endings})))(?!\w)",
        re.IGNORECASE,
    )


def _headed(text: str, patterns: Patterns, known: Sequence[tuple[int, int]], heading: bool) -> Iterator[PlanName]:
    for match in _heads(tuple(patterns.begins), tuple(patterns.compounds)).finditer(text):
        word = match[0]
        if (match["compound"] and word.capitalize() in patterns.never) or text.startswith(
            patterns.vetoes, match.start()
        ):
            continue
        if text[match.end() : match.end() + 1] in ("-", "'", "’") or _SHORTENED.search(
            text[max(0, match.start() - 30) : match.start()]
        ):
            continue
        simple = match["head"] is not None and not _COMPOUND.search(word)
        rule, kind, sure = (
            patterns.begins[word.lower()] if match["head"] else patterns.compounds[match["ending"].lower()]
        )
        end = title_end(text, match.start(), patterns.stops)
        if kind == "akkoord" and (party := _WITH.search(text, match.end() + 1, end)):
            end = party.start()  # whom it is made with is no part of its name
        if inner := _WITHIN.match(text, end):
            end = max(inner.end(), end_of_years(text, inner.end()))
        rest = text[match.end() : end]
        start = match.start()
        if word[0].islower() and any(s in (match.end() + 1, match.end() + 2) for s, _ in known):
            continue
        before = text[max(0, start - 60) : start]
        lead = _LEADS.search(before) or (_CAPITALS.search(before) if word[0].isupper() else None)
        if not _is_name(text, start, word, rest, simple, heading, lead):
            continue
        if heading and _counts_part(text[:start], word, rest, patterns):
            continue
        if lead and (lead[0][0].isupper() or _YEAR.search(rest)):
            start -= len(lead[0])
        yield PlanName(start, end, text[start:end], rule, kind, sure, taught=bool(rest.strip()))


def _counts_part(front: str, word: str, rest: str, patterns: Patterns) -> bool:
    """Say whether a heading begins with the word for a part of the plan itself: "Programma Sociaal Domein"."""
    opening = not front.strip("0123456789. ")
    return opening and word.lower() in patterns.parts and rest[:1].isspace() and not _YEAR.search(rest)


def _is_name(
    text: str, start: int, word: str, rest: str, simple: bool, heading: bool, lead: re.Match[str] | None
) -> bool:
    """Say whether what begins with a head word is a proper name, and no common noun."""
    words = _WORD.findall(rest)
    first = next((w for w in words if w not in ("op", "voor", "van", "aan", "de", "het", "en", "over", "met")), "")
    year = bool(_YEAR.search(rest))
    direct = bool(words) and words[0] == first
    if (rest[:2].strip().isdigit() and not year) or (_CODE.match(rest.lstrip()) and not year):
        return False
    if not word[0].isupper():
        dated = year and len(words) < 12 and words[0] not in _UNNAMED and not (simple and words[0][0].isdigit())
        return dated or (direct and first[:1].isupper() and len(first) > 1 and not first.isupper())
    front = text[max(0, start - 12) : start]
    opening = not front.strip("0123456789. ") or front.rstrip()[-1:] in (".", ":", "!", "?", "|", "•", "(")
    if year or (first[:1].isupper() and len(first) > 1):
        return True
    if (words and words[0] in ("met", "en", "of", "uit", "door")) or rest.lstrip()[:1] in ("&", "-", "–"):
        return False
    if heading and opening:
        return bool(first) and not simple
    led = lead is not None and lead[0].split()[0][0].isupper()
    if led or (not opening and " " in word and word.istitle()):
        return True
    return not opening and (not simple or len(words) > 1 or (direct and len(first) > 3))


def _hyphened(text: str, patterns: Patterns) -> Iterator[PlanName]:
    """Yield names on "-aanpak" and the like that begin with a name: "OGGZ-aanpak"."""
    for match in re.finditer(r"(?<![\w-])[A-Z0-9][\w+]*(?:-[\w+]+)*-(?P<ending>[a-z]+)(?!\w)", text):
        if match["ending"] in patterns.endings:
            rule, kind, sure = patterns.endings[match["ending"]]
            yield PlanName(match.start(), match.end(), match[0], rule, kind, sure)


@lru_cache(maxsize=8)
def _after(words: tuple[str, ...]) -> re.Pattern[str]:
    choice = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(
        rf"(?<!\w)(?P<word>(?:\w*(?=programma|plan|aanpak))?(?:{choice}))\s*:?\s+(?P<open>['‘’\"“„*])?(?=\w)",
        re.IGNORECASE,
    )


def _named(text: str, patterns: Patterns, known: Sequence[tuple[int, int]]) -> Iterator[PlanName]:
    """Yield what stands quoted, or with a capital, right behind "programma", "methode" and the like."""
    if not patterns.after:
        return
    for match in _after(tuple(patterns.after)).finditer(text):
        word = match["word"].lower()
        key = word if word in patterns.after else next((w for w in patterns.after if word.endswith(w)), "")
        rule, kind, sure = patterns.after[key]
        at = match.end()
        if any(s <= at < e for s, e in known):
            continue
        if match["open"]:
            close = text.find(_QUOTES[match["open"]], at + 2)
            if 0 < close - at <= 80:
                yield PlanName(at, close, text[at:close], rule, kind, sure + 0.1, taught=True)
        elif kind == "methode" and text[at].isupper() and key in _METHODS:
            end = name_end(text, at)
            yield PlanName(at, end, text[at:end], rule, kind, sure, taught=True)
        elif kind == "methode" and key in ("methode", "methodiek") and (of := _OF.match(text, at)):
            yield PlanName(match.start("word"), of.end(), text[match.start("word") : of.end()], rule, kind, sure)
        elif (
            text[at].isupper()
            and key in _BARE
            and not _CODE.match(text, at)
            and not text[at:].startswith(("De ", "Het ", "We ", "Wij "))
        ):
            end = name_end(text, at)
            if not _FIRST_ALONE.match(text, at):
                yield PlanName(at, end, text[at:end], rule, kind, sure, taught=True)


_FIRST_ALONE = re.compile(r"[A-Z][a-zà-ÿ]+e\s+[a-zà-ÿ]{4,}")  # "programma Sociale samenhang": a chapter's title
_CODE = re.compile(r"[A-Z]{0,2}\d|Tabel\b")  # "programma P2 Mens": a chapter of the budget
_OF = re.compile(r"van\s+(?:het\s+)?[a-zà-ÿ]{6,}")
_UNNAMED = (
    "in",
    "over",
    "van",
    "uit",
    "met",
    "voor",
    "is",
    "om",
    "te",
    "tot",
    "op",
    "eind",
    "begin",
    "medio",
    "vanaf",
    "per",
)
_METHODS = ("methode", "methodiek", "werkwijze", "interventie")
_BARE = ("programma", "rijksprogramma", "actieprogramma", "campagne", "project", "actieplan", "genaamd", "getiteld")
