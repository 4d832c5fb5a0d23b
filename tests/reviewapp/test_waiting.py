"""Work that takes long: a page says how far it is, without scripts and after a closed tab, and leads on from there."""

import re
import threading

import pytest

from pipeline.errors import UsageError
from pipeline.reviewapp import workshop
from tests.reviewapp.conftest import Browser, browser_of, desk_of

RULE = {"regel": "partners/maatschappelijk werk", "lijst": "uitzonderingen", "waarde": "proef met iets anders"}


@pytest.fixture
def slow(monkeypatch, desk):
    """The effect of a rule, held up after the third of forty documents till the test lets it go on."""
    desk.patience = 0.05
    monkeypatch.setattr(workshop, "_PATIENCE", 0.05)
    go, real = threading.Event(), workshop.effect
    go.begun = threading.Event()

    def held_up(desk_, rules, told):
        told(3, 40)
        go.begun.set()
        assert go.wait(60)
        return real(desk_, rules)

    monkeypatch.setattr(workshop, "effect", held_up)
    yield go
    go.set()


def come(desk, browser, address):
    """Refresh the page of a piece of work till it is done, as its reader or the page itself does."""
    job = desk.jobs.find(re.search(r"taak=([\w-]+)", address)[1])
    assert job.finished.wait(120)
    return browser.show(address)


def test_a_page_says_how_far_the_effect_is_and_leads_to_it(desk, app, slow):
    browser = Browser(app)
    browser.fill("/regel/voorstel", **RULE)
    address = str(browser.page.url)
    assert "/bezig?taak=" in address
    assert slow.begun.wait(60)
    browser.show(address)
    assert "Er wordt gekeken wat de regel verandert: 3 van 40 documenten" in browser.text
    assert '<noscript><meta http-equiv="refresh"' in browser.page.text
    assert re.search(r'<a class="button" href="/bezig\?taak=[^"]+">Ververs', browser.page.text)
    assert 'max="40" value="3"' in browser.page.text
    browser.show("/")  # who went elsewhere, or comes back after closing the tab, finds it on every page
    link = re.search(r'<p class="busy"><a href="([^"]+)">([^<]+)', browser.page.text)
    assert address.endswith(link[1])
    assert link[2].endswith("3 van 40")
    other = Browser(app, "Bert")
    assert link[1] in other.show("/toetsen").text
    slow.set()
    come(desk, browser, link[1])
    assert "Zo verandert de regel" in browser.text or 'action="/regel/opslaan"' in browser.page.text
    assert 'class="busy"' not in browser.show("/").text


def test_while_documents_are_done_again_rules_stay_as_they_are(desk, app, home, slow):
    browser = Browser(app)
    table = (home / "mijn-regels" / "partners.yaml").read_bytes()
    browser.fill("/doorrekenen")
    address = str(browser.page.url)
    assert "/bezig?taak=" in address
    assert browser.fill("/doorrekenen").url == address, "the same work is done once"
    for _ in range(200):
        if desk.changes.acquire(blocking=False):
            desk.changes.release()
    seen = workshop.draft(
        home / "mijn-regels", [workshop.Edit("partners", "maatschappelijk werk", "uitzonderingen", "x")]
    )
    answer = browser.fill("/regel/opslaan", **RULE, gezien=seen.seen)
    assert answer.status_code == 400
    assert "nu opnieuw doorgerekend" in browser.text
    assert (home / "mijn-regels" / "partners.yaml").read_bytes() == table
    slow.set()
    come(desk, browser, address)
    assert "Opnieuw doorgerekend" in browser.text


def test_what_goes_wrong_is_told_where_it_was_waited_for(desk, app, monkeypatch):
    def fails(*_):
        raise UsageError("de schijf is vol")

    monkeypatch.setattr(workshop, "effect", fails)
    browser = Browser(app)
    assert browser.fill("/regel/voorstel", **RULE).status_code == 400
    assert "de schijf is vol" in browser.text
    desk.patience = 0
    browser.fill("/doorrekenen")
    if "/bezig" in str(browser.page.url):
        come(desk, browser, str(browser.page.url))
    assert "de schijf is vol" in browser.text


def test_work_that_nobody_knows(browser):
    assert browser.show("/bezig", taak="weg").status_code == 404


@pytest.mark.parametrize("address", ["/nakijken?soort=partner", "/namen?zoek=Veenoord"])
def test_what_a_page_needs_is_read_first_and_then_the_page_is_there(home, address):
    desk = desk_of(home)
    desk.patience = 0
    browser = browser_of(desk)
    browser.show(address)
    if "/bezig" in str(browser.page.url):
        come(desk, browser, str(browser.page.url))
    assert str(browser.page.url).endswith(address)
    assert "GGD Veenoord" in browser.text


def test_only_the_latest_work_is_remembered(desk):
    made = [desk.jobs.begin(f"werk {n}", "Bezig", lambda _told: 1, lambda _call, found: found) for n in range(40)]
    for job in made:
        assert job.finished.wait(20)
    last = desk.jobs.begin("laatste", "Bezig", lambda _told: 1, lambda _call, found: found)
    assert desk.jobs.find(made[0].id) is None
    assert desk.jobs.find(made[-1].id) is made[-1]
    assert last.finished.wait(20)
    assert last.outcome() == 1
