"""How far two readers agree: percentages, Krippendorff's alpha, and each thing on which they differ.

Measured over the records that both judged, each without the other's verdict in sight:

======== ================================================================================================
verdict  is the record right as it was found? *klopt* says so, *klopt niet* and *aanpassen* do not
kind     what is it, as each of them has it: a kind of record, or ``none`` for *klopt niet*
status   of what both take for an activity
value    of what both take for the same kind: the name meant, the dates
place    of what both keep: the same begin and end (a percentage only)
======== ================================================================================================

*Twijfel* is no answer and counts in none of them. What both added at one place counts as one record, though not for
``verdict``; what one of them added alone, or judged alone, is listed and not counted: the other gave no answer.

Alpha is that of Klaus Krippendorff, Content Analysis (2018), nominal, by the ``krippendorff`` library.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec

from pipeline.evaluation.matching import likeness
from pipeline.review.state import ReaderState, State
from pipeline.review.verdict import Value, Verdict

MEASURES = ("verdict", "kind", "status", "value", "place")
NONE = "none"
_SHARED = 1 / 2  # intersection over union at which two added records are one
# The fields that say what a record means; those of a kind that is not listed here all do.
_VALUES = {
    "timeline": ("kind", "start", "end", "modifier"),
    "legal_reference": ("canonical", "article", "paragraph"),
    "framework": ("canonical",),
    "partner": ("kind", "canonical"),
    "indicator": ("kind", "year", "value"),
    "budget_line": ("side", "measure", "year", "amount"),
    "goal": (),
    "activity": (),
}


@dataclass(frozen=True, slots=True)
class Measure:
    """How often two readers gave the same answer. ``alpha`` is None where it says nothing, or is not to be had."""

    name: str
    units: int
    same: int
    alpha: float | None

    @property
    def share(self) -> float | None:
        """The share of the units on which they agree; None where there are none."""
        return self.same / self.units if self.units else None


@dataclass(frozen=True, slots=True)
class Difference:
    """A record of which two readers say something different: in which measure, and what each of them says."""

    document: str
    record: str
    text: str
    measure: str
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class Alone:
    """A record that only one of two readers judged or added."""

    who: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Agreement:
    """What two readers made of the same records. ``same`` holds the keys of those on which they differ in nothing."""

    one: str
    other: str
    measures: tuple[Measure, ...]
    same: tuple[str, ...]
    differences: tuple[Difference, ...]
    alone: tuple[Alone, ...]

    def measure(self, name: str) -> Measure:
        """Return a measure by its name."""
        return next(one for one in self.measures if one.name == name)


@dataclass(frozen=True, slots=True)
class _Unit:
    """A record that both judged, with the answers of both to each measure that applies."""

    verdicts: tuple[Verdict, Verdict]
    answers: dict[str, tuple[str, str]]


def agreement(state: State, one: str, other: str, renamed: Mapping[str, str] | None = None) -> Agreement:
    """Return how far two readers agree. ``renamed`` gives the key that a key of before stands for now.

    Without the ``krippendorff`` library (the extra ``research``) the measures have no alpha.
    """
    names = renamed or {}
    readers = (state.of(one), state.of(other))
    said = [{names.get(key, key): key for key in reader.judgements} for reader in readers]
    both = [_judged(readers, (said[0][name], said[1][name])) for name in said[0] if name in said[1]]
    added = list(_both_added(readers))
    units = sorted((*both, *added), key=lambda unit: _order(unit.verdicts[0]))
    paired = {verdict.key for unit in added for verdict in unit.verdicts}
    alone = [
        Alone(reader.who, verdict)
        for reader, mine, theirs in ((readers[0], said[0], said[1]), (readers[1], said[1], said[0]))
        for name, key in mine.items()
        if name not in theirs and key not in paired and (verdict := reader.judgement(key))
    ]
    differences = [difference for unit in units for difference in _differences(unit)]
    differing = {difference.record for difference in differences}
    return Agreement(
        one,
        other,
        tuple(_measure(name, [unit.answers[name] for unit in units if name in unit.answers]) for name in MEASURES),
        tuple(u.verdicts[0].key for u in units if u.answers and u.verdicts[0].key not in differing),
        tuple(differences),
        tuple(sorted(alone, key=lambda a: (a.who, _order(a.verdict)))),
    )


def _order(verdict: Verdict) -> tuple[str, int, str]:
    was = verdict.old or verdict.new
    return verdict.document, was.start if was else 0, verdict.key


def _judged(readers: Sequence[ReaderState], keys: tuple[str, str]) -> _Unit:
    verdicts = [reader.judgement(key) for reader, key in zip(readers, keys, strict=True)]
    first, second = verdicts
    assert first is not None
    assert second is not None
    if "twijfel" in (first.verb, second.verb):
        return _Unit((first, second), {})
    answers = {"verdict": (_right(first), _right(second))} if first.record and second.record else {}
    values = (readers[0].value(keys[0]), readers[1].value(keys[1]))
    return _Unit((first, second), answers | _answers(*values))


def _right(verdict: Verdict) -> str:
    return "right" if verdict.verb == "klopt" else "wrong"


def _answers(one: Value | None, other: Value | None) -> dict[str, tuple[str, str]]:
    found = {"kind": (one.kind if one else NONE, other.kind if other else NONE)}
    if one is None or other is None:
        return found
    found["place"] = (f"{one.start}-{one.end}", f"{other.start}-{other.end}")
    if one.kind == other.kind:
        if "status" in one.fields and "status" in other.fields:
            found["status"] = (str(one.fields["status"]), str(other.fields["status"]))
        names = [n for n in _VALUES.get(one.kind, tuple(one.fields)) if n in one.fields or n in other.fields]
        if names:
            found["value"] = (_shown(one, names), _shown(other, names))
    return found


def _shown(value: Value, names: Sequence[str]) -> str:
    return ", ".join(value.fields.get(name) or "–" for name in names)


def _both_added(readers: Sequence[ReaderState]) -> Iterator[_Unit]:
    """Yield the records that both added at one place, the likest paired first."""
    mine, theirs = readers[0].added(), readers[1].added()
    pairs = sorted(
        (-likeness(one.span, other.span), key, other_key)
        for key, one in mine.items()
        for other_key, other in theirs.items()
        if key != other_key
        and _document(readers[0], key) == _document(readers[1], other_key)
        and likeness(one.span, other.span) >= _SHARED
    )
    taken: set[str] = set()
    for _, key, other_key in pairs:
        if not taken & {key, other_key}:
            taken |= {key, other_key}
            first, second = readers[0].judgement(key), readers[1].judgement(other_key)
            assert first is not None
            assert second is not None
            yield _Unit((first, second), _answers(mine[key], theirs[other_key]))


def _document(reader: ReaderState, key: str) -> str | None:
    verdict = reader.judgement(key)
    return verdict.document if verdict else None


def _differences(unit: _Unit) -> Iterator[Difference]:
    first, _ = unit.verdicts
    was = first.old or first.new
    for name, (one, other) in unit.answers.items():
        if one != other:
            yield Difference(first.document, first.key, was.text if was else "", name, one, other)


def _measure(name: str, answers: Sequence[tuple[str, str]]) -> Measure:
    same = sum(one == other for one, other in answers)
    return Measure(name, len(answers), same, None if name == "place" else alpha(answers))


def alpha(answers: Sequence[tuple[str, str]]) -> float | None:
    """Return Krippendorff's alpha of two readers' answers, nominal.

    None where all answers are one and the same, which leaves nothing to be expected by chance, and where the library
    is not installed.

    >>> alpha([("a", "a"), ("a", "a")]) is None
    True
    """
    labels = sorted({label for pair in answers for label in pair})
    if len(labels) < 2 or find_spec("krippendorff") is None:
        return None
    import krippendorff

    codes = {label: number for number, label in enumerate(labels)}
    data = [[codes[pair[reader]] for pair in answers] for reader in (0, 1)]
    return round(float(krippendorff.alpha(reliability_data=data, level_of_measurement="nominal")), 4)
