"""Our figures of the real plans are those of the scorer that comes with the annotation guidelines."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.evaluation import evaluate_documents, read_gold
from pipeline.run import process
from pipeline.write import record_yaml

SHARED = Path(os.environ.get("DOELENBOOM_SHARED", "nowhere"))
pytestmark = [
    pytest.mark.plans,
    pytest.mark.skipif(
        not (SHARED / "plans" / "rendered").is_dir(),
        reason="the real plans are not here: set DOELENBOOM_SHARED to their folder",
    ),
]


def _theirs(folder, cases, records, by_text):
    arguments = []
    for case in cases:
        record, read = folder / f"{case.name}.yaml", folder / f"{case.name}.txt"
        record.write_text(record_yaml(records[case.name]), encoding="utf-8")
        read.write_text(case.document.text, encoding="utf-8", newline="")
        gold, text = SHARED / "gold" / f"{case.name}.gold.yaml", SHARED / "plans" / case.quoted.id
        arguments += [str(gold), str(text), str(record), *([str(read)] if by_text else [])]
    flags = ["--json", "--by-document", *(["--by-text"] if by_text else [])]
    command = [sys.executable, str(SHARED / "gold" / "score.py"), *arguments, *flags]
    found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    documents = {name.removesuffix(".gold.yaml"): figures for name, figures in found.pop("documents").items()}
    return {**documents, "all": found}


def _rounded(figures):
    return {measure: {name: round(value, 3) for name, value in row.items()} for measure, row in figures.items()}


@pytest.mark.parametrize("suffix", [None, ".pdf"])
def test_the_strict_figures_are_those_of_the_guidelines(suffix, rules, nlp, tmp_path):
    cases = read_gold(SHARED / "gold", [SHARED / "plans", SHARED / "plans" / "rendered"], suffix)
    assert len(cases) == 3
    records = {case.name: process(case.document, rules, nlp) for case in cases}
    data = evaluate_documents(cases, lambda case: records[case.name]).as_data()
    ours = {one["name"]: one["strict"] for one in data["documents"]} | {"all": data["all"]["strict"]}
    theirs = _theirs(tmp_path, cases, records, by_text=suffix is not None)
    assert {name: _rounded(one) for name, one in ours.items()} == {name: _rounded(one) for name, one in theirs.items()}
    assert ours["all"]["activities"]["core"] > 100
