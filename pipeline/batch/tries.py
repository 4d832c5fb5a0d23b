"""Documents whose worker was lost: each is done once more by another, then named."""

from __future__ import annotations

from collections import deque

from pipeline.batch.inputs import Input
from pipeline.batch.manifest import Outcome

_TRIES = 2
_NEXT = "try a smaller part of it, or report it with the document"


class Tries:
    """What is to be done again, and how often each document was tried in vain."""

    def __init__(self) -> None:
        self.again: deque[Input] = deque()
        self._tried: dict[str, int] = {}

    def lost(self, item: Input, why: str) -> Outcome | None:
        """Put a document back that its worker was lost on; its outcome where that was its last try."""
        self._tried[item.id] = self._tried.get(item.id, 0) + 1
        if self._tried[item.id] < _TRIES:
            self.again.append(item)
            return None
        return Outcome(item.id, False, reason=f"{why}, twice; {_NEXT}", passing=True)
