"""Golden records of the corpus: a change of rules or code shows as a change of records.

DOELENBOOM_GOLDEN=write pytest tests/test_golden.py   writes them anew, and fails, so that it can't be left on.
"""

import os
from pathlib import Path

import pytest

from pipeline.read import KINDS, read_document
from pipeline.run import process
from pipeline.write import record_yaml

ROOT = Path(__file__).resolve().parents[1]
GOLDEN = ROOT / "tests" / "golden"
DOCUMENTS = sorted(p for p in (ROOT / "corpus").glob("*") if p.suffix in KINDS)
WRITES = os.environ.get("DOELENBOOM_GOLDEN") == "write"


def test_there_is_a_golden_record_for_each_document():
    assert len(DOCUMENTS) >= 5
    if not WRITES:
        assert {p.name for p in GOLDEN.glob("*.yaml")} == {f"{p.name}.yaml" for p in DOCUMENTS}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: p.name)
def test_golden(path, rules, nlp):
    text = record_yaml(process(read_document(path), rules, nlp))
    golden = GOLDEN / f"{path.name}.yaml"
    if WRITES:
        golden.write_text(text, encoding="utf-8", newline="\n")
        pytest.fail(f"{golden.name} is written anew; read the difference, and run the test without the switch")
    assert text == golden.read_text(encoding="utf-8")
