"""The word tests behind the computed slots of patterns, and the compiler that knows them.

Which verbs say that something is done is an open class: with "wij" beside it, any verb does, unless the
table ``werkwoorden`` says that it is a state, a wish or an auxiliary.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.ruleset import Rules
from pipeline.ruleset.forms import Forms, forms
from pipeline.ruleset.pattern import Compiler

_YEAR = re.compile(r"(?:19|20)\d\d")
# Weak participles, and those on "-gaan" and the like. Strong ones on -en look like nouns ("gesprekken", "gebieden"):
# they count where the table lists them.
_PARTICIPLE = re.compile(
    r"(?:(?:aan|achter|af|bij|binnen|deel|door|in|klaar|langs|los|mee|na|neer|om|onder|op|open|over|plaats|rond|samen|"
    r"stil|tegen|terug|toe|tussen|uit|vast|vol|voor|voort|vorm|vrij|weer|weg)?ge\w{3,}(?:d|t|gaan|daan|zien)"
    r"|(?:her|be|ver|ont)\w{3,}(?:d|t)|(?:aan|uit|op|voor|door|af|in|toe|onder|over)(?:be|ver)\w{3,}(?:d|t)|\w{4,}eerd)"
)
# What stands for a name or a time in the words of a unit. No word of a text has these signs.
MARK = {"partner": "‹partner›", "tijd": "‹tijd›", "straks": "‹straks›", "toen": "‹toen›", "steeds": "‹steeds›"}
_TIMES = frozenset({MARK["tijd"], MARK["straks"], MARK["toen"], MARK["steeds"]})
# After these an infinitive belongs to a clause ("om dat te doen"), and is no task of its own.
_MODAL = frozenset(
    {"te", "kunnen", "kan", "moeten", "moet", "mogen", "willen", "zullen", "gaan", "laten", "worden", "die"}
)
_ACT_NOUNS = frozenset(
    {"inzet", "inkoop", "opzet", "start", "onderzoek", "aanpak", "beheer", "bouw", "aanleg", "opvang"}
)


class Lexicon:
    """The verbs and word lists of a set of rules, ready for patterns."""

    def __init__(self, rules: Rules) -> None:
        self.verbs: dict[str, Forms] = {
            row.name: forms(row.name, row.particle, row.present, row.past, row.participle) for row in rules.verbs
        }
        kinds = {row.name: row.kind for row in rules.verbs}
        self._other = frozenset(
            w
            for name, f in self.verbs.items()
            if kinds[name] != "handeling"
            for w in f.finite | f.joined
            if not f.particle
        )
        self._acts = frozenset(
            w for name, f in self.verbs.items() if kinds[name] == "handeling" for w in f.plural | f.past
        )
        self._any_act = (
            frozenset(w for name, f in self.verbs.items() if kinds[name] == "handeling" for w in f.finite | f.joined)
            - self._other
        )
        self._helping = frozenset(
            w for name, f in self.verbs.items() if kinds[name] == "hulp" for w in f.finite if w not in {"gaan", "laten"}
        )
        acting = [(name, f) for name, f in self.verbs.items() if kinds[name] == "handeling"]
        self._past = frozenset(w for _, f in acting for w in f.past if w not in f.plural)
        # How a task is written: the infinitive, with its particle in front.
        self._tasks = frozenset(f.infinitive for _, f in acting)
        # A form that can only be a finite verb: no infinitive, which is also how a task is written.
        self._says = frozenset(
            w
            for name, f in self.verbs.items()
            for w in (f.singular if kinds[name] != "hulp" else f.finite)
            if len(w) > 2 and (w.endswith("t") or kinds[name] == "hulp") and w not in {"werkt", "zijn"} | f.participle
        ) | {"is", "zijn", "werkt"}
        self._act_participles = frozenset(
            w for name, f in self.verbs.items() if kinds[name] == "handeling" for w in f.participle
        )
        self._state_participles = (
            frozenset(w for name, f in self.verbs.items() if kinds[name] != "handeling" for w in f.participle)
            - self._act_participles
        )
        self._no_verbs = frozenset(w.lower() for w in rules.words.get("geen-werkwoord", ()))
        self.compiler = Compiler(
            rules.words,
            self.verbs,
            {
                "handelt": self.acts,
                "gezegde": self._says.__contains__,
                "handelwerk": self._any_act.__contains__,
                "handelnaam": self.names_act,
                "voltooid": self.completed,
                "verledentijd": self._past.__contains__,
                "taak": self._tasks.__contains__,
                "hulpwerkwoord": self._helping.__contains__,
                "niet-te": lambda w: w[:1].isalnum() and w not in _MODAL,
                "woord": lambda w: w[:1].isalnum(),
                "partner": MARK["partner"].__eq__,
                "tijd": _TIMES.__contains__,
                "straks": MARK["straks"].__eq__,
                "toen": MARK["toen"].__eq__,
                "steeds": MARK["steeds"].__eq__,
                "jaar": lambda w: _YEAR.fullmatch(w) is not None,
            },
        )

    def acts(self, word: str) -> bool:
        """Say whether a word beside "wij" is a verb that says that something is done."""
        if word in self._other or word in self._no_verbs:
            return False
        if word in self._acts:
            return True
        return len(word) > 3 and word.isalpha() and word.endswith(("en", "ën", "doen", "gaan", "slaan", "zien"))

    def names_act(self, word: str) -> bool:
        """Say whether a word names an action as a noun: an infinitive, or a noun in -ing or the like."""
        return word in self._any_act or (len(word) > 6 and word.endswith(("ing", "tie"))) or word in _ACT_NOUNS

    def completed(self, word: str) -> bool:
        """Say whether a word is a past participle that says that something was done."""
        if word in self._act_participles:
            return True
        if word in self._state_participles or word in self._no_verbs:
            return False
        return _PARTICIPLE.fullmatch(word) is not None


@lru_cache(maxsize=4)
def _lexicon(digest: str, holder: _Holder) -> Lexicon:
    return Lexicon(holder.rules)


class _Holder:
    """Carries rules through a cache whose key is their digest alone."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Holder) and other.rules.digest == self.rules.digest

    def __hash__(self) -> int:
        return hash(self.rules.digest)


def lexicon(rules: Rules) -> Lexicon:
    """Return the lexicon of a set of rules; it is built once."""
    return _lexicon(rules.digest, _Holder(rules))
