"""Every law, framework and organisation says where its name was read; what does not yet is known by name."""

import pytest

# Groups ("huisartsen") are common words: they come from no list.
UNSOURCED = {
    "wetten": set(),
    "kaders": {"1Plan voor elk Thuis", "Dichterbij dan je denkt"},
    "partners": {"De Jeugd- & Gezinsbeschermers"},
}


@pytest.mark.parametrize("table", UNSOURCED)
def test_rows_have_a_source_that_was_opened(rules, table):
    rows = [row for row in rules.tables[table] if getattr(row, "kind", None) != "groep"]
    without = {row.name for row in rows if not row.source or row.source.startswith("eigen kennis")}
    assert without == UNSOURCED[table]


@pytest.mark.parametrize(("table", "least"), [("wetten", 150), ("kaders", 120), ("partners", 600)])
def test_tables_cover_what_plans_name(rules, table, least):
    assert sum(getattr(row, "kind", None) != "groep" for row in rules.tables[table]) >= least
