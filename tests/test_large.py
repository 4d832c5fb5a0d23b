"""Large and odd inputs: bounded memory, and time that grows with the length, not with its square."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml

from pipeline.batch import Work, collect, run_batch
from pipeline.run import process

pytestmark = pytest.mark.slow

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
MEGABYTES = int(os.environ.get("DOELENBOOM_LARGE_MB", "2"))
# What the README states, for a text as dense in records as the corpus: the records take most of it.
BASE_GIGABYTES, GIGABYTES_A_MEGABYTE = 0.4, 0.08
# Linux counts what a process was before it became this one in ru_maxrss: the tests' own memory. VmHWM does not.
_CHILD = """
import pathlib, re, resource, sys
from pipeline.cli import app
try:
    app(sys.argv[1:])
finally:
    status = pathlib.Path("/proc/self/status")
    if status.exists():
        peak = int(re.search(r"VmHWM:\\s*(\\d+) kB", status.read_text())[1]) * 1024
    else:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print("peak", peak, file=sys.stderr)
"""


def _large(size):
    """The corpus over and over, with other numbers each time; years stay what they are."""
    texts = [p.read_text(encoding="utf-8") for p in sorted(CORPUS.iterdir()) if p.suffix in {".txt", ".md"}]
    parts, length, turn = [], 0, 0
    while length < size:

        def varied(match, turn=turn):
            number = match.group()
            return number if len(number) == 4 else str((int(number) + turn) % 10 ** len(number))

        parts.append(re.sub(r"\d+", varied, texts[turn % len(texts)]))
        length += len(parts[-1].encode())
        turn += 1
    return "\n\n".join(parts)


def test_a_text_of_many_megabytes_is_done_within_bounded_memory(tmp_path):
    (tmp_path / "groot.txt").write_text(_large(MEGABYTES * 1_000_000), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, "extract", "groot.txt", "--output", "uit", "--jobs", "0"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    peak = int(re.search(r"peak (\d+)", done.stderr)[1])
    assert peak < (BASE_GIGABYTES + GIGABYTES_A_MEGABYTE * MEGABYTES) * 1e9, f"{peak / 1e9:.1f} GB"
    (row,) = yaml.safe_load((tmp_path / "uit" / "manifest.yaml").read_bytes())["documents"]
    assert row["outcome"] == "extracted"
    assert row["counts"]["timelines"] > 1000 * MEGABYTES
    assert (tmp_path / "uit" / "groot.txt.yaml").stat().st_size > 1_000_000 * MEGABYTES


def test_a_text_over_the_limit_is_refused(tmp_path, rules, nlp):
    (tmp_path / "groot.txt").write_bytes(b"Wij starten. " * 6_000_000)
    (failed,) = run_batch(collect([tmp_path / "groot.txt"], tmp_path / "uit"), Work(tmp_path / "uit", rules)).failed
    assert "over the limit" in failed.reason


SIZE = int(os.environ.get("DOELENBOOM_ODD_KB", "100")) * 1000
LINES = {
    "sentences": "Wij starten in 2025 een pilot met GGD Veenoord. ",
    "words": "inwoner ",
    "no white space": "x",
    "full stops": ".",
    "brackets": "(",
    "quotes": "'",
    "digits": "1",
    "years": "2024 ",
    "ranges": "2024 t/m ",
    "pipes": "a | ",
    "abbreviations": "GGD ",
    "defined": "(hierna: GGD) ",
    "laws": "Wmo 2015 ",
    "articles": "artikel 2 ",
    "heads": "Stichting ",
    "hyphens": "a-",
    "colons": "a: ",
    "many lines": "Meedoen in de wijk\n",
    "many headings": "# Kop\n",
    "many rows": "a | b | c\n",
    "broken words": "deel-\n",
}


@pytest.mark.parametrize("kind", LINES)
def test_much_of_one_thing_takes_no_more_than_its_length(kind, document, rules, nlp):
    text = LINES[kind] * (SIZE // len(LINES[kind]))
    begin = time.perf_counter()
    process(document(text), rules, nlp)
    assert time.perf_counter() - begin < 60 * SIZE / 100_000
