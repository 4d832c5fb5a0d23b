"""``doelenboom rules test`` and ``doelenboom rules explain``: why something was found, and what came near."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated, TypeVar, get_args

import typer

from pipeline.annotate import BUNDLED, load_model
from pipeline.batch import opened
from pipeline.check_rules import sound_rules
from pipeline.commands.shared import MODEL_HELP, RulesOption, told
from pipeline.errors import UsageError
from pipeline.explain import Answer, Setting, explain_at, explain_record, explain_unit, lines, trace_sentence
from pipeline.explain.lookup import Reader, at, is_id
from pipeline.extract.mention import DocumentKind, Profile
from pipeline.origin import Origin
from pipeline.ruleset import Rules
from pipeline.ruleset.schema import ROLES, UNITS

T = TypeVar("T")
_YEARS = re.compile(r"((?:19|20)\d\d)(?:-((?:19|20)\d\d))?")
_KINDS: dict[str, DocumentKind] = {kind: kind for kind in get_args(DocumentKind)}


def rules_test(
    sentence: Annotated[str, typer.Argument(metavar="SENTENCE", help="A sentence, between quotes.")],
    rules: RulesOption = None,
    role: Annotated[
        str | None, typer.Option("--role", help=f"What its heading, column or label asks for: {', '.join(ROLES)}.")
    ] = None,
    unit: Annotated[str, typer.Option("--unit", help=f"What it is: {', '.join(UNITS)}.")] = "zin",
    kind: Annotated[str, typer.Option("--kind", help=f"The kind of document: {', '.join(_KINDS)}.")] = "overig",
    period: Annotated[
        str | None, typer.Option("--period", metavar="YEAR[-YEAR]", help="The years that the document is about.")
    ] = None,
    model: Annotated[str, typer.Option("--model", help=MODEL_HELP)] = BUNDLED,
) -> None:
    """Show what would be found in a sentence, by which rule, and what else came near. Tells it in Dutch."""
    with told():
        if not sentence.strip():
            raise UsageError("geef een zin, tussen aanhalingstekens")
        about = Profile(kind=_one_of(_KINDS, kind, "soort document"))
        if period is not None:
            first, last = _years(period)
            about = Profile(kind=about.kind, start=dt.date(first, 1, 1), end=dt.date(last, 12, 31))
        asked = _one_of(ROLES, role, "rol") if role else None
        setting = Setting(_one_of(UNITS, unit, "eenheid"), asked, about)
        tables = sound_rules(rules)
        trace = trace_sentence(sentence, tables, load_model(model), setting)
    heading = f"onder een kop of kolom met de rol '{role}'" if role else "zonder kop erboven"
    years = f"over {period}" if period else "zonder periode"
    typer.echo(f"Gelezen als {unit}, {heading}, in een document van de soort '{kind}' {years}.")
    for one in trace.context.reading.units:
        _show(Answer(explain_unit(trace, one), []), tables)


def rules_explain(
    target: Annotated[str, typer.Argument(metavar="RECORD_ID|FILE:LINE", help="A record's id, or a document's line.")],
    output: Annotated[
        str | None, typer.Option("--output", "-o", help="The folder that holds the record, or its URL.")
    ] = None,
    folder: Annotated[
        Path | None, typer.Option("--input", help="Where the documents stand, if not where the run found them.")
    ] = None,
    rules: RulesOption = None,
    model: Annotated[str | None, typer.Option("--model", help=f"{MODEL_HELP} That of the run by default.")] = None,
) -> None:
    """Tell why a record is what it is: rule, words, place, and what else came near. Tells it in Dutch."""
    with told(), opened(output) if output else nullcontext() as records:
        if is_id(target) and records is None:
            raise UsageError(f"noem de map waarin {target} staat: --output MAP")
        origin = Origin(records, folder) if records else None
        tables = sound_rules(rules or (origin.rules if origin else None))
        nlp = load_model(model or (origin.model if origin else None) or BUNDLED)
        reader = Reader(tables, nlp, origin.ocr if origin else False)
        if is_id(target) and records is not None and origin is not None:
            answer = explain_record(target, records, origin, reader)
        else:
            answer = explain_at(*at(target), records, origin, reader)
    _show(answer, tables)


def _show(answer: Answer, rules: Rules) -> None:
    for notice in answer.notices:
        typer.echo(f"Let op: {notice}")
    for number, one in enumerate(answer.told):
        if number or answer.notices:
            typer.echo()
        for line in lines(one, rules):
            typer.echo(line)


def _one_of(choices: Mapping[str, T], value: str, what: str) -> T:
    if value not in choices:
        raise UsageError(f"'{value}' is geen {what}; kies uit: {', '.join(choices)}")
    return choices[value]


def _years(text: str) -> tuple[int, int]:
    found = _YEARS.fullmatch(text.strip())
    if not found or int(found[2] or found[1]) < int(found[1]):
        raise UsageError(f"'{text}' is geen periode; schrijf een jaar (2026) of twee (2025-2028)")
    return int(found[1]), int(found[2] or found[1])
