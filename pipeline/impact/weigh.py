"""What a change of the rules does to the records of an output folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pipeline.annotate import BUNDLED, identify
from pipeline.batch import Input, Limits, Outcome, Workers
from pipeline.errors import UsageError
from pipeline.impact.compare import Change, Sort
from pipeline.impact.look import Look, Seen
from pipeline.origin import Origin
from pipeline.ruleset import Rules
from pipeline.store import records_below

_GONE = "het document is niet gevonden; noem met --input de map waarin het staat"
_CHANGED = "het document is veranderd sinds de records gemaakt zijn; maak ze eerst opnieuw met 'doelenboom extract'"
_NO_RECORDS = "de records van dit document staan niet meer in de map"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A document of which nothing can be told, and why, in Dutch."""

    document: str
    why: str


@dataclass(frozen=True)
class Impact:
    """What a change of the rules does: ``changes`` by document and place; ``documents`` is how many were looked at.

    ``again`` counts those in which the change could be seen at all; ``notices`` say, in Dutch, what else may have
    changed records.
    """

    changes: tuple[Change, ...]
    documents: int
    again: int = 0
    left_out: tuple[LeftOut, ...] = ()
    notices: tuple[str, ...] = ()

    @cached_property
    def counts(self) -> Counter[Sort]:
        """How many records appear, vanish and change."""
        return Counter(change.sort for change in self.changes)

    @cached_property
    def touched(self) -> tuple[str, ...]:
        """The documents in which records change."""
        return tuple(dict.fromkeys(change.document for change in self.changes))

    @property
    def summary(self) -> str:
        """All of it in a line: "+12 / −3 / ~5 in 5 documenten"."""
        counts, number = self.counts, len(self.touched)
        if not number:
            return "er verandert niets"
        signs = f"+{counts['appears']} / −{counts['vanishes']} / ~{counts['changes']}"
        return f"{signs} in {number} {'document' if number == 1 else 'documenten'}"


def weigh(
    output: Path,
    rules: Rules,
    against: Rules | None = None,
    *,
    cache: Path,
    folder: Path | None = None,
    model: str | None = None,
    jobs: int = 0,
    report: Callable[[Seen, int], None] = lambda _seen, _of: None,
) -> Impact:
    """Return what ``rules`` change in the records of an output folder, in which nothing is written.

    They are compared with the rules ``against``, or with the records that stand there. ``cache`` is the folder that
    steps are kept in, made before; ``folder`` is where the documents stand, if not where the run found them; ``model``
    is the run's own by default; ``jobs`` are worker processes, 0 for none; ``report`` is told of each document, and
    how many there are. Raises :class:`UsageError` where the folder holds no records, and
    :class:`pipeline.errors.ModelError`.
    """
    origin = Origin(output, folder)
    look = Look(output, rules, cache, against, model or origin.model or BUNDLED, origin.ocr)
    identify(look.model)  # a wrong name is told before any work
    inputs, left_out = _documents(output, origin)
    found: list[Seen] = []
    engine = Workers(look, jobs, Limits()) if jobs else look
    for one in engine.run(iter(inputs)):
        seen = Seen(one.id, problem=f"kan niet gelezen worden: {one.reason}") if isinstance(one, Outcome) else one
        report(seen, len(inputs))
        found.append(seen)
    found.sort(key=lambda seen: seen.id)
    left_out += [LeftOut(seen.id, seen.problem) for seen in found if seen.problem]
    return Impact(
        tuple(change for seen in found for change in seen.changes),
        len(found),
        sum(seen.again for seen in found),
        tuple(sorted(left_out, key=lambda one: one.document)),
        tuple(_notices(origin, look)),
    )


def _documents(output: Path, origin: Origin) -> tuple[list[Input], list[LeftOut]]:
    """Return the documents of a run, and those of which nothing can be told."""
    known = origin.extracted or {r.document.id: r.document.sha256 for r in records_below(output)}
    if not known:
        raise UsageError(f"'{output}' heeft geen records; noem de map waarin 'doelenboom extract' ze schreef")
    inputs: list[Input] = []
    left_out: list[LeftOut] = []
    for name, sha256 in sorted(known.items()):
        found = origin.find_by(name, sha256)
        if found is None or found.changed:
            left_out.append(LeftOut(name, _GONE if found is None else _CHANGED))
        elif not (output / f"{name}.yaml").is_file():
            left_out.append(LeftOut(name, _NO_RECORDS))
        else:
            inputs.append(Input(name, found.path))
    return inputs, left_out


def _notices(origin: Origin, look: Look) -> Iterator[str]:
    """Yield what besides the rules may tell records on the disk from new ones."""
    if look.against is not None:
        return
    if origin.model_id is not None and origin.model_id != identify(look.model):
        yield f"deze records zijn met een ander taalmodel gemaakt ({origin.model_id}); dat kan ze ook veranderen"
