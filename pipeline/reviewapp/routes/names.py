"""The board of names: the spellings of each name with counts and contexts; what is one name and what never is."""

from __future__ import annotations

from functools import partial

from starlette.responses import Response
from starlette.routing import Route

from pipeline.reviewapp.call import Call, Refused, endpoint
from pipeline.reviewapp.edits import Edit
from pipeline.reviewapp.nameboard import board
from pipeline.reviewapp.routes.rules import proposal
from pipeline.reviewapp.routes.waiting import prepared
from pipeline.reviewapp.values import number

_PAGE = 50


def names(call: Call) -> Response:
    """The board: unknown names first, then known names by table."""
    if call.desk.has("namen"):
        return _board(call)
    return prepared(call, "De namen worden verzameld", partial(board, call.desk, ""), _board)


def _board(call: Call) -> Response:
    wanted = " ".join(call.query.get("zoek", "").split())
    found = board(call.desk, wanted)
    page = max(1, number(call.query.get("blad", ""), 1))
    pages = max(1, -(-len(found.known) // _PAGE))
    page = min(page, pages)
    return call.page(
        "namen.html",
        unknown=found.unknown,
        known=found.known[(page - 1) * _PAGE : page * _PAGE],
        total=len(found.known),
        rows=found.rows,
        types=found.types,
        wanted=wanted,
        page=page,
        pages=pages,
    )


def merged(call: Call) -> Response:
    """Show what it would change that a spelling is one of a known name: an alias of its row."""
    name = " ".join(call.field("naam").split())
    if name not in {row.name for row in call.desk.rules.partners}:
        raise Refused("Deze naam staat niet in partners.yaml. Kies een naam uit de lijst.")
    return proposal(call, [Edit("partners", name, "aliassen", call.field("waarde"))])


ROUTES = (
    Route("/namen", endpoint(names)),
    Route("/namen/samen", endpoint(merged), methods=["POST"]),
)
