"""What activities are about: the words of the table, and what stands nearest decides."""

import doctest
import shutil

import pytest

from pipeline import themes as module
from pipeline.check_rules import check_rules
from pipeline.record import Activity, DocumentInfo, Goal, LegalReference, PolicyRecord, Source
from pipeline.ruleset import bundled_rules, load_rules
from pipeline.ruleset.themerow import ThemeRow
from pipeline.themes import Found, Themes, faults


@pytest.fixture(scope="module")
def themes():
    return Themes(load_rules())


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Vroegsignalering van schulden", ("Inkomen, armoede en schulden", "Toegang en wijkteams")),
        ("KINDERARMOEDE HALVEREN", ("Inkomen, armoede en schulden",)),
        ("Wij zijn een antwoord verschuldigd", ()),
        ("Onze medewerkers sporten", ("Sport en cultuur",)),
        ("Het transport van hulpmiddelen", ("Zorg en ondersteuning thuis",)),
        ("Beschermd\nwonen", ("Wonen en opvang",)),
        ("In de wijk wonen veel gezinnen", ("Jeugd en opvoeding",)),
        ("Een passend aanbod", ()),
        ("", ()),
    ],
)
def test_words(themes, text, wanted):
    assert themes.of_text(text) == wanted


def _source(start=0):
    return Source(start=start, end=start + 5)


def record(text="Dit pakken we op.", *, goal=None, section=(), law=None, title=None):
    """A document of one activity, with what stands around it."""
    goals = [Goal(id="doel-" + "0" * 16, text=goal, source=_source(), rule="doelen/x", confidence=0.9)] if goal else []
    laws = (
        [
            LegalReference(
                id="wet-" + "0" * 16, text="de wet", canonical=law, source=_source(), rule="wetten/x", confidence=0.9
            )
        ]
        if law
        else []
    )
    activity = Activity(
        id="act-" + "0" * 16,
        text=text,
        status="planned",
        goals=tuple(g.id for g in goals),
        legal_references=tuple(one.id for one in laws),
        section=section,
        source=_source(9),
        rule="activiteiten/x",
        confidence=0.9,
    )
    about = DocumentInfo(
        id="plan.txt", source="plan.txt", sha256="0" * 64, media_type="text/plain", title=title, kind="overig"
    )
    return PolicyRecord(document=about, goals=tuple(goals), activities=(activity,), legal_references=tuple(laws))


@pytest.mark.parametrize(
    ("around", "wanted"),
    [
        (
            {"text": "We helpen bij schulden", "goal": "Meer sport", "title": "Jeugd"},
            Found(("Inkomen, armoede en schulden",), "words"),
        ),
        ({"law": "Jeugdwet", "goal": "Meer sport"}, Found(("Jeugd en opvoeding",), "words")),
        ({"goal": "Meer sport", "section": ("Jeugd",)}, Found(("Sport en cultuur",), "goal")),
        ({"goal": "Beter", "section": ("Jeugd", "Schulden")}, Found(("Inkomen, armoede en schulden",), "heading")),
        ({"section": ("Jeugd", "Toelichting")}, Found(("Jeugd en opvoeding",), "heading")),
        ({"section": ("Toelichting",), "title": "Nota mantelzorg"}, Found(("Mantelzorg en vrijwilligers",), "title")),
        ({"section": ("Toelichting",), "title": "Kadernota"}, Found()),
    ],
)
def test_what_stands_nearest_decides(themes, around, wanted):
    assert themes.of_record(record(**around)) == {"act-" + "0" * 16: wanted}


def test_themes_come_in_the_order_of_the_table():
    rows = {name: number for number, name in enumerate(Themes(load_rules()).names)}
    assert len(rows) == len(load_rules().themes) > 5


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"voorbeelden": ["Een loket"]}, "het voorbeeld 'Een loket' heeft geen van de woorden"),
        ({"niet": ["Schuldhulp"]}, "'Schuldhulp' staat onder 'niet', maar heeft een van de woorden"),
        ({"niet": ["Wie is er schuldig?"], "uitzonderingen": ["schuldig"]}, None),
    ],
)
def test_examples_are_held_both_ways(fields, message):
    row = ThemeRow(naam="Schulden", woorden=["schuld-"], **fields)
    assert [said for _, said in faults([row])] == ([message] if message else [])


def test_a_fault_of_the_table_is_told_with_its_line(tmp_path):
    folder = tmp_path / "regels"
    shutil.copytree(bundled_rules(), folder)
    file = folder / "themas.yaml"
    file.write_text("- naam: Schulden\n  woorden: [schuld-]\n  voorbeelden: [Een loket]\n", encoding="utf-8")
    assert [str(f) for f in check_rules(folder).faults] == [
        "themas.yaml:1: regel 'Schulden': het voorbeeld 'Een loket' heeft geen van de woorden"
    ]
    file.write_text("- naam: Schulden\n  woorden: ['-']\n", encoding="utf-8")
    assert "heeft geen letters" in str(check_rules(folder).faults[0])


def test_records_do_not_hang_on_the_table(tmp_path):
    folder = tmp_path / "regels"
    shutil.copytree(bundled_rules(), folder)
    (folder / "themas.yaml").write_text("- naam: Schulden\n  woorden: [schuld-]\n", encoding="utf-8")
    assert load_rules(folder).digest == load_rules().digest
    (folder / "status.yaml").write_text(
        (folder / "status.yaml").read_text(encoding="utf-8") + "\n# anders\n", encoding="utf-8"
    )
    assert load_rules(folder).digest != load_rules().digest


def test_what_the_docstrings_show():
    found = doctest.testmod(module)
    assert (found.failed, found.attempted > 0) == (0, True)
