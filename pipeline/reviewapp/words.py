"""What fields and values are called on the screen."""

from __future__ import annotations

from pipeline.dutch import EFFECTS, INDICATORS, KINDS, PARTNERS, STATUS, TIMES
from pipeline.dutch import MEASURES as AMOUNTS
from pipeline.reviewapp.filters import STATUSES

FIELD_NAMES: dict[str, str] = {
    "status": "status",
    "kind": "soort",
    "start": "begin",
    "end": "eind",
    "modifier": "nadere tijd",
    "timex": "TIMEX3",
    "canonical": "naam",
    "article": "artikel",
    "paragraph": "lid",
    "bwb_id": "BWB-nummer",
    "uri": "bron",
    "type": "type",
    "cbs_code": "CBS-code",
    "parent": "onder doel",
    "goals": "doelen",
    "timelines": "tijden",
    "partners": "partners",
    "legal_references": "wetten",
    "frameworks": "kaders",
    "candidates": "mogelijk",
    "rule": "regel",
    "confidence": "zekerheid",
    "section": "onder kop",
    "text": "tekst",
    "name": "naam",
    "year": "jaar",
    "value": "waarde",
    "unit": "eenheid",
    "origin": "gemeten door",
    "group": "groep",
    "side": "lasten of baten",
    "measure": "soort bedrag",
    "multiplier": "maal",
    "amount": "in euro's",
    "effect": "effect",
    "task_field": "taakveld",
    "task_field_name": "naam van het taakveld",
}
SAID: dict[str, str] = {**STATUS, **PARTNERS, **TIMES, **INDICATORS, **AMOUNTS, **EFFECTS}
MEASURES = {
    "verdict": "klopt het",
    "kind": "wat is het",
    "status": "status van activiteiten",
    "value": "betekenis",
    "place": "begin en eind",
}
ANSWERS: dict[str, str] = {
    **STATUSES,
    **{str(kind): name for kind, name in KINDS.items()},
    **SAID,
    "none": "niets",
    "right": "klopt",
    "wrong": "klopt niet",
}
