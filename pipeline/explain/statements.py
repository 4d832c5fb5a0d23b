"""Why a unit is a goal, an activity, or neither: the rule that decided, and those that did not, with why."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.document import BlockKind, Unit, UnitKind
from pipeline.dutch import ROLE_NAMES, STATUS, UNIT_NAMES, decimal
from pipeline.explain.features import in_dutch
from pipeline.explain.told import Rival, Told, place, spoken, told_of
from pipeline.explain.trace import Trace
from pipeline.extract.cues import Field, strongest_veto
from pipeline.extract.mention import Fact, Finding, Mention
from pipeline.extract.statements import ANSWERS, LEAST, Silence, Weighing, sureness
from pipeline.ruleset import Rules

_BLOCKS = {
    BlockKind.CONTENTS: "een regel van de inhoudsopgave",
    BlockKind.FIGURE: "een cijfertabel of bijschrift",
    BlockKind.FOOTNOTE: "een voetnoot",
    BlockKind.SOURCE: "een bronvermelding",
    BlockKind.ABBREVIATION: "een regel van een lijst met afkortingen",
    BlockKind.FURNITURE: "een kop- of voettekst van de pagina",
}
_ARTICLED = {UnitKind.HEADING: "de kop", UnitKind.ITEM: "het punt", UnitKind.CELL: "de cel"}
_ANSWERS = ("geen van beide", "doel", "activiteit")  # as extract.statements has them
_ASKED = "onder een kop, kolom of label met de rol"


def statement(trace: Trace, unit: Unit, mention: Mention | None) -> Told:
    """Tell what a unit states; ``mention`` is what was found of it, None where it states nothing."""
    source = trace.source(unit) if mention else unit
    weighing = trace.weigh(source)
    rivals = (*_held(weighing), *_refused(trace, weighing))
    rows = [*_weighed(weighing, trace.context.rules), *(("zinsbouw", _clause(fact)) for fact in weighing.facts)]
    if mention is None:
        rows.insert(0, ("reden", _silence(weighing)))
        return Told("geen doel of activiteit", unit.text, rows=tuple(rows), rivals=rivals)
    if source is not unit:
        repeats = "deze regel herhaalt" if unit.kind is not UnitKind.HEADING else "deze kop herhaalt"
        rows.append(("let op", f"{repeats} {_ARTICLED[source.kind]} met dezelfde woorden, en telt als hetzelfde"))
    if mention.kind == "activity":
        rows.insert(0, ("status", _status(trace, unit)))
    if weighing.scale is None and weighing.choice is not None and mention.confidence < weighing.choice[1].sure:
        role = ROLE_NAMES[unit.role] if unit.role else ""
        rows.insert(0, ("let op", f"tekst met de rol '{role}' beschrijft vaker dan dat zij iets besluit: minder zeker"))
    return told_of(mention, mention.cues or _by_place(weighing), rows, rivals, trace.record(mention))


def _by_place(weighing: Weighing) -> tuple[str, ...]:
    """Return what stands in for cue words where a rule looks only at where a text stands."""
    role = ROLE_NAMES[weighing.role] if weighing.role else None
    where = f", onder '{role}'" if role else ""
    return (f"geen: de plaats beslist ({UNIT_NAMES[weighing.unit.kind]}{where})",)


def _silence(weighing: Weighing) -> str:
    unit = weighing.unit
    match weighing.silence:
        case Silence.BLOCK:
            return f"dit is {_BLOCKS.get(unit.block.kind, 'iets anders dan tekst')}; daarin wordt dit niet gezocht"
        case Silence.ROLE:
            role = ROLE_NAMES[unit.role] if unit.role else ""
            return f"de kop, de kolom of het label gaat over '{role}'"
        case Silence.QUESTION:
            return "het is een vraag"
        case Silence.NAMED:
            return "het kondigt alleen aan wat erop volgt"
        case Silence.SHORT:
            return "het is te kort"
        case Silence.FIGURES:
            return "het is een rij cijfers"
    if weighing.scale is not None:
        return "alles bij elkaar weegt 'geen van beide' het zwaarst"
    if weighing.choice is not None:
        sure = decimal(sureness(unit, weighing.choice[1]))
        return f"wat het zekerst is, is nog te onzeker: {sure}, minder dan {decimal(LEAST)}"
    lost = any(not f.row.vetoes for f in (*weighing.goals, *weighing.activities))
    return "een rem haalde weg wat er gevonden was" if lost else "geen regel past"


def _weighed(weighing: Weighing, rules: Rules) -> Iterator[tuple[str, str]]:
    """Yield what all features together say, and those that say it most."""
    scale, weights = weighing.scale, rules.weights.get("statements")
    if scale is None or weights is None:
        return
    shares = zip(_ANSWERS, scale.chances, strict=True)
    yield "weging", "; ".join(f"{name} {decimal(round(chance, 2))}" for name, chance in shares)
    telling = weights.telling(scale.features, scale.answer)
    yield "kenmerken", "; ".join(map(in_dutch, telling)) or "geen"


def _clause(fact: Fact) -> str:
    """Return what a clause says in the words of the fields of a rule."""
    helpers = f", hulpwerkwoord {', '.join(fact.helpers)}" if fact.helpers else ""
    return (
        f"{'hoofdzin' if fact.main else 'bijzin'}: onderwerp {fact.subject}, werkwoord {fact.verb} ({fact.kind}), "
        f"vorm {fact.form}, tijd {fact.time}{helpers}{', ontkend' if fact.negated else ''}"
    )


def _status(trace: Trace, unit: Unit) -> str:
    standing = trace.standings[unit.index]
    status = STATUS[standing.status]
    if standing.column is not None and standing.asked is not None:
        return (
            f"{status}, want in de kolom of bij het label over '{ROLE_NAMES[standing.asked]}' staat: {standing.column}"
        )
    if standing.rule is None:
        return f"{status}, want geen regel zegt iets anders"
    rule = place(standing.rule, trace.context.rules)
    return f"{status}, door {rule}" + (f', "{spoken(standing.cues)}"' if standing.cues else "")


def _held(weighing: Weighing) -> Iterator[Rival]:
    """Yield the rows that hold and did not decide, the surest first."""
    found: list[Rival] = []
    for held in (weighing.goals, weighing.activities):
        veto = strongest_veto(held)
        for one in held:
            if weighing.statement is None or one is not weighing.statement.finding:
                found.append(Rival(one.rule, _why(one, held, veto, weighing), one.cues, one.sure))
    yield from sorted(found, key=lambda r: (-(r.sure or 0), r.rule))


def _why(one: Finding, held: tuple[Finding, ...], veto: Finding | None, weighing: Weighing) -> str:
    if one.row.vetoes:
        gone = [f.rule for f in held if not f.row.vetoes and f.sure <= one.sure]
        return f"is een rem en haalt weg: {', '.join(gone)}" if gone else "is een rem, maar er was niets weg te halen"
    if veto is not None and one.sure <= veto.sure:
        return f"weggehaald door de rem {veto.rule}"
    if weighing.scale is not None:
        if ANSWERS[weighing.scale.answer] == ("goal" if one in weighing.goals else "activity"):
            return "past ook, en zegt hetzelfde"
        return f"past, maar alles bij elkaar weegt '{_ANSWERS[weighing.scale.answer]}' het zwaarst"
    if weighing.choice is None or one is weighing.choice[1]:
        return f"te onzeker: {decimal(sureness(weighing.unit, one))}, minder dan {decimal(LEAST)}"
    kind, chosen = weighing.choice
    if one.sure < chosen.sure:
        return f"minder zeker dan {chosen.rule}"
    if kind == "activity" and one in weighing.goals:
        return f"even zeker als {chosen.rule}; dan gaat een activiteit voor"
    return f"even zeker als {chosen.rule}, die in het alfabet voorgaat"


def _refused(trace: Trace, weighing: Weighing) -> Iterator[Rival]:
    """Yield the rows whose words are there, but that another of their fields keeps out."""
    if weighing.silence is not None:
        return
    unit, kind = weighing.unit, trace.context.profile.kind
    refused = [
        *trace.bench.goals.refused(unit, weighing.words, weighing.role, weighing.facts, kind),
        *trace.bench.activities.refused(unit, weighing.words, unit.role, weighing.facts, kind),
    ]
    for one, field in sorted(refused, key=lambda r: (-r[0].sure, r[0].rule)):
        yield Rival(one.rule, _kept_out(one, field, weighing, kind), one.cues, one.sure)


def _kept_out(one: Finding, field: Field, weighing: Weighing, document: str) -> str:
    row, unit = one.row, weighing.unit
    goal = one.rule.startswith("doelen/")
    role = weighing.role if goal else unit.role
    here = f"'{ROLE_NAMES[role]}'" if role else "geen"
    if field == "zinsbouw" and not weighing.facts:
        return "past niet: de regel vraagt naar de zinsbouw, en die is hier niet te zien"
    return (
        "past niet: "
        + {
            "documentsoort": f"geldt alleen in {_or(row.documents)}; dit is {document}",
            "eenheid": f"geldt alleen voor {_or(row.units)}; dit is een {UNIT_NAMES[unit.kind]}",
            "in": f"geldt alleen {_ASKED} {_or(row.roles)}; hier is dat {here}",
            "niet_in": f"geldt niet {_ASKED} {here}",
            "onder_kop": f"geldt alleen onder een kop, kolom of label van koppen/{_or(row.headings)}",
            "met_code": "geldt alleen met een eigen nummer of code ervoor",
            "als_opening": "geldt alleen voor de eerste zin onder een kop"
            + (" die er alleen naar vraagt" if row.opening == "antwoord" else ""),
            "zonder_gezegde": "geldt alleen zonder persoonsvorm in de hoofdzin",
            "zinsbouw": "de zinsbouw is anders dan de regel vraagt",
        }[field]
    )


def _or(values: tuple[str, ...]) -> str:
    """Return choices as a list in words.

    >>> _or(("kop", "punt", "cel"))
    'kop, punt of cel'
    """
    return " of ".join([", ".join(values[:-1]), values[-1]] if len(values) > 1 else values)
