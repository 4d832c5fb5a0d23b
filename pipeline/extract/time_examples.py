"""The examples of the rows of ``tijd``: does each row do what its own examples say?

A row of words or of a form takes part in an expression in each of its ``voorbeelden`` and in none of
its ``niet``. A row of kind ``geen-tijd`` is the other way round: its ``voorbeelden`` hold no time.
"""

from __future__ import annotations

import datetime as dt

from pipeline.errors import Fault
from pipeline.extract.mention import Profile
from pipeline.extract.timelines import Found, heads_columns, read
from pipeline.ruleset import Rules
from pipeline.ruleset.schema import TimeRow

_PROFILE = Profile(kind="begroting", start=dt.date(2024, 1, 1), end=dt.date(2024, 12, 31))


def faults(rules: Rules) -> list[Fault]:
    """Return a fault, in Dutch, for every example that the extractor reads otherwise than its row says.

    >>> from pathlib import Path
    >>> def fault(example: str) -> list[str]:
    ...     form = TimeRow(naam="jaartal", soort="vorm", waarde="jaar", voorbeelden=[example])
    ...     rules = Rules(Path(), example, {"tijd": (form,), "wetten": ()}, {"tijd/jaartal": 1})
    ...     return [str(one) for one in faults(rules)]
    >>> fault("in 2024")
    []
    >>> fault("ooit")
    ["tijd.yaml:1: regel 'jaartal': in het voorbeeld 'ooit' wordt geen tijdsaanduiding gevonden"]
    """
    return [
        Fault("tijd.yaml", rules.lines.get(f"tijd/{row.name}", 1), f"regel '{row.name}': {message}")
        for row in rules.time
        for message in _messages(row, rules)
    ]


def _messages(row: TimeRow, rules: Rules) -> list[str]:
    """Say what is wrong with the examples of one row."""
    messages = [] if row.examples else ["er staat geen enkel voorbeeld bij"]
    for example in row.examples:
        found = _found(example, rules)
        if row.kind == "geen-tijd":
            if found:
                messages.append(f"in het voorbeeld '{example}' wordt toch {_shown(example, found)} gevonden")
        elif not found:
            messages.append(f"in het voorbeeld '{example}' wordt geen tijdsaanduiding gevonden")
        elif not any(row.name in one.rows for one in found):
            by = ", ".join(sorted({one.row.name for one in found}))
            messages.append(f"in het voorbeeld '{example}' doet deze regel niet mee, wel: {by}")
    for example in row.counterexamples:
        found = _found(example, rules)
        if row.kind == "geen-tijd":
            if not found:
                messages.append(f"in '{example}' (bij 'niet') hoort wel een tijdsaanduiding te staan")
        elif any(row.name in one.rows for one in found):
            messages.append(f"'{example}' staat bij 'niet', maar daarin wordt {_shown(example, found)} gevonden")
    return messages


def _found(example: str, rules: Rules) -> list[Found]:
    return [] if heads_columns(example, rules) else read(example, rules, _PROFILE)


def _shown(example: str, found: list[Found]) -> str:
    return ", ".join(f"'{example[one.start : one.end]}'" for one in found)
