"""Tables of a page: which of them are tables, and the grid that their cells and spans make."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pipeline.errors import TooLarge
from pipeline.read.html_text import HEADINGS, is_block
from pipeline.read.html_tree import Element, Page

_LAYING_OUT = frozenset({*HEADINGS, "article", "form", "main", "section", "table"})
_MOST_CELLS = 5_000_000
_WIDEST_SPAN = 1000  # the standard's own limit
_BULK = 0.6  # of a table's text in one cell: the table lays out the page


def is_layout(table: Element, page: Page) -> bool:
    """Say whether a table only lays out the page: its cells' content then is read one after the other."""
    if table.role in {"presentation", "none"}:
        return True
    held = page.inside(table)
    rows = [list(_cells(row)) for row, _ in _rows(table)]
    cells = [cell for row in rows for cell in row]
    captions = [e for e in held if e.tag == "caption" and e.parent is table]
    sizes = {cell: _size(cell, page) for cell in cells}
    if sum(sizes.values()) + sum(_size(caption, page) for caption in captions) < _size(table, page):
        return True  # text beside its cells, that a grid has no place for
    if captions or any(cell.tag == "th" for cell in cells):
        return False
    if len(rows) < 2 or any(e.tag in _LAYING_OUT and not e.out for e in held):
        return True
    largest = max(cells, key=sizes.__getitem__, default=table)
    blocks = sum(isinstance(child, Element) and is_block(child) for child in largest.children)
    return blocks > 1 and sizes.get(largest, 0) > _BULK * sum(sizes.values())


def grid(table: Element, entries: Callable[[Element], list[str]]) -> tuple[list[list[str]], bool]:
    """Return the rows of a table's texts, and whether the first of them is a header.

    A cell that spans stands in its first row and column; its other places are empty. ``entries`` gives what stands
    in a cell: where it is more than one, each gets a row. Rows and columns without any text are left out.
    Raises :class:`pipeline.errors.TooLarge`.
    """
    sparse: list[dict[int, str]] = []
    heads: list[bool] = []
    below: list[tuple[int, int, int]] = []  # what cells from above still span: first column, one past the last, rows
    for row, is_head in _rows(table):
        found: list[tuple[int, list[str]]] = []
        held, column, all_heads = sorted(below, reverse=True), 0, True
        below = [(first, last, left - 1) for first, last, left in held if left > 1]
        for cell in _cells(row):
            while held and held[-1][0] <= column:
                column = max(column, held.pop()[1])
            texts = [] if cell.out else entries(cell)
            if texts:
                found.append((column, texts))
                all_heads = all_heads and cell.tag == "th"
            width, height = _span(cell, "colspan"), _span(cell, "rowspan")
            if height > 1:
                below.append((column, column + width, height - 1))
            column += width
        for number in range(max((len(texts) for _, texts in found), default=0)):
            sparse.append({at: texts[number] for at, texts in found if number < len(texts)})
            heads.append(is_head or all_heads)
    used = sorted({at for line in sparse for at in line})
    if len(used) * len(sparse) > _MOST_CELLS:
        raise TooLarge(
            f"a table of the page has {len(sparse)} rows and {len(used)} columns; save it as a file of its own"
        )
    return [[line.get(at, "") for at in used] for line in sparse], bool(heads) and heads[0]


def _rows(table: Element) -> list[tuple[Element, bool]]:
    """Return a table's own rows as they show, and whether each belongs to its head: head, bodies, foot."""
    found: list[tuple[int, Element]] = []
    stack = [(child, 1) for child in reversed(table.children) if isinstance(child, Element)]
    while stack:
        element, part = stack.pop()
        if element.out or element.tag in {"table", "caption"}:
            continue
        if element.tag == "tr":
            found.append((part, element))
            continue
        part = {"thead": 0, "tfoot": 2}.get(element.tag, part)
        stack.extend((child, part) for child in reversed(element.children) if isinstance(child, Element))
    return [(row, part == 0) for part, row in sorted(found, key=lambda one: one[0])]


def _cells(row: Element) -> Iterator[Element]:
    stack = [child for child in reversed(row.children) if isinstance(child, Element)]
    while stack:
        element = stack.pop()
        if element.tag in {"td", "th"}:
            yield element  # also a hidden one: its place is its column's
        elif element.tag != "table" and not element.out:
            stack.extend(child for child in reversed(element.children) if isinstance(child, Element))


def _span(cell: Element, name: str) -> int:
    """Return how many columns or rows a cell spans; of rows, 0 is the rest of the table."""
    given = cell.attrs.get(name, cell.attrs.get(f"aria-{name}", "1")).strip()
    if not (given.isascii() and given.isdigit()) or len(given) > 6:
        return 1
    if name == "colspan":
        return min(max(int(given), 1), _WIDEST_SPAN)
    return int(given) or 10**6


def _size(around: Element, page: Page) -> int:
    """Return how many letters an element has, all that is inside it counted."""
    held = (e for e in page.elements[around.index : around.end] if e.texts and not e.out)
    return sum(len(child.strip()) for e in held for child in e.children if isinstance(child, str))
