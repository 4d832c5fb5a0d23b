"""Rules that readers often reject: what verdicts say of each, as rows or as examples that a reviewer can take over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import yaml

from pipeline.dutch import count
from pipeline.review.state import State
from pipeline.review.verdict import Verdict
from pipeline.ruleset import Rules
from pipeline.ruleset.schema import AliasRow, Row

_LEAST, _SHARE = 2, 1 / 3  # rejections of a rule, and their share of its verdicts, from which on it is listed
_MOST = 5  # rejected texts that are shown
_BEFORE = 2  # words before a name that make an exception of it


@dataclass
class Rejected:
    """What readers said of one rule: how often it was right, and the verdicts that reject it."""

    rule: str
    right: int = 0
    verdicts: list[Verdict] = field(default_factory=list)

    @property
    def wrong(self) -> int:
        """How often it was rejected."""
        return len(self.verdicts)


def rejected_rules(state: State) -> list[Rejected]:
    """Return the rules that readers reject often, the most often first.

    A judgement of each reader counts, as it holds now; one that adapts a record, or is in doubt, rejects nothing.
    """
    found: dict[str, Rejected] = {}
    for who in state.readers:
        for verdict in state.of(who).judgements.values():
            if verdict.rule is None or verdict.verb not in ("klopt", "klopt_niet"):
                continue
            one = found.setdefault(verdict.rule, Rejected(verdict.rule))
            if verdict.verb == "klopt":
                one.right += 1
            else:
                one.verdicts.append(verdict)
    often = (o for o in found.values() if o.wrong >= _LEAST and o.wrong >= _SHARE * (o.wrong + o.right))
    return sorted(often, key=lambda o: (-o.wrong, o.right, o.rule))


def rejected_rows(rejected: Sequence[Rejected], rules: Rules) -> str:
    """Return rejected rules as YAML in Dutch: a name's row with its exceptions, of other rules what they got wrong."""
    if not rejected:
        return ""
    known = {f"{table}/{row.name}": row for table, rows in rules.tables.items() for row in rows}
    lines = ["", "# Regels die lezers vaak afkeuren, de vaakst afgekeurde eerst."]
    for one in rejected:
        lines += ["", *_told(one, known, rules)]
    return "\n".join(lines) + "\n"


def _told(one: Rejected, known: Mapping[str, Row], rules: Rules) -> Iterator[str]:
    table, _, name = one.rule.partition("/")
    line = rules.lines.get(one.rule)
    where = f" ({table}.yaml:{line})" if line else ""
    right = f"{one.right} keer goedgekeurd"
    yield f"# {one.rule}{where}: {count(one.wrong, 'keer', 'keer')} afgekeurd, {right}"
    for verdict in one.verdicts[:_MOST]:
        quote = verdict.quote
        if quote is not None:
            yield f"#   {verdict.document}: … {' '.join(f'{quote.before}[{quote.exact}]{quote.after}'.split())} …"
    row = known.get(one.rule)
    if isinstance(row, AliasRow):
        exceptions = tuple(dict.fromkeys(phrase for verdict in one.verdicts if (phrase := _phrase(verdict))))
        new = row.model_copy(update={"exceptions": tuple(dict.fromkeys((*row.exceptions, *exceptions)))})
        yield f"# Voor {table}.yaml, in de plaats van de regel '{name}': laat van de uitzonderingen staan wat klopt."
        data = new.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        first = {key: data.pop(key) for key in ("naam", "soort") if key in data}
        yield yaml.safe_dump([first | data], allow_unicode=True, sort_keys=False, width=10_000).rstrip()
    elif row is not None:
        yield "# Zet wat niet klopt bij 'niet' van deze regel, en maak de regel dan zo dat 'rules check' slaagt."


def _phrase(verdict: Verdict) -> str | None:
    """Return the words before a name with the name, so that only the name behind them is excepted."""
    if verdict.quote is None:
        return None
    before = verdict.quote.before.split("\n")[-1].split()[-_BEFORE:]
    return " ".join([*before, *verdict.quote.exact.split()])
