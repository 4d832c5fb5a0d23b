"""Names in documents that are near one of a table: too far from it to be found, or found by their likeness alone.

Of the first a reviewer says that they are the same (an alias), of the second that they are not (an exception). Both
come as rows that can be taken over as they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from pipeline.annotate import BUNDLED
from pipeline.batch.cache import Cache
from pipeline.batch.inputs import Input
from pipeline.batch.kept import Kept
from pipeline.document import BlockKind
from pipeline.dutch import decimal
from pipeline.errors import ReadError
from pipeline.origin import Origin
from pipeline.record import Framework, LegalReference, Partner, PolicyRecord
from pipeline.ruleset import Rules
from pipeline.ruleset.index import Alias, squash
from pipeline.ruleset.nearly import NearIndex
from pipeline.ruleset.schema import AliasRow
from pipeline.span import Passage
from pipeline.store import records_below

_TABLES = ("partners", "kaders", "wetten")
_CONTEXTS, _AROUND = 2, 60  # contexts of a name, and characters on both sides of it
_FOUND = 90.0  # a name with this likeness was found by it, where a record says so


@dataclass
class NearMiss:
    """A name that is near a row's: its spelling, the row and what of it it is like, with the score of 100.

    ``found`` says that it was found by its likeness; else it was not found as this row's.
    """

    text: str
    table: str
    row: AliasRow
    alias: str
    score: float
    found: bool
    documents: Counter[str] = field(default_factory=Counter)
    contexts: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How often it stands in the documents."""
        return self.documents.total()


@dataclass(frozen=True, slots=True)
class _Given:
    rules: Rules
    model: str
    ocr: bool


class _Tables:
    """The tables of names, each ready to be asked what is near."""

    def __init__(self, rules: Rules) -> None:
        self.rows: dict[str, tuple[AliasRow, ...]] = {
            table: tuple(row for row in rules.tables[table] if isinstance(row, AliasRow)) for table in _TABLES
        }
        self._indexes = {
            table: NearIndex(
                Alias(a, n, r.exceptions)
                for n, r in enumerate(rows)
                for a in (r.name, *r.aliases)
                if any(c.isupper() for c in a)  # what has none is a word, and near many others
            )
            for table, rows in self.rows.items()
        }

    def near(self, text: str) -> Iterator[tuple[str, AliasRow, str, float, int, int]]:
        """Yield what is near in a text: table, row, alias, score and place. What is there to the letter is not near."""
        taken = [(h.start, h.end) for index in self._indexes.values() for h in index.find(text)]
        for table, index in self._indexes.items():
            for hit in index.nearly(text, taken):
                yield table, self.rows[table][hit.rows[0]], hit.alias, hit.score, hit.start, hit.end


def near_misses(output: Path, rules: Rules, origin: Origin, cache: Cache) -> tuple[list[NearMiss], list[str]]:
    """Return what is near a name in the documents of an output folder, and the documents that could not be looked at.

    The most frequent come first. Raises :class:`pipeline.errors.UsageError` where the folder holds no records.
    """
    tables, left_out = _Tables(rules), []
    found: dict[tuple[str, str, str], NearMiss] = {}
    given = _Given(rules, origin.model or BUNDLED, origin.ocr)
    for record in records_below(output):
        document = origin.find(record.document)
        if document is None or document.changed:
            left_out.append(record.document.id)
            continue
        try:
            layout = Kept(Input(record.document.id, document.path), given, cache).way.layout
        except ReadError:
            left_out.append(record.document.id)
            continue
        for block in layout.blocks:
            if block.kind is not BlockKind.FURNITURE:
                _look(block.passage, record, tables, found)
    return sorted(found.values(), key=lambda m: (not m.found, -m.count, -m.score, m.text)), left_out


def _look(passage: Passage, record: PolicyRecord, tables: _Tables, found: dict[tuple[str, str, str], NearMiss]) -> None:
    for table, row, alias, score, start, end in tables.near(passage.text):
        span = passage.span(start, end)
        named: list[Partner | Framework | LegalReference] = [
            *record.partners,
            *record.frameworks,
            *record.legal_references,
        ]
        there = [r.rule for r in named if r.source.start < span.end and span.start < r.source.end]
        by_likeness = score >= _FOUND and f"{table}/{row.name}" in there
        if not by_likeness and any(rule.partition("/")[0] in _TABLES for rule in there):
            continue  # a table knows it, as this name or another
        text = " ".join(passage.text[start:end].split())
        one = found.setdefault((table, row.name, squash(text)), NearMiss(text, table, row, alias, score, by_likeness))
        one.documents[record.document.id] += 1
        around = passage.text[max(0, start - _AROUND) : end + _AROUND]
        if len(one.contexts) < _CONTEXTS and around not in one.contexts:
            one.contexts.append(around)


def near_rows(misses: Sequence[NearMiss], lines: Mapping[str, int]) -> str:
    """Return near misses as YAML in Dutch: rows that take the place of those that stand in the tables.

    ``lines`` maps file/name to the line of a row.
    """
    told: list[str] = []
    heads = {
        True: "# Namen die op gelijkenis gevonden zijn. Klopt er een niet, neem dan de regel over: de naam wordt dan "
        "een uitzondering.",
        False: "# Namen die op een bekende naam lijken, maar te weinig om gevonden te worden. Is het dezelfde, neem "
        "dan de regel over.",
    }
    for by_likeness, head in heads.items():
        those = [m for m in misses if m.found is by_likeness]
        if those:
            told += ["", head]
        for one in those:
            told += ["", *_told(one, lines.get(f"{one.table}/{one.row.name}"))]
    return "\n".join(told) + "\n" if told else ""


def _told(one: NearMiss, line: int | None) -> Iterator[str]:
    documents = ", ".join(f"{name} ({count}×)" for name, count in sorted(one.documents.items()))
    yield f"# '{one.text}' lijkt op '{one.alias}' (gelijkenis {decimal(one.score / 100)}): {documents}"
    yield from (f"#   … {' '.join(context.split())} …" for context in one.contexts)
    where = f" op regel {line}" if line else ""
    yield f"# Voor {one.table}.yaml, in de plaats van de regel '{one.row.name}'{where}:"
    name = "exceptions" if one.found else "aliases"
    row = one.row.model_copy(update={name: (*getattr(one.row, name), one.text)})
    yield yaml.safe_dump([_plain(row)], allow_unicode=True, sort_keys=False, width=10_000).rstrip()


def _plain(row: AliasRow) -> dict[str, Any]:
    """Return a row as its table has it: its own fields, in the order in which they are known."""
    data = row.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    first = {key: data.pop(key) for key in ("naam", "soort") if key in data}
    return first | data
