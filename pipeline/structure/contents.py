"""The contents page: its entries, and the titles that it promises."""

from __future__ import annotations

import re

from pipeline.span import Span
from pipeline.structure.lines import Line

_FRONT = re.compile(r"(?:[-*•+]\s+)?\[?(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)]?\s+)?")
_BACK = re.compile(r"[\s.…_]*\d{1,3}\s*$|\]\(#[^)]*\)\s*$")
_FEWEST = 3  # so many entries make a contents page

# Between the short form and the long one: a sign or a wide space, or one space where the short form shows itself.
_BESIDE = re.compile(r"(?P<gap>\t+|\s{2,}|\s[-–=:]\s|:\s)")
_SHORT_FORM = re.compile(r"(?=[^\s]*[A-Z][^\s]*[A-Z])[A-Z][\w&/.-]{1,9}(?P<gap>\s+)(?=[^\W\d_]{2})")


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


def abbreviation_spans(line: Line) -> list[Span]:
    """Return the places of an entry of a list of abbreviations: of the short form and the long one, where both show."""
    assert line.span is not None
    bare = line.text.strip("* ")
    gap = _BESIDE.search(bare) or _SHORT_FORM.match(bare)
    if gap is None:
        return [line.span]
    start = line.span.start + line.text.index(bare)
    return [Span(start, start + gap.start("gap")), Span(start + gap.end("gap"), start + len(bare))]
