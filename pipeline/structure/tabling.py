"""Drafting tables: of pipes, tabs or spaces, those that fell apart into lines, and cards below each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.document import BlockKind, Place, Role
from pipeline.span import Span
from pipeline.structure import cards, fallen, spaced
from pipeline.structure.draft import Draft
from pipeline.structure.drafting import Headings
from pipeline.structure.lines import Line
from pipeline.structure.neighbours import Neighbours
from pipeline.structure.roles import Roles
from pipeline.structure.tables import Cell, read_table, split_row
from pipeline.structure.upright import read_card

_NAME = 60  # characters of a column's name


@dataclass
class Tables:
    """Drafts the tables of a text, beside the other blocks of ``headings``."""

    text: str
    near: Neighbours
    roles: Roles
    headings: Headings
    count: int = 0

    def take(self, at: int) -> int:
        """Draft the table that begins at a line; return how many lines it takes, 0 where none begins."""
        line = self.near.lines[at]
        if line.is_row and self.near.in_table(at):
            return self._rows(at)
        if ("\t" in line.text or "  " in line.text) and (taken := self._spaced(at)):
            return taken
        if len(line.text) < _NAME and self.roles.of(line.text):
            return self._fallen(at) or self._upright(at)
        return 0

    def _rows(self, at: int) -> int:
        lines, end = self.near.lines, at + 1
        while end < len(lines) and end not in self.near.skip and not self._begins(end):
            if not (lines[end].is_row or lines[end].is_rule):
                break
            end += 1
        rows = [(line, split_row(line)) for line in lines[at:end] if line.is_row]
        self._read(rows)
        return end - at

    def _read(self, rows: Sequence[tuple[Line, list[Span | None]]], rest: Mapping[Span, Sequence[Span]] = {}) -> None:
        card = read_card([cells for _, cells in rows], self.text, self.roles)
        self._draft(read_table(rows, self.text, self.roles) if card is None else card, rest)

    def _spaced(self, at: int) -> int:
        found = spaced.find(self.near.lines, at, self.near.skip, self.roles)
        if found is None:
            return 0
        self._read(found.rows, found.rest)
        return found.lines

    def _begins(self, at: int) -> bool:
        """Say whether a row below a blank line is the header of a table of its own: a rule stands below it."""
        line, below = self.near.lines[at], self.near.after(at)
        return line.blank > 0 and line.is_row and below is not None and below.is_rule

    def _fallen(self, at: int) -> int:
        lines: list[Line] = self.near.lines
        table = fallen.find(lines, at, self.near.skip, self.roles)
        if table is None:
            return 0
        self._draft(table.cells(lines[at : at + table.lines]))
        return table.lines

    def _upright(self, at: int) -> int:
        lines, skip = self.near.lines, self.near.skip
        found = cards.find(lines, at, skip, self.roles)
        if found is None:
            return 0
        explains = Role.RESULTS if self.headings.role is Role.RESULTS else Role.EXPLANATION
        drafts = dict(found.drafts(lines, self.count, explains))
        for number in range(at, found.end):
            furniture = lines[number].span if number in skip else None
            if number in drafts:
                self.headings.drafts.append(drafts[number])
            elif furniture is not None:
                self.headings.drafts.append(Draft(BlockKind.FURNITURE, [furniture]))
        self.count += 1
        return found.end - at

    def _draft(self, cells: Iterable[Cell], rest: Mapping[Span, Sequence[Span]] = {}) -> None:
        for cell in cells:
            spans = [cell.span, *rest.get(cell.span, ())]
            draft = Draft(BlockKind.FIGURE if cell.figure else BlockKind.CELL, spans)
            draft.role, draft.rule = (cell.role.role, cell.role.rule) if cell.role else (None, None)
            draft.place = Place(self.count, cell.row, cell.column, cell.lost)
            if not cell.figure:
                self.headings.state(cell.span)
            self.headings.drafts.append(draft)
        self.count += 1
