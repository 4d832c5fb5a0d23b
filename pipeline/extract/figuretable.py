"""Tables of figures as they are read, whatever they looked like; and those that are still tables: cells in columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.document import Block, Reading, Unit
from pipeline.extract.amounts import Amount
from pipeline.extract.figurewords import FigureWords, Head, Scale
from pipeline.span import Span

_NEAR = 2  # blocks above a table that may be its caption
_CAPTION = 120  # characters
Shape = Literal["tabel", "regels", "tegel"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in its cell or on its line. ``head`` is its column's, None where that can't be told."""

    unit: Unit
    amount: Amount
    head: Head | None


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its name, what stands over it within the table, its figures, and its side columns.

    ``series`` numbers, from 0, the rows that share a name because each has the same words again; ``of`` says how many.
    """

    name: Unit
    figures: tuple[Figure, ...]
    group: str | None = None
    unit: str | None = None
    origin: str | None = None
    series: int = 0
    of: int = 1

    @property
    def title(self) -> str:
        """Its name, less the signs of bold text and of footnotes around it."""
        return bare(self.name.text)

    @property
    def place(self) -> Span:
        """Where that stands."""
        start = self.name.text.index(self.title)
        return self.name.passage.span(start, start + len(self.title))


@dataclass(frozen=True, slots=True)
class Table:
    """A table of figures; ``titles`` are the texts that say what it is of, the nearest first."""

    shape: Shape
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    titles: tuple[str, ...]
    scale: Scale | None

    @property
    def figures(self) -> Iterator[Figure]:
        """All its figures."""
        return (figure for row in self.rows for figure in row.figures)


def bare(text: str) -> str:
    """Return a text less the signs of bold text and of footnotes around it, unless it is nothing else."""
    return text.strip("*_ ") or text


def titles_around(reading: Reading, first: Block, last: Block) -> tuple[str, ...]:
    """Return the texts around a table that may say what it is of, the nearest first: captions, then headings."""
    blocks, layout = reading.layout.blocks, reading.layout
    above = [b for b in blocks[max(0, first.index - _NEAR) : first.index] if b.section == first.section]
    below = [
        b for b in blocks[last.index + 1 : last.index + 2] if b.section == first.section and b.passage.text[:1] in "(*"
    ]
    near = [b.passage.text for b in (*reversed(above), *below) if b.place is None and len(b.passage.text) <= _CAPTION]
    return (*near, *(section.title for section in reversed(layout.path(first.section))))


def scale_of(words: FigureWords, texts: Sequence[str]) -> Scale | None:
    """Return what the first of some texts that tells it says of the unit of the amounts."""
    return next((scale for text in texts if (scale := words.scale(text)) is not None), None)


def grids(reading: Reading, words: FigureWords) -> Iterator[Table]:
    """Yield the tables of figures that are still tables."""
    tables: dict[int, list[Block]] = {}
    for block in reading.layout.blocks:
        if block.place is not None:
            tables.setdefault(block.place.table, []).append(block)
    for blocks in tables.values():
        if any(words.amount(b.passage.text) for b in blocks):
            table = _Grid(reading, words, blocks).table()
            if table is not None:
                yield table


_Cells = dict[int, Unit]  # by column


class _Grid:
    """One table while it is read."""

    def __init__(self, reading: Reading, words: FigureWords, blocks: list[Block]) -> None:
        self._reading, self._words, self._blocks = reading, words, blocks
        self._titles: list[Unit] = []
        self._headers: list[_Cells] = []
        self._rows: list[_Cells] = []

    def table(self) -> Table | None:
        self._sort()
        heads = self._heads()
        if not any(head.counts for head in heads.values()):
            return None
        names = self._name_column(heads)
        rows = tuple(self._read_rows(heads, names))
        if not rows:
            return None
        own = [u.text for u in self._titles] + [
            c[column].text for c in self._headers for column in (names,) if column in c
        ]
        titles = (*own, *titles_around(self._reading, self._blocks[0], self._blocks[-1]))
        columns = tuple(heads[column] for column in sorted(heads))
        scale = scale_of(self._words, (*titles, *(head.text for head in columns)))
        return Table("tabel", columns, rows, titles, scale)

    def _sort(self) -> None:
        """Part the cells into titles, rows of headings and rows."""
        rows: dict[int, _Cells] = {}
        for block in self._blocks:
            assert block.place is not None
            units = self._reading.of_block(block.index)
            if len(units) != 1:
                continue
            cells = rows.setdefault(block.place.row, {})
            if block.place.row < 0 and block.place.column in cells:  # a title stands over the headings
                self._titles.append(cells.pop(block.place.column))
            cells[block.place.column] = units[0]
        for number in sorted(rows):
            if number < 0 or (not self._rows and self._is_header(rows[number])):
                self._headers.append(rows[number])
            else:
                self._rows.append(rows[number])

    def _is_header(self, cells: _Cells) -> bool:
        """Say whether a row below the first goes on heading: years below "Begroting", say."""
        right = [unit.text for column, unit in cells.items() if column > 0]
        heads = [self._words.head(text) for text in right]
        amounts = [self._words.amount(text) for text in right]
        return bool(right) and all(
            (head.known or head.year is not None) and (amount is None or amount.bare_year)
            for head, amount in zip(heads, amounts, strict=True)
        )

    def _heads(self) -> dict[int, Head]:
        columns = sorted({column for cells in (*self._headers, *self._rows) for column in cells})
        return {column: self._words.head(self._heading(column)) for column in columns}

    def _heading(self, column: int) -> str:
        """Return the words over a column."""
        parts = []
        for number, cells in enumerate(self._headers):
            here = cells.get(column)
            below = {c for other in self._headers[number + 1 :] for c in other if c > 0}
            if column > 0 and column in below:
                here = _over(column, {c: u for c, u in cells.items() if c > 0}, sorted(below))
            if here is not None:
                parts.append(here.text)
        return " ".join(parts)

    def _name_column(self, heads: dict[int, Head]) -> int:
        for use in ("indicator", "taakveld", "naam"):
            for column, head in heads.items():
                if head.use == use:
                    return column
        return min(heads)

    def _read_rows(self, heads: dict[int, Head], names: int) -> Iterator[Row]:
        group: str | None = None
        for cells in self._rows:
            texts = {c: u for c, u in cells.items() if not heads[c].counts or c == names}
            figures = tuple(self._figures(cells, heads, names))
            name = texts.get(names) or next((u for c, u in texts.items() if heads[c].use is None), None)
            if not figures:
                heads_again = (
                    names in cells and self._is_header(cells) and not self._words.head(cells[names].text).known
                )
                if name is not None and (heads_again or len(cells) == 1) and self._words.amount(name.text) is None:
                    group = bare(name.text)
                continue
            beside = next((u for u in texts.values() if u is not name and self._words.head(u.text).side), None)
            if beside is not None:  # "Zorg | Lasten | 12": the side names the row, and what it belongs to the group
                group, name = bare(name.text) if name and names in texts else group, beside
            if name is not None and any(c.isalpha() for c in name.text):
                told = {heads[c].use: u.text for c, u in texts.items()}
                yield Row(name, figures, group, told.get("eenheid"), told.get("bron"))

    def _figures(self, cells: _Cells, heads: dict[int, Head], names: int) -> Iterator[Figure]:
        found = [(c, u, self._words.amount(u.text)) for c, u in sorted(cells.items()) if c != names and heads[c].counts]
        amounts = [amount for _, _, amount in found if amount is not None]
        if amounts and all(amount.bare_year for amount in amounts):
            return  # when something happened
        for column, unit, amount in found:
            if amount is not None:
                yield Figure(unit, amount, heads[column])


def _over(column: int, above: _Cells, below: list[int]) -> Unit | None:
    """Return the heading over a column, of a row of headings that may each stand over several columns.

    Where they share the columns evenly each has its part, wherever within that it was written; else a heading stands
    over its own column and those right of it. None where that leaves a column without.
    """
    share, rest = divmod(len(below), len(above)) if above else (0, 0)
    if share and not rest:
        places = [below[n : n + share] for n in range(0, len(below), share)]
        if all(at in part for at, part in zip(sorted(above), places, strict=True)):
            return next(above[at] for at, part in zip(sorted(above), places, strict=True) if column in part)
    if not above or min(above) > below[0]:
        return above.get(column) if share == 1 else None
    return above[max(at for at in above if at <= column)]
