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
