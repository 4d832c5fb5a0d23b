"""A changed rule re-does only the documents in which the change can be seen, and those always.

The rules are changed at random, near to what stands in a document: names with a slip, in another order, joined, split,
as a scanner has them; patterns, words and rows of every table, new and gone. What is kept from earlier runs may never
give another record than what is made anew.
"""

import random
import re
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.annotate import load_model, model_id
from pipeline.batch.cache import Cache
from pipeline.batch.past import Past
from pipeline.read import read_document
from pipeline.ruleset.changes import changes
from pipeline.ruleset.schema import TABLES
from pipeline.run import Way
from pipeline.write import record_yaml

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
DOCUMENTS = ["begroting-2026-jeugd.html", "coalitieakkoord-2026-2030.md", "jaarverslag-2025-wijkteams.pdf"]
SEEDS = range(3)


class Kept:
    """Documents that were done by the bundled rules, with all that was kept of them."""

    def __init__(self, folder, rules, names=DOCUMENTS):
        self.cache, self.rules, self.nlp = Cache(folder), rules, load_model()
        self.cache.open()
        self.documents = {name: read_document(CORPUS / name) for name in names}
        for name in names:
            self.record(name, rules)

    def way(self, name, rules, keep, past=None):
        document, model = self.documents[name], (model_id(self.nlp), lambda: self.nlp)
        return Way(name, document.sha256, lambda: document, rules, model, keep, *([past] if past else []))

    def record(self, name, rules):
        """Return the record by what is known of the past, and keep nothing of rules that are only tried."""
        past = Past(self.cache, (name,), rules)
        way = self.way(name, rules, self.cache.keep, past)
        found = record_yaml(way.record)
        if rules is self.rules:
            past.close(rules, lambda: way.letters)
        return found

    def anew(self, name, rules):
        """Return the record by nothing but what is kept for exactly these rules."""
        return record_yaml(self.way(name, rules, self.cache.keep).record)


@pytest.fixture(scope="module")
def kept(tmp_path_factory, rules):
    return Kept(tmp_path_factory.mktemp("past") / "cache", rules)


def edited(rules, table, rows):
    found = replace(rules, tables={**rules.tables, table: tuple(rows)})
    return replace(found, digest=f"{table} {found.digests[table]}")


# What is changed: at random, and near to what a document says.


def slipped(chance, text):
    """Return a text as a slip of the pen or a bad scan may have it."""
    for _ in range(chance.choice((0, 0, 1, 1, 2, 3))):
        at = chance.randrange(len(text))
        kind = chance.randrange(9)
        if kind == 0:
            text = text[:at] + text[at + 1 :]
        elif kind == 1:
            text = text[:at] + chance.choice("aeiounrtms") + text[at:]
        elif kind == 2:
            text = text[:at] + chance.choice("aeiounrt") + text[at + 1 :]
        elif kind == 3:
            text = text.replace("m", "rn").replace("w", "vv")
        elif kind == 4:
            text = text.replace("rn", "m").replace("l", "1").replace("o", "0")
        elif kind == 5:
            text = text.replace(" ", "", 1) if " " in text else text[:at] + " " + text[at:]
        elif kind == 6:
            text = text.replace("e", "ë", 1)
        elif kind == 7:
            text = " ".join(reversed(text.split()))
        else:
            text = text.replace(" ", "-", 1)
    return text.strip() or "x"


def phrase(chance, text, capital=False, most=4):
    """Return some words of a document in a row, each slipped in its way."""
    words = list(re.finditer(r"[\w'’-]+", text))
    starts = [n for n, m in enumerate(words) if m[0][0].isupper()] if capital else range(len(words))
    first = chance.choice(list(starts))
    last = min(first + chance.randrange(most), len(words) - 1)
    return " ".join(slipped(chance, text[words[first].start() : words[last].end()]).split()) or "x"


def of_row(chance, row, text):
    """Return a row with one of its fields changed, or None for a row that goes."""
    fields = type(row).model_fields
    lists = [name for name in ("aliases", "exceptions", "words", "patterns") if name in fields]
    kind = chance.randrange(5)
    if kind == 0 or not lists:
        return None
    if kind == 1 and "sure" in fields:
        return row.model_copy(update={"sure": 0.71})
    if kind == 1 and "type" in fields:
        return row.model_copy(update={"type": "anders"})
    name = chance.choice(lists)
    words = list(getattr(row, name))
    if kind == 2 and len(words) > 1:
        words.pop(chance.randrange(len(words)))
    else:
        new = phrase(chance, text, capital=name in ("aliases", "exceptions") and chance.random() < 0.8)
        if name == "patterns":
            new = " ".join(re.findall(r"\w+", new.lower())) or "x"
        words.insert(chance.randrange(len(words) + 1), new)
    return row.model_copy(update={name: tuple(words)})


NAMED = ("werkwoorden", "woordenlijsten")  # whose rows patterns name: without them the rules are none


def change(chance, rules, table, text):
    """Return rules with a few rows of a table changed: those that a document has words of before others."""
    rows = list(rules.tables[table])
    low = text.lower()
    near = [n for n, row in enumerate(rows) if row.name.lower() in low] or list(range(len(rows)))
    for _ in range(chance.choice((1, 1, 2))):
        at = chance.choice(near) if chance.random() < 0.6 else chance.randrange(len(rows))
        row = of_row(chance, rows[at], text)
        if table in NAMED and row is None:
            row = rows[at].model_copy(update={"kind": "hulp"} if table == "werkwoorden" else {"words": ("x",)})
        if row is not None:
            rows[at] = row
        elif chance.random() < 0.5:
            new = rows[at].model_copy(update={"name": phrase(chance, text, capital=True)})
            rows.insert(at, new)
            near = [n + (n >= at) for n in near]
        elif len(rows) > 2:
            rows[at] = rows[at].model_copy(update={"name": rows[at].name + " anders"})
    names = [row.name for row in rows]
    return edited(rules, table, [row for n, row in enumerate(rows) if row.name not in names[:n]])


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("table", sorted(TABLES))
def test_what_is_kept_gives_what_is_made_anew(kept, rules, table, seed):
    chance = random.Random(f"{table} {seed}")
    name = chance.choice(DOCUMENTS)
    other = change(chance, rules, table, kept.documents[name].text)
    assert kept.record(name, other) == kept.anew(name, other)


# And it is worth its while: what can't be seen in a document re-does nothing.

UNSEEN = {
    "partners": ("aliases", "Stichting Veenmos"),
    "kaders": ("aliases", "Actieplan Hommelsingel"),
    "wetten": ("aliases", "Kattenbakwet"),
    "doelen": ("patterns", "{begin} hommels … zoemen"),
    "activiteiten": ("patterns", "wij zoemen als hommels"),
    "tijd": ("words", "hommeltijd"),
    "naampatronen": ("words", "Hommelhuis"),
    "woordenlijsten": ("words", "hommelzwerm"),
}


@pytest.mark.parametrize("table", sorted(UNSEEN))
def test_what_cannot_be_seen_touches_nothing(kept, rules, table):
    field, word = UNSEEN[table]
    row = next(row for row in rules.tables[table] if getattr(row, field))
    rows = [r.model_copy(update={field: (*getattr(r, field), word)}) if r is row else r for r in rules.tables[table]]
    apart = changes(rules, edited(rules, table, rows))
    assert list(apart.triggers) == [table]
    for name in DOCUMENTS:
        letters = kept.way(name, rules, kept.cache.keep).letters
        assert not apart.touch(lambda found=letters: found), name
