"""Give a trained pipeline its name, version, licence and sources, and take out what only training needs.

Use: python scripts/finish.py MODEL OUT TRAIN.spacy

The lemma step is added after the parser, its table made from TRAIN.spacy; of the string table only what the training
files have is kept, without words that were made up for training.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import srsly
from spacy.strings import hash_string
from spacy.tokens import Doc, DocBin

sys.path.insert(0, str(Path(__file__).parent))
import extras
from agreement_table import make_agreement
from lemma_table import make_table
from ops import use_fast_ops

from pipeline.annotate.agreement import NAME as AGREEMENT
from pipeline.annotate.lemmas import NAME
from pipeline.annotate.model import read_model

VERSION = "0.3.0"
META: dict[str, Any] = {
    "name": "beleid_sm",
    "version": VERSION,
    "description": "Dutch pipeline for policy language: tok2vec, tagger (CGN), morphologizer, lemmatizer, parser (UD).",
    "author": "doelenboom",
    "license": "CC BY-SA 4.0",
    "spacy_version": ">=3.8.18,<3.9.0",
    "sources": [
        {
            "name": "UD_Dutch-LassySmall",
            "license": "CC BY-SA 4.0",
            "url": "https://github.com/UniversalDependencies/UD_Dutch-LassySmall",
            "author": "Gosse Bouma, Gertjan van Noord",
        },
        {
            "name": "UD_Dutch-Alpino",
            "license": "CC BY-SA 4.0",
            "url": "https://github.com/UniversalDependencies/UD_Dutch-Alpino",
            "author": "Daniel Zeman, Zdeněk Žabokrtský, Gosse Bouma, Gertjan van Noord",
        },
        {
            "name": "Alpino treebanks",
            "license": "LGPL-2.1+",
            "url": "https://github.com/rug-compling/Alpino",
            "author": "Gertjan van Noord and others",
        },
        {
            "name": "Policy rules and circulars of the Dutch state (raw text, for pretraining only)",
            "license": "no copyright (Auteurswet, article 11)",
            "url": "https://wetten.overheid.nl",
            "author": "",
        },
    ],
}


def disguised(docs: list[Doc]) -> set[str]:
    """Return the words that training made of rare ones, and no real one among them."""
    words = Counter(t.text for doc in docs for t in doc)
    made = {extras.disguise(w, n) for w in words if len(w) >= 5 and w.isalpha() for n in range(extras.DISGUISES)}
    return (made | {w.lower() for w in made}) - {s for w in words for s in (w, w.lower())}


def of_trees(model: Path) -> set[int]:
    """Return the hashes of the strings that the lemmatizer's edit trees replace and put in place."""
    trees = srsly.msgpack_loads((model / "trainable_lemmatizer" / "trees").read_bytes())["trees"]
    return {tree[side] for tree in trees for side in ("orig", "subst") if side in tree}


def main() -> None:
    """Read the arguments and write the finished pipeline."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("model", "out", "train"):
        parser.add_argument(name, type=Path)
    args = parser.parse_args()
    use_fast_ops()
    nlp = read_model(args.model)
    docs = list(DocBin().from_disk(args.train).get_docs(nlp.vocab))
    agreement = nlp.add_pipe(AGREEMENT, after="parser")
    agreement.set_table(make_agreement(docs, nlp.get_pipe("morphologizer").labels))  # type: ignore[attr-defined]
    step = nlp.add_pipe(NAME, last=True)
    step.set_table(make_table(docs))  # type: ignore[attr-defined]
    for node in nlp.get_pipe("tok2vec").model.walk():
        node.attrs.pop("known", None)  # what 0.2.0's training remembered of words, and saved by mistake
    nlp.meta.update(META)
    nlp.meta["performance"] = {}  # figures on the test files are measured anew: doelenboom model --on FILE
    nlp.config["paths"] = dict.fromkeys(nlp.config.get("paths", {}))
    nlp.config["training"]["before_update"] = None
    nlp.config["training"]["optimizer"]["learn_rate"] = 0.001
    for corpus in nlp.config["corpora"].values():
        corpus["augmenter"] = None
    nlp.to_disk(args.out)
    shutil.copyfile(Path(__file__).parents[1] / "MODEL_LICENSE.md", args.out / "LICENSE.md")
    strings = args.out / "vocab" / "strings.json"
    made_up, needed = disguised(docs), of_trees(args.out)
    srsly.write_json(strings, [s for s in srsly.read_json(strings) if s not in made_up or hash_string(s) in needed])
    size = sum(f.stat().st_size for f in Path(args.out).rglob("*") if f.is_file()) / 1e6
    print(f"{args.out}: {size:.1f} MB")


if __name__ == "__main__":
    main()
