"""Cards: the fields of an activity below each other, each behind a line with its name, card after card.

Platforms for budgets and accounts show "Activiteit", what it is, "Status", "Groen", "Toelichting", a text, and then the
next. That is a table whose rows stand upright.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.document import TELLING, BlockKind, Place, Role
from pipeline.span import Span
from pipeline.structure.draft import Draft
from pipeline.structure.lines import Line
from pipeline.structure.roles import RoleMatch, Roles, plain

_NAME = 40  # characters of a field's name
_MOST_LINES = 3  # of the field that says what the card is about
_LEAST_CARDS = 2
# What one of the fields has to be about: without it these are sections.
_DETAILS = {Role.STATUS, Role.TIMING, Role.PARTNERS}


@dataclass
class _Field:
    """A field of a card: the line of its name, and those of its value."""

    name: int
    column: int
    role: RoleMatch
    lines: list[int] = field(default_factory=list)


@dataclass
class Cards:
    """Cards below each other; each is a row, with a column for each name of the first."""

    cards: list[list[_Field]]
    end: int

    def drafts(self, lines: list[Line], table: int, text_role: Role | None) -> Iterator[tuple[int, Draft]]:
        """Yield the blocks, each with its first line; ``text_role`` is that of the text which explains a card."""
        for row, fields in enumerate(self.cards):
            for one in fields:
                name = Draft(BlockKind.FIGURE, [_span(lines[one.name])], one.role.role, one.role.rule)
                name.place = Place(table, row, one.column)
                yield one.name, name
                explains = one.role.role is Role.EXPLANATION
                for numbers in _paragraphs(lines, one.lines) if explains else filter(None, [one.lines]):
                    kind = BlockKind.PARAGRAPH if explains else BlockKind.CELL
                    role = text_role if explains else one.role.role
                    value = Draft(kind, [_span(lines[n]) for n in numbers], role, one.role.rule)
                    value.place = Place(table, row, one.column)
                    yield numbers[0], value


def find(lines: list[Line], at: int, skip: set[int], roles: Roles) -> Cards | None:
    """Return the cards that begin at a line, None where none does."""
    first = roles.of(lines[at].text)
    if first is None or first.role not in TELLING:
        return None
    cards, end = _read(lines, at, skip, roles, first)
    while cards and not _is_card(cards[-1], lines):
        end = cards.pop()[0].name
    if len(cards) < _LEAST_CARDS or not all(_is_card(card, lines) for card in cards):
        return None
    return Cards(cards, _cut_last(cards, lines, end))


def _read(lines: list[Line], at: int, skip: set[int], roles: Roles, first: RoleMatch) -> tuple[list[list[_Field]], int]:
    """Return the cards from a line on, and the line that belongs to none of them.

    Where one of the first two is none, or they say neither how far nor when, there are no cards: then nothing more is
    read, however often the name comes back.
    """
    names: dict[str, int] = {plain(lines[at].text): 0}
    cards: list[list[_Field]] = [[_Field(at, 0, first)]]
    for number in range(at + 1, len(lines)):
        line = lines[number]
        if number in skip:
            continue
        role = roles.of(line.text) if len(line.text) <= _NAME and not line.bullet else None
        if role is None:
            if line.hashes or line.is_row or (line.code and not line.ends_sentence):
                return cards, number
            cards[-1][-1].lines.append(number)
            continue
        name = plain(line.text)
        if names.get(name) == 0:
            about = {one.role.role for one in cards[0]}  # the names of the others are among those of the first
            if len(cards) <= _LEAST_CARDS and not (about & _DETAILS and _is_card(cards[-1], lines)):
                return [], number
            cards.append([_Field(number, 0, role)])
        elif name in names or (len(cards) == 1 and role.role not in TELLING):
            cards[-1].append(_Field(number, names.setdefault(name, len(names)), role))
        else:
            return cards, number
    return cards, len(lines)


def _is_card(card: list[_Field], lines: list[Line]) -> bool:
    about = card[0].lines
    short = 0 < len(about) <= _MOST_LINES and not any(lines[n].bullet or lines[n].item_number for n in about)
    return short and len(card) > 1 and not any(lines[n].blank for n in about[1:])


def _cut_last(cards: list[list[_Field]], lines: list[Line], end: int) -> int:
    """Take from the last card what no other shows to be part of it; return where the cards end."""
    last = cards[-1][-1]
    others = [one.lines for card in cards[:-1] for one in card if one.column == last.column]
    if all(len(other) <= 1 for other in others):
        kept = last.lines[:1]
    else:
        kept = last.lines[:1]
        for number in last.lines[1:]:
            if lines[number].blank:
                break
            kept.append(number)
    if len(kept) < len(last.lines):
        end = last.lines[len(kept)]
        last.lines[:] = kept
    return end


def _paragraphs(lines: list[Line], numbers: list[int]) -> Iterator[list[int]]:
    found: list[int] = []
    for number in numbers:
        if found and lines[number].blank:
            yield found
            found = []
        found.append(number)
    if found:
        yield found


def _span(line: Line) -> Span:
    assert line.span is not None
    return Span(line.span.start + line.after_bullet, line.span.end)
