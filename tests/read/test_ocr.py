import shutil
import subprocess

import pytest

from pipeline.errors import ReadError, UsageError
from pipeline.read import ocr


def test_without_the_program_the_option_is_refused_with_the_next_step(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(UsageError, match="apt install ocrmypdf"):
        ocr.check()


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (subprocess.TimeoutExpired("ocrmypdf", 1), "took longer"),
        (FileNotFoundError(2, "No such file"), "can't be started"),
    ],
)
def test_a_program_that_fails_is_a_failed_input(monkeypatch, fault, said):
    def run(*_, **__):
        raise fault

    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(ReadError, match=said):
        ocr.readable_pdf(b"%PDF-1.4", force=False)


@pytest.mark.parametrize(("code", "words"), [(2, "InputFileError: no pages"), (0, "")])
def test_a_program_that_gives_nothing_is_a_failed_input(monkeypatch, code, words):
    monkeypatch.setattr(subprocess, "run", lambda *a, **_: subprocess.CompletedProcess(a, code, "", words))
    with pytest.raises(ReadError, match=words or "no message"):
        ocr.readable_pdf(b"%PDF-1.4", force=True)
