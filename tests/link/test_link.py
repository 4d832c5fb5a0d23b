"""What hangs together: by table row, by label, by heading, by sentence."""

import pytest

from pipeline.document import Document
from pipeline.run import process


@pytest.fixture
def read(rules, nlp):
    def one(text):
        return process(Document("t.txt", "t.txt", "0" * 64, "text/plain", text), rules, nlp)

    return one


def texts(record, ids):
    known = {r.id: r.text for r in record.records()}
    return [known[i] for i in ids]


def by_text(record, start):
    (found,) = [a for a in record.activities if a.text.startswith(start)]
    return found


TABLE = """Begroting 2026

Wat willen we bereiken? | Wat gaan we daarvoor doen? | Wanneer? |
---|---|---|
Iedereen kan meedoen in de buurt | We steunen verenigingen bij het ontvangen van nieuwe leden | continu |
We openen een ontmoetingsplek in het dorpshuis van Oostveen | medio 2026 | |
Minder jongeren hebben problematische schulden | We geven gastlessen over geld op alle middelbare scholen | 2026-2027 |
"""


def test_rows_that_lost_their_goal_belong_to_the_goal_above(read):
    record = read(TABLE)
    steun, open_, les = (by_text(record, s) for s in ("We steunen", "We openen", "We geven"))
    assert texts(record, steun.goals) == texts(record, open_.goals) == ["Iedereen kan meedoen in de buurt"]
    assert texts(record, les.goals) == ["Minder jongeren hebben problematische schulden"]
    assert [texts(record, a.timelines) for a in (steun, open_, les)] == [["continu"], ["medio 2026"], ["2026-2027"]]


def test_label_lines_tell_of_the_action_above_them(read):
    record = read(
        "Programma 2026\n\nActie 1.1: Steunouders werven\nDoel: Gezinnen staan er niet alleen voor\n"
        "Wie: Stichting Buurtkracht\nWanneer: najaar 2026\n\nActie 1.2: Een ouderavond organiseren\nWanneer: 2027\n"
    )
    first, second = by_text(record, "Steunouders"), by_text(record, "Een ouderavond")
    assert texts(record, first.goals) == ["Gezinnen staan er niet alleen voor"]
    assert texts(record, first.timelines) == ["najaar 2026"]
    assert texts(record, first.partners) == ["Stichting Buurtkracht"]
    assert texts(record, second.timelines) == ["2027"]
    assert second.partners == ()


def test_an_activity_serves_the_goal_in_the_heading_above_it(read):
    record = read(
        "1 Wonen\n\n1.1 Ouderen wonen langer thuis\n\nWe passen woningen aan.\n\n"
        "1.2 Jongeren vinden een huis\n\nWe bouwen flexwoningen.\n"
    )
    assert texts(record, by_text(record, "We passen").goals) == ["Ouderen wonen langer thuis"]
    assert texts(record, by_text(record, "We bouwen").goals) == ["Jongeren vinden een huis"]


def test_a_goal_serves_the_goal_above_it(read):
    record = read("Doel 1 - Iedereen doet mee\n\n1.1 Ouderen zijn minder eenzaam\n\n1.2 Kinderen groeien gezond op\n")
    first, second, third = record.goals
    assert first.parent is None
    assert second.parent == third.parent == first.id


def test_a_sentence_that_only_adds_partners_gives_them_to_the_activity_before(read):
    record = read("Plan 2026\n\nWe zetten in op valpreventie. Dit doen we samen met de huisartsen en GGD Veenoord.\n")
    assert "GGD Veenoord" in texts(record, by_text(record, "We zetten in").partners)


def test_an_effect_belongs_to_the_activity_before_it(read):
    record = read("Plan 2026\n\nWe geven gastlessen over geld. Hiermee verkleinen we de kans op schulden.\n")
    (goal,) = record.goals
    assert by_text(record, "We geven").goals == (goal.id,)


def test_no_links_across_sections(read):
    record = read(
        "1 Wonen\n\n1.1 Ouderen wonen langer thuis\n\nWe passen woningen aan.\n\n"
        "2 Bedrijfsvoering\n\nWe werven personeel.\n"
    )
    assert by_text(record, "We werven").goals == ()


def test_parents_make_no_circle(read):
    record = read(TABLE * 3)
    parents = {g.id: g.parent for g in record.goals}
    for goal in parents:
        seen = set()
        while goal is not None:
            assert goal not in seen
            seen.add(goal)
            goal = parents[goal]


SHORTENED = """Jaarverslag 2025

Wat wilden we bereiken?

- Bewoners weten waar zij met vragen over geld heen kunnen.
- Kinderen komen uitgerust op school, zodat zij beter leren.

Wat hebben we gedaan?

| Doel | Wat we hebben gedaan |
|---|---|
| Bewoners weten waar zij met vragen over geld heen kunnen | Het geldloket is verhuisd naar de markt. |
| Kinderen komen uitgerust op school | Alle scholen hebben een ontbijt aangeboden. |
| Kinderen komen thuis tot rust | Een folder is gemaakt. |

Verhuizing

De medewerkers zijn in mei getraind.
"""


def test_a_cell_that_shortens_a_goal_is_that_goal(read):
    record = read(SHORTENED)
    assert len(record.goals) == 3
    ontbijt = by_text(record, "Alle scholen")
    assert texts(record, ontbijt.goals) == ["Kinderen komen uitgerust op school, zodat zij beter leren."]
    assert texts(record, by_text(record, "Een folder").goals) == ["Kinderen komen thuis tot rust"]


def test_goals_that_a_table_divides_do_not_stand_for_what_comes_after_it(read):
    record = read(SHORTENED)
    assert by_text(record, "De medewerkers").goals == ()


TAKEN_UP = """Begroting 2026

Wat willen we bereiken? | Wat gaan we daarvoor doen? |
---|---|
Ouderen blijven in beweging | We verruimen de openingstijden van het zwembad |
Jongeren doen mee in het dorp | We richten een werkplaats in op het oude station |

# Toelichting

## Ruimere openingstijden

We huren twee badmeesters in.

Partners: Stichting Waterpret

## Een nieuw begin

We vragen de raad om geld.
"""


def test_a_topic_takes_up_the_activity_that_has_all_its_words(read):
    record = read(TAKEN_UP)
    assert texts(record, by_text(record, "We huren").goals) == ["Ouderen blijven in beweging"]
    assert by_text(record, "We vragen").goals == ()
    # the label tells of what the heading takes up, and not of the last sentence above it
    assert texts(record, by_text(record, "We verruimen").partners) == ["Stichting Waterpret"]
    assert by_text(record, "We huren").partners == ()


def test_an_item_between_activities_stands_for_none_of_them(read):
    record = read(
        "Coalitieakkoord 2026-2030\n\n# Zorg\n\nOns doel is dat niemand wacht.\n\n"
        "- Ouderen wonen langer thuis.\n- We openen een loket.\n- We bouwen een school.\n"
    )
    assert texts(record, by_text(record, "We openen").goals) == ["Ons doel is dat niemand wacht."]


def test_what_a_paragraph_wants_stands_for_what_it_does_behind_it(read):
    record = read("Plan 2026\n\nZorg\n\nOns doel is dat niemand wacht. We openen een loket. We bouwen een school.\n")
    (goal,) = record.goals
    assert by_text(record, "We openen").goals == by_text(record, "We bouwen").goals == (goal.id,)


def test_a_paragraph_with_a_title_of_its_own_speaks_for_itself(read):
    record = read(
        "# Akkoord 2026\n\n## Zorg\n\n**Snel.** Ons doel is dat niemand wacht. We openen een loket.\n\n"
        "**Dichtbij.** We bouwen een school.\n"
    )
    (goal,) = record.goals
    assert by_text(record, "We openen").goals == (goal.id,)
    assert by_text(record, "We bouwen").goals == ()


def test_of_several_goals_the_one_that_shares_words_is_served(read):
    record = read(
        "# Begroting 2026\n\n## Wat willen we bereiken?\n\n- Minder inwoners zijn eenzaam\n"
        "- Mantelzorgers houden hun taak vol\n\n## Wat gaan we daarvoor doen?\n\n"
        "- Een nieuw mantelzorgbeleid vaststellen\n- De eenzame ouderen bezoeken\n- Het plein opknappen\n"
    )
    lonely, carers = (g.id for g in record.goals)
    assert by_text(record, "Een nieuw").goals == (carers,)
    assert by_text(record, "De eenzame").goals == (lonely,)
    assert by_text(record, "Het plein").goals == (lonely, carers)


WHEN = [
    # (sentences, the activity, its times)
    ("In 2026 leiden we coaches op. Hierbij werken we met scholen.", "Hierbij", ["2026"]),
    ("In 2026 leiden we coaches op. Dit doen we met geld van de provincie.", "Dit doen we", ["2026"]),
    ("In 2026 leiden we coaches op. Ook steunen we de bibliotheek.", "Ook", []),
    ("In 2026 leiden we coaches op. Hierbij werken we in mei met scholen.", "Hierbij", ["mei"]),
    ("We leiden coaches op. Hierbij werken we met scholen.", "Hierbij", []),
    ("In 2026 evalueren we het in 2024 opgezette loket.", "In 2026", ["2026"]),
    ("We gaan verder met de proeven die in 2023 zijn begonnen.", "We gaan", []),
    ("We sluiten een pact, dat in 2027 ingaat.", "We sluiten", ["2027"]),
    ("In mei 2025 is de hulp voor 2028 ingekocht.", "In mei", ["mei 2025"]),
    ("In 2026 openen we het in Oostveen gebouwde loket.", "In 2026", ["2026"]),
]


@pytest.mark.parametrize(("text", "start", "times"), WHEN)
def test_when_an_activity_happens(text, start, times, read):
    record = read(f"Begroting 2026\n\nZorg\n\n{text}\n")
    assert texts(record, by_text(record, start).timelines) == times


def test_how_a_plan_is_followed_up_serves_no_goal_above_it(read):
    record = read(
        "Plan 2026\n\n1 Wonen\n\n1.1 Ouderen wonen langer thuis\n\nWe passen woningen aan.\n\n"
        "1.1.1 Volgen van de voortgang\n\nWe sturen de raad elk jaar een brief.\n\n"
        "1.1.2 Evaluatie van de woningaanpassing\n\nWe vragen bewoners naar hun ervaring.\n"
    )
    assert by_text(record, "We sturen").goals == ()
    assert texts(record, by_text(record, "We vragen").goals) == ["Ouderen wonen langer thuis"]
