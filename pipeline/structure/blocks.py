"""From lines to blocks: headings, paragraphs, items, cells, labels, and what is none of these."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.document import TELLING, BlockKind, Role
from pipeline.span import Span
from pipeline.structure.contents import abbreviation_spans, entry_span
from pipeline.structure.draft import Draft
from pipeline.structure.drafting import Headings
from pipeline.structure.headings import RANK_LETTERED, RANK_ROLE, Width, looks_like_heading
from pipeline.structure.labels import Labels
from pipeline.structure.lines import Line
from pipeline.structure.neighbours import Neighbours
from pipeline.structure.roles import Roles
from pipeline.structure.tabling import Tables

# Roles whose short lines are entries of a list, not headings.
LISTING = {Role.PARTNERS, Role.FRAMEWORKS, Role.LAWS, Role.ABBREVIATIONS, Role.GOALS, Role.ACTIVITIES, Role.RESULTS}
# So many lines with a code ("4.1.2", "4.1.b") below each other are a list, no headings.
_CODED_RUN, _LETTERED_RUN = 3, 2
_LONG_RUN = 4  # so many short lines in a row are a list that lost its bullets


@dataclass
class Walker:
    """Walks over the lines of a text and drafts its blocks."""

    text: str
    near: Neighbours
    width: Width
    roles: Roles
    headings: Headings
    tables: Tables
    labels: Labels
    at: int = 0

    @property
    def drafts(self) -> list[Draft]:
        """The blocks so far."""
        return self.headings.drafts

    @property
    def lines(self) -> list[Line]:
        """The lines of the text."""
        return self.near.lines

    def walk(self) -> list[Draft]:
        """Return the drafts of all blocks, in reading order."""
        while self.at < len(self.lines):
            self.at += self._step(self.lines[self.at])
        return self.drafts

    # Each step takes one line, or more, and says how many.

    def _step(self, line: Line) -> int:
        if self.at in self.near.skip:
            self._add(BlockKind.FURNITURE, line)
            return 1
        if taken := self.tables.take(self.at):
            return taken
        if line.is_rule or line.is_underline:
            return 1
        if self.at in self.near.figures:
            self._add(BlockKind.FIGURE, line)
            return 1
        if taken := self.labels.field(self.at):
            return taken
        for take in (self._contents, self._marked, self._label, self._coded, self._item, self._continues, self._plain):
            if take(line):
                return 1
        raise AssertionError("the last step takes any line")

    def _contents(self, line: Line) -> bool:
        if (self.headings.role is Role.CONTENTS and self._is_listed(line)) or (
            line.is_contents and not line.bullet and len(line.text) < 150 and self.near.beside_contents(self.at)
        ):
            self.drafts.append(Draft(BlockKind.CONTENTS, [entry_span(line)]))
            return True
        if (
            self.headings.role is Role.ABBREVIATIONS
            and not line.hashes
            and not (self.roles.of(line.text) is not None and not line.is_contents)
        ):
            self.drafts.extend(Draft(BlockKind.ABBREVIATION, [span]) for span in abbreviation_spans(line))
            return True
        if line.is_footnote and not line.hashes:
            self._add(BlockKind.FOOTNOTE, line, opens=True)
            return True
        return False

    def _is_listed(self, line: Line) -> bool:
        """Say whether a line below the heading "Inhoud" is an entry: by page or link, or by following one."""
        if line.is_contents or "](#" in line.text:
            return True
        if self.headings.numbering.contents or not self.drafts:
            return False
        follows = self.drafts[-1].kind is BlockKind.CONTENTS or self.drafts[-1].role is Role.CONTENTS
        return follows and (line.bullet or line.item_number or line.code) is not None

    def _marked(self, line: Line) -> bool:
        """Headings that say so: Markdown signs, an underline, a line all in bold."""
        assert line.span is not None
        if (match := line.hashes) is not None:
            span = Span(line.span.start + match.end(), line.span.end)
            self.headings.draft(span, len(match["mark"]))
            return True
        after = self.near.after(self.at)
        if (
            after
            and after.is_underline
            and not after.is_rule
            and after.blank == 0
            and not line.bullet
            and len(line.text) < _WIDEST
        ):
            self.headings.draft(line.span, 1 if after.text[0] == "=" else 2)
            return True
        if (
            line.text.startswith("**")
            and line.text.endswith("**")
            and line.text.count("**") == 2
            and len(line.text) < _WIDEST
        ):
            self.headings.draft(Span(line.span.start + 2, line.span.end - 2), None)
            return True
        return False

    def _label(self, line: Line) -> bool:
        return self.labels.take(line)

    def _coded(self, line: Line) -> bool:
        """A number or goal code in front of a heading: "2.4.3", "P3 1.1", "1.1.1 -"."""
        assert line.span is not None
        if (lettered := self.near.lettered.get(self.at)) is not None:
            span = Span(line.span.start + lettered.end(), line.span.end)
            self.headings.draft(span, RANK_LETTERED, code=lettered["letter"] + lettered["number"])
            return True
        match = line.code
        if match is None or len(line.text) > _WIDEST or (line.ends_sentence and len(line.text.split()) > 14):
            return False
        title = line.text[match.end() :]
        if not title[:1].isalpha() or title[:1].islower():
            return False
        span = Span(line.span.start + match.end(), line.span.end)
        if self._is_listed_code(match["code"]):
            self.headings.listed(span, match["code"])
        else:
            self.headings.draft(span, None, code=match["code"])
        return True

    def _is_listed_code(self, code: str) -> bool:
        """Say whether a line with a code is one of a list, below a heading that says what is listed."""
        above = next((d for d in reversed(self.drafts) if d.kind is not BlockKind.FURNITURE), None)
        if above is None or self.headings.role not in TELLING:
            return False
        if above.kind is BlockKind.ITEM and above.code is not None and above.code[:1].isupper():
            return code[:1] == above.code[:1] and _steps(code) > _steps(above.code)
        if above.kind is BlockKind.ITEM and above.code is not None and "." in above.code:
            return _steps(code) > _steps(above.code)
        least = _LETTERED_RUN if code[-1].isalpha() else _CODED_RUN
        return above.kind is BlockKind.HEADING and above.named and self.near.coded_run(self.at) >= least

    def _item(self, line: Line) -> bool:
        assert line.span is not None
        offset, code, bullet = line.after_bullet, None, line.after_bullet > 0
        number = re.compile(_NUMBER).match(line.text, offset)
        if number is not None:
            code, offset = number["code"], number.end()
        if offset == 0:
            return False
        if not bullet and code and self._numbered_heading(line, code, offset):
            return True
        draft = Draft(BlockKind.ITEM, [Span(line.span.start + offset, line.span.end)], code=code, level=line.indent)
        draft.open = True
        self.drafts.append(draft)
        return True

    def _numbered_heading(self, line: Line, code: str, offset: int) -> bool:
        """Take "1. Inleiding" for a heading where it stands alone, and for an item among others of its kind."""
        assert line.span is not None
        if not code.isdigit() or line.ends_sentence or len(line.text) > _WIDEST:
            return False
        near = [n for n in (self.near.before(self.at), self.near.after(self.at)) if n is not None]
        if any(n.item_number and (line if n is self.near.before(self.at) else n).blank == 0 for n in near):
            return False
        self.headings.draft(Span(line.span.start + offset, line.span.end), None, code=code)
        return True

    def _continues(self, line: Line) -> bool:
        """A line that goes on with the block above: in lower case, or below a full line."""
        assert line.span is not None
        previous = next((d for d in reversed(self.drafts) if d.kind is not BlockKind.FURNITURE), None)
        if previous is not None and previous.kind is BlockKind.FOOTNOTE and line.blank:
            previous = next((d for d in reversed(self.drafts) if d.kind not in _ASIDE), None)
        if previous is None or previous.kind not in _JOINS or not self.at or self.near.is_name(self.at):
            return False
        last = self.text[previous.spans[-1].start : previous.spans[-1].end]
        ended = last.rstrip("\"'’”)] *").endswith((".", "!", "?", ":", ";"))
        before = next(self.lines[i] for i in range(self.at - 1, -1, -1) if i not in self.near.skip)
        crossed = self.at - 1 in self.near.skip
        goes_on = self.width.is_full(before) or (self.width.full is not None and not ended)
        wrapped = previous.open and (line.blank == 0 or (crossed and not ended)) and goes_on
        rest = line.begins_low and not ended and (line.blank == 0 or len(last) > 40 or crossed)
        torn = previous.kind is BlockKind.PARAGRAPH and not ended and line.blank == 0 and _BEFORE.search(last)
        if previous.kind is BlockKind.HEADING:
            rest = line.begins_low and not ended and line.blank == 0 and _FIELD.match(line.text) is None
            wrapped = False
        if not (wrapped or rest or torn):
            return False
        previous.spans.append(line.span)
        previous.lines += 1
        return True

    def _plain(self, line: Line) -> bool:
        assert line.span is not None
        after = self.near.after(self.at)
        match = self.roles.of(line.text) if len(line.text) < 120 else None
        if match is not None and not line.text.endswith("."):
            self.headings.draft(line.span, None, lead=line.text.endswith(":"))
            return True
        asks = line.text.endswith("?") and self.headings.numbering.goes_on(line.text)
        if asks or self._is_repeat(line):
            self.headings.draft(line.span, None)
            return True
        if self._asks_alone(line):
            self.headings.draft(line.span, RANK_ROLE)
            return True
        if looks_like_heading(line, after, self.width):
            if self._in_list(line):
                self._add(BlockKind.ITEM, line, opens=True)
            else:
                self.headings.draft(line.span, None)
            return True
        self._add(BlockKind.PARAGRAPH, line, opens=True)
        return True

    def _asks_alone(self, line: Line) -> bool:
        """Say whether a line is a short question on its own, with text below: it heads that, as known ones do."""
        begins = line.blank > 0 and line.text[:1].isupper() and line.text.endswith("?")
        return begins and len(line.text.split()) <= _ASKED and self.near.after(self.at) is not None

    def _is_repeat(self, line: Line) -> bool:
        """A short line that says what a cell or heading said before is a heading, also with a full stop."""
        return len(line.text) < _WIDEST and self.headings.was_stated(line.text)

    def _in_list(self, line: Line) -> bool:
        """Say whether a heading-like line is an entry of a list without bullets."""
        if self.headings.numbering.goes_on(line.text) or self.headings.is_part(line.text) or self._heads_text(line):
            return False
        if self._heads_labels(line):
            return False
        before, after = self.near.before(self.at), self.near.after(self.at)
        above = self.drafts[-1] if self.drafts else None
        listed = above is not None and above.kind is BlockKind.ITEM and self.near.unmarked(self.at - 1)
        if before is not None and line.blank == 0 and (before.text.rstrip().endswith(":") or listed):
            return True
        first, last = self.near.short_run(self.at)
        if self.headings.role in LISTING and not self.headings.states(line.text):
            return last - first > 1 or after is None or looks_like_heading(after, None, self.width)
        return last - first >= _LONG_RUN and first < self.at and (self.at < last - 1 or last == len(self.lines))

    def _heads_labels(self, line: Line) -> bool:
        """Say whether a line below a blank one has labels right below it: it is what they tell more of."""
        after = self.near.after(self.at)
        return line.blank > 0 and after is not None and not after.blank and self.roles.is_filled(after.text)

    def _heads_text(self, line: Line) -> bool:
        """Say whether a line stands alone, or with one other, above a text without a blank line between."""
        after = self.near.after(self.at)
        if after is None or after.blank or not after.ends_sentence or len(after.text) <= _WIDEST:
            return False
        first, last = self.near.short_run(self.at)
        return line.blank > 0 or last - first <= _FEW

    # What the steps draft.

    def _add(self, kind: BlockKind, line: Line, opens: bool = False) -> None:
        assert line.span is not None
        self.drafts.append(Draft(kind, [line.span], open=opens))


def _steps(code: str) -> list[tuple[int, str]]:
    return [(int(number or 0), letter) for number, letter in re.findall(r"(\d+)|([a-z])", code)]


_WIDEST = 220
_FEW = 2
_ASKED = 12  # words of a question that heads a text
_BEFORE = re.compile(r"[.!?] \S.{20}")  # a whole sentence stands before, so that the line is no heading
_FIELD = re.compile(r"[^\W\d_]+:\s")
_NUMBER = r"(?:(?P<code>\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]|\((?:\d{1,2}|[a-z])\))\s+(?=\S)"
_ASIDE = {BlockKind.FURNITURE, BlockKind.FOOTNOTE}
_JOINS = {BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.LABEL, BlockKind.HEADING, BlockKind.FOOTNOTE}
