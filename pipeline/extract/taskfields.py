"""Task fields of Iv3 in the names of rows: the code with the name, or one of them where a heading says so.

>>> from types import SimpleNamespace
>>> from pipeline.ruleset.schema import TaskFieldRow
>>> rows = (TaskFieldRow(naam="7.1", titel="Volksgezondheid"),)
>>> fields = TaskFields(rows)
>>> [row and row.name for row in (fields.find("7.1 Volksgezondheid"), fields.find("7.1 Bomen"))]
['7.1', None]
>>> [row and row.name for row in (fields.find("Volksgezondheid"), fields.find("Volksgezondheid", asked=True))]
[None, '7.1']
"""

from __future__ import annotations

import re
from collections import defaultdict

from rapidfuzz import fuzz

from pipeline.extract.kept import per_rules
from pipeline.identity import normalise
from pipeline.ruleset import Rules
from pipeline.ruleset.schema import TaskFieldRow

_CODED = re.compile(
    r"\s*(?P<asked>(?:iv3[- ]?)?taakveld\s+)?(?P<code>\d\.\d{1,3}[a-z]?)\s*[.:–-]?\s+(?P<name>\S.*)", re.IGNORECASE
)
_LEAST = 90.0  # of 100: a name that differs more is another's


class TaskFields:
    """The rows of ``taakvelden``, by code and by name."""

    def __init__(self, rows: tuple[TaskFieldRow, ...]) -> None:
        self._by_code = {row.name: row for row in rows}
        self._by_name: dict[str, list[TaskFieldRow]] = defaultdict(list)
        for row in rows:
            for name in dict.fromkeys(map(normalise, (row.title, *row.aliases))):
                self._by_name[name].append(row)

    def find(self, name: str, asked: bool = False, year: int | None = None) -> TaskFieldRow | None:
        """Return the task field that a row's name names; ``asked`` says that its heading is "Taakveld"."""
        coded = _CODED.match(name)
        if coded is None:
            return self._named(name, year) if asked else None
        row = self._by_code.get(coded["code"].lower())
        if row is None or asked or coded["asked"]:
            return row
        said = normalise(coded["name"])
        alike = (fuzz.ratio(said, normalise(title)) >= _LEAST for title in (row.title, *row.aliases))
        return row if any(alike) else None

    def _named(self, name: str, year: int | None) -> TaskFieldRow | None:
        """Return the row of a name, of several the one that holds in a year; those of today where there is none."""
        held = [row for row in self._by_name.get(normalise(name), []) if _holds(row, year)]
        return held[0] if len(held) == 1 else None


def _holds(row: TaskFieldRow, year: int | None) -> bool:
    if year is None:
        return row.valid_to is None
    begun = row.valid_from is None or row.valid_from.year <= year
    return begun and (row.valid_to is None or year <= row.valid_to.year)


@per_rules
def task_fields(rules: Rules) -> TaskFields:
    """Return the look-up of a set of rules; it is built once."""
    return TaskFields(rules.task_fields)
