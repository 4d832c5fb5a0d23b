"""The tree of sections, and which block introduces a list."""

from __future__ import annotations

from pipeline.document import BlockKind, Section
from pipeline.span import Passage
from pipeline.structure.draft import Draft
from pipeline.structure.lines import without_footmark


def build_sections(drafts: list[Draft], passages: list[Passage]) -> tuple[tuple[Section, ...], list[int]]:
    """Return the sections, and for each block the index of its section.

    A heading belongs to the section that it opens. Section 0 is the document itself.
    """
    sections = [Section(0, None, 0)]
    owners: list[int] = []
    at = 0
    for number, (draft, passage) in enumerate(zip(drafts, passages, strict=True)):
        if draft.kind is BlockKind.HEADING:
            parent = at
            while sections[parent].parent is not None and sections[parent].level >= draft.level:
                parent = sections[parent].parent or 0
            at = len(sections)
            title, single = passage.text.strip(), draft.count is not None and draft.role is not None
            sections.append(Section(at, parent, draft.level, number, title, draft.role, draft.code, single))
        owners.append(at)
    return tuple(sections), owners


def find_leads(drafts: list[Draft], passages: list[Passage], owners: list[int]) -> dict[int, int]:
    """Return for each list item the block that introduces its list: what ends in a colon above it.

    An item that is indented more deeply than one above it, which ends in a colon, has that one.
    """
    leads: dict[int, int] = {}
    lead: int | None = None
    for number, draft in enumerate(drafts):
        ends = without_footmark(passages[number].text.rstrip()).endswith(":")
        if draft.kind is BlockKind.ITEM:
            if lead is not None and owners[lead] == owners[number]:
                leads[number] = lead
            if ends:
                lead = number
        elif draft.kind is not BlockKind.FURNITURE:
            lead = number if ends and draft.kind in {BlockKind.PARAGRAPH, BlockKind.LABEL, BlockKind.HEADING} else None
    return leads
