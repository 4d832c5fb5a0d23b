"""One document by two sets of rules: what a worker does to tell what changes in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.annotate import BUNDLED, identify
from pipeline.batch.cache import Cache
from pipeline.batch.inputs import Input
from pipeline.batch.kept import Kept
from pipeline.errors import DoelenboomError
from pipeline.impact.compare import Change, compare
from pipeline.ruleset import Rules
from pipeline.saved import hash_of, read_record


@dataclass(frozen=True, slots=True)
class Seen:
    """What became of one document: its changes, or why it was left out (``problem``, in Dutch).

    ``again`` says that its records had to be looked at, since a change of the rules could be seen in it.
    """

    id: str
    changes: tuple[Change, ...] = ()
    again: bool = False
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """The task of an impact, the same for every worker (a :class:`pipeline.batch.workers.Task`).

    ``against`` are the rules that the new ones are compared with; where there are none, the records on the disk are.
    Nothing is written but to the cache.
    """

    output: Path
    rules: Rules
    cache: Path
    against: Rules | None = None
    model: str = BUNDLED
    ocr: bool = False

    def prepare(self) -> None:
        """Ask for the model by name; it may well be that no document needs it."""
        identify(self.model)

    def run(self, items: Iterator[Input]) -> Iterator[Seen]:
        """Look at one document after the other, in this process."""
        self.prepare()
        yield from map(self, items)

    def __call__(self, item: Input) -> Seen:
        """Tell what changes in one document."""
        try:
            return self._seen(item)
        except DoelenboomError as error:
            return Seen(item.id, problem=f"kan niet gelezen worden: {error}")

    def _seen(self, item: Input) -> Seen:
        cache = Cache(self.cache)
        new = Kept(item, self, cache)
        if self.against is not None:
            old = Kept(item, replace(self, rules=self.against), cache)
            if old.way.follows_from() == new.way.follows_from():
                old.close()
                new.close()
                return Seen(item.id)
            before = old.way.record
            old.close()
        else:
            path = self.output / f"{item.id}.yaml"
            known = new.known()
            if known is not None and known.record == hash_of(path):
                new.close()
                return Seen(item.id)
            before = read_record(path)
        changes = _placed(compare(before, new.way.record), new)
        new.close()
        return Seen(item.id, tuple(changes), again=True)


def _placed(changes: list[Change], kept: Kept) -> Iterator[Change]:
    """Add the lines on which changes begin."""
    for change in changes:
        line = kept.way.document.text.count("\n", 0, change.record.source.start) + 1
        yield replace(change, line=line)
