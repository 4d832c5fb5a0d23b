"""An export: the records of an output folder, file by file, to tables in the formats that are asked for."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from pipeline import __version__
from pipeline.errors import UsageError
from pipeline.export.codebook import codebook
from pipeline.export.columns import Row
from pipeline.export.concepts import Concepts
from pipeline.export.entities import Entities
from pipeline.export.folder import mark, whole_folder
from pipeline.export.formats import Format, Write, check_installed, writer
from pipeline.export.rows import Named, rows
from pipeline.export.schema import TABLES, TABLES_VERSION
from pipeline.record import SCHEMA_VERSION, PolicyRecord
from pipeline.store import records_below

AT_ONCE = 16_384  # rows of a table that are written together, and so held in memory at most
_BETWEEN_SEARCHES = (
    100_000  # rows are many and never in a circle: to look for circles among them is a fifth of the time
)


@dataclass(frozen=True)
class Exported:
    """What an export wrote: the formats, and the number of rows of each table.

    ``lost_members`` are members of ``concepts.yaml`` whose records are not there; they are in no table.
    """

    formats: tuple[Format, ...]
    counts: dict[str, int]
    lost_members: int = 0


def export_tables(output: Path, target: Path, formats: Sequence[Format]) -> Exported:
    """Write the records below ``output`` as tables into the folder ``target``.

    A ``concepts.yaml`` among them fills the tables of concepts. The same records give the same rows in the same order.
    The folder is there whole or not at all; an earlier export in it is replaced. Raises :class:`UsageError` where there
    are no records, where ``concepts.yaml`` has faults, where something else stands in the folder, where a library is
    missing, or where a format can't hold the records.
    """
    chosen = tuple(dict.fromkeys(formats))
    check_installed(chosen)
    concepts = Concepts(output)
    with whole_folder(target) as folder:
        with ExitStack() as stack:
            writers = [stack.enter_context(writer(one, folder)) for one in chosen]
            with _few_searches():
                counts = _fill(records_below(output), writers, concepts)
        (folder / "codebook.md").write_text(codebook(), encoding="utf-8")
        done = Exported(chosen, counts, concepts.lost)
        mark(
            folder,
            {
                "version": __version__,
                "tables_version": TABLES_VERSION,
                "record_schema_version": SCHEMA_VERSION,
                "formats": list(chosen),
                "rows": counts,
                "lost_members": done.lost_members,
            },
        )
    return done


@contextmanager
def _few_searches() -> Iterator[None]:
    """Let Python look less often for objects that only hold each other."""
    before = gc.get_threshold()
    gc.set_threshold(max(before[0], _BETWEEN_SEARCHES) if before[0] else 0, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _fill(records: Iterable[PolicyRecord], writers: Sequence[Write], concepts: Concepts) -> dict[str, int]:
    """Write the rows of all records, and return how many each table has."""
    batches = _Batches(writers)
    entities, seen = Entities(), set[str]()
    for record in records:
        if record.document.id in seen:
            raise UsageError(f"two record files are of '{record.document.id}'; leave one of them in the folder")
        seen.add(record.document.id)
        batches.add(rows(record))
        entities.add(record)
        concepts.add(record)
    batches.add(chain(entities.rows(), concepts.rows()))
    batches.flush()
    return {table.name: batches.counts[table.name] for table in TABLES}


class _Batches:
    """Rows that wait until enough of their table are there to be written together."""

    def __init__(self, writers: Sequence[Write]) -> None:
        self._writers = writers
        self._tables = {table.name: table for table in TABLES}
        self._waiting: dict[str, list[Row]] = {table.name: [] for table in TABLES}
        self.counts: Counter[str] = Counter()

    def add(self, named: Iterable[Named]) -> None:
        """Take up rows, such as those of one document, and write the tables that have enough."""
        waiting = self._waiting
        for table, row in named:
            waiting[table].append(row)
        for table, ready in waiting.items():
            while len(ready) >= AT_ONCE:
                self._write(table, ready[:AT_ONCE])
                del ready[:AT_ONCE]

    def flush(self) -> None:
        """Write what waits."""
        for table, waiting in self._waiting.items():
            if waiting:
                self._write(table, waiting)

    def _write(self, table: str, ready: Sequence[Row]) -> None:
        for write in self._writers:
            write(self._tables[table], ready)
        self.counts[table] += len(ready)
