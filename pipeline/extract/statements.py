"""What each unit states: a goal, an activity, or neither.

One unit is never both. The surest rule of either table decides; where they are equally sure, what the
structure says (column, heading) goes before, and else it is an activity.
"""

from __future__ import annotations

import re
from typing import Literal

from pipeline.document import BlockKind, Reading, Role, Unit, UnitKind
from pipeline.extract.clauses import actor, facts
from pipeline.extract.cues import cue_table
from pipeline.extract.marks import by_unit, mark
from pipeline.extract.mention import Context, Fact, Finding, Mention, Statement
from pipeline.record import normalise
from pipeline.ruleset.lexicon import lexicon as of_rules

LEAST = 0.5
_STATES = {BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.CELL, BlockKind.LABEL}
# Roles whose text is about something else than what is wanted or done.
_SILENT = {
    Role.TIMING, Role.PARTNERS, Role.COSTS, Role.INDICATORS, Role.CONTENTS, Role.ABBREVIATIONS, Role.SOURCE,
    Role.STATUS, Role.FRAMEWORKS, Role.LAWS,
}  # fmt: skip
# Roles whose text describes more than it states.
_QUIET = {Role.DEVELOPMENTS: 0.9, Role.EXPLANATION: 0.9, Role.ANNEX: 0.95}
_LEAST_WORDS = 2
_FIGURES, _FIGURE_SHARE = 3, 0.4  # so many figures, beside so few words, are a line of a table
_YEAR = re.compile(r"(?:19|20)\d\d")
_GOAL_REACHES = 3


def judge(context: Context, mentions: list[Mention]) -> tuple[Statement | None, ...]:
    """Return for each unit what it states, None where it states neither."""
    rules = context.rules
    lexicon = of_rules(rules)
    goals = cue_table("doelen", rules.goals, lexicon)
    activities = cue_table("activiteiten", rules.activities, lexicon)
    named = by_unit(mentions)
    own = frozenset(
        n for a in context.profile.authorities for n in a.name.lower().split()[1:] if len(a.name.split()) == 2
    )
    found: list[Statement | None] = []
    actors: dict[int | None, dict[str, str]] = {}
    for unit in context.reading.units:
        if not _may_state(unit):
            found.append(None)
            continue
        words = lexicon.healed(mark(unit, named.get(unit.index, ()), context.profile))
        said = facts(unit, named.get(unit.index, ()), lexicon, own, actors.get(unit.previous, {}))
        actors[unit.index] = actor(unit, said)
        role = Role.GOALS if unit.role is None and _after_goal(unit, context.reading, found) else unit.role
        found.append(
            _decide(
                unit,
                goals.findings(unit, words, role, said, context.profile.kind),
                activities.findings(unit, words, unit.role, said, context.profile.kind),
                words,
                said,
            )
        )
    _list_in_contents(context.reading, found)
    return tuple(found)


def _after_goal(unit: Unit, reading: Reading, found: list[Statement | None]) -> bool:
    """Say whether a goal stands before a sentence in its paragraph, with at most two that state nothing between."""
    at = unit.previous
    for _ in range(_GOAL_REACHES):
        if at is None:
            return False
        before = found[at]
        if before is not None:
            return before.kind == "goal"
        at = reading.units[at].previous
    return False


def _list_in_contents(reading: Reading, found: list[Statement | None]) -> None:
    """A contents page repeats the headings: an entry states what its heading states."""
    headed = {
        normalise(unit.text): found[unit.index]
        for unit in reading.units
        if unit.kind is UnitKind.HEADING and found[unit.index] is not None
    }
    for unit in reading.units:
        if unit.block.kind is BlockKind.CONTENTS:
            found[unit.index] = headed.get(normalise(unit.text))


def _may_state(unit: Unit) -> bool:
    if unit.block.kind not in _STATES:
        return False
    if unit.role in _SILENT and not (unit.kind is UnitKind.SENTENCE and unit.block.role is None):
        return False
    if unit.text.rstrip("\"'’” )").endswith("?"):
        return False
    if unit.block.named and (unit.kind is UnitKind.HEADING or unit.text.endswith(":")):
        return False  # it only names what follows
    words = sum(w[:1].isalpha() for w in unit.words)
    figures = sum(w[:1].isdigit() and not _YEAR.fullmatch(w) for w in unit.words)
    is_row = figures >= _FIGURES and figures >= _FIGURE_SHARE * words and unit.kind is not UnitKind.SENTENCE
    return words >= _LEAST_WORDS and not is_row


def _decide(
    unit: Unit, goals: list[Finding], activities: list[Finding], words: tuple[str, ...], said: tuple[Fact, ...]
) -> Statement | None:
    goal = goals[0] if goals else None
    activity = activities[0] if activities else None
    chosen: tuple[Literal["goal", "activity"], Finding] | None = None
    if goal and (activity is None or goal.sure > activity.sure):
        chosen = ("goal", goal)
    elif activity:
        chosen = ("activity", activity)
    if chosen is None:
        return None
    confidence = chosen[1].sure * _QUIET.get(unit.role, 1.0) if unit.role else chosen[1].sure
    return Statement(chosen[0], chosen[1], round(confidence, 2), words, said) if confidence >= LEAST else None
