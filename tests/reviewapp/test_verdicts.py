"""What a reader says with the four verbs, in bulk, by adapting and adding; and the way back and forth."""

import re

import pytest

from pipeline.batch import collect, run_batch
from pipeline.batch.work import Work
from tests.reviewapp.conftest import Browser, browser_of, desk_of


def current(browser):
    """The record that the card shows."""
    return re.search(r'name="record" value="([^"]*)"', browser.page.text)[1]


@pytest.mark.parametrize(("verb", "label"), [("klopt", "klopt"), ("klopt_niet", "klopt niet"), ("twijfel", "twijfel")])
def test_a_verdict_stands_and_the_next_record_comes(browser, desk, keys, verb, label):
    first = next(desk.library.items("jeugd.md")).id
    second = [i.id for i in desk.library.items("jeugd.md")][1]
    browser.judge(first, verb)
    assert browser.page.status_code == 200
    assert current(browser) == second
    assert desk.state.of("Anna").judgement(first).verb == verb
    browser.show("/nakijken", document="jeugd.md", record=first)
    assert re.search(rf'class="standing is-{verb}"><span[^>]*>.</span> {label}<', browser.page.text)


def test_the_last_open_record_stays_where_there_is_no_next(browser, desk):
    items = [i.id for i in desk.library.items("jeugd.md")]
    for record in items:
        browser.judge(record, "klopt")
    assert current(browser) == items[-1]
    assert "0 open" in browser.text


def test_the_next_record_is_one_that_the_filter_shows(browser, keys):
    browser.judge(keys["partner"][0], "klopt", soort="activity")
    assert current(browser) in keys["activity"]
    browser.judge(keys["activity"][0], "klopt", soort="activity", status="open")
    assert current(browser) == keys["activity"][1]


def test_undo_and_redo_go_all_the_way_also_after_a_restart(home, desk, browser):
    items = [i.id for i in desk.library.items("jeugd.md")]
    for record in items[:4]:
        browser.judge(record, "klopt")
    browser.fill("/terug")
    assert current(browser) == items[3]
    again = browser_of(desk_of(home))
    for _ in range(3):
        again.fill("/terug")
    state = desk_of(home).state.of("Anna")
    assert state.judgements == {}
    assert again.fill("/terug").status_code == 400
    later = browser_of(desk_of(home))
    for _ in range(4):
        assert later.fill("/opnieuw").status_code == 200
    assert set(desk_of(home).state.of("Anna").judgements) == set(items[:4])
    assert later.fill("/opnieuw").status_code == 400


def test_bulk_is_seen_first_given_at_once_and_taken_back_at_once(browser, desk, keys):
    browser.show("/allemaal", document="jeugd.md", soort="activity")
    assert f"Eén oordeel voor {len(keys['activity'])} records" in browser.text
    seen = re.search(r'name="gezien" value="([^"]*)"', browser.page.text)[1]
    browser.fill("/allemaal", document="jeugd.md", soort="activity", oordeel="klopt", gezien=seen)
    assert set(desk.state.of("Anna").judgements) == set(keys["activity"])
    browser.fill("/terug")
    assert desk.state.of("Anna").judgements == {}


def test_bulk_is_not_given_to_what_the_reader_did_not_see(browser, desk, keys):
    browser.show("/allemaal", document="jeugd.md", status="open")
    seen = re.search(r'name="gezien" value="([^"]*)"', browser.page.text)[1]
    browser.judge(keys["goal"][0], "klopt")
    answer = browser.fill("/allemaal", document="jeugd.md", status="open", oordeel="klopt_niet", gezien=seen)
    assert answer.status_code == 409
    assert len(desk.state.of("Anna").judgements) == 1


def test_a_record_is_adapted_in_place_kind_value_and_links(browser, desk, keys):
    record = keys["activity"][0]
    browser.show("/nakijken", document="jeugd.md", record=record, paneel="aanpassen")
    assert "We openen in 2026 een inlooppunt" in browser.text
    browser.fill(
        "/aanpassen", van="jeugd.md", record=record, document="jeugd.md", wordt="activity",
        citaat="openen in  2026 een inlooppunt", begin="0", **{"veld-status": "done", "link-goals": keys["goal"][0]},
    )  # fmt: skip
    new = desk.state.of("Anna").judgement(record).new
    assert (new.text, new.fields["status"], new.links["goals"]) == (
        "openen in 2026 een inlooppunt", "done", (keys["goal"][0],)
    )  # fmt: skip
    browser.show("/nakijken", document="jeugd.md", record=record)
    assert "Door u aangepast" in browser.text
    assert "gedaan" in browser.text


def test_a_record_becomes_another_kind(browser, desk, keys):
    record = keys["activity"][0]
    browser.show("/nakijken", document="jeugd.md", record=record, paneel="aanpassen", wordt="partner")
    assert "Soort partner" in browser.text
    browser.fill(
        "/aanpassen", van="jeugd.md", record=record, wordt="partner", citaat="GGD Veenoord", begin="0",
        **{"veld-kind": "named", "veld-canonical": "GGD Veenoord"},
    )  # fmt: skip
    assert desk.state.of("Anna").judgement(record).new.kind == "partner"


@pytest.mark.parametrize(
    "fields",
    [
        {"wordt": "activity", "citaat": "staat er niet", "veld-status": "done"},
        {"wordt": "activity", "citaat": "We openen", "veld-status": "klaar"},
        {"wordt": "activity", "citaat": "We openen"},
        {"wordt": "timeline", "citaat": "2026", "veld-kind": "period", "veld-start": "morgen"},
        {"wordt": "niets", "citaat": "We openen"},
        {"wordt": "activity", "citaat": "", "veld-status": "done"},
    ],
)
def test_an_adaptation_that_does_not_fit_is_refused_with_why(browser, desk, keys, fields):
    answer = browser.fill("/aanpassen", van="jeugd.md", record=keys["activity"][0], begin="0", **fields)
    assert answer.status_code == 400
    assert "Dat ging niet" in browser.text
    assert desk.state.of("Anna").judgements == {}


def test_links_to_what_is_not_there_are_left_out(browser, desk, keys):
    browser.fill(
        "/aanpassen", van="jeugd.md", record=keys["activity"][0], wordt="activity", citaat="We openen", begin="0",
        **{"veld-status": "done", "link-goals": [keys["goal"][0], "doel-0000000000000000", keys["partner"][0]]},
    )  # fmt: skip
    assert desk.state.of("Anna").judgement(keys["activity"][0]).new.links["goals"] == (keys["goal"][0],)


def test_a_missed_record_is_found_by_its_words_added_and_adapted(browser, desk):
    browser.show("/nakijken", document="jeugd.md", paneel="toevoegen", citaat="een pilot")
    assert "Deze woorden staan niet in de tekst" in browser.text
    browser.show("/nakijken", document="jeugd.md", paneel="toevoegen", citaat="twee  SCHOLEN")
    place = re.search(r'name="plaats" value="(\d+-\d+)"', browser.page.text)[1]
    browser.fill("/toevoegen", van="jeugd.md", document="jeugd.md", plaats=place, wordt="partner")
    (key, value), *rest = desk.state.of("Anna").added("jeugd.md").items()
    assert not rest
    assert (value.text, value.kind) == ("twee scholen", "partner")
    assert current(browser) == key
    assert "Door u toegevoegd" in browser.text
    browser.fill(
        "/aanpassen", van="jeugd.md", record=key, wordt="partner", citaat="scholen", begin=place.partition("-")[0],
        **{"veld-kind": "group", "veld-canonical": "scholen"},
    )  # fmt: skip
    assert desk.state.of("Anna").added("jeugd.md")[key].text == "scholen"
    browser.judge(key, "klopt_niet")
    assert desk.state.of("Anna").added("jeugd.md") == {}


@pytest.mark.parametrize("place", ["", "5", "9-5", "0-999999", "-1-4", "a-b"])
def test_a_place_outside_the_text_is_refused(browser, desk, place):
    assert browser.fill("/toevoegen", van="jeugd.md", plaats=place, wordt="goal").status_code == 400
    assert desk.state.of("Anna").added() == {}


@pytest.mark.parametrize(
    ("document", "record"),
    [("jeugd.md", "doel-0000000000000000"), ("weg.md", "x"), ("zorg.md", None), ("../jeugd.md", "x")],
)
def test_a_verdict_on_what_is_not_there_is_refused(browser, desk, keys, document, record):
    answer = browser.judge(record or keys["goal"][0], "klopt", document)
    assert answer.status_code == 404
    assert desk.state.readers == ()


def test_seen_and_final_are_two_statuses_of_records_and_documents(browser, desk, keys):
    record = keys["goal"][0]
    browser.fill("/stand", van="jeugd.md", record=record, stand="bekeken")
    browser.fill("/stand", van="jeugd.md", stand="vastgesteld")
    state = desk.state.of("Anna")
    assert state.status("jeugd.md", record) == "bekeken"
    assert state.status("jeugd.md") == "vastgesteld"
    assert "vastgesteld" in browser.show("/").text
    browser.fill("/terug")
    assert desk.state.of("Anna").status("jeugd.md") is None


def test_a_comment_keeps_its_place(browser, desk, keys):
    browser.fill("/opmerking", van="jeugd.md", record=keys["goal"][0], opmerking="Is dit van 2025?")
    (comment,) = desk.state.of("Anna").comments("jeugd.md")
    assert (comment.text, comment.quote.exact) == ("Is dit van 2025?", "Jongeren groeien gezond op")
    assert "Is dit van 2025?" in browser.text
    browser.show("/lezers")
    assert "Jongeren groeien gezond op" in browser.text
    assert browser.fill("/opmerking", van="jeugd.md", record=keys["goal"][0], opmerking=" ").status_code == 400


def test_a_document_can_be_commented_as_a_whole(browser, desk):
    browser.fill("/opmerking", van="jeugd.md", document="jeugd.md", opmerking="Bijlage ontbreekt.")
    (comment,) = desk.state.of("Anna").comments("jeugd.md")
    assert (comment.text, comment.record) == ("Bijlage ontbreekt.", None)
    assert "Bijlage ontbreekt." in browser.text


def test_the_second_reader_does_not_see_what_the_first_said(app, desk, keys):
    anna, bram = Browser(app, "Anna"), Browser(app, "Bram")
    anna.judge(keys["goal"][0], "klopt_niet")
    anna.fill("/opmerking", van="jeugd.md", record=keys["goal"][0], opmerking="Onzin!")
    for address in (
        "/",
        "/nakijken?document=jeugd.md&record=" + keys["goal"][0],
        "/lezers",
        "/allemaal?document=jeugd.md",
    ):
        page = bram.show(address).text
        assert "Onzin" not in page
        assert "is-klopt_niet" not in page
        assert "1 klopt niet" not in page
    bram.judge(keys["goal"][0], "klopt")
    assert desk.state.of("Bram").judgement(keys["goal"][0]).verb == "klopt"
    assert desk.state.of("Anna").judgement(keys["goal"][0]).verb == "klopt_niet"
    bram.show("/lezers")
    assert "Waar u verschilt" in bram.text
    assert "Jongeren groeien gezond op" in bram.text
    anna.fill("/terug")
    assert desk.state.of("Bram").judgement(keys["goal"][0]).verb == "klopt"


def test_nothing_can_be_said_before_a_name_is_given(app, keys):
    browser = Browser(app, None)
    assert browser.show("/nakijken").url.path == "/lezer"
    assert browser.judge(keys["goal"][0], "klopt").status_code == 403
    for name in ("", "   ", "a" * 61):
        assert browser.fill("/lezer", naam=name, verder="/").status_code == 400


def test_without_the_text_of_its_document_a_record_is_shown_and_not_judged(home, keys):
    (home / "plannen" / "jeugd.md").write_text("Iets anders.", encoding="utf-8")
    browser = browser_of(desk_of(home))
    browser.show("/nakijken", document="jeugd.md")
    assert "het document is veranderd" in browser.text
    assert 'name="oordeel"' not in browser.page.text
    assert browser.judge(keys["goal"][0], "klopt").status_code == 400


def test_verdicts_go_along_with_a_document_that_is_made_anew(home, rules, browser, desk, keys):
    partner = next(i for i in desk.library.items("jeugd.md") if i.text == "GGD Veenoord")
    browser.judge(partner.id, "klopt_niet")
    browser.fill("/opmerking", van="jeugd.md", record=partner.id, opmerking="Dit is een andere.")
    place = browser.show("/nakijken", document="jeugd.md", paneel="toevoegen", citaat="twee scholen")
    found = re.search(r'name="plaats" value="([^"]*)"', place.text)[1]
    browser.fill("/toevoegen", van="jeugd.md", plaats=found, wordt="partner")
    plan = home / "plannen" / "jeugd.md"
    text = (
        plan.read_text(encoding="utf-8").replace("een inlooppunt", "een nieuw inlooppunt").replace("# Bel", "\n# Bel")
    )
    plan.write_text(text, encoding="utf-8")
    run_batch(collect([home / "plannen"], home / "output"), Work(home / "output", rules, cache=home / "cache"))
    later = desk_of(home)
    again = next(i for i in later.library.items("jeugd.md") if i.text == "GGD Veenoord")
    assert again.id != partner.id
    voice = later.voice("Anna")
    assert voice.judgement(again.id).verb == "klopt_niet"
    assert [c.text for c in voice.comments("jeugd.md", again.id)] == ["Dit is een andere."]
    (value,) = voice.added("jeugd.md").values()
    assert text[value.start : value.end] == "twee scholen"
    page = browser_of(later).show("/nakijken", document="jeugd.md", record=again.id).text
    assert 'class="standing is-klopt_niet"' in page
