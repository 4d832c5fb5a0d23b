"""The rows of the tables by which figures are read: ``cijfers`` and ``taakvelden``."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from pipeline.ruleset.rows import AliasRow, Row, Slug, Sure, Text, Texts


class FigureRow(Row):
    """``cijfers``: a word by which a table of figures is read, what it means, or how sure a way of reading is.

    ``kind`` says what sort of word it is and ``value`` what it means, from a closed list per kind. A row of kind
    ``vorm`` (how a table looks) or ``afleiding`` (what follows without being written) has a certainty and no words; its
    examples are whole tables.
    """

    VALUES: ClassVar[dict[str, tuple[str, ...]]] = {
        "kolom": ("begroting", "begroting-na-wijziging", "realisatie", "prognose", "mutatie", "afwijking",
                  "streefwaarde", "nulmeting"),
        "kant": ("lasten", "baten", "saldo"),
        "naamkolom": ("indicator", "taakveld", "overig"),
        "zijkolom": ("eenheid", "bron", "vergelijking", "overig"),
        "aandeel": (),
        "eenheid": ("1", "1000", "1000000"),
        "grootte": ("1000", "1000000", "1000000000"),
        "maateenheid": (),
        "teken": ("voordelig", "nadelig"),
        "leeg": (),
        "vorm": ("indicator-tabel", "indicator-regels", "indicator-los", "bedrag-tabel", "bedrag-regels", "bedrag-los",
                 "bedrag-tegel"),
        "afleiding": ("eenheid", "euroteken", "lasten-eerst", "jaar", "begroting-per-jaar", "indicator-per-jaar"),
    }  # fmt: skip

    name: Slug = Field(alias="naam")
    kind: Literal[
        "kolom", "kant", "naamkolom", "zijkolom", "aandeel", "eenheid", "grootte", "maateenheid", "teken", "leeg",
        "vorm", "afleiding",
    ] = Field(alias="soort")  # fmt: skip
    value: Text | None = Field(default=None, alias="waarde")
    words: Texts = Field(default=(), alias="woorden")
    sure: Sure = Field(default=0.95, alias="zekerheid")

    @model_validator(mode="after")
    def _fits(self) -> Self:
        allowed = self.VALUES[self.kind]
        if allowed and self.value not in allowed:
            choices = ", ".join(f"'{value}'" for value in allowed)
            raise ValueError(f"bij de soort '{self.kind}' moet de waarde een van deze zijn: {choices}")
        if not allowed and self.value is not None and self.kind != "maateenheid":
            raise ValueError(f"bij de soort '{self.kind}' hoort geen waarde")
        if bool(self.words) is (self.kind in ("vorm", "afleiding")):
            raise ValueError("bij de soorten 'vorm' en 'afleiding' horen geen woorden, bij elke andere soort wel")
        return self


class TaskFieldRow(AliasRow):
    """``taakvelden``: a task field of Iv3; its name in the table is its code."""

    name: Annotated[str, StringConstraints(pattern=r"^\d\.\d{1,3}[a-z]?$")] = Field(alias="naam")
    title: Text = Field(alias="titel")
