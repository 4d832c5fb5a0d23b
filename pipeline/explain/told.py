"""What is told of one thing that was found, or was not: as data, and as lines of Dutch text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.dutch import KINDS, decimal
from pipeline.extract.mention import Mention
from pipeline.ruleset import Rules, bundled_rules
from pipeline.ruleset.lexicon import MARK

_SLOTS = {mark: f"{{{name}}}" for name, mark in MARK.items()}  # as the rules write them
_MOST = 8  # rivals that are told in full


@dataclass(frozen=True, slots=True)
class Rival:
    """A rule that came near, the words by which it did, and why it did not decide."""

    rule: str
    why: str
    words: tuple[str, ...] = ()
    sure: float | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of one thing. ``kind`` says what it is, or is not; ``rows`` are further labels and values."""

    kind: str
    text: str
    rule: str | None = None
    sure: float | None = None
    words: tuple[str, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()
    rivals: tuple[Rival, ...] = ()
    id: str | None = None


def told_of(
    mention: Mention,
    words: tuple[str, ...],
    rows: Iterable[tuple[str, str]],
    rivals: Iterable[Rival],
    record: str | None,
) -> Told:
    """Return what is told of a mention; ``record`` is the id of its record."""
    return Told(
        KINDS[mention.kind],
        mention.text,
        mention.rule,
        mention.confidence,
        words,
        tuple(rows),
        tuple(rivals),
        record,
    )


def place(rule: str, rules: Rules) -> str:
    """Return a rule with the file and the line that it stands on."""
    line = rules.lines.get(rule)
    if line is None:
        return rule
    folder = "rules" if rules.folder == bundled_rules() else str(rules.folder)
    return f"{rule} ({folder}/{rule.partition('/')[0]}.yaml:{line})"


def spoken(words: tuple[str, ...]) -> str:
    """Return cue words as a reader of the rules knows them: names and times as their slots.

    >>> spoken(("wij", "openen", "‹straks›"))
    'wij openen {straks}'
    """
    return " ".join(_SLOTS.get(word, word) for word in words)


def lines(told: Told, rules: Rules) -> Iterator[str]:
    """Yield what is told of one thing, line by line."""
    yield f"{told.kind.upper()}: {' '.join(told.text.split())}"
    rows: list[tuple[str, str]] = []
    if told.id is not None:
        rows.append(("record", told.id))
    if told.rule is not None:
        rows.append(("regel", place(told.rule, rules)))
    if told.sure is not None:
        rows.append(("zekerheid", decimal(told.sure)))
    if told.words:
        rows.append(("woorden", spoken(told.words)))
    for label, value in (*rows, *told.rows):
        yield f"  {label + ':':<11}{value}"
    if told.rivals:
        yield "  ook bekeken:"
    for rival in told.rivals[:_MOST]:
        sure = f", {decimal(rival.sure)}" if rival.sure is not None else ""
        words = f', "{spoken(rival.words)}"' if rival.words else ""
        yield f"  - {place(rival.rule, rules)}{sure}{words}: {rival.why}"
    if len(told.rivals) > _MOST:
        yield f"  - en nog {len(told.rivals) - _MOST}, minder zeker dan deze"
