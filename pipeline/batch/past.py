"""By which rules each document was done before, so that a change of the rules re-does only what it can be seen in.

With each document stands, for each step, by which sets of rules it was done last; the sets themselves are kept once.
Where nothing that has changed since can be seen in the document (:mod:`pipeline.ruleset.changes`), the step goes by
the older set, and so finds what that one made. Whatever is missing here costs time, and no more.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import msgspec

from pipeline.batch.cache import Cache
from pipeline.extract import Step
from pipeline.ruleset import Rules
from pipeline.ruleset.changes import Changes, changes
from pipeline.ruleset.letters import Letters
from pipeline.ruleset.schema import TABLES, Row

_MOST = 4  # sets of rules that are remembered for a step of a document
_TABLES = tuple(sorted(TABLES))
T = TypeVar("T")
_TRAIL = msgspec.msgpack.Decoder(dict[str, list[str]])
_SAID = msgspec.msgpack.Decoder(dict[str, tuple[str, ...]])


class Past:
    """What is remembered of one document (a :class:`pipeline.run.Past`); ``close`` keeps what was learned."""

    def __init__(self, cache: Cache, document: tuple[str, ...], rules: Rules) -> None:
        self._cache, self._path, self._now = cache, cache.path("past", document), set_id(rules)
        self._known = _decoded(_TRAIL, cache.get(self._path)) or {}
        self._learned = False

    def __call__(self, step: Step, rules: Rules, letters: Callable[[], Letters]) -> str:
        """Return the digest of the tables that a step goes by."""
        known = self._known.setdefault(step.name, [])
        if self._now in known:
            return rules.only(*step.tables).digest
        now = _Set(rules)
        for before in known:
            old = _old(self._cache, before, now)
            if old is not None and not _apart(_Set(old), now).touch(letters, step.tables, step.whole):
                return old.only(*step.tables).digest
        self._known[step.name] = [self._now, *known][:_MOST]
        self._learned = True
        return rules.only(*step.tables).digest

    def close(self, rules: Rules, letters: Callable[[], Letters]) -> None:
        """Keep what was learned; also the document's letters, while they are cheap to tell."""
        if not self._learned:
            return
        letters()
        path = _set_path(self._cache, self._now)
        if not _stands(path):
            self._cache.put(path, msgspec.msgpack.encode(rules.said))
        self._cache.put(self._path, msgspec.msgpack.encode(self._known))


def set_id(rules: Rules) -> str:
    """Return a hash of what all tables say, and of what their findings weigh."""
    return rules.only(*_TABLES, *sorted(rules.weights)).digest


def _set_path(cache: Cache, which: str) -> Path:
    return cache.path("rules", (which,))


@lru_cache(maxsize=4)
def _stands(path: Path) -> bool:
    return path.exists()


class _Set:
    """A set of rules as a key: equal where it says the same."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Set) and set_id(other.rules) == set_id(self.rules)

    def __hash__(self) -> int:
        return hash(set_id(self.rules))


def _decoded(decoder: msgspec.msgpack.Decoder[T], data: bytes | None) -> T | None:
    try:
        return decoder.decode(data) if data is not None else None
    except msgspec.MsgspecError:
        return None


@lru_cache(maxsize=8)
def _old(cache: Cache, which: str, now: _Set) -> Rules | None:
    """Return a set of rules that was kept, None where it is gone."""
    said = _decoded(_SAID, cache.get(_set_path(cache, which)))
    if said is None or said.keys() - TABLES.keys():
        return None
    tables = {table: _rows(table, rows, now.rules) for table, rows in said.items()}
    return Rules(now.rules.folder, which, tables, {}, now.rules.weights)


@lru_cache(maxsize=8)
def _apart(old: _Set, now: _Set) -> Changes:
    return changes(old.rules, now.rules)


def _rows(table: str, said: tuple[str, ...], now: Rules) -> tuple[Row, ...]:
    """Return rows of what they say; those that still say it are at hand."""
    same = dict(zip(now.said.get(table, ()), now.tables.get(table, ()), strict=True))
    return tuple(same[row] if row in same else TABLES[table].model_validate_json(row) for row in said)
