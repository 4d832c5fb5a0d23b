"""Activities: what the authority does, will do or has done."""

from __future__ import annotations

import re
from typing import Literal, cast

from pipeline.document import Role, Unit
from pipeline.extract.cues import CueTable, cue_table
from pipeline.extract.mention import Context, Mention, Statement, StatementValue, mention
from pipeline.ruleset import Rules
from pipeline.ruleset.lexicon import lexicon
from pipeline.ruleset.schema import STATUSES

Status = Literal["planned", "ongoing", "done"]
# The word lists that tell how far something is; what is not yet begun goes before "gestart".
_STATES: tuple[tuple[str, Status], ...] = (
    ("stand-gepland", "planned"),
    ("stand-gedaan", "done"),
    ("stand-lopend", "ongoing"),
)
_OWN = 0.75  # how sure the status is that a rule for activities gives itself


def find(context: Context) -> list[Mention]:
    """Return the activities of a document, one for each unit that states one."""
    table = cue_table("status", context.rules.statuses, lexicon(context.rules))
    stated = _stated(context)
    return [
        mention(
            "activity",
            unit,
            0,
            len(unit.text),
            s.finding.rule,
            s.confidence,
            StatementValue(_by_row(unit, stated) or _status(unit, s, table, context)),
            s.finding.cues,
        )
        for unit, s in zip(context.reading.units, context.statements, strict=True)
        if s is not None and s.kind == "activity"
    ]


def _stated(context: Context) -> dict[tuple[int, int], Status]:
    """Return for each row of a table the status that its column of that name states."""
    found: dict[tuple[int, int], Status] = {}
    for unit in context.reading.units:
        place = unit.block.place
        if place is not None and unit.block.role is Role.STATUS:
            status = _state(unit.text, context.rules)
            if status is not None:
                found[place.table, place.row] = status
    return found


def _state(text: str, rules: Rules) -> Status | None:
    """Return how far something is by the words for it that a text begins with, or holds alone."""
    low = " ".join(text.lower().split())
    for name, status in _STATES:
        if any(re.match(rf"{re.escape(word.lower())}\b", low) for word in rules.words.get(name, ())):
            return status
    return None


def _by_row(unit: Unit, stated: dict[tuple[int, int], Status]) -> Status | None:
    place = unit.block.place
    return stated.get((place.table, place.row)) if place is not None else None


def _status(unit: Unit, statement: Statement, table: CueTable, context: Context) -> Status:
    """What the words say, unless the rule's own status is surer; else what the section is about."""
    own = statement.finding.row.status
    kind = context.profile.kind
    findings = [f for f in table.findings(unit, statement.words, unit.role, statement.facts, kind) if f.row.status]
    if own is not None and not (findings and findings[0].sure > _OWN):
        return cast("Status", STATUSES[own])
    if findings:
        return cast("Status", STATUSES[findings[0].row.status or "lopend"])
    if unit.role is Role.RESULTS or context.profile.kind == "jaarverslag":
        return "done" if unit.role is Role.RESULTS else "ongoing"
    return "ongoing"
