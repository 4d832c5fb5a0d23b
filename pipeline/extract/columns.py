"""Who stands in a column or behind a label for partners: every member of the list works along.

>>> [(s.party.sort, s.party.name) for s in members("GGD De Waarden, huisartsen en Stichting Anker", [])]
[('named', 'GGD De Waarden'), ('group', 'huisartsen'), ('named', 'Stichting Anker')]
>>> members("-", [])
[]
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from pipeline.extract.cooperation import Standing
from pipeline.extract.names import is_name
from pipeline.extract.orgnames import Party

_SPLIT = re.compile(
    r"\s*(?:[,;/|\n•+]|\s-\s|\s–\s|\ben\b(?!\s+[a-zë]+zorg\b)|\bmet\b(?=\s+(?:[a-zë]|De\s|Het\s))|\bi\.s\.m\.|\bism\b|\bsamen\b|\bin\s+samenwerking\b)\s*"
)
_ARTICLE = re.compile(r"(?:de|het|een|onze|alle|diverse|o\.a\.|onder\s+andere|onder\s+meer)\s+", re.IGNORECASE)
_NOBODY = re.compile(
    r"(?:[\W\d]*|n\.?v\.?t\.?|nader te bepalen|ntb|geen|onbekend|(?:de\s+)?gemeente(?:raad)?|college|raad|"
    r"(?:de\s+)?gemeente\s*\(.*|(?:ouders|jongeren|ouderen|jeugdigen|cliënten|mantelzorgers|kinderen|vrijwilligers|"
    r"omwonenden|inwoners|bewoners)(?:\s+\w+)?|wethouder.*|portefeuillehouder.*)",
    re.IGNORECASE,
)
_LONGEST = 7  # words: what is longer is a sentence


def members(text: str, parties: Sequence[Party], openers: Collection[str] = ()) -> list[Standing]:
    """Return the members of a list of partners: known ones, and what else stands between the commas."""
    found: list[Standing] = []
    at = 0
    covered: list[Party] = []
    for match in [*_SPLIT.finditer(text), None]:
        end = match.start() if match else len(text)
        party = _member(text, at, end, parties, openers)
        if party:
            found.append(Standing(party, 2, "kolom"))
            covered.append(party)
        at = match.end() if match else end
    found += [
        Standing(p, 2, "kolom") for p in parties if not any(c.start <= p.start and p.end <= c.end for c in covered)
    ]
    return sorted(found, key=lambda s: s.party.start)


def _member(text: str, start: int, end: int, parties: Sequence[Party], openers: Collection[str]) -> Party | None:
    while start < end and not (text[start].isalnum() or text[start] in "'’"):
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in ")&+"):
        end -= 1
    article = _ARTICLE.match(text, start, end)
    if article and (article[0][0].islower() or article[0].strip().lower() not in ("de", "het")):
        start = article.end()
    written = text[start:end]
    if not written or written[0].isdigit() or len(written.split()) > _LONGEST or _NOBODY.fullmatch(written):
        return None  # a sum, say
    if written.split()[0] in openers and written.split()[0] not in ("de", "het"):
        return None
    inside = [p for p in parties if p.start < end and start < p.end]
    whole = written[0].isupper() and len(written.split()) > 1 and all(p.sort == "group" for p in inside)
    if inside and (not whole or any(p.start <= start and end <= p.end for p in inside)):
        return None
    if is_name(written) and written[0].isupper() and len(written) > 1:
        sort, sure = ("group", 0.6) if written.startswith("Team ") else ("named", 0.7)
        if len(written.split()) == 1 and start == 0 and not _SPLIT.search(text):
            sure = 0.6
        return Party(start, end, "group" if sort == "group" else "named", written, "koppen/wie", sure)
    return Party(start, end, "group", written, "koppen/wie", 0.6)
