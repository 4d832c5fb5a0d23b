"""Goals by their numbers: in headings that take them up, and in numbers that go on from another."""

import pytest

from pipeline.document import Document
from pipeline.run import process

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


LISTED = """Begroting 2026

Doelstellingen
1. Iedereen doet mee in het dorp.
2. Kinderen spelen veilig op straat.

Wat gaan we daarvoor doen?
Belangrijkste resultaten voor 2026
1.1 Geopend buurthuis aan de Dijkweg
1.2 Uitgebreid vervoer naar de soos
2.1 Er is een speelstraat ingericht

1.1 Geopend buurthuis aan de Dijkweg
We verbouwen het oude gemaal tot buurthuis.

2.1 Er is een speelstraat ingericht
We sluiten de Kerkstraat af voor auto's.
"""


def test_coded_results_of_a_plan_serve_the_goal_of_their_number(rules, nlp):
    record = process(Document("plan.txt", "plan.txt", "0" * 64, "text/plain", LISTED), rules, nlp)
    known = {g.id: g.text for g in record.goals}
    found = {a.text: ([known[g] for g in a.goals], a.status) for a in record.activities}
    one, two = "Iedereen doet mee in het dorp.", "Kinderen spelen veilig op straat."
    assert found["Geopend buurthuis aan de Dijkweg"] == ([one], "planned")
    assert found["Uitgebreid vervoer naar de soos"] == ([one], "planned")
    assert found["Er is een speelstraat ingericht"] == ([two], "planned")
    assert found["We verbouwen het oude gemaal tot buurthuis."][0] == [one]
    assert found["We sluiten de Kerkstraat af voor auto's."][0] == [two]
    assert len(record.activities[0].also_at) == 1  # the heading that goes into it


CODES = """# Plan 2026

## Doelen

- HD1 Inwoners redden zich in hun eigen huis
- HD2 Jongeren groeien veilig op
- R1.1 Een besluit wordt op tijd genomen (HD1)

## Acties

| Actie | Trekker | Draagt bij aan |
|---|---|---|
| Eén formulier invoeren voor alle vragen | Team Toegang | R1.1 |
| Een jongerenwerker aanstellen in elk dorp | Welzijn | HD1, HD2 |
| De bus laten rijden tot middernacht | Vervoer | {code} |
"""


@pytest.mark.parametrize("code", ["HD9", "bijlage 2", "HD1 in 2027"])
def test_codes_in_a_column_tie_a_row_to_goals(rules, nlp, code):
    text = CODES.format(code=code)
    record = process(Document("plan.md", "plan.md", "0" * 64, "text/markdown", text), rules, nlp)
    known = {g.text[:4].strip(): g.id for g in record.goals}
    served = {a.text[:4]: a.goals for a in record.activities}
    assert served["Eén "] == (known["R1.1"],)
    assert served["Een "] == (known["HD1"], known["HD2"])
    assert set(served["De b"]) == set(known.values())  # no code of a goal: then what holds for the section
    assert next(g.parent for g in record.goals if g.text.startswith("R1.1")) == known["HD1"]


LETTERED = """Regiovisie 2026-2029

1 Wat we willen

Onze stip op de horizon: in de regio is iedereen veilig.

a. Geweld stopt en komt niet terug.
b. Niemand slaapt op straat.

2 {first}

We breiden het aantal tafels uit naar vijf.

3 {second}

We openen twee nachtopvanglocaties.
"""


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Opgave a: veilig thuis", "Opgave b: een thuis"),
        ("Veilig thuis (opgave a)", "Een thuis (opgave b)"),
        ("Spoor a: veilig thuis", "Spoor b: een thuis"),
    ],
    ids=["in front", "in brackets", "parts that count as the goals do"],
)
def test_a_heading_takes_up_a_goal_by_its_letter(read, first, second):
    served, parents = read(LETTERED.format(first=first, second=second))
    assert served == {
        "We breiden het aantal tafels uit naar vijf.": ["Geweld stopt en komt niet terug."],
        "We openen twee nachtopvanglocaties.": ["Niemand slaapt op straat."],
    }
    assert parents["Niemand slaapt op straat."] == "in de regio is iedereen veilig."


def test_parts_that_are_counted_otherwise_take_up_nothing(read):
    served, _ = read(LETTERED.format(first="Spoor 1: veilig thuis", second="Spoor 2: een thuis"))
    assert served == {"We breiden het aantal tafels uit naar vijf.": [], "We openen twee nachtopvanglocaties.": []}


CELLS = """Uitvoeringsprogramma 2026

Onze doelen

1. Langer thuis kunnen wonen
2. Steviger in je schoenen staan

Acties

| Actie | Planning | Helpt bij |
|---|---|---|
| Huisbezoeken uitbreiden | 2026 | {first} |
| Een skatebaan aanleggen | 2027 | {second} |
"""


@pytest.mark.parametrize(
    ("first", "second"),
    [("Doel 1", "Doel 2, en later misschien meer"), ("Langer thuis", "Steviger in je schoenen")],
    ids=["by number", "by name"],
)
def test_a_cell_names_the_goals_of_its_row(read, first, second):
    served, _ = read(CELLS.format(first=first, second=second))
    assert served["Huisbezoeken uitbreiden"] == ["Langer thuis kunnen wonen"]
    assert served["Een skatebaan aanleggen"] == ["Steviger in je schoenen staan"]


def test_a_line_behind_a_name_tells_the_goal_of_its_section(read):
    served, parents = read(
        "Uitvoeringsprogramma 2026\n\nOnze doelen\n1. Ouderen wonen langer thuis\n2. Jongeren bewegen meer\n\n"
        "Wandelroutes aanleggen\nTrekker: team Groen\nPlanning: 2026\nDraagt bij aan: doel 2\n"
    )
    assert served == {"Wandelroutes aanleggen": ["Jongeren bewegen meer"]}
    assert set(parents) == {"Ouderen wonen langer thuis", "Jongeren bewegen meer"}
