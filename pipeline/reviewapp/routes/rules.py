"""Rules changed from the screen: tried, saved, taken back; documents read again with them."""

from __future__ import annotations

from functools import partial

from starlette.responses import Response
from starlette.routing import Route

from pipeline.review import new_id
from pipeline.reviewapp.call import Call, Refused, endpoint, to
from pipeline.reviewapp.edits import FIELDS, NEW, Edit, EditError, fields_of, sorts_of
from pipeline.reviewapp.routes.waiting import awaited
from pipeline.reviewapp.rulelog import Change
from pipeline.reviewapp.workshop import Conflict, Proposal, Workshop


def tried(call: Call) -> Response:
    """Show what a change would do, before it is saved."""
    return proposal(call, _edits(call))


def proposal(call: Call, edits: list[Edit], conflict: Conflict | None = None) -> Response:
    """Return the page that shows a change: its lines, its faults, its effect; and what stands in its way."""
    document, record = call.field("van"), call.field("record")
    shop = Workshop(call.desk)
    shop.check(edits)  # what can't be made is told at once

    def answer(asked: Call, found: Proposal) -> Response:
        return asked.page(
            "voorstel.html",
            409 if conflict else 200,
            edits=edits,
            fields=_fields(edits),
            p=found,
            document=document,
            record=record,
            labels=FIELDS,
            conflict=conflict,
        )

    step = "Er wordt gekeken wat de regel verandert"
    return awaited(call, f"voorstel {new_id()}", step, partial(shop.tried, edits), answer)


def saved(call: Call) -> Response:
    """Save a change, where its file is still the one that the reader saw."""
    edits, shop = _edits(call), Workshop(call.desk)
    seen = call.field("gezien")
    conflict = shop.conflict(edits, seen)
    if conflict is not None:
        return proposal(call, edits, conflict)
    shop.saved(edits, seen, call.who, call.field("van"), call.field("record"))
    return to("/regels", gelukt="opgeslagen")


def history(call: Call) -> Response:
    """What was changed from the screen, with the way back and forth."""
    changes = list(reversed(call.desk.rule_log.changes()))
    asked = call.query.get("regel", "")
    step = call.query.get("stap", "")
    change = next((c for c in changes if c.step.id == asked), None)
    preview, fault = None, None
    if change is not None and step in ("terug", "opnieuw"):
        try:
            preview = Workshop(call.desk).step(change, step == "terug").lines()
        except EditError as error:
            fault = str(error)
    return call.page(
        "regels.html",
        changes=changes,
        change=change if step else None,
        step=step,
        preview=preview,
        fault=fault,
        said=call.query.get("gelukt", ""),
        number=call.query.get("aantal", ""),
        stale=call.desk.stale(),
    )


def stepped(call: Call) -> Response:
    """Take a change back, or make it again."""
    back = call.field("stap") == "terug"
    Workshop(call.desk).stepped(_change(call), back, call.who)
    return to("/regels", gelukt="teruggezet" if back else "opnieuw")


def _change(call: Call) -> Change:
    asked = call.field("regel")
    found = next((c for c in call.desk.rule_log.changes() if c.step.id == asked), None)
    if found is None:
        raise Refused("Deze verandering is er niet.", 404)
    return found


def recalculated(call: Call) -> Response:
    """Read the documents again, so that the records are those of the rules of now."""

    def answer(_call: Call, touched: list[str]) -> Response:
        return to("/regels", gelukt="doorgerekend", aantal=str(len(touched)))

    shop = Workshop(call.desk)
    return awaited(call, "doorrekenen", "De documenten worden opnieuw doorgerekend", shop.recalculated, answer)


def _edits(call: Call) -> list[Edit]:
    """Return the change of a form: a value for a list of a rule, and an example beside it where a pattern asks it.

    Or (``hoe``) a value that goes from a list, or a new row. What :func:`_fields` writes down, is read here.
    """
    table, _, row = call.field("regel").partition("/")
    list_, value = call.field("lijst"), " ".join(call.field("waarde").split())
    if call.field("hoe") == "rij":
        return [_new_row(call)]
    if call.field("hoe") == "weg":
        return [Edit(table, row, list_, value, "weg")]
    if list_ not in fields_of(table):
        raise Refused("Kies waaraan u iets wilt toevoegen.")
    if not value:
        raise Refused("Vul in wat u wilt toevoegen.")
    example = " ".join(call.field("voorbeeld").split())
    edits = [Edit(table, row, list_, value)]
    return [*edits, Edit(table, row, "voorbeelden", example)] if example and list_ == "patronen" else edits


def _new_row(call: Call) -> Edit:
    """Return the new row of a form: its name and sort, and where the found spelling is another, that as its alias."""
    table, name, spelling = (" ".join(call.field(one).split()) for one in ("tabel", "naam", "waarde"))
    if table not in NEW:
        raise Refused("Kies in welke tabel de naam hoort.")
    if not name:
        raise Refused("Vul in hoe het voluit heet.")
    sort, type_ = call.field("soort"), " ".join(call.field("type").split())
    if sort not in sorts_of(table):
        raise Refused("Kies wat voor soort het is.")
    more = [("type", type_)] if type_ and table == "partners" else []
    more += [("aliassen", spelling)] if spelling and spelling != name else []
    return Edit(table, name, "soort", sort, "rij", tuple(more))


def _fields(edits: list[Edit]) -> dict[str, str]:
    """Return a change as the fields of a form, for it to be saved."""
    one = edits[0]
    if one.how == "rij":
        more = dict(one.more)
        named = {"tabel": one.table, "naam": one.row, "soort": one.value, "type": more.get("type", "")}
        return {"hoe": one.how, **named, "waarde": more.get("aliassen", "")}
    found = {"hoe": one.how, "regel": one.rule, "lijst": one.field, "waarde": one.value}
    return found | ({"voorbeeld": edits[1].value} if len(edits) > 1 else {})


ROUTES = (
    Route("/regel/voorstel", endpoint(tried), methods=["POST"]),
    Route("/regel/opslaan", endpoint(saved), methods=["POST"]),
    Route("/regels", endpoint(history), methods=["GET"]),
    Route("/regels", endpoint(stepped), methods=["POST"]),
    Route("/doorrekenen", endpoint(recalculated), methods=["POST"]),
)
