"""Mentions of partners: organisations by name, kinds of organisations, and parts of the state.

Two rounds: the first finds names by table and pattern, and the lists of who works along; the second
finds the names again that the document has introduced ("stichting Join-Us", later "Join-Us"), gives
each its fullest form, and leaves out the authority itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from pipeline.document import BlockKind, Role, Unit
from pipeline.extract.columns import members
from pipeline.extract.cooperation import Standing, actors, siblings, standings
from pipeline.extract.definitions import is_listed, learn
from pipeline.extract.frameworks import framework_index
from pipeline.extract.groups import widen
from pipeline.extract.knownnames import Known, is_own, known_names, own_places, towns
from pipeline.extract.laws import law_index
from pipeline.extract.mention import Context, Mention, PartnerValue, Refusal, mention
from pipeline.extract.names import Covered, apart
from pipeline.extract.orgnames import Party, partner_index, party_of, pattern_parties
from pipeline.extract.orgpatterns import Patterns, patterns_of
from pipeline.extract.settle import Surroundings
from pipeline.ruleset.index import Hit

_SILENT = frozenset(
    {BlockKind.FURNITURE, BlockKind.FIGURE, BlockKind.SOURCE, BlockKind.CONTENTS, BlockKind.ABBREVIATION}
)

_LISTS = frozenset({BlockKind.CELL, BlockKind.ITEM, BlockKind.LABEL})
_COUNTED = re.compile(r"(?:\d+|een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien)\s")


@dataclass(frozen=True, slots=True)
class _Work:
    """What a document's search works with."""

    context: Context
    patterns: Patterns
    surroundings: Surroundings
    own: tuple[str, ...] = ()
    _taken: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    def taken(self, unit: Unit) -> list[tuple[int, int]]:
        """Return where laws and frameworks stand in a unit: no unknown name is looked for there."""
        if unit.index not in self._taken:
            indexes = law_index(self.context.rules), framework_index(self.context.rules)
            self._taken[unit.index] = [(h.start, h.end) for index in indexes for h in index.find(unit.text)]
        return self._taken[unit.index]


def find(context: Context) -> list[Mention]:
    """Return every mention of a partner in a document, in order."""
    return [_mention(unit, one, known) for unit, one, known, refusal in _weighed(context) if refusal is None]


def passed_over(context: Context) -> list[tuple[Mention, Refusal]]:
    """Return what looked like a partner and is none, with why."""
    return [(_mention(unit, one, known), refusal) for unit, one, known, refusal in _weighed(context) if refusal]


def _weighed(context: Context) -> Iterator[tuple[Unit, Standing, Known, Refusal | None]]:
    """Yield all that may be a partner, in order, and what keeps it from being one."""
    own = own_places(context.profile)
    work = _Work(context, patterns_of(context.rules), Surroundings(context), own)
    units = [u for u in context.reading.units if u.block.kind not in _SILENT and not is_listed(u.text)]
    first = {u.index: _parties(u, work) for u in units}
    standing = {u.index: _standings(u, first[u.index], work) for u in units}
    known = known_names(context, standing, learn(context.reading), work.surroundings)
    for unit in units:
        again = _again(unit, first[unit.index], standing[unit.index], known, work)
        if again:
            standing[unit.index] = _standings(unit, [*first[unit.index], *again], work)
        chosen = {id(one) for one in _chosen(standing[unit.index])}
        for one in sorted(standing[unit.index], key=lambda s: s.start):
            yield unit, one, known, _refusal(one, id(one) in chosen, unit, work)


def _refusal(one: Standing, chosen: bool, unit: Unit, work: _Work) -> Refusal | None:
    if not chosen:
        return "longer" if _counts(one) else "vague"
    if is_own(one.party, unit.text, work.context.profile):
        return "own"
    return "common" if _common(one.party, work.surroundings) else None


def _parties(unit: Unit, work: _Work) -> list[Party]:
    """Return what may be a partner in one unit, by table and pattern."""
    text, rules = unit.text, work.context.rules
    taken = work.taken(unit)
    parties = [*_table(unit, work), *pattern_parties(text, work.patterns, towns(rules), taken)]
    laws = Covered(taken)
    parties = _longest([p for p in parties if not laws.all(p.start, p.end)])
    parties = [_wide(text, p, work.patterns) if p.sort == "group" else p for p in parties]
    parties = [p for p in parties if not _introduced(p, parties, text)]
    fuzzy = partner_index(rules).fuzzy(text, [*taken, *((p.start, p.end) for p in parties)])
    return parties + [p for hit in fuzzy for p in _party(hit, unit, work) if p.sort == "named"]


def _introduced(party: Party, parties: list[Party], text: str) -> bool:
    """Say whether a kind of organisations only says what the name right behind it is: "bureau Zicht"."""
    if party.sort != "group":
        return False
    behind = [p for p in parties if p.sort == "named" and p.start == party.end + 1]
    if party.type == "gemeente":  # "de gemeenten Buren en Tiel" are those two
        return any(p.towns for p in behind)
    return bool(behind) and not text[party.start : party.end].endswith(("s", "en"))


def _standings(unit: Unit, parties: list[Party], work: _Work) -> list[Standing]:
    """Return how the parties of one unit stand, unknown names in their lists among them."""
    text = unit.text
    parties = _longest(parties)
    if _is_list(unit):
        return members(text, parties, work.patterns.openers)
    taken = Covered(work.taken(unit))
    certain = [p for p in parties if not (p.towns and p.weak)]
    both = Covered([*work.taken(unit), *((p.start, p.end) for p in certain)])
    parties = parties + siblings(text, certain, work.patterns, both, work.own)
    parties += actors(text, work.patterns, both)
    parties = [p for p in _longest(parties) if not _introduced(p, parties, text)]
    return standings(text, parties, work.patterns, taken)


def _is_list(unit: Unit) -> bool:
    """Say whether a unit lists partners: a label's or a column's content, or a short item under their heading."""
    if unit.block.kind is BlockKind.HEADING:
        return False
    if unit.block.role is Role.PARTNERS:
        return True
    return unit.role is Role.PARTNERS and unit.block.kind in _LISTS and ":" not in unit.text and len(unit.words) < 25


def _wide(text: str, party: Party, patterns: Patterns) -> Party:
    """Return a kind of organisations with the words that belong to it; a vague one is clear with them."""
    loose = party.weak or party.type == "gemeente"
    start, end = widen(text, party.start, party.end, patterns.adjectives, loose)
    written = text[start:end].lower()
    clear = (start, end) != (party.start, party.end) and not written.startswith(("andere", "nieuwe"))
    clear = clear and (party.type == "gemeente" or not _COUNTED.match(written))
    return replace(party, start=start, end=end, weak=party.weak and not clear)


def _table(unit: Unit, work: _Work) -> Iterator[Party]:
    for hit in partner_index(work.context.rules).find(unit.text):
        yield from _party(hit, unit, work)


def _party(hit: Hit, unit: Unit, work: _Work) -> Iterator[Party]:
    rows = [work.context.rules.partners[n] for n in hit.rows]
    left = work.surroundings.choose(rows, hit.alias, unit.index)
    if left:
        number = hit.rows[rows.index(left[0])]
        yield party_of(hit, number, unit.text, work.context.rules)


def _longest(parties: list[Party]) -> list[Party]:
    return apart(sorted(parties, key=lambda p: (p.start - p.end, p.weak, -p.sure, p.start)))


def _again(unit: Unit, parties: list[Party], standing: list[Standing], known: Known, work: _Work) -> list[Party]:
    """Return the places where a name stands again that the document has introduced."""
    found = known.again(unit.text)
    if not found:
        return []
    places = [(p.start, p.end) for p in parties if p.sort == "named" and not p.weak]
    covered = Covered([*places, *work.taken(unit)])
    found = [p for p in found if not covered.any(p.start, p.end)]
    places = [(s.party.start, s.party.end) for s in standing if s.party.sort == "named" and s.level]
    covered = Covered(places)
    return [p for p in found if p.towns or not covered.all(p.start, p.end)]


def _chosen(standing: list[Standing]) -> list[Standing]:
    """Return what counts as a partner: weak ones only where someone works along."""
    return apart(sorted(filter(_counts, standing), key=lambda s: (s.start - s.end, -s.level, s.start)))


def _counts(one: Standing) -> bool:
    return not one.party.weak or one.level == 2 or _small_cue(one)


def _common(party: Party, surroundings: Surroundings) -> bool:
    """Say whether the document uses a telling word as a common noun: "een Odensehuis"."""
    if not party.rule.endswith("naam-op-woord") or " " in party.name:
        return False
    return any(surroundings.counted(f"{word} {party.name}") for word in ("een", "elk", "ieder", "per"))


def _small_cue(standing: Standing) -> bool:
    return standing.level == 1 and standing.cue.lower() in ("met", "door", "tussen", "via", "zoals", "waaronder")


def _mention(unit: Unit, standing: Standing, known: Known) -> Mention:
    party = standing.party
    name, code, kind = known.canonical(party), None, party.type
    if party.towns:
        name, code = known.municipality(party)
    sure = party.sure
    if party.sort == "group" and (named := known.meant(party, unit.text)):
        name, party = named, replace(party, sort="named")
    if party.sort == "group":
        sure = {2: 0.8, 1: 0.6, 0: 0.5}[standing.level]
        name = party.name
    value = PartnerValue(party.sort, name, kind, code)
    cues = (standing.cue,) if standing.cue else ()
    return mention("partner", unit, party.start, party.end, party.rule, min(sure, 0.99), value, cues)
