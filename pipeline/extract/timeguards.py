"""What looks like a time and is none: amounts, numbers of articles, names of laws, stamps, codes.

Every guard looks at the words around a reach that the grammar has read.
"""

from __future__ import annotations

from itertools import chain

from pipeline.extract.timegrammar import Grammar
from pipeline.extract.timereach import Reach
from pipeline.extract.timewords import Lexeme, Lexicon

_TIMELY = frozenset({"vanaf", "na", "uiterlijk", "eerder", "per", "in", "tussen", "tot-en-met", "voor", "tot"})
_SURE_YEARS = range(2001, 2061)
_LAW_REACH = 9
_LAW_LENGTH = 200


def fits(grammar: Grammar, words: Lexicon, reach: Reach, bound: str | None, stop: int) -> bool:
    """Say whether a reach is a time where it stands.

    ``bound`` is the sense of the word before it, ``stop`` the end with what belongs to it ("e.v.").
    """
    before = grammar.at(reach.start - 1)
    if not stands_free(grammar, reach.start, stop) or before.is_a("geen-tijd", "stempel"):
        return False
    old = reach.last.year is None and grammar.at(reach.stop).look == "digits"  # "12 december 1892"
    if reach.first.unit == "dag" and (old or _has_clock(grammar, reach)):
        return False
    if grammar.at(reach.start).look == "year" and bound in (None, "van") and of_law(grammar, words, reach.start):
        return False
    if reach.joint is None and not reach.first.marked:
        return _bare(grammar, reach, bound)
    return not (before.is_a("geen-tijd", "ervoor") and grammar.at(reach.start).look in ("year", "date"))


def stands_free(grammar: Grammar, start: int, stop: int) -> bool:
    """Say whether lexemes are no part of a longer word, code or path.

    >>> from pipeline.extract.timewords import Lexeme
    >>> text = "Z-2024"
    >>> lexemes = [Lexeme("word", 0, 1), Lexeme("sign", 1, 2), Lexeme("year", 2, 6, number=2024)]
    >>> stands_free(Grammar(text, lexemes), 2, 3), stands_free(Grammar("- 2024", lexemes), 2, 3)
    (False, True)
    """
    text, first, last = grammar.text, grammar.at(start).start, grammar.at(stop - 1).end
    left, right = text[max(0, first - 2) : first], text[last : last + 2]
    if left and (left[-1].isalnum() or (len(left) == 2 and left[0].isalnum() and _joins(left[1], text[first]))):
        return False
    if left[-1:] == right[:1] == ":":  # "ECLI:NL:HR:2002:AD9704"
        return False
    if right and (right[0].isalnum() or right[0] in "%‰°€_"):
        return False
    if text[last - 1].isalpha() and right[:1] == "-" and right != "--":  # "zomer- en winteropvang"
        return False
    path = len(right) == 2 and right[1].isalnum() and (right[0] != "/" or right[1].isdigit())
    return not (path and _joins(right[0], text[last - 1]))


def _joins(sign: str, inner: str) -> bool:
    """Say whether a sign makes one word or code of what it stands between; a slash joins only figures."""
    return sign in "-‐‑–_" or (sign == "/" and inner.isdigit())


def alone(grammar: Grammar, start: int, stop: int) -> bool:
    """Say whether nothing but signs stands around the lexemes in their unit."""
    around = chain(range(start - 1, -1, -1), range(stop, len(grammar.lexemes)))
    return all(grammar.lexemes[index].look == "sign" for index in around)


def of_law(grammar: Grammar, words: Lexicon, index: int) -> bool:
    """Say whether a year belongs to a law's name: "Wmo 2015", "Verordening jeugdhulp Veldrade 2023"."""
    start = grammar.at(index).start
    ahead = grammar.text[max(0, start - _LAW_LENGTH) : start].split()[-_LAW_REACH:]
    for count in range(1, len(ahead) + 1):
        if " ".join(ahead[-count:]).strip("(“‘'\"*_") in words.laws:
            return True
    for step in range(1, _LAW_REACH):
        lexeme = grammar.at(index - step)
        if lexeme.look != "word" and grammar.word(index - step) not in ("-", "(", "/"):
            return False
        word = grammar.word(index - step)
        head = next((w for w in words.law_words if word.lower().endswith(w)), None)
        if head and (word[0].isupper() or (step == 1 and len(word) > len(head))):
            return True
    return False


def _has_clock(grammar: Grammar, reach: Reach) -> bool:
    """Say whether a date in figures is followed by a time of day: a stamp, unless "uur" comes after."""
    last, clock = grammar.at(reach.stop - 1), grammar.at(reach.stop)
    is_clock = clock.look == "digits" and ":" in grammar.word(reach.stop)
    return last.look == "date" and is_clock and grammar.word(reach.stop + 1).lower() != "uur"


def _bare(grammar: Grammar, reach: Reach, bound: str | None) -> bool:
    """Judge a point that only its surroundings make a time."""
    point, before, behind = reach.first, grammar.at(reach.start - 1), grammar.at(reach.stop)
    if point.unit == "jaar":
        return _year(grammar, reach, bound, before, behind)
    if point.unit == "maand":
        capital = grammar.word(reach.start)[:1].isupper()
        return not (capital and before.look == "word" and not before.rows)
    if behind.is_a("grens", "na") or grammar.word(reach.stop).lower() in ("dat", "waarin", "waarop"):
        return False
    if bound in _TIMELY or alone(grammar, reach.start, reach.stop):
        return True
    if point.unit == "halfjaar" or grammar.word(reach.start).startswith(("K", "k")):
        return False
    return point.unit == "kwartaal" or before.look in ("none", "sign") or grammar.at(reach.start).is_a("lidwoord")


def _year(grammar: Grammar, reach: Reach, bound: str | None, before: Lexeme, behind: Lexeme) -> bool:
    if before.is_a("geen-tijd", "ervoor") and bound is None:
        return False
    number = reach.first.year or 0
    if bound is None and len(postcode := grammar.word(reach.stop)) == 2 and postcode.isupper():
        return False
    timely = bound in _TIMELY
    if behind.is_a("geen-tijd", "erna") and (number not in _SURE_YEARS or not timely or bound == "tot"):
        return False
    if before.look in ("digits", "number") and (before.end - before.start > 1 or behind.look != "word"):
        return False
    if (
        bound == "van"
        and grammar.at(reach.start - 2).look == "number"
        and grammar.at(reach.start - 3).is_a("geen-tijd")
    ):
        return False
    return timely or number in _SURE_YEARS


def columns(grammar: Grammar) -> frozenset[int]:
    """Return the indexes of years that head the columns of a table: three or more in a row.

    >>> from pipeline.extract.timewords import Lexeme
    >>> row = [Lexeme("year", at, at + 4, number=2023) for at in (0, 5, 10)]
    >>> sorted(columns(Grammar("2023 2024 2025", row)))
    [0, 1, 2]
    """
    found: set[int] = set()
    run: list[int] = []
    if sum(lexeme.look == "year" for lexeme in grammar.lexemes) < 2:
        return frozenset()
    for index in range(len(grammar.lexemes) + 1):
        if grammar.at(index).look == "year":
            run.append(index)
        elif grammar.word(index) != "|" or index == len(grammar.lexemes):
            if len(run) >= 3 or (len(run) == 2 and alone(grammar, run[0], run[-1] + 1)):
                found.update(run)
            run = []
    return frozenset(found)
