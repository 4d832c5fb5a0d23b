"""The report in a real browser: filters without a script, links into what is folded, axe finds nothing."""

import pytest

from pipeline.origin import Origin
from pipeline.report import report

pytestmark = pytest.mark.browser
PLAN = """# Beleidsplan Jeugd 2025-2028

Dit plan is van ons allemaal.

## Wat willen we bereiken?

- Jongeren groeien gezond op

## Wat gaan we daarvoor doen?

- We openen in 2026 een inlooppunt, samen met GGD Veenoord.
- Wij starten één pilot op grond van artikel 2.3 van de Jeugdwet.
- In 2024 is een loket geopend, samen met Stichting Barka.
"""


@pytest.fixture
def page(opened):
    return opened


@pytest.fixture(scope="module")
def file(tmp_path_factory, rules, made):
    folder = tmp_path_factory.mktemp("rapport")
    output = made(folder, rules, plan=PLAN)
    path = folder / "rapport.html"
    path.write_text("".join(report(output, Origin(output)).pieces), encoding="utf-8")
    return path


def unfold(page, selector="details"):
    page.evaluate(f"document.querySelectorAll('{selector}').forEach(d => {{ d.open = true }})")


def test_it_asks_for_nothing_and_fits_the_screen(page, file):
    unfold(page)
    assert page.asked == [file.as_uri()]
    assert page.said == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_axe_finds_nothing(page):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    unfold(page)
    found = axe.Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []


def shown(page):
    """What can be seen of the activities in the list and on the timeline, and which marks have a colour."""
    tree = page.locator(".tree li.activity:visible .code").all_inner_texts()
    rows = page.locator(".when tr.rec:visible .code").all_inner_texts()
    marks = page.evaluate(
        "[...document.querySelectorAll('mark.rec')]"
        ".filter(m => getComputedStyle(m).backgroundColor !== 'rgba(0, 0, 0, 0)')"
        ".map(m => m.className.split(' ')[0])"
    )
    return [t.split()[-1] for t in tree], [t.split()[-1] for t in rows], sorted(set(marks))


def test_filters_work_by_kind_status_partner_and_rule(page):
    unfold(page, ".filters")
    everything = shown(page)
    assert [sorted(everything[0]), sorted(everything[1])] == [["A1", "A2", "A3"], ["A1", "A3"]]
    assert everything[2] == ["activity", "framework", "goal", "legal_reference", "partner", "timeline"]
    page.get_by_label("tijden").uncheck()
    assert "timeline" not in shown(page)[2]
    page.get_by_label("gedaan").uncheck()
    assert sorted(shown(page)[0]) == ["A1", "A2"]
    assert page.locator(".filters > summary").evaluate("e => getComputedStyle(e, '::after').content") != "none"
    page.get_by_label("Partner", exact=True).select_option(label="GGD Veenoord (1)")
    assert shown(page)[:2] == (["A1"], ["A1"])
    page.get_by_role("button", name="Alles tonen").click()
    assert shown(page) == everything
    rule = page.locator("#regel option[value]").first
    page.get_by_label("Regel", exact=True).select_option(value=rule.get_attribute("value"))
    assert len(shown(page)[2]) == 1
    assert page.locator(".filters > summary").evaluate("e => getComputedStyle(e, '::after').content") != "none"


def test_text_without_finds_can_be_left_out(page):
    plain = page.get_by_text("Dit plan is van ons allemaal.")
    assert plain.is_visible()
    unfold(page, ".filters")
    page.locator("#alleen").check()
    assert not plain.is_visible()


def test_a_code_in_the_text_leads_to_its_explanation(page):
    code = page.locator("mark.partner a.code").first
    target = page.locator(code.get_attribute("href"))
    assert not target.is_visible()
    code.focus()
    page.keyboard.press("Enter")
    assert target.is_visible()


def test_on_paper_there_are_no_filters_and_all_text_is_there(page):
    page.emulate_media(media="print")
    assert not page.locator(".filters").is_visible()
    assert page.get_by_text("Dit plan is van ons allemaal.").is_visible()
