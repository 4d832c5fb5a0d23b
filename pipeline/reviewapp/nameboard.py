"""The names that were found, by what they stand for: their spellings with counts and contexts, and names near them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.errors import UsageError
from pipeline.record import Framework, Kind, LegalReference, Partner
from pipeline.reviewapp.desk import Desk
from pipeline.reviewapp.jobs import Told, silent
from pipeline.ruleset import Rules
from pipeline.ruleset.schema import AliasRow
from pipeline.suggest import Candidate, suggest

_CONTEXTS = 3
_LONGEST = 140
_TABLES: dict[str, Kind] = {"partners": "partner", "kaders": "framework", "wetten": "legal_reference"}


@dataclass
class Cluster:
    """A known name: its row, its spellings and documents with counts, and places where it stands.

    ``listed`` are the spellings that the row itself has, as it writes them, by their lower case: those are no mistake
    of the program's. Its name is among them, as nothing that can be taken away (empty).
    """

    rule: str
    name: str
    kind: Kind
    listed: Mapping[str, str] = field(default_factory=dict)
    spellings: Counter[str] = field(default_factory=Counter)
    documents: Counter[str] = field(default_factory=Counter)
    contexts: list[tuple[str, str, str]] = field(default_factory=list)  # document, record, text around

    @property
    def count(self) -> int:
        """How often it is mentioned."""
        return self.spellings.total()


@dataclass(frozen=True, slots=True)
class Board:
    """Names that no table has, names that one has, and the rows that an unknown name may belong to."""

    unknown: Sequence[Candidate]
    known: Sequence[Cluster]
    rows: Sequence[str]
    types: Sequence[str] = ()


def board(desk: Desk, wanted: str = "", told: Told = silent) -> Board:
    """Return the board, or what of it has certain words."""
    whole = desk.kept("namen", lambda: _whole(desk, told))
    words = wanted.casefold()

    def fits(*texts: str) -> bool:
        return not words or any(words in text.casefold() for text in texts)

    unknown = [c for c in whole.unknown if fits(*c.spellings)]
    known = [c for c in whole.known if fits(c.name, *c.spellings)]
    return Board(unknown, known, whole.rows, whole.types)


def types_of(rules: Rules) -> list[str]:
    """Return the types that partners have, for a new one to choose from."""
    return sorted({row.type for row in rules.partners if row.type})


def _whole(desk: Desk, told: Told) -> Board:
    try:
        unknown = suggest(desk.output, desk.rules)
    except UsageError:  # no records at all, or one that is damaged
        unknown = []
    rows = sorted(row.name for row in desk.rules.partners)
    return Board(unknown, _clusters(desk, told), rows, types_of(desk.rules))


def _clusters(desk: Desk, told: Told) -> list[Cluster]:
    found: dict[str, Cluster] = {}
    rules = desk.rules
    rows: dict[str, AliasRow] = {
        f"{table}/{row.name}": row
        for table, listed in (("partners", rules.partners), ("kaders", rules.frameworks), ("wetten", rules.laws))
        for row in listed
    }
    names = desk.library.names
    for number, name in enumerate(names, 1):
        told(number, len(names))
        record = desk.record(name)
        if record is None:
            continue
        named: tuple[Partner | Framework | LegalReference, ...]
        named = (*record.partners, *record.frameworks, *record.legal_references)
        for one in named:
            table = one.rule.partition("/")[0]
            if table not in _TABLES:
                continue
            cluster = found.setdefault(one.rule, _cluster(one, _TABLES[table], rows))
            cluster.spellings[one.text] += 1
            cluster.documents[name] += 1
            if len(cluster.contexts) < _CONTEXTS:
                around = " › ".join(one.section)
                cluster.contexts.append((name, one.id, around[:_LONGEST]))
    return sorted(found.values(), key=lambda c: (-len(c.spellings), -c.count, c.name))


def _cluster(one: Partner | Framework | LegalReference, kind: Kind, rows: dict[str, AliasRow]) -> Cluster:
    row = rows.get(one.rule)
    listed = {alias.casefold(): alias for alias in row.aliases} | {row.name.casefold(): ""} if row else {}
    return Cluster(one.rule, one.canonical or one.text, kind, listed)
