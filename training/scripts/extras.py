"""What the training configuration names: a schedule, a limit in minutes, and rare words made unseen."""

from __future__ import annotations

import random
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example

from pipeline.annotate import affixes  # noqa: F401 - registers the embedding layer

DEADLINE: list[float] = []
_START = time.time()
_WARM_UP = 250  # steps
DISGUISES = 3  # a rare word has so many, so that one does not become known either
_LETTERS = "aaeeeeiioouubdfghklmnprstvwz"


@spacy.registry.schedules("linear_decay.v1")
def linear_decay(initial: float, floor: float, hold: float, minutes: float, steps: int = 0) -> Iterator[float]:
    """Yield the full rate for the part ``hold`` of the way, then a straight line down to ``floor``.

    The way is measured in ``steps``, the same on any machine, or, where that is 0, in ``minutes``.
    """
    step = 0
    while True:
        part = min(1.0, step / steps if steps else (time.time() - _START) / (60 * minutes))
        warm = min(1.0, (step + 1) / _WARM_UP)
        yield initial * warm if part <= hold else floor + (initial - floor) * (1 - part) / (1 - hold)
        step += 1


@spacy.registry.callbacks("stop_at_deadline.v1")
def stop_at_deadline() -> Callable[[Language, dict[str, Any]], None]:
    """Raise KeyboardInterrupt once the time is up: the loop then keeps the averaged last model and the best one."""

    def callback(nlp: Language, args: dict[str, Any]) -> None:
        if DEADLINE and time.time() > DEADLINE[0]:
            raise KeyboardInterrupt

    return callback


def disguise(word: str, number: int) -> str:
    """Return a word with another middle; its case and the letters it is judged by at both ends stay."""
    rng = random.Random(zlib.crc32(f"{word}{number}".encode()))
    start, end = (3, 5) if len(word) >= 10 else (1, 3)
    middle = [
        c if not c.isalpha() else rng.choice(_LETTERS).upper() if c.isupper() else rng.choice(_LETTERS)
        for c in word[start:-end]
    ]
    return word[:start] + "".join(middle) + word[-end:]


@spacy.registry.augmenters("unseen_words.v1")
def unseen_words(
    path: str, rare: int, share: float, seldom: int, seldom_share: float, seed: int
) -> Callable[[Language, Example], Iterator[Example]]:
    """Give rare words of the training file an unseen middle, and no lemma.

    In new text about one word in twelve is unseen; in training, after an epoch, none is. So the model learns to
    judge words by their ends, shape and context. ``share`` of the words that occur at most ``rare`` times are changed,
    ``seldom_share`` of those that occur at most ``seldom`` times.
    """
    rng = random.Random(seed)
    seen: Counter[str] = Counter()

    def chance(token: Any) -> float:
        if len(token) < 5 or not token.is_alpha:
            return 0.0
        number = seen[token.lower_]
        return share if number <= rare else seldom_share if number <= seldom else 0.0

    def augment(nlp: Language, example: Example) -> Iterator[Example]:
        doc = example.reference
        if not seen:
            seen.update(t.lower_ for d in DocBin().from_disk(path).get_docs(nlp.vocab) for t in d)
        words = [disguise(t.text, rng.randrange(DISGUISES)) if rng.random() < chance(t) else t.text for t in doc]
        if all(word == t.text for word, t in zip(words, doc, strict=True)):
            yield example
            return
        yield Example(nlp.make_doc(_text(words, doc)), _changed(nlp, doc, words))

    return augment


def _text(words: list[str], doc: Doc) -> str:
    return "".join(word + t.whitespace_ for word, t in zip(words, doc, strict=True))


def _changed(nlp: Language, doc: Doc, words: list[str]) -> Doc:
    new = Doc(
        nlp.vocab,
        words=words,
        spaces=[bool(t.whitespace_) for t in doc],
        tags=[t.tag_ for t in doc],
        pos=[t.pos_ for t in doc],
        morphs=[str(t.morph) for t in doc],
        lemmas=[t.lemma_ if t.text == word else "" for t, word in zip(doc, words, strict=True)],
        heads=[t.head.i for t in doc],
        deps=[t.dep_ for t in doc],
    )
    for t in new:
        if not doc[t.i].has_morph():
            t.set_morph(None)
    return new
