"""The codes of a project, in Dutch: a kind of record, below it what it says; and what readers think of it."""

from __future__ import annotations

from pipeline.dutch import INDICATORS, KINDS, MEASURES, PARTNERS, STATUS, TIMES
from pipeline.review.verdict import Value, Verb

Path = tuple[str, ...]

JUDGEMENT = "oordeel"
_VERBS: dict[Verb, str] = {
    "klopt": "klopt",
    "klopt_niet": "klopt niet",
    "aanpassen": "aangepast",
    "twijfel": "twijfel",
    "toevoegen": "toegevoegd",
}
_KINDS: dict[str, str] = {str(kind): name for kind, name in KINDS.items()}
DESCRIPTIONS = {
    "doel": "Een toestand of effect in de samenleving, bij inwoners of in de organisatie, dat de overheid wil bereiken",
    "activiteit": "Wat de overheid doet, gaat doen of heeft gedaan om haar doelen te bereiken; daaronder de status",
    "tijd": "Een aanduiding van tijd op de kalender; daaronder de soort",
    "wet": "Een vermelding van een wet, regeling, verordening of verdrag; daaronder de titel",
    "kader": "Een vermelding van een akkoord, agenda, programma, plan, visie of norm; daaronder de naam",
    "partner": "Een vermelding van een organisatie of groep die meedoet; daaronder de naam",
    "indicator": "Een cijfer van een indicator in een tabel; daaronder of het beoogd of bereikt is",
    "bedrag": "Een bedrag in een tabel van begroting of rekening; daaronder of het begroot of gerealiseerd is",
    JUDGEMENT: "Wat een lezer van een gevonden of gemist record vindt",
}
# Colours that stay apart for most colour-blind readers (Okabe and Ito).
COLOURS = {
    "doel": "#0072B2",
    "activiteit": "#009E73",
    "tijd": "#E69F00",
    "wet": "#D55E00",
    "kader": "#CC79A7",
    "partner": "#56B4E9",
    "indicator": "#F0E442",
    "bedrag": "#000000",
    JUDGEMENT: "#999999",
}


def code_of(value: Value) -> Path:
    """Return the code of a record: the path from the kind down.

    >>> code_of(Value("activity", 0, 4, fields={"status": "planned"}))
    ('activiteit', 'gepland')
    >>> code_of(Value("partner", 0, 4, fields={"kind": "group", "canonical": None}))
    ('partner', 'groep')
    >>> code_of(Value("goal", 0, 4))
    ('doel',)
    """
    kind, fields = _KINDS.get(value.kind, value.kind), value.fields
    match value.kind:
        case "activity":
            below = STATUS.get(fields.get("status") or "")
        case "timeline":
            below = TIMES.get(fields.get("kind") or "")
        case "partner":
            below = fields.get("canonical") or PARTNERS.get(fields.get("kind") or "")
        case "indicator":
            below = INDICATORS.get(fields.get("kind") or "")
        case "budget_line":
            below = MEASURES.get(fields.get("measure") or "")
        case _:
            below = fields.get("canonical")
    return (kind, below) if below else (kind,)


def judgement(verb: Verb) -> Path | None:
    """Return the code of what a reader thinks; None of a verdict that is no judgement.

    >>> judgement("klopt_niet"), judgement("bekeken")
    (('oordeel', 'klopt niet'), None)
    """
    return (JUDGEMENT, _VERBS[verb]) if verb in _VERBS else None
