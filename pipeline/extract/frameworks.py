"""Mentions of agreements, agendas, programmes, plans, visions, norms and methods that are no law.

The table ``kaders`` knows the national ones; ``naampatronen`` find the local ones by the words that
make a name; and what a document has introduced in full is found again where it returns. "Full Name
(FN)" is one mention, bracket and all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.document import BlockKind, Role, Unit, UnitKind
from pipeline.extract.definitions import Definitions, learn
from pipeline.extract.kept import per_rules
from pipeline.extract.laws import law_index
from pipeline.extract.mention import Context, FrameworkValue, Mention, mention
from pipeline.extract.names import apart
from pipeline.extract.plannames import Patterns, PlanName, plan_names, plan_patterns
from pipeline.extract.settle import Surroundings
from pipeline.record import normalise
from pipeline.ruleset import Rules
from pipeline.ruleset.index import Alias, AliasIndex, Hit, is_abbreviation
from pipeline.ruleset.schema import FrameworkRow

_BRACKET = re.compile(r"\s*\((?P<inside>[^()]{2,30})\)")
_INFLECTED = re.compile(
    r"(region|nation|lok|integr)ale(?=\s\w*(?:plan|akkoord|programma|convenant|kader)\b)", re.IGNORECASE
)
_FIGURES = (Role.INDICATORS, Role.COSTS)
_SMALL = frozenset(["op", "voor", "van", "de", "het", "en", "t", "m", "tot", "met", "in"])
_YEARS = re.compile(r"\s(?:19|20)\d\d\s?[-–]\s?(?:20)?\d\d(?!\d)|\s\((?:19|20)\d\d\)")


@dataclass(frozen=True, slots=True)
class _Name:
    """A framework at a place of a unit's text."""

    start: int
    end: int
    canonical: str
    kind: str
    rule: str
    sure: float
    taught: bool = False


@per_rules
def framework_index(rules: Rules) -> AliasIndex:
    """Return the index of all frameworks; a name with a capital wants it in the text."""
    return AliasIndex(
        Alias(alias, number, row.exceptions, cased=any(c.isupper() for c in alias))
        for number, row in enumerate(rules.frameworks)
        for alias in (row.name, *row.aliases)
    )


def find(context: Context) -> list[Mention]:
    """Return every mention of a framework in a document, in order."""
    surroundings = Surroundings(context)
    patterns = plan_patterns(context.rules)
    units = [u for u in context.reading.units if u.block.kind is not BlockKind.FURNITURE]
    names = {u.index: _names(u, context.rules, patterns, surroundings) for u in units}
    taught = _taught(names, learn(context.reading))
    index = AliasIndex(Alias(name, number) for number, name in enumerate(taught))
    order = list(taught.values())
    fullest = _fullest([n for i in sorted(names) for n in names[i]])
    found: list[Mention] = []
    for unit in units:
        text = unit.text
        again = [replace(order[h.rows[0]], start=h.start, end=h.end) for h in index.find(text) if _fair(h, text)]
        last = 0
        for name in _longest([*names[unit.index], *again]):
            if name.start < last:  # the abbreviation in the bracket that belongs to the name before it
                continue
            value = FrameworkValue(fullest.get(name.canonical, name.canonical), name.kind)
            end = last = _with_bracket(text, name)
            found.append(mention("framework", unit, name.start, end, name.rule, name.sure, value))
    return found


def _names(unit: Unit, rules: Rules, patterns: Patterns, surroundings: Surroundings) -> list[_Name]:
    text = unit.text
    index = framework_index(rules)
    laws = [(h.start, h.end) for h in law_index(rules).find(text)]
    names: list[_Name] = []
    for hit in index.find(text):
        names += _of_hit(hit, text, unit, rules, surroundings)
    for hit in index.fuzzy(text, [*laws, *((n.start, n.end) for n in names)]):
        names += _of_hit(hit, text, unit, rules, surroundings)
    known = [(n.start, n.end) for n in names]
    if unit.kind is UnitKind.HEADING and unit.role in _FIGURES:
        return _longest(names)  # "Norm 2024" over a column of figures is no norm
    for plan in plan_names(text, patterns, known, unit.kind is UnitKind.HEADING):
        if not any(s <= plan.start and plan.end <= e for s, e in laws) and not _told(plan, names, text):
            names.append(_of_plan(plan, names))
    return _longest(names)


def _told(plan: PlanName, names: Sequence[_Name], text: str) -> bool:
    """Say whether the table knows what begins there, and no name or year makes it a longer one."""
    known = next((n for n in names if n.start == plan.start and n.rule.startswith("kaders/")), None)
    after = text[known.end : plan.end].strip(" -") if known else ""
    return known is not None and not after[:1].isupper() and not after[:1].isdigit()


def _of_hit(hit: Hit, text: str, unit: Unit, rules: Rules, surroundings: Surroundings) -> list[_Name]:
    rows: list[FrameworkRow] = surroundings.choose([rules.frameworks[n] for n in hit.rows], hit.alias, unit.index)
    if not rows:
        return []
    row = rows[0]
    end = hit.end
    if years := _YEARS.match(text, end):
        end = years.end()
    sure = 0.95 if hit.score >= 100 else 0.0085 * hit.score
    if not text[hit.start : hit.end].isupper() and text[hit.start].islower():
        sure = min(sure, 0.9)
    return [_Name(hit.start, end, row.name, row.kind, f"kaders/{row.name}", sure)]


def _of_plan(plan: PlanName, names: Sequence[_Name]) -> _Name:
    title = re.sub(r"\s\([A-Z]{2,}\)", "", " ".join(plan.title.split()))
    if lead := _INFLECTED.match(title):  # "het regionale beleidsplan" is "Regionaal beleidsplan"
        title = lead[1].capitalize() + "aal" + title[lead.end(1) + 3 :]
    inside = next((n for n in names if plan.start <= n.start and n.end <= plan.end), None)
    if inside and plan.end - plan.start - (inside.end - inside.start) <= 22 and not re.search(r"\d{4}", title):
        title = inside.canonical
    return _Name(plan.start, plan.end, title, plan.kind, f"naampatronen/{plan.rule}", min(plan.sure, 0.95), plan.taught)


def _longest(names: Sequence[_Name]) -> list[_Name]:
    return apart(sorted(names, key=lambda n: (n.start - n.end, n.rule.startswith("naampatronen/"), -n.sure, n.start)))


def _taught(names: Mapping[int, Sequence[_Name]], definitions: Definitions) -> dict[str, _Name]:
    """Return the names that the document itself has introduced, and its abbreviations of names."""
    taught: dict[str, _Name] = {}
    by_text: dict[str, _Name] = {}
    for index in sorted(names):
        for name in names[index]:
            by_text.setdefault(normalise(name.canonical), name)
            if name.taught and len(name.canonical.split()) > 1:
                taught.setdefault(name.canonical, replace(name, sure=min(name.sure, 0.85)))
    for entry in definitions.entries:
        meant = by_text.get(normalise(entry.long)) if entry.long else None
        if meant is None and entry.before is not None and entry.long is None:
            meant = next((n for n in names.get(entry.unit, ()) if n.end == entry.before), None)
        if meant and is_abbreviation(entry.short) and len(entry.short) > 1:
            taught.setdefault(entry.short, replace(meant, sure=0.9))
    return taught


def _fullest(names: Sequence[_Name]) -> dict[str, str]:
    """Return for each name found by pattern the one fuller name of the document that has all its words."""
    words = {
        n.canonical: frozenset(normalise(n.canonical).split()) - _SMALL for n in names if n.rule.startswith("naam")
    }
    found: dict[str, str] = {}
    for name in sorted(words):
        fuller = [o for o in sorted(words) if words[name] < words[o] and words[name]]
        best = max(fuller, key=lambda o: (len(words[o]), o), default=None)
        if best and all(words[o] <= words[best] for o in fuller):
            found[name] = best
    return found


def _fair(hit: Hit, text: str) -> bool:
    """Say whether a taught name that returns in small letters is still the name: of two words or more."""
    written = text[hit.start : hit.end]
    return written[0].isupper() or " " in written or written[0].isdigit()


def _with_bracket(text: str, name: _Name) -> int:
    """Return the end of a name with its abbreviation or year behind it in brackets."""
    match = _BRACKET.match(text, name.end)
    if not match or is_abbreviation(text[name.start : name.end]):
        return name.end
    inside = match["inside"].strip()
    short = is_abbreviation(inside) and " " not in inside and inside[:1].isupper()
    return match.end() if short or re.fullmatch(r"(?:19|20)\d\d", inside) else name.end
