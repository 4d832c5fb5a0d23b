"""One verdict on everything that a filter shows: seen first, then given together, and taken back together."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

from starlette.responses import Response
from starlette.routing import Route

from pipeline.dutch import KINDS, PLURALS, count
from pipeline.review import Verb, new_id
from pipeline.reviewapp.call import Call, Refused, endpoint
from pipeline.reviewapp.filters import STATUSES, Filter, queue
from pipeline.reviewapp.library import Item
from pipeline.reviewapp.routes.verdicts import onward, said

_VERBS: dict[str, Verb] = {"klopt": "klopt", "klopt_niet": "klopt_niet", "twijfel": "twijfel"}


def preview(call: Call) -> Response:
    """Show on what a verdict would be given."""
    filter_ = Filter.read(call.query)
    items = _items(call, filter_)
    judged = Counter(queue(filter_, items, call.reader).statuses[i.id] for i in items)
    kinds = Counter(i.kind for i in items)
    told = [count(kinds[kind], KINDS[kind], PLURALS[kind]) for kind in KINDS if kinds[kind]]
    again = [(STATUSES[name], number) for name, number in judged.items() if name != "open"]
    return call.page(
        "allemaal.html",
        f=filter_,
        items=items,
        told=told,
        again=again,
        mark=_mark(items),
        documents=len({i.document for i in items}),
        verb=call.query.get("oordeel", "klopt"),
    )


def given(call: Call) -> Response:
    """Give the verdict, where the filter still shows what the reader saw."""
    filter_ = Filter.read({name: value for name, value in call.form.items() if isinstance(value, str)})
    verb = _VERBS.get(call.field("oordeel"))
    if verb is None:
        raise Refused("Kies 'Klopt', 'Klopt niet' of 'Twijfel'.")
    items = _items(call, filter_)
    if _mark(items) != call.field("gezien"):
        raise Refused("Intussen toont het filter iets anders. Bekijk het opnieuw en kies dan weer.", 409)
    batch = new_id()
    call.desk.live.append([said(call, i.document, i.id, verb, batch=batch) for i in items])
    return onward(call, filter_)


def _items(call: Call, filter_: Filter) -> Sequence[Item]:
    """Return what the filter shows; records that the reader added have their verdict already."""
    reader = call.reader
    found = queue(filter_, call.desk.items(reader, filter_.document or None), reader)
    return [i for i in found.items if not i.added]


def _mark(items: Sequence[Item]) -> str:
    return hashlib.sha256("\n".join(f"{i.document} {i.id}" for i in items).encode()).hexdigest()


ROUTES = (
    Route("/allemaal", endpoint(preview), methods=["GET"]),
    Route("/allemaal", endpoint(given), methods=["POST"]),
)
