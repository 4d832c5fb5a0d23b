"""The tables of figures: indicators and budget lines, one row for each figure."""

from __future__ import annotations

from dataclasses import replace

from pipeline.export.columns import Column, Table, field
from pipeline.export.parts import record_columns
from pipeline.record import BudgetLine, Indicator, Label

_LABEL: tuple[Column, ...] = (
    replace(field(Label, "start", "Begin van de naam van de rij in de tekst", "Start of the row's name in the text",
                  name="label_start"), required=False),
    replace(field(Label, "end", "Einde van de naam van de rij, zelf niet meegerekend",
                  "End of the row's name, itself not included", name="label_end"), required=False),
)  # fmt: skip
FIGURES = (
    Table(
        "indicators",
        "Cijfers van indicatoren in tabellen; elk cijfer is een rij",
        "Figures of indicators in tables; each figure is a row",
        ("id",),
        record_columns(
            Indicator,
            field(Indicator, "name", "Naam van de indicator, zoals die voor de rij staat",
                  "Name of the indicator, as it stands before the row"),
            field(Indicator, "kind", "Wat het cijfer zegt; leeg waar de tabel het niet vertelt",
                  "What the figure says; empty where the table doesn't tell"),
            field(Indicator, "year", "Jaar waarover het gaat", "Year that it is about"),
            field(Indicator, "value", "Het cijfer als getal", "The figure as a number"),
            field(Indicator, "unit", "Waarin gemeten is, zoals het er staat", "What it is measured in, as written"),
            field(Indicator, "origin", "Wie of wat het gemeten heeft, zoals het er staat",
                  "Who or what measured it, as written"),
            *_LABEL,
        ),
    ),
    Table(
        "budget_lines",
        "Bedragen uit tabellen van begroting of rekening; elk bedrag is een rij",
        "Amounts in tables of a budget or of accounts; each amount is a row",
        ("id",),
        record_columns(
            BudgetLine,
            field(BudgetLine, "name", "Naam van de rij, of van wat bij het bedrag staat",
                  "Name of the row, or of what stands by the amount"),
            field(BudgetLine, "group", "Wat in de tabel boven de rij staat", "What stands over the row in the table",
                  name="group_name"),
            field(BudgetLine, "side", "Lasten, baten of saldo", "Expenses, income or balance"),
            field(BudgetLine, "measure", "Begroot, gerealiseerd of het verschil", "Budgeted, realised or the variance"),
            field(BudgetLine, "year", "Jaar waarover het gaat", "Year that it is about"),
            field(BudgetLine, "value", "Het bedrag zoals het er staat, met zijn teken",
                  "The amount as written, with its sign"),
            field(BudgetLine, "unit", "De eenheid zoals die erbij staat, zoals 'x € 1.000'",
                  "The unit as written, such as 'x € 1.000'"),
            field(BudgetLine, "multiplier", "Hoeveel euro's één is; leeg waar niets dat vertelt",
                  "How many euros one is; empty where nothing tells"),
            field(BudgetLine, "amount", "Het bedrag in euro's: value maal multiplier",
                  "The amount in euros: value times multiplier"),
            field(BudgetLine, "effect", "Voordelig of nadelig, waar dat bij het bedrag staat",
                  "Favourable or unfavourable, where that stands by the amount"),
            field(BudgetLine, "task_field", "Code van het taakveld van Iv3, waar dat genoemd is",
                  "Code of the task field of Iv3, where it is named"),
            field(BudgetLine, "task_field_name", "Naam van het taakveld", "Name of the task field"),
            *_LABEL,
        ),
    ),
)  # fmt: skip
