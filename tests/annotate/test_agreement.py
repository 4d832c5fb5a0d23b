"""The step that makes tags and tree agree: on trees of our own, and with the bundled labels."""

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc

from pipeline.annotate.agreement import Agreement, Table, places, split_label

INF, PLURAL, NOUN = "WW|inf|vrij|zonder", "WW|pv|tgw|mv", "N|soort|mv|basis"
VERB, AUX = "POS=VERB|VerbForm=Inf", "POS=AUX|VerbForm=Fin"


def tree(words, heads, deps, tags=None):
    vocab = spacy.blank("nl").vocab
    return Doc(vocab, words=words, heads=heads, deps=deps, tags=tags or [""] * len(words))


# (words, heads, relations, tags, places)
PLACES = [
    # a verb with a subject and no other finite verb
    (["Wij", "werken"], [1, 1], ["nsubj", "ROOT"], ["", INF], ["nsubj 0000", "ROOT 0010"]),
    # an auxiliary is finite, and the subject counts for both
    (
        ["Wij", "kunnen", "werken"], [2, 2, 2], ["nsubj", "aux", "ROOT"], ["", PLURAL, INF],
        ["nsubj 0000", "aux 0010", "ROOT 0110"],
    ),
    # "te" stands before it
    (["om", "te", "werken"], [2, 2, 2], ["mark", "mark", "ROOT"], None, ["mark 0000", "mark 0000", "ROOT 0001"]),
    # a name of two words
    (["Jan", "Jansen"], [0, 0], ["ROOT", "flat"], None, ["ROOT 1000", "flat 1000"]),
    # another clause's finite verb does not count
    (
        ["Wij", "zien", "dat", "zij", "werken"], [1, 1, 4, 4, 1], ["nsubj", "ROOT", "mark", "nsubj", "ccomp"],
        ["", PLURAL, "", "", INF],
        ["nsubj 0000", "ROOT 0010", "mark 0000", "nsubj 0000", "ccomp 0010"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("words", "heads", "deps", "tags", "wanted"), PLACES)
def test_places(words, heads, deps, tags, wanted):
    assert places(tree(words, heads, deps, tags)) == wanted


@pytest.mark.parametrize(
    ("label", "wanted"),
    [("POS=VERB", ("VERB", "")), ("A=1|POS=X|B=2", ("X", "A=1|B=2")), ("_", ("", "")), ("", ("", ""))],
)
def test_split_label(label, wanted):
    assert split_label(label) == wanted


class _Pipe:
    """A component that scores its labels as we say."""

    def __init__(self, labels, scores):
        self.labels, self.model = labels, self
        self._scores = scores

    def predict(self, docs):
        return [np.array(self._scores[: len(doc)], dtype="float32") for doc in docs]


class _Nlp:
    def __init__(self, **pipes):
        self._pipes = pipes

    def get_pipe(self, name):
        return self._pipes[name]


def step(tag_scores, table, weight=0.5):
    nlp = _Nlp(tagger=_Pipe((INF, PLURAL), tag_scores), morphologizer=_Pipe((VERB, AUX), [[1.0, 0.0]] * 9))
    made = Agreement(nlp, "tagger", "morphologizer", weight)
    made.set_table(table)
    return made


TABLE = Table(
    tags={"ROOT 0010": {PLURAL: 90, INF: 1}, "ROOT 0110": {INF: 90}, "nsubj 0000": {INF: 1, PLURAL: 1}},
    morphs={"ROOT 0010": {VERB: 90}, "ROOT 0110": {VERB: 90}, "aux 0010": {AUX: 90}, "nsubj 0000": {VERB: 5, AUX: 5}},
)


def test_a_verb_with_a_subject_and_no_other_finite_verb_is_finite():
    doc = tree(["Wij", "werken"], [1, 1], ["nsubj", "ROOT"], [PLURAL, INF])
    step([[0.0, 1.0], [0.5, 0.0]], TABLE)(doc)
    assert doc[1].tag_ == PLURAL


def test_a_sure_tag_stays():
    doc = tree(["Wij", "werken"], [1, 1], ["nsubj", "ROOT"], [PLURAL, INF])
    step([[0.0, 1.0], [30.0, 0.0]], TABLE)(doc)
    assert doc[1].tag_ == INF


def test_without_a_table_nothing_changes():
    doc = tree(["Wij", "werken"], [1, 1], ["nsubj", "ROOT"], [PLURAL, INF])
    step([[0.0, 1.0], [0.5, 0.0]], Table(tags={}, morphs={}))(doc)
    assert [t.tag_ for t in doc] == [PLURAL, INF]


def test_an_auxiliary_of_the_tree_is_one_in_its_part_of_speech():
    doc = tree(["Wij", "hebben", "gewerkt"], [2, 2, 2], ["nsubj", "aux", "ROOT"], [PLURAL, INF, INF])
    step([[0.0, 1.0], [1.0, 0.0], [1.0, 0.0]], TABLE)(doc)
    assert doc[1].pos_ == "AUX"
    assert str(doc[1].morph) == "VerbForm=Fin"


def test_the_table_survives_the_disk(tmp_path):
    made = step([[0.0, 1.0]], TABLE)
    made.to_disk(tmp_path / "a")
    again = step([[0.0, 1.0]], Table(tags={}, morphs={})).from_disk(tmp_path / "a")
    assert again.to_bytes() == made.to_bytes()
    assert step([[0.0, 1.0]], Table(tags={}, morphs={})).from_bytes(made.to_bytes()).to_bytes() == made.to_bytes()


def test_a_batch_gives_what_its_documents_give():
    docs = [tree(["Wij", "werken"], [1, 1], ["nsubj", "ROOT"], [PLURAL, INF]) for _ in range(3)]
    found = list(step([[0.0, 1.0], [0.5, 0.0]], TABLE).pipe(docs, batch_size=2))
    assert [d[1].tag_ for d in found] == [PLURAL] * 3
