"""The PDF reader beside pdfplumber: speed as a ratio, and the memory that each takes.

Use: python benchmarks/pdf.py [--rounds N] [--pages N] [FILE …]   (the PDFs in corpus/ by default)

Both read the same pages in turns in one process, on one core: the reader its whole way from bytes to a document,
pdfplumber the text and the tables of each page. What is counted is the time of that core, so that a busy machine
changes little. ``--pages`` takes so many of a file's pages, spread evenly. Memory is that of a new process each.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pypdfium2 as pdfium

from pipeline.read import read_document

_HERE = Path(__file__).parents[1]
_READ = """
from pathlib import Path
from pipeline.read import read_document
for name in sys.argv[1:]:
    read_document(Path(name))
"""
_PLUMBER = """
import pdfplumber
for name in sys.argv[1:]:
    with pdfplumber.open(name) as file:
        for page in file.pages:
            page.extract_text()
            page.extract_tables()
            page.close()
"""
# The peak of the memory that is the process's own: what getrusage() says counts that of its parent, too.
_PEAK = """
import sys
{0}
from pathlib import Path
told = Path("/proc/self/status")
if told.exists():
    print(next(line.split()[1] for line in told.read_text().splitlines() if line.startswith("VmHWM")))
else:
    import resource
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == "darwin" else 1))
"""


def chosen(path: Path, wanted: int, folder: Path) -> Path:
    """Return the file, or one in ``folder`` with so many of its pages, spread evenly."""
    source = pdfium.PdfDocument(path)
    try:
        if not 0 < wanted < len(source):
            return path
        made = pdfium.PdfDocument.new()
        made.import_pages(source, [number * len(source) // wanted for number in range(wanted)])
        copy = folder / path.name
        made.save(copy)
        made.close()
        return copy
    finally:
        source.close()


def pages(path: Path) -> int:
    """Return the number of a file's pages."""
    file = pdfium.PdfDocument(path)
    try:
        return len(file)
    finally:
        file.close()


def reader(path: Path) -> None:
    """Read a file as the pipeline does."""
    read_document(path)


def plumber(path: Path) -> None:
    """Read text and tables of a file with pdfplumber."""
    with pdfplumber.open(path) as file:
        for page in file.pages:
            page.extract_text()
            page.extract_tables()
            page.close()


def seconds(read: Callable[[Path], None], paths: list[Path]) -> float:
    """Return the seconds of one core that reading takes."""
    begin = time.process_time()
    for path in paths:
        read(path)
    return time.process_time() - begin


def peak(code: str, paths: list[Path]) -> float:
    """Return the MB of memory that reading takes at most, in a new process."""
    command = [sys.executable, "-c", _PEAK.format(code), *(str(path.resolve()) for path in paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=_HERE)
    return int(done.stdout) * 1024 / 1e6


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--pages", type=int, default=0, help="so many of each file's pages (all by default)")
    args = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory() as folder:
        files = args.files or sorted((_HERE / "corpus").glob("*.pdf"))
        paths = [chosen(path, args.pages, Path(folder)) for path in files]
        count = sum(map(pages, paths))
        seconds(reader, paths[:1])  # what is loaded once is not counted
        mine, theirs = [], []
        for _ in range(args.rounds):
            mine.append(seconds(reader, paths))
            theirs.append(seconds(plumber, paths))
        fast, slow = (count / statistics.median(taken) for taken in (mine, theirs))
        print(f"reader     {fast:,.1f} pages/s, of {count} pages")
        print(f"pdfplumber {slow:,.1f} pages/s")
        print(f"ratio      {fast / slow:.1f} (at least 4)")
        print(f"memory     {peak(_READ, paths):.0f} MB (at most 600), pdfplumber {peak(_PLUMBER, paths):.0f} MB")


if __name__ == "__main__":
    main()
