"""Shards, and what they leave when they are joined: the same as one run."""

import pytest
import yaml

from pipeline.batch import Shard, Work, collect, merge, run_batch
from pipeline.errors import UsageError


@pytest.fixture
def plans(write_plans):
    return write_plans(8)


@pytest.fixture
def run(plans, rules, tmp_path):
    def runs(shard=None, output=tmp_path / "uit", model="blank"):
        return run_batch(collect([plans], output), Work(output, rules, model), shard=shard)

    return runs


@pytest.mark.parametrize("of", [1, 2, 3, 7])
def test_each_document_is_in_one_shard(of):
    for n in range(200):
        assert sum(Shard(k, of).holds(f"map/plan{n}.pdf") for k in range(1, of + 1)) == 1


def test_shards_are_about_equal():
    sizes = [sum(Shard(k, 4).holds(f"plan{n}.pdf") for n in range(2000)) for k in range(1, 5)]
    assert sum(sizes) == 2000
    assert max(sizes) < 1.2 * min(sizes)


@pytest.mark.parametrize("text", ["", "0/4", "5/4", "a/b", "1", "1/0", "-1/4", "1/4/2", "1.5/4"])
def test_what_is_no_shard_is_told(text):
    with pytest.raises(UsageError, match="name one as 1/4"):
        Shard.read(text)


def test_joined_shards_are_one_run_to_the_byte(run, tmp_path, given):
    run(output=tmp_path / "heel")
    for n in (3, 1, 2):
        run(Shard(n, 3))
        assert (tmp_path / "uit" / f"manifest-{n}-of-3.yaml").exists()
    assert merge(tmp_path / "uit") == (9, [])
    assert given(tmp_path / "uit") == given(tmp_path / "heel")
    timings = yaml.safe_load((tmp_path / "uit" / "timings.yaml").read_text(encoding="utf-8"))
    assert len(timings["documents"]) == 9


def test_what_shards_did_is_not_done_again(run, tmp_path):
    for n in (1, 2):
        run(Shard(n, 2))
    merge(tmp_path / "uit")
    assert len(run().reused) == 9
    assert len(run(Shard(1, 2)).reused) == len(run(Shard(1, 2)).outcomes), "nor by shards"


def test_an_input_that_is_gone_goes_when_shards_are_joined(run, plans, tmp_path):
    run()
    (plans / "plan3.md").unlink()
    for n in (1, 2):
        run(Shard(n, 2))
    assert merge(tmp_path / "uit")[0] == 8
    assert not (tmp_path / "uit" / "plan3.md.yaml").exists()


def test_a_shard_leaves_the_records_of_others(run, tmp_path):
    run()
    result = run(Shard(1, 2))
    assert result.removed == []
    assert len(list((tmp_path / "uit").glob("plan*.yaml"))) == 8


def test_a_missing_shard_is_named(run, tmp_path):
    run(Shard(2, 3))
    with pytest.raises(UsageError, match="have not ended: 1/3, 3/3"):
        merge(tmp_path / "uit")


def test_shards_of_different_runs_are_not_joined(run, tmp_path):
    run(Shard(1, 2))
    run(Shard(2, 2), model="nl_beleid_sm")
    with pytest.raises(UsageError, match="shard 2/2 was made with another model"):
        merge(tmp_path / "uit")
    run(Shard(1, 3))
    with pytest.raises(UsageError, match="in 2 and 3 parts"):
        merge(tmp_path / "uit")


def test_nothing_to_join_is_told(run, tmp_path):
    with pytest.raises(UsageError, match="no folder"):
        merge(tmp_path / "uit")
    run()
    with pytest.raises(UsageError, match="nothing is to be merged"):
        merge(tmp_path / "uit")


@pytest.mark.parametrize("junk", [b"", b"documents: 3", b"- 1", b"\xff\xfe", b"[" * 3000])
def test_a_damaged_manifest_of_a_shard_is_told(run, tmp_path, junk):
    run(Shard(1, 1))
    (tmp_path / "uit" / "manifest-1-of-1.yaml").write_bytes(junk)
    with pytest.raises(UsageError, match="run that shard again"):
        merge(tmp_path / "uit")
