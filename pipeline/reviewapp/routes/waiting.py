"""What takes long: answered at once where it is soon done, else by a page that says how far it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.responses import Response
from starlette.routing import Route

from pipeline.reviewapp.call import Call, Refused, endpoint, to
from pipeline.reviewapp.jobs import Told

_PAGE = "/bezig"


def awaited(
    call: Call, key: str, step: str, work: Callable[[Told], Any], answer: Callable[[Call, Any], Response]
) -> Response:
    """Begin work, and answer what follows from it; where that takes long, send the reader to a page to wait on.

    The work of one ``key`` is done once at a time: who asks for it again waits for the same.
    """
    job = call.desk.jobs.begin(key, step, work, answer)
    if job.finished.wait(call.desk.patience):
        return answer(call, job.outcome())
    return to(_PAGE, taak=job.id)


def prepared(call: Call, step: str, work: Callable[[Told], Any], page: Callable[[Call], Response]) -> Response:
    """Answer a page once work is done that it needs; who had to wait for it is sent to its own address."""
    where = f"{call.path}?{call.query}"

    def answer(asked: Call, _made: Any) -> Response:
        return page(asked) if asked is call else to(where)

    return awaited(call, where, step, work, answer)


def waiting(call: Call) -> Response:
    """How far a piece of work is, or what followed from it."""
    job = call.desk.jobs.find(call.query.get("taak", ""))
    if job is None:
        raise Refused("Dit werk is niet meer bekend. Doe nog eens wat u deed.", 404)
    if job.finished.is_set():
        answer: Response = job.answer(call, job.outcome())
        return answer
    return call.page("bezig.html", job=job, again=f"{_PAGE}?taak={job.id}")


ROUTES = (Route(_PAGE, endpoint(waiting)),)
