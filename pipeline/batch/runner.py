"""One run over many documents: no document's trouble touches another's records, and no work is done twice."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from pipeline.annotate import identify
from pipeline.batch.inputs import Input, Shard
from pipeline.batch.ledger import Basis, Entry, Ledger, program_id
from pipeline.batch.lock import held
from pipeline.batch.manifest import Outcome, extracted_before, write_manifest, write_timings
from pipeline.batch.place import Place, place
from pipeline.batch.work import Work
from pipeline.batch.workers import remove_unfinished


@dataclass(frozen=True, slots=True)
class Result:
    """What a run left behind.

    ``removed`` are files of documents that are gone or newly fail, ``reused`` the ids of those that an earlier run
    had done.
    """

    outcomes: list[Outcome]
    removed: list[str]
    reused: list[str]

    @property
    def failed(self) -> list[Outcome]:
        """The inputs that gave no record."""
        return [o for o in self.outcomes if not o.extracted]


class Engine(Protocol):
    """What does the documents: this process, worker processes, or a cluster."""

    def run(self, items: Iterator[Input]) -> Iterator[Outcome]:
        """Do all documents, and give the outcomes as they come, in any order."""


def run_batch(
    inputs: list[Input],
    work: Work,
    engine: Engine | None = None,
    *,
    arguments: dict[str, Any] | None = None,
    report: Callable[[Outcome], None] = lambda _: None,
    shard: Shard | None = None,
) -> Result:
    """Extract every input into ``work.output`` and write the manifest, or that of a shard.

    ``engine`` is who does it, this process by default. What an earlier run has done from the same content, rules,
    model and program is taken over. Raises :class:`pipeline.errors.OutputError` where the folder or the manifest
    can't be written, or another run holds it; what goes wrong with one document stands in its outcome.
    """
    basis = Basis(work.rules.digest, identify(work.model), program_id(), work.ocr)
    with held(work.output, basis, shard) as alone:
        return _Run(inputs, work, basis, shard, report).go(engine or work, arguments or {}, alone)


class _Run:
    def __init__(
        self, inputs: list[Input], work: Work, basis: Basis, shard: Shard | None, report: Callable[[Outcome], None]
    ) -> None:
        self._inputs = [i for i in inputs if shard is None or shard.holds(i.id)]
        self._folder, self._output = work.output, place(work.output)
        self._basis, self._shard, self._report = basis, shard, report
        self._ledger = Ledger(self._output.state, shard.part if shard else "")
        self._outcomes: dict[str, Outcome] = {}
        self._reused: list[str] = []

    def go(self, engine: Engine, arguments: dict[str, Any], alone: bool) -> Result:
        self._output.check()
        started, begin = dt.datetime.now(dt.UTC).isoformat(timespec="seconds"), time.perf_counter()
        before = self._before()
        if alone and isinstance(self._folder, Path):
            for folder in {(self._folder / i.id).parent for i in self._inputs} | {self._folder}:
                remove_unfinished(folder)
        for outcome in engine.run(self._left()):
            self._ledger.add(Entry(self._basis, outcome))
            self._done(outcome)
        outcomes = [self._outcomes[i.id] for i in self._inputs]
        removed = remove_stale(before, outcomes, self._output)
        part = self._shard.part if self._shard else ""
        write_manifest(self._output, outcomes, self._basis.model, self._basis.rules, part)
        write_timings(
            self._output, outcomes, started, time.perf_counter() - begin, arguments, removed, self._reused, part
        )
        if self._shard is None:
            self._ledger.close(o.id for o in outcomes)
        return Result(outcomes, removed, sorted(self._reused))

    def _before(self) -> list[str]:
        """Return the documents that may have records here, of this run's part."""
        known = [*extracted_before(self._output), *(i for i, e in self._ledger.entries.items() if e.outcome.extracted)]
        return [i for i in known if self._shard is None or self._shard.holds(i)]

    def _done(self, outcome: Outcome) -> None:
        self._outcomes[outcome.id] = outcome
        self._report(outcome)

    def _left(self) -> Iterator[Input]:
        """Yield what is to be done, and settle the rest on the way."""
        for item in self._inputs:
            if item.problem is not None:
                self._done(Outcome(item.id, False, reason=item.problem))
            elif outcome := self._known(item):
                self._reused.append(item.id)
                self._done(outcome)
            else:
                yield item

    def _known(self, item: Input) -> Outcome | None:
        """Return what became of the same document by the same rules, model and program, if it is still there."""
        entry = self._ledger.entries.get(item.id)
        if entry is None or entry.basis != self._basis or entry.outcome.passing:
            return None
        outcome = entry.outcome
        if outcome.sha256 is None or item.sha256() != outcome.sha256:
            return None
        if outcome.source != item.source:
            return None
        if outcome.extracted and self._output.sha256(f"{item.id}.yaml") != outcome.record:
            return None
        return outcome


def remove_stale(before: list[str], outcomes: list[Outcome], output: Place) -> list[str]:
    """Remove what an earlier run wrote for an input that is gone or now fails, and name it.

    A run that was broken off left records that no manifest lists: those of inputs that fail now go too.
    """
    now = {o.id for o in outcomes if o.extracted}
    failed = [o.id for o in outcomes if not o.extracted and output.is_record(f"{o.id}.yaml")]
    removed = []
    for name in dict.fromkeys([*before, *failed]):
        if name not in now and output.remove(f"{name}.yaml"):
            removed.append(f"{name}.yaml")
    return sorted(removed)
