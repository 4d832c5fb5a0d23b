"""Indicators: the figures of a table that says what was aimed for, what was reached, and where it began."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pipeline.extract.figuretable import Figure, Row, Table
from pipeline.extract.figurewords import Decided, FigureWords, Head
from pipeline.extract.mention import IndicatorValue, Mention, Profile, mention

Kind = Literal["target", "realised", "baseline"]
KINDS: dict[str, Kind] = {
    "streefwaarde": "target",
    "begroting": "target",
    "begroting-na-wijziging": "target",
    "realisatie": "realised",
    "nulmeting": "baseline",
}
_SHAPES = {"tabel": "indicator-tabel", "regels": "indicator-regels"}


def is_indicators(table: Table, words: FigureWords) -> bool:
    """Say whether a table is one of indicators: a column is called so, or its caption, or it has targets."""
    if table.shape not in _SHAPES:
        return False
    if any(head.use == "indicator" for head in table.heads):
        return True
    if table.scale is not None or any(words.head(row.title).side for row in table.rows):
        return False
    targets = any(head.column in ("streefwaarde", "nulmeting") for head in table.heads)
    return targets or any(words.head(text).use == "indicator" for text in table.titles[:2])


def indicators(table: Table, words: FigureWords, profile: Profile) -> Iterator[Mention]:
    """Yield the figures of a table of indicators."""
    for row in table.rows:
        for figure in row.figures:
            head = figure.head or Head("")
            if head.use or (head.column and head.column not in KINDS):
                continue  # a difference, a forecast
            rules = Decided(words)
            if not rules.take("indicator-los" if figure.head is None else _SHAPES[table.shape]):
                continue
            year = figure.amount.year or head.year
            kind = KINDS.get(head.column) if head.column else None
            if kind is None and head.year is not None:
                guessed = _of_year(table, head.year, profile)
                kind = guessed if guessed and rules.take("indicator-per-jaar") else None
            yield _mention(row, figure, kind, year, rules, words)


def _of_year(table: Table, year: int, profile: Profile) -> Kind | None:
    """Return what a column with a year alone gives: what others have columns of their own for, it does not."""
    said = {KINDS[head.column] for head in table.heads if head.column in KINDS}
    end = profile.end.year if profile.end else None
    if said == {"realised"}:
        return "target"
    if end is not None and year > end:
        return "target"
    if "target" in said:
        return "realised"
    if profile.kind == "jaarverslag" and end is not None:
        return "realised"
    if profile.kind == "begroting" and profile.start is not None and year >= profile.start.year:
        return "target"
    return None


def _mention(
    row: Row, figure: Figure, kind: Kind | None, year: int | None, rules: Decided, words: FigureWords
) -> Mention:
    amount, column = figure.amount, figure.head.text if figure.head else ""
    unit = row.unit or words.measure(row.title) or words.measure(column) or amount.percent
    if amount.after and words.factor(amount.after):  # "€ 4 mln." stays 4
        unit = f"€ {amount.after}" if amount.euro else amount.after
    value = IndicatorValue(
        name=row.title,
        value=float(amount.value),
        kind=kind,
        year=year,
        unit=unit or ("€" if amount.euro else None),
        origin=row.origin,
        label=row.place,
        column=column,
    )
    cues = (column,) if column else ()
    return mention("indicator", figure.unit, amount.start, amount.end, rules.name, rules.sure, value, cues)
