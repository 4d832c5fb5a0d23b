"""What the contract promises, held on every document of the corpus."""

import json
import re
from pathlib import Path

import jsonschema
import pytest

from pipeline.document import Block, BlockKind, Document, Unit, UnitKind
from pipeline.extract.mention import StatementValue, mention
from pipeline.read import read_document
from pipeline.record import json_schema
from pipeline.run import process
from pipeline.span import HYPHENS, Passage, Span, rebuild
from pipeline.write import record_yaml

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
DOCUMENTS = sorted(p for p in CORPUS.glob("*") if p.suffix in {".txt", ".md"})
BROKEN = re.compile(rf"[{HYPHENS}][ \t\r]*\n\s*")


@pytest.fixture(scope="module", params=DOCUMENTS, ids=lambda p: p.name)
def read(request, rules, nlp):
    document = read_document(request.param)
    return document, process(document, rules, nlp)


def places(record):
    return (record.source, *getattr(record, "also_at", ()))


def rebuilt(piece, text):
    """A slice rebuilds a text: white space folded, hyphens at line ends kept or dropped."""

    def folded(t):
        return " ".join(t.split())

    return folded(text) in {folded(BROKEN.sub("", piece)), folded(BROKEN.sub("-", piece)), folded(piece)}


def test_every_text_is_rebuilt_from_its_place(read):
    document, record = read
    for one in record.records():
        for place in places(one):
            assert rebuilt(document.text[place.start : place.end], one.text), one.id


def test_every_file_validates(read):
    _, record = read
    jsonschema.validate(json.loads(record.model_dump_json()), json_schema())


def test_every_link_resolves_and_points_to_its_kind(read):
    _, record = read
    prefixes = {
        "goals": "doel",
        "timelines": "tijd",
        "partners": "partner",
        "legal_references": "wet",
        "frameworks": "kader",
    }
    ids = {r.id for r in record.records()}
    for activity in record.activities:
        for field, prefix in prefixes.items():
            for target in getattr(activity, field):
                assert target in ids
                assert target.startswith(prefix)


def test_the_same_input_gives_the_same_bytes(read, rules, nlp):
    document, record = read
    assert record_yaml(process(document, rules, nlp)) == record_yaml(record)


def test_an_inserted_sentence_changes_no_other_id(read, rules, nlp):
    document, record = read
    added = "Deze tekst is vandaag geplaatst.\n\n"
    longer = Document(document.id, document.source, document.sha256, document.media_type, added + document.text)
    after = {r.id: r for r in process(longer, rules, nlp).records()}
    for one in record.records():
        assert one.id in after
        assert after[one.id].source.start == one.source.start + len(added)


def test_rules_are_named_by_every_record(read, rules):
    _, record = read
    for one in record.records():
        assert one.rule in rules.lines or one.rule in ("weights/goal", "weights/activity"), one.rule


def test_a_mention_over_a_page_number_has_the_text_of_its_place():
    text = "We openen een loket voor\n\n3\n\ninwoners."
    passage = Passage.of(text, [Span(0, 24), Span(29, 38)])
    unit = Unit(0, UnitKind.SENTENCE, Block(0, BlockKind.PARAGRAPH, passage), passage, ())
    whole = mention("goal", unit, 0, len(passage.text), "doelen/x", 0.9, StatementValue())
    assert whole.text == rebuild(text, whole.span) == "We openen een loket voor"
