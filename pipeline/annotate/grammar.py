"""Who does what, when: the clauses of a unit, from what every Dutch spaCy pipeline gives.

Read are UPOS, morphology, lemmas and UD dependencies, nothing that one model alone has. A pipeline without a parser
gives no clauses, and then no rule that asks for grammar holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.annotate.columns import Columns
from pipeline.document import Clause, Tense

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SUBORDINATE = frozenset({"acl", "acl:relcl", "advcl", "ccomp", "csubj", "csubj:pass"})
_JOINED = frozenset({"conj", "parataxis"})
_CLAUSAL = _SUBORDINATE | _JOINED | {"xcomp"}
# What is no verb of its own; an "xcomp" belongs to the verb above it.
_NO_PREDICATES = frozenset({"aux", "aux:pass", "cop", "compound:prt", "fixed", "flat", "amod", "xcomp"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "csubj:pass"})
_NEGATIONS = frozenset({"niet", "geen", "nooit", "noch", "nauwelijks"})
# "Wij gaan openen", "wij laten onderzoeken": the tree has these as verbs of their own with another below them.
_LIGHT = frozenset({"gaan", "laten", "komen", "blijven"})
_ASKING = frozenset({"Rel", "Int"})
_HELPERS = frozenset({"aux", "aux:pass"})
_PARTICLES = frozenset({"ADP", "ADV", "ADJ", "NOUN", "PART"})
_PREDICATES = frozenset({"VERB", "AUX"})


def clauses(doc: Doc, columns: Columns, index: Sequence[int]) -> tuple[Clause, ...]:
    """Return the clauses of a unit, in the order of their verbs.

    ``index`` gives for each token the number of its word in the unit; white space has that of the word after it.
    """
    if not doc.has_annotation("DEP"):
        return ()
    tree = _Tree(doc, columns)
    return tuple(_clause(tree, token, index) for token in range(len(doc)) if _is_predicate(tree, token))


class _Tree:
    """The tokens of a unit, and for each the ones below it. A token is its number."""

    def __init__(self, doc: Doc, columns: Columns) -> None:
        self.doc, self.features = doc, columns.features
        self.deps, self.heads, self.pos, self.lemmas = columns.deps, columns.heads, columns.pos, columns.lemmas
        self.words, self.below = columns.words, columns.children()


def _is_predicate(tree: _Tree, token: int) -> bool:
    if tree.deps[token] in _NO_PREDICATES:
        return False
    return tree.pos[token] in _PREDICATES or any(tree.deps[child] == "cop" for child in tree.below[token])


def _clause(tree: _Tree, head: int, index: Sequence[int]) -> Clause:
    chain = _chain(tree, head)
    verb = chain[-1]
    copula = next((c for c in tree.below[head] if tree.deps[c] == "cop"), None)
    helpers = _helpers(tree, head, chain)
    lemmas = [tree.lemmas[h] for h in helpers]
    verbs = [*chain, *helpers, *([copula] if copula is not None else [])]
    finite = next((t for t in verbs if _is_finite(tree, t)), None)
    subject = _subject(tree, head)
    participle = "Part" in tree.features(verb, "VerbForm")
    passive = participle and any(tree.deps[h] == "aux:pass" for h in helpers)
    perfect = ("hebben" in lemmas or "zijn" in lemmas) and (
        participle or (copula is not None and copula != finite) or len(chain) > 1
    )
    return Clause(
        verb=tree.lemmas[copula] if copula is not None else _infinitive(tree, verb),
        at=index[verb],
        subject=_words(tree.doc[subject], index) if subject is not None else None,
        subject_head=index[subject] if subject is not None else None,
        helpers=(*(tree.lemmas[t] for t in chain[:-1]), *lemmas),
        tense=_tense(tree, finite),
        passive=passive,
        perfect=perfect and not passive,
        negated=any(_negates(tree, c) for token in chain for c in tree.below[token]),
        main=_is_main(tree, head, chain),
        copular=copula is not None,
    )


def _is_finite(tree: _Tree, token: int) -> bool:
    return "Fin" in tree.features(token, "VerbForm")


def _helpers(tree: _Tree, head: int, chain: Sequence[int]) -> list[int]:
    """Return the auxiliaries of a clause; a joined verb without a finite one has those of the verb it is joined to."""
    own = [c for token in chain for c in tree.below[token] if tree.deps[c] in _HELPERS]
    above = tree.heads[head]
    if own or _is_finite(tree, head) or tree.deps[head] not in _JOINED or above == head:
        return own
    found = [c for c in tree.below[above] if tree.deps[c] in _HELPERS]
    # "Wij gaan een loket openen en een campagne starten": the light verb stands above the first of them.
    light = tree.heads[above]
    return [light, *found] if tree.deps[above] == "xcomp" and tree.lemmas[light] in _LIGHT else found


def _negates(tree: _Tree, token: int) -> bool:
    """Say whether a word denies its clause: "niet", or "geen" with a noun that belongs to the clause itself."""
    if tree.lemmas[token] in _NEGATIONS:
        return True
    return tree.deps[token] not in _CLAUSAL and any(tree.lemmas[c] == "geen" for c in tree.below[token])


def _chain(tree: _Tree, head: int) -> list[int]:
    """Return a verb and what it leads to: gaan → laten → onderzoeken."""
    chain = [head]
    while tree.lemmas[chain[-1]] in _LIGHT and len(chain) < 4:
        below = (c for c in tree.below[chain[-1]] if tree.deps[c] == "xcomp" and tree.pos[c] in _PREDICATES)
        further = next((c for c in below if c not in chain), None)
        if further is None:
            break
        chain.append(further)
    return chain


def _infinitive(tree: _Tree, token: int) -> str:
    """Return the infinitive with the particle in front ("voert … uit": uitvoeren), however a model writes it."""
    lemma = tree.lemmas[token]
    particles = (c for c in tree.below[token] if tree.deps[c] == "compound:prt" and tree.pos[c] in _PARTICLES)
    particle = next((tree.words[c] for c in particles), "")
    return lemma if lemma.startswith(particle) else particle + lemma


def _subject(tree: _Tree, head: int) -> int | None:
    """Return the head of a clause's subject: its own, that of its auxiliary, or that of the clause it is joined to."""
    token, steps = head, 0
    while steps < 8:
        helpers = [c for c in tree.below[token] if tree.deps[c] in _HELPERS]
        own = next((c for t in (token, *helpers) for c in tree.below[t] if tree.deps[c] in _SUBJECTS), None)
        if own is not None:
            return own
        above = tree.heads[token]
        light = tree.deps[token] == "xcomp" and steps > 0 and tree.lemmas[above] in _LIGHT
        if (tree.deps[token] not in _JOINED and not light) or above == token:
            return None
        token, steps = above, steps + 1
    return None


def _words(token: Token, index: Sequence[int]) -> tuple[int, int]:
    """Return the first and one past the last word of a phrase."""
    last = token.right_edge
    while last.is_space and last.i > token.left_edge.i:
        last = last.nbor(-1)
    return index[token.left_edge.i], index[last.i] + 1


def _tense(tree: _Tree, finite: int | None) -> Tense | None:
    if finite is None:
        return None
    return Tense.PAST if "Past" in tree.features(finite, "Tense") else Tense.PRESENT


def _is_main(tree: _Tree, head: int, chain: Sequence[int]) -> bool:
    token, steps = head, 0
    while tree.deps[token] in _JOINED and tree.heads[token] != token and steps < 20:
        token, steps = tree.heads[token], steps + 1
    if tree.deps[token] in _SUBORDINATE:
        return False
    # A fragment that opens like a clause of something else ("Wat er op ons afkomt", "dat het lukt") states nothing.
    return not any(_opens(tree, c, token) for t in {token, *chain} for c in tree.below[t])


def _opens(tree: _Tree, child: int, token: int) -> bool:
    """Say whether a word opens a clause of something else, before its verb."""
    if tree.deps[child] == "mark" and tree.lemmas[child] != "te" and child < token:
        return True
    return not _ASKING.isdisjoint(tree.features(child, "PronType"))
