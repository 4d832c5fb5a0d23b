"""Names of organisations: from the table, and by the words that make a name. Who works along, ``cooperation`` says."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.extract.kept import per_rules
from pipeline.extract.names import name_end
from pipeline.extract.orgpatterns import Patterns, one_of, patterns_of, policy_word
from pipeline.record import normalise
from pipeline.ruleset import Rules
from pipeline.ruleset.index import Alias, AliasIndex, Hit, is_abbreviation
from pipeline.ruleset.nearness import WORD
from pipeline.ruleset.schema import NamePatternRow

Sort = Literal["named", "group", "government"]
_SORTS: dict[str, Sort] = {"organisatie": "named", "groep": "group", "overheid": "government"}
_PLURAL = re.compile(r"(?:['’](?:en|s)|en)\b")
_ARTICLE = re.compile(r"(?:de|het|een)\s+", re.IGNORECASE)
_AREA = re.compile(r"(?:(?:Noord|Oost|Zuid|Midden|West)-\s?)+\w+")
_LEADING = re.compile(r"(?<![\w-])([A-Z]\w*(?:-\s?(?:en\s)?)?\s?)\Z")
_BEFORE_NAME = re.compile(r"(?<![\w-])(?P<word>[a-zA-Zë-]+)\s(?P<open>\(|['‘\"“])?(?=[A-Z])")
_ONE_OFFICE = ("kennisinstituut", "uitvoeringsorganisatie", "koepel", "toezichthouder", "beroepsregister", "onderwijs")
_SOME = re.compile(r"\b(?:een|geen|elk|ieder|per|dit|ons)\s$", re.IGNORECASE)
_OF = re.compile(r"van\s+(?=[A-Z])")
_AND = re.compile(r"\s*(?:,|\ben\b|/|&)\s*(?:(?:en|de|gemeente)\s+)*")


@dataclass(frozen=True, slots=True)
class Party:
    """A place that may name a partner.

    ``name`` is the canonical name as far as known here; ``weak`` says that the place counts only where
    the text shows that someone works along; ``tail`` is the name behind a role word ("Join-Us"), and
    ``towns`` are the municipalities in it.
    """

    start: int
    end: int
    sort: Sort
    name: str
    rule: str
    sure: float
    type: str | None = None
    weak: bool = False
    tail: str | None = None
    towns: tuple[str, ...] = ()


@per_rules
def partner_index(rules: Rules) -> AliasIndex:
    """Return the index of all rows of ``partners``; a name with a capital wants it in the text."""
    return AliasIndex(
        Alias(alias, number, row.exceptions, cased=any(c.isupper() for c in alias))
        for number, row in enumerate(rules.partners)
        for alias in (row.name, *row.aliases)
    )


def party_of(hit: Hit, row_number: int, text: str, rules: Rules) -> Party:
    """Return what the table says of a find, made longer by the place or name that follows it."""
    row = rules.partners[row_number]
    start, end = hit.start, hit.end
    article = _ARTICLE.match(text, start, end)
    if article and article[0][0].islower() and not row.name.startswith(article[0].strip().capitalize()):
        start = article.end()
    sort, name = _SORTS[row.kind], row.name
    sure = 0.96 if hit.score >= 100 else 0.0085 * hit.score
    if sort == "named":
        if plural := _PLURAL.match(text, end):
            return Party(start, plural.end(), "group", row.name, f"partners/{row.name}", 0.7, row.type)
        longer = _extended(text, end, patterns_of(rules)) if row.type not in _ONE_OFFICE else end
        if longer > end:
            end = longer
            name = row.name if text[hit.end] == "-" else " ".join(text[start:end].split())
    elif sort == "group":
        sure = 0.6
    else:
        sure = 0.85
        if row.name == "provincie" and (place := re.compile(r"\s+[A-Z][\w-]+").match(text, end)):
            end = place.end()
    return Party(start, end, sort, name, f"partners/{row.name}", sure, row.type, weak=row.vague is not None)


def _extended(text: str, end: int, patterns: Patterns) -> int:
    """Return where a known name ends with the capitalised words right behind it: "Veilig Thuis Noord"."""
    if match := re.compile(r"-[A-Z]{2,}\b").match(text, end):
        return match.end()
    match = re.compile(r"\s(?=[A-Z])").match(text, end)
    if not match:
        return end
    word = WORD.match(text, match.end())
    if not word or policy_word(word[0], patterns) or word[0].isupper():
        return end
    return name_end(text, match.end(), 4)


def pattern_parties(
    text: str, patterns: Patterns, towns: Collection[str], taken: Sequence[tuple[int, int]]
) -> Iterator[Party]:
    """Yield names by pattern: after a head word, after a role word, or ending on a telling word."""
    if not patterns.telling.in_text(text):
        return
    for match in one_of(tuple(patterns.begins)).finditer(text):
        row = patterns.begins[match[0]]
        if text.startswith(patterns.vetoes, match.start()):
            continue
        if row.kind == "gemeente":
            yield from _municipalities(text, match, row, towns)
            continue
        begin = match.end() + 1
        if not (_capital_at(text, begin) or _OF.match(text, begin)) or not text[match.end()].isspace():
            continue
        inner = _OF.match(text, begin)
        end = name_end(text, inner.end() if inner else begin)
        first = WORD.match(text, begin)
        if first and policy_word(first[0], patterns):
            continue
        name, tail = text[match.start() : end], text[begin:end]
        if name[0] in "l1" and match[0] not in row.words:
            name = "I" + name[1:]
        yield Party(match.start(), end, "named", name, f"naampatronen/{row.name}", row.sure, row.type, tail=tail)
    yield from _roles(text, patterns, taken)
    yield from _endings(text, patterns)


def _municipalities(text: str, match: re.Match[str], row: NamePatternRow, towns: Collection[str]) -> Iterator[Party]:
    """Yield the municipality named after the word, or each of those in a list ("de gemeenten Buren en Tiel")."""
    rule = f"naampatronen/{row.name}"
    places: list[tuple[int, int]] = []
    end, at = match.start(), match.end() + 1
    single = not match[0].endswith("n")
    while _capital_at(text, at):
        end = town_end(text, at, towns)
        if normalise(text[at:end]) not in towns and (is_abbreviation(text[at:end]) or _AREA.fullmatch(text[at:end])):
            break
        places.append((at, end))
        glue = _AND.match(text, end)
        if single or not glue or not glue[0].strip():
            break
        at = glue.end()
    for begin, end in places:
        place = " ".join(text[begin:end].split())
        start = match.start() if single else begin
        yield Party(start, end, "named", f"gemeente {place}", rule, row.sure, row.type, towns=(place,))


def town_end(text: str, at: int, towns: Collection[str]) -> int:
    """Return where a municipality's name ends: the longest known one, or the capitalised words there."""
    words = list(WORD.finditer(text, at, at + 60))[:6]
    for word in reversed(words):
        if normalise(text[at : word.end()]) in towns:
            return word.end()
    end = name_end(text, at, 1)
    for word in words[1:]:
        if text[end : word.start()] not in ("-", "- ") or not word[0][0].isupper():
            break
        end = word.end()
    return end


def _roles(text: str, patterns: Patterns, taken: Sequence[tuple[int, int]]) -> Iterator[Party]:
    """Yield names behind a word for what they are: "taalaanbieder Klare Taal", "zorgverzekeraar Meander"."""
    roles = tuple(patterns.roles)
    for match in _BEFORE_NAME.finditer(text):
        word, begin = match["word"], match.end()
        lower = word.lower()
        if not lower.endswith(roles):
            continue
        row = patterns.roles[max((r for r in roles if lower.endswith(r)), key=len)]
        if lower in row.exceptions:
            continue
        first = WORD.match(text, begin)
        if not first or policy_word(first[0], patterns):
            continue
        end = name_end(text, begin)
        if any(s < end and begin < e for s, e in taken):
            continue
        name, start = text[begin:end], match.start()
        plural = word.endswith(("ies", "ars", "ers", "gen")) and not match["open"]
        if row.kind == "naam" and not plural:
            name = text[start:end]
        elif row.kind == "los" or plural:
            start = begin
        elif match["open"]:
            end += text[end : end + 1] in (")", "'", "’", '"', "”")
        yield Party(start, end, "named", name, f"naampatronen/{row.name}", row.sure, row.type, tail=name)


def _endings(text: str, patterns: Patterns) -> Iterator[Party]:
    """Yield capitalised names that end on a telling word: "Mutsaersstichting", "Diezer Bankstichting"."""
    endings = tuple(patterns.endings)
    for word in WORD.finditer(text):
        lower = word[0].lower()
        if not word[0][0].isupper() or not lower.endswith(endings):
            continue
        ending = max((e for e in endings if lower.endswith(e)), key=len)
        row = patterns.endings[ending]
        if len(lower) < len(ending) + 3 or word[0].isupper():
            continue
        start = _name_start(text, word.start())
        end = name_end(text, word.start(), 5)
        role = next((r for w, r in patterns.roles.items() if lower.endswith(w)), None)
        if role and role.kind == "los" and end > word.end():
            continue
        if start == word.start() and word[0] in row.exceptions:
            continue
        if (start, end) == word.span() and _SOME.search(text[max(0, start - 8) : start]):
            continue
        if policy_word(WORD.findall(text[word.start() : end])[-1], patterns):
            continue
        first = start == 0 or text[max(0, start - 4) : start].rstrip()[-1:] in (".", ":", "!", "?")
        weak = first and start == word.start() and end == word.end()
        rule = f"naampatronen/{row.name}"
        yield Party(start, end, "named", text[start:end], rule, row.sure, row.type, weak=weak)


def _name_start(text: str, at: int) -> int:
    """Return where the capitalised words begin that lead up to ``at``."""
    while match := _LEADING.search(text, max(0, at - 40), at):
        if match[1].strip() in (
            "De",
            "Het",
            "Met",
            "Door",
            "Via",
            "Samen",
            "In",
            "Bij",
            "Een",
            "Onze",
            "Ook",
            "En",
            "Als",
        ):
            break
        front = text[max(0, match.start(1) - 3) : match.start(1)].rstrip()
        if front[-1:] in (".", "!", "?") or (match.start(1) == 0 and not match[1].endswith("-")):
            break
        at = match.start(1)
    return at


def _capital_at(text: str, at: int) -> bool:
    return at < len(text) and (text[at].isupper() or text[at : at + 3] in ("'s-", "’s-"))
