"""The way back and forth of a reader, through verdicts and changes of rules alike, in the order of time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pipeline.dutch import count
from pipeline.review import Action, Live
from pipeline.reviewapp.rulelog import Change, RuleLog

_SHORT = 40
_SAID = {
    "klopt": "Klopt",
    "klopt_niet": "Klopt niet",
    "aanpassen": "Aanpassen",
    "twijfel": "Twijfel",
    "toevoegen": "Toevoegen",
    "bekeken": "Bekeken",
    "vastgesteld": "Vastgesteld",
    "opmerking": "Opmerking",
}


@dataclass(frozen=True, slots=True)
class Way:
    """A step back or forth: what it is about, in words; the record that it leads to, or the change of a rule."""

    label: str
    document: str = ""
    key: str = ""
    rule: str | None = None


def steps(live: Live, log: RuleLog, who: str) -> tuple[Way | None, Way | None]:
    """Return what an undo would take back, and what a redo would do again."""
    reader = live.state().of(who)
    own = [change for change in log.changes() if change.step.who == who]
    back, forth = reader.undoable, reader.redoable
    held = max((c for c in own if c.holds), key=lambda c: c.last, default=None)
    undone = max((c for c in own if not c.holds), key=lambda c: c.last, default=None)
    newest = max((c.last for c in own if c.holds), default=None)
    if undone is not None and newest is not None and newest > undone.last:
        undone = None  # something new was done since
    if undone is not None and back is not None and back.verdicts[-1].at > undone.last:
        undone = None
    return _later(back, _given(live, back, "opnieuw"), held), _later(forth, _given(live, forth, "terug"), undone)


def _given(live: Live, action: Action | None, verb: str) -> dt.datetime | None:
    """Return when a verdict was last taken back, or given again."""
    if action is None:
        return None
    verdicts = live.log.read().verdicts
    return next((one.at for one in reversed(verdicts) if one.verb == verb and one.of == action.id), None)


def _later(action: Action | None, at: dt.datetime | None, change: Change | None) -> Way | None:
    if action is not None:
        when = max(filter(None, (at, action.verdicts[-1].at)))
        if change is None or when >= change.last:
            first = action.verdicts[0]
            text = " ".join((first.quote.exact if first.quote else first.document).split())
            short = text if len(text) <= _SHORT else text[:_SHORT].rsplit(" ", 1)[0] + " …"
            number = len(action.verdicts)
            about = short if number == 1 else count(number, "record", "records")
            return Way(f"{_SAID.get(first.verb, first.verb)}: {about}", first.document, first.key)
    return Way(f"Regel: {change.rule}", rule=change.step.id) if change is not None else None
