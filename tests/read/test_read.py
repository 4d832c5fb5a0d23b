"""From a path to a document: what is read, and what each trouble says."""

import errno
import hashlib
import os
from pathlib import Path

import pytest

import pipeline.read
from pipeline.errors import EmptyDocument, NoReader, NotText, ReadError, TooLarge
from pipeline.read import read_document, readable

PLAN = "Één plan\r\n\r\nWij starten.\n"


def _file(folder, name, data):
    path = folder / name
    path.write_bytes(data)
    return path


def test_a_document_has_its_text_hash_and_name(tmp_path):
    data = PLAN.encode()
    document = read_document(_file(tmp_path, "plan.txt", data))
    assert document.text == PLAN, "line ends too"
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert (document.id, document.source, document.media_type) == ("plan.txt", "plan.txt", "text/plain")
    assert document.notices == ()
    assert document.pages == ()
    assert document.words == 4


def test_its_name_can_be_given_and_is_never_an_absolute_path(tmp_path):
    document = read_document(_file(tmp_path, "plan.md", PLAN.encode()), "2024/plan.md")
    assert (document.id, document.source, document.media_type) == (
        "2024/plan.md",
        "2024/plan.md",
        "text/markdown",
    )


@pytest.mark.parametrize(
    ("encoding", "notice"),
    [
        ("utf-16", "read as UTF-16, not UTF-8"),
        ("cp1252", "read as Windows-1252, not UTF-8"),
        ("utf-32", "read as UTF-32, not UTF-8"),
    ],
)
def test_another_encoding_is_read_right_and_said(tmp_path, encoding, notice):
    document = read_document(_file(tmp_path, "plan.txt", PLAN.encode(encoding)))
    assert document.text == PLAN
    assert [n.message for n in document.notices] == [notice]


@pytest.mark.parametrize("name", ["plan.txt", "PLAN.TXT", "plan.md", "plan.markdown", "a.b.text"])
def test_names_that_are_read(name):
    assert readable(Path(name))


@pytest.mark.parametrize("name", [".plan.txt", "plan", "plan.yaml", "plan.txt.bak", "txt", ".txt"])
def test_names_that_are_not(name):
    assert not readable(Path(name))


@pytest.mark.parametrize(
    ("name", "data", "error", "says"),
    [
        ("leeg.txt", b"", EmptyDocument, "empty"),
        ("wit.md", b" \n\t\n", EmptyDocument, "empty"),
        ("beeld.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, NotText, "picture"),
        ("ruis.txt", bytes(range(256)) * 9, NotText, "no text"),
        ("plan.xyz", b"Wij starten.", NoReader, r"'\.xyz'.*\.txt"),
        ("plan", b"Wij starten.", NoReader, "'plan'"),
    ],
)
def test_each_trouble_says_what_it_is(tmp_path, name, data, error, says):
    with pytest.raises(error, match=says) as caught:
        read_document(_file(tmp_path, name, data))
    assert isinstance(caught.value, ReadError)
    assert str(tmp_path) not in str(caught.value), "the manifest is the same on every machine"


def test_too_large_is_refused_before_it_is_read(tmp_path, monkeypatch):
    path = _file(tmp_path, "plan.txt", b"Wij starten. " * 10)
    monkeypatch.setattr(pipeline.read, "LIMIT", path.stat().st_size - 1)
    monkeypatch.setattr(Path, "read_bytes", lambda self: pytest.fail("it was read"))
    with pytest.raises(TooLarge, match="split it"):
        read_document(path)


def test_the_limit_itself_is_read(tmp_path, monkeypatch):
    path = _file(tmp_path, "plan.txt", b"Wij starten. " * 10)
    monkeypatch.setattr(pipeline.read, "LIMIT", path.stat().st_size)
    assert read_document(path).words == 20


@pytest.mark.parametrize("code", [errno.EACCES, errno.EIO, errno.ENOENT])
@pytest.mark.parametrize("step", ["stat", "read_bytes"])
def test_a_fault_of_the_disk_is_a_read_error(tmp_path, monkeypatch, code, step):
    path = _file(tmp_path, "plan.txt", PLAN.encode())

    def fails(self, **_):
        raise OSError(code, os.strerror(code), str(self))

    monkeypatch.setattr(Path, step, fails)
    with pytest.raises(ReadError) as caught:
        read_document(path)
    assert os.strerror(code) in str(caught.value)
    assert str(tmp_path) not in str(caught.value)


def test_a_missing_file_a_folder_and_a_pipe_are_read_errors(tmp_path):
    (tmp_path / "map.txt").mkdir()
    os.mkfifo(tmp_path / "pijp.txt")
    for name, says in (("weg.txt", "No such file"), ("map.txt", "folder"), ("pijp.txt", "device")):
        with pytest.raises(ReadError, match=says):
            read_document(tmp_path / name)
