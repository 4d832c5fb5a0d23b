"""Where sentences end in Dutch policy text.

Full stops of abbreviations, numbering, initials and dates end nothing; a sentence goes on within brackets.

>>> [text for text in map(str.strip, cut("Dit geldt o.a. voor art. 3 (zie bijl. 2). In 2024 starten we. Klaar?"))]
['Dit geldt o.a. voor art. 3 (zie bijl. 2).', 'In 2024 starten we.', 'Klaar?']
"""

from __future__ import annotations

import re
from collections.abc import Iterator


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Abbreviations that do not end a sentence, whatever follows.
_NEVER = _words("""
    o.a. m.n. d.w.z. d.i. bijv. bv. b.v. nr. nrs. art. artt. ca. c.q. i.c. i.p.v. i.v.m. i.h.k.v. m.b.t. m.b.v. m.u.v.
    n.a.v. o.b.v. o.g.v. o.l.v. o.v.v. resp. t.a.v. t.b.v. t.g.v. t.o.v. t.w. v.w.b. vgl. evt. max. min. zg. z.g.
    gem. zgn. dhr. mevr. mw. drs. dr. ir. ing. mr. prof. st. sub. hfst. par. blz. pag. fig. tab. afb. lid. sr. tel.
    bijl. ad. cf. id. nl. i.o.m. i.s.m. i.t.t. d.m.v. e.e.a. t.z.t. m.i.v. k.k. wv. w.v. onderh. toel. d.d. dd. stb.
    stcrt. trb. afd. kon. burg. vs. v.v. s.v. str. secr. wnd. vz. plv. gedep. div. ong. alg.
""")
# Abbreviations that may end one: a capital after them decides.
_MAYBE = _words("""
    e.v. ev. j.l. jl. a.s. n.v.t. n.b. s.v.p. p.m. p.j. p.p. i.o. vlgs. p.w. jr. proc. z.s.m.
    jan. feb. febr. mrt. apr. jun. jul. aug. sep. sept. okt. nov. dec.
""")
# Those that close a list: a capital or a number after them decides.
_LAST = _words("e.d. etc. enz. e.a. o.i.d. c.s. cs.")
# Those with a name or a noun after them as often as a new sentence: a word decides that sentences begin with.
_NAMED = _words("mln. mld. incl. excl. b.v. n.v. bv. nv. v.o.f. bijv. u.")
_BEGINNERS = _words("""
    de het een in dit deze die dat er we wij hij zij ze met voor op na bij om als ook daarom daarmee daarbij daarnaast
    daarna daar daarvan daarvoor daartoe daarin hiermee hierdoor hierbij hiervoor hiervan hierin hiertoe hier naar
    zo maar want en of toch wel niet geen alle elk elke ieder iedere
    iedereen inwoners gemeenten gemeente onze ons vanaf sinds tot per door naast volgens binnen tijdens wanneer zodra
    omdat dan nu dus verder tevens eveneens uit aan van over onder tegen wie wat waar hoe indien
""")
# Before a number these belong to it.
_NUMBERED = _words("no. gr. kl. wk. versie. hs.")
# What a lone letter names, so that it can end a sentence: elsewhere it is an initial.
_LETTERED = _words("variant scenario optie plan bijlage categorie type groep model fase klasse label deel spoor")
_ARTICLES = _words("de het een van deze die")
# Each run of stops is looked at once, however long it is. A footnote's number may have lost its height.
_END = re.compile(
    r"(?<![.!?…])[.!?…]++[\"'’”»)\]*_]*+(?:\[\^?\w{1,4}\]|[¹²³⁴⁵⁶⁷⁸⁹⁰]+|(?<=[a-z]{3}\.)\d{1,2}(?=\s+[A-Z])"
    # One word in brackets behind it, such as the colour of a traffic light, belongs to it.
    r"|\s\([a-z]{3,12}\)(?=\s+[A-Z]))?(?=\s)"
)
# "'s Avonds", "'s-Gravenmeer", "eHealth", "e-Health", "mijnPortaal", and the next of an enumeration: "b. De …"
_LOW_START = re.compile(r"['’‘]\s?[stn](?:\s+|-)[A-Z]|[a-z]{1,8}[A-Z]|[a-z]-[A-Z]|[a-z][.)]\s+[A-Z]")
_INITIALS = re.compile(r"(?:[A-Z][a-z]?\.){2,4}")
# What numbers a sentence instead of ending one, at its start: "2.3.1.", "Ad 1.", "IV.", "a."
_NUMBER = re.compile(r"\s*(?:[Aa]d\s+)?(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}|[a-zA-Z])\.")
_TIME = re.compile(r"\d{1,2}[.:]\d\d$")
_WORD = re.compile(r"(?:(\S+)\s+)?(\S+)$")
_LETTERS = re.compile(r"[^\W\d_]+")
_SPACE = re.compile(r"\s+")
_OPENERS, _CLOSERS = "([", ")]"
_BEFORE_WORDS = "\"'‘’“”«([•-–* "
_LONGEST_ASIDE = 400


def cut(text: str) -> Iterator[str]:
    """Yield the sentences of a text, in order; joined they are the text."""
    at = 0
    for end in boundaries(text):
        yield text[at:end]
        at = end
    if at < len(text):
        yield text[at:]


def boundaries(text: str) -> Iterator[int]:
    """Yield the places at which a sentence ends and another begins."""
    depth, opened, scanned, begun = 0, 0, 0, 0
    for match in _END.finditer(text):
        for i in range(scanned, match.end()):
            if text[i] in _OPENERS:
                depth, opened = depth + 1, i
            elif text[i] in _CLOSERS:
                depth = max(0, depth - 1)
        scanned = match.end()
        # An aside belongs to its sentence; what is in brackets from its first word on has sentences of its own.
        if depth and scanned - opened < _LONGEST_ASIDE and text[begun:opened].strip():
            continue
        depth = 0
        after = _SPACE.match(text, match.end())
        begin = after.end() if after else match.end()
        if begin < len(text) and _ends(text, begun, match, begin):
            yield begin
            begun = begin


def _ends(text: str, begun: int, match: re.Match[str], begin: int) -> bool:
    ahead = text[begin : begin + 20].lstrip(_BEFORE_WORDS)
    following = ahead[:1]
    if following.islower() and not _LOW_START.match(text, begin):
        return False
    if match.group()[0] in "!?":
        return True
    found = _WORD.search(text, max(begun, match.start() - 60), match.start() + 1)
    before, word = (found[1] or "", found[2].lstrip(_BEFORE_WORDS)) if found else ("", "")
    if _NUMBER.fullmatch(text, begun, match.end()):
        return False
    if word.lower() in _LAST:
        return text[begin] != "("
    return _ends_after(before.lower(), word, following, _LETTERS.match(ahead))


def _ends_after(before: str, word: str, following: str, next_word: re.Match[str] | None) -> bool:
    """Say whether a sentence ends after a word with a stop, by it, the one before it and what follows."""
    low = word.lower().rpartition("/")[2]  # "jan./febr."
    begins = next_word is not None and next_word.group().lower() in _BEGINNERS
    if low in _NAMED and (len(low) > 2 or _TIME.search(before)):
        return begins
    if low in _NEVER or (low.endswith("str.") and following.isdigit()):
        return False
    if low in _NUMBERED and following.isdigit():
        return False
    if low in _MAYBE:
        return not following.isdigit()
    stem = word[:-1]
    if len(stem) == 1 and stem.isalpha():
        return begins or any(before.endswith(named) for named in _LETTERED)
    if _INITIALS.fullmatch(word):
        return (begins and before not in _NEVER) or before in _ARTICLES
    return True
