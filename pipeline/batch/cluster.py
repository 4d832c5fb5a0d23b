"""Workers on other machines, by Dask distributed: one document in hand each, as worker processes here have.

Dask brings the machines together, carries the task there and tells when a worker is gone. Which worker does which
document is decided here, so that it is known on which document a worker was lost. The task goes whole to every worker
before its first document: all see one set of rules. Workers must have the same program and model, and see the same
files.
"""

from __future__ import annotations

import contextlib
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.batch.cluster_worker import SharedTask, Unprepared, do, leave, prepare
from pipeline.batch.inputs import Input
from pipeline.batch.manifest import Outcome
from pipeline.batch.tries import Tries
from pipeline.batch.workers import Limits, remove_unfinished
from pipeline.errors import DoelenboomError, OutputError, UsageError
from pipeline.write import STATE, write_whole

if TYPE_CHECKING:
    from distributed import Client, Future

_LOOK = 1.0  # seconds between two looks at which workers there are
_PATIENCE = 30.0  # seconds without any worker, or without a scheduler that answers
_GRACE = 10.0  # seconds that documents in hand get to be ended when the run is stopped
_MOST_STARTS = 3  # workers that are lost before they are ready, one after the other
_AGAIN = "what is done is kept: run again"


@dataclass(slots=True)
class _Hand:
    """A worker, and the document in its hand; none before it is ready, or when there is none for it."""

    future: Future | None = None
    item: Input | None = None
    ready: bool = False
    pid: int | None = None
    since: float = field(default_factory=time.monotonic)


_NO_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Cluster:
    """An engine of all workers of a Dask scheduler, as they come and go. Memory is limited by Dask's own settings."""

    task: SharedTask
    address: str
    limits: Limits = _NO_LIMITS

    def run(self, items: Iterator[Input]) -> Iterator[Outcome]:
        """Do all documents. Raises :class:`UsageError` where the scheduler or its workers can't be had."""
        with _connected(self.address) as client:
            shift = _Shift(self, client)
            try:
                with _told_of_loss(self.address):
                    shift.begin()
                    yield from shift.run(items)
            finally:
                shift.end()


class _Shift:
    """The workers of one run."""

    def __init__(self, engine: Cluster, client: Client) -> None:
        self._engine, self._client = engine, client
        self._run = uuid.uuid4().hex
        output = engine.task.output
        self._folder = output if isinstance(output, Path) else None  # else what is written goes to a URL
        self._sign = self._folder / STATE / f"cluster-{self._run}" if self._folder else None
        self._hands: dict[str, _Hand] = {}
        self._killed: set[str] = set()
        self._tries = Tries()
        self._lost_starts = 0
        self._unfinished: set[tuple[Path, int]] = set()
        self._looked = 0.0
        self._seen = self._answered = time.monotonic()

    def begin(self) -> None:
        """Leave a sign in the output folder, by which workers show that they see it."""
        if self._sign is not None:
            write_whole(self._sign, f"{self._run}\n")

    def run(self, items: Iterator[Input]) -> Iterator[Outcome]:
        more = True
        while True:
            yield from self._look()
            for address, hand in self._hands.items():
                if not hand.ready or hand.item is not None:
                    continue
                hand.item = self._tries.again.popleft() if self._tries.again else next(items, None) if more else None
                if hand.item is None:
                    more = False
                    break
                hand.since = time.monotonic()
                item = hand.item if hand.item.url else replace(hand.item, path=hand.item.path.absolute())
                hand.future = self._submit(address, do, self._run, item)
            if not more and not self._tries.again and all(h.item is None for h in self._hands.values()):
                return
            yield from self._news()

    def _submit(self, address: str, function: Any, *arguments: object) -> Future:
        return self._client.submit(
            function, *arguments, workers=[address], allow_other_workers=False, pure=False, retries=0
        )

    def _look(self) -> Iterator[Outcome]:
        """See which workers there are: those that are gone are lost with what they had, new ones are prepared."""
        if time.monotonic() - self._looked < _LOOK:
            return
        self._looked = time.monotonic()
        if not self._answers():
            return
        there = self._client.scheduler_info(n_workers=-1)["workers"]
        for address in [a for a in self._hands if a not in there]:
            yield from self._lost(address, "the cluster's worker died on it")
        self._killed &= set(there)
        for address in there:
            if address not in self._hands and address not in self._killed:
                self._prepare(address)
        seconds = self._engine.limits.seconds
        for address, hand in list(self._hands.items()):
            if seconds is not None and hand.item is not None and time.monotonic() - hand.since > seconds:
                self._kill(address)
                yield from self._lost(address, f"it took longer than {seconds:g} seconds")
        if there:
            self._seen = time.monotonic()
        elif time.monotonic() - self._seen > _PATIENCE:
            raise UsageError(
                f"the scheduler at '{self._engine.address}' has no workers; start some with 'dask worker "
                f"{self._engine.address} --nthreads 1'. {_AGAIN}"
            )

    def _answers(self) -> bool:
        """Say whether the scheduler is there; one that is gone for long is told. Dask itself tries to find it again."""
        if self._client.status == "running":
            self._answered = time.monotonic()
            return True
        if self._client.status == "closed" or time.monotonic() - self._answered > _PATIENCE:
            raise UsageError(f"the scheduler at '{self._engine.address}' is gone; start it again. {_AGAIN}")
        return False

    def _prepare(self, address: str) -> None:
        self._hands[address] = _Hand(self._submit(address, prepare, self._run, self._engine.task, self._sign))

    def _news(self) -> Iterator[Outcome]:
        """Yield what came in within the time to the next look."""
        busy = {a: h.future for a, h in self._hands.items() if h.future is not None}
        if not busy or self._client.status != "running":
            time.sleep(_LOOK / 10)  # none has come yet
            return
        self._wait(busy, max(0.01, self._looked + _LOOK - time.monotonic()), "FIRST_COMPLETED")
        for address, future in busy.items():
            if future.status == "finished":
                with contextlib.suppress(TimeoutError):  # gone before it could tell: the next look finds that
                    yield from self._heard(address, future.result(timeout=_GRACE))
            elif future.status == "error":
                yield from self._failed(address, future.exception(timeout=_GRACE))
            elif future.status in ("cancelled", "lost"):
                yield from self._lost(address, "the cluster's worker was lost on it")

    def _wait(self, busy: dict[str, Future], seconds: float, what: str) -> None:
        from distributed import CancelledError, wait

        with contextlib.suppress(TimeoutError, CancelledError), self._client.as_current():
            wait(list(busy.values()), timeout=seconds, return_when=what)

    def _heard(self, address: str, said: Any) -> Iterator[Outcome]:
        hand = self._hands[address]
        hand.future = None
        if isinstance(said, Outcome):
            hand.item = None
            yield said
            return
        hand.pid, theirs, sees = said
        ours = self._engine.task.made_with()
        if theirs != ours:
            raise UsageError(
                f"the worker at '{address}' has another program or model ({theirs}) than this one ({ours}); "
                "install the same on both"
            )
        if not sees:
            raise OutputError(
                f"the worker at '{address}' does not see the output folder '{self._engine.task.output}'; name one on a "
                "file system that all workers share"
            )
        hand.ready, self._lost_starts = True, 0

    def _failed(self, address: str, error: BaseException | None) -> Iterator[Outcome]:
        from distributed import KilledWorker

        hand = self._hands[address]
        if isinstance(error, KilledWorker):
            yield from self._lost(address, "the cluster's worker died on it")
        elif isinstance(error, Unprepared) and hand.item is not None:
            self._tries.again.appendleft(hand.item)  # a new process under the address of the old one
            self._prepare(address)
        elif isinstance(error, DoelenboomError):
            raise UsageError(f"the worker at '{address}' can't begin: {error}")
        else:
            raise UsageError(
                f"the worker at '{address}' can't do its work ({type(error).__name__}: {error}); "
                "is the same version of doelenboom installed there?"
            )

    def _lost(self, address: str, why: str) -> Iterator[Outcome]:
        hand = self._hands.pop(address)
        if not hand.ready:
            self._lost_starts += 1
            if self._lost_starts >= _MOST_STARTS:
                raise UsageError(f"the workers of '{self._engine.address}' die before they begin; look at their logs")
        if hand.future is not None:
            hand.future.cancel()
        if hand.item is None:
            return
        if hand.pid is not None and self._folder is not None:
            self._unfinished.add((self._folder / Path(hand.item.id).parent, hand.pid))
        if outcome := self._tries.lost(hand.item, why):
            yield outcome

    def _kill(self, address: str) -> None:
        """End a worker's process; its nanny starts another."""
        self._killed.add(address)
        self._client.run(leave, workers=[address], wait=False, on_error="ignore")

    def end(self) -> None:
        """Leave no document in hand, and nothing half-written."""
        busy = {a: h.future for a, h in self._hands.items() if h.future is not None}
        with contextlib.suppress(Exception):  # whatever the cluster has come to, what is ours is to be cleared up
            if busy and self._client.status == "running":
                self._wait(busy, _GRACE, "ALL_COMPLETED")
                for address in [a for a, future in busy.items() if future.status == "pending"]:
                    self._kill(address)
                self._client.cancel(list(busy.values()))
        for folder, pid in self._unfinished:
            remove_unfinished(folder, pid)
        if self._sign is not None:
            with contextlib.suppress(OSError):
                self._sign.unlink()


@contextlib.contextmanager
def _connected(address: str) -> Iterator[Client]:
    try:
        from distributed import Client
    except ImportError as error:
        raise UsageError("--scheduler needs Dask; install it with: pip install 'doelenboom[cluster]'") from error
    try:
        client = Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise UsageError(
            f"no Dask scheduler answers at '{address}' ({error}); start one with 'dask scheduler', and name the "
            "address that it shows (tcp://HOST:8786)"
        ) from error
    try:
        yield client
    finally:
        with contextlib.suppress(Exception):
            client.close(timeout=_GRACE)


@contextlib.contextmanager
def _told_of_loss(address: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:  # also what Dask raises where a connection is closed, or none can be made
        raise UsageError(f"the scheduler at '{address}' is gone; start it again. {_AGAIN}") from error
