"""The text of a document with all that stands in it as marks: the records that were found, and those of a reader."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from pipeline.dutch import KINDS
from pipeline.pages.codes import LETTERS
from pipeline.record import Activity, Goal, Kind, PolicyRecord
from pipeline.report.marks import Mark, Piece, paragraphs, pieces
from pipeline.report.view import DocumentView
from pipeline.reviewapp.desk import status_of
from pipeline.reviewapp.voice import Voice

_PART = 30_000  # characters of a text that stand on a page together


@dataclass(frozen=True, slots=True)
class Leaf:
    """Something that was found, as the text shows it; ``code`` names it within its document, ``places`` where it is."""

    key: str
    code: str
    kind: Kind
    status: str
    places: tuple[tuple[int, int], ...]

    @property
    def name(self) -> str:
        """What it is, in Dutch."""
        return KINDS[self.kind]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the text: where it begins, and its pieces."""

    start: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a text (from 1, of how many) with its marks."""

    number: int
    of: int
    paragraphs: Sequence[Paragraph]
    leaves: Mapping[str, Leaf]  # by code


def leaves(record: PolicyRecord, view: DocumentView, reader: Voice) -> dict[str, Leaf]:
    """Return all that stands in a document for a reader, by key."""
    found: dict[str, Leaf] = {}
    for one in record.records():
        card = view.card(one)
        kind, first = card.kind, (one.source.start, one.source.end)
        adapted = reader.place(one.id)
        if adapted is not None:
            kind, first = adapted.kind, (adapted.start, adapted.end)  # type: ignore[assignment]
        also = one.also_at if isinstance(one, Goal | Activity) else ()
        places = (first, *((place.start, place.end) for place in also))
        found[one.id] = Leaf(one.id, card.code, kind, status_of(reader, one.id), places)
    for number, (key, value) in enumerate(reader.added(record.document.id).items(), 1):
        code = f"{LETTERS[value.kind]}+{number}"  # type: ignore[index]
        found[key] = Leaf(key, code, value.kind, "toevoegen", ((value.start, value.end),))  # type: ignore[arg-type]
    return found


def part(text: str, found: Mapping[str, Leaf], at: int, number: int | None = None, whole: bool = False) -> Part:
    """Return the part of a text that holds a place, or the part of that number; or all of it as one."""
    parts = _parts(text, 0 if whole else _PART)
    starts = [chosen[0][0] for chosen in parts]
    index = number - 1 if number is not None and 1 <= number <= len(parts) else max(0, bisect_right(starts, at) - 1)
    if not parts:
        return Part(1, 1, (), {})
    marks = sorted(
        (Mark(start, end, leaf.code) for leaf in found.values() for start, end in leaf.places),
        key=lambda m: (m.start, -m.end, m.code),
    )
    made = []
    first = 0
    for start, end in parts[index]:
        while first < len(marks) and marks[first].end <= start:
            first += 1
        here = list(takewhile(lambda m, end=end: m.start < end, (marks[i] for i in range(first, len(marks)))))  # type: ignore[misc]
        made.append(Paragraph(start, tuple(pieces(text, start, end, here))))
    return Part(index + 1, len(parts), made, {leaf.code: leaf for leaf in found.values()})


@lru_cache(maxsize=4)
def _parts(text: str, most: int) -> list[list[tuple[int, int]]]:
    """Return the paragraphs of a text, in parts of about as many characters; 0 for one part."""
    parts: list[list[tuple[int, int]]] = []
    for start, end in paragraphs(text):
        if not parts or (most and end - parts[-1][0][0] > most):
            parts.append([])
        parts[-1].append((start, end))
    return parts
