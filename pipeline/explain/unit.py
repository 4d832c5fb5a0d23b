"""All that is told of one sentence, item, cell or heading."""

from __future__ import annotations

from pipeline.document import Unit
from pipeline.explain.names import missed, name
from pipeline.explain.statements import statement
from pipeline.explain.told import Told
from pipeline.explain.trace import Trace
from pipeline.extract.mention import Mention


def explain_mention(trace: Trace, mention: Mention) -> Told:
    """Tell why one thing was found."""
    unit = trace.context.reading.units[mention.unit]
    if mention.kind in ("goal", "activity"):
        return statement(trace, unit, mention)
    return name(trace, unit, mention)


def explain_unit(trace: Trace, unit: Unit) -> list[Told]:
    """Tell all of one sentence, item, cell or heading: what was found in it, and what was not."""
    found = trace.of_unit(unit)
    told = [explain_mention(trace, m) for m in found]
    if not any(m.kind in ("goal", "activity") for m in found):
        told.insert(0, statement(trace, unit, None))
    return [*told, *missed(trace, unit)]
