"""From a folder of gold files to cases that can be evaluated, or to everything that is wrong with them at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from pipeline.document import Document
from pipeline.errors import GoldError, ReadError, UsageError
from pipeline.evaluation.align import whole
from pipeline.evaluation.gold import ITEMS, Case, GoldHead, GoldItem, GoldTimeline, Placed
from pipeline.evaluation.goldyaml import Sheet, read_sheet
from pipeline.read import KINDS, read_document
from pipeline.span import Span

SUFFIX = ".gold.yaml"
_DATES = {"period": (True, True), "from": (True, False), "until": (False, True)}
_SHOWN = 60


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
        finder = _Finder(named) if named is not None else None
        gold = {kind: tuple(self._placed(kind, data.get(kind), finder, ids)) for kind in ITEMS}
        if named is None:
            return None
        document = self._other_format(named) if self._suffix else named
        if document is None:
            return None
        return Case(self._name, document, named.text, gold, aligned=document is not named)

    def _head(self, data: dict[str, Any]) -> Document | None:
        head = self._checked(GoldHead, data, "")
        if head is None:
            return None
        assert isinstance(head, GoldHead)
        return self._document(head.document)

    def _document(self, name: str) -> Document | None:
        for folder in self._folders:
            path = folder / name
            if path.is_file():
                try:
                    return read_document(path)
                except ReadError as error:
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

    def _checked(self, model: type[BaseModel], data: Any, shown: str, *path: str | int) -> BaseModel | None:
        if not isinstance(data, dict):
            self.sheet.fault(f"{shown}an item is made of keys: 'id: …', 'level: …', 'quote: …'", *path)
            return None
        try:
            return model.model_validate({key: value for key, value in data.items() if value is not None})
        except ValidationError as error:
            for fault in error.errors():
                self.sheet.fault(f"{shown}{_english(fault)}", *path, *fault["loc"])
            return None

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

    def _placed(self, kind: str, rows: Any, finder: _Finder | None, ids: dict[str, str]) -> Iterator[Placed]:
        if rows is not None and not isinstance(rows, list):
            self.sheet.fault(f"'{kind}' has to be a list of items", kind)
        taken: dict[Span, str] = {}
        for number, row in enumerate(_rows(rows)):
            name = row.get("id") if isinstance(row, dict) else None
            shown = f"{name}: " if isinstance(name, str) else ""
            item = self._checked(ITEMS[kind], row, shown, kind, number)
            if not isinstance(item, GoldItem):
                continue
            for key, message in _wrong(item, ids):
                self.sheet.fault(f"{shown}{message}", kind, number, key)
            if finder is None:
                continue
            span = finder.find(item)
            if span is None:
                self.sheet.fault(f"{shown}{finder.not_found(item)}", kind, number, "quote")
            elif span in taken:
                self.sheet.fault(f"{shown}stands at the same place as {taken[span]}", kind, number, "quote")
            else:
                taken[span] = item.id
                yield Placed(item, span)


def _rows(rows: Any) -> list[Any]:
    return rows if isinstance(rows, list) else []


def _wrong(item: GoldItem, ids: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with an item beside its place: the key and a message."""
    for key, kind, target in item.links():
        if ids.get(target) != kind:
            yield key, f"'{key}' points to '{target}', which is none of the {kind} in this file"
    if isinstance(item, GoldTimeline):
        wanted = _DATES.get(item.kind, (False, False))
        if (item.start is not None, item.end is not None) != wanted:
            names = [name for name, one in zip(("start", "end"), wanted, strict=True) if one]
            yield "kind", f"a time of kind '{item.kind}' has {' and '.join(names) or 'neither start nor end'}"
    if "\n" in item.quote:
        yield "quote", "the quote has a line break in it; quote what stands on one line"


class _Finder:
    """Finds quotes in a document.

    In plain text to the letter. The lines of other formats are broken by the reader, not by the author, so there line
    breaks count as spaces.
    """

    def __init__(self, document: Document) -> None:
        self._passage = None if document.media_type in ("text/plain", "text/markdown") else whole(document.text)
        self._text = document.text if self._passage is None else self._passage.text

    def find(self, item: GoldItem) -> Span | None:
        at = -1
        for _ in range(item.occurrence):
            at = self._text.find(item.quote, at + 1)
            if at < 0:
                return None
        end = at + len(item.quote)
        return Span(at, end) if self._passage is None else self._passage.span(at, end)

    def not_found(self, item: GoldItem) -> str:
        short = item.quote if len(item.quote) <= _SHOWN else f"{item.quote[: _SHOWN - 1]}…"
        times = self._text.count(item.quote)
        if not times:
            return f"the quote '{short}' does not stand in the document"
        return f"occurrence {item.occurrence} of '{short}' is not there: it stands in the document {times}×"


def _english(error: Any) -> str:
    place = ".".join(str(part) for part in error["loc"])
    match error["type"]:
        case "missing":
            return f"the key '{place}' is missing"
        case "extra_forbidden":
            return f"the key '{place}' is not known"
        case "literal_error":
            return f"'{place}' is '{error['input']}', but has to be {error['ctx']['expected']}"
        case _:
            return f"'{place}': {error['msg'][:1].lower()}{error['msg'][1:]}"
