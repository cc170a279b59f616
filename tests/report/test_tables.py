"""The tables of a report against a population worked out by hand (see conftest.py)."""

import pytest

from aidkit.report import tables


def columns(table, *names):
    return {name: table.frame[name].to_list() for name in names}


def row(table, label):
    return table.frame[table.frame["en"] == label].iloc[0]


@pytest.fixture
def made(hand_made):
    return hand_made()


def test_entitled_counts_people_and_families(made):
    table = tables.entitled(made)
    assert row(table, "Dibao")[["persons", "families"]].to_list() == [6, 6]
    assert row(table, "Low-income (edge)")[["persons", "families"]].to_list() == [6, 3]
    assert row(table, "Total")[["persons", "families", "share"]].to_list() == [12, 9, 12 / 20]


def test_coverage_counts_missed_by_the_scheme_due_and_wrong_by_the_scheme_registered(made):
    table, names = tables.coverage(made), ["due", "registered", "missed", "wrong", "mismatched"]
    assert row(table, "Dibao")[names].to_list() == [6, 5, 6, 5, 0]
    assert row(table, "Total")[names].to_list() == [6, 5, 6, 5, 0]


def test_towns_stand_in_order_of_those_due(made):
    table = tables.coverage_by_town(made)
    assert table.frame["zh"].to_list() == ["甲", "丙", "乙", "合计"]
    assert columns(table, "missed", "wrong") == {"missed": [6, 0, 0, 6], "wrong": [0, 0, 5, 5]}
    assert row(table, "(丙)")[["unrecorded", "missed_relief"]].to_list() == [6, "<5"]


def test_without_towns_there_is_one_row_that_says_so(hand_made):
    assert tables.coverage_by_town(hand_made(town=False)).frame["en"].to_list() == ["(not given)", "Total"]


def test_cost_is_what_the_rules_pay_in_a_year(hand_made):
    table = tables.cost(hand_made(weight=10.0))
    assert row(table, "Dibao")[["families", "yuan_year", "each"]].to_list() == [60, 60 * 775 * 12, 775 * 12]
    assert row(table, "Total")["yuan_year"] == 60 * 775 * 12 + 30 * 2 * 775
    assert row(table, "Temporary assistance")["yuan_year"] == "n<5"


def test_what_a_total_would_give_away_is_hidden_with_it(made):
    table = tables.cost(made)
    assert row(table, "Temporary assistance")["yuan_year"] == "<5"
    assert row(table, "Dibao")["yuan_year"] == "*"
    assert table.note.en.endswith("“<5” hides a figure of one to four. “*” hides what the total would give away.")


def test_the_low_income_list_masks_identities(made):
    table = tables.low_income(made, rows=2)
    assert table.frame["label"].to_list() == ["***012", "***013"]
    assert table.frame[["size", "before", "line"]].to_numpy().tolist() == [[2, 1200.0, 1550.0]] * 2
    assert table.title.en == "Low-income families (3 in the data, the first 2 listed)"


def test_weighted_figures_are_weighted(hand_made):
    table = tables.coverage(hand_made(weight=10.0))
    assert row(table, "Dibao")[["due", "missed", "wrong"]].to_list() == [60, 60, 50]


@pytest.mark.parametrize(
    "build", [tables.entitled, tables.coverage, tables.coverage_by_town, tables.cost, tables.low_income]
)
def test_every_table_says_its_source_and_units(made, build):
    table = build(made, "en")
    assert table.source.en == "Source: hand-made families"
    assert all(any(head.unit) for head in table.heads if head.form in ("count", "yuan"))
