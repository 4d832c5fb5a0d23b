"""Pipe tables: columns and their roles, and row-spanned cells that flattening lost."""

import pytest

from pipeline.document import BlockKind, Role
from pipeline.structure.lines import split_lines
from pipeline.structure.tables import split_row


@pytest.fixture(scope="session")
def cells(lay):
    """Returns the cells of a text's tables as {(row, column): text}, and those that are figures apart."""

    def of(text):
        placed = [block for block in lay(text).blocks if block.place is not None]
        shown = {(b.place.row, b.place.column): b.passage.text for b in placed if b.kind is BlockKind.CELL}
        lost = {(b.place.row, b.place.column) for b in placed if b.place.lost}
        return shown, lost

    return of


GOALS = """Wat willen we bereiken? | Wat gaan we daarvoor doen? | Wanneer? |
---|---|---|
Inwoners weten waar zij met een vraag terechtkunnen | We openen inlooppunten in beide dorpen | voorjaar 2026 |
Hulp zichtbaarder maken bij inwoners en verwijzers | 2026-2027 | |
We onderzoeken elk jaar hoe cliënten onze hulp waarderen | jaarlijks | |
Mantelzorgers houden hun zorgtaken vol | Uitbreiding van de logeermogelijkheden voor naasten | 2026 e.v. |
"""


def test_lost_cells_of_a_row_span_get_their_place_back(cells):
    shown, lost = cells(GOALS)
    assert [shown.get((row, 0)) for row in range(4)] == [
        "Inwoners weten waar zij met een vraag terechtkunnen",
        None,
        None,
        "Mantelzorgers houden hun zorgtaken vol",
    ]
    assert [shown[row, 2] for row in range(4)] == ["voorjaar 2026", "2026-2027", "jaarlijks", "2026 e.v."]
    assert lost == {(1, 1), (1, 2), (2, 1), (2, 2)}


def test_columns_give_their_cells_a_role(lay):
    roles = {b.passage.text: b.role for b in lay(GOALS).blocks if b.kind is BlockKind.CELL}
    assert roles["Mantelzorgers houden hun zorgtaken vol"] is Role.GOALS
    assert roles["We onderzoeken elk jaar hoe cliënten onze hulp waarderen"] is Role.ACTIVITIES
    assert roles["jaarlijks"] is Role.TIMING


def test_the_header_states_nothing(lay):
    headers = [b for b in lay(GOALS).blocks if b.place.row == -1]
    assert [b.kind for b in headers] == [BlockKind.FIGURE] * 3
    assert [b.place.column for b in headers] == [0, 1, 2]


@pytest.mark.parametrize(
    "last",
    [
        "Ouderen zijn minder vaak alleen | We subsidiëren de huiskamers in de wijken | |",
        "Ouderen zijn minder vaak alleen | We subsidiëren de huiskamers in de wijken |",
        "Ouderen zijn minder vaak alleen | | |",
    ],
)
def test_a_last_column_that_is_empty_is_no_lost_cell(cells, last):
    shown, lost = cells(GOALS + last + "\n")
    assert shown[4, 0] == "Ouderen zijn minder vaak alleen"
    assert not any(row == 4 for row, _ in lost)


def test_an_empty_first_cell_goes_on_with_the_one_above(cells):
    shown, lost = cells(GOALS + " | We waarderen mantelzorgers met een attentie | doorlopend |\n")
    assert shown[4, 1] == "We waarderen mantelzorgers met een attentie"
    assert {(4, 1), (4, 2)} <= lost


def test_without_known_columns_nothing_is_given_a_role_and_rows_stay_as_they_are(cells, lay):
    head = "Naam | Adres | Plaats\n---|---|---\n"
    text = head + "GGD | Kerkstraat 1 | Buren\nWelzijn | Dorpsplein 2 | Tiel\nSport | Laan 3 |\n"
    shown, lost = cells(text)
    assert lost == set()
    assert [shown[row, 0] for row in range(3)] == ["GGD", "Welzijn", "Sport"]
    assert {b.role for b in lay(text).blocks} == {None}


def test_a_table_of_figures_keeps_its_figures_apart(cells, lay):
    text = (
        "Bedragen x € 1.000 | Rekening 2024 | Begroting 2025 |\n---|---|---|\n"
        "Lasten | 18.904 | 19.655 |\nBaten | 1.212 | |\nSaldo | | -18.475 |\nIndex | 2,5% | n.v.t. |\n"
    )
    shown, lost = cells(text)
    assert shown == {(0, 0): "Lasten", (1, 0): "Baten", (2, 0): "Saldo", (3, 0): "Index"}
    figures = [b for b in lay(text).blocks if b.kind is BlockKind.FIGURE]
    assert [b.passage.text for b in figures if b.place.row >= 0] == [
        "18.904",
        "19.655",
        "1.212",
        "-18.475",
        "2,5%",
        "n.v.t.",
    ]
    assert lost <= {(2, 2)}, "only what stands behind an empty cell"


def test_a_header_that_returns_on_the_next_page_is_no_row(cells):
    head, rule, *rows = GOALS.splitlines(keepends=True)
    shown, _ = cells("".join([head, rule, *rows[:2], head, rule, *rows[2:]]))
    assert shown == cells(GOALS)[0]


def test_a_title_row_above_the_header(cells):
    shown, _ = cells("4.1 Iedereen doet mee |\n---|\n" + GOALS)
    assert shown == cells(GOALS)[0]


def test_rows_between_pipes_and_rows_with_pipes_between_are_the_same(cells):
    framed = "".join(
        f"| {line.rstrip(' |')} |\n" if "---" not in line else "|---|---|---|\n" for line in GOALS.splitlines()
    )
    assert cells(framed)[0] == cells(GOALS)[0]


def test_two_tables_with_text_between_are_two(lay):
    layout = lay(GOALS + "\nDaarna volgt dit.\n\n" + GOALS)
    assert {b.place.table for b in layout.blocks if b.place} == {0, 1}


def test_two_tables_with_a_blank_line_between_are_two(lay):
    layout = lay(GOALS + "\nLasten | 2024 | 2025 |\n---|---|---|\nZorg | 1.200 | 1.300 |\n")
    assert {b.place.table for b in layout.blocks if b.place} == {0, 1}


@pytest.mark.parametrize(
    ("row", "parts"),
    [
        ("| a | b |", ["a", "b"]),
        ("a | b | |", ["a", "b", None]),
        (" | b", [None, "b"]),
        ("|a||c|", ["a", None, "c"]),
        ("a |", ["a"]),
        ("|", [None]),
        ("a a | a a", ["a a", "a a"]),
    ],
)
def test_a_row_is_split_at_its_pipes(row, parts):
    text = f"kop\n{row}\n"
    line = list(split_lines(text))[1]
    found = [span.of(text) if span else None for span in split_row(line)]
    # White space in front of a line is no part of it, and the pipe behind it then opens the row.
    assert found == (parts if not row.startswith(" ") else parts[1:])


def test_a_sentence_with_a_pipe_is_no_table(lay):
    layout = lay("Wij werken met het model A | B voor de hele regio.\n\nDat doen we al jaren.\n")
    assert [b.place for b in layout.blocks] == [None, None]


CODED = """Doel | Prestatie | Planning |
---|---|---|
1.1 Ouderen wonen veilig | 1.1.1 We keuren elke woning | |
1.1.2 We plaatsen leuningen op verzoek | | |
1.2 Jongeren vinden een huis | 1.2.1 We bouwen flats | |
"""


def test_a_code_tells_which_cells_a_row_has_lost(cells):
    shown, lost = cells(CODED)
    assert shown[1, 1] == "1.1.2 We plaatsen leuningen op verzoek"
    assert lost == {(1, 1)}
    assert shown[2, 0] == "1.2 Jongeren vinden een huis"
