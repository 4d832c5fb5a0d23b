"""Parquet: a file per table, with what its columns mean in the file's own metadata."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.export.columns import Row, Table
from pipeline.export.formats import Write
from pipeline.export.schema import TABLES, TABLES_VERSION

_TYPES = {"text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "date": pa.date32()}


@contextmanager
def parquet(folder: Path) -> Iterator[Write]:
    """Write a file per table, a row group for each batch."""
    folder.mkdir()
    with ExitStack() as stack:
        schemas = {table.name: arrow_schema(table) for table in TABLES}
        files = {
            name: stack.enter_context(pq.ParquetWriter(folder / f"{name}.parquet", schema, compression="zstd"))
            for name, schema in schemas.items()
        }

        def write(table: Table, rows: Sequence[Row]) -> None:
            schema = schemas[table.name]
            columns = zip(schema, zip(*rows, strict=True), strict=True)
            arrays = [pa.array(values, of.type) for of, values in columns]
            files[table.name].write_batch(pa.record_batch(arrays, schema=schema))

        yield write


def arrow_schema(table: Table) -> pa.Schema:
    """Return a table's columns as Arrow has them."""
    columns = [
        pa.field(c.name, _TYPES[c.type], nullable=not c.required, metadata={"description": c.en, "omschrijving": c.nl})
        for c in table.columns
    ]
    told = {
        "description": table.en,
        "omschrijving": table.nl,
        "primary_key": ",".join(table.key),
        "tables_version": str(TABLES_VERSION),
    }
    return pa.schema(columns, metadata=told)
