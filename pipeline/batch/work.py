"""What a worker does with one document: from its path to its record file and its outcome."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.annotate import BUNDLED, identify, load_model
from pipeline.batch.cache import Cache
from pipeline.batch.inputs import Input
from pipeline.batch.kept import Kept
from pipeline.batch.ledger import program_id
from pipeline.batch.manifest import Outcome
from pipeline.batch.place import Output, place
from pipeline.errors import DoelenboomError, UsageError
from pipeline.read import LIMIT
from pipeline.ruleset import Rules
from pipeline.run import Way
from pipeline.saved import hash_of
from pipeline.store import keep_written
from pipeline.write import record_pieces


@dataclass(frozen=True, slots=True)
class Work:
    """The task of a run, the same for every worker: it goes to them whole, so that all see one set of rules.

    ``cache`` is the folder in which steps are kept from run to run, None for none; ``store`` says that what is written
    is also kept in the record store of the output folder, where one machine writes to it.
    """

    output: Output
    rules: Rules
    model: str = BUNDLED
    ocr: bool = False
    cache: Path | None = None
    store: bool = True

    def prepare(self) -> None:
        """Load what takes long, before the first document comes. Raises :class:`pipeline.errors.ModelError`."""
        if self.cache is None:  # else it may well be that no document needs it
            load_model(self.model)

    def made_with(self) -> str:
        """Return the program and the model that are found here: what two machines must agree on."""
        return f"{program_id()}, {identify(self.model)}"

    def __call__(self, item: Input) -> Outcome:
        """Extract one document and write its record; what goes wrong stands in the outcome."""
        begin = time.perf_counter()
        try:
            with item.at_hand() as path:
                outcome = self._outcome(item, path)
        except (DoelenboomError, OSError) as error:  # it could not be fetched
            outcome = Outcome(item.id, False, reason=str(error))
        return replace(outcome, seconds=time.perf_counter() - begin, source=item.source)

    def _outcome(self, item: Input, path: Path) -> Outcome:
        def failed(reason: str, passing: bool = False) -> Outcome:
            return Outcome(item.id, False, hash_of(path, LIMIT), reason=reason, passing=passing)

        try:
            return self._done(item, path)
        except UsageError as error:  # the disk, or the model: nothing of the document's
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

    def run(self, items: Iterator[Input]) -> Iterator[Outcome]:
        """Do one document after the other, in this process."""
        self.prepare()
        yield from map(self, items)

    def _done(self, item: Input, path: Path) -> Outcome:
        if self.cache is None:  # then what is read tells the hash
            return self._written(Kept(item, self, path=path).way)
        kept = Kept(item, self, Cache(self.cache), path)
        written: list[Outcome] = []

        def write() -> Outcome:
            written.append(self._written(kept.way))
            return written[0]

        # A rule may have changed and still have changed nothing here: then what stands there is right.
        outcome = kept.outcome(write)
        if not written and place(self.output).sha256(f"{item.id}.yaml") != outcome.record:
            outcome = self._written(kept.way)
        kept.close()
        return outcome

    def _written(self, way: Way) -> Outcome:
        document, record = way.document, way.record
        name = f"{document.id}.yaml"
        written = place(self.output).write(name, record_pieces(record))
        if self.store and isinstance(self.output, Path):
            keep_written(self.output, name, written, record)
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
            record=written,
        )
