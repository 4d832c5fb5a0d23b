"""The tables' schema: one place, from which the codebook, the data package and SQL come."""

import json
from collections import Counter
from typing import get_args

import pytest
from pydantic import BaseModel
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.export import TABLES, Format, tables_schema
from pipeline.export.codebook import codebook
from pipeline.export.columns import field
from pipeline.export.datapackage import datapackage
from pipeline.export.ddl import parents_first
from pipeline.export.values import MEANINGS, SAME, meanings
from pipeline.record import Activity, Goal, Kind, PolicyRecord, Timeline

OF_ANY = {table.name: table for table in TABLES}
COLUMNS = [(table, column) for table in TABLES for column in table.columns]


def test_the_tables_that_data_teams_count_on_are_there():
    kinds = {"goals", "activities", "timelines", "legal_references", "frameworks", "partners"}
    assert {"documents", "indicators", "budget_lines", *kinds} <= set(OF_ANY)
    assert {f"activity_{kind}" for kind in kinds - {"activities"}} <= set(OF_ANY)
    assert {f"entity_{of}" for of in ("laws", "frameworks", "organisations", "municipalities")} <= set(OF_ANY)


def test_names_are_told_apart():
    assert max(Counter(table.name for table in TABLES).values()) == 1
    for table in TABLES:
        assert len(set(table.names)) == len(table.names)
        assert set(table.key) <= {column.name for column in table.columns if column.required}
        assert len(table.name) <= 31  # a sheet's name has no more


def test_references_point_to_keys_of_the_same_type():
    references = [(table, reference) for table in TABLES for reference in table.references]
    assert len(references) > 20
    for table, reference in references:
        other = OF_ANY[reference.table]
        assert reference.key == other.key
        types = [{c.name: (c.type, c.pattern) for c in t.columns} for t in (table, other)]
        for here, there in zip(reference.columns, reference.key, strict=True):
            assert types[0][here][0] == types[1][there][0]


def test_parents_come_first():
    seen = set()
    for table in parents_first(TABLES):
        assert {r.table for r in table.references} - {table.name} <= seen
        seen.add(table.name)
    assert seen == set(OF_ANY)


def test_everything_is_described_in_two_languages():
    for one in (*TABLES, *(column for _, column in COLUMNS)):
        assert one.nl
        assert one.en
        assert "|" not in one.nl + one.en
        assert not one.nl.endswith(".")


def test_closed_lists_are_those_of_the_records():
    values = {f"{table.name}.{column.name}": column.values for table, column in COLUMNS if column.values}
    assert values["activities.status"] == get_args(Activity.model_fields["status"].annotation)
    assert values["timelines.kind"] == get_args(Timeline.model_fields["kind"].annotation)
    assert values["records.kind"] == get_args(Kind)
    assert set(values) == {*MEANINGS, *SAME}


def test_each_value_of_a_closed_list_has_a_meaning_and_no_other():
    for table, column in COLUMNS:
        assert set(meanings(table.name, column.name)) == set(column.values), (table.name, column.name)


def test_a_field_of_more_than_one_type_is_no_column():
    class Either(BaseModel):
        status: str | int

    with pytest.raises(TypeError, match=r"Either\.status"):
        field(Either, "status", "Stand", "Status")


def test_a_column_is_what_its_field_is():
    found = field(Goal, "confidence", "Zekerheid", "Confidence")
    assert (found.type, found.minimum, found.maximum, found.required) == ("number", 0, 1, True)
    assert field(Goal, "parent", "Doel", "Goal").pattern == "^doel-[0-9a-f]{16}$"
    assert not field(Goal, "parent", "Doel", "Goal").required


# What comes from it.


def test_the_codebook_names_all_there_is():
    text = codebook()
    for table, column in COLUMNS:
        part = text.split(f"\n## {table.name}\n")[1].split("\n## ")[0]
        assert table.nl in part
        assert table.en in part
        (line,) = [line for line in part.splitlines() if line.startswith(f"| `{column.name}` | {column.type}")]
        assert column.nl in line
        assert column.en in line
        for value in column.values:
            nl, en = meanings(table.name, column.name)[value]
            assert f"| `{value}` | {en} | {nl} |" in part


def test_the_codebook_goes_with_an_export(exported):
    assert (exported / "codebook.md").read_text(encoding="utf-8") == codebook()


def test_the_data_package_has_the_limits_of_the_schema():
    resources = {resource["name"]: resource for resource in datapackage()["resources"]}
    assert list(resources) == list(OF_ANY)
    fields = {f["name"]: f for f in resources["activities"]["schema"]["fields"]}
    assert fields["status"]["constraints"] == {"required": True, "enum": ["planned", "ongoing", "done"]}
    assert fields["confidence"]["constraints"] == {"required": True, "minimum": 0, "maximum": 1}
    keys = resources["boxes"]["schema"]["foreignKeys"]
    assert keys == [
        {"fields": ["record_id", "place"], "reference": {"resource": "places", "fields": ["record_id", "place"]}}
    ]


def test_the_command_prints_it():
    done = CliRunner().invoke(app, ["schema", "--tables"])
    assert done.exit_code == 0
    assert json.loads(done.stdout) == json.loads(json.dumps(tables_schema()))


# Counts of entities, against the plainest way to count them.


def test_entities_are_counted(records, exported, read):
    tables = read(exported, Format.DUCKDB)
    laws = {row[0]: row[1:] for row in tables["entity_laws"][1]}
    organisations = {row[0]: row[1:] for row in tables["entity_organisations"][1]}
    municipalities = {row[0]: row[1:] for row in tables["entity_municipalities"][1]}
    assert laws
    for name, (_, mentions, documents, activities) in laws.items():
        assert (mentions, documents, activities) == _counted(records, "legal_references", "canonical", name)
    for name, (*_, mentions, documents, activities, published) in organisations.items():
        assert (mentions, documents, activities) == _counted(records, "partners", "canonical", name)
        assert published == sum(name in {o.name for o in r.document.organisations} for r in records)
    assert laws["Wmo 2015"] == ("BWBR0035362", 2, 1, 1)
    assert organisations["gemeente Tiel"] == ("government", "gemeente", "GM0281", 2, 1, 2, 1)
    assert organisations["gemeente Buren"] == ("government", None, "GM0214", 0, 0, 0, 1)
    assert municipalities == {"GM0281": ("gemeente Tiel", 1, 1, 2, 1), "GM0214": ("gemeente Buren", 0, 0, 0, 1)}
    assert list(laws) == sorted(laws)


def _counted(records: list[PolicyRecord], kind, attribute, name):
    mentions = documents = activities = 0
    for record in records:
        ids = {one.id for one in getattr(record, kind) if getattr(one, attribute) == name}
        mentions += len(ids)
        documents += bool(ids)
        activities += sum(bool(ids & set(getattr(activity, kind))) for activity in record.activities)
    return mentions, documents, activities
