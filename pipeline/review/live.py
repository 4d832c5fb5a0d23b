"""The state of an output folder's verdicts while readers are at work: always what the log says now."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from pathlib import Path

from pipeline.review.log import Broken, Log
from pipeline.review.state import State
from pipeline.review.verdict import Verdict


class Live:
    """The log of an output folder with the state that follows from it. May be used by several threads.

    ``broken`` holds the lines that can't be read, once the state was asked for.
    """

    def __init__(self, output: Path) -> None:
        self.log = Log(output)
        self.broken: tuple[Broken, ...] = ()
        self._state = State()
        self._seen: tuple[Verdict, ...] = ()
        self._lock = threading.RLock()

    def state(self) -> State:
        """Return what the log says now. Raises :class:`pipeline.errors.OutputError` where it can't be read.

        Only what is new is folded in, unless another machine's older verdicts have come in between.
        """
        with self._lock:
            reading = self.log.read()
            self.broken = reading.broken
            known = len(self._seen)
            if reading.verdicts is not self._seen and reading.verdicts[:known] != self._seen:
                self._state, known = State(), 0
            for one in reading.verdicts[known:]:
                self._state.add(one)
            self._seen = reading.verdicts
            return self._state

    def append(self, verdicts: Iterable[Verdict]) -> State:
        """Write verdicts, and return what the log says then. Raises :class:`pipeline.errors.OutputError`."""
        with self._lock:
            self.log.append(verdicts)
            return self.state()
