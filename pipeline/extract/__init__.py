"""From a reading to mentions: extractors of one shape, listed here with the rule tables that each reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from pipeline.document import Layout, Reading
from pipeline.extract import activities, figures, frameworks, goals, laws, partners, timelines
from pipeline.extract.mention import Context, Mention, Profile
from pipeline.extract.overlap import settle
from pipeline.extract.profile import profile, title_blocks
from pipeline.extract.statements import judge
from pipeline.ruleset import Rules

__all__ = [
    "FIGURES",
    "NAMES",
    "PROFILE",
    "STATEMENTS",
    "Extracted",
    "Step",
    "extract_mentions",
    "find_names",
    "find_profile",
    "find_statements",
    "shown",
]


@dataclass(frozen=True, slots=True)
class Step:
    """A step of extraction: its name, and the only rule tables that it is given.

    Of ``whole`` any change may tell in any document, whatever words it has: a name of theirs is weighed in many ways.
    """

    name: str
    tables: tuple[str, ...]
    find: tuple[Callable[[Context], list[Mention]], ...] = ()
    whole: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Extracted:
    """What was found in a document: its mentions in reading order, and each name that gave way with the one that stays.

    ``context`` knows what each unit states; ``figures`` are those of its tables.
    """

    context: Context
    mentions: list[Mention]
    lost: list[tuple[Mention, Mention]]
    figures: list[Mention]


PROFILE = Step("profile", ("documentsoorten", "gemeenten", "tijd", "wetten"), whole=("documentsoorten", "gemeenten"))
# What a unit states shows in what it names ("GGD Veenoord voert … uit"), so names and times are found first.
NAMES = (
    Step("timelines", ("tijd", "wetten"), (timelines.find,)),
    Step("laws", ("naampatronen", "wetten"), (laws.find,)),
    Step("frameworks", ("kaders", "naampatronen", "wetten", "woordenlijsten"), (frameworks.find,)),
    Step("partners", ("gemeenten", "kaders", "naampatronen", "partners", "wetten", "woordenlijsten"), (partners.find,)),
)
STATEMENTS = Step(
    "statements",
    ("activiteiten", "doelen", "standing", "statements", "status", "tijd", "werkwoorden", "wetten", "woordenlijsten"),
    (goals.find, activities.find),
)
_FIGURES = ("cijfers", "taakvelden")
# Figures stand apart: no statement goes by them, and nothing links to them.
FIGURES = Step("figures", _FIGURES, (figures.find,), whole=_FIGURES)  # a word of a column shapes its whole table


def shown(layout: Layout) -> Iterator[str]:
    """Yield all texts of a document in which something is looked for.

    They are the text as it was read, each block as it reads once page furniture is out and broken words are healed,
    and one after the other what the title may be made of.
    """
    yield layout.document.text
    yield from (block.passage.text for block in layout.blocks)
    yield " ".join(f"{block.code or ''} {block.passage.text}" for block in title_blocks(layout))


def find_profile(layout: Layout, rules: Rules) -> Profile:
    """Return what is known of a document as a whole."""
    return profile(layout, rules.only(*PROFILE.tables))


def find_names(step: Step, reading: Reading, known: Profile, rules: Rules) -> list[Mention]:
    """Return the names, times or figures of one step."""
    context = Context(reading, rules.only(*step.tables), known)
    return [m for find in step.find for m in find(context)]


def judged(reading: Reading, known: Profile, named: list[Mention], rules: Rules) -> Context:
    """Return the context in which each unit's statement is known, given the document's names and times."""
    context = Context(reading, rules.only(*STATEMENTS.tables), known)
    return replace(context, statements=judge(context, named))


def find_statements(reading: Reading, known: Profile, named: list[Mention], rules: Rules) -> list[Mention]:
    """Return the goals and activities of a document, given its names and times."""
    context = judged(reading, known, named, rules)
    return [m for find in STATEMENTS.find for m in find(context)]


def extract_mentions(reading: Reading, rules: Rules, about: Profile | None = None) -> Extracted:
    """Return all that is found in a document, and the names that gave way.

    ``about`` is what is known of the document, where its text can't tell.
    """
    known = about or find_profile(reading.layout, rules)
    settled = settle([m for step in NAMES for m in find_names(step, reading, known, rules)])
    context = judged(reading, known, settled.kept, rules)
    stated = [m for find in STATEMENTS.find for m in find(context)]
    counted = find_names(FIGURES, reading, known, rules)
    return Extracted(replace(context, rules=rules), in_order(settled.kept, stated), settled.lost, counted)


def in_order(named: list[Mention], stated: list[Mention]) -> list[Mention]:
    """Return all mentions of a document as they stand in it."""
    return sorted(named + stated, key=lambda m: (m.span, m.kind))
