"""Two readers beside each other: where they agree, and where not; what is commented."""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from pipeline.review.agreement import agreement
from pipeline.reviewapp.call import Call, endpoint
from pipeline.reviewapp.filters import STATUSES


def readers(call: Call) -> Response:
    """The readers, and what two of them say of the records that both have judged."""
    state = call.desk.state
    names = state.readers
    own = call.who
    other = call.query.get("met", "") or next((name for name in names if name != own), "")
    pair = agreement(state, own, other) if other in names and other != own else None
    return call.page(
        "lezers.html",
        names=[(name, state.of(name).counts()) for name in names],
        own=own,
        other=other,
        pair=pair,
        alone=[sum(a.who == name for a in pair.alone) for name in (own, other)] if pair else [],
        statuses=STATUSES,
        comments=sorted(state.of(own).comments(), key=lambda c: c.at, reverse=True),
        broken=call.desk.live.broken,
    )


ROUTES = (Route("/lezers", endpoint(readers)),)
