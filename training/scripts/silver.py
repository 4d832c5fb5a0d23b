"""Bring the oldest LassySmall sentences to the newest scheme with a model trained without them.

Use: python scripts/silver.py MODEL UD_TRAIN.spacy BASE_DIR OUT_DIR

MODEL was trained on tagged documents; BASE_DIR holds those and the selection file (``prepare.py --oldest drop``).
Each old token keeps what its gold annotation says, read through a noisy channel:

- UPOS and features: the new label m with the highest log P_model(m | token) + log P(old label | m), where the channel
  is counted over the documents themselves and refined once; left out where unsure;
- CGN tag: the tag with the highest log P_model(tag | token) + log P(m | tag), counted over the tagged documents;
- lemma: the old one, unless the model's differs from it only by the marks (_) that the newer scheme has; left out
  where the two disagree otherwise;
- relations: the old head and relation, unless the model finds the same head with a relation that the old one is
  systematically renamed to; a sentence that differs in a relation whose heads agree clearly less than they do on the
  selection file takes the model's tree.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Token

sys.path.insert(0, str(Path(__file__).parent))
from ops import use_fast_ops
from prepare import convert, rare_lemmas, without

from pipeline.annotate.model import read_model

_SURE = 0.7
_OPEN = ("VERB", "NOUN", "ADJ", "PROPN")
Array = Any


def label_of(token: Token) -> str:
    """Return part of speech and features as one label."""
    feats = str(token.morph)
    return f"{token.pos_}|{feats}" if feats else str(token.pos_)


def log_softmax(scores: Array) -> Array:
    """Return the logarithms of probabilities, row by row."""
    scores = np.asarray(scores) - np.max(scores, axis=1, keepdims=True)
    return scores - np.log(np.exp(scores).sum(1, keepdims=True))


def certainty(joint: Array) -> Array:
    """Return the probability of the best label of each row."""
    return 1 / np.exp(joint - joint.max(1, keepdims=True)).sum(1)


def is_tree(heads: Sequence[int]) -> bool:
    """Say whether every token leads to a root."""
    for start in range(len(heads)):
        seen, at = set(), start
        while heads[at] != at:
            if at in seen:
                return False
            seen.add(at)
            at = heads[at]
    return True


def bare(nlp: Language, doc: Doc) -> Doc:
    """Return a document with the treebank's words and sentences, and nothing else."""
    return Doc(
        nlp.vocab,
        words=[t.text for t in doc],
        spaces=[bool(t.whitespace_) for t in doc],
        sent_starts=[bool(t.is_sent_start) for t in doc],
    )


@dataclass
class View:
    """What a model makes of documents: its annotation, and its log probabilities per token and label."""

    docs: list[Doc]
    tags: list[Array]
    morphs: list[Array]


def view(nlp: Language, docs: Sequence[Doc]) -> View:
    """Return a model's view of documents, on the treebank's own tokens and sentences."""
    tok2vec, tagger, morpher = (nlp.get_pipe(n) for n in ("tok2vec", "tagger", "morphologizer"))
    seen = View([], [], [])
    for old in docs:
        doc = tok2vec(bare(nlp, old))
        seen.tags.append(log_softmax(tagger.model.predict([doc])[0]))
        seen.morphs.append(log_softmax(morpher.model.predict([doc])[0]))
        for name, pipe in nlp.pipeline:
            if name != "tok2vec":
                doc = pipe(doc)
        seen.docs.append(doc)
    return seen


@dataclass
class Labels:
    """For each document and token the new label's number and how sure it is."""

    names: list[tuple[str, str]]
    best: list[Array]
    sure: list[Array]


def new_labels(labels: Sequence[str], old: Sequence[Doc], probabilities: Sequence[Array]) -> Labels:
    """Return the new parts of speech and features."""
    names = []
    for label in labels:
        feats = dict(f.split("=", 1) for f in label.split("|") if "=" in f)
        pos = feats.pop("POS", "")
        names.append((pos, "|".join(f"{k}={v}" for k, v in sorted(feats.items()))))
    old_labels = sorted({label_of(t) for doc in old for t in doc})
    index = {label: i for i, label in enumerate(old_labels)}
    given = [np.array([index[label_of(t)] for t in doc]) for doc in old]
    best = [p.argmax(1) for p in probabilities]
    joint: list[Array] = []
    for _ in range(2):
        counts = np.full((len(old_labels), len(names)), 0.02)
        for was, now in zip(given, best, strict=True):
            np.add.at(counts, (was, now), 1)
        channel = np.log(counts / counts.sum(0, keepdims=True))
        joint = [p + channel[was] for p, was in zip(probabilities, given, strict=True)]
        best = [j.argmax(1) for j in joint]
    return Labels(names, best, [certainty(j) for j in joint])


def new_tags(tags: Sequence[str], base: Sequence[Doc], morphs: Labels, probabilities: Sequence[Array]) -> Labels:
    """Return the CGN tags that go with the new labels."""
    at = {tag: i for i, tag in enumerate(tags)}
    label_at = {f"{pos}|{feats}" if feats else pos: i for i, (pos, feats) in enumerate(morphs.names)}
    counts = np.full((len(tags), len(morphs.names)), 0.01)
    for doc in base:
        for t in doc:
            if t.tag_ in at and label_of(t) in label_at:
                counts[at[t.tag_], label_at[label_of(t)]] += 1
    channel = np.log(counts / counts.sum(1, keepdims=True))
    joint = [p + channel[:, best].T for p, best in zip(probabilities, morphs.best, strict=True)]
    return Labels([(tag, "") for tag in tags], [j.argmax(1) for j in joint], [certainty(j) for j in joint])


@dataclass
class Relations:
    """Which old relations are renamed to which, and which tell that a sentence is better parsed anew."""

    renamed: set[tuple[str, str]]
    doubtful: set[str]


def compare(nlp: Language, old: Sequence[Doc], seen: Sequence[Doc], select: Sequence[Doc]) -> Relations:
    """Compare old relations with a model's, and the model with the selection file."""
    usual, usual_same = Counter[str](), Counter[str]()
    for gold in select:
        doc = bare(nlp, gold)
        for _, pipe in nlp.pipeline:
            doc = pipe(doc)
        for t, u in zip(gold, doc, strict=True):
            usual[t.dep_] += 1
            usual_same[t.dep_] += t.head.i == u.head.i
    total, same = Counter[str](), Counter[str]()
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for gold, doc in zip(old, seen, strict=True):
        for t, u in zip(gold, doc, strict=True):
            total[t.dep_] += 1
            if t.head.i == u.head.i:
                same[t.dep_] += 1
                names[t.dep_][u.dep_] += 1
    renamed = {(a, b) for a in names for b, n in names[a].items() if n >= max(5, 0.06 * same[a])}
    doubtful = {
        a for a in total if usual[a] >= 10 and total[a] >= 100 and same[a] / total[a] < 0.82 * usual_same[a] / usual[a]
    } - {"punct"}
    print("renamed:", sorted((a, b) for a, b in renamed if a != b))
    print("a sentence that differs in these is parsed anew:", sorted(doubtful))
    return Relations(renamed, doubtful)


def new_tree(old: Doc, seen: Doc, relations: Relations) -> tuple[list[int], list[str]]:
    """Return heads and relations of a document."""
    replaced: set[int] = set()
    for sent in old.sents:
        if any(t.dep_ in relations.doubtful and t.head.i != seen[t.i].head.i for t in sent):
            replaced.update(t.i for t in sent)
    heads, deps = [], []
    for t, u in zip(old, seen, strict=True):
        renamed = t.head.i == u.head.i and (t.dep_, u.dep_) in relations.renamed
        heads.append(u.head.i if t.i in replaced else t.head.i)
        deps.append(u.dep_ if t.i in replaced or renamed else t.dep_)
    return (heads, deps) if is_tree(heads) else ([t.head.i for t in old], [t.dep_ for t in old])


def new_lemma(old: Token, seen: Token) -> str:
    """Return a token's lemma in the newer scheme, empty where the two can't be brought together."""
    a, b = old.lemma_, seen.lemma_
    if a.lower() in (b.lower(), b.replace("_", "").lower()):
        return str(b)
    return str(a) if "_" not in b and old.pos_ not in _OPEN else ""


def rebuild(nlp: Language, old: Sequence[Doc], seen: View, morphs: Labels, tags: Labels, trees: Relations) -> list[Doc]:
    """Return the old documents in the newest scheme."""
    out = []
    for k, (doc, guess) in enumerate(zip(old, seen.docs, strict=True)):
        heads, deps = new_tree(doc, guess, trees)
        labels = [
            morphs.names[g] if s >= _SURE else ("", "") for g, s in zip(morphs.best[k], morphs.sure[k], strict=True)
        ]
        new = Doc(
            nlp.vocab,
            words=[t.text for t in doc],
            spaces=[bool(t.whitespace_) for t in doc],
            tags=[
                tags.names[g][0] if s >= _SURE and m >= _SURE else ""
                for g, s, m in zip(tags.best[k], tags.sure[k], morphs.sure[k], strict=True)
            ],
            pos=[pos for pos, _ in labels],
            morphs=[feats for _, feats in labels],
            lemmas=[new_lemma(t, u) for t, u in zip(doc, guess, strict=True)],
            heads=heads,
            deps=deps,
        )
        for t in new:
            if not t.pos:
                t.set_morph(None)  # no label, rather than an empty one that would be learned
        out.append(new)
    return out


def main() -> None:
    """Read the arguments, write OUT/train.spacy and OUT/select.spacy."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("model", "train", "base", "out"):
        parser.add_argument(name, type=Path)
    args = parser.parse_args()
    use_fast_ops()
    nlp = read_model(args.model)
    old = [convert(d, True) for d in DocBin().from_disk(args.train).get_docs(nlp.vocab) if not d[0].tag]
    base = list(DocBin().from_disk(args.base / "train.spacy").get_docs(nlp.vocab))
    select = list(DocBin().from_disk(args.base / "select.spacy").get_docs(nlp.vocab))
    seen = view(nlp, old)
    morphs = new_labels(nlp.get_pipe("morphologizer").labels, old, seen.morphs)
    tags = new_tags(nlp.get_pipe("tagger").labels, base, morphs, seen.tags)
    out = rebuild(nlp, old, seen, morphs, tags, compare(nlp, old, seen.docs, select))
    rare = rare_lemmas([*base, *out], 3)
    args.out.mkdir(parents=True, exist_ok=True)
    DocBin(docs=[*base, *(without(doc, rare) for doc in out)]).to_disk(args.out / "train.spacy")
    (args.out / "select.spacy").write_bytes((args.base / "select.spacy").read_bytes())
    tokens = [t for doc in out for t in doc]
    print(
        len(tokens),
        "tokens;",
        sum(not t.pos for t in tokens),
        "without label,",
        sum(not t.tag for t in tokens),
        "without tag",
    )


if __name__ == "__main__":
    main()
