"""Which documents there are and how far each is; pictures of their pages."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from pipeline.review import Counts
from pipeline.reviewapp.call import Call, Refused, endpoint, to
from pipeline.reviewapp.values import number
from pipeline.reviewapp.visitors import readable_name


@dataclass(frozen=True, slots=True)
class Row:
    """A document in the list; ``records`` is None where the run's manifest doesn't say how many it has."""

    name: str
    records: int | None
    pages: int | None
    counts: Counts
    status: str | None

    @property
    def part(self) -> int:
        """How many of a hundred records are judged."""
        return min(100, self.counts.judged * 100 // self.records) if self.records else 0


def overview(call: Call) -> Response:
    """The list of documents."""
    desk, reader = call.desk, call.reader
    said = desk.manifest()
    wanted = call.query.get("zoek", "").strip()
    names = [name for name in desk.library.names if wanted.casefold() in name.casefold()]
    said_of = frozenset(reader.documents())
    rows = []
    for name in names:
        about = said.get(name, {})
        counts = about.get("counts")
        records = sum(counts.values()) if isinstance(counts, dict) else None
        done = reader.counts(name) if name in said_of else Counts()
        rows.append(Row(name, records, about.get("pages"), done, reader.status(name)))
    return call.page("documenten.html", rows=rows, wanted=wanted, total=len(desk.library.names))


def picture(call: Call) -> Response:
    """The picture of a page of a PDF."""
    record = call.desk.record(call.query.get("document", ""))
    sheet = call.desk.texts.sheet(record, number(call.query.get("bladzijde", ""), 0)) if record else None
    if sheet is None:
        raise Refused("Deze bladzijde is er niet.", 404)
    return Response(sheet.png, media_type="image/png", headers={"content-disposition": "inline"})


def who(call: Call) -> Response:
    """Who reads: asked at the start, and when somebody else takes over."""
    return call.page("wie.html", onward=_onward(call.query.get("verder", "")), fault=None)


def named(call: Call) -> Response:
    """Take the reader's name."""
    name = readable_name(call.field("naam"))
    onward = _onward(call.field("verder"))
    if name is None:
        return call.page("wie.html", 400, onward=onward, fault="Vul een naam in van hooguit 60 tekens.")
    call.visitor.name = name
    return to(onward)


def _onward(path: str) -> str:
    r"""Return a path within this app; the list of documents for anything else.

    >>> _onward("/nakijken?document=a"), _onward("//elders"), _onward("https://elders"), _onward("/\\elders")
    ('/nakijken?document=a', '/', '/', '/')
    """
    own = path.startswith("/") and not path.startswith("//") and "\\" not in path and path.isprintable()
    return path if own else "/"


ROUTES = (
    Route("/", endpoint(overview)),
    Route("/bladzijde", endpoint(picture)),
    Route("/lezer", endpoint(who, named=False), methods=["GET"]),
    Route("/lezer", endpoint(named, named=False), methods=["POST"]),
)
