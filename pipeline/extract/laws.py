"""Mentions of laws, regulations, ordinances and treaties, with their articles.

The table ``wetten`` knows most; ``naampatronen`` say what else a law is called like; and the document
itself may say what it means by a short name. An abbreviation that two laws share is settled by the
document's period and by the words around it, or left open with its candidates.

>>> named("Richtlijn (EU) 2019/1023")
('32019L1023', 'https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=CELEX:32019L1023')
>>> named("Richtlijn wonen") is None
True
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.document import BlockKind, Unit
from pipeline.extract import articles
from pipeline.extract.definitions import Definition, Definitions, learn
from pipeline.extract.kept import per_rules
from pipeline.extract.lawnames import pattern_names, patterns_of
from pipeline.extract.mention import Context, LawValue, Mention, mention
from pipeline.extract.names import apart
from pipeline.extract.settle import Surroundings
from pipeline.ruleset import Rules
from pipeline.ruleset.index import Alias, AliasIndex, Hit, is_abbreviation
from pipeline.ruleset.schema import LawRow

_EU = re.compile(
    r"\b(?P<kind>(?:Uitvoerings|Gedelegeerde )?[Vv]erordening|[Rr]ichtlijn)\s+"
    r"(?:\((?:EU|EG|EEG|Euratom)\)\s*)?(?:nr\.\s*)?"
    r"(?P<one>\d{2,4})/(?P<two>\d{1,4})(?:/(?:EU|EG|EEG))?(?!\d)"
)
_BWB = "https://wetten.overheid.nl/"
_CELEX = "https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=CELEX:"


@dataclass(frozen=True, slots=True)
class _Name:
    """A law's name at a place of a unit's text, before its articles are added."""

    start: int
    end: int
    value: LawValue
    rule: str
    sure: float


def find(context: Context) -> list[Mention]:
    """Return every mention of a law in a document, in order."""
    surroundings = Surroundings(context)
    units = [u for u in context.reading.units if u.block.kind is not BlockKind.FURNITURE]
    names = {u.index: _names(u, context.rules, surroundings) for u in units}
    defined = _defined(learn(context.reading), names, context, surroundings)
    shorts = [short for short, name in defined.items() if name]
    index = AliasIndex(Alias(short, number, cased=True) for number, short in enumerate(shorts))
    found: list[Mention] = []
    for unit in units:
        found += _mentions(unit, _with_defined(unit.text, names[unit.index], defined, shorts, index))
    return found


@per_rules
def law_index(rules: Rules) -> AliasIndex:
    """Return the index of all laws by their names and aliases."""
    return AliasIndex(
        Alias(alias, number, row.exceptions)
        for number, row in enumerate(rules.laws)
        for alias in (row.name, *row.aliases)
    )


def _names(unit: Unit, rules: Rules, surroundings: Surroundings) -> list[_Name]:
    text = unit.text
    index = law_index(rules)
    hits = index.find(text)
    names = [n for n in (_of_hit(h, text, unit, rules, surroundings) for h in hits) if n]
    names += _european(text)
    for found in pattern_names(text, patterns_of(rules), [(h.start, h.end) for h in hits]):
        value = LawValue(canonical=" ".join(found.title.split()))
        names.append(_Name(found.start, found.end, value, f"naampatronen/{found.rule}", found.sure))
    for hit in index.fuzzy(text, [(h.start, h.end) for h in hits]):
        if name := _of_hit(hit, text, unit, rules, surroundings):
            names = [n for n in names if (n.start, n.end) != (hit.start, hit.end)]  # better than by pattern
            names.append(name)
    return _longest(names)


def _of_hit(hit: Hit, text: str, unit: Unit, rules: Rules, surroundings: Surroundings) -> _Name | None:
    rows = [rules.laws[n] for n in hit.rows]
    left = surroundings.choose(rows, hit.alias, unit.index)
    if not left:
        return None
    sure = 0.97 if is_abbreviation(hit.alias) else 0.99
    if hit.score < 100:
        sure = 0.009 * hit.score
    elif len(rows) > 1 and len(left) == 1 and any(r.near for r in rows):
        sure = 0.9
    if len(left) > 1:
        value = LawValue(candidates=tuple(sorted(r.name for r in left)))
        return _Name(hit.start, hit.end, value, f"wetten/{left[0].name}", 0.6)
    return _Name(hit.start, hit.end, law_value(left[0]), f"wetten/{left[0].name}", sure)


def law_value(row: LawRow) -> LawValue:
    """Return what a row says of a mention of its law."""
    uri = _BWB + row.bwb_id if row.bwb_id else _CELEX + row.celex if row.celex else None
    return LawValue(canonical=row.name, bwb_id=row.bwb_id, uri=uri)


def named(text: str) -> tuple[str, str] | None:
    """Return the CELEX number and address of a European law by its number."""
    match = _EU.search(text)
    if not match:
        return None
    kind = "L" if match["kind"].lower() == "richtlijn" else "R"
    one, two = match["one"], match["two"]
    # Directives and, from 2015, regulations put the year first; older regulations put it last.
    year, number = (one, two) if kind == "L" or (len(one) == 4 and int(one) >= 2015) else (two, one)
    if len(year) == 2:
        year = "19" + year
    celex = f"3{year}{kind}{int(number):04d}"
    return celex, _CELEX + celex


def _european(text: str) -> Iterator[_Name]:
    for match in _EU.finditer(text) if "/" in text else ():
        known = named(match[0])
        uri = known[1] if known else None
        yield _Name(match.start(), match.end(), LawValue(canonical=match[0], uri=uri), "naampatronen/europees", 0.95)


def _longest(names: Sequence[_Name]) -> list[_Name]:
    """Return names that don't overlap: the longest first, the surer one where they are as long."""
    return apart(sorted(names, key=lambda n: (n.start - n.end, -n.sure, n.start)))


def _defined(
    definitions: Definitions, names: dict[int, list[_Name]], context: Context, surroundings: Surroundings
) -> dict[str, _Name | None]:
    """Return what the document's own short names stand for; None for one that is no law there."""
    meant: dict[str, _Name | None] = {}
    for definition in definitions.entries:
        name = _before(definition, names) or _spelled(definition, context, surroundings)
        if name and name.value.canonical and definition.short not in meant:
            meant[definition.short] = name
        elif definition.long and name is None and _stands_for(definition):
            meant.setdefault(definition.short, None)
    return meant


def _before(definition: Definition, names: dict[int, list[_Name]]) -> _Name | None:
    if definition.before is None:
        return None
    return next((n for n in names.get(definition.unit, ()) if n.end == definition.before), None)


def _spelled(definition: Definition, context: Context, surroundings: Surroundings) -> _Name | None:
    if not definition.long:
        return None
    for hit in law_index(context.rules).find(definition.long):
        if hit.start <= 4 and hit.end >= len(definition.long) - 1:
            return _of_hit(hit, definition.long, context.reading.units[definition.unit], context.rules, surroundings)
    return None


def _stands_for(definition: Definition) -> bool:
    """Say whether a full name really gives its short one: "BW" for "beschermd wonen"."""
    words = [w for w in re.findall(r"\w+", definition.long or "") if w not in ("de", "het", "en", "van", "voor", "in")]
    return "".join(w[0] for w in words).lower().startswith(definition.short.lower())


def _with_defined(
    text: str, names: list[_Name], defined: dict[str, _Name | None], shorts: Sequence[str], index: AliasIndex
) -> list[_Name]:
    if not defined:
        return names
    kept = [n for n in names if defined.get(text[n.start : n.end], n) is not None]
    for hit in index.find(text):
        name = defined[shorts[hit.rows[0]]]
        if name and text[hit.start : hit.end] == shorts[hit.rows[0]]:
            kept = [k for k in kept if (k.start, k.end) != (hit.start, hit.end)]
            kept.append(_Name(hit.start, hit.end, name.value, name.rule, max(0.9, name.sure)))
    return _longest(kept)


def _mentions(unit: Unit, names: list[_Name]) -> Iterator[Mention]:
    text = unit.text
    fronts = [articles.before(text, n.start) for n in names]
    claimed = [a.start for a in fronts if a]
    ends = 0
    for name, front in zip(names, fronts, strict=True):
        start, end, refers = name.start, name.end, None
        if front and front.start >= ends:
            start, refers = front.start, front
        else:
            back = articles.after(text, name.end)
            if back and back.start not in claimed:
                end, refers = back.end, back
        ends = end
        value = name.value
        if refers:
            value = LawValue(
                value.canonical, refers.article, refers.paragraph, value.bwb_id, value.uri, value.candidates
            )
        yield mention("legal_reference", unit, start, end, name.rule, name.sure, value, (text[name.start : name.end],))
