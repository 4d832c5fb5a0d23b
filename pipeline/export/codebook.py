"""The codebook: every table, column and closed list, and what each means, in Dutch and English."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.export.columns import Column, Table
from pipeline.export.schema import TABLES, TABLES_VERSION
from pipeline.export.values import meanings
from pipeline.record import SCHEMA_VERSION

_HEAD = f"""# Codebook

Tables version {TABLES_VERSION}, made from records of schema version {SCHEMA_VERSION}.
Tabellen versie {TABLES_VERSION}, gemaakt van records van schemaversie {SCHEMA_VERSION}.

Each table is described in English, then in Dutch. Every format has the same tables, rows and columns, in the same
order. Dates are days; an empty cell says that the document or the rules don't tell.
Elke tabel is beschreven in het Engels en daarna in het Nederlands. Elk formaat heeft dezelfde tabellen, rijen en
kolommen, in dezelfde volgorde. Datums zijn dagen; een lege cel zegt dat het document of de regels het niet vertellen.

| format | |
| --- | --- |
| csv | comma, decimal point, UTF-8, described by `datapackage.json` \\| komma, decimale punt, UTF-8 |
| csv-nl | for a Dutch Excel: semicolon, decimal comma; an apostrophe stands before a text that Excel would take for a \
formula, a number or a date, and is not part of the text \\| voor een Nederlandse Excel: puntkomma, decimale komma; \
voor een tekst die Excel als formule, getal of datum zou lezen staat een apostrof, die niet bij de tekst hoort |
| xlsx | days before 1900, which Excel doesn't know, are text \\| dagen voor 1900, die Excel niet kent, zijn tekst |
| sqlite | dates are ISO text \\| datums zijn ISO-tekst |
| duckdb | keys are declared up to 3 million rows, and checked always \\| sleutels zijn vastgelegd tot 3 miljoen \
rijen, en altijd gecontroleerd |
"""


def codebook() -> str:
    """Return the codebook as Markdown."""
    return "\n".join([_HEAD, *(line for table in TABLES for line in _table(table))])


def _table(table: Table) -> Iterator[str]:
    yield f"## {table.name}\n"
    yield f"{table.en}.\n\n{table.nl}.\n"
    yield f"Key / sleutel: {', '.join(f'`{name}`' for name in table.key)}\n"
    yield "| column | type | required | description | omschrijving |"
    yield "| --- | --- | --- | --- | --- |"
    refers = {
        name: f"→ `{reference.table}.{key}`"
        for reference in table.references
        for name, key in zip(reference.columns, reference.key, strict=True)
    }
    for column in table.columns:
        yield _line(column, refers.get(column.name, ""))
    yield ""
    for column in table.columns:
        if column.values:
            yield from _values(table, column)


def _line(column: Column, refers: str) -> str:
    kind = " ".join(filter(None, (column.type, refers)))
    cells = (f"`{column.name}`", kind, "yes" if column.required else "no", column.en, column.nl)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _values(table: Table, column: Column) -> Iterator[str]:
    told = meanings(table.name, column.name)
    yield f"| `{table.name}.{column.name}` | meaning | betekenis |"
    yield "| --- | --- | --- |"
    for value in column.values:
        nl, en = told[value]
        yield f"| `{value}` | {en} | {nl} |"
    yield ""
