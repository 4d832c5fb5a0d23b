"""The schema as a Frictionless data package, that stands beside the CSV files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pipeline.export.columns import Column, Reference, Table
from pipeline.export.schema import TABLES, TABLES_VERSION

_TYPES = {"text": "string", "integer": "integer", "number": "number", "date": "date"}


def datapackage() -> dict[str, Any]:
    """Return the description of all tables as Frictionless has it."""
    return {
        "profile": "tabular-data-package",
        "name": "doelenboom",
        "version": str(TABLES_VERSION),
        "resources": [_resource(table) for table in TABLES],
    }


def write_datapackage(folder: Path) -> None:
    """Write ``datapackage.json`` into the folder of the CSV files."""
    text = json.dumps(datapackage(), indent=2, ensure_ascii=False) + "\n"
    (folder / "datapackage.json").write_text(text, encoding="utf-8")


def _resource(table: Table) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "description": f"{table.en} | {table.nl}",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "missingValues": [""],
            "primaryKey": list(table.key),
            "foreignKeys": [_foreign(table, reference) for reference in table.references],
        },
    }


def _field(column: Column) -> dict[str, Any]:
    limits = {
        "required": column.required or None,
        "enum": list(column.values) or None,
        "pattern": column.pattern,
        "minimum": column.minimum,
        "maximum": column.maximum,
    }
    return {
        "name": column.name,
        "type": _TYPES[column.type],
        "description": f"{column.en} | {column.nl}",
        "constraints": {name: value for name, value in limits.items() if value is not None},
    }


def _foreign(table: Table, reference: Reference) -> dict[str, Any]:
    # A table names itself by nothing.
    other = "" if reference.table == table.name else reference.table
    return {
        "fields": list(reference.columns),
        "reference": {"resource": other, "fields": list(reference.key)},
    }
