"""The log of verdicts beside its parts alone: the same lines decoded by the library, and nothing more.

Use: python benchmarks/verdicts.py [--verdicts N]   (50,000 by default)

Verdicts are made of the corpus's records, each as large as a real one. Time is that of this process, on one core.
"""

from __future__ import annotations

import argparse
import datetime as dt
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from pipeline.read import read_document
from pipeline.review import Live, Log, Verdict, judge
from pipeline.review.anchor import Anchors
from pipeline.saved import read_record

_HERE = Path(__file__).parents[1]
_PLAN = "uitvoeringsprogramma-jeugd-2025-2026.txt"
_AT = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)


def _seconds(work: Callable[[], Any]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    """Measure, and print what was found."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--verdicts", type=int, default=50_000)
    wanted = parser.parse_args().verdicts
    whole = read_record(_HERE / "tests" / "golden" / f"{_PLAN}.yaml")
    text = read_document(_HERE / "corpus" / _PLAN).text
    kinds = [judge(r, whole.document, text, who="Anna", at=_AT, verb="klopt") for r in whole.records()]
    made = [
        msgspec.structs.replace(
            kinds[n % len(kinds)], id=f"{n:032x}", record=f"act-{n:016x}", document=f"{n % 500}.txt"
        )
        for n in range(wanted)
    ]
    with tempfile.TemporaryDirectory() as folder:
        log = Log(Path(folder))
        log.append(made)
        lines = log.path("Anna").read_bytes().splitlines()
        decoder = msgspec.json.Decoder(Verdict)
        alone = _seconds(lambda: [decoder.decode(line) for line in lines])
        live = Live(Path(folder))
        first = _seconds(live.state)
        again = _seconds(live.state)
        one = msgspec.structs.replace(kinds[0], id="new")
        added = _seconds(lambda: live.append([one]))
        print(f"{wanted} verdicts, {sum(map(len, lines)) / 1e6:.0f} MB")
        print(f"decoding alone {alone:.2f} s, state {first:.2f} s: {first / alone:.2f} times")
        print(f"state again {again * 1000:.2f} ms, one verdict more {added * 1000:.1f} ms: {added / first:.4f} of it")
    longer = "Een nieuw voorwoord.\n\n" * 40 + text
    anchors = Anchors(
        whole.model_copy(update={"document": whole.document.model_copy(update={"sha256": "0" * 64})}), longer
    )
    strangers = [msgspec.structs.replace(one, record=f"act-{n:016x}") for n, one in enumerate(kinds)]
    spent = _seconds(lambda: [anchors.of(one) for one in strangers])
    print(f"{len(strangers)} verdicts found again by their quotes: {spent / len(strangers) * 1000:.2f} ms each")


if __name__ == "__main__":
    main()
