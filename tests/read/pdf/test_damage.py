"""Files that are broken, locked, hostile or too long: one clear word on each, and never a crash."""

import hashlib
import time

import fpdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

import pipeline.read.pdf.page
from pipeline.errors import EmptyDocument, NotText, ReadError, TooLarge
from pipeline.read import read_document, readable
from pipeline.read.pdf import MEDIA_TYPE, MOST_PAGES

CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
EMPTY = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"


def wrong(reason):
    return pytest.mark.xfail(strict=True, reason=reason)


@pytest.fixture(scope="module")
def plan(paper, prose):
    """A file with all that is read: headings, a list, columns, tables with and without sides, notes; on two pages."""

    def of(compress):
        made = paper(compress=compress).page()
        made.write(60, 100, "Terugblik op 2025", size=16, bold=True)
        y = made.flow(60, 130, prose(5))
        made.write(60, y + 10, "• eerste punt", "• tweede punt")
        rows = [("Doel", "Wat", "Wanneer"), ("Rust", "Loket", "maart"), (None, "Cursus", "juni"), ("Werk", ..., "Q3")]
        made.grid(60, y + 50, (150, 150, 100), rows)
        made.write(60, 780, "1 Zie de nota van dat jaar.", size=7)
        made.page()
        end = made.grid(60, 60, (150, 150), [("a", "b"), ("c", "d"), ("e", "f")], sides=False, height=16)
        made.flow(60, end + 30, prose(6, 10), width=210)
        made.flow(310, end + 30, prose(6, 20), width=210)
        return made.data

    return {"plain": of(False), "packed": of(True)}


def outcome(read, data):
    """Return the document or the error; any error but a ReadError passes through. What is read holds together."""
    try:
        document = read(data)
    except ReadError as error:
        return error
    assert document.text.encode("utf-8").strip()
    before = 0
    for span in document.pages:
        if span is not None:
            assert before <= span.start < span.end <= len(document.text)
            before = span.end
    for piece in document.places.pieces:
        assert 0 <= piece.start < piece.end <= len(document.text)
        assert 1 <= piece.page <= len(document.pages)
    return document


# What it says.


def test_a_pdf_says_what_it_is(tmp_path, plan):
    path = tmp_path / "plan.pdf"
    path.write_bytes(plan["packed"])
    document = read_document(path)
    assert (document.id, document.source, document.media_type) == ("plan.pdf", "plan.pdf", MEDIA_TYPE)
    assert document.sha256 == hashlib.sha256(plan["packed"]).hexdigest()
    assert document.notices == ()
    assert len(document.pages) == 2
    assert readable(path)


def test_the_same_bytes_give_the_same_document(plan, read):
    one, other = read(plan["packed"]), read(plan["packed"])
    assert one == other
    assert one.places.pieces == other.places.pieces


def test_packed_or_not_it_is_the_same_text(plan, read):
    one, other = read(plan["packed"]), read(plan["plain"])
    assert (one.text, one.pages) == (other.text, other.pages)
    assert one.places.pieces == other.places.pieces


# Names that lie.


def test_a_pdf_named_txt_is_read_as_a_pdf(tmp_path, plan, read):
    path = tmp_path / "plan.txt"
    path.write_bytes(plan["packed"])
    assert read_document(path).text == read(plan["packed"]).text


@pytest.mark.parametrize("data", [b"Wij starten een plan.\n", "Één plan".encode("utf-16"), b"{}", b"\x00" * 99])
def test_what_is_no_pdf_and_named_so_is_refused(tmp_path, data):
    path = tmp_path / "plan.pdf"
    path.write_bytes(data)
    with pytest.raises(NotText, match=r"damaged.*download it again"):
        read_document(path)


def test_a_text_that_speaks_of_pdfs_is_a_text(tmp_path):
    path = tmp_path / "plan.txt"
    path.write_text("Elk bestand begint met %PDF-1.7 en wij bewaren het tien jaar.\n", encoding="utf-8")
    assert "tien jaar" in read_document(path).text


# Locked.


@pytest.mark.parametrize("method", list(fpdf.enums.EncryptionMethod)[1:])
def test_a_password_is_named(method, paper, prose, read):
    made = paper().page()
    made.flow(60, 120, prose(5))
    made.file.set_encryption("eigenaar", "geheim", encryption_method=method)
    with pytest.raises(NotText, match=r"password.*qpdf --decrypt"):
        read(made)


def test_a_file_that_only_its_owner_may_change_is_read(paper, prose, lines):
    made = paper().page()
    made.flow(60, 120, prose(5))
    made.file.set_encryption("eigenaar", permissions=fpdf.enums.AccessPermission.none())
    assert lines(made) == [prose(5)]


# Broken.


@pytest.mark.parametrize("part", [0, 5, 9, 60, 0.1, 0.3, 0.5, 0.7, 0.9])
def test_a_truncated_file_is_refused_or_read_in_part(part, plan, read):
    for data in plan.values():
        found = outcome(read, data[: part if isinstance(part, int) else int(part * len(data))])
        assert isinstance(found, ReadError)
        assert "download it again" in str(found) or "no page" in str(found)


DAMAGE = {
    "garbage after the header": b"%PDF-1.7\n" + bytes(range(256)) * 20,
    "a header alone": b"%PDF-1.7\n",
    "no catalogue": b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF",
    "a root that is missing": b"%PDF-1.7\ntrailer\n<< /Root 7 0 R /Size 8 >>\nstartxref\n0\n%%EOF",
}


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_named(name, read):
    with pytest.raises(NotText, match=r"damaged.*download it again, or repair it"):
        read(DAMAGE[name])


def test_what_can_be_mended_is_read(plan, read):
    data = plan["packed"]
    whole = read(data).text
    end = data.rindex(b"startxref")
    assert read(b"\x00\xffgarbage\n" * 20 + data).text == whole
    assert read(data + b"\x00\xff" * 500).text == whole
    assert read(data[:end]).text == whole
    assert read(data[:end] + b"startxref\n12\n%%EOF").text == whole


def test_a_page_that_is_missing_is_named(sheets, shown, read):
    page = (shown(b"Wij starten een plan."), b"/MediaBox [0 0 595 842]", None)
    document = read(sheets(page, page, page).replace(b"/Kids [3 0 R 7 0 R 11 0 R]", b"/Kids [3 0 R 99 0 R 3 0 R]"))
    assert [n.message for n in document.notices] == ["page 2: damaged, can't be read"]
    assert [span is None for span in document.pages] == [False, True, False]


LOOPS = {
    "a tree that is its own page": [CATALOGUE, b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"],
    "so, many times": [CATALOGUE, b"<< /Type /Pages /Kids [2 0 R] /Count 4000 >>"],
    "two trees within each other": [
        CATALOGUE,
        b"<< /Type /Pages /Kids [3 0 R 3 0 R] /Count 100 >>",
        b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R 2 0 R] /Count 100 >>",
    ],
    "a page that is its own parent": [
        CATALOGUE,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 3 0 R /Contents 3 0 R >>",
    ],
    "no pages, and many said": [CATALOGUE, b"<< /Type /Pages /Kids [] /Count 5000 >>"],
    "more pages than there are numbers": [CATALOGUE, b"<< /Type /Pages /Kids [] /Count 2000000000 >>"],
    "less than none": [CATALOGUE, b"<< /Type /Pages /Kids [] /Count -5 >>"],
    "a form within itself": [
        CATALOGUE,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>",
        b"<< /Length 5 >>\nstream\n/X Do\nendstream",
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >> /Length 5 >>\n"
        b"stream\n/X Do\nendstream",
    ],
}


@pytest.mark.parametrize("name", LOOPS)
def test_what_points_at_itself_ends(name, bare, read):
    begin = time.perf_counter()
    assert isinstance(outcome(read, bare(LOOPS[name])), ReadError)
    assert time.perf_counter() - begin < 20


# Long, empty, pictures.


def empty(bare, count):
    """Return a file of so many empty pages."""
    kids = b" ".join(b"%d 0 R" % (3 + n) for n in range(count))
    return bare([CATALOGUE, b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count), *[EMPTY] * count])


def test_too_many_pages_are_refused_at_once(bare, read):
    begin = time.perf_counter()
    with pytest.raises(TooLarge, match=f"10000 pages, over the limit of {MOST_PAGES}; split it"):
        read(empty(bare, 10_000))
    assert time.perf_counter() - begin < 20
    with pytest.raises(TooLarge, match=f"has {MOST_PAGES + 1} pages"):
        read(empty(bare, MOST_PAGES + 1))


def test_as_many_pages_as_there_may_be_and_nothing_on_them(bare, read):
    begin = time.perf_counter()
    with pytest.raises(EmptyDocument, match="holds no text"):
        read(empty(bare, MOST_PAGES))
    assert time.perf_counter() - begin < 40


def draw_picture(made, box=(60, 60, 400, 400)):
    made.file.image(Image.new("RGB", (40, 40), (200, 30, 30)), *box)


def test_a_scan_is_named(paper, read):
    made = paper().page()
    draw_picture(made)
    with pytest.raises(EmptyDocument, match=r"page 1: a picture without text.*ocrmypdf"):
        read(made)


def test_scans_among_pages_are_named(paper, prose, read):
    made = paper()
    for n in range(9):
        made.page()
        if n in (1, 2, 3, 7):
            draw_picture(made)
        else:
            made.flow(60, 120, prose(5, 10 * n))
    document = read(made)
    assert [n.message.split(";")[0] for n in document.notices] == ["pages 2-4, 8: a picture without text"]
    assert [n for n, span in enumerate(document.pages) if span is None] == [1, 2, 3, 7]


def test_a_picture_beside_text_is_not_named(paper, prose, read):
    made = paper().page()
    draw_picture(made, (60, 300, 200, 200))
    made.flow(60, 120, prose(5))
    assert read(made).notices == ()


@pytest.mark.parametrize("title", ["Jaarverslag 2025", "Zorgvisie"])
def test_a_title_on_a_picture_is_read(title, paper, prose, lines):
    made = paper().page()
    draw_picture(made, (0, 300, 595, 542))
    made.write(60, 120, title, size=30, bold=True)
    made.page()
    made.flow(60, 120, prose(5))
    assert lines(made)[0].strip("*# ") == title


def test_an_empty_page_is_not_named(paper, prose, read):
    made = paper().page()
    made.flow(60, 120, prose(5))
    made.page()
    assert read(made).notices == ()


def test_scans_with_a_number_or_a_stamp_are_named(paper, prose, read):
    made = paper()
    for n in range(4):
        made.page()
        if n in (1, 2):
            draw_picture(made, (0, 0, 595, 842))
        else:
            made.flow(60, 120, prose(5, 10 * n))
        made.write(280, 815, f"{n + 1}", size=8)
    assert [n.message.split(";")[0] for n in read(made).notices] == ["pages 2-3: a picture without text"]


@pytest.mark.slow
def test_a_page_of_countless_lines_is_not_looked_at_line_by_line(sheet, read, monkeypatch):
    seen = []
    bounds = pipeline.read.pdf.page.raw.FPDFPageObj_GetBounds
    monkeypatch.setattr(
        pipeline.read.pdf.page.raw, "FPDFPageObj_GetBounds", lambda *given: seen.append(0) or bounds(*given)
    )
    outcome(read, sheet(b"0 0 m 10 10 l S\n" * 250_000))
    assert len(seen) < 200_000


@pytest.mark.slow
def test_a_grid_takes_time_by_its_cells(sheet, shown, read):
    seconds = []
    for count in (40, 80):
        flat = b"".join(b"10 %d m %d %d l S\n" % (10 * n, 10 * count, 10 * n) for n in range(1, count + 1))
        upright = b"".join(b"%d 10 m %d %d l S\n" % (10 * n, 10 * n, 10 * count) for n in range(1, count + 1))
        data = sheet(flat + upright + shown(b"Rietmeer", x=12, y=20, size=5), about=b"/MediaBox [0 0 1010 1010]")
        begin = time.process_time()
        outcome(read, data)
        seconds.append(time.process_time() - begin)
    assert seconds[1] < 8 * seconds[0], "four times the cells"


# Tampered with.

BITS = b"0123456789./-[]<>() \n\x00\xff"


@given(st.data())
def test_bytes_that_were_tampered_with_raise_nothing_but_read_errors(plan, read, data):
    raw = bytearray(plan[data.draw(st.sampled_from(["plain", "packed"]))])
    for _ in range(data.draw(st.integers(1, 20))):
        at = data.draw(st.integers(0, len(raw) - 1))
        match data.draw(st.sampled_from("scdr")):
            case "s":
                raw[at] = data.draw(st.sampled_from(BITS))
            case "c":
                raw[at] = data.draw(st.integers(0, 255))
            case "d":
                del raw[at : at + data.draw(st.integers(1, 9))]
            case _:
                source = data.draw(st.integers(0, len(raw) - 1))
                raw[at:at] = raw[source : source + 30]
    outcome(read, bytes(raw))


@given(st.binary(max_size=400))
def test_any_bytes_after_a_header_raise_nothing_but_read_errors(read, raw):
    assert isinstance(outcome(read, b"%PDF-1.4\n" + raw), ReadError)


@given(st.lists(st.tuples(st.integers(-50, 900), st.integers(-50, 900), st.binary(max_size=12)), max_size=12))
def test_any_text_anywhere_is_read_or_refused(sheet, shown, read, pieces):
    outcome(read, sheet(b"".join(shown(text, x=x, y=y, size=3 + x % 17) for x, y, text in pieces)))


@pytest.mark.parametrize(("height", "named"), [(420, True), (60, False)])
def test_a_page_that_is_mostly_a_picture_is_named_and_its_text_read(height, named, paper, read):
    made = paper().page()
    made.write(60, 120, "Onze doelen op een rij", size=16)
    draw_picture(made, (60, 300, 475, height))
    made.page().write(60, 120, "Wij openen een loket in de wijk.")
    document = read(made)
    assert "Onze doelen op een rij" in document.text
    assert [n.message.split(",")[0] for n in document.notices] == (["page 1: mostly a picture"] if named else [])
