"""The page to mail round: what stands in it, that it is safe and readable, and the same each time."""

import re
import shutil
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.origin import Origin
from pipeline.report import report

ROOMS = Path(__file__).resolve().parents[2] / "pipeline"
CSS = "".join((ROOMS / name).read_text(encoding="utf-8") for name in ("pages/base.css", "report/style.css"))
TEXTS = Path(__file__).resolve().parents[1] / "texts"
PLAN, EVIL = ((TEXTS / name).read_text(encoding="utf-8") for name in ("beleidsplan-jeugd.md", "kwaad.md"))


def page(output, folder=None):
    return "".join(report(output, Origin(output, folder)).pieces)


@pytest.fixture(scope="module")
def output(tmp_path_factory, rules, made):
    return made(tmp_path_factory.mktemp("rapport"), rules, plan=PLAN, kwaad=EVIL)


@pytest.fixture(scope="module")
def html(output):
    return page(output)


@pytest.fixture(scope="module")
def parsed(html, parse):
    return parse(html)


def test_it_shows_documents_records_and_why(parsed):
    for words in (
        "Beleidsplan Jeugd 2025-2028",
        "Jongeren groeien gezond op",
        "doelen/punt-onder-doelkop",
        "GGD Veenoord",
        "Jeugdwet, artikel 2.3",
        "○ gepland",
        "2025 t/m 2028",
    ):
        assert words in parsed.text, words


def test_the_whole_text_stands_in_it_with_marks(html):
    (text,) = [t for t in re.findall(r'<p class="text">(.*?)</p>', html, re.DOTALL) if "inlooppunt" in t]
    words = re.sub(r"<a .*?</a>|<[^>]*>", "", text)
    assert "- We openen in 2026 een inlooppunt, samen met GGD Veenoord.\n- Wij starten" in words
    assert re.findall(r'<mark class="(\w+) ', text) == [
        "activity", "timeline", "partner", "activity", "legal_reference",
    ]  # fmt: skip


def test_it_nests_and_every_link_in_it_arrives(parsed):
    assert parsed.nests
    ids = [a["id"] for _, a in parsed.elements if "id" in a]
    assert len(ids) == len(set(ids))
    targets = [a["href"] for _, a in parsed.all("a") if a["href"].startswith("#")]
    assert targets
    assert {t[1:] for t in targets} <= set(ids)
    named = {name for _, a in parsed.elements for name in a.get("aria-labelledby", "").split()}
    assert named <= set(ids)


def test_nothing_of_a_document_is_taken_for_html(html, parsed):
    tags = {tag for tag, _ in parsed.elements}
    assert tags.isdisjoint({"script", "img", "link", "iframe", "object"})
    assert [a for _, a in parsed.all("form")] == [{}], "the form of the filters leads nowhere"
    assert not [a for _, a in parsed.elements if any(name.startswith("on") for name in a)]
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<script" not in html
    assert "{{ 7 * 7 }}" in html, "a document is no template"
    assert "<!--" not in html
    assert "\x0c" not in html
    assert "Het </mark></details>Huis" in parsed.text


def test_nothing_comes_from_elsewhere(html, parsed):
    outside = [(tag, a) for tag, a in parsed.elements if "src" in a or "srcset" in a or tag in ("link", "base")]
    assert outside == []
    assert not re.search(r"url\(|@import", html)
    assert "default-src 'none'" in html
    assert "form-action 'none'" in html
    links = [a["href"] for _, a in parsed.all("a") if not a["href"].startswith("#")]
    assert links
    assert all(link.startswith("https://wetten.overheid.nl/") for link in links)


def test_a_link_that_is_no_web_address_is_no_link(tmp_path, rules, made):
    output = made(tmp_path, rules, plan=PLAN)
    file = output / "plan.md.yaml"
    data = yaml.safe_load(file.read_text(encoding="utf-8"))
    data["legal_references"][0]["uri"] = "javascript:alert(1)"
    file.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
    assert "javascript:" not in page(output)


def test_headings_come_in_order_and_landmarks_are_there(parsed):
    levels = [int(tag[1]) for tag, _ in parsed.all("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for landmark in ("header", "nav", "main", "footer"):
        assert len(parsed.all(landmark)) == 1, landmark
    assert parsed.all("html")[0][1]["lang"] == "nl"
    assert parsed.all("title")
    assert parsed.all("a")[0][1]["class"] == "skip"


def test_every_table_cell_has_its_headers(parsed):
    assert parsed.all("th")
    assert all(a.get("scope") in ("col", "row") for _, a in parsed.all("th"))
    assert len(parsed.all("caption")) == len(parsed.all("table"))
    scrolls = [a for _, a in parsed.all("div") if a.get("role") == "region"]
    assert {a.get("tabindex") for a in scrolls} == {"0"}, "what scrolls is reached by key"


def test_every_mark_has_a_sign_besides_its_colour(html):
    found = re.findall(r'<mark class="(\w+)[^"]*"( id="[^"]*")?>(.{0,200})', html, re.DOTALL)
    assert len(found) > 12
    for mark in found:
        kind, _, inside = mark
        assert re.match(rf'<(?:a|span) class="code {kind}"', inside), mark


def _colours(pattern):
    return dict(re.findall(pattern, CSS))


def _contrast(one, other):
    def light(colour):
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    bright, dark = sorted((light(one), light(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def test_contrast():
    named = _colours(r"--(\w+): (#[0-9a-f]{6})")
    marks = _colours(r"mark\.(\w+) \{ --ground: (#[0-9a-f]{6})")
    edges = _colours(r"mark\.(\w+) \{[^}]*--edge: (#[0-9a-f]{6})")
    codes = _colours(r"\.code\.(\w+) \{ background: (#[0-9a-f]{6})")
    assert len(marks) == len(edges) == len(codes) == 8
    assert round(_contrast("#000000", "#ffffff"), 1) == 21.0
    for name in ("ink", "soft", "link"):
        for ground in ("paper", "shade"):
            assert _contrast(named[name], named[ground]) >= 4.5, (name, ground)
    for name in ("line", "activity", "ongoing", "goal"):
        assert _contrast(named[name], named["paper"]) >= 3, name
    assert _contrast(named["ink"], named["goalshade"]) >= 4.5
    for kind, ground in marks.items():
        assert _contrast(named["ink"], ground) >= 4.5, kind
        assert _contrast(edges[kind], ground) >= 3, kind
        assert _contrast("#ffffff", codes[kind]) >= 4.5, kind


def test_the_same_input_gives_the_same_bytes(output, html, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert page(output) == html


def test_no_path_of_the_machine_stands_in_it(output, html):
    assert str(output.parent) not in html
    assert output.parent.name not in html


@pytest.mark.parametrize("what", ["gone", "changed"])
def test_without_a_document_its_records_are_shown_and_why(tmp_path, rules, what, made, parse):
    output = made(tmp_path, rules, plan=PLAN)
    document = tmp_path / "plannen" / "plan.md"
    if what == "gone":
        document.unlink()
    else:
        document.write_text("Iets vooraf. " + PLAN, encoding="utf-8")
    made_of = report(output, Origin(output))
    parsed = parse("".join(made_of.pieces))
    assert list(made_of.without_text) == ["plan.md"]
    assert {"gone": "niet gevonden", "changed": "is veranderd"}[what] in parsed.text
    assert "De tekst van het document staat hier niet" in parsed.text
    assert "We openen in 2026 een inlooppunt" in parsed.text
    assert "- We openen" not in parsed.text, "that is how the document has it"
    assert parsed.nests


def test_a_folder_that_is_named_goes_before_that_of_the_run(tmp_path, rules, made):
    output = made(tmp_path, rules, plan=PLAN)
    moved = tmp_path / "elders"
    shutil.move(tmp_path / "plannen", moved)
    assert report(output, Origin(output)).without_text
    assert not report(output, Origin(output, moved)).without_text


def test_records_that_do_not_fit_their_document_are_not_marked_in_it(tmp_path, rules, made):
    output = made(tmp_path, rules, plan=PLAN)
    file = output / "plan.md.yaml"
    data = yaml.safe_load(file.read_text(encoding="utf-8"))
    data["goals"][0]["source"]["start"] -= 3
    file.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
    assert "anders gelezen" in report(output, Origin(output)).without_text["plan.md"]


def test_what_could_not_be_read_is_named(tmp_path, rules, made, parse):
    (tmp_path / "plannen").mkdir()
    (tmp_path / "plannen" / "leeg.txt").write_bytes(b"")
    parsed = parse(page(made(tmp_path, rules, plan=PLAN)))
    assert "Niet gelezen" in parsed.text
    assert "leeg.txt" in parsed.text


def test_what_is_said_twice_is_explained_once(tmp_path, rules, made, parse):
    html = page(made(tmp_path, rules, plan=PLAN + "\nTussendoor.\n\n- Jongeren groeien gezond op\n"))
    assert html.count("<dd>doelen/punt-onder-doelkop</dd>") == 1
    assert "uitleg van D1 staat hierboven" in html
    assert len(re.findall(r'<mark class="goal [^>]*><a class="code goal" href="#d1-D1-uitleg">', html)) == 2
    assert parse(html).nests


def test_a_document_without_records_says_so(tmp_path, rules, made, parse):
    parsed = parse(page(made(tmp_path, rules, leeg="Niets bijzonders hier.\n")))
    assert "geen doelen en geen activiteiten gevonden" in parsed.text
    assert "Niets bijzonders hier." in parsed.text


def call(*arguments):
    result = CliRunner().invoke(app, [str(a) for a in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def test_the_command_writes_the_file_and_says_what_is_missing(tmp_path, rules, made):
    output = made(tmp_path, rules, plan=PLAN)
    assert call("report", output)[0] == 0
    assert (output / "rapport.html").read_text(encoding="utf-8") == page(output)
    (tmp_path / "plannen" / "plan.md").unlink()
    code, said, _ = call("report", output, "--to", tmp_path / "ander.html")
    assert code == 0
    assert "zonder tekst: plan.md" in said
    assert "--input" in said
    assert (tmp_path / "ander.html").is_file()


def test_a_page_that_fails_half_way_leaves_the_old_one(tmp_path, rules, monkeypatch, made):
    output = made(tmp_path, rules, plan=PLAN)
    file = output / "rapport.html"
    file.write_text("de vorige", encoding="utf-8")

    def failing(_view):
        raise OSError(28, "No space left on device")
        yield

    monkeypatch.setattr("pipeline.report.view.DocumentView.paragraphs", failing)
    code, _, side = call("report", output)
    assert code == 2
    assert "No space left" in side
    assert file.read_text(encoding="utf-8") == "de vorige"
    assert not list(output.glob("*.tmp"))
    assert not list(output.glob(".doelenboom-*"))


def test_a_folder_without_records_is_wrong_use(tmp_path):
    code, _, side = call("report", tmp_path)
    assert code == 2
    assert "holds no records" in side
    assert not list(tmp_path.iterdir())


def test_the_doelenboom_is_a_picture_with_a_name_and_the_same_list_below(html, parsed):
    (svg,) = parsed.all("svg")
    assert svg[1]["role"] == "img"
    assert f'<title id="{svg[1]["aria-labelledby"]}">Doelenboom van D1: Jongeren groeien gezond op</title>' in html
    assert f'<desc id="{svg[1]["aria-describedby"]}">D1 met 2 activiteiten.' in html
    tree = html.partition("</svg>")[2].partition("Als lijst")[2].partition("</details>")[0]
    for code in ("D1", "A1", "A2"):
        assert f">{code}</a>" in tree or f"</span>{code}</a>" in tree, code


def test_activities_stand_on_a_timeline_and_the_others_are_named(parsed):
    assert "op een tijdbalk van 2026 tot en met 2026" in parsed.text
    assert "Zonder datum: 1 activiteit" in parsed.text


def test_partners_come_with_their_numbers(parsed):
    assert "GGD Veenoord organisatie1 activiteit, 1 keer genoemd" in parsed.text


def test_every_record_has_the_classes_that_filters_look_for(html, parsed):
    ids = {a["id"] for _, a in parsed.elements if "id" in a}
    ids |= {a["value"] for _, a in parsed.all("option") if "value" in a}
    records = [a["class"].split() for tag, a in parsed.elements if "rec" in a.get("class", "").split()]
    assert len(records) > 20
    for classes in records:
        tokens = [c for c in classes if re.fullmatch(r"[kz]-\w+|s-\w+|[rp]\d+", c)]
        assert set(tokens) <= ids
        assert {"k", "z", "r"} <= {c[0] for c in tokens}
    styles = html.partition("<style>")[2].partition("</style>")[0]
    choices = {a["id"] for _, a in parsed.all("input")} | {a["value"] for _, a in parsed.all("option") if "value" in a}
    for token in choices - {"alleen"}:
        assert f".rec.{token}" in styles, token
