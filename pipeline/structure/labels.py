"""Labels and fields: what a name in front of a line, or on the line above it, says of its text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.document import BlockKind, Role
from pipeline.span import Span
from pipeline.structure.draft import Draft
from pipeline.structure.drafting import Headings
from pipeline.structure.lines import Line
from pipeline.structure.neighbours import Neighbours
from pipeline.structure.roles import STATED, Roles

_ASIDE = re.compile(r"\([^()]*\)\W*")  # "Wat mag het kosten? (x € 1.000)" says nothing more than its question
_NAME = 40  # characters of a field's name
_DETAILS = {Role.PARTNERS, Role.TIMING, Role.COSTS, Role.STATUS}


@dataclass
class Labels:
    """Drafts the labelled lines of a text, beside the other blocks of ``headings``."""

    near: Neighbours
    roles: Roles
    headings: Headings

    def take(self, line: Line) -> bool:
        """Draft a line whose label says what the rest of it is: "Wie: …", "Actie 1.1: …"."""
        assert line.span is not None
        offset = line.after_bullet
        label = self.roles.label(line.text[offset:])
        if label is None:
            return False
        rest = offset + label.rest
        role, rule = label.match.role, label.match.rule
        if role is Role.SOURCE:
            self.headings.drafts.append(Draft(BlockKind.SOURCE, [line.span]))
        elif rest >= len(line.text) or _ASIDE.fullmatch(line.text, rest) or (role is Role.ANNEX and label.code):
            self.headings.draft(line.span, None, lead=rest >= len(line.text))
        elif label.code and role in STATED:
            self.headings.labelled(Span(line.span.start + rest, line.span.end), label, label.code, None)
        else:
            draft = Draft(BlockKind.LABEL, [Span(line.span.start + rest, line.span.end)], role, rule, label.code)
            draft.open = True
            self.headings.drafts.append(draft)
        return True

    def field(self, at: int) -> int:
        """Draft what stands below the name of a field on a line of its own; return how many lines that takes.

        Such a name is in lower case ("stand van zaken"), stands among labels, or is a label elsewhere ("Inzet:").
        """
        line, above = self.near.lines[at], self.headings.drafts[-1] if self.headings.drafts else None
        labelled = above is not None and above.kind is BlockKind.LABEL and line.blank == 0
        whole = line.begins_low or self.near.returns_as_label(at)
        match = self.roles.of(line.text) if (labelled or whole) and len(line.text) <= _NAME else None
        if match is None or self.roles.is_filled(line.text) or (match.role not in _DETAILS and not whole):
            return 0
        taken = 1
        while (after := self.near.after(at + taken - 1)) is not None and after.span is not None:
            if after.blank or self._opens(at + taken) or (taken > 1 and not whole):
                break
            self.headings.drafts.append(Draft(BlockKind.LABEL, [after.span], match.role, match.rule, open=True))
            taken += 1
        return taken if taken > 1 else 0

    def _opens(self, at: int) -> bool:
        """Say whether a line begins something of its own, and goes on with nothing."""
        line = self.near.lines[at]
        marked = line.bullet or line.hashes or line.code or line.is_row or at in self.near.lettered
        return bool(marked) or at in self.near.skip or self.near.is_name(at) or self.roles.label(line.text) is not None
