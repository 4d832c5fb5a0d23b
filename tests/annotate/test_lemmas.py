"""The lemma step, on a small table of our own and on documents whose tags and guesses we wrote ourselves."""

import copy

import pytest
import spacy
from spacy.tokens import Doc

from pipeline.annotate.lemmas import NAME, LemmaTable, Table

_VOCAB = spacy.blank("nl").vocab
ONE, MANY, SMALL = "N|soort|ev|basis|onz|stan", "N|soort|mv|basis", "N|soort|ev|dim|onz|stan"
NAMED, PART = "N|eigen|ev|basis|onz|stan", "SPEC|deeleigen"
HE, INF, DONE = "WW|pv|tgw|met-t", "WW|inf|vrij|zonder", "WW|vd|vrij|zonder"

TABLE = Table(
    words={
        HE: {"heeft": "hebben", "plaatst": "plaatsen"},
        ONE: {"weg": "weg", "bed": "bed"},
        PART: {"Jeugd": "Jeugd"},
        "BW": {"weg": "weg_zijn"},
    },
    nouns={
        w: w for w in ("jeugd", "zorg", "hulp", "beleid", "gemeente", "vereniging", "subsidie", "verordening", "kamer")
    }
    | {"thuishulp": "thuis_hulp", "noodhulp": "nood_hulp", "hulplijn": "hulp_lijn", "eerstehulp": "eerste_hulp"},
    plurals={"plannen": "plan", "jongeren": "jongere"},
    verbs={
        "voert": "voeren",
        "voeren": "voeren",
        "gevoerd": "voeren",
        "legt": "leggen",
        "gelegd": "leggen",
        "stelt": "stellen",
        "stellen": "stellen",
        "werken": "werken",
    },
    left={"wmo": "Wmo", "ouderen": "oudere"},
    separable=["uit_voeren", "op_stellen", "over_leggen"],
    particles=["mee", "uit"],
    prefixes=["uit", "op", "over", "mee", "plaats"],
)


def _step(table=TABLE):
    step = LemmaTable()
    step.set_table(copy.deepcopy(table))
    return step


def _one(step, form, tag, guess):
    doc = Doc(_VOCAB, [form], tags=[tag], lemmas=[guess])
    return step(doc)[0].lemma_


def _clause(verb, tag, guess, particle, pos="VERB", dep="compound:prt"):
    return Doc(
        _VOCAB,
        ["Wij", verb, "dit", particle],
        tags=["VNW", tag, "VNW", "VZ|fin"],
        pos=["PRON", pos, "PRON", "ADP"],
        lemmas=["wij", guess, "dit", particle],
        heads=[1, 1, 1, 1],
        deps=["nsubj", "ROOT", "obj", dep],
    )


# (form, tag, what the trained lemmatizer says, what comes out)
WORDS = [
    # the word list, by tag, in any case
    ("heeft", HE, "heven", "hebben"),
    ("Heeft", HE, "heven", "hebben"),
    ("HEEFT", HE, "heven", "hebben"),
    ("bed", ONE, "bedden", "bed"),
    ("weg", "BW", "weg", "weg_zijn"),
    ("weg", ONE, "wegen", "weg"),
    # compounds of known parts, with and without letters between
    ("jeugdbeleid", ONE, "jeugdbelei", "jeugd_beleid"),
    ("Jeugdbeleid", ONE, "jeugdbelei", "jeugd_beleid"),
    ("gemeentebeleid", ONE, "x", "gemeente_beleid"),
    ("verenigingsbeleid", ONE, "x", "vereniging_beleid"),
    ("jeugdensubsidie", ONE, "x", "jeugd_subsidie"),
    ("jeugd-beleid", ONE, "x", "jeugd_beleid"),
    ("ouderenbeleid", ONE, "x", "oudere_beleid"),
    ("Wmo-beleid", ONE, "x", "Wmo_beleid"),
    ("jongerenbeleid", ONE, "x", "jongere_beleid"),
    ("werkkamer", ONE, "x", "werken_kamer"),
    ("jeugdzorgbeleid", ONE, "x", "jeugd_zorg_beleid"),
    ("jeugdplannen", MANY, "jeugdplannen", "jeugd_plan"),
    ("jeugdverordeningen", MANY, "x", "jeugd_verordening"),
    # a short last part counts where three known compounds end on it
    ("jeugdhulp", ONE, "x", "jeugd_hulp"),
    ("jeugdzorg", ONE, "x", "jeugdzorg"),
    # no compound: an unknown first part, too short a one, or a word of its own
    ("kwaliteitbeleid", ONE, "kwaliteitbeleid", "kwaliteitbeleid"),
    ("eibeleid", ONE, "eibeleid", "eibeleid"),
    ("beleid", ONE, "belei", "beleid"),
    ("2026-beleid", ONE, "guess", "guess"),
    # other nouns: what is singular is its own lemma, a plural has a regular one
    ("loket", ONE, "lok", "loket"),
    ("loketje", SMALL, "loket", "loket"),
    ("loketten", MANY, "lokett", "loket"),
    ("voorzieningen", MANY, "voorzieningen", "voorziening"),
    ("kamers", MANY, "kamer", "kamer"),
    ("musea", MANY, "museum", "museum"),
    ("stads_plannen", MANY, "stad_plan", "stad_plan"),
    # verbs: known forms, and known forms with a particle in front
    ("voert", HE, "voer", "voeren"),
    ("voert", HE, "uit_voeren", "uit_voeren"),
    ("uitvoert", HE, "uitvoer", "uit_voeren"),
    ("uitgevoerd", DONE, "uitvoer", "uit_voeren"),
    ("uitvoeren", INF, "uitvoeren", "uit_voeren"),
    ("uittevoeren", INF, "uittevoeren", "uit_voeren"),
    ("meewerken", INF, "meewerken", "mee_werken"),
    # a particle that may also be a prefix needs a known verb, or a participle with ge- after it
    ("overlegt", HE, "x", "over_leggen"),
    ("overgelegd", DONE, "x", "over_leggen"),
    ("overgevoerd", DONE, "x", "over_voeren"),
    ("overstelt", HE, "overstellen_", "overstellen_"),
    # others: the guess where it is a known verb, else what is regular
    ("deed", "WW|pv|verl|ev", "werken", "werken"),
    ("evalueert", HE, "evaluer", "evalueren"),
    ("liep", "WW|pv|verl|ev", "lopen", "lopen"),
    # nothing else is touched
    ("grote", "ADJ|prenom|basis|met-e|stan", "groot", "groot"),
    ("jeugdbeleid", "ADJ|vrij|basis|zonder", "jeugdelijk", "jeugdelijk"),
    (".", "LET", ".", "."),
    ("jeugdbeleid", "", "x", "x"),
]


@pytest.mark.parametrize(("form", "tag", "guess", "lemma"), WORDS)
def test_words(form, tag, guess, lemma):
    assert _one(_step(), form, tag, guess) == lemma


@pytest.mark.parametrize("tag", [NAMED, PART, "SPEC|vreemd"])
@pytest.mark.parametrize("form", ["Jeugdbeleid", "Uitgevoerd", "Voorzieningen", "Voert", "HEEFT", "Loket"])
def test_proper_names_keep_the_guess(form, tag):
    assert _one(_step(), form, tag, form) == form


def test_proper_names_are_looked_up_as_they_are_written():
    step = _step()
    assert _one(step, "Jeugd", PART, "guess") == "Jeugd"
    assert _one(step, "jeugd", PART, "guess") == "guess"
    assert _one(step, "JEUGD", PART, "guess") == "guess"


# (verb, tag, guess, particle, lemma)
SEPARATED = [
    ("voert", HE, "voeren", "uit", "uit_voeren"),
    ("voert", HE, "voeren", "Uit", "uit_voeren"),
    ("stelt", HE, "stellen", "op", "op_stellen"),
    ("legt", HE, "leggen", "over", "over_leggen"),
    # a particle that is hardly ever anything else makes any verb separable, but for those with a prefix
    ("werkt", HE, "werken", "mee", "mee_werken"),
    ("vermeldt", HE, "vermelden", "mee", "vermelden"),
    # no known verb, and a word that may be a particle or not
    ("werkt", HE, "werken", "op", "werken"),
    ("voert", HE, "voeren", "nergens", "voeren"),
    # what has its particle keeps it, once
    ("evalueert", HE, "uit_voeren", "uit", "uit_voeren"),
]


@pytest.mark.parametrize(("verb", "tag", "guess", "particle", "lemma"), SEPARATED)
def test_a_verb_and_its_particle_elsewhere(verb, tag, guess, particle, lemma):
    step, doc = _step(), _clause(verb, tag, guess, particle)
    assert step(doc)[1].lemma_ == lemma
    assert step(doc)[1].lemma_ == lemma, "once more changes nothing"
    assert [doc[i].lemma_ for i in (0, 2, 3)] == ["wij", "dit", particle]


@pytest.mark.parametrize(("pos", "dep"), [("VERB", "advmod"), ("VERB", "case"), ("AUX", "compound:prt")])
def test_only_the_particle_of_a_full_verb_is_joined(pos, dep):
    assert _step()(_clause("voert", HE, "voeren", "uit", pos, dep))[1].lemma_ == "voeren"


def test_a_document_without_parse_keeps_the_rest_of_the_step():
    doc = Doc(_VOCAB, ["jeugdbeleid", "voert", "uit"], tags=[ONE, HE, "VZ|fin"], lemmas=["x", "voer", "uit"])
    assert [t.lemma_ for t in _step()(doc)] == ["jeugd_beleid", "voeren", "uit"]


def test_what_was_met_before_is_not_mixed_up():
    step = _step()
    for _ in range(2):
        assert _one(step, "weg", ONE, "wegen") == "weg"
        assert _one(step, "weg", "BW", "weg") == "weg_zijn"
        assert _one(step, "weg", "VZ|fin", "weg") == "weg"
        assert _one(step, "weg", "VZ|fin", "x") == "x"


def test_another_table_forgets_the_one_before():
    step = _step()
    assert _one(step, "jeugdbeleid", ONE, "x") == "jeugd_beleid"
    step.set_table(Table(TABLE, words={ONE: {"jeugdbeleid": "anders"}}))
    assert _one(step, "jeugdbeleid", ONE, "x") == "anders"


def test_a_stream_gives_what_single_documents_give():
    docs = [_clause("voert", HE, "voer", "uit"), _clause("werkt", HE, "werken", "mee"), Doc(_VOCAB)]
    streamed = [[t.lemma_ for t in doc] for doc in _step().pipe(iter(docs))]
    assert streamed == [["wij", "uit_voeren", "dit", "uit"], ["wij", "mee_werken", "dit", "mee"], []]


def test_the_table_is_written_and_read(tmp_path):
    _step().to_disk(tmp_path / "new" / "folder")
    step = LemmaTable()
    assert step.from_disk(tmp_path / "new" / "folder") is step
    for form, tag, guess, lemma in WORDS:
        assert _one(step, form, tag, guess) == lemma
    step.to_disk(tmp_path / "again")
    (first,) = (tmp_path / "new" / "folder").iterdir()
    (second,) = (tmp_path / "again").iterdir()
    assert (first.name, first.read_bytes()) == (second.name, second.read_bytes())


def test_a_pipeline_keeps_its_table_on_disk(tmp_path):
    nlp = spacy.blank("nl")
    nlp.add_pipe(NAME).set_table(TABLE)
    nlp.to_disk(tmp_path)
    again = spacy.load(tmp_path)
    assert again.pipe_names == [NAME]
    assert again.get_pipe(NAME)(_clause("stelt", HE, "x", "op"))[1].lemma_ == "op_stellen"


# (form, tag, guess): what a trained lemmatizer rightly says
RIGHT = [
    ("De", "LID|bep|stan|rest", "de"),
    ("gemeente", ONE, "gemeente"),
    ("jeugdbeleid", ONE, "jeugd_beleid"),
    ("scholen", MANY, "school"),
    ("plannen", MANY, "plan"),
    ("Zwolle", NAMED, "Zwolle"),
    ("werkt", HE, "werken"),
    ("liep", "WW|pv|verl|ev", "lopen"),
    ("opgesteld", DONE, "op_stellen"),
    ("gemeenten", MANY, "gemeente"),
    ("steden", MANY, "stad"),
    ("komt", HE, "komen"),
    ("gestart", DONE, "starten"),
]
# With an empty table, what is regular still goes before the guess.
KNOWN_CHANGED = frozenset({"gemeenten", "steden", "komt", "gestart"})


def test_an_empty_table_changes_nothing():
    step = LemmaTable()
    changed = {form for form, tag, guess in RIGHT if _one(step, form, tag, guess) != guess}
    assert changed == KNOWN_CHANGED
    assert step(_clause("voert", HE, "voeren", "uit"))[1].lemma_ == "voeren"
