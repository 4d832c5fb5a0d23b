"""HTML: what of a page is text, how it is written down, and that no page can stop a run."""

import contextlib
import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import EmptyDocument, NotText, ReadError, TooLarge
from pipeline.read.html import read_html
from pipeline.read.html_limits import check_limits

CORPUS = Path(__file__).resolve().parents[2] / "corpus" / "begroting-2026-jeugd.html"
LONG = "De gemeente wil dat alle kinderen en jongeren in Rietmeer veilig en gezond kunnen opgroeien. " * 3


def _document(page):
    data = page if isinstance(page, bytes) else page.encode()
    return read_html(data, "map/pagina.html", "map/pagina.html", "0" * 64)


def _text(page):
    return _document(page).text


def _lines(page):
    return [line for line in _text(page).splitlines() if line]


# --- what is written down how --------------------------------------------------------------------

WRITTEN = {
    "headings keep their levels": (
        "<h1>Programma 1</h1><h2>Doelen</h2><h3>Doel</h3><p>Tekst.",
        ["# Programma 1", "## Doelen", "### Doel", "Tekst."],
    ),
    "a heading by its role": (
        "<h1>A b</h1><div role=heading aria-level=3>Kop</div><p>Tekst",
        ["# A b", "### Kop", "Tekst"],
    ),
    "an empty heading is none": ("<h1> </h1><h2><span></span></h2><p>Tekst", ["Tekst"]),
    "headings that are all alike leave their depth open": (
        "<h2>Wat we doen</h2><p>Een.</p><h2>Wat het kost</h2><p>Twee.</p>",
        ["**Wat we doen**", "Een.", "**Wat het kost**", "Twee."],
    ),
    "a list dressed as headings is none": (
        "<p>Tekst.</p><h2>Lasten</h2><h2>€ 12</h2><h2>Baten</h2><h2>€ 13</h2><h2>Saldo</h2>",
        ["Tekst.", "Lasten", "€ 12", "Baten", "€ 13", "Saldo"],
    ),
    "white space is folded": ("<p>Een \n\t plan&nbsp;voor\u00a0&shy;jong<wbr>eren</p>", ["Een plan voor jongeren"]),
    "inline elements part no words": ("<p><b>Jeugd</b>hulp en <a href=x>zo</a><i>rg</i>", ["Jeugdhulp en zorg"]),
    "text beside blocks": ("los<div>blok</div>rest", ["los", "blok", "rest"]),
    "a list": ("<ul><li>Een<li><p>Twee</p><li></ul>", ["- Een", "- Twee"]),
    "nested lists": (
        "<ul><li>Een<ul><li>a<ol><li>diep</ol><li>b</ul><li>Twee</ul>",
        ["- Een", "  - a", "    1. diep", "  - b", "- Twee"],
    ),
    "numbers": ("<ol start=3><li>c<li value=7>g<li>h</ol>", ["3. c", "7. g", "8. h"]),
    "letters": ("<ol type=a><li>x<li>y</ol><ol type=I><li>x</ol>", ["a. x", "b. y", "I. x"]),
    "a number alone is no heading": ("<p>Een</p><ol start=2><li>Doelen</ol><p>Twee", ["Een", "- 2. Doelen", "Twee"]),
    "numbers that are none": ("<ol start=veel><li value=-1>x</ol>", ["- 1. x"]),
    "more than a line in an item": ("<ul><li>Een<p>Uitleg.</p><li>Twee</ul>", ["- Een", "Uitleg.", "- Twee"]),
    "a heading in an item": ("<h1>A b</h1><ul><li><h3>Kop</h3>Tekst</ul>", ["# A b", "### Kop", "Tekst"]),
    "bullets typed by hand": ("<p>• Een</p><p>- Twee<br>- Drie", ["- Een", "- Twee", "- Drie"]),
    "numbers typed by hand": ("<p>1. Een<br>2. Twee</p>", ["1. Een", "2. Twee"]),
    "a date is no number typed by hand": ("<p>1. januari is te vroeg</p><p>Twee", ["1. januari is te vroeg", "Twee"]),
    "a break": ("<p>Wie: gemeente<br/>Wanneer: 2026", ["Wie: gemeente", "Wanneer: 2026"]),
    "a break inside a sentence": ("<p>De raad<br>besluit<BR>in mei.<br>Daarna", ["De raad besluit in mei.", "Daarna"]),
    "a break in a heading": ("<h1>Plan<br>2026</h1><p>x", ["# Plan 2026", "x"]),
    "definitions": (
        "<dl><dt>Trekker:<dd>team Jeugd<div><dt>Met<dt>Voor<dd>GGD<dd><p>CJG</p></div></dl>",
        ["Trekker: team Jeugd", "Met, Voor: GGD; CJG"],
    ),
    "definitions of more than a line": (
        "<dl><dt>Acties<dd><ul><li>Een<li>Twee</ul><dt>Leeg<dt>Los</dl>",
        ["Acties:", "- Een", "- Twee", "Leeg, Los"],
    ),
    "quotes": ("<blockquote><p>Samen.</p></blockquote><p><q>Ja</q>, zei zij", ["Samen.", "“Ja”, zei zij"]),
    "captions": (
        "<figure><img src=a alt=Wijk><figcaption>Figuur 1. Wijken</figcaption></figure>",
        ["Figuur 1. Wijken"],
    ),
    "raised figures": ("<p>20 m<sup>2</sup> sinds 2025<sup> 1 </sup>, de 2<sup>e</sup>", ["20 m² sinds 2025¹, de 2e"]),
    "lines of preformatted text": ("<pre>Een.\nTwee.</pre>", ["Een.", "Twee."]),
    "a contents page": (
        "<ul><li>Visie.....\t3<li>Doelen\t5<li>Kosten ... 9</ul><h1>Visie</h1><p>x",
        ["Visie ..... 3", "Doelen ..... 5", "Kosten ..... 9", "# Visie", "x"],
    ),
    "figures under each other are no contents page": ("<p>Lasten\t30<p>Baten\t10<p>Saldo\t20", None),
    "deleted text": ("<p>Wij <del>stoppen</del> <ins>starten</ins>", ["Wij starten"]),
    "words of code and pictures": (
        "<p>Tekst<script>var a = '<p>nee</p>'</script><style>p{}</style><svg><text>nee</text></svg><img alt=nee>",
        ["Tekst"],
    ),
    "signs that HTML has no use for": (
        "<p>a < b & c &lt;d&gt; &euro; 5 &nietbekend;",
        ["a < b & c <d> € 5 &nietbekend;"],
    ),
    "what is never closed": ("<p>Een<p>Twee<ul><li>Drie<li>Vier</ul><table><tr><td>a<td>b<tr><td>c", None),
}


@pytest.mark.parametrize(("page", "lines"), WRITTEN.values(), ids=WRITTEN)
def test_what_is_written_how(page, lines):
    if lines is None:  # only that nothing is lost, and nothing comes twice
        words = re.findall(r"\w+", re.sub("<[^>]*>", " ", page))
        assert sorted(re.findall(r"\w+", _text(page))) == sorted(words)
    else:
        assert _lines(page) == lines


def test_paragraphs_stand_apart_and_items_together():
    assert _text("<p>Een<p>Twee<ul><li>a<li>b</ul><p>Drie") == "Een\n\nTwee\n\n- a\n- b\n\nDrie\n"


NOTES = {
    "of a site": "<p>GGD.<sup><a id=r1 href='#fn1'>1</a></sup> Meer.</p>"
    "<ol><li id=fn1>Bron: CBS. <a href='#r1'>↩</a></ol>",
    "of Word": "<p>GGD.<a href='#_ftn1' name=_ftnref1><span>[1]</span></a> Meer.</p><hr><div id=ftn1><p>"
    "<a href='#_ftnref1' name=_ftn1>[1]</a> Bron: CBS.</p></div>",
    "with its number typed": "<p>GGD.<sup><a href='#noot1'>1</a></sup> Meer.</p><p id=noot1>1) Bron: CBS.</p>",
}


@pytest.mark.parametrize("page", NOTES.values(), ids=NOTES)
def test_a_footnote_is_named_where_it_is_referred_to(page):
    assert _lines(page) == ["GGD.[^1] Meer.", "[^1]: Bron: CBS."]


@pytest.mark.parametrize(
    "page",
    [
        "<p>Zie <a href='#h1'>1</a>.</p><h2 id=h1>Doelen</h2><p>Tekst.</p>",  # a heading
        "<p><a href='#a'>A</a> <a href='#b'>B</a></p><p id=a>Aanbod</p><p id=b>Bewind</p>",  # an index
        "<p>Zie <sup><a href='#weg'>1</a></sup>.</p>",  # leads nowhere
        "<p id=fn1>Doel.</p><p>Zie <sup><a href='#fn1'>1</a></sup>.</p>",  # leads back
    ],
)
def test_what_is_no_footnote(page):
    assert "[^" not in _text(page)


# --- tables ----------------------------------------------------------------------------------------

TABLES = {
    "a header and rows": (
        "<table><tr><th>Doel<th>Actie<tr><td>A<td>a</table>",
        ["| Doel | Actie |", "|---|---|", "| A | a |"],
    ),
    "without a header": ("<table><tr><td>Doel<td>Actie<tr><td>A<td>a</table>", ["| Doel | Actie |", "| A | a |"]),
    "a cell over rows stands in the first": (
        "<table><tr><th>Doel<th>Actie<tr><td rowspan=2>A<td>a<tr><td>b<tr><td>B<td>c</table>",
        ["| Doel | Actie |", "|---|---|", "| A | a |", "| | b |", "| B | c |"],
    ),
    "over all rows that are left": (
        "<table><tr><th>Doel<th>Actie<tr><td rowspan=0>A<td>a<tr><td>b<tr><td>c</table>",
        ["| Doel | Actie |", "|---|---|", "| A | a |", "| | b |", "| | c |"],
    ),
    "over more rows than there are": (
        "<table><tr><th>Doel<th>Actie<tr><td rowspan=99999>A<td>a</table><p>Tekst",
        ["| Doel | Actie |", "|---|---|", "| A | a |", "Tekst"],
    ),
    "in the middle and at the end": (
        "<table><tr><th>X<th>Y<th>Z<tr><td>a<td rowspan=2>b<td rowspan=3>c<tr><td>d<tr><td>e<td>f</table>",
        ["| X | Y | Z |", "|---|---|---|", "| a | b | c |", "| d | | |", "| e | f | |"],
    ),
    "a cell over columns stands in the first": (
        "<table><tr><th rowspan=2>Post<th colspan=2>Jaar<tr><th>2025<th>2026<tr><td>Lasten<td>1<td>2</table>",
        ["| Post | Jaar | |", "|---|---|---|", "| | 2025 | 2026 |", "| Lasten | 1 | 2 |"],
    ),
    "over rows and columns": (
        "<table><tr><th>A<th>B<th>C<tr><td colspan=2 rowspan=2>x<td>y<tr><td>z<tr><td>p<td>q<td>r</table>",
        ["| A | B | C |", "|---|---|---|", "| x | | y |", "| | | z |", "| p | q | r |"],
    ),
    "spans that are none": (
        "<table><tr><th colspan=nul>A<th rowspan=-2>B<tr><td colspan=0>x<td colspan='1.5'>y</table>",
        ["| A | B |", "|---|---|", "| x | y |"],
    ),
    "rows and columns without text go": (
        "<table><tr><th>A<th><th colspan=40>B<tr><td>&nbsp;<td><td><tr><td>x<td><td>y</table>",
        ["| A | B |", "|---|---|", "| x | y |"],
    ),
    "a hidden cell keeps its place": (
        "<table><tr><th class=sr-only>A<th>B<th>C<tr><td>x<td aria-hidden=true>weg<td>z<tr hidden><td>weg</table>",
        ["| | B | C |", "|---|---|---|", "| x | | z |"],
    ),
    "the foot stands below": (
        "<table><tfoot><tr><td>Saldo<td>3<tbody><tr><td>Lasten<td>2<thead><tr><td>Post<td>2026</table>",
        ["| Post | 2026 |", "|---|---|", "| Lasten | 2 |", "| Saldo | 3 |"],
    ),
    "the caption stands above": (
        "<table><caption>Tabel 1.</caption><tr><td>a<td>b<tr><td>c<td>d</table>",
        ["Tabel 1.", "| a | b |", "| c | d |"],
    ),
    "paragraphs in a cell": (
        "<table><tr><th>A<th>B<tr><td><p>Een.</p><p>Twee.</p><td>x<br>y</table>",
        ["| A | B |", "|---|---|", "| Een. Twee. | x y |"],
    ),
    "a list of one in a cell": (
        "<table><tr><th>A<th>B<tr><td>Wij:<ul><li>doen</ul><td>x</table>",
        ["| A | B |", "|---|---|", "| Wij: doen | x |"],
    ),
    "a list in a cell gets rows": (
        "<table><tr><th>A<th>B<th>C<tr><td>doel<td><ul><li>een<li>twee<li>drie</ul><td>2026<tr><td>x<td>y<td>z</table>",
        [
            "| A | B | C |", "|---|---|---|", "| doel | een | 2026 |", "| | twee | |", "| | drie | |", "| x | y | z |",
        ],
    ),
    "two lists in a row": (
        "<table><tr><th>A<th>B<tr><td><ul><li>a<li>b</ul><td>Wie:<ol><li>p<li>q</ol>Samen.</table>",
        ["| A | B |", "|---|---|", "| a | Wie: |", "| b | p |", "| | q |", "| | Samen. |"],
    ),
    "an item of more than a line": (
        "<table><tr><th>A<th>B<tr><td><ul><li><p>Een.</p><p>Twee.</p><li>Drie.<ul><li>a</ul></ul><td>x</table>",
        ["| A | B |", "|---|---|", "| Een. Twee. | x |", "| Drie. | |", "| a | |"],
    ),
    "bullets typed in a cell": (
        "<table><tr><th>A<th>B<tr><td>- een<br>- twee<td>x</table>",
        ["| A | B |", "|---|---|", "| een | x |", "| twee | |"],
    ),
    "a list in a cell over rows": (
        "<table><tr><th>A<th>B<tr><td rowspan=2>doel<td><ul><li>een<li>twee</ul><tr><td>drie</table>",
        ["| A | B |", "|---|---|", "| doel | een |", "| | twee |", "| | drie |"],
    ),
    "a table in a cell gets rows": (
        "<table><tr><th>A<th>B<tr><td>x<td><table><tr><td>p<td>1<tr><td>q<td>2</table></table>",
        ["| A | B |", "|---|---|", "| x | p 1 |", "| | q 2 |"],
    ),
    "a pipe in a cell": ("<table><tr><th>A|B<th>C<tr><td>x<td>y</table>", ["| A¦B | C |", "|---|---|", "| x | y |"]),
    "a table made of roles": (
        "<div role=table><div role=row><span role=columnheader>A</span><span role=columnheader>B</span></div>"
        "<div role=rowgroup><div role=row><div role=cell>x</div><div role=cell>y</div></div></div></div>",
        ["| A | B |", "|---|---|", "| x | y |"],
    ),
    "two tables stay two": (
        "<table><tr><td>a<td>b<tr><td>c<td>d</table><table><tr><td>e<td>f<tr><td>g<td>h</table>",
        ["| a | b |", "| c | d |", "| e | f |", "|---|---|", "| g | h |"],
    ),
    # tables that lay out the page
    "one cell": ("<table><tr><td><h2>Kop</h2><p>Tekst</table>", ["## Kop", "Tekst"]),
    "one row": ("<table><tr><td><p>Links</p><td>Rechts</table>", ["Links", "Rechts"]),
    "said to be for looks": (
        "<table role=presentation><tr><td>a<td>b<tr><td>c<td>d</table>",
        ["a", "b", "c", "d"],
    ),
    "with a table in it": (
        "<table><tr><td>boven<tr><td><table><tr><th>A<th>B<tr><td>x<td>y</table>onder</table>",
        ["boven", "| A | B |", "|---|---|", "| x | y |", "onder"],
    ),
    "with headings in it": (
        "<table><tr><td>a<tr><td><h1>Plan</h1><p>Tekst<td><ul><li>punt</ul></table>",
        ["a", "# Plan", "Tekst", "- punt"],
    ),
    "with most of the page in a cell": (
        f"<table><tr><td>Links<td>Midden<tr><td><p>{LONG}</p><p>{LONG}</p><td>Rechts</table>",
        ["Links", "Midden", LONG.strip(), LONG.strip(), "Rechts"],
    ),
    "cells of roles with text beside them": (
        "<div role=table><p>Kop</p><div role=row><b>los</b><div role=cell>x</div></div></div>",
        ["Kop", "los", "x"],
    ),
    "no cells at all": ("<table></table><table><tr></table><p>Tekst", ["Tekst"]),
}  # fmt: skip


@pytest.mark.parametrize(("page", "lines"), TABLES.values(), ids=TABLES)
def test_tables(page, lines):
    assert _lines(page) == lines


# --- what is content -------------------------------------------------------------------------------


def _page(body, main=True, before="", after=""):
    tag = "main" if main else "div class=inhoud"
    return f"<!doctype html><body>{before}<{tag}><h1>Plan jeugd</h1><p>{LONG}</p>{body}</{tag.split()[0]}>{after}"


AROUND = {
    "a menu": "<nav><ul><li><a href=a>Weg</a></ul></nav>",
    "a menu by its role": "<div role=navigation><a href=a>Weg</a></div>",
    "a menu by its links": "<div class=m><ul><li><a href=a>Weg</a><li><a href=b>Weg ermee</a></ul></div>",
    "a line of links": "<div><a href=a>Weg</a> | <a href=b>Weg ermee</a></div>",
    "a way here": "<ol class=kruimelpad><li><a href=a>Weg</a><li>Weg ermee</ol>",
    "a way here in English": "<div id=breadcrumbs><a href=a>Weg</a> » Weg ermee</div>",
    "the head of the site": "<header><a href=a>Weg</a><p>Weg met deze ondertitel</p></header>",
    "the foot of the site": "<footer><p>Weg 1, 1234 AB Weg. Open van 9 tot 17 uur.</p></footer>",
    "a cookie bar": f"<div class=cookiebalk><p>Weg. {LONG[:90]}</p><button>Weg</button></div>",
    "a cookie bar by its id": "<div id=CybotCookiebotDialog><h2>Weg</h2><p>Weg ermee.</p></div>",
    "a dialog": "<div role=dialog><h2>Weg</h2><p>Weg ermee.</p></div>",
    "an element for dialogs": "<dialog open><p>Weg</p></dialog>",
    "a search box": "<form><label>Weg <input></label><button>Weg</button></form>",
    "a search box by its role": "<div role=search>Weg <input></div>",
    "a column beside": "<aside><h2>Weg</h2><p>Weg ermee.</p></aside>",
    "a button": "<button>Weg</button><a role=button href=x>Weg</a>",
    "a link to skip to the text": "<a class=skip-link href='#x'>Weg</a>",
    "words for readers of screens": "<span class=sr-only>Weg</span>",
    "an icon that is a word": "<i class=material-icons>Weg</i>",
    "hidden": "<p hidden>Weg</p><div hidden=''><p>Weg</p></div>",
    "hidden by style": "<div style='color: red; DISPLAY : none'><p>Weg</p></div><p style='visibility:hidden'>Weg</p>",
    "hidden from readers of screens": "<div aria-hidden=true><p>Weg</p></div>",
    "templates and code": "<template><p>Weg</p></template><noscript>Weg</noscript><script>Weg</script>",
    "a choice": "<select><option>Weg</select><textarea>Weg</textarea>",
    "a way back": "<p><a href='#navigatie'>Terug naar navigatie - Weg</a></p><a href='#top'>Terug naar boven</a>",
    "a stamp": "<div>Deze pagina is gebouwd op 09/26/2025 14:08:51 met de export van 09/26/2025 13:52:07</div>",
    "a way to print": "<p><a href='javascript:print()'>Print deze pagina</a></p>",
}


@pytest.mark.parametrize("around", AROUND.values(), ids=AROUND)
@pytest.mark.parametrize("main", [True, False])
@pytest.mark.parametrize("where", ["before", "after"])
def test_what_stands_around_the_text_is_no_text(around, main, where):
    plain = _page("", main)
    assert _text(_page("", main, **{where: around})) == _text(plain)


INSIDE_TOO = {
    "a menu",
    "a way here",
    "a cookie bar",
    "a dialog",
    "a search box",
    "a button",
    "hidden",
    "hidden by style",
    "a way back",
    "a stamp",
}


@pytest.mark.parametrize("name", sorted(INSIDE_TOO))
@pytest.mark.parametrize("main", [True, False])
def test_nor_inside_it(name, main):
    assert _text(_page(AROUND[name], main)) == _text(_page("", main))


# Hard negatives: what looks like a menu, a bar or a stamp and is text.
KEPT = {
    "a list of links": "<h2>Nota's</h2><ul><li><a href=a>Houd</a><li><a href=b>Houd vast</a></ul>",
    "a short list": "<ul><li>Houd</ul>",
    "a heading alone": "<h2>Houd</h2>",
    "a paragraph that is a link": "<p><a href=a>Houd</a></p>",
    "a paragraph of one word": "<p>Houd",
    "a box of one word": "<div>Houd</div>",
    "a table with names of menus": "<table class='menu sidebar'><tr><th>Houd<th>b<tr><td>c<td>d</table>",
    "a word beside the text": "<aside><p>Houd: dit is inclusief indexering.</p></aside>",
    "the head of an article": "<article><header><h2>Houd</h2><p>Houd vast</p></header><p>Tekst</article>",
    "the foot of an article": "<article><p>Tekst</p><footer><p>Bron: Houd, 2024</p></footer></article>",
    "named as what it is not": "<section class='banner related share popup'><h2>Houd</h2><p>Houd vast.</p></section>",
    "text on cookies": "<p>Deze website gebruikt cookies. Houd.</p>",
    "text that goes back": "<p>Terug naar werk: houd vol.</p><p>Houd</p>",
    "text on building": "<p>Deze pagina is gebouwd. Houd.</p>",
    "hidden no more": "<div style='display: block' aria-hidden=false><p>Houd</p></div>",
    "a button that is a heading": "<h2><button>Houd</button></h2><p>Tekst</p>",
    "the title of a picture": "<figure><figcaption>Houd</figcaption></figure>",
    "a form of figures": f"<form><table><tr><th>Houd<th>b<tr><td>{LONG}<td>{LONG}</table></form>",
}


@pytest.mark.parametrize("kept", KEPT.values(), ids=KEPT)
@pytest.mark.parametrize("main", [True, False])
def test_text_that_looks_like_something_else_is_kept(kept, main):
    assert "houd" in _text(_page(kept, main)).lower()


@pytest.mark.parametrize(
    "page",
    [
        f"<form id=aspnetForm><div class=m><a href=a>Weg</a></div><p>{LONG}</p></form>",
        f"<body class='menu heeft-cookiemelding'><p>{LONG}</p>",
        f"<div class='site nav cookies-ok' aria-hidden=true><main><p>{LONG}</p></main></div>",
        f"<div aria-hidden=true><h1>Kop</h1><p>{LONG * 3}</p></div><div role=dialog>Weg</div>",
        f"<div id=cookie-wrapper><p>{LONG * 3}</p></div>",
        f"<header><h1>Plan</h1><nav><a href=a>Weg</a></nav><p>{LONG}</p></header><p>{LONG}</p>",
        f"<main></main><div><p>{LONG}</p></div>",
        f"<main><p>Weg ermee: {LONG}</p></main><main><p>{LONG * 4}</p></main>".replace("Weg ermee: ", ""),
        f"<table><tr><td><a href=a>Weg</a><br><a href=b>Weg</a><td><p>{LONG}</p><p>{LONG}</p></table>",
    ],
)
def test_a_whole_page_is_never_taken_for_something_around_it(page):
    text = _text(page)
    assert LONG.strip() in text
    assert "Weg" not in text


@pytest.mark.parametrize("main", [True, False])
def test_a_page_of_nothing_but_links_is_one_of_links(main):
    links = "<ul><li><a href=a>Nota jeugd</a><li><a href=b>Nota wonen</a></ul>"
    assert _lines(f"<main>{links}</main>" if main else f"<div>{links}</div>") == ["- Nota jeugd", "- Nota wonen"]


def test_a_list_of_links_right_below_a_heading_is_kept():
    page = f"<h2>Nota's</h2><div><ul><li><a href=a>Nota jeugd</a></ul><p>{LONG}</p></div>"
    assert "- Nota jeugd" in _lines(page)


def test_the_title_in_the_head_of_a_page_is_kept_where_it_is_the_only_one():
    head = "<header><a href=a>Weg</a><h1>{}</h1></header>"
    assert "# Plan" in _text(head.format("Plan") + f"<main><p>{LONG}</p></main>")
    assert "Gemeente" not in _text(head.format("Gemeente") + f"<main><h1>Plan</h1><p>{LONG}</p></main>")


FOLDED = {
    "details": "<details><summary>Wat we doen</summary><p>Houd.</p></details>",
    "a button above what it shows": "<button aria-expanded=false aria-controls=x>Wat we doen</button>"
    "<div id=x hidden><p>Houd.</p></div>",
    "a button in a heading": "<h2><button aria-expanded=false aria-controls=x>Wat we doen</button></h2>"
    "<div id=x aria-hidden=true><p>Houd.</p></div>",
    "as Bootstrap does": "<h2><button class=collapsed data-bs-toggle=collapse data-bs-target='#x'>"
    "Wat we doen</button></h2><div id=x class='accordion-collapse collapse'><p>Houd.</p></div>",
    "as jQuery does": "<h2 role=tab aria-controls=x>Wat we doen</h2>"
    "<div id=x role=tabpanel style='display:none' aria-hidden=true><p>Houd.</p></div>",
    "by the name of its class": "<h2>Wat we doen</h2>"
    "<div class=accordeon-inhoud style='display: none'><p>Houd.</p></div>",
    "a link that unfolds": "<a data-toggle=collapse href='#x' aria-expanded=false>Wat we doen</a>"
    "<div id=x style='display:none'><p>Houd.</p></div>",
    "a tab": "<ul role=tablist><li><a role=tab id=t href='#x'>Wat we doen</a></ul>"
    "<div id=x role=tabpanel aria-labelledby=t hidden><p>Houd.</p></div>",
}


@pytest.mark.parametrize("folded", FOLDED.values(), ids=FOLDED)
@pytest.mark.parametrize("main", [True, False])
def test_what_a_page_folds_away_stands_under_its_title(folded, main):
    assert _lines(_page(folded, main))[-2:] == ["## Wat we doen", "Houd."]


def test_tabs_stand_each_under_its_name_in_order():
    tabs = (
        "<ul role=tablist><li><button role=tab aria-controls=p1>Lasten</button>"
        "<li><button role=tab aria-controls=p2>Baten</button></ul>"
        "<div id=p1 role=tabpanel><p>Een.</p></div>"
        "<div id=p2 role=tabpanel hidden><h3>Diep</h3><p>Twee.</p></div><p>Na."
    )
    assert _lines(_page(tabs))[2:] == ["## Lasten", "Een.", "## Baten", "### Diep", "Twee.", "Na."]


@pytest.mark.parametrize("name", ["Lees meer", "Toon alles", "Meer", "+", "Toggle menu"])
def test_a_button_that_names_nothing_is_no_heading(name):
    folded = f"<button aria-controls=x>{name}</button><div id=x hidden><p>Houd.</p></div>"
    assert _lines(_page(folded))[2:] == ["Houd."]


def test_a_menu_that_unfolds_is_a_menu_all_the_same():
    menu = "<button aria-controls=m aria-expanded=false>Menu</button><div id=m hidden><a href=a>Weg</a></div>"
    assert _text(_page("", before=menu)) == _text(_page(""))


@pytest.mark.parametrize(
    ("title", "first"),
    [
        ("Jeugd | Begroting 2026 | Gemeente Rietmeer", ["# Plan jeugd", "Begroting 2026"]),
        ("Plan jeugd - Gemeente Rietmeer", ["# Plan jeugd", LONG.strip()]),
        ("begroting-2026-jeugd", ["# Plan jeugd", LONG.strip()]),
    ],
)
def test_the_title_dates_a_page_that_does_not_say_its_year(title, first):
    assert _lines(f"<title>{title}</title>{_page('')}")[:2] == first


def test_the_title_says_nothing_that_the_page_says():
    assert _text(f"<title>Jeugd - Begroting 2026</title>{_page('<p>De begroting 2026.')}").count("2026") == 1


# --- bytes -----------------------------------------------------------------------------------------

ACCENTS = "<p>Eén cliënt, € 5 – financiële hulp"


@pytest.mark.parametrize(
    ("data", "notice"),
    [
        (ACCENTS.encode(), None),
        (b"\xef\xbb\xbf" + ACCENTS.encode(), None),
        (b"<meta charset=iso-8859-1>" + ACCENTS.encode(), None),  # the page is wrong about itself
        (ACCENTS.encode("utf-16"), "read as UTF-16, not UTF-8"),
        (ACCENTS.encode("cp1252"), "read as Windows-1252, not UTF-8"),
        (b"<meta charset='iso-8859-1'>" + ACCENTS.encode("cp1252"), "read as Windows-1252, not UTF-8"),
        (
            b'<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-15">'
            + ACCENTS.replace("–", "-").encode("iso-8859-15"),
            "read as ISO-8859-15, not UTF-8",
        ),
        (
            b'<?xml version="1.0" encoding="windows-1250"?><html>' + ACCENTS.replace("ë", "e").encode("cp1250"),
            "read as WINDOWS-1250, not UTF-8",
        ),
        (b"<meta charset=utf-8>" + ACCENTS.encode("cp1252"), "read as Windows-1252, not UTF-8"),
        (b"<meta charset=bestaat-niet>" + ACCENTS.encode("cp1252"), "read as Windows-1252, not UTF-8"),
    ],
)
def test_encodings(data, notice):
    document = _document(data)
    assert document.text.split()[0] == "Eén"
    assert "€ 5" in document.text
    assert [n.message for n in document.notices] == ([notice] if notice else [])


def test_a_document_has_its_names_and_kind():
    document = _document("<p>Tekst")
    assert (document.id, document.source, document.sha256) == ("map/pagina.html", "map/pagina.html", "0" * 64)
    assert (document.media_type, document.pages, document.text) == ("text/html", (), "Tekst\n")


@pytest.mark.parametrize(
    ("data", "error", "says"),
    [
        (b"", EmptyDocument, "empty"),
        (b" \n ", EmptyDocument, "empty"),
        (b"<!doctype html><html><body></body></html>", EmptyDocument, "save it"),
        (b"<p>&nbsp;</p><img alt=Kaart><script>alert(1)</script>", EmptyDocument, "save it"),
        (b"<nav><a href=a>Menu</a></nav>", EmptyDocument, "save it"),
        (b"<frameset><frame src=a></frameset>", EmptyDocument, "save it"),
        (b"<table><caption>&#8203;</caption><tr><th>&shy;</table>", EmptyDocument, "save it"),
        (b"Wij starten in mei.", NotText, r"\.txt"),
        (b"%PDF-1.7 <p>", NotText, "PDF"),
        (bytes(range(256)) * 9, NotText, "no text"),
    ],
)
def test_each_trouble_says_what_it_is(data, error, says):
    with pytest.raises(error, match=says):
        _document(data)


# --- hostile pages ---------------------------------------------------------------------------------

DEEP = {
    "boxes": "<div>" * 4_000_000,
    "boxes and text": "<div>tekst" * 400_000,
    "tables": "<table><tr><td>" * 300_000,
    "lists": "<ul><li>" * 400_000,
    "bold": "".join(f"<font size={n}><p>" for n in range(50_000)),
    "attributes": "<p " + "".join(f"a{n} " for n in range(500_000)) + ">",
    "attributes in quotes": "<p x='>' " + 'a="<b>" ' * 100_000 + ">",
}


@pytest.mark.parametrize("page", DEEP.values(), ids=DEEP)
def test_a_page_that_would_take_minutes_is_refused_at_once(page):
    begun = time.process_time()
    with pytest.raises(TooLarge, match="save it"):
        _document(page)
    assert time.process_time() - begun < 10


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 480 + "tekst" + "</div>" * 480,
        "<table><tr><td>" * 150 + "tekst",
        "<dl><dt>a<dd>" * 200 + "tekst",
        "<details><summary>kop</summary>" * 200 + "tekst",
        "<b>" * 20_000 + "tekst",
        "<p>" * 20_000 + "tekst",
        "</div>" * 20_000 + "tekst",
        "<!--" * 20_000 + "--><p>tekst",
        "<p>" + "&amp;" * 20_000 + "tekst",
        "<table><tr>" + "<td rowspan=65534 colspan=1000>x" * 200 + "</tr>" + "<tr><td>y</tr>" * 200 + "</table>tekst",
        "".join(f"<sup><a href='#fn{n}'>1</a></sup><p id=fn{n}>tekst" for n in range(1000)),
        "".join(f"<button aria-controls=x{n}>b</button><div id=x{n} hidden>tekst</div>" for n in range(1000)),
        "<p id=a><a href='#a' aria-controls=a role=tab>tekst</a>",
    ],
)
def test_a_strange_page_is_read_in_time(page):
    begun = time.process_time()
    assert "tekst" in _text(page)
    assert time.process_time() - begun < 20


def test_a_table_too_wide_for_its_rows_is_refused():
    rows = "<tr>" + "<td>x" * 3000 + "</tr>" + "<tr><td>x</tr>" * 3000
    with pytest.raises(TooLarge, match="3001 rows and 3000 columns"):
        _document(f"<table>{rows}</table>")


@pytest.mark.parametrize(
    "page",
    [
        "<p>" * 100_000,
        "<li>a<td>b<a name=x>" * 1000,
        "<script>" + "'<div>'" * 2000 + "</script>",
        "<!-- " + "<div>" * 2000 + " -->",
        "<div title='" + "<div>" * 2000 + "'>",
        "<img src=data:" + "x/+" * 100_000 + "><p data-x='" + "a b " * 100_000 + "'>",
        "<svg>" + "<path/>" * 2000 + "</svg>",
        "<div></div>" * 100_000,
    ],
)
def test_the_limits_let_pages_pass_that_only_look_deep(page):
    check_limits(page)


def test_nothing_is_fetched_and_no_entity_is_resolved(monkeypatch):
    monkeypatch.setattr("socket.socket", lambda *_: pytest.fail("the network was used"))
    page = (
        '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY y "&x;&x;">]>'
        '<html><head><link href="http://localhost/a.css" rel="stylesheet"></head><body>'
        '<iframe src="http://localhost/"></iframe><img src="http://localhost/a.png"><p>Tekst &x; &y;</p></body></html>'
    )
    assert _lines(page)[-1] == "Tekst &x; &y;"


# --- anything at all -------------------------------------------------------------------------------

TOKENS = [
    *("<div>", "</div>", "<p>", "<ul>", "<ol type=a>", "<li>", "</ul>", "<table>", "<tr>", "<td>", "</table>", "<th>"),
    *("<h1>", "<h2>", "</h2>", "<br>", "<a href='#x'>", "<sup>", "</a>", "<main>", "</main>", "<nav>", "</nav>"),
    *("<details>", "<summary>", "<dl>", "<dt>", "<dd>", "<td rowspan=3>", "<td colspan=2>", "<pre>", "<b>", "</b>"),
    *("<div id=x hidden>", "<button aria-controls=x>", "<div role=row>", "<div role=table>", "<template>", "<svg>"),
    *(
        "<select>",
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "<form>",
        "<aside>",
        "<header>",
        "\t",
        "\n",
        "&#0;",
        "\ufdd0",
    ),
    *("een ", "Twee. ", "3", "• vier", "|", "# vijf", "1. zes", "....9", "\u200b", "&shy;", "<", ">", "'", '"', "="),
]


def _reads_or_says_why(data):
    with contextlib.suppress(ReadError):
        document = _document(data)
        assert document.text.strip()
        assert document == _document(data), "the same each time"


@given(st.lists(st.sampled_from(TOKENS), max_size=60).map("".join))
def test_any_soup_of_tags_is_read_or_says_why(page):
    _reads_or_says_why(page)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_say_why(data):
    _reads_or_says_why(data)


@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), st.sampled_from(TOKENS)), min_size=1, max_size=12))
def test_any_change_of_a_real_page_is_read_or_says_why(changes):
    page = CORPUS.read_text(encoding="utf-8")
    for share, length, token in changes:
        at = int(share * len(page))
        page = page[:at] + token + page[at + length :]
    _reads_or_says_why(page)


WORDS = st.integers(0, 10**6).map(lambda n: f"w{n}")
PIECES = st.recursive(
    st.one_of(
        WORDS.map(lambda w: f"<p>{w}</p>"),
        WORDS.map(lambda w: f"<h2>{w}</h2>"),
        WORDS.map(lambda w: f"<h3><button aria-expanded=false>{w}</button></h3>"),
        st.lists(WORDS, min_size=1, max_size=3).map(lambda ws: "<ul>" + "".join(f"<li>{w}</li>" for w in ws) + "</ul>"),
        st.lists(WORDS, min_size=1, max_size=3).map(lambda ws: "".join(f"<p><a href=x>{w}</a></p>" for w in ws)),
        st.tuples(WORDS, WORDS).map(lambda ws: "<dl><dt>{}</dt><dd>{}</dd></dl>".format(*ws)),
        st.tuples(WORDS, WORDS, WORDS).map(
            lambda ws: "<table><tr><th>{}</th></tr><tr><td>{}</td><td>{}</td></tr></table>".format(*ws)
        ),
    ),
    lambda inner: st.builds(
        # A box that is called a menu is one where links are most of it: here there is text beside them.
        lambda tag, parts: (
            f"<{tag}>{''.join(parts)}{'<p>' + 'tekst ' * 60 + '</p>' if 'menu' in tag else ''}</{tag.split()[0]}>"
        ),
        st.sampled_from(
            [
                "div",
                "section",
                "article",
                "div class=banner",
                "div class='related menu'",
                "div class=collapsed",
                "details",
            ]
        ),
        st.lists(inner, min_size=1, max_size=4),
    ),
    max_leaves=12,
)


@given(st.lists(PIECES, min_size=1, max_size=6))
def test_no_word_of_the_main_content_is_lost_and_their_order_stays(pieces):
    main = "".join(pieces)
    page = f"<nav><a href=x>menu</a></nav><main>{main}</main><footer>voet</footer>"
    assert re.findall(r"w\d+", _text(page)) == re.findall(r"w\d+", main)


# --- the corpus page ---------------------------------------------------------------------------------


def test_the_page_of_the_corpus_comes_without_what_stands_around_it():
    text = _text(CORPUS.read_bytes())
    for gone in (
        "cookie",
        "Aanbiedingsbrief",
        "Wonen en ruimte",
        "Terug naar",
        "gebouwd op",
        "Print",
        "Zoeken",
        "Privacy",
    ):
        assert gone not in text
    assert text.startswith("# Programma 5 Jeugd en onderwijs\n\nProgrammabegroting 2026\n\nVan de ruim 6.200")
    for kept in (
        "\n### Kortere wachttijd\n\nWie hulp vraagt, wacht nu",
        "\n| | We organiseren een jongerentop in Dorpsveen | |\n",
        "\nPartners: Huisartsencoöperatie Veenoord; Jeugdhulpregio Veenoord\n",
        "\n- Verordening jeugdhulp Rietmeer 2026\n\n[^1]: De Hervormingsagenda Jeugd loopt tot en met 2028.\n",
    ):
        assert kept in text
