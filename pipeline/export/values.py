"""What each value of a closed list means, in Dutch and in English. The lists themselves are those of the records."""

from __future__ import annotations

# The table and column, then each value.
MEANINGS: dict[str, dict[str, tuple[str, str]]] = {
    "documents.kind": {
        "begroting": ("begroting", "budget"),
        "jaarverslag": ("jaarverslag of jaarstukken", "annual report"),
        "beleidsplan": ("beleidsplan, beleidsnota of visie", "policy plan, memorandum or vision"),
        "uitvoeringsprogramma": ("uitvoeringsprogramma of -plan", "implementation programme or plan"),
        "coalitieakkoord": ("coalitie- of bestuursakkoord", "coalition agreement"),
        "overig": ("een andere soort, of niet te zeggen", "another kind, or none that could be told"),
    },
    "records.kind": {
        "goal": ("doel", "goal"),
        "activity": ("activiteit", "activity"),
        "timeline": ("tijdsaanduiding", "expression of time"),
        "legal_reference": ("verwijzing naar een wet of regeling", "reference to a law or regulation"),
        "framework": ("beleidskader", "policy framework"),
        "partner": ("partner", "partner"),
        "indicator": ("cijfer van een indicator", "figure of an indicator"),
        "budget_line": ("bedrag uit begroting of rekening", "amount of a budget or of accounts"),
    },
    "activities.status": {
        "planned": ("gepland: gaat beginnen", "will start"),
        "ongoing": ("lopend: gebeurt of gaat door", "happens or goes on"),
        "done": ("gedaan", "has been done"),
    },
    "timelines.kind": {
        "period": ("een periode of dag met begin en einde", "a period or a day, with a start and an end"),
        "from": ("vanaf een dag", "from a day on"),
        "until": ("tot en met een dag", "up to a day, that day included"),
        "continuous": ("doorlopend", "without an end"),
        "recurring": ("terugkerend, zoals jaarlijks", "again and again, such as every year"),
        "relative": (
            "ten opzichte van het moment van schrijven, zoals komend jaar",
            "relative to the moment of writing, such as next year",
        ),
    },
    "timelines.modifier": {
        "start": ("begin van de periode", "the start of the period"),
        "mid": ("midden van de periode (medio)", "the middle of the period"),
        "end": ("eind van de periode", "the end of the period"),
        "approx": ("bij benadering (circa, rond)", "about"),
    },
    "frameworks.kind": {
        "akkoord": ("akkoord of convenant", "agreement or covenant"),
        "agenda": ("agenda", "agenda"),
        "programma": ("programma", "programme"),
        "plan": ("plan of aanpak", "plan or approach"),
        "visie": ("visie", "vision"),
        "norm": ("norm of richtlijn", "norm or guideline"),
        "regeling": ("regeling die geen wet is, zoals een subsidie", "scheme that is no law, such as a grant"),
        "methode": ("methode of werkwijze", "method"),
    },
    "partners.kind": {
        "named": ("een organisatie met een naam", "an organisation by its name"),
        "group": ("een groep organisaties of beroepen, zoals huisartsen", "a group, such as general practitioners"),
        "government": ("een overheid", "a government body"),
    },
    "indicators.kind": {
        "target": ("streefwaarde: wat beoogd is", "what was aimed for"),
        "realised": ("realisatie: wat bereikt of gemeten is", "what was reached or measured"),
        "baseline": ("nulmeting: waar het begon", "where it began"),
    },
    "budget_lines.side": {
        "lasten": ("lasten: wat het kost", "expenses"),
        "baten": ("baten: wat het opbrengt", "income"),
        "saldo": ("saldo van baten en lasten, of resultaat", "balance of income and expenses, or result"),
    },
    "budget_lines.measure": {
        "budget": ("begroot", "budgeted"),
        "amended_budget": ("begroot na wijziging", "budgeted, after amendments"),
        "actual": ("gerealiseerd, volgens de rekening", "realised, by the accounts"),
        "forecast": ("verwacht tijdens het jaar", "expected during the year"),
        "change": ("wijziging van de begroting", "amendment of the budget"),
        "variance": ("afwijking tussen begroting en realisatie", "difference between budget and what was realised"),
    },
    "budget_lines.effect": {
        "favourable": ("voordelig", "favourable"),
        "unfavourable": ("nadelig", "unfavourable"),
    },
    "concepts.kind": {
        "goal": ("doel", "goal"),
        "activity": ("activiteit", "activity"),
        "partner": ("partner", "partner"),
    },
    "concept_members.verdict": {
        "confirmed": ("bevestigd: het hoort erbij", "confirmed: it belongs to it"),
    },
}
# Columns that hold the same list.
SAME = {"entity_frameworks.kind": "frameworks.kind", "entity_organisations.kind": "partners.kind"}


def meanings(table: str, column: str) -> dict[str, tuple[str, str]]:
    """Return what each value of a column means, in Dutch and English; nothing where its list isn't closed."""
    name = f"{table}.{column}"
    return MEANINGS.get(SAME.get(name, name), {})
