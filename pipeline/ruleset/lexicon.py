"""The word tests behind the computed slots of patterns, and the compiler that knows them.

Which verbs say that something is done is an open class: with "wij" beside it, any verb does, unless the
table ``werkwoorden`` says that it is a state, a wish or an auxiliary.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache

from pipeline.ruleset import Rules
from pipeline.ruleset.forms import Forms, forms
from pipeline.ruleset.pattern import Compiler, Test

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

# The lists of ``woordenlijsten`` that tell who a subject is, the first that holds its word counts.
SUBJECTS = ("wij", "overheid", "medewerkers", "doelgroep", "derden")
_ARTICLES = frozenset({"de", "het", "een", "onze", "ons", "alle", "elke", "iedere", "ieder", "elk", "meer", "minder"})


# What a scanner makes of "m", "w", "o", "l" and "i", within a word.
_SCANNED = re.compile(r"rn|vv|[^\W\d_][01]|[01][^\W\d_]")
_LETTERS = str.maketrans("01", "ol")


class Lexicon:
    """The verbs and word lists of a set of rules, ready for patterns."""

    def __init__(self, rules: Rules) -> None:
        self.verbs: dict[str, Forms] = {
            row.name: forms(row.name, row.particle, row.present, row.past, row.participle) for row in rules.verbs
        }
        self.kinds: dict[str, str] = {row.name: row.kind for row in rules.verbs}
        self.who = _subjects(rules)
        kinds = self.kinds
        acting = [f for name, f in self.verbs.items() if kinds[name] == "handeling"]
        others = [f for name, f in self.verbs.items() if kinds[name] != "handeling"]
        helping = [f for name, f in self.verbs.items() if kinds[name] == "hulp"]
        self._other = _all(f.finite | f.joined for f in others if not f.particle)
        self._acts = _all(f.plural | f.past for f in acting)
        self._any_act = _all(f.finite | f.joined for f in acting) - self._other
        self._helping = _all(f.finite for f in helping) - {"gaan", "laten"}
        self._past = _all(f.past - f.plural for f in acting)
        # How a task is written: the infinitive, with its particle in front.
        self._tasks = frozenset(f.infinitive for f in acting)
        # A form that can only be a finite verb: no infinitive, which is also how a task is written.
        single = _all(f.singular - f.participle for f in (*acting, *others))
        self._says = frozenset(w for w in single if w.endswith("t")) | _all(f.finite for f in helping)
        self._act_participles = _all(f.participle for f in acting)
        self._state_participles = _all(f.participle for f in others) - self._act_participles
        self._rules = rules
        self.before_places = frozenset(w.lower() for w in rules.words.get("voor-plaatsen", ()))
        self.residents = tuple(w.lower() for w in rules.words.get("bewoners-op", ()))
        self.begun = tuple(w.lower() for w in rules.words.get("al-begonnen", ()))
        self._no_verbs = frozenset(w.lower() for w in rules.words.get("geen-werkwoord", ()))
        self._act_nouns = frozenset(w.lower() for w in rules.words.get("handelnamen", ()))
        self._no_participles = tuple(w.lower() for w in rules.words.get("geen-voltooid-op", ()))
        self.compiler = Compiler(rules.words, self.verbs, self._tests())

    def _tests(self) -> dict[str, Test]:
        """Return the computed slots of patterns: what each accepts."""
        return {
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
        }

    def healed(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Return words with a scanner's faults mended where that makes a word of the rules: "arnbitie"."""
        if not _SCANNED.search(" ".join(words)):
            return words
        return tuple(self._mended(w) if _SCANNED.search(w) else w for w in words)

    @cached_property
    def _known(self) -> frozenset[str]:
        """The words that slips are mended to: made late, since only who judges statements has all its tables."""
        return vocabulary(self._rules) | _all(f.finite | f.joined | f.participle for f in self.verbs.values())

    def _mended(self, word: str) -> str:
        mended = word.replace("rn", "m").replace("vv", "w").translate(_LETTERS)
        return mended if word not in self._known and mended in self._known else word

    def acts(self, word: str) -> bool:
        """Say whether a word beside "wij" is a verb that says that something is done."""
        if word in self._other or word in self._no_verbs:
            return False
        if word in self._acts:
            return True
        return len(word) > 3 and word.isalpha() and word.endswith(("en", "ën", "doen", "gaan", "slaan", "zien"))

    def names_act(self, word: str) -> bool:
        """Say whether a word names an action as a noun: an infinitive, or a noun in -ing or the like."""
        return word in self._any_act or (len(word) > 6 and word.endswith(("ing", "tie"))) or word in self._act_nouns

    def completed(self, word: str) -> bool:
        """Say whether a word is a past participle that says that something was done."""
        if word in self._act_participles:
            return True
        if word in self._state_participles or word in self._no_verbs:
            return False
        return _PARTICIPLE.fullmatch(word) is not None and not word.endswith(self._no_participles)


def vocabulary(rules: Rules) -> frozenset[str]:
    """Return the words that the word lists and the patterns of the cue tables are made of."""
    lists = (phrase for phrases in rules.words.values() for phrase in phrases)
    patterns = (p for row in (*rules.goals, *rules.activities, *rules.statuses) for p in row.patterns)
    texts = (*lists, *(re.sub(r"\{[^}]*\}", " ", p) for p in patterns))
    return frozenset(w for text in texts for w in re.findall(r"[^\W\d_]+", text.lower()))


def _subjects(rules: Rules) -> dict[str, str]:
    """Return for the words on which a subject can turn who it then is."""
    who: dict[str, str] = {}
    for name in reversed(SUBJECTS):
        for phrase in rules.words.get(name, ()):
            # A subject turns on the noun, and of "college van b&w" that is the first.
            words = [w for w in phrase.lower().split() if w not in _ARTICLES] or phrase.lower().split()
            short = words[: next((n for n, w in enumerate(words) if w in ("van", "en", "in")), len(words))]
            who[short[-1] if short else words[0]] = name
    return who


def _all(forms: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*forms)


@lru_cache(maxsize=8)
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
