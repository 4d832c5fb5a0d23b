"""What is left of a Dutch word when its endings are gone, so that a verb and the noun made of it are one.

>>> stem("verbouwen") == stem("verbouwing"), stem("evaluatie") == stem("evalueren"), stem("advies") == stem("adviseur")
(True, True, True)
>>> stem("open"), stem("plan"), stem("plein")
('open', 'plan', 'plein')
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ENDINGS = ("isering", "iseren", "isatie", "atie", "ering", "eren", "erij", "heid", "eur", "ing", "en", "e")
_LEAST = 4  # letters that an ending leaves
_DOUBLED = re.compile(r"([aeou])\1|ie(?=[^aeiou]+$)")
_TWICE = re.compile(r"([bcdfghjklmnpqrstvwxz])\1")


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Return the stem of a word in lower case: its dictionary form, or a part of a compound."""
    left = _bare(word)
    for ending in _ENDINGS:
        if left.endswith(ending) and len(left) - len(ending) >= _LEAST:
            left = left[: -len(ending)]
            break
    if left.endswith("ien"):  # "herzien" and "herziening"
        left = left[:-2]
    return _spelled(left)


def _bare(word: str) -> str:
    """Return a word without accents and signs: "coördinator" and "coordinator" are one."""
    parts = unicodedata.normalize("NFD", word.lower())
    return "".join(c for c in parts if c.isalnum())


def _spelled(left: str) -> str:
    """Undo what spelling does to a stem: double letters, within a compound too, and "f" and "s" at its end."""
    left = _TWICE.sub(r"\1", left)
    left = _DOUBLED.sub(lambda m: m[1] or "i", left)
    return left[:-1] + {"v": "f", "z": "s"}.get(left[-1], left[-1]) if left else left
