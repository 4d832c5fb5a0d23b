"""Small documents with gold, and records for them, both written with quotes."""

import hashlib
from copy import deepcopy

import pytest
import yaml

from pipeline.document import Document
from pipeline.evaluation import evaluate_documents, read_gold
from pipeline.record import PREFIX, DocumentInfo, PolicyRecord

TEXT = """# Plan Jeugd 2026

Inwoners zijn gezond.
Kinderen groeien veilig op.

Wij starten in 2026 een inloophuis met GGD Noord op grond van de Jeugdwet.
Inwoners zijn gezond.
Wij trainen jaarlijks scholen volgens de Regiovisie.
"""
START = "Wij starten in 2026 een inloophuis met GGD Noord op grond van de Jeugdwet."
TRAIN = "Wij trainen jaarlijks scholen volgens de Regiovisie."
FIELDS = {
    "goals": "goal",
    "activities": "activity",
    "timelines": "timeline",
    "legal_references": "legal_reference",
    "frameworks": "framework",
    "partners": "partner",
    "indicators": "indicator",
    "budget_lines": "budget_line",
}
GOLD = {
    "goals": [
        {"id": "G1", "level": "core", "quote": "Inwoners zijn gezond"},
        {"id": "G2", "level": "core", "parent": "G1", "quote": "Kinderen groeien veilig op"},
        {"id": "G3", "level": "optional", "same_as": "G1", "quote": "Inwoners zijn gezond", "occurrence": 2},
    ],
    "activities": [
        {
            "id": "A1",
            "level": "core",
            "status": "planned",
            "goals": ["G2"],
            "timelines": ["T1"],
            "partners": ["P1"],
            "laws": ["L1"],
            "quote": START,
        },
        {"id": "A2", "level": "core", "status": "ongoing", "goals": ["G1"], "timelines": ["T2"], "quote": TRAIN},
    ],
    "timelines": [
        {
            "id": "T1",
            "level": "core",
            "kind": "period",
            "start": "2026-01-01",
            "end": "2026-12-31",
            "quote": "2026",
            "occurrence": 2,
        },
        {"id": "T2", "level": "core", "kind": "recurring", "quote": "jaarlijks"},
    ],
    "laws": [{"id": "L1", "level": "core", "canonical": "Jeugdwet", "quote": "Jeugdwet"}],
    "frameworks": [{"id": "F1", "level": "core", "canonical": "Regiovisie", "quote": "Regiovisie"}],
    "partners": [
        {"id": "P1", "level": "core", "kind": "named", "canonical": "GGD Noord", "quote": "GGD Noord"},
        {"id": "P2", "level": "optional", "kind": "group", "quote": "scholen"},
    ],
}
# The records that a perfect program gives: a name for each, its quote (with an occurrence) and what it says.
RECORDS = {
    "goals": {"g1": ("Inwoners zijn gezond", {}), "g2": ("Kinderen groeien veilig op", {"parent": "g1"})},
    "activities": {
        "a1": (
            START,
            {
                "status": "planned",
                "goals": ["g2"],
                "timelines": ["t1"],
                "partners": ["p1"],
                "legal_references": ["l1"],
            },
        ),
        "a2": (TRAIN, {"status": "ongoing", "goals": ["g1"], "timelines": ["t2"]}),
    },
    "timelines": {
        "t1": (("2026", 2), {"kind": "period", "start": "2026-01-01", "end": "2026-12-31"}),
        "t2": ("jaarlijks", {"kind": "recurring"}),
    },
    "legal_references": {"l1": ("Jeugdwet", {"canonical": "Jeugdwet"})},
    "frameworks": {"f1": ("Regiovisie", {"canonical": "Regiovisie"})},
    "partners": {"p1": ("GGD Noord", {"kind": "named", "canonical": "GGD Noord"})},
}
LINKS = ("parent", "goals", "timelines", "partners", "legal_references")


def place(text, quote):
    quote, occurrence = quote if isinstance(quote, tuple) else (quote, 1)
    at = -1
    for _ in range(occurrence):
        at = text.index(quote, at + 1)
    return {"start": at, "end": at + len(quote)}


def make_records(text, records):
    """Build a record of a document from quotes; links name other records by their keys."""
    names = [(field, key) for field in FIELDS for key in records.get(field, {})]
    ids = {key: f"{PREFIX[FIELDS[field]]}-{number:016x}" for number, (field, key) in enumerate(names)}
    built = {}
    for field, key in names:
        quote, said = records[field][key]
        said = {"confidence": 0.95, "rule": f"regels/{key}", **said}
        for link in LINKS:
            if link in said:
                held = said[link]
                said[link] = ids[held] if isinstance(held, str) else [ids[one] for one in held]
        if "also_at" in said:
            said["also_at"] = [place(text, one) for one in said["also_at"]]
        shown = quote if isinstance(quote, str) else quote[0]
        built.setdefault(field, []).append({"id": ids[key], "text": shown, "source": place(text, quote), **said})
    info = DocumentInfo(
        id="plan.txt", source="plan.txt", sha256="0" * 64, media_type="text/plain", title=None, kind="overig"
    )
    return PolicyRecord.model_validate({"document": info, **built})


@pytest.fixture
def records():
    """The records that a perfect program gives."""
    return deepcopy(RECORDS)


@pytest.fixture
def gold():
    return deepcopy(GOLD)


@pytest.fixture
def gold_folder(tmp_path):
    """Writes a document and its gold, and returns the folder of the gold."""

    def write(gold=None, text=TEXT, name="plan"):
        folder = tmp_path / "gold"
        folder.mkdir(exist_ok=True)
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        content = {"document": f"{name}.txt", **(GOLD if gold is None else gold)}
        (folder / f"{name}.gold.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
        return folder

    return write


@pytest.fixture
def make():
    """Builds the record of a text from quotes."""
    return make_records


@pytest.fixture
def evaluated(gold_folder):
    """Measures records, given as quotes, against gold."""

    def run(records, gold=None, text=TEXT):
        return evaluate_documents(read_gold(gold_folder(gold, text)), lambda case: make_records(text, records))

    return run


@pytest.fixture
def html_document():
    """A text as a reader of another format would give it: other breaks, other places."""

    def build(text):
        return Document("plan.html", "plan.html", hashlib.sha256(text.encode()).hexdigest(), "text/html", text)

    return build
