"""What runs on a cluster's workers: they take the task once, and then do documents."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import Protocol

from pipeline.batch.inputs import Input
from pipeline.batch.manifest import Outcome
from pipeline.batch.workers import Task

_MOST_TASKS = 4  # of runs that use the same workers, or have
_tasks: dict[str, Task[Outcome]] = {}
_one = threading.Lock()  # a worker may have several threads; neither PDF nor the model is made for that


class SharedTask(Task[Outcome], Protocol):
    """A task for workers that others may have installed."""

    def made_with(self) -> str:
        """Return the program and the model that are found where this runs."""


class Unprepared(Exception):  # noqa: N818 - reads as what it is
    """The process has not been given the task of a run."""


def prepare(run: str, task: SharedTask, sign: Path | None) -> tuple[int, str, bool]:
    """Take the task of a run; return the process's id, its program and model, whether it sees the output folder."""
    with _one:
        task.prepare()
        _tasks[run] = task
        for old in list(_tasks)[:-_MOST_TASKS]:
            del _tasks[old]
    return os.getpid(), task.made_with(), sign is None or sign.exists()


def do(run: str, item: Input) -> Outcome:
    """Do one document."""
    with _one:
        if run not in _tasks:
            raise Unprepared
        return _tasks[run](item)


async def leave() -> None:
    """End the process, whatever document it is at."""
    os._exit(1)
