"""What a worker does with one document: from its path to its record file and its outcome."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.annotate import BUNDLED, load_model
from pipeline.batch.inputs import Input
from pipeline.batch.manifest import Outcome
from pipeline.document import Document
from pipeline.errors import DoelenboomError, OutputError
from pipeline.read import read_document
from pipeline.record import PolicyRecord
from pipeline.ruleset import Rules
from pipeline.run import process
from pipeline.write import record_pieces, write_whole


@dataclass(frozen=True, slots=True)
class Work:
    """The task of a run, the same for every worker: it goes to them whole, so that all see one set of rules."""

    output: Path
    rules: Rules
    model: str = BUNDLED
    ocr: bool = False

    def prepare(self) -> None:
        """Load what takes long, before the first document comes. Raises :class:`pipeline.errors.ModelError`."""
        load_model(self.model)

    def __call__(self, item: Input) -> Outcome:
        """Extract one document and write its record; what goes wrong stands in the outcome."""
        begin = time.perf_counter()
        sha256 = None

        def failed(reason: str, passing: bool = False) -> Outcome:
            seconds = time.perf_counter() - begin
            return Outcome(item.id, False, sha256 or item.sha256(), reason=reason, seconds=seconds, passing=passing)

        try:
            document = read_document(item.path, item.id, self.ocr)
            sha256 = document.sha256
            record = process(document, self.rules, load_model(self.model))
            written = write_whole(self.output / f"{item.id}.yaml", record_pieces(record))
        except OutputError as error:
            return failed(str(error), passing=True)
        except DoelenboomError as error:
            return failed(str(error))
        except MemoryError:
            return failed("not enough memory; split the document", passing=True)
        except Exception as error:
            # A fault of ours in one document must not cost the others theirs; the manifest names it.
            return failed(
                f"a fault in the program ({type(error).__name__}: {error}); please report it with the document"
            )
        return _extracted(document, record, written, time.perf_counter() - begin)

    def run(self, items: Iterator[Input]) -> Iterator[Outcome]:
        """Do one document after the other, in this process."""
        self.prepare()
        yield from map(self, items)


def _extracted(document: Document, record: PolicyRecord, written: str, seconds: float) -> Outcome:
    warnings = [n.message for n in document.notices]
    if not any(record.counts().values()):
        warnings.append("no records found; is this a policy text?")
    return Outcome(
        document.id,
        True,
        document.sha256,
        record.counts(),
        record.without_links(),
        record.document.pages,
        document.words,
        tuple(warnings),
        seconds=seconds,
        record=written,
    )
