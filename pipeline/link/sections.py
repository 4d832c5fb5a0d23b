"""What goals hold in a section: those of its heading, of its label lines, or of the sections above and before it."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from itertools import islice

from pipeline.document import Block, BlockKind, Role, Section, UnitKind
from pipeline.link.graph import Graph
from pipeline.link.listed import Listed, stems
from pipeline.link.nearest import shared
from pipeline.link.numbers import Numbers
from pipeline.record import normalise

# Goals of a section of their own stand for the activities of the next one only while they are few: a
# longer list is served piecemeal, and nothing says by what.
_FEW = 3
_RUN_IN = ("**", "__")  # a title in bold in front of a paragraph
_BELOW = 5  # blocks that may be furniture between a heading and what stands below it
_TELLS = {BlockKind.PARAGRAPH, BlockKind.LABEL}
_MOST_ASKED = 60  # goals: among more of them the words of a title return by chance
_TELLING = 2  # words that a title shares with a goal of another section
_SHORT = 3  # letters of words like "van" and "het"


class Sections:
    """What goals hold in a section: those of its heading, of its label lines, or of the sections above."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._layout = graph.context.reading.layout
        self.numbers = Numbers(graph)
        self._labels: dict[int, list[int]] = defaultdict(list)
        self._stated: dict[int, list[int]] = defaultdict(list)
        self._blocks: dict[int, list[Block]] = defaultdict(list)
        for block in self._layout.blocks:
            self._blocks[block.section].append(block)
            found = graph.nodes_of(block, goals=True)
            if block.kind is BlockKind.LABEL and block.role is Role.GOALS:
                self._labels[block.section] += found
            if block.kind in {BlockKind.ITEM, BlockKind.PARAGRAPH, BlockKind.LABEL}:
                self._stated[block.section] += [g for g in found if graph.activity_before(graph.first_unit(g)) is None]
        self._with_table = {
            step.index
            for block in self._layout.blocks
            if block.place is not None and graph.nodes_of(block, goals=True)
            for step in self._layout.path(block.section)
        }
        self._titled: dict[tuple[int, ...], list[int]] = {}
        self._children: dict[int, list[int]] = defaultdict(list)
        for section in self._layout.sections[1:]:
            self._children[section.parent or 0].append(section.index)

    def goals(self, block: Block, number: int, heading: bool = False) -> list[int]:
        """Return the goals that hold where a block stands; those of its own heading not for the heading."""
        path = list(reversed(self._layout.path(block.section)))
        for section in path[1:] if heading else path:
            found = [g for g in self._of(section, number, block) if g != number]
            if found or self._is_about_plan(section):
                return found
        return [] if self._graph.is_goal(number) else self._by_title(path)

    def above_list(self, number: int, block: Block) -> int | None:
        """Return the one goal that the paragraphs and labels of a section state above its list of goals."""
        if block.kind is not BlockKind.ITEM:
            return None
        told = (b for b in self._blocks[block.section] if b.kind in _TELLS and b.index < block.index)
        stated = {n for b in told for n in self._graph.nodes_of(b, goals=True)} - {number}
        return stated.pop() if len(stated) == 1 else None

    def _by_title(self, path: list[Section]) -> list[int]:
        """Return the goal of a section before that shares most words with the title of one of these.

        "Mantelzorgers houden het vol" takes up a goal of the chapter of goals: that mantelzorgers hold out.
        """
        key = tuple(section.index for section in path)
        if key not in self._titled:
            self._titled[key] = self._words_shared(path)
        return self._titled[key]

    def _words_shared(self, path: list[Section]) -> list[int]:
        before = min((section.index for section in path), default=0)
        if len(self._asked) > _MOST_ASKED:
            return []
        asked = [(n, words) for n, words in self._asked.items() if self._section_of(n) < before]
        for section in path:
            title = set(stems(section.title)) if section.role is None else set()
            # One word says too little by being a part of another ("Respijtzorg" and "zorgen").
            alone = len(title) < _TELLING
            scores = {n: len(title & set(words)) if alone else shared(words, sorted(title)) for n, words in asked}
            best = max(scores.values(), default=0)
            taken = [n for n, score in scores.items() if score == best]
            if best and best >= min(_TELLING, len(title)) and len(taken) == 1:
                return taken
        return []

    @cached_property
    def _asked(self) -> dict[int, tuple[str, ...]]:
        """The words of the goals that stand where goals are asked for."""
        nodes = enumerate(self._graph.nodes)
        goals = (n for n, _ in nodes if self._graph.is_goal(n) and self._graph.first_unit(n).role is Role.GOALS)
        return {n: stems(self._graph.nodes[n].mention.text) for n in goals}

    def _section_of(self, node: int) -> int:
        return self._graph.first_unit(node).block.section

    def _is_about_plan(self, section: Section) -> bool:
        """Say whether a heading is about how the plan is followed up, so that what it stands under tells nothing."""
        words = [w for w in normalise(section.title).split() if len(w) > _SHORT]
        about = self._graph.context.rules.words.get("opvolging", ())
        return section.role is None and bool(words) and all(w in about for w in words)

    def _of(self, section: Section, number: int, block: Block) -> list[int]:
        own = self._headed(section, number)
        if own:
            return own
        labels = [g for g in self._labels[section.index] if g != number]
        if labels and (not self._graph.is_goal(number) or section.index != block.section):
            return labels
        before = self._before(section, number, block)
        return before or self._above(section, number, block) or self._opening(section, block)

    def _opening(self, section: Section, block: Block) -> list[int]:
        """Return the goal right below a heading that asks for it ("Doelstelling 6.1"): it holds for all below."""
        if section.heading is None or section.role is not Role.GOALS:
            return []
        head = self._layout.blocks[section.heading]
        if section.index == block.section or not head.named:
            return []
        below = islice(self._layout.blocks, head.index + 1, head.index + 1 + _BELOW)
        follows = next((b for b in below if b.kind is not BlockKind.FURNITURE), None)
        if follows is None:
            return []
        return self._graph.nodes_of(follows, goals=True) if self._layout.within(follows.section, section.index) else []

    def _above(self, section: Section, number: int, block: Block) -> list[int]:
        """Return the goals that the section itself states above an activity, while they are few.

        An item between activities stands for none of them, unless its list is one of goals; what a paragraph states
        first goes before what others do.
        """
        if self._graph.is_goal(number) or section.index != block.section:
            return []
        units = {g: self._graph.first_unit(g) for g in self._stated[section.index]}
        units = {g: u for g, u in units.items() if u.kind is not UnitKind.ITEM or u.role is Role.GOALS}
        unit = self._graph.first_unit(number)
        same = [g for g, u in units.items() if u.block.index == block.index and u.index < unit.index]
        if same:
            return same
        # What stands in a paragraph with its own title in front holds for that one alone.
        apart = (g for g, u in units.items() if not u.block.passage.text.startswith(_RUN_IN))
        above = [g for g in apart if units[g].block.index < block.index]
        return above if len(units) <= _FEW else []

    def _headed(self, section: Section, number: int) -> list[int]:
        if section.heading is None:
            return []
        block = self._layout.blocks[section.heading]
        named = [g for g in self.numbers.taken_up(block) if g != number]
        if named:
            return named
        found = self._graph.nodes_of(block, goals=True)
        if found:
            return [*found, *(g for g in self._by_title([section]) if g not in found and g != number)]
        for activity in self._graph.nodes_of(block, goals=False):
            if activity != number and self._graph.nodes[activity].goals:
                return list(self._graph.nodes[activity].goals)
        if self._graph.is_goal(number):
            return []
        taken = self._listed.headed(block.passage.text)
        return list(self._graph.nodes[taken].goals) if taken is not None else []

    @cached_property
    def _listed(self) -> Listed:
        return Listed(self._graph)

    def _before(self, section: Section, number: int, block: Block) -> list[int]:
        """Return the goals of the section of goals that stands just before one of activities, or before a topic.

        "Wat willen we bereiken?" of a chapter holds for the topics that follow it, and so do their goals serve its own.
        """
        answers = section.role in {Role.ACTIVITIES, Role.RESULTS} and not self._graph.is_goal(number)
        if not answers and (section.role is not None or section.code is None or section.index == block.section):
            return []
        siblings = self._children[section.parent or 0]
        for other in reversed(siblings[: siblings.index(section.index)]):
            if self._layout.sections[other].role is Role.GOALS:
                goals = self._stated[other] + [
                    g for child in self._children[other] for g in self._headed(self._layout.sections[child], number)
                ]
                listed = any(map(self._in_table, goals)) or other in self._with_table
                return goals if len(goals) <= _FEW and not listed else []
        return []

    def _in_table(self, goal: int) -> bool:
        """Say whether a table tells which activities serve a goal, so that it doesn't stand for others."""
        node = self._graph.nodes[goal]
        return any(self._graph.unit(m.unit).block.place is not None for m in (node.mention, *node.repeats))
