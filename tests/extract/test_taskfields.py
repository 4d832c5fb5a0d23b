"""Task fields of Iv3: named by code and name together, or by one of them where the heading says so."""

import pytest

from pipeline.extract.taskfields import task_fields


@pytest.mark.parametrize(
    ("name", "asked", "code"),
    [
        ("6.1 Samenkracht en burgerparticipatie", False, "6.1"),
        ("6.711 Huishoudelijke hulp (Wmo)", False, "6.711"),
        ("6.71A Huishoudelijke hulp (Wmo)", False, "6.71a"),
        ("0.10 Mutaties reserves", False, "0.10"),
        ("Taakveld 7.1", True, None),
        ("Taakveld 7.1 Gezondheid", False, "7.1"),
        ("7.1 Volksgezonheid", False, "7.1"),  # a slip
        ("7.1 Gezond leven", False, None),  # a number of the plan's own
        ("7.1 Gezond leven", True, "7.1"),
        ("9.9 Onbekend", True, None),
        ("Volksgezondheid", False, None),
        ("Volksgezondheid", True, "7.1"),
        ("Parkeren", False, None),
        ("Totaal lasten", True, None),
    ],
)
def test_task_fields(rules, name, asked, code):
    found = task_fields(rules).find(name, asked)
    assert (found.name if found else None) == code


@pytest.mark.parametrize(("year", "code"), [(2023, "6.71a"), (2026, "6.711"), (None, "6.711"), (2019, None)])
def test_a_name_that_two_divisions_share_is_that_of_the_year(rules, year, code):
    found = task_fields(rules).find("Huishoudelijke hulp (Wmo)", True, year)
    assert (found.name if found else None) == code
