"""The way of one document with what earlier runs have kept of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import msgspec

from pipeline import codec
from pipeline.annotate import identify, load_model
from pipeline.batch.cache import Cache
from pipeline.batch.inputs import Input
from pipeline.batch.manifest import Outcome
from pipeline.batch.past import Past
from pipeline.codec import Codec
from pipeline.document import Document
from pipeline.read import LIMIT, read_document
from pipeline.read.plain import SUFFIXES
from pipeline.ruleset import Rules
from pipeline.run import Keep, Way, keep_nothing, no_past
from pipeline.saved import hash_of

_OUTCOME: Codec[Outcome] = codec.plain(Outcome)


class Given(Protocol):
    """By what a document is read: rules, model and whether pages that are pictures are read."""

    @property
    def rules(self) -> Rules: ...  # noqa: D102
    @property
    def model(self) -> str: ...  # noqa: D102
    @property
    def ocr(self) -> bool: ...  # noqa: D102


class Kept:
    """The way of a document with what earlier runs kept of it, where there is a cache: ``close`` keeps what is new.

    ``path`` is where the document is at hand, if that is not where the input says.
    """

    def __init__(self, item: Input, given: Given, cache: Cache | None = None, path: Path | None = None) -> None:
        self._path = path or item.path
        sha256 = hash_of(self._path, LIMIT) if cache is not None else None
        cache = cache if sha256 is not None else None
        self._item, self._given, self._cache = item, given, cache
        self._content = f"{sha256} {self._path.suffix.lower()} {given.ocr}" + (f" {item.source}" if item.source else "")
        model = identify(given.model)
        self._keep: Keep = cache.keep if cache else keep_nothing
        self._past = Past(cache, (self._content, item.id, model), given.rules) if cache else None
        self.way = Way(
            item.id,
            self._content,
            self._read,
            given.rules,
            (model, lambda: load_model(given.model)),
            self._keep,
            self._past or no_past,
        )

    def _read(self) -> Document:
        def read() -> Document:
            return read_document(self._path, self._item.id, self._given.ocr)

        # Nothing is quicker than to read plain text.
        plain = self._path.suffix.lower() in SUFFIXES
        document = read() if plain else self._keep("read", lambda: (self._content,), codec.DOCUMENT, read).value
        return replace(document, id=self._item.id, source=self._item.source or self._item.id)

    def outcome(self, make: Callable[[], Outcome]) -> Outcome:
        """Return what became of the document, made where that is not known."""
        return self._keep("outcome", self.way.follows_from, _OUTCOME, make).value

    def known(self) -> Outcome | None:
        """Return what became of the document in an earlier run by the same rules, None where that is not known."""
        if self._cache is None:
            return None
        data = self._cache.get(self._cache.path("outcome", self.way.follows_from()))
        try:
            return _OUTCOME.decode(data) if data is not None else None
        except msgspec.MsgspecError:
            return None

    def close(self) -> None:
        """Keep by which rules the document was done."""
        if self._past is not None:
            self._past.close(self._given.rules, lambda: self.way.letters)
