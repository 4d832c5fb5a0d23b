"""Ruled tables: pdfplumber finds the cells, from pdfium's lines; the words go where they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from pdfplumber.table import TableFinder

from pipeline.read.pdf.cells import rows_of, within
from pipeline.read.pdf.lines import lines_of
from pipeline.read.pdf.page import Page, Word

_MOST_CROSSINGS = 6_000  # of upright and flat lines: the time to find cells grows with their square
_MOST_EDGES = 6_000  # of a page: more is a drawing, and finding cells in it takes minutes
_THICK = 3  # points: no line is thicker
_ROW_GAP = 7.0  # points: what stands further above a line belongs to no row of its table
_FOOT = 0.9  # of the page's height: what stands below is a footer
_RUNNING = 2  # words across a column's edge: so many are text, and no cells
_LEAST_FILLED = 3  # cells with text


Box = tuple[int, int, int, int]


@dataclass(slots=True)
class Table:
    """A table: for each row and column the words of its cell, none where a cell spans from above or the left.

    ``cut`` says that its last row has no line below it: it may go on over the page or column.
    """

    page: int
    box: tuple[float, float, float, float]
    columns: tuple[float, ...]
    rows: list[list[list[Word]]]
    cut: bool = False

    @property
    def top(self) -> float:
        """Its top."""
        return self.box[1]

    @property
    def has_header(self) -> bool:
        """Whether the first row is bold and the next is not."""
        return _is_bold(self.rows[0]) and len(self.rows) > 1 and not _is_bold(self.rows[1])


def _is_bold(row: Sequence[Sequence[Word]]) -> bool:
    words = [w for cell in row for w in cell]
    return bool(words) and all(w.bold for w in words)


def find_tables(page: Page) -> tuple[list[Table], list[Word]]:
    """Return a page's tables, and the words that stand in none of them."""
    if not 4 <= len(page.edges) <= _MOST_EDGES or _crossings(page) > _MOST_CROSSINGS:
        return [], page.words
    uprights, open_ends = _uprights(page)
    edges = [_edge(e) for e in (*page.edges, *uprights)]
    shim: Any = SimpleNamespace(edges=edges, bbox=(0, 0, page.width, page.height), chars=[])
    found: list[Table] = []
    rest = page.words
    finder = TableFinder(shim)
    of_tables: set[tuple[float, float, float, float]] = set()
    for table in finder.tables:
        inside = [w for w in rest if within(w, table.bbox)]
        read = _read(table, inside, page.number)
        if read is not None:
            read.cut = any(abs(table.bbox[3] - end) < 1 for end in open_ends)
            found.append(read)
            of_tables.update(table.cells)
            taken = {id(w) for w in inside}
            rest = [w for w in rest if id(w) not in taken]
    for box in finder.cells:
        if box not in of_tables:  # what stands in those is no longer among the rest
            for word in rest:
                if within(word, box):
                    word.frame = box
    return found, rest


def _crossings(page: Page) -> int:
    flat = {round(e[1]) for e in page.edges if e[2] - e[0] > e[3] - e[1]}
    upright = {round(e[0]) for e in page.edges if e[3] - e[1] > e[2] - e[0]}
    return len(flat) * len(upright)


def _uprights(page: Page) -> tuple[list[tuple[float, float, float, float]], list[float]]:
    """Return the sides that tables without upright lines would have, and where rows without a line below end.

    Such a table has a line under each row; where each cell draws its own, the lines meet at the columns' places.
    """
    flat = sorted({_rounded(e) for e in page.edges if e[3] - e[1] <= _THICK < e[2] - e[0]})
    heights: dict[tuple[int, int], list[int]] = {}
    for x0, top, x1 in ((e[0], e[1], e[2]) for e in flat):
        heights.setdefault((x0, x1), []).append(top)
    sides = [_rounded(e) for e in page.edges if e[2] - e[0] <= _THICK < e[3] - e[1]]
    found: list[tuple[float, float, float, float]] = []
    ends = []
    for group in _touching(sorted(heights)):
        common = Counter(top for column in group for top in heights[column])
        shared = sorted(top for top, number in common.items() if number > 1)
        for tops in _parted(page, group, shared) if len(group) > 1 else ():
            if _has_sides(group, tops, sides):
                continue
            first, last = _header_top(page, group, tops[0]), _footer_bottom(page, group, tops[-1])
            found += [(float(x), first, float(x), last) for x in sorted({x for column in group for x in column})]
            for edge, line in ((first, tops[0]), (last, tops[-1])):
                if edge != line:
                    found += [(float(a), edge, float(b), edge) for a, b in group]
            if last != tops[-1]:
                ends.append(last)
    return found, ends


def _parted(page: Page, group: Sequence[tuple[int, int]], tops: Sequence[int]) -> list[list[int]]:
    """Return the heights of lines by table: where text between two runs over the columns, another table begins."""
    inner = [c[0] for c in group[1:]]
    parts: list[list[int]] = []
    for top in tops:
        if parts:
            between = [w for w in page.words if parts[-1][-1] < w.middle < top and w.x1 > group[0][0]]
            over = sum(any(w.x0 < x - 2 and w.x1 > x + 2 for x in inner) for w in between)
            if over < _RUNNING:
                parts[-1].append(top)
                continue
        parts.append([top])
    return parts


def _has_sides(group: Sequence[tuple[int, int]], tops: Sequence[int], sides: Sequence[Box]) -> bool:
    """Say whether a table has upright lines of its own, at two or more of its columns' places."""
    places = {x for column in group for x in column}
    own = {x for x in places for s in sides if abs(s[0] - x) <= _THICK and s[1] < tops[-1] and s[3] > tops[0]}
    return len(own) > 1


def _rounded(edge: tuple[float, float, float, float]) -> Box:
    x0, top, x1, bottom = edge
    return round(x0), round(top), round(x1), round(bottom)


def _touching(columns: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Return the columns in groups of those that stand side by side."""
    groups: list[list[tuple[int, int]]] = []
    for column in columns:
        group = next((g for g in groups if abs(g[-1][1] - column[0]) <= _THICK), None)
        if group is None:
            groups.append([column])
        else:
            group.append(column)
    return groups


def _header_top(page: Page, group: Sequence[tuple[int, int]], top: float) -> float:
    """Return where the row above the first line begins: its words, as long as they follow each other closely."""
    x0, x1 = group[0][0], group[-1][1]
    above = sorted(
        (w for w in page.words if w.x0 >= x0 - 3 and w.x1 <= x1 + 3 and w.bottom <= top + 2), key=lambda w: -w.bottom
    )
    first = top
    for at, word in enumerate(above):
        if first - word.bottom > _ROW_GAP:
            break
        beside = [w for w in above[max(0, at - 12) : at + 12] if abs(w.middle - word.middle) < 2]
        if _runs_over(word, beside, group):
            break  # a title over the whole table, and no row of it
        first = min(first, word.top)
    return first


def _runs_over(word: Word, beside: Sequence[Word], group: Sequence[tuple[int, int]]) -> bool:
    """Say whether a word goes on into the next column: there the next word follows at a space's width."""
    column = next((c for c in group if c[0] - 2 <= word.x0 < c[1]), None)
    follows = next((w for w in beside if 0 <= w.x0 - word.x1 < 0.5 * word.size), None)
    return column is not None and (word.x1 > column[1] + 2 or (follows is not None and follows.x0 >= column[1] - 1))


def _footer_bottom(page: Page, group: Sequence[tuple[int, int]], bottom: float) -> float:
    """Return where the row below the last line ends, if the page or column ends within it."""
    left, right = group[0][0], group[-1][1]
    below = sorted((w for w in page.words if w.top >= bottom - 2 and w.x1 > left and w.x0 < right), key=lambda w: w.top)
    last: float = bottom
    filled: set[tuple[int, int]] = set()
    for word in below:
        column = next((c for c in group if c[0] - 2 <= word.x0 and word.x1 <= c[1] + 2), None)
        if column is None:
            return bottom  # text that runs over the columns: the table ended above it
        if word.top - last > _ROW_GAP:
            # What is left stands in the page's foot, or the table ended before something else.
            return last if word.top > _FOOT * page.height and len(filled) > 1 else bottom
        last = max(last, word.bottom)
        filled.add(column)
    return last if len(filled) > 1 else bottom


def _edge(box: tuple[float, float, float, float]) -> dict[str, Any]:
    x0, top, x1, bottom = box
    upright = bottom - top > x1 - x0
    middle = (x0 + x1) / 2 if upright else (top + bottom) / 2
    if upright:
        x0 = x1 = middle
    else:
        top = bottom = middle
    return {
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
        "orientation": "v" if upright else "h",
        "object_type": "line",
    }


def _read(table: Any, words: list[Word], number: int) -> Table | None:
    """Return a table with its words; None where it is only a frame, or a box of one column."""
    lefts, rows = rows_of(table, words)
    rows = [row for row in rows if any(row)]
    used = sorted({at for row in rows for at, cell in enumerate(row) if cell})
    if len(rows) < 2 or len(used) < 2 or sum(bool(cell) for row in rows for cell in row) < _LEAST_FILLED:
        return None
    columns = tuple(float(lefts[at]) for at in used)
    return Table(number, table.bbox, columns, [[_sorted(row[at]) for at in used] for row in rows])


def _sorted(words: list[Word]) -> list[Word]:
    """Return a cell's words as they are read."""
    return [w for line in lines_of(words, 0) for w in line.words]
