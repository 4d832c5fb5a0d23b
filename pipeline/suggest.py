"""Names that the tables don't know, as rows ready to accept: spellings of one name together, with counts and contexts.

Read are the records of an output folder, whatever documents they come from. A name that a pattern found and no table
has is a candidate for ``rules/partners.yaml``; one that is nearly a known name is a candidate alias of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from rapidfuzz import fuzz

from pipeline.record import Activity, Goal, Partner, PolicyRecord
from pipeline.ruleset import Rules
from pipeline.ruleset.index import is_abbreviation, skeleton, squash
from pipeline.ruleset.nearness import WORD, flips, slips_only
from pipeline.store import records_below

_TABLE = "partners/"
_ALIKE = 90  # of 100; a smaller likeness is another name as often as a slip
_LEAST = 8  # letters: a shorter name is near too many others
_CONTEXTS = 3
_LONGEST = 160  # characters of a context
_ARTICLE = re.compile(r"^(?:de|het|een)\s+", re.IGNORECASE)
# What a name may have or lack without being another: how an organisation is set up in law.
_FORMS = frozenset({"stichting", "vereniging", "cooperatie", "bv", "nv", "gemeente"})
_SEVERAL = "gemeenten "


@dataclass
class Candidate:
    """A name that no table has: its spellings and documents with counts, and some of the places where it stands.

    ``near`` is the row of ``partners`` that it may belong to, None where it is near no known name.
    """

    spellings: Counter[str] = field(default_factory=Counter)
    documents: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    contexts: list[str] = field(default_factory=list)
    near: str | None = None

    @property
    def name(self) -> str:
        """The spelling that occurs most; of equal ones the longest, then the first by the alphabet."""
        return min(self.spellings, key=lambda s: (-self.spellings[s], -len(s), s))

    @property
    def count(self) -> int:
        """How often it is mentioned."""
        return self.spellings.total()


def suggest(output: Path, rules: Rules) -> list[Candidate]:
    """Return the candidates of an output folder, the most frequent first.

    Raises :class:`pipeline.errors.UsageError` where the folder holds no records.
    """
    found: list[tuple[Partner, str, str]] = []
    for record in records_below(output):
        found += _unknown(record)
    candidates = _clusters(found)
    known = [(alias, row.name) for row in rules.partners for alias in (row.name, *row.aliases)]
    for one in candidates:
        one.near = _near(one, known)
    return sorted(candidates, key=lambda c: (-c.count, c.name))


def _unknown(record: PolicyRecord) -> Iterator[tuple[Partner, str, str]]:
    """Yield the partners of a document that no table knows, with the document and what is said of them."""
    statements: list[Activity | Goal] = [*record.activities, *record.goals]
    for partner in record.partners:
        known = partner.rule.startswith(_TABLE) or partner.cbs_code
        if partner.kind != "named" or known or partner.text.startswith(_SEVERAL):
            continue
        place = partner.source
        around = next(
            (s.text for s in statements if s.source.start <= place.start and place.end <= s.source.end),
            " › ".join(partner.section),
        )
        yield partner, record.document.id, around


def _clusters(found: Sequence[tuple[Partner, str, str]]) -> list[Candidate]:
    """Return one candidate for all spellings of a name."""
    clusters: dict[str, Candidate] = {}
    keys: dict[str, str] = {}
    for partner, document, around in found:
        name = _ARTICLE.sub("", partner.canonical or partner.text)
        if name not in keys:
            keys[name] = next((k for k in clusters if same_name(name, k)), name)
        one = clusters.setdefault(keys[name], Candidate())
        one.spellings[_ARTICLE.sub("", partner.text)] += 1
        one.documents[document] += 1
        if partner.type:
            one.types[partner.type] += 1
        short = around if len(around) <= _LONGEST else around[:_LONGEST].rsplit(" ", 1)[0] + " …"
        if short and short not in one.contexts and len(one.contexts) < _CONTEXTS:
            one.contexts.append(short)
    return list(clusters.values())


def same_name(one: str, other: str) -> bool:
    """Say whether two spellings are of one name: hyphens, articles, legal forms, scanner's faults and slips apart.

    >>> same_name("Verwey-Jonker lnstituut", "het Verwey Jonker Instituut")
    True
    >>> same_name("Stichting Welzijn Rietland", "Welzijn Rietland"), same_name("GGD Noord", "GGD Zuid")
    (True, False)
    """
    a, b = _core(one), _core(other)
    if skeleton("".join(a)) == skeleton("".join(b)):
        return True
    near = min(len("".join(a)), len("".join(b))) >= _LEAST and fuzz.ratio("".join(a), "".join(b)) >= _ALIKE
    return near and slips_only(a, b) and not flips(a, b)


def _core(name: str) -> list[str]:
    words = [squash(w) for w in WORD.findall(_ARTICLE.sub("", name))]
    return [w for w in words if w not in _FORMS] or words


def _near(candidate: Candidate, known: Iterable[tuple[str, str]]) -> str | None:
    name = candidate.name
    if is_abbreviation(name):
        return None
    return next((row for alias, row in known if not is_abbreviation(alias) and same_name(name, alias)), None)


def suggestions(candidates: Sequence[Candidate]) -> str:
    """Return candidates as YAML in Dutch: rows for ``partners.yaml``, with what was found as comments."""
    if not candidates:
        return "# Geen namen gevonden die de tabellen niet kennen.\n"
    lines = [
        "# Namen die op een patroon herkend zijn en in geen tabel staan, de vaakst genoemde eerst.",
        "# Neem over in partners.yaml wat klopt; schrap wat geen organisatie is.",
    ]
    for one in candidates:
        documents = ", ".join(f"{name} ({count}×)" for name, count in sorted(one.documents.items()))
        lines += ["", f"# {one.count}× in {len(one.documents)} {_plural(len(one.documents))}: {documents}"]
        lines += [f"#   {' '.join(context.split())}" for context in one.contexts]
        if one.near:
            lines.append(f"# Lijkt op '{one.near}': is dit dezelfde, zet de schrijfwijzen dan daar bij 'aliassen'.")
        lines.append(_row(one).rstrip())
    return "\n".join(lines) + "\n"


def _plural(count: int) -> str:
    return "document" if count == 1 else "documenten"


def _row(candidate: Candidate) -> str:
    others = sorted(s for s in candidate.spellings if s != candidate.name)
    row: dict[str, object] = {"naam": candidate.name, "soort": "organisatie"}
    if candidate.types:
        row["type"] = min(candidate.types, key=lambda t: (-candidate.types[t], t))
    if others:
        row["aliassen"] = others
    row["bron"] = "genoemd in " + ", ".join(sorted(candidate.documents)[:_CONTEXTS])
    return yaml.safe_dump([row], allow_unicode=True, sort_keys=False, width=10_000)
