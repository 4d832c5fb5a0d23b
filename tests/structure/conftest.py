"""A text laid out with the bundled rules."""

import pytest

from pipeline.structure import lay_out


@pytest.fixture(scope="session")
def lay(rules, document):
    def lays(text):
        return lay_out(document(text), rules)

    return lays


@pytest.fixture(scope="session")
def blocks(lay):
    """Lays a text out and returns (kind, text) of each block."""

    def of(text):
        return [(block.kind.value, block.passage.text.strip()) for block in lay(text).blocks]

    return of
