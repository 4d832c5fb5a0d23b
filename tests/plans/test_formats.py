"""The same plans in other formats score as their text does, and the model reads the treebanks' test files as stated."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.annotate import evaluate
from pipeline.read import read_document
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

# How far a format may stay below the text on any measure: in F1, or in items where that is more.
FORMATS = {".html": (0.02, 2), ".docx": (0.02, 2), ".pdf": (0.02, 2), "-word.pdf": (0.02, 2), "-2col.pdf": (0.05, 4)}
# What the model's README says, to the first figure behind the point that a rounding may change.
FIGURES = {
    "ud_test_lassy": {"TAG": 93.6, "UPOS": 95.6, "UAS": 86.7, "LAS": 80.9, "lemma": 94.8},
    "ud_test_alpino": {"TAG": 94.5, "UPOS": 96.2, "UAS": 86.8, "LAS": 81.4, "lemma": 95.6},
}


def _scores(folder, files, rules, nlp):
    arguments = []
    for gold, text, file in files:
        document = read_document(file)
        record, read = folder / f"{file.name}.yaml", folder / f"{file.name}.txt"
        record.write_text(record_yaml(process(document, rules, nlp)), encoding="utf-8")
        read.write_text(document.text, encoding="utf-8", newline="")
        arguments += [str(gold), str(text), str(record), *([str(read)] if file != text else [])]
    by_text = ["--by-text"] if files[0][1] != files[0][2] else []
    command = [sys.executable, str(SHARED / "gold" / "score.py"), *by_text, *arguments, "--json", "--by-document"]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)["documents"]


def _plans():
    for gold in sorted((SHARED / "gold").glob("*.gold.yaml")):
        yield gold, SHARED / "plans" / gold.name.replace(".gold.yaml", ".txt")


@pytest.fixture(scope="module")
def texts(rules, nlp, tmp_path_factory):
    return _scores(tmp_path_factory.mktemp("texts"), [(g, t, t) for g, t in _plans()], rules, nlp)


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_format_scores_as_the_text_does(suffix, texts, rules, nlp, tmp_path):
    files = [(g, t, SHARED / "plans" / "rendered" / f"{t.stem}{suffix}") for g, t in _plans()]
    found = _scores(tmp_path, files, rules, nlp)
    slack, items = FORMATS[suffix]
    below = {}
    for (name, text), other in zip(texts.items(), found.values(), strict=True):
        for measure, was in text.items():
            now = other[measure]
            lost = was["f1"] - now["f1"]
            few = items / max(was["core"], 1)
            if lost > max(slack, few):
                below[name, measure] = (was["f1"], now["f1"])
    assert below == {}


@pytest.mark.parametrize("name", FIGURES)
def test_the_model_reads_as_well_as_it_is_said_to(name, nlp):
    found = evaluate(nlp, SHARED / "treebank" / f"{name}.spacy")
    assert {k: found[k] for k, least in FIGURES[name].items() if found[k] < least} == {}
