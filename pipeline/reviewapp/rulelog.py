"""Which rules were changed from the screen, by whom and why: lines in a file next to the verdicts, only ever added to.

Undoing a change is a line of its own, so that every step back and forth is kept, also after a restart.
"""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec
from filelock import FileLock, Timeout

from pipeline.errors import OutputError
from pipeline.review import new_id, now
from pipeline.reviewapp.edits import Draft, Edit

_FILE = "rules.jsonl"
_PATIENCE = 30.0


class Step(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One line: a change of a table, or its way back (``terug``) or forth (``opnieuw``), then of the change ``of``.

    ``lines`` are those that went and came, as :meth:`pipeline.reviewapp.edits.Draft.lines` gives them; ``above`` is the
    line that they stood below, where they only went.
    """

    at: dt.datetime
    who: str
    verb: Literal["regel", "terug", "opnieuw"]
    id: str = msgspec.field(default_factory=new_id)
    of: str | None = None
    edits: tuple[Edit, ...] = ()
    lines: tuple[tuple[str, int, str], ...] = ()
    above: str | None = None
    document: str | None = None
    record: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A change as it stands now. ``last`` is when it was made, taken back or made again."""

    step: Step
    holds: bool
    last: dt.datetime

    @property
    def rule(self) -> str:
        """The rule that it is of."""
        return self.step.edits[0].rule


class RuleLog:
    """The changes of rules that were made from the screen of an output folder."""

    def __init__(self, output: Path) -> None:
        self._path = output / "review" / _FILE

    def changes(self) -> list[Change]:
        """Return all changes, the oldest first."""
        found: dict[str, Change] = {}
        for step in self._steps():
            if step.verb == "regel" and step.edits:
                found[step.id] = Change(step, True, step.at)
            elif step.of in found:
                found[step.of] = Change(found[step.of].step, step.verb == "opnieuw", step.at)
        return list(found.values())

    def _steps(self) -> list[Step]:
        try:
            lines = self._path.read_bytes().splitlines()
        except FileNotFoundError:
            return []
        except OSError as error:
            raise OutputError(f"'{_FILE}' kan niet gelezen worden: {error.strerror or error}") from error
        found = []
        for line in lines:
            try:
                found.append(msgspec.json.decode(line, type=Step))
            except (msgspec.DecodeError, UnicodeDecodeError):
                continue  # half-written, by a program that was killed
        return found

    def made(self, who: str, edits: tuple[Edit, ...], draft: Draft, document: str, record: str) -> Step:
        """Note a change."""
        lines = tuple(draft.lines())
        step = Step(
            at=now(),
            who=who,
            verb="regel",
            edits=edits,
            lines=lines,
            above=draft.above(),
            document=document or None,
            record=record or None,
        )
        self._add(step)
        return step

    def stepped(self, who: str, change: Change, back: bool) -> None:
        """Note that a change was taken back, or made again."""
        self._add(Step(at=now(), who=who, verb="terug" if back else "opnieuw", of=change.step.id))

    def _add(self, step: Step) -> None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(self._path.with_suffix(".lock"), timeout=_PATIENCE), self._path.open("ab") as file:
                file.write(msgspec.json.encode(step) + b"\n")
                file.flush()
                os.fsync(file.fileno())
        except (OSError, Timeout) as error:
            raise OutputError(f"'{_FILE}' kan niet geschreven worden; kijk naar de schijf en de rechten") from error
