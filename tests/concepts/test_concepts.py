"""Concepts keep their ids when documents come, obey a reviewer, and part what only looks alike."""

import pytest

from pipeline.concepts import grown, read_ledger, write_ledger
from pipeline.errors import UsageError
from pipeline.run import process

FIRST = """# Begroting 2024 gemeente Rietmeer

Wat gaan we daarvoor doen?

- We verbouwen zwembad De Wel.
- Evalueren van de parkeernormen
- Samen met GGD Veenoord geven we voorlichting over vapen.
"""
SECOND = """# Begroting 2025 gemeente Rietmeer

Wat gaan we daarvoor doen?

- Verbouwen van zwembad De Wel
- Evalueren van de woonvisie
- Met GGD Veenoord zoeken we een nieuw kantoor.
"""
OTHER = SECOND.replace("gemeente Rietmeer", "gemeente Dijkerwaard")


@pytest.fixture
def record(document, rules, nlp):
    return lambda text, name: process(document(text, name), rules, nlp)


def by_text(concepts):
    return {m.text: (c.id, m) for c in concepts for m in c.members if m.belongs}


def test_what_is_the_same_has_one_id_and_what_looks_alike_has_two(record, rules, nlp):
    found = by_text(grown([], [record(FIRST, "2024.md"), record(SECOND, "2025.md")], rules, nlp))
    first, second = found["We verbouwen zwembad De Wel."], found["Verbouwen van zwembad De Wel"]
    assert first[0] == second[0]
    assert first[1].confidence == 1.0
    assert 0.6 <= second[1].confidence <= 1.0
    assert found["Evalueren van de parkeernormen"][0] != found["Evalueren van de woonvisie"][0]
    assert (
        found["Samen met GGD Veenoord geven we voorlichting over vapen."][0]
        != found["Met GGD Veenoord zoeken we een nieuw kantoor."][0]
    )


def test_a_partner_is_one_by_its_name(record, rules, nlp):
    concepts = grown([], [record(FIRST, "2024.md"), record(SECOND, "2025.md")], rules, nlp)
    (partner,) = [c for c in concepts if c.kind == "partner"]
    assert [m.document for m in partner.members] == ["2024.md", "2025.md"]


def test_ids_stay_when_a_document_is_added_also_of_an_earlier_year(record, rules, nlp):
    before = grown([], [record(SECOND, "2025.md")], rules, nlp)
    after = grown(before, [record(FIRST, "2024.md"), record(SECOND, "2025.md")], rules, nlp)
    assert [c.id for c in after[: len(before)]] == [c.id for c in before]
    for old, new in zip(before, after, strict=False):
        assert new.members[: len(old.members)] == old.members
    assert by_text(after)["We verbouwen zwembad De Wel."][0] == by_text(before)["Verbouwen van zwembad De Wel"][0]


def test_nothing_changes_when_nothing_is_added(record, rules, nlp):
    records = [record(FIRST, "2024.md"), record(SECOND, "2025.md")]
    once = grown([], records, rules, nlp)
    assert grown(once, records, rules, nlp) == once
    assert grown([], list(reversed(records)), rules, nlp) == once


def test_documents_of_another_organisation_share_no_concepts(record, rules, nlp):
    concepts = grown([], [record(FIRST, "2024.md"), record(OTHER, "2025.md")], rules, nlp)
    assert all(len(c.members) == 1 for c in concepts)


def test_a_reviewer_parts_and_is_obeyed(record, rules, nlp, tmp_path):
    records = [record(FIRST, "2024.md"), record(SECOND, "2025.md")]
    file = tmp_path / "concepts.yaml"
    write_ledger(file, grown([], records, rules, nlp))
    text = file.read_text(encoding="utf-8")
    joined = by_text(read_ledger(file))["Verbouwen van zwembad De Wel"][1]
    mark = f"  - record: {joined.record}\n"
    assert text.count(mark) == 1
    head, tail = text.split(mark)
    field = f"zekerheid: {joined.confidence}\n"
    file.write_text(head + mark + tail.replace(field, f"{field}    oordeel: gescheiden\n", 1), encoding="utf-8")
    after = by_text(grown(read_ledger(file), records, rules, nlp))
    assert after["Verbouwen van zwembad De Wel"][0] != after["We verbouwen zwembad De Wel."][0]
    write_ledger(file, grown(read_ledger(file), records, rules, nlp))
    again = by_text(grown(read_ledger(file), records, rules, nlp))
    assert {text: one for text, (one, _) in again.items()} == {text: one for text, (one, _) in after.items()}


def test_a_ledger_comes_back_as_it_was(record, rules, nlp, tmp_path):
    concepts = grown([], [record(FIRST, "2024.md")], rules, nlp)
    write_ledger(tmp_path / "concepts.yaml", concepts)
    assert read_ledger(tmp_path / "concepts.yaml") == concepts
    assert read_ledger(tmp_path / "none.yaml") == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("soort: activiteit", "soort: daad"), "'soort' is 'daad'"),
        (("zekerheid: 1.0", "zekerheid: zeker"), "moet een getal zijn"),
        (("- id: begrip-", "- id: concept-"), "niet de vorm die hier hoort"),
        (("  naam:", "  titel:"), "het veld 'titel' bestaat niet"),
    ],
)
def test_faults_in_a_ledger_are_named_with_their_line(record, rules, nlp, tmp_path, change, message):
    file = tmp_path / "concepts.yaml"
    write_ledger(file, grown([], [record(FIRST, "2024.md")], rules, nlp))
    file.write_text(file.read_text(encoding="utf-8").replace(*change, 1), encoding="utf-8")
    with pytest.raises(UsageError, match=rf"concepts\.yaml:\d+: .*{message}"):
        read_ledger(file)
