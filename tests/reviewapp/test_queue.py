"""What the queue shows: filters and their counts, the place in it, and the text in parts beside it."""

import re
from typing import get_args

import pytest

from pipeline.dutch import KINDS
from pipeline.record import PREFIX, AnyRecord
from pipeline.reviewapp.filters import Filter, next_open, queue
from pipeline.reviewapp.leaves import Leaf, part
from pipeline.reviewapp.library import Item
from pipeline.reviewapp.values import FIELDS, nearest, occurrences
from tests.reviewapp.conftest import browser_of, desk_of

ITEMS = [
    Item("a", "x.txt", "goal", "Jongeren groeien op", "doelen/een", 0.95, 0, 10),
    Item("b", "x.txt", "partner", "GGD Veenoord", "partners/GGD", 0.8, 20, 30, "GGD Veenoord"),
    Item("c", "x.txt", "partner", "de dienst", "partners/GGD", 0.5, 40, 50, "GGD Veenoord"),
    Item("d", "y.txt", "goal", "Ouderen", "doelen/twee", 0.95, 0, 10),
]


class Said:
    """A reader who judged one record."""

    def judged(self):
        return {"b"}

    def judgement(self, key):
        return type("Verdict", (), {"verb": "klopt"}) if key == "b" else None


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        ({}, "abcd"), ({"soort": "partner"}, "bc"), ({"status": "open"}, "acd"), ({"status": "klopt"}, "b"),
        ({"zekerheid": "laag"}, "c"), ({"zoek": "ggd"}, "bc"), ({"zoek": "GROEIEN"}, "a"),
        ({"regel": "doelen/twee"}, "d"),        ({"soort": "partner", "status": "open"}, "c"),
        ({"soort": "bestaat niet"}, ""), ({"zoek": "("}, ""),
    ],
)  # fmt: skip
def test_a_filter_leaves_what_it_asks_for(asked, left):
    assert "".join(i.id for i in queue(Filter(**asked), ITEMS, Said()).items) == left


def test_counts_say_what_each_choice_would_leave():
    found = queue(Filter(soort="partner", status="open"), ITEMS, Said())
    assert {f.value: f.count for f in found.facets["soort"] if f.count} == {"goal": 2, "partner": 1}
    assert (found.total, found.open, queue(Filter(), ITEMS, Said()).open) == (4, 1, 3)
    assert {f.value: f.count for f in found.facets["status"] if f.count} == {"open": 1, "klopt": 1}
    for choice in found.facets["soort"]:
        assert len(queue(Filter(soort=choice.value, status="open"), ITEMS, Said()).items) == choice.count


def test_after_the_last_comes_the_first_that_is_open():
    statuses = {"a": "open", "b": "klopt", "c": "klopt", "d": "open"}
    assert next_open(ITEMS, statuses, ITEMS[1]).id == "d"
    assert next_open(ITEMS, statuses, ITEMS[3]).id == "a"
    assert next_open(ITEMS[1:3], statuses, ITEMS[1]) is None


@pytest.mark.parametrize("value", ["a&b=c", "é#?", '"><script>', "x" * 600])
def test_a_filter_goes_through_an_address_as_it_is(value):
    from urllib.parse import parse_qsl

    asked = Filter(zoek=value[:500], document="map/plan.txt")
    assert Filter.read(dict(parse_qsl(asked.query()))) == asked


@pytest.mark.parametrize(
    ("text", "phrase", "found"),
    [
        ("Wij en wij", "wij", [(0, 3), (7, 10)]),
        ("a.b axb", "a.b", [(0, 3)]),
        ("samen\n  met GGD", "samen met", [(0, 11)]),
        ("niets", "iets anders", []),
        ("tekst", " ", []),
        ("é" * 10, "é" * 3_000, []),
    ],
)
def test_words_are_found_as_they_stand(text, phrase, found):
    assert occurrences(text, phrase) == found


def test_a_long_text_comes_in_parts_and_each_place_in_one():
    text = "".join(f"Alinea {n}. {'woord ' * 40}\n\n" for n in range(600))
    places = [text.index(f"Alinea {n}.") for n in (0, 299, 599)]
    known = {str(n): Leaf(str(n), f"D{n}", "goal", "open", ((at, at + 6),)) for n, at in enumerate(places)}
    shown = [part(text, known, at) for at in places]
    assert len({p.number for p in shown}) == 3
    for n, one in enumerate(shown):
        pieces = [piece for paragraph in one.paragraphs for piece in paragraph.pieces]
        assert [p.code for p in pieces if p.step == "open"] == [f"D{n}"]
        assert sum(len(p.text) for p in pieces) < 40_000
    of = shown[0].of
    every = [p for number in range(1, of + 1) for p in part(text, known, 0, number).paragraphs]
    assert [p.start for p in every] == [p.start for p in part(text, known, 0, whole=True).paragraphs]


def test_a_page_of_a_part_that_is_not_there_is_the_one_of_the_record():
    assert part("Een.\n\nTwee.", {}, 6, 99).number == 1
    assert part("", {}, 0).paragraphs == ()


def test_links_that_are_chosen_are_offered_wherever_they_stand(desk):
    every = list(desk.library.items("jeugd.md"))
    assert every[-1] in nearest(every, 0, [every[-1].id], most=1)


def test_every_kind_of_record_can_be_adapted():
    assert list(FIELDS) == list(KINDS)
    for kind in KINDS:
        known = {name for model in get_args(AnyRecord) if kind_of_model(model) == kind for name in model.model_fields}
        assert {one.name for one in FIELDS[kind]} <= known


def kind_of_model(model):
    """The kind of a model of records, by the prefix that its ids have."""
    (pattern,) = (m.pattern for m in model.model_fields["id"].metadata if getattr(m, "pattern", None))
    return next(kind for kind, prefix in PREFIX.items() if pattern.startswith(f"^{prefix}-"))


def test_the_three_panes_show_filter_text_and_card(browser, keys):
    browser.show("/nakijken", document="jeugd.md", soort="activity")
    assert f"{len(keys['activity'])} van " in browser.text
    assert len(re.findall(r"<mark ", browser.page.text)) >= len(keys["activity"])
    assert re.search(r'<mark class="activity is-open current">', browser.page.text)
    assert "activiteiten.yaml:" in browser.text
    browser.show("/nakijken", document="jeugd.md", record="bestaat-niet")
    assert browser.page.status_code == 200
    browser.show("/nakijken", document="jeugd.md", zoek="xyzzy")
    assert "Er is niets dat bij dit filter past" in browser.text


def test_all_documents_are_one_list(browser, desk):
    browser.show("/nakijken")
    assert f"van {len(list(desk.library.items()))}" in browser.text


def test_why_is_told_as_a_part_of_its_own(browser, keys):
    part_ = browser.show("/waarom", document="jeugd.md", record=keys["activity"][0]).text
    assert "woorden" in part_
    assert "<html" not in part_
    assert "vinden dit niet meer" in browser.show("/waarom", document="jeugd.md", record="act-0000000000000000").text


def test_records_that_change_on_the_disk_are_read_again(home, desk, browser):
    path = home / "output" / "jeugd.md.yaml"
    text = path.read_text(encoding="utf-8")
    assert "Jongeren groeien gezond op" in browser.show("/nakijken", document="jeugd.md").text
    path.write_text("schema_version: 1\nnonsens: [\n", encoding="utf-8")
    browser.show("/nakijken", document="jeugd.md")
    assert "jeugd.md" in browser.show("/").text.partition("Niet te lezen")[2]
    path.write_text(text, encoding="utf-8")
    assert "Jongeren groeien gezond op" in browser.show("/nakijken", document="jeugd.md").text
    assert "Niet te lezen" not in browser.show("/").text


def test_keys_are_listed_and_can_be_switched_off(browser):
    assert "data-key" in browser.show("/nakijken", document="jeugd.md").text
    browser.show("/toetsen")
    for key in "kantvozywrmsh":
        assert f"<kbd>{key}</kbd>" in browser.page.text
    browser.fill("/toetsen", toetsen="uit")
    assert not re.search(r'data-key="\w"', browser.show("/nakijken", document="jeugd.md").text)
    assert 'data-keys="uit"' in browser.page.text
    browser.fill("/toetsen", toetsen="aan")
    assert 'data-key="k"' in browser.show("/nakijken", document="jeugd.md").text


def test_an_output_without_a_manifest_is_shown_too(home):
    (home / "output" / "manifest.yaml").unlink()
    assert "jeugd.md" in browser_of(desk_of(home)).show("/").text


def test_all_is_read_ahead_once_somebody_is_there(browser, desk):
    assert desk.opened.is_set()
    desk.ahead()
    desk.library._read = None  # no page has to read a record file for the list of all
    assert len(list(desk.library.items())) > 10
