"""What a reader says of a record with one button or key, and the way back and forth through all that was said."""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from pipeline.record import PolicyRecord
from pipeline.review import Verb, Verdict, about, judge, now, rejudge
from pipeline.reviewapp.call import Call, Refused, endpoint, to
from pipeline.reviewapp.filters import Filter, next_open, queue
from pipeline.reviewapp.library import Item

_BUTTONS: dict[str, Verb] = {"klopt": "klopt", "klopt_niet": "klopt_niet", "twijfel": "twijfel"}
_MARKS: dict[str, Verb] = {"bekeken": "bekeken", "vastgesteld": "vastgesteld"}
_COMMENT = 5_000  # characters


def said(call: Call, document: str, key: str, verb: Verb, comment: str = "", batch: str | None = None) -> Verdict:
    """Return a verdict on a record of the folder, or on one that the reader added. Raises :class:`Refused`."""
    record = call.desk.record(document)
    if record is None:
        raise Refused("Dit document staat niet in deze map.", 404)
    found = call.desk.library.find(document, key)
    if found is not None:
        about_, text = record.document, text_of(call, record)
        return judge(found, about_, text, who=call.who, at=now(), verb=verb, comment=comment, batch=batch)
    before = call.reader.judgement(key)
    if before is None or before.document != document:
        raise Refused("Dit record is er niet meer.", 404)
    return rejudge(before, who=call.who, at=now(), verb=verb, comment=comment)


def text_of(call: Call, record: PolicyRecord) -> str:
    """Return the text of a record's document. Raises :class:`Refused`."""
    shown = call.desk.shown(record)
    if shown.text is None:
        raise Refused(f"Zonder de tekst kan dit niet: {shown.reason}.")
    return shown.text


def onward(call: Call, filter_: Filter, key: str = "", **more: str) -> Response:
    """Send the browser back to the three panes, to a record."""
    kept = {"beeld": call.field("beeld")} if call.field("beeld") else {}
    answer = to("/nakijken?" + filter_.query(**kept, **({"record": key} if key else {}), **more))
    answer.headers["location"] += "#kaart"
    return answer


def verdict(call: Call) -> Response:
    """Take a verdict, and go on to the next record that is open."""
    verb = _BUTTONS.get(call.field("oordeel"))
    if verb is None:
        raise Refused("Kies 'Klopt', 'Klopt niet', 'Aanpassen' of 'Twijfel'.")
    document, key, filter_ = call.field("van"), call.field("record"), Filter.read(_texts(call))
    call.desk.live.append([said(call, document, key, verb)])
    return onward(call, filter_, following(call, filter_, document, key))


def following(call: Call, filter_: Filter, document: str, key: str) -> str:
    """Return the record to go on to after one: the next that is open, the same where none is."""
    reader = call.reader
    items = call.desk.items(reader, filter_.document or None)
    here = next((i for i in items if i.id == key and i.document == document), None)
    found = queue(filter_.without("status"), items, reader)
    after: Item | None = next_open(found.items, found.statuses, here) if here else None
    return after.id if after else key


def mark(call: Call) -> Response:
    """Say that a record or a document is seen, or final."""
    verb = _MARKS.get(call.field("stand"))
    document, key, filter_ = call.field("van"), call.field("record"), Filter.read(_texts(call))
    record = call.desk.record(document)
    if verb is None or record is None:
        raise Refused("Dit document staat niet in deze map.", 404)
    one = said(call, document, key, verb) if key else about(record.document, who=call.who, at=now(), verb=verb)
    call.desk.live.append([one])
    return onward(call, filter_, key)


def comment(call: Call) -> Response:
    """Take a comment on a record, with its place; or on a whole document."""
    text = call.field("opmerking").strip()
    document, key, filter_ = call.field("van"), call.field("record"), Filter.read(_texts(call))
    record = call.desk.record(document)
    if not text or len(text) > _COMMENT:
        raise Refused(f"Schrijf een opmerking van hooguit {_COMMENT} tekens.")
    if record is None:
        raise Refused("Dit document staat niet in deze map.", 404)
    if key:
        one = said(call, document, key, "opmerking", text)
    else:
        one = about(record.document, who=call.who, at=now(), verb="opmerking", comment=text)
    call.desk.live.append([one])
    return onward(call, filter_, key)


def undo(call: Call) -> Response:
    """Take back what this reader did last: a verdict, a batch of them, or a rule."""
    return _stepped(call, back=True)


def redo(call: Call) -> Response:
    """Do again what was taken back last."""
    return _stepped(call, back=False)


def _stepped(call: Call, back: bool) -> Response:
    filter_ = Filter.read(_texts(call))
    back_step, forth_step = call.desk.steps(call.who)
    step = back_step if back else forth_step
    if step is None:
        raise Refused("Er is niets om ongedaan te maken." if back else "Er is niets om opnieuw te doen.")
    if step.rule is not None:
        return to("/regels", stap="terug" if back else "opnieuw", regel=step.rule)
    reader, at = call.reader, now()
    taken = reader.undo(at) if back else reader.redo(at)
    assert taken is not None
    call.desk.live.append([taken])
    if filter_.document and filter_.document != step.document:
        filter_ = Filter(step.document)
    key = step.key if call.reader.judgement(step.key) or call.desk.library.find(step.document, step.key) else ""
    return onward(call, filter_ if filter_.document else Filter(step.document), key)


def _texts(call: Call) -> dict[str, str]:
    return {name: value for name, value in call.form.items() if isinstance(value, str)}


ROUTES = (
    Route("/oordeel", endpoint(verdict), methods=["POST"]),
    Route("/stand", endpoint(mark), methods=["POST"]),
    Route("/opmerking", endpoint(comment), methods=["POST"]),
    Route("/terug", endpoint(undo), methods=["POST"]),
    Route("/opnieuw", endpoint(redo), methods=["POST"]),
)
