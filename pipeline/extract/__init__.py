"""From a reading to mentions: six extractors of one shape, listed here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pipeline.document import Reading
from pipeline.extract import activities, frameworks, goals, laws, partners, timelines
from pipeline.extract.mention import Context, Mention
from pipeline.extract.overlap import settle
from pipeline.extract.profile import profile
from pipeline.extract.statements import judge
from pipeline.ruleset import Rules

__all__ = ["EXTRACTORS", "extract_mentions"]

Extractor = Callable[[Context], list[Mention]]

# What a unit states shows in what it names ("GGD Veenoord voert … uit"), so names and times are found first.
NAMES: tuple[Extractor, ...] = (timelines.find, laws.find, frameworks.find, partners.find)
STATEMENTS: tuple[Extractor, ...] = (goals.find, activities.find)
EXTRACTORS = (*NAMES, *STATEMENTS)


def extract_mentions(reading: Reading, rules: Rules) -> tuple[Context, list[Mention]]:
    """Return the context of a document and its mentions, in reading order."""
    context = Context(reading, rules, profile(reading.layout, rules))
    named = settle([m for find in NAMES for m in find(context)])
    context = replace(context, statements=judge(context, named))
    stated = [m for find in STATEMENTS for m in find(context)]
    return context, sorted(named + stated, key=lambda m: (m.span, m.kind))
