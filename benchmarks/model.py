"""The bundled model beside spaCy's blank Dutch tokenizer: speed as a ratio, loading time, size.

Use: python benchmarks/model.py [--rounds N] [FILE …]   (the plans in corpus/ by default)

Both read the same texts in turns in one process, on one core. The tokenizer is made anew each round, since it remembers
words it has met; its speed on a second reading is given too.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import spacy
from spacy.language import Language

from pipeline.annotate import BUNDLED, load_model

_HERE = Path(__file__).parents[1]
_LOAD = """
import time, spacy
begin = time.perf_counter()
from pipeline.annotate.model import load_model
load_model()
print(time.perf_counter() - begin)
"""


def speed(nlp: Language, texts: Iterable[str]) -> float:
    """Return tokens a second."""
    begin = time.perf_counter()
    tokens = sum(len(doc) for doc in nlp.pipe(texts))
    return tokens / (time.perf_counter() - begin)


def loading(rounds: int) -> float:
    """Return the median seconds of loading the model in a new process, after spaCy itself."""
    seconds = []
    for _ in range(rounds):
        done = subprocess.run([sys.executable, "-c", _LOAD], capture_output=True, text=True, check=True, cwd=_HERE)
        seconds.append(float(done.stdout))
    return statistics.median(seconds)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    files = args.files or sorted(p for p in (_HERE / "corpus").iterdir() if p.suffix in {".txt", ".md"})
    texts = [p for f in files for p in f.read_text(encoding="utf-8").split("\n\n") if p.strip()]
    nlp = load_model()
    fresh, again, model = [], [], []
    for _ in range(args.rounds):
        blank = spacy.blank("nl")
        fresh.append(speed(blank, texts))
        again.append(speed(blank, texts))
        model.append(speed(nlp, texts))
    ratio = statistics.median(fresh) / statistics.median(model)
    size = sum(f.stat().st_size for f in (_HERE / "pipeline/model" / BUNDLED).rglob("*") if f.is_file()) / 1e6
    print(f"tokenizer {statistics.median(fresh):,.0f} tokens/s, on a second reading {statistics.median(again):,.0f}")
    print(f"model     {statistics.median(model):,.0f} tokens/s: one {ratio:.1f}th of the tokenizer (at most 16)")
    print(f"loading   {loading(args.rounds):.2f} s (at most 1)")
    print(f"size      {size:.1f} MB (at most 20)")


if __name__ == "__main__":
    main()
