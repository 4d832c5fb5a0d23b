"""A record adapted, and one that was missed added."""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from pipeline.record import PREFIX, Kind, PolicyRecord
from pipeline.review import Value, add, judge, now, rejudge
from pipeline.reviewapp.call import Call, Refused, endpoint
from pipeline.reviewapp.filters import Filter
from pipeline.reviewapp.routes.verdicts import following, onward
from pipeline.reviewapp.values import LINKS, defaults, kind_named, number, place_of, value_from


def adapted(call: Call) -> Response:
    """Take what a record should be: its place, kind, value and links."""
    document, key, filter_ = call.field("van"), call.field("record"), _filter(call)
    record = _record(call, document)
    shown = call.desk.shown(record)
    if shown.document is None:
        raise Refused(f"Zonder de tekst kan dit niet: {shown.reason}.")
    kind = kind_named(call.field("wordt"))
    near = number(call.field("begin"), 0)
    place = place_of(shown.document, call.field("citaat"), near)
    new = value_from(kind, place, shown.document.text, call.field, _links(call, record, kind, key))
    found = call.desk.library.find(document, key)
    comment = call.field("opmerking").strip()[:5_000]
    if found is not None:
        one = judge(
            found,
            record.document,
            shown.document.text,
            who=call.who,
            at=now(),
            verb="aanpassen",
            new=new,
            comment=comment,
        )
    else:
        before = call.reader.judgement(key)
        if before is None or before.document != document:
            raise Refused("Dit record is er niet meer.", 404)
        one = rejudge(before, who=call.who, at=now(), verb="aanpassen", new=new, comment=comment)
    call.desk.live.append([one])
    return onward(call, filter_, following(call, filter_, document, key))


def added(call: Call) -> Response:
    """Take a record that was missed; what it says further is adapted after."""
    document, filter_ = call.field("van"), _filter(call)
    record = _record(call, document)
    shown = call.desk.shown(record)
    if shown.document is None:
        raise Refused(f"Zonder de tekst kan dit niet: {shown.reason}.")
    kind = kind_named(call.field("wordt"))
    start, _, end = call.field("plaats").partition("-")
    place = number(start, -1), number(end, -1)
    if not 0 <= place[0] < place[1] <= len(shown.document.text):
        raise Refused("Kies welke plaats in de tekst u bedoelt.")
    value = Value(kind, *place, "", defaults(kind))
    one = add(value, record.document, shown.document.text, who=call.who, at=now())
    call.desk.live.append([one])
    return onward(call, Filter(filter_.document), one.id)


def _links(call: Call, record: PolicyRecord, kind: Kind, key: str) -> dict[str, tuple[str, ...]]:
    """Return the chosen links, of those that can be: to records of the right kind in this document."""
    added_ = {name: value.kind for name, value in call.reader.added(record.document.id).items()}
    found = {}
    for name, (_, target) in LINKS.get(kind, {}).items():
        known = {r.id for r in record.records() if r.id.startswith(f"{PREFIX[target]}-")}
        known |= {name_ for name_, of in added_.items() if of == target}
        found[name] = tuple(one for one in call.fields(f"link-{name}") if one in known and one != key)
    return found


def _record(call: Call, document: str) -> PolicyRecord:
    record = call.desk.record(document)
    if record is None:
        raise Refused("Dit document staat niet in deze map.", 404)
    return record


def _filter(call: Call) -> Filter:
    return Filter.read({name: value for name, value in call.form.items() if isinstance(value, str)})


ROUTES = (
    Route("/aanpassen", endpoint(adapted), methods=["POST"]),
    Route("/toevoegen", endpoint(added), methods=["POST"]),
)
