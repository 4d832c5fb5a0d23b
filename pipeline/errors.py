"""Everything that can go wrong, as one tree.

::

    DoelenboomError
    ├── UsageError            what was asked can't be done: a path, a model, an option
    │   ├── ModelError        no spaCy pipeline of that name
    │   ├── GoldError         gold files with faults; says them all
    │   └── OutputError       the output can't be written
    ├── ReadError             an input can't be read; the batch goes on without it
    │   ├── EmptyDocument     nothing in it
    │   ├── NotText           its bytes are no text of a kind that is read
    │   ├── TooLarge          over a stated limit
    │   └── NoReader          no reader for this kind of file
    ├── SpanError             a place that does not fit its text
    └── RulesError            rule tables with faults; says them all, in Dutch
"""

from __future__ import annotations

from dataclasses import dataclass


class DoelenboomError(Exception):
    """Anything this program raises on purpose."""


class UsageError(DoelenboomError):
    """What was asked can't be done."""


class ModelError(UsageError):
    """No spaCy pipeline answers to the name or path that was given."""


class OutputError(UsageError):
    """The output folder or a file in it can't be written."""


class ReadError(DoelenboomError):
    """An input can't be read. The message names the reason and the next step."""


class EmptyDocument(ReadError):  # noqa: N818 - reads as what it is
    """The file holds no text."""


class NotText(ReadError):  # noqa: N818
    """The file's bytes are no text."""


class TooLarge(ReadError):  # noqa: N818
    """The file is over a stated limit."""


class NoReader(ReadError):  # noqa: N818
    """No reader exists for this kind of file."""


class SpanError(DoelenboomError, ValueError):
    """A place that does not fit its text."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault in a rule table or a gold file: the file, the line (from 1) and what is wrong.

    In Dutch for rule tables, in English for gold files.
    """

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class RulesError(DoelenboomError):
    """Rule tables with faults. ``faults`` holds every one of them, in the order of files and lines."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = sorted(faults, key=lambda f: (f.file, f.line, f.message))
        noun = "fout" if len(faults) == 1 else "fouten"
        super().__init__("\n".join([f"{len(faults)} {noun} in de regels:", *map(str, self.faults)]))


class GoldError(UsageError):
    """Gold files with faults. ``faults`` holds every one of them, in the order of files and lines."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = sorted(faults, key=lambda f: (f.file, f.line, f.message))
        noun = "fault" if len(faults) == 1 else "faults"
        super().__init__("\n".join([f"{len(faults)} {noun} in the gold:", *map(str, self.faults)]))
