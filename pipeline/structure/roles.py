"""What a heading, a column or a label says of its text: fuzzy look-up in the table ``koppen``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from pipeline.document import Role
from pipeline.ruleset import Rules
from pipeline.ruleset.lexicon import Lexicon, lexicon
from pipeline.ruleset.patternindex import PatternIndex
from pipeline.ruleset.schema import ROLES, HeadingRow
from pipeline.span import Passage
from pipeline.structure.draft import Draft

# A heading of more words than this says something of its own, whatever words it shares with a role.
_MOST_WORDS = 9
_LEAST_SCORE = 90.0
_LEAST_FUZZY = 8  # letters: in a shorter word one letter makes another word ("Actie", "Actief")
_LEAD_WORDS = 25  # an announcement stands at the end of its line
_YEAR = re.compile(
    r"\b(?:in|voor|van|per|over|t/m|tot en met|begroting|jaar)?\s*(?:de\s+)?"
    r"(?:jaar\s+|jaren\s+|periode\s+)?(?:19|20)\d\d"
    r"(?:\s*(?:[-–/]|t/m|tot en met)\s*(?:19|20)?\d\d)?\b"
)
_CODE = re.compile(r"^(?:[a-z]{1,2}\d{0,2}[ .])?\d+(?:\.\d+)*[.)]?\s+[-–:]?\s*")
_BEHIND = re.compile(r"\s\([^()]*\)\W*$")  # "Wat mag het kosten? (x € 1.000)"
_ARTICLE = re.compile(r"^(?:de|het|onze|ons) ")
# "Doelstelling 6.1"; a number without a point may be a page's.
_COUNT = re.compile(r"(?<=[^\W\d_]{3})\s+(?:\d{1,2}(?:\.\d{1,2}){1,3}[a-z]?|[a-z](?=[.)]?$))[.)]?$")
# "Actie 2 Een sporthal bouwen": a number does for a sign where what comes next begins like a title.
_NUMBERED = re.compile(
    r"^(?P<label>[^\W\d_][^\W\d_]{2,20}(?: [^\W\d_]{2,20})?)\s+"
    r"(?P<code>\d{1,2}(?:\.\d{1,2}){0,3}[a-z]?(?=[.)*_\s])|[A-Z](?=[.)]))[.)]?[*_]{0,3}\s+"
    r"(?P<rest>[A-ZÀ-Þ][^\W\d_]+ .*)$"
)
# What a label with a code in front makes a heading of.
STATED = frozenset({Role.GOALS, Role.ACTIVITIES})
_LABEL = re.compile(
    r"^(?P<label>[^\W\d_][^:|\n]{1,48}?)\s*(?P<code>\d{1,2}(?:\.\d{1,2}){0,3}[a-z]?|(?<=\s)[A-Z])?"
    r"\s*(?P<sign>[:–?]|\s-\s)\s*(?P<rest>.*)$"
)


@dataclass(frozen=True, slots=True)
class RoleMatch:
    """A role and the rule that gave it."""

    role: Role
    rule: str


@dataclass(frozen=True, slots=True)
class Label:
    """A label in front of a line ("Wie: …", "Actie 1.1: …"): ``rest`` is where its content begins."""

    match: RoleMatch
    code: str | None
    rest: int
    name: str


def plain(text: str) -> str:
    """Return a heading as the table sees it: no number, year, mark-up or closing sign.

    >>> plain("2.1 Wat gaan we daarvoor doen in 2024?")
    'wat gaan we daarvoor doen'
    """
    low = text.lower().strip("*_#: \t").replace("\u2019", "'")
    low = _CODE.sub("", low) if _CODE.match(low) else _COUNT.sub("", low)
    shorter = _YEAR.sub(" ", low)
    low = shorter if shorter.strip(" -–:?.") else low
    return " ".join(re.sub(r"[^\w'&/-]+", " ", low).split()).strip("-/ ")


@lru_cache(maxsize=8)
def _names(digest: str, rows: tuple[tuple[str, str, tuple[str, ...]], ...]) -> dict[str, RoleMatch]:
    return {plain(alias): RoleMatch(ROLES[role], f"koppen/{name}") for name, role, aliases in rows for alias in aliases}


def announce_roles(drafts: list[Draft], passages: list[Passage], leads: dict[int, int], rules: Rules) -> dict[int, int]:
    """Give list items the role that the line above their list announces ("We kiezen voor deze doelen:").

    Returns the items that got one, with their leads; a lead is marked as only naming what follows.
    """
    given: dict[int, int] = {}
    rows, index = _announcements(rules.digest, rules.headings, lexicon(rules))
    seen: dict[int, RoleMatch | None] = {}
    for item, lead in leads.items():
        if lead not in seen:
            words = re.findall(r"\w+|[^\w\s]", passages[lead].text.lower())[-_LEAD_WORDS:]
            found = sorted(number for number, *_ in index.find(words))
            row = rows[found[0]] if found else None
            seen[lead] = RoleMatch(ROLES[row.role], f"koppen/{row.name}") if row else None
        match = seen[lead]
        if match is not None and drafts[item].role is None:
            drafts[item].role, drafts[item].rule = match.role, match.rule
            drafts[lead].named = drafts[lead].named or match.role is Role.GOALS
            given[item] = lead
    return given


@lru_cache(maxsize=4)
def _announcements(
    digest: str, rows: tuple[HeadingRow, ...], lexicon: Lexicon
) -> tuple[tuple[HeadingRow, ...], PatternIndex]:
    patterns = [(lexicon.compiler.compile(p), n) for n, row in enumerate(rows) for p in row.announces]
    return rows, PatternIndex(patterns)


class Roles:
    """The table ``koppen``, made ready for look-up; what was looked up is kept for the document."""

    def __init__(self, rules: Rules) -> None:
        rows = tuple((row.name, row.role, row.aliases) for row in rules.headings)
        self._names = _names(rules.digest, rows)
        self._choices = list(self._names)
        self._seen: dict[str, RoleMatch | None] = {}
        self._times = tuple(word.lower() for word in rules.words.get("tijd-in-een-cel", ()))

    def tells_time(self, text: str) -> bool:
        """Say whether a short text may be a time, or says that there is none: by a figure or a word."""
        low = text.lower()
        return any(c.isdigit() for c in low) or any(word in low for word in self._times)

    def of(self, text: str) -> RoleMatch | None:
        """Return the role that a heading or column of this text has, if any."""
        if len(text) > 120:
            return None
        return self._known(plain(text)) or (
            self._known(plain(bare)) if (bare := _BEHIND.sub("", text)) != text else None
        )

    def _known(self, name: str) -> RoleMatch | None:
        if name not in self._seen:
            self._seen[name] = self._find(name)
        return self._seen[name]

    def _find(self, name: str) -> RoleMatch | None:
        if not name or len(name.split()) > _MOST_WORDS:
            return None
        if name in self._names:
            return self._names[name]
        if (bare := _ARTICLE.sub("", name)) != name and bare in self._names:
            return self._names[bare]
        beside = [self._names.get(part.strip()) for part in name.split(" / ")]
        first = beside[0] if len(beside) > 1 else None
        if first is not None and all(b is not None and b.role is first.role for b in beside):
            return first  # "Verbonden partijen / samenwerkingsverbanden"
        each = name.split(" per ")
        if len(each) == 2 and len(each[1].split()) <= 2 and each[0] in self._names:
            return self._names[each[0]]  # "Activiteiten per doel"
        if len(name) < _LEAST_FUZZY:
            return None
        best = process.extractOne(name, self._choices, scorer=fuzz.ratio, score_cutoff=_LEAST_SCORE)
        return self._names[best[0]] if best else None

    def is_filled(self, text: str) -> bool:
        """Say whether a line holds a label and what it says: "Planning: 2026" is not just the name of a field."""
        label = self.label(text)
        return label is not None and label.rest < len(text)

    def label(self, text: str) -> Label | None:
        """Return the label in front of a line, if the table knows it."""
        head = text[:90].lstrip("*_ ")
        match = _LABEL.match(head)
        role = self.of(match["label"]) if match else None
        if role is None and (match := _NUMBERED.match(head)):
            role = self.of(match["label"])
            role = role if role and role.role in STATED else None
        if match is None or role is None:
            return None
        offset = len(text[:90]) - len(head) + match.start("rest")
        while offset < len(text) and text[offset] in "*_ \t":
            offset += 1
        return Label(role, match["code"], offset, match["label"].strip())
