"""What goals hold in a section: asked for above it, right below its heading, or named by words of its title."""

import pytest

from pipeline.document import Document
from pipeline.run import process

CHAPTERS = """Programmabegroting 2026

6 Klimaat

Wat willen we bereiken?

Inwoners van het dorp hebben schone lucht.

6.1 Energie

Wat willen we bereiken?

Inwoners besparen energie.

6.1.1 Gedrag

Wat gaan we daarvoor doen?

We geven voorlichting op scholen.

6.1.2 Gebouwen

Wat gaan we daarvoor doen?

We isoleren het gemeentehuis.
"""


def test_the_question_of_a_chapter_holds_for_the_topics_below_it(read):
    served, parents = read(CHAPTERS)
    assert served == {
        "We geven voorlichting op scholen.": ["Inwoners besparen energie."],
        "We isoleren het gemeentehuis.": ["Inwoners besparen energie."],
    }
    assert parents == {
        "Inwoners van het dorp hebben schone lucht.": None,
        "Inwoners besparen energie.": "Inwoners van het dorp hebben schone lucht.",
    }


def test_the_goal_below_a_heading_that_asks_for_one_holds_for_its_actions(read):
    served, _ = read(
        "Jaarstukken 2025\n\nDOELSTELLING A\nInwoners bewegen een leven lang\n\n"
        "A1   Een visie opstellen\nStoplicht: GROEN\nDe raad heeft de visie vastgesteld.\n\n"
        "A2   Een hal bouwen\nStoplicht: ROOD\nWij hebben het ontwerp aangepast.\n\n"
        "DOELSTELLING B\nIedereen kan cultuur meemaken\n\nB1   Het theater openen\nStoplicht: GROEN\nDat is gelukt.\n\n"
        "B2   De pas verruimen\nStoplicht: GROEN\nWe hebben de pas verruimd.\n"
    )
    assert served["Een visie opstellen"] == served["Een hal bouwen"] == ["Inwoners bewegen een leven lang"]
    assert served["Het theater openen"] == ["Iedereen kan cultuur meemaken"]
    assert served["We hebben de pas verruimd."] == ["Iedereen kan cultuur meemaken"]


MEMORANDUM = """Beleidsnota 2025-2029

3 Wat willen wij bereiken?

We willen dat niemand lang op een besluit wacht. Ook willen wij dat mantelzorgers het volhouden.

4 {title}

We breiden de logeerplekken uit.
"""


@pytest.mark.parametrize(
    ("title", "goals"),
    [
        ("Mantelzorgers die het volhouden", ["Ook willen wij dat mantelzorgers het volhouden."]),
        ("Toezicht en geld", []),
    ],
)
def test_a_title_takes_up_the_goal_with_its_words(read, title, goals):
    served, _ = read(MEMORANDUM.format(title=title))
    assert served["We breiden de logeerplekken uit."] == goals


def test_marks_in_columns_of_times_tell_when(rules, nlp):
    text = (
        "Programma 2026\n\n| Actie | Q1 2026 | Q2 2026 |\n|---|---|---|\n| Een loket openen | x | x |\n"
        "| Een krant maken | | x |\n"
    )
    record = process(Document("p.md", "p.md", "0" * 64, "text/markdown", text), rules, nlp)
    times = {t.id: t.text for t in record.timelines}
    assert {a.text: [times[t] for t in a.timelines] for a in record.activities} == {
        "Een loket openen": ["Q1 2026", "Q2 2026"],
        "Een krant maken": ["Q2 2026"],
    }
