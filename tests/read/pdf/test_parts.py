"""What lines make: headings, paragraphs, items of lists, footnotes and pages of contents."""

import pytest


def wrong(reason):
    return pytest.mark.xfail(strict=True, reason=reason)


@pytest.fixture(scope="session")
def among(paper, prose, lines):
    """Draws something between two paragraphs; gives the lines between them, and None if they are not as they were.

    ``draw`` is given the Paper, and a height.
    """

    def of(draw):
        made = paper().page()
        made.flow(60, 120, prose(6))
        draw(made, 200)
        made.flow(60, 500, prose(6, 20))
        found = lines(made)
        return found[1:-1] if (found[0], found[-1]) == (prose(6), prose(6, 20)) else None

    return of


# Headings.

LOOKS = {
    "large": {"size": 14},
    "larger by little": {"size": 11.5},
    "bold": {"bold": True},
    "large and bold": {"size": 16, "bold": True},
}


@pytest.mark.parametrize("name", LOOKS)
@pytest.mark.parametrize(
    "text",
    [
        "Wonen en zorg",
        "3 Sociaal domein",
        "1. Inleiding",
        "a) Jeugd",
        "Wat hebben wij gedaan?",
        "Doel: rust in de wijk",
    ],
)
def test_headings_by_their_look(name, text, among):
    assert among(lambda made, y: made.write(60, y, text, **LOOKS[name])) == [f"**{text}**"]


@pytest.mark.parametrize("text", ["Wonen en zorg", "Wij starten nu."])
def test_a_line_that_looks_like_the_text_is_no_heading(text, among):
    assert among(lambda made, y: made.write(60, y, text)) == [text]


NO_HEADINGS = {
    "a bold sentence": ({"bold": True}, "Wij starten in het najaar met een loket in elke wijk."),
    "the end of a list, in bold": ({"bold": True}, "het loket in de wijk;"),
    "a number in large": ({"size": 20}, "1.250"),
    "small": ({"size": 7}, "Foto: gemeente Rietmeer"),
}


@pytest.mark.parametrize("name", NO_HEADINGS)
def test_what_is_no_heading(name, among):
    look, text = NO_HEADINGS[name]
    assert among(lambda made, y: made.write(60, y, text, **look)) == [text]


def test_a_large_text_that_ends_with_a_stop_is_a_heading_all_the_same(among):
    assert among(lambda made, y: made.write(60, y, "Samen sterk.", size=20)) == ["**Samen sterk.**"]


def test_a_long_bold_text_is_no_heading(among, prose):
    found = among(lambda made, y: made.flow(60, y, prose(4, 40), bold=True))
    assert found == [prose(4, 40)]


@pytest.mark.parametrize("size", [12, 16, 24])
def test_a_heading_over_two_lines_is_one(size, among):
    text = "Wat wij samen met alle partners in de wijken en dorpen van Rietmeer deden voor jongeren en hun ouders"
    assert among(lambda made, y: made.flow(60, y, text, size=size, bold=True)) == [f"**{text}**"]


@pytest.mark.parametrize(
    ("first", "second"), [("Sociaal domein", "Jeugd"), ("3 Sociaal domein", "3.1 Jeugd"), ("Doel 1", "Rust in de wijk")]
)
def test_two_headings_below_each_other_are_two(first, second, among):
    found = among(lambda made, y: made.write(60, y, first, second, size=14, bold=True))
    assert found == [f"**{first}**", f"**{second}**"]


def test_a_heading_does_not_go_on_in_one_of_another_look(among):
    def draw(made, y):
        made.write(60, y, "Sociaal domein in alle wijken en dorpen van Rietmeer", size=16, bold=True)
        made.write(60, y + 18, "Jeugd", bold=True)

    assert among(draw) == ["**Sociaal domein in alle wijken en dorpen van Rietmeer**", "**Jeugd**"]


def test_levels_follow_size_and_weight(paper, prose, lines):
    made = paper()
    looks = [(20, True), (15, True), (12, True), (12, False), (10, True)]
    for n in range(2):
        y = 120
        made.page()
        for level, (size, bold) in enumerate(looks, 1):
            made.write(60, y, f"Kop {level} van deel {n}", size=size, bold=bold)
            y = made.flow(60, y + 20, prose(3, 30 * n + 4 * level)) + 20
    found = [line for line in lines(made) if line.startswith("#")]
    assert found == [f"{'#' * level} Kop {level} van deel {n}" for n in range(2) for level in range(1, 6)]


def test_sizes_that_hardly_differ_are_one_level(paper, prose, lines):
    made = paper().page()
    for n, size in enumerate((14, 14.2, 14, 20)):
        made.write(60, 120 + 120 * n, f"Kop {n} van het plan", size=size, bold=True)
        made.flow(60, 140 + 120 * n, prose(4, 10 * n))
    assert [line for line in lines(made) if line.startswith("#")] == [
        "## Kop 0 van het plan",
        "## Kop 1 van het plan",
        "## Kop 2 van het plan",
        "# Kop 3 van het plan",
    ]


def test_a_heading_stays_apart_from_the_text_right_below_it(paper, prose, lines):
    made = paper().page()
    made.flow(60, made.write(60, 120, "Wonen en zorg", bold=True), prose(6))
    assert lines(made) == ["**Wonen en zorg**", prose(6)]


# Bold words within text.


def inked(made, y, text, width=450):
    """Draw a text in which ``*words in bold*`` stand, in lines."""
    x, bold = 60, False
    for word in text.split():
        bold |= word.startswith("*")
        shown = word.strip("*")
        if x - 60 + made.wide(shown, 10, bold) > width:
            x, y = 60, y + 12
        made.runs(x, y, (shown + " ", 10, bold, 0))
        x += made.wide(shown + " ", 10, bold)
        bold &= not word.endswith("*")


A = "De gemeente Rietmeer werkt samen met alle huisartsen in de wijken en dorpen."
BOLD = "*In elke kern van Rietmeer komt een huis waar inwoners elkaar kunnen ontmoeten wanneer zij dat willen.*"
IN_BOLD = {
    "a word": f"{A} Dat is *zeer belangrijk* voor ons. {A} {A}",
    "a first word": f"*Toelichting:* {A} {A}",
    "a first sentence": f"*Er komt een huis.* {A} {A}",
    "a last sentence": f"{A} {A} *Er komt een huis.*",
}
OVER_LINES = {"a sentence over lines": f"{A} {BOLD} {A} {A}", "a first sentence over lines": f"{BOLD} {A} {A}"}


@pytest.mark.parametrize(
    "text",
    [
        *(pytest.param(IN_BOLD[name], id=name) for name in IN_BOLD),
        *(
            pytest.param(
                OVER_LINES[name], id=name, marks=wrong("flow.py _begin: a bold line in a paragraph is a heading")
            )
            for name in OVER_LINES
        ),
    ],
)
def test_bold_words_in_a_paragraph_stay_in_it(text, among):
    assert among(lambda made, y: inked(made, y, text)) == [text.replace("*", "")]


# Paragraphs.


def test_a_wider_gap_begins_a_paragraph(paper, prose, lines):
    made = paper().page()
    y = 120
    for n in range(4):
        y = made.flow(60, y, prose(3, 10 * n)) + 7
    assert lines(made) == [prose(3, 10 * n) for n in range(4)]


def test_a_short_last_line_ends_a_paragraph_without_a_gap(paper, prose, lines):
    made = paper().page()
    texts = [t for n in range(40) if made.wide(made.broken(t := prose(3, 4 * n))[-1]) < 300][:5]
    y = 120
    for text in texts:
        y = made.flow(60, y, text)
    assert lines(made) == texts


def test_an_indent_begins_a_paragraph(paper, prose, lines):
    made = paper().page()
    full = made.broken(prose(12))[:8]
    for n in range(4):
        made.write(75, 120 + 24 * n, f"Alinea {n} begint hier en gaat nog een tijdje door op")
        made.write(60, 132 + 24 * n, full[n][:-1] + ".")
    assert len(lines(made)) == 4


@pytest.mark.parametrize("leading", [1.0, 1.2, 1.5, 2.0])
def test_lines_set_close_and_wide(leading, paper, prose, lines):
    made = paper().page()
    y = 120
    for n in range(3):
        y = made.flow(60, y, prose(6, 10 * n), leading=leading) + 12
    assert lines(made) == [prose(6, 10 * n) for n in range(3)]


# Items.

BULLETS = ("•", "-", "–", "*", "·", "o", "\uf0b7", "▪", "■", "□", "●", "○", "◦", "‣", "⁃", "➢", "►", "✓", "❖")
MISSED = frozenset("»›→−☐◆◼✗>+")


@pytest.mark.parametrize("sign", BULLETS)
def test_bullets(sign, sheet, shown, lines):
    made = sheet(shown(b"\x01 Meer rust in de wijk", b"\x01 Minder lawaai op straat"), letters={1: sign})
    assert lines(made) == ["- Meer rust in de wijk", "- Minder lawaai op straat"]


def test_bullets_that_are_missed(sheet, shown, lines):
    missed = {
        sign
        for sign in MISSED | frozenset(BULLETS)
        if len(lines(sheet(shown(b"\x01 Meer rust", b"\x01 Minder lawaai"), letters={1: sign}))) != 2
    }
    assert missed == MISSED


NUMBERS = ("1.", "2)", "12.", "a.", "b)", "iv.", "x)")
MISSED_NUMBERS = frozenset({"A.", "B)", "(a)", "(1)", "I.", "1°"})


@pytest.mark.parametrize("number", NUMBERS)
def test_numbered_items(number, paper, lines):
    made = paper().page()
    made.write(60, 120, "Wij kozen voor:", f"{number} Meer rust in de wijk", f"{number} Minder lawaai op straat")
    assert lines(made) == ["Wij kozen voor:", f"{number} Meer rust in de wijk", f"{number} Minder lawaai op straat"]


@pytest.mark.parametrize("code", ["1.1", "1.1.", "2.13", "4.1.2"])
def test_codes_begin_a_paragraph(code, paper, lines):
    made = paper().page()
    made.write(60, 120, f"{code} Meer rust in de wijk", f"{code} Minder lawaai op straat", f"Dat kost € {code}")
    assert lines(made) == [f"{code} Meer rust in de wijk", f"{code} Minder lawaai op straat Dat kost € {code}"]


def test_numbers_that_are_missed(paper, lines):
    missed = set()
    for number in (*NUMBERS, *MISSED_NUMBERS):
        made = paper().page()
        made.write(60, 120, f"{number} Meer rust in de wijk", f"{number} Minder lawaai op straat")
        if len(lines(made)) != 2:
            missed.add(number)
    assert missed == MISSED_NUMBERS


def test_an_item_over_lines_with_its_text_hanging(among, prose):
    def draw(made, y):
        for n in range(3):
            made.write(60, y, "•")
            y = made.flow(78, y, prose(3, 40 + 5 * n), width=400)

    assert among(draw) == [f"- {prose(3, 40 + 5 * n)}" for n in range(3)]


def test_an_item_over_lines_that_begin_below_its_bullet(among, prose):
    def draw(made, y):
        for n in range(3):
            y = made.flow(60, y, f"• {prose(3, 40 + 5 * n)}")

    assert among(draw) == [f"- {prose(3, 40 + 5 * n)}" for n in range(3)]


def test_items_within_items(among):
    def draw(made, y):
        for indent, mark, text in (
            (0, "•", "Wonen"),
            (20, "–", "huren"),
            (40, "o", "sociaal"),
            (20, "–", "kopen"),
            (0, "•", "Zorg"),
            (20, "1.", "thuis"),
            (20, "2.", "in de wijk"),
        ):
            made.write(60 + indent, y, f"{mark} {text} en wat daarbij hoort")
            y += 12

    assert among(draw) == [
        "- Wonen en wat daarbij hoort",
        "  - huren en wat daarbij hoort",
        "    - sociaal en wat daarbij hoort",
        "  - kopen en wat daarbij hoort",
        "- Zorg en wat daarbij hoort",
        "  1. thuis en wat daarbij hoort",
        "  2. in de wijk en wat daarbij hoort",
    ]


@pytest.mark.parametrize("gap", [8, 20, 40])
def test_a_bullet_far_from_its_text(gap, among):
    def draw(made, y):
        for n in range(2):
            made.write(60, y + 12 * n, "•")
            made.write(60 + gap, y + 12 * n, f"Meer rust in wijk {n}")

    assert among(draw) == ["- Meer rust in wijk 0", "- Meer rust in wijk 1"]


def test_an_item_goes_on_on_the_next_page(paper, prose, lines):
    made = paper().page()
    made.write(60, 700, "• Eerste punt van de lijst, dat", "")
    made.page()
    made.write(68, 120, "pas hier eindigt.")
    made.write(60, 132, "• Tweede punt van de lijst.")
    made.flow(60, 200, prose(5))
    assert lines(made) == ["- Eerste punt van de lijst, dat pas hier eindigt.", "- Tweede punt van de lijst.", prose(5)]


AFTER = {
    "a gap": ("• Meer rust", 24),
    "a full stop": ("• Meer rust.", 12),
    "a semicolon": ("• Meer rust;", 12),
}


@pytest.mark.parametrize(
    ("item", "gap"),
    [
        *(pytest.param(*AFTER[name], id=name) for name in AFTER),
        pytest.param("• Meer rust", 12, id="nothing", marks=wrong("flow.py _goes_on: a short item takes what follows")),
    ],
)
def test_the_text_after_a_list_is_no_item(item, gap, among):
    def draw(made, y):
        made.write(60, y, item)
        made.write(60, y + gap, "Daarmee gaan wij door.")

    assert among(draw) == [item.replace("•", "-"), "Daarmee gaan wij door."]


LINES_OF_TEXT = ("– soms lange –", "- soms -", "2. Daarna volgt", "a. Daarna volgt")


@pytest.mark.parametrize("begins", LINES_OF_TEXT)
def test_a_line_within_a_paragraph_is_no_item(begins, paper, among):
    first = "Wij hebben in de periode van 2025 tot en met 2028 voor alle inwoners van onze kern en nu en dan ook"
    assert paper().page().wide(first) > 440, "a full line"
    second = f"{begins} nachten gewerkt aan rust in de wijken, zoals ook in het plan van dat jaar staat, en"
    found = among(lambda made, y: made.write(60, y, first, second, "dat was goed."))
    assert found == [f"{first} {second} dat was goed."]


@pytest.mark.parametrize("text", ["2025. Dat was het jaar", "o ja, dat is zo", "-10 graden was het", "•"])
def test_what_begins_like_an_item_and_is_none(text, among):
    expected = {"o ja, dat is zo": "- ja, dat is zo"}  # a bullet of Word is the letter o
    assert among(lambda made, y: made.write(60, y, text)) == [expected.get(text, text)]


# Footnotes.


def noted(made, notes, y=760, size=8):
    for line in notes:
        made.write(60, y, line, size=size)
        y += 10


def test_footnotes(paper, prose, lines):
    made = paper().page()
    made.flow(60, 120, prose(6))
    noted(made, ["1 Zie de Wmo 2015.", "2 Zie de Jeugdwet.", "12 Zie de Participatiewet."])
    assert lines(made) == [
        prose(6),
        "[^1]: Zie de Wmo 2015.",
        "[^2]: Zie de Jeugdwet.",
        "[^12]: Zie de Participatiewet.",
    ]


def test_a_small_line_with_a_number_high_on_the_page_is_no_footnote(paper, prose, lines):
    made = paper().page()
    made.flow(60, 120, prose(6))
    made.write(60, 250, "2 foto’s: gemeente Rietmeer", size=7)
    made.flow(60, 300, prose(6, 20))
    assert lines(made) == [prose(6), "2 foto’s: gemeente Rietmeer", prose(6, 20)]


def test_a_footnote_over_two_lines(paper, prose, lines):
    made = paper().page()
    made.flow(60, 120, prose(6))
    noted(
        made, ["1 Zie de Wmo 2015, waarin staat dat de gemeente hulp", "biedt aan wie dat nodig heeft.", "2 Zie ook."]
    )
    assert lines(made) == [
        prose(6),
        "[^1]: Zie de Wmo 2015, waarin staat dat de gemeente hulp biedt aan wie dat nodig heeft.",
        "[^2]: Zie ook.",
    ]


def test_a_small_line_that_begins_with_a_year_is_no_footnote(paper, prose, lines):
    made = paper().page()
    made.flow(60, 120, prose(6))
    made.write(60, 760, "2025 is een voorlopig cijfer (bron: CBS).", size=8)
    assert lines(made) == [prose(6), "2025 is een voorlopig cijfer (bron: CBS)."]


MARKS = [("in de wet", "1", " staat dat", "wet¹ staat"), ("Zo is het.", "12", " Dus ja", "het.¹² Dus")]
MARKS += [("in het jaar 2025", "3", " was dat", "2025³ was"), ("een huis van 40 m", "2", " groot", "m² groot")]


@pytest.mark.parametrize(("before", "mark", "after", "text"), MARKS)
@pytest.mark.parametrize(
    "gap",
    [
        pytest.param("", id="close"),
        pytest.param("\u200a", id="apart"),
    ],
)
def test_marks_of_footnotes_are_raised(before, mark, after, text, gap, among):
    def draw(made, y):
        at = 60 + made.wide(before)
        made.write(60, y, before)
        made.write(at + (2.8 if gap else 0), y - 4, mark, size=6)
        made.write(at + made.wide(mark, 6) + (3 if gap else 0), y, after)

    found = among(draw)
    assert len(found) == 1
    assert text in found[0]


@pytest.mark.parametrize(("before", "raised", "after"), [("In het 2", "e", " kwartaal"), ("Op de 1", "ste", " dag")])
def test_letters_above_the_line_stay_with_their_figure(before, raised, after, among):
    found = among(
        lambda made, y: made.runs(60, y, (before, 10, False, 0), (raised, 6, False, 4), (after, 10, False, 0))
    )
    assert found == [before + raised + after]


def test_figures_below_the_line_are_not_raised(among):
    assert among(lambda made, y: made.runs(60, y, ("De uitstoot van CO", 10, False, 0), ("2", 6, False, -1.5))) == [
        "De uitstoot van CO2"
    ]


# Pages of contents.

CONTENTS = [("1 Inleiding", "3"), ("2 Sociaal domein", "5"), ("2.1 Wat hebben wij bereikt?", "6"), ("Bijlage", "12")]


@pytest.mark.parametrize("leader", [".", ". ", "…"])
def test_a_page_of_contents(leader, paper, lines):
    made = paper().page()
    y = made.write(60, 100, "Inhoud", size=16, bold=True) + 14
    for text, number in CONTENTS:
        dots = leader * int((440 - made.wide(text + " ")) / made.wide(leader))
        made.write(60, y, f"{text} {dots} {number}")
        y += 14
    found = lines(made)
    assert found[0] == "**Inhoud**"
    assert [(line.split(" .")[0].split(" …")[0], line.split()[-1]) for line in found[1:]] == CONTENTS


def test_contents_whose_dots_and_numbers_are_drawn_apart(paper, lines):
    made = paper().page()
    for n, (text, number) in enumerate(CONTENTS):
        made.write(60, 120 + 14 * n, text)
        made.write(64 + made.wide(text), 120 + 14 * n, "." * int((420 - made.wide(text)) / made.wide(".")))
        made.write(500, 120 + 14 * n, number)
    assert [(line.split(" .")[0], line.split()[-1]) for line in lines(made)] == CONTENTS


def test_contents_without_dots(paper, lines):
    made = paper().page()
    for n, (text, number) in enumerate(CONTENTS):
        made.write(60, 120 + 14 * n, text)
        made.write(500, 120 + 14 * n, number)
    found = lines(made)
    assert not any(a in line and b in line for line in found for a, _ in CONTENTS for b, _ in CONTENTS if a != b)


@pytest.mark.parametrize("text", ["Het bedrag is € 1.000.000,00", "En zo verder...", "Wie weet… 2025"])
def test_what_is_no_line_of_contents(text, among, paper, lines):
    assert among(lambda made, y: made.write(60, y, text)) == [text]
    made = paper().page()
    made.write(60, 120, text, "gaat hier verder.")
    assert len(lines(made)) == 1
