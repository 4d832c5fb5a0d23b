"""``spacy train`` with numpy's BLAS and a limit in minutes.

python scripts/train.py CONFIG OUTPUT [--minutes N] [--section.key value …]
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from spacy import util
from spacy.cli._util import parse_config_overrides
from spacy.training.initialize import init_nlp
from spacy.training.loop import train

sys.path.insert(0, str(Path(__file__).parent))
import extras
from ops import use_fast_ops


def take(arguments: list[str], option: str) -> float | None:
    """Take an option and its value out of the arguments."""
    if option not in arguments:
        return None
    at = arguments.index(option)
    value = float(arguments[at + 1])
    del arguments[at : at + 2]
    return value


def main() -> None:
    """Train a pipeline from a configuration."""
    config_path, output, *rest = sys.argv[1:]
    minutes = take(rest, "--minutes")
    if minutes is not None:
        extras.DEADLINE.append(time.time() + 60 * minutes)
    use_fast_ops()
    nlp = init_nlp(util.load_config(config_path, overrides=parse_config_overrides(rest), interpolate=False))
    for _, pipe in nlp.pipeline:
        # A lemmatizer read from disk knows its labels but not which tree each belongs to (spaCy 3.8): without this,
        # further training would take every lemma for its first tree.
        if hasattr(pipe, "tree2label") and not pipe.tree2label:
            pipe.tree2label = {tree: i for i, tree in enumerate(pipe.cfg["labels"])}
    Path(output).mkdir(parents=True, exist_ok=True)
    try:
        train(nlp, Path(output), stdout=sys.stdout, stderr=sys.stderr)
    except KeyboardInterrupt:
        print("time is up; kept model-best and model-last")


if __name__ == "__main__":
    main()
