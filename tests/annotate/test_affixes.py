"""What the embedding layer sees of a word: its beginning and its ends, whatever its case."""

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import fix_random_seed

from pipeline.annotate.affixes import affix_hash_embed, affixes, word_features

_VOCAB = spacy.blank("nl").vocab
_ROWS = [50, 40, 60, 70, 80, 90]


def _doc(*words):
    return Doc(_VOCAB, list(words))


@pytest.fixture(scope="module")
def layer():
    fix_random_seed(1)
    model = affix_hash_embed(8, _ROWS)
    model.initialize(X=[_doc("Wij", "starten", ".")])
    return model


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        # first three, last three, last five
        ("wijkteam", "Wijkteam", (True, True, True)),
        ("WIJKTEAM", "wijkteam", (True, True, True)),
        ("Één", "één", (True, True, True)),
        ("gewandeld", "gehandeld", (False, True, True)),
        ("gewandeld", "gewisseld", (True, True, False)),
        ("mogelijkheid", "overheid", (False, True, False)),
        ("veiligheid", "gezelligheid", (False, True, True)),
        ("opvang", "inkoop", (False, False, False)),
        ("verbeteren", "vergaderen", (True, True, False)),
        ("inkoop", "verkoop", (False, True, False)),
        ("plan", "plannen", (True, False, False)),
        ("en", "een", (False, False, False)),
    ],
)
def test_words_are_compared_by_their_ends(one, other, same):
    assert tuple(a == b for a, b in zip(affixes(one), affixes(other), strict=True)) == same


@pytest.mark.parametrize("word", ["", "a", "op", "wet"])
def test_short_words_have_three_hashes_that_differ(word):
    assert len(set(affixes(word))) == 3


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=12))
def test_case_makes_no_difference(word):
    assert affixes(word) == affixes(word.lower())


def test_features_are_three_of_spacy_and_three_of_ours():
    doc = _doc("Wij", "Wijkteam")
    (array,), _ = word_features()([doc], is_train=False)
    assert array.shape == (2, 6)
    assert array.dtype == np.uint64
    for row, token in zip(array.tolist(), doc, strict=True):
        assert row == [token.norm, token.shape, token.orth, *affixes(token.text)]


def test_a_row_of_width_floats_for_each_token(layer):
    docs = [_doc("Wij", "starten", "nu"), _doc("Plan"), _doc(*["woord"] * 40)]
    out = layer.predict(docs)
    assert [rows.shape for rows in out] == [(3, 8), (1, 8), (40, 8)]
    assert all(rows.dtype == np.float32 and np.isfinite(rows).all() for rows in out)


def test_the_same_word_has_the_same_row_wherever_it_stands(layer):
    first, second = layer.predict([_doc("Wij", "starten", "Wij"), _doc("Nu", "starten")])
    assert np.allclose(first[0], first[2])
    assert np.allclose(first[1], second[1])
    assert not np.allclose(first[0], first[1])
    (again,) = layer.predict([_doc("Nu", "starten")])
    assert np.allclose(again, second)


def test_words_that_share_an_end_are_nearer_than_those_that_share_nothing():
    # Weights are random at the beginning; the distance is a mean over many of them.
    near, far = [], []
    for seed in range(20):
        fix_random_seed(seed)
        model = affix_hash_embed(16, [500] * 6)
        doc = _doc("mogelijkheid", "veiligheid", "parkeren")
        model.initialize(X=[doc])
        (rows,) = model.predict([doc])
        near.append(np.linalg.norm(rows[0] - rows[1]))
        far.append(np.linalg.norm(rows[0] - rows[2]))
    assert np.mean(near) < np.mean(far)


@pytest.mark.parametrize("words", [[[]], [[], ["Wij"]], [["Wij"], [], ["starten"]], [[], []]])
def test_a_document_without_words_has_no_rows(layer, words):
    out = layer.predict([_doc(*w) for w in words])
    assert [rows.shape for rows in out] == [(len(w), 8) for w in words]


def test_no_documents(layer):
    assert layer.predict([]) == []


def test_the_layer_learns(layer):
    docs = [_doc("Wij", "starten"), _doc()]
    out, back = layer(docs, is_train=True)
    assert back([np.ones_like(rows) for rows in out]) == []
    grads = [node.get_grad("E") for node in layer.walk() if node.has_grad("E")]
    assert len(grads) == 6
    assert all(np.abs(grad).sum() > 0 for grad in grads)


def test_the_layer_is_written_and_read(layer):
    docs = [_doc("Wij", "starten", "met", "mantelzorgondersteuning")]
    wanted = layer.predict(docs)
    fresh = affix_hash_embed(8, _ROWS)
    fresh.from_bytes(layer.to_bytes())
    assert all(np.allclose(a, b) for a, b in zip(fresh.predict(docs), wanted, strict=True))
    assert fresh.predict([_doc("nieuw", "Wij")])[0].shape == (2, 8)


def test_what_the_layer_has_read_is_no_part_of_it(layer):
    before = layer.to_bytes()
    layer.predict([_doc("een", "woord", "dat", "nergens", "anders", "staat")])
    assert layer.to_bytes() == before


def test_the_layer_has_a_name_in_configs():
    assert registry.architectures.get("doelenboom.AffixHashEmbed.v1") is affix_hash_embed
