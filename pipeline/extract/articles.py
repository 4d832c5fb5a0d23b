"""Articles and leden that belong to the mention of a law, before it or after it.

>>> text = "op grond van art. 3, eerste lid, onder b, van de Jeugdwet"
>>> before(text, text.index("Jeugdwet"))
Articles(start=13, end=40, article='3', paragraph='1, onder b')
>>> after("Jeugdwet, artikel 2.3", 8)
Articles(start=10, end=21, article='2.3', paragraph=None)
>>> before("in de Jeugdwet", 6) is None
True
>>> text = "volgens hoofdstuk 9 van de Awb"
>>> before(text, text.index("Awb"))
Articles(start=8, end=19, article=None, paragraph=None)
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_ORDINALS = (
    "eerste tweede derde vierde vijfde zesde zevende achtste negende tiende elfde twaalfde dertiende "
    "veertiende vijftiende zestiende zeventiende achttiende negentiende twintigste"
)
_VALUES = {word: str(number) for number, word in enumerate(_ORDINALS.split(), 1)}
_ORDINAL = rf"(?:{'|'.join(_VALUES)}|\d{{1,2}}(?:e|de|ste))"
_JOIN = r"(?:\s*,\s*|\s+(?:en|of|tot\s+en\s+met|t/m)\s+)"
_NUMBER = r"\d+[a-z]{0,3}(?:[.:]\d+[a-z]{0,2})*(?![\w])"
_LETTER = r"(?:[a-z]{1,2}|\d{1,2})(?:\s?°|\d?°)?(?!\w)"
_LID = rf"(?:{_ORDINAL}(?:{_JOIN}{_ORDINAL})*\s+(?:lid|leden)|(?:lid|leden)\s+\d{{1,2}}(?:{_JOIN}\d{{1,2}})*(?![\w.]))"
_UNDER = rf"(?:(?:aanhef\s+en\s+)?(?:onderdelen|onderdeel|onder|sub)\s+{_LETTER}(?:{_JOIN}{_LETTER})*)"
_PARTS = rf"(?:(?:\s*,\s*|\s+)(?:{_LID}|{_UNDER}))*"
_ONE = rf"{_NUMBER}{_PARTS}"
_WORD = r"(?:artikel(?:en)?|artt?\.?)"
_CHAIN = rf"\b{_WORD}\s*{_ONE}(?:,?{_JOIN}(?:{_WORD}\s*)?{_ONE})*"
_BEFORE = re.compile(rf"(?P<articles>{_CHAIN})\s*,?\s*(?:(?:van|uit|in)\s+)?(?:(?:de|het|deze)\s+)?$", re.IGNORECASE)
_AFTER = re.compile(rf"\s*,?\s*(?P<open>\()?(?:in\s+)?(?P<articles>{_CHAIN})(?P<close>\))?", re.IGNORECASE)
_START = re.compile(rf"\b{_WORD}\s*\d", re.IGNORECASE)
_CHAPTER = re.compile(
    r"\b(?P<part>(?:hoofdstuk|afdeling|paragraaf|titel|deel)\s+\d+(?:\.\d+){0,3}[a-z]?)\s*,?\s*(?:(?:van|uit)\s+)?(?:(?:de|het)\s+)?$",
    re.IGNORECASE,
)
_OWNER = re.compile(r"\s*,?\s*(?:van|uit)\s+(?:de|het)\s", re.IGNORECASE)
_REACH = 160  # characters before a law in which its articles may begin


@dataclass(frozen=True, slots=True)
class Articles:
    """Where the articles stand, and which they are: ``paragraph`` is the lid with what is under it.

    A chapter or another part of a law has a place, and no article.
    """

    start: int
    end: int
    article: str | None
    paragraph: str | None


def before(text: str, law: int) -> Articles | None:
    """Return the articles that lead up to the law at ``law``, if any."""
    window = max(0, law - _REACH)
    for start in _START.finditer(text, window, law):
        found = _BEFORE.match(text[start.start() : law])
        if found:
            begin = start.start()
            return _value(text, begin, begin + found.end("articles"))
    part = _CHAPTER.search(text[window:law])
    return Articles(window + part.start("part"), window + part.end("part"), None, None) if part else None


def after(text: str, end: int) -> Articles | None:
    """Return the articles right after a law that ends at ``end``, unless another law owns them."""
    found = _AFTER.match(text, end)
    if not found or _OWNER.match(text, found.end()) or bool(found["open"]) != bool(found["close"]):
        return None
    value = _value(text, found.start("articles"), found.end("articles"))
    return Articles(value.start, found.end(), value.article, value.paragraph) if found["close"] else value


def _value(text: str, start: int, end: int) -> Articles:
    written = text[start:end]
    lead = re.sub(rf"^{_WORD}\s*", "", written, flags=re.IGNORECASE)
    parts = re.search(rf"(?:{_LID}|{_UNDER}).*$", lead, flags=re.IGNORECASE | re.DOTALL)
    more = re.search(rf",?{_JOIN}{_WORD}\s*\d", parts[0], re.IGNORECASE) if parts else None
    if parts and more:  # several articles with leden of their own: the first one stands for all
        return Articles(start, end, lead[: parts.start()].strip(" ,"), _paragraph(parts[0][: more.start()]))
    article = " ".join(lead[: parts.start()].strip(" ,").split()) if parts else " ".join(lead.split())
    article = re.sub(rf"{_WORD}\s*(?=\d)", "", article, flags=re.IGNORECASE)
    return Articles(start, end, article, _paragraph(parts[0]) if parts else None)


def _paragraph(parts: str) -> str:
    """Return leden as figures.

    >>> _paragraph("eerste en derde lid, onder b"), _paragraph("lid 2 sub a"), _paragraph("2e lid")
    ('1 en 3, onder b', '2, sub a', '2')
    """
    text = re.sub(rf"\b({'|'.join(_VALUES)})\b", lambda m: _VALUES[m[0].lower()], parts, flags=re.IGNORECASE)
    text = re.sub(r"\b(\d{1,2})(?:e|de|ste)\b", r"\1", text)
    text = re.sub(r"\b(?:lid|leden)\s+(?=\d)", "", text, flags=re.IGNORECASE)
    text = re.sub(r"\s+(?:lid|leden)\b", "", text, flags=re.IGNORECASE)
    text = re.sub(r"\s*,?\s*\b((?:aanhef en )?(?:onderdeel|onderdelen|onder|sub))\b", r", \1", text)
    return " ".join(text.split()).strip(" ,")
