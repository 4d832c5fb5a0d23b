"""Word's XML: names, and attributes read forgivingly, for many programs write them their own way."""

from __future__ import annotations

from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
ALTERNATE = f"{{{_COMPATIBILITY}}}AlternateContent"
_CHOICE, _FALLBACK = f"{{{_COMPATIBILITY}}}Choice", f"{{{_COMPATIBILITY}}}Fallback"
_OFF = {"0", "false", "off", "none"}


def w(name: str) -> str:
    """Return the full name of one of Word's own elements or attributes.

    >>> w("p")
    '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p'
    """
    return f"{{{WORD}}}{name}"


VALUE = w("val")


def child(element: Element | None, *names: str) -> Element | None:
    """Return what stands below an element along a path of Word's names; None where a step is missing."""
    for name in names:
        if element is None:
            return None
        element = element.find(w(name))
    return element


def value(element: Element | None, *names: str) -> str | None:
    """Return the ``w:val`` of what stands below an element; None where it or the attribute is missing."""
    found = child(element, *names)
    return None if found is None else found.get(VALUE)


def whole(text: str | None) -> int | None:
    """Return a whole number written in plain digits; None for anything else.

    >>> whole("12"), whole("-1"), whole("twelve"), whole(None)
    (12, None, None, None)
    """
    return int(text) if text and len(text) < 10 and text.isascii() and text.isdigit() else None


def switch(element: Element | None, name: str) -> bool | None:
    """Return whether a property such as bold is on; None where nothing is said of it."""
    found = child(element, name)
    return None if found is None else (found.get(VALUE) or "").lower() not in _OFF


def alternative(element: Element) -> Element | None:
    """Return the one reading of ``mc:AlternateContent`` to follow: the first choice, which Word shows too."""
    choice = element.find(_CHOICE)
    return element.find(_FALLBACK) if choice is None else choice
