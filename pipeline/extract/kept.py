"""Things that are built once for a set of rules: indexes and patterns.

>>> from types import SimpleNamespace
>>> built = []
>>> get = per_rules(lambda rules: built.append(rules.digest) or len(built))
>>> one = SimpleNamespace(digest="a")
>>> get(one), get(one), built
(1, 1, ['a'])
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TypeVar

from pipeline.ruleset import Rules

T = TypeVar("T")
_MOST = 8  # views of rules that one process may hold: those of three steps, by a run's rules and by others beside them


def per_rules(build: Callable[[Rules], T]) -> Callable[[Rules], T]:
    """Keep what is built from rules, by their hash: an index is built once, never at import."""
    kept: dict[str, T] = {}

    @functools.wraps(build)
    def get(rules: Rules) -> T:
        if rules.digest not in kept:
            while len(kept) >= _MOST:
                kept.pop(next(iter(kept)))
            kept[rules.digest] = build(rules)
        return kept[rules.digest]

    return get
