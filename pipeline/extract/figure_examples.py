"""The examples of the rows of ``cijfers`` and ``taakvelden``: does each row do what its own examples say?

A row of words is tried on headings, names of rows and cells; a row of a form or of what follows on whole tables, which
have to give a figure by that row.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator

from pipeline.annotate import BLANK, annotate, load_model
from pipeline.document import Document
from pipeline.errors import Fault
from pipeline.extract.figures import find
from pipeline.extract.figurewords import FigureWords, figure_words
from pipeline.extract.mention import Context
from pipeline.extract.profile import profile
from pipeline.extract.taskfields import task_fields
from pipeline.ruleset import Rules
from pipeline.ruleset.schema import FigureRow
from pipeline.structure import lay_out


def faults(rules: Rules) -> list[Fault]:
    """Return a fault, in Dutch, for every example that is read otherwise than its row says.

    >>> from pathlib import Path
    >>> def fault(example: str) -> list[str]:
    ...     row = FigureRow(naam="raming", soort="kolom", waarde="begroting", woorden=["raming"], voorbeelden=[example])
    ...     tables = {"cijfers": (row,), "taakvelden": ()}
    ...     return [str(one) for one in faults(Rules(Path(), example, tables, {"cijfers/raming": 1}))]
    >>> fault("Raming 2026")
    []
    >>> fault("Rekening")
    ["cijfers.yaml:1: regel 'raming': het voorbeeld 'Rekening' wordt niet zo gelezen"]
    """
    return [*_figures(rules), *_task_fields(rules)]


def _figures(rules: Rules) -> Iterator[Fault]:
    words = figure_words(rules)
    doubles = Counter((row.kind, word.lower()) for row in rules.figures for word in row.words)
    for row in rules.figures:
        told = _by_table(rules, row) if row.kind in ("vorm", "afleiding") else _by_words(words, row)
        if not row.examples:
            yield _fault(rules, "cijfers", row.name, "er staat geen enkel voorbeeld bij")
        for word in row.words:
            if doubles[row.kind, word.lower()] > 1:
                yield _fault(rules, "cijfers", row.name, f"'{word}' staat bij de soort '{row.kind}' meer dan eens")
        for example in row.examples:
            if not told(example):
                message = f"het voorbeeld '{_shown(example)}' wordt niet zo gelezen"
                yield _fault(rules, "cijfers", row.name, message)
        for example in row.counterexamples:
            if told(example):
                message = f"'{_shown(example)}' staat bij 'niet', maar wordt wel zo gelezen"
                yield _fault(rules, "cijfers", row.name, message)


def _by_words(words: FigureWords, row: FigureRow) -> Callable[[str], bool]:
    """Return whether a text says what the row says."""

    def use(text: str) -> bool:
        return words.head(text).use == ("naam" if (row.kind, row.value) == ("naamkolom", "overig") else row.value)

    def beside(text: str, look: Callable[[str], object]) -> bool:
        found = words.amount(text)
        return found is not None and any(str(look(w)) == row.value for w in (found.before, found.after) if w)

    def scale(text: str) -> bool:
        found = words.scale(text)
        return found is not None and str(found.multiplier) == row.value

    told: dict[str, Callable[[str], bool]] = {
        "kolom": lambda text: words.head(text).column == row.value,
        "kant": lambda text: words.head(text).side == row.value,
        "naamkolom": use,
        "zijkolom": use,
        "aandeel": lambda text: words.head(text).use == "aandeel",
        "eenheid": scale,
        "grootte": lambda text: beside(text, words.factor),
        "maateenheid": lambda text: words.measure(text) is not None,
        "teken": lambda text: beside(text, words.effect),
        "leeg": words.empty,
    }
    return told[row.kind]


def _by_table(rules: Rules, row: FigureRow) -> Callable[[str], bool]:
    """Return whether a figure is found in a text by the row."""

    def told(text: str) -> bool:
        document = Document("voorbeeld", "voorbeeld", hashlib.sha256(text.encode()).hexdigest(), "text/plain", text)
        layout = lay_out(document, rules)
        context = Context(annotate(layout, load_model(BLANK)), rules, profile(layout, rules))
        return any(m.rule == f"cijfers/{row.name}" for m in find(context))

    return told


def _task_fields(rules: Rules) -> Iterator[Fault]:
    fields = task_fields(rules)
    for row in rules.task_fields:
        for example in row.examples:
            found = fields.find(example)
            if found != row:
                yield _fault(rules, "taakvelden", row.name, f"het voorbeeld '{example}' wordt niet zo gelezen")
        for example in row.counterexamples:
            if fields.find(example) == row:
                yield _fault(rules, "taakvelden", row.name, f"'{example}' staat bij 'niet', maar wordt wel zo gelezen")


def _shown(example: str) -> str:
    """Return an example on one line: a table by its first."""
    first, *rest = example.strip().splitlines()
    return f"{first} …" if rest else first


def _fault(rules: Rules, table: str, name: str, message: str) -> Fault:
    return Fault(f"{table}.yaml", rules.lines.get(f"{table}/{name}", 1), f"regel '{name}': {message}")
