"""Numbers of a plan and of a report: what counts as another size, and what does not."""

import doctest

import pytest

from pipeline.trace import numbers
from pipeline.trace.numbers import Numbers


def test_doctests():
    found = doctest.testmod(numbers)
    assert found.attempted
    assert found.failed == 0


@pytest.mark.parametrize(
    ("plan", "report", "found"),
    [
        ("We planten 250 bomen.", "Er zijn 180 bomen geplant.", "scope"),
        ("We planten twintig bomen.", "Er zijn twaalf bomen geplant.", "scope"),
        ("Twee vindplaatsen ontsluiten", "Eén vindplaats is ontsloten.", "scope"),
        ("Invoeren op alle scholen", "Ingevoerd op acht van de elf scholen.", "scope"),
        ("Tien plekken aanleggen", "Er zijn er zeven in plaats van tien.", "scope"),
        ("Veertig mensen begeleiden", "Van de veertig mensen begonnen er 27.", "scope"),
        ("Met € 120.000 isoleren we woningen.", "Aan isolatie is € 165.000 besteed.", "amount"),
        # what is no other size
        ("We planten 250 bomen.", "Er zijn 250 bomen geplant.", None),
        ("We planten 250 bomen.", "Er zijn 256 bomen geplant.", None),
        ("We bezoeken 300 huishoudens.", "We bezochten 312 huishoudens.", None),
        ("We planten 250 bomen.", "Er zijn 12 banken geplaatst.", None),
        ("Aanpak 2026", "In 2027 gaan we verder.", None),
        ("Binnen twee werkdagen opruimen", "Meestal binnen drie werkdagen opgeruimd", None),
        ("Met € 120.000 isoleren we woningen.", "Er is € 120.000 besteed.", None),
        ("Een brief sturen", "In plaats van brieven te sturen hebben we gebeld.", None),
        ("Scholen bezoeken", "Van de scholen kwam veel lof.", None),
    ],
)
def test_compare(rules, plan, report, found):
    assert Numbers(rules).compare([plan], [report]) == found
