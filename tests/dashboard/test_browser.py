"""The dashboard in a real browser: it unfolds, links open what they lead to, filters filter, and axe finds nothing."""

from pathlib import Path

import pytest

from pipeline.dashboard import dashboard

pytestmark = pytest.mark.browser
PLAN = (Path(__file__).resolve().parents[1] / "texts" / "beleidsplan-jeugd.md").read_text(encoding="utf-8")
REPORT = """# Jaarverslag 2024

## Wat hebben we gedaan?

- In 2024 is een loket geopend, samen met GGD Veenoord.
"""


@pytest.fixture
def page(opened):
    return opened


@pytest.fixture(scope="module")
def file(tmp_path_factory, rules, made):
    folder = tmp_path_factory.mktemp("overzicht")
    output = made(folder, rules, plan=PLAN, verslag=REPORT)
    path = folder / "overzicht.html"
    path.write_text("".join(dashboard(output, rules).pieces), encoding="utf-8")
    return path


def test_it_asks_for_nothing_and_fits_the_screen(page, file):
    assert page.asked == [file.as_uri()]
    assert page.said == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("unfolded", [False, True])
def test_axe_finds_nothing(page, unfolded):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    if unfolded:
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    found = axe.Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []


def test_a_bar_unfolds_by_keyboard_and_its_link_opens_the_document(page):
    bar = page.locator("section", has=page.locator("#partners")).locator(".bars summary").first
    bar.focus()
    page.keyboard.press("Enter")
    link = page.locator(".bars details[open] .behind a", has_text="inlooppunt")
    assert link.is_visible()
    target = page.locator(link.get_attribute("href"))
    assert not target.is_visible()
    link.focus()
    page.keyboard.press("Enter")
    assert target.is_visible(), "the document opens where the link leads into it"


def test_filters_work_without_a_script(page):
    documents = page.locator(".document")
    assert [documents.nth(n).is_visible() for n in range(2)] == [True, True]
    page.locator("#soort-jaarverslag").check()
    assert [documents.nth(n).is_visible() for n in range(2)] == [False, True]
    page.locator("#soort-alle").check()
    documents.nth(1).locator("summary").click()
    activity = documents.nth(1).locator("li.activity")
    assert activity.is_visible()
    page.locator("#status-done").check()
    assert activity.locator(".code").is_visible()
    page.locator("#status-planned").check()
    assert not activity.is_visible()
