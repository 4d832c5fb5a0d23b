"""What a clause says, in the terms of the rule tables: who acts, what sort of verb, when, in which form."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.document import Clause, Tense, Unit
from pipeline.extract.marks import word_places
from pipeline.extract.mention import Fact, LawValue, Mention, PartnerValue
from pipeline.ruleset.lexicon import Lexicon

_FUTURE = frozenset({"zullen", "gaan"})
_PEOPLE = frozenset({"wie", "degene", "degenen"})  # "Wie hulp nodig heeft, krijgt die": a clause that names people


def facts(
    unit: Unit, mentions: Sequence[Mention], lexicon: Lexicon, own: frozenset[str] = frozenset()
) -> tuple[Fact, ...]:
    """Return what the clauses of a unit say; ``mentions`` are the names and times in it.

    ``own`` are the names of the authorities that publish the document, of one word and in lower case.
    """
    if not unit.clauses:
        return ()
    named = _named(unit, mentions)
    return tuple(
        Fact(
            _who(unit, clause, named, lexicon, own),
            clause.verb,
            lexicon.kinds.get(clause.verb, "onbekend"),
            "naamwoordelijk" if clause.copular else "lijdend" if clause.passive else "bedrijvend",
            _time(clause),
            clause.helpers,
            clause.main,
            clause.negated,
        )
        for clause in unit.clauses
    )


def _time(clause: Clause) -> str:
    if "zullen" in clause.helpers and clause.tense is Tense.PAST:
        return "voorwaarde"  # "zou"
    if any(h in _FUTURE for h in clause.helpers) and clause.tense is not Tense.PAST:
        return "toekomst"
    if clause.tense is None:
        return "geen"
    if clause.perfect or (clause.passive and "zijn" in clause.helpers):
        return "voltooid"
    return "verleden" if clause.tense is Tense.PAST else "heden"


def _named(unit: Unit, mentions: Sequence[Mention]) -> dict[int, str]:
    """Return for the words of a unit that belong to a name who that is, as a subject.

    A law changes, or is changed, by others than the authority.
    """
    spans = [(m.span, who) for m in mentions if (who := _whose(m)) is not None]
    if not spans:
        return {}
    return {
        number: who
        for number, place in enumerate(word_places(unit))
        for span, who in spans
        if span.start <= place < span.end
    }


def _whose(m: Mention) -> str | None:
    if isinstance(m.value, PartnerValue):
        return "derden" if m.value.kind == "government" else "partner"
    return "derden" if isinstance(m.value, LawValue) else None


def _who(unit: Unit, clause: Clause, named: dict[int, str], lexicon: Lexicon, own: frozenset[str]) -> str:
    if clause.subject is None or clause.subject_head is None:
        return "geen"
    head = clause.subject_head
    if unit.words[head] in own:
        return "overheid"
    if head in named:
        return named[head]
    first, _ = clause.subject
    verbs = {c.at for c in unit.clauses}
    # "Iedereen die hulp nodig heeft, weet …": a subject that is itself a clause is who it begins with.
    word = unit.words[first if head in verbs else head]
    return "doelgroep" if word in _PEOPLE else lexicon.who.get(word, "iets")
