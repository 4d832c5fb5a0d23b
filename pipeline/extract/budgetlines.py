"""Budget lines: the amounts of a table of expenses and income, in euros where the document tells the unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from pipeline.document import Reading, Role
from pipeline.extract.figuretable import Figure, Row, Table
from pipeline.extract.figurewords import Decided, FigureWords, Head, Scale, Side, first_of, year_of
from pipeline.extract.mention import BudgetValue, Mention, Profile, mention
from pipeline.extract.taskfields import TaskFields

Measure = Literal["budget", "amended_budget", "actual", "forecast", "change", "variance"]
MEASURES: dict[str, Measure] = {
    "begroting": "budget",
    "begroting-na-wijziging": "amended_budget",
    "realisatie": "actual",
    "prognose": "forecast",
    "mutatie": "change",
    "afwijking": "variance",
}
_EFFECTS: dict[str, Literal["favourable", "unfavourable"]] = {"voordelig": "favourable", "nadelig": "unfavourable"}
_TELLING = 100  # a smaller amount returns by chance
_SHAPES = {"tabel": "bedrag-tabel", "regels": "bedrag-regels", "tegel": "bedrag-tegel"}


def is_budget(table: Table, words: FigureWords, reading: Reading) -> bool:
    """Say whether a table is one of money: by its unit, its sides, the euro sign, or a heading that asks for costs."""
    if not any(head.column in MEASURES or head.side or head.year for head in table.heads) and table.shape != "tegel":
        return False
    sides = [words.head(row.title).side for row in table.rows]
    headed = any(head.side for head in table.heads)
    section = table.rows[0].name.block.section
    return (
        table.scale is not None
        or headed
        or any(sides)
        or any(figure.amount.euro for figure in table.figures)
        or reading.layout.role(section) is Role.COSTS
    )


@dataclass(frozen=True, slots=True)
class _Line:
    """An amount with what its table says of it, before what must be concluded from elsewhere."""

    table: Table
    row: Row
    figure: Figure
    side: Side | None
    measure: Measure | None
    year: int | None


class Budgets:
    """The budget tables of a document, which tell of each other: the same amount has the same unit."""

    def __init__(self, words: FigureWords, fields: TaskFields, profile: Profile) -> None:
        self._words, self._fields, self._profile = words, fields, profile
        self._lines: list[_Line] = []

    def add(self, table: Table) -> None:
        """Take up a table."""
        told = {head.year for head in table.heads if head.year is not None}
        common = told.pop() if len(told) == 1 else None
        titled = first_of(year_of(text) for text in table.titles)
        for row in table.rows:
            name = self._words.head(row.title)
            for figure in row.figures:
                head = figure.head or Head("")
                column = head.column or name.column
                measure = MEASURES.get(column) if column else None
                if column and measure is None:  # a target is no amount of a budget
                    continue
                own = name.year if name.column else None  # "Begroting 2025", and not "Wmo 2015"
                year = head.year or own or (common or titled if figure.head is not None else None)
                self._lines.append(_Line(table, row, figure, self._side(table, row, head), measure, year))

    def _side(self, table: Table, row: Row, head: Head) -> Side | None:
        """Return whether an amount is of expenses or income: by its column, its row, or what stands over them."""
        own = head.side or self._words.head(row.title).side
        if own or table.shape == "tegel":
            return own
        over = (self._words.head(text) for text in (row.group or "", *table.titles))
        return first_of(one.side for one in over if one.known)

    def mentions(self) -> Iterator[Mention]:
        """Yield the amounts of all tables."""
        scales = self._scales()
        for line in self._lines:
            found = self._mention(line, scales.get(id(line.table)))
            if found is not None:
                yield found

    def _scales(self) -> dict[int, Scale]:
        """Return the unit of each table without one that has an amount of a table with one, where that is one unit."""
        row = self._words.shape("eenheid")
        known: dict[tuple[Side | None, Decimal], set[int]] = {}
        scale: dict[int, Scale] = {}
        for line in self._lines:
            if line.table.scale is not None and abs(line.figure.amount.value) >= _TELLING:
                scale[line.table.scale.multiplier] = line.table.scale
                known.setdefault((line.side, line.figure.amount.value), set()).add(line.table.scale.multiplier)
        found: dict[int, set[int]] = {}
        for line in self._lines if row is not None else ():
            if line.table.scale is None:
                for side in (line.side, None) if line.side else ("lasten", "baten", "saldo", None):
                    found.setdefault(id(line.table), set()).update(known.get((side, line.figure.amount.value), ()))
        return {table: scale[units.pop()] for table, units in found.items() if len(units) == 1}

    def _mention(self, line: _Line, same: Scale | None) -> Mention | None:
        amount, rules = line.figure.amount, Decided(self._words)
        shape = "bedrag-los" if line.figure.head is None else _SHAPES[line.table.shape]
        if amount.percent or not rules.take(shape):
            return None
        multiplier, unit = self._unit(line, same, rules)
        side, year, measure = line.side, line.year, line.measure
        if side is None and line.row.of == 2 and rules.take("lasten-eerst"):
            side = ("lasten", "baten")[line.row.series]
        dated = line.figure.head is None or any(head.year for head in line.table.heads)
        if year is None and not dated and (own := self._own_year()) and rules.take("jaar"):
            year = own
        if measure is None and self._budgeted(line, year) and rules.take("begroting-per-jaar"):
            measure = "budget"
        asked = any(head.use == "taakveld" for head in line.table.heads) or self._asks(line.table.titles)
        field = self._fields.find(line.row.title, asked, year)
        sign = first_of(self._words.effect(word) for word in (amount.before, amount.after) if word)
        value = BudgetValue(
            name=line.row.title,
            value=float(amount.value),
            group=line.row.group,
            side=side,
            measure=measure,
            year=year,
            unit=unit,
            multiplier=multiplier,
            amount=None if multiplier is None else float(amount.value * multiplier),
            effect=_EFFECTS[sign] if sign else None,
            task_field=field.name if field else None,
            task_field_name=field.title if field else None,
            label=line.row.place,
            column=line.figure.head.text if line.figure.head else "",
        )
        cues = tuple(filter(None, (value.column, line.table.scale.text if line.table.scale else None)))
        return mention("budget_line", line.figure.unit, amount.start, amount.end, rules.name, rules.sure, value, cues)

    def _asks(self, titles: Sequence[str]) -> bool:
        return any(self._words.head(text).use == "taakveld" or "taakveld" in text.lower() for text in titles)

    def _unit(self, line: _Line, same: Scale | None, rules: Decided) -> tuple[int | None, str | None]:
        amount = line.figure.amount
        factor = first_of(self._words.factor(word) for word in (amount.before, amount.after) if word)
        if factor is not None:
            return factor, amount.after
        if line.table.scale is not None:
            return line.table.scale.multiplier, line.table.scale.text
        if same is not None and rules.take("eenheid"):
            return same.multiplier, same.text
        if amount.euro and line.table.shape != "tegel" and rules.take("euroteken"):
            return 1, "€"
        return None, None

    def _own_year(self) -> int | None:
        start, end = self._profile.start, self._profile.end
        return start.year if start and end and start.year == end.year else None

    def _budgeted(self, line: _Line, year: int | None) -> bool:
        """Say whether a column with a year alone gives what is budgeted."""
        if line.figure.head is None or year is None or line.table.shape == "tegel":
            return False
        first = self._profile.start
        return self._profile.kind == "begroting" and first is not None and year >= first.year
