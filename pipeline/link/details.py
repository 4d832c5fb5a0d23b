"""When, with whom and on what law: what belongs to an activity by row, by label line and by sentence."""

from __future__ import annotations

from collections import defaultdict

from pipeline.document import Block, BlockKind, Role, Unit, UnitKind
from pipeline.link.graph import Graph

_DETAIL = {Role.TIMING, Role.PARTNERS, Role.LAWS, Role.FRAMEWORKS}


def link_details(graph: Graph) -> None:
    """Point each activity to the timelines, partners, laws and frameworks that belong to it."""
    _by_unit(graph)
    _by_row(graph)
    _by_label(graph)
    _by_reference(graph)


def _by_unit(graph: Graph) -> None:
    for node in graph.nodes:
        for mention in (node.mention, *node.repeats):
            node.point(graph.mentions_of.get(mention.unit, []))


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


def _states(graph: Graph, block: Block) -> bool:
    return any(u.index in graph.node_of for u in graph.units_of(block))


def _by_label(graph: Graph) -> None:
    """Label lines ("Wie:", "Wanneer:") tell of the activity above them in their section."""
    current: dict[int, list[int]] = {}
    for block in graph.context.reading.layout.blocks:
        activities = graph.nodes_of(block, goals=False)
        if activities:
            current[block.section] = activities[:1]
            if block.kind is BlockKind.HEADING:
                continue
        if block.kind is BlockKind.LABEL and block.role in _DETAIL:
            for number in current.get(block.section) or _headed(graph, block):
                graph.nodes[number].point(graph.mentions_in(block))


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
        before = _activity_before(graph, unit)
        if before is not None:
            found = [m for m in graph.mentions_of.get(unit.index, ()) if graph.mentions[m].kind == "partner"]
            graph.nodes[before].point(found)


def _activity_before(graph: Graph, unit: Unit) -> int | None:
    at = unit.previous
    while at is not None:
        node = graph.node_of.get(at)
        if node is not None and not graph.is_goal(node):
            return node
        at = graph.unit(at).previous
    return None
