"""One run over many documents: no document's trouble touches another's records."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.language import Language

from pipeline.annotate import model_id
from pipeline.batch.inputs import Input
from pipeline.batch.manifest import Outcome, extracted_before, write_manifest, write_timings
from pipeline.document import Document
from pipeline.errors import DoelenboomError, OutputError
from pipeline.read import read_document
from pipeline.record import PolicyRecord
from pipeline.ruleset import Rules
from pipeline.run import process
from pipeline.saved import is_record
from pipeline.write import record_pieces, write_whole


@dataclass(frozen=True, slots=True)
class Result:
    """What a run left behind. ``removed`` are files of documents that are gone or newly fail."""

    outcomes: list[Outcome]
    removed: list[str]

    @property
    def failed(self) -> list[Outcome]:
        """The inputs that gave no record."""
        return [o for o in self.outcomes if not o.extracted]


def run_batch(
    inputs: list[Input],
    output: Path,
    rules: Rules,
    nlp: Language,
    arguments: dict[str, Any] | None = None,
    report: Callable[[Outcome], None] = lambda _: None,
    ocr: bool = False,
) -> Result:
    """Extract every input into ``output`` and write the manifest.

    Raises :class:`pipeline.errors.OutputError` where the folder or the manifest can't be written; what goes
    wrong with one document stands in its outcome.
    """
    started, begin = dt.datetime.now(dt.UTC).isoformat(timespec="seconds"), time.perf_counter()
    before = extracted_before(output)
    _prepare(output)
    outcomes = []
    for item in inputs:
        outcome = _one(item, output, rules, nlp, ocr)
        outcomes.append(outcome)
        report(outcome)
    removed = _remove_stale(before, outcomes, output)
    write_manifest(output, outcomes, model_id(nlp), rules.digest)
    write_timings(output, outcomes, started, time.perf_counter() - begin, arguments or {}, removed)
    return Result(outcomes, removed)


def _prepare(output: Path) -> None:
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"'{output}' can't be made a folder: {error.strerror}; name another with --output") from error


def _one(item: Input, output: Path, rules: Rules, nlp: Language, ocr: bool) -> Outcome:
    begin = time.perf_counter()
    if item.problem is not None:
        return Outcome(item.id, False, reason=item.problem)
    sha256 = None
    try:
        document = read_document(item.path, item.id, ocr)
        sha256 = document.sha256
        record = process(document, rules, nlp)
        write_whole(output / f"{item.id}.yaml", record_pieces(record))
    except DoelenboomError as error:
        return Outcome(item.id, False, sha256, reason=str(error), seconds=time.perf_counter() - begin)
    except MemoryError:
        return Outcome(
            item.id, False, sha256, reason="not enough memory; split the document", seconds=time.perf_counter() - begin
        )
    except Exception as error:
        # A fault of ours in one document must not cost the others theirs; the manifest names it.
        reason = f"a fault in the program ({type(error).__name__}: {error}); please report it with the document"
        return Outcome(item.id, False, sha256, reason=reason, seconds=time.perf_counter() - begin)
    return _extracted(document, record, time.perf_counter() - begin)


def _extracted(document: Document, record: PolicyRecord, seconds: float) -> Outcome:
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
    )


def _remove_stale(before: list[str], outcomes: list[Outcome], output: Path) -> list[str]:
    """Remove what an earlier run wrote for an input that is gone or now fails, and name it.

    A run that was broken off left records that no manifest lists: those of inputs that fail now go too.
    """
    now = {o.id for o in outcomes if o.extracted}
    failed = [o.id for o in outcomes if not o.extracted and is_record(output / f"{o.id}.yaml")]
    removed = []
    for name in dict.fromkeys([*before, *failed]):
        path = output / f"{name}.yaml"
        if name in now or not path.resolve().is_relative_to(output.resolve()) or not path.is_file():
            continue
        try:
            path.unlink()
        except OSError as error:
            raise OutputError(f"{path.name} is out of date and can't be removed: {error.strerror}") from error
        removed.append(f"{name}.yaml")
    return sorted(removed)
