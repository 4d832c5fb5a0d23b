"""What a document is made of, from the text that was read to the units that can state something.

::

    Document                     the text, never changed after reading
      └── Section …              the tree of headings
            └── Block …          a heading, paragraph, list item, table cell, label line …
                  └── Unit …     what a goal or an activity can be: a heading, item, cell or sentence

All are frozen. Places count Unicode code points in ``Document.text``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from pipeline.places import Places
from pipeline.span import Passage, Span


class Role(StrEnum):
    """What a heading, a column or a label says of the text that belongs to it."""

    GOALS = "goals"
    ACTIVITIES = "activities"
    RESULTS = "results"  # what was reached or done: activities in the past
    TIMING = "timing"
    PARTNERS = "partners"
    FRAMEWORKS = "frameworks"
    LAWS = "laws"
    COSTS = "costs"
    INDICATORS = "indicators"
    DEVELOPMENTS = "developments"
    EXPLANATION = "explanation"
    ANNEX = "annex"
    CONTENTS = "contents"
    ABBREVIATIONS = "abbreviations"
    SOURCE = "source"
    STATUS = "status"


# Roles that say what the text in them is: a goal, or what is done.
TELLING = frozenset({Role.GOALS, Role.ACTIVITIES, Role.RESULTS})


class BlockKind(StrEnum):
    """What a block of text is by its looks."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CELL = "cell"
    LABEL = "label"  # "Wie: …": the label itself is not in the passage
    CONTENTS = "contents"  # a line of a contents page
    FIGURE = "figure"  # numbers of a table that fell apart, captions of it
    FOOTNOTE = "footnote"
    SOURCE = "source"  # "Bron: CBS, 2022"
    ABBREVIATION = "abbreviation"  # a line of a list of abbreviations
    FURNITURE = "furniture"  # running heads, page numbers, buttons: gives no record


class UnitKind(StrEnum):
    """What a unit is: the smallest self-standing piece of a document."""

    HEADING = "heading"
    ITEM = "item"
    CELL = "cell"
    SENTENCE = "sentence"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a user should know of a document that was read all the same."""

    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A text that was read. ``id`` is its path relative to the input folder, with ``/`` and the suffix.

    ``pages`` holds for paged formats the place of each page's text, None for a page without, and is empty for the
    others; ``places`` where its words stand on the pages.
    """

    id: str
    source: str
    sha256: str
    media_type: str
    text: str
    notices: tuple[Notice, ...] = ()
    pages: tuple[Span | None, ...] = ()
    places: Places | None = field(default=None, compare=False)

    @property
    def words(self) -> int:
        """The number of words, split at white space."""
        return len(self.text.split())

    def quote(self, span: Span) -> str:
        """Return what stands at ``span``."""
        return span.of(self.text)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cell stands.

    ``row`` counts from 0 below the header row; ``lost`` says that its row had lost the cells before it, so that
    what stands above goes on.
    """

    table: int
    row: int
    column: int
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the document by its looks.

    ``passage`` is its content without bullet, number, label and pipe signs. ``section`` is the index of
    its section, ``role`` what its label or column says, ``code`` its number or goal code ("5.1"),
    ``level`` the depth of a heading or the indent of an item, ``lead`` the index of the block that
    introduces a list ("We streven de volgende effecten na:"), ``named`` whether a heading only names its role
    ("Activiteiten 2024").
    """

    index: int
    kind: BlockKind
    passage: Passage
    section: int = 0
    role: Role | None = None
    rule: str | None = None
    code: str | None = None
    level: int = 0
    place: Place | None = None
    lead: int | None = None
    named: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and all that stands under it. Section 0 is the whole document and has no heading.

    ``heading`` is the index of the heading's block; ``role`` is its own, not inherited. ``single``: the heading
    asks for one statement ("Doelstelling 6.1"), so that its role goes no deeper.
    """

    index: int
    parent: int | None
    level: int
    heading: int | None = None
    title: str = ""
    role: Role | None = None
    code: str | None = None
    single: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """The document as structure: sections and blocks in reading order."""

    document: Document
    sections: tuple[Section, ...]
    blocks: tuple[Block, ...]

    def path(self, section: int) -> tuple[Section, ...]:
        """Return the sections from the outermost to ``section``, the document itself left out."""
        found: list[Section] = []
        at: int | None = section
        while at:
            found.append(self.sections[at])
            at = self.sections[at].parent
        return tuple(reversed(found))

    def within(self, section: int, other: int) -> bool:
        """Say whether a section is another one, or stands below it."""
        at: int | None = section
        while at is not None and at != other:
            at = self.sections[at].parent
        return at == other

    def role(self, section: int) -> Role | None:
        """Return the role that holds in a section: its own or that of the nearest one above it."""
        asking = self._asking(section)
        return asking.role if asking else None

    def role_rule(self, section: int) -> str | None:
        """Return the rule of the heading that gives a section its role."""
        asking = self._asking(section)
        return self.blocks[asking.heading].rule if asking and asking.heading is not None else None

    def _asking(self, section: int) -> Section | None:
        return next((step for step in reversed(self.path(section)) if self._asks(step, section)), None)

    def _asks(self, step: Section, section: int) -> bool:
        """Say whether a heading asks for what stands in a section; one that states a goal itself asks for no more."""
        if step.role is None or (step.single and step.index != section):
            return False
        return step.role is not Role.GOALS or step.heading is None or self.blocks[step.heading].named


class Tense(StrEnum):
    """When a clause's finite verb says that something is so."""

    PAST = "past"
    PRESENT = "present"


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb with what belongs to it, in words of the unit (0-based).

    ``verb`` is its infinitive ("uitvoeren"), ``at`` its word; ``subject`` the first and one past the last word of
    the subject and ``subject_head`` the word that it turns on, None where there is none; ``helpers`` the auxiliaries'
    infinitives. ``tense`` is None without a finite verb. ``copular``: the verb only joins ("is … groot").
    """

    verb: str
    at: int
    subject: tuple[int, int] | None
    subject_head: int | None
    helpers: tuple[str, ...]
    tense: Tense | None
    passive: bool
    perfect: bool
    negated: bool
    main: bool
    copular: bool


@dataclass(frozen=True, slots=True)
class Unit:
    """The smallest self-standing piece: what a goal or an activity can be.

    ``words`` are its words and signs in lower case, ``clauses`` what the model says of their grammar. ``role`` is
    what holds for it: that of its label or column, of the list's lead, or of its section. ``previous`` is the index
    of the unit before it in the same block, None for the first. ``opening`` says that it is the first thing said under
    a heading, ``answers`` that this heading only asks for it ("Ambitie").
    """

    index: int
    kind: UnitKind
    block: Block
    passage: Passage
    words: tuple[str, ...]
    role: Role | None = None
    role_rule: str | None = None
    previous: int | None = None
    clauses: tuple[Clause, ...] = ()
    opening: bool = False
    answers: bool = False

    @property
    def text(self) -> str:
        """The unit's readable text."""
        return self.passage.text

    @property
    def span(self) -> Span:
        """The unit's place in the document."""
        return self.passage.whole


@dataclass(frozen=True, slots=True)
class Reading:
    """A document that was read, laid out and annotated: what extractors work on."""

    layout: Layout
    units: tuple[Unit, ...]
    model: str
    by_block: tuple[tuple[int, ...], ...] = ()

    @property
    def document(self) -> Document:
        """The document itself."""
        return self.layout.document

    def of_block(self, block: int) -> tuple[Unit, ...]:
        """Return the units of a block, in order."""
        return tuple(self.units[i] for i in self.by_block[block])
