"""The figures of a document: tables, also those that fell apart, to indicators and budget lines.

Figures in running text, and tables of anything else (dates, telephone numbers, ages), are none.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.extract.budgetlines import Budgets, is_budget
from pipeline.extract.figurelines import fallen
from pipeline.extract.figuretable import Table, grids
from pipeline.extract.figurewords import FigureWords, figure_words
from pipeline.extract.indicators import indicators, is_indicators
from pipeline.extract.mention import Context, Mention
from pipeline.extract.taskfields import task_fields


def find(context: Context) -> list[Mention]:
    """Return the indicators and budget lines of a document, as they stand in it."""
    words = figure_words(context.rules)
    budgets = Budgets(words, task_fields(context.rules), context.profile)
    found: list[Mention] = []
    for table in _tables(context, words):
        if is_indicators(table, words):
            found += indicators(table, words, context.profile)
        elif is_budget(table, words, context.reading):
            budgets.add(table)
    found += budgets.mentions()
    return sorted(found, key=lambda m: (m.span, m.kind))


def _tables(context: Context, words: FigureWords) -> Iterator[Table]:
    yield from grids(context.reading, words)
    yield from fallen(context.reading, words)
