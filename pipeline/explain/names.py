"""Why a time, a law, a framework, a partner or a figure was found, and why what looks like one was not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict

from pipeline.document import Unit
from pipeline.dutch import KINDS, PARTNERS, TIMES, dates, figure
from pipeline.explain.told import Rival, Told, place, told_of
from pipeline.explain.trace import Trace
from pipeline.extract.frameworks import framework_index
from pipeline.extract.kept import per_rules
from pipeline.extract.laws import law_index
from pipeline.extract.mention import (
    BudgetValue,
    FrameworkValue,
    IndicatorValue,
    LawValue,
    Mention,
    PartnerValue,
    Refusal,
    TimeValue,
)
from pipeline.extract.orgnames import partner_index
from pipeline.extract.timelines import read
from pipeline.extract.timewords import lexicon
from pipeline.record import BudgetLine, Indicator, Kind
from pipeline.ruleset import Rules
from pipeline.ruleset.index import Alias, AliasIndex, Hit
from pipeline.ruleset.schema import FrameworkRow, LawRow, PartnerRow
from pipeline.span import Span

_NameRow = LawRow | FrameworkRow | PartnerRow
_TABLES: tuple[tuple[Kind, str, Callable[[Rules], AliasIndex]], ...] = (
    ("legal_reference", "wetten", law_index),
    ("framework", "kaders", framework_index),
    ("partner", "partners", partner_index),
)
_NUMBERS = frozenset({"year", "number", "digits", "date"})
_REFUSED: dict[Refusal, str] = {
    "own": "dit is de organisatie van het document zelf",
    "common": "het document gebruikt dit woord ook als gewoon woord ('een …')",
    "vague": "dit woord telt alleen waar staat dat iemand meedoet ('samen met …')",
    "longer": "dit is deel van een langere naam",
    "columns": "dit is de kop van een kolom cijfers",
    "lone-year": "dit jaartal staat los of boven cijfers",
    "status": "dit woord zegt onder 'Status' hoe ver iets is, niet wanneer",
}


def name(trace: Trace, unit: Unit, mention: Mention) -> Told:
    """Tell why a time, a law, a framework, a partner or a figure was found."""
    rivals = (*_gave_way(trace, mention), *_same_name(trace, unit, mention))
    rows = (*_value(mention), *_parts(trace, unit, mention))
    return told_of(mention, mention.cues or (mention.text,), rows, rivals, trace.record(mention))


def missed(trace: Trace, unit: Unit) -> Iterator[Told]:
    """Tell what in a unit looks like a time or a name, and was not taken for one."""
    found = trace.of_unit(unit)
    for mention, refusal in trace.passed_over:
        covered = any(m.kind == mention.kind and m.span.overlaps(mention.span) for m in found)
        if mention.unit == unit.index and not (refusal == "longer" and covered):
            yield _none(mention.kind, mention.text, mention.rule, _REFUSED[refusal])
    taken = [m.span for m in found if m.kind not in ("goal", "activity", "timeline")]
    taken += [m.span for m, _ in trace.passed_over if m.unit == unit.index]
    for kind, table, index_of in _TABLES:
        for hit, row, reason in _unfound(trace.context.rules, table, index_of(trace.context.rules), unit.text):
            span = unit.passage.span(hit.start, hit.end)
            if not any(span.overlaps(other) for other in taken):
                yield _none(kind, unit.text[hit.start : hit.end], f"{table}/{row.name}", reason)
    yield from _no_times(trace, unit, [m.span for m in found if m.kind == "timeline"])


def _gave_way(trace: Trace, mention: Mention) -> Iterator[Rival]:
    for loser, winner in trace.lost:
        if winner == mention:
            why = "dezelfde woorden" if loser.span == winner.span else "deelt woorden hiermee"
            says = f"'{loser.text}' als {KINDS[loser.kind]}: {why}; een {KINDS[winner.kind]} gaat voor"
            if loser.kind == winner.kind:
                says = f"'{loser.text}': {why}; de langste naam gaat voor"
            elif winner.kind == "partner":
                says = f"'{loser.text}' als {KINDS[loser.kind]}: is maar een deel van deze naam"
            yield Rival(loser.rule, says, sure=loser.confidence)


def _same_name(trace: Trace, unit: Unit, mention: Mention) -> Iterator[Rival]:
    """Yield the other rows of a table that have this name too."""
    rules = trace.context.rules
    for kind, table, index_of in _TABLES:
        for hit in index_of(rules).find(unit.text) if kind == mention.kind else ():
            if unit.passage.span(hit.start, hit.end).overlaps(mention.span):
                for row in _rows(rules, table, hit):
                    if f"{table}/{row.name}" != mention.rule:
                        asks = _asks(row)
                        yield Rival(f"{table}/{row.name}", f"'{hit.alias}' kan ook dit zijn{asks and ', maar ' + asks}")


def _rows(rules: Rules, table: str, hit: Hit) -> list[_NameRow]:
    tables: dict[str, Sequence[_NameRow]] = {
        "wetten": rules.laws,
        "kaders": rules.frameworks,
        "partners": rules.partners,
    }
    return [tables[table][number] for number in hit.rows]


def _asks(row: _NameRow) -> str:
    """Return what a row asks for before its short names count."""
    near = f"met een van deze woorden in de buurt: {', '.join(row.near)}" if row.near else ""
    dated = ""
    if row.valid_from or row.valid_to:
        dated = "in de tijd dat het geldt: " + dates(row.valid_from, row.valid_to)
    asked = " en ".join(filter(None, (dated, near)))
    return f"dit telt {asked}" if asked else ""


def _unfound(rules: Rules, table: str, index: AliasIndex, text: str) -> Iterator[tuple[Hit, _NameRow, str]]:
    """Yield the names of a table that stand in a text, with why that may not have counted."""
    usual = index.find(text)
    for hit in usual:
        for row in _rows(rules, table, hit):
            reason = f"'{hit.alias}': {_asks(row) or 'geeft voor een langere naam of een andere betekenis'}"
            yield hit, row, reason
    for hit in _heedless(rules)[table].find(text):
        if all(hit.start >= h.end or h.start >= hit.end for h in usual):
            for row in _rows(rules, table, hit):
                around = text[max(0, hit.start - 40) : hit.end + 40].lower()
                named = [f"'{e}'" for e in row.exceptions if e.lower() in around]
                if named:
                    yield hit, row, f"de uitzondering {', '.join(named)} sluit dit uit"


@per_rules
def _heedless(rules: Rules) -> dict[str, AliasIndex]:
    """Return the tables of names as if no row had exceptions."""
    return {
        table: AliasIndex(Alias(a.text, a.row, (), a.cased) for a in index_of(rules).aliases)
        for _, table, index_of in _TABLES
    }


def _parts(trace: Trace, unit: Unit, mention: Mention) -> Iterator[tuple[str, str]]:
    """Yield the rows of ``tijd`` that took part in an expression, besides the one that decided."""
    if mention.kind != "timeline":
        return
    rules = trace.context.rules
    for found in read(unit.text, rules, trace.context.profile):
        if unit.passage.span(found.start, found.end) == mention.span:
            others = sorted(f"tijd/{row}" for row in found.rows if f"tijd/{row}" != mention.rule)
            if others:
                yield "samen met", ", ".join(place(rule, rules) for rule in others)


def _no_times(trace: Trace, unit: Unit, times: list[Span]) -> Iterator[Told]:
    """Tell of words that make a number beside them no time, where no time was found."""
    lexemes = () if times else lexicon(trace.context.rules).read(unit.text)
    for at, lexeme in enumerate(lexemes):
        row = lexeme.row("geen-tijd")
        beside = [lexemes[n].look for n in (at - 1, at + 1) if 0 <= n < len(lexemes)]
        if row is not None and any(look in _NUMBERS for look in beside):
            reason = "een getal bij dit woord is geen tijd"
            yield _none("timeline", unit.text[lexeme.start : lexeme.end], f"tijd/{row.name}", reason)


def _none(kind: Kind, text: str, rule: str, reason: str) -> Told:
    return Told(f"geen {KINDS[kind]}", text, rule, rows=(("reden", reason),))


def _value(mention: Mention) -> Iterator[tuple[str, str]]:
    """Yield what is known of what a mention stands for."""
    value = mention.value
    if isinstance(value, TimeValue):
        yield "betekenis", ", ".join(filter(None, (TIMES[value.kind], dates(value.start, value.end))))
    elif isinstance(value, LawValue):
        article = f", artikel {value.article}" if value.article else ""
        paragraph = f", lid {value.paragraph}" if value.paragraph else ""
        if value.canonical:
            yield "betekenis", f"{value.canonical}{article}{paragraph}"
        elif value.candidates:
            yield "betekenis", "niet beslist tussen " + ", ".join(value.candidates)
    elif isinstance(value, FrameworkValue):
        yield "betekenis", ", ".join(filter(None, (value.canonical, value.kind)))
    elif isinstance(value, PartnerValue):
        sort = PARTNERS[value.kind]
        yield "betekenis", ", ".join(filter(None, (value.canonical, sort, value.type, value.cbs_code)))
    elif isinstance(value, IndicatorValue):
        yield "betekenis", figure(Indicator.model_construct(**asdict(value)))
    elif isinstance(value, BudgetValue):
        yield "betekenis", figure(BudgetLine.model_construct(**asdict(value)))
