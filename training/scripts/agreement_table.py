"""Count which labels go with which places in the tree, for the step that makes tags and tree agree."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from spacy.tokens import Doc

from pipeline.annotate.agreement import Table, places


def label_of(pos: str, features: str) -> str:
    """Return a part of speech with its features as the table names them."""
    return "|".join(sorted([f"POS={pos}", *(f for f in features.split("|") if f)]))


def make_agreement(docs: Iterable[Doc], morph_labels: Iterable[str]) -> Table:
    """Return the counts of training documents; ``morph_labels`` are the morphologizer's own names of labels."""
    own = {"|".join(sorted(label.split("|"))): label for label in morph_labels}
    tags: dict[str, Counter[str]] = defaultdict(Counter)
    morphs: dict[str, Counter[str]] = defaultdict(Counter)
    for doc in docs:
        if not doc.has_annotation("DEP"):
            continue
        for token, place in zip(doc, places(doc), strict=True):
            if token.tag_:
                tags[place][token.tag_] += 1
            label = own.get(label_of(token.pos_, str(token.morph)))
            if token.pos_ and label is not None:
                morphs[place][label] += 1
    return Table(
        tags={place: dict(sorted(tags[place].items())) for place in sorted(tags)},
        morphs={place: dict(sorted(morphs[place].items())) for place in sorted(morphs)},
    )
