"""Who is at the screen: one visitor for each browser that came in with the token, forgotten when the app stops."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from dataclasses import dataclass, field

_MOST = 200  # browsers; the one that came in first is forgotten
_LONGEST = 60  # characters of a name


@dataclass(slots=True)
class Visitor:
    """A browser that came in: who reads there, whether keys work, and what its forms must bring along."""

    id: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    name: str | None = None
    keys: bool = True


class Visitors:
    """All that came in."""

    def __init__(self, name: str | None = None) -> None:
        self._name = name
        self._known: OrderedDict[str, Visitor] = OrderedDict()

    def welcome(self) -> Visitor:
        """Return a new visitor."""
        visitor = Visitor(name=self._name)
        self._known[visitor.id] = visitor
        while len(self._known) > _MOST:
            self._known.popitem(last=False)
        return visitor

    def find(self, visitor_id: str | None) -> Visitor | None:
        """Return the visitor of a cookie, None where there is none."""
        return self._known.get(visitor_id) if visitor_id else None


def readable_name(text: str) -> str | None:
    r"""Return a reader's name as it may be kept, None where it is none.

    >>> readable_name("  Anna  de Vries "), readable_name("\n"), readable_name("a" * 61)
    ('Anna de Vries', None, None)
    """
    name = " ".join(text.split())
    return name if name and len(name) <= _LONGEST and name.isprintable() else None
