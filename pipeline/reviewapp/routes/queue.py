"""The three panes, and the answer to why as a part of its own; the page of keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response
from starlette.routing import Route

from pipeline.explain import Told
from pipeline.explain.told import spoken
from pipeline.record import PolicyRecord
from pipeline.reviewapp.call import Call, Refused, endpoint, to
from pipeline.reviewapp.filters import SIGNS, STATUSES, Filter
from pipeline.reviewapp.reasons import Reason
from pipeline.reviewapp.routes.panels import has_rule, panel
from pipeline.reviewapp.routes.waiting import prepared
from pipeline.reviewapp.screen import Screen, screen

KEYS = (
    ("k", "Klopt"),
    ("n", "Klopt niet"),
    ("a", "Aanpassen"),
    ("t", "Twijfel"),
    ("v", "volgende"),
    ("o", "vorige"),
    ("z", "ongedaan maken"),
    ("y", "opnieuw doen"),
    ("w", "waarom dit gevonden is"),
    ("r", "regel aanpassen"),
    ("m", "gemist record toevoegen"),
    ("s", "zoeken"),
    ("h", "deze uitleg"),
)


@dataclass(frozen=True, slots=True)
class Why:
    """An answer to why, as the card shows it."""

    told: Told | None
    rows: list[tuple[str, str]]
    words: str
    rivals: tuple[tuple[str, str, float | None, str], ...]
    more: int


def review(call: Call) -> Response:
    """The three panes, once there is what they show."""
    if call.query.get("document") or call.desk.library.filled():
        return _panes(call)
    return prepared(call, "De records worden gelezen", call.desk.library.fill, _panes)


def _panes(call: Call) -> Response:
    filter_ = Filter.read(call.query)
    shown = screen(call, filter_)
    wanted = call.query.get("paneel", "")
    values: dict[str, Any] = {"panel": None}
    if shown.record is not None:
        values = panel(call, shown, wanted)
    why = None
    if shown.card is not None and shown.card.found is not None:
        why = _why(call, shown, wanted == "waarom")
    codes = {key: leaf.code for key, leaf in shown.leaves.items()}
    return call.page(
        "nakijken.html",
        reader=call.reader,
        codes=codes,
        s=shown,
        f=filter_,
        why=why,
        statuses=STATUSES,
        signs=SIGNS,
        has_rule=shown.card is not None and has_rule(shown.card.item),
        view=_view(call.query),
        **values,
    )


def _view(query: Mapping[str, str]) -> dict[str, str]:
    """Return how the reader wants to see the text, for links and forms to keep it."""
    return {name: value for name in ("beeld",) if (value := query.get(name, ""))}


def reason(call: Call) -> Response:
    """Why a record was found, for the card to take in."""
    record = call.desk.record(call.query.get("document", ""))
    if record is None:
        raise Refused("Dit document staat niet in deze map.", 404)
    return call.page("waarom.html", why=_asked(call, record, call.query.get("record", "")))


def _why(call: Call, shown: Screen, asked: bool) -> Why | None:
    assert shown.record is not None
    assert shown.shown is not None
    assert shown.card is not None
    document = shown.shown.document
    rules = call.desk.usable_rules
    if document is None or rules is None or not (asked or call.desk.reasons.ready(document, rules)):
        return None
    return _asked(call, shown.record, shown.card.item.id)


def _asked(call: Call, record: PolicyRecord, key: str) -> Why:
    shown = call.desk.shown(record)
    if shown.document is None:
        raise Refused(f"Hier is niets over te zeggen: {shown.reason}.")
    found: Reason = call.desk.reasons.why(shown.document, call.desk.rules, key)
    told = found.told
    if told is None:
        return Why(None, [], "", (), 0)
    rivals = tuple((call.desk.place(r.rule), spoken(r.words), r.sure, r.why) for r in told.rivals[:6])
    folder = call.desk.rules_folder
    rows = [(label, value.replace(str(folder), folder.name)) for label, value in told.rows if label != "betekenis"]
    return Why(told, rows, spoken(told.words), rivals, len(told.rivals) - len(rivals))


def keys(call: Call) -> Response:
    """The keys, and the switch that turns them off."""
    return call.page("toetsen.html", keys=KEYS)


def switch(call: Call) -> Response:
    """Turn keys on or off."""
    call.visitor.keys = call.field("toetsen") == "aan"
    return to("/toetsen")


ROUTES = (
    Route("/nakijken", endpoint(review)),
    Route("/waarom", endpoint(reason)),
    Route("/toetsen", endpoint(keys), methods=["GET"]),
    Route("/toetsen", endpoint(switch), methods=["POST"]),
)
