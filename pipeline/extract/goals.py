"""Goals: states and effects that the authority wants to reach."""

from __future__ import annotations

from pipeline.extract.mention import Context, Mention, StatementValue, mention


def find(context: Context) -> list[Mention]:
    """Return the goals of a document, one for each unit that states one."""
    return [
        mention("goal", unit, 0, len(unit.text), s.rule, s.confidence, StatementValue(), s.cues)
        for unit, s in zip(context.reading.units, context.statements, strict=True)
        if s is not None and s.kind == "goal"
    ]
