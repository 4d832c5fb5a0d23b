"""The app: its routes, its guards, and what is said where something goes wrong."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from pipeline.errors import DoelenboomError, RulesError
from pipeline.reviewapp.call import HERE, Call, Refused
from pipeline.reviewapp.desk import Desk
from pipeline.reviewapp.routes import bulk, cards, documents, names, queue, readers, rules, verdicts, waiting
from pipeline.reviewapp.safety import Door, Guard, refusal
from pipeline.reviewapp.visitors import Visitors

_ROUTES: tuple[Route, ...] = (
    *documents.ROUTES,
    *queue.ROUTES,
    *cards.ROUTES,
    *verdicts.ROUTES,
    *bulk.ROUTES,
    *rules.ROUTES,
    *names.ROUTES,
    *readers.ROUTES,
    *waiting.ROUTES,
)


def create_app(desk: Desk, door: Door, name: str | None = None) -> Starlette:
    """Return the app for an output folder. ``name`` is the reader's, where the one who starts it says so."""
    app = Starlette(
        routes=[*_ROUTES, Mount("/static", StaticFiles(directory=HERE / "static"))],
        middleware=[Middleware(Guard, door=door, visitors=Visitors(name))],
        exception_handlers={DoelenboomError: _told, HTTPException: _missing, Exception: _faulty},
    )
    app.state.desk = desk
    return app


async def _told(request: Request, error: Exception) -> Response:
    """Say what went wrong, on a page that leads back."""
    call = Call(request.app.state.desk, request.state.visitor, request.query_params, FormData(), request.url.path)
    faults = error.faults if isinstance(error, RulesError) else []
    status = error.status if isinstance(error, Refused) else 400
    message = "De regels hebben fouten." if faults else str(error)
    return call.page("fout.html", status, message=message, faults=faults)


async def _faulty(_request: Request, _error: Exception) -> Response:
    return refusal("Er ging iets mis in het programma zelf. In het venster waarin u het startte, staat wat.", 500)


async def _missing(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    said = {404: "Deze bladzijde is er niet.", 405: "Zo werkt deze bladzijde niet."}
    return refusal(said.get(error.status_code, "Dit kan niet verwerkt worden."), error.status_code)
