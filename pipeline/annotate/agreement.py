"""A step of the bundled model: tags and features that agree with the tree.

The tagger sees four words on either side, the parser the whole sentence. "Werken" is an infinitive or a finite plural;
which of them shows in whether the clause has a subject and another finite verb. So each label's score is taken together
with how well it goes with the word's place in the tree: log P(label | words) + weight * log P(place | label).

A place is a relation with four yes-or-no marks: the word is part of a name of several words, another verb of its clause
is finite, the clause has a subject, "te" stands before it. The table of counts is made from training documents only, by
``training/scripts/agreement_table.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import compress
from typing import Any, TypedDict

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import minibatch

from pipeline.annotate.tabled import Tabled

NAME = "nl_agreement"
_HELPING = frozenset({"aux", "aux:pass", "cop"})
_FINITE = "WW|pv"
_SMOOTHING = 0.5


class Table(TypedDict):
    """For each place and label (a CGN tag, or a part of speech with features) how often they go together."""

    tags: dict[str, dict[str, int]]
    morphs: dict[str, dict[str, int]]


def places(doc: Doc) -> list[str]:
    """Return the place of each word in the tree, as the table names it."""
    deps = [t.dep_ for t in doc]
    heads = [t.head.i for t in doc]
    # An auxiliary or copula belongs to the clause of the word above it.
    clause = [heads[i] if deps[i] in _HELPING else i for i in range(len(doc))]
    finite, subject = [0] * len(doc), [False] * len(doc)
    name, marked = [dep == "flat" for dep in deps], [False] * len(doc)
    own = [t.tag_.startswith(_FINITE) for t in doc]
    for i, (dep, head) in enumerate(zip(deps, heads, strict=True)):
        finite[clause[i]] += own[i]
        if dep.startswith("nsubj"):
            subject[clause[head]] = True
        elif dep == "flat":
            name[head] = True
        elif dep == "mark" and doc[i].lower_ == "te":
            marked[head] = True
    return [
        f"{dep} {name[i]:d}{finite[clause[i]] - own[i] > 0:d}{subject[clause[i]]:d}{marked[i]:d}"
        for i, dep in enumerate(deps)
    ]


class Agreement(Tabled[Table]):
    """A component that stands behind the parser and weighs the labels of two others anew."""

    def __init__(self, nlp: Language, tagger: str, morphologizer: str, weight: float) -> None:
        self._nlp, self._tagger, self._morphologizer, self._weight = nlp, tagger, morphologizer, weight
        self.set_table(Table(tags={}, morphs={}))

    def set_table(self, table: Table) -> None:
        """Take a table into use."""
        self._table = table
        self._ready: tuple[_Fit, _Fit] | None = None

    def _fits(self) -> tuple[_Fit, _Fit]:
        """Return how labels fit places; made at the first document, when the other components have their labels."""
        if self._ready is None:
            tagger, morphologizer = (self._nlp.get_pipe(n) for n in (self._tagger, self._morphologizer))
            self._ready = (
                _Fit(tagger, list(tagger.labels), self._table["tags"], self._weight),  # type: ignore[attr-defined]
                _Fit(morphologizer, list(morphologizer.labels), self._table["morphs"], self._weight),  # type: ignore[attr-defined]
            )
        return self._ready

    def __call__(self, doc: Doc) -> Doc:
        """Weigh the labels of one document anew."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 256) -> Iterator[Doc]:
        """Yield the documents with the labels that agree best."""
        for docs in minibatch(stream, batch_size):  # type: ignore[no-untyped-call]  # spaCy's own is without types
            if self._table["tags"]:
                self._weigh(docs)
            yield from docs

    def _weigh(self, docs: Sequence[Doc]) -> None:
        tags, morphs = self._fits()
        found = [places(doc) for doc in docs]
        for doc, best in zip(docs, tags.best(docs, found), strict=True):
            for token, label in zip(doc, best, strict=True):
                if label is not None and token.tag_ != label:
                    token.tag_ = label
        for doc, best in zip(docs, morphs.best(docs, found), strict=True):
            for token, label in zip(doc, best, strict=True):
                if label is not None:
                    pos, features = split_label(label)
                    if token.pos_ != pos or str(token.morph) != features:
                        token.pos_ = pos
                        token.set_morph(features)  # type: ignore[attr-defined]  # missing in spaCy's stub


class _Fit:
    """How well the labels of one component go with places."""

    def __init__(self, pipe: Any, labels: list[str], table: Mapping[str, Mapping[str, int]], weight: float) -> None:
        self._model, self._labels = pipe.model, labels
        at = {label: i for i, label in enumerate(labels)}
        counts = np.full((len(table) + 1, len(labels)), _SMOOTHING)  # the last row is for a place never seen
        self._row = {place: row for row, place in enumerate(table)}
        for place, seen in table.items():
            for label, count in seen.items():
                if label in at:
                    counts[self._row[place], at[label]] += count
        self._scores = (weight * np.log(counts / counts.sum(0, keepdims=True))).astype("float32")

    def best(self, docs: Sequence[Doc], found: Sequence[Sequence[str]]) -> Iterator[list[str | None]]:
        """Yield for each document the best label of each word, None where it is the one that the word has by itself."""
        for scores, of_doc in zip(self._model.predict(list(docs)), found, strict=True):
            scores = np.asarray(scores)
            before = scores.argmax(1)
            after = (scores + self._scores[[self._row.get(p, -1) for p in of_doc]]).argmax(1)
            best: list[str | None] = [None] * len(of_doc)
            for i in compress(range(len(of_doc)), before != after):
                best[i] = self._labels[after[i]]
            yield best


def split_label(label: str) -> tuple[str, str]:
    """Return the part of speech and the features of a label of the morphologizer.

    >>> split_label("Number=Sing|POS=NOUN|Gender=Com")
    ('NOUN', 'Gender=Com|Number=Sing')
    """
    parts = [part for part in label.split("|") if part and part != "_"]
    pos = next((part[4:] for part in parts if part.startswith("POS=")), "")
    return pos, "|".join(sorted(part for part in parts if not part.startswith("POS=")))


@Language.factory(
    NAME,
    default_config={"tagger": "tagger", "morphologizer": "morphologizer", "weight": 0.5},
    requires=["token.dep", "token.tag", "token.pos"],
    assigns=["token.tag", "token.pos", "token.morph"],
)
def make_agreement(nlp: Language, name: str, tagger: str, morphologizer: str, weight: float) -> Agreement:
    """Make the component, with an empty table."""
    return Agreement(nlp, tagger, morphologizer, weight)
