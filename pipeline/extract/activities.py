"""Activities: what the authority does, will do or has done."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, cast

from pipeline.document import Role, Unit
from pipeline.extract.cues import CueTable, cue_table
from pipeline.extract.mention import Context, Mention, Statement, StatementValue, mention
from pipeline.extract.timelines import expressions
from pipeline.ruleset import Rules
from pipeline.ruleset.lexicon import lexicon
from pipeline.ruleset.schema import STATUSES

Status = Literal["planned", "ongoing", "done"]
_Place = tuple[str, int, int]
# The word lists that tell how far something is; what is not yet begun goes before "gestart".
_STATES: tuple[tuple[str, Status], ...] = (
    ("stand-gepland", "planned"),
    ("stand-gedaan", "done"),
    ("stand-lopend", "ongoing"),
)
_TIMED = 0.69  # how sure words must be to say more of a status than the row's column of times
_OWN = 0.75  # how sure the status is that a rule for activities gives itself


@dataclass(frozen=True, slots=True)
class Standing:
    """How far an activity is, and what says so: a rule (of ``status``, or its own) by its words, or a column.

    ``column`` is the text of the column or label that says it, ``asked`` what that asks for; without either, and
    without a rule, it is what goes where nothing says anything.
    """

    status: Status
    rule: str | None = None
    cues: tuple[str, ...] = ()
    column: str | None = None
    asked: Role | None = None


def find(context: Context) -> list[Mention]:
    """Return the activities of a document, one for each unit that states one."""
    standing = standings(context)
    return [
        mention(
            "activity",
            unit,
            0,
            len(unit.text),
            s.finding.rule,
            s.confidence,
            StatementValue(standing[unit.index].status),
            s.finding.cues,
        )
        for unit, s in zip(context.reading.units, context.statements, strict=True)
        if s is not None and s.kind == "activity"
    ]


def standings(context: Context) -> dict[int, Standing]:
    """Return how far the activities of a document are, by their units."""
    table = cue_table("status", context.rules.statuses, lexicon(context.rules))
    stated, timed = _stated(context), _timed(context)
    return {
        unit.index: stated.get(_place(unit)) or _standing(unit, s, table, context, timed)
        for unit, s in zip(context.reading.units, context.statements, strict=True)
        if s is not None and s.kind == "activity"
    }


def _stated(context: Context) -> dict[_Place, Standing]:
    """Return the status that a column or label of that name states: for a row of a table, or for a section."""
    found: dict[_Place, Standing] = {}
    several = set()
    for unit in context.reading.units:
        if unit.block.role is Role.STATUS:
            place, status = _place(unit), _state(unit.text, context.rules)
            if place in found:
                several.add(place)  # a section with a status for each of its actions says none for all
            elif status is not None:
                found[place] = Standing(status, column=unit.text, asked=Role.STATUS)
    return {place: standing for place, standing in found.items() if place not in several}


def _timed(context: Context) -> dict[_Place, Standing]:
    """Return what a column of times says of a table's rows: what is to come is planned, "doorlopend" goes on."""
    start = context.profile.start
    found: dict[_Place, Standing] = {}
    for unit in context.reading.units:
        if unit.block.role is not Role.TIMING or unit.block.place is None or start is None:
            continue
        values = [value for _, _, value, _, _ in expressions(unit.text, context.rules, context.profile)]
        dates = [value.start or value.end for value in values]
        if values and all(value.kind in ("continuous", "recurring") for value in values):
            found[_place(unit)] = Standing("ongoing", column=unit.text, asked=Role.TIMING)
        elif values and all(date is not None and date >= start for date in dates):
            found[_place(unit)] = Standing("planned", column=unit.text, asked=Role.TIMING)
    return found


def _state(text: str, rules: Rules) -> Status | None:
    """Return how far something is by the words for it that a text begins with, or holds alone."""
    low = " ".join(text.lower().split())
    for name, status in _STATES:
        if any(re.match(rf"{re.escape(word.lower())}\b", low) for word in rules.words.get(name, ())):
            return status
    return None


def _place(unit: Unit) -> _Place:
    """Return the row that a unit stands in, or else its section."""
    place = unit.block.place
    return ("row", place.table, place.row) if place is not None else ("section", unit.block.section, 0)


def _standing(
    unit: Unit, statement: Statement, table: CueTable, context: Context, timed: dict[_Place, Standing]
) -> Standing:
    """What the words say, unless the rule's own status is surer; else what the row and the section are about."""
    own = statement.finding.row.status
    kind = context.profile.kind
    findings = [f for f in table.findings(unit, statement.words, unit.role, statement.facts, kind) if f.row.status]
    if own is not None and not (findings and findings[0].sure > _OWN):
        return Standing(cast("Status", STATUSES[own]), statement.finding.rule)
    reports = unit.role is Role.RESULTS or kind == "jaarverslag"
    if _place(unit) in timed and not reports and not (findings and findings[0].sure > _TIMED):
        return timed[_place(unit)]
    if findings:
        first = findings[0]
        return Standing(cast("Status", STATUSES[first.row.status or "lopend"]), first.rule, first.cues)
    return Standing("done" if unit.role is Role.RESULTS else "ongoing")
