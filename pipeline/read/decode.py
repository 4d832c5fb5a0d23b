"""From bytes to text: what encoding a file has, and whether it is text at all."""

from __future__ import annotations

import codecs
import unicodedata

from pipeline.errors import EmptyDocument, NotText

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NAMES = {
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32": "UTF-32",
    "utf-32-le": "UTF-32",
    "utf-32-be": "UTF-32",
    "cp1252": "Windows-1252",
    "cp850": "DOS (code page 850)",
    "mac-roman": "Mac Roman",
}
_SIGNS = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip file, as Word and LibreOffice documents are"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
)
# What Dutch text holds beyond ASCII. Encodings of one byte are told apart by it.
_DUTCH = frozenset("éëïöüèêáóíúàçâîôûñäåøßæœÉËÏÖÜÈÊÁÓÍÚÀÇÂÎÔÛÑÄÅØ€–—‘’‛“”„…•·°²³½¼¾¹§±×«»´`¨©®™†‡µ¡¿ªº£¥¶\xa0\xad")
_DAMAGED = 8  # so many sound signs to one broken one make a damaged UTF-8 text, and no text in another encoding
# Statistics look at so many bytes or signs: enough for any, and bounded for large files.
_SAMPLE = 200_000
_MOST_CONTROL = 0.005
_MOST_PRIVATE = 0.03  # bullets of symbol fonts come out as signs for private use
_NO_TEXT = "the file's bytes are no text; check its suffix, or save it as plain text in UTF-8"


def decode(data: bytes) -> tuple[str, str | None]:
    """Return the text of a file and, where it is not sound UTF-8, what it was read as.

    Text in UTF-8 is returned as it stands, a byte order mark included: places count in it.
    Raises :class:`EmptyDocument` and :class:`NotText`.

    >>> decode("één plan".encode())
    ('één plan', None)
    >>> decode("één plan".encode("cp1252"))
    ('één plan', 'Windows-1252, not UTF-8')
    """
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xfe\xff"):
        raise EmptyDocument("the file is empty; check that it was saved or downloaded whole")
    for sign, what in _SIGNS:
        if data.startswith(sign):
            raise NotText(f"the file is {what}, whatever its name says; rename it, or save it as plain text")
    text, encoding = _decode(data)
    if not text.strip().strip("\ufeff\u200b"):
        raise EmptyDocument("the file holds only white space; check that it was saved or downloaded whole")
    if not _is_text(text[:_SAMPLE]):
        raise NotText(_NO_TEXT)
    return text, encoding


def _is_text(sample: str) -> bool:
    odd = {c: unicodedata.category(c) for c in set(sample) if c not in "\t\r\n\f\v\x85"}
    control = sum(sample.count(c) for c, kind in odd.items() if kind in {"Cc", "Cn", "Cs"})
    private = sum(sample.count(c) for c, kind in odd.items() if kind == "Co")
    return control <= max(2, _MOST_CONTROL * len(sample)) and private <= max(2, _MOST_PRIVATE * len(sample))


def _decode(data: bytes) -> tuple[str, str | None]:
    for mark, encoding in _MARKS:
        if data.startswith(mark) and encoding != "utf-8":
            try:
                return data.decode(encoding), f"{_NAMES[encoding]}, not UTF-8"
            except UnicodeDecodeError as error:
                name = _NAMES[encoding]
                raise NotText(
                    f"the file says it is {name} and is not (byte {error.start}); save it as UTF-8"
                ) from error
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _two_bytes(data) or _damaged(data) or _one_byte(data)
    # Plain letters in two bytes each are UTF-8 too, with a zero beside each.
    return (text, None) if _is_text(text[:_SAMPLE]) else _two_bytes(data) or (text, None)


def _two_bytes(data: bytes) -> tuple[str, str] | None:
    """Return text in two or four bytes a sign that has no mark; None where it is none."""
    encoding = _wide(data[:4096])
    if encoding is None:
        return None
    try:
        return data.decode(encoding), f"{_NAMES[encoding]}, not UTF-8"
    except UnicodeDecodeError as error:
        raise NotText(_NO_TEXT) from error


def _wide(head: bytes) -> str | None:
    """Return the encoding of text in two or four bytes a sign, without a mark: its zeros show it."""
    quarters = [head[i::4].count(0) * 4 / max(len(head), 1) for i in range(4)]
    if len(head) < 4 or sum(quarters) < 1:
        return None
    if min(quarters[1:]) > 0.9 > quarters[0]:
        return "utf-32-le"
    if min(quarters[:3]) > 0.9 > quarters[3]:
        return "utf-32-be"
    even, odd = quarters[0] + quarters[2], quarters[1] + quarters[3]
    return "utf-16-le" if odd > 4 * even else "utf-16-be" if even > 4 * odd else None


def _damaged(data: bytes) -> tuple[str, str] | None:
    """Return a text in UTF-8 of which a few bytes are broken, those shown as "�"; None where it is none."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    sound = len(data) - len(text)  # signs of more than one byte make text shorter than its bytes
    if sound < _DAMAGED * broken:
        return None
    return text, f"damaged UTF-8: {broken} {'sign' if broken == 1 else 'signs'} lost, shown as '\ufffd'"


def _one_byte(data: bytes) -> tuple[str, str]:
    """Return text in an encoding of one byte a sign: the first of which all signs occur in Dutch."""
    high = bytes(b for b in data[:_SAMPLE] if b > 127) or bytes(b for b in data if b > 127)[:_SAMPLE]
    shares = {}
    for encoding in ("cp1252", "cp850", "mac-roman"):
        shares[encoding] = sum(c in _DUTCH for c in high.decode(encoding, errors="replace")) / len(high)
    best = max(shares, key=lambda e: (shares[e] > 0.98, e == "cp1252", shares[e]))
    text = data.decode(best, errors="replace")
    strange = sum(not (c.isalnum() or c in _DUTCH) for c in high.decode(best, errors="replace"))
    if (
        b"\x00" in data[:_SAMPLE]
        or strange > max(2, 0.01 * len(data[:_SAMPLE]))
        or len(high) > 0.3 * len(data[:_SAMPLE])
    ):
        raise NotText("the file's bytes are no text in any known encoding; save it as UTF-8")
    lost = text.count("\ufffd")
    return text, f"{_NAMES[best]}, not UTF-8" + (f"; signs lost, shown as '\ufffd': {lost}" if lost else "")
