"""When, with whom and on what law: what belongs to an activity by row, by label line and by sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pipeline.document import Block, BlockKind, Role, Unit, UnitKind
from pipeline.link.aside import is_aside
from pipeline.link.graph import Graph
from pipeline.link.listed import Listed

_DETAIL = {Role.TIMING, Role.PARTNERS, Role.LAWS, Role.FRAMEWORKS}


def link_details(graph: Graph) -> None:
    """Point each activity to the timelines, partners, laws and frameworks that belong to it."""
    _by_unit(graph)
    _by_row(graph)
    _by_mark(graph)
    _by_label(graph)
    _by_reference(graph)
    _by_going_on(graph)


def _by_unit(graph: Graph) -> None:
    for node in graph.nodes:
        for mention in (node.mention, *node.repeats):
            unit = graph.unit(mention.unit)
            here = graph.mentions_of.get(mention.unit, [])
            node.point(n for n in here if not is_aside(graph.mentions[n], mention, unit, graph.context))


def _by_row(graph: Graph) -> None:
    """The cells of a row that state nothing themselves tell of the activities in it."""
    rows: dict[tuple[int, int], list[Block]] = defaultdict(list)
    for block in graph.context.reading.layout.blocks:
        if block.place is not None and block.kind is BlockKind.CELL:
            rows[block.place.table, block.place.row].append(block)
    for cells in rows.values():
        activities = [n for b in cells for n in graph.nodes_of(b, goals=False)]
        details = [m for b in cells if not _states(graph, b) for m in graph.mentions_in(b)]
        for number in activities:
            graph.nodes[number].point(details)


def _by_mark(graph: Graph) -> None:
    """A mark in a row tells that its activities happen at the time that names the column."""
    blocks = [b for b in graph.context.reading.layout.blocks if b.place is not None and b.role is Role.TIMING]
    names = {(b.place.table, b.place.column): b for b in blocks if b.place and b.place.row < 0}
    marked: dict[tuple[int, int], list[Block]] = defaultdict(list)
    for block in blocks:
        place = block.place
        if place is not None and block.kind is BlockKind.FIGURE and (place.table, place.column) in names:
            marked[place.table, place.row].append(names[place.table, place.column])
    for block in graph.context.reading.layout.blocks if marked else ():
        if block.place is not None and (block.place.table, block.place.row) in marked:
            times = [m for b in marked[block.place.table, block.place.row] for m in graph.mentions_in(b)]
            for number in graph.nodes_of(block, goals=False):
                graph.nodes[number].point(times)


def _states(graph: Graph, block: Block) -> bool:
    return any(u.index in graph.node_of for u in graph.units_of(block))


def _by_label(graph: Graph) -> None:
    """Label lines ("Wie:", "Wanneer:") tell of the activity above them in their section.

    Where the section's heading takes up an activity of a table, they tell of that one.
    """
    current: dict[int, list[int]] = {}
    listed = Listed(graph)
    for block in graph.context.reading.layout.blocks:
        activities = graph.nodes_of(block, goals=False)
        if activities:
            current[block.section] = activities[:1]
            if block.kind is BlockKind.HEADING:
                continue
        if block.kind is BlockKind.LABEL and block.role in _DETAIL:
            for number in _taken_up(graph, block, listed) or current.get(block.section) or _headed(graph, block):
                graph.nodes[number].point(graph.mentions_in(block))


def _taken_up(graph: Graph, block: Block, listed: Listed) -> list[int]:
    layout = graph.context.reading.layout
    heading = layout.sections[block.section].heading
    if not listed or heading is None or graph.nodes_of(layout.blocks[heading], goals=False):
        return []
    taken = listed.headed(layout.blocks[heading].passage.text)
    return [] if taken is None else [taken]


def _headed(graph: Graph, block: Block) -> list[int]:
    layout = graph.context.reading.layout
    for section in reversed(layout.path(block.section)):
        if section.heading is not None:
            found = graph.nodes_of(layout.blocks[section.heading], goals=False)
            if found:
                return found
    return []


def _by_reference(graph: Graph) -> None:
    """A sentence like "Dit doen we samen met …" tells with whom the activity before it is done."""
    backward = tuple(w.lower() for w in graph.context.rules.words.get("terugverwijzing", ()))
    if not backward:
        return
    for unit in graph.context.reading.units:
        if unit.kind is not UnitKind.SENTENCE or unit.previous is None or not unit.text.lower().startswith(backward):
            continue
        before = graph.activity_before(unit)
        if before is not None:
            found = [m for m in graph.mentions_of.get(unit.index, ()) if graph.mentions[m].kind == "partner"]
            graph.nodes[before].point(found)


def _by_going_on(graph: Graph) -> None:
    """A sentence that goes on about the activity before it ("Hierbij letten we op …") happens at its time."""
    words = graph.context.rules.words
    openings = tuple(w.lower() for w in words.get("vervolgzin", ()))
    we = tuple(words.get("wij", ()))
    for unit in graph.context.reading.units:
        number = graph.node_of.get(unit.index)
        if not openings or number is None or unit.previous is None or graph.is_goal(number):
            continue
        if not _goes_on(unit, openings, we) or _times(graph, graph.mentions_of.get(unit.index, ())):
            continue
        before = graph.activity_before(unit)
        if before is not None:
            graph.nodes[number].point(_times(graph, graph.nodes[before].mentions))


def _goes_on(unit: Unit, openings: tuple[str, ...], we: tuple[str, ...]) -> bool:
    begins = unit.text.lower().startswith(openings)
    return begins or (unit.words[0] in we and any(w in openings for w in unit.words))


def _times(graph: Graph, mentions: Iterable[int]) -> list[int]:
    return [m for m in mentions if graph.mentions[m].kind == "timeline"]
