"""One document, one way: read → structure → annotate → extract → link → record."""

from __future__ import annotations

from pathlib import Path

from spacy.language import Language

from pipeline.annotate import BUNDLED, annotate, load_model
from pipeline.assemble import assemble
from pipeline.document import Document
from pipeline.extract import extract_mentions
from pipeline.link import Graph, link
from pipeline.read import read_document
from pipeline.record import PolicyRecord
from pipeline.ruleset import Rules, load_rules
from pipeline.structure import lay_out


def process(document: Document, rules: Rules, nlp: Language) -> PolicyRecord:
    """Return the record of a document that was read."""
    return assemble(understand(document, rules, nlp))


def understand(document: Document, rules: Rules, nlp: Language) -> Graph:
    """Return all that is found in a document that was read, linked."""
    layout = lay_out(document, rules)
    reading = annotate(layout, nlp)
    context, mentions = extract_mentions(reading, rules)
    return link(context, mentions)


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
