"""Which documents a run takes."""

import os
from pathlib import Path

import pytest

from pipeline.batch import collect
from pipeline.errors import UsageError


@pytest.fixture
def plans(tmp_path):
    folder = tmp_path / "plannen"
    for name in ("b.txt", "a.md", "2024/c.txt", "2024/diep/d.TXT", ".verborgen.txt", ".map/e.txt", "f.yaml", "g.xlsx"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Wij starten.", encoding="utf-8")
    return folder


def _ids(paths, output):
    return [item.id for item in collect(paths, output)]


def test_a_folder_gives_what_is_read_below_it_in_order(plans, tmp_path):
    assert _ids([plans], tmp_path / "uit") == ["2024/c.txt", "2024/diep/d.TXT", "a.md", "b.txt"]
    assert all(item.problem is None for item in collect([plans], tmp_path / "uit"))


def test_ids_do_not_depend_on_what_else_is_there_or_on_order(plans, tmp_path):
    both = _ids([plans / "b.txt", plans / "a.md"], tmp_path / "uit")
    assert both == _ids([plans / "a.md", plans / "b.txt"], tmp_path / "uit") == ["a.md", "b.txt"]
    assert _ids([plans / "2024"], tmp_path / "uit") == ["c.txt", "diep/d.TXT"]


def test_a_file_that_is_named_is_taken_whatever_its_kind(plans, tmp_path):
    (item,) = collect([plans / "g.xlsx"], tmp_path / "uit")
    assert (item.id, item.problem) == ("g.xlsx", None)


def test_the_output_below_the_input_is_left_out(plans, tmp_path):
    (plans / "output").mkdir()
    (plans / "output" / "oud.txt").write_text("x", encoding="utf-8")
    assert "output/oud.txt" not in _ids([plans], plans / "output")
    assert "output/oud.txt" in _ids([plans], tmp_path / "uit")


@pytest.mark.parametrize("where", [".", ".."])
def test_writing_beside_or_above_what_is_read_hides_nothing(plans, where):
    assert "b.txt" in _ids([plans], (plans / where).resolve())


def test_a_missing_path_and_a_folder_without_documents_are_inputs_that_fail(tmp_path):
    (tmp_path / "leeg").mkdir()
    (tmp_path / "leeg" / "plan.xlsx").write_bytes(b"PK")
    missing, empty = sorted(
        collect([tmp_path / "weg.txt", tmp_path / "leeg"], tmp_path / "uit"), key=lambda i: -len(i.id)
    )
    assert (missing.id, empty.id) == ("weg.txt", "leeg")
    assert "no file or folder" in missing.problem
    assert "no documents" in empty.problem


def test_two_inputs_with_one_id_are_refused_and_one_input_twice_is_not(plans, tmp_path):
    other = tmp_path / "andere" / "b.txt"
    other.parent.mkdir()
    other.write_text("Wij stoppen.", encoding="utf-8")
    with pytest.raises(UsageError, match=r"would both be 'b\.txt'"):
        collect([plans, other], tmp_path / "uit")
    assert _ids([plans, plans / "b.txt", plans], tmp_path / "uit").count("b.txt") == 1


def test_a_folder_that_cannot_be_looked_into_is_no_silent_loss(plans, tmp_path, monkeypatch):
    scandir = os.scandir

    def fails(path="."):
        if str(path).endswith("diep"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", fails)
    items = {item.id: item.problem for item in collect([plans], tmp_path / "uit")}
    assert items["2024/c.txt"] is None
    assert "Permission denied" in items["2024/diep"]


def test_a_folder_that_itself_cannot_be_looked_into(plans, tmp_path, monkeypatch):
    def fails(path="."):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "scandir", fails)
    (item,) = collect([plans], tmp_path / "uit")
    assert item.id == "plannen"
    assert "Permission denied" in item.problem


def test_a_name_that_is_no_utf8_can_be_written(tmp_path):
    folder = tmp_path / "plannen"
    folder.mkdir()
    try:
        Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.txt")).write_text("Wij starten.", encoding="utf-8")
    except OSError:
        pytest.skip("this file system refuses such names")
    (item,) = collect([folder], tmp_path / "uit")
    assert item.id.encode("utf-8").decode("utf-8") == item.id == "caf\\xe9.txt"
    assert item.path.read_text(encoding="utf-8") == "Wij starten."


def test_a_link_in_a_circle_ends(plans, tmp_path):
    (plans / "2024" / "rond").symlink_to(plans, target_is_directory=True)
    assert _ids([plans], tmp_path / "uit") == ["2024/c.txt", "2024/diep/d.TXT", "a.md", "b.txt"]
