"""How well a pipeline reads Dutch: its figures on documents with gold annotation."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.training import Example

# spaCy's names of scores, and the field's.
FIGURES = {
    "tag_acc": "TAG",
    "pos_acc": "UPOS",
    "morph_acc": "morphology",
    "lemma_acc": "lemma",
    "dep_uas": "UAS",
    "dep_las": "LAS",
    "sents_f": "sentences F1",
    "token_acc": "tokens",
}


def evaluate(nlp: Language, path: Path) -> dict[str, float]:
    """Return a pipeline's figures, in per cent, on a file of gold documents in spaCy's format (``.spacy``).

    The pipeline reads the text with its own tokenizer, as ``spacy evaluate`` does. Raises :class:`ModelError`.
    """
    if not nlp.pipe_names:
        raise ModelError("a pipeline without parts has no figures; name a trained one with --model")
    try:
        scores = nlp.evaluate(list(_examples(nlp, path)))
    except (OSError, ValueError, KeyError, AttributeError) as error:
        raise ModelError(f"'{path}' can't be read as gold documents in spaCy's format: {error}") from error
    return {name: 100 * float(scores[key]) for key, name in FIGURES.items() if scores.get(key) is not None}


def _examples(nlp: Language, path: Path) -> Iterator[Example]:
    from spacy.tokens import DocBin
    from spacy.training import Example

    for doc in DocBin().from_disk(path).get_docs(nlp.vocab):
        yield Example(nlp.make_doc(doc.text), doc)
