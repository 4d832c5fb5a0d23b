"""Columns say of each token what the token itself says."""

from pathlib import Path

import spacy

from pipeline.annotate.columns import Columns, Names

CORPUS = Path(__file__).parents[2] / "corpus"


def test_columns_say_what_tokens_say(nlp):
    text = (CORPUS / "uitvoeringsprogramma-jeugd-2025-2026.txt").read_text()
    names = Names(nlp.vocab)
    docs = list(nlp.pipe([*text.split("\n")[:120], "", "twee  spaties ", "\n"]))
    assert sum(map(len, docs)) > 300
    for doc in docs:
        columns = Columns(doc, names)
        children = columns.children()
        assert len(children) == len(columns.words) == len(doc)
        for token, below in zip(doc, children, strict=True):
            i = token.i
            assert below == [child.i for child in token.children]
            assert columns.heads[i] == token.head.i
            assert (columns.words[i], columns.pos[i], columns.deps[i]) == (token.lower_, token.pos_, token.dep_)
            assert columns.lemmas[i] == token.lemma_.lower().replace("_", "")
            assert bool(columns.spaces[i]) == token.is_space
            for name in ("VerbForm", "Tense", "PronType", "Number", "Absent"):
                assert list(columns.features(i, name)) == token.morph.get(name, [])


def test_a_feature_may_have_several_values_and_a_word_none():
    doc = spacy.blank("nl")("wie dan")
    doc[0].set_morph("PronType=Int,Rel|Number=Sing")
    columns = Columns(doc, Names(doc.vocab))
    assert list(columns.features(0, "PronType")) == ["Int", "Rel"]
    assert list(columns.features(1, "PronType")) == []
