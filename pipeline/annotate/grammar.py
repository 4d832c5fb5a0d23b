"""Who does what, when: the clauses of a unit, from what every Dutch spaCy pipeline gives.

Read are UPOS, morphology, lemmas and UD dependencies, nothing that one model alone has. A pipeline without a parser
gives no clauses, and then no rule that asks for grammar holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.document import Clause, Tense

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SUBORDINATE = frozenset({"acl", "acl:relcl", "advcl", "ccomp", "csubj", "csubj:pass"})
_JOINED = frozenset({"conj", "parataxis"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "csubj:pass"})
_NEGATIONS = frozenset({"niet", "geen", "nooit", "noch", "nauwelijks"})
# "Wij gaan openen", "wij laten onderzoeken": the tree has these as verbs of their own with another below them.
_LIGHT = frozenset({"gaan", "laten", "komen", "blijven"})
_ASKING = frozenset({"Rel", "Int"})
_HELPERS = frozenset({"aux", "aux:pass"})
_PARTICLES = frozenset({"ADP", "ADV", "ADJ", "NOUN", "PART"})
_PREDICATES = frozenset({"VERB", "AUX"})


def clauses(doc: Doc, index: Sequence[int]) -> tuple[Clause, ...]:
    """Return the clauses of a unit, in the order of their verbs.

    ``index`` gives for each token the number of its word in the unit; white space has that of the word after it.
    """
    if not doc.has_annotation("DEP"):
        return ()
    return tuple(_clause(token, index) for token in doc if _is_predicate(token))


def _is_predicate(token: Token) -> bool:
    if token.dep_ in ("aux", "aux:pass", "cop", "compound:prt", "fixed", "flat", "amod"):
        return False
    if token.dep_ == "xcomp":
        return False  # it belongs to the verb above it
    verbal = token.pos_ in _PREDICATES
    return verbal or any(child.dep_ == "cop" for child in token.children)


def _clause(head: Token, index: Sequence[int]) -> Clause:
    below = _below(head)
    verb = below[-1]
    copula = next((c for c in head.children if c.dep_ == "cop"), None)
    helpers = _helpers(head, below)
    lemmas = [_lemma(h) for h in helpers]
    chain = [*below, *helpers, *([copula] if copula is not None else [])]
    finite = next((t for t in chain if "Fin" in t.morph.get("VerbForm", [])), None)
    subject = _subject(head)
    participle = "Part" in verb.morph.get("VerbForm", [])
    passive = participle and any(h.dep_ == "aux:pass" for h in helpers)
    perfect = any(x in ("hebben", "zijn") for x in lemmas) and (
        participle or (copula is not None and copula is not finite) or len(below) > 1
    )
    return Clause(
        verb=_lemma(copula) if copula is not None else _infinitive(verb),
        at=index[verb.i],
        subject=_words(subject, index) if subject is not None else None,
        subject_head=index[subject.i] if subject is not None else None,
        helpers=(*(_lemma(t) for t in below[:-1]), *lemmas),
        tense=_tense(finite),
        passive=passive,
        perfect=perfect and not passive,
        negated=any(_negates(c) for token in below for c in token.children),
        main=_is_main(head, below),
        copular=copula is not None,
    )


def _helpers(head: Token, below: Sequence[Token]) -> list[Token]:
    """Return the auxiliaries of a clause; a joined verb without a finite one has those of the verb it is joined to."""
    own = [c for token in below for c in token.children if c.dep_ in _HELPERS]
    if own or "Fin" in head.morph.get("VerbForm", []) or head.dep_ not in _JOINED or head.head.i == head.i:
        return own
    above = head.head
    found = [c for c in above.children if c.dep_ in _HELPERS]
    # "Wij gaan een loket openen en een campagne starten": the light verb stands above the first of them.
    return [above.head, *found] if above.dep_ == "xcomp" and _lemma(above.head) in _LIGHT else found


def _negates(token: Token) -> bool:
    """Say whether a word denies its clause: "niet", or "geen" with a noun that belongs to the clause itself."""
    if _lemma(token) in _NEGATIONS:
        return True
    nominal = token.dep_ not in _SUBORDINATE and token.dep_ not in _JOINED and token.dep_ != "xcomp"
    return nominal and any(_lemma(c) == "geen" for c in token.children)


def _below(head: Token) -> list[Token]:
    """Return a verb and what it leads to: gaan → laten → onderzoeken."""
    chain = [head]
    while _lemma(chain[-1]) in _LIGHT and len(chain) < 4:
        further = next(
            (c for c in chain[-1].children if c.dep_ == "xcomp" and c.pos_ in _PREDICATES and c not in chain), None
        )
        if further is None:
            break
        chain.append(further)
    return chain


def _lemma(token: Token) -> str:
    return token.lemma_.lower().replace("_", "")


def _infinitive(token: Token) -> str:
    """Return the infinitive with the particle in front ("voert … uit": uitvoeren), however a model writes it."""
    lemma = _lemma(token)
    particle = next((c.lower_ for c in token.children if c.dep_ == "compound:prt" and c.pos_ in _PARTICLES), "")
    return lemma if lemma.startswith(particle) else particle + lemma


def _subject(head: Token) -> Token | None:
    """Return the head of a clause's subject: its own, that of its auxiliary, or that of the clause it is joined to."""
    token, steps = head, 0
    while steps < 8:
        helpers = [c for c in token.children if c.dep_ in _HELPERS]
        own = next((c for t in (token, *helpers) for c in t.children if c.dep_ in _SUBJECTS), None)
        if own is not None:
            return own
        light = token.dep_ == "xcomp" and steps > 0 and _lemma(token.head) in _LIGHT
        if (token.dep_ not in _JOINED and not light) or token.head.i == token.i:
            return None
        token, steps = token.head, steps + 1
    return None


def _words(token: Token, index: Sequence[int]) -> tuple[int, int]:
    """Return the first and one past the last word of a phrase."""
    last = token.right_edge
    while last.is_space and last.i > token.left_edge.i:
        last = last.nbor(-1)
    return index[token.left_edge.i], index[last.i] + 1


def _tense(finite: Token | None) -> Tense | None:
    if finite is None:
        return None
    return Tense.PAST if "Past" in finite.morph.get("Tense", []) else Tense.PRESENT


def _is_main(head: Token, below: Sequence[Token]) -> bool:
    token, steps = head, 0
    while token.dep_ in _JOINED and token.head.i != token.i and steps < 20:
        token, steps = token.head, steps + 1
    # A fragment that opens like a clause of something else ("Wat er op ons afkomt", "dat het lukt") states nothing.
    opens = [c for t in (token, *below) for c in t.children]
    opened = any(
        (c.dep_ == "mark" and _lemma(c) != "te" and c.i < token.i) or _ASKING & set(c.morph.get("PronType", []))
        for c in opens
        if c.head.i == token.i or c.head in below
    )
    return token.dep_ not in _SUBORDINATE and not opened
