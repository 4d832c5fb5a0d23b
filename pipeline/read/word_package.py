"""A Word file as a zip: what may be opened, and opening it.

python-docx does not get the file itself but a lean copy of it: the text, its styles and its numbering. It stops at
a link to a part that is gone (python-docx issue 797), at "Strict" files (204) and at those with macros, which Word
opens without a word; and pictures need not be unpacked to read a text.
"""

from __future__ import annotations

import io
import lzma
import posixpath
import struct
import zipfile
import zlib
from dataclasses import dataclass

import docx
from lxml import etree

from pipeline.errors import EmptyDocument, NotText, TooLarge
from pipeline.read.word_xml import WORD, Element, w

MOST = 200_000_000  # bytes unpacked, pictures included
MOST_OF_PART = 64_000_000  # bytes of one part that is read: a text of a thousand pages takes a third of it
_MOST_PARTS = 10_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ODF = b"application/vnd.oasis.opendocument.text"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_CONVERT = "convert it with LibreOffice (soffice --headless --convert-to docx FILE) and read the .docx"
_PICTURES = (
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip",
    "{urn:schemas-microsoft-com:vml}imagedata",
)
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DAMAGED = "the Word file is damaged; open it in Word or LibreOffice, let that repair it, and save it again"
_NO_WORD = "the file is no Word document, whatever its name says; save it as Word document (.docx)"
_OTHERS = {"workbook": "an Excel workbook", "presentation": "a PowerPoint presentation"}
# What unpacking can end in. RuntimeError: a part that is encrypted; NotImplementedError: an unknown way of packing.
_ZIP_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
    IndexError,
    OverflowError,
    struct.error,
)


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a Word file that hold its text and tell what it looks like; None for those it has not."""

    body: Element | None
    styles: Element | None
    numbering: Element | None
    footnotes: Element | None
    endnotes: Element | None

    @property
    def has_pictures(self) -> bool:
        """Whether a picture stands in the body."""
        return self.body is not None and next(self.body.iter(*_PICTURES), None) is not None


def explain(data: bytes) -> str | None:
    """Return what to do with an old Word (.doc) or an OpenDocument (.odt) file; None for anything else.

    >>> explain(b"PK") is None
    True
    """
    if data.startswith(_OLE) and _named(data, "WordDocument"):
        return f"the file is an old Word document (.doc); {_CONVERT}"
    if data.startswith(b"PK") and _ODF in data[:200]:
        return f"the file is an OpenDocument text (.odt); {_CONVERT}"
    return None


def open_package(data: bytes) -> Package:
    """Open a Word file.

    Raises :class:`NotText`, :class:`EmptyDocument` or :class:`TooLarge`; nothing is unpacked before its size is known.
    """
    _refuse_others(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = _parts(archive)
    except _ZIP_FAULTS as error:
        raise NotText(f"{_DAMAGED} ({error})") from error
    try:
        document = docx.Document(_lean(parts))
        notes = [_parsed(parts[name]) if name in parts else None for name in ("footnotes", "endnotes")]
    except etree.LxmlError as error:
        raise NotText(f"{_DAMAGED} ({error})") from error
    related = {r.reltype.rpartition("/")[2]: r.target_part for r in document.part.rels.values()}
    styles, numbering = (getattr(related.get(name), "element", None) for name in ("styles", "numbering"))
    return Package(document.element.find(w("body")), styles, numbering, *notes)


def _named(data: bytes, stream: str) -> bool:
    return stream.encode("utf-16-le") in data


def _refuse_others(data: bytes) -> None:
    """Raise where a look at the bytes tells that this is no file to open."""
    if not data:
        raise EmptyDocument("the file is empty; check that it was saved or downloaded whole")
    if data.startswith(_OLE) and _named(data, "EncryptedPackage"):
        raise NotText(
            "the document is protected by a password; open it in Word, take the password off "
            "(File, Info, Protect Document) and save it again"
        )
    if advice := explain(data):
        raise NotText(advice)
    if not data.startswith(b"PK"):
        raise NotText(_NO_WORD)
    # Each entry of the zip's list begins with this sign: counted before a list of millions is read.
    if data.count(b"PK\x01\x02") > _MOST_PARTS:
        raise TooLarge(f"the Word file holds more than {_MOST_PARTS} parts; save it again in Word")


def _parts(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Return the bytes of the parts that are read, by what each is: "document", "styles", …"""
    total = sum(entry.file_size for entry in archive.infolist())
    if total > MOST:
        raise TooLarge(
            f"the Word file unpacks to {total / 1e6:.0f} MB, over the limit of {MOST / 1e6:.0f} MB; "
            "compress its pictures, or split it"
        )
    # Names of parts do not tell capitals apart, and some programs write backslashes.
    entries = {e.filename.replace("\\", "/").lstrip("/").lower(): e for e in archive.infolist()}
    places = _targets(archive, entries, "")
    main = places.get("officeDocument", "word/document.xml")
    if main not in entries:
        raise NotText(_NO_WORD)
    document = _part(archive, entries[main])
    root = _root(document)
    if root.tag != w("document"):
        other = _OTHERS.get(etree.QName(root).localname)
        raise NotText(f"the file is {other}; save what is to be read as Word document" if other else _NO_WORD)
    parts = {"document": document}
    places = _targets(archive, entries, main)
    for kind in ("styles", "numbering", "footnotes", "endnotes"):
        if (name := places.get(kind)) in entries:
            parts[kind] = _part(archive, entries[name or ""])
    return parts


def _targets(archive: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo], source: str) -> dict[str, str]:
    """Return the places of the parts that one part ("" for the whole file) names, by the last word of their type."""
    folder, name = posixpath.split(source)
    entry = entries.get(posixpath.join(folder, "_rels", f"{name}.rels"))
    if entry is None:
        return {}
    found: dict[str, str] = {}
    for link in _parsed(_part(archive, entry)):
        kind, target = link.get("Type", "").rpartition("/")[2], link.get("Target", "")
        if link.get("TargetMode") != "External":
            found.setdefault(kind, posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/").lower())
    return found


def _part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    if entry.flag_bits & 1:
        raise NotText("the file is a zip with a password; take the password off and save it again")
    if entry.file_size > MOST_OF_PART:
        raise TooLarge(
            f"'{entry.filename}' in the Word file unpacks to {entry.file_size / 1e6:.0f} MB, over the limit of "
            f"{MOST_OF_PART / 1e6:.0f} MB; split the document"
        )
    part = archive.read(entry).replace(_STRICT, WORD.encode())
    _root(part)
    return part


def _root(part: bytes) -> Element:
    """Return a part's outermost element, read no further.

    Raises where the part declares a DTD, which Word never writes and which can do harm.
    """
    events = etree.iterparse(io.BytesIO(part), events=("start",), resolve_entities=False, no_network=True)
    try:
        _, root = next(events)
    except (etree.LxmlError, StopIteration) as error:
        raise NotText(f"{_DAMAGED} ({error or 'a part is empty'})") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise NotText("the file declares a DTD, which no Word document does; save it again in Word")
    return root


def _parsed(part: bytes) -> Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
    try:
        return etree.fromstring(part, parser)
    except etree.LxmlError as error:
        raise NotText(f"{_DAMAGED} ({error})") from error


def _lean(parts: dict[str, bytes]) -> io.BytesIO:
    """Return a Word file of just the text, its styles and its numbering."""
    kinds = [kind for kind in ("document", "styles", "numbering") if kind in parts]
    types = "".join(
        f'<Override PartName="/word/{k}.xml" ContentType="{_KIND}.{k}{".main" if k == "document" else ""}+xml"/>'
        for k in kinds
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>',
        )
        archive.writestr("_rels/.rels", _links({"officeDocument": "word/document.xml"}))
        archive.writestr("word/_rels/document.xml.rels", _links({k: f"{k}.xml" for k in kinds[1:]}))
        for kind in kinds:
            archive.writestr(f"word/{kind}.xml", parts[kind])
    packed.seek(0)
    return packed


def _links(targets: dict[str, str]) -> str:
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_RELATED}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets.items(), 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'
