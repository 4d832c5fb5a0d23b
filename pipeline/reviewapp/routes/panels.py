"""What the card makes room for: a record adapted, one that was missed, a rule changed."""

from __future__ import annotations

from typing import Any

from pipeline.dutch import KINDS
from pipeline.reviewapp.call import Call, Refused
from pipeline.reviewapp.edits import NEW, fields_of, sorts_of
from pipeline.reviewapp.library import Item
from pipeline.reviewapp.nameboard import types_of
from pipeline.reviewapp.screen import Screen, around
from pipeline.reviewapp.values import FIELDS, LINKS, kind_named, nearest, number, occurrences
from pipeline.ruleset import Rules
from pipeline.ruleset.index import squash
from pipeline.ruleset.schema import AliasRow, CueRow

NAME_TABLES: dict[str, str] = {"partner": "partners", "framework": "kaders", "legal_reference": "wetten"}


def has_rule(item: Item) -> bool:
    """Say whether a rule can be changed from a record's card: its own, or that of the name that it should have."""
    return bool(item.rule) or item.kind in NAME_TABLES


def panel(call: Call, shown: Screen, wanted: str) -> dict[str, Any]:
    """Return what a panel shows; that of the record itself where no other is asked for."""
    if wanted == "aanpassen" and shown.card is not None and shown.card.value is not None:
        return {"panel": wanted, **_adapting(call, shown)}
    if wanted == "toevoegen":
        return {"panel": wanted, **_adding(call, shown)}
    if wanted == "regel" and shown.card is not None and has_rule(shown.card.item):
        return {"panel": wanted, **rule_choices(call, shown)}
    return {"panel": None}


def _adapting(call: Call, shown: Screen) -> dict[str, Any]:
    assert shown.card is not None
    assert shown.card.value is not None
    assert shown.record is not None
    value = shown.card.value
    kind = kind_named(call.query.get("wordt") or value.kind)
    items = [i for i in call.desk.items(call.reader, shown.card.item.document) if i.id != shown.card.item.id]
    links = []
    for name, (label, target) in LINKS.get(kind, {}).items():
        chosen = value.links.get(name, ())
        of_kind = [i for i in items if i.kind == target]
        links.append((name, label, nearest(of_kind, value.start, chosen), chosen))
    fields = [(one, value.fields.get(one.name) or "") for one in FIELDS[kind]] if kind == value.kind else None
    fields = fields if fields is not None else [(one, "") for one in FIELDS[kind]]
    return {"kind": kind, "value": value, "form_fields": fields, "links": links, "kinds": KINDS}


def _adding(call: Call, shown: Screen) -> dict[str, Any]:
    phrase = call.query.get("citaat", "")
    near = number(call.query.get("begin", ""), shown.card.item.start if shown.card else 0)
    text = shown.shown.text if shown.shown else None
    if text is None:
        raise Refused("De tekst van dit document is niet bij de hand; zo kan er niets toegevoegd worden.")
    places = sorted(occurrences(text, phrase), key=lambda place: abs(place[0] - near)) if phrase.strip() else []
    offered = [(start, end, around(text, start, end)) for start, end in places]
    return {"phrase": phrase, "places": offered, "kinds": KINDS, "kind": call.query.get("wordt", "")}


def rule_choices(call: Call, shown: Screen) -> dict[str, Any]:
    """Return what a rule can be given from a record's card: its lists, and values that lie at hand.

    A name that a reader added, or that only a pattern found, can become a spelling of any row of its table.
    """
    assert shown.card is not None
    item = shown.card.item
    own, _, row = item.rule.partition("/")
    table = own or NAME_TABLES.get(item.kind, "")
    rules = call.desk.rules
    rows = []
    if item.kind in NAME_TABLES and own in ("", "naampatronen"):
        rows = [f"{NAME_TABLES[item.kind]}/{one.name}" for one in rules.tables[NAME_TABLES[item.kind]]]
    listed = [one for one in rules.tables.get(table, ()) if isinstance(one, CueRow)]
    vetoes = [f"{table}/{one.name}" for one in listed if one.vetoes]
    lists = fields_of(table) | (fields_of(NAME_TABLES[item.kind]) if rows else {})
    return {
        "table": table,
        "row": row,
        "lists": lists,
        "phrases": [] if item.added else _phrases(shown.card.around),
        "vetoes": vetoes,
        "rows": rows,
        "aliases": _aliases(rules, item),
        "new": NAME_TABLES[item.kind] if rows else "",
        "sorts": sorts_of(NAME_TABLES[item.kind]) if rows else (),
        "types": types_of(rules) if rows else (),
    }


def _aliases(rules: Rules, item: Item) -> list[str]:
    """Return the aliases of the row that found a name, those first that are what stands in the text."""
    table, _, name = item.rule.partition("/")
    row = next((r for r in rules.tables.get(table, ()) if isinstance(r, AliasRow) and r.name == name), None)
    if row is None or table not in NEW:
        return []
    words = squash(item.text)
    return sorted(row.aliases, key=lambda alias: squash(alias) != words)


def _phrases(around: tuple[str, str, str]) -> list[str]:
    """Return a name with words that stand by it, for an exception.

    >>> _phrases(("is een proef met ", "schoolmaatschappelijk werk", " gedaan."))[:2]
    ['proef met schoolmaatschappelijk werk', 'met schoolmaatschappelijk werk']
    """
    before, name, after = around[0].split(), " ".join(around[1].split()), around[2].split()
    found: list[str] = []
    for first, last in ((2, 0), (1, 0), (0, 1), (1, 1)):
        phrase = " ".join([*(before[-first:] if first else []), name, *after[:last]]).strip(" .,;:|-*")
        if phrase != name and phrase not in found:
            found.append(phrase)
    return found
