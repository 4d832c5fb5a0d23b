"""What the rows of all rule tables share."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Name = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Texts = tuple[Text, ...]
Sure = Annotated[float, Field(gt=0, le=1)]


class Row(BaseModel):
    """What every row of every table has."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=False)

    name: Name = Field(alias="naam")
    source: Text | None = Field(default=None, alias="bron")
    note: Text | None = Field(default=None, alias="toelichting")
    examples: Texts = Field(default=(), alias="voorbeelden")
    counterexamples: Texts = Field(default=(), alias="niet")
