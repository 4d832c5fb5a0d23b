"""Activities: what the authority does, will do or has done."""

from __future__ import annotations

from typing import Literal, cast

from pipeline.document import Role, Unit
from pipeline.extract.cues import CueTable, cue_table
from pipeline.extract.mention import Context, Mention, Statement, StatementValue, mention
from pipeline.ruleset.lexicon import lexicon
from pipeline.ruleset.schema import STATUSES

Status = Literal["planned", "ongoing", "done"]
_OWN = 0.75  # how sure the status is that a rule for activities gives itself


def find(context: Context) -> list[Mention]:
    """Return the activities of a document, one for each unit that states one."""
    table = cue_table("status", context.rules.statuses, lexicon(context.rules))
    return [
        mention(
            "activity",
            unit,
            0,
            len(unit.text),
            s.finding.rule,
            s.confidence,
            StatementValue(_status(unit, s, table, context)),
            s.finding.cues,
        )
        for unit, s in zip(context.reading.units, context.statements, strict=True)
        if s is not None and s.kind == "activity"
    ]


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
