"""Make the training and selection files from the treebank files.

The training file mixes three generations of the UD scheme. This brings them to the newest one, as the development
file shows it: relation names of UD 1 and 2.0 become those of today, and a few parts of speech and features with them.

The documents without CGN tags (the oldest LassySmall sentences) are kept, dropped, or kept without their
dependencies (``--oldest keep|drop|pos``). ``--holdout N`` sets N tagged documents apart for selection, beside the
development file. The test files are not read here.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import spacy
from spacy.pipeline._edit_tree_internals.edit_trees import EditTrees
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

DEPS = {
    "flat:name": "flat",
    "name": "flat",
    "mwe": "fixed",
    "dobj": "obj",
    "auxpass": "aux:pass",
    "nsubjpass": "nsubj:pass",
    "neg": "advmod",
    "compound": "flat",
    "nsubj:outer": "nsubj",
    "csubj:outer": "csubj",
}
POS = {"CONJ": "CCONJ", "PART": "ADP"}
Pair = tuple[str, str]


def rare_lemmas(docs: Iterable[Doc], at_least: int) -> set[Pair]:
    """Return the (form, lemma) pairs whose edit tree occurs fewer than ``at_least`` times.

    spaCy's lemmatizer would learn its first tree for them; they are given no lemma instead.
    """
    trees = EditTrees(Vocab().strings)
    seen: Counter[int] = Counter()
    tree_of: dict[Pair, int] = {}
    for doc in docs:
        for token in doc:
            if token.lemma:
                pair = (token.text, token.lemma_)
                if pair not in tree_of:
                    tree_of[pair] = trees.add(*pair)
                seen[tree_of[pair]] += 1
    return {pair for pair, tree in tree_of.items() if seen[tree] < at_least}


def without(doc: Doc, rare: set[Pair]) -> Doc:
    """Take the lemmas of rare pairs from a document."""
    for token in doc:
        if (token.text, token.lemma_) in rare:
            token.lemma = 0
    return doc


def convert(doc: Doc, with_deps: bool) -> Doc:
    """Return a document in the newest scheme, with its dependencies or with its sentence starts alone."""
    return Doc(
        doc.vocab,
        words=[t.text for t in doc],
        spaces=[bool(t.whitespace_) for t in doc],
        tags=[t.tag_ for t in doc],
        pos=[POS.get(t.pos_, t.pos_) for t in doc],
        morphs=[str(t.morph).replace("Foreign=yes", "Foreign=Yes") for t in doc],
        lemmas=[t.lemma_ for t in doc],
        heads=[t.head.i for t in doc] if with_deps else None,
        deps=[DEPS.get(t.dep_, t.dep_) for t in doc] if with_deps else None,
        sent_starts=None if with_deps else [bool(t.is_sent_start) for t in doc],
    )


def split(train: list[Doc], dev: list[Doc], oldest: str, holdout: int, seed: int) -> tuple[list[Doc], list[Doc]]:
    """Return the documents for training and for selection."""
    tagged = [i for i, doc in enumerate(train) if doc[0].tag]
    held = set(random.Random(seed).sample(tagged, holdout))
    for_train, for_select = [], [convert(doc, True) for doc in dev]
    for i, doc in enumerate(train):
        if i in held:
            for_select.append(convert(doc, True))
        elif doc[0].tag:
            for_train.append(convert(doc, True))
        elif oldest != "drop":
            for_train.append(convert(doc, oldest == "keep"))
    return for_train, for_select


def main() -> None:
    """Read the arguments, write OUT/train.spacy and OUT/select.spacy."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train", type=Path)
    parser.add_argument("dev", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--oldest", choices=["keep", "drop", "pos"], default="keep")
    parser.add_argument("--holdout", type=int, default=60)
    parser.add_argument("--min-tree", type=int, default=3)
    parser.add_argument("--seed", type=int, default=3)
    args = parser.parse_args()
    vocab = spacy.blank("nl").vocab
    train = list(DocBin().from_disk(args.train).get_docs(vocab))
    dev = list(DocBin().from_disk(args.dev).get_docs(vocab))
    for_train, for_select = split(train, dev, args.oldest, args.holdout, args.seed)
    rare = rare_lemmas(for_train, args.min_tree)
    for_train = [without(doc, rare) for doc in for_train]
    args.out.mkdir(parents=True, exist_ok=True)
    DocBin(docs=for_train).to_disk(args.out / "train.spacy")
    DocBin(docs=for_select).to_disk(args.out / "select.spacy")
    for name, docs in (("train", for_train), ("select", for_select)):
        print(f"{name}: {len(docs)} documents, {sum(map(len, docs))} tokens")


if __name__ == "__main__":
    main()
