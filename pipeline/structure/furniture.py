"""Page furniture and fallen tables: lines that are no text of the document.

Running heads and page numbers give no record. The figures of a table that fell apart into lines are kept
as such: no time, goal or partner is read from them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import pairwise

from pipeline.document import Role
from pipeline.structure.lines import Line
from pipeline.structure.roles import Roles

_NEAR = 2  # lines between a running head and the page number that betrays it
_LEAST_REPEATS, _LEAST_PAIR = 3, 2
_SHORT_WORDS = 6
_LEAST_FIGURES = 2
_FIGURE_SHARE = 0.3
# A page number that closes a running head: "Jaarstukken 2025            blz. 47".
_PAGE_BEHIND = re.compile(r"\s{3,}(?P<word>pagina|pag\.|blz\.?)?\s*\d{1,3}(?:\s*(?:van|/)\s*\d{1,3})?$", re.IGNORECASE)
_COUNTED = re.compile(r"(?P<head>.{12,90}\D) (?P<page>\d{1,3})")
_HEAD_WORDS, _APART = 3, 5  # words of a running head; lines between two of them at least
_LONGEST = 300  # characters of a stamp that repeats a page's path


def furniture(lines: list[Line], leftovers: tuple[str, ...]) -> set[int]:
    """Return the indexes of lines that are page furniture.

    A line is furniture if it is a page stamp, begins with one of the ``leftovers`` of web pages ("Terug
    naar navigatie"), or is a short one that returns, figures aside, next to page numbers.
    """
    starts = tuple(word.lower() for word in leftovers)
    found = {
        i
        for i, line in enumerate(lines)
        if line.is_page or (len(line.text) < _LONGEST and _is_leftover(line.text.lower().lstrip("*•-[ "), starts))
    }
    pages = {i for i, line in enumerate(lines) if line.is_page or re.fullmatch(r"\d{1,3}", line.text)}
    places = defaultdict(list)
    for i, line in enumerate(lines):
        if len(line.text) < 90 and any(c.isalpha() for c in line.text):
            places[re.sub(r"\d+", "#", line.text)].append(i)
    for repeats in places.values():
        beside = [i for i in repeats if any(j in pages for j in range(i - _NEAR, i + _NEAR + 1))]
        # Two may do, where a number stands right above or below each.
        closely = len(repeats) == _LEAST_PAIR and all({i - 1, i + 1} & pages for i in repeats)
        closely = closely and not lines[repeats[0]].ends_sentence
        if len(repeats) < _LEAST_REPEATS and not closely:
            continue
        if 2 * len(beside) >= len(repeats) and not lines[repeats[0]].is_row and not lines[repeats[0]].bullet:
            found.update(repeats)
            found.update(j for i in beside for j in range(i - _NEAR, i + _NEAR + 1) if j in pages)
    return found | _numbered_pages(lines, pages) | _numbered_heads(lines)


def _is_leftover(text: str, starts: tuple[str, ...]) -> bool:
    return text.startswith(starts) and any(
        text.startswith(start)
        and (len(text) == len(start) or not text[len(start)].isalnum())
        and (len(text) < len(start) + 60 or (text[len(start) :].startswith(" - ") and not text.endswith(".")))
        for start in starts
    )


def _numbered_heads(lines: list[Line]) -> set[int]:
    """Return lines that end in a page number behind a wide space, and call it so or say what another line says as well.

    A contents page says so too, but its lines stand together.
    """
    said = Counter(_unnumbered(line) for line in lines)
    ends = [
        i
        for i, line in enumerate(lines)
        if (match := _PAGE_BEHIND.search(line.text)) and (match["word"] or said[_unnumbered(line)] > 1)
    ]
    found = {i for i in ends if not any(lines[j].is_contents for j in (i - 1, i + 1) if 0 <= j < len(lines))}
    return found | _counting_heads(lines)


def _counting_heads(lines: list[Line]) -> set[int]:
    """Return lines of several words that return with a higher number behind them each time, far from each other."""
    runs: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for at, line in enumerate(lines):
        match = _COUNTED.fullmatch(line.text)
        if match is not None and len(match["head"].split()) >= _HEAD_WORDS and not line.is_row and not line.bullet:
            runs[match["head"]].append((at, int(match["page"])))
    apart = (
        run
        for run in runs.values()
        if len(run) >= _LEAST_REPEATS and all(b[0] - a[0] > _APART and b[1] > a[1] for a, b in pairwise(run))
    )
    return {at for run in apart for at, _ in run}


def _unnumbered(line: Line) -> str:
    return _PAGE_BEHIND.sub("", line.text)


def _numbered_pages(lines: list[Line], pages: set[int]) -> set[int]:
    """Return lone numbers that count up through the document: page numbers without a running head."""
    lone = [(i, int(lines[i].text)) for i in sorted(pages) if lines[i].text.isdigit()]
    steps = [b[1] - a[1] for a, b in pairwise(lone)]
    if len(lone) >= _LEAST_REPEATS and steps and sum(step == 1 for step in steps) >= 0.7 * len(steps):
        return {i for i, _ in lone}
    return set()


def figures(lines: list[Line], skip: set[int], roles: Roles) -> set[int]:
    """Return the indexes of lines of tables that fell apart: runs of short lines with figures among them.

    Names of columns of indicators say themselves that figures follow.
    """
    found: set[int] = set()
    run: list[int] = []
    for i in (*range(len(lines)), None):
        if i is not None and i not in skip and _is_short(lines[i]):
            run.append(i)
            continue
        if i is not None and i in skip:
            continue
        values = [j for j in run if lines[j].is_figure]
        others = sum(not _is_indicator(lines[j], roles) for j in run)
        if len(values) >= _LEAST_FIGURES and len(values) >= _FIGURE_SHARE * others:
            found.update(range(max(run[0], values[0] - _LABELS_AHEAD), values[-1] + 1))
        run = []
    return found & {i for i in found if i not in skip}


def _is_indicator(line: Line, roles: Roles) -> bool:
    found = None if line.is_figure else roles.of(line.text)
    return found is not None and found.role is Role.INDICATORS


_LABELS_AHEAD = 6  # column headers that stand before the first figure


def _is_short(line: Line) -> bool:
    text = line.text
    if line.is_figure:
        return True
    return (
        len(text) < 60
        and len(text.split()) <= _SHORT_WORDS
        and not line.ends_sentence
        and not line.bullet
        and not line.is_row
        and not line.hashes
        and not line.code
    )
