"""What is known of a document as a whole: its title, kind, period and who publishes it.

What a document says of itself up front counts most: the title, then the file's name, then the short
lines at its beginning, then the text. What none of them tells stays unknown.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import PurePosixPath

from pipeline.document import Block, BlockKind, Layout, Role
from pipeline.extract.authorities import authorities
from pipeline.extract.mention import DocumentKind, Profile
from pipeline.extract.timelines import expressions
from pipeline.ruleset import Rules
from pipeline.ruleset.schema import DocumentKindRow

_Period = tuple[dt.date, dt.date]
_ASIDE = frozenset({BlockKind.FURNITURE, BlockKind.FIGURE, BlockKind.CONTENTS, BlockKind.SOURCE})
_OPENING = 1500
_SHORT_LINE = 14
_TITLE_WORDS = 15
_LONGEST_TITLE = 160
_MOST_YEARS = 4
_YEAR = re.compile(r"(?<![\d.,-])20[0-6]\d(?![\d-]|[.,]\d)")
_YEARS = re.compile(r"(?<![\d.,-])(20[0-6]\d) ?(?:[-–—]|t/m|tot en met) ?(20[0-6]\d)(?!\d)")


def profile(layout: Layout, rules: Rules) -> Profile:
    """Return what is known of a document before its statements are read."""
    text = layout.document.text
    head = title(layout, rules)
    name = file_words(layout.document.id)
    opening = [line.strip() for line in text[:_OPENING].splitlines()]
    opening = [line for line in opening if 0 < len(line.split()) <= _SHORT_LINE]
    kind = _kind([head or "", name, *opening], rules.document_kinds) or _kind_by_roles(layout)
    period = _period([head or "", name, *opening], kind, rules) or _telling(text, kind)
    start, end = period or (None, None)
    publishers = authorities(text, head or "", name, rules, start)
    return Profile(head, kind, publishers, start, end)


def file_words(path: str) -> str:
    """Return the name of a file as words.

    >>> file_words("2024/mlw-beleidsplan_sociaal-domein-2024-2027.txt")
    'mlw beleidsplan sociaal domein 2024-2027'
    """
    stem = re.sub(r"(\.[A-Za-z]{2,5})+$", "", PurePosixPath(path).name)
    return re.sub(r"(?<!\d)[-_.]+|[-_.]+(?!\d)", " ", stem.replace("_", "-")).strip()


# --- title -------------------------------------------------------------------------------------


def title(layout: Layout, rules: Rules) -> str | None:
    """Return the title: the first heading, or the short lines before it that say more."""
    blocks = title_blocks(layout)
    first = next((block for block in blocks if _is_title(block)), None)
    if first is None:
        return None
    if first is not blocks[0] and _says_kind(blocks[0], rules) and _is_line(blocks[0]):
        first = blocks[0]
    # "Programma 2" before a title belongs to it; a bare number does not
    code = f"{first.code} " if first.code and first.code[:2].isalpha() else ""
    found = [code + first.passage.text.strip()]
    for block in blocks[blocks.index(first) + 1 :]:
        text = block.passage.text.strip()
        so_far = " ".join(found)
        short = len(so_far.split()) <= 3 and len(text.split()) <= 4 and not re.search(r"\d{4}", so_far)
        if not _is_line(block) or block.code or ":" in text or not (short or _is_period(text, rules)):
            break
        found.append(text)
    return " ".join(found).replace("*", "")


def title_blocks(layout: Layout) -> list[Block]:
    """Return the blocks that a title may be made of, several in a row."""
    # the first line of a page counts even where it was taken for the head of a table of figures
    return [
        block
        for block in layout.blocks
        if (block.kind not in _ASIDE or (block.index == 0 and block.kind is BlockKind.FIGURE)) and not _is_path(block)
    ]


def _is_path(block: Block) -> bool:
    """Say whether a block is a web page's path ("Home / Begroting / Programma 3") or nothing at all."""
    return len(re.findall(r" [/>»›] ", block.passage.text)) >= 2 or not _words(block)


def _words(block: Block) -> list[str]:
    return block.passage.text.split()


def _is_title(block: Block) -> bool:
    is_heading = block.kind is BlockKind.HEADING
    text = block.passage.text
    is_title = is_heading and len(text) <= _LONGEST_TITLE and ". " not in text.strip()
    return is_title and block.role not in (Role.CONTENTS, Role.ABBREVIATIONS)


def _is_line(block: Block) -> bool:
    looks = block.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.FIGURE)
    return looks and len(_words(block)) <= _TITLE_WORDS and block.role is None and not block.passage.text.endswith(".")


def _says_kind(block: Block, rules: Rules) -> bool:
    return _kind([block.passage.text], rules.document_kinds) is not None


def _is_period(text: str, rules: Rules) -> bool:
    found = expressions(text, rules, Profile())
    return len(found) == 1 and found[0][:2] == (0, len(text)) and bool(_calendar_years(found[0][2].timex))


# --- kind --------------------------------------------------------------------------------------


def _kind(texts: Iterable[str], rows: tuple[DocumentKindRow, ...]) -> DocumentKind | None:
    """Return the kind that the first telling text names first.

    >>> row = DocumentKindRow(naam="b", soort="begroting", woorden=["-begroting"])
    >>> _kind(["Dorp in beeld", "Programmabegroting 2026"], (row,))
    'begroting'
    >>> _kind(["Begrotingswijziging"], (row,)) is None
    True
    """
    for text in texts:
        lower = text.lower()
        found = [(at, row.kind) for row in rows for word in row.words if (at := _place(word, lower, row)) >= 0]
        if found:
            return min(found)[1]
    return None


def _place(word: str, text: str, row: DocumentKindRow) -> int:
    """Return where a word of a row stands in a text, or -1; "-visie" may end a longer word."""
    bare = word.lower().removeprefix("-")
    if bare not in text:
        return -1
    begins = "" if word.startswith("-") else r"(?<!\w)"
    for match in re.finditer(rf"{begins}{re.escape(bare)}(?!\w)", text):
        start = match.start()
        while start and text[start - 1].isalpha():
            start -= 1
        if text[start : match.end()] not in row.counterexamples:
            return start
    return -1


def _kind_by_roles(layout: Layout) -> DocumentKind:
    """Judge by what its headings ask: what was done, or what it may cost."""
    roles = Counter(section.role for section in layout.sections)
    if roles[Role.RESULTS] >= 2:
        return "jaarverslag"
    return "begroting" if roles[Role.COSTS] and roles[Role.ACTIVITIES] else "overig"


# --- period ------------------------------------------------------------------------------------


def _period(texts: list[str], kind: str, rules: Rules) -> _Period | None:
    """Return the years that title, file name or opening lines name: a range before a year.

    Of the opening lines only those count that name the kind of document too, or nothing but years.
    """
    named = {year for text in texts[2:] if _kind([text], rules.document_kinds) for year in _YEAR.findall(text)}
    if len(named) > _MOST_YEARS:
        texts = texts[:2]  # a list of documents of several years tells of none
    for number, text in enumerate(texts):
        found = expressions(text, rules, Profile())
        spans = [years for _, _, value, _, _ in found if (years := _calendar_years(value.timex))]
        if number > 1 and not _kind([text], rules.document_kinds):
            spans = spans if _is_period(text, rules) else [span for span in spans if span[1] > span[0]]
        if kind == "beleidsplan" and len(spans) == 1 and spans[0][0] == spans[0][1] and spans[0][0] % 10 == 0:
            continue  # "Toekomstvisie 2040" looks at that year, and is not about it
        if spans:
            first, last = max(spans, key=lambda span: (span[1] > span[0], -spans.index(span)))
            if spans[0] == (first - 1, first - 1):
                first -= 1  # "Begroting 2027 en meerjarenraming 2028-2030"
            if number == 1 and first == last:  # a file's name has one year, and the lines up front may say of how many
                first, last = _widened(first, texts[2:], rules)
            return dt.date(first, 1, 1), dt.date(last, 12, 31)
    return None


def _widened(year: int, lines: list[str], rules: Rules) -> tuple[int, int]:
    """Return the range of years from ``year`` on that an opening line gives which names the kind of document."""
    for line in lines:
        if _kind([line], rules.document_kinds):
            for _, _, value, _, _ in expressions(line, rules, Profile()):
                years = _calendar_years(value.timex)
                if years and years[0] == year < years[1]:
                    return years
    return year, year


def _calendar_years(timex: str | None) -> tuple[int, int] | None:
    """Read "2024" or "2024/2026"."""
    parts = (timex or "").split("/")
    if len(parts) > 2 or not all(len(part) == 4 and part.isdigit() for part in parts):
        return None
    return int(parts[0]), int(parts[-1])


def _telling(text: str, kind: str) -> _Period | None:
    """Return the years that the text names most: a range for plans, a year for budgets and reports.

    >>> _telling("In 2024 beginnen we. Eind 2024 en in 2025 volgt meer, in 2024.", "begroting")
    (datetime.date(2024, 1, 1), datetime.date(2024, 12, 31))
    >>> _telling("Sinds 2015 doen we dit.", "begroting") is None
    True
    """
    years = Counter(int(m.group()) for m in _YEAR.finditer(text)).most_common(2)
    if kind not in ("begroting", "jaarverslag"):
        ranges = Counter(
            (int(m[1]), int(m[2])) for m in _YEARS.finditer(text) if 0 < int(m[2]) - int(m[1]) <= 10
        ).most_common(2)
        often = years[0][1] if years else 0
        if ranges and 3 * ranges[0][1] >= max(often, 6) and (len(ranges) == 1 or ranges[0][1] > ranges[1][1]):
            first, last = ranges[0][0]
            return dt.date(first, 1, 1), dt.date(last, 12, 31)
    if years and years[0][1] >= 3 and (len(years) == 1 or years[0][1] > years[1][1]):
        return dt.date(years[0][0], 1, 1), dt.date(years[0][0], 12, 31)
    return None
