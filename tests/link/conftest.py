"""A plan read with the bundled rules: which goals its activities serve, and which goal each goal serves."""

import pytest

from pipeline.document import Document
from pipeline.ruleset import load_rules
from pipeline.run import process


@pytest.fixture(scope="session")
def rules():
    return load_rules().alone


@pytest.fixture
def read(rules, nlp):
    def of(text):
        record = process(Document("plan.txt", "plan.txt", "0" * 64, "text/plain", text), rules, nlp)
        known = {r.id: r.text for r in record.records()}
        goals = {a.text: [known[g] for g in a.goals] for a in record.activities}
        return goals, {g.text: known.get(g.parent) for g in record.goals}

    return of
