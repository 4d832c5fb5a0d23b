"""A rule changed from the card: its effect first, then one line in the file, other records, and the way back."""

import difflib
import re

import pytest

from tests.reviewapp.conftest import browser_of, desk_of

RULE = "partners/maatschappelijk werk"
PHRASE = "proef met schoolmaatschappelijk werk"


@pytest.fixture
def wrong(desk):
    """The partner that is none."""
    return next(i for i in desk.library.items("jeugd.md") if i.text == "schoolmaatschappelijk werk")


def propose(browser, **fields):
    return browser.fill("/regel/voorstel", **{"regel": RULE, "lijst": "uitzonderingen", "waarde": PHRASE} | fields)


def hidden(browser):
    """What the form that saves holds."""
    form = browser.page.text.partition('action="/regel/opslaan"')[2].partition("</form>")[0]
    return dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))


def lines(before, after):
    return [x for x in difflib.ndiff(before.splitlines(), after.splitlines()) if x[0] in "+-"]


def test_the_whole_way_of_a_wrong_partner(home, desk, browser, wrong):
    table = home / "mijn-regels" / "partners.yaml"
    before = table.read_text(encoding="utf-8")
    browser.show("/nakijken", document="jeugd.md", record=wrong.id, paneel="waarom")
    assert re.search(r"partners/maatschappelijk werk \(mijn-regels/partners\.yaml:\d+\)", browser.text)
    browser.show("/nakijken", document="jeugd.md", record=wrong.id, paneel="regel")
    assert PHRASE in browser.page.text  # offered: the words around it
    propose(browser, van="jeugd.md", record=wrong.id)
    assert "+0 / −1" in browser.text
    assert "in 1 document" in browser.text
    assert "schoolmaatschappelijk werk" in browser.text
    assert table.read_text(encoding="utf-8") == before  # nothing is saved yet
    fields = hidden(browser)
    browser.fill("/regel/opslaan", **fields)
    assert "De regel is opgeslagen" in browser.text
    (line,) = lines(before, table.read_text(encoding="utf-8"))
    assert line == f"+   uitzonderingen: [{PHRASE}]" or line == f"+     - {PHRASE}"
    assert desk.library.find("jeugd.md", wrong.id) is not None  # the records are still those of the old rules
    browser.fill("/doorrekenen")
    assert "In 1 document zijn de records veranderd" in browser.text
    assert desk.library.find("jeugd.md", wrong.id) is None
    assert not desk.stale()
    browser.fill("/terug")  # the last thing that was done is the rule: shown first
    assert "Deze regel terugzetten?" in browser.text
    step = re.search(r'name="regel" value="([^"]*)"', browser.page.text)[1]
    browser.fill("/regels", regel=step, stap="terug")
    assert table.read_text(encoding="utf-8") == before
    browser.fill("/doorrekenen")
    assert desk.library.find("jeugd.md", wrong.id) is not None


def test_a_step_back_and_forth_is_there_after_a_restart(home, browser):
    table = home / "mijn-regels" / "partners.yaml"
    before = table.read_bytes()
    propose(browser)
    browser.fill("/regel/opslaan", **hidden(browser))
    after = table.read_bytes()
    for _ in range(2):
        again = browser_of(desk_of(home))
        again.fill("/terug")
        again.fill("/regels", regel=re.search(r'name="regel" value="([^"]*)"', again.page.text)[1], stap="terug")
        assert table.read_bytes() == before
        again = browser_of(desk_of(home))
        again.fill("/opnieuw")
        again.fill("/regels", regel=re.search(r'name="regel" value="([^"]*)"', again.page.text)[1], stap="opnieuw")
        assert table.read_bytes() == after


def test_a_verdict_after_a_rule_is_taken_back_first(browser, desk, keys):
    propose(browser)
    browser.fill("/regel/opslaan", **hidden(browser))
    browser.judge(keys["goal"][0], "klopt")
    browser.fill("/terug")
    assert desk.state.of("Anna").judgements == {}
    browser.fill("/terug")
    assert "Deze regel terugzetten?" in browser.text


def test_a_file_that_changed_meanwhile_is_not_saved_over_and_both_are_shown(home, browser):
    table = home / "mijn-regels" / "partners.yaml"
    propose(browser)
    fields = hidden(browser)
    theirs = table.read_text(encoding="utf-8").replace(
        "- naam: Accare\n", "- naam: Accare\n  toelichting: van een ander\n"
    )
    table.write_text(theirs, encoding="utf-8")
    answer = browser.fill("/regel/opslaan", **fields)
    assert answer.status_code == 409
    assert table.read_text(encoding="utf-8") == theirs
    assert "toelichting: van een ander" in browser.text
    assert browser.text.count(PHRASE) >= 2
    browser.fill("/regel/opslaan", **hidden(browser))  # seen now: both stand
    assert [x[0] for x in lines(theirs, table.read_text(encoding="utf-8"))] == ["+"]


def test_what_makes_rules_unsound_is_told_and_not_saved(home, browser):
    table = home / "mijn-regels" / "activiteiten.yaml"
    before = table.read_bytes()
    propose(browser, regel="activiteiten/wij-doen", lijst="patronen", waarde="{bestaat_niet} doen")
    assert "Zo kan het niet" in browser.text
    assert re.search(r"activiteiten\.yaml:\d+", browser.text)
    assert "Sla de regel op" not in browser.text
    answer = browser.fill("/regel/opslaan", **hidden(browser))
    assert answer.status_code == 400
    assert table.read_bytes() == before


def test_a_table_with_a_fault_of_its_own_is_told(home, browser):
    (home / "mijn-regels" / "kaders.yaml").write_text("- naam: [\n", encoding="utf-8")
    propose(browser)
    assert "kaders.yaml:" in browser.text
    browser.show("/nakijken", document="jeugd.md")
    assert browser.page.status_code == 200  # verdicts go on without the rules


@pytest.mark.parametrize(
    "fields",
    [
        {"regel": "../partners/x"}, {"regel": "partners/is er niet"}, {"regel": ""}, {"lijst": "soort"}, {"lijst": ""},
        {"waarde": " "}, {"waarde": "x" * 400}, {"regel": "partners.yaml/x"},
    ],
)  # fmt: skip
def test_a_change_that_can_not_be_is_refused(home, browser, fields):
    before = {p.name: p.read_bytes() for p in (home / "mijn-regels").iterdir()}
    assert propose(browser, **fields).status_code == 400
    assert {p.name: p.read_bytes() for p in (home / "mijn-regels").iterdir()} == before


def test_the_bundled_rules_are_not_changed(home):
    browser = browser_of(desk_of(home, rules=False))
    assert propose(browser).status_code == 400
    assert "--rules mijn-regels" in browser.text


def test_an_alias_brings_records_that_are_listed(browser):
    propose(browser, regel="partners/Accare", lijst="aliassen", waarde="steunpunt")
    assert "+1 / −0" in browser.text
    assert re.search(r"\+ verschijnt: partner steunpunt \(partners/Accare\)", browser.text)


def test_names_that_belong_together_become_an_alias(home, desk, browser):
    table = home / "mijn-regels" / "partners.yaml"
    before = table.read_text(encoding="utf-8")
    browser.show("/namen")
    assert "Stichting Welzijn Rietland" in browser.text
    browser.fill("/namen/samen", naam="Accare", waarde="Stichting Welzijn Rietland")
    browser.fill("/regel/opslaan", **hidden(browser))
    changed = lines(before, table.read_text(encoding="utf-8"))
    assert changed == ["+   aliassen: [Stichting Welzijn Rietland]"]
    browser.fill("/doorrekenen")
    named = [p.canonical for p in desk.record("zorg.md").partners]
    assert "Accare" in named


def test_names_that_never_belong_together_become_an_exception(home, browser):
    table = home / "mijn-regels" / "partners.yaml"
    before = table.read_text(encoding="utf-8")
    browser.show("/namen", zoek="Rietland")
    assert "Hoort hier niet bij" not in browser.text  # nothing known by that name
    browser.show("/namen", zoek="lnstituut")
    assert "Hoort hier niet bij : Verwey-Jonker lnstituut" in browser.text
    propose(browser, regel="partners/Verwey-Jonker Instituut", waarde="Verwey-Jonker lnstituut")
    assert "+0 / −1" in browser.text
    browser.fill("/regel/opslaan", **hidden(browser))
    (line,) = lines(before, table.read_text(encoding="utf-8"))
    assert line.startswith("+")
    assert "Verwey-Jonker lnstituut" in line


def test_a_name_that_no_table_has_is_no_one_to_join(browser):
    assert browser.fill("/namen/samen", naam="Bestaat niet", waarde="x").status_code == 400


def test_a_name_that_a_reader_added_becomes_a_spelling_of_a_known_one(home, desk, browser):
    table = home / "mijn-regels" / "partners.yaml"
    before = table.read_text(encoding="utf-8")
    found = browser.show("/nakijken", document="jeugd.md", paneel="toevoegen", citaat="inlooppunt").text
    place = re.search(r'name="plaats" value="([^"]*)"', found)[1]
    browser.fill("/toevoegen", van="jeugd.md", document="jeugd.md", plaats=place, wordt="partner")
    (key,) = desk.voice("Anna").added("jeugd.md")
    browser.show("/nakijken", document="jeugd.md", record=key, paneel="regel")
    assert '<option value="aliassen" selected>' in browser.page.text
    assert 'value="inlooppunt"' in browser.page.text
    assert "<option>partners/Accare</option>" in browser.page.text
    propose(browser, regel="partners/Accare", lijst="aliassen", waarde="inlooppunt")
    assert "+1 / −0" in browser.text
    browser.fill("/regel/opslaan", **hidden(browser))
    assert lines(before, table.read_text(encoding="utf-8")) == ["+   aliassen: [inlooppunt]"]


def test_what_takes_a_false_activity_away_is_offered(browser, keys):
    browser.show("/nakijken", document="jeugd.md", record=keys["activity"][0], paneel="regel")
    assert "Moet dit níet tellen?" in browser.text
    assert re.search(r"<option>activiteiten/[a-z-]+</option>", browser.page.text)


def test_an_alias_that_is_none_is_taken_from_its_row(home, desk, browser):
    table = home / "mijn-regels" / "partners.yaml"
    before = table.read_text(encoding="utf-8")
    propose(browser, regel="partners/Accare", lijst="aliassen", waarde="GGD Veenoord")
    browser.fill("/regel/opslaan", **hidden(browser))
    with_alias = table.read_text(encoding="utf-8")
    browser.fill("/doorrekenen")
    wrong = next(i for i in desk.library.items("jeugd.md") if i.rule == "partners/Accare")
    browser.show("/nakijken", document="jeugd.md", record=wrong.id, paneel="regel")
    assert "Geen andere naam van Accare?" in browser.text
    assert "<option>GGD Veenoord</option>" in browser.page.text
    browser.show("/namen", zoek="Accare")
    assert "Geen andere naam : GGD Veenoord van Accare" in browser.text
    propose(browser, regel="partners/Accare", lijst="aliassen", waarde="GGD Veenoord", hoe="weg", record=wrong.id)
    assert "Weg: Andere schrijfwijze (alias) „GGD Veenoord”" in browser.text
    assert "in 2 documenten" in browser.text
    assert table.read_text(encoding="utf-8") == with_alias
    browser.fill("/regel/opslaan", **hidden(browser))
    assert table.read_text(encoding="utf-8") == before
    browser.fill("/terug")
    step = re.search(r'name="regel" value="([^"]*)"', browser.page.text)[1]
    browser.fill("/regels", regel=step, stap="terug")
    assert "De oude regel staat er weer" in browser.text
    assert table.read_text(encoding="utf-8") == with_alias
    browser.fill("/opnieuw")
    browser.fill("/regels", regel=step, stap="opnieuw")
    assert table.read_text(encoding="utf-8") == before


def test_a_name_that_no_table_has_becomes_a_row(home, desk, browser):
    table = home / "mijn-regels" / "partners.yaml"
    before = table.read_text(encoding="utf-8")
    found = next(i for i in desk.library.items("zorg.md") if i.text == "Stichting Welzijn Rietland")
    browser.show("/nakijken", document="zorg.md", record=found.id, paneel="regel")
    assert "Nog geen bekende naam?" in browser.text
    assert "<option>organisatie</option>" in browser.page.text
    browser.show("/namen")
    assert "Voeg toe als organisatie : Stichting Welzijn Rietland" in browser.text
    row = {"hoe": "rij", "tabel": "partners", "soort": "organisatie", "type": "welzijnsorganisatie"}
    browser.fill("/regel/voorstel", **row, naam="Welzijn Rietland", waarde=found.text, record=found.id, van="zorg.md")
    assert "Nieuwe regel partners/Welzijn Rietland" in browser.text
    assert "~1 in 1 document" in browser.text
    assert table.read_text(encoding="utf-8") == before
    browser.fill("/regel/opslaan", **hidden(browser))
    wanted = (
        "- naam: Welzijn Rietland", "  soort: organisatie", "  type: welzijnsorganisatie", "  aliassen:",
        "    - Stichting Welzijn Rietland",
    )  # fmt: skip
    assert lines(before, table.read_text(encoding="utf-8")) == [f"+ {line}" for line in wanted]
    browser.fill("/doorrekenen")
    (partner,) = (p for p in desk.record("zorg.md").partners if p.rule == "partners/Welzijn Rietland")
    assert (partner.canonical, partner.type) == ("Welzijn Rietland", "welzijnsorganisatie")
    browser.fill("/terug")
    step = re.search(r'name="regel" value="([^"]*)"', browser.page.text)[1]
    browser.fill("/regels", regel=step, stap="terug")
    assert table.read_text(encoding="utf-8") == before


@pytest.mark.parametrize(
    "fields",
    [
        {"tabel": "activiteiten", "naam": "X", "soort": "organisatie"},
        {"tabel": "partners", "naam": " ", "soort": "organisatie"},
        {"tabel": "partners", "naam": "X", "soort": "verzonnen"},
        {"tabel": "partners", "naam": "Accare", "soort": "organisatie"},
    ],
)
def test_a_row_that_can_not_be_is_refused(browser, fields):
    assert browser.fill("/regel/voorstel", hoe="rij", **fields).status_code == 400
