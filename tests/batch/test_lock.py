"""One run at a time in an output folder, unless they are shards of one run."""

import contextlib
import multiprocessing
import os

import pytest

from pipeline.batch import Shard
from pipeline.batch.ledger import Basis
from pipeline.batch.lock import alone, held
from pipeline.errors import OutputError
from pipeline.write import STATE

BASIS = Basis("regels", "model", "programma")


def _hold(output, basis, shard, pipe):
    with held(output, basis, shard):
        pipe.send("held")
        pipe.poll(30)


@pytest.fixture
def other(tmp_path):
    """Holds the folder in another process, until the test ends."""
    context = multiprocessing.get_context("fork")
    started = []

    def holds(shard=None, basis=BASIS):
        here, there = context.Pipe()
        process = context.Process(target=_hold, args=(tmp_path, basis, shard, there))
        process.start()
        there.close()
        started.append((process, here))
        assert here.poll(30), "it didn't get the folder"
        return process

    yield holds
    for process, pipe in started:
        with contextlib.suppress(OSError):  # one that was killed hears nothing
            pipe.send("let go")
        process.join(30)


def test_the_second_is_refused_and_told_who_is_there(tmp_path, other):
    process = other()
    told = rf"process {process.pid} on .*; wait for it, stop it, or name another"
    with pytest.raises(OutputError, match=told), held(tmp_path, BASIS):
        pytest.fail("two at once")


@pytest.mark.parametrize(
    ("theirs", "ours", "basis", "together"),
    [
        (Shard(1, 4), Shard(2, 4), BASIS, True),
        (Shard(1, 4), Shard(1, 4), BASIS, False),
        (Shard(1, 4), Shard(2, 3), BASIS, False),
        (Shard(1, 4), None, BASIS, False),
        (None, Shard(1, 4), BASIS, False),
        (Shard(1, 4), Shard(2, 4), Basis("andere regels", "model", "programma"), False),
        (Shard(1, 4), Shard(2, 4), Basis("regels", "ander model", "programma"), False),
    ],
)
def test_shards_of_one_run_work_together(tmp_path, other, theirs, ours, basis, together):
    other(theirs)
    if together:
        with held(tmp_path, basis, ours) as nobody_else:
            assert nobody_else is False
    else:
        with pytest.raises(OutputError, match="another run is at work"), held(tmp_path, basis, ours):
            pytest.fail("two at once")


def test_joining_waits_for_the_last_shard(tmp_path, other):
    other(Shard(1, 4))
    with pytest.raises(OutputError, match="shard 1/4"), alone(tmp_path):
        pytest.fail("a shard was at work")


def test_a_run_that_was_killed_holds_nothing(tmp_path, other):
    process = other()
    process.kill()
    process.join()
    with held(tmp_path, BASIS) as nobody_else:
        assert nobody_else is True


def test_who_has_ended_holds_nothing(tmp_path):
    for _ in range(2):
        with held(tmp_path, BASIS) as nobody_else:
            assert nobody_else is True
    with alone(tmp_path):
        pass


def test_a_run_that_fails_lets_go(tmp_path):
    with pytest.raises(ZeroDivisionError), held(tmp_path, BASIS):
        raise ZeroDivisionError
    with held(tmp_path, BASIS):
        pass


def test_without_a_word_of_who_it_is_it_is_refused_all_the_same(tmp_path, other):
    other()
    (tmp_path / STATE / "run.json").write_bytes(b"\xff{")
    with pytest.raises(OutputError, match="another run is at work"), held(tmp_path, BASIS):
        pytest.fail("two at once")


@pytest.mark.skipif(os.name != "posix", reason="a file where the folder should be")
def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "uit").write_text("bezet")
    with pytest.raises(OutputError, match="--output"), held(tmp_path / "uit", BASIS):
        pytest.fail("it is a file")
