"""From a folder of gold files to cases that can be evaluated, or to everything that is wrong with them at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from pipeline.document import Document
from pipeline.errors import GoldError, ReadError, UsageError
from pipeline.evaluation.gold import FIGURES, ITEMS, Case, GoldHead, GoldItem, Placed
from pipeline.evaluation.goldyaml import Sheet, read_sheet
from pipeline.evaluation.quotes import Quotes
from pipeline.read import KINDS, read_document
from pipeline.span import Span

SUFFIX = ".gold.yaml"


def read_gold(folder: Path, documents: Sequence[Path] = (), suffix: str | None = None) -> list[Case]:
    """Return a case for each gold file (``NAME.gold.yaml``) of a folder.

    The document that a file names is looked for beside it, in the folder above, and in ``documents``. ``suffix``
    takes the document in another format (``.pdf``), found in the same way, and aligns it with the one that is named.
    Raises :class:`GoldError` with every fault of every file, or :class:`UsageError`.
    """
    if suffix is not None:
        suffix = f".{suffix.lower().lstrip('.')}"
        if suffix not in KINDS:
            raise UsageError(f"'{suffix}' is no format that is read; name one of {', '.join(KINDS)}")
    files = sorted(folder.glob(f"*{SUFFIX}")) if folder.is_dir() else []
    if not files:
        raise UsageError(f"'{folder}' holds no gold files; name a folder with files that end in '{SUFFIX}'")
    for lost in (one for one in documents if not one.is_dir()):
        raise UsageError(f"'{lost}' is no folder; name with --documents the folder in which the documents stand")
    cases, faults = [], []
    for file in files:
        reading = _Reading(file, (folder, folder / "..", *documents), suffix)
        case = reading.case()
        faults += reading.sheet.faults
        if case is not None:
            cases.append(case)
    if faults:
        raise GoldError(faults)
    return cases


class _Reading:
    """One gold file while it is read; what is wrong with it stands in ``sheet``."""

    def __init__(self, file: Path, folders: Sequence[Path], suffix: str | None) -> None:
        self.sheet: Sheet = read_sheet(file)
        self._name = file.name.removesuffix(SUFFIX)
        self._folders, self._suffix = folders, suffix

    def case(self) -> Case | None:
        data = self.sheet.data
        if self.sheet.faults and data is None:
            return None
        if not isinstance(data, dict):
            self.sheet.fault("the file has to hold keys: 'document: …', 'goals: …' and so on")
            return None
        named = self._head({key: value for key, value in data.items() if key not in ITEMS})
        ids = self._ids(data)
        finder = Quotes(named) if named is not None else None
        held = [kind for kind in ITEMS if kind in data or kind not in FIGURES]
        gold = {kind: tuple(self._placed(kind, data.get(kind), finder, ids)) for kind in held}
        if named is None:
            return None
        document = self._other_format(named) if self._suffix else named
        if document is None:
            return None
        return Case(self._name, document, named, gold)

    def _head(self, data: dict[str, Any]) -> Document | None:
        self._checked(GoldHead, data, "")
        name = data.get("document")
        return self._document(name) if isinstance(name, str) and name else None

    def _document(self, name: str) -> Document | None:
        for folder in self._folders:
            try:
                if (folder / name).is_file():
                    return read_document(folder / name)
            except (ReadError, OSError) as error:
                self.sheet.fault(f"the document '{name}' can't be read: {error}", "document")
                return None
        self.sheet.fault(
            f"the document '{name}' stands neither beside the gold nor in the folder above; name its folder with "
            "--documents",
            "document",
        )
        return None

    def _other_format(self, named: Document) -> Document | None:
        assert self._suffix is not None
        name = Path(named.id).with_suffix(self._suffix).name
        return named if name == named.id else self._document(name)

    def _checked(self, model: type[BaseModel], data: dict[str, Any], shown: str, *path: str | int) -> dict[str, Any]:
        """Note what is wrong with the values of keys, and return those with which nothing is."""
        held = {key: value for key, value in data.items() if value is not None}
        try:
            model.model_validate(held)
        except ValidationError as error:
            for fault in error.errors():
                self.sheet.fault(f"{shown}{_english(fault)}", *path, *fault["loc"])
            wrong = {key for fault in error.errors() for key in fault["loc"][:1]}
            return {key: value for key, value in held.items() if key not in wrong}
        return held

    def _item(self, kind: str, number: int, row: Any) -> GoldItem | None:
        """Return an item, also one with faults where it says what it is and quotes: it is checked further then."""
        if not isinstance(row, dict):
            self.sheet.fault("an item is made of keys: 'id: …', 'level: …', 'quote: …'", kind, number)
            return None
        sound = self._checked(ITEMS[kind], row, _shown(row), kind, number)
        if "id" not in sound or "quote" not in sound:
            return None
        try:
            return ITEMS[kind].model_validate(sound)
        except ValidationError:
            return ITEMS[kind].model_construct(**sound | {"occurrence": int(sound.get("occurrence", 1))})

    def _ids(self, data: dict[str, Any]) -> dict[str, str]:
        """Return the kind of each id, also of items that have faults: links to them are none."""
        found: dict[str, str] = {}
        for kind in ITEMS:
            for number, row in enumerate(_rows(data.get(kind))):
                name = row.get("id") if isinstance(row, dict) else None
                if not isinstance(name, str):
                    continue
                if name in found:
                    self.sheet.fault(f"{name}: the id is used twice", kind, number, "id")
                found.setdefault(name, kind)
        return found

    def _placed(self, kind: str, rows: Any, finder: Quotes | None, ids: dict[str, str]) -> Iterator[Placed]:
        if rows is not None and not isinstance(rows, list):
            self.sheet.fault(f"'{kind}' has to be a list of items", kind)
        taken: dict[Span, str] = {}
        for number, row in enumerate(_rows(rows)):
            item = self._item(kind, number, row)
            if item is None:
                continue
            shown = _shown(row)
            for key, message in _wrong(item, ids):
                self.sheet.fault(f"{shown}{message}", kind, number, key)
            if finder is None:
                continue
            span = finder.find(item.quote, item.occurrence)
            if span is None:
                self.sheet.fault(f"{shown}{finder.not_found(item.quote, item.occurrence)}", kind, number, "quote")
            elif span in taken:
                self.sheet.fault(f"{shown}stands at the same place as {taken[span]}", kind, number, "quote")
            else:
                taken[span] = item.id
                yield Placed(item, span)


def _rows(rows: Any) -> list[Any]:
    return rows if isinstance(rows, list) else []


def _shown(row: dict[str, Any]) -> str:
    name = row.get("id")
    return f"{name}: " if isinstance(name, str) else ""


def _wrong(item: GoldItem, ids: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with an item beside its place: the key and a message."""
    for key, kind, target in item.links():
        if ids.get(target) != kind:
            yield key, f"'{key}' points to '{target}', which is none of the {kind} in this file"
    if "\n" in item.quote:
        yield "quote", "the quote has a line break in it; quote what stands on one line"


def _english(error: Any) -> str:
    place = ".".join(str(part) for part in error["loc"])
    match error["type"]:
        case "missing":
            return f"the key '{place}' is missing"
        case "extra_forbidden":
            return f"the key '{place}' is not known"
        case "literal_error":
            given = f"'{error['input']}'" if isinstance(error["input"], str) else "no word"
            return f"'{place}' is {given}, but has to be {error['ctx']['expected']}"
        case "value_error":
            return str(error["ctx"]["error"])
        case "string_pattern_mismatch":
            return f"'{place}' is empty"
        case _:
            return f"'{place}': {error['msg'][:1].lower()}{error['msg'][1:]}"
