"""What extractors find by the rule tables alone; how it is weighed is tested in ``test_weighed``."""

import pytest

from pipeline.ruleset import load_rules


@pytest.fixture(scope="session")
def rules():
    return load_rules().alone
