"""Running heads, footers and page numbers: what stands at the edge of page after page."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from pipeline.read.pdf.lines import Line

_EDGE = 0.13  # of the page's height, at the top and at the bottom
_LEAST = 3  # pages
_SHARE = 0.2  # of the pages
_HEADED = 0.6  # of the pages, for a line that looks like a heading: on fewer it heads what stands below it
_LARGER = 1.12  # times the size of most text
_NUMBER = re.compile(r"\d+")
_PAGE = re.compile(
    r"(?:pagina|pag\.?|blz\.?|page|p\.)?\s*[-–|]?\s*\d{1,4}\s*[-–|]?(?:\s*(?:van|/|of|\|)\s*\d{1,4})?(?:\s*\|?\s*pagina)?",
    re.IGNORECASE,
)
_NEAR = 6.0  # points by which a running line may stand higher or lower


def is_page_number(text: str) -> bool:
    """Say whether a text is a page number and nothing else."""
    return _PAGE.fullmatch(text) is not None


def furniture(pages: Sequence[tuple[float, Sequence[Line]]]) -> set[int]:
    """Return the ids (``id(line)``) of lines that are furniture; ``pages`` gives each page's height and lines."""
    seen: dict[tuple[str, bool], list[tuple[int, Line]]] = defaultdict(list)
    numbers: list[tuple[int, Line]] = []
    body = _body(pages)
    for at, (height, lines) in enumerate(pages):
        for line in lines:
            if line.bottom < _EDGE * height or line.top > (1 - _EDGE) * height:
                seen[_key(line, body)].append((at, line))
                if _PAGE.fullmatch(line.text):
                    numbers.append((at, line))
    found = {id(line) for (_, headed), kind in seen.items() if _runs(kind, len(pages), headed) for _, line in kind}
    return found | {id(line) for _, line in _counting(numbers)}


def _body(pages: Sequence[tuple[float, Sequence[Line]]]) -> float:
    """Return the size that most letters have."""
    sizes: Counter[float] = Counter()
    for _, lines in pages:
        for line in lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _key(line: Line, body: float) -> tuple[str, bool]:
    """Return by what lines are told to be one, and whether they look like a heading: then their numbers count."""
    headed = line.size > _LARGER * body and not _PAGE.fullmatch(line.text)
    return (line.text.lower() if headed else _NUMBER.sub("#", line.text.lower())), headed


def _runs(places: Iterable[tuple[int, Line]], pages: int, headed: bool) -> bool:
    """Say whether a line returns at its height on enough pages."""
    heights = Counter(round(line.top / _NEAR) for _, line in places)
    height = heights.most_common(1)[0][0]
    on = {at for at, line in places if abs(line.top / _NEAR - height) <= 1.5}
    if len(on) == pages and pages >= _LEAST:
        return True
    return len(on) >= max(_LEAST, _HEADED * pages if headed else _SHARE * min(pages, 40))


def _counting(numbers: Sequence[tuple[int, Line]]) -> list[tuple[int, Line]]:
    """Return the lines whose number counts up with the pages."""
    shifts = Counter(int(n[0]) - at for at, line in numbers if (n := _NUMBER.findall(line.text)))
    if not shifts:
        return []
    shift, often = shifts.most_common(1)[0]
    return [(at, line) for at, line in numbers if often >= 2 and int(_NUMBER.findall(line.text)[0]) - at == shift]
