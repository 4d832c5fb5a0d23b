"""Features of a unit in Dutch, for whoever asks why it is what it is.

>>> in_dutch("word=starten"), in_dutch("main_who_form_time=overheid,lijdend,heden"), in_dutch("verbless")
("woord 'starten'", "onderwerp, vorm en tijd van de hoofdzin 'overheid, lijdend, heden'", 'geen gezegde')
"""

from __future__ import annotations

_PARTS = {
    "who": "onderwerp", "verb": "werkwoord", "sort": "soort werkwoord", "form": "vorm", "time": "tijd",
    "helper": "hulpwerkwoord", "negated": "ontkenning", "kind": "soort tekst", "role": "rol",
    "by": "herkomst van de rol", "document": "soort document",
}  # fmt: skip
_CLAUSES = {"main": " van de hoofdzin", "further": " van een volgende hoofdzin", "sub": " van een bijzin"}
_NAMES = {
    "word": "woord", "pair": "woorden", "first": "begin", "final": "laatste woord", "rules": "de regels",
    "asked_by": "gevraagd door", "block": "soort blok", "own_role": "eigen rol", "above": "rol van een kop erboven",
    "heading": "rol van de kop", "opening": "eerste zin onder een kop", "answers": "antwoord op een kop",
    "coded": "eigen nummer", "code": "vorm van het nummer", "column": "kolom", "named": "noemt alleen een rol",
    "position": "plaats in de alinea", "last": "slot van de alinea", "beside": "zinnen in de alinea",
    "length": "lengte", "length_kind": "lengte en soort tekst", "figures": "aantal getallen", "ends": "eindigt op",
    "begins_low": "begint met een kleine letter", "no_clause": "geen zin", "verbless": "geen gezegde",
}  # fmt: skip


def in_dutch(feature: str) -> str:
    """Return a feature as a reviewer reads it."""
    name, _, value = feature.partition("=")
    spoken = _NAMES.get(name) or _composed(name)
    return f"{spoken} '{', '.join(value.split(','))}'" if value else spoken


def _composed(name: str) -> str:
    """Return a name that is put together of several: "main_who_time"."""
    parts = name.split("_")
    clause = _CLAUSES.get(parts[0], "")
    spoken = [_PARTS.get(part, part) for part in parts[bool(clause) :]]
    return " en ".join([", ".join(spoken[:-1]), spoken[-1]] if len(spoken) > 1 else spoken) + clause
