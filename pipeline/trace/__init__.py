"""What a report says of each activity of a plan: done, continued, changed or not mentioned, with both quotes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.document import Document
from pipeline.record import Activity, PolicyRecord, Source
from pipeline.ruleset import Rules
from pipeline.trace.assign import BAR, Found, Onward, assign
from pipeline.trace.course import Courses, Verdict
from pipeline.trace.result import Line, Quote, Shared, Trace
from pipeline.trace.study import Said, Study, study
from pipeline.trace.terms import Term
from pipeline.trace.weigh import Evidence, Planned, Scale, section_stems

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["Line", "Quote", "Shared", "Trace", "trace", "trace_studies"]

_SURE, _LEAST = 0.97, 0.3
_OBJECT = 1.3  # what the first noun of an activity counts: what it is about, before for whom and where
_OVER = 0.3  # what a word of the activity counts that a sentence explains, beside its own


def trace(plan: Document, report: Document, rules: Rules, nlp: Language) -> Trace:
    """Lay a report beside a plan. The same documents, rules and model give the same lines in the same order."""
    return trace_studies(study(plan, rules, nlp), study(report, rules, nlp), rules)


def trace_studies(plan: Study, report: Study, rules: Rules) -> Trace:
    """Lay a report beside a plan, both read."""
    activities = [a for a in plan.record.activities if a.status != "done"]
    said = [plan.of(a) for a in activities]
    names = _names(plan.record)
    wanted = [_planned(plan, a, pieces, names) for a, pieces in zip(activities, said, strict=True)]
    explained = [_explained(plan, a) for a in activities]
    scale = Scale(rules, wanted, report.said)
    courses = Courses(rules, plan.record, report.context.profile)
    found = assign(scale, wanted, explained, Onward(report.said, rules, courses.changes))
    verdicts = [
        courses.judge(a, pieces, f) if f.main is not None else None
        for a, pieces, f in zip(activities, said, found, strict=True)
    ]
    told: dict[int, list[str]] = defaultdict(list)
    for a, f in zip(activities, found, strict=True):
        if f.main is not None:
            told[f.main.said.unit.index].append(a.id)
    lines = tuple(_line(plan, report, a, f, v, told) for a, f, v in zip(activities, found, verdicts, strict=True))
    taken = {p.unit.index for f in found if f.main for p in (f.main.said, *(m.said for m in f.others), *f.following)}
    new = tuple(
        _quote(report, s) for s in report.said if s.record is not None and s.tells and s.unit.index not in taken
    )
    return Trace(plan=plan.record.document, report=report.record.document, lines=lines, new=new)


def _names(record: PolicyRecord) -> dict[str, str]:
    found = {r.id: r.canonical for r in record.legal_references}
    found |= {r.id: r.canonical for r in record.frameworks}
    found |= {r.id: r.canonical for r in record.partners if r.kind == "named"}
    return {key: name for key, name in found.items() if name is not None}


def _planned(plan: Study, activity: Activity, pieces: tuple[Said, ...], names: dict[str, str]) -> Planned:
    first = pieces[0]
    linked = (*activity.partners, *activity.legal_references, *activity.frameworks)
    return Planned(
        activity.id,
        (*_with_object(first.terms), *_quieter(first.terms, plan.over(first))),
        frozenset(names[i] for i in linked if i in names),
        section_stems(first.above),
        _own_code(first),
    )


def _with_object(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """Return the words of an activity, its object louder: the first full noun, after the verb."""
    at = next((n for n, t in enumerate(terms) if t.share == 1.0 and not t.name), None)
    return tuple(replace(t, share=_OBJECT * t.share) if n == at else t for n, t in enumerate(terms))


def _quieter(own: tuple[Term, ...], above: tuple[Term, ...]) -> Iterator[Term]:
    """Yield the words of the activity that a sentence explains, as far as it has none of its own for them."""
    known = {term.stem for term in own}
    yield from (replace(term, share=_OVER * term.share) for term in above if term.stem not in known)


def _explained(plan: Study, activity: Activity) -> list[Planned]:
    under = plan.under(activity)
    return [Planned(activity.id, said.terms, frozenset(), section_stems(said.above), None) for said in under]


def _own_code(said: Said) -> str | None:
    """Return the number of the activity itself: of its block or its row, not of the heading over it."""
    unit = said.unit
    own = unit.block.code is not None or unit.block.place is not None or unit.text.lower().startswith(said.code or "-")
    return said.code if own else None


def _line(
    plan: Study, report: Study, activity: Activity, found: Found, verdict: Verdict | None, told: dict[int, list[str]]
) -> Line:
    source = activity.source
    quote = Quote(text=activity.text, line=_line_number(plan, source.start), section=activity.section, source=source)
    if found.main is None or verdict is None:
        sure = round(max(_LEAST, min(_SURE, 1 - 0.6 * found.nearest / BAR)), 2)
        return Line(activity=activity.id, plan=quote, status=activity.status, outcome="not_mentioned", confidence=sure)
    main = found.main
    quotes = [main.said, *(m.said for m in found.others), *found.following]
    together = tuple(i for i in told[main.said.unit.index] if i != activity.id)
    return Line(
        activity=activity.id,
        plan=quote,
        status=activity.status,
        outcome=verdict.outcome,
        detail=verdict.detail,
        report=tuple(_quote(report, s) for s in quotes),
        evidence=_shared(main.evidence),
        together_with=together,
        rule=verdict.rule,
        confidence=round(min(_SURE, _likely(main.score) * (0.5 + verdict.sure / 2)), 2),
    )


def _likely(score: float) -> float:
    """Return how sure it is that a piece tells of an activity: half at the bar, near one well over it."""
    return min(1.0, 0.55 + 0.45 * (score - BAR) / (0.9 - BAR))


def _shared(evidence: Iterable[Evidence]) -> tuple[Shared, ...]:
    return tuple(Shared(kind=e.kind, text=e.text) for e in evidence)


def _line_number(study_: Study, start: int) -> int:
    return study_.document.text.count("\n", 0, start) + 1


def _quote(report: Study, said: Said) -> Quote:
    unit = said.unit
    layout = report.reading.layout
    path = tuple(s.title if s.code is None else f"{s.code} {s.title}" for s in layout.path(unit.block.section))
    return Quote(
        text=unit.text,
        line=_line_number(report, unit.span.start),
        section=path,
        source=said.record.source if said.record is not None else Source(start=unit.span.start, end=unit.span.end),
        activity=said.record.id if said.record is not None else None,
    )
