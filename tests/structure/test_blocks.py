"""From lines to blocks, on small texts of our own; and no character of a text is lost or told twice."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import BlockKind, Document, Role
from pipeline.ruleset import load_rules
from pipeline.structure import lay_out

CORPUS = Path(__file__).parents[2] / "corpus"


def test_headings_of_markdown(lay):
    layout = lay("# Beleidsplan\n\n## 1. Inleiding\n\nDit is de tekst.\n\n### Meedoen\n\nNog een tekst.\n")
    found = [(b.level, b.code, b.passage.text) for b in layout.blocks if b.kind is BlockKind.HEADING]
    assert [(code, text) for _, code, text in found] == [(None, "Beleidsplan"), ("1", "Inleiding"), (None, "Meedoen")]
    assert [level for level, *_ in found] == [1, 2, 3]


def test_headings_that_are_underlined_bold_or_stand_alone(blocks):
    text = "Meedoen\n=======\n\nDit is tekst.\n\nZorg\n----\n\nDit ook.\n\n"
    text += "**Jeugd**\n\nEn dit.\n\nSport en spel\n\nDit ten slotte.\n"
    assert [shown for kind, shown in blocks(text) if kind == "heading"] == ["Meedoen", "Zorg", "Jeugd", "Sport en spel"]
    assert len([kind for kind, _ in blocks(text) if kind == "paragraph"]) == 4


@pytest.mark.parametrize(
    ("line", "code", "title"),
    [
        ("2.4.3 Zorg in de buurt", "2.4.3", "Zorg in de buurt"),
        ("P3 1.1 Jeugd", "P3 1.1", "Jeugd"),
        ("1.1.1 - Sport voor iedereen", "1.1.1", "Sport voor iedereen"),
        ("3. Gezondheid", "3", "Gezondheid"),
        ("3 Gezondheid", "3", "Gezondheid"),
        ("## 2.1 Meedoen", "2.1", "Meedoen"),
        ("Actie 3.2: We openen een inlooppunt", "3.2", "We openen een inlooppunt"),
        ("Doel 1: Inwoners doen mee", "1", "Inwoners doen mee"),
    ],
)
def test_codes_are_no_part_of_a_heading(lay, line, code, title):
    heading = next(
        b for b in lay(f"Dit is tekst.\n\n{line}\n\nHier staat meer.\n").blocks if b.kind is BlockKind.HEADING
    )
    assert (heading.code, heading.passage.text) == (code, title)


@pytest.mark.parametrize(
    "line", ["1.000 inwoners doen mee.", "2024 was een goed jaar.", "10.30 uur begint het.", "€ 3 Zorg."]
)
def test_figures_are_no_codes(lay, line):
    assert [b.code for b in lay(f"Dit is tekst.\n\n{line}\n\nHier staat meer.\n").blocks] == [None] * 3


def test_items_with_every_bullet(blocks):
    text = "Wij gaan:\n• meer sporten;\n- minder roken;\no samen eten;\n"
    text += "\uf0b7 vaker wandelen;\n1. gezond eten;\nb) slapen.\n"
    assert [shown for kind, shown in blocks(text) if kind == "item"] == [
        "meer sporten;",
        "minder roken;",
        "samen eten;",
        "vaker wandelen;",
        "gezond eten;",
        "slapen.",
    ]


def test_an_item_goes_on_below_in_lower_case_or_not_at_all(blocks):
    text = "- Jongeren groeien gezond op\n  en veilig\n- Ouderen doen mee\n\nDaarna volgt een zin.\n"
    assert blocks(text) == [
        ("item", "Jongeren groeien gezond op en veilig"),
        ("item", "Ouderen doen mee"),
        ("paragraph", "Daarna volgt een zin."),
    ]


def test_a_list_without_bullets(lay):
    text = "Verbonden partijen\n\nGGD Veenoord\nWerkplein Veenoord\nWelzijn Rietland\n\nMeedoen\n\nDit is een zin.\n"
    layout = lay(text)
    items = [b for b in layout.blocks if b.kind is BlockKind.ITEM]
    assert [b.passage.text for b in items[:3]] == ["GGD Veenoord", "Werkplein Veenoord", "Welzijn Rietland"]
    assert {layout.role(b.section) for b in items[:3]} == {Role.PARTNERS}


def test_a_short_list_without_bullets_below_a_colon(blocks):
    text = "We streven naar:\nMeedoen in de wijk\nGezond opgroeien\nMinder schulden\n\nDit is een gewone zin.\n"
    assert [kind for kind, _ in blocks(text)] == ["paragraph", "item", "item", "item", "paragraph"]


def test_labels(lay):
    text = (
        "Actie 1: We openen een loket.\nWie: GGD en huisartsen\n**Wanneer:** 2025\n- Partners: Humanitas\nBron: CBS\n"
    )
    found = [(b.kind.value, b.role, b.passage.text) for b in lay(text).blocks]
    assert found == [
        ("heading", Role.ACTIVITIES, "We openen een loket."),
        ("label", Role.PARTNERS, "GGD en huisartsen"),
        ("label", Role.TIMING, "2025"),
        ("label", Role.PARTNERS, "Humanitas"),
        ("source", None, "Bron: CBS"),
    ]


WRAPPED = """Inwoners doen mee in hun eigen buurt en voelen zich er thuis, ook als dat niet
vanzelf gaat. Daarom zetten wij in op ontmoeting en op hulp die dichtbij is en
die past bij wat mensen zelf kunnen. Dat doen we samen met inwoners en part-
ners in de wijk.

Wij starten in 2025 met een nieuw inlooppunt in de wijk Oost, en breiden het aan-
tal spreekuren uit. De komende jaren groeit het aantal plekken waar inwoners

Pagina 3 van 20

elkaar kunnen ontmoeten. Daarvoor maken we afspraken met het welzijnswerk en de
Sportraad in onze gemeente, zodat iedereen mee kan doen aan activiteiten die in
de eigen buurt zijn. Ook de bibliotheek en de scholen doen mee aan deze aanpak,
die wij elk jaar evalueren. Dat doen we met een enquête onder alle inwoners van
de gemeente. De uitkomsten leggen wij voor aan de gemeenteraad, die daarna weer
besluit over het vervolg van de aanpak. Zo weten inwoners wat er met hun ideeën
gebeurt, en kunnen wij op tijd bijsturen als dat nodig is voor de mensen om wie
het gaat.
"""


def test_wrapped_text_is_read_as_paragraphs_and_words_are_healed(blocks):
    first, second, *rest = [shown for kind, shown in blocks(WRAPPED) if kind == "paragraph"]
    assert first.endswith("samen met inwoners en partners in de wijk.")
    assert "het aantal spreekuren" in second
    assert "waar inwoners elkaar kunnen ontmoeten." in second, "a page stamp does not end a sentence"
    assert "en de Sportraad in onze" in second, "nor does a line that begins with a name"
    assert rest == []
    assert ("furniture", "Pagina 3 van 20") in blocks(WRAPPED)


def test_hyphens_at_line_ends_go_by_the_words_of_the_document(blocks):
    text = (
        "De Wmo-voorzieningen kosten geld en worden door wmo-\nconsulenten gegeven. De e-\nhealth en in-\nen verkoop.\n"
    )
    text += "Onze wmo-consulenten doen dat.\n"
    (_, shown), *_ = blocks(text)
    assert "wmo-consulenten gegeven" in shown
    assert "in- en verkoop" in shown


def test_running_heads_and_page_numbers_are_furniture(blocks):
    page = "Beleidsplan Sociaal Domein 2025\n{}\n{}\n\n"
    texts = [
        "Wij starten in het centrum met een pilot.",
        "De scholen doen mee aan de aanpak.",
        "Het loket is elke dag open.",
        "Daarna volgt een evaluatie.",
        "Inwoners krijgen een brief.",
    ]
    found = blocks("".join(page.format(number, text) for number, text in enumerate(texts, 1)))
    assert [shown for kind, shown in found if kind == "paragraph"] == texts
    assert [kind for kind, _ in found].count("furniture") == 10


def test_what_returns_without_page_numbers_is_no_furniture(blocks):
    text = "Wat gaan we doen?\n\nWij starten in wijk {} een pilot.\n\n"
    found = blocks("".join(text.format(n) for n in range(1, 6)))
    assert "furniture" not in {kind for kind, _ in found}


CONTENTS = """Inhoud

1 Inleiding ........ 3
2 Wat willen we bereiken? ...... 5
2.1 Meedoen .......... 6
3 Financiën ........ 9

1 Inleiding

Dit plan gaat over de zorg.

2 Wat willen we bereiken?

2.1 Meedoen

Inwoners doen mee [1].

3 Financiën

Het kost veel geld.

[1] Zie het besluit van het college.

Lijst van afkortingen

GGD: Gemeentelijke gezondheidsdienst
Wmo  Wet maatschappelijke ondersteuning
"""


def test_a_contents_page_is_no_text(lay):
    layout = lay(CONTENTS)
    entries = [b.passage.text for b in layout.blocks if b.kind is BlockKind.CONTENTS]
    assert entries == ["Inleiding", "Wat willen we bereiken?", "Meedoen", "Financiën"]
    headings = [(b.level, b.code, b.passage.text) for b in layout.blocks if b.kind is BlockKind.HEADING]
    assert headings[1:5] == [
        (1, "1", "Inleiding"),
        (1, "2", "Wat willen we bereiken?"),
        (2, "2.1", "Meedoen"),
        (1, "3", "Financiën"),
    ]


def test_contents_of_markdown(blocks):
    text = "# Plan\n\n## Inhoud\n\n- [Inleiding](#inleiding)\n- [Doelen](#doelen)\n\n## Inleiding\n\nDit is tekst.\n"
    assert [shown for kind, shown in blocks(text) if kind == "contents"] == ["Inleiding", "Doelen"]


def test_footnotes_and_abbreviations_stand_apart(lay):
    layout = lay(CONTENTS)
    (note,) = [b.passage.text for b in layout.blocks if b.kind is BlockKind.FOOTNOTE]
    assert note == "[1] Zie het besluit van het college."
    short = [b.passage.text for b in layout.blocks if b.kind is BlockKind.ABBREVIATION]
    assert "GGD" in " ".join(short)
    assert "Wet maatschappelijke ondersteuning" in short


def test_a_sentence_with_a_footnote_is_no_heading(blocks):
    assert blocks("Dit plan gaat over de zorg.[1]\n\nInwoners doen mee.\n")[0][0] == "paragraph"


def test_a_table_that_fell_apart_is_kept_as_figures(blocks):
    text = "Dit kost het.\n\nLasten\nBaten\nSaldo\n1.200\n900\n-300\n\nWij starten in 2025 een pilot.\n"
    found = blocks(text)
    assert {"1.200", "900", "-300"} <= {shown for kind, shown in found if kind == "figure"}
    assert found[-1] == ("paragraph", "Wij starten in 2025 een pilot.")


def test_a_heading_that_only_names_its_role_is_told_apart(lay):
    layout = lay("Activiteiten 2024\n\nWij starten.\n\nWij helpen jongeren aan werk\n\nDat doen we zo.\n")
    assert [b.named for b in layout.blocks if b.kind is BlockKind.HEADING] == [True, False]


@pytest.mark.parametrize(
    "text",
    [
        "|",
        "||\n||",
        "---|---",
        "# ",
        "** **",
        "****",
        "- \n- ",
        "Wie:",
        "1.",
        "[1]",
        "a|",
        "….",
        "\x00",
        "===",
        "o ",
        "\ufeff",
    ],
)
def test_scraps_of_text_are_laid_out_too(lay, text):
    layout = lay(text)
    assert len(layout.blocks) <= 4


def test_an_empty_text_has_no_blocks(lay):
    layout = lay("")
    assert layout.blocks == ()
    assert len(layout.sections) == 1


# Every character of a document lies in one block, or is a sign that was read as one.

_BULLETS = r"[•▪■□●○◦‣⁃∙·➢➤►▸✓✔❖\-–—*+\ue000-\uf8ff]|o"
_LABELS = r"[^\W\d_][^:|\n]{1,48}?\s*[\d.]*[a-z]?\s*[:–-]"
_MARKUP = re.compile(
    rf"(?:{_BULLETS}|#+|[|*_=~:\[\]\s-]+|[A-Z]{{0,2}}\d{{0,2}} ?[\d.]+[a-z]?[.):–-]*|\(?[a-zA-Z\divx]{{1,4}}[.)]"
    rf"|[.…_\s\d]+|\]\(#[^)]*\)|{_LABELS}\**|Programma \d+|\ufeff)+"
)


def _check(text, layout):
    owner = {}
    starts = []
    for block in layout.blocks:
        places = [block.passage.place(i) for i in range(len(block.passage))]
        solid = [at for at in places if not text[at].isspace()]
        starts.append(solid[0] if solid else places[0])
        for at in solid:
            assert at not in owner, f"{text[at]!r} at {at} lies in two blocks: {block.passage.text!r}"
            owner[at] = block.index
    assert all(a < b for a, b in pairwise(starts)), "blocks stand in the order of the text"
    at = 0
    for line in text.splitlines(keepends=True):
        left = "".join(c if at + i not in owner else "\0" for i, c in enumerate(line))
        for piece in left.split("\0"):
            if piece.strip():
                assert _MARKUP.fullmatch(piece.strip()), f"{piece!r} of {line!r} lies in no block"
        at += len(line)


LINES = [
    "# Beleidsplan",
    "## 2.1 Wat willen we bereiken?",
    "Wat gaan we daarvoor doen?",
    "Meedoen",
    "=======",
    "Inwoners doen mee in hun eigen buurt en voelen zich er thuis, ook als dat niet",
    "vanzelf gaat. Dat doen we samen met part-",
    "ners in de wijk.",
    "Wij starten in 2025 een pilot.",
    "- Jongeren groeien op",
    "  en blijven gezond;",
    "1. Ouderen doen mee",
    "a) slapen.",
    "• **Wie:** GGD",
    "Wanneer: 2025",
    "Partners:",
    "Actie 1.1: We openen een loket",
    "Bron: CBS, 2022",
    "| Doel | Actie | Wanneer |",
    "|---|---|---|",
    "Inwoners doen mee | We starten een pilot | 2025 |",
    "Lasten | 1.200 |",
    "Pagina 3 van 20",
    "1.200",
    "12",
    "-",
    "2.1 Meedoen ........ 6",
    "Inhoud",
    "Lijst van afkortingen",
    "GGD  Gemeentelijke gezondheidsdienst",
    "[1] Zie het besluit.",
    "**Jeugd en gezin**",
    "€ 1.000",
    "",
    "",
]
_RULES = load_rules()


@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=30), st.sampled_from(["\n", "\r\n"]))
def test_every_character_lies_in_one_block_or_is_a_sign(lines, end):
    text = end.join(lines)
    _check(text, lay_out(Document("a", "a", "0" * 64, "text/plain", text), _RULES))


@pytest.mark.parametrize(
    "path", sorted(p for p in CORPUS.iterdir() if p.suffix in {".txt", ".md"} and p.stem != "README")
)
def test_every_character_of_the_corpus_lies_in_one_block_or_is_a_sign(lay, path):
    text = path.read_text(encoding="utf-8")
    _check(text, lay(text))


def test_the_check_of_lost_characters_sees_a_loss(lay):
    text = "Inwoners doen mee.\n\nWij starten een pilot.\n"
    layout = lay("Inwoners doen mee.\n")
    with pytest.raises(AssertionError, match="lies in no block"):
        _check(text, layout)


@pytest.mark.parametrize(
    ("head", "again"),
    [
        ("Begroting 2026 gemeente Veenstad", "Begroting 2026 gemeente Veenstad          47"),
        ("Iets anders", "Regiovisie Veenmond              pagina 4 van 11"),
    ],
    ids=["what another line says", "what calls itself a page"],
)
def test_a_running_head_with_its_page_behind_it_is_furniture(blocks, head, again):
    found = blocks(f"{head}\n\nWij werken aan de \n\n{again}\n\nwegen van het dorp.\n")
    assert [text for kind, text in found if kind == "furniture"] == [" ".join(again.split())]
    assert ("paragraph", "Wij werken aan de wegen van het dorp.") in found


def test_a_running_head_that_comes_twice_has_its_number_beside_it(blocks):
    page = "Wij werken samen aan het\n\nNota wonen Veenstad\n{}\n\nhuis van iedereen.\n\n"
    found = blocks(f"Wonen\n\n{page.format(7)}{page.format(8)}")
    assert [text for kind, text in found if kind == "furniture"] == [
        "Nota wonen Veenstad",
        "7",
        "Nota wonen Veenstad",
        "8",
    ]


def test_a_sentence_torn_at_a_name_goes_on(blocks):
    text = "Beleid\n\nDat is zo. Wij maken met de politie en het Openbaar\nMinisterie een plan. Dat werkt.\n"
    assert (
        "paragraph",
        "Dat is zo. Wij maken met de politie en het Openbaar Ministerie een plan. Dat werkt.",
    ) in blocks(text)


def test_headings_counted_by_a_letter_stand_below_what_the_letter_counts(lay):
    text = (
        "Programma\n\nLIJN A - GEBOUWEN\n\nA1. Gemeentehuis\nDe balie wordt vervangen.\n\nA2. Looproutes\n"
        "De stoepen zijn smal.\n\nToelichting lijn A\nDe stad is oud.\n\nLIJN B - WERK\n\nB1. Sport\nDat is er.\n"
    )
    layout = lay(text)
    titles = {s.title: layout.sections[s.parent or 0].title for s in layout.sections[1:]}
    assert titles["Gemeentehuis"] == titles["Looproutes"] == titles["Toelichting lijn A"] == "GEBOUWEN"
    assert titles["WERK"] == titles["GEBOUWEN"]


@pytest.mark.parametrize("text", ["A1 en A2 zijn snelwegen.", "A12 Verbreding\nDe weg is smal.\n"])
def test_one_code_with_a_letter_counts_nothing(lay, text):
    assert all(b.code is None for b in lay(f"Verkeer\n\n{text}\n").blocks)


def test_a_chapter_after_others_left_out_is_one(lay):
    text = "6 Klimaat\n\n6.1 Energie\n\nDat is duur.\n\n3 Werk\n\n3.2.1 Glastuinbouw\n\nDat is er.\n"
    layout = lay(text)
    titles = {s.title: layout.sections[s.parent or 0].title for s in layout.sections[1:]}
    assert titles == {"Klimaat": "", "Energie": "Klimaat", "Werk": "", "Glastuinbouw": "Werk"}


def test_a_title_above_a_text_in_a_section_of_goals_is_no_entry_of_a_list(blocks):
    text = (
        "Begroting 2026\n\nDoelstelling\nIedereen doet mee.\nGezamenlijke ambities\n"
        f"{'Wij werken aan veel dingen tegelijk in het dorp. ' * 6}\n"
    )
    assert ("heading", "Gezamenlijke ambities") in blocks(text)


@pytest.mark.parametrize("last", ["activiteiten.", "partners;", "de planning."])
def test_the_last_word_of_a_sentence_is_no_name(blocks, last):
    text = f"Beleid\n\nDe gemeente spreekt elk jaar met alle scholen in het dorp over de nieuwe\n{last}\n"
    assert blocks(text)[-1] == (
        "paragraph",
        f"De gemeente spreekt elk jaar met alle scholen in het dorp over de nieuwe {last}",
    )


def test_lines_with_a_letter_and_a_number_apart_are_items_of_what_asks_for_them(lay):
    layout = lay(
        "7.2  Maatschappelijke effecten\nE1   Het dorp is zonder afval\nE2   De lucht is schoon\n\n"
        "7.3  Wat gaan wij doen?\n7.3.1  Afval (E1)\n\nWij halen vaker op.\n"
    )
    shown = [(b.kind.value, b.code, b.passage.text) for b in layout.blocks]
    assert shown[1:4] == [
        ("item", "E1", "Het dorp is zonder afval"),
        ("item", "E2", "De lucht is schoon"),
        ("heading", "7.3", "Wat gaan wij doen?"),
    ]


def test_a_short_question_alone_heads_what_stands_below_it(lay):
    layout = lay(
        "Programma Veiligheid\n\nHoe staat het dorp ervoor?\nHet dorp telt twee kernen en een haven.\n\n"
        "Hoe weten we dat het lukt? Dat meten we in een enquête.\n\nWat kost dat?\n"
    )
    shown = [(b.kind.value, b.passage.text) for b in layout.blocks]
    assert ("heading", "Hoe staat het dorp ervoor?") in shown
    assert ("paragraph", "Hoe weten we dat het lukt? Dat meten we in een enquête.") in shown
