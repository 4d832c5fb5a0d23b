"""Many documents: what the program costs over reading and the model alone, and what workers and the cache save.

Use: python benchmarks/batch.py [--documents N] [--only NAME …]

The documents are made here, of the plans in corpus/: text, web pages and PDF (fpdf2), each with other sentences in
another order. Every figure is a ratio of two measurements in one run. NAMES: cost, jobs, rules, impact, size.
"""

from __future__ import annotations

import argparse
import dataclasses
import html
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import spacy
from fpdf import FPDF

from pipeline.annotate import load_model
from pipeline.batch import Work, Workers, collect, run_batch
from pipeline.batch.inputs import Input
from pipeline.impact import weigh
from pipeline.read import read_document
from pipeline.ruleset import Rules, bundled_rules, load_rules

_HERE = Path(__file__).parents[1]
_FORMATS = (".txt", ".txt", ".html", ".pdf")
_NAMES = ("cost", "jobs", "rules", "impact", "size")


def make(folder: Path, documents: int, times: int = 1) -> None:
    """Write documents, ``times`` as long as a chapter of the corpus, the same for the same numbers."""
    folder.mkdir(parents=True)
    plans = [p.read_text(encoding="utf-8") for p in sorted((_HERE / "corpus").iterdir()) if p.suffix in {".txt", ".md"}]
    for number in range(documents):
        chance = random.Random(number)
        text = "\n\n".join(_varied(plans[(number + n) % len(plans)], chance) for n in range(times))
        _write(folder / f"plan{number:04}{_FORMATS[number % len(_FORMATS)]}", text)


def _varied(plan: str, chance: random.Random) -> str:
    """Return a plan with the parts under its headings in another order, and other numbers."""
    parts = re.split(r"\n(?=#+ |\n[A-Z0-9][^\n]{3,60}\n\n)", plan)
    head, rest = parts[0], parts[1:]
    chance.shuffle(rest)
    return re.sub(r"\b\d{2,3}\b", lambda m: str(chance.randrange(10, 10 ** len(m[0]))), "\n".join([head, *rest]))


def _write(path: Path, text: str) -> None:
    if path.suffix == ".txt":
        path.write_text(text, encoding="utf-8")
    elif path.suffix == ".html":
        blocks = (
            f"<h2>{html.escape(b.lstrip('# '))}</h2>" if b.startswith("#") else f"<p>{html.escape(b)}</p>"
            for b in text.split("\n\n")
        )
        page = (
            f"<!doctype html><html lang=nl><meta charset=utf-8><title>Plan</title><main>{''.join(blocks)}</main></html>"
        )
        path.write_text(page, encoding="utf-8")
    else:
        pdf = FPDF()
        pdf.set_font("helvetica", size=10)
        pdf.add_page()
        for block in text.split("\n\n"):
            pdf.multi_cell(0, 5, block.encode("latin-1", "replace").decode("latin-1"), new_x="LMARGIN", new_y="NEXT")
            pdf.ln(3)
        pdf.output(str(path))


def _run(inputs: list[Input], work: Work, jobs: int = 0) -> float:
    """Run, and return the seconds: of this process's processor without workers, on the clock with them."""
    clock = time.perf_counter if jobs else time.process_time
    begin = clock()
    result = run_batch(inputs, work, Workers(work, jobs) if jobs else None)
    assert not result.failed, result.failed[0]
    return clock() - begin


def cost(folder: Path, rules: Rules, room: Path) -> None:
    """The whole beside reading and the model alone, and the rest beside spaCy's blank tokenizer."""
    nlp, blank = load_model(), spacy.blank("nl")
    inputs = collect([folder], room)
    warm = inputs[:8]
    _run(warm, Work(room / "warm", rules))
    reading, piping, splitting, words = 0.0, 0.0, 0.0, 0
    for item in inputs:
        begin = time.process_time()
        document = read_document(item.path)
        reading += time.process_time() - begin
        parts = [p for p in document.text.split("\n\n") if p.strip()]
        begin = time.process_time()
        for _ in nlp.pipe(parts):
            pass
        piping += time.process_time() - begin
        begin = time.process_time()
        for part in parts:
            blank.tokenizer(part)
        splitting += time.process_time() - begin
        words += document.words
    whole = _run(inputs, Work(room / "cost", rules))
    rest = whole - reading - piping
    print(f"{len(inputs)} documents, {words} words, {words / whole:.0f} words/s")
    print(f"reading {reading:.1f} s, model {piping:.1f} s, tokenizer {splitting:.1f} s")
    print(f"whole {whole:.1f} s: {whole / (reading + piping):.2f} times reading and the model (at most 1.35)")
    print(f"the rest {rest:.1f} s: {rest / splitting:.1f} times the blank tokenizer (at most 6)")


def jobs(folder: Path, rules: Rules, room: Path) -> None:
    """Two workers beside one."""
    inputs = collect([folder], room)
    one, two = (_run(inputs, Work(room / f"jobs{n}", rules), n) for n in (1, 2))
    print(f"--jobs 1 {one:.1f} s, --jobs 2 {two:.1f} s: {one / two:.2f} times as fast (at least 1.8)")


def rules_changed(folder: Path, rules: Rules, room: Path) -> None:
    """A second run, one with a rule that touches few documents, and one with a rule that touches all."""
    inputs = collect([folder], room)
    work = Work(room / "rules", rules, cache=room / "cache")
    first = _run(inputs, work)
    print(f"from scratch {first:.1f} s")
    for name, table, rarely in (("nothing", "", True), ("few", "partners", True), ("all", "activiteiten", False)):
        changed = rules if not table else _changed(rules, table, room / name, rarely)
        again = _run(inputs, dataclasses.replace(work, rules=changed))
        least = {"nothing": 50, "few": 10, "all": 3}[name]
        print(f"a rule that touches {name}: {again:.2f} s, {first / again:.1f} times as fast (at least {least})")
        _run(inputs, work)  # back to what it was


def impact(folder: Path, rules: Rules, room: Path) -> None:
    """What an edit of the rules does to the records of a run, told before the next one."""
    inputs, output, cache = collect([folder], room), room / "impact", room / "cache"
    arguments = {"paths": [str(folder)], "output": str(output), "rules": "bundled"}
    begin = time.process_time()
    run_batch(inputs, Work(output, rules, cache=cache), arguments=arguments)
    first = time.process_time() - begin
    print(f"a full run {first:.1f} s")
    for name, table, rarely in (("nothing", "", True), ("few", "partners", True), ("all", "activiteiten", False)):
        changed = rules if not table else _changed(rules, table, room / name, rarely)
        for what, against in (("the records", None), ("the rules", rules)):
            begin = time.process_time()
            found = weigh(output, changed, against, cache=cache)
            seconds = time.process_time() - begin
            print(
                f"a rule that touches {name}, beside {what} of before: {seconds:.2f} s, {first / seconds:.0f} times as "
                f"fast as a run; {len(found.touched)} of {found.documents} documents"
            )


def _changed(rules: Rules, table: str, folder: Path, rarely: bool) -> Rules:
    shutil.copytree(bundled_rules(), folder)
    path = folder / f"{table}.yaml"
    text = path.read_text(encoding="utf-8")
    if rarely:
        text += (
            "- naam: Stichting Veenmos\n  soort: organisatie\n  type: welzijnsorganisatie\n  bron: eigen toevoeging\n"
        )
    else:
        text = re.sub(r"zekerheid: 0\.(\d)\d?", lambda m: f"zekerheid: 0.{m[1]}3", text)
    path.write_text(text, encoding="utf-8")
    return load_rules(folder)


def size(folder: Path, rules: Rules, room: Path) -> None:
    """Ten times the documents, a document ten times as long, and memory."""
    small, large = collect([folder], room), room / "large"
    few = small[: max(1, len(small) // 10)]
    _run(few[:8], Work(room / "warm", rules))
    one, ten = _run(few, Work(room / "few", rules)), _run(small[: 10 * len(few)], Work(room / "many", rules))
    print(f"{10 * len(few)} documents take {ten / one:.1f} times as long as {len(few)} (at most 10.5)")
    for times in (10, 100):
        make(large / str(times), 4, times)
    figures = []
    for times in (10, 100):
        inputs = collect([large / str(times)], room)
        figures.append((_run(inputs, Work(room / f"long{times}", rules)), sum(_words(i) for i in inputs)))
    (short, less), (long, more) = figures
    print(f"{more // 4} words for {less // 4} take {long / short:.1f} times as long (at most 11)")
    print(f"memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:.0f} MB (below 900)")


def _words(item: Input) -> int:
    return read_document(item.path).words


def main() -> None:
    """Measure and print; each in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=500)
    parser.add_argument("--only", choices=_NAMES, nargs="*", default=_NAMES)
    args = parser.parse_args()
    if len(args.only) > 1:
        for name in args.only:
            command = [sys.executable, __file__, "--documents", str(args.documents), "--only", name]
            subprocess.run(command, check=True)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "plans"
        make(folder, args.documents)
        measure = dict(zip(_NAMES, (cost, jobs, rules_changed, impact, size), strict=True))[args.only[0]]
        measure(folder, load_rules(), Path(name) / "out")


if __name__ == "__main__":
    main()
