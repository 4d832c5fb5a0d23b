import shutil
import subprocess

import pytest
from fpdf import FPDF
from PIL import Image, ImageDraw, ImageFont

from pipeline.errors import EmptyDocument, ReadError, UsageError
from pipeline.read import ocr, read_document
from pipeline.span import Span


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


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("ocrmypdf") is None, reason="ocrmypdf is not installed here")
def test_a_picture_of_text_is_read_where_the_program_is_there(tmp_path):
    picture = Image.new("L", (1240, 500), 255)
    font = ImageFont.load_default(size=44)
    ImageDraw.Draw(picture).text((80, 150), "Wij openen in 2026 een loket voor alle inwoners.", font=font, fill=0)
    page = FPDF(unit="pt", format=(595, 240))
    page.add_page()
    page.image(picture, x=0, y=0, w=595)
    file = tmp_path / "scan.pdf"
    page.output(str(file))
    with pytest.raises(EmptyDocument, match="OCR"):
        read_document(file)
    document = read_document(file, ocr=True)
    assert "loket voor alle inwoners" in document.text
    assert "read by OCR" in document.notices[0].message
    assert document.places.boxes(Span(0, len(document.text) - 1))
