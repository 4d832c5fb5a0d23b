"""Who gets in, from where, and what a hostile document, name, host, origin or path can do: nothing."""

import html
import re

import pytest
from starlette.testclient import TestClient

from pipeline.batch import collect, run_batch
from pipeline.batch.work import Work
from pipeline.reviewapp import Desk, Door, create_app
from pipeline.reviewapp.safety import HEADERS
from tests.reviewapp.conftest import EVIL, PORT, TOKEN, Browser, browser_of

PAGES = ("/", "/nakijken", "/namen", "/regels", "/lezers", "/toetsen", "/allemaal", "/lezer", "/waarom", "/bladzijde")
POSTS = (
    "/oordeel", "/stand", "/opmerking", "/terug", "/opnieuw", "/aanpassen", "/toevoegen", "/allemaal",
    "/regel/voorstel",    "/regel/opslaan", "/regels", "/doorrekenen", "/namen/samen", "/toetsen", "/lezer",
)  # fmt: skip


def stranger(app, **headers):
    return TestClient(app, base_url=f"http://127.0.0.1:{PORT}", headers=headers, follow_redirects=False)


@pytest.mark.parametrize("address", PAGES)
def test_nobody_gets_in_without_the_token(app, address):
    answer = stranger(app).get(address)
    assert answer.status_code == 403
    assert "jeugd.md" not in answer.text


@pytest.mark.parametrize("token", ["", "x", TOKEN + "x", TOKEN.upper(), "é"])
def test_a_wrong_token_opens_nothing(app, token):
    client = stranger(app)
    answer = client.get("/", params={"sleutel": token})
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


def test_the_token_becomes_a_cookie_that_scripts_and_other_sites_do_not_get(app):
    answer = stranger(app).get("/", params={"sleutel": TOKEN})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/"
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"doelenboom-{PORT}=")
    assert "httponly" in cookie.lower()
    assert "samesite=strict" in cookie.lower()
    assert TOKEN not in cookie


@pytest.mark.parametrize(
    ("host", "lets"),
    [
        (f"127.0.0.1:{PORT}", True),
        (f"localhost:{PORT}", True),
        (f"[::1]:{PORT}", True),
        ("127.0.0.1", False),
        (f"127.0.0.1:{PORT + 1}", False),
        (f"elders.example:{PORT}", False),  # a name elsewhere that was made to point here
        (f"127.0.0.1:{PORT}.elders.example", False),
        (f"127.0.0.1.elders.example:{PORT}", False),
        ("", False),
    ],
)
def test_only_its_own_names_are_answered(app, host, lets):
    answer = stranger(app).get("/", params={"sleutel": TOKEN}, headers={"host": host})
    assert (answer.status_code == 303) is lets


@pytest.mark.parametrize(
    "origin",
    [
        None, "null", "http://elders.example", f"https://127.0.0.1:{PORT}", f"http://127.0.0.1:{PORT + 1}",
        f"http://localhost:{PORT}", f"http://127.0.0.1:{PORT}.elders.example",
    ],
)  # fmt: skip
def test_no_form_is_taken_from_another_page(browser, keys, origin):
    fields = {"csrf": browser.csrf, "van": "jeugd.md", "record": keys["goal"][0], "oordeel": "klopt"}
    browser.headers.pop("origin")
    answer = browser.post("/oordeel", data=fields, headers={"origin": origin} if origin is not None else {})
    assert answer.status_code == 403
    assert browser.get("/").text.count("1 nagekeken") == 0


@pytest.mark.parametrize("address", POSTS)
@pytest.mark.parametrize("csrf", [None, "", "x"])
def test_no_form_is_taken_without_what_its_page_gave_along(browser, address, csrf):
    answer = browser.post(address, data={} if csrf is None else {"csrf": csrf})
    assert answer.status_code == 403


def test_the_form_of_one_visitor_is_not_another_ones(app):
    anna, bram = Browser(app, "Anna"), Browser(app, "Bram")
    anna.page = bram.page
    assert anna.fill("/toetsen", toetsen="uit").status_code == 403


def test_other_methods_and_large_forms_are_refused(browser):
    assert browser.put("/oordeel").status_code == 405
    assert browser.delete("/").status_code == 405
    assert browser.post("/oordeel", data={"csrf": browser.csrf, "x": "y" * 2_100_000}).status_code == 413


@pytest.mark.parametrize("address", [*PAGES, "/static/app.css", "/static/app.js", "/is-er-niet"])
def test_every_answer_says_what_a_browser_may_load(browser, address):
    answer = browser.get(address)
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    assert "unsafe-inline" not in answer.headers["content-security-policy"]
    if "html" in answer.headers["content-type"]:
        assert not re.search(r"<script(?! src=\"/static/)|<style|\son\w+=|\sstyle=|javascript:", answer.text)
        assert not re.search(r"(?:src|href|action)=\"(?:https?:)?//", answer.text)


@pytest.mark.parametrize(
    "address",
    [
        "/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static/templates/../../app.py",
        "/bladzijde?document=../plannen/jeugd.md&bladzijde=1", "/bladzijde?document=/etc/passwd&bladzijde=1",
        "/nakijken?document=../plannen/jeugd.md", "/nakijken?document=%2e%2e%2fjeugd.md",
        "/waarom?document=../x&record=y",
    ],
)  # fmt: skip
def test_no_path_leads_outside(browser, address):
    answer = browser.get(address)
    assert answer.status_code == 404
    assert "import" not in answer.text
    assert "root:" not in answer.text


def test_a_record_file_that_leads_outside_is_left_out(home):
    outside = home / "geheim.md.yaml"
    (home / "output" / "jeugd.md.yaml").rename(outside)
    (home / "output" / "geheim.md.yaml").symlink_to(outside)
    liar = home / "output" / "leugen.md.yaml"
    liar.write_text((home / "output" / "zorg.md.yaml").read_text(encoding="utf-8").replace("zorg.md", "../../zorg.md"))
    browser = browser_of(Desk(home / "output", home / "plannen"))
    assert "geheim" not in browser.show("/").text
    assert browser.show("/nakijken", document="geheim.md").status_code == 404
    assert "Jongeren" not in browser.show("/nakijken", document="leugen.md").text


@pytest.mark.parametrize(
    "onward", ["//elders.example", "https://elders.example", "/\\elders.example", "elders", "/\n/x"]
)
def test_a_name_leads_on_to_this_app_only(app, onward):
    browser = Browser(app, None)
    browser.follow_redirects = False
    browser.fill("/lezer", naam="Anna", verder=onward)
    assert browser.page.headers["location"] == "/"


@pytest.fixture
def evil(tmp_path, rules):
    plans = tmp_path / "plannen"
    plans.mkdir()
    (plans / "kwaad<b>\"'&.md").write_text(EVIL, encoding="utf-8")
    run_batch(collect([plans], tmp_path / "output"), Work(tmp_path / "output", rules))
    return browser_of(Desk(tmp_path / "output", plans), "<i>Eva</i> \"'")


def test_what_a_document_says_is_shown_and_never_done(evil):
    name = "kwaad<b>\"'&.md"
    pages = [
        evil.show("/"),
        evil.show("/nakijken"),
        evil.show("/nakijken", document=name, zoek="<script>", status='"><script>', record="'\"><b>"),
        evil.show("/nakijken", document=name, paneel="aanpassen"),
        evil.show("/nakijken", document=name, paneel="toevoegen", citaat="<img src=x onerror=alert(2)>"),
        evil.show("/nakijken", document=name, paneel="waarom"),
        evil.show("/allemaal", document=name),
        evil.show("/namen", zoek="<script>alert(1)</script>"),
        evil.show("/lezers", met="<b>"),
    ]
    for page in pages:
        assert page.status_code == 200
        assert not re.search(r"<script(?! src=\"/static/)|<img (?!src=\"/static/)|<b>|<i>|<!--|49|\x0c", page.text)
    assert "{{ 7 * 7 }}" in pages[1].text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in pages[1].text


def test_a_comment_and_a_rule_are_shown_as_text(evil):
    evil.show("/nakijken")
    document, record = (re.search(rf'name="{n}" value="([^"]*)"', evil.page.text)[1] for n in ("van", "record"))
    evil.fill("/opmerking", van=html.unescape(document), record=record, opmerking="<script>x</script>")
    assert "&lt;script&gt;x&lt;/script&gt;" in evil.page.text
    assert "<script>x" not in evil.show("/lezers").text


def test_the_door_of_another_machine_is_open_only_where_it_was_asked(desk):
    door = Door(PORT, ("plan.gemeente.example",), TOKEN)
    app = create_app(desk, door)
    assert door.start.startswith(f"http://plan.gemeente.example:{PORT}/?sleutel=")
    assert stranger(app).get("/", params={"sleutel": TOKEN}).status_code == 400
    client = stranger(app, host=f"plan.gemeente.example:{PORT}")
    assert client.get("/", params={"sleutel": TOKEN}).status_code == 303


def test_an_address_with_too_many_questions_is_no_fault(browser):
    assert browser.get("/?" + "&".join(f"x{n}=1" for n in range(200))).status_code == 200
    assert browser.get("/nakijken?soort=%ff%fe&zoek=%00").status_code == 200


def test_a_fault_of_the_program_says_so_and_shows_nothing(app, monkeypatch):
    from pipeline.reviewapp.library import Library

    browser = Browser(app)
    quiet = TestClient(app, base_url=f"http://127.0.0.1:{PORT}", raise_server_exceptions=False, cookies=browser.cookies)

    def broken(*_):
        raise RuntimeError("geheim")

    monkeypatch.setattr(Library, "names", property(broken))
    answer = quiet.get("/")
    assert answer.status_code == 500
    assert "Er ging iets mis" in answer.text
    assert "geheim" not in answer.text
    assert answer.headers["content-security-policy"] == HEADERS["content-security-policy"]
