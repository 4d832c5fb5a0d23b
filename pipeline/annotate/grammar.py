"""Who does what, when: the clauses of a unit, from what every Dutch spaCy pipeline gives.

Read are UPOS, morphology, lemmas and UD dependencies, nothing that one model alone has. A pipeline without a parser
gives no clauses, and then no rule that asks for grammar holds.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from pipeline.document import Clause, Tense

_SUBORDINATE = frozenset({"acl", "acl:relcl", "advcl", "ccomp", "csubj", "csubj:pass"})
_JOINED = frozenset({"conj", "parataxis"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "csubj:pass"})
_NEGATIONS = frozenset({"niet", "geen", "nooit", "noch", "nauwelijks"})
# "Wij gaan openen", "wij laten onderzoeken": the tree has these as verbs of their own with another below them.
_LIGHT = frozenset({"gaan", "laten", "komen", "blijven"})
_ASKING = frozenset({"Rel", "Int"})
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
    children = [child for token in below for child in token.children]
    helpers = [c for c in children if c.dep_ in ("aux", "aux:pass")]
    copula = next((c for c in head.children if c.dep_ == "cop"), None)
    lemmas = [_lemma(h) for h in helpers]
    finite = next(
        (t for t in (*below, *helpers, copula) if t is not None and "Fin" in t.morph.get("VerbForm", [])), None
    )
    subject = _subject(head)
    span = _words(subject, index) if subject is not None else None
    participle = "Part" in verb.morph.get("VerbForm", [])
    passive = participle and any(c.dep_ == "aux:pass" for c in children)
    return Clause(
        verb=_lemma(copula) if copula is not None else _infinitive(verb),
        at=index[verb.i],
        subject=span,
        subject_head=index[subject.i] if subject is not None else None,
        helpers=(*(_lemma(t) for t in below[:-1]), *lemmas),
        tense=_tense(finite),
        passive=passive,
        perfect=not passive and any(x in ("hebben", "zijn") for x in lemmas) and participle,
        negated=any(_lemma(c) in _NEGATIONS or any(_lemma(g) == "geen" for g in c.children) for c in children),
        main=_is_main(head),
        copular=copula is not None,
    )


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
    particle = next((c.lower_ for c in token.children if c.dep_ == "compound:prt"), "")
    return lemma if lemma.startswith(particle) else particle + lemma


def _subject(head: Token) -> Token | None:
    """Return the head of a clause's subject: its own, or that of the clause it is joined to."""
    token, steps = head, 0
    while steps < 8:
        own = next((c for c in token.children if c.dep_ in _SUBJECTS), None)
        if own is not None:
            return own
        if token.dep_ not in _JOINED or token.head.i == token.i:
            return None
        token, steps = token.head, steps + 1
    return None


def _words(token: Token, index: Sequence[int]) -> tuple[int, int]:
    """Return the first and one past the last word of a phrase."""
    return index[token.left_edge.i], index[token.right_edge.i] + 1


def _tense(finite: Token | None) -> Tense | None:
    if finite is None:
        return None
    return Tense.PAST if "Past" in finite.morph.get("Tense", []) else Tense.PRESENT


def _is_main(head: Token) -> bool:
    token, steps = head, 0
    while token.dep_ in _JOINED and token.head.i != token.i and steps < 20:
        token, steps = token.head, steps + 1
    # A fragment that opens like a clause of something else ("Wat er op ons afkomt", "dat het lukt") states nothing.
    opened = any(c.dep_ == "mark" or _ASKING & set(c.morph.get("PronType", [])) for c in token.children)
    return token.dep_ not in _SUBORDINATE and not opened
