"""The contract: ids that last, links that resolve, and a schema that says the same."""

import json
import re

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from pipeline.record import (
    FIELDS,
    PREFIX,
    Activity,
    DocumentInfo,
    Goal,
    LegalReference,
    Partner,
    PolicyRecord,
    Source,
    Timeline,
    json_schema,
    normalise,
    record_id,
)

INFO = DocumentInfo(
    id="plan.txt", source="plan.txt", sha256="0" * 64, media_type="text/plain", title=None, kind="beleidsplan"
)
PLACE = Source(start=3, end=9)


def _id(kind, text, unit="eenheid", rank=0):
    return record_id("plan.txt", kind, text, unit, rank)


def _goal(text, **more):
    return Goal(id=_id("goal", text), text=text, source=PLACE, rule="doelen/kop", confidence=0.9, **more)


def _activity(text, **more):
    place = {"source": PLACE, "rule": "activiteiten/kop", "confidence": 1, "status": "planned"}
    return Activity(id=_id("activity", text), text=text, **place, **more)


def _time(text, **more):
    place = {"source": PLACE, "rule": "tijd/jaar", "confidence": 0}
    return Timeline(id=_id("timeline", text), text=text, kind="period", **place, **more)


# Ids.


@pytest.mark.parametrize("kind", PREFIX)
def test_an_id_is_a_prefix_and_sixteen_hex_digits(kind):
    assert re.fullmatch(rf"{PREFIX[kind]}-[0-9a-f]{{16}}", _id(kind, "Inwoners doen mee"))


def test_an_id_that_was_given_out_stays():
    # Whoever keeps a link to a record keeps it by this; a change here is a break of the contract.
    found = record_id("plan.txt", "goal", "Inwoners doen mee", "Inwoners doen mee")
    assert found == "doel-85ab474e7ba9b3c5"


@pytest.mark.parametrize(
    "other",
    [
        ("ander.txt", "goal", "Inwoners doen mee", "Inwoners doen mee", 0),
        ("plan.txt", "activity", "Inwoners doen mee", "Inwoners doen mee", 0),
        ("plan.txt", "goal", "Inwoners doen niet mee", "Inwoners doen mee", 0),
        ("plan.txt", "goal", "Inwoners doen mee", "Dat inwoners doen mee", 0),
        ("plan.txt", "goal", "Inwoners doen mee", "Inwoners doen mee", 1),
    ],
)
def test_all_that_tells_records_apart_is_in_the_id(other):
    assert record_id(*other) != record_id("plan.txt", "goal", "Inwoners doen mee", "Inwoners doen mee")


@pytest.mark.parametrize(
    "text", ["inwoners doen mee", " Inwoners  doen\nmee. ", "“Inwoners doen mee”", "INWONERS DOEN MEE!"]
)
def test_signs_and_case_are_not_in_the_id(text):
    assert _id("goal", text) == _id("goal", "Inwoners doen mee")


@given(st.text(max_size=30), st.text(max_size=30))
def test_where_one_part_ends_and_the_next_begins_is_in_the_id(one, other):
    same = normalise(one + "b") == normalise(one) and normalise("b" + other) == normalise(other)
    assert (record_id("p", "goal", one + " b", other) == record_id("p", "goal", one, "b " + other)) is same


# Links.


def test_links_that_resolve():
    goal, above, when = _goal("een"), _goal("twee"), _time("2024")
    child = _goal("drie", parent=above.id)
    act = _activity("doen", goals=(goal.id, above.id), timelines=(when.id,))
    record = PolicyRecord(document=INFO, goals=(goal, above, child), activities=(act,), timelines=(when,))
    assert record.counts() == dict(zip(FIELDS, (3, 1, 1, 0, 0, 0, 0, 0), strict=True))
    assert record.without_links() == 0
    assert [r.id for r in record.records()] == [goal.id, above.id, child.id, act.id, when.id]


def test_an_activity_without_a_goal_is_counted():
    record = PolicyRecord(document=INFO, activities=(_activity("een"), _activity("twee")))
    assert record.without_links() == 2


@pytest.mark.parametrize(
    "fields",
    [
        {"activities": (_activity("doen", goals=(_id("goal", "weg"),)),)},
        {"activities": (_activity("doen", timelines=(_id("timeline", "weg"),)),)},
        {"goals": (_goal("een", parent=_id("goal", "weg")),)},
        {"goals": (_goal("een", parent=_id("goal", "een")),)},
        {"goals": (_goal("een"), _goal("een"))},
    ],
)
def test_links_that_do_not_resolve_and_ids_that_are_given_twice_are_refused(fields):
    with pytest.raises(ValidationError):
        PolicyRecord(document=INFO, **fields)


def test_a_link_is_to_its_own_kind():
    with pytest.raises(ValidationError):
        _activity("doen", goals=(_id("timeline", "2024"),))
    with pytest.raises(ValidationError):
        _goal("een", parent=_id("activity", "doen"))


# What fits and what doesn't; the schema says the same.

GOOD = PolicyRecord(
    document=INFO,
    goals=(_goal("een"),),
    activities=(_activity("doen", goals=(_id("goal", "een"),)),),
    timelines=(_time("2024", start="2024-01-01", end="2024-12-31", modifier="start", timex="2024"),),
)


def _changed(path, value):
    data = json.loads(GOOD.model_dump_json())
    at = data
    for step in path[:-1]:
        at = at[step]
    if value is ...:
        del at[path[-1]]
    else:
        at[path[-1]] = value
    return data


def test_a_good_record_validates_by_model_and_schema():
    data = json.loads(GOOD.model_dump_json())
    assert PolicyRecord.model_validate(data) == GOOD
    jsonschema.Draft202012Validator.check_schema(json_schema())
    jsonschema.validate(data, json_schema(), jsonschema.Draft202012Validator)
    assert json_schema()["version"] == data["schema_version"] == 1


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema_version",), 2),
        (("document", "sha256"), "abc"),
        (("document", "kind"), "roman"),
        (("document", "kleur"), "rood"),
        (("goals", 0, "id"), "doel-123"),
        (("goals", 0, "id"), "act-" + "0" * 16),
        (("goals", 0, "text"), ...),
        (("goals", 0, "confidence"), 1.01),
        (("goals", 0, "confidence"), -0.01),
        (("goals", 0, "source", "start"), -1),
        (("goals", 0, "source", "boxes"), [{"page": 0, "bbox": [0, 0, 1, 1]}]),
        (("goals", 0, "source", "boxes"), [{"page": 1, "bbox": [0, 0, 1]}]),
        (("activities", 0, "status"), "misschien"),
        (("activities", 0, "goals"), ["tijd-" + "0" * 16]),
        (("timelines", 0, "kind"), "ooit"),
        (("timelines", 0, "modifier"), "vroeg"),
        (("extra",), []),
    ],
)
def test_what_does_not_fit_is_refused_by_model_and_schema(path, value):
    data = _changed(path, value)
    with pytest.raises(ValidationError):
        PolicyRecord.model_validate(data)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, json_schema(), jsonschema.Draft202012Validator)


@pytest.mark.parametrize(("start", "end"), [(5, 5), (6, 5), (-1, 2)])
def test_a_place_is_never_empty(start, end):
    with pytest.raises(ValidationError):
        Source(start=start, end=end)


def test_codes_have_their_form():
    place = {"text": "Wmo", "source": PLACE, "rule": "wetten/x", "confidence": 1}
    assert LegalReference(id=_id("legal_reference", "Wmo"), bwb_id="BWBR0035362", **place).bwb_id == "BWBR0035362"
    with pytest.raises(ValidationError):
        LegalReference(id=_id("legal_reference", "Wmo"), bwb_id="BWBR35362", **place)
    with pytest.raises(ValidationError):
        Partner(id=_id("partner", "Buren"), kind="government", cbs_code="0214", **place)


def test_a_record_cannot_be_changed():
    with pytest.raises(ValidationError):
        GOOD.goals[0].text = "iets anders"
