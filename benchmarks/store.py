"""The records of a folder from their YAML, and from the store beside it.

Use: python benchmarks/store.py [--records N]   (50,000 records by default, in some 525 documents)

Record files are made of the corpus's own, with other ids. Time of one core, in one run: all files read as YAML, by the
store that must first be made, by the store that is there, and with one file in twenty changed; one record by its id.
"""

from __future__ import annotations

import argparse
import hashlib
import tempfile
import time
from pathlib import Path

from export import make

from pipeline.saved import read_record, record_files
from pipeline.store import Store, keep_written, records_below


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=50_000)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        records = make(folder, args.records)
        files = list(record_files(folder))
        begin = time.process_time()
        last = [record.id for path in files for record in read_record(path).records()][-1]
        plain = time.process_time() - begin
        print(f"{records} records in {len(files)} documents: YAML {plain:.1f} s")
        _tell("the store, made on the way", plain, _read(folder))
        _tell("the store", plain, _read(folder))
        for path in files[::20]:
            path.write_bytes(path.read_bytes() + b"\n")
        _tell("the store, one file in 20 changed", plain, _read(folder))
        begin = time.process_time()
        with Store(folder) as store:
            assert store.holder(last) is not None
        _tell("one record by its id", plain, time.process_time() - begin)
        whole = {path.relative_to(folder).as_posix(): (path.read_bytes(), read_record(path)) for path in files[:100]}
        begin = time.process_time()
        for file, (data, record) in whole.items():
            keep_written(folder, file, hashlib.sha256(data).hexdigest(), record)
        kept = (time.process_time() - begin) / len(whole)
        each = kept * len(files) / records
        print(f"kept while a run writes: {kept * 1e3:.1f} ms a document, {each * 1e6:.0f} µs a record")
        begin = time.process_time()
        for path in files:
            hashlib.sha256(path.read_bytes()).digest()
        print(f"hashing alone {time.process_time() - begin:.2f} s")


def _read(folder: Path) -> float:
    begin = time.process_time()
    for _ in records_below(folder):
        pass
    return time.process_time() - begin


def _tell(what: str, plain: float, seconds: float) -> None:
    print(f"{what}: {seconds:.3f} s, {plain / seconds:.1f} times as fast")


if __name__ == "__main__":
    main()
