"""Activities: what the authority does, will do or has done."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, cast

from pipeline.document import BlockKind, Role, Unit, UnitKind
from pipeline.extract.cues import CueTable, cue_table, unvetoed
from pipeline.extract.mention import DECIDES, Context, Mention, Statement, StatementValue, mention
from pipeline.extract.standingfeatures import features
from pipeline.extract.timelines import expressions
from pipeline.ruleset.lexicon import lexicon
from pipeline.ruleset.schema import STATUSES
from pipeline.weights import Weights

Status = Literal["planned", "ongoing", "done"]
_Place = tuple[str, int, int]
# The word lists that tell how far something is; what is not yet begun goes before "gestart".
_STATES: tuple[tuple[str, Status], ...] = (
    ("stand-gepland", "planned"),
    ("stand-gedaan", "done"),
    ("stand-lopend", "ongoing"),
    ("stand-op-koers", "ongoing"),
    ("stand-achter", "ongoing"),
    ("stand-niet", "planned"),
)
_TIMED = 0.69  # how sure words must be to say more of a status than the row's column of times
_TENSE = 0.7  # how sure what a sentence says of its own time has to be, to go before its section's state
_OWN = 0.75  # how sure the status is that a rule for activities gives itself


@dataclass(frozen=True, slots=True)
class Standing:
    """How far an activity is, and what says so: a rule (of ``status``, or its own) by its words, or a column.

    ``column`` is the text of the column or label that says it, ``asked`` what that asks for; without either, and
    without a rule, it is what goes where nothing says anything. Where other features outweigh what the rules say, the
    rule names their weights.
    """

    status: Status
    rule: str | None = None
    cues: tuple[str, ...] = ()
    column: str | None = None
    asked: Role | None = None
    sure: float = 0.0  # of the rule


def find(context: Context) -> list[Mention]:
    """Return the activities of a document, one for each unit that states one."""
    standing = standings(context)
    return [
        mention(
            "activity",
            unit,
            0,
            len(unit.text),
            s.rule,
            s.confidence,
            StatementValue(standing[unit.index].status),
            s.cues,
        )
        for unit, s in zip(context.reading.units, context.statements, strict=True)
        if s is not None and s.kind == "activity"
    ]


def standings(context: Context) -> dict[int, Standing]:
    """Return how far the activities of a document are, by their units."""
    ruled = by_rules(context)
    weights = context.rules.weights.get("standing")
    if weights is None:
        return ruled
    return {
        index: _weighed(ruled[index], found, context.statements[index], weights)
        for index, found in features(context, ruled)
    }


def _weighed(ruled: Standing, found: Sequence[str], statement: Statement | None, weights: Weights) -> Standing:
    """Return the likeliest status: with the rule that says so too, or else with the words that do."""
    if ruled.sure >= DECIDES:
        return ruled
    odds = weights.odds(found)
    answer = odds.index(max(odds))
    status = cast("Status", weights.answers[answer])
    if status == ruled.status:
        return ruled
    said = {f.removeprefix("word=") for f in weights.telling(found, answer)}
    words = statement.words if statement else ()
    return Standing(status, f"weights/{status}", tuple(word for word in words if word in said))


def by_rules(context: Context) -> dict[int, Standing]:
    """Return how far the rules alone say that the activities of a document are, by their units."""
    table = cue_table("status", context.rules.statuses, lexicon(context.rules))
    stated, timed = _stated(context), _timed(context)
    return {
        unit.index: (not _explains(unit) and _told(unit, s, stated, table, context))
        or _standing(unit, s, table, context, timed)
        for unit, s in zip(context.reading.units, context.statements, strict=True)
        if s is not None and s.kind == "activity"
    }


def _explains(unit: Unit) -> bool:
    """Say whether a unit is a sentence of the text beside a row's cells: that has a status of its own."""
    return unit.block.place is not None and unit.kind is UnitKind.SENTENCE


def _told(
    unit: Unit, statement: Statement, stated: dict[_Place, Standing], table: CueTable, context: Context
) -> Standing | None:
    """Return the status of a unit's row or section; a sentence that tells its own time below a label keeps that."""
    found = stated.get(_place(unit))
    if found is None or unit.kind is not UnitKind.SENTENCE:
        return found
    held = table.held(unit, statement.words, unit.role, statement.facts, context.profile.kind)
    own = [f for f in unvetoed(held) if f.row.status]
    return None if own and own[0].sure >= _TENSE else found


def _stated(context: Context) -> dict[_Place, Standing]:
    """Return the status that a column or label of that name states: for a row of a table, or for a section."""
    found: dict[_Place, Standing] = {}
    several = set()
    for unit in context.reading.units:
        if unit.block.role is Role.STATUS:
            place, status = _place(unit), _state(unit.text, context)
            if place in found:
                several.add(place)  # a section with a status for each of its actions says none for all
            elif status is not None:
                found[place] = Standing(status, column=unit.text, asked=Role.STATUS)
    return {place: standing for place, standing in found.items() if place not in several}


def _timed(context: Context) -> dict[_Place, Standing]:
    """Return what a column or label of times says: what is to come is planned, "doorlopend" goes on.

    A column says it of the rows of its table, a label of the activity above it in its section.
    """
    found: dict[_Place, Standing] = {}
    above: dict[int, int] = {}
    for unit, stated in zip(context.reading.units, context.statements, strict=True):
        section = unit.block.section
        if stated is not None and stated.kind == "activity":
            above[section] = unit.index
        if unit.block.role is not Role.TIMING or (status := _when(unit, context)) is None:
            continue
        if unit.block.place is not None:
            found[_place(unit)] = Standing(status, column=unit.text, asked=Role.TIMING)
        elif unit.block.kind is BlockKind.LABEL and section in above:
            found["unit", above[section], 0] = Standing(status, column=unit.text, asked=Role.TIMING)
    return found


def _when(unit: Unit, context: Context) -> Status | None:
    """Return what the times of a unit say of what happens then."""
    start = context.profile.start
    values = [value for _, _, value, _, _ in expressions(unit.text, context.rules, context.profile)]
    dates = [value.start or value.end for value in values]
    if values and start is not None and all(value.kind in ("continuous", "recurring") for value in values):
        return "ongoing"
    if values and start is not None and all(date is not None and date >= start for date in dates):
        return "planned"
    return None


def _state(text: str, context: Context) -> Status | None:
    """Return how far something is by the words for it that a text begins with, or holds alone."""
    low = " ".join(text.lower().split()).lstrip("(")
    for name, status in _STATES:
        if any(re.match(rf"{re.escape(word.lower())}\b", low) for word in context.rules.words.get(name, ())):
            return "done" if name == "stand-op-koers" and context.profile.kind == "jaarverslag" else status
    return None


def _place(unit: Unit) -> _Place:
    """Return the row that a unit stands in, or else its section."""
    place = unit.block.place
    return ("row", place.table, place.row) if place is not None else ("section", unit.block.section, 0)


def _standing(
    unit: Unit, statement: Statement, table: CueTable, context: Context, timed: dict[_Place, Standing]
) -> Standing:
    """What the words say, unless the rule's own status is surer; else what the row and the section are about."""
    own = statement.finding.row.status if statement.finding else None
    kind = context.profile.kind
    held = table.held(unit, statement.words, unit.role, statement.facts, kind)
    findings = [f for f in unvetoed(held) if f.row.status]
    if own is not None and not (findings and findings[0].sure > _OWN):
        return Standing(cast("Status", STATUSES[own]), statement.rule)
    reports = unit.role is Role.RESULTS or kind == "jaarverslag"
    when = timed.get(("unit", unit.index, 0)) or timed.get(_place(unit))
    if when is not None and not reports and not (findings and findings[0].sure > _TIMED):
        return when
    if findings:
        first = findings[0]
        return Standing(cast("Status", STATUSES[first.row.status or "lopend"]), first.rule, first.cues, sure=first.sure)
    goes_on = any(f.main and f.time == "heden" and f.form == "bedrijvend" for f in statement.facts)
    return Standing("done" if unit.role is Role.RESULTS and not goes_on else "ongoing")
