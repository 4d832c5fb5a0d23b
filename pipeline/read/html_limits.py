"""What no page needs and a hostile one may have: looked at before a page is parsed, in one pass over its tags.

Parsing by the HTML standard takes time by the square of how deep elements stand, how many attributes a tag has and how
much bold text is never closed. No browser nests deeper than 512, and no page comes near the other limits.
"""

from __future__ import annotations

import re

from pipeline.errors import TooLarge

_MOST_TAGS = 1_000_000
_DEEPEST = 500
_MOST_ATTRIBUTES = 2_000
_LONGEST_TAG = 2 * _MOST_ATTRIBUTES  # a shorter one can't have too many of them
_MOST_REOPENED = 4_000_000  # elements

# Comments and code end where the standard says so, lest a page hide its tags in them from this pass.
_TAG = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))"
    r"|<(?P<raw>script|style|textarea|title|xmp|iframe|noembed)(?=[\s/>]).*?(?:</(?P=raw)(?=[\s/>])|\Z)"
    r"|<(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*+)"
    r"(?P<rest>(?:[^>=]++|=\s*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z))?+)*+)(?:>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_QUOTED = re.compile(r"=\s*+(?:\"[^\"]*+\"?|'[^']*+'?)")
# Elements without an end tag, or whose end tag may be left out: one that is open says nothing of depth.
_UNCLOSED = frozenset(
    {
        "a", "area", "base", "body", "br", "button", "col", "colgroup", "dd", "dt", "embed", "head", "hr", "html",
        "img", "input", "li", "link", "meta", "nobr", "optgroup", "option", "p", "param", "rp", "rt", "source",
        "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr",
    }
)  # fmt: skip
# Those that the standard opens again in every paragraph below, where a page doesn't close them.
_FORMATTING = frozenset({"b", "big", "code", "em", "font", "i", "s", "small", "strike", "strong", "tt", "u"})
_MOST_ALIKE = 3  # of one kind are opened again


def check_limits(text: str) -> None:
    """Raise :class:`pipeline.errors.TooLarge` where a page would take minutes to parse.

    >>> check_limits("<div>" * 400)
    >>> check_limits("<div>" * 600)
    Traceback (most recent call last):
    pipeline.errors.TooLarge: the page's elements stand in each other more than 500 deep; save it as plain text
    """
    tags = text.count("<")
    if tags > _MOST_TAGS:
        raise TooLarge(f"the page has more than {_MOST_TAGS / 1e6:.0f} million tags; save it in parts")
    depth = opened = most_opened = 0
    kinds: set[str] = set()
    for match in _TAG.finditer(text):
        name, rest = (match["name"] or "").lower(), match["rest"] or ""
        if name in _FORMATTING:
            opened = max(opened + (-1 if match["end"] else 1), 0)
            most_opened = max(most_opened, opened)
            kinds.add(name + rest)
        elif name and name not in _UNCLOSED and not rest.endswith("/"):
            depth = max(depth + (-1 if match["end"] else 1), 0)
        if depth > _DEEPEST:
            raise TooLarge(f"the page's elements stand in each other more than {_DEEPEST} deep; save it as plain text")
        if len(rest) > _LONGEST_TAG and _attributes(rest) > _MOST_ATTRIBUTES:
            raise TooLarge(f"a tag of the page has more than {_MOST_ATTRIBUTES} attributes; save it as plain text")
    if min(most_opened, _MOST_ALIKE * len(kinds)) * tags // 2 > _MOST_REOPENED:
        raise TooLarge("too much of the page's bold or coloured text is never closed; save it as plain text")


def _attributes(rest: str) -> int:
    names = (part.partition("=")[0] for part in _QUOTED.sub("= ", rest).split())
    return sum(name.count("/") + 1 for name in names)
