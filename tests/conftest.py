"""What all tests share: the bundled rules and the bundled model, loaded once."""

import hashlib
import os
import tempfile

import pytest
from hypothesis import HealthCheck, settings

from pipeline.annotate import load_model
from pipeline.document import Document
from pipeline.ruleset import load_rules

# Runs are the same everywhere, and a slow machine fails none of them.
settings.register_profile(
    "doelenboom", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow], max_examples=80
)
settings.load_profile("doelenboom")


# What the program keeps from run to run is the user's; tests, and programs that they start, have a place of their own.
os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp(prefix="doelenboom-cache-")
os.environ["XDG_STATE_HOME"] = tempfile.mkdtemp(prefix="doelenboom-state-")


@pytest.fixture(scope="session")
def rules():
    return load_rules()


@pytest.fixture(scope="session")
def nlp():
    return load_model()


def make_document(text, name="plan.txt"):
    return Document(name, name, hashlib.sha256(text.encode()).hexdigest(), "text/plain", text)


@pytest.fixture(scope="session")
def document():
    """Builds a document of a text, as a reader would."""
    return make_document
