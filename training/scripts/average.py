"""Average the weights of pipelines that were trained further from one model, each with its own seed.

Use: python scripts/average.py OUT MODEL MODEL [MODEL …]

They must have the same parts and labels. Averages of runs from one start often read new text better than each run does,
and cost nothing at run time.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
import extras  # noqa: F401 - registers what the configuration names
from ops import use_fast_ops
from spacy.language import Language

from pipeline.annotate.model import read_model


def parameters(nlp: Language) -> list[tuple[Any, str]]:
    """Return every layer of a pipeline with the name of each of its weights, in one order."""
    found: list[tuple[Any, str]] = []
    for _, pipe in nlp.pipeline:
        if hasattr(pipe, "model"):
            found += [(node, name) for node in pipe.model.walk() for name in node.param_names if node.has_param(name)]
    return found


def average(pipelines: Sequence[Language]) -> Language:
    """Give the first pipeline the average of all their weights, and return it."""
    weights = [parameters(nlp) for nlp in pipelines]
    if len({tuple(name for _, name in row) for row in weights}) > 1:
        raise SystemExit("the pipelines have not the same parts")
    for same in zip(*weights, strict=True):
        values = [node.get_param(name) for node, name in same]
        node, name = same[0]
        node.set_param(name, sum(values[1:], values[0].copy()) / len(values))
    return pipelines[0]


def main() -> None:
    """Read the arguments and write the averaged pipeline."""
    out, *models = sys.argv[1:]
    use_fast_ops()
    average([read_model(Path(model)) for model in models]).to_disk(out)


if __name__ == "__main__":
    main()
