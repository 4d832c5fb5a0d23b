"""Goals by their numbers: in headings that take them up, and in numbers that go on from another."""

import pytest

from pipeline.document import Document
from pipeline.run import process


@pytest.fixture
def read(rules, nlp):
    def one(text):
        record = process(Document("plan.txt", "plan.txt", "0" * 64, "text/plain", text), rules, nlp)
        known = {r.id: r.text for r in record.records()}
        served = {a.text: [known[g] for g in a.goals] for a in record.activities}
        return served, {g.text: known.get(g.parent) for g in record.goals}

    return one


PLAN = """Dorpsvisie 2026-2030

Waar we naartoe willen

1. Iedereen heeft een huis in het dorp
Dat is nog niet zo.

2. Kinderen spelen veilig op straat
Nu is er te veel verkeer.

Wat we daarvoor gaan doen

{first}
We bouwen in 2027 dertig woningen aan de Dijkweg.

{second}
We openen een speelstraat bij de school.
"""
TAKEN_UP = {
    "We bouwen in 2027 dertig woningen aan de Dijkweg.": ["Iedereen heeft een huis in het dorp"],
    "We openen een speelstraat bij de school.": ["Kinderen spelen veilig op straat"],
}


@pytest.mark.parametrize("sign", ["Bij {}: het dorp groeit", "Ad {} Ruimte maken", "Bij doel {}"])
def test_a_heading_takes_up_a_goal_by_its_number(read, sign):
    served, parents = read(PLAN.format(first=sign.format(1), second=sign.format(2)))
    assert served == TAKEN_UP
    assert set(parents) == {"Iedereen heeft een huis in het dorp", "Kinderen spelen veilig op straat"}


def test_a_number_of_something_else_takes_up_nothing(read):
    served, _ = read(PLAN.format(first="In 2030 wonen we hier", second="Rond de 2 scholen"))
    assert set(served) == set(TAKEN_UP)
    assert served != TAKEN_UP


def test_a_number_that_goes_on_from_another_is_part_of_it(read):
    _, parents = read(
        "Begroting 2026\n\nDoelstelling 6.1\nIn 2030 kunnen alle dorpelingen in hun basisbehoeften voorzien\n\n"
        "Wat willen we bereiken?\n6.1.1 Minder dorpelingen hebben schulden\n\nDoelstelling 6.2\n"
        "Alle kinderen in het dorp zwemmen goed\n\nWat willen we bereiken?\n6.2.1 Elk kind haalt zijn diploma\n"
    )
    assert parents == {
        "In 2030 kunnen alle dorpelingen in hun basisbehoeften voorzien": None,
        "Minder dorpelingen hebben schulden": "In 2030 kunnen alle dorpelingen in hun basisbehoeften voorzien",
        "Alle kinderen in het dorp zwemmen goed": None,
        "Elk kind haalt zijn diploma": "Alle kinderen in het dorp zwemmen goed",
    }


def test_subgoals_serve_the_goal_stated_before_them(read):
    _, parents = read(
        "Beleidsplan 2026\n\n§ 2. Doelstellingen\n\n"
        "2.1 Hoofddoelstelling is dat inwoners van het dorp zonder schulden kunnen leven.\n\n"
        "Daarbij gelden de volgende subdoelen:\na. dorpelingen worden binnen een maand bereikt;\n"
        "b. het aantal schulden neemt af.\n"
    )
    main = next(text for text in parents if "zonder schulden kunnen leven" in text)
    assert {parent for text, parent in parents.items() if text != main} == {main}
    assert len(parents) == 3
