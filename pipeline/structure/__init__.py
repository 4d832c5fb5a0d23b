"""From a document to its layout: blocks in reading order, and the tree of sections.

``lay_out`` is the one way in. Lines are looked at by their own looks first (``lines``), then page furniture
and fallen tables are set apart (``furniture``), then blocks are drafted (``blocks``, with ``tables``,
``headings`` and ``roles``), and last the sections are built (``sections``).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise, takewhile

from pipeline.document import TELLING, Block, BlockKind, Document, Layout, Role, Section
from pipeline.ruleset import Rules
from pipeline.span import Passage, keeps_hyphen
from pipeline.structure.blocks import Walker
from pipeline.structure.contents import titles
from pipeline.structure.draft import Draft
from pipeline.structure.drafting import Headings
from pipeline.structure.furniture import figures, furniture
from pipeline.structure.headings import RANK_STATEMENT, RANK_TOPIC, Numbering, measure
from pipeline.structure.labels import Labels
from pipeline.structure.lines import split_lines
from pipeline.structure.neighbours import Neighbours
from pipeline.structure.roles import Roles, announce_roles
from pipeline.structure.sections import build_sections, find_leads
from pipeline.structure.tabling import Tables

__all__ = ["TABLES", "lay_out"]

TABLES = ("koppen", "werkwoorden", "woordenlijsten")  # the only rule tables that structure is given

# Labels that tell more of an activity, and how many kinds of them tell that a heading names one.
_DETAILS, _LABELS = {Role.STATUS, Role.TIMING, Role.PARTNERS, Role.COSTS}, 2
_MOST_LABELS = 6
_FIRST = {
    "we",
    "wij",
    "inwoners",
    "iedereen",
    "jeugdigen",
    "jongeren",
    "kinderen",
    "ouderen",
    "mensen",
    "meer",
    "minder",
}


def lay_out(document: Document, rules: Rules) -> Layout:
    """Return the layout of a document."""
    text, rules = document.text, rules.only(*TABLES)
    lines = list(split_lines(text))
    skip = furniture(lines, rules.words.get("paginaresten", ()))
    roles = Roles(rules)
    near = Neighbours(lines, skip, figures(lines, skip, roles), roles)
    headings = Headings(text, roles, _statements(rules), Numbering(titles(lines)), _parts(rules))
    tables, labels = Tables(text, near, roles, headings), Labels(near, roles, headings)
    walker = Walker(text, near, measure(lines), roles, headings, tables, labels)
    drafts = walker.walk()
    keeps = _healer(text)
    passages = [Passage.of(text, draft.spans, keeps) for draft in drafts]
    sections, owners = build_sections(drafts, passages)
    leads = find_leads(drafts, passages, owners)
    announcing = announce_roles(drafts, passages, leads, rules)
    _pass_on(drafts)
    _tell_by_details(drafts)
    _keep_results(drafts, sections, owners, announcing)
    blocks = tuple(
        Block(i, d.kind, passage, owners[i], d.role, d.rule, d.code, d.level, d.place, leads.get(i), d.named)
        for i, (d, passage) in enumerate(zip(drafts, passages, strict=True))
    )
    return Layout(document, sections, blocks)


def _pass_on(drafts: list[Draft]) -> None:
    """A numbered heading right below one that only asks for its role ("Wat willen we bereiken?") answers it.

    So does one that states something, below a heading with a number of its own ("Doelstelling 6.1").
    """
    answers: set[int] = set()
    for before, draft in pairwise(d for d in drafts if d.kind is not BlockKind.FURNITURE):
        heads = before.kind is BlockKind.HEADING and draft.kind is BlockKind.HEADING
        states = draft.code or (before.count and draft.level in (RANK_STATEMENT, RANK_TOPIC))
        asks = before.role in TELLING and (before.named or (before.code and draft.level > before.level))
        if heads and states and asks and draft.role is None and id(before) not in answers:
            answers.add(id(draft))
            draft.role, draft.rule, draft.code = before.role, before.rule, draft.code or before.count


def _tell_by_details(drafts: list[Draft]) -> None:
    """A heading names an activity that has its state right below it ("Stoplicht: groen"), or who and when."""
    shown = [d for d in drafts if d.kind is not BlockKind.FURNITURE]
    for number, heading in enumerate(shown):
        if heading.kind is not BlockKind.HEADING or heading.role is not None:
            continue
        below = list(takewhile(lambda d: d.kind is BlockKind.LABEL, shown[number + 1 : number + 1 + _MOST_LABELS]))
        roles = [d.role for d in below]
        details = len(_DETAILS.intersection(roles)) >= _LABELS and not TELLING.intersection(roles)
        if details or (roles[:1] == [Role.STATUS] and heading.code):
            heading.role, heading.rule = Role.ACTIVITIES, below[0].rule


def _keep_results(
    drafts: list[Draft], sections: tuple[Section, ...], owners: list[int], announced: dict[int, int]
) -> None:
    """Under "Wat hebben we gedaan?" a list of changes or measures tells what was done."""
    for item in announced:
        at: int | None = owners[item]
        while at:
            role = sections[at].role
            if role is not None:
                if role is Role.RESULTS and drafts[item].role is Role.ACTIVITIES:
                    drafts[item].role = Role.RESULTS
                break
            at = sections[at].parent


def _parts(rules: Rules) -> frozenset[str]:
    return frozenset(word.lower() for word in rules.words.get("onderdelen", ()))


def _statements(rules: Rules) -> Callable[[str], bool]:
    finite = frozenset(form for row in rules.verbs for form in (*row.present, *row.past))

    def states(title: str) -> bool:
        words = re.findall(r"\w+", title.lower())
        return len(words) >= 4 and (words[0] in _FIRST or any(word in finite for word in words[:6]))

    return states


def _healer(text: str) -> Callable[[str, str], bool]:
    """Return the judge of hyphens at line ends: a word that the document writes elsewhere decides."""
    words: set[str] | None = None

    def keeps(left: str, right: str) -> bool:
        nonlocal words
        if keeps_hyphen(left, right):
            return True
        if words is None:
            words = set(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text.lower()))
        if left + right in words:
            return False
        return f"{left}-{right}" in words

    return keeps
