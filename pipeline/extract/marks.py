"""The words of a unit with its names and times as one mark each, as patterns see them.

A pattern that asks for ``{partner}`` or ``{straks}`` need not know any name or date.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from pipeline.document import Unit
from pipeline.extract.mention import Mention, PartnerValue, Profile, TimeValue
from pipeline.extract.ownnames import OwnNames
from pipeline.ruleset.lexicon import MARK, Lexicon


def mark(unit: Unit, mentions: Sequence[Mention], profile: Profile, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the words of a unit; each mention that has a mark stands as that mark alone, the authority as such."""
    return OwnNames.of(profile).replaced(_marked(unit, mentions, profile, lexicon), unit.text, lexicon)


def _marked(unit: Unit, mentions: Sequence[Mention], profile: Profile, lexicon: Lexicon) -> Sequence[str]:
    marked = [(m, name) for m in mentions if (name := _mark(m, profile, lexicon)) is not None]
    if not marked:
        return unit.words
    words: list[str] = []
    spans = [(m.span.start, m.span.end, name) for m, name in marked]
    for word, place in zip(unit.words, word_places(unit), strict=True):
        inside = next((s for s in spans if s[0] <= place < s[1]), None)
        if inside is None:
            words.append(word)
        elif not words or words[-1] != inside[2] or place == inside[0]:
            words.append(inside[2])
    return words


def by_unit(mentions: Sequence[Mention]) -> dict[int, list[Mention]]:
    """Return the mentions of each unit."""
    found: dict[int, list[Mention]] = defaultdict(list)
    for m in mentions:
        found[m.unit].append(m)
    return found


def _mark(m: Mention, profile: Profile, lexicon: Lexicon) -> str | None:
    if isinstance(m.value, PartnerValue):
        return MARK["partner"] if m.value.kind == "named" else None
    if not isinstance(m.value, TimeValue):
        return None
    value = m.value
    if value.kind in {"continuous", "recurring"}:
        return MARK["steeds"]
    if value.kind == "relative":
        return MARK["tijd"]
    if m.text.lower().startswith(lexicon.begun):
        return MARK["toen"]  # it has begun, in the year that the document is about too
    last = value.end or value.start
    if profile.start is None or last is None:
        return MARK["tijd"]
    since = value.kind == "from" and value.modifier is None and value.start is not None and value.start < profile.start
    return MARK["toen"] if since or last < profile.start else MARK["straks"]


def word_places(unit: Unit) -> list[int]:
    """Return where in the document each word of a unit begins; -1 where lower case has changed its length."""
    base, straight = unit.span.start, len(unit.passage.runs) == 1
    return [at if at < 0 else base + at if straight else unit.passage.place(at) for at in _places(unit)]


def _places(unit: Unit) -> list[int]:
    """Return where each word begins in the unit's text; -1 where lower case has changed its length."""
    text = unit.text.lower()
    places, at = [], 0
    for word in unit.words:
        found = text.find(word, at)
        places.append(found)
        at = found + len(word) if found >= 0 else at
    return places
