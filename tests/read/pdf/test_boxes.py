"""Where words stand: their boxes cover the place at which they were drawn; pages turned and cropped."""

import re
from collections import defaultdict

import pytest

from pipeline.span import Span

NEAR = 3  # points
HEADER = ("Doel", "Wat deden we", "Wanneer")
ROWS = [("Minder armoede", ("Loket geopend", "in Oost"), "maart"), (None, "Cursus", "juni"), ("Werk", "Beurs", "Q3")]


def wrong(reason):
    return pytest.mark.xfail(strict=True, reason=reason)


def _covers(box, drawn):
    """Say whether a box covers what was drawn, and not much more: 0.6 of its height above and below at most."""
    page, x0, top, x1, bottom = box
    _, on, left, upper, right, lower = drawn
    more = 0.6 * (lower - upper) + NEAR
    return (
        page == on
        and abs(x0 - left) <= NEAR
        and abs(x1 - right) <= NEAR
        and upper - more <= top <= upper + NEAR
        and lower - NEAR <= bottom <= lower + more
    )


def misplaced(document, drawn):
    """Return the words that were drawn where no box of a word of that text is."""
    places = defaultdict(list)
    for match in re.finditer(r"[^\s*]+", document.text):
        places[match.group()].append(document.places.boxes(Span(*match.span())))
    return [one for one in drawn if not any(len(b) == 1 and _covers(b[0], one) for b in places[one[0]])]


def found(document, text):
    """Return the boxes of a text where it stands first."""
    at = document.text.index(text)
    return document.places.boxes(Span(at, at + len(text)))


# Words.


def draw_all(made, prose):
    """Draw one of each: headings, paragraphs, items, a table with spans, columns and footnotes, on two pages."""
    made.page()
    made.write(60, 100, "Terugblik op een jaar", size=18, bold=True)
    made.flow(60, 130, prose(6))
    made.write(60, 250, "Wonen en zorg", size=13, bold=True)
    made.write(60, 270, "Wij deden dit:", size=10)
    made.grid(60, 330, (150, 180, 100), [HEADER, *ROWS])
    made.write(60, 760, "12 Zie de nota van dat jaar.", size=7)
    made.page()
    made.write(60, 100, "Werk en inkomen", size=13, bold=True)
    made.flow(60, 130, prose(7, 20), width=210)
    made.flow(310, 130, prose(7, 40), width=210)
    made.grid(60, 400, (150, 180), [("a", "b"), (("een regel", "en nog een"), "c d")], sides=False, height=26)


def test_each_word_stands_where_it_was_drawn(paper, prose, read):
    made = paper()
    draw_all(made, prose)
    document = read(made)
    assert len(document.places.pieces) >= len(made.drawn) - 2, "all but the mark of the note"
    assert misplaced(document, [one for one in made.drawn if one[0] != "12"]) == []


def test_words_of_items_stand_where_they_were_drawn_and_bullets_nowhere(paper, read):
    made = paper().page()
    made.write(60, 100, "• eerste punt", "• tweede punt")
    document = read(made)
    assert misplaced(document, made.drawn) == [one for one in made.drawn if one[0] == "•"]
    assert found(document, "- ") == []


def test_what_the_reader_writes_itself_stands_nowhere(paper, read):
    made = paper().page()
    made.write(60, 100, "Wonen", size=16, bold=True)
    made.write(60, 130, "Dit is zo.")
    assert [found(read(made), sign) for sign in ("**", "\n\n")] == [[], []]


@pytest.mark.parametrize(
    ("name", "sign", "looks"),
    [
        ("soft hyphen", "\u00ad", {}),
        pytest.param("space without width", "\u200b", {}, marks=wrong("write.py _joined: what folded() drops counts")),
        pytest.param("byte order mark", "\ufeff", {}, marks=wrong("write.py _joined: what folded() drops counts")),
        pytest.param("stars in a heading", "**", {"size": 16}, marks=wrong("write.py part: heading() drops stars")),
    ],
)
def test_signs_that_are_left_out_move_no_word(name, sign, looks, sheet, shown, read):
    del name
    data = sheet(
        shown(b"Een huis\x01 met een\x01 tuin", **looks) + shown(*[b"Daar is het rustig en mooi"] * 3, y=650),
        letters={1: sign},
    )
    document = read(data)
    for word in ("tuin", "rustig"):
        at = document.text.index(word)
        assert [p.start for p in document.places.pieces if p.start == at] == [at]


def test_parts_of_a_word(paper, read):
    made = paper().page()
    made.write(60, 100, "participatie en meer")
    ((_, x0, _, x1, _),) = found(read(made), "tici")
    assert abs(x0 - 60 - made.wide("par")) <= 1
    assert abs(x1 - 60 - made.wide("partici")) <= 1


def test_both_halves_of_a_healed_word(paper, read):
    made = paper().page()
    made.write(60, 100, "Dit gaat over partici-", "patie van inwoners.")
    document = read(made)
    at = document.text.index("participatie")
    ((_, x0, _, x1, bottom),) = document.places.boxes(Span(at, at + 7))
    assert (x0, x1) == pytest.approx((60 + made.wide("Dit gaat over "), 60 + made.wide("Dit gaat over partici")), abs=1)
    ((_, x0, top, x1, _),) = document.places.boxes(Span(at + 7, at + 12))
    assert (x0, x1) == pytest.approx((60, 60 + made.wide("patie")), abs=1)
    assert top > bottom - 3


# Spans.


def test_a_span_over_lines_has_one_box(paper, prose, read):
    made = paper().page()
    made.flow(60, 100, prose(6))
    ((page, x0, top, x1, bottom),) = found(read(made), prose(6))
    lines = made.broken(prose(6))
    assert (page, x0) == (1, pytest.approx(60, abs=1))
    assert (x1, top, bottom) == pytest.approx(
        (60 + max(map(made.wide, lines)), 93, 100 + 12 * (len(lines) - 1)), abs=2 * NEAR
    )


@pytest.mark.parametrize(
    ("whole", "gutter"),
    [
        (False, 20),
        (False, 30),
        (False, 80),
        (True, 80),
        pytest.param(True, 20),
        pytest.param(True, 30),
    ],
)
def test_a_span_over_two_columns_has_two_boxes(whole, gutter, paper, prose, read):
    made = paper().page()
    text = made.broken(f"{prose(8)} Dit is een zin die over twee kolommen gaat. {prose(8, 20)}", width=200)
    at = next(n for n, line in enumerate(text) if "gaat" in line)
    made.write(60, 120, *text[:at])
    made.write(260 + gutter, 120, *text[at:])
    boxes = found(read(made), " ".join(text[0 if whole else at - 1 : at + 1]))
    assert len(boxes) == 2
    assert [box[1] for box in boxes] == pytest.approx([60, 260 + gutter], abs=1)


def test_a_span_over_two_pages_has_two_boxes(paper, prose, read):
    made = paper().page()
    made.flow(60, 700, f"{prose(4)} Dit is een zin die over")
    made.page()
    made.flow(60, 120, f"twee bladzijden gaat. {prose(4, 20)}")
    boxes = found(read(made), "Dit is een zin die over twee bladzijden gaat.")
    assert [box[0] for box in boxes] == [1, 2]


def test_every_box_lies_on_its_page(paper, prose, read):
    made = paper()
    draw_all(made, prose)
    document = read(made)
    for start in range(0, len(document.text) - 40, 7):
        for page, x0, top, x1, bottom in document.places.boxes(Span(start, start + 40)):
            assert 1 <= page <= 2
            assert 0 <= x0 < x1 <= 595
            assert 0 <= top < bottom <= 842


# The text of each page.


def test_each_page_has_the_place_of_its_text(paper, prose, read):
    made = paper()
    for n in range(3):
        made.page().flow(60, 120, prose(4, 10 * n))
        made.page()
    document = read(made)
    assert [span and span.of(document.text).strip() for span in document.pages] == [
        prose(4),
        None,
        prose(4, 10),
        None,
        prose(4, 20),
        None,
    ]


@wrong("__init__.py _flow: what goes on over a page counts for its last page, a table for its first")
@pytest.mark.parametrize("kind", ["paragraph", "table"])
def test_each_page_holds_what_was_drawn_on_it(kind, paper, prose, read):
    made = paper().page()
    if kind == "paragraph":
        made.flow(60, 700, f"Begin van een zin {prose(4)[:-1]} die over")
        made.page()
        made.flow(60, 120, "twee bladzijden gaat.")
    else:
        made.grid(60, 700, (150, 180), [("Doel", "Inzet"), ("Rust", "Park"), ("Werk", "Beurs")])
        made.page()
        made.grid(60, 60, (150, 180), [("Doel", "Inzet"), ("Zorg", "Thuis"), ("Jeugd", "School")])
    document = read(made)
    words = {"paragraph": ("Begin", "bladzijden"), "table": ("Rust", "Jeugd")}[kind]
    for span, word in zip(document.pages, words, strict=True):
        assert span is not None
        assert word in span.of(document.text)


# Pages that are turned or cropped: where words are shown is what counts.

TEXT = (b"Wij starten een plan", b"voor alle inwoners.")


def turned(rotation):
    """Return the content of a page that shows TEXT upright at (100, 140) from its top left, once it is turned."""
    matrix, x, y = {
        0: (b"1 0 0 1", 100, 842 - 140),
        90: (b"0 1 -1 0", 140, 100),
        180: (b"-1 0 0 -1", 595 - 100, 140),
        270: (b"0 -1 1 0", 595 - 140, 842 - 100),
    }[rotation]
    return b"BT /F1 10 Tf %s %d %d Tm (%s) Tj 0 -12 Td (%s) Tj ET" % (matrix, x, y, *TEXT)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_turned_pages(rotation, sheet, read):
    document = read(sheet(turned(rotation), about=b"/MediaBox [0 0 595 842] /Rotate %d" % rotation))
    assert document.text == "Wij starten een plan voor alle inwoners.\n"
    ((_, x0, top, x1, bottom),) = found(document, "Wij starten een plan voor alle inwoners.")
    assert (x0, top, x1, bottom) == pytest.approx((100, 132, 188, 154), abs=NEAR)


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_turned_pages_that_are_cropped(rotation, sheet, read):
    about = b"/MediaBox [0 0 595 842] /CropBox [40 30 545 792] /Rotate %d" % rotation
    ((_, x0, top, _, _),) = found(read(sheet(turned(rotation), about=about)), "Wij")
    left, upper = {90: (30, 40), 180: (50, 30), 270: (50, 50)}[rotation]
    assert (x0, top) == pytest.approx((100 - left, 131 - upper), abs=NEAR)


@wrong("page.py: letters of turned text are read one by one, as words")
@pytest.mark.parametrize("matrix", [b"0 1 -1 0", b"0 -1 1 0", b"-1 0 0 -1"])
def test_turned_text_is_read_or_left_out_but_not_torn(matrix, sheet, shown, read):
    content = shown(*TEXT, x=100) + b"BT /F1 10 Tf %s 50 300 Tm (Jaarverslag sociaal domein) Tj ET" % matrix
    text = read(sheet(content)).text.strip()
    assert text in ("Wij starten een plan voor alle inwoners.",) or "Jaarverslag sociaal domein" in text


BOXES = {
    "cropped": (b"/MediaBox [0 0 595 842] /CropBox [50 100 545 800]", (50, 90)),
    "moved": (b"/MediaBox [100 100 600 800]", (0, 90)),
    "both": (b"/MediaBox [10 10 600 800] /CropBox [60 60 500 780]", (40, 70)),
    "in large units": (b"/MediaBox [0 0 595 842] /UserUnit 1.0", (100, 132)),
}
ODD_BOXES = {
    "upside down": (b"/MediaBox [595 842 0 0]", (100, 132)),
    "crop upside down": (b"/MediaBox [0 0 595 842] /CropBox [545 800 50 100]", (50, 90)),
    "crop over the page's edge": (b"/MediaBox [0 0 595 842] /CropBox [-50 -50 700 900]", (100, 132)),
    "empty crop": (b"/MediaBox [0 0 595 842] /CropBox [0 0 0 0]", (100, 132)),
}


@pytest.mark.parametrize(
    ("about", "place"),
    [
        *(pytest.param(*BOXES[name], id=name) for name in BOXES),
        *(pytest.param(*ODD_BOXES[name], id=name) for name in ODD_BOXES),
    ],
)
def test_boxes_of_pages(about, place, sheet, shown, read):
    ((_, x0, top, _, _),) = found(read(sheet(shown(*TEXT, x=100), about=about)), "Wij starten")
    assert (x0, top) == pytest.approx(place, abs=NEAR)


@pytest.mark.parametrize("box", [b"/MediaBox [0 0 595 842]", b"/MediaBox [0 0 842 1191]", b"/CropBox [0 0 595 842]"])
def test_a_size_that_stands_in_the_page_tree_only(box, sheet, shown, read):
    above = box if b"Media" in box else box + b" /MediaBox [0 0 595 900]"
    height = 1191 if b"1191" in box else 842
    ((_, _, top, _, _),) = found(read(sheet(shown(*TEXT, x=100), about=b"", above=above)), "Wij starten")
    assert top == pytest.approx(height - 710, abs=NEAR)


@pytest.mark.parametrize(("x", "y"), [(60, -200), (900, 700), (60, 1000)])
def test_what_stands_outside_a_page_is_not_read(x, y, sheet, shown, read):
    assert read(sheet(shown(*TEXT) + shown(b"Niet te zien", x=x, y=y))).text == (
        "Wij starten een plan voor alle inwoners.\n"
    )
