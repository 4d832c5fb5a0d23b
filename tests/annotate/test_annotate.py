"""From blocks to units, and which models can be named."""

import time
from itertools import pairwise

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from pipeline.annotate import BLANK, annotate, load_model, model_id
from pipeline.document import Block, BlockKind, Document, Layout, Role, Section, UnitKind
from pipeline.errors import ModelError, UsageError
from pipeline.span import Passage, Span

_NLP = load_model()


def _reading(document, *parts, role=None):
    """Return the reading of blocks, given as (kind, text) each, in a section with a role."""
    text = "\n\n".join(part for _, part in parts)
    blocks, at = [], 0
    for number, (kind, part) in enumerate(parts):
        blocks.append(Block(number, kind, Passage.of(text, [Span(at, at + len(part))]), section=1))
        at += len(part) + 2
    sections = (Section(0, None, 0), Section(1, 0, 1, role=role))
    return annotate(Layout(document(text), sections, tuple(blocks)), _NLP)


@pytest.mark.parametrize(
    ("kind", "unit"),
    [
        (BlockKind.HEADING, UnitKind.HEADING),
        (BlockKind.ITEM, UnitKind.ITEM),
        (BlockKind.CELL, UnitKind.CELL),
        (BlockKind.PARAGRAPH, UnitKind.SENTENCE),
        (BlockKind.FOOTNOTE, UnitKind.SENTENCE),
    ],
)
def test_what_a_block_becomes(document, kind, unit):
    reading = _reading(document, (kind, "Wij starten een pilot"))
    assert [(u.kind, u.text) for u in reading.units] == [(unit, "Wij starten een pilot")]


def test_furniture_becomes_nothing(document):
    reading = _reading(document, (BlockKind.FURNITURE, "Pagina 3"), (BlockKind.PARAGRAPH, "Wij starten."))
    assert [u.text for u in reading.units] == ["Wij starten."]
    assert reading.of_block(0) == ()
    assert reading.of_block(1) == reading.units


def test_paragraphs_are_cut_into_sentences_and_items_are_not(document):
    text = "Wij starten in 2025. Daarna volgt de evaluatie."
    reading = _reading(document, (BlockKind.PARAGRAPH, text), (BlockKind.ITEM, text))
    first, second, item = reading.units
    assert (first.text, second.text, item.text) == ("Wij starten in 2025.", "Daarna volgt de evaluatie.", text)
    assert (first.previous, second.previous, item.previous) == (None, 0, None)
    assert [u.span.of(reading.document.text) for u in reading.units] == [first.text, second.text, text]


def test_a_label_is_cut_only_where_it_holds_sentences(document):
    short, long = "GGD en huisartsen", "GGD. Wij starten in 2025 met huisartsen."
    reading = _reading(document, (BlockKind.LABEL, short), (BlockKind.LABEL, long))
    assert [u.kind for u in reading.units] == [UnitKind.ITEM, UnitKind.SENTENCE, UnitKind.SENTENCE]


def test_words_are_in_lower_case_without_white_space(document):
    unit = _reading(document, (BlockKind.PARAGRAPH, "Wij   starten\nmet de Wmo-hulp (2025).")).units[0]
    assert unit.words[:4] == ("wij", "starten", "met", "de")
    assert all(word == word.lower() and word.strip() for word in unit.words)


def test_a_unit_has_the_role_of_its_section_unless_it_has_one(document):
    reading = _reading(document, (BlockKind.ITEM, "Inwoners doen mee"), role=Role.GOALS)
    assert reading.units[0].role is Role.GOALS
    assert _reading(document, (BlockKind.ITEM, "Inwoners doen mee")).units[0].role is None


def test_what_is_too_long_for_a_unit_is_cut_and_nothing_is_lost(document):
    for kind in (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.CELL, BlockKind.HEADING):
        reading = _reading(document, (kind, "inwoner " * 12_000 + "einde"))
        assert len(reading.units) > 1
        assert max(len(u.text) for u in reading.units) <= 5_000
        assert "".join(u.text for u in reading.units).replace(" ", "") == "inwoner" * 12_000 + "einde"


@pytest.mark.parametrize("sign", ["(", "a", ".", "'", "-", "€1,"])
def test_much_without_white_space_takes_no_more_than_seconds(document, sign):
    # The bound is generous; what it is there for took hours.
    begin = time.perf_counter()
    text = sign * (200_000 // len(sign))
    reading = _reading(document, (BlockKind.PARAGRAPH, text))
    assert "".join(u.text for u in reading.units) == text
    assert "".join("".join(u.words) for u in reading.units) == text
    assert time.perf_counter() - begin < 60


@given(st.lists(st.text(st.sampled_from("aB. !\n(é1-"), min_size=1).filter(str.strip), min_size=1, max_size=5))
def test_every_character_of_a_paragraph_lies_in_one_unit(parts):
    text = "\n\n".join(part.strip() for part in parts)
    document = Document("a", "a", "0" * 64, "text/plain", text)
    block = Block(0, BlockKind.PARAGRAPH, Passage.of(text, [Span(0, len(text))]))
    reading = annotate(Layout(document, (Section(0, None, 0),), (block,)), _NLP)
    assert "".join(u.text for u in reading.units).replace(" ", "") == block.passage.text.replace(" ", "")
    places = [u.span for u in reading.units]
    assert all(a.end <= b.start for a, b in pairwise(places))


def test_the_blank_model_is_there_and_names_itself():
    assert load_model().lang == "nl"
    assert load_model() is load_model(BLANK), "it is loaded once"
    assert model_id(load_model()) == "blank-nl"


@pytest.mark.parametrize("name", ["bestaat-niet", "nl_core_news_enorm", "", "../nergens", "plan.txt"])
def test_an_unknown_model_says_what_can_be_named(name):
    with pytest.raises(ModelError, match="blank") as caught:
        load_model(name)
    assert isinstance(caught.value, UsageError)
    assert f"'{name}'" in str(caught.value)


def test_a_model_in_a_folder_is_loaded_and_one_of_another_language_is_not(tmp_path):
    dutch = spacy.blank("nl")
    dutch.add_pipe("sentencizer")
    dutch.meta.update(name="proef", version="1.2.3")
    dutch.to_disk(tmp_path / "nl")
    assert model_id(load_model(str(tmp_path / "nl"))) == "nl_proef-1.2.3"
    spacy.blank("de").to_disk(tmp_path / "de")
    with pytest.raises(ModelError, match="Dutch"):
        load_model(str(tmp_path / "de"))


def test_a_folder_that_is_no_model(tmp_path):
    with pytest.raises(ModelError, match="no spaCy pipeline"):
        load_model(str(tmp_path))
    (tmp_path / "meta.json").write_text("{", encoding="utf-8")
    (tmp_path / "config.cfg").write_text("[nlp]\nlang = 3\n", encoding="utf-8")
    with pytest.raises(ModelError, match="no spaCy pipeline"):
        load_model(str(tmp_path))
