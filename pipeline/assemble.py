"""From the linked graph to the record that is written: ids, places, and the order of things."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from pipeline.document import Document
from pipeline.extract.mention import (
    BudgetValue,
    FrameworkValue,
    IndicatorValue,
    LawValue,
    Mention,
    PartnerValue,
    StatementValue,
    TimeValue,
)
from pipeline.link import Graph, Node
from pipeline.record import (
    Activity,
    Box,
    BudgetLine,
    DocumentInfo,
    Framework,
    Goal,
    Indicator,
    Kind,
    Label,
    LegalReference,
    Organisation,
    Partner,
    Period,
    PolicyRecord,
    Source,
    Timeline,
    normalise,
    record_id,
)
from pipeline.span import Span


def assemble(graph: Graph, figures: Sequence[Mention] = ()) -> PolicyRecord:
    """Return the record of a document; its own checks run on the way. ``figures`` are those of its tables."""
    return _Assembler(graph, figures).record()


def by_id(graph: Graph, figures: Sequence[Mention] = ()) -> dict[str, Mention]:
    """Return what each record of a document was made of, by the record's id."""
    return _Assembler(graph, figures).sources()


class _Assembler:
    def __init__(self, graph: Graph, figures: Sequence[Mention]) -> None:
        self._graph = graph
        self._figures = figures
        self._layout = graph.context.reading.layout
        self._document: Document = graph.context.reading.document
        self._ranks: dict[tuple[str, str, str], int] = defaultdict(int)
        self._node_ids = [self._id(n.mention) for n in graph.nodes]
        self._ids = [self._id(m) for m in graph.mentions]
        self._figure_ids = [self._id(m) for m in figures]

    def record(self) -> PolicyRecord:
        nodes = list(zip(self._graph.nodes, self._node_ids, strict=True))
        others = list(zip(self._graph.mentions, self._ids, strict=True))
        figures = list(zip(self._figures, self._figure_ids, strict=True))
        return PolicyRecord(
            document=self._info(),
            goals=tuple(self._goal(n, i) for n, i in nodes if n.mention.kind == "goal"),
            activities=tuple(self._activity(n, i) for n, i in nodes if n.mention.kind == "activity"),
            timelines=tuple(self._timeline(m, i) for m, i in others if m.kind == "timeline"),
            legal_references=tuple(self._law(m, i) for m, i in others if m.kind == "legal_reference"),
            frameworks=tuple(self._framework(m, i) for m, i in others if m.kind == "framework"),
            partners=tuple(self._partner(m, i) for m, i in others if m.kind == "partner"),
            indicators=tuple(self._indicator(m, i) for m, i in figures if m.kind == "indicator"),
            budget_lines=tuple(self._budget_line(m, i) for m, i in figures if m.kind == "budget_line"),
        )

    def sources(self) -> dict[str, Mention]:
        found = dict(zip(self._node_ids, (n.mention for n in self._graph.nodes), strict=True))
        found |= dict(zip(self._ids, self._graph.mentions, strict=True))
        return found | dict(zip(self._figure_ids, self._figures, strict=True))

    def _info(self) -> DocumentInfo:
        document, profile = self._document, self._graph.context.profile
        period = Period(start=profile.start, end=profile.end) if profile.start and profile.end else None
        return DocumentInfo(
            id=document.id,
            source=document.source,
            sha256=document.sha256,
            media_type=document.media_type,
            title=profile.title,
            kind=profile.kind,
            organisations=tuple(Organisation(name=a.name, cbs_code=a.cbs_code) for a in profile.authorities),
            period=period,
            pages=len(document.pages) or None,
        )

    def _id(self, m: Mention) -> str:
        unit = self._around(m)
        key = (m.kind, normalise(m.text), normalise(unit))
        rank = self._ranks[key]
        self._ranks[key] += 1
        return record_id(self._document.id, m.kind, m.text, unit, rank)

    def _around(self, m: Mention) -> str:
        """Return the text that holds a mention: its unit's, and for a figure those of its row and its column."""
        if isinstance(m.value, IndicatorValue):
            return f"{m.value.name} {m.value.column}"
        if isinstance(m.value, BudgetValue):
            return f"{m.value.group or ''} {m.value.name} {m.value.side or ''} {m.value.column}"
        return self._graph.unit(m.unit).text

    def _common(self, m: Mention, record: str) -> dict[str, Any]:
        section = self._graph.unit(m.unit).block.section
        path = tuple(s.title if s.code is None else f"{s.code} {s.title}" for s in self._layout.path(section))
        return {
            "id": record,
            "text": m.text,
            "section": path,
            "source": self._source(m.span),
            "rule": m.rule,
            "confidence": m.confidence,
        }

    def _goal(self, node: Node, record: str) -> Goal:
        parent = None if node.parent is None else self._node_ids[node.parent]
        return Goal(**self._common(node.mention, record), also_at=self._also(node), parent=parent)

    def _activity(self, node: Node, record: str) -> Activity:
        assert isinstance(node.mention.value, StatementValue)
        return Activity(
            **self._common(node.mention, record),
            also_at=self._also(node),
            status=node.mention.value.status or "ongoing",
            goals=tuple(self._node_ids[g] for g in node.goals),
            timelines=self._targets(node, "timeline"),
            partners=self._targets(node, "partner"),
            legal_references=self._targets(node, "legal_reference"),
            frameworks=self._targets(node, "framework"),
        )

    def _targets(self, node: Node, kind: Kind) -> tuple[str, ...]:
        return tuple(self._ids[m] for m in node.mentions if self._graph.mentions[m].kind == kind)

    def _timeline(self, m: Mention, record: str) -> Timeline:
        v = m.value
        assert isinstance(v, TimeValue)
        return Timeline(
            **self._common(m, record), kind=v.kind, start=v.start, end=v.end, modifier=v.modifier, timex=v.timex
        )

    def _law(self, m: Mention, record: str) -> LegalReference:
        v = m.value
        assert isinstance(v, LawValue)
        return LegalReference(
            **self._common(m, record),
            canonical=v.canonical,
            article=v.article,
            paragraph=v.paragraph,
            bwb_id=v.bwb_id,
            uri=v.uri,
            candidates=v.candidates,
        )

    def _framework(self, m: Mention, record: str) -> Framework:
        v = m.value
        assert isinstance(v, FrameworkValue)
        return Framework(**self._common(m, record), canonical=v.canonical, kind=v.kind)

    def _partner(self, m: Mention, record: str) -> Partner:
        v = m.value
        assert isinstance(v, PartnerValue)
        return Partner(**self._common(m, record), canonical=v.canonical, kind=v.kind, type=v.type, cbs_code=v.cbs_code)

    def _indicator(self, m: Mention, record: str) -> Indicator:
        v = m.value
        assert isinstance(v, IndicatorValue)
        return Indicator(
            **self._common(m, record),
            name=v.name,
            kind=v.kind,
            year=v.year,
            value=v.value,
            unit=v.unit,
            origin=v.origin,
            label=_label(v.label),
        )

    def _budget_line(self, m: Mention, record: str) -> BudgetLine:
        v = m.value
        assert isinstance(v, BudgetValue)
        return BudgetLine(
            **self._common(m, record),
            name=v.name,
            group=v.group,
            side=v.side,
            measure=v.measure,
            year=v.year,
            value=v.value,
            unit=v.unit,
            multiplier=v.multiplier,
            amount=v.amount,
            effect=v.effect,
            task_field=v.task_field,
            task_field_name=v.task_field_name,
            label=_label(v.label),
        )

    def _source(self, span: Span) -> Source:
        places = self._document.places
        found = places.boxes(span) if places is not None else ()
        boxes = tuple(
            Box(page=p, bbox=(round(x0, 1), round(t, 1), round(x1, 1), round(b, 1))) for p, x0, t, x1, b in found
        )
        return Source(start=span.start, end=span.end, boxes=boxes)

    def _also(self, node: Node) -> tuple[Source, ...]:
        return tuple(self._source(m.span) for m in node.repeats)


def _label(span: Span | None) -> Label | None:
    return Label(start=span.start, end=span.end) if span else None
