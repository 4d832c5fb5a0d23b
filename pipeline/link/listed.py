"""The activities of tables and coded lists that have goals, for the headings that take them up further on.

>>> stems("Kortere wachttijd"), stems("Wij verkorten de wachttijd")
(('kort', 'wachtijd'), ('verkort', 'wachtijd'))
>>> stems("Spreekuur op school"), stems("basisscholen")
(('sprekur', 'schol'), ('basischol',))
"""

from __future__ import annotations

import re

from rapidfuzz import fuzz, process

from pipeline.document import Unit, UnitKind
from pipeline.link.graph import Graph
from pipeline.record import normalise

_TELLING = 3  # words of a heading: a shorter one is part of many activities
_ALIKE = 85  # how alike a heading and a table's activity are, of 100
_LEAST_WORDS, _LEAST_LETTERS = 2, 4
_ENDS = ("eren", "ere", "en", "er", "e", "s")


class Listed:
    """What a document's tables and coded lists hold; falsy where they list nothing."""

    def __init__(self, graph: Graph) -> None:
        texts = {
            n: normalise(node.mention.text)
            for n, node in enumerate(graph.nodes)
            if node.goals and not graph.is_goal(n) and _is_listed(graph.first_unit(n))
        }
        self._texts = texts
        self._stems = {n: stems(text) for n, text in texts.items()}
        self._headed: dict[str, int | None] = {}

    def __bool__(self) -> bool:
        return bool(self._texts)

    def alike(self, text: str) -> int | None:
        """Return the activity that a heading repeats, to the letter or nearly so."""
        found = process.extractOne(normalise(text), self._texts, scorer=fuzz.token_set_ratio, score_cutoff=_ALIKE)
        return found[2] if found else None

    def headed(self, text: str) -> int | None:
        """Return the activity that a topic takes up: it repeats it, or all its words are in that one alone."""
        if text not in self._headed:
            self._headed[text] = self._find(text)
        return self._headed[text]

    def _find(self, text: str) -> int | None:
        repeated = self.alike(text) if len(text.split()) >= _TELLING else None
        if repeated is not None:
            return repeated
        words = stems(text)
        if len(words) < _LEAST_WORDS:
            return None
        found = [n for n, other in self._stems.items() if all(any(w in o or o in w for o in other) for w in words)]
        return found[0] if len(found) == 1 else None


def _is_listed(unit: Unit) -> bool:
    """Say whether a unit stands in a table, or in a list with codes."""
    return unit.block.place is not None or (unit.kind is UnitKind.ITEM and unit.block.code is not None)


def stems(text: str) -> tuple[str, ...]:
    """Return the longer words of a text without their endings and doubled letters."""
    words = [w for w in normalise(text).split() if len(w) >= _LEAST_LETTERS]
    found = (re.sub(r"(.)\1", r"\1", next((w.removesuffix(e) for e in _ENDS if w.endswith(e)), w)) for w in words)
    return tuple(w for w in found if len(w) >= _LEAST_LETTERS)
