"""What is told of a sentence: what decided, what came near, and what was not found."""

import datetime as dt
import shutil
from pathlib import Path

import pytest

from pipeline.document import Role, UnitKind
from pipeline.explain import Setting, explain_unit, lines, trace_sentence
from pipeline.extract.mention import Authority, Profile
from pipeline.ruleset import bundled_rules, load_rules

PERIOD = Profile(start=dt.date(2025, 1, 1), end=dt.date(2028, 12, 31))


@pytest.fixture(scope="module")
def rules():
    """The bundled rules alone: what is told of weights is tested in ``test_weighed``."""
    return load_rules().alone


@pytest.fixture(scope="module")
def tell(rules, nlp):
    """Tells all of a sentence, as if it stood somewhere, by the bundled rules or others."""

    def all_of(sentence, tables=None, **setting):
        trace = trace_sentence(sentence, tables or rules, nlp, Setting(**setting))
        return [told for unit in trace.context.reading.units for told in explain_unit(trace, unit)]

    return all_of


def one(told, kind):
    (found,) = [t for t in told if t.kind == kind]
    return found


def rival(told, rule):
    (found,) = [r for r in told.rivals if r.rule == rule]
    return found


def own_rules(folder, table, text):
    """The bundled rules with rows of one's own at the end of a table."""
    rules = Path(shutil.copytree(bundled_rules(), folder / "regels"))
    file = rules / f"{table}.yaml"
    file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")
    return load_rules(rules).alone


def test_an_activity_with_its_rule_words_certainty_and_status(tell):
    told = one(tell("In 2026 openen we een inlooppunt.", about=PERIOD), "activiteit")
    assert (told.rule, told.sure, told.words) == ("activiteiten/wij-doen", 0.92, ("openen", "we"))
    rows = dict(told.rows)
    assert rows["status"].startswith("gepland, door status/op-een-moment-in-de-planperiode (rules/status.yaml:")
    assert "onderwerp wij, werkwoord openen (handeling)" in rows["zinsbouw"]


def test_the_status_has_its_reason_where_no_rule_tells(tell):
    told = one(tell("We ondersteunen mantelzorgers met een coach."), "activiteit")
    assert dict(told.rows)["status"] == "loopt, want geen regel zegt iets anders"


def test_who_acts_in_the_sentence_before_is_known(tell):
    told = tell("De buurtsportcoaches geven les op scholen. Ze helpen inwoners met vragen.")
    first, second = (dict(t.rows)["zinsbouw"] for t in told if t.kind == "activiteit")
    assert "onderwerp medewerkers, werkwoord geven" in first
    assert "onderwerp medewerkers, werkwoord helpen" in second
    assert "onderwerp iets, werkwoord helpen" in dict(tell("Ze helpen inwoners met vragen.")[0].rows)["zinsbouw"]


def test_a_rule_that_was_less_sure(tell):
    told = one(tell("In 2026 openen we een inlooppunt.", about=PERIOD), "activiteit")
    lost = rival(told, "activiteiten/wij-doen-iets")
    assert lost.sure == 0.80
    assert lost.why == "minder zeker dan activiteiten/wij-doen"


def test_the_rule_that_decided_is_not_its_own_rival(tell):
    for sentence in ("In 2026 openen we een inlooppunt.", "We willen dat iedereen kan meedoen."):
        for told in tell(sentence, about=PERIOD):
            assert told.rule not in {r.rule for r in told.rivals}


def test_a_brake_and_what_it_took_away(tell, tmp_path):
    rem = """
- naam: eigen-rem
  patronen: ["een inlooppunt"]
  uitsluiting: ja
  zekerheid: 0.93
  voorbeelden: [We openen een inlooppunt.]
"""
    tables = own_rules(tmp_path, "activiteiten", rem)
    told = one(tell("We openen een inlooppunt.", tables), "geen doel of activiteit")
    assert dict(told.rows)["reden"] == "een rem haalde weg wat er gevonden was"
    assert rival(told, "activiteiten/wij-doen").why == "weggehaald door de rem activiteiten/eigen-rem"
    assert "is een rem en haalt weg: activiteiten/wij-doen" in rival(told, "activiteiten/eigen-rem").why


def test_a_brake_with_nothing_to_take_away_is_not_what_decided(tell):
    told = one(tell("Het aantal ouderen in onze gemeente is gestegen."), "geen doel of activiteit")
    assert dict(told.rows)["reden"] == "geen regel past"
    assert "er was niets weg te halen" in rival(told, "activiteiten/geen-cijfers").why


def test_what_is_too_unsure_is_told_as_such(tell, tmp_path):
    rij = """
- naam: eigen-zwakke-regel
  patronen: ["zwabberende zuidenwind"]
  zekerheid: 0.4
  voorbeelden: [De zwabberende zuidenwind.]
"""
    tables = own_rules(tmp_path, "doelen", rij)
    told = one(tell("Daar is de zwabberende zuidenwind weer.", tables), "geen doel of activiteit")
    assert dict(told.rows)["reden"] == "wat het zekerst is, is nog te onzeker: 0,40, minder dan 0,50"
    assert rival(told, "doelen/eigen-zwakke-regel").why == "te onzeker: 0,40, minder dan 0,50"


def test_an_activity_goes_before_a_goal_that_is_as_sure(tell, tmp_path):
    rij = """
- naam: eigen-even-zeker
  patronen: ["een inlooppunt"]
  zekerheid: 0.92
  voorbeelden: [We openen een inlooppunt.]
"""
    told = one(tell("We openen een inlooppunt.", own_rules(tmp_path, "doelen", rij)), "activiteit")
    why = rival(told, "doelen/eigen-even-zeker").why
    assert why == "even zeker als activiteiten/wij-doen; dan gaat een activiteit voor"


@pytest.mark.parametrize(
    ("field", "setting", "why"),
    [
        ("eenheid: [kop, cel]", {}, "geldt alleen voor kop of cel; dit is een zin"),
        ("in: [doelen]", {}, "met de rol doelen; hier is dat geen"),
        ("in: [doelen]", {"role": Role.ACTIVITIES}, "met de rol doelen; hier is dat 'activiteiten'"),
        ("niet_in: [toelichting]", {"role": Role.EXPLANATION}, "geldt niet onder een kop, kolom of label met de rol"),
        ("documentsoort: [begroting]", {}, "geldt alleen in begroting; dit is overig"),
        ("onder_kop: [activiteiten]", {}, "geldt alleen onder een kop, kolom of label van koppen/activiteiten"),
        ("met_code: ja", {}, "geldt alleen met een eigen nummer of code ervoor"),
        ("als_opening: ja", {}, "geldt alleen voor de eerste zin onder een kop"),
        ("zonder_gezegde: ja", {}, "geldt alleen zonder persoonsvorm in de hoofdzin"),
        ("onderwerp: [doelgroep]", {}, "de zinsbouw is anders dan de regel vraagt"),
    ],
)
def test_a_rule_whose_words_are_there_but_that_asks_for_more(tell, tmp_path, field, setting, why):
    rij = f"""
- naam: eigen-regel
  patronen: ["groen beleid"]
  {field}
  zekerheid: 0.99
  voorbeelden: [Wij maken groen beleid.]
"""
    tables = own_rules(tmp_path, "doelen", rij)
    told = tell("Wij maken groen beleid.", tables, **setting)[0]
    assert told.rule != "doelen/eigen-regel"
    assert why in rival(told, "doelen/eigen-regel").why


def test_a_rule_whose_words_are_not_there_is_no_rival(tell):
    told = one(tell("In 2026 openen we een inlooppunt.", about=PERIOD), "activiteit")
    assert "activiteiten/wij-gaan-doen" not in {r.rule for r in told.rivals}
    assert "doelen/cel-in-doelkolom" not in {r.rule for r in told.rivals}


@pytest.mark.parametrize(
    ("sentence", "setting", "why"),
    [
        ("Wat gaan we doen?", {}, "het is een vraag"),
        ("Zorg", {}, "het is te kort"),
        ("GGD en scholen", {"role": Role.PARTNERS, "unit": UnitKind.CELL}, "het label gaat over 'partners'"),
        ("12 14 16 18 fte", {"unit": UnitKind.ITEM}, "het is een rij cijfers"),
    ],
)
def test_what_can_state_nothing_has_its_reason(tell, sentence, setting, why):
    told = one(tell(sentence, **setting), "geen doel of activiteit")
    assert why in dict(told.rows)["reden"]
    assert told.rivals == ()


def test_the_role_of_the_heading_decides(tell):
    plain = tell("Inwoners met schulden", unit=UnitKind.ITEM)
    assert plain[0].kind == "geen doel of activiteit"
    under = one(tell("Inwoners met schulden", unit=UnitKind.ITEM, role=Role.GOALS), "doel")
    assert under.rule == "doelen/punt-onder-doelkop"
    assert under.words == ("geen: de plaats beslist (punt, onder 'doelen')",)


def test_names_with_what_they_stand_for(tell):
    told = tell("Samen met GGD Veenoord voeren we artikel 5, tweede lid, Wpg uit vanaf april 2026.", about=PERIOD)
    assert dict(one(told, "partner").rows)["betekenis"] == "GGD Veenoord, organisatie, ggd"
    assert one(told, "partner").words == ("Samen met",)
    assert dict(one(told, "wet").rows)["betekenis"] == "Wet publieke gezondheid, artikel 5, lid 2"
    time = one(told, "tijd")
    assert dict(time.rows)["betekenis"] == "vanaf, vanaf 1-4-2026"
    assert "tijd/april (rules/tijd.yaml:" in dict(time.rows)["samen met"]


def test_the_other_law_of_an_abbreviation_and_why_it_lost(tell):
    told = one(tell("We voeren de Wmo uit.", about=PERIOD), "wet")
    assert told.rule == "wetten/Wet maatschappelijke ondersteuning 2015"
    why = rival(told, "wetten/Wet maatschappelijke ondersteuning").why
    assert why.startswith("'Wmo' kan ook dit zijn")
    assert "2007 t/m 2014" in why


def test_a_name_that_gave_way_to_a_longer_one(tell):
    told = one(tell("We werken samen met de lokale coalitie Kansrijke Start."), "partner")
    assert "is maar een deel van deze naam" in rival(told, "kaders/Kansrijke Start").why
    assert not [t for t in tell("We werken samen met de lokale coalitie Kansrijke Start.") if t.kind == "kader"]


def test_a_vague_word_counts_only_where_somebody_works_along(tell):
    assert one(tell("We bieden hulp samen met partijen."), "partner").text == "partijen"
    told = one(tell("Er zijn veel partijen."), "geen partner")
    assert "alleen waar staat dat iemand meedoet" in dict(told.rows)["reden"]


def test_the_authority_itself_is_no_partner(tell):
    about = Profile(authorities=(Authority("gemeente Rietmeer", None, ("Rietmeer",)),))
    told = one(tell("Samen met de gemeente Rietmeer bouwen we.", about=about), "geen partner")
    assert dict(told.rows)["reden"] == "dit is de organisatie van het document zelf"
    assert one(tell("Samen met de gemeente Rietmeer bouwen we."), "partner").text == "gemeente Rietmeer"


def test_an_exception_that_rules_a_name_out(tell, tmp_path):
    rij = """
- naam: Zonnebloem Testclub
  soort: organisatie
  aliassen: [Klubje]
  uitzonderingen: [Klubje van vroeger]
"""
    tables = own_rules(tmp_path, "partners", rij)
    told = one(tell("Het Klubje van vroeger is opgeheven.", tables), "geen partner")
    assert told.rule == "partners/Zonnebloem Testclub"
    assert "de uitzondering 'Klubje van vroeger' sluit dit uit" in dict(told.rows)["reden"]
    assert one(tell("Het Klubje is opgeheven.", tables), "partner").rule == told.rule


def test_a_number_that_is_no_time(tell):
    told = one(tell("Dat staat in hoofdstuk 2026."), "geen tijd")
    assert told.rule.startswith("tijd/")
    assert not [t for t in tell("In hoofdstuk 3 staat meer over 2026.") if t.kind == "geen tijd"], "one was found"


def test_several_sentences_are_each_told(tell):
    told = tell("We openen een loket. We willen dat iedereen kan meedoen.")
    assert [t.kind for t in told if t.kind in ("doel", "activiteit")] == ["activiteit", "doel"]


def test_lines_name_file_and_line_of_rules_of_ones_own(tell, tmp_path):
    rij = """
- naam: eigen-regel
  patronen: ["groen beleid"]
  zekerheid: 0.99
  voorbeelden: [Wij maken groen beleid.]
"""
    tables = own_rules(tmp_path, "doelen", rij)
    told = one(tell("Wij maken groen beleid.", tables), "doel")
    file = tables.folder / "doelen.yaml"
    number = 1 + file.read_text(encoding="utf-8").splitlines().index("- naam: eigen-regel")
    assert f"  regel:     doelen/eigen-regel ({file}:{number})" in list(lines(told, tables))


def test_what_is_told_agrees_with_what_is_extracted(rules, nlp):
    """The rule and the certainty that are told are those of the mention, for every unit of a text."""
    text = "We openen een loket. Het aantal ouderen stijgt. We willen dat iedereen kan meedoen in 2026."
    trace = trace_sentence(text, rules, nlp, Setting())
    told = {(t.rule, t.sure, t.text) for u in trace.context.reading.units for t in explain_unit(trace, u) if t.sure}
    assert told == {(m.rule, m.confidence, m.text) for m in trace.mentions}
    for unit, stated in zip(trace.context.reading.units, trace.context.statements, strict=True):
        assert trace.weigh(unit).statement == stated
