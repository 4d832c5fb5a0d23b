"""One request as the pages see it: who asks, what is asked, and how an answer is made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, QueryParams
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from pipeline.dutch import KINDS, PLURALS, count, dates, day, decimal, likeliness
from pipeline.errors import DoelenboomError
from pipeline.pages import shown
from pipeline.reviewapp.desk import Desk
from pipeline.reviewapp.jobs import Job
from pipeline.reviewapp.safety import own_form
from pipeline.reviewapp.visitors import Visitor
from pipeline.reviewapp.voice import Voice
from pipeline.reviewapp.words import ANSWERS, FIELD_NAMES, MEASURES, SAID

HERE = Path(__file__).parent
_FIELDS = 4_000  # of a form: as many records may be named at once as a filter shows on a page


class Refused(DoelenboomError):  # noqa: N818 - reads as what it is
    """What was asked can't be done; the message is for the reader, in Dutch."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Call:
    """A request. ``form`` is empty where nothing was sent."""

    desk: Desk
    visitor: Visitor
    query: QueryParams
    form: FormData
    path: str

    @property
    def reader(self) -> Voice:
        """What this visitor said so far, of the records of now."""
        return self.desk.voice(self.who)

    @property
    def who(self) -> str:
        """The name that this visitor gave."""
        if self.visitor.name is None:
            raise Refused("Zeg eerst wie u bent.", 403)
        return self.visitor.name

    def field(self, name: str) -> str:
        """Return a field of the form, empty where it was not sent."""
        value = self.form.get(name, "")
        return value if isinstance(value, str) else ""

    def fields(self, name: str) -> tuple[str, ...]:
        """Return all values of a field."""
        return tuple(value for value in self.form.getlist(name) if isinstance(value, str))

    def page(self, template: str, status: int = 200, **values: Any) -> Response:
        """Return a page, or a part of one."""
        undo, redo = self.desk.steps(self.visitor.name) if self.visitor.name else (None, None)
        text = _ENVIRONMENT.get_template(template).render(
            visitor=self.visitor, desk=self.desk, path=self.path, undo=undo, redo=redo, busy=self._busy(), **values
        )
        return HTMLResponse(text, status)

    def _busy(self) -> Job | None:
        """Return the work that goes on in the background, for who is elsewhere."""
        return self.desk.jobs.going() if self.path != "/bezig" else None


def to(path: str, **query: str) -> Response:
    """Send the browser on to another page, so that reloading it sends nothing twice."""
    left = urlencode({name: value for name, value in query.items() if value})
    return RedirectResponse(f"{path}?{left}" if left else path, 303)


Answer = Callable[[Call], Response]
Endpoint = Callable[[Request], Awaitable[Response]]


def endpoint(answer: Answer, named: bool = True) -> Endpoint:
    """Make an endpoint of a function. ``named`` asks that the visitor has given a name."""

    async def handle(request: Request) -> Response:
        visitor: Visitor = request.state.visitor
        desk: Desk = request.app.state.desk
        form = FormData()
        if request.method == "POST":
            form = await request.form(max_fields=_FIELDS, max_files=0)
            given = form.get("csrf", "")
            if not isinstance(given, str) or not own_form(visitor, given):
                raise Refused("Dit formulier is verlopen. Ga terug, ververs de bladzijde en probeer het opnieuw.", 403)
        elif named and visitor.name is None:
            return to("/lezer", verder=str(request.url.path) + (f"?{request.url.query}" if request.url.query else ""))
        call = Call(desk, visitor, request.query_params, form, request.url.path)
        answered = await run_in_threadpool(answer, call)
        desk.opened.set()
        return answered

    return handle


def _shown(value: Any) -> Any:
    return shown(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def moment(at: dt.datetime) -> str:
    """Return a moment as readers here write it, in the time of this machine."""
    return f"{day(at.astimezone().date())} {at.astimezone():%H:%M}"


_ENVIRONMENT = Environment(
    loader=FileSystemLoader(HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    finalize=_shown,
)
_ENVIRONMENT.globals |= {
    "count": count,
    "dates": dates,
    "decimal": decimal,
    "moment": moment,
    "likeliness": likeliness,
    "KINDS": KINDS,
    "PLURALS": PLURALS,
    "field_names": FIELD_NAMES,
    "said_values": SAID,
    "measures": MEASURES,
    "answers": ANSWERS,
}
