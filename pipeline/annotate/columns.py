"""What a model says of the tokens of a text, as columns: asking token by token makes an object for every answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_READ: list[int | str] = ["LOWER", "IS_SPACE", "POS", "DEP", "LEMMA", "MORPH", "HEAD"]
Features = dict[str, list[str]]


class Named(dict[int, str]):
    """The strings behind a vocabulary's numbers, each asked for once, and so kept once however often it returns."""

    def __init__(self, vocab: Vocab, shown: Callable[[str], str] = str) -> None:
        super().__init__()
        self._strings, self._shown = vocab.strings, shown

    def __missing__(self, number: int) -> str:
        """Ask for a string, and keep it."""
        found = self[number] = self._shown(self._strings[number])
        return found


class Names:
    """The strings of one vocabulary: words, labels, lemmas in lower case, and features by their names."""

    def __init__(self, vocab: Vocab) -> None:
        self.words, self.lemmas = Named(vocab), Named(vocab, lambda lemma: lemma.lower().replace("_", ""))
        self._features: dict[int, Features] = {}

    def features(self, number: int) -> Features:
        """Return the values of each feature of a word's form."""
        if number not in self._features:
            pairs = (part.partition("=") for part in self.words[number].split("|") if "=" in part)
            self._features[number] = {name: values.split(",") for name, _, values in pairs}
        return self._features[number]


class Columns:
    """The tokens of one document, by their numbers in it.

    ``heads`` holds the number of each token's head (its own for a root), ``lemmas`` is in lower case, ``features``
    has the values of each feature.
    """

    def __init__(self, doc: Doc, names: Names) -> None:
        rows = doc.to_array(_READ)
        lower, space, pos, dep, lemma, morph = rows[:, :-1].T.tolist()
        self.words: list[str] = [names.words[n] for n in lower]
        self.spaces: list[bool] = space
        self.pos: list[str] = [names.words[n] for n in pos]
        self.deps: list[str] = [names.words[n] for n in dep]
        self.lemmas: list[str] = [names.lemmas[n] for n in lemma]
        self.heads: list[int] = [i + step for i, step in enumerate(rows[:, -1].astype("int64").tolist())]
        self._morphs, self._names = morph, names

    def features(self, token: int, name: str) -> Sequence[str]:
        """Return the values of a feature of a token's form."""
        return self._names.features(self._morphs[token]).get(name, ())

    def children(self) -> list[list[int]]:
        """Return the tokens whose head each token is, in order."""
        found: list[list[int]] = [[] for _ in self.heads]
        for token, head in enumerate(self.heads):
            if head != token:
                found[head].append(token)
        return found
