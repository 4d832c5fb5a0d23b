"""Word files: built here with python-docx or from bare XML, and what is read from them."""

import io
import warnings
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import BlockKind, Role
from pipeline.errors import EmptyDocument, NotText, ReadError, TooLarge
from pipeline.read import word_package
from pipeline.read.word import MEDIA_TYPE, explain, read_word
from pipeline.structure import lay_out

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"'
)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)


def links(targets):
    found = "".join(
        f'<Relationship Id="r{n}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets)
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{found}</Relationships>'
    )


def zipped(files):
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # names that stand in a zip twice are meant
        for name, content in files:
            archive.writestr(name, content, zipfile.ZIP_STORED if isinstance(name, zipfile.ZipInfo) else None)
    return out.getvalue()


def packed(body, extra=(), **parts):
    """Return a Word file of bare XML: the body's, and that of its styles, numbering, footnotes or endnotes."""
    files = [
        ("_rels/.rels", links([("officeDocument", "word/document.xml")])),
        ("word/_rels/document.xml.rels", links([(kind, f"{kind}.xml") for kind in parts])),
        ("word/document.xml", f"<w:document {NAMES}><w:body>{body}</w:body></w:document>"),
    ]
    files += [(f"word/{kind}.xml", f"<w:{kind} {NAMES}>{content}</w:{kind}>") for kind, content in parts.items()]
    return zipped([*files, *extra])


def p(text, style="", properties="", run=""):
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    run = f"<w:rPr>{run}</w:rPr>" if run else ""
    return f'<w:p><w:pPr>{named}{properties}</w:pPr><w:r>{run}<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def cell(*content, properties=""):
    inside = "".join(c if c.startswith("<") else p(c) for c in content) or "<w:p/>"
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def table(*rows, properties=""):
    lines = "".join(row if row.startswith("<w:tr") else f"<w:tr>{row}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{lines}</w:tbl>"


def style(name, styled_id="", based="", paragraph="", run="", kind="paragraph"):
    on = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{styled_id or name.replace(" ", "")}"><w:name w:val="{name}"/>{on}'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def levels(*forms, number="1", restart=""):
    """Return a list's definition from (form, text) for each level, and the number that uses it."""
    inside = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/>{restart}</w:lvl>'
        for n, (form, text) in enumerate(forms)
    )
    return (
        f'<w:abstractNum w:abstractNumId="{number}">{inside}</w:abstractNum>'
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
    )


def listed(level=0, number="1"):
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def read(data):
    return read_word(data, "nota.docx", "nota.docx", "0" * 64)


def lines(data):
    return [line for line in read(data).text.splitlines() if line]


def outcome(data):
    """Return the text, or what is said where there is none; any other error passes."""
    try:
        return read(data).text.strip()
    except ReadError as error:
        return str(error)


def built(build):
    document = docx.Document()
    build(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def whole_plan():
    """A file with all that the property tests shake: headings, lists, tables, notes, boxes, fields, changes."""

    def build(document):
        document.add_heading("Doelen", 1)
        document.add_heading("Wonen", 2)
        document.add_paragraph("We willen dit bereiken:")
        document.add_paragraph("Meer inwoners wonen zelfstandig.", "List Bullet")
        document.add_paragraph("Minder inwoners zijn eenzaam.", "List Number")
        made = document.add_table(3, 3)
        made.cell(0, 0).text, made.cell(1, 1).text, made.cell(2, 2).text = "Doel", "Activiteit", "2026"
        made.cell(0, 0).merge(made.cell(0, 1))
        made.cell(1, 0).merge(made.cell(2, 0))
        ins = f'<w:ins {nsdecls("w")} w:id="1"><w:r><w:t>tien plekken</w:t></w:r></w:ins>'
        document.add_paragraph("Er komen ")._p.append(parse_xml(ins))

    return built(build)


# The whole document.


def test_a_document_of_word_says_what_it_is():
    document = read(packed(p("Wij starten een inlooppunt.")))
    assert (document.id, document.media_type, document.notices) == ("nota.docx", MEDIA_TYPE, ())
    assert document.text == "Wij starten een inlooppunt.\n"


def test_python_docx_builds_what_is_read():
    assert lines(whole_plan()) == [
        "# Doelen",
        "## Wonen",
        "We willen dit bereiken:",
        "- Meer inwoners wonen zelfstandig.",
        "1. Minder inwoners zijn eenzaam.",
        "| Doel | | |",
        "| | Activiteit | |",
        "| | | 2026 |",
        "Er komen tien plekken",
    ]


def test_the_same_bytes_give_the_same_text():
    assert read(whole_plan()) == read(whole_plan())


def test_the_file_of_the_corpus_reads_as_it_prints():
    text = read((Path(__file__).parents[2] / "corpus" / "nota-mantelzorg-2026.docx").read_bytes()).text
    assert "# 3 Wat we gaan doen\n\n## 3.1 Activiteiten per doel\n" in text
    assert "kopen we daarvoor tien logeerplekken in" in text  # the change is accepted
    assert "te steunen.[^1] Deze nota" in text
    assert "\n[^1]: Een mantelzorger zorgt onbetaald" in text
    assert "\n| | We organiseren twee vakantieweken | zomer 2027 | Jongerenwerk De Steiger |\n" in text
    assert "\n| Kosten van alle activiteiten | | | € 85.000 per jaar |\n" in text
    assert "Pagina" not in text
    assert "| nota mantelzorg" not in text


# Running text.


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<w:r><w:t>inloop</w:t></w:r><w:r><w:t>punt</w:t></w:r>", "inlooppunt"),
        ("<w:r><w:t>in</w:t><w:tab/><w:t>2026</w:t></w:r>", "in 2026"),
        ("<w:r><w:t>wij</w:t><w:br/><w:t>starten</w:t></w:r>", "wij starten"),
        ('<w:r><w:t>wij</w:t><w:br w:type="page"/><w:t>starten</w:t></w:r>', "wij starten"),
        ("<w:r><w:t>mantel</w:t><w:softHyphen/><w:t>zorg\u00ad</w:t></w:r>", "mantelzorg"),
        ("<w:r><w:t>in</w:t><w:noBreakHyphen/><w:t>uit</w:t></w:r>", "in-uit"),
        ('<w:r><w:t>doel</w:t><w:sym w:font="Wingdings" w:char="F0E0"/><w:t>2026</w:t></w:r>', "doel 2026"),
        ('<w:r><w:t>caf</w:t><w:sym w:font="Arial" w:char="00E9"/></w:r>', "café"),
        ('<w:r><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>ü</w:t></w:r><w:r><w:t>klaar</w:t></w:r>', "- klaar"),
        ('<w:r><w:t>is </w:t></w:r><w:r><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>ü</w:t></w:r>', "is"),
        ("<w:ins><w:r><w:t>tien</w:t></w:r></w:ins><w:del><w:r><w:delText>acht</w:delText></w:r></w:del>", "tien"),
        ("<w:ins><w:del><w:r><w:t>weg</w:t></w:r></w:del><w:r><w:t>blijft</w:t></w:r></w:ins>", "blijft"),
        ("<w:moveFrom><w:r><w:t>oud</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>nieuw</w:t></w:r></w:moveTo>", "nieuw"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>geheim</w:t></w:r><w:r><w:t>open</w:t></w:r>", "open"),
        ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>open</w:t></w:r>', "open"),
        ('<w:r><w:rPr><w:webHidden/></w:rPr><w:t>gedrukt</w:t></w:r>', "gedrukt"),
        ('<w:hyperlink w:anchor="x"><w:r><w:t>Jeugdwet</w:t></w:r></w:hyperlink>', "Jeugdwet"),
        ('<w:fldSimple w:instr=" REF a "><w:r><w:t>tabel 2</w:t></w:r></w:fldSimple>', "tabel 2"),
        ("<w:smartTag><w:r><w:t>Rietmeer</w:t></w:r></w:smartTag>", "Rietmeer"),
        ("<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>besluit</w:t></w:r></w:sdtContent></w:sdt>", "besluit"),
        ("<w:r><w:t>1</w:t></w:r><w:r><w:rPr><w:rStyle w:val='Weg'/></w:rPr><w:t>2</w:t></w:r>", "1"),
        ("<w:r><w:t>m</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>2</w:t></w:r>", "m²"),
        ("<w:r><w:ruby><w:rt><w:t>x</w:t></w:rt><w:rubyBase><w:r><w:t>y</w:t></w:r></w:rubyBase></w:ruby></w:r>", "y"),
    ],
)  # fmt: skip
def test_runs_read_as_they_print(inside, expected):
    data = packed(f"<w:p>{inside}</w:p>", styles=style("Weg", run="<w:vanish/>", kind="character"))
    assert read(data).text == f"{expected}\n"


def char(kind):
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(text):
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def test_of_a_field_the_result_stays_and_the_code_goes():
    inner = char("begin") + code("PAGE") + char("separate") + "<w:r><w:t>geheim</w:t></w:r>" + char("end")
    field = char("begin") + code(' IF "') + inner + code('" ') + "<w:r><w:t>code</w:t></w:r>" + char("separate")
    shown = "<w:r><w:t>uitkomst</w:t></w:r>" + char("end") + "<w:r><w:t> en verder</w:t></w:r>"
    assert read(packed(f"<w:p>{field}{shown}</w:p>")).text == "uitkomst en verder\n"


def test_a_field_that_never_ends_costs_no_more_than_its_paragraph():
    broken = f"<w:p>{char('begin')}{code('IF')}<w:r><w:t>code</w:t></w:r></w:p>"
    assert read(packed(broken + p("De tekst gaat door."))).text == "De tekst gaat door.\n"


def test_a_deleted_border_makes_one_paragraph_of_two():
    deleted = "<w:rPr><w:del/></w:rPr>"
    data = packed(p("Wij starten ", properties=deleted) + p("een inlooppunt.") + p("Los hiervan."))
    assert lines(data) == ["Wij starten een inlooppunt.", "Los hiervan."]
    assert lines(packed(p("Wij starten", properties=deleted))) == ["Wij starten"]
    before = packed(p("Voor", properties=deleted) + table(cell("a") + cell("b"), cell("c") + cell("d")) + p("Na"))
    assert lines(before) == ["Voor", "| a | b |", "| c | d |", "Na"]


def test_a_box_in_a_last_paragraph_without_an_end_is_kept():
    box = f"<w:r><w:pict><w:txbxContent>{p('In de kantlijn.')}</w:txbxContent></w:pict></w:r>"
    last = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>Slot.</w:t></w:r>{box}</w:p>"
    assert lines(packed(last)) == ["Slot.", "In de kantlijn."]
    assert lines(packed(last + table(cell("a") + cell("b")))) == ["Slot.", "In de kantlijn.", "| a | b |"]


def test_a_moved_item_is_counted_where_it_stands_now():
    moved = "<w:moveFrom><w:r><w:t>A</w:t></w:r></w:moveFrom>"
    from_here = f"<w:p><w:pPr>{listed()}<w:rPr><w:moveFrom/></w:rPr></w:pPr>{moved}</w:p>"
    to_here = f"<w:p><w:pPr>{listed()}</w:pPr><w:moveTo><w:r><w:t>A</w:t></w:r></w:moveTo></w:p>"
    data = packed(from_here + p("B", properties=listed()) + to_here, numbering=levels(("decimal", "%1.")))
    assert lines(data) == ["1. B", "2. A"]


def test_an_item_that_is_hidden_whole_is_not_counted():
    hidden = p("A", properties=f"{listed()}<w:rPr><w:vanish/></w:rPr>", run="<w:vanish/>")
    empty = p("", properties=listed())
    data = packed(hidden + empty + p("B", properties=listed()), numbering=levels(("decimal", "%1.")))
    assert lines(data) == ["2. B"]


def test_a_deleted_item_is_not_counted():
    deleted = f"{listed()}<w:rPr><w:del/></w:rPr>"
    gone = f"<w:p><w:pPr>{deleted}</w:pPr><w:del><w:r><w:delText>Oud</w:delText></w:r></w:del></w:p>"
    data = packed(
        p("Een", properties=listed()) + gone + p("Twee", properties=listed()), numbering=levels(("decimal", "%1."))
    )
    assert lines(data) == ["1. Een", "2. Twee"]


def test_a_large_initial_belongs_to_its_word():
    frame = '<w:framePr w:dropCap="drop"/>'
    assert lines(packed(p("W", properties=frame) + p("ij starten."))) == ["Wij starten."]


def test_what_was_left_out_or_accepted_is_told():
    body = "<w:p><w:ins><w:r><w:t>tien</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>geheim</w:t></w:r></w:p>"
    diagram = "<w:p><w:r><w:drawing><a:graphic><dgm:relIds/></a:graphic></w:drawing></w:r></w:p>"
    told = [n.message for n in read(packed(body + diagram + "<w:altChunk/>")).notices]
    assert [m.split(";")[0] for m in told] == [
        "tracked changes are read as accepted",
        "hidden text is left out",
        "the text of a diagram (SmartArt) is not read",
        "a document that was inserted as a whole is not read",
    ]


# Content controls, boxes, notes.


def test_content_controls_give_their_text_and_no_prompt():
    control = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    prompt = control.format("<w:showingPlcHdr/>", p("Klik om tekst in te voeren."))
    assert lines(packed(control.format("", control.format("", p("Doel A"))) + prompt + p("Tekst."))) == [
        "Doel A",
        "Tekst.",
    ]


def test_a_text_box_is_read_once_after_its_paragraph():
    box = f"<w:txbxContent>{p('In de kantlijn.')}{p('Meer.')}</w:txbxContent>"
    choice = f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
    fallback = f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
    anchor = f"<w:p><w:r><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent><w:t>Anker.</w:t></w:r></w:p>"
    assert lines(packed(anchor + p("Verder."))) == ["Anker.", "In de kantlijn.", "Meer.", "Verder."]
    old = f"<w:p><w:r><w:pict><v:textbox>{box}</v:textbox></w:pict></w:r></w:p>"
    assert lines(packed(old)) == ["In de kantlijn.", "Meer."]


NOTES = (
    '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/><w:t>streep</w:t></w:r></w:p></w:footnote>'
    '<w:footnote w:id="7"><w:p><w:r><w:footnoteRef/><w:t xml:space="preserve"> Zie de Wmo</w:t></w:r></w:p>'
    "<w:p><w:r><w:t>2015.</w:t></w:r></w:p></w:footnote>"
    '<w:footnote w:id="9"><w:p><w:r><w:t>Tweede noot.</w:t></w:r></w:p></w:footnote>'
)


def noted(text, *names, kind="footnote", rest=""):
    marks = "".join(f'<w:r><w:{kind}Reference w:id="{name}"/></w:r>' for name in names)
    return f"<w:p><w:r><w:t>{text}</w:t></w:r>{marks}<w:r><w:t>{rest}</w:t></w:r></w:p>"


def test_footnotes_follow_the_paragraph_and_their_marks_glue_to_no_word():
    data = packed(noted("de Jeugdwet", 9, rest=" vraagt dat.") + noted("Punt.", 7, 0, 5) + p("Slot."), footnotes=NOTES)
    assert lines(data) == [
        "de Jeugdwet[^1] vraagt dat.",
        "[^1]: Tweede noot.",
        "Punt.[^2]",
        "[^2]: Zie de Wmo 2015.",
        "Slot.",
    ]


def test_a_footnote_waits_for_the_end_of_the_list():
    numbering = levels(("bullet", "·"))
    first = noted("Eerste punt", 7).replace("<w:p>", f"<w:p><w:pPr>{listed()}</w:pPr>")
    data = packed(
        p("Punten:") + first + p("Tweede punt", properties=listed()) + p("Slot."), numbering=numbering, footnotes=NOTES
    )
    assert lines(data) == ["Punten:", "- Eerste punt[^1]", "- Tweede punt", "[^1]: Zie de Wmo 2015.", "Slot."]


def test_endnotes_have_marks_of_their_own_and_a_mark_of_ones_own_is_no_text():
    ends = '<w:endnote w:id="2"><w:p><w:r><w:t>Achterin.</w:t></w:r></w:p></w:endnote>'
    own = '<w:p><w:r><w:footnoteReference w:customMarkFollows="1" w:id="9"/><w:t>*</w:t></w:r></w:p>'
    data = packed(noted("Tekst", 2, kind="endnote") + p("Nog een.") + own, footnotes=NOTES, endnotes=ends)
    assert lines(data) == ["Tekst[^e1]", "[^e1]: Achterin.", "Nog een.", "[^1]", "[^1]: Tweede noot."]


def test_a_hidden_mark_leaves_its_note_out():
    hidden = noted("Tekst.", 7).replace("<w:r><w:footnote", "<w:r><w:rPr><w:vanish/></w:rPr><w:footnote")
    assert lines(packed(hidden + noted("Meer.", 9), footnotes=NOTES)) == ["Tekst.", "Meer.[^1]", "[^1]: Tweede noot."]


def test_headers_footers_and_comments_are_no_text():
    def build(document):
        document.sections[0].header.paragraphs[0].text = "Gemeente Rietmeer"
        document.sections[0].footer.paragraphs[0].text = "Pagina 1 van 9"
        document.add_comment(document.add_paragraph("De tekst.").runs, "Klopt dit?", "Lezer", "L")

    assert read(built(build)).text == "De tekst.\n"


# Headings.


@pytest.mark.parametrize(
    ("styles", "named", "expected"),
    [
        (style("heading 2", "Kop2"), "Kop2", "##"),
        (style("Kop 3"), "Kop3", "###"),
        (style("Überschrift 1", "U1"), "U1", "#"),
        (style("heading 1", "Kop1") + style("Hoofdstuk rood", "HR", based="Kop1"), "HR", "#"),
        (style("Eigen kop", "EK", paragraph='<w:outlineLvl w:val="2"/>'), "EK", "###"),
        (style("heading 9", "Kop9"), "Kop9", "######"),
    ],
)
def test_headings_by_style(styles, named, expected):
    styles += style("heading 4", "K4")
    data = packed(p("Wonen en zorg", named) + p("Tekst van de alinea.") + p("Slot", "K4") + p("Tekst."), styles=styles)
    assert lines(data)[0] == f"{expected} Wonen en zorg"


@pytest.mark.parametrize(
    ("name", "properties"),
    [("header", ""), ("Koptekst", ""), ("heading 1 Char", ""), ("Plattetekst", '<w:outlineLvl w:val="9"/>')],
)
def test_styles_that_make_no_heading(name, properties):
    styles = style("heading 1", "H1") + style(name, "S", paragraph=properties)
    assert lines(packed(p("Echt", "H1") + p("Zorg dichtbij", "S") + p("Tekst."), styles=styles))[1] == "Zorg dichtbij"


def test_an_outline_level_of_its_own_beats_the_style():
    styles = style("heading 1", "H1")
    body = p("Kop", "H1") + p("Toch kop", properties='<w:outlineLvl w:val="1"/>')
    body += p("Geen kop", "H1", '<w:outlineLvl w:val="9"/>')
    assert lines(packed(body, styles=styles)) == ["# Kop", "## Toch kop", "Geen kop"]


def test_what_bears_the_style_of_a_heading_by_mistake_is_none():
    styles = style("heading 1", "H1") + style("heading 2", "H2")
    long = "Wij starten een inlooppunt voor inwoners. " * 7
    body = p("Kop", "H1") + p(long, "H2") + p("€ 46.237", "H2") + p("Bron: CBS, 2022", "H2") + p("¹ Zie daar", "H2")
    assert [line[:15] for line in lines(packed(body, styles=styles))] == [
        "# Kop",
        "Wij starten een",
        "€ 46.237",
        "Bron: CBS, 2022",
        "¹ Zie daar",
    ]


def test_one_style_for_all_headings_leaves_their_depth_open():
    styles = style("heading 1", "H1") + style("heading 2", "H2")
    flat = p("1. Doelen", "H2") + p("Tekst.") + p("Zorg", "H2") + p("Tekst.")
    assert lines(packed(flat, styles=styles)) == ["**1. Doelen**", "Tekst.", "**Zorg**", "Tekst."]
    numbers = p("1. Doelen", "H1") + p("Tekst.") + p("1.1 Zorg", "H1") + p("Tekst.")
    assert lines(packed(numbers, styles=styles))[2] == "**1.1 Zorg**"
    chapters = p("1. Doelen", "H1") + p("Tekst.") + p("2. Zorg", "H1") + p("Tekst.")
    assert lines(packed(chapters, styles=styles))[2] == "# 2. Zorg"


def test_a_list_in_the_dress_of_headings_is_no_row_of_headings():
    rows = "".join(p(t, "H2") for t in ("AMW\tAlgemeen werk", "CBS\tBureau", "GGD\tDienst", "VNG\tVereniging"))
    data = packed(p("Afkortingen", "H2") + p("Zie hieronder.") + rows, styles=style("heading 2", "H2"))
    assert lines(data)[1:3] == ["Zie hieronder.", "AMW Algemeen werk"]


def looks(*parts):
    body = '<w:sz w:val="22"/>'
    bold, large = "<w:b/>" + body, '<w:b/><w:sz w:val="32"/>'
    return "".join(p(text, run={"body": body, "bold": bold, "large": large}[look]) for look, text in parts)


def test_headings_by_look_where_no_style_makes_any():
    body = looks(
        ("large", "Nota wonen"),
        ("bold", "Wat willen we bereiken?"),
        ("body", "Wij willen dat iedereen goed woont, ook wie zorg nodig heeft of weinig geld te besteden."),
        ("bold", "Zorg"),
        ("body", "Tekst."),
    )
    marks = [line.split()[0] for line in lines(packed(body))]
    assert marks == ["#", "##", "Wij", "##", "Tekst."]
    numbers = body.replace("Nota", "1. Nota").replace("Wat willen", "1.1 Wat willen")
    assert lines(packed(numbers))[:2] == ["**1. Nota wonen**", "**1.1 Wat willen we bereiken?**"]


@pytest.mark.parametrize(
    "text",
    [
        "Dit is een zin die eindigt.",
        "Let op:",
        "in kleine letters",
        "2.340",
        "Dit is waar. Dat ook",
        "Een heel lange regel die vet is en die zo veel woorden telt dat niemand er nog een kop in ziet",
    ],
)
def test_bold_lines_that_are_no_heading(text):
    body = looks(("bold", "Kop"), ("body", "Tekst die langer is dan wat vet is, zodat vet iets zegt."), ("bold", text))
    body += looks(("body", "Nog meer tekst die gewoon is, en langer dan al wat vet staat; zo valt vet op. " * 2))
    assert lines(packed(body))[0] == "**Kop**"
    assert lines(packed(body))[2] == text


def test_where_all_is_bold_bold_says_nothing():
    assert lines(packed(looks(("bold", "Kop"), ("bold", "Tekst.")))) == ["Kop", "Tekst."]


def test_partly_bold_is_no_heading_and_styles_come_first():
    mixed = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Doel</w:t></w:r><w:r><w:t> en de rest van de regel</w:t></w:r></w:p>"
    assert lines(packed(mixed + p("Tekst.")))[0] == "Doel en de rest van de regel"
    styled = p("Echte kop", "H1") + looks(("body", "Gewone tekst van een alinea."), ("bold", "Vet"), ("body", "Tekst."))
    assert lines(packed(styled, styles=style("heading 1", "H1")))[2] == "Vet"


# Numbers and items.


def test_headings_bear_the_numbers_that_word_prints():
    numbering = (
        '<w:abstractNum w:abstractNumId="4"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:pStyle w:val="H1"/><w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/>'
        '<w:numFmt w:val="decimal"/><w:pStyle w:val="H2"/><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="4"><w:abstractNumId w:val="4"/></w:num>'
    )
    number = '<w:numPr><w:numId w:val="4"/></w:numPr>'
    styles = style("heading 1", "H1", paragraph=number) + style("heading 2", "H2", paragraph=number)
    styles += style("Kop zonder", "H3", based="H2", paragraph='<w:numPr><w:numId w:val="0"/></w:numPr>')
    body = p("Inleiding", "H1") + p("Doelen", "H1") + p("Wonen", "H2") + p("Vrij", "H3") + p("Zorg", "H2")
    body += p("Bijlage", "H1", '<w:numPr><w:numId w:val="0"/></w:numPr>') + p("Geld", "H1") + p("Raming", "H2")
    assert lines(packed(body, styles=styles, numbering=numbering)) == [
        "# 1. Inleiding",
        "# 2. Doelen",
        "## 2.1 Wonen",
        "## Vrij",
        "## 2.2 Zorg",
        "# Bijlage",
        "# 3. Geld",
        "## 3.1 Raming",
    ]


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        ("decimal", "%1.", "3."),
        ("lowerLetter", "%1)", "c)"),
        ("upperLetter", "%1", "C"),
        ("lowerRoman", "(%1)", "(iii)"),
        ("upperRoman", "%1.", "III."),
        ("ordinal", "%1", "3e"),
        ("decimalZero", "%1", "03"),
        ("decimal", "Doel %1:", "Doel 3:"),
        ("bullet", "·", "-"),
        ("chicago", "%1", "3"),
    ],
)
def test_forms_of_numbers(form, text, expected):
    items = "".join(p("Punt", properties=listed()) for _ in range(3))
    assert lines(packed(items, numbering=levels((form, text))))[2] == f"{expected} Punt"


def test_levels_count_again_below_a_higher_one():
    numbering = levels(("decimal", "%1."), ("lowerLetter", "%2)"), ("bullet", "o"))
    order = (0, 1, 1, 2, 0, 1, 0)
    data = packed("".join(p("x", properties=listed(level)) for level in order), numbering=numbering)
    assert lines(data) == ["1. x", "  a) x", "  b) x", "    - x", "2. x", "  a) x", "3. x"]


def test_numbers_go_on_after_text_and_begin_again_where_told():
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    again = f'<w:num w:numId="2"><w:abstractNumId w:val="1"/>{override}</w:num>'
    more = '<w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>'
    numbers = ("1", "", "1", "2", "2", "3")
    body = "".join(p("x", properties=listed(number=n)) if n else p("Tekst.") for n in numbers)
    data = packed(body, numbering=levels(("decimal", "%1.")) + again + more)
    assert lines(data) == ["1. x", "Tekst.", "2. x", "5. x", "6. x", "7. x"]


def test_levels_that_never_restart_and_legal_numbers():
    numbering = levels(("upperRoman", "%1"), ("decimal", "%1-%2"), restart='<w:lvlRestart w:val="0"/><w:isLgl/>')
    data = packed("".join(p("x", properties=listed(level)) for level in (0, 1, 0, 1)), numbering=numbering)
    assert lines(data) == ["1 x", "  1-1 x", "2 x", "  2-2 x"]


def test_a_list_that_names_a_style_counts_as_that_style():
    numbering = '<w:abstractNum w:abstractNumId="8"><w:numStyleLink w:val="L"/></w:abstractNum>'
    numbering += '<w:num w:numId="8"><w:abstractNumId w:val="8"/></w:num>' + levels(("decimal", "%1."))
    styles = style("Lijst", "L", paragraph='<w:numPr><w:numId w:val="1"/></w:numPr>', kind="numbering")
    assert lines(packed(p("x", properties=listed(number="8")), numbering=numbering, styles=styles)) == ["1. x"]


def test_items_by_the_name_of_their_style_and_no_more():
    styles = style("List Bullet", "LB") + style("Lijstopsom.teken 2", "LB2") + style("List Paragraph", "LP")
    assert lines(packed(p("a", "LB") + p("b", "LB2") + p("c", "LP"), styles=styles)) == ["- a", "  - b", "c"]


def test_lists_that_were_typed():
    body = p("• Een inlooppunt") + p("\uf0b7 Een cursus") + p("o</w:t><w:tab/><w:t>Een markt")
    breaks = p("</w:t><w:br/><w:t>".join(("Wij doen:", "- dit", "en dat", "- meer")))
    assert lines(packed(body)) == ["- Een inlooppunt", "- Een cursus", "- Een markt"]
    assert lines(packed(breaks)) == ["Wij doen:", "- dit en dat", "- meer"]
    assert read(packed(p("1. Een") + p("2. Twee") + p("Tekst."))).text == "1. Een\n2. Twee\n\nTekst.\n"


def test_what_looks_like_a_typed_list_and_is_none():
    assert lines(packed(p("o ja, dat ook") + p("-5% minder") + p("1. Alleen"))) == [
        "o ja, dat ook",
        "-5% minder",
        "1. Alleen",
    ]
    line = "<w:p><w:r><w:t>Postbus 12</w:t><w:br/><w:t>1234 AB Rietmeer</w:t></w:r></w:p>"
    assert lines(packed(line)) == ["Postbus 12 1234 AB Rietmeer"]


def test_labels_on_lines_of_their_own_stay_apart():
    line = "<w:p><w:r><w:t>Wie: GGD Veenoord</w:t><w:br/><w:t>Wanneer: 2026</w:t></w:r></w:p>"
    assert lines(packed(line)) == ["Wie: GGD Veenoord", "Wanneer: 2026"]


# The contents page.


def entry(text, page, named="T1"):
    return f'<w:p><w:pPr><w:pStyle w:val="{named}"/></w:pPr><w:r><w:t>{text}</w:t><w:tab/><w:t>{page}</w:t></w:r></w:p>'


CONTENTS = style("toc 1", "T1") + style("toc 2", "T2", based="T1") + style("heading 1", "H1") + style("heading 2", "H2")
CONTENTS += style("TOC Heading", "TH", based="H1", paragraph='<w:outlineLvl w:val="9"/>')


def test_a_contents_page_gives_entries_and_no_second_goals(rules):
    inside = (
        p("Inhoud", "TH")
        + entry("1", "Doelen\t3")
        + entry("Meer inwoners wonen zelfstandig", 3, "T2")
        + entry("Geld", 12)
    )
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    toc = f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"
    body = (
        toc
        + p("1 Doelen", "H1")
        + p("Meer inwoners wonen zelfstandig", "H2")
        + p("Tekst.")
        + p("Geld", "H1")
        + p("Tekst.")
    )
    document = read(packed(body, styles=CONTENTS))
    assert document.text.splitlines()[:7:2] == [
        "# Inhoud",
        "1 Doelen ..... 3",
        "Meer inwoners wonen zelfstandig ..... 3",
        "Geld ..... 12",
    ]
    blocks = lay_out(document, rules).blocks
    assert [b.kind for b in blocks].count(BlockKind.CONTENTS) == 3
    assert blocks[0].role is Role.CONTENTS
    assert sum("zelfstandig" in b.passage.text and b.kind is not BlockKind.CONTENTS for b in blocks) == 1


def test_a_field_makes_a_contents_page_and_a_heading_ends_it():
    begin = char("begin") + code(' TOC \\o "1-3" ') + char("separate")
    toc = f"<w:p>{begin}<w:r><w:t>Doelen</w:t><w:tab/><w:t>3</w:t></w:r></w:p>"
    body = toc + p("Doelen", "H1") + "<w:p><w:r><w:t>Totaal</w:t><w:tab/><w:t>12</w:t></w:r></w:p>"
    assert lines(packed(body, styles=CONTENTS)) == ["Doelen ..... 3", "# Doelen", "Totaal 12"]


def test_entries_without_a_page_are_left_out():
    assert lines(packed(p("Doelen", "T1") + p("Echte tekst."), styles=CONTENTS)) == ["Echte tekst."]


def test_a_contents_page_that_nothing_marks_shows_by_its_pages():
    rising = [
        p(f"{title}\t{page}".replace("\t", "</w:t><w:tab/><w:t>"))
        for title, page in (("Doelen", 3), ("Zorg", 3), ("Geld", 9))
    ]
    falling = [
        p(f"{title}\t{page}".replace("\t", "</w:t><w:tab/><w:t>"))
        for title, page in (("Wmo", 120), ("Jeugd", 80), ("Werk", 90))
    ]
    assert lines(packed("".join(rising))) == ["Doelen ..... 3", "Zorg ..... 3", "Geld ..... 9"]
    assert lines(packed("".join(falling))) == ["Wmo 120", "Jeugd 80", "Werk 90"]
    assert lines(packed("".join(rising[:2]))) == ["Doelen 3", "Zorg 3"]


# Tables.


def test_cells_that_span_columns_and_rows():
    rows = (
        cell("Doel") + cell("Activiteit") + cell("Wanneer"),
        cell("A", properties='<w:vMerge w:val="restart"/>') + cell("a1") + cell("2026"),
        cell("verborgen", properties="<w:vMerge/>") + cell("a2") + cell("2027"),
        cell("Samen", properties='<w:gridSpan w:val="2"/>') + cell("2028"),
        '<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>' + cell("a3") + cell("2029") + "</w:tr>",
    )
    assert lines(packed(table(*rows))) == [
        "| Doel | Activiteit | Wanneer |",
        "| A | a1 | 2026 |",
        "| | a2 | 2027 |",
        "| Samen | | 2028 |",
        "| | a3 | 2029 |",
    ]


def test_a_merged_cell_that_goes_on_with_nothing_is_kept():
    rows = (
        cell("Tekst", properties="<w:vMerge/>") + cell("b"),
        cell("Meer") + cell("c", properties='<w:vMerge w:val="continue"/>'),
    )
    assert lines(packed(table(*rows))) == ["| Tekst | b |", "| Meer | c |"]


def test_merged_by_python_docx():
    def build(document):
        made = document.add_table(3, 3)
        for at, text in enumerate("abcdefghi"):
            made.cell(at // 3, at % 3).text = text
        made.cell(0, 0).merge(made.cell(1, 1))

    assert lines(built(build)) == ["| a b d e | | c |", "| | | f |", "| g | h | i |"]


def test_paragraphs_of_a_cell_join_and_items_take_rows():
    items = [p(text, properties=listed()) for text in ("Een inlooppunt", "Een cursus")]
    lead = cell("Wij doen:", *items, "en meer")
    data = packed(
        table(cell("Doel", "A") + lead + cell("2026"), cell("B") + cell(items[0]) + cell("2027")),
        numbering=levels(("bullet", "·")),
    )
    assert lines(data) == [
        "| Doel A | Wij doen: | 2026 |",
        "| | Een inlooppunt | |",
        "| | Een cursus | |",
        "| | en meer | |",
        "| B | Een inlooppunt | 2027 |",
    ]


def test_numbers_of_cells_are_printed():
    data = packed(
        table(cell(p("", properties=listed())) + cell("Wonen"), cell(p("Zorg", properties=listed())) + cell("x")),
        numbering=levels(("decimal", "%1.")),
    )
    assert lines(data) == ["| 1. | Wonen |", "| 2. Zorg | x |"]


def test_a_table_in_a_cell_is_text_of_that_cell():
    inner = table(cell("x") + cell("y"))
    assert lines(packed(table(cell("A", inner) + cell("B"), cell("C") + cell("D")))) == ["| A x y | B |", "| C | D |"]


def test_a_pipe_in_a_cell_begins_no_other():
    assert lines(packed(table(cell("a|b") + cell("c"), cell("d") + cell("e")))) == ["| a¦b | c |", "| d | e |"]


def test_layout_tables_are_no_tables():
    box = table(cell(p("Kader", "H1"), "Tekst in een kader."))
    assert lines(packed(box + p("Na.") + p("Kop", "H2"), styles=CONTENTS)) == [
        "# Kader",
        "Tekst in een kader.",
        "Na.",
        "## Kop",
    ]
    column = table(cell("Boven") + cell(), cell("Onder.") + cell())
    assert lines(packed(column)) == ["Boven", "Onder."]
    side = table(cell(p("Links", "H1"), "Tekst.") + cell(p("Rechts", "H2"), "Meer."))
    assert lines(packed(side, styles=CONTENTS)) == ["# Links", "Tekst.", "## Rechts", "Meer."]


BOLD = "<w:b/>"
MARKED = "<w:tr><w:trPr><w:tblHeader/></w:trPr>"
FIRST = '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style>'
LONG = "Wij openen in iedere kern van de gemeente een inlooppunt voor mantelzorgers"


@pytest.mark.parametrize(
    ("rows", "properties", "headed"),
    [
        ((MARKED + cell("a") + cell("b") + "</w:tr>", cell("c") + cell("d")), "", True),
        ((cell(p("a", run=BOLD)) + cell(p("b", run=BOLD)), cell("c") + cell("d")), "", True),
        ((cell("Doel") + cell("Activiteit"), cell("A") + cell(LONG)), "", True),
        ((cell("a") + cell("b"), cell("c") + cell("d")), '<w:tblStyle w:val="G"/><w:tblLook w:val="04A0"/>', True),
        ((cell("a") + cell("b"), cell("c") + cell("d")), '<w:tblStyle w:val="G"/><w:tblLook w:val="0480"/>', False),
        ((cell("a") + cell("b"), cell("c") + cell("d")), "", False),
        ((cell(p("a", run=BOLD)) + cell(p("b", run=BOLD)), cell(p("c", run=BOLD)) + cell(p("d", run=BOLD))), "", False),
        ((cell(p("a", run=BOLD)) + cell("b"), cell("c") + cell("d")), "", False),
        ((cell("Doel") + cell(LONG), cell("A") + cell(LONG)), "", False),
    ],
)
def test_headers(rows, properties, headed):
    styles = style("Grid", "G", kind="table").replace("</w:style>", FIRST)
    assert (lines(packed(table(*rows, properties=properties), styles=styles))[1] == "|---|---|") is headed


def test_rows_in_controls_and_deleted_rows():
    boxed = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"
    control = boxed.format(f"<w:tr>{cell('c')}{boxed.format(cell('d'))}</w:tr>")
    gone = f"<w:tr><w:trPr><w:del/></w:trPr>{cell('weg')}{cell('weg')}</w:tr>"
    gone += f"<w:tr>{cell('e')}{cell('weg', properties='<w:cellDel/>')}{cell('f')}</w:tr>"
    data = packed(f"<w:tbl><w:tr>{cell('a')}{cell('b')}</w:tr>{gone}{control}</w:tbl>")
    assert lines(data) == ["| a | b |", "| e | f |", "| c | d |"]


# What is no Word file, or a broken or hostile one.


def test_old_and_open_documents_are_told_how_to_be_converted():
    old = OLE + "WordDocument".encode("utf-16-le")
    stored = zipfile.ZipInfo("mimetype")  # never compressed, so that it can be told by its first bytes
    odt = zipped([(stored, "application/vnd.oasis.opendocument.text"), ("content.xml", "<x/>")])
    for data in (old, odt):
        assert "soffice --headless --convert-to docx" in (explain(data) or "")
        with pytest.raises(NotText, match="soffice --headless"):
            read(data)


@pytest.mark.parametrize("data", [b"", b"tekst", OLE, whole_plan(), b"PK\x03\x04"])
def test_anything_else_needs_no_explaining(data):
    assert explain(data) is None


@pytest.mark.parametrize(
    ("data", "error", "told"),
    [
        (b"", EmptyDocument, "empty"),
        (b"Gewone tekst", NotText, "no Word document"),
        (OLE, NotText, "no Word document"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), NotText, "password"),
        (whole_plan()[:-200], NotText, "damaged"),
        (whole_plan()[: len(whole_plan()) // 2], NotText, "damaged"),
        (zipped([("a.txt", "tekst")]), NotText, "no Word document"),
        (zipped([]), NotText, "no Word document"),
        (packed(""), EmptyDocument, "holds no text"),
        (packed(p(" ") + table(cell() + cell())), EmptyDocument, "holds no text"),
        (packed('<w:p><w:r><w:drawing><a:blip/></w:drawing></w:r></w:p>'), EmptyDocument, "OCR"),
        (packed("<w:p>"), NotText, "damaged"),
        (packed(p("x"), styles="<kapot>"), NotText, "damaged"),
    ],
)  # fmt: skip
def test_bad_files_are_told_what_to_do(data, error, told):
    with pytest.raises(error, match=told):
        read(data)


def test_other_office_files_are_named():
    book = '<workbook xmlns="x"/>'
    with pytest.raises(NotText, match="Excel"):
        read(zipped([("_rels/.rels", links([("officeDocument", "xl/workbook.xml")])), ("xl/workbook.xml", book)]))


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    bomb = packed(p("Tekst."), extra=[("word/media/groot.bin", bytes(3_000_000))])
    assert len(bomb) < 10_000
    monkeypatch.setattr(word_package, "MOST", 1_000_000)
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda *_: pytest.fail("unpacked"))
    with pytest.raises(TooLarge, match="over the limit"):
        read(bomb)


def test_a_part_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(word_package, "MOST_OF_PART", 100_000)
    with pytest.raises(TooLarge, match=r"word/document\.xml"):
        read(packed(p("a" * 200_000)))


def test_too_many_parts_are_refused():
    with pytest.raises(TooLarge, match="parts"):
        read(packed(p("Tekst."), extra=[(f"x{n}", "") for n in range(10_100)]))


BILLION = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("dtd", [BILLION, OUTSIDE, '<!DOCTYPE d SYSTEM "http://example.org/d.dtd">'])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_no_entity_is_ever_resolved(dtd, encoding):
    text = f"{dtd}<w:document {NAMES}><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>"
    with pytest.raises(NotText, match="DTD"):
        read(zipped([("word/document.xml", text.encode(encoding))]))


def test_no_entity_in_any_other_part():
    for kind in ("styles", "footnotes"):
        files = packed(p("x"), **{kind: ""})
        evil = f"{OUTSIDE}<w:{kind} {NAMES}>&a;</w:{kind}>"
        with zipfile.ZipFile(io.BytesIO(files)) as archive:
            parts = [(n, archive.read(n)) for n in archive.namelist() if n != f"word/{kind}.xml"]
        with pytest.raises(NotText, match="DTD"):
            read(zipped([*parts, (f"word/{kind}.xml", evil)]))


@pytest.mark.parametrize("depth", [60, 3000])
@pytest.mark.parametrize(
    ("opens", "closes"),
    [
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>"),
        ("<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc>", "</w:tc></w:tr></w:tbl>"),
    ],
)
def test_deep_nesting_ends_in_text_or_a_clear_error(opens, closes, depth):
    data = packed(p("Voor.") + opens * depth + p("Diep.") + closes * depth)
    found = outcome(data)
    assert "Diep." in found or (depth == 3000 and "damaged" in found)


def test_links_to_lost_parts_strict_files_and_macros_are_no_trouble():
    def renamed(change):
        with zipfile.ZipFile(io.BytesIO(packed(p("De tekst.")))) as archive:
            return zipped([(name, change(name, archive.read(name))) for name in archive.namelist()])

    lost = renamed(
        lambda name, data: links([("image", "../NULL"), ("styles", "weg.xml")]) if "document.xml.rels" in name else data
    )
    old, new = (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    strict = renamed(lambda _, data: data.replace(old, new))
    for data in (lost, strict):
        assert read(data).text == "De tekst.\n"


@pytest.mark.parametrize(
    "inside",
    [
        table(cell("a", properties='<w:gridSpan w:val="999999999"/>') + cell("b")),
        p("x", properties='<w:numPr><w:ilvl w:val="-1"/><w:numId w:val="x"/></w:numPr>'),
        p("x", properties='<w:outlineLvl w:val="veel"/>'),
        p("x", "Bestaat niet"),
        '<w:p><w:r><w:sym w:char="ZZ"/><w:sym w:char="FFFFFFFFF"/><w:sym/><w:t/></w:r></w:p>',
        char("end") + char("separate") + "<w:p><w:r><w:fldChar/></w:r></w:p>",
    ],
)
def test_odd_values_are_taken_for_none(inside):
    assert read(packed(inside + p("De tekst."))).text.endswith("De tekst.\n")


def test_styles_and_lists_that_name_each_other_end():
    styles = style("A", based="B") + style("B", based="A")
    numbering = '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="A"/></w:abstractNum>'
    numbering += '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    assert lines(packed(p("x", "A", listed()), styles=styles, numbering=numbering)) == ["x"]


PLAN = whole_plan()


@given(st.lists(st.tuples(st.integers(0, len(PLAN) - 1), st.integers(0, 255)), min_size=1, max_size=12), st.booleans())
def test_changed_bytes_end_in_text_or_a_clear_error(changes, cut):
    data = bytearray(PLAN)
    for at, byte in changes:
        data[at] = byte
    data = bytes(data[: changes[0][0]]) if cut else bytes(data)
    assert outcome(data)


with zipfile.ZipFile(io.BytesIO(PLAN)) as _archive:
    PARTS = {n: _archive.read(n) for n in _archive.namelist() if n.endswith(("document.xml", "numbering.xml", ".rels"))}

_SIGNS = st.sampled_from([b"<", b">", b'"', b"w:", b"1", b"/", b"&", b"\x00", b""])


@given(
    st.sampled_from(sorted(PARTS)),
    st.lists(st.tuples(st.floats(0, 0.999), _SIGNS), max_size=4),
)
def test_changed_parts_end_in_text_or_a_clear_error(name, changes):
    part = PARTS[name]
    for share, sign in changes:
        at = int(share * len(part))
        part = part[:at] + sign + part[at + 1 :]
    assert outcome(zipped([*PARTS.items(), (name, part)]))


_TAGS = [
    *("p", "r", "t", "tbl", "tr", "tc", "sdt", "sdtPr", "sdtContent", "ins", "del", "moveFrom", "pPr", "rPr", "tcPr"),
    *("trPr", "numPr", "numId", "ilvl", "pStyle", "vMerge", "gridSpan", "fldChar", "instrText", "txbxContent", "sym"),
    *("footnoteReference", "hyperlink", "vanish", "b", "sz", "outlineLvl", "tblPr", "tblLook", "framePr"),
]
_VALUES = st.sampled_from(
    ["", "0", "1", "2", "7", "-3", "x", "H1", "continue", "restart", "begin", "separate", "end", "F0B7"]
)


def _element(tag, values, inside):
    named = "".join(f' w:{k}="{v}"' for k, v in values.items())
    return f"<w:{tag}{named}>{''.join(inside)}</w:{tag}>"


_ATTRIBUTES = st.dictionaries(
    st.sampled_from(["val", "id", "fldCharType", "char", "firstRow", "dropCap"]), _VALUES, max_size=2
)
_TREES = st.recursive(
    st.sampled_from(["", "Doel", " 12", "<w:t>Tekst</w:t>", "<w:tab/>", "<w:br/>"]),
    lambda inner: st.builds(_element, st.sampled_from(_TAGS), _ATTRIBUTES, st.lists(inner, max_size=4)),
    max_leaves=25,
)


@given(st.lists(_TREES, max_size=5))
def test_xml_that_makes_no_sense_is_read_all_the_same(trees):
    styles = style("heading 1", "H1") + style("1", "1", based="2") + style("2", "2", based="1")
    data = packed(
        "".join(trees) + p("De tekst."), styles=styles, numbering=levels(("decimal", "%1.%2")), footnotes=NOTES
    )
    assert "De tekst." in read(data).text
