"""The only place that loads a spaCy pipeline."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import spacy
from spacy.language import Language

from pipeline.errors import ModelError

BLANK = "blank"


def load_model(name: str = BLANK) -> Language:
    """Return a Dutch spaCy pipeline: ``blank`` (its tokenizer alone), an installed package, or a folder.

    Raises :class:`ModelError`, which says what can be named.
    """
    return _load(name)


@lru_cache(maxsize=2)
def _load(name: str) -> Language:
    if name == BLANK:
        return spacy.blank("nl")
    try:
        nlp = spacy.load(Path(name) if Path(name).is_dir() else name, exclude=["ner"])
    except (OSError, ImportError, ValueError) as error:
        installed = ", ".join([BLANK, *sorted(spacy.util.get_installed_models())])
        raise ModelError(
            f"no spaCy pipeline '{name}'; name one that is installed ({installed}), or the folder of one"
        ) from error
    if nlp.lang != "nl":
        raise ModelError(f"'{name}' is a pipeline for '{nlp.lang}'; name a Dutch one, or '{BLANK}'")
    return nlp


def model_id(nlp: Language) -> str:
    """Return the name and version of a pipeline, as the manifest gives it."""
    name = nlp.meta.get("name") or ""
    return f"{nlp.lang}_{name}-{nlp.meta.get('version', '0')}" if nlp.pipe_names else f"{BLANK}-{nlp.lang}"
