"""From bytes to text: every encoding that Dutch plans come in, and what is no text."""

import codecs
import random
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import EmptyDocument, NotText, ReadError
from pipeline.read.decode import decode

PLAN = (
    "Één coördinatiepunt – voor geïnteresseerde inwoners\r\n"
    "Wij financieren de ‘voorziening’ met € 1.000 per cliënt, vóór 2026.\n"
)
PLAIN = "Wij starten in 2025 met een inlooppunt voor inwoners.\n"


def test_utf8_comes_back_as_it_stands():
    assert decode(PLAN.encode()) == (PLAN, None)


def test_the_mark_of_utf8_stays_for_places_count_in_it():
    text, told = decode(codecs.BOM_UTF8 + PLAN.encode())
    assert text == "\ufeff" + PLAN
    assert told is None


@pytest.mark.parametrize("plan", [PLAN, PLAIN])
@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("utf-32", "UTF-32"),
        ("utf-32-le", "UTF-32"),
        ("utf-32-be", "UTF-32"),
    ],
)
def test_wide_encodings_with_and_without_mark(plan, encoding, told):
    assert decode(plan.encode(encoding)) == (plan, f"{told}, not UTF-8")


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE])
def test_both_marks_of_utf16(mark):
    encoding = "utf-16-be" if mark == codecs.BOM_UTF16_BE else "utf-16-le"
    assert decode(mark + PLAN.encode(encoding))[0] == PLAN


@pytest.mark.parametrize(
    ("encoding", "told"),
    [("cp1252", "Windows-1252"), ("mac-roman", "Mac Roman"), ("cp850", "DOS (code page 850)")],
)
def test_encodings_of_one_byte(encoding, told):
    plan = PLAN if encoding != "cp850" else PLAN.translate({ord("–"): "-", ord("€"): "E", ord("‘"): "'", ord("’"): "'"})
    assert decode(plan.encode(encoding)) == (plan, f"{told}, not UTF-8")


def test_one_accent_far_into_a_large_file_is_read_right():
    plan = PLAIN * 6000 + "één"
    assert decode(plan.encode("cp1252")) == (plan, "Windows-1252, not UTF-8")


def test_a_byte_that_windows_1252_does_not_have_costs_one_sign():
    text, told = decode(PLAN.encode("cp1252") * 5 + b"\x81")
    assert text == PLAN * 5 + "\ufffd"
    assert "Windows-1252" in told
    assert "lost" in told


@pytest.mark.parametrize("broken", [b"\xff", "€".encode()[:2], b"\x80"])
def test_a_broken_byte_does_not_turn_utf8_into_mojibake(broken):
    text, told = decode(PLAN.encode() * 5 + broken + PLAN.encode())
    assert text.replace("\ufffd", "") == PLAN * 6
    assert told == "damaged UTF-8: 1 sign lost, shown as '\ufffd'"


def test_windows_1252_is_not_taken_for_damaged_utf8():
    text, told = decode("cliënten en coördinatie, geïnd vóór mei".encode("cp1252"))
    assert text == "cliënten en coördinatie, geïnd vóór mei"
    assert told == "Windows-1252, not UTF-8"


def test_line_ends_are_not_changed():
    text = "een\r\ntwee\rdrie\nvier\x0cvijf\u2028zes"
    assert decode(text.encode())[0] == text


@pytest.mark.parametrize(
    "data", [b"", b" ", b"\n\r\n\t ", b"\x00" * 50, codecs.BOM_UTF8, codecs.BOM_UTF16_LE, b"\xef\xbb\xbf \n"]
)
def test_nothing_in_it(data):
    with pytest.raises(EmptyDocument, match="empty"):
        decode(data)


@pytest.mark.parametrize("text", ["\xa0\u2003\n", "\u3000", "\u200b\n"])
def test_white_space_only(text):
    with pytest.raises(EmptyDocument, match="white space"):
        decode(text.encode())


_RANDOM = random.Random(8)
_NOISE = _RANDOM.randbytes(5000)
JUNK = {
    "noise": _NOISE,
    "short noise": _RANDOM.randbytes(60),
    "noise without zeros": _NOISE.replace(b"\x00", b"\x01"),
    "picture": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + _NOISE,
    "photo": b"\xff\xd8\xff\xe0\x00\x10JFIF" + _NOISE,
    "zip": b"PK\x03\x04\x14\x00\x00\x00\x08\x00" + _NOISE,
    "gzip": b"\x1f\x8b\x08\x00" + _NOISE,
    "deflated text": zlib.compress(PLAN.encode() * 40),
    "pdf": b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n",
    "old word": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500 + PLAN.encode("utf-16-le"),
    "rtf": rb"{\rtf1\ansi Wij starten een plan.}",
    "zeros in text": PLAIN.replace(" ", "\x00").encode(),
    "zeros and ones": b"\x00\x01" * 900,
    "executable": b"\x7fELF\x02\x01\x01" + b"\x00" * 9 + b"\x03\x00\x3e\x00" * 80,
    "control signs": b"\x02\x03\x04 abc \x05\x06" * 40,
    "broken utf-16": codecs.BOM_UTF16_LE + PLAN.encode("utf-16-le")[:-1],
    "unassigned signs": "\U000e0080\U000e0fff".encode() * 30,
}


@pytest.mark.parametrize("name", JUNK)
def test_what_is_no_text(name):
    with pytest.raises(NotText) as caught:
        decode(JUNK[name])
    assert "save it" in str(caught.value), "the message says the next step"


def test_bullets_of_symbol_fonts_are_text():
    text = "Onze doelen:\n" + "\uf0b7 Inwoners doen mee in hun buurt\n" * 30
    assert decode(text.encode()) == (text, None)


def test_a_stray_control_sign_is_no_junk():
    text = PLAIN * 20 + "ge\x02zond"
    assert decode(text.encode()) == (text, None)


@given(st.text())
def test_any_text_in_utf8_comes_back_unchanged_or_is_refused(text):
    try:
        assert decode(text.encode()) == (text, None)
    except ReadError:
        assert not text.strip().isprintable() or not text.strip()


@given(st.text(st.characters(codec="cp1252", categories=("L", "N", "Zs", "P")), max_size=60))
def test_dutch_text_in_any_utf_comes_back_unchanged(tail):
    text = PLAN + tail
    assert decode(text.encode()) == (text, None)
    for encoding in ("utf-16", "utf-32", "utf-16-le"):
        assert decode(text.encode(encoding))[0] == text


def _refused_or_sound(raw):
    try:
        text, _ = decode(raw)
    except ReadError:
        return
    assert text.strip()
    assert text.encode("utf-8").decode("utf-8") == text, "what is read can be written"


@given(st.data())
def test_bytes_that_were_tampered_with_raise_nothing_but_read_errors(data):
    encoding = data.draw(st.sampled_from(["utf-8", "cp1252", "utf-16", "utf-32", "utf-16-be"]))
    raw = bytearray(PLAN.encode(encoding) * 2)
    for _ in range(data.draw(st.integers(1, 40))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    _refused_or_sound(bytes(raw))


@given(st.binary(max_size=300))
def test_any_bytes_raise_nothing_but_read_errors(raw):
    _refused_or_sound(raw)
