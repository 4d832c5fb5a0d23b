"""What takes long, done apart from the request that asked for it.

How far it is can be asked at any time, also by who closed the page in the meantime.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event, RLock, Thread
from typing import Any, Protocol

_KEPT = 30  # jobs whose outcome can still be asked for


class Told(Protocol):
    """What a job tells of itself while it goes on."""

    def __call__(self, done: int, total: int, step: str | None = None) -> None:
        """Say how many documents of how many are done, and with what it is busy now."""


def silent(done: int, total: int, step: str | None = None) -> None:
    """Tell nobody."""


@dataclass(eq=False)
class Job:
    """A piece of work: what it is called (``key``, the same for the same work) and how far it is."""

    key: str
    step: str
    answer: Callable[[Any, Any], Any]  # makes the answer to a request of what the work gave
    id: str = field(default_factory=lambda: secrets.token_urlsafe(9))
    done: int = 0
    total: int = 0
    result: Any = None
    error: BaseException | None = None
    finished: Event = field(default_factory=Event)

    def told(self, done: int, total: int, step: str | None = None) -> None:
        """Take in how far it is."""
        self.done, self.total, self.step = done, total, step or self.step

    def outcome(self) -> Any:
        """Return what the work gave, once it is finished; raise what it raised."""
        if self.error is not None:
            raise self.error
        return self.result


class Jobs:
    """The work of an app, each piece in a thread of its own."""

    def __init__(self) -> None:
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._lock = RLock()

    def begin(self, key: str, step: str, work: Callable[[Told], Any], answer: Callable[[Any, Any], Any]) -> Job:
        """Begin a piece of work, unless it is going on already. ``step`` says in Dutch what is being done."""
        with self._lock:
            going = self.going(key)
            if going is not None:
                return going
            job = Job(key, step, answer)
            self._jobs[job.id] = job
            for old in [i for i, one in self._jobs.items() if one.finished.is_set()][:-_KEPT]:
                del self._jobs[old]

        def run() -> None:
            try:
                job.result = work(job.told)
            except BaseException as error:  # it is raised again in the request that asks for the outcome
                job.error = error
            finally:
                job.finished.set()

        Thread(target=run, daemon=True).start()
        return job

    def find(self, job_id: str) -> Job | None:
        """Return a job, None where it is not known any more."""
        with self._lock:
            return self._jobs.get(job_id)

    def going(self, key: str | None = None) -> Job | None:
        """Return work of that name that goes on, or the latest of any name; None where there is none."""
        with self._lock:
            going = [one for one in self._jobs.values() if not one.finished.is_set() and key in (None, one.key)]
        return going[-1] if going else None
