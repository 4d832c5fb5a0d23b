"""The last step of the bundled model: lemmas by word list, compounds and separable verbs.

A trained lemmatizer learns how endings change; it knows some 98 of 100 words it has met, and 59 of 100 it has not.
The treebanks mark the parts of a compound and the particle of a verb with "_" (erwt_soep, op_voeren), also where the
particle stands elsewhere in the sentence. This step keeps the trained lemma unless

- the word with its tag stands in the word list;
- an unknown noun is a compound of known parts, or regular;
- an unknown verb form is a particle and a known form, or regular;
- a verb has a particle elsewhere (``compound:prt``), and the two make a separable verb.

The table is made from training documents only, by ``training/scripts/lemma_table.py``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TypedDict

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.annotate.tabled import Tabled
from pipeline.annotate.wordforms import infinitive, singular

NAME = "nl_lemma_table"
_CACHED = 200_000
_UNSTRESSED = ("be", "ver", "ont", "her", "ge")  # verbs that begin so take no loose particle by themselves
_TWOFOLD = frozenset({"onder", "over", "door", "om", "voor", "mis", "weer", "vol"})  # particle or prefix
_LINKS = ("s", "en", "n", "e")


class Table(TypedDict):
    """What the step knows. ``words`` is by CGN tag and form; the others map a form to its lemma."""

    words: dict[str, dict[str, str]]
    nouns: dict[str, str]
    plurals: dict[str, str]
    verbs: dict[str, str]
    left: dict[str, str]  # first parts of compounds
    separable: list[str]
    particles: list[str]
    prefixes: list[str]


class LemmaTable(Tabled[Table]):
    """A component for the end of a pipeline with tags, trained lemmas and dependencies."""

    def __init__(self) -> None:
        self.set_table(
            Table(words={}, nouns={}, plurals={}, verbs={}, left={}, separable=[], particles=[], prefixes=[])
        )

    def set_table(self, table: Table) -> None:
        """Take a table into use."""
        self._table = table
        self._cache: dict[tuple[int, int, int], str] = {}
        self._separable = frozenset(table["separable"])
        self._particles = frozenset(table["particles"])
        self._prefixes = sorted(table["prefixes"], key=len, reverse=True)
        lemmas = {*table["nouns"].values(), *table["plurals"].values()}
        self._tails = Counter(lemma.rsplit("_", 1)[1] for lemma in lemmas if "_" in lemma)
        self._infinitives = {*table["verbs"].values(), *self._separable}
        self._heads = set(table["nouns"].values())

    def __call__(self, doc: Doc) -> Doc:
        """Set the lemmas of a document."""
        for token in doc:
            key = (token.orth, token.tag, token.lemma)
            lemma = self._cache.get(key)
            if lemma is None:
                lemma = self._lemma(token.text, token.tag_, token.lemma_)
                if len(self._cache) < _CACHED:
                    self._cache[key] = lemma
            if lemma != token.lemma_:
                token.lemma_ = lemma
        for token in doc:
            if token.dep_ == "compound:prt" and token.head.pos_ == "VERB":
                token.head.lemma_ = self._joined(token.lower_, token.head.lemma_)
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 256) -> Iterator[Doc]:
        """Yield the documents with their lemmas."""
        yield from map(self, stream)

    def _joined(self, particle: str, lemma: str) -> str:
        if lemma.startswith(f"{particle}_"):
            return lemma
        joined = f"{particle}_{lemma.split('_')[-1]}"
        usual = particle in self._particles and not lemma.split("_")[-1].startswith(_UNSTRESSED)
        return joined if joined in self._separable or usual else lemma

    def _lemma(self, form: str, tag: str, guess: str) -> str:
        proper = tag.startswith(("N|eigen", "SPEC"))
        low = form.lower()
        found = self._table["words"].get(tag, {}).get(form if proper else low)
        if found:
            return found
        if proper or not low[:1].isalpha():
            return guess
        if tag.startswith("N|soort"):
            return self._noun(low, tag, guess)
        return self._verb(low, tag, guess) if tag.startswith("WW") else guess

    def _first_part(self, part: str) -> str | None:
        part = part.rstrip("-")
        nouns = self._table["nouns"]
        if part in self._table["left"]:
            return self._table["left"][part]
        if part in nouns:
            return nouns[part]
        for link in _LINKS:
            stem = part.removesuffix(link)
            if stem != part and len(stem) > 2 and stem in nouns:
                return nouns[stem]
        if part in self._table["plurals"]:
            return self._table["plurals"][part]
        return f"{part}en" if f"{part}en" in self._table["verbs"] else None

    def _compound(self, low: str, known: dict[str, str], deep: int = 1) -> str | None:
        """Return the longest known last part after a known first part, or None."""
        for i in range(3, len(low) - 2):
            right = low[i:]
            last: str | None = None
            if right in known:
                if len(right) >= 5 or self._tails[known[right]] >= 3:
                    last = known[right]
            elif deep and len(right) > 8:
                last = self._compound(right, known, deep - 1)
            first = self._first_part(low[:i]) if last else None
            if first:
                return f"{first}_{last}"
        return None

    def _noun(self, low: str, tag: str, guess: str) -> str:
        plural, small = "|mv" in tag, "|dim" in tag
        nouns, plurals = self._table["nouns"], self._table["plurals"]
        known, other = (plurals, nouns) if plural else (nouns, plurals)
        if low in known:
            return known[low]
        split = self._compound(low, known) or (self._compound(low, other) if small else None)
        if split:
            return split
        if small or "_" in guess:
            return guess
        if not plural:
            regular = low.startswith(guess) and low.endswith(("en", "s", "ën"))
            return low if "|basis" in tag and not regular else guess
        single = singular(low, nouns)
        return (self._compound(single, nouns) or single) if single and guess not in self._heads else guess

    def _verb(self, low: str, tag: str, guess: str) -> str:
        verbs = self._table["verbs"]
        if low in verbs:
            return guess if "_" in guess else verbs[low]
        for particle in self._prefixes:
            rest = low[len(particle) :]
            if not low.startswith(particle) or len(rest) <= 3:
                continue
            if rest in verbs:
                joined = f"{particle}_{verbs[rest]}"
                if joined in self._separable or particle not in _TWOFOLD or rest.startswith("ge"):
                    return joined
            if rest.startswith("te") and rest[2:] in verbs:
                return f"{particle}_{verbs[rest[2:]]}"
        if guess in self._infinitives or "_" in guess:
            return guess
        return infinitive(low, tag) or guess


@Language.factory(NAME, requires=["token.lemma", "token.tag", "token.dep"], assigns=["token.lemma"])
def make_lemma_table(nlp: Language, name: str) -> LemmaTable:
    """Make the component, with an empty table."""
    return LemmaTable()
