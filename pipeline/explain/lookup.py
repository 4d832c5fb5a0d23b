"""What a reviewer asks about: a record of an output folder, or a line of a document."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.document import Document, Unit
from pipeline.dutch import ROLE_NAMES
from pipeline.errors import ReadError, UsageError
from pipeline.explain.told import Told, place
from pipeline.explain.trace import Trace, trace_document
from pipeline.explain.unit import explain_mention, explain_unit
from pipeline.extract.mention import Mention
from pipeline.origin import Origin
from pipeline.read import read_document
from pipeline.record import PREFIX, AnyRecord, DocumentInfo, PolicyRecord
from pipeline.ruleset import Rules
from pipeline.saved import record_files
from pipeline.span import Span
from pipeline.store import Store

if TYPE_CHECKING:
    from spacy.language import Language

_ID = re.compile(rf"(?:{'|'.join(PREFIX.values())})-[0-9a-f]{{16}}")
_AT = re.compile(r"(?P<file>.+):(?P<line>\d{1,9})")


@dataclass(frozen=True, slots=True)
class Answer:
    """What is told, and what a reader should know before: that the document or the rules have changed."""

    told: list[Told]
    notices: list[str]


@dataclass(frozen=True, slots=True)
class Reader:
    """With which rules and model a document is read again."""

    rules: Rules
    nlp: Language
    ocr: bool = False

    def read(self, path: Path, document_id: str) -> Document:
        """Read a document. Raises :class:`UsageError`."""
        try:
            return read_document(path, document_id, self.ocr)
        except ReadError as error:
            raise UsageError(f"'{path}' kan niet gelezen worden: {error}") from error


def is_id(text: str) -> bool:
    """Say whether a text is the id of a record.

    >>> is_id("doel-9c1f04aa5e21b7d3"), is_id("plan.txt:12"), is_id("doel-9")
    (True, False, False)
    """
    return _ID.fullmatch(text) is not None


def at(text: str) -> tuple[str, int]:
    """Read FILE:LINE. Raises :class:`UsageError`.

    >>> at("map/plan.txt:12")
    ('map/plan.txt', 12)
    """
    found = _AT.fullmatch(text)
    if not found or int(found["line"]) < 1:
        raise UsageError(
            f"'{text}' is geen record en geen plaats; noem een record (doel-9c1f04aa5e21b7d3) of een regel van een "
            "document (plan.txt:12)"
        )
    return found["file"], int(found["line"])


def explain_record(record_id: str, output: Path, origin: Origin, reader: Reader) -> Answer:
    """Tell why a record of an output folder is what it is.

    Raises :class:`UsageError` where the record is not there, or its document is gone.
    """
    whole, record = _holder(output, record_id)
    document, changed = _again(whole.document, origin, reader, output)
    trace = trace_document(document, reader.rules, reader.nlp)
    notices = _rules_notice(origin, reader.rules)
    if changed:
        notices.append(
            "Het document is veranderd sinds deze records gemaakt zijn; hieronder staat wat er nu in staat. "
            f"Maak de records opnieuw met: doelenboom extract … --output {output}"
        )
    mention = trace.records.get(record_id)
    if mention is not None:
        return Answer([_placed(trace, explain_mention(trace, mention), mention)], notices)
    if changed:
        raise UsageError(
            f"'{document.id}' is veranderd sinds deze records gemaakt zijn, en {record_id} staat er zo niet meer in. "
            f"Maak de records opnieuw met: doelenboom extract … --output {output}"
        )
    notices.append(
        f"Met de regels van nu is {record_id} er niet meer; het was {record.rule}. "
        "Hieronder staat wat de regels nu van dezelfde plaats zeggen."
    )
    return Answer(_told_at(trace, Span(record.source.start, record.source.end)), notices)


def explain_at(file: str, line: int, output: Path | None, origin: Origin | None, reader: Reader) -> Answer:
    """Tell all of what stands on a line of a document: its path, or its id in an output folder.

    Raises :class:`UsageError` where there is no such document or line.
    """
    notices = _rules_notice(origin, reader.rules) if origin else []
    if Path(file).is_file():
        document = reader.read(Path(file), Path(file).name)
        same = _same(output, document.sha256) if output else None
        if same is not None:
            document = replace(document, id=same.document.id)
    elif output is not None and origin is not None and (saved := _saved(output, file)):
        document, changed = _again(saved.document, origin, reader, output)
        if changed:
            notices.append(
                "Het document is veranderd sinds de records gemaakt zijn; hieronder staat wat er nu in staat."
            )
    else:
        where = f" en '{output}' heeft er geen records van" if output else ""
        raise UsageError(f"'{file}' is er niet{where}; noem het pad van het document, of de map met --output")
    lines = document.text.split("\n")
    if line > len(lines):
        raise UsageError(f"'{file}' heeft {len(lines)} regels; regels tellen in wat 'doelenboom text {file}' toont")
    start = sum(len(before) + 1 for before in lines[: line - 1])
    trace = trace_document(document, reader.rules, reader.nlp)
    told = _told_at(trace, Span(start, start + len(lines[line - 1]))) if lines[line - 1] else []
    if not told:
        notices.append(f"Op regel {line} staat geen tekst waarin gezocht wordt.")
    return Answer(told, notices)


def _same(output: Path, sha256: str) -> PolicyRecord | None:
    """Return the record of a document with this content."""
    if next(record_files(output), None) is None:
        return None
    with Store(output) as store:
        return next((record for record in store.records() if record.document.sha256 == sha256), None)


def _saved(output: Path, document_id: str) -> PolicyRecord | None:
    with Store(output) as store:
        return store.document(document_id)


def _holder(output: Path, record_id: str) -> tuple[PolicyRecord, AnyRecord]:
    """Return the record of that id, and all records of its document."""
    with Store(output) as store:
        found = store.holder(record_id)
    if found is not None:
        return found
    if next(record_files(output), None) is None:
        raise UsageError(f"'{output}' heeft geen records; noem de map waarin 'doelenboom extract' ze schreef")
    raise UsageError(f"'{output}' heeft geen record {record_id}; ids staan in de .yaml-bestanden, bij 'id'")


def _again(about: DocumentInfo, origin: Origin, reader: Reader, output: Path) -> tuple[Document, bool]:
    """Read the document behind a record again, and say whether it has changed."""
    found = origin.find(about)
    if found is None:
        raise UsageError(
            f"het document '{about.id}' is niet gevonden; noem met --input de map waarin het staat, of haal de records "
            f"die er niet meer bij horen weg met: doelenboom extract … --output {output}"
        )
    return reader.read(found.path, about.id), found.changed


def _rules_notice(origin: Origin, rules: Rules) -> list[str]:
    if origin.rules_hash is None or origin.rules_hash == rules.digest:
        return []
    return ["Deze records zijn met andere regels gemaakt; hieronder staat wat de regels van nu zeggen."]


def _told_at(trace: Trace, span: Span) -> list[Told]:
    found: list[Told] = []
    for unit in trace.context.reading.units:
        if unit.span.overlaps(span):
            first, *rest = explain_unit(trace, unit)
            found += [replace(first, rows=(*_place(trace, unit, unit.span), *first.rows)), *rest]
    return found


def _placed(trace: Trace, told: Told, mention: Mention) -> Told:
    """Add where a mention stands, and the sentence or cell around it."""
    unit = trace.context.reading.units[mention.unit]
    around = () if unit.text == mention.text else (("in", unit.text),)
    return replace(told, rows=(*around, *_place(trace, unit, mention.span), *told.rows))


def _place(trace: Trace, unit: Unit, span: Span) -> tuple[tuple[str, str], ...]:
    layout = trace.context.reading.layout
    document = layout.document
    line = document.text.count("\n", 0, span.start) + 1
    page = next((n for n, p in enumerate(document.pages, 1) if p is not None and p.start <= span.start < p.end), None)
    where = f"{document.id}, {f'bladzijde {page}, ' if page else ''}regel {line} van de tekst"
    path = " › ".join(s.title if s.code is None else f"{s.code} {s.title}" for s in layout.path(unit.block.section))
    rows = [("plaats", where)]
    if path:
        rows.append(("onder", path))
    if unit.role:
        rows.append(("rol", _role(trace, unit)))
    return tuple(rows)


def _role(trace: Trace, unit: Unit) -> str:
    """Return what holds for a unit, and by which rule where its own column or label tells."""
    assert unit.role is not None
    rule = place(unit.role_rule, trace.context.rules) if unit.role_rule else None
    return ROLE_NAMES[unit.role] + (f", door {rule}" if rule else "")
