"""Goals and activities: which goal an activity serves, which goal a goal serves.

Trust goes in this order: the row of a table, the label lines of an action, the heading above, the goals
that a section of their own names just before.
"""

from __future__ import annotations

from collections import defaultdict

from pipeline.document import Block, BlockKind, UnitKind
from pipeline.link.graph import Graph
from pipeline.link.listed import Listed
from pipeline.link.nearest import nearest
from pipeline.link.sections import Sections


def link_tree(graph: Graph) -> None:
    """Set ``parent`` of goals and ``goals`` of activities."""
    sections = Sections(graph)
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
    drop_circles(graph)


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


def _parent(graph: Graph, number: int, block: Block, sections: Sections) -> int | None:
    numbered = sections.numbers.above(number)
    if numbered is not None:
        return numbered
    for goal in sections.goals(block, number, heading=block.kind is BlockKind.HEADING):
        if goal != number and not sections.numbers.apart(number, goal):
            return goal
    main = _main_goal(graph, number, block)
    return main if main is not None else sections.above_list(number, block)


def _main_goal(graph: Graph, number: int, block: Block) -> int | None:
    """Return the goal stated before a list that its opening calls subgoals."""
    words = tuple(w.lower() for w in graph.context.rules.words.get("subdoelen", ()))
    blocks = graph.context.reading.layout.blocks
    if block.lead is None or not any(w in words for u in graph.units_of(blocks[block.lead]) for w in u.words):
        return None
    stated = (n for b in reversed(blocks[: block.lead]) for n in reversed(graph.nodes_of(b, goals=True)))
    return next((n for n in stated if n != number), None)


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


def drop_circles(graph: Graph) -> None:
    """Take away a parent that would make a goal its own ancestor."""
    for number, node in enumerate(graph.nodes):
        seen, at = {number}, node.parent
        while at is not None:
            if at in seen:
                node.parent = None
                break
            seen.add(at)
            at = graph.nodes[at].parent
