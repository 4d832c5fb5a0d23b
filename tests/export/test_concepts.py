"""The tables of concepts: what the ledger says, of the records that are there."""

import re

import pytest

from pipeline.concepts.ledger import Concept
from pipeline.errors import UsageError
from pipeline.export import TABLES, Format, export_tables
from pipeline.write import record_yaml

OF_ANY = {table.name: table for table in TABLES}


def test_the_tables_say_what_the_ledger_says(exported, read, ledger, hard, records):
    tables = read(exported, Format.PARQUET)
    shared, alone, act, partner, _ = ledger
    mine, other = hard.document, next(r.document for r in records if r.document.id == shared.members[2].document)
    years = (2024, max(2027, other.period.end.year))
    assert years[0] <= other.period.start.year
    assert tables["concepts"][1] == [
        (shared.id, "goal", "=1+1", "gemeente Tiel, gemeente Buren", *years, 2, 0.61),
        (alone.id, "goal", alone.name, None, other.period.start.year, other.period.end.year, 1, 1.0),
        (act.id, "activity", act.name, "gemeente Tiel", *years, 2, 1.0),
        (partner.id, "partner", "de huisartsen", "gemeente Tiel", 2024, 2027, 1, 0.9),
    ]
    # Neither the member that a reviewer took out nor those whose records are gone.
    assert tables["concept_members"][1] == [
        (shared.id, 1, hard.goals[0].id, mine.id, "=1+1", 1.0, None),
        (shared.id, 2, shared.members[2].record, other.id, shared.members[2].text, 0.61, None),
        (alone.id, 1, shared.members[3].record, other.id, alone.name, 1.0, None),
        (act.id, 1, act.members[0].record, other.id, act.name, 1.0, None),
        (act.id, 2, hard.activities[0].id, mine.id, "Wij doen dit", 0.62, "confirmed"),
        (partner.id, 1, hard.partners[2].id, mine.id, "de huisartsen", 0.9, None),
    ]


def test_members_without_a_record_are_counted(output, tmp_path):
    assert export_tables(output, tmp_path / "tabellen", [Format.CSV]).lost_members == 1


def test_without_a_ledger_the_tables_are_empty(hard, tmp_path):
    folder = tmp_path / "uitvoer"
    folder.mkdir()
    (folder / "plan.yaml").write_bytes(record_yaml(hard).encode())
    done = export_tables(folder, tmp_path / "tabellen", [Format.CSV, Format.SQLITE])
    assert (done.counts["concepts"], done.counts["concept_members"], done.lost_members) == (0, 0, 0)
    text = (tmp_path / "tabellen" / "csv" / "concepts.csv").read_text(encoding="utf-8")
    assert text == "id,kind,label,organisation,first_year,last_year,member_count,confidence\n"


def test_a_faulty_ledger_is_told_before_any_work(hard, tmp_path):
    folder = tmp_path / "uitvoer"
    folder.mkdir()
    (folder / "plan.yaml").write_bytes(record_yaml(hard).encode())
    (folder / "concepts.yaml").write_text("- id: begrip-1\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"concepts\.yaml"):
        export_tables(folder, tmp_path / "tabellen", [Format.CSV])
    assert not (tmp_path / "tabellen").exists()


def test_an_id_is_what_the_ledger_takes_for_one(ledger):
    (pattern,) = {column.pattern for column in (OF_ANY["concepts"].columns[0], OF_ANY["concept_members"].columns[0])}
    assert pattern == Concept.model_json_schema()["properties"]["id"]["pattern"]
    assert re.fullmatch(pattern, ledger[0].id)
