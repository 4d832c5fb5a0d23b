"""What of a unit may tell whether it states a goal, an activity or neither: names of what is there, to be weighed.

Words, how they are put together, and where the unit stands; of what the cue tables say only how sure they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from pipeline.document import Layout, Reading, Section, Unit, UnitKind
from pipeline.extract.mention import DocumentKind, Fact

_LONGEST = 40  # words; what is longer counts as that
_CLAUSES = 3  # of either sort that are looked at
_STEPS = 3  # headings above a unit that are looked at


def features(
    unit: Unit, reading: Reading, document: DocumentKind, words: Sequence[str], facts: Sequence[Fact]
) -> list[str]:
    """Return the features of a unit, each once.

    ``words`` are its words with names and times marked, ``facts`` what its clauses say.
    """
    found = (*_place(unit, reading, document), *_form(unit), *_words(words), *_grammar(facts))
    return list(dict.fromkeys(found))


def evidence(said: str, unit: Unit, layout: Layout) -> tuple[str, ...]:
    """Return the features that say what the cue tables make of a unit, also for where its role comes from.

    ``said`` is what they find it to be, ``vetoed`` where an exclusion took all away, ``nothing`` where no row holds.
    """
    return f"rules={said}", f"rules={said},{unit.kind.value}", f"rules={said},{asked(unit, layout)}"


def asked(unit: Unit, layout: Layout) -> str:
    """Return what gives a unit its role: its own column or label, its list's lead, or how many headings up."""
    if unit.role is None:
        return "none"
    if unit.block.role is not None:
        return "own"
    over = over_it(unit, layout)
    found = next((n for n, step in enumerate(reversed(over)) if step.role is unit.role), None)
    return "lead" if found is None else str(min(found, 2))


def over_it(unit: Unit, layout: Layout) -> tuple[Section, ...]:
    """Return the sections that a unit stands in, the outermost first; a heading does not stand in its own."""
    path = layout.path(unit.block.section)
    return path[:-1] if unit.kind is UnitKind.HEADING else path


def _place(unit: Unit, reading: Reading, document: DocumentKind) -> Iterator[str]:
    """Yield where a unit stands: as what, under which headings, in which document."""
    kind, role, block = unit.kind.value, unit.role.value if unit.role else "none", unit.block
    yield f"kind={kind}"
    yield f"role={role}"
    yield f"kind_role={kind},{role}"
    yield f"asked_by={unit.role_rule}"
    yield f"block={block.kind.value}"
    yield f"own_role={block.role.value if block.role else 'none'}"
    yield f"document={document}"
    yield f"document_kind_role={document},{kind},{role}"
    if unit.opening:
        yield "opening"
        yield f"opening={kind},{role}"
    if unit.answers:
        yield "answers"
        yield f"answers={kind},{role}"
    if block.code:
        shape = re.sub(r"\d+", "9", block.code)[:8]
        yield from ("coded", f"coded={kind}", f"code={shape}")
    if block.place is not None:
        yield f"column={min(block.place.column, 4)}"
    if block.named:
        yield "named"
    beside = reading.by_block[block.index]
    position = beside.index(unit.index)
    yield f"position={min(position, 3)}"
    yield f"last={position == len(beside) - 1}"
    yield f"beside={min(len(beside), 5)}"
    over = over_it(unit, reading.layout)
    for step in over[-_STEPS:]:
        yield f"above={step.role.value if step.role else 'none'}"
    if over:
        yield f"heading={over[-1].role.value if over[-1].role else 'none'}"
    source = asked(unit, reading.layout)
    yield f"role_by={role},{source}"
    yield f"kind_role_by={kind},{role},{source}"


def _form(unit: Unit) -> Iterator[str]:
    """Yield how a unit looks: its length, its signs, its figures."""
    text, length = unit.text, min(len(unit.words), _LONGEST)
    yield f"length={length // 4}"
    yield f"length_kind={length // 6},{unit.kind.value}"
    yield f"figures={min(sum(w[:1].isdigit() for w in unit.words), 4)}"
    if text.endswith((".", ":")):
        yield f"ends={text[-1]}"
    if text[:1].islower():
        yield "begins_low"


def _words(words: Sequence[str]) -> Iterator[str]:
    """Yield the words of a unit, those that follow each other, and those that it begins and ends with."""
    for word in words:
        yield f"word={word}"
    for first, second in pairwise(words):
        yield f"pair={first} {second}"
    spoken = [word for word in words if any(c.isalpha() for c in word)]
    for count in (1, 2, 3):
        yield f"first={' '.join(spoken[:count])}"
    yield f"final={' '.join(spoken[-1:])}"


def _grammar(facts: Sequence[Fact]) -> Iterator[str]:
    """Yield what the clauses of a unit say: who, by which verb, when, in which form."""
    if not facts:
        yield "no_clause"
    mains = [fact for fact in facts if fact.main]
    if not any(fact.time != "geen" for fact in mains):
        yield "verbless"
    for number, fact in enumerate(mains[:_CLAUSES]):
        yield from _main(fact, "main" if number == 0 else "further")
    for fact in [fact for fact in facts if not fact.main][:_CLAUSES]:
        yield from _named("sub", verb=[fact.verb], who=[fact.subject], time=[fact.time])
        yield f"sub_who_sort={fact.subject},{fact.kind}"


def _main(fact: Fact, at: str) -> Iterator[str]:
    helper = fact.helpers[0] if fact.helpers else "none"
    yield from _named(
        at, who=[fact.subject], verb=[fact.verb], sort=[fact.kind], form=[fact.form], time=[fact.time],
        helper=fact.helpers,
    )  # fmt: skip
    if fact.negated:
        yield f"{at}_negated"
    yield f"{at}_who_sort_time={fact.subject},{fact.kind},{fact.time}"
    yield f"{at}_who_sort={fact.subject},{fact.kind}"
    yield f"{at}_who_form_time={fact.subject},{fact.form},{fact.time}"
    yield f"{at}_who_verb={fact.subject},{fact.verb}"
    yield f"{at}_sort_form_time={fact.kind},{fact.form},{fact.time}"
    yield f"{at}_who_helper={fact.subject},{helper}"


def _named(at: str, **values: Iterable[str]) -> Iterator[str]:
    for name, several in values.items():
        for value in several:
            yield f"{at}_{name}={value}"
