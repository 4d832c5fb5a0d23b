"""The file of a project: a zip with the same bytes for the same records, verdicts and documents."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.origin import Origin
from pipeline.review.log import Broken, Log
from pipeline.review.qda.content import Content, content_of
from pipeline.review.qda.project import guid, project_xml
from pipeline.review.sources import open_document
from pipeline.review.state import State
from pipeline.review.verdict import Verdict
from pipeline.store import records_below

SUFFIX = ".qdpx"
_DAY = (1980, 1, 1, 0, 0, 0)  # the first that a zip can hold


@dataclass
class QdaFile:
    """A project: its bytes, how much is in it, and what is not in it, with why.

    ``readers`` gives the name by which each reader is shown. ``lost`` holds verdicts without a place in a text.
    """

    data: bytes = b""
    documents: int = 0
    quotations: int = 0
    codings: int = 0
    readers: dict[str, str] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)
    lost: list[Verdict] = field(default_factory=list)
    broken: tuple[Broken, ...] = ()


def export_qda(output: Path, name: str, origin: Origin, readers: Sequence[str] = (), *, names: bool = False) -> QdaFile:
    """Return the records of an output folder, with what readers said of them, as a REFI-QDA project.

    ``readers`` are those whose verdicts are in it, all by default; they are called "lezer 1" and so on unless ``names``
    asks for their names. Raises :class:`UsageError` where there are no records, where a reader is unknown, or where no
    document is at hand.
    """
    reading = Log(output).read()
    state = State(reading.verdicts)
    for unknown in (one for one in readers if one not in state.readers):
        raise UsageError(f"there is no reader '{unknown}'; those who judged are: {', '.join(state.readers) or 'none'}")
    asked = [who for who in state.readers if not readers or who in readers]
    done = QdaFile(broken=reading.broken)
    done.readers = {who: who if names else f"lezer {number}" for number, who in enumerate(asked, 1)}
    contents: list[Content] = []
    for whole in records_below(output):
        try:
            opened = open_document(whole, origin)
        except UsageError as error:
            done.left_out[whole.document.id] = str(error)
            continue
        contents.append(content_of(whole, opened.document.text, [state.of(who) for who in asked]))
    if not contents:
        raise UsageError("none of the documents is at hand; name their folder with --input")
    done.documents = len(contents)
    done.quotations = sum(len(one.places) for one in contents)
    done.codings = sum(len(codings) for one in contents for codings in one.codings.values())
    done.lost = [verdict for one in contents for verdict in one.lost]
    done.data = _zipped(project_xml(name, contents, done.readers), contents)
    return done


def _zipped(project: bytes, contents: Sequence[Content]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, "project.qde", project)
        for one in contents:
            _add(archive, f"sources/{guid('source', one.whole.document.id)}.txt", one.text.encode("utf-8"))
    return made.getvalue()


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    about = zipfile.ZipInfo(name, _DAY)
    about.compress_type = zipfile.ZIP_DEFLATED
    about.create_system = 3  # the same on every system
    about.external_attr = 0o644 << 16
    archive.writestr(about, data)
