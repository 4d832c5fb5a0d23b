"""Tasks that go wrong as a document asks for: workers import this module, so it stands by itself."""

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

from pipeline.batch import Outcome
from pipeline.errors import ModelError


@dataclass(frozen=True)
class Faulty:
    """Does what the file's text says, and notes each try in ``output``."""

    output: Path

    def prepare(self):
        pass

    def __call__(self, item):
        what, *rest = item.path.read_text(encoding="utf-8").split() or ["goed"]
        tries = self.output / f"{item.id}.tries"
        tries.write_text(tries.read_text() + "x" if tries.exists() else "x")
        if rest == ["eerst"] and len(tries.read_text()) > 1:
            what = "goed"
        match what:
            case "crasht":
                (self.output / f".doelenboom-{os.getpid()}-abc.tmp").write_text("half")
                os.kill(os.getpid(), signal.SIGSEGV)
            case "stopt":
                os._exit(3)
            case "hangt":
                time.sleep(600)
            case "vreet":
                _held = bytearray(400_000_000)
                _held[::4096] = b"x" * len(_held[::4096])
                time.sleep(600)
        return Outcome(item.id, True, "0" * 64, words=len(tries.read_text()), record="0" * 64)


@dataclass(frozen=True)
class Unprepared(Faulty):
    """Has no model, or dies before it begins."""

    how: str = "model"

    def prepare(self):
        if self.how == "model":
            raise ModelError("no spaCy pipeline 'weg'")
        os._exit(7)

    def made_with(self):
        return "doelenboom, van de test"


@dataclass(frozen=True)
class Shared(Faulty):
    """The same for workers that others may have installed."""

    def made_with(self):
        return "doelenboom, van de test"
