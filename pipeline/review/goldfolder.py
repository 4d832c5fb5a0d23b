"""A folder of gold made of an output folder's verdicts, checked as ``doelenboom evaluate`` will read it."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.errors import OutputError, UsageError
from pipeline.evaluation.goldfiles import SUFFIX, read_gold
from pipeline.origin import Origin
from pipeline.record import PolicyRecord
from pipeline.review.gold import Gold, gold_of
from pipeline.review.log import Broken, Log
from pipeline.review.sources import open_document
from pipeline.review.state import ReaderState, State
from pipeline.store import records_below
from pipeline.write import to_yaml, write_whole

_MARK = "# Made by 'doelenboom verdicts gold' from what readers said; made again, it is replaced."


@dataclass
class GoldFolder:
    """What was written: the gold of each document by its id, and why others have none.

    ``inputs`` are the folders that ``doelenboom evaluate`` needs with --documents; ``removed`` are files of an earlier
    export for which there is no gold any more; ``broken`` lines of the log count for nothing.
    """

    golds: dict[str, Gold] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)
    inputs: list[Path] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    broken: tuple[Broken, ...] = ()


def export_gold(
    output: Path, target: Path, origin: Origin, readers: Sequence[str] = (), *, names: bool = False
) -> GoldFolder:
    """Write the gold of each document that a reader called final, as ``DOCUMENT.gold.yaml`` into a folder.

    ``readers`` are those whose verdicts count, all by default; ``names`` writes who they are in a comment on top, which
    is left out otherwise. Raises :class:`UsageError` where nobody judged anything, where a name is unknown, or where
    gold that was made otherwise would be lost; :class:`pipeline.errors.GoldError` where what was made is no gold.
    """
    reading = Log(output).read()
    state = State(reading.verdicts)
    asked = [state.of(name) for name in _readers(state, readers)]
    own = _own_files(target)
    done = GoldFolder(broken=reading.broken)
    with tempfile.TemporaryDirectory(prefix="doelenboom-") as folder:
        _write_all(Path(folder), _wholes(output, asked, done), asked, origin, done, names)
        if done.golds:
            read_gold(Path(folder), done.inputs)
        try:
            made = {path.name: path.read_text(encoding="utf-8") for path in sorted(Path(folder).iterdir())}
        except OSError as error:
            raise OutputError(f"'{folder}' can't be read: {error.strerror or error}; try again") from error
    for name, text in made.items():
        write_whole(target / name, text)
    for name in sorted(own - made.keys()):
        (target / name).unlink(missing_ok=True)
        done.removed.append(name)
    return done


def _readers(state: State, readers: Sequence[str]) -> Sequence[str]:
    if not state.readers:
        raise UsageError("nobody judged these records yet; there is nothing to make gold of")
    for unknown in (one for one in readers if one not in state.readers):
        raise UsageError(f"there is no reader '{unknown}'; those who judged are: {', '.join(state.readers)}")
    return readers or state.readers


def _own_files(target: Path) -> set[str]:
    """Return the gold that was made here before. Raises :class:`UsageError` where there is other gold."""
    if not target.exists():
        return set()
    if not target.is_dir():
        raise UsageError(f"'{target}' is no folder; name a new folder with --to")
    found = sorted(target.glob(f"*{SUFFIX}"))
    for other in (path for path in found if not path.read_bytes().startswith(_MARK.encode())):
        raise UsageError(
            f"'{target}' holds gold that was not made of verdicts ('{other.name}'); name another folder with --to"
        )
    return {path.name for path in found}


def _wholes(output: Path, readers: Sequence[ReaderState], done: GoldFolder) -> list[PolicyRecord]:
    """Return the records of each document that has gold; why others that were judged have none is noted."""
    judged = {name for reader in readers for name in reader.documents()}
    found = []
    for whole in records_below(output):
        name = whole.document.id
        if name in judged:
            judged.remove(name)
            if _final(name, readers):
                found.append(whole)
            else:
                done.left_out[name] = "no reader called it final (vastgesteld)"
    done.left_out |= dict.fromkeys(sorted(judged), "its records are not in this folder any more")
    return found


def _final(name: str, readers: Sequence[ReaderState]) -> list[ReaderState]:
    return [reader for reader in readers if reader.status(name) == "vastgesteld"]


def _write_all(
    folder: Path,
    wholes: Sequence[PolicyRecord],
    readers: Sequence[ReaderState],
    origin: Origin,
    done: GoldFolder,
    names: bool,
) -> None:
    for whole in wholes:
        name = whole.document.id
        try:
            opened = open_document(whole, origin)
        except UsageError as error:
            done.left_out[name] = str(error)
            continue
        final = _final(name, readers)
        gold = gold_of(whole, opened.document, final)
        who = f"# Readers: {', '.join(one.who for one in final)}\n" if names else ""
        write_whole(_free(folder, name.replace("/", "--")), f"{_MARK}\n{who}{to_yaml(gold.data)}")
        done.golds[name] = gold
        if opened.folder not in done.inputs:
            done.inputs.append(opened.folder)


def _free(folder: Path, name: str) -> Path:
    """Return a file for the gold of a document: "a/b.txt" and "a--b.txt" have one each."""
    while (folder / f"{name}{SUFFIX}").exists():
        name += "-"
    return folder / f"{name}{SUFFIX}"
