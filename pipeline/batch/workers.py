"""Worker processes of our own, with one document in flight each.

A pool that shares a queue is brought down by one worker that dies with it in hand. Here each worker has a pipe to
this process and nothing in common with the others: a crash, a hang or a hunger for memory costs the document that
it was at, which is tried once more by a fresh worker and then named.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Generic, Protocol, TypeVar

import psutil

from pipeline.batch.inputs import Input
from pipeline.batch.manifest import Outcome
from pipeline.batch.place import Output
from pipeline.batch.tries import Tries
from pipeline.errors import DoelenboomError, UsageError
from pipeline.write import unfinished

TIMEOUT, MEMORY = 3600.0, 6000  # seconds a document, megabytes a worker: far over what the largest take
_LOOK = 0.2  # seconds between two looks at clocks and memory
_MOST_STARTS = 3  # workers that die before they are ready, one after the other


Done_co = TypeVar("Done_co", covariant=True)
Done = TypeVar("Done")


class Task(Protocol[Done_co]):
    """What workers do: it goes to each of them once, pickled. What it gives for a document comes back, pickled."""

    @property
    def output(self) -> Output:
        """The folder that is written to."""

    def prepare(self) -> None:
        """Load what takes long."""

    def __call__(self, item: Input) -> Done_co:
        """Do one document."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take: seconds, and megabytes of the worker's memory. None is without limit."""

    seconds: float | None = TIMEOUT
    megabytes: int | None = MEMORY


@dataclass(slots=True)
class _Worker:
    process: multiprocessing.process.BaseProcess
    pipe: Connection
    ready: bool = False
    item: Input | None = None
    since: float = field(default_factory=time.monotonic)


@dataclass(frozen=True, slots=True)
class Workers(Generic[Done]):
    """An engine of ``jobs`` processes. ``run`` gives the outcomes as they come, in no order."""

    task: Task[Done]
    jobs: int
    limits: Limits = Limits()

    def run(self, items: Iterator[Input]) -> Iterator[Done | Outcome]:
        """Do all documents: of one that can't be done, its outcome says why.

        Raises :class:`UsageError` where no worker can be started.
        """
        shift = _Shift(self)
        try:
            yield from shift.run(items)
        finally:
            shift.end()


class _Shift(Generic[Done]):
    """The workers of one run."""

    def __init__(self, engine: Workers[Done]) -> None:
        self._engine = engine
        self._context = _context()
        self._workers: list[_Worker] = []
        self._tries = Tries()
        self._again = self._tries.again
        self._lost_starts = 0

    def run(self, items: Iterator[Input]) -> Iterator[Done | Outcome]:
        more = True
        while True:
            while more and not self._again and self._free() is not None:
                item = next(items, None)
                if item is None:
                    more = False
                else:
                    self._again.append(item)
                    self._hand_out()
            self._hand_out()
            if not more and not self._again and all(w.item is None for w in self._workers):
                return
            yield from self._news()

    def _free(self) -> int | None:
        """Return whether a worker is free, or may be started."""
        idle = sum(w.item is None for w in self._workers)
        return 1 if idle or len(self._workers) < self._engine.jobs else None

    def _hand_out(self) -> None:
        while self._again and self._free():
            worker = next((w for w in self._workers if w.item is None), None) or self._start()
            worker.item = self._again.popleft()
            worker.since = time.monotonic()
            with contextlib.suppress(OSError):  # where it died meanwhile, the next look finds out
                worker.pipe.send(worker.item)

    def _start(self) -> _Worker:
        here, there = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(there, self._engine.task), daemon=True)  # type: ignore[attr-defined]
        process.start()
        there.close()
        worker = _Worker(process, here)
        self._workers.append(worker)
        return worker

    def _news(self) -> Iterator[Done | Outcome]:
        """Yield what came in, and what became of documents whose worker died or was stopped."""
        found = wait([w.pipe for w in self._workers], timeout=_LOOK)
        for worker in [w for w in self._workers if w.pipe in found]:
            yield from self._heard(worker)
        for worker in [w for w in self._workers if w.item is not None and w.ready]:
            if reason := self._over(worker):
                yield from self._lost(worker, reason)

    def _heard(self, worker: _Worker) -> Iterator[Done | Outcome]:
        try:
            said = worker.pipe.recv()
        except (EOFError, OSError):
            worker.process.join()
            yield from self._lost(worker, _death(worker.process.exitcode))
            return
        if said is None:
            worker.ready, worker.since, self._lost_starts = True, time.monotonic(), 0
        elif isinstance(said, str):
            raise UsageError(said)
        else:
            worker.item = None
            yield said

    def _over(self, worker: _Worker) -> str | None:
        limits = self._engine.limits
        if limits.seconds is not None and time.monotonic() - worker.since > limits.seconds:
            return f"it took longer than {limits.seconds:g} seconds"
        if limits.megabytes is not None and worker.process.pid is not None:
            with contextlib.suppress(psutil.Error):
                if psutil.Process(worker.process.pid).memory_info().rss > limits.megabytes * 1_000_000:
                    return f"it needed more than {limits.megabytes} MB of memory"
        return None

    def _lost(self, worker: _Worker, why: str) -> Iterator[Outcome]:
        self._stop(worker)
        item = worker.item
        if not worker.ready:
            self._lost_starts += 1
            if self._lost_starts >= _MOST_STARTS:
                raise UsageError(f"no worker can be started: {why}; run with --jobs 0 to see more")
            if item is not None:
                self._again.appendleft(item)
            return
        if item is None:
            return
        if outcome := self._tries.lost(item, why):
            yield outcome

    def _stop(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.process.kill()
        worker.process.join()
        worker.pipe.close()
        output = self._engine.task.output
        if worker.process.pid is not None and worker.item is not None and isinstance(output, Path):
            remove_unfinished(output / Path(worker.item.id).parent, worker.process.pid)

    def end(self) -> None:
        for worker in list(self._workers):
            self._stop(worker)


def _death(code: int | None) -> str:
    if code is not None and code < 0:
        name = signal.Signals(-code).name if -code in set(signal.Signals) else str(-code)
        return f"the program died on it ({name})"
    return f"the program ended on it (code {code})"


def remove_unfinished(folder: Path, pid: int | None = None) -> None:
    """Remove what processes that are no more had not finished writing in a folder: all, or one process's."""
    pattern = f"{unfinished(pid)}*.tmp" if pid is not None else ".doelenboom-*-*.tmp"
    for path in folder.glob(pattern):
        with contextlib.suppress(OSError):
            path.unlink()


def _context() -> BaseContext:
    """Return a way to start processes that copies no threads; imports are made once, by the server of new ones."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    parts = (f"pipeline.annotate.{name}" for name in ("affixes", "agreement", "lemmas"))  # they bring spaCy along
    context.set_forkserver_preload([_serve.__module__, "pipeline.batch.work", *parts])
    return context


def _serve(pipe: Connection, task: Task[Done]) -> None:
    """Do documents until the pipe closes: what a worker process runs."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started the run decides when it stops
    _end_with_parent()
    try:
        task.prepare()
    except DoelenboomError as error:
        pipe.send(str(error))
        return
    pipe.send(None)
    while True:
        try:
            item = pipe.recv()
        except (EOFError, OSError):
            return
        pipe.send(task(item))


def _end_with_parent() -> None:
    """End this process, whatever it is at, when the run is gone: it must not write into the next one's folder."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch(sentinel: int = parent.sentinel, end: Callable[[int], None] = os._exit) -> None:
        wait([sentinel])
        end(1)

    threading.Thread(target=watch, daemon=True).start()


def usable_cores() -> int:
    """Return how many processors this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
