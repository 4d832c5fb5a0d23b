"""Which goals an activity serves where what the rules say is weighed with all else that is seen."""

from dataclasses import replace

import pytest

from pipeline.annotate import annotate
from pipeline.document import Document
from pipeline.extract import extract_mentions
from pipeline.link import link
from pipeline.link.codes import Codes
from pipeline.link.pairs import Pairs
from pipeline.link.restated import restated
from pipeline.link.serves import ANSWERS, PARENT, SERVES
from pipeline.structure import lay_out
from pipeline.weights import made

GREEN, PLAY = "Ons doel is dat elke straat groen is.", "Ons doel is dat kinderen buiten spelen."
TREES, SWINGS = "Wij planten bomen in de straten.", "Wij zetten schommels neer waar kinderen spelen."
PLAN = f"""# Beleidsplan 2026

## 1 Groen

{GREEN}

{PLAY}

## 2 Aanpak

{TREES}

{SWINGS}
"""


@pytest.fixture
def linked(rules, nlp):
    """Returns the graph of a text, by the rules alone or by weights for a goal that is served."""

    def of(text, table=None, least=0.0, question=SERVES):
        reading = annotate(lay_out(Document("plan.md", "plan.md", "0" * 64, "text/markdown", text), rules), nlp)
        found = extract_mentions(reading, rules)
        weights = made(question, ANSWERS, (least, 0.0), {f: (0.0, yes) for f, yes in (table or {}).items()})
        own = rules if table is None else replace(rules, weights={question: weights})
        return link(replace(found.context, rules=own), found.mentions)

    return of


def node(graph, text):
    (found,) = [n for n, node in enumerate(graph.nodes) if node.mention.text == text]
    return found


def served(graph):
    return {
        node.mention.text: [graph.nodes[g].mention.text for g in node.goals]
        for n, node in enumerate(graph.nodes)
        if not graph.is_goal(n)
    }


@pytest.mark.parametrize(
    ("activity", "goal", "there", "not_there"),
    [
        (
            TREES,
            GREEN,
            {"at=cousin1-before", "back=2", "run-back=1", "text:best,0", "text:shared=1"},
            {"text:none,all"},
        ),
        (TREES, PLAY, {"at=cousin1-before", "back=1", "text:none,others", "own:kind=sentence"}, {"back=2"}),
        (SWINGS, PLAY, {"text:shared=2", "own:goals-before=True", "own:past=False"}, {"text:none,others"}),
        (SWINGS, GREEN, {"text:none,others", "run-back=1,run=2,first"}, {"text:shared=1", "row"}),
    ],
)
def test_what_is_seen_of_an_activity_and_a_goal(linked, activity, goal, there, not_there):
    graph = linked(PLAN)
    found = Pairs(graph).of(node(graph, activity))[node(graph, goal)]
    assert there <= set(found), sorted(found)
    assert not not_there & set(found)


def test_without_weights_the_rules_decide(linked, read):
    assert served(linked(PLAN)) == read(PLAN)[0]


def test_the_likeliest_goal_is_served(linked):
    found = served(linked(PLAN, {"text:shared=1": 3.0, "text:shared=2": 3.0}, least=2.0))
    assert found == {TREES: [GREEN], SWINGS: [PLAY]}


def test_a_goal_that_is_unlikely_is_not_served(linked):
    assert served(linked(PLAN, {"text:shared=1": 3.0}, least=9.0)) == {TREES: [], SWINGS: []}


def test_goals_that_are_nearly_as_likely_are_served_too_the_likeliest_first(linked):
    found = served(linked(PLAN, {"at=cousin1-before": 2.0, "text:best,0": 0.1, "back=1": 0.2}))
    assert found[TREES] == [PLAY, GREEN]


RULED = f"# Beleidsplan 2026\n\n## 1 Groen\n\n{PLAY}\n\n## 2 Straten\n\n{GREEN}\n\n{TREES}\n"


def test_what_the_rules_say_is_weighed_and_can_be_outweighed(linked):
    assert served(linked(RULED)) == {TREES: [GREEN]}
    assert served(linked(RULED, {}, least=1.0)) == {TREES: [GREEN]}
    assert served(linked(RULED, {"rule=this": -9.0, "rule=other": 9.0}, least=1.0)) == {TREES: [PLAY]}


def test_a_rule_says_this_goal_another_or_none(linked):
    graph = linked(RULED)
    pairs, trees = Pairs(graph), node(graph, TREES)
    assert pairs.ruled(trees, node(graph, GREEN)) == ["rule=this", "rule=this,1", "rule=this,at=body0-before"]
    assert pairs.ruled(trees, node(graph, PLAY)) == ["rule=other"]
    graph.nodes[trees].goals = {}
    assert Pairs(graph).ruled(trees, node(graph, PLAY)) == ["rule=none"]


PARTS = f"# Beleidsplan 2026\n\n## 1 Groen\n\n{GREEN}\n\n## 2 Spelen\n\n{PLAY}\n\n{TREES}\n"


def parents(graph):
    goals = [node for n, node in enumerate(graph.nodes) if graph.is_goal(n)]
    return {g.mention.text: None if g.parent is None else graph.nodes[g.parent].mention.text for g in goals}


def test_the_goal_that_a_goal_serves_is_weighed_too_and_links_of_activities_are_left_to_the_rules(linked):
    graph = linked(PARTS, {"at=cousin1-before": 3.0}, least=2.0, question=PARENT)
    assert parents(linked(PARTS)) == {GREEN: None, PLAY: None}
    assert parents(graph) == {GREEN: None, PLAY: GREEN}
    assert served(graph) == served(linked(PARTS)) == {TREES: [PLAY]}


def test_no_goal_serves_itself_through_another(linked):
    found = parents(linked(PARTS, {}, question=PARENT))
    assert sorted(found.values(), key=str) == sorted([None, next(filter(None, found.values()))], key=str)


TABLE = """# Programma

Wat willen we bereiken? | Wat gaan we daarvoor doen?
---|---
Iedereen kan meedoen in de buurt | We steunen verenigingen bij het ontvangen van leden
Minder jongeren hebben schulden | We geven gastlessen over geld op scholen
"""


def test_the_row_of_a_table_is_seen(linked):
    graph = linked(TABLE)
    found = Pairs(graph).of(node(graph, "We geven gastlessen over geld op scholen"))
    at = {graph.nodes[g].mention.text: features for g, features in found.items()}
    assert "at=row" in at["Minder jongeren hebben schulden"]
    assert "at=table-before" in at["Iedereen kan meedoen in de buurt"]


AGAIN = """# Plan

Ons doel is dat elke straat in de stad schoon, veilig en groen is.

Ons doel is dat kinderen buiten spelen.

Wij willen dat elke straat in de stad schoon, veilig en groen is.
"""


def test_a_goal_in_nearly_the_same_words_is_one(linked):
    graph = linked(AGAIN)
    goals, taken_up = restated(graph)
    assert [graph.nodes[g].mention.text for g in goals] == [
        "Ons doel is dat elke straat in de stad schoon, veilig en groen is.",
        "Ons doel is dat kinderen buiten spelen.",
    ]
    assert [graph.nodes[g].mention.text for g in taken_up] == [
        "Wij willen dat elke straat in de stad schoon, veilig en groen is."
    ]
    assert list(taken_up.values()) == goals[:1]


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Bij 1 en 2: samen", ["number=among", "number=among"]),
        ("1.3 Bomen", ["number=same", "number=other"]),
        ("2a Bomen", ["number=other", "number=same"]),
        ("12 Bomen", ["number=-", "number=-"]),
        ("Bomen", ["number=-", "number=-"]),
    ],
)
def test_numbers_say_which_goal_of_a_list(linked, title, told):
    graph = linked(PLAN)
    run = [node(graph, GREEN), node(graph, PLAY)]
    found = Codes(graph, [run]).told([("title0", title)], run)
    assert [found[g][0] for g in run] == told


def green(n):
    return f"Ons doel is dat de {chr(97 + n // 20)}{chr(97 + n % 20)}straat groen is."


def many(goals):
    return "# Plan\n\n" + "".join(f"{green(n)}\n\n" for n in range(goals)) + TREES + "\n"


def test_of_many_goals_the_nearest_and_those_that_rules_name_are_weighed(linked):
    graph = linked(many(40))
    trees = node(graph, TREES)
    first = node(graph, green(0))
    graph.nodes[trees].goals = {first: None}
    found = Pairs(graph).of(trees)
    assert len(found) <= 25 < sum(map(graph.is_goal, range(len(graph.nodes))))
    assert first in found
    assert node(graph, green(39)) in found
