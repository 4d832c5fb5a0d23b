"""From a page's letters to words: gaps and spaces, ligatures, hyphens at line ends, and text that is none."""

import unicodedata

import pytest

from pipeline.errors import EmptyDocument


def wrong(reason):
    return pytest.mark.xfail(strict=True, reason=reason)


# How a line is drawn, and what it says.
DRAWN = {
    "one string": (b"(Wij starten nu) Tj", "Wij starten nu"),
    "gaps for spaces": (b"[(Wij)-300(starten)-300(nu)] TJ", "Wij starten nu"),
    "small gaps within words": (b"[(W)40(ij st)-60(ar)15(ten n)-90(u)] TJ", "Wij starten nu"),
    "pieces of words": (b"(gemeen) Tj (te) Tj ( Riet) Tj (meer) Tj", "gemeente Rietmeer"),
    "each word placed": (b"(Wij) Tj 20 0 Td (starten) Tj 40 0 Td (nu) Tj", "Wij starten nu"),
    "spaces drawn apart": (b"(Wij) Tj ( ) Tj (starten) Tj ( ) Tj (nu) Tj", "Wij starten nu"),
    "many spaces": (b"(Wij   starten  nu) Tj", "Wij starten nu"),
    "spaced a little": (b"2 Tc (DOELEN EN RESULTATEN) Tj", "DOELEN EN RESULTATEN"),
    "drawn twice, to look bold": (b"(Wij starten) Tj 0.3 0 Td (Wij starten) Tj", "Wij starten"),
    "unseen, as over a scan": (b"3 Tr (Wij starten nu) Tj", "Wij starten nu"),
    "stretched": (b"150 Tz (Wij starten nu) Tj", "Wij starten nu"),
    "scaled by the page": (b"/F1 1 Tf 10 0 0 10 60 700 Tm (Wij starten nu) Tj", "Wij starten nu"),
    "signs": (rb"(\200 1.000,50 \(5%\) \226 \221zorg\222 & co\366p) Tj", "€ 1.000,50 (5%) – ‘zorg’ & coöp"),
}
SPACED_OUT = pytest.param(
    b"3 Tc (DOELEN EN RESULTATEN) Tj",
    "DOELEN EN RESULTATEN",
    marks=wrong("page.py _GAP: letters set wider apart than a quarter of their size become words of one letter"),
    id="spaced wide",
)


@pytest.mark.parametrize(("content", "text"), [*(pytest.param(*DRAWN[name], id=name) for name in DRAWN), SPACED_OUT])
def test_words_as_they_are_drawn(content, text, sheet, lines):
    assert lines(sheet(b"BT /F1 10 Tf 60 700 Td " + content + b" ET")) == [text]


SIGNS = [
    pytest.param("ﬁ", b"\x01nancieren", "financieren"),
    pytest.param("ﬂ", b"a\x01oop", "afloop"),
    pytest.param("ﬀ", b"sta\x01", "staff"),
    pytest.param("ﬃ", b"o\x01cieel", "officieel"),
    pytest.param("ﬄ", b"e\x01uent", "effluent"),
    pytest.param("ﬆ", b"be\x01uur", "bestuur"),
    pytest.param("fi", b"\x01nancieren", "financieren", id="one code for two letters"),
    pytest.param("ĳ", b"b\x01", "bij", id="ij"),
    pytest.param("Ĳ", b"\x01sselmeer", "IJsselmeer", id="IJ"),
    pytest.param("\u00a0", b"artikel\x012", "artikel 2", id="space that does not break"),
    pytest.param("\u00ad", b"Jeugd\x01wet", "Jeugdwet", id="soft hyphen in a line"),
    pytest.param("\u200b", b"Jeugd\x01wet", "Jeugdwet", id="space without width"),
    pytest.param("\ufb01\ufb02", b"x\x01x", "xfiflx", id="two ligatures in one"),
    pytest.param("\U0001d400", b"Doel \x01", "Doel \U0001d400", marks=wrong("page.py: pairs are lost")),
]


@pytest.mark.parametrize(("sign", "word", "text"), SIGNS)
def test_signs_that_stand_for_letters(sign, word, text, sheet, shown, lines):
    assert lines(sheet(shown(word), letters={1: sign})) == [text]


def test_accents_after_their_letters_are_put_on_them(sheet, shown, lines):
    data = sheet(shown(b"Ee\x01n ideee\x02n voor clie\x02nten"), letters={1: "\u0301", 2: "\u0308"})
    assert lines(data) == [unicodedata.normalize("NFC", "Eén ideeën voor cliënten")]


LINE_ENDS = [
    ("partici-", "patie", "participatie"),
    ("De ge-", "meente", "De gemeente"),
    ("in-", "en uitstroom", "in- en uitstroom"),
    ("op-", "of afschalen", "op- of afschalen"),
    ("jeugd-", "GGZ", "jeugd-GGZ"),
    ("2025-", "2028", "2025-2028"),
    ("06-", "12345678", "06-12345678"),
    ("sociaal-", "maatschappelijk werk, een sociaal-maatschappelijk doel", "sociaal-maatschappelijk werk, een "),
    ("zorg-", "plicht, de zorgplicht van zorg-plicht", "zorgplicht, de zorgplicht van zorg-plicht"),
    ("ex-", "gedetineerden, dus ex-gedetineerden", "ex-gedetineerden, dus ex-gedetineerden"),
    ("een –", "groot – plan", "een – groot – plan"),
    ("voor- en", "nadelen", "voor- en nadelen"),
    ("een plan-", "", "een plan-"),
    ("zorg en/of ondersteu-", "ning", "zorg en/of ondersteuning"),
]
LOST_HYPHENS = [
    ("het IZA-", "akkoord", "het IZA-akkoord"),
    ("rietmeer.nl/zorg-", "en-welzijn", "rietmeer.nl/zorg-en-welzijn"),
    ("vaders/", "moeders", "vaders/moeders"),
    ("2025–", "2028", "2025–2028"),
]
SLASHED = [("hulp/ondersteu-", "ning", "hulp/ondersteuning"), ("in 2025.Ieder-", "een", "in 2025.Iedereen")]
OWN = [("de Wmo-", "verordening", "de Wmo-verordening"), ("co-", "ouders", "co-ouders")]


@pytest.mark.parametrize(
    ("first", "second", "text"),
    [
        *(pytest.param(*case, id=case[0]) for case in LINE_ENDS),
        *(pytest.param(*case, id=case[0]) for case in LOST_HYPHENS),
        *(pytest.param(*case, id=case[0], marks=wrong("write.py: a slash makes no address")) for case in SLASHED),
        *(pytest.param(*case, id=case[0], marks=wrong("write.py: nothing tells it from a line's own")) for case in OWN),
    ],
)
def test_words_broken_by_a_line_end(first, second, text, paper, lines):
    page = paper().page()
    page.write(60, 100, f"Wij werken samen aan {first}", f"{second} en ook aan rust." if second else "")
    assert lines(page)[0].startswith(f"Wij werken samen aan {text}")


@pytest.mark.parametrize("sign", ["-", "\u00ad", "\u2010"])
def test_each_kind_of_hyphen_heals(sign, sheet, shown, lines):
    data = sheet(shown(b"over de partici\x01", b"patie van inwoners"), letters={1: sign})
    assert lines(data) == ["over de participatie van inwoners"]


def test_a_hyphen_heals_over_a_column_and_over_a_page(paper, prose, lines):
    made = paper().page()
    broken = made.broken(prose(10), width=210)
    made.write(60, 100, *broken, "Dit gaat over partici-")
    made.write(310, 100, "patie van inwoners.", *made.broken(prose(9, 20), width=210), "En de ge-")
    made.page()
    made.flow(60, 120, "meente betaalt dat. " + prose(5, 40))
    text = " ".join(lines(made))
    assert "Dit gaat over participatie van inwoners." in text
    assert "En de gemeente betaalt dat." in text


def test_a_hyphen_within_a_cell_heals(paper, lines):
    made = paper().page()
    made.grid(60, 100, [120, 120], [("Doel", "Inzet"), (("Meer partici-", "patie"), "Loket"), ("Rust", "Park")])
    assert "| Meer participatie | Loket |" in lines(made)


# Text that is no text.

UNREADABLE = {
    "control signs": {code: chr(code % 31 + 1) for code in range(32, 127)},
    "signs of private use": {code: chr(0xE000 + code) for code in range(33, 127)},
    "letters shifted": {code: chr((code - 65 + 7) % 58 + 65) for code in range(65, 123)},
    "unknown": dict.fromkeys(range(33, 127), "\ufffd"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_text_layer_without_letters_is_told(name, sheet, shown, read):
    line = b"Wij starten in Rietmeer een plan met alle inwoners"
    with pytest.raises(EmptyDocument, match=r"page 1: a broken text layer.*OCR"):
        read(sheet(shown(*[line] * 20), letters=UNREADABLE[name]))


def test_a_broken_page_among_others_is_named_and_gives_no_text(sheets, shown, read):
    good, broken = shown(b"Wij starten een loket."), shown(*[b"Niets van dit alles is te lezen"] * 6)
    size = b"/MediaBox [0 0 595 842]"
    document = read(
        sheets((good, size, None), (broken, size, UNREADABLE["control signs"]), (good, size, None), (b"", size, None))
    )
    assert document.text == "Wij starten een loket.\n\nWij starten een loket.\n"
    assert [n.message[:29] for n in document.notices] == ["page 2: a broken text layer, "]
    assert [span is None for span in document.pages] == [False, True, False, True]


@pytest.mark.parametrize(
    "line",
    [
        b"Woz-waarde 2025 \x01 1.250 5,5% 31-12-2025 \x01 0,3",
        b"RIB 24.0131 over zaak Z-24-001 en wet BWBR0035362",
        b"Wmo Wlz Zvw en de IZA GALA SPUK",
        b"Baten Lasten Saldo 1.200 -31 0 1.169",
    ],
)
def test_numbers_codes_and_abbreviations_are_text(line, sheet, shown, read):
    assert read(sheet(shown(*[line] * 12), letters={1: "€"})).notices == ()


def test_a_page_of_names_is_text(sheet, shown, read):
    names = b"Almere Amersfoort Baarn Bergen Beverwijk Borne Boxtel Breda Brummen Culemborg Delft Deurne".split()
    listed = [b" ".join(names[n:] + names[:n]) for n in range(8)]
    assert read(sheet(shown(*listed))).notices == ()


def test_bullets_of_private_use_break_no_page(sheet, shown, lines):
    made = lines(sheet(shown(*[b"\x01 Meer rust in de wijk"] * 12), letters={1: "\uf0b7"}))
    assert made == ["- Meer rust in de wijk"] * 12
