"""What a clause says, in the terms of the rule tables: who acts, what sort of verb, when, in which form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from pipeline.document import Clause, Tense, Unit
from pipeline.extract.marks import word_places
from pipeline.extract.mention import Fact, LawValue, Mention, PartnerValue
from pipeline.extract.ownnames import OwnNames
from pipeline.ruleset.lexicon import Lexicon

_NOBODY = OwnNames((), frozenset())
_FUTURE = frozenset({"zullen", "gaan"})
_PEOPLE = frozenset({"wie", "degene", "degenen"})  # "Wie hulp nodig heeft, krijgt die": a clause that names people

_HELPERS = frozenset({"vrijwilligers"})  # they are whom a plan is for, and who works for a partner
_ACTORS = frozenset({"overheid", "medewerkers", "partner"})
# How words for people who work somewhere end: "medewerkers", "vrijwilligers", "consulenten", "verpleegkundigen".
_WORKERS = ("ers", "aars", "aren", "isten", "eurs", "anten", "enten", "kundigen", "ulten", "coaches")


def facts(
    unit: Unit,
    mentions: Sequence[Mention],
    lexicon: Lexicon,
    own: OwnNames = _NOBODY,
    before: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Fact, ...]:
    """Return what the clauses of a unit say; ``mentions`` are the names and times in it.

    ``own`` are the names of the authorities that publish the document; ``before`` says
    for whom "het" and "zij" stand after the sentence before this one.
    """
    if not unit.clauses:
        return ()
    named = _named(unit, mentions)
    return tuple(
        Fact(
            _who(unit, clause, named, lexicon, own, before),
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
    began = "gaan" in clause.helpers and "zijn" in clause.helpers and "zullen" not in clause.helpers  # "is gaan werken"
    if any(h in _FUTURE for h in clause.helpers) and clause.tense is not Tense.PAST and not began:
        return "toekomst"
    if clause.tense is None:
        return "geen"
    if began or clause.perfect or (clause.passive and "zijn" in clause.helpers):
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


def actor(unit: Unit, said: Sequence[Fact]) -> dict[str, str]:
    """Return for the pronouns that the next sentence may begin with for whom they stand, where that is who acts.

    "Het wijkteam" goes on as "het", "de coaches" and "A en B" as "zij".
    """
    if not said or not said[0].main or said[0].subject not in _ACTORS or unit.clauses[0].subject is None:
        return {}
    first, stop = unit.clauses[0].subject
    if unit.words[first] == "het":
        return {"het": said[0].subject}
    many = "en" in unit.words[first:stop] or unit.words[unit.clauses[0].subject_head or first].endswith(("en", "s"))
    return dict.fromkeys(("zij", "ze"), said[0].subject) if many else {}


def _who(
    unit: Unit, clause: Clause, named: dict[int, str], lexicon: Lexicon, own: OwnNames, before: Mapping[str, str]
) -> str:
    if clause.subject is None or clause.subject_head is None:
        return "geen"
    head = clause.subject_head
    if unit.words[head] in own.single:
        return "overheid"
    if own.is_resident(unit.words[head], lexicon.residents):
        return "doelgroep"
    if head in named:
        return named[head]
    first, stop = clause.subject
    if stop - first == 1 and unit.words[head] in before and clause.main:
        return before[unit.words[head]]
    verbs = {c.at for c in unit.clauses}
    # "Iedereen die hulp nodig heeft, weet …": a subject that is itself a clause is who it begins with.
    word = unit.words[first if head in verbs else head]
    found = "doelgroep" if word in _PEOPLE else lexicon.who.get(word)
    if found is None or word in _HELPERS:
        found = _in_full(unit, head, stop, named, lexicon) or found
    return found or "iets"


def _in_full(unit: Unit, head: int, stop: int, named: dict[int, str], lexicon: Lexicon) -> str | None:
    """Return who is meant by "het wijkteam Noord", "bureau Zicht" and "de coaches van Welzijn Noord"."""
    title = lexicon.who.get(unit.words[head - 1]) if head else None
    if title in _ACTORS:
        return title
    if head + 1 < stop and named.get(head + 1) == "partner":
        return "partner"
    of_partner = head + 2 < stop and unit.words[head + 1] == "van" and "partner" in map(named.get, (head + 2, head + 3))
    return "partner" if of_partner and unit.words[head].endswith(_WORKERS) else None
