"""What is kept from run to run: found by content, never wrong, and never in the way."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import codec
from pipeline.annotate import BLANK, load_model, model_id
from pipeline.batch import Input, Work, collect, run_batch
from pipeline.batch.cache import Cache
from pipeline.errors import OutputError
from pipeline.read import read_document
from pipeline.run import Way, process

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
DOCUMENTS = sorted(p for p in CORPUS.iterdir() if p.is_file() and p.suffix)
STEPS = [
    "annotate", "figures", "frameworks", "laws", "outcome", "partners", "profile", "statements", "structure",
    "timelines",
]  # fmt: skip


@pytest.fixture
def cache(tmp_path):
    found = Cache(tmp_path / "cache")
    found.open()
    return found


class Noting:
    """Keeps in a cache, and notes which steps were made and not found."""

    def __init__(self, cache):
        self.cache, self.made = cache, []

    def __call__(self, step, key, kind, make):
        def noted():
            self.made.append(step)
            return make()

        return self.cache.keep(step, key, kind, noted)


def _way(path, rules, keep, model=None):
    nlp = load_model(model) if model else load_model()
    return Way(path.name, path.name, lambda: read_document(path), rules, (model_id(nlp), lambda: nlp), keep)


def _changed(rules, table, **change):
    row, *others = rules.tables[table]
    return replace(
        rules, digest=f"other {table}", tables={**rules.tables, table: (row.model_copy(update=change), *others)}
    )


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: p.name)
def test_what_was_kept_gives_the_same_record(path, rules, nlp, cache):
    wanted = process(read_document(path), rules, nlp)
    first, again = Noting(cache), Noting(cache)
    assert _way(path, rules, first).record == wanted
    assert sorted(first.made) == [s for s in STEPS if s != "outcome"]
    assert _way(path, rules, again).record == wanted
    assert again.made == []


def test_a_model_without_grammar_is_kept_as_well(rules, cache):
    keep = Noting(cache)
    records = [_way(DOCUMENTS[1], rules, keep, BLANK).record for _ in range(2)]
    assert records[0] == records[1] == process(read_document(DOCUMENTS[1]), rules, load_model(BLANK))
    assert keep.made.count("annotate") == 1


# Which steps a change of a table makes anew, when it changes nothing in the document.
TOUCHES = {
    "activiteiten": {"sure": 0.51},
    "status": {"sure": 0.51},
    "partners": {"type": "anders"},
    "kaders": {"aliases": ("Iets Heel Anders",)},
    "tijd": {"source": "elders"},
    "koppen": {"aliases": ("iets heel anders",)},
    "documentsoorten": {"words": ("iets heel anders",)},
}
MADE = {
    "activiteiten": ["statements"],
    "status": ["statements"],
    "partners": ["partners"],
    "kaders": ["frameworks", "partners"],
    "tijd": [],
    "koppen": ["structure"],
    "documentsoorten": ["profile"],
}


@pytest.mark.parametrize("table", TOUCHES)
def test_a_changed_table_makes_anew_what_reads_it(rules, cache, table):
    path = CORPUS / "coalitieakkoord-2026-2030.md"
    before = _way(path, rules, Noting(cache)).record
    keep = Noting(cache)
    other = _changed(rules, table, **TOUCHES[table])
    assert _way(path, other, keep).record == before
    assert sorted(keep.made) == MADE[table]


def test_a_changed_rule_is_seen(rules, nlp, cache):
    path = CORPUS / "coalitieakkoord-2026-2030.md"
    before = _way(path, rules, cache.keep).record
    rule = next(a.rule for a in before.activities).removeprefix("activiteiten/")
    rows = tuple(r for r in rules.tables["activiteiten"] if r.name != rule)
    other = replace(rules, digest="without", tables={**rules.tables, "activiteiten": rows})
    after = _way(path, other, cache.keep).record
    assert after == process(read_document(path), other, nlp)
    assert after != before


def test_another_model_is_no_hit(rules, cache):
    _way(DOCUMENTS[1], rules, Noting(cache)).record  # noqa: B018 - made, to be kept
    keep = Noting(cache)
    _way(DOCUMENTS[1], rules, keep, BLANK).record  # noqa: B018
    assert "annotate" in keep.made
    assert "structure" not in keep.made


@pytest.mark.parametrize("damage", [b"", b"x" * 10, b"x" * 200, None])
def test_a_damaged_entry_is_as_good_as_none(rules, nlp, cache, damage):
    path = DOCUMENTS[1]
    _way(path, rules, cache.keep).record  # noqa: B018
    entries = [p for p in cache.folder.rglob("*") if p.is_file() and p.parent != cache.folder]
    assert len(entries) == 9
    for entry in entries:
        entry.write_bytes(entry.read_bytes()[:-3] if damage is None else damage)
    keep = Noting(cache)
    assert _way(path, rules, keep).record == process(read_document(path), rules, nlp)
    assert len(keep.made) == 9


def test_whole_bytes_that_are_something_else_are_made_anew(cache):
    key = ("a",)
    cache.put(cache.path("profile", key), b"\xc1 no msgpack")
    made = []
    held = cache.keep("profile", lambda: key, codec.plain(int), lambda: made.append(1) or 7)
    assert (held.value, made) == (7, [1])


def test_no_room_loses_nothing(rules, nlp, tmp_path, monkeypatch):
    cache = Cache(tmp_path / "cache")
    monkeypatch.setattr("tempfile.mkstemp", lambda **_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    assert _way(DOCUMENTS[1], rules, cache.keep).record == process(read_document(DOCUMENTS[1]), rules, nlp)
    assert cache.size().entries == 0


def test_the_longest_unused_goes_first(cache):
    for n in range(10):
        path = cache.path("step", (str(n),))
        cache.put(path, bytes(100_000))
        os.utime(path, (n, n))
    assert cache.get(cache.path("step", ("0",))) == bytes(100_000), "this one is used again"
    assert cache.trim(2) == 0
    assert cache.trim(1) == 3
    left = [n for n in range(10) if cache.get(cache.path("step", (str(n),))) is not None]
    assert left == [0, 4, 5, 6, 7, 8, 9]


def test_clearing_takes_the_entries_and_nothing_of_others(cache, tmp_path):
    cache.put(cache.path("step", ("a",)), b"1234")
    assert cache.size().entries == 1
    assert cache.clear().bytes == 36
    assert cache.size().entries == 0
    (tmp_path / "eigen").mkdir()
    (tmp_path / "eigen" / "schat").mkdir()
    assert Cache(tmp_path / "eigen").clear().entries == 0
    assert (tmp_path / "eigen" / "schat").exists()
    with pytest.raises(OutputError, match="holds other things"):
        Cache(tmp_path / "eigen").open()


# Runs that keep.


def _run(tmp_path, rules, **changes):
    output = tmp_path / "uit"
    return run_batch(collect([CORPUS], output), Work(output, rules, cache=tmp_path / "cache", **changes))


def test_runs_with_and_without_give_the_same_bytes(rules, tmp_path, cache):
    _run(tmp_path, rules)
    plain = tmp_path / "zonder"
    run_batch(collect([CORPUS], plain), Work(plain, rules))
    for turn in range(2):
        files = {p.name: p.read_bytes() for p in (tmp_path / "uit").glob("*.yaml") if p.name != "timings.yaml"}
        assert files == {p.name: p.read_bytes() for p in plain.glob("*.yaml") if p.name != "timings.yaml"}
        if turn == 0:
            (tmp_path / "uit" / ".doelenboom" / "ledger.jsonl").unlink()
            (tmp_path / "uit" / f"{DOCUMENTS[0].name}.yaml").unlink()
            _run(tmp_path, rules)


def test_a_document_under_another_name_is_another_document(rules, tmp_path, cache):
    text = (CORPUS / "coalitieakkoord-2026-2030.md").read_bytes()
    work = Work(tmp_path / "uit", rules, cache=cache.folder)
    for name in ("een.md", "ander.md"):
        (tmp_path / name).write_bytes(text)
        assert work(Input(name, tmp_path / name)).extracted
    one, other = ((tmp_path / "uit" / f"{n}.md.yaml").read_text(encoding="utf-8") for n in ("een", "ander"))
    assert "id: een.md" in one
    assert "id: ander.md" in other
