"""Words that belong together have one stem, and words that only look alike do not."""

import doctest
import importlib

import pytest

from pipeline.trace.stems import stem


@pytest.mark.parametrize("module", ["stems", "kin", "study"])
def test_doctests(module):
    found = doctest.testmod(importlib.import_module(f"pipeline.trace.{module}"))
    assert found.attempted
    assert found.failed == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("verbouwen", "verbouwing"),
        ("evalueren", "evaluatie"),
        ("subsidie", "subsidiëren"),
        ("herzien", "herziening"),
        ("aanleg", "aanleggen"),
        ("werving", "werven"),
        ("digitaal", "digitaliseren"),
        ("cultuurnota", "culturnota"),
    ],
)
def test_one_stem(one, other):
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("one", "other"), [("plan", "plein"), ("tarief", "tarwe"), ("boer", "boete"), ("wonen", "winnen")]
)
def test_two_stems(one, other):
    assert stem(one) != stem(other)
