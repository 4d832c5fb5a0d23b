"""One document, one way: read → structure → annotate → extract → link → record."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from pipeline import codec, link, structure
from pipeline.annotate import BUNDLED, build, load_model, model_id, pieces
from pipeline.assemble import assemble
from pipeline.codec import Codec
from pipeline.document import Document, Layout, Reading
from pipeline.extract import (
    FIGURES,
    NAMES,
    PROFILE,
    STATEMENTS,
    Step,
    find_names,
    find_profile,
    find_statements,
    in_order,
    shown,
)
from pipeline.extract.mention import Context, Mention, Profile
from pipeline.extract.overlap import settle
from pipeline.read import read_document
from pipeline.record import PolicyRecord
from pipeline.ruleset import Rules, load_rules
from pipeline.ruleset.letters import Letters, gather, spaced

if TYPE_CHECKING:
    from spacy.language import Language

T = TypeVar("T")


class Held(Generic[T]):
    """What a step makes: when it is asked for, and kept nowhere. ``digest`` is a hash of it."""

    def __init__(self, kind: Codec[T], make: Callable[[], T]) -> None:
        self._kind, self._make = kind, make

    @cached_property
    def value(self) -> T:
        """The thing itself."""
        return self._make()

    @cached_property
    def digest(self) -> str:
        """A hash of it."""
        return hashlib.sha256(self._kind.encode(self.value)).hexdigest()


class Keep(Protocol):
    """Keeps what steps make. ``key`` gives all that the result follows from; it is asked for where that is needed."""

    def __call__(self, step: str, key: Callable[[], tuple[str, ...]], kind: Codec[T], make: Callable[[], T]) -> Held[T]:
        """Return what a step makes, or has made of the same."""


def keep_nothing(step: str, key: Callable[[], tuple[str, ...]], kind: Codec[T], make: Callable[[], T]) -> Held[T]:
    """Make everything anew."""
    return Held(kind, make)


class Past(Protocol):
    """Knows by which rules a document was done before."""

    def __call__(self, step: Step, rules: Rules, letters: Callable[[], Letters]) -> str:
        """Return the digest of the tables that a step goes by: others, where no change since can be seen in it."""


def no_past(step: Step, rules: Rules, letters: Callable[[], Letters]) -> str:
    """Return the digest of the tables of now."""
    return rules.only(*step.tables).digest


_STRUCTURE = Step("structure", structure.TABLES, whole=structure.TABLES)  # one line may shape all that follows it
_LINK = Step("link", link.TABLES)


class Way:
    """The way of one document, step by step; a step is taken when another asks for what it makes.

    ``content`` says what the document is made of (a hash of its bytes and how they are read), ``name`` is its id.
    """

    def __init__(
        self,
        name: str,
        content: str,
        read: Callable[[], Document],
        rules: Rules,
        model: tuple[str, Callable[[], Language]],
        keep: Keep = keep_nothing,
        past: Past = no_past,
    ) -> None:
        self.name, self.rules = name, rules
        self._content, self._read, self._keep, self._past = content, read, keep, past
        self._model, self._load = model

    @cached_property
    def document(self) -> Document:
        """What was read."""
        return self._read()

    def _by(self, step: Step) -> str:
        """Return the digest of the rules that a step goes by."""
        return self._past(step, self.rules, lambda: self.letters)

    @cached_property
    def _layout(self) -> Held[Layout]:
        def key() -> tuple[str, ...]:
            return self._content, self._by(_STRUCTURE)

        return self._keep(
            "structure", key, codec.layout(lambda: self.document), lambda: structure.lay_out(self.document, self.rules)
        )

    @property
    def layout(self) -> Layout:
        """Its structure."""
        return self._layout.value

    def _laid(self) -> tuple[str, ...]:
        return self._content, self._layout.digest

    @cached_property
    def letters(self) -> Letters:
        """Its letters, by which is seen what a change of the rules may do in it."""
        held = self._keep("letters", self._laid, codec.plain(str), lambda: gather(shown(self.layout)))
        return Letters(held.value + spaced(self.name))

    @cached_property
    def reading(self) -> Reading:
        """Its units, with their words and grammar."""
        cut_up = pieces(self.layout)
        parts = [p.text for p in cut_up]

        def key() -> tuple[str, ...]:
            return self._model, hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()

        if self._keep is keep_nothing:  # then one parse at a time is there, also of a large document
            return build(self.layout, cut_up, self._load().pipe(parts), self._model)
        held = self._keep("annotate", key, codec.PARSES, lambda: codec.parses(self._load().pipe(parts)))
        return build(self.layout, cut_up, held.value.get_docs(self._load().vocab), self._model)

    @cached_property
    def _profile(self) -> Held[Profile]:
        def key() -> tuple[str, ...]:
            return *self._laid(), self.name, self._by(PROFILE)

        return self._keep("profile", key, codec.PROFILE, lambda: find_profile(self.layout, self.rules))

    def _names(self, step: Step) -> Held[list[Mention]]:
        def key() -> tuple[str, ...]:
            return *self._laid(), self._model, self._profile.digest, self._by(step)

        return self._keep(
            step.name, key, codec.MENTIONS, lambda: find_names(step, self.reading, self._profile.value, self.rules)
        )

    @cached_property
    def _named(self) -> tuple[Held[list[Mention]], ...]:
        return tuple(map(self._names, NAMES))

    @cached_property
    def _figures(self) -> Held[list[Mention]]:
        return self._names(FIGURES)

    @cached_property
    def _settled(self) -> list[Mention]:
        return settle([m for held in self._named for m in held.value]).kept

    @cached_property
    def _stated(self) -> Held[list[Mention]]:
        def key() -> tuple[str, ...]:
            names = (held.digest for held in self._named)
            return *self._laid(), self._model, self._profile.digest, *names, self._by(STATEMENTS)

        return self._keep(
            STATEMENTS.name,
            key,
            codec.MENTIONS,
            lambda: find_statements(self.reading, self._profile.value, self._settled, self.rules),
        )

    def follows_from(self) -> tuple[str, ...]:
        """Return hashes of all that the record follows from."""
        names = (held.digest for held in self._named)
        found = self._profile.digest, *names, self._figures.digest, self._stated.digest
        return *self._laid(), self._model, self.name, *found, self._by(_LINK)

    @cached_property
    def record(self) -> PolicyRecord:
        """Its record."""
        context = Context(self.reading, self.rules, self._profile.value)
        graph = link.link(context, in_order(self._settled, self._stated.value))
        return assemble(graph, self._figures.value)


def process(document: Document, rules: Rules, nlp: Language) -> PolicyRecord:
    """Return the record of a document that was read."""
    return Way(document.id, document.sha256, lambda: document, rules, (model_id(nlp), lambda: nlp)).record


def extract(path: str | Path, *, rules: str | Path | None = None, model: str = BUNDLED) -> PolicyRecord:
    """Read one file and return its record.

    ``rules`` is a folder of rule tables (the bundled ones by default), ``model`` a Dutch spaCy pipeline.
    Raises :class:`pipeline.errors.ReadError`, ``RulesError`` or ``ModelError``.

    >>> record = extract("corpus/begroting-2026-zorg-en-welzijn.txt")  # doctest: +SKIP
    >>> record.activities[0].status  # doctest: +SKIP
    'ongoing'
    """
    tables = load_rules(Path(rules) if rules is not None else None)
    return process(read_document(Path(path)), tables, load_model(model))
