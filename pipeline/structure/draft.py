"""A block while it is put together."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.document import BlockKind, Place, Role
from pipeline.span import Span


@dataclass
class Draft:
    """A block while it is put together: the pieces of text that make it up."""

    kind: BlockKind
    spans: list[Span]
    role: Role | None = None
    rule: str | None = None
    code: str | None = None
    level: int = 0
    place: Place | None = None
    lines: int = 1
    named: bool = False  # the text is the role's own name ("Activiteiten 2024")
    count: str | None = None  # the number behind the role's name ("Doelstelling 6.1")
    open: bool = False  # its last line may go on below
