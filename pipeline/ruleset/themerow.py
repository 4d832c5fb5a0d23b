"""The row of the rule table for overviews, which records don't follow from."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from pipeline.ruleset.rows import Row, Texts


class ThemeRow(Row):
    """``themas``: what activities may be about, by words; only overviews are made of it, no records.

    A hyphen at an end of a word stands for the rest of it; ``exceptions`` are words in which it is not meant.
    """

    words: Texts = Field(alias="woorden", min_length=1)
    exceptions: Texts = Field(default=(), alias="uitzonderingen")

    @model_validator(mode="after")
    def _have_letters(self) -> Self:
        bare = next((word for word in (*self.words, *self.exceptions) if not word.strip("- ")), None)
        if bare is not None:
            raise ValueError(f"'{bare}' heeft geen letters")
        return self
