"""The embedding layer of the bundled model: a word's norm, form and shape, and its beginning and ends.

spaCy's own layer knows one first and three last letters. Dutch carries word class and derivation in longer endings
(-lijk, -heid, -tief, -eren) and in beginnings (ge-, ver-, ont-); words never met in training are judged by those.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from spacy.attrs import NORM, ORTH, SHAPE
from spacy.strings import hash_string  # type: ignore[attr-defined]  # missing in its stub
from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import HashEmbed, Maxout, Model, chain, concatenate, list2ragged, ragged2list, with_array

_ATTRS = [NORM, SHAPE, ORTH]
_CACHED = 200_000
_SEED = 8  # of the hash of the first table; a saved model's tables are read with the same


def affixes(word: str) -> tuple[int, int, int]:
    """Return the hashes of a word's first three, last three and last five letters, in lower case."""
    low = word.lower()
    return hash_string("^" + low[:3]), hash_string(low[-3:] + "$"), hash_string(low[-5:] + "$$")


def word_features() -> Model[list[Doc], list[Any]]:
    """Return a layer from documents to arrays of six hashes a word (uint64)."""
    known: dict[int, tuple[int, int, int]] = {}  # not among the layer's attributes: those are saved with a model

    def forward(
        model: Model[list[Doc], list[Any]], docs: list[Doc], is_train: bool
    ) -> tuple[list[Any], Callable[[Any], list[Doc]]]:
        return [model.ops.asarray2i(_hashes(doc, known), dtype="uint64") for doc in docs], lambda _: []

    return Model("word_features", forward)


def _hashes(doc: Doc, known: dict[int, tuple[int, int, int]]) -> Any:
    array = doc.to_array(_ATTRS).reshape((len(doc), len(_ATTRS)))
    rows = []
    for orth in array[:, 2].tolist():
        row = known.get(orth)
        if row is None:
            if len(known) >= _CACHED:
                known.clear()
            row = known[orth] = affixes(doc.vocab.strings[orth])
        rows.append(row)
    return np.hstack([array.astype("uint64"), np.asarray(rows, dtype="uint64").reshape((len(doc), 3))])


@registry.architectures("doelenboom.AffixHashEmbed.v1")  # type: ignore[untyped-decorator]
def affix_hash_embed(width: int, rows: list[int]) -> Model[list[Doc], list[Any]]:
    """Return the layer. ``rows``: sizes of the tables for norm, shape, form, first three, last three, last five."""
    tables: list[Model[Any, Any]] = [
        HashEmbed(width, n, column=i, seed=_SEED + i, dropout=0.0) for i, n in enumerate(rows)
    ]
    return chain(
        word_features(),
        list2ragged(),
        with_array(concatenate(*tables)),
        with_array(Maxout(width, width * len(tables), nP=3, dropout=0.0, normalize=True)),
        ragged2list(),
    )
