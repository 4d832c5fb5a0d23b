"""From a reading to mentions: six extractors of one shape, listed here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pipeline.document import Reading
from pipeline.extract import activities, frameworks, goals, laws, partners, timelines
from pipeline.extract.mention import Context, Mention, Profile
from pipeline.extract.overlap import Settled, settle
from pipeline.extract.profile import profile
from pipeline.extract.statements import judge
from pipeline.ruleset import Rules

__all__ = ["EXTRACTORS", "extract_mentions", "find_names"]

Extractor = Callable[[Context], list[Mention]]

# What a unit states shows in what it names ("GGD Veenoord voert … uit"), so names and times are found first.
NAMES: tuple[Extractor, ...] = (timelines.find, laws.find, frameworks.find, partners.find)
STATEMENTS: tuple[Extractor, ...] = (goals.find, activities.find)
EXTRACTORS = (*NAMES, *STATEMENTS)


def find_names(context: Context) -> Settled:
    """Return the times, laws, frameworks and partners of a document, and those that gave way to another."""
    return settle([m for find in NAMES for m in find(context)])


def extract_mentions(reading: Reading, rules: Rules, about: Profile | None = None) -> tuple[Context, list[Mention]]:
    """Return the context of a document and its mentions, in reading order.

    ``about`` is what is known of the document, where its text can't tell.
    """
    context = Context(reading, rules, about or profile(reading.layout, rules))
    named = find_names(context).kept
    context = replace(context, statements=judge(context, named))
    stated = [m for find in STATEMENTS for m in find(context)]
    return context, sorted(named + stated, key=lambda m: (m.span, m.kind))
