"""Forms of Dutch verbs: those that a text can have are among those that are generated or listed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ruleset.forms import forms, stems

# infinitive | present, singular | past | participle
TABLE = """
maken      | maak maakt | maakte maakten | gemaakt
zetten     | zet | zette zetten | gezet
werken     | werk werkt | werkte werkten | gewerkt
geven      | geef geeft | gaf gaven | gegeven
leven      | leef leeft | leefde leefden | geleefd
verhuizen  | verhuis verhuist | verhuisde verhuisden | verhuisd
praten     | praat | praatte praatten | gepraat
starten    | start | startte startten | gestart
bieden     | bied biedt | bood boden | geboden
beginnen   | begin begint | begon begonnen | begonnen
doen       | doe doet | deed deden | gedaan
gaan       | ga gaat | ging gingen | gegaan
zien       | zie ziet | zag zagen | gezien
verbeteren | verbeter verbetert | verbeterde verbeterden | verbeterd
ontwikkelen | ontwikkel ontwikkelt | ontwikkelde ontwikkelden | ontwikkeld
openen     | open opent | opende openden | geopend
rekenen    | reken rekent | rekende rekenden | gerekend
regelen    | regel regelt | regelde regelden | geregeld
vestigen   | vestig vestigt | vestigde vestigden | gevestigd
faciliteren | faciliteer faciliteert | faciliteerde faciliteerden | gefaciliteerd
financieren | financier financiert | financierde financierden | gefinancierd
stimuleren | stimuleer stimuleert | stimuleerde stimuleerden | gestimuleerd
organiseren | organiseer organiseert | organiseerde organiseerden | georganiseerd
signaleren | signaleer signaleert | signaleerde signaleerden | gesignaleerd
actualiseren | actualiseer actualiseert | actualiseerde actualiseerden | geactualiseerd
beheren    | beheer beheert | beheerde beheerden | beheerd
betalen    | betaal betaalt | betaalde betaalden | betaald
vergroten  | vergroot | vergrootte vergrootten | vergroot
verlagen   | verlaag verlaagt | verlaagde verlaagden | verlaagd
versterken | versterk versterkt | versterkte versterkten | versterkt
bekostigen | bekostig bekostigt | bekostigde bekostigden | bekostigd
herijken   | herijk herijkt | herijkte herijkten | herijkt
herstellen | herstel herstelt | herstelde herstelden | hersteld
handhaven  | handhaaf handhaaft | handhaafde handhaafden | gehandhaafd
toetsen    | toets toetst | toetste toetsten | getoetst
borgen     | borg borgt | borgde borgden | geborgd
leggen     | leg legt | legde legden | gelegd
bouwen     | bouw bouwt | bouwde bouwden | gebouwd
koppelen   | koppel koppelt | koppelde koppelden | gekoppeld
begeleiden | begeleid begeleidt | begeleidde begeleidden | begeleid
onderzoeken | onderzoek onderzoekt | onderzocht onderzochten | onderzocht
ondersteunen | ondersteun ondersteunt | ondersteunde ondersteunden | ondersteund
voorkomen  | voorkom voorkomt | voorkwam voorkwamen | voorkomen
creëren    | creëer creëert | creëerde creëerden | gecreëerd
subsidiëren | subsidieer subsidieert | subsidieerde subsidieerden | gesubsidieerd
evalueren  | evalueer evalueert | evalueerde evalueerden | geëvalueerd
implementeren | implementeer implementeert | implementeerde implementeerden | geïmplementeerd
inventariseren | inventariseer inventariseert | inventariseerde inventariseerden | geïnventariseerd
coördineren | coördineer coördineert | coördineerde coördineerden | gecoördineerd
monitoren  | monitor monitort | monitorde monitorden | gemonitord
bellen     | bel belt | belde belden | gebeld
verven     | verf verft | verfde verfden | geverfd
innen      | in int | inde inden | geïnd
kopen      | koop koopt | kocht kochten | gekocht
denken     | denk denkt | dacht dachten | gedacht
houden     | houd houdt | hield hielden | gehouden
nemen      | neem neemt | nam namen | genomen
brengen    | breng brengt | bracht brachten | gebracht
""".strip().splitlines()
# What is wrong, and why; a verb that is mended, or newly wrong, has to leave or join this list.
KNOWN = {
    "voorkomen": {"voorkom", "voorkomt"},  # the stem has a short vowel, which the spelling doesn't show
    "creëren": {"creëerde", "creëerden"},  # stems of verbs on -ëren need an "e" more
    "subsidiëren": {"subsidieer", "subsidieerde", "subsidieerden"},
    "monitoren": {"monitor", "monitort", "monitorde", "monitorden", "gemonitord"},  # stress lies on the first part
    "bellen": {"gebeld"},  # "be" and "ver" belong to the stem here
    "verven": {"geverfd"},
    "innen": {"geïnd"},  # an "i" after "ge" has a trema
}
# infinitive, particle | what stands in a main clause | what stands in one word | participle
LOOSE = (
    """
uitvoeren uit | voer voert voeren voerde voerden | uitvoeren uitvoert uitvoerde uittevoeren | uitgevoerd
opstellen op | stel stelt stellen stelde stelden | opstellen opstelt opstelde optestellen | opgesteld
inzetten in | zet zetten zette | inzetten inzet inzette intezetten | ingezet
samenwerken samen | werk werkt werken werkte werkten | samenwerken samenwerkt samentewerken | samengewerkt
afronden af | rond rondt ronden rondde rondden | afronden afrondt aferonden | afgerond
uitbreiden uit | breid breidt breiden breidde | uitbreiden uitbreidt uitbreidde | uitgebreid
aanpassen aan | pas past passen paste pasten | aanpassen aanpast aanpaste | aangepast
voortzetten voort | zet zetten zette | voortzetten voortzet voortzette | voortgezet
doorontwikkelen door | ontwikkel ontwikkelt ontwikkelde | doorontwikkelen doorontwikkelt | doorontwikkeld
""".replace("aferonden", "afteronden")
    .strip()
    .splitlines()
)


def _parts(line):
    return [part.split() for part in line.split("|")]


@pytest.fixture(scope="module")
def verbs(rules):
    return {row.name: forms(row.name, row.particle, row.present, row.past, row.participle) for row in rules.verbs}


def _missing(line, verbs):
    (name,), present, past, participle = _parts(line)
    found = verbs.get(name) or forms(name)
    return (set(present) - found.singular) | (set(past) - found.past) | (set(participle) - found.participle)


def test_every_form_is_there_but_for_those_known_to_be_missing(verbs):
    assert len(TABLE) >= 40
    missing = {line.split()[0]: _missing(line, verbs) for line in TABLE}
    assert {name: words for name, words in missing.items() if words} == KNOWN


@pytest.mark.parametrize("line", LOOSE)
def test_a_loose_particle(line):
    (name, particle), apart, joined, participle = _parts(line)
    found = forms(name, particle)
    assert set(apart) <= found.finite
    assert set(joined) <= found.joined
    assert set(participle) <= found.participle
    assert not any(form.startswith(particle) for form in found.finite), "the finite forms stand apart"


def test_given_forms_take_the_place_of_generated_ones():
    found = forms("lopen", past=["liep", "liepen"], participle=["gelopen"])
    assert found.past == {"liep", "liepen"}
    assert found.participle == {"gelopen"}
    assert found.singular == {"loop", "loopt"}
    assert "loopte" not in found.finite


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        ("zetten", {"zet"}),
        ("geven", {"geef"}),
        ("reizen", {"reis"}),
        ("maken", {"maak"}),
        ("werken", {"werk"}),
        ("verbeteren", {"verbeter", "verbeteer"}),
        ("gaan", {"gaa"}),
        ("x", {"x"}),
    ],
)
def test_stems(base, expected):
    assert set(stems(base)) == expected


def test_a_wrong_spelling_of_a_stem_is_not_made_where_the_spelling_tells():
    assert "mak" not in forms("maken").singular
    assert "gev" not in forms("geven").singular
    assert "zett" not in forms("zetten").singular
    assert "geversterkt" not in forms("versterken").participle


@given(st.text(st.sampled_from("abcdefghiklmnoprstuvwzëï"), min_size=1, max_size=12))
def test_any_word_has_forms(word):
    found = forms(word)
    assert found.plural == {word}
    assert all(found.singular)
    assert all(found.past)
    assert all(found.participle)
