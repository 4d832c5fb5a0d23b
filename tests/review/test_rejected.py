"""Rules that readers often reject, as rows to take over."""

import datetime as dt

import pytest
import yaml

from pipeline.review import Quote, State, Value, Verdict
from pipeline.review.rejected import rejected_rows, rejected_rules
from pipeline.ruleset.schema import PartnerRow

SCHOLEN, ANDER = "partners/scholen", "activiteiten/wij-doen"
_AT = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)


def said(number, verb, rule, before="op alle ", who="Anna"):
    return Verdict(
        at=_AT + dt.timedelta(seconds=number),
        who=who,
        verb=verb,
        id=f"{number:032x}",
        document="plan.txt",
        document_sha256="0" * 64,
        record=f"partner-{number:016x}",
        kind="partner",
        old=Value("partner", 10, 22, "basisscholen"),
        rule=rule,
        quote=Quote("basisscholen", before, " van de stad"),
    )


CASES = [
    ([], []),
    ([said(1, "klopt_niet", SCHOLEN)], []),
    ([said(1, "klopt_niet", SCHOLEN), said(2, "klopt_niet", SCHOLEN)], [(SCHOLEN, 0, 2)]),
    ([said(n, "klopt_niet" if n < 2 else "klopt", SCHOLEN) for n in range(7)], []),
    ([said(n, "klopt_niet" if n < 2 else "klopt", SCHOLEN) for n in range(6)], [(SCHOLEN, 4, 2)]),
    ([said(1, "twijfel", SCHOLEN), said(2, "twijfel", SCHOLEN)], []),
    (
        [*(said(n, "klopt_niet", SCHOLEN) for n in (1, 2)), *(said(n, "klopt_niet", ANDER) for n in (3, 4, 5))],
        [(ANDER, 0, 3), (SCHOLEN, 0, 2)],
    ),
    ([said(1, "klopt_niet", SCHOLEN), said(2, "klopt_niet", SCHOLEN, who="Bram")], [(SCHOLEN, 0, 2)]),
]


@pytest.mark.parametrize(("verdicts", "wanted"), CASES)
def test_what_is_often_rejected(verdicts, wanted):
    assert [(o.rule, o.right, o.wrong) for o in rejected_rules(State(verdicts))] == wanted


def test_a_name_comes_as_its_row_with_exceptions(rules):
    verdicts = [said(1, "klopt_niet", SCHOLEN), said(2, "klopt_niet", SCHOLEN, "\n- voor veel ")]
    told = rejected_rows(rejected_rules(State(verdicts)), rules)
    (row,) = yaml.safe_load(told)
    known = next(r for r in rules.partners if r.name == "scholen")
    assert PartnerRow.model_validate(row).exceptions == (
        *known.exceptions, "op alle basisscholen", "voor veel basisscholen",
    )  # fmt: skip
    assert f"partners.yaml:{rules.lines[SCHOLEN]}" in told
    assert "plan.txt: … op alle [basisscholen] van de stad …" in told


def test_of_another_rule_its_faults_are_listed(rules):
    verdicts = [said(1, "klopt_niet", ANDER), said(2, "klopt_niet", ANDER)]
    told = rejected_rows(rejected_rules(State(verdicts)), rules)
    assert yaml.safe_load(told) is None
    assert "activiteiten/wij-doen (activiteiten.yaml:" in told
    assert rejected_rows([], rules) == ""
