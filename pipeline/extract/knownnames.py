"""Names that a document introduces, and the fullest form of each.

"stichting Join-Us" makes "Join-Us" known, "Centrum voor Jeugd en Gezin Midden-Limburg (CJG)" gives
"CJG" its full name, and "Zorgkantoor VGZ" is what "het Zorgkantoor" means.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.extract.cooperation import Standing, can_be
from pipeline.extract.definitions import Definitions
from pipeline.extract.kept import per_rules
from pipeline.extract.mention import Context, Profile
from pipeline.extract.orgnames import Party
from pipeline.extract.orgpatterns import patterns_of, policy_word
from pipeline.extract.settle import Surroundings, overlap
from pipeline.record import normalise
from pipeline.ruleset import Rules
from pipeline.ruleset.index import Alias, AliasIndex, is_abbreviation
from pipeline.ruleset.schema import MunicipalityRow

_PLACES = re.compile(r"\b(?:in|te|uit|naar|regio|wijk|dorp|stad|kern|kernen|rond|rondom|heel|binnen)\s+$")
_OURS = re.compile(r"(?:(?:de|onze|alle|beide|deze|\d+|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf) )*gemeenten")
_BY_PLACE = (  # such organisations are named after where they are: "Welzijn Rietmeer"
    "regionale-organisatie", "gemeenschap-met-naam", "onderwijs-met-naam", "welzijn-met-naam", "ggz-met-naam",
    "zorgkantoor-met-naam",
)  # fmt: skip
_MEANT = re.compile(r"\b(?:de|het|met|door|en)\s$", re.IGNORECASE)
_SURE = 0.72  # a name surer than this stands for itself wherever it returns
_LEAST_BEGIN = 8  # letters: a shorter beginning is shared by chance
_LOOKED_AT = 1_000_000  # characters of a document that tell how a name is used in it


@dataclass(frozen=True, slots=True)
class Known:
    """What a document's names stand for: by normalised text."""

    names: Mapping[str, Party]
    full: Mapping[str, str]
    towns: Mapping[str, tuple[MunicipalityRow, ...]]
    surroundings: Surroundings
    index: AliasIndex
    order: Sequence[Party] = field(default=())

    def again(self, text: str) -> list[Party]:
        """Return where known names stand in a text."""
        found = []
        for hit in self.index.find(text):
            party = self.order[hit.rows[0]]
            if party.name.startswith(hit.alias + " ") and not _MEANT.search(text[max(0, hit.start - 6) : hit.start]):
                continue  # a first word alone means the whole name only where "the" says so
            found.append(replace(party, start=hit.start, end=hit.end))
        return found

    def canonical(self, party: Party) -> str:
        """Return the fullest form of a party's name."""
        name = " ".join(party.name.split())
        return self.full.get(normalise(name), name)

    def meant(self, party: Party, text: str) -> str | None:
        """Return the organisation that a kind with a capital in mid-sentence means: "het Zorgkantoor"."""
        written = text[party.start : party.end]
        front = text[max(0, party.start - 4) : party.start].rstrip()
        opening = not front or front[-1] in ".:!?"
        return self.full.get(normalise(written)) if written[:1].isupper() and not opening else None

    def municipality(self, party: Party) -> tuple[str, str | None]:
        """Return a municipality's name and its code as of the document's period."""
        name = " ".join(party.name.split())
        if len(party.towns) != 1:
            return name, None
        period = self.surroundings.period
        rows = self.towns.get(normalise(party.towns[0]), ())
        fitting = [r for r in rows if not period or overlap(period, r.valid_from, r.valid_to) > 0]
        return name, fitting[0].cbs_code if len(fitting) == 1 else None


@per_rules
def towns(rules: Rules) -> dict[str, tuple[MunicipalityRow, ...]]:
    """Return the municipalities by their normalised names."""
    found: dict[str, tuple[MunicipalityRow, ...]] = {}
    for row in rules.municipalities:
        for name in (row.name, *row.aliases):
            found[normalise(name)] = (*found.get(normalise(name), ()), row)
    return found


def known_names(
    context: Context, units: Mapping[int, Sequence[Standing]], definitions: Definitions, surroundings: Surroundings
) -> Known:
    """Return what a document's first round has made known."""
    parties = [s.party for index in sorted(units) for s in units[index] if _introduces(s, context)]
    names: dict[str, Party] = {}
    full: dict[str, str] = {}
    heads: dict[str, set[str]] = {}
    for party in parties:
        if party.towns:
            for town in party.towns:
                single = replace(party, name=f"gemeente {town}", towns=(town,), weak=True, sure=0.8)
                names.setdefault(town, single)
            continue
        if party.name != party.tail:
            names.setdefault(party.name, replace(party, sure=min(party.sure, 0.9)))
        heads.setdefault(party.tail or "", set()).add(party.name)
    for party in {p.name: p for p in parties if p.tail}.values():
        if party.tail and _returns(party, heads, context):
            names.setdefault(party.tail, replace(party, sure=0.8))
            best = full.setdefault(normalise(party.tail), party.name)
            full.setdefault(normalise(party.name), best)
    _shorts(parties, definitions, names, full)
    patterns = patterns_of(context.rules)
    order = [p for n, p in sorted(names.items()) if not policy_word(n.split()[-1], patterns)]
    labels = [n for n, _ in sorted(names.items()) if not policy_word(n.split()[-1], patterns)]
    index = AliasIndex(Alias(name, number, cased=True) for number, name in enumerate(labels))
    return Known(names, full, towns(context.rules), surroundings, index, order)


def _introduces(standing: Standing, context: Context) -> bool:
    party = standing.party
    return party.sort == "named" and not party.weak and (party.sure >= _SURE or standing.level == 2)


def _returns(party: Party, heads: Mapping[str, set[str]], context: Context) -> bool:
    """Say whether the name behind a head word can stand for all of it: no place, and of one name only."""
    tail = party.tail or ""
    own_name = tail.startswith(("De ", "Het ")) or len(tail.split()) > 1
    if len(tail) < 4 or not tail[0].isupper() or (len(heads.get(tail, ())) > 1 and not own_name):
        return False
    if not own_name and party.rule.removeprefix("naampatronen/") in _BY_PLACE:
        return False
    own = {normalise(w) for a in context.profile.authorities for w in (a.name, *a.names)}
    own |= {re.sub(r"^gemeente ", "", w) for w in own}
    if not can_be(re.findall(r"\w+", tail), tail, patterns_of(context.rules)):
        return False
    if (
        normalise(tail) in own
        or normalise(tail) in towns(context.rules)
        or any(f" {o}" in " " + normalise(tail) for o in own)
    ):
        return False
    text = context.reading.document.text[:_LOOKED_AT]
    places = [m for m in re.finditer(re.escape(tail), text) if _PLACES.search(text[max(0, m.start() - 12) : m.start()])]
    others = re.findall(rf"[A-Z]\w+ {re.escape(tail)}", text)
    return not places and len(set(others)) <= (2 if own_name else 1) and f"-{tail}" not in text


def _shorts(parties: Sequence[Party], definitions: Definitions, names: dict[str, Party], full: dict[str, str]) -> None:
    """Add abbreviations that the document gives, and make each name point to its fullest form."""
    places: dict[str, int] = {}
    for number, party in enumerate(parties):
        places.setdefault(normalise(party.name), number)
    longest = _fullest([*(p.name for p in parties), *(d.long for d in definitions.entries if d.long)])
    for entry in definitions.entries:
        if not entry.long:
            continue
        match = _first_same(parties, places, entry.long, entry.short)
        if match and match.rule.startswith("partners/") and not _starts(entry.long, match.rule.partition("/")[2]):
            continue  # the table's name stands, whatever the document makes of it
        if match:
            long = entry.long if entry.long[0].isupper() else match.name
            best = longest.get(normalise(long), long)
            full[normalise(entry.short)] = full[normalise(long)] = full[normalise(match.name)] = best
            if is_abbreviation(entry.short):
                names.setdefault(entry.short, replace(match, name=best, sure=0.9, tail=None))
    counted = {normalise(p.name): p.name for p in parties}
    counts = Counter(normalise(p.name) for p in parties)
    for short, long in longest.items():
        if short in counts and full.get(short, short) in (short, counted[short]) and len(short.split()) < 5:
            full[short] = long
    _heads(parties, names, full)


def _heads(parties: Sequence[Party], names: dict[str, Party], full: dict[str, str]) -> None:
    """Let the first word of a name of two words stand for it, where only one name begins so."""
    begins: dict[str, dict[str, Party]] = {}
    for party in parties:
        words = party.name.split()
        if len(words) > 1 and not party.towns and len(words[0]) > 8 and words[0][0].isupper():
            begins.setdefault(words[0], {}).setdefault(party.name, party)
    for head, found in begins.items():
        if len(found) == 1:
            name, party = next(iter(found.items()))
            full.setdefault(normalise(head), name)
            if party.rule.startswith("naampatronen/") and len(name.split()) == 2:
                names.setdefault(head, replace(party, sure=0.75))


def _starts(long: str, name: str) -> bool:
    return normalise(long).startswith(normalise(name))


def _first_same(parties: Sequence[Party], places: dict[str, int], long: str, short: str) -> Party | None:
    """Return the first party of a definition's full or short name, or of one that the full name begins with."""
    words = normalise(long).split()
    begins = (" ".join(words[:count]) for count in range(1, len(words)))
    wanted = [normalise(long), normalise(short), *(b for b in begins if len(b) > _LEAST_BEGIN)]
    found = [places[name] for name in wanted if name in places]
    return parties[min(found)] if found else None


def _fullest(names: Sequence[str]) -> dict[str, str]:
    """Return for each name the one longer name of the document that begins with it.

    >>> _fullest(["Bureau Jeugdzorg", "Bureau Jeugdzorg Limburg"])
    {'bureau jeugdzorg': 'Bureau Jeugdzorg Limburg'}
    """
    plain = {normalise(n): " ".join(n.split()) for n in names}
    found: dict[str, str] = {}
    order = sorted(plain)
    for number, short in enumerate(order):
        longer = []
        for at in range(number + 1, len(order)):
            name = order[at]
            if not name.startswith(short):
                break
            if name.startswith(short + " ") and plain[name][:1].isupper():
                longer.append(name)
        if longer and len(short) > 2:
            roots = [n for n in longer if all(o.startswith(n) or n.startswith(o) for o in longer)]
            if len(roots) == len(longer):
                found[short] = plain[max(longer, key=len)]
    return found


def own_places(profile: Profile) -> tuple[str, ...]:
    """Return the bare place names of the authorities themselves, in order."""
    names = [n for a in profile.authorities for n in (a.name, *a.names)]
    bare = [re.sub(r"^(?:de\s+)?gemeente\s+", "", n, flags=re.IGNORECASE) for n in names]
    return tuple(dict.fromkeys(b for b in bare if b[:1].isupper()))


def is_own(party: Party, text: str, profile: Profile) -> bool:
    """Say whether a party is the authority that publishes the document itself."""
    written = normalise(text[party.start : party.end])
    own = {normalise(n) for a in profile.authorities for n in (a.name, *a.names)}
    own |= {n.removeprefix("gemeente ") for n in own} | {"gemeente " + n for n in own}
    if party.towns and all(normalise(town) in own for town in party.towns):
        return True
    if len(profile.authorities) > 1 and party.sort == "group" and _OURS.fullmatch(written):
        return True
    return written in own or normalise(party.name) in own or written.removeprefix("centrum") in own
