"""Tables of figures that fell apart into lines, as pages of budgets do when they are saved as text.

Two forms are read. The names of the columns on a line each, then row after row its name and its figures; and tiles: a
word ("begroot") on a line, the amount on the next. Empty cells leave no line, so a row with fewer figures than there
are columns doesn't tell which it has.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.document import Block, BlockKind, Reading, Unit
from pipeline.extract.amounts import Amount
from pipeline.extract.figuretable import Figure, Row, Table, bare, scale_of, titles_around
from pipeline.extract.figurewords import FigureWords, Head, Scale

_LONGEST = 120  # characters of a line that can be the name of a row
_PASSED = ("aandeel", "vergelijking")  # columns of figures that are not the document's own
_MOST_NAMES = 8  # lines of names between two rows of figures: rows without any
_BETWEEN = {BlockKind.FURNITURE, BlockKind.CONTENTS, BlockKind.FOOTNOTE, BlockKind.SOURCE, BlockKind.LABEL}


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a run, and what it may be."""

    unit: Unit
    head: Head
    scale: Scale | None
    amount: Amount | None
    empty: bool

    @property
    def is_value(self) -> bool:
        return self.empty or (self.amount is not None and not self.amount.bare_year)

    @property
    def is_year(self) -> bool:
        return self.amount is not None and self.amount.bare_year

    @property
    def is_measure(self) -> bool:
        """Whether it can stand over an amount alone: "begroot"."""
        return self.head.known and self.head.column is not None and self.head.use is None

    @property
    def heads(self) -> bool:
        """Whether it can be the name of a column."""
        return not self.is_value and (self.is_year or self.head.known or self.scale is not None)

    @property
    def names(self) -> bool:
        """Whether it can be the name of a row."""
        return not self.is_value and not self.is_year and self.scale is None and not self.is_measure


def fallen(reading: Reading, words: FigureWords) -> Iterator[Table]:
    """Yield the tables of figures that fell apart into lines."""
    for run in _runs(reading):
        values = [words.amount(unit.text) for unit in run]
        if sum(a is not None and not a.bare_year for a in values) < 2:
            continue
        lines = [
            _Line(u, words.head(u.text), words.scale(u.text), a, words.empty(u.text))
            for u, a in zip(run, values, strict=True)
        ]
        yield from _Run(reading, words, lines).tables()


def _runs(reading: Reading) -> Iterator[list[Unit]]:
    """Yield the stretches of short lines that hold figures."""
    run: list[Unit] = []
    for block in reading.layout.blocks:
        units = reading.of_block(block.index)
        if _is_short(block) and len(units) == 1:
            run.append(units[0])
        elif block.kind is not BlockKind.FURNITURE:
            yield run
            run = []
    yield run


def _is_short(block: Block) -> bool:
    text = block.passage.text
    ends = text.endswith((".", ";", ":", "!", "?")) and not text[:1].isdigit()
    sentence = ends and len(text.split()) > 3
    return block.place is None and block.kind not in _BETWEEN and len(text) <= _LONGEST and not sentence


class _Run:
    """A run of short lines while it is read."""

    def __init__(self, reading: Reading, words: FigureWords, lines: list[_Line]) -> None:
        self._reading, self._words, self._lines = reading, words, lines
        self._tiles: list[Row] = []

    def tables(self) -> Iterator[Table]:
        at = 0
        while at < len(self._lines):
            end = self._tile(at)
            if end is None:
                found = self._columns(at)
                if found is not None:
                    table, end = found
                    yield table
            at = at + 1 if end is None else end
        if self._tiles:
            first = self._tiles[0]
            titles = self._titles(first.name.block, self._tiles[-1].figures[-1].unit.block)
            yield Table("tegel", (), tuple(self._tiles), titles, scale_of(self._words, titles))

    def _titles(self, first: Block, last: Block) -> tuple[str, ...]:
        return titles_around(self._reading, first, last)

    # Tiles: a word and its amount, again and again.

    def _is_tile(self, at: int) -> bool:
        pair = self._lines[at : at + 2]
        return len(pair) == 2 and pair[0].is_measure and pair[1].is_value

    def _tile(self, at: int) -> int | None:
        """Take the tiles that begin at a line; return where they end."""
        names = self._names_before(at)
        end = at
        series: list[list[Figure]] = [[]]
        seen: set[str | None] = set()
        while self._is_tile(end):
            word, value = self._lines[end], self._lines[end + 1]
            if word.head.column in seen:
                series.append([])
                seen = set()
            seen.add(word.head.column)
            if value.amount is not None:
                series[-1].append(Figure(value.unit, value.amount, word.head))
            end += 2
        filled = [figures for figures in series if figures]
        if end == at or not names or not filled:
            return None
        name = names[-1]
        group = bare(names[-2].text) if len(names) > 1 else None
        if self._words.head(name.text).side and group is None and self._tiles:
            last = self._tiles[-1]
            group = last.group if self._words.head(last.name.text).side else last.title
        for number, figures in enumerate(filled):
            self._tiles.append(Row(name, tuple(figures), group, series=number, of=len(filled)))
        return end

    def _names_before(self, at: int) -> list[Unit]:
        """Return the name of what stands below, and before a side ("Lasten") what it is a side of."""
        names: list[Unit] = []
        for line in reversed(self._lines[max(0, at - 2) : at]):
            if not line.names or (names and (line.head.known or not self._words.head(names[0].text).side)):
                break
            names.insert(0, line.unit)
        return names

    # Columns: their names, then rows.

    def _columns(self, at: int) -> tuple[Table, int] | None:
        end = at
        while end < len(self._lines) and self._heads(at, end) and not self._is_tile(end):
            end += 1
        if end < len(self._lines) and self._lines[end].is_value and end > at and self._lines[end - 1].names:
            end -= 1  # the last of them names the first row: "Lasten"
        heading = self._lines[at:end]
        counting = [line for line in heading if line.head.counts]
        if len(heading) < 2 or not counting or not self._goes_on(end):
            return None
        rows, stop = self._rows(heading, end)
        if not rows:
            return None
        before = self._lines[at - 1] if at else None
        title = before.unit if before is not None and before.names and not before.unit.block.role else None
        merged = self._merged(heading, rows)
        shape = _Columns(merged)
        told, stop = self._beside(rows, shape, stop)
        made = [
            row
            for (names, figures), beside in zip(rows, told, strict=True)
            if (row := _row(names, figures, shape, beside, bare(title.text) if title else None)) is not None
        ]
        if not made:
            return None
        last = made[-1].figures[-1].unit.block
        titles = (*(line.unit.text for line in heading if line.scale), *self._titles(heading[0].unit.block, last))
        return Table("regels", tuple(merged), tuple(made), titles, scale_of(self._words, titles)), stop

    def _beside(
        self, rows: list[tuple[list[_Line], list[_Line]]], shape: _Columns, stop: int
    ) -> tuple[list[dict[str, str]], int]:
        """Take the cells of side columns out of the names of the rows; return them by row, and where the table ends.

        What stands before the figures follows the name; what stands behind them comes before the next.
        """
        told: list[dict[str, str]] = []
        for number, (names, _) in enumerate(rows):
            own = names[len(names) - len(shape.before) :] if len(names) > len(shape.before) else []
            del names[len(names) - len(own) :]
            beside = dict(zip(shape.before, (line.unit.text for line in own), strict=False))
            last = number + 1 == len(rows)
            following = self._lines[stop : stop + len(shape.behind)] if last else rows[number + 1][0]
            count = len(shape.behind)
            if count and all(line.names for line in following[:count]) and len(following) >= count + (not last):
                beside |= dict(zip(shape.behind, (line.unit.text for line in following[:count]), strict=False))
                stop += count if last else 0
                if not last:
                    del following[:count]
            told.append(beside)
        return told, stop

    def _heads(self, first: int, at: int) -> bool:
        """Say whether a line is the name of a column, or the rest of one that a hyphen broke."""
        return self._lines[at].heads or (at > first and self._lines[at - 1].unit.text.endswith("-"))

    def _goes_on(self, at: int) -> bool:
        return at < len(self._lines) and self._lines[at].names

    def _rows(self, heading: list[_Line], at: int) -> tuple[list[tuple[list[_Line], list[_Line]]], int]:
        """Return rows as the lines of their names and those of their figures, and where they end."""
        rows: list[tuple[list[_Line], list[_Line]]] = []
        while at < len(self._lines):
            first = at
            while at < len(self._lines) and self._lines[at].names:
                at += 1
            names = self._lines[first:at]
            start = at
            while at < len(self._lines) and self._lines[at].is_value:
                at += 1
            values = self._lines[start:at]
            if not names or not values or len(names) > _MOST_NAMES:
                return rows, first
            rows.append((names, values))
        return rows, at

    def _merged(self, heading: list[_Line], rows: list[tuple[list[_Line], list[_Line]]]) -> list[Head]:
        """Return the columns; "Rekening" and "2017" below it are one where the rows have so many figures."""
        apart = [line.head for line in heading]
        merged: list[Head] = []
        for line in heading:
            last = merged[-1] if merged else None
            broken = last is not None and last.text.endswith("-")
            if last is not None and (broken or (line.is_year and last.column and last.year is None)):
                joined = last.text[:-1] + line.unit.text if broken else f"{last.text} {line.unit.text}"
                merged[-1] = self._words.head(joined)
            else:
                merged.append(line.head)
        widths = Counter(len(values) for _, values in rows)
        count = [sum(h.counts or h.use in _PASSED for h in heads) for heads in (merged, apart)]
        return apart if widths[count[1]] > widths[count[0]] else merged


class _Columns:
    """The columns of a table that fell apart: those of figures, and the side columns before and behind them."""

    def __init__(self, heads: list[Head]) -> None:
        self.values = [head for head in heads if head.counts or head.use in _PASSED]
        first = next((n for n, head in enumerate(heads) if head in self.values), 0)
        beside = [(n, head.use) for n, head in enumerate(heads) if head.use in ("eenheid", "bron", "overig")]
        self.before = [use for n, use in beside if use and n < first]
        self.behind = [use for n, use in beside if use and n > first]


def _row(
    names: list[_Line], lines: list[_Line], shape: _Columns, beside: dict[str, str], group: str | None
) -> Row | None:
    """Return a row; its figures have columns only where there are as many of them."""
    fits = len(lines) == len(shape.values)
    figures = tuple(
        Figure(line.unit, line.amount, shape.values[number] if fits else None)
        for number, line in enumerate(lines)
        if line.amount is not None and not (fits and shape.values[number].use in _PASSED)
    )
    if not figures or not names:
        return None
    return Row(names[-1].unit, figures, group, beside.get("eenheid"), beside.get("bron"))
