"""A project as XML, by the schema of REFI-QDA 1.5 (namespace ``urn:QDA-XML:project:1.0``)."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Iterable, Mapping, Sequence

from lxml import etree

from pipeline import __version__
from pipeline.review.qda.codes import COLOURS, DESCRIPTIONS, Path
from pipeline.review.qda.content import Content, Note
from pipeline.span import Span

NAMESPACE = "urn:QDA-XML:project:1.0"
PROGRAM = "doelenboom"
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:doelenboom:refi-qda")
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SHOWN = 80  # code points of a quotation's name
_VARIABLES = {"titel": "Text", "soort document": "Text", "organisatie": "Text", "van": "Date", "tot en met": "Date"}


def guid(*parts: str) -> str:
    """Return the id of a thing in a project: the same for the same parts, in every project.

    >>> guid("source", "plan.txt") == guid("source", "plan.txt") != guid("source", "plan.pdf")
    True
    """
    return str(uuid.uuid5(_SPACE, "\x1f".join(parts)))


def project_xml(name: str, contents: Sequence[Content], readers: Mapping[str, str]) -> bytes:
    """Return ``project.qde``. ``readers`` gives the name by which each reader is shown."""
    root = etree.Element(f"{{{NAMESPACE}}}Project", nsmap={None: NAMESPACE})
    root.set("name", _plain(name))
    root.set("origin", f"{PROGRAM} {__version__}")
    root.set("creatingUserGUID", guid("user", PROGRAM))
    users = _below(root, "Users")
    for shown in (PROGRAM, *readers.values()):
        _below(users, "User", guid=guid("user", shown), name=shown)
    paths = {coding.code for one in contents for codings in one.codings.values() for coding in codings}
    if paths:
        _codes(_below(_below(root, "CodeBook"), "Codes"), paths)
    variables = _below(root, "Variables")
    for variable, sort in _VARIABLES.items():
        _below(variables, "Variable", guid=guid("variable", variable), name=variable, typeOfVariable=sort)
    if contents:
        sources = _below(root, "Sources")
        for one in contents:
            _source(sources, one, readers)
    _notes(root, contents, readers)
    _links(root, contents)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True, pretty_print=True))


def _below(parent: etree._Element, tag: str, text: str | None = None, **attributes: str) -> etree._Element:
    made = etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}")
    for key, value in attributes.items():
        made.set(key, _plain(value))
    if text is not None:
        made.text = _plain(text)
    return made


def _plain(text: str) -> str:
    """Return a text as XML can hold it."""
    return _NO_XML.sub("\ufffd", text)


def _time(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _codes(parent: etree._Element, paths: Iterable[Path]) -> None:
    """Write the tree of codes: kinds in their own order, what is below them by name."""
    below: dict[str, set[str]] = {}
    for first, *rest in paths:
        below.setdefault(first, set()).update(rest)
    order = list(COLOURS)
    for first in sorted(below, key=lambda name: (order.index(name) if name in order else len(order), name)):
        colour = {"color": COLOURS[first]} if first in COLOURS else {}
        code = _below(parent, "Code", guid=guid("code", first), name=first, isCodable="true", **colour)
        if first in DESCRIPTIONS:
            _below(code, "Description", DESCRIPTIONS[first])
        for name in sorted(below[first]):
            _below(code, "Code", guid=guid("code", first, name), name=name, isCodable="true", **colour)


def _source(parent: etree._Element, one: Content, readers: Mapping[str, str]) -> None:
    name = one.whole.document.id
    mine = guid("source", name)
    program = guid("user", PROGRAM)
    source = _below(parent, "TextSource", guid=mine, name=name, plainTextPath=f"internal://{mine}.txt")
    source.set("creatingUser", program)
    for place in one.places:
        quote = " ".join(place.of(one.text).split())
        selection = _below(
            source,
            "PlainTextSelection",
            guid=selected(name, place),
            name=quote if len(quote) <= _SHOWN else f"{quote[: _SHOWN - 1]}…",
            startPosition=str(place.start),
            endPosition=str(place.end),
            creatingUser=program,
        )
        if place in one.told:
            _below(selection, "Description", "\n".join(one.told[place]))
        for coding in one.codings.get(place, ()):
            who = guid("user", readers[coding.who]) if coding.who else program
            made = _below(selection, "Coding", guid=guid("coding", name, coding.key, *coding.code), creatingUser=who)
            if coding.at:
                made.set("creationDateTime", _time(coding.at))
            _below(made, "CodeRef", targetGUID=guid("code", *coding.code))
        _refer(selection, one.notes.get(place, ()))
    _refer(source, one.notes.get(None, ()))
    _values(source, one)


def selected(document: str, place: Span) -> str:
    """Return the id of a place in a document."""
    return guid("selection", document, str(place.start), str(place.end))


def _refer(parent: etree._Element, notes: Iterable[Note]) -> None:
    for note in notes:
        _below(parent, "NoteRef", targetGUID=guid("note", note.key))


def _values(source: etree._Element, one: Content) -> None:
    about = one.whole.document
    values = (
        about.title,
        about.kind,
        ", ".join(o.name for o in about.organisations) or None,
        about.period.start.isoformat() if about.period else None,
        about.period.end.isoformat() if about.period else None,
    )
    for (variable, sort), value in zip(_VARIABLES.items(), values, strict=True):
        if value is not None:
            made = _below(source, "VariableValue")
            _below(made, "VariableRef", targetGUID=guid("variable", variable))
            _below(made, f"{sort}Value", value)


def _notes(root: etree._Element, contents: Iterable[Content], readers: Mapping[str, str]) -> None:
    notes = [note for one in contents for place in (None, *one.places) for note in one.notes.get(place, ())]
    parent = _below(root, "Notes") if notes else root
    for note in notes:
        made = _below(parent, "Note", guid=guid("note", note.key), name=f"opmerking van {readers[note.who]}")
        made.set("creatingUser", guid("user", readers[note.who]))
        made.set("creationDateTime", _time(note.at))
        _below(made, "PlainTextContent", note.text)


def _links(root: etree._Element, contents: Iterable[Content]) -> None:
    links = [(one.whole.document.id, link) for one in contents for link in dict.fromkeys(one.links)]
    parent = _below(root, "Links") if links else root
    for document, (first, second, name) in links:
        origin, target = selected(document, first), selected(document, second)
        _below(
            parent,
            "Link",
            guid=guid("link", origin, target, name),
            name=name,
            direction="OneWay",
            originGUID=origin,
            targetGUID=target,
        )
