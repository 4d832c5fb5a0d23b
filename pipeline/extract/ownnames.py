"""The authority's own name in running text: "Veenstad streeft naar …" is the authority, "Veenstaders" live there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.extract.mention import Authority, Profile
from pipeline.ruleset.lexicon import Lexicon

_ROOT = 3  # letters of a place's name that such a word at least begins with
_LOST = 2  # letters at the end of the name that it may lose ("Kromhuizen", "Kromhuizers")
_AUTHORITY, _INHABITANTS = ("de", "gemeente"), ("inwoners",)


@dataclass(frozen=True)
class OwnNames:
    """The names of the authorities that publish a document; those of one word also stand alone, as who acts."""

    full: tuple[tuple[str, ...], ...]
    single: frozenset[str]

    @classmethod
    def of(cls, profile: Profile) -> OwnNames:
        """Return the names of a document's authorities."""
        return _own_names(profile.authorities)

    def is_resident(self, word: str, ends: tuple[str, ...]) -> bool:
        """Say whether a word in lower case names the people of the place; ``ends`` is how such words end.

        >>> own = OwnNames((), frozenset({"veenstad", "kromhuizen"}))
        >>> [own.is_resident(w, ("ers",)) for w in ("veenstaders", "kromhuizers", "veenstad", "veenarbeiders")]
        [True, True, False, False]
        """
        return word.endswith(ends) and any(
            word.startswith(root) and len(word) <= len(root) + _LOST + len("enaren")
            for name in self.single
            if len(root := name[: max(_ROOT, len(name) - _LOST)]) >= _ROOT and word != name
        )

    def replaced(self, words: Sequence[str], text: str, lexicon: Lexicon) -> tuple[str, ...]:
        """Return the words of a unit with the name as "de gemeente", and those who live there as "inwoners".

        After "gemeente" the name goes; after a preposition it is the place, and stays.
        """
        found = list(words)
        for name in self.full:
            for at in range(len(found) - len(name), 0, -1):
                if found[at - 1] == "gemeente" and tuple(found[at : at + len(name)]) == name:
                    found[at : at + len(name)] = []
        for at in range(len(found) - 1, -1, -1):
            if found[at] in self.single and (at == 0 or found[at - 1] not in lexicon.before_places):
                if re.search(rf"\b{re.escape(found[at].capitalize())}\b", text):
                    found[at : at + 1] = _AUTHORITY
            elif self.single and self.is_resident(found[at], lexicon.residents):
                found[at : at + 1] = _INHABITANTS
        return tuple(found)


@lru_cache(maxsize=32)
def _own_names(authorities: tuple[Authority, ...]) -> OwnNames:
    plain = [a.name.lower().removeprefix("gemeenten ").removeprefix("gemeente ").split() for a in authorities]
    return OwnNames(tuple(map(tuple, plain)), frozenset(name[0] for name in plain if len(name) == 1))
