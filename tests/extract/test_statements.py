"""Which units are goals, which are activities, which are neither: sentences of our own."""

from pathlib import Path

import pytest

from pipeline.document import Document
from pipeline.run import process

# (sentence, what it states, status)
SENTENCES = [
    # who acts: the authority
    ("We ondersteunen mantelzorgers met een coach.", "activity", "ongoing"),
    ("In 2026 openen wij een tweede inlooppunt.", "activity", "planned"),
    ("Daarnaast blijven we investeren in het jongerenwerk.", "activity", "ongoing"),
    ("Wij gaan de wachttijden in de jeugdhulp terugdringen.", "activity", "planned"),
    ("In mei hebben wij de regels voor de individuele toeslag aangepast.", "activity", "done"),
    ("We zijn gestopt met de papieren nieuwsbrief.", "activity", "done"),
    ("De gemeente stelt een nieuwe woonzorgvisie op.", "activity", "planned"),
    ("Het college gaat in gesprek met de huisartsen.", "activity", "planned"),
    ("Dit jaar evalueert de gemeente de pilot.", "activity", "planned"),
    ("We zijn hierover in gesprek met de scholen.", "activity", "ongoing"),
    ("Wij hebben de opvang door een stichting laten verzorgen.", "activity", "done"),
    # the passive
    ("De inzet van de buurtsportcoach wordt uitgebreid.", "activity", "planned"),
    ("In 2026 worden de contracten verlengd.", "activity", "planned"),
    ("In 2025 is een proef gestart met vroegsignalering.", "activity", "done"),
    # staff, and things that begin at a time
    ("De buurtsportcoaches geven les op alle basisscholen.", "activity", "ongoing"),
    ("In het voorjaar van 2026 start een campagne tegen eenzaamheid.", "activity", "planned"),
    # goals
    ("Ons doel is dat elk kind veilig opgroeit.", "goal", None),
    ("We streven ernaar dat niemand langer dan zes weken wacht.", "goal", None),
    ("We willen dat inwoners langer zelfstandig blijven wonen.", "goal", None),
    ("We vinden het belangrijk dat iedereen kan meedoen.", "goal", None),
    ("Hiermee vergroten we de kans op werk.", "goal", None),
    ("Dit moet leiden tot minder schulden.", "goal", None),
    ("Het doel van de aanpak is dat jongeren meer bewegen.", "goal", None),
    # neither: trends, figures, definitions, others, questions
    ("Het aantal ouderen in onze gemeente is gestegen.", None, None),
    ("Steeds meer inwoners vragen om hulp.", None, None),
    ("In 2024 hebben 51 vrouwen gebruik gemaakt van de opvang.", None, None),
    ("Onder preventie verstaan we het voorkomen van problemen.", None, None),
    ("Met AVG bedoelen we de privacyregels.", None, None),
    ("Het kabinet heeft de regeling met een jaar verlengd.", None, None),
    ("Uit onderzoek blijkt dat jongeren minder slapen.", None, None),
    ("Wat betekent dit voor onze inwoners?", None, None),
    ("De wachttijd is lang.", None, None),
    ("Wij zijn trots op onze vrijwilligers.", None, None),
    ("De hulp die door scholen wordt geboden, verschilt sterk.", None, None),
    ("Er worden nu geen nieuwe acties opgenomen.", None, None),
    ("Een verbod op energiedrank overwegen we niet.", None, None),
    ("Naar verwachting stijgen de kosten verder.", None, None),
    ("In dit hoofdstuk beschrijven we de ontwikkelingen.", None, None),
    ("Hiervoor hebben we middelen in de begroting.", None, None),
    ("Een gezin bestaat gemiddeld uit drie personen.", None, None),
    # what a table shows or a chapter tells
    ("De tabel laat per dorp zien wat we doen.", None, None),
    ("Dit hoofdstuk beschrijft hoe we de zorg anders organiseren.", None, None),
    ("Hieronder lichten we de keuzes toe.", None, None),
    ("De gemeente laat per dorp een onderzoek doen.", "activity", "ongoing"),
    ("Daarmee is het doel van dit jaar niet gehaald.", None, None),
    # what is booked, found or not done
    ("Wij hevelen het restant over naar volgend jaar.", None, None),
    ("We ramen daarom de kosten af.", None, None),
    ("Het overschot wordt toegevoegd aan de reserve.", None, None),
    ("Daarnaast zien we tot nu toe een lager gebruik.", None, None),
    ("We zijn tot de conclusie gekomen dat het anders moet.", None, None),
    ("Wij bouwen geen tweede zwembad.", None, None),
    ("Volgens de nieuwe wet moet hulp samen worden ingekocht.", None, None),
    # what begins, and what is brought to light
    ("Het inlooppunt opent in mei 2026.", "activity", "planned"),
    ("In 2025 zijn de looproutes in kaart gebracht.", "activity", "done"),
    # what it is for
    ("Daarmee willen we eenzaamheid onder ouderen verminderen.", "goal", None),
    ("Het streven is in 2026 een tweede loket te openen.", "activity", "planned"),
    ("Het streven is om in 2026 minder afval te hebben.", "goal", None),
    ("Sinds 2015 zijn de Jeugdwet en de Wmo daaraan toegevoegd.", None, None),
    ("De meeste vragen kwamen van ouders.", None, None),
    # staff by their place, and an office by its name
    ("Het wijkteam Zuid heeft een lespakket opgezet.", "activity", "done"),
    ("De vrijwilligers van Stichting Buurtkracht geven les op school.", "activity", "ongoing"),
    ("De klachten van Stichting Buurtkracht geven een beeld.", None, None),
    # off and on
    ("De opening was gepland voor mei 2026 en is uitgesteld tot het najaar van 2026.", "activity", "planned"),
    ("Het onderzoek naar de bussen is klaar.", "activity", "done"),
    ("De bussen zijn nog niet klaar.", None, None),
    ("Het jongerencentrum ging in mei open.", "activity", "done"),
]

# Sentences of ours that are known to come out wrong. A new failure fails the test, and so does one that is mended.
KNOWN = frozenset()


def stated(text, rules, nlp):
    document = Document("t.txt", "t.txt", "0" * 64, "text/plain", text)
    record = process(document, rules, nlp)
    return record


@pytest.fixture(scope="module")
def read(rules, nlp):
    def one(sentence):
        record = stated(f"Begroting 2026\n\nZorg\n\n{sentence}\n", rules, nlp)
        found = [("goal", None, g.text) for g in record.goals] + [
            ("activity", a.status, a.text) for a in record.activities
        ]
        return found

    return one


def test_sentences(read):
    wrong = set()
    for sentence, kind, status in SENTENCES:
        found = read(sentence)
        wanted = [] if kind is None else [(kind, status, sentence)]
        if found != wanted:
            wrong.add(sentence)
    assert wrong == KNOWN


UNDER = [
    # (heading, line, what it states)
    ("Wat willen we bereiken?", "- Minder eenzaamheid onder ouderen", "goal"),
    ("Wat gaan we daarvoor doen?", "- Twintig wijkbezoeken per jaar", "activity"),
    ("Wat hebben wij daarvoor gedaan?", "De inloop is verbouwd.", "activity"),
    ("Wat mag het kosten?", "- Jeugdhulp met verblijf", None),
    ("Verbonden partijen", "- Veiligheidsregio Midden-Veen", None),
    ("Kaderstellende nota's", "- Nota Vitaal Ouder Worden 2024", None),
    ("Indicatoren", "- Aandeel inwoners met een coach", None),
]


@pytest.mark.parametrize(("heading", "line", "kind"), UNDER)
def test_headings_decide(heading, line, kind, rules, nlp):
    record = stated(f"{heading}\n\n{line}\n\nOverig\n\nDit is de laatste zin.\n", rules, nlp)
    found = ["goal"] * len(record.goals) + ["activity"] * len(record.activities)
    assert found == ([kind] if kind else [])


def test_a_unit_is_never_both(rules, nlp):
    corpus = Path(__file__).resolve().parents[2] / "corpus"
    for path in sorted(corpus.glob("*.txt")):
        record = stated(path.read_text(encoding="utf-8"), rules, nlp)
        goals = {(s.start, s.end) for g in record.goals for s in (g.source, *g.also_at)}
        activities = {(s.start, s.end) for a in record.activities for s in (a.source, *a.also_at)}
        assert goals
        assert activities
        assert not goals & activities


def test_repeats_are_one_record(rules, nlp):
    text = "Doelen\n\n- Iedereen doet mee\n\nToelichting\n\nIedereen doet mee\n\nDat is een opgave voor jaren.\n"
    record = stated(text, rules, nlp)
    (goal,) = record.goals
    assert len(goal.also_at) == 1
    for place in (goal.source, *goal.also_at):
        assert text[place.start : place.end] == "Iedereen doet mee"


# What a document's kind, a heading's place and a table's column say.

TABLE = """Doelen en acties

| Actie | Status | Wanneer |
|---|---|---|
| Een loket openen | {state} | {when} |
| Een folder maken | | |
"""
STATES = [
    ("gereed", "done"),
    ("loopt", "ongoing"),
    ("in uitvoering", "ongoing"),
    ("nog niet gestart", "planned"),
    ("gestart", "ongoing"),
    ("gepland voor 2027", "planned"),
    ("wordt besproken", "planned"),  # no word for a state: the task itself decides
]


@pytest.mark.parametrize(("state", "status"), STATES)
def test_a_column_tells_how_far_a_row_is(state, status, rules, nlp):
    record = stated(TABLE.format(state=state, when="Q3 2026"), rules, nlp)
    assert [(a.text, a.status) for a in record.activities] == [
        ("Een loket openen", status),
        ("Een folder maken", "planned"),
    ]


def test_a_state_is_no_time_and_a_time_stays_one(rules, nlp):
    record = stated(TABLE.format(state="loopt", when="doorlopend"), rules, nlp)
    assert [t.text for t in record.timelines] == ["doorlopend"]


LABELS = "Uitvoeringsprogramma 2026\n\n# Loket\n\nWat doen we: Een loket openen\nStatus: {one}\n\n{more}"


@pytest.mark.parametrize(
    ("one", "more", "statuses"),
    [
        ("gereed", "", ["done"]),
        ("loopt", "", ["ongoing"]),
        # of two states in one section neither is said of all
        ("gereed", "Wat doen we: Een folder maken\nStatus: loopt\n", ["planned", "planned"]),
    ],
)
def test_a_label_tells_how_far_its_section_is(one, more, statuses, rules, nlp):
    record = stated(LABELS.format(one=one, more=more), rules, nlp)
    assert [a.status for a in record.activities] == statuses


@pytest.mark.parametrize(
    ("title", "status"),
    [("Coalitieakkoord 2026-2030", "planned"), ("Jaarverslag 2026", "ongoing"), ("Begroting 2026", "ongoing")],
)
def test_the_kind_of_document_decides_where_words_do_not(title, status, rules, nlp):
    record = stated(f"{title}\n\nZorg\n\nWij geven mantelzorgers een coach.\n", rules, nlp)
    assert [a.status for a in record.activities] == [status]


def test_work_without_an_end_goes_on_in_an_agreement_too(rules, nlp):
    record = stated("Coalitieakkoord 2026-2030\n\nZorg\n\nWij ondersteunen mantelzorgers met een coach.\n", rules, nlp)
    assert [a.status for a in record.activities] == ["ongoing"]


def test_the_first_sentence_under_a_heading_of_a_plan_says_how_it_must_be(rules, nlp):
    text = "Begroting 2026\n\nJong zijn\n\nJongeren voelen zich thuis in het dorp.\n\nJongeren gaan naar het park.\n"
    assert [g.text for g in stated(text, rules, nlp).goals] == ["Jongeren voelen zich thuis in het dorp."]


def test_a_numbered_heading_answers_the_question_above_it(rules, nlp):
    text = "Wat willen we bereiken?\n\n3.1 Een schone openbare ruimte\n\nDe ruimte is van iedereen.\n"
    record = stated(f"Jaarstukken 2024\n\n{text}", rules, nlp)
    assert "Een schone openbare ruimte" in [g.text for g in record.goals]


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("Inzet van jobcoaches bij werkgevers die plekken aanbieden.", ["activity"]),
        ("De inzet van jobcoaches was een succes.", []),
        ("Dat is onze ambitie.", []),
        ("We gaan uit van de kracht van de inwoner.", []),
        ("Wie hulp nodig heeft, krijgt snel een oplossing.", ["goal"]),
        ("Inwoners hebben te maken met schulden.", []),
    ],
)
def test_what_a_sentence_is_by_its_build(sentence, kinds, rules, nlp):
    record = stated(f"Begroting 2026\n\nZorg\n\n{sentence}\n", rules, nlp)
    assert ["goal"] * len(record.goals) + ["activity"] * len(record.activities) == kinds


GOING_ON = [
    # (what stands before, a sentence with a pronoun, is it an activity)
    ("Het wijkteam verhuisde in mei.", "Het houdt er elke dag spreekuur.", True),
    ("De wijkteams verhuisden in mei.", "Zij houden er elke dag spreekuur.", True),
    ("Het college maakte in mei afspraken.", "Zij voeren die nu uit.", False),  # "zij" are the agreements
    ("Het gezin verhuisde in mei.", "Het voert er actie.", False),
    ("De inwoners verhuisden in mei.", "Zij houden er elke dag toezicht.", False),
]


@pytest.mark.parametrize(("before", "sentence", "is_activity"), GOING_ON)
def test_a_pronoun_stands_for_who_acted_before(before, sentence, is_activity, rules, nlp):
    record = stated(f"Begroting 2026\n\nZorg\n\n{before} {sentence}\n", rules, nlp)
    assert (sentence in [a.text for a in record.activities]) is is_activity


def test_an_item_of_an_agreement_tells_how_people_fare(rules, nlp):
    items = "- Iedereen die hulp zoekt, weet waar het loket is.\n- We openen er een.\n"
    record = stated(f"Coalitieakkoord 2026-2030\n\n# Zorg\n\n{items}", rules, nlp)
    assert [g.text for g in record.goals] == ["Iedereen die hulp zoekt, weet waar het loket is."]
    assert [a.text for a in record.activities] == ["We openen er een."]


WHEN = """Begroting 2026

| Wat gaan we doen? | Wanneer? |
|---|---|
| {what} | {when} |
"""


@pytest.mark.parametrize(
    ("what", "when", "status"),
    [
        ("We helpen ouderen met hun geld", "najaar 2026", "planned"),
        ("We helpen ouderen met hun geld", "2026-2027", "planned"),
        ("We helpen ouderen met hun geld", "doorlopend", "ongoing"),
        ("Een loket openen", "elk jaar", "ongoing"),
        ("We helpen ouderen met hun geld", "sinds 2023", "ongoing"),
        ("We blijven ouderen helpen", "2026", "ongoing"),  # the words say more than the column
        ("We hebben een loket geopend", "2026", "done"),
        ("We helpen ouderen met hun geld", "", "ongoing"),
    ],
)
def test_a_column_of_times_tells_whether_a_row_is_planned(what, when, status, rules, nlp):
    record = stated(WHEN.format(what=what, when=when), rules, nlp)
    assert [(a.text, a.status) for a in record.activities] == [(what, status)]


def test_what_a_report_did_is_not_planned_by_its_column_of_times(rules, nlp):
    table = "| Wat hebben we gedaan? | Wanneer? |\n|---|---|\n| De inloop verbouwd | mei 2026 |\n"
    record = stated(f"Jaarverslag 2026\n\n{table}", rules, nlp)
    assert [a.status for a in record.activities] == ["done"]


LISTED = [
    ("Coalitieakkoord 2026-2030", "Uitbreiding parkeerplaatsen centrum", "activity"),
    ("Coalitieakkoord 2026-2030", "Aanpak zwerfvuil", "activity"),
    ("Coalitieakkoord 2026-2030", "Zwembad en sporthal", None),
    ("Begroting 2026", "Uitbreiding parkeerplaatsen centrum", None),  # elsewhere it may be a heading of its own
    ("Coalitieakkoord 2026-2030", "Inwoners begeleiden naar werk", "activity"),
    ("Coalitieakkoord 2026-2030", "Blijven investeren in de bibliotheek", "activity"),
]


@pytest.mark.parametrize(("title", "item", "kind"), LISTED)
def test_items_of_an_agreement(title, item, kind, rules, nlp):
    record = stated(f"{title}\n\n# Dorp\n\n- {item}\n- We openen een loket.\n", rules, nlp)
    found = ["goal" for g in record.goals if g.text == item] + ["activity" for a in record.activities if a.text == item]
    assert found == ([kind] if kind else [])


@pytest.mark.parametrize("heading", ["Beschermd wonen in de eigen wijk", "Bijstelling budget herijking reserve"])
def test_a_heading_that_is_a_topic_is_no_goal(heading, rules, nlp):
    record = stated(f"Begroting 2026\n\n{heading}\n\nWe openen een loket.\n", rules, nlp)
    assert record.goals == ()


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("Het college houdt toezicht op de veiligheid.", "ongoing"),
        ("De gemeente opende een loket.", "done"),
        ("De regels zijn aangepast.", "done"),
    ],
)
def test_among_results_the_plain_present_goes_on(sentence, status, rules, nlp):
    record = stated(f"Jaarverslag 2025\n\nWat hebben we bereikt?\n\n{sentence}\n", rules, nlp)
    assert [a.status for a in record.activities] == [status]
