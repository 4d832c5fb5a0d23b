"""Records to flat tables for data teams: the same rows in Parquet, CSV, DuckDB, SQLite, Excel and JSON lines."""

from __future__ import annotations

from pipeline.export.formats import Format
from pipeline.export.run import Exported, export_tables
from pipeline.export.schema import TABLES, TABLES_VERSION, tables_schema

__all__ = ["TABLES", "TABLES_VERSION", "Exported", "Format", "export_tables", "tables_schema"]
