"""The clauses of a unit: by hand-made trees for each rule, and by the bundled model for ordinary sentences."""

import re
from itertools import pairwise

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from pipeline.annotate import grammar, load_model, sentence
from pipeline.annotate.columns import Columns, Names
from pipeline.document import Tense

_VOCAB = spacy.blank("nl").vocab
_MORPHS = {
    "": "",
    "now": "VerbForm=Fin|Tense=Pres",
    "then": "VerbForm=Fin|Tense=Past",
    "inf": "VerbForm=Inf",
    "part": "VerbForm=Part",
    "rel": "PronType=Rel",
    "int": "PronType=Int",
}
_TOKEN = re.compile(
    r"(?P<form>[^=/]+)(?:=(?P<lemma>\S+?))?/(?P<pos>[A-Z]+)(?:\.(?P<morph>\w+))?/(?P<dep>[\w:]+)>(?P<head>\d+)"
)


def tree(text):
    """Return a document of "form=lemma/POS.morph/relation>head …": heads count from 1, the root is its own."""
    found = [_TOKEN.fullmatch(token) for token in text.split()]
    assert all(found), text
    return Doc(
        _VOCAB,
        [t["form"] for t in found],
        pos=[t["pos"] for t in found],
        morphs=[_MORPHS[t["morph"] or ""] for t in found],
        lemmas=[t["lemma"] or t["form"].lower() for t in found],
        heads=[int(t["head"]) - 1 for t in found],
        deps=[t["dep"] for t in found],
    )


def clauses(doc, index):
    return grammar.clauses(doc, Columns(doc, Names(doc.vocab)), index)


def marks(clause):
    """Return what holds of a clause, in words."""
    said = {
        "past": clause.tense is Tense.PAST,
        "present": clause.tense is Tense.PRESENT,
        "passive": clause.passive,
        "perfect": clause.perfect,
        "not": clause.negated,
        "copula": clause.copular,
    }
    return " ".join(name for name, holds in said.items() if holds)


def shown(clause, words):
    """Return a clause as "subject | helpers verb | what else holds"."""
    subject = " ".join(words[slice(*clause.subject)]) if clause.subject else "-"
    said = f"{marks(clause)}{'' if clause.main else ' sub'}".strip()
    return f"{subject} | {' '.join([*clause.helpers, clause.verb])} | {said}"


def told(doc):
    words = [t.lower_ for t in doc]
    return [shown(clause, words) for clause in clauses(doc, range(len(doc)))]


# (tree, its clauses)
TREES = [
    # a plain clause, in both orders, and without subject
    (
        "Wij/PRON/nsubj>2 openen/VERB.now/ROOT>2 een/DET/det>4 loket/NOUN/obj>2 ./PUNCT/punct>2",
        ["wij | openen | present"],
    ),
    (
        "Nu/ADV/advmod>2 opende=openen/VERB.then/ROOT>2 de/DET/det>4 gemeente/NOUN/nsubj>2 het/DET/det>6 "
        "loket/NOUN/obj>2",
        ["de gemeente | openen | past"],
    ),
    ("Langer/ADV/advmod>2 wonen/VERB.inf/ROOT>2", ["- | wonen | "]),
    # what is no clause
    ("Minder/DET/det>2 schulden=schuld/NOUN/ROOT>2", []),
    ("De/DET/det>3 gestegen=stijgen/VERB.part/amod>3 kosten/NOUN/ROOT>3", []),
    ("Met/ADP/case>3 uitzondering/NOUN/fixed>1 ouderen/NOUN/ROOT>3", []),
    # the whole subject, with what hangs on it; verbs that hang on it are clauses of their own
    (
        "Alle/DET/det>2 kinderen=kind/NOUN/nsubj>6 in/ADP/case>5 de/DET/det>5 wijk/NOUN/nmod>2 zwemmen/VERB.now/ROOT>6",
        ["alle kinderen in de wijk | zwemmen | present"],
    ),
    (
        "Inwoners=inwoner/NOUN/nsubj>5 die/PRON.rel/nsubj>4 hulp/NOUN/obj>4 vragen/VERB.now/acl:relcl>1 "
        "krijgen/VERB.now/ROOT>5 die/PRON/obj>5",
        ["die | vragen | present sub", "inwoners die hulp vragen | krijgen | present"],
    ),
    # separable verbs, however a model writes their lemma
    (
        "Wij/PRON/nsubj>2 voeren=uit_voeren/VERB.now/ROOT>2 dit/PRON/obj>2 uit/ADP/compound:prt>2",
        ["wij | uitvoeren | present"],
    ),
    (
        "Wij/PRON/nsubj>2 voeren/VERB.now/ROOT>2 dit/PRON/obj>2 uit/ADP/compound:prt>2",
        ["wij | uitvoeren | present"],
    ),
    (
        "Wij/PRON/nsubj>2 voeren=uitvoeren/VERB.now/ROOT>2 dit/PRON/obj>2 Uit/ADP/compound:prt>2",
        ["wij | uitvoeren | present"],
    ),
    ("Uitvoeren=Uit_voeren/VERB.inf/ROOT>1", ["- | uitvoeren | "]),
    (
        "Wij/PRON/nsubj>2 hebben/AUX.now/ROOT>2 te/ADP/mark>4 maken/VERB.inf/compound:prt>2 met/ADP/case>6 "
        "krapte/NOUN/obl>4",
        ["wij | hebben | present"],
    ),
    # the passive, of what is done and of what was done
    (
        "Het/DET/det>2 plan/NOUN/nsubj:pass>4 wordt=worden/AUX.now/aux:pass>4 "
        "vastgesteld=vast_stellen/VERB.part/ROOT>4",
        ["het plan | worden vaststellen | present passive"],
    ),
    (
        "Het/DET/det>2 plan/NOUN/nsubj:pass>4 werd=worden/AUX.then/aux:pass>4 "
        "vastgesteld=vast_stellen/VERB.part/ROOT>4",
        ["het plan | worden vaststellen | past passive"],
    ),
    (
        "Het/DET/det>2 plan/NOUN/nsubj:pass>4 is=zijn/AUX.now/aux:pass>4 vastgesteld=vast_stellen/VERB.part/ROOT>4",
        ["het plan | zijn vaststellen | present passive"],
    ),
    (
        "Dit/PRON/nsubj:pass>4 moet=moeten/AUX.now/aux>4 worden/AUX.inf/aux:pass>4 "
        "vastgesteld=vast_stellen/VERB.part/ROOT>4",
        ["dit | moeten worden vaststellen | present passive"],
    ),
    # the same word beside an infinitive makes none
    ("Het/PRON/nsubj>3 wordt=worden/AUX.now/aux:pass>3 kiezen/VERB.inf/ROOT>3", ["het | worden kiezen | present"]),
    # the perfect
    (
        "Wij/PRON/nsubj>4 hebben/AUX.now/aux>4 dit/PRON/obj>4 onderzocht=onderzoeken/VERB.part/ROOT>4",
        ["wij | hebben onderzoeken | present perfect"],
    ),
    (
        "Wij/PRON/nsubj>3 waren=zijn/AUX.then/aux>3 gestopt=stoppen/VERB.part/ROOT>3",
        ["wij | zijn stoppen | past perfect"],
    ),
    (
        "De/DET/det>2 pilot/NOUN/nsubj>5 is=zijn/AUX.now/aux>5 een/DET/det>5 succes/NOUN/ROOT>5 "
        "geweest=zijn/AUX.part/cop>5",
        ["de pilot | zijn zijn | present perfect copula"],
    ),
    (
        "Wij/PRON/nsubj>4 hebben/AUX.now/aux>4 dit/PRON/obj>4 laten/VERB.inf/ROOT>4 onderzoeken/VERB.inf/xcomp>4",
        ["wij | laten hebben onderzoeken | present perfect"],
    ),
    # what is done with "zijn" or "hebben" beside it need not be perfect
    (
        "De/DET/det>2 kosten/NOUN/nsubj>5 zijn/AUX.now/aux>5 te/ADP/mark>5 beperken/VERB.inf/ROOT>5",
        ["de kosten | zijn beperken | present"],
    ),
    # other helpers, in their order
    (
        "Wij/PRON/nsubj>4 zouden=zullen/AUX.then/aux>4 dit/PRON/obj>4 openen/VERB.inf/ROOT>4",
        ["wij | zullen openen | past"],
    ),
    (
        "Wij/PRON/nsubj>5 zullen/AUX.now/aux>5 dit/PRON/obj>5 moeten/AUX.inf/aux>5 openen/VERB.inf/ROOT>5",
        ["wij | zullen moeten openen | present"],
    ),
    # verbs that lead to another
    (
        "Wij/PRON/nsubj>2 gaan/VERB.now/ROOT>2 dit/PRON/obj>4 openen/VERB.inf/xcomp>2",
        ["wij | gaan openen | present"],
    ),
    (
        "Wij/PRON/nsubj>2 gaan/VERB.now/ROOT>2 dit/PRON/obj>5 laten/VERB.inf/xcomp>2 onderzoeken/VERB.inf/xcomp>4",
        ["wij | gaan laten onderzoeken | present"],
    ),
    (
        "Wij/PRON/nsubj>4 zullen/AUX.now/aux>4 dit/PRON/obj>4 laten/VERB.inf/ROOT>4 "
        "uitvoeren=uit_voeren/VERB.inf/xcomp>4",
        ["wij | laten zullen uitvoeren | present"],
    ),
    (
        "Wij/PRON/nsubj>2 blijven/VERB.now/ROOT>2 dit/PRON/obj>4 doen/VERB.inf/xcomp>2 niet/ADV/advmod>4",
        ["wij | blijven doen | present not"],
    ),
    # "gaan" by itself, and with what is no verb
    ("Het/PRON/nsubj>2 gaat=gaan/VERB.now/ROOT>2 goed/ADJ/advmod>2", ["het | gaan | present"]),
    ("Alles/PRON/nsubj>2 blijft=blijven/VERB.now/ROOT>2 mogelijk/ADJ/xcomp>2", ["alles | blijven | present"]),
    # other verbs do not lead on: what is tried or wished is not done
    (
        "Wij/PRON/nsubj>2 proberen/VERB.now/ROOT>2 dit/PRON/obj>5 te/ADP/mark>5 verlagen/VERB.inf/xcomp>2",
        ["wij | proberen | present"],
    ),
    (
        "Wij/PRON/nsubj>2 willen/VERB.now/ROOT>2 dit/PRON/obj>4 verlagen/VERB.inf/xcomp>2",
        ["wij | willen | present"],
    ),
    # the copula
    (
        "De/DET/det>2 wachttijd/NOUN/nsubj>4 is=zijn/AUX.now/cop>4 lang/ADJ/ROOT>4",
        ["de wachttijd | zijn | present copula"],
    ),
    (
        "Dit/PRON/nsubj>4 was=zijn/AUX.then/cop>4 een/DET/det>4 proef/NOUN/ROOT>4",
        ["dit | zijn | past copula"],
    ),
    (
        "Dit/PRON/nsubj>5 kan=kunnen/AUX.now/aux>5 een/DET/det>5 goede=goed/ADJ/amod>5 proef/NOUN/ROOT>5 "
        "zijn/AUX.inf/cop>5",
        ["dit | kunnen zijn | present copula"],
    ),
    # joined verbs: the second has the first's subject, unless it has one of its own
    (
        "Wij/PRON/nsubj>2 openen/VERB.now/ROOT>2 dit/PRON/obj>2 en/CCONJ/cc>5 starten/VERB.now/conj>2 dat/PRON/obj>5",
        ["wij | openen | present", "wij | starten | present"],
    ),
    (
        "Wij/PRON/nsubj>2 openen/VERB.now/ROOT>2 sluiten/VERB.now/conj>2 en/CCONJ/cc>5 starten/VERB.now/conj>3",
        ["wij | openen | present", "wij | sluiten | present", "wij | starten | present"],
    ),
    (
        "Wij/PRON/nsubj>2 openen/VERB.now/ROOT>2 en/CCONJ/cc>5 scholen=school/NOUN/nsubj>5 starten/VERB.now/conj>2",
        ["wij | openen | present", "scholen | starten | present"],
    ),
    (
        "Wij/PRON/nsubj>2 openen/VERB.now/ROOT>2 :/PUNCT/punct>4 starten/VERB.now/parataxis>2",
        ["wij | openen | present", "wij | starten | present"],
    ),
    (
        "Wij/PRON/nsubj>2 gaan/VERB.now/ROOT>2 openen/VERB.inf/xcomp>2 en/CCONJ/cc>5 starten/VERB.inf/conj>3",
        ["wij | gaan openen | present", "wij | gaan starten | present"],
    ),
    (
        "Wij/PRON/nsubj>3 zullen/AUX.now/aux>3 openen/VERB.inf/ROOT>3 en/CCONJ/cc>5 starten/VERB.inf/conj>3",
        ["wij | zullen openen | present", "wij | zullen starten | present"],
    ),
    (
        "Dit/PRON/nsubj:pass>3 wordt=worden/AUX.now/aux:pass>3 gebouwd=bouwen/VERB.part/ROOT>3 en/CCONJ/cc>5 "
        "verhuurd=verhuren/VERB.part/conj>3",
        ["dit | worden bouwen | present passive", "dit | worden verhuren | present passive"],
    ),
    # a subordinate clause has no subject but its own
    (
        "Wij/PRON/nsubj>2 sluiten/VERB.now/ROOT>2 om/SCONJ/mark>5 te/ADP/mark>5 sparen/VERB.inf/advcl>2",
        ["wij | sluiten | present", "- | sparen | sub"],
    ),
    # subordinate clauses of each kind, and what is joined to them
    (
        "Wij/PRON/nsubj>2 willen/VERB.now/ROOT>2 dat/SCONJ/mark>5 ouderen/NOUN/nsubj>5 wonen/VERB.now/ccomp>2 "
        "en/CCONJ/cc>7 meedoen=mee_doen/VERB.now/conj>5",
        ["wij | willen | present", "ouderen | wonen | present sub", "ouderen | meedoen | present sub"],
    ),
    (
        "Als/SCONJ/mark>3 dit/PRON/nsubj>3 stijgt=stijgen/VERB.now/advcl>4 helpen/VERB.now/ROOT>4 wij/PRON/nsubj>4",
        ["dit | stijgen | present sub", "wij | helpen | present"],
    ),
    (
        "Het/DET/det>2 plan/NOUN/nsubj>6 om/SCONJ/mark>5 te/ADP/mark>5 sparen/VERB.inf/acl>2 "
        "slaagt=slagen/VERB.now/ROOT>6",
        ["- | sparen | sub", "het plan om te sparen | slagen | present"],
    ),
    (
        "Wie/PRON.int/nsubj>3 hulp/NOUN/obj>3 vraagt=vragen/VERB.now/csubj>4 krijgt=krijgen/VERB.now/ROOT>4 "
        "die/PRON/obj>4",
        ["wie | vragen | present sub", "wie hulp vraagt | krijgen | present"],
    ),
    (
        "Dat/SCONJ/mark>3 dit/PRON/nsubj>3 slaagt=slagen/VERB.now/csubj:pass>5 wordt=worden/AUX.now/aux:pass>5 "
        "verwacht=verwachten/VERB.part/ROOT>5",
        ["dit | slagen | present sub", "dat dit slaagt | worden verwachten | present passive"],
    ),
    # the same, where no word says so
    (
        "Kosten/NOUN/nsubj>5 gemaakt=maken/VERB.part/acl>1 in/ADP/case>4 2024/NUM/obl>2 stijgen/VERB.now/ROOT>5",
        ["- | maken | sub", "kosten gemaakt in 2024 | stijgen | present"],
    ),
    (
        "Kosten/NOUN/nsubj>4 die/PRON/nsubj>3 stijgen/VERB.now/acl:relcl>1 tellen/VERB.now/ROOT>4",
        ["die | stijgen | present sub", "kosten die stijgen | tellen | present"],
    ),
    (
        "Stijgt=stijgen/VERB.now/advcl>3 dit/PRON/nsubj>1 helpen/VERB.now/ROOT>3 wij/PRON/nsubj>3",
        ["dit | stijgen | present sub", "wij | helpen | present"],
    ),
    (
        "Wie/PRON/nsubj>2 belt=bellen/VERB.now/csubj:pass>4 wordt=worden/AUX.now/aux:pass>4 "
        "geholpen=helpen/VERB.part/ROOT>4",
        ["wie | bellen | present sub", "wie belt | worden helpen | present passive"],
    ),
    # a fragment that opens like a clause of another sentence
    (
        "dat/SCONJ/mark>3 het/PRON/nsubj>3 lukt=lukken/VERB.now/ROOT>3 en/CCONJ/cc>5 werkt=werken/VERB.now/conj>3",
        ["het | lukken | present sub", "het | werken | present sub"],
    ),
    (
        "Wat/PRON.rel/nsubj>4 er/ADV/advmod>4 nu/ADV/advmod>4 afkomt=af_komen/VERB.now/ROOT>4",
        ["wat | afkomen | present sub"],
    ),
    ("Wat/PRON.int/obj>3 wij/PRON/nsubj>3 doen/VERB.now/ROOT>3", ["wij | doen | present sub"]),
    (
        "Wat/PRON.int/obj>4 wij/PRON/nsubj>3 gaan/VERB.now/ROOT>3 doen/VERB.inf/xcomp>3",
        ["wij | gaan doen | present sub"],
    ),
    # negation, by the clause that has it
    (
        "Wij/PRON/nsubj>2 doen/VERB.now/ROOT>2 dit/PRON/obj>2 niet/ADV/advmod>2",
        ["wij | doen | present not"],
    ),
    (
        "Wij/PRON/nsubj>2 bouwen/VERB.now/ROOT>2 geen/DET/det>4 huizen=huis/NOUN/obj>2",
        ["wij | bouwen | present not"],
    ),
    ("Geen/DET/det>2 kind/NOUN/nsubj>3 wacht=wachten/VERB.now/ROOT>3", ["geen kind | wachten | present not"]),
    ("Wij/PRON/nsubj>2 wachten/VERB.now/ROOT>2 nooit/ADV/advmod>2", ["wij | wachten | present not"]),
    ("Wij/PRON/nsubj>2 wachten/VERB.now/ROOT>2 nauwelijks/ADV/advmod>2", ["wij | wachten | present not"]),
    ("Wij/PRON/nsubj>2 wachten/VERB.now/ROOT>2 nu/ADV/advmod>2", ["wij | wachten | present"]),
    (
        "Dit/PRON/nsubj>4 is=zijn/AUX.now/cop>4 geen/DET/det>4 doel/NOUN/ROOT>4",
        ["dit | zijn | present not copula"],
    ),
    (
        "Wij/PRON/nsubj>2 helpen/VERB.now/ROOT>2 en/CCONJ/cc>5 niet/ADV/advmod>5 wachten/VERB.now/conj>2",
        ["wij | helpen | present", "wij | wachten | present not"],
    ),
    (
        "Wij/PRON/nsubj>2 willen/VERB.now/ROOT>2 dat/SCONJ/mark>6 dit/PRON/nsubj>6 niet/ADV/advmod>6 "
        "stijgt=stijgen/VERB.now/ccomp>2",
        ["wij | willen | present", "dit | stijgen | present not sub"],
    ),
    (
        "Wij/PRON/nsubj>2 helpen/VERB.now/ROOT>2 kinderen=kind/NOUN/obj>2 die/PRON.rel/nsubj>7 "
        "geen/DET/det>6 hulp/NOUN/obj>7 "
        "krijgen/VERB.now/acl:relcl>3",
        ["wij | helpen | present", "die | krijgen | present not sub"],
    ),
    (
        "Wij/PRON/nsubj>2 doen/VERB.now/ROOT>2 dit/PRON/obj>2 niet/ADV/advmod>5 alleen/ADV/advmod>2",
        ["wij | doen | present"],
    ),
    (
        "Wij/PRON/nsubj>2 vinden/VERB.now/ROOT>2 dat/SCONJ/mark>6 dit/PRON/nsubj>6 geen/DET/det>6 "
        "doel/NOUN/ccomp>2 is=zijn/AUX.now/cop>6",
        ["wij | vinden | present", "dit | zijn | present not copula sub"],
    ),
    (
        "Wij/PRON/nsubj>2 helpen/VERB.now/ROOT>2 maar/CCONJ/cc>7 dit/PRON/nsubj>7 is=zijn/AUX.now/cop>7 "
        "geen/DET/det>7 doel/NOUN/conj>2",
        ["wij | helpen | present", "dit | zijn | present not copula"],
    ),
    (
        "Dit/PRON/nsubj>4 is=zijn/AUX.now/cop>4 een/DET/det>4 kans/NOUN/ROOT>4 en/CCONJ/cc>7 geen/DET/det>7 "
        "gevaar/NOUN/conj>4",
        ["dit | zijn | present copula"],
    ),
]  # fmt: skip
# Trees that come out wrong at present, by their words; take one out when it is mended.
KNOWN_TREES: frozenset[str] = frozenset()


def test_trees():
    docs = [(tree(text), wanted) for text, wanted in TREES]
    wrong = {" ".join(t.text for t in doc): got for doc, wanted in docs if (got := told(doc)) != wanted}
    assert set(wrong) == KNOWN_TREES, {text: got for text, got in wrong.items() if text not in KNOWN_TREES}


def test_no_tree_stands_twice():
    assert len({text for text, _ in TREES}) == len(TREES)


def test_places_are_those_of_the_index():
    text = "Nu/ADV/advmod>2 voert=voeren/VERB.now/ROOT>2 de/DET/det>4 gemeente/NOUN/nsubj>2 uit/ADP/compound:prt>2"
    (clause,) = clauses(tree(text), range(5))
    assert (clause.at, clause.subject, clause.subject_head) == (1, (2, 4), 3)
    (moved,) = clauses(tree(text), range(10, 15))
    assert (moved.at, moved.subject, moved.subject_head) == (11, (12, 14), 13)


def test_the_place_of_a_clause_is_its_last_verb_or_what_the_copula_joins():
    (clause,) = clauses(
        tree("Wij/PRON/nsubj>2 gaan/VERB.now/ROOT>2 laten/VERB.inf/xcomp>2 bouwen/VERB.inf/xcomp>3"), range(4)
    )
    assert clause.at == 3
    (clause,) = clauses(tree("Dit/PRON/nsubj>3 is=zijn/AUX.now/cop>3 lang/ADJ/ROOT>3"), range(3))
    assert clause.at == 2


def _spaced(*spaces):
    """Return "Wij <white space> starten nu" with its index; ``spaces`` says on which word each white space hangs."""
    words, index, heads, deps = [], [], [], []
    for number, (word, dep) in enumerate((("Wij", "nsubj"), ("starten", "ROOT"), ("nu", "advmod"))):
        words.append(word)
        index.append(number)
        deps.append(dep)
        heads.append("starten")
        for after, hung in spaces:
            if after == word:
                words.append("  ")
                index.append(number + 1)
                deps.append("dep")
                heads.append(hung)
    places = {word: at for at, word in enumerate(words) if word.strip()}
    pos = ["SPACE" if not w.strip() else "VERB" if w == "starten" else "ADV" for w in words]
    doc = Doc(_VOCAB, words, pos=pos, lemmas=words, heads=[places[h] for h in heads], deps=deps)
    return doc, index


def test_white_space_counts_for_no_word():
    doc, index = _spaced(("Wij", "starten"), ("starten", "nu"))
    (clause,) = clauses(doc, index)
    assert (clause.at, clause.subject, clause.subject_head, clause.verb) == (1, (0, 1), 0, "starten")
    unit = sentence("De gemeente\n\n stelt  de regels vast.", load_model())
    assert unit.words == ("de", "gemeente", "stelt", "de", "regels", "vast", ".")
    assert all(c.at < len(unit.words) and unit.words[c.at].strip() for c in unit.clauses)


def test_white_space_at_the_end_of_a_subject_is_no_part_of_it():
    doc, index = _spaced(("Wij", "Wij"))
    (clause,) = clauses(doc, index)
    assert clause.subject == (0, 1)


def test_without_a_parser_there_are_no_clauses():
    assert clauses(Doc(_VOCAB, ["Wij", "starten"], pos=["PRON", "VERB"]), range(2)) == ()
    assert clauses(spacy.blank("nl")("Wij starten een pilot."), range(5)) == ()
    assert clauses(Doc(_VOCAB), ()) == ()


@pytest.mark.parametrize("text", [" ", "\n", ".", "1.2", "-", "Wmo", "€ 40"])
def test_a_text_without_verb_has_no_clauses_or_lawful_ones(text):
    unit = sentence(text, load_model())
    assert all(0 <= c.at < len(unit.words) for c in unit.clauses)


_DEPS = ["nsubj", "ROOT", "conj", "parataxis", "xcomp", "cop", "aux", "aux:pass", "ccomp", "compound:prt", "mark"]


@given(
    st.lists(
        st.tuples(st.integers(0, 30), st.sampled_from(_DEPS), st.sampled_from(["gaan", "laten", "huis"])), max_size=14
    )
)
def test_any_tree_has_lawful_clauses(rows):
    # A tree: each word hangs on one before it, or is a root.
    heads = [min(head, at) for at, (head, _, _) in enumerate(rows)]
    words = [word for _, _, word in rows]
    pos = ["NOUN" if word == "huis" else "VERB" for word in words]
    doc = Doc(_VOCAB, words, pos=pos, lemmas=words, heads=heads, deps=[dep for _, dep, _ in rows])
    for clause in clauses(doc, range(len(doc))):
        assert 0 <= clause.at < len(doc)
        assert (clause.subject is None) is (clause.subject_head is None)
        if clause.subject is not None:
            first, end = clause.subject
            assert 0 <= first <= clause.subject_head < end <= len(doc)


# (sentence, the head word of the main clause's subject, its verb, what else holds of it)
SENTENCES = [
    ("Wij ondersteunen mantelzorgers.", "wij", "ondersteunen", "present"),
    ("De gemeente voert de Jeugdwet uit.", "gemeente", "uitvoeren", "present"),
    ("De gemeente stelt een nieuwe woonzorgvisie op.", "gemeente", "opstellen", "present"),
    ("In 2026 openen wij een tweede inlooppunt.", "wij", "openen", "present"),
    ("De gemeente neemt twee medewerkers aan.", "gemeente", "aannemen", "present"),
    ("De bibliotheek organiseert cursussen voor ouderen.", "bibliotheek", "organiseren", "present"),
    ("De inspectie bezoekt jaarlijks de opvang.", "inspectie", "bezoeken", "present"),
    ("Vrijwilligers helpen nieuwkomers met taal.", "vrijwilligers", "helpen", "present"),
    ("Jongeren krijgen hulp op school.", "jongeren", "krijgen", "present"),
    ("In het voorjaar start een campagne.", "campagne", "starten", "present"),
    ("Wij betalen de kosten terug.", "wij", "terugbetalen", "present"),
    # the past
    ("De kosten stegen in 2024.", "kosten", "stijgen", "past"),
    ("De school kreeg een nieuwe gymzaal.", "school", "krijgen", "past"),
    ("Het aantal uitkeringen daalde vorig jaar.", "aantal", "dalen", "past"),
    # the perfect
    ("De raad heeft de begroting vastgesteld.", "raad", "vaststellen", "present perfect"),
    ("De wethouder heeft het plan gepresenteerd.", "wethouder", "presenteren", "present perfect"),
    ("De scholen hebben het plan zelf bedacht.", "scholen", "bedenken", "present perfect"),
    ("Wij zijn met de pilot gestopt.", "wij", "stoppen", "present perfect"),
    # the passive
    ("De begroting wordt door de raad vastgesteld.", "begroting", "vaststellen", "present passive"),
    ("In 2025 werden drie scholen gebouwd.", "scholen", "bouwen", "past passive"),
    ("De woningen zijn in 2023 gebouwd.", "woningen", "bouwen", "present passive"),
    ("Het zwembad werd in 2022 gesloten.", "zwembad", "sluiten", "past passive"),
    ("De tarieven moeten worden verhoogd.", "tarieven", "verhogen", "present passive"),
    # helpers
    ("Wij gaan de regels aanpassen.", "wij", "aanpassen", "present"),
    ("Wij laten de kosten onderzoeken.", "wij", "onderzoeken", "present"),
    ("Wij gaan de kosten laten onderzoeken.", "wij", "onderzoeken", "present"),
    ("Het college zal de raad informeren.", "college", "informeren", "present"),
    ("De gemeente kan subsidie verlenen.", "gemeente", "verlenen", "present"),
    ("Wij zouden een tweede locatie openen.", "wij", "openen", "past"),
    ("De gemeente blijft investeren in het jongerenwerk.", "gemeente", "investeren", "present"),
    # the copula
    ("De wachttijd is lang.", "wachttijd", "zijn", "present copula"),
    ("De gemeente is verantwoordelijk voor de jeugdhulp.", "gemeente", "zijn", "present copula"),
    ("De pilot was een succes.", "pilot", "zijn", "past copula"),
    # negation
    ("Wij doen dit niet.", "wij", "doen", "present not"),
    ("De gemeente verhoogt de tarieven niet.", "gemeente", "verhogen", "present not"),
    ("Er worden geen nieuwe woningen gebouwd.", "woningen", "bouwen", "present passive not"),
    ("De subsidie wordt niet verlengd.", "subsidie", "verlengen", "present passive not"),
    ("De provincie heeft de aanvraag niet goedgekeurd.", "provincie", "goedkeuren", "present perfect not"),
    # subordinate clauses beside the main one
    ("Wij willen dat inwoners langer thuis wonen.", "wij", "willen", "present"),
    ("De raad wil dat het college dit niet onderzoekt.", "raad", "willen", "present"),
    ("Om de kosten te verlagen, sluiten wij twee gebouwen.", "wij", "sluiten", "present"),
    ("Als de vraag toeneemt, breiden wij de opvang uit.", "wij", "uitbreiden", "present"),
    ("De hulp die scholen bieden, verschilt sterk.", "hulp", "verschillen", "present"),
    ("De jongeren die stoppen met school, krijgen hulp.", "jongeren", "krijgen", "present"),
    ("Uit onderzoek blijkt dat jongeren minder slapen.", "slapen", "blijken", "present"),
]  # fmt: skip
# Sentences that the bundled model reads wrongly at present; take one out when it reads it rightly.
KNOWN = frozenset(
    {
        # the subject hangs on "hebben" instead of on the verb, and is not found
        # a clause that is the subject is taken for the object
        "Uit onderzoek blijkt dat jongeren minder slapen.",
    }
)


def main_of(text):
    """Return the subject's head, the verb and the rest of each main clause that the bundled model finds."""
    unit = sentence(text, load_model())
    return [
        (None if c.subject_head is None else unit.words[c.subject_head], c.verb, marks(c))
        for c in unit.clauses
        if c.main
    ]


def test_main_clauses_of_ordinary_sentences():
    wrong = {text: got for text, *wanted in SENTENCES if (got := main_of(text)) != [tuple(wanted)]}
    fresh = {text: got for text, got in wrong.items() if text not in KNOWN}
    assert set(wrong) == KNOWN, f"now wrong: {fresh}; now right: {sorted(KNOWN - wrong.keys())}"


def test_most_sentences_are_read_rightly():
    assert len(SENTENCES) >= 40
    assert len({text for text, *_ in SENTENCES}) == len(SENTENCES)
    assert len(KNOWN) <= len(SENTENCES) // 10


def test_clauses_stand_in_the_order_of_their_verbs():
    for text, *_ in SENTENCES:
        unit = sentence(text, load_model())
        assert all(a.at < b.at for a, b in pairwise(unit.clauses)), text
