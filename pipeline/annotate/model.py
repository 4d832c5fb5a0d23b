"""The only place that loads a spaCy pipeline: the bundled one, one that is installed, or a folder.

spaCy itself takes longer to load than most commands take: it is loaded with the first pipeline.
The bundled ``nl_beleid_sm`` was trained for this project (see ``training/``); its licence is CC BY-SA 4.0.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language

BUNDLED = "nl_beleid_sm"
BLANK = "blank"
_FOLDER = Path(__file__).parents[1] / "model" / BUNDLED
_ID = "doelenboom_id"
_BLANK_ID = "-".join((BLANK, "nl", version("spacy")))
_DESCRIBES = {".md", ".txt", ".py", ".pyc"}
_UNUSED = ("ner", "senter")


def load_model(name: str = BUNDLED) -> Language:
    """Return a Dutch spaCy pipeline, loaded once: ``nl_beleid_sm``, ``blank``, an installed package, or a folder.

    ``blank`` is a tokenizer and nothing more: rules that ask for grammar then hold nowhere.
    Raises :class:`ModelError`, which says what can be named.
    """
    return _load(name)


@lru_cache(maxsize=2)
def _load(name: str) -> Language:
    import spacy
    from thinc.api import NumpyOps, get_current_ops, set_current_ops
    from threadpoolctl import threadpool_limits

    if name == BLANK:
        nlp = spacy.blank("nl")
        nlp.meta[_ID] = _BLANK_ID
        return nlp
    # One thread: a pipeline's matrices are too small to share, and results must not depend on how many there are.
    threadpool_limits(limits=1, user_api="blas")
    before = get_current_ops()
    # numpy's matrix products take half the time of spaCy's own; a model keeps those it began with.
    set_current_ops(NumpyOps(use_blis=False))
    try:
        nlp = _read(name)
    finally:
        set_current_ops(before)
    if nlp.path is None:
        raise ModelError("a pipeline without a folder has no hash")
    nlp.meta[_ID] = _id(name, nlp.meta, nlp.path)
    return nlp


@lru_cache(maxsize=4)
def identify(name: str = BUNDLED) -> str:
    """Return the id of a pipeline, as :func:`model_id` does, without loading it.

    Raises :class:`ModelError` where there is none of that name.
    """
    if name == BLANK:
        return _BLANK_ID
    folder = _folder(name)
    try:
        return _id(name, json.loads((folder / "meta.json").read_text(encoding="utf-8")), folder)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"no spaCy pipeline '{name}'; name one of these: {_choices()}") from error


def _folder(name: str) -> Path:
    """Return the folder that holds a pipeline's own files."""
    if Path(name).is_dir():
        return Path(name)
    if not _is_package(name):
        return _FOLDER if name == BUNDLED else Path(name)
    import spacy

    package = spacy.util.get_package_path(name)
    meta = spacy.util.get_model_meta(package)
    return package / f"{meta['lang']}_{meta['name']}-{meta['version']}"


def _is_package(name: str) -> bool:
    try:
        version(name)
    except (PackageNotFoundError, ValueError):
        return False
    return True


def _id(name: str, meta: Mapping[str, Any], folder: Path) -> str:
    if meta["lang"] != "nl":
        raise ModelError(f"'{name}' is a pipeline for '{meta['lang']}'; name a Dutch one: {_choices()}")
    return f"{meta['lang']}_{meta['name']}-{meta['version']} {_digest(folder)}"


def _read(name: str) -> Language:
    try:
        if name == BUNDLED and not _is_package(name):
            # Its tokenizer is spaCy's own: reading it once more would double the time this takes.
            return read_model(_FOLDER)
        return _loaded(Path(name) if Path(name).is_dir() else name, _UNUSED)
    except (OSError, ImportError, ValueError) as error:
        raise ModelError(f"no spaCy pipeline '{name}'; name one of these: {_choices()}") from error


def read_model(folder: Path) -> Language:
    """Return a pipeline of this project's training from its folder, to be used or to be trained further."""
    return _loaded(folder, ("tokenizer",))


def _loaded(name: str | Path, exclude: Iterable[str]) -> Language:
    import spacy

    from pipeline.annotate import affixes, agreement, lemmas  # noqa: F401 - they register parts of the bundled pipeline

    return spacy.load(name, exclude=list(exclude))


def _choices() -> str:
    import spacy

    installed = sorted({BUNDLED, *spacy.util.get_installed_models()})
    return f"{', '.join(installed)}, {BLANK}, or the folder of a trained pipeline"


def _digest(folder: Path) -> str:
    """Return a hash of what a pipeline knows: of its files, wherever they stand, less what only describes it."""
    digest = hashlib.sha256()
    files = [p for p in folder.rglob("*") if p.is_file() and p.name != "meta.json" and p.suffix not in _DESCRIBES]
    for file in sorted(files, key=lambda p: p.relative_to(folder).as_posix()):
        digest.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]


def model_id(nlp: Language) -> str:
    """Return the name, version and hash of a pipeline, as the manifest gives them."""
    return str(nlp.meta.get(_ID) or f"{nlp.lang}_{nlp.meta.get('name') or 'pipeline'}-{nlp.meta.get('version', '0')}")


def describe(nlp: Language) -> dict[str, str]:
    """Return what a user may want to know of a pipeline: its id, parts, licence and sources."""
    sources = [f"{s['name']} ({s['license']})" for s in nlp.meta.get("sources") or () if isinstance(s, dict)]
    return {
        "model": model_id(nlp),
        "parts": ", ".join(nlp.pipe_names) or "none",
        "licence": nlp.meta.get("license") or "not stated",
        "sources": "; ".join(sources) or "not stated",
    }
