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
    n.a.v. o.b.v. o.g.v. o.l.v. o.v.v. resp. t.a.v. t.b.v. t.g.v. t.o.v. t.w. v.w.b. vgl. incl. excl. evt. max. min.
    gem. zgn. dhr. mevr. mw. drs. dr. ir. ing. mr. prof. st. sub. hfst. par. blz. pag. fig. tab. afb. lid. sr. tel.
    bijl. ad. cf. id. nl. i.o.m. i.s.m. i.t.t. d.m.v. e.e.a. t.z.t. m.i.v. k.k. wv. w.v. onderh. toel. d.d. dd. stb.
    stcrt. trb.
""")
# Abbreviations that may end one: a capital after them decides.
_MAYBE = _words("""
    e.d. etc. enz. e.v. ev. j.l. jl. a.s. n.v.t. n.b. s.v.p. p.m. p.j. p.p. e.a. o.i.d. c.s. i.o. vlgs. cs. p.w. mln.
    mld. jr. proc. z.s.m. jan. feb. febr. mrt. apr. jun. jul. aug. sep. sept. okt. nov. dec.
""")
# What a lone letter names, so that it can end a sentence: elsewhere it is an initial.
_LETTERED = _words("variant scenario optie plan bijlage categorie type groep model fase klasse label deel spoor")
_ARTICLES = _words("de het een van deze die")
# Each run of stops is looked at once, however long it is.
_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'’”»)\]]*+(?:\[\^?\w{1,4}\]|[¹²³⁴⁵⁶⁷⁸⁹⁰]+)?(?=\s)")
_LOW_START = re.compile(r"['’‘]\s?[stn]\s+[A-Z]|[a-z][A-Z]")  # "'s Avonds", "eHealth"
_INITIALS = re.compile(r"(?:[A-Z]\.){2,4}")
_WORD = re.compile(r"(?:(\S+)\s+)?(\S+)$")
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
        if depth and scanned - opened < _LONGEST_ASIDE:
            continue
        depth = 0
        after = _SPACE.match(text, match.end())
        begin = after.end() if after else match.end()
        if begin < len(text) and _ends(text, begun, match, begin):
            yield begin
            begun = begin


def _ends(text: str, begun: int, match: re.Match[str], begin: int) -> bool:
    following = text[begin : begin + 20].lstrip(_BEFORE_WORDS)[:1]
    if following.islower() and not _LOW_START.match(text, begin):
        return False
    if match.group()[0] in "!?":
        return True
    found = _WORD.search(text, max(begun, match.start() - 60), match.start() + 1)
    before, word = (found[1] or "", found[2].lstrip(_BEFORE_WORDS)) if found else ("", "")
    if word.lower() in _NEVER:
        return False
    if word.lower() in _MAYBE:
        return not following.isdigit()
    stem = word[:-1]
    if len(stem) == 1 and stem.isalpha():
        return before.lower() in _LETTERED
    if _INITIALS.fullmatch(word):
        return before.lower() in _ARTICLES
    return not (stem.isdigit() and len(stem) <= 2 and match.start() - begun <= 3)
