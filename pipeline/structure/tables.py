"""Tables of pipes, tabs or spaces: rows to cells, columns to roles, and cells that a row span lost in flattening.

A table flattened from a page or a PDF keeps only the first line of a cell that spans rows: the rows
below it come out one cell short, shifted to the left. Such a row is recognised by the shape of its
cells, which fits the columns better one place to the right, and gets its place back.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.document import Role
from pipeline.span import Span
from pipeline.structure.lines import Line
from pipeline.structure.roles import RoleMatch, Roles

# How much better a shifted row has to fit before it counts as shifted, in units of log length.
_MARGIN = 0.3
_FIGURE_SHARE = 0.6
_MISFIT = 1.0
_DATE_WORDS = 6
MARKS = frozenset("xX×✓✔●•■▪v")  # what says in a column of a time that something is done then
_CODE = re.compile(r"\d+(?:\.\d+)+(?=[. ])")
_VALUE = re.compile(
    r"[€$]?\s*[-+−–]?\s*[\d.,]*\d\s*(?:%|‰|mln\.?|miljoen|k)?|[-–—]|n\.?v\.?t\.?|n\.?b\.?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that holds something: its content's place, its row and column, its column's role."""

    span: Span
    row: int
    column: int
    lost: bool
    role: RoleMatch | None
    figure: bool  # a header, or a value of a table of figures


def split_row(line: Line) -> list[Span | None]:
    """Return the places of a row's cells; an empty cell is None."""
    assert line.span is not None
    text, base = line.text, line.span.start
    start = 1 if text.startswith("|") else 0
    end = len(text) - 1 if text.endswith("|") and len(text) > 1 else len(text)
    cells: list[Span | None] = []
    position = start
    for part in text[start:end].split("|"):
        content = part.strip(" \t\r")
        if content:
            at = base + position + part.index(content)
            cells.append(Span(at, at + len(content)))
        else:
            cells.append(None)
        position += len(part) + 1
    return cells


def read_table(table: Sequence[tuple[Line, list[Span | None]]], text: str, roles: Roles) -> Iterator[Cell]:
    """Yield the cells of one table from its rows, each with its line."""
    kept, rows = [line for line, _ in table], [cells for _, cells in table]
    title_rows, header = _header(rows, text, roles)
    widest = max((len(trim(row)) for row in rows), default=0)
    framed = all(line.text.startswith("|") for line in kept)  # then a header's last place may be empty on purpose
    width = widest if header is None or framed else len(header)
    for number in range(title_rows):
        for span in rows[number]:
            if span:
                yield Cell(span, -1, 0, False, None, True)
    body = rows[title_rows + (1 if header else 0) :]
    when = _marked_times(header or [], body, text, roles)
    for column, span in enumerate(header or []):
        if span:
            yield Cell(span, -1, column, False, when.get(column) or roles.of(span.of(text)), column not in when)
    counted = _counts(body, text)
    by_column: list[RoleMatch | None] = [None] * width
    if header:
        by_column = [when.get(n) or (roles.of(span.of(text)) if span else None) for n, span in enumerate(header)]
        by_column += [None] * (width - len(by_column))
    shapes, depths = _shapes(body, width), _depths(body, text)
    row = 0
    for line, cells in zip(kept[len(rows) - len(body) :], body, strict=True):
        trimmed = trim(cells)
        if header and _repeats(trimmed, header, text):
            continue
        whole = line.text.startswith("|") and len(cells) >= width  # its empty cells are written down
        told = 0 if whole else _told(trimmed, text, depths)
        shift = _shift(trimmed, text, shapes, by_column) if told is None else told
        for column, span in enumerate(trimmed):
            if span:
                at = min(column + shift, max(width - 1, 0))
                lost = shift > 0 or (column > 0 and trimmed[0] is None)
                role = by_column[at] if at < len(by_column) else None
                counts = counted and (role is None or role.role is not Role.TIMING)
                value = at in when or (counts and _VALUE.fullmatch(span.of(text)[:60]) is not None)
                yield Cell(span, row, at, lost, role, value)
        row += 1


def _marked_times(
    header: list[Span | None], body: list[list[Span | None]], text: str, roles: Roles
) -> dict[int, RoleMatch]:
    """Return the columns that are called by a time and hold nothing but marks: what is done then has one."""
    found: dict[int, RoleMatch] = {}
    for column, name in enumerate(header):
        cells = [cell.of(text) for row in body for cell in row[column : column + 1] if cell is not None]
        named = name is not None and roles.of(name.of(text)) is None and roles.tells_time(name.of(text))
        if named and cells and all(cell in MARKS for cell in cells):
            found[column] = RoleMatch(Role.TIMING, "koppen/wanneer")
    return found


def _header(rows: list[list[Span | None]], text: str, roles: Roles) -> tuple[int, list[Span | None] | None]:
    """Return how many title rows stand on top, and the header row below them, if there is one."""
    for number, cells in enumerate(rows[:3]):
        trimmed = trim(cells)
        known = sum(bool(span and roles.of(span.of(text))) for span in trimmed)
        if len(trimmed) > 1 and known and 2 * known >= len([c for c in trimmed if c]) - 1:
            return number, trimmed
        if len(trimmed) > 1:
            break
    first = next((n for n, cells in enumerate(rows[:3]) if len(trim(cells)) > 1), None)
    if first is None:
        return (1 if len(rows) > 1 else 0), None
    cells = trim(rows[first])
    short = all(span is None or len(span) < 40 for span in cells)
    plain = not any(span and _VALUE.fullmatch(span.of(text)) for span in cells)
    body = rows[first + 1 :]
    return (first, cells) if short and body and (plain or _counts(body, text)) else (first, None)


def _counts(body: list[list[Span | None]], text: str) -> bool:
    """Say whether a table is one of figures: most of what stands right of its first column is."""
    cells = [span.of(text) for row in body for span in row[1:] if span]
    return bool(cells) and sum(_VALUE.fullmatch(c[:60]) is not None for c in cells) >= _FIGURE_SHARE * len(cells)


def trim(cells: list[Span | None]) -> list[Span | None]:
    """Return a row without the empty cells at its end."""
    end = len(cells)
    while end and cells[end - 1] is None:
        end -= 1
    return cells[:end]


def _is_dated(content: str) -> bool:
    words = content.split()
    return len(words) <= 2 or (len(words) <= _DATE_WORDS and any(c.isdigit() for c in content))


def _repeats(cells: list[Span | None], header: list[Span | None], text: str) -> bool:
    return [c.of(text) if c else "" for c in cells] == [c.of(text) if c else "" for c in header]


def _shapes(body: list[list[Span | None]], width: int) -> list[float | None]:
    """Return the mean log length of each column, from the rows that have all their cells."""
    full = [trimmed for cells in body if len(trimmed := trim(cells)) == width and all(trimmed)]
    return [
        sum(math.log(len(row[column] or "x")) for row in full) / len(full) if full else None for column in range(width)
    ]


def _depth(cell: Span | None, text: str) -> int:
    """Return how many numbers the code of a cell has: 3 for "1.1.2 Een loket", 0 without."""
    code = _CODE.match(cell.of(text)) if cell else None
    return len(code[0].split(".")) if code else 0


def _depths(body: list[list[Span | None]], text: str) -> list[int]:
    """Return for each column how deep its codes are, where the rows with several of them agree on that."""
    found = [[_depth(cell, text) for cell in row] for row in body]
    coded = [depths for depths in found if sum(map(bool, depths)) > 1]
    agreed = {tuple(depths[:2]) for depths in coded}
    return list(agreed.pop()) if len(agreed) == 1 else []


def _told(cells: list[Span | None], text: str, depths: list[int]) -> int | None:
    """Return how many first cells a row has lost by its code, if it tells: "1.1.2" belongs under "1.1.1"."""
    depth = _depth(cells[0], text) if cells else 0
    return depths.index(depth) if depth and depth in depths else None


def _shift(cells: list[Span | None], text: str, shapes: list[float | None], by_column: list[RoleMatch | None]) -> int:
    """Return how many first cells a row has lost: the shift that makes its cells fit their columns.

    A cell fits by its length, and by whether it is short and dated where, and only where, the column tells when.
    """
    missing = len(shapes) - len(cells)
    if missing <= 0 or not cells or cells[0] is None:
        return 0
    costs = []
    for shift in range(missing + 1):
        cost = 0.0
        for column, span in enumerate(cells):
            shape = shapes[column + shift]
            if span is None:
                continue
            if shape is not None:
                cost += abs(math.log(len(span)) - shape)
            role = by_column[column + shift]
            if role is not None:
                cost += _MISFIT * ((role.role is Role.TIMING) != _is_dated(span.of(text)))
        costs.append(cost)
    best = min(range(len(costs)), key=costs.__getitem__)
    return best if costs[best] + _MARGIN < costs[0] else 0
