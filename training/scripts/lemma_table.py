"""Make the table of the lemma step (``pipeline/annotate/lemmas.py``) from training documents."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from pipeline.annotate.lemmas import Table

_MARKED = ("NOUN", "ADJ", "VERB")
_WORD_SHARE, _FORM_SHARE = 0.7, 0.6  # the part of a form's occurrences that one lemma must have


def mixed_words(docs: Iterable[Doc]) -> set[tuple[str, str]]:
    """Return the words that have both a marked lemma ("op_voeren") and the same one unmarked."""
    seen: dict[tuple[str, str], set[str]] = defaultdict(set)
    for doc in docs:
        for t in doc:
            if t.lemma_ and t.pos_ in _MARKED:
                seen[t.lower_, t.pos_].add(t.lemma_)
    return {
        word
        for word, lemmas in seen.items()
        if any("_" in a and any(b != a and b.replace("_", "") == a.replace("_", "") for b in lemmas) for a in lemmas)
    }


def is_earlier(sent: Span, mixed: set[tuple[str, str]]) -> bool:
    """Say whether a sentence's lemmas lack the marks: an earlier convention."""
    return not any("_" in t.lemma_ for t in sent) and any(
        (t.lower_, t.pos_) in mixed and t.lemma_ and "_" not in t.lemma_ for t in sent
    )


def _counter() -> dict[str, Counter[str]]:
    return defaultdict(Counter)


@dataclass
class Counts:
    """How often each form has each lemma."""

    words: dict[tuple[str, str], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    nouns: dict[str, Counter[str]] = field(default_factory=_counter)
    plurals: dict[str, Counter[str]] = field(default_factory=_counter)
    verbs: dict[str, Counter[str]] = field(default_factory=_counter)
    left: dict[str, Counter[str]] = field(default_factory=_counter)
    loose: Counter[str] = field(default_factory=Counter)  # particles that make a separable verb
    idle: Counter[str] = field(default_factory=Counter)  # and that don't
    lemmas: set[str] = field(default_factory=set)

    def add(self, token: Token) -> None:
        """Count one token."""
        form = token.text if token.tag_.startswith(("N|eigen", "SPEC")) else token.lower_
        particles = [k.lower_ for k in token.children if k.dep_ == "compound:prt"]
        if token.pos_ == "VERB" and particles:
            self._separated(form, token, particles)
            return
        self.words[form, token.tag_][token.lemma_] += 1
        if token.pos_ == "NOUN":
            (self.plurals if "mv" in token.tag_ else self.nouns)[form][token.lemma_] += 1
            self.lemmas.add(token.lemma_)
            self._first_part(token)
        elif token.pos_ == "VERB":
            self.lemmas.add(token.lemma_)
            if "_" not in token.lemma_:
                self.verbs[form][token.lemma_] += 1

    def _separated(self, form: str, token: Token, particles: list[str]) -> None:
        particle, _, base = token.lemma_.partition("_")
        if base and particle in particles:
            self.loose[particle] += 1
            self.lemmas.add(token.lemma_)
            self.words[form, token.tag_][base] += 1
            self.verbs[form][base] += 1
        else:
            self.idle.update(particles)

    def _first_part(self, token: Token) -> None:
        parts, low = token.lemma_.split("_"), token.lower_
        if len(parts) != 2:
            return
        for i in range(3, len(low) - 2):
            if parts[0][:3] == low[:3] and low[i:].startswith(parts[1][:4]):
                self.left[low[:i]][parts[0]] += 1
                return


def _usual(counts: Counter[str], share: float) -> str | None:
    lemma, number = counts.most_common(1)[0]
    return lemma if number >= share * sum(counts.values()) else None


def _forms(counts: dict[str, Counter[str]], least: int = 0) -> dict[str, str]:
    usual = {form: _usual(c, _FORM_SHARE) for form, c in counts.items() if len(form) > least}
    return {form: lemma for form, lemma in usual.items() if lemma}


def make_table(docs: Iterable[Doc]) -> Table:
    """Return the table; sentences of an earlier convention are left out."""
    docs = list(docs)
    mixed = mixed_words(docs)
    counts = Counts()
    for doc in docs:
        for sent in doc.sents:
            if not is_earlier(sent, mixed):
                for token in sent:
                    if token.lemma_ and token.tag_:
                        counts.add(token)
    words: dict[str, dict[str, str]] = {}
    for (form, tag), c in counts.words.items():
        lemma = _usual(c, _WORD_SHARE)
        if lemma:
            words.setdefault(tag, {})[form] = lemma
    separable = sorted(lemma for lemma in counts.lemmas if "_" in lemma)
    firsts = Counter(lemma.split("_")[0] for lemma in separable if lemma.endswith("n"))
    return Table(
        words=words,
        nouns=_forms(counts.nouns, 2),
        plurals=_forms(counts.plurals, 2),
        verbs=_forms(counts.verbs),
        left=_forms(counts.left),
        separable=separable,
        particles=sorted(p for p, n in counts.loose.items() if n >= 3 and n >= 3 * counts.idle[p]),
        prefixes=sorted(p for p, n in firsts.items() if n >= 2 and p in counts.loose),
    )
