"""What headings, columns and labels say: by name, in any year and number, and with slips."""

import pytest

from pipeline.document import BlockKind, Role
from pipeline.structure.roles import Roles, plain


@pytest.fixture(scope="module")
def roles(rules):
    return Roles(rules)


SAYS = {
    "Wat willen we bereiken?": Role.GOALS,
    "WAT WILLEN WIJ BEREIKEN": Role.GOALS,
    "2.1 Wat willen we bereiken in 2026?": Role.GOALS,
    "Wat wilen we bereiken?": Role.GOALS,
    "Maatschappelijk effect": Role.GOALS,
    "Doelstelling 6.1": Role.GOALS,
    "Kerndoel": Role.GOALS,
    "Operationeel doel": Role.GOALS,
    "**Doelstellingen 2024-2027**": Role.GOALS,
    "Wat gaan we daarvoor doen?": Role.ACTIVITIES,
    "Wat gaan we daar voor doen?": Role.ACTIVITIES,
    "Inspanning": Role.ACTIVITIES,
    "Prestaties": Role.ACTIVITIES,
    "Actie": Role.ACTIVITIES,
    "Wat hebben wij bereikt?": Role.RESULTS,
    "Wat hebben wij daarvoor gedaan in 2024?": Role.RESULTS,
    "Wanneer speelt het?": Role.TIMING,
    "Planning": Role.TIMING,
    "Verbonden partijen": Role.PARTNERS,
    "Verbonden partijn": Role.PARTNERS,
    "Kaderstellende nota's": Role.FRAMEWORKS,
    "Kaderstellende nota’s": Role.FRAMEWORKS,
    "Wettelijk kader": Role.LAWS,
    "Wat mag het kosten?": Role.COSTS,
    "Wat mag het kosten in 2026": Role.COSTS,
    "Ontwikkelingen": Role.DEVELOPMENTS,
    "Bijlage": Role.ANNEX,
    "Inhoudsopgave": Role.CONTENTS,
    "Lijst van afkortingen": Role.ABBREVIATIONS,
    "Activiteiten per doel": Role.ACTIVITIES,
    "3.1 Kosten per programma": Role.COSTS,
}
SAYS_NOTHING = [
    "3.3 Beleidsdoelen 16",
    "Inwoners doen mee",
    "Wie het weet mag het zeggen",
    "Wat kost een huis in onze gemeente en wie kan dat betalen?",
    "Samen doelgericht",
    "2024",
    "",
    "Jeugd",
    "De doelen van ons beleid staan hieronder op een rij met uitleg",
    "Wiel",
    "Hulp per gezin",
    "Acties per dorp staan in de bijlage",
]


def test_headings_have_their_role(roles):
    found = {text: match.role for text in [*SAYS, *SAYS_NOTHING] if (match := roles.of(text))}
    assert found == SAYS


def test_a_short_word_is_not_taken_for_another(roles):
    assert roles.of("Actief") is None


def test_a_match_names_its_rule(roles, rules):
    match = roles.of("Wat wilen we bereiken?")
    assert match.rule in rules.lines
    assert match.rule.startswith("koppen/")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2.1 Wat gaan we daarvoor doen in 2024?", "wat gaan we daarvoor doen"),
        ("  **Doelen 2024-2027:** ", "doelen"),
        ("P3 1.1 Doelen", "doelen"),
        ("Begroting 2026", "2026"),
        ("2026", "2026"),
        ("## Kaderstellende nota’s", "kaderstellende nota's"),
        ("---", ""),
    ],
)
def test_a_heading_as_the_table_sees_it(text, shown):
    if shown == "2026":
        assert plain(text), "a year alone is not taken away"
    else:
        assert plain(text) == shown


LABELS = {
    "Wie: GGD en huisartsen": (Role.PARTNERS, None, "GGD en huisartsen"),
    "**Wie:** GGD": (Role.PARTNERS, None, "GGD"),
    "Wanneer: 2025": (Role.TIMING, None, "2025"),
    "Wanneer – 2025": (Role.TIMING, None, "2025"),
    "Planning - 2025": (Role.TIMING, None, "2025"),
    "Actie 1.1: We openen een inlooppunt": (Role.ACTIVITIES, "1.1", "We openen een inlooppunt"),
    "Doel 2: Inwoners doen mee": (Role.GOALS, "2", "Inwoners doen mee"),
    "Actie 3 Een sporthal bouwen": (Role.ACTIVITIES, "3", "Een sporthal bouwen"),
    "Ambitie 5.1 Ieder kind speelt buiten": (Role.GOALS, "5.1", "Ieder kind speelt buiten"),
    "Maatregel 4. Zwemles voor nieuwkomers": (Role.ACTIVITIES, "4", "Zwemles voor nieuwkomers"),
    "Doel A. Schulden worden voorkomen": (Role.GOALS, "A", "Schulden worden voorkomen"),
    "Doel B: Niemand staat aan de kant": (Role.GOALS, "B", "Niemand staat aan de kant"),
    "**Ambitie C.** Ieder kind speelt buiten": (Role.GOALS, "C", "Ieder kind speelt buiten"),
    "**Doel 2.** Inwoners doen mee": (Role.GOALS, "2", "Inwoners doen mee"),
    "DOELEN: Inwoners doen mee": (Role.GOALS, None, "Inwoners doen mee"),
    "Partners:": (Role.PARTNERS, None, ""),
    "Bron: CBS, 2022": (Role.SOURCE, None, "CBS, 2022"),
}
NO_LABELS = [
    "Wij starten: dat is nieuw",
    "De gemeente: regie",
    "GGD: voert taken uit",
    "Wie dit leest",
    "Planning-overleg",
    "Let op: doe mee",
    "Actie 3 loopt door in 2026",
    "Acties 1 en 2 starten in mei",
    "Planning 2 Een sporthal bouwen",
    "Groep 3 Een sporthal bouwen",
    "Doel A wordt bereikt",
    "12: doel",
    ": doel",
    "",
]


def test_labels(roles):
    found = {}
    for text in [*LABELS, *NO_LABELS]:
        if label := roles.label(text):
            found[text] = (label.match.role, label.code, text[label.rest :])
    assert found == LABELS


@pytest.mark.parametrize(
    ("lead", "role"),
    [
        ("We streven de volgende maatschappelijke effecten na:", Role.GOALS),
        ("We kiezen voor deze doelen:", Role.GOALS),
        ("Wij nemen de volgende maatregelen:", Role.ACTIVITIES),
        ("Concreet betekent dit:", Role.ACTIVITIES),
        ("De cijfers van vorig jaar waren:", None),
        ("Aandachtspunten uit de evaluatie:", None),
    ],
)
def test_a_line_above_a_list_announces_what_it_is(lay, lead, role):
    layout = lay(f"Over dit plan is veel te zeggen.\n\n{lead}\n- meer sport in de wijk\n- minder roken op school\n")
    items = [b for b in layout.blocks if b.kind is BlockKind.ITEM]
    assert [b.role for b in items] == [role, role]
    assert all(layout.blocks[b.lead].passage.text == lead for b in items)


def test_under_what_was_done_an_announced_list_tells_what_was_done(lay):
    text = "Wat hebben we gedaan?\n\nWij namen de volgende maatregelen:\n- een loket geopend\n- een team gestart\n"
    items = [b for b in lay(text).blocks if b.kind is BlockKind.ITEM]
    assert {b.role for b in items} == {Role.RESULTS}


@pytest.mark.parametrize(
    ("line", "role", "rest"),
    [
        ("Wanneer? 1e kwartaal 2024", Role.TIMING, "1e kwartaal 2024"),
        ("Wie? De bibliotheek", Role.PARTNERS, "De bibliotheek"),
        ("Wat: een spreekuur", Role.ACTIVITIES, "een spreekuur"),
        ("Wat doen we? We gaan langs.", Role.ACTIVITIES, "We gaan langs."),
    ],
)
def test_a_question_may_be_a_label(line, role, rest, roles):
    label = roles.label(line)
    assert (label.match.role, line[label.rest :]) == (role, rest)


@pytest.mark.parametrize("line", ["Hoe komt dat? We weten het niet.", "Watersnood: een herdenking"])
def test_what_is_no_label(line, roles):
    assert roles.label(line) is None


def test_a_numbered_heading_takes_the_role_of_the_question_above_it(lay):
    layout = lay("Wat willen we bereiken?\n\n3.1 Een schone straat\n\nTekst.\n\n3.2 Een veilige straat\n\nTekst.\n")
    assert [b.role for b in layout.blocks if b.code] == [Role.GOALS, None]
