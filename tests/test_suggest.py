"""Names that no table knows: spellings of one name together, as rows that a reviewer can take over."""

import pytest
import yaml

from pipeline.errors import UsageError
from pipeline.record import DocumentInfo, Partner, PolicyRecord, Source
from pipeline.ruleset.schema import PartnerRow
from pipeline.suggest import same_name, suggest, suggestions
from pipeline.write import record_yaml

SAME = [
    ("Verwey-Jonker Instituut", "Verwey-Jonker lnstituut"),
    ("Verwey-Jonker Instituut", "het Verwey Jonker Instituut"),
    ("Stichting Welzijn Rietland", "Welzijn Rietland"),
    ("Welzijn Rietland", "Welzijn Rietlant"),
    ("gemeente Dijkerwaard", "Dijkerwaard"),
]
DIFFERENT = [
    ("GGD Noord", "GGD Zuid"),
    ("Zorggroep Meerstede 1", "Zorggroep Meerstede 2"),
    ("Fier", "Vier"),
    ("Welzijn Rietland", "Welzijn Rietveen"),
    ("Centrum Noord", "Centrum voor Noord en Zuid"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_name(one, other):
    assert same_name(one, other)
    assert same_name(other, one)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_other_names(one, other):
    assert not same_name(one, other)
    assert not same_name(other, one)


def _record(name, *partners):
    """A record of a document in which names stand one after the other, each by a rule."""
    rows, at = [], 0
    for number, (text, rule) in enumerate(partners):
        place = Source(start=at, end=at + len(text))
        rows.append(
            Partner(
                id=f"partner-{number:016x}",
                text=text,
                canonical=text,
                kind="named",
                source=place,
                rule=rule,
                confidence=0.8,
                section=("Samen", "Wie"),
            )
        )
        at += len(text) + 1
    info = DocumentInfo(id=name, source=name, sha256="0" * 64, media_type="text/plain", title=None, kind="overig")
    return PolicyRecord(document=info, partners=tuple(rows))


@pytest.fixture
def output(tmp_path):
    pattern, table = "naampatronen/welzijn-met-naam", "partners/GGD"
    for record in (
        _record("a.txt", ("Welzijn Rietland", pattern), ("GGD Noord", table), ("Stichting Welzijn Rietland", pattern)),
        _record("map/b.txt", ("Welzijn Rietland", pattern), ("Zorggroep Meer", pattern)),
    ):
        file = tmp_path / f"{record.document.id}.yaml"
        file.parent.mkdir(exist_ok=True)
        file.write_text(record_yaml(record), encoding="utf-8")
    (tmp_path / "manifest.yaml").write_text("program: doelenboom\n", encoding="utf-8")
    return tmp_path


def test_spellings_are_counted_together_over_documents(output, rules):
    first, second = suggest(output, rules)
    assert (first.name, first.count, first.documents) == ("Welzijn Rietland", 3, {"a.txt": 2, "map/b.txt": 1})
    assert first.spellings == {"Welzijn Rietland": 2, "Stichting Welzijn Rietland": 1}
    assert first.contexts == ["Samen › Wie"]
    assert (second.name, second.count) == ("Zorggroep Meer", 1)


def test_the_rows_are_rows_of_the_table(output, rules):
    rows = yaml.safe_load(suggestions(suggest(output, rules)))
    assert [PartnerRow.model_validate(row).name for row in rows] == ["Welzijn Rietland", "Zorggroep Meer"]
    assert rows[0]["aliassen"] == ["Stichting Welzijn Rietland"]


def test_a_name_near_a_known_one_says_so(tmp_path, rules):
    record = _record("a.txt", ("Verwey Jonker lnstituut", "naampatronen/x"))
    (tmp_path / "a.txt.yaml").write_text(record_yaml(record), encoding="utf-8")
    (found,) = suggest(tmp_path, rules)
    assert found.near == "Verwey-Jonker Instituut"
    assert "Lijkt op 'Verwey-Jonker Instituut'" in suggestions([found])


def test_nothing_unknown(tmp_path, rules):
    (tmp_path / "a.txt.yaml").write_text(record_yaml(_record("a.txt", ("GGD", "partners/GGD"))), encoding="utf-8")
    assert yaml.safe_load(suggestions(suggest(tmp_path, rules))) is None


def test_a_folder_without_records_is_named(tmp_path, rules):
    with pytest.raises(UsageError, match="holds no records"):
        suggest(tmp_path, rules)
