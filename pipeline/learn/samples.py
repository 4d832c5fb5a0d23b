"""What weights are learned from: what is seen in a text with gold, and what the gold says.

Of its units, that is what each states; of an activity or a goal, and another goal, whether the one serves the other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from pipeline.annotate import annotate
from pipeline.document import Unit
from pipeline.evaluation import Case
from pipeline.evaluation.gold import GoldActivity, GoldGoal, GoldItem, Placed
from pipeline.extract import NAMES, find_names, find_profile
from pipeline.extract.activities import by_rules
from pipeline.extract.features import features
from pipeline.extract.mention import Context, Mention, Statement, StatementValue, mention
from pipeline.extract.overlap import settle
from pipeline.extract.standingfeatures import features as standing_features
from pipeline.extract.statements import ANSWERS, Bench, Weighing, repeated, ruled
from pipeline.link import TABLES, serves
from pipeline.link.graph import Graph, build
from pipeline.link.pairs import Pairs
from pipeline.link.tree import link_tree
from pipeline.ruleset import Rules
from pipeline.span import Span
from pipeline.structure import lay_out

if TYPE_CHECKING:
    from spacy.language import Language

_ANSWERS = tuple(kind or "neither" for kind in ANSWERS)
_STATUSES = ("planned", "ongoing", "done")
_ALIKE = 0.5  # the part of two places together that both must have for a unit to be what the gold quotes


@dataclass(frozen=True, slots=True)
class Sample:
    """Something to learn from: the features of one case of a question, and the place of its answer.

    ``rules`` are the features that say what the rules make of it, None where that is not to be learned from.
    """

    question: str
    answers: tuple[str, ...]
    document: str
    features: tuple[str, ...]
    rules: tuple[str, ...] | None
    answer: int


def samples(case: Case, rules: Rules, nlp: Language) -> Iterator[Sample]:
    """Yield what a text with gold teaches; what its gold leaves open is left out."""
    reading = annotate(lay_out(case.document, rules), nlp)
    context = Context(reading, rules, find_profile(reading.layout, rules))
    weighed = list(_weighed(context))
    gold = [_gold(unit, (*case.gold["goals"], *case.gold["activities"])) for unit in reading.units]
    yield from _statements(case.name, context, weighed, gold)
    yield from _standings(case.name, context, weighed, gold)
    yield from _links(case.name, context, gold, [p.item for p in case.gold["goals"]])


def _statements(
    name: str, context: Context, weighed: Sequence[Weighing], gold: Sequence[GoldItem | None]
) -> Iterator[Sample]:
    """Yield for each unit that can state something whether it states a goal, an activity, or neither."""
    again, layout = repeated(context.reading), context.reading.layout
    for one, item in zip(weighed, gold, strict=True):
        if one.silence is not None or one.unit.index in again or (item is not None and not item.core):
            continue
        found = features(one.unit, context.reading, context.profile.kind, one.words, one.facts)
        said = ruled(one.unit, one.choice, (*one.goals, *one.activities), layout)
        yield Sample("statements", _ANSWERS, name, tuple(found), said, ANSWERS.index(_kind(item)))


def _standings(
    name: str, context: Context, weighed: Sequence[Weighing], gold: Sequence[GoldItem | None]
) -> Iterator[Sample]:
    """Yield for each activity of the gold how far it is."""
    stated = tuple(map(_stated, weighed, gold))
    told = replace(context, statements=stated)
    found = dict(standing_features(told, by_rules(told)))
    for one, item in zip(weighed, gold, strict=True):
        if isinstance(item, GoldActivity) and item.status is not None and one.unit.index in found:
            answer = _STATUSES.index(item.status)
            yield Sample("standing", _STATUSES, name, found[one.unit.index], None, answer)


def _links(
    name: str, context: Context, gold: Sequence[GoldItem | None], goals: Collection[GoldItem]
) -> Iterator[Sample]:
    """Yield for each activity and goal of the gold, and each goal that it may serve, whether it does."""
    same = {goal.id: goal.stands_for for goal in goals if isinstance(goal, GoldGoal)}
    core = {same[goal.id] for goal in goals if goal.core}
    graph, stated = _linked(context, gold)
    pairs = Pairs(graph)
    for number, items in stated.items():
        question = serves.question(graph, number)
        served = {same[goal] for item in items for goal in _served(item)}
        for goal, found in pairs.of(number).items() if number not in pairs.runs.taken_up else ():
            names = {same[item.id] for item in stated[goal]}
            if names & core:
                answer = serves.ANSWERS.index("yes" if names & served else "no")
                said = tuple(pairs.ruled(number, goal))
                yield Sample(question, serves.ANSWERS, name, tuple(found), said, answer)


def _served(item: GoldItem) -> tuple[str, ...]:
    """Return the goals that an activity serves, or the one that a goal does."""
    if isinstance(item, GoldActivity):
        return item.goals
    return (item.parent,) if isinstance(item, GoldGoal) and item.parent is not None else ()


def _linked(context: Context, gold: Sequence[GoldItem | None]) -> tuple[Graph, dict[int, list[GoldItem]]]:
    """Return the statements of the gold as the rules link them, and for each node those that it is."""
    items = {unit.index: item for unit, item in zip(context.reading.units, gold, strict=True) if item is not None}
    mentions = [_mention(context.reading.units[index], item) for index, item in items.items()]
    graph = build(replace(context, rules=context.rules.only(*TABLES)), mentions)
    link_tree(graph)
    nodes = enumerate(graph.nodes)
    return graph, {n: [items[m.unit] for m in (node.mention, *node.repeats)] for n, node in nodes}


def _mention(unit: Unit, item: GoldItem) -> Mention:
    kind: Literal["goal", "activity"] = "activity" if isinstance(item, GoldActivity) else "goal"
    return mention(kind, unit, 0, len(unit.text), "gold", 1.0, StatementValue())


def _stated(weighing: Weighing, item: GoldItem | None) -> Statement | None:
    """Return what a unit states by the gold, or by the rules where the gold says nothing of it."""
    kind = _kind(item)
    if kind is None or (weighing.statement is not None and weighing.statement.kind == kind):
        return weighing.statement
    words = weighing.words or weighing.unit.words
    return Statement(kind, "gold", 1.0, words=words, facts=weighing.facts)


def _weighed(context: Context) -> Iterator[Weighing]:
    """Yield every unit with what the rules alone say of it."""
    reading, profile = context.reading, context.profile
    named = settle([m for step in NAMES for m in find_names(step, reading, profile, context.rules)]).kept
    bench = Bench(context, named)
    found: list[Statement | None] = []
    for unit in reading.units:
        weighing = bench.weigh(unit, found)
        found.append(weighing.statement)
        yield weighing


def _gold(unit: Unit, items: Sequence[Placed]) -> GoldItem | None:
    """Return the goal or activity of the gold that a unit is."""
    near = [(p.item.core, shared, p.item) for p in items if (shared := _shared(unit.span, p.span)) >= _ALIKE]
    return max(near, key=lambda one: one[:2])[2] if near else None


def _kind(item: GoldItem | None) -> Literal["goal", "activity"] | None:
    return None if item is None else "activity" if isinstance(item, GoldActivity) else "goal"


def _shared(one: Span, other: Span) -> float:
    """Return the part of two places together that is both's."""
    both = min(one.end, other.end) - max(one.start, other.start)
    return both / (one.end - one.start + other.end - other.start - both) if both > 0 else 0.0
