"""A text cut into paragraphs, and the marks in each as pieces that nest: what HTML can say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.pages import shown

_LINE = re.compile(r".*\n|.+")
_LONG = 600  # characters: a paragraph that goes on is cut at a line end, so that what was found stays near it


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a text, and the code of what was found there."""

    start: int
    end: int
    code: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A step through a paragraph: text, or a mark that opens or closes.

    ``first`` says of a mark that opens that it begins here, and does not go on from before.
    """

    step: Literal["text", "open", "close"]
    text: str = ""
    code: str = ""
    first: bool = False


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    r"""Yield where the paragraphs of a text begin and end: at empty lines, and at a line end where one goes on long.

    >>> list(paragraphs("Een\nkop\n\n\nTekst"))
    [(0, 7), (10, 15)]
    """
    start: int | None = None
    end = 0
    for line in _LINE.finditer(text):
        empty = not line[0].strip()
        if start is not None and (empty or line.end() - start > _LONG):
            yield start, end
            start = None
        if not empty:
            start = line.start() if start is None else start
            end = line.start() + len(line[0].rstrip())
    if start is not None:
        yield start, end


def pieces(text: str, start: int, end: int, marks: Sequence[Mark]) -> Iterator[Piece]:
    """Yield the steps through ``text[start:end]``; marks that cross are cut where they do, so that all nest.

    >>> found = pieces("abcd", 0, 4, [Mark(0, 3, "A1"), Mark(2, 4, "P1")])
    >>> "".join(p.text if p.step == "text" else f"<{p.code}>" if p.step == "open" else f"</{p.code}>" for p in found)
    '<A1>ab<P1>c</P1></A1><P1>d</P1>'
    """
    within = [m for m in marks if m.start < end and m.end > start]
    edges = sorted({start, end, *(min(max(at, start), end) for m in within for at in (m.start, m.end))})
    starting: dict[int, list[Mark]] = {}
    for mark in sorted(within, key=lambda m: (m.start, -m.end, m.code)):
        starting.setdefault(max(mark.start, start), []).append(mark)
    open_: list[Mark] = []
    for at, after in zip(edges, [*edges[1:], end], strict=True):
        ended = [m for m in open_ if m.end <= at]
        again: list[Mark] = []
        while ended and any(m in ended for m in open_):
            top = open_.pop()
            yield Piece("close", code=top.code)
            if top not in ended:
                again.append(top)
        for mark in reversed(again):
            open_.append(mark)
            yield Piece("open", code=mark.code)
        for mark in starting.get(at, ()):
            open_.append(mark)
            yield Piece("open", code=mark.code, first=mark.start >= start)
        if after > at:
            yield Piece("text", shown(text[at:after]))
    while open_:
        yield Piece("close", code=open_.pop().code)
