"""Times in a sentence that tell of something else than what it says is done.

"In 2026 evalueren we de in 2024 opgezette inloop" and "We gaan verder met de proef die vorig jaar is begonnen"
happen when the inloop is evaluated, and when we go on.
"""

from __future__ import annotations

import re

from pipeline.document import Clause, Tense, Unit
from pipeline.extract.marks import word_places
from pipeline.extract.mention import Context, Mention, Profile, StatementValue, TimeValue
from pipeline.ruleset.lexicon import Lexicon, lexicon

_ARTICLES = frozenset({"de", "het", "een", "onze", "ons", "deze", "dit"})
_RELATIVE = frozenset({"die", "waarin", "waarmee", "waarbij", "waarvoor", "waarop"})
_REACH = 2  # words between the article and the time: "de eind 2023", "het sinds begin 2024"


def is_aside(mention: Mention, statement: Mention, unit: Unit, context: Context) -> bool:
    """Say whether a time in a unit is not that of the activity which the unit states.

    It belongs to a participle or a relative clause that looks back, or it is yet to come when all is done.
    """
    if not isinstance(mention.value, TimeValue):
        return False
    if _is_yet_to_come(mention.value, statement, context.profile):
        return True
    inside = [n for n, at in enumerate(word_places(unit)) if mention.span.start <= at < mention.span.end]
    if not inside:
        return False
    first, last = inside[0], inside[-1]
    return _before_participle(unit.words, first, last, lexicon(context.rules)) or any(
        _looks_back(unit, clause, first) for clause in unit.clauses
    )


def _is_yet_to_come(time: TimeValue, statement: Mention, profile: Profile) -> bool:
    """Say whether a time comes after the document's, while what it stands beside was done: "voor 2027 ingekocht"."""
    if not isinstance(statement.value, StatementValue) or statement.value.status != "done" or time.kind != "period":
        return False
    return time.start is not None and profile.end is not None and time.start > profile.end


def _before_participle(words: tuple[str, ...], first: int, last: int, lexicon: Lexicon) -> bool:
    """Say whether a time stands between an article and a participle: "de in 2024 opgezette inloop"."""
    if last + 2 >= len(words) or _ARTICLES.isdisjoint(words[max(0, first - _REACH) : first]):
        return False
    stem = re.sub(r"en?$", "", words[last + 1])
    whole = words[last + 1] != stem and words[last + 2][:1].isalpha()
    return whole and (lexicon.completed(stem) or lexicon.completed(re.sub(r"(.)\1$", r"\1", stem)))


def _looks_back(unit: Unit, clause: Clause, at: int) -> bool:
    """Say whether a word stands in a relative clause about the past, in a sentence about now or later."""
    past = clause.tense is not None and (clause.tense is Tense.PAST or clause.perfect or "zijn" in clause.helpers)
    if clause.main or not past:
        return False
    now = any(c.main and c.tense is Tense.PRESENT and not c.perfect and "zijn" not in c.helpers for c in unit.clauses)
    opening = next((n for n in range(clause.at, -1, -1) if unit.words[n] in _RELATIVE), None)
    return now and opening is not None and opening < at <= clause.at + len(clause.helpers)
