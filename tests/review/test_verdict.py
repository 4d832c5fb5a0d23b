"""What a verdict holds, and which parts go together."""

import datetime as dt

import msgspec
import pytest

from pipeline.review import Value, Verdict, about, add, judge, now, quote_at, rejudge, value_of
from pipeline.span import Span

AT = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
VALUE = Value("goal", 0, 4)


def test_a_value_holds_what_a_reader_judges(plan, text):
    found = value_of(plan.activities[0], text)
    assert found.kind == "activity"
    assert found.text == text[found.start : found.end] == plan.activities[0].text
    assert found.fields == {"status": "planned"}
    assert found.links["goals"] == (plan.goals[0].id,)
    assert found.links["frameworks"] == ()
    assert value_of(plan.timelines[0], text).fields == {
        "kind": "period",
        "start": "2026-01-01",
        "end": "2026-12-31",
        "modifier": None,
        "timex": "2026",
    }
    assert value_of(plan.goals[0], text).links == {"parent": ()}


def test_every_field_and_link_of_every_kind_is_in_its_value(plan, text):
    left_out = {"id", "text", "section", "source", "also_at", "rule", "confidence", "candidates"}
    for record in plan.records():
        value = value_of(record, text)
        assert {*value.fields, *value.links} == {*type(record).model_fields} - left_out


def test_a_verdict_is_the_same_when_read_back(plan, text):
    one = judge(
        plan.timelines[0],
        plan.document,
        text,
        who="Zoë",
        at=now(),
        verb="aanpassen",
        new=Value("timeline", 3, 9, "2026 é", {"kind": "from", "start": "2026-01-01", "end": None}),
        comment="regel\neen",
    )
    line = msgspec.json.encode(one)
    assert b"\n" not in line
    assert msgspec.json.decode(line, type=Verdict) == one
    assert one.key == plan.timelines[0].id
    assert one.quote.exact == "2026"
    assert one.quote.before.endswith("In ")
    assert one.rule == "timeline/regel"


def test_what_a_later_version_adds_is_passed_over(plan, text):
    one = about(plan.document, who="Anna", at=AT, verb="bekeken")
    data = msgspec.json.decode(msgspec.json.encode(one)) | {"new_in_2": [1]}
    assert msgspec.json.decode(msgspec.json.encode(data), type=Verdict) == one


@pytest.mark.parametrize(
    ("parts", "fault"),
    [
        ({"verb": "klopt", "document": "a"}, "needs 'record' and 'old'"),
        ({"verb": "aanpassen", "document": "a", "record": "doel-1", "old": VALUE}, "needs 'new'"),
        ({"verb": "toevoegen", "document": "a"}, "needs 'new' and no 'record'"),
        ({"verb": "toevoegen", "document": "a", "new": VALUE, "record": "doel-1"}, "needs 'new' and no 'record'"),
        ({"verb": "opmerking", "document": "a", "comment": " "}, "needs a comment"),
        ({"verb": "bekeken"}, "needs a document"),
        ({"verb": "terug"}, "needs 'of'"),
        ({"verb": "bekeken", "document": "a", "who": " "}, "needs the name"),
        ({"verb": "bekeken", "document": "a", "at": dt.datetime(2026, 3, 1)}, "needs a time in UTC"),
    ],
)
def test_parts_that_do_not_go_together(parts, fault):
    with pytest.raises(ValueError, match=fault):
        Verdict(**{"at": AT, "who": "Anna"} | parts)


def test_a_place_that_is_none():
    with pytest.raises(ValueError, match="needs 0 <= start < end"):
        Value("goal", 4, 4)


def test_an_added_record_is_judged_by_the_verdict_that_added_it(plan, text):
    one = add(Value("partner", 8, 16), plan.document, text, who="Anna", at=AT)
    assert one.new.text == text[8:16] == one.quote.exact
    assert one.key == one.id
    other = rejudge(one, who="Bram", at=AT, verb="klopt")
    assert other.record == other.key == one.id
    assert other.old == one.new


def test_a_quote_at_the_edge_of_a_text():
    found = quote_at("abc", Span(0, 3))
    assert (found.before, found.exact, found.after) == ("", "abc", "")
