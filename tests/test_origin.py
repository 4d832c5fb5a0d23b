"""Where the documents of an output folder are looked for."""

import hashlib

import pytest
import yaml

from pipeline.origin import Origin
from pipeline.record import DocumentInfo


def about(name, content=b"tekst"):
    digest = hashlib.sha256(content).hexdigest()
    return DocumentInfo(id=name, source=name, sha256=digest, media_type="text/plain", title=None, kind="overig")


def written(path, content=b"tekst"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def output_of(folder, **arguments):
    written(folder / "timings.yaml", yaml.safe_dump({"arguments": arguments}).encode())
    return folder


def test_a_folder_and_a_file_of_the_run(tmp_path):
    one, other = written(tmp_path / "in" / "2024" / "a.txt"), written(tmp_path / "los" / "b.txt")
    output = output_of(tmp_path / "uit", paths=[str(tmp_path / "in"), str(other)], output=str(tmp_path / "uit"))
    assert Origin(output).find(about("2024/a.txt")).path == one
    assert Origin(output).find(about("b.txt")).path == other
    assert Origin(output).find(about("c.txt")) is None


def test_paths_relative_to_where_the_run_was_started(tmp_path, monkeypatch):
    document = written(tmp_path / "werk" / "in" / "a.txt")
    output = output_of(tmp_path / "werk" / "x" / "uit", paths=["in"], output="x/uit")
    monkeypatch.chdir(tmp_path)
    assert Origin(output).find(about("a.txt")).path == document


def test_beside_the_output_and_in_a_folder_that_is_named(tmp_path):
    beside, named = written(tmp_path / "a.txt"), written(tmp_path / "elders" / "a.txt")
    output = output_of(tmp_path / "uit")
    assert Origin(output).find(about("a.txt")).path == beside
    assert Origin(output, tmp_path / "elders").find(about("a.txt")).path == named
    assert Origin(output, named).find(about("a.txt")).path == named
    assert Origin(output, tmp_path / "leeg").find(about("a.txt")) is None, "what is named is all that is looked at"


def test_the_document_itself_goes_before_one_that_has_changed(tmp_path):
    written(tmp_path / "in" / "a.txt", b"anders")
    same = written(tmp_path / "a.txt")
    output = output_of(tmp_path / "uit", paths=[str(tmp_path / "in")])
    found = Origin(output).find(about("a.txt"))
    assert (found.path, found.changed) == (same, False)
    same.unlink()
    assert Origin(output).find(about("a.txt")).changed


@pytest.mark.parametrize("name", ["../geheim.txt", "a/../../geheim.txt"])
def test_an_id_leads_to_nothing_outside(tmp_path, name):
    written(tmp_path / "geheim.txt")
    written(tmp_path / "in" / "a" / "b.txt")
    output = output_of(tmp_path / "uit", paths=[str(tmp_path / "in")])
    assert Origin(output).find(about(name)) is None
    assert Origin(output).find(about(str(tmp_path / "geheim.txt"))) is None


@pytest.mark.parametrize(
    "content", [b"", b"[1, 2]", b"arguments: 3", b"arguments: {paths: 3, rules: []}", b"{", b"\xff"]
)
def test_damaged_files_of_a_run_are_as_none(tmp_path, content):
    output = tmp_path / "uit"
    written(output / "timings.yaml", content)
    written(output / "manifest.yaml", content)
    origin = Origin(output)
    assert (origin.rules, origin.model, origin.ocr, origin.rules_hash, origin.failures) == (None, None, False, None, {})
    assert origin.find(about("a.txt")) is None


def test_what_the_run_was_made_with(tmp_path):
    rules = tmp_path / "regels"
    rules.mkdir()
    output = output_of(tmp_path / "uit", rules=str(rules), model="blank", ocr=True)
    manifest = {
        "rules": "abc",
        "documents": [
            {"id": "a.txt", "outcome": "failed", "reason": "empty"},
            {"id": "b.txt", "outcome": "extracted", "warnings": ["page 2 is a picture"]},
            {"id": "c.txt", "outcome": "extracted", "warnings": []},
        ],
    }
    written(output / "manifest.yaml", yaml.safe_dump(manifest).encode())
    origin = Origin(output)
    assert (origin.rules, origin.model, origin.ocr, origin.rules_hash) == (rules, "blank", True, "abc")
    assert origin.failures == {"a.txt": "empty"}
    assert origin.warnings == {"b.txt": ("page 2 is a picture",)}
    rules.rmdir()
    assert Origin(output).rules is None
