"""A rule changed from the screen: tried first, saved when it is sound, taken back, and documents read again with it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from pipeline.batch import Input, Work, collect, run_batch
from pipeline.errors import Fault
from pipeline.reviewapp.desk import Desk
from pipeline.reviewapp.edits import Draft, Edit, EditError, changed_lines, draft, restored
from pipeline.reviewapp.effects import Effect, effect
from pipeline.reviewapp.jobs import Told, silent
from pipeline.reviewapp.rulelog import Change
from pipeline.ruleset import load_rules
from pipeline.write import write_whole

_PATIENCE = 5.0  # seconds that another change may take


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change that was tried: the lines, the faults that it would bring (then it can't be saved), and its effect."""

    draft: Draft
    faults: tuple[Fault, ...]
    effect: Effect | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """A file that changed on the disk since the change was tried: what others changed, and what the reader wants."""

    theirs: Sequence[tuple[str, int, str]]
    ours: Sequence[tuple[str, int, str]]


class Workshop:
    """Changes of the rules of a desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def folder(self) -> Path:
        """The tables that may be changed. Raises :class:`EditError` where there are none."""
        if self._desk.editable is None:
            raise EditError(
                "De meegeleverde regels veranderen niet. Start de app met een eigen map: "
                "doelenboom review … --rules mijn-regels (de map wordt gemaakt als zij er nog niet is)."
            )
        return self._desk.editable

    def check(self, edits: Sequence[Edit]) -> None:
        """Raise :class:`EditError` where a change can't be made."""
        draft(self.folder, edits)

    def tried(self, edits: Sequence[Edit], told: Told = silent) -> Proposal:
        """Try a change: check the tables with it, and see its effect. Raises :class:`EditError`."""
        made = draft(self.folder, edits)
        self._desk.remember(made.before)
        return self._proposal(made, told)

    def _proposal(self, made: Draft, told: Told) -> Proposal:
        with _copy(self.folder, made) as folder:
            faults = self._faults(folder)
            return Proposal(made, faults, None if faults else effect(self._desk, load_rules(folder), told))

    def _faults(self, folder: Path) -> tuple[Fault, ...]:
        """Return the faults of tables with a change in them that they don't have without it."""
        faults = self._desk.checked(folder)
        known = {(f.file, f.message) for f in self._desk.checked(self.folder)} if faults else set()
        return tuple(f for f in faults if (f.file, f.message) not in known)

    def conflict(self, edits: Sequence[Edit], seen: str) -> Conflict | None:
        """Say what changed in the file since the reader saw it, None where nothing did."""
        made = draft(self.folder, edits)
        if made.seen == seen:
            return None
        known = self._desk.seen.get(seen)
        theirs = changed_lines(known, made.before) if known is not None else []
        return Conflict(theirs, made.lines())

    def saved(self, edits: Sequence[Edit], seen: str, who: str, document: str, record: str) -> Draft:
        """Save a change on the very file that the reader saw. Raises :class:`EditError`."""
        with self._changing():
            made = draft(self.folder, edits)
            if made.seen != seen:
                raise EditError("het bestand is intussen veranderd")
            self._write(made)
            self._desk.rule_log.made(who, tuple(edits), made, document, record)
        return made

    def step(self, change: Change, back: bool) -> Draft:
        """Return what taking a change back, or making it again, makes of its file. Raises :class:`EditError`."""
        if change.holds is not back:
            raise EditError("Deze verandering is al teruggezet." if back else "Deze verandering staat er al.")
        if not back:
            return draft(self.folder, change.step.edits)
        return restored(self.folder, change.step.edits[0], change.step.lines, change.step.above)

    def stepped(self, change: Change, back: bool, who: str) -> Draft:
        """Take a change back, or make it again."""
        with self._changing():
            made = self.step(change, back)
            self._write(made)
            self._desk.rule_log.stepped(who, change, back)
        return made

    def _write(self, made: Draft) -> None:
        with _copy(self.folder, made) as folder:
            faults = self._faults(folder)
        if faults:
            raise EditError("Zo kloppen de regels niet: " + "; ".join(map(str, faults)))
        path = self.folder / made.file
        if path.read_bytes() != made.before:
            raise EditError("het bestand is intussen veranderd")
        write_whole(path, made.after.decode("utf-8"))

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Change rules or records, one at a time. Raises :class:`EditError` where the records are being made again."""
        if not self._desk.changes.acquire(timeout=_PATIENCE):
            raise EditError("De documenten worden nu opnieuw doorgerekend. Probeer het als dat klaar is.")
        try:
            yield
        finally:
            self._desk.changes.release()

    def recalculated(self, told: Told = silent) -> list[str]:
        """Read the documents again with the rules of now, and return those whose records changed.

        Raises :class:`pipeline.errors.OutputError` where another run is busy in the folder.
        """
        desk = self._desk
        with desk.changes:
            told(0, 0, "Er wordt gekeken welke documenten veranderen")
            touched = tuple(effect(desk, desk.rules, told).documents)
            work = Work(desk.output, desk.rules, desk.reasons.model, desk.origin.ocr, desk.cache)
            inputs = self._inputs()
            total = len(touched) if inputs is None else len(inputs)
            told(0, total, "De documenten worden opnieuw doorgerekend")
            if inputs is not None:
                done = count(1)
                run_batch(inputs, work, arguments=self._arguments(), report=lambda _: told(next(done), total))
            else:
                for number, name in enumerate(touched, 1):
                    record = desk.record(name)
                    found = desk.origin.find(record.document) if record else None
                    if found is not None and not found.changed:
                        work(Input(name, found.path))
                    told(number, total)
            desk.reload()
        return list(touched)

    def _inputs(self) -> list[Input] | None:
        """Return the inputs of the run that made the records, None where not all of them are at hand."""
        paths = self._desk.origin.inputs
        if not paths:
            return None
        inputs = collect(paths, self._desk.output)
        return inputs if {i.id for i in inputs} >= set(self._desk.library.names) else None

    def _arguments(self) -> dict[str, object]:
        return {**self._desk.origin.arguments, "rules": str(self._desk.rules_folder)}


@contextmanager
def _copy(folder: Path, made: Draft) -> Iterator[Path]:
    """Give the tables with a change in them, in a folder of their own."""
    with tempfile.TemporaryDirectory(prefix="doelenboom-") as name:
        copy = Path(name)
        for file in folder.glob("*.y*ml"):
            shutil.copyfile(file, copy / file.name)
        (copy / made.file).write_bytes(made.after)
        yield copy
