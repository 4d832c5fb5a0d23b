"""The page to start from: what stands in it, that it is safe and readable, and the same each time."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.dashboard import dashboard

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
TEXTS = Path(__file__).resolve().parents[1] / "texts"
PLAN, EVIL = ((TEXTS / name).read_text(encoding="utf-8") for name in ("beleidsplan-jeugd.md", "kwaad.md"))
TWO_GOALS = PLAN.replace("gezond op\n", "gezond op\n- Minder schulden bij gezinnen\n")


def page(output, rules):
    return "".join(dashboard(output, rules).pieces)


@pytest.fixture(scope="module")
def output(tmp_path_factory, rules, made):
    return made(tmp_path_factory.mktemp("overzicht"), rules, plan=TWO_GOALS, kwaad=EVIL)


@pytest.fixture(scope="module")
def html(output, rules):
    return page(output, rules)


@pytest.fixture(scope="module")
def parsed(html, parse):
    return parse(html)


def test_it_shows_figures_and_what_is_behind_them(parsed):
    for words in (
        "Wat ontbreekt",
        "Jeugd en opvoeding",
        "GGD Veenoord",
        "Jeugdwet",
        "Beleidsplan Jeugd 2025-2028",
        "Minder schulden bij gezinnen",
        "themas.yaml",
    ):
        assert words in parsed.text, words


def test_every_figure_says_its_number_in_words_too(html):
    summaries = re.findall(r"<summary><span>(.*?)</span><span class=\"count\">(.*?)</summary>", html, re.DOTALL)
    assert len(summaries) > 8
    for name, rest in summaries:
        assert re.search(r'class="unseen"> (?:activiteit(?:en)?: \d|van de \d)', rest), name


def test_it_nests_and_every_link_in_it_arrives(parsed):
    assert parsed.nests
    ids = [a["id"] for _, a in parsed.elements if "id" in a]
    assert len(ids) == len(set(ids))
    targets = [a["href"] for _, a in parsed.all("a")]
    assert len(targets) > 20
    assert {t.removeprefix("#") for t in targets} <= set(ids)
    assert all(t.startswith("#") for t in targets), "nothing leads out of the page"
    named = {name for _, a in parsed.elements for name in a.get("aria-labelledby", "").split()}
    assert named <= set(ids)


def test_nothing_of_a_document_is_taken_for_html_and_nothing_comes_from_elsewhere(html, parsed):
    tags = {tag for tag, _ in parsed.elements}
    assert tags.isdisjoint({"script", "img", "link", "iframe", "object", "form", "base"})
    assert not [a for _, a in parsed.elements if any(n.startswith("on") or n in ("src", "srcset") for n in a)]
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "{{ 7 * 7 }}" in html, "a document is no template"
    assert "<!--" not in html
    assert "\x0c" not in html
    assert not re.search(r"url\(|@import|https?://", html)
    assert "default-src 'none'" in html


def test_headings_come_in_order_and_landmarks_are_there(parsed):
    levels = [int(tag[1]) for tag, _ in parsed.all("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for landmark in ("header", "nav", "main", "footer"):
        assert len(parsed.all(landmark)) == 1, landmark
    assert parsed.all("html")[0][1]["lang"] == "nl"
    assert parsed.all("a")[0][1]["class"] == "skip"


def test_the_same_records_give_the_same_bytes_and_no_path(output, rules, html, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert page(output, rules) == html
    assert str(output.parent) not in html
    assert output.parent.name not in html


def test_a_document_without_goals_says_so(tmp_path, rules, made, parse):
    parsed = parse(page(made(tmp_path, rules, leeg="Niets bijzonders hier.\n"), rules))
    assert "geen doelen en geen activiteiten gevonden" in parsed.text
    assert "Van geen activiteit is een thema herkend" in parsed.text
    assert parsed.nests


def test_an_activity_of_two_goals_has_one_anchor(html):
    anchors = re.findall(r'<li class="activity \w+" id="(d\d+-A\d+)">', html)
    assert anchors
    assert len(anchors) == len(set(anchors))


def call(*arguments):
    result = CliRunner().invoke(app, [str(a) for a in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def test_the_command_writes_the_file(output, rules, html, tmp_path):
    file = tmp_path / "overzicht.html"
    code, said, _ = call("dashboard", output, "--to", file)
    assert code == 0
    assert "2 documenten, 5 activiteiten" in said
    assert file.read_text(encoding="utf-8") == html
    assert call("dashboard", output)[0] == 0
    assert (output / "dashboard.html").read_text(encoding="utf-8") == html


def test_other_themes_are_taken_from_the_rules_that_are_named(output, tmp_path):
    folder = tmp_path / "regels"
    assert call("rules", "copy", folder)[0] == 0
    (folder / "themas.yaml").write_text("- naam: Vaste plekken\n  woorden: [inlooppunt]\n", encoding="utf-8")
    assert call("dashboard", output, "--to", tmp_path / "x.html", "--rules", folder)[0] == 0
    text = (tmp_path / "x.html").read_text(encoding="utf-8")
    assert "Vaste plekken" in text
    assert "Jeugd en opvoeding" not in text


def test_a_page_that_fails_half_way_leaves_the_old_one(output, tmp_path, monkeypatch):
    file = tmp_path / "overzicht.html"
    file.write_text("de vorige", encoding="utf-8")

    def failing(_bar, _start):
        raise OSError(28, "No space left on device")
        yield

    monkeypatch.setattr("pipeline.dashboard.figures.Bar.by_document", failing)
    code, _, side = call("dashboard", output, "--to", file)
    assert code == 1 or code == 2
    assert "No space left" in side
    assert file.read_text(encoding="utf-8") == "de vorige"
    assert [p.name for p in tmp_path.iterdir()] == ["overzicht.html"]


def test_a_folder_without_records_is_wrong_use(tmp_path):
    code, _, side = call("dashboard", tmp_path)
    assert code == 2
    assert "holds no records" in side
    assert not list(tmp_path.iterdir())
