"""What the pages for people share: how a template is filled, what may stand in it, and how records are named.

A page is one file that asks for nothing from elsewhere and holds no script; the same records give the same bytes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pipeline.dutch import count, dates, decimal
from pipeline.record import AnyRecord

__all__ = ["BAR_ORDER", "page", "percent", "place", "shown", "status_parts", "width"]

BAR_ORDER = ("done", "ongoing", "planned")

# What no HTML file may hold; each is shown as the sign for what can't be shown, so that places stay what they were.
_UNSHOWN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def shown(text: str) -> str:
    r"""Return a text as a page can show it, with as many characters.

    >>> shown("a\x0cb")
    'a\ufffdb'
    """
    return _UNSHOWN.sub("\ufffd", text)


def percent(part: int, whole: int) -> int:
    """Return a part of a whole in whole per cents; half goes up, and something is never nothing.

    >>> percent(1, 3), percent(1, 1000), percent(999, 1000), percent(0, 0), percent(1, 1)
    (33, 1, 99, 0, 100)
    """
    if not part or not whole:
        return 0
    return 100 if part == whole else min(max((200 * part + whole) // (2 * whole), 1), 99)


def width(part: int, whole: int) -> str:
    """Return a part of a whole as CSS has a length: to a tenth of a per cent.

    >>> width(1, 3), width(2, 2), width(0, 0)
    ('33.3%', '100%', '0%')
    """
    return f"{100 * part / whole:.1f}".removesuffix(".0") + "%" if whole else "0%"


def status_parts(statuses: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Return how many there are of each status, in the order in which a bar is cut, from the left.

    >>> status_parts(["planned", "done", "planned"])
    (('done', 1), ('planned', 2))
    """
    counts = Counter(statuses)
    return tuple((status, counts[status]) for status in BAR_ORDER if counts[status])


def place(record: AnyRecord) -> str:
    """Return where a record stands, in words: its pages, and the nearest heading.

    >>> from pipeline.record import Box, Goal, Source
    >>> box = Box(page=3, bbox=(0, 0, 1, 1))
    >>> place(Goal(id="doel-" + "0" * 16, text="Rust", section=("1 Doelen",), rule="doelen/x", confidence=0.9,
    ...            source=Source(start=0, end=4, boxes=(box,))))
    'blz. 3, onder „1 Doelen”'
    """
    pages = sorted({box.page for box in record.source.boxes})
    parts = [f"blz. {', '.join(map(str, pages))}"] if pages else []
    parts += [f"onder „{record.section[-1]}”"] if record.section else []
    return ", ".join(parts)


def page(folder: Path, name: str) -> Any:
    """Return the template of a page. It finds what pages share (``head.html``, ``base.css``) and its own."""
    environment = Environment(
        loader=FileSystemLoader([folder, Path(__file__).parent]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=["jinja2.ext.do"],
    )
    environment.filters |= {"shown": shown}
    environment.globals |= {
        "count": count, "dates": dates, "decimal": decimal, "fresh": set, "percent": percent, "width": width,
    }  # fmt: skip
    return environment.get_template(name)
