"""The app of reviewers: a page of many records, and how soon it is there over many documents.

Use: python benchmarks/review.py [--records N] [--documents N]   (2,000 records on a page, 500 documents by default)

The documents are made of the corpus's own texts, their records moved along. A page is asked for as a browser does, over
the network of this machine; the ratio is to the same page with the text in parts and a hundred records in the list.
With a Chromium on the path (or named in DOELENBOOM_CHROMIUM) it is also timed until the browser shows it. "Up" is from
the start of the command to the list of documents; its ratio is to the same over the corpus.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from pipeline.batch import collect, run_batch
from pipeline.batch.work import Work
from pipeline.record import FIELDS, PolicyRecord
from pipeline.ruleset import load_rules
from pipeline.store import keep_written, records_below
from pipeline.write import STATE, record_yaml, to_yaml, write_whole

_CORPUS = Path(__file__).parents[1] / "corpus"
_ID = re.compile(r"\b(doel|act|tijd|wet|kader|partner|indicator|bedrag)-([0-9a-f]{16})\b")
_BIG = "groot.txt"
_TEXT = ".txt"


def small(home: Path) -> Path:
    """Make the records of the corpus's plain texts, and return their folder."""
    plans = home / "plannen"
    plans.mkdir()
    for path in sorted(_CORPUS.glob("*")):
        if path.suffix in (".txt", ".md"):
            shutil.copyfile(path, plans / f"{path.stem}{_TEXT}")
    run_batch(collect([plans], home / "output"), Work(home / "output", load_rules()))
    return home / "output"


def moved(record: PolicyRecord, number: int, by: int, name: str, sha256: str) -> PolicyRecord:
    """Return a record with ids of its own and its places further on, as of another document."""

    def other(match: re.Match[str]) -> str:
        return f"{match[1]}-{hashlib.sha256(f'{number} {match[2]}'.encode()).hexdigest()[:16]}"

    whole = PolicyRecord.model_validate_json(_ID.sub(other, record.model_dump_json()))

    def place(one: object) -> object:
        assert isinstance(one, dict)
        return {**one, "start": one["start"] + by, "end": one["end"] + by}

    data = whole.model_dump()
    for field in FIELDS:
        for one in data[field]:
            one["source"] = place(one["source"])
            if one.get("label"):
                one["label"] = place(one["label"])
            if "also_at" in one:
                one["also_at"] = tuple(map(place, one["also_at"]))
    data["document"] |= {"id": name, "source": name, "sha256": sha256}
    return PolicyRecord.model_validate(data)


def big(home: Path, records: list[PolicyRecord], plans: Path, wanted: int) -> int:
    """Write one document with so many records or a few more, and return how many."""
    text, parts = "", []
    number = 0
    while sum(len(list(p.records())) for p, _ in parts) < wanted:
        record = records[number % len(records)]
        parts.append((record, len(text)))
        text += (plans / record.document.id).read_text(encoding="utf-8") + "\n\n"
        number += 1
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    made = [moved(record, n, by, _BIG, sha256) for n, (record, by) in enumerate(parts)]
    joined = {field: tuple(one for part in made for one in getattr(part, field)) for field in FIELDS}
    whole = PolicyRecord(document=made[0].document, **joined)
    _written(home, whole, text)
    _manifest(home, [whole])
    return len(list(whole.records()))


def many(home: Path, records: list[PolicyRecord], plans: Path, wanted: int) -> None:
    """Write so many documents."""
    listed = []
    for number in range(wanted):
        record = records[number % len(records)]
        text = (plans / record.document.id).read_text(encoding="utf-8")
        name = f"{number:05}/{record.document.id}"
        listed.append(moved(record, number, 0, name, record.document.sha256))
        _written(home, listed[-1], text)
    _manifest(home, listed)


def _written(home: Path, record: PolicyRecord, text: str) -> None:
    name = f"{record.document.id}.yaml"
    write_whole(home / "plannen" / record.document.id, text)
    keep_written(home / "output", name, write_whole(home / "output" / name, record_yaml(record)), record)


def _manifest(home: Path, records: list[PolicyRecord]) -> None:
    rows = [
        {"id": r.document.id, "sha256": r.document.sha256, "outcome": "extracted", "counts": r.counts(), "pages": None}
        for r in records
    ]
    (home / "output" / "manifest.yaml").write_text(to_yaml({"documents": rows}), encoding="utf-8")


@contextmanager
def served(home: Path) -> Iterator[tuple[str, str]]:
    """Start the app over a folder, and give its start address."""
    command = [
        sys.executable, "-m", "pipeline", "review", str(home / "output"), "--input", str(home / "plannen"), "--no-open",
        "--port", "0", "--reader", "Lezer", "--cache", str(home / "cache"),
    ]  # fmt: skip
    program = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"})
    try:
        assert program.stdout is not None
        start = program.stdout.readline().removeprefix("Open ").strip()
        parts = urlsplit(start)
        yield start, f"{parts.scheme}://{parts.netloc}"
    finally:
        program.terminate()
        program.wait()


def client(start: str) -> urllib.request.OpenerDirector:
    """Return what asks for pages as a browser that came in."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    opener.open(start).read()
    return opener


def timed(opener: urllib.request.OpenerDirector, address: str, times: int = 5) -> tuple[float, int]:
    """Return the median time of a page, and its size."""
    taken, size = [], 0
    for _ in range(times):
        begin = time.perf_counter()
        size = len(opener.open(address).read())
        taken.append(time.perf_counter() - begin)
    return sorted(taken)[times // 2], size


def in_browser(start: str, address: str) -> float | None:
    """Return the time until a Chromium shows a page, None where there is none."""
    path = os.environ.get("DOELENBOOM_CHROMIUM") or shutil.which("chromium")
    if path is None:
        return None
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--headless", "--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(start)
        begin = time.perf_counter()
        page.goto(address)
        page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        taken = time.perf_counter() - begin
        browser.close()
    return taken


def page_of(home: Path, number: int) -> None:
    """Time the page of one large document."""
    with served(home) as (start, base):
        opener = client(start)
        begin = time.perf_counter()
        opener.open(f"{base}/nakijken?{urlencode({'document': _BIG})}").read()
        first = time.perf_counter() - begin
        parts, _ = timed(opener, f"{base}/nakijken?{urlencode({'document': _BIG})}")
        every = f"{base}/nakijken?{urlencode({'document': _BIG, 'deel': 'alles', 'rij': 'alles'})}"
        whole, size = timed(opener, every)
        shown = in_browser(start, every)
    print(
        f"page of {number} records: {whole:.2f} s, {size / 1e6:.1f} MB; in parts {parts:.2f} s, "
        f"ratio {whole / parts:.1f}"
    )
    print(f"the first page of that document: {first:.2f} s")
    print(f"shown by the browser after {shown:.2f} s" if shown is not None else "no chromium here")


def up(home: Path) -> float:
    """Return how long it takes from the start of the command until the list of documents is there."""
    begin = time.perf_counter()
    with served(home) as (start, _):
        client(start)
        return time.perf_counter() - begin


def main() -> None:
    """Make the documents, and time."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--records", type=int, default=2_000)
    options.add_argument("--documents", type=int, default=500)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        homes = {part: Path(name) / part for part in ("corpus", "big", "many")}
        for home in homes.values():
            home.mkdir()
        records = list(records_below(small(homes["corpus"])))
        plans = homes["corpus"] / "plannen"
        page_of(homes["big"], big(homes["big"], records, plans, asked.records))
        many(homes["many"], records, plans, asked.documents)
        few, lots = up(homes["corpus"]), up(homes["many"])
        print(
            f"up over {len(records)} documents: {few:.2f} s; over {asked.documents}: {lots:.2f} s, "
            f"ratio {lots / few:.1f}"
        )
        everything(homes["many"], "as a run leaves them")
        shutil.rmtree(homes["many"] / "output" / STATE)
        everything(homes["many"], "without a record store")


def everything(home: Path, how: str) -> None:
    """Time the list of all records of a folder: till it is there for the first time, and asked for again.

    The first is asked for at once, with nothing read ahead yet; who has to wait for it is sent from page to page.
    """
    with served(home) as (start, base):
        opener = client(start)
        begin = time.perf_counter()
        while "/bezig" in (page := opener.open(f"{base}/nakijken")).geturl():
            page.read()
            time.sleep(0.2)
        page.read()
        first = time.perf_counter() - begin
        again, _ = timed(opener, f"{base}/nakijken")
        print(f"all records as one list, {how}: first {first:.2f} s, again {again:.2f} s, ratio {first / again:.1f}")


if __name__ == "__main__":
    main()
