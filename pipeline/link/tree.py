"""Goals and activities: which goal an activity serves, which goal a goal serves.

Trust goes in this order: the row of a table, the label lines of an action, the heading above, the goals
that a section of their own names just before.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from pipeline.document import Block, BlockKind, Role, Section, UnitKind
from pipeline.link.graph import Graph
from pipeline.link.listed import Listed
from pipeline.link.nearest import nearest
from pipeline.link.numbers import Numbers
from pipeline.record import normalise

# Goals of a section of their own stand for the activities of the next one only while they are few: a
# longer list is served piecemeal, and nothing says by what.
_FEW = 3
_RUN_IN = ("**", "__")  # a title in bold in front of a paragraph
_SHORT = 3  # letters of words like "van" and "het"


def link_tree(graph: Graph) -> None:
    """Set ``parent`` of goals and ``goals`` of activities."""
    sections = _Sections(graph)
    rows = _rows(graph)
    for node in graph.nodes:
        for mention in (node.mention, *node.repeats):
            if not graph.is_goal(graph.node_of[mention.unit]):
                node.point(_in_row(graph, graph.unit(mention.unit).block, rows), goals=True)
    for number, node in enumerate(graph.nodes):
        if not graph.is_goal(number) and not node.goals:
            node.point(sections.numbers.served(number), goals=True)
    for number, goals in _by_words(graph).items():
        graph.nodes[number].point(goals, goals=True)
    for number, node in enumerate(graph.nodes):
        for mention in (node.mention, *node.repeats):
            block = graph.unit(mention.unit).block
            if graph.is_goal(number):
                if node.parent is None:
                    node.parent = _parent(graph, number, block, sections)
            elif not node.goals:
                node.point(nearest(graph, number, sections.goals(block, number)), goals=True)
    _link_effects(graph)
    _drop_circles(graph)


def _rows(graph: Graph) -> dict[int, list[Block]]:
    """Return for each table the cells that state a goal, in order."""
    cells = defaultdict(list)
    for block in graph.context.reading.layout.blocks:
        if block.place is not None and graph.nodes_of(block, goals=True):
            cells[block.place.table].append(block)
    return cells


def _in_row(graph: Graph, block: Block, rows: dict[int, list[Block]]) -> list[int]:
    """Return the goals of a cell's row, or of the nearest row above that has one."""
    if block.place is None:
        return []
    place = block.place
    above = [b for b in rows.get(place.table, ()) if b.place and b.place.row <= place.row]
    same = [b for b in above if b.place and b.place.row == place.row]
    nearest = same or [b for b in above if b.place and above[-1].place and b.place.row == above[-1].place.row]
    return [n for b in nearest for n in graph.nodes_of(b, goals=True)]


def _parent(graph: Graph, number: int, block: Block, sections: _Sections) -> int | None:
    numbered = sections.numbers.above(number)
    if numbered is not None:
        return numbered
    for goal in sections.goals(block, number, heading=block.kind is BlockKind.HEADING):
        if goal != number and not sections.numbers.apart(number, goal):
            return goal
    return _main_goal(graph, number, block)


def _main_goal(graph: Graph, number: int, block: Block) -> int | None:
    """Return the goal stated before a list that its opening calls subgoals."""
    words = tuple(w.lower() for w in graph.context.rules.words.get("subdoelen", ()))
    blocks = graph.context.reading.layout.blocks
    if block.lead is None or not any(w in words for u in graph.units_of(blocks[block.lead]) for w in u.words):
        return None
    stated = (n for b in reversed(blocks[: block.lead]) for n in reversed(graph.nodes_of(b, goals=True)))
    return next((n for n in stated if n != number), None)


class _Sections:
    """What goals hold in a section: those of its heading, of its label lines, or of the sections above."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._layout = graph.context.reading.layout
        self.numbers = Numbers(graph)
        self._labels: dict[int, list[int]] = defaultdict(list)
        self._stated: dict[int, list[int]] = defaultdict(list)
        for block in self._layout.blocks:
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
        return []

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
        return self._before(section, number) or self._above(section, number, block)

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
        named = self.numbers.taken_up(block.passage.text)
        if named and not self._graph.is_goal(number):
            return named
        found = self._graph.nodes_of(block, goals=True)
        if found:
            return found
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

    def _before(self, section: Section, number: int) -> list[int]:
        """Return the goals of the section of goals that stands just before one of activities."""
        if section.role not in {Role.ACTIVITIES, Role.RESULTS} or self._graph.is_goal(number):
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


def _by_words(graph: Graph) -> dict[int, list[int]]:
    """Return the goals of headings that take up an activity of a table in other words, or go on after one.

    A plan that lists its activities in a table has a heading for each of them further on, often shortened.
    A heading between two of these that the table does not know goes on with the goal of the one before.
    """
    listed = Listed(graph)
    if not listed:
        return {}
    found: dict[int, list[int]] = {}
    last: dict[int | None, list[int]] = {}
    layout = graph.context.reading.layout
    for section in layout.sections[1:]:
        block = layout.blocks[section.heading] if section.heading is not None else None
        numbers = graph.nodes_of(block, goals=False) if block else []
        for number in numbers:
            own = graph.nodes[number]
            goals = list(own.goals) if graph.unit(own.mention.unit).block.place is not None else None
            if goals is None:
                taken = listed.alike(own.mention.text)
                goals = list(graph.nodes[taken].goals) if taken is not None else last.get(section.parent)
                if goals:
                    found[number] = goals
            if goals:
                last[section.parent] = goals
    return found


def _link_effects(graph: Graph) -> None:
    """A sentence that says what an activity is for belongs to the activity before it in its paragraph."""
    for number in range(len(graph.nodes)):
        if not graph.is_goal(number) or graph.first_unit(number).kind is not UnitKind.SENTENCE:
            continue
        before = graph.activity_before(graph.first_unit(number))
        if before is not None:
            graph.nodes[before].point([number], goals=True)


def _drop_circles(graph: Graph) -> None:
    """Take away a parent that would make a goal its own ancestor."""
    for number, node in enumerate(graph.nodes):
        seen, at = {number}, node.parent
        while at is not None:
            if at in seen:
                node.parent = None
                break
            seen.add(at)
            at = graph.nodes[at].parent
