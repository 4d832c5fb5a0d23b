"""The app in a real Chromium: by keyboard alone, without scripts, narrow and enlarged, for who can't see it well."""

import difflib
import shutil
import socket
import threading

import pytest

from pipeline.batch import collect, run_batch
from pipeline.batch.cache import Cache
from pipeline.batch.work import Work
from pipeline.reviewapp import Desk, Door, create_app
from pipeline.reviewapp.call import to
from tests.reviewapp.conftest import CORPUS, desk_of

pytestmark = pytest.mark.browser
PLAN = "jaarverslag-2024-sociaal-domein.txt"
PDF = "jaarverslag-2025-wijkteams.pdf"
WRONG = "schoolmaatschappelijk werk"
PHRASE = "proef met schoolmaatschappelijk werk"
PAGES = (
    "/", f"/nakijken?document={PLAN}", f"/nakijken?document={PDF}", f"/nakijken?document={PDF}&beeld=tekst",
    f"/nakijken?document={PLAN}&soort=partner&status=open&zoek=werk", "/nakijken?zoek=xyzzy",
    f"/nakijken?document={PLAN}&soort=activity&paneel=aanpassen",
    f"/nakijken?document={PLAN}&soort=goal&paneel=aanpassen",
    f"/nakijken?document={PLAN}&paneel=toevoegen&citaat=gemeente",
    f"/nakijken?document={PLAN}&soort=partner&paneel=regel", f"/nakijken?document={PLAN}&soort=partner&paneel=waarom",
    f"/allemaal?document={PLAN}&soort=goal", "/namen", "/regels", "/lezers", "/toetsen", "/lezer",
    "/nakijken?document=weg",)  # fmt: skip


class Served:
    """The app on a port of its own."""

    def __init__(self, desk, name=None):
        import uvicorn

        self.desk = desk
        bound = socket.socket()
        bound.bind(("127.0.0.1", 0))
        bound.listen(16)
        self.door = Door(bound.getsockname()[1])
        config = uvicorn.Config(create_app(desk, self.door, name), log_level="error", access_log=False, ws="none")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [bound]}, daemon=True)
        self._thread.start()

    def at(self, address):
        return f"http://127.0.0.1:{self.door.port}{address}"

    def stop(self):
        self._server.should_exit = True
        self._thread.join(20)


@pytest.fixture(scope="session")
def corpus(tmp_path_factory, rules):
    """The corpus and its records, made once."""
    home = tmp_path_factory.mktemp("corpus")
    shutil.copytree(CORPUS, home / "plannen", ignore=shutil.ignore_patterns("gold", "README"))
    Cache(home / "cache").open()
    run_batch(collect([home / "plannen"], home / "output"), Work(home / "output", rules, cache=home / "cache"))
    return home


@pytest.fixture(scope="module")
def looked_at(corpus, rule_copy, tmp_path_factory):
    """The corpus served to somebody who only looks."""
    home = tmp_path_factory.mktemp("kijken")
    shutil.copytree(corpus / "output", home / "output")
    shutil.copytree(rule_copy, home / "mijn-regels")
    served = Served(Desk(home / "output", corpus / "plannen", home / "mijn-regels", corpus / "cache"), "Anna")
    yield served
    served.stop()


@pytest.fixture
def worked_on(corpus, rule_copy, tmp_path):
    """The corpus served to somebody who changes it, with rules to change."""
    shutil.copytree(corpus / "output", tmp_path / "output")
    shutil.copytree(rule_copy, tmp_path / "mijn-regels")
    served = Served(Desk(tmp_path / "output", corpus / "plannen", tmp_path / "mijn-regels", corpus / "cache"))
    served.home = tmp_path
    yield served
    served.stop()


@pytest.fixture
def small(home):
    """Two small plans served."""
    served = Served(desk_of(home))
    yield served
    served.stop()


def opened(chromium, served, **options):
    """A page of a browser of its own that came in; whatever it says of a fault is kept."""
    page = chromium.new_context(**{"viewport": {"width": 1280, "height": 800}, **options}).new_page()
    page.faults = []
    page.on("console", lambda said: page.faults.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.goto(served.door.start)
    return page


def tab_to(page, selector, most=400):
    """Press Tab until the focus is on something, as who has no mouse does."""
    for _ in range(most):
        if page.evaluate("s => document.activeElement !== null && document.activeElement.matches(s)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {selector} on {page.url}")


def press(page, key):
    """Press a key that leads to another page."""
    with page.expect_navigation():
        page.keyboard.press(key)


def enter(page, selector):
    tab_to(page, selector)
    press(page, "Enter")


def lines(before, after):
    return [x for x in difflib.ndiff(before.splitlines(), after.splitlines()) if x[0] in "+-"]


def wrong(desk):
    return next((i for i in desk.library.items(PLAN) if i.text == WRONG), None)


def test_the_walk(chromium, worked_on):
    """Find a wrong partner, see why, add an exception, see the effect, save, see the records change, undo."""
    desk, table = worked_on.desk, worked_on.home / "mijn-regels" / "partners.yaml"
    before = table.read_text(encoding="utf-8")
    page = opened(chromium, worked_on)
    page.get_by_label("Uw naam").fill("Anna de Vries")
    page.get_by_role("button", name="Begin met nakijken").click()
    page.get_by_role("link", name=PLAN).click()
    page.get_by_text("Filter en zoek").click()
    page.get_by_label("Soort").select_option("partner")
    page.get_by_label("Zoek in de gevonden tekst").fill("maatschappelijk")
    page.get_by_role("button", name="Toon").click()
    page.locator("#rij").get_by_role("link", name=WRONG).click()
    page.locator("#waarom .facts, #waarom dl").first.wait_for()  # the script asks by itself
    assert "partners/maatschappelijk werk (mijn-regels/partners.yaml:" in page.locator("#kaart").inner_text()
    page.get_by_role("link", name="Regel aanpassen").click()
    assert page.get_by_label("Wat voegt u toe").input_value() == "uitzonderingen"
    page.get_by_label("De woorden").fill(PHRASE)
    page.get_by_role("button", name="Laat zien wat dit verandert").click()
    page.get_by_text("+0 / −1").wait_for()
    assert "in 1 document" in page.locator(".effect").inner_text()
    assert WRONG in page.locator(".differences").inner_text()
    assert table.read_text(encoding="utf-8") == before
    page.get_by_role("button", name="Sla de regel op").click()
    page.get_by_text("De regel is opgeslagen").wait_for()
    (line,) = lines(before, table.read_text(encoding="utf-8"))
    assert line.startswith("+")
    assert line.endswith(f"[{PHRASE}]") or line.endswith(f"- {PHRASE}")
    assert wrong(desk) is not None
    page.get_by_role("button", name="Reken de documenten opnieuw door").click()
    page.get_by_text("In 1 document zijn de records veranderd").wait_for()
    assert wrong(desk) is None
    page.goto(worked_on.at(f"/nakijken?document={PLAN}&soort=partner&zoek=maatschappelijk"))
    assert WRONG not in page.locator("#rij ol").inner_text()
    page.get_by_role("button", name="Ongedaan maken").click()
    page.get_by_role("button", name="Zet terug").click()
    page.get_by_text("De oude regel staat er weer").wait_for()
    assert table.read_text(encoding="utf-8") == before
    page.get_by_role("button", name="Reken de documenten opnieuw door").click()
    page.get_by_text("In 1 document zijn de records veranderd").wait_for()
    assert wrong(desk) is not None
    assert page.faults == []


def test_the_whole_loop_by_keys(chromium, small):
    desk = small.desk
    page = opened(chromium, small)
    tab_to(page, "#naam")
    page.keyboard.type("Anna")
    press(page, "Enter")
    enter(page, "a[href*='jeugd.md']")
    items = [i.id for i in desk.library.items("jeugd.md")]
    for key, verb in (("k", "klopt"), ("n", "klopt_niet"), ("t", "twijfel")):
        record = page.locator("#kaart input[name=record]").first.get_attribute("value")
        press(page, key)
        assert desk.state.of("Anna").judgement(record).verb == verb
    assert len(desk.state.of("Anna").judgements) == 3
    press(page, "z")
    assert len(desk.state.of("Anna").judgements) == 2
    press(page, "y")
    assert len(desk.state.of("Anna").judgements) == 3
    press(page, "v")
    press(page, "o")
    press(page, "a")
    tab_to(page, "#citaat")
    assert page.evaluate("document.activeElement.value") != ""
    page.keyboard.type("k")  # a letter in a field is a letter
    assert len(desk.state.of("Anna").judgements) == 3
    page.keyboard.press("Backspace")
    press(page, "Escape")
    press(page, "m")
    tab_to(page, "#citaat")
    page.keyboard.type("twee scholen")
    enter(page, "#kaart form button")
    tab_to(page, "#w-goal, [name=wordt]")
    page.keyboard.press("Space")
    enter(page, "#kaart form[action='/toevoegen'] button")
    assert [v.text for v in desk.state.of("Anna").added("jeugd.md").values()] == ["twee scholen"]
    page.keyboard.press("s")
    assert page.evaluate("document.activeElement.id") == "f-zoek"
    page.keyboard.type("GGD")
    press(page, "Enter")
    assert page.locator("#rij ol li").count() == 2
    press(page, "r")
    press(page, "Escape")
    press(page, "h")
    enter(page, "button[name=toetsen]")  # keys off
    page.goto(small.at(f"/nakijken?document=jeugd.md&record={items[-1]}"))
    said = len(desk.state.of("Anna").judgements)
    page.keyboard.press("k")
    page.wait_for_timeout(200)
    assert len(desk.state.of("Anna").judgements) == said
    enter(page, "#kaart button[value=klopt]")  # buttons go on
    assert desk.state.of("Anna").judgement(items[-1]).verb == "klopt"
    assert page.faults == []


def test_the_whole_loop_without_scripts_by_keyboard(chromium, small):
    desk = small.desk
    table = small.desk.editable / "partners.yaml"
    before = table.read_text(encoding="utf-8")
    page = opened(chromium, small, java_script_enabled=False)

    # Without scripts nothing can be asked of the page from outside but what it shows; focus stands out by :focus.
    def go(selector, most=300):
        for _ in range(most):
            if page.locator(f":focus:is({selector})").count():
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not lead to {selector} on {page.url}")

    def follow(selector):
        go(selector)
        press(page, "Enter")

    go("#naam")
    page.keyboard.type("Bea")
    press(page, "Enter")
    follow("a[href*='jeugd.md']")
    record = page.locator("#kaart input[name=record]").first.get_attribute("value")
    follow("#kaart button[value=klopt]")
    assert desk.state.of("Bea").judgement(record).verb == "klopt"
    follow("form[action='/terug'] button")
    assert desk.state.of("Bea").judgements == {}
    page.goto(small.at("/nakijken?document=jeugd.md&soort=partner&zoek=schoolmaatschappelijk"))
    follow("#waarom a")
    assert "woorden" in page.locator("#waarom").inner_text()
    follow("#kaart a[href*='paneel=regel']")
    go("#waarde")
    page.keyboard.press("Control+a")
    page.keyboard.type(PHRASE)
    press(page, "Enter")
    page.get_by_text("+0 / −1").wait_for()
    follow("form[action='/regel/opslaan'] button")
    assert len(lines(before, table.read_text(encoding="utf-8"))) == 1
    follow("form[action='/doorrekenen'] button")
    assert "In 1 document" in page.locator("main").inner_text()
    follow("form[action='/terug'] button")
    follow("button[value=terug]")
    assert table.read_text(encoding="utf-8") == before


def test_words_that_are_selected_come_with_their_place(chromium, small):
    page = opened(chromium, small)
    page.get_by_label("Uw naam").fill("Cor")
    page.get_by_role("button", name="Begin").click()
    page.goto(small.at("/nakijken?document=jeugd.md"))
    # Over a mark and its sign, which is no text of the document.
    found = page.evaluate(
        """() => {
            const walk = document.createTreeWalker(document.querySelector(".text"), NodeFilter.SHOW_TEXT);
            const nodes = [];
            while (walk.nextNode()) nodes.push(walk.currentNode);
            const from = nodes.find((n) => n.data.includes("een inlooppunt"));
            const to = nodes.find((n) => n.data.includes("GGD Veenoord"));
            const range = document.createRange();
            range.setStart(from, from.data.indexOf("een inlooppunt"));
            range.setEnd(to, to.data.length);
            document.getSelection().removeAllRanges();
            document.getSelection().addRange(range);
            return range.toString();
        }"""
    )
    assert "P1" in found  # the sign stands between
    page.get_by_role("link", name="Gemist? Toevoegen").click()
    assert page.get_by_label("Welke woorden in de tekst").input_value() == "een inlooppunt, samen met GGD Veenoord"
    page.get_by_label("activiteit").check()
    page.get_by_role("button", name="Voeg toe").click()
    (value,) = small.desk.state.of("Cor").added("jeugd.md").values()
    assert value.text == "een inlooppunt, samen met GGD Veenoord"
    assert page.faults == []


def drag(page, first, last):
    """Select with the mouse from the first letter of a word on the picture of a page to the last of another."""
    begin, end = (page.locator(".sheet .words tspan", has_text=word).first for word in (first, last))
    begin.scroll_into_view_if_needed()
    begin, end = begin.bounding_box(), end.bounding_box()
    page.mouse.move(begin["x"] + 1, begin["y"] + begin["height"] / 2)
    page.mouse.down()
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2, steps=8)
    page.mouse.move(end["x"] + end["width"] - 1, end["y"] + end["height"] / 2, steps=4)
    page.mouse.up()


def test_words_are_selected_on_the_picture_of_a_page_as_in_a_text(chromium, worked_on):
    page = opened(chromium, worked_on)
    page.get_by_label("Uw naam").fill("Dirk")
    page.get_by_role("button", name="Begin").click()
    page.goto(worked_on.at(f"/nakijken?document={PDF}"))
    drag(page, "Waterkant", "Oudemeer")
    page.get_by_role("link", name="Gemist? Toevoegen").click()
    assert page.get_by_label("Welke woorden in de tekst").input_value() == "Waterkant, Oudemeer"
    page.locator("#w-partner").check()
    page.get_by_role("button", name="Voeg toe").click()
    ((key, value),) = worked_on.desk.state.of("Dirk").added(PDF).items()
    document = worked_on.desk.shown(worked_on.desk.record(PDF)).document
    assert value.text == "Waterkant, Oudemeer" == document.text[value.start : value.end]
    # What is selected comes into the form that adapts a record as well: over the end of a line, and within a box.
    page.goto(worked_on.at(f"/nakijken?document={PDF}&record={key}&paneel=aanpassen"))
    drag(page, "wijkteams:", "Noord.")
    assert page.get_by_label("Welke woorden in de tekst").input_value() == "wijkteams: Waterkant, Oudemeer en Noord."
    page.get_by_role("button", name="Bewaar de aanpassing").click()
    value = worked_on.desk.state.of("Dirk").value(key)
    assert " ".join(document.text[value.start : value.end].split()) == "wijkteams: Waterkant, Oudemeer en Noord."
    assert page.faults == []


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_boxes_below_the_words_can_still_be_clicked(chromium, looked_at, scripts):
    page = opened(chromium, looked_at, java_script_enabled=scripts)
    page.goto(looked_at.at(f"/nakijken?document={PDF}"))
    found = next(i for i in looked_at.desk.library.items(PDF) if i.kind == "goal")
    box = page.locator(f".sheet a[href*='{found.id}'] rect").first.bounding_box()
    with page.expect_navigation():
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert found.id in page.url


def test_words_lie_where_they_are_seen(chromium, looked_at):
    page = opened(chromium, looked_at)
    page.goto(looked_at.at(f"/nakijken?document={PDF}"))
    places = looked_at.desk.shown(looked_at.desk.record(PDF)).document.places
    sheet = page.locator(".sheet svg").bounding_box()
    scale = sheet["width"] / float(page.locator(".sheet svg").get_attribute("viewBox").split()[2])
    words = page.locator(".sheet .words tspan").all()
    assert len(words) > 100
    for word in words[:: len(words) // 10]:
        piece = next(p for p in places.pieces if p.start == int(word.get_attribute("data-start")))
        seen = word.bounding_box()
        assert abs((seen["x"] - sheet["x"]) / scale - piece.xs[0]) < 1.5
        assert abs(seen["width"] / scale - (piece.x1 - piece.xs[0])) < 1.5
        middle = (seen["y"] - sheet["y"] + seen["height"] / 2) / scale
        assert piece.top < middle < piece.bottom


@pytest.mark.parametrize(
    "size",
    [
        {"viewport": {"width": 320, "height": 640}},
        {"viewport": {"width": 640, "height": 400}, "device_scale_factor": 2},
    ],
    ids=["320 px", "200 %"],
)
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_nothing_runs_off_the_side(chromium, looked_at, size, scripts):
    page = opened(chromium, looked_at, java_script_enabled=scripts, **size)
    wide = []
    for address in PAGES:
        page.goto(looked_at.at(address))
        # A picture of the whole page is as wide as what is on it.
        size_ = page.locator("html").bounding_box()
        body = page.locator("body").bounding_box()
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth") if scripts else 0
        if over > 0 or body["width"] > page.viewport_size["width"] or size_["width"] > page.viewport_size["width"]:
            wide.append(address)
    assert wide == []


def test_axe_finds_nothing_on_any_page(chromium, looked_at):
    from axe_playwright_python.sync_playwright import Axe

    axe = Axe()
    found = []
    for size in ({"width": 1280, "height": 800}, {"width": 320, "height": 640}):
        # axe brings itself in as a script, which the app's own policy refuses.
        page = opened(chromium, looked_at, bypass_csp=True, viewport=size)
        for address in PAGES:
            page.goto(looked_at.at(address))
            page.locator("[data-fetch]").first.wait_for(state="detached")
            result = axe.run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]})
            found += [
                f"{size['width']} {address}: {v['id']}: {v['nodes'][0]['html'][:160]}"
                for v in result.response["violations"]
            ]
    assert found == []


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_page_that_waits_tells_how_far_it_is_and_leads_on_by_itself(chromium, small, scripts):
    from axe_playwright_python.sync_playwright import Axe

    go, told = threading.Event(), []

    def work(tell):
        told.append(tell)
        tell(3, 40)
        assert go.wait(60)

    page = opened(chromium, small, java_script_enabled=scripts, bypass_csp=True, viewport={"width": 320, "height": 640})
    page.get_by_label("Uw naam").fill("Anna")
    page.get_by_role("button", name="Begin").click()
    job = small.desk.jobs.begin("werk", "Er wordt gewacht", work, lambda _call, _found: to("/regels"))
    page.goto(small.at("/toetsen"))
    page.locator(".busy a").click()
    page.get_by_text("3 van 40 documenten").wait_for()
    assert page.locator("body").bounding_box()["width"] <= 320
    if scripts:
        assert Axe().run(page).violations_count == 0
    told[0](31, 40)
    page.locator("progress[value='31']").wait_for()
    go.set()
    page.wait_for_url("**/regels")
    assert job.outcome() is None
    assert page.faults == []


def test_axe_would_find_something(chromium, looked_at):
    from axe_playwright_python.sync_playwright import Axe

    page = opened(chromium, looked_at, bypass_csp=True)
    page.set_content("<html><body><img src='x'><input></body></html>")
    assert Axe().run(page).violations_count > 0


def test_marks_differ_by_more_than_their_colour(chromium, looked_at):
    page = opened(chromium, looked_at)
    page.goto(looked_at.at(f"/nakijken?document={PLAN}"))
    found = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll(".text mark")].map((m) => {
            const style = getComputedStyle(m);
            return [m.classList[0], style.borderBottomStyle + " " + style.borderBottomWidth];
        }))"""
    )
    assert len(found) >= 5
    assert len(set(found.values())) == len(found)


def test_the_focus_can_be_seen_wherever_tab_leads(chromium, looked_at):
    page = opened(chromium, looked_at)
    page.goto(looked_at.at(f"/nakijken?document={PDF}"))
    unseen = []
    for _ in range(120):
        page.keyboard.press("Tab")
        shown = page.evaluate(
            """() => {
                const at = document.activeElement;
                if (at === document.body) return "end";
                const style = getComputedStyle(at.matches("svg a") ? at.querySelector("rect") : at);
                const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
                return ring || parseFloat(style.strokeWidth) >= 3 ? "" : at.outerHTML.slice(0, 120);
            }"""
        )
        if shown == "end":
            break
        if shown:
            unseen.append(shown)
    assert unseen == []


def test_a_page_asks_for_nothing_elsewhere(chromium, looked_at):
    page = opened(chromium, looked_at)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    for address in PAGES:
        page.goto(looked_at.at(address))
        page.wait_for_load_state("networkidle")
    assert asked
    assert [url for url in asked if not url.startswith(looked_at.at("/"))] == []
    unexpected = [fault for fault in page.faults if "404" not in fault]  # one of the pages is not there
    assert unexpected == []
