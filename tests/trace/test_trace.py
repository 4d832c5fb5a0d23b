"""What a report says of a plan, on small texts with hard negatives."""

import pytest

from pipeline.trace import trace
from pipeline.trace.told import COLUMNS, as_csv, conclusion

PLAN = """# Begroting 2026 gemeente Rietmeer

## Wonen

Wat gaan we daarvoor doen?

- {0}
- We plaatsen een bankje bij het gemeentehuis.
"""
REPORT = """# Jaarverslag 2026 gemeente Rietmeer

## Wonen

Wat hebben we gedaan?

{0} De tarieven van de haven zijn verhoogd.
"""


@pytest.fixture
def line(document, rules, nlp):
    """Traces one planned activity in a report of a few sentences."""

    def found(activity, report):
        plan = document(PLAN.format(activity), "begroting-2026.md")
        told = document(REPORT.format(report), "jaarverslag-2026.md")
        return trace(plan, told, rules, nlp).lines[0]

    return found


@pytest.mark.parametrize(
    ("activity", "report", "outcome", "detail"),
    [
        ("We verbouwen zwembad De Wel.", "De verbouwing van zwembad De Wel is afgerond.", "done", None),
        ("Verbouwen van zwembad De Wel", "De verbouwing van zwembad De Wel is uitgesteld.", "changed", "delayed"),
        ("Verbouwen van zwembad De Wel", "De verbouwing van zwembad De Wel gaat niet door.", "changed", "stopped"),
        ("De wooncoach helpt ouderen.", "De wooncoach hielp ouderen, en dat blijft zo.", "continued", None),
        ("We planten 80 bomen langs de Ringdijk.", "Langs de Ringdijk zijn 45 bomen geplant.", "changed", "scope"),
        ("Invoeren van betaald parkeren", "Betaald parkeren is van tafel.", "changed", "stopped"),
        ("Met € 5.000 steunen we de speelweek.", "De speelweek kreeg € 8.000 steun.", "changed", "amount"),
        ("Er komt een loket voor starters.", "Het loket voor starters is sinds mei open.", "done", None),
        ("Onderzoek naar leegstand", "Uit het onderzoek naar leegstand blijkt dat er genoeg ruimte is.", "done", None),
        # one that is only begun with, and goes on in the next sentence
        ("Aanleggen van een fietspad", "Voor het fietspad is grond gekocht. De schop gaat pas in 2027 de grond in.",
         "changed", "delayed"),
        # told in the present tense by both, and new since the plan; beside what only goes on
        ("De wooncoach helpt ouderen.", "Sinds maart 2026 helpt de wooncoach ouderen.", "done", None),
        ("De wooncoach helpt ouderen.", "De wooncoach helpt nu ook ouderen.", "done", None),
        ("De wooncoach helpt ouderen.", "De wooncoach helpt ook ouderen.", "continued", None),
        ("De wooncoach helpt ouderen.", "Sinds 2019 helpt de wooncoach ouderen.", "continued", None),
        ("Opruimen van de gevelborden", "Aan het opruimen van de gevelborden is hard gewerkt.", "continued", None),
    ],
)  # fmt: skip
def test_outcomes(line, activity, report, outcome, detail):
    found = line(activity, report)
    assert (found.outcome, found.detail) == (outcome, detail), found
    assert found.report[0].text in report


@pytest.mark.parametrize(
    ("activity", "report"),
    [
        # the same verb, another object
        ("Evalueren van de parkeernormen", "De woonvisie is geëvalueerd."),
        # the same partner, another thing
        ("Met GGD Veenoord maken we een plan tegen eenzaamheid.", "GGD Veenoord heeft een nieuw kantoor geopend."),
        # the same place, another thing
        ("We openen een buurthuis in Dorpsveen.", "In Dorpsveen is een zebrapad geschilderd."),
        # the same kind of thing, another name
        ("Renoveren van sporthal De Hoef", "Theater De Kom is verkocht."),
        # nothing but faint words
        ("Opstellen van een plan voor de wijk", "Het besluit over de organisatie is genomen."),
    ],
)
def test_not_mentioned(line, activity, report):
    found = line(activity, report)
    assert found.outcome == "not_mentioned", found
    assert found.report == ()
    assert found.rule is None


def test_one_piece_may_tell_of_two_activities(document, rules, nlp):
    plan = document(PLAN.format("We richten de Markt opnieuw in.\n- We vergroenen de Markt."), "begroting-2026.md")
    text = "De inrichting en de vergroening van de Markt zijn in één keer gedaan."
    told = document(REPORT.format(text), "jaarverslag-2026.md")
    first, second, *_ = trace(plan, told, rules, nlp).lines
    assert first.report == second.report
    assert first.together_with == (second.activity,)
    assert second.together_with == (first.activity,)


def test_what_tells_of_another_activity_does_not_go_on_from_the_one_before(document, rules, nlp):
    plan = document(
        PLAN.format(
            "We verplaatsen de balie naar de bibliotheek.\n- Dit voorjaar schaffen we een afsprakensysteem aan."
        ),
        "begroting-2026.md",
    )
    moved = "De balie is verplaatst naar de bibliotheek."
    late = "Het systeem voor afspraken was bij de leverancier niet op tijd klaar en komt pas in 2027."
    told = document(REPORT.format(f"{moved} {late}"), "jaarverslag-2026.md")
    first, second, *_ = trace(plan, told, rules, nlp).lines
    assert (first.outcome, [quote.text for quote in first.report]) == ("done", [moved])
    assert (second.outcome, second.report[0].text) == ("changed", late)


def test_rows_are_found_by_their_number(document, rules, nlp):
    plan = document(
        "# Begroting 2026\n\n| Nr. | Activiteit | Wanneer |\n| --- | --- | --- |\n"
        "| A1 | Paspoorten thuisbezorgen | mei 2026 |\n| A2 | Brieven herschrijven | juni 2026 |\n",
        "begroting-2026.md",
    )
    told = document(
        "# Jaarverslag 2026\n\n| Nr. | Wat is er gedaan? | Stand |\n| --- | --- | --- |\n"
        "| A1 | Beëindigd na een proef met te weinig belangstelling | rood |\n"
        "| A2 | Alle teksten zijn door een taalbureau verbeterd | gereed |\n",
        "jaarverslag-2026.md",
    )
    first, second = trace(plan, told, rules, nlp).lines
    assert (first.outcome, first.detail) == ("changed", "stopped")
    assert second.outcome == "done"
    assert any(shared.kind == "number" and shared.text == "a2" for shared in second.evidence)


def test_what_is_new_is_named(document, rules, nlp):
    plan = document(PLAN.format("We verbouwen zwembad De Wel."), "begroting-2026.md")
    told = document(REPORT.format("Zwembad De Wel is verbouwd."), "jaarverslag-2026.md")
    found = trace(plan, told, rules, nlp)
    assert [quote.text for quote in found.new] == ["De tarieven van de haven zijn verhoogd."]
    assert conclusion(found) == "2 activiteiten in het plan: 1 gedaan, 0 gaat door, 0 veranderd, 1 niet genoemd"


def test_places_are_exact_and_lines_the_same_each_time(document, rules, nlp):
    plan = document(PLAN.format("We verbouwen zwembad De Wel."), "begroting-2026.md")
    told = document(REPORT.format("Zwembad De Wel is verbouwd."), "jaarverslag-2026.md")
    first, again = (trace(plan, told, rules, nlp) for _ in range(2))
    assert first == again
    for line in first.lines:
        assert plan.text[line.plan.source.start : line.plan.source.end] == line.plan.text
        assert plan.text.split("\n")[line.plan.line - 1].endswith(line.plan.text)
        for quote in line.report:
            assert told.text[quote.source.start : quote.source.end] == quote.text
    rows = as_csv(first).splitlines()
    assert rows[0] == ",".join(COLUMNS)
    assert len(rows) == 1 + len(first.lines)


def test_a_report_without_anything_in_it_mentions_nothing(document, rules, nlp):
    plan = document(PLAN.format("We verbouwen zwembad De Wel."), "begroting-2026.md")
    found = trace(plan, document("Niets.\n", "leeg.txt"), rules, nlp)
    assert {line.outcome for line in found.lines} == {"not_mentioned"}
