"""Reading pictures of text: by ``ocrmypdf``, where it is installed and a user asks for it."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from pipeline.errors import ReadError, UsageError

_PROGRAM = "ocrmypdf"
_LANGUAGE = "nld"
_SECONDS = 3_600  # a page takes some ten seconds on one core


def check() -> None:
    """Raise :class:`UsageError` where OCR was asked for and can't be done."""
    if shutil.which(_PROGRAM) is None:
        raise UsageError(
            f"--ocr needs the program {_PROGRAM} with Dutch for tesseract; install both "
            "(Debian: apt install ocrmypdf tesseract-ocr-nld), or leave --ocr out"
        )


def readable_pdf(data: bytes, force: bool) -> bytes:
    """Return a PDF with a text layer where its pages had none; with ``force`` every page's layer is made anew.

    Raises :class:`ReadError` where the program fails, with its last words.
    """
    with tempfile.TemporaryDirectory(prefix="doelenboom-ocr-") as folder:
        before, after = Path(folder) / "in.pdf", Path(folder) / "out.pdf"
        before.write_bytes(data)
        command = [_PROGRAM, "--quiet", "--language", _LANGUAGE, "--jobs", "1", "--output-type", "pdf"]
        command += ["--force-ocr" if force else "--skip-text", str(before), str(after)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)
        except subprocess.TimeoutExpired as error:
            raise ReadError(f"OCR took longer than {_SECONDS} seconds; split the PDF") from error
        except OSError as error:
            raise ReadError(f"OCR can't be started: {error.strerror or error}; check that {_PROGRAM} works") from error
        if done.returncode or not after.is_file():
            last = (done.stderr.strip().splitlines() or ["no message"])[-1]
            raise ReadError(f"OCR failed ({last}); run {_PROGRAM} on the file yourself")
        return after.read_bytes()
