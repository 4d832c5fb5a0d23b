"""From blocks to units, and which models can be named."""

import json
import re
import shutil
import time
from itertools import pairwise
from pathlib import Path

import pytest
import spacy
import srsly
from hypothesis import given
from hypothesis import strategies as st
from spacy.training import Example

import pipeline
from pipeline.annotate import BLANK, BUNDLED, annotate, load_model, model_id, sentence
from pipeline.annotate.lemmas import NAME
from pipeline.document import Block, BlockKind, Document, Layout, Role, Section, UnitKind
from pipeline.errors import ModelError, UsageError
from pipeline.span import Passage, Span

_NLP = load_model()
_FOLDER = Path(pipeline.__file__).parent / "model" / BUNDLED
_WITH_HASH = re.compile(r"(?P<name>\w+)-(?P<version>\d+\.\d+\.\d+) (?P<hash>[0-9a-f]{16})")


def _reading(document, *parts, role=None, nlp=_NLP):
    """Return the reading of blocks, given as (kind, text) each, in a section with a role."""
    text = "\n\n".join(part for _, part in parts)
    blocks, at = [], 0
    for number, (kind, part) in enumerate(parts):
        blocks.append(Block(number, kind, Passage.of(text, [Span(at, at + len(part))]), section=1))
        at += len(part) + 2
    sections = (Section(0, None, 0), Section(1, 0, 1, role=role))
    return annotate(Layout(document(text), sections, tuple(blocks)), nlp)


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


def _trained(folder, seed=0, name="proef", version="1.2.3"):
    """Write a small trained pipeline: a tagger that has seen one sentence."""
    nlp = spacy.blank("nl")
    nlp.add_pipe("tagger")
    nlp.meta.update(name=name, version=version)
    spacy.util.fix_random_seed(seed)
    nlp.initialize(lambda: [Example.from_dict(nlp.make_doc("Wij starten"), {"tags": ["VNW", "WW"]})])
    nlp.to_disk(folder)
    return folder


def _copy(folder):
    return Path(shutil.copytree(_FOLDER, folder))


def test_the_bundled_model_is_what_is_used_where_none_is_named():
    assert BUNDLED == "nl_beleid_sm"
    assert load_model().lang == "nl"
    assert load_model() is load_model(BUNDLED), "it is loaded once"


def test_the_bundled_model_names_itself_with_version_and_hash():
    found = _WITH_HASH.fullmatch(model_id(load_model()))
    meta = json.loads((_FOLDER / "meta.json").read_text(encoding="utf-8"))
    assert found
    assert (found["name"], found["version"]) == (BUNDLED, meta["version"])
    assert f"{meta['lang']}_{meta['name']}" == BUNDLED


def test_the_bundled_model_gives_clauses(document):
    unit = _reading(document, (BlockKind.PARAGRAPH, "Wij starten een pilot.")).units[0]
    assert [(c.verb, c.main) for c in unit.clauses] == [("starten", True)]
    assert unit.clauses == sentence("Wij starten een pilot.", _NLP).clauses


def test_the_blank_model_can_be_named():
    assert load_model(BLANK).lang == "nl"
    assert load_model(BLANK) is load_model(BLANK), "it is loaded once"
    assert load_model(BLANK) is not load_model()
    assert model_id(load_model(BLANK)) == f"blank-nl-{spacy.__version__}"


def test_the_blank_model_gives_units_without_clauses(document):
    parts = [(BlockKind.HEADING, "Wat gaan we doen?"), (BlockKind.PARAGRAPH, "Wij starten. Daarna stoppen wij.")]
    blank, bundled = _reading(document, *parts, nlp=load_model(BLANK)), _reading(document, *parts)
    assert [u.text for u in blank.units] == ["Wat gaan we doen?", "Wij starten.", "Daarna stoppen wij."]
    assert [u.clauses for u in blank.units] == [()] * 3
    assert [(u.kind, u.span, u.words) for u in blank.units] == [(u.kind, u.span, u.words) for u in bundled.units]
    assert (blank.model, bundled.model) == (model_id(load_model(BLANK)), model_id(load_model()))


@pytest.mark.parametrize("name", ["bestaat-niet", "nl_core_news_enorm", "", "../nergens", "plan.txt", "NL_BELEID_SM"])
def test_an_unknown_model_says_what_can_be_named(name):
    with pytest.raises(ModelError, match=f"{BUNDLED}, .*{BLANK}, or the folder") as caught:
        load_model(name)
    assert isinstance(caught.value, UsageError)
    assert f"'{name}'" in str(caught.value)


def test_a_trained_model_in_a_folder_is_loaded(tmp_path, document):
    nlp = load_model(str(_trained(tmp_path / "nl")))
    found = _WITH_HASH.fullmatch(model_id(nlp))
    assert found
    assert (found["name"], found["version"]) == ("nl_proef", "1.2.3")
    reading = _reading(document, (BlockKind.PARAGRAPH, "Wij starten."), nlp=nlp)
    assert reading.model == model_id(nlp)
    assert reading.units[0].clauses == (), "it has no parser"


def test_a_model_of_another_language_is_refused(tmp_path):
    spacy.blank("de").to_disk(tmp_path / "de")
    with pytest.raises(ModelError, match=f"'de'; name a Dutch one: {BUNDLED}"):
        load_model(str(tmp_path / "de"))


def test_a_folder_that_is_no_model(tmp_path):
    with pytest.raises(ModelError, match="no spaCy pipeline"):
        load_model(str(tmp_path))
    (tmp_path / "meta.json").write_text("{", encoding="utf-8")
    (tmp_path / "config.cfg").write_text("[nlp]\nlang = 3\n", encoding="utf-8")
    with pytest.raises(ModelError, match="no spaCy pipeline"):
        load_model(str(tmp_path))


@pytest.mark.parametrize("file", ["config.cfg", "meta.json", "parser/model", "nl_lemma_table/table.msgpack"])
def test_a_model_that_is_damaged(tmp_path, file):
    damaged = _copy(tmp_path / "nl") / file
    damaged.write_bytes(damaged.read_bytes()[:50])
    with pytest.raises(ModelError, match="no spaCy pipeline"):
        load_model(str(tmp_path / "nl"))


def test_a_copy_of_the_bundled_model_is_the_same_model(tmp_path):
    copied = load_model(str(_copy(tmp_path / "elders")))
    assert model_id(copied) == model_id(load_model())
    text = "De gemeente voert in 2026 de nieuwe regels uit."
    assert sentence(text, copied) == sentence(text, load_model())


def test_different_models_of_one_name_and_version_have_different_ids(tmp_path):
    seeds = {"a": 1, "b": 1, "c": 2}
    one, same, other = (model_id(load_model(str(_trained(tmp_path / name, seed)))) for name, seed in seeds.items())
    assert one == same
    assert one != other
    assert [_WITH_HASH.fullmatch(i)["version"] for i in (one, other)] == ["1.2.3", "1.2.3"]
    assert one.split()[0] == other.split()[0]


def test_a_model_with_another_table_of_lemmas_has_another_id(tmp_path):
    file = _copy(tmp_path / "nl") / NAME / "table.msgpack"
    table = srsly.read_msgpack(file)
    srsly.write_msgpack(file, {**table, "separable": [*table["separable"], "op_fnuiken"]})
    changed = model_id(load_model(str(tmp_path / "nl")))
    assert changed.split()[0] == model_id(load_model()).split()[0]
    assert changed != model_id(load_model())


def test_the_bundled_model_is_small():
    size = sum(p.stat().st_size for p in _FOLDER.rglob("*") if p.is_file())
    assert 0 < size <= 20_000_000


def test_the_bundled_model_says_its_licence_and_its_sources():
    meta = json.loads((_FOLDER / "meta.json").read_text(encoding="utf-8"))
    assert meta["license"] == "CC BY-SA 4.0"
    by_name = {source["name"]: source for source in meta["sources"]}
    for name in ("UD_Dutch-LassySmall", "UD_Dutch-Alpino"):
        assert by_name[name]["license"] == "CC BY-SA 4.0"
        assert by_name[name]["author"]
    licence = (_FOLDER / "LICENSE.md").read_text(encoding="utf-8")
    assert "CC BY-SA 4.0" in licence
    assert all(name in licence for name in by_name if name.startswith("UD_"))
