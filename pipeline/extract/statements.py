"""What each unit states: a goal, an activity, or neither.

One unit is never both. A rule that is wholly sure decides; else what the rules make of a unit is weighed with its
other features, by weights that were learned from texts with gold. By rules alone the surest one of either table
decides; where they are equally sure, what the structure says (column, heading) goes before, and else it is an activity.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

from pipeline.document import TELLING, BlockKind, Layout, Reading, Role, Unit, UnitKind
from pipeline.extract.clauses import actor, facts
from pipeline.extract.cues import cue_table, strongest_veto, unvetoed
from pipeline.extract.features import evidence, features
from pipeline.extract.marks import by_unit, mark
from pipeline.extract.mention import DECIDES, Context, Fact, Finding, Mention, Statement
from pipeline.extract.ownnames import OwnNames
from pipeline.record import normalise
from pipeline.ruleset.lexicon import lexicon as of_rules
from pipeline.weights import Weights, chances

LEAST = 0.5
Kind = Literal["goal", "activity"]
Choice = tuple[Kind, Finding]
# What the weights answer, in the order of their columns.
ANSWERS: tuple[Kind | None, ...] = (None, "goal", "activity")
_STATES = {BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.CELL, BlockKind.LABEL}
# Roles whose text is about something else than what is wanted or done.
_SILENT = {
    Role.TIMING, Role.PARTNERS, Role.COSTS, Role.INDICATORS, Role.CONTENTS, Role.ABBREVIATIONS, Role.SOURCE,
    Role.STATUS, Role.FRAMEWORKS, Role.LAWS,
}  # fmt: skip
# Roles whose text describes more than it states.
_QUIET = {Role.DEVELOPMENTS: 0.9, Role.EXPLANATION: 0.9, Role.ANNEX: 0.95}
_LISTS = {UnitKind.ITEM, UnitKind.CELL}
_LEAST_WORDS = 2
_SENTENCE = 8  # words of an item that may be a sentence
_FIGURES, _FIGURE_SHARE = 3, 0.4  # so many figures, beside so few words, are a line of a table
_YEAR = re.compile(r"(?:19|20)\d\d")
_GOAL_REACHES = 3
_SUREST = 0.99  # what was learned is never wholly sure


class Silence(StrEnum):
    """Why a unit can state nothing, whatever its words are."""

    BLOCK = "block"  # a caption, a footnote, a line of a contents page
    ROLE = "role"  # its heading, column or label asks for something else
    QUESTION = "question"
    NAMED = "named"  # it only names what follows
    SHORT = "short"
    FIGURES = "figures"  # a row of figures


@dataclass(frozen=True, slots=True)
class Scale:
    """What the weights say of a unit: its features, and the chance of each of ``ANSWERS``."""

    features: tuple[str, ...]
    chances: tuple[float, ...]

    @property
    def answer(self) -> int:
        """The place of the likeliest answer."""
        return max(range(len(self.chances)), key=lambda n: (self.chances[n], -n))


@dataclass(frozen=True, slots=True)
class Weighing:
    """All that the cue tables and the weights say of one unit, and what follows from it.

    ``goals`` and ``activities`` are the rows that hold, exclusions among them, ``role`` the one that goals were looked
    for in; ``choice`` is the row that goes before the others, ``scale`` what the weights say, None where a rule decides
    alone, and ``statement`` what the unit states.
    """

    unit: Unit
    silence: Silence | None
    goals: tuple[Finding, ...] = ()
    activities: tuple[Finding, ...] = ()
    words: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    role: Role | None = None
    choice: Choice | None = None
    scale: Scale | None = None
    statement: Statement | None = None


class Bench:
    """The cue tables before the units of one document; ``mentions`` are its names and times.

    The units of a block are weighed in their order: a sentence may begin with who acts in the one before.
    """

    def __init__(self, context: Context, mentions: list[Mention]) -> None:
        rules = context.rules
        self._context, self._lexicon = context, of_rules(rules)
        self.goals = cue_table("doelen", rules.goals, self._lexicon)
        self.activities = cue_table("activiteiten", rules.activities, self._lexicon)
        self._named = by_unit(mentions)
        self._actors: dict[int | None, dict[str, str]] = {}
        self._own = OwnNames.of(context.profile)
        self._weights: Weights | None = rules.weights.get("statements")

    def weigh(self, unit: Unit, before: Sequence[Statement | None]) -> Weighing:
        """Say what the tables find in a unit; ``before`` is what the units before it state."""
        silence = _silence(unit)
        if silence is not None:
            return Weighing(unit, silence)
        named, kind = self._named.get(unit.index, ()), self._context.profile.kind
        words = self._lexicon.healed(mark(unit, named, self._context.profile, self._lexicon))
        said = facts(unit, named, self._lexicon, self._own, self._actors.get(unit.previous, {}))
        self._actors[unit.index] = actor(unit, said)
        role = Role.GOALS if unit.role is None and _after_goal(unit, self._context.reading, before) else unit.role
        goals = self.goals.held(unit, words, role, said, kind)
        activities = self.activities.held(unit, words, unit.role, said, kind)
        choice = _choose(unvetoed(goals), unvetoed(activities))
        held = (*goals, *activities)
        scale = None if _settled(choice, held) else self._scale(unit, words, said, choice, held)
        statement = _by_rule(unit, choice) if scale is None else self._by_weights(scale, words, goals, activities)
        if statement is not None:
            statement = replace(statement, words=words, facts=said)
        return Weighing(unit, None, tuple(goals), tuple(activities), words, said, role, choice, scale, statement)

    def _scale(
        self,
        unit: Unit,
        words: tuple[str, ...],
        said: tuple[Fact, ...],
        choice: Choice | None,
        held: Sequence[Finding],
    ) -> Scale | None:
        """Return what the weights say of a unit, None where there are none."""
        if self._weights is None:
            return None
        reading, kind = self._context.reading, self._context.profile.kind
        found = (*features(unit, reading, kind, words, said), *ruled(unit, choice, held, reading.layout))
        return Scale(found, chances(self._weights.odds(found)))

    def _by_weights(
        self, scale: Scale, words: tuple[str, ...], goals: list[Finding], activities: list[Finding]
    ) -> Statement | None:
        """Return the likeliest statement: with the rule that says so too, or else with the features that do."""
        kind, confidence = ANSWERS[scale.answer], min(round(scale.chances[scale.answer], 2), _SUREST)
        if kind is None or self._weights is None:
            return None
        held = unvetoed(goals if kind == "goal" else activities)
        if held:
            return Statement(kind, held[0].rule, confidence, held[0].cues, held[0])
        telling = self._weights.telling(scale.features, scale.answer)
        said = {f.removeprefix("word=") for f in telling}
        return Statement(kind, f"weights/{kind}", confidence, tuple(w for w in words if w in said))


def ruled(unit: Unit, choice: Choice | None, held: Sequence[Finding], layout: Layout) -> tuple[str, ...]:
    """Return the features that say what the rules alone make of a unit, of which ``held`` are those that hold."""
    if choice is not None and sureness(unit, choice[1]) >= LEAST:
        return evidence(choice[0], unit, layout)
    return evidence("nothing" if choice is not None or strongest_veto(held) is None else "vetoed", unit, layout)


def _settled(choice: Choice | None, held: Sequence[Finding]) -> bool:
    """Say whether a rule is wholly sure: of what a unit states, or that it states nothing."""
    veto = strongest_veto(held)
    return (choice is not None and choice[1].sure >= DECIDES) or (veto is not None and veto.sure >= DECIDES)


def _by_rule(unit: Unit, choice: Choice | None) -> Statement | None:
    """Return what the surest rule makes of a unit, where it is sure enough."""
    if choice is None or (confidence := sureness(unit, choice[1])) < LEAST:
        return None
    return Statement(choice[0], choice[1].rule, confidence, choice[1].cues, choice[1])


def judge(context: Context, mentions: list[Mention]) -> tuple[Statement | None, ...]:
    """Return for each unit what it states, None where it states neither."""
    bench = Bench(context, mentions)
    found: list[Statement | None] = []
    for unit in context.reading.units:
        found.append(bench.weigh(unit, found).statement)
    for again, first in repeated(context.reading).items():
        found[again] = found[first] or found[again]
    return tuple(found)


def _after_goal(unit: Unit, reading: Reading, found: Sequence[Statement | None]) -> bool:
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


def repeated(reading: Reading) -> dict[int, int]:
    """Return for each unit that only repeats another the one that it states the same as.

    A line of a contents page repeats the heading of those words, a heading the item or cell before it that lists them.
    """
    listed: dict[str, int] = {}
    headed: dict[str, int] = {}
    found: dict[int, int] = {}
    for unit in reading.units:
        if unit.kind is UnitKind.HEADING:
            headed[normalise(unit.text)] = unit.index
            if (first := listed.get(normalise(unit.text))) is not None:
                found[unit.index] = first
        elif unit.kind in _LISTS and unit.block.kind in _STATES and unit.role in TELLING:
            listed.setdefault(normalise(unit.text), unit.index)
    for unit in reading.units:
        if unit.block.kind is BlockKind.CONTENTS and (heading := headed.get(normalise(unit.text))) is not None:
            found[unit.index] = found.get(heading, heading)
    return found


def _is_sentence(unit: Unit) -> bool:
    """Say whether a unit is a sentence, or an item that is one: an entry of a list of partners or costs is none."""
    whole = unit.kind is UnitKind.ITEM and unit.text.endswith(".") and len(unit.words) >= _SENTENCE
    return unit.kind is UnitKind.SENTENCE or (whole and any(c.main and c.tense is not None for c in unit.clauses))


def _silence(unit: Unit) -> Silence | None:
    """Return why a unit can state nothing, None where it can."""
    if unit.block.kind not in _STATES:
        return Silence.BLOCK
    if unit.role in _SILENT and not (unit.block.role is None and _is_sentence(unit)):
        return Silence.ROLE
    if unit.text.rstrip("\"'’” )").endswith("?"):
        return Silence.QUESTION
    if unit.block.named and (unit.kind is UnitKind.HEADING or unit.text.endswith(":")):
        return Silence.NAMED
    words = sum(w[:1].isalpha() for w in unit.words)
    figures = sum(w[:1].isdigit() and not _YEAR.fullmatch(w) for w in unit.words)
    if figures >= _FIGURES and figures >= _FIGURE_SHARE * words and unit.kind is not UnitKind.SENTENCE:
        return Silence.FIGURES
    return Silence.SHORT if words < _LEAST_WORDS else None


def _choose(goals: list[Finding], activities: list[Finding]) -> Choice | None:
    goal = goals[0] if goals else None
    activity = activities[0] if activities else None
    if goal and (activity is None or goal.sure > activity.sure):
        return "goal", goal
    return ("activity", activity) if activity else None


def sureness(unit: Unit, finding: Finding) -> float:
    """Return how sure a finding is where its unit stands: less in text that describes more than it states."""
    return round(finding.sure * (_QUIET.get(unit.role, 1.0) if unit.role else 1.0), 2)
