"""What a report says of a plan, where rules alone say what either states; pairs with gold are in ``test_tracing``."""

import pytest

from pipeline.ruleset import load_rules


@pytest.fixture(scope="session")
def rules():
    return load_rules().alone
