"""From mentions to a graph: repeats folded, goals and activities tied, details given to activities."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extract.mention import Context, Mention
from pipeline.link.details import link_details
from pipeline.link.graph import Graph, Node, build
from pipeline.link.serves import QUESTIONS, weigh_links
from pipeline.link.tree import link_tree

__all__ = ["TABLES", "Graph", "Node", "link"]

TABLES = (*QUESTIONS, "werkwoorden", "woordenlijsten")  # the only rule tables and weights that linking is given


def link(context: Context, mentions: list[Mention]) -> Graph:
    """Return the linked graph of a document."""
    graph = build(replace(context, rules=context.rules.only(*TABLES)), mentions)
    link_tree(graph)
    link_details(graph)
    weigh_links(graph, graph.context.rules.weights)
    return graph
