"""The contents page: its entries, and the titles that it promises."""

from __future__ import annotations

import re

from pipeline.span import Span
from pipeline.structure.lines import Line

_FRONT = re.compile(r"(?:[-*•+]\s+)?\[?(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)]?\s+)?")
_BACK = re.compile(r"[\s.…_]*\d{1,3}\s*$|\]\(#[^)]*\)\s*$")
_FEWEST = 3  # so many entries make a contents page


def entry_span(line: Line) -> Span:
    """Return the place of an entry's title, without number, leaders and page."""
    assert line.span is not None
    front, back = _FRONT.match(line.text), _BACK.search(line.text[-200:])
    start = front.end() if front else 0
    end = len(line.text) - len(line.text[-200:]) + back.start() if back else len(line.text)
    return Span(line.span.start + start, line.span.start + end) if start < end else line.span


def titles(lines: list[Line]) -> frozenset[str]:
    """Return the titles of the contents page, in lower case; none where there are too few to be one."""
    found = set()
    for line in lines:
        if line.is_contents:
            span, base = entry_span(line), line.span
            assert base is not None
            title = line.text[span.start - base.start : span.end - base.start]
            found.add(re.sub(r"\W+", " ", title.lower()).strip())
    return frozenset(found - {""}) if len(found) >= _FEWEST else frozenset()
