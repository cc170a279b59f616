"""A comparison adds up, is what its parts say, claims no certainty it has not, and refuses what cannot be compared."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

import aidkit
from aidkit.measures.poverty import fgt
from aidkit.measures.targeting import targeting
from aidkit.measures.uncertainty import Design, difference, interval, replicate_weights
from aidkit.policy import Policy
from aidkit.result import Result
from aidkit.whatif.compare import Comparison, compare

SAME = 1e-9  # sums of some thousand amounts in another order


@pytest.fixture(scope="module")
def comparison(mixed_results) -> Comparison:
    return compare(*mixed_results, replicates=50)


# By hand


def test_the_family_that_loses_loses_its_single_entry(without_single_entry) -> None:
    lost = without_single_entry.winners.set_index("band").query("households > 0")
    assert lost["households"].to_dict() == {"loses 6,000 to 12,000": 1.0, "no change": 2.0}
    assert lost["persons"].to_dict() == {"loses 6,000 to 12,000": 2.0, "no change": 4.0}
    money = without_single_entry.cost.set_index("scheme")["difference_fen"]
    relief = money["medical_relief"]  # the mother's medical relief falls from the dibao class to the edge class
    assert money["dibao_single"] == -930_000  # 775 x 12
    assert money["total"] == -930_000 + relief == round(lost.loc["loses 6,000 to 12,000", "gain_yuan_a_year"] * 100)


def test_the_one_who_moves_is_in_the_transitions_and_the_register(without_single_entry) -> None:
    moves = without_single_entry.transitions.set_index(["before", "after"])["persons"].to_dict()
    assert moves == {
        ("edge", "edge"): 1.0, ("dibao", "dibao"): 3.0, ("dibao_single", "edge"): 1.0, ("tekun", "tekun"): 1.0,
    }  # fmt: skip
    register = without_single_entry.coverage.set_index("class")
    assert register.loc["missed", ["before", "after", "difference"]].tolist() == [5.0, 4.0, -1.0]
    assert register.loc["unrecorded", ["before", "after", "difference"]].tolist() == [1.0, 2.0, 1.0]


def test_the_change_is_listed(without_single_entry) -> None:
    row = without_single_entry.changes.iloc[0]
    assert row.tolist() == [
        "dibao.single_entry.enabled", "Single-person entry allowed", row["zh"], "yes/no", "True", "False",
    ]  # fmt: skip
    assert len(without_single_entry.changes) == 1


# Everything adds up


def test_gains_are_the_difference_of_cost(comparison, mixed_results) -> None:
    total = comparison.cost.set_index("scheme").loc["total"]
    assert comparison.winners["gain_yuan_a_year"].sum() == pytest.approx(total["difference_yuan_a_year"], abs=0.05)
    for group, rows in comparison.groups.groupby("group"):
        assert rows["gain_yuan_a_year"].sum() == pytest.approx(total["difference_yuan_a_year"], abs=0.05), group
    assert total["before_yuan_a_year"] == pytest.approx(mixed_results[0].summary().totals["annual_support"], abs=0.05)
    assert total["after_fen"] - total["before_fen"] == total["difference_fen"]
    parts = comparison.cost[comparison.cost["scheme"] != "total"]
    assert parts[["before_fen", "after_fen", "difference_fen"]].sum().tolist() == [
        total["before_fen"], total["after_fen"], total["difference_fen"],
    ]  # fmt: skip


def test_everybody_is_counted_once_in_every_table(comparison, mixed_results) -> None:
    weight = mixed_results[0].population.weight
    persons = weight[mixed_results[0].population.household_of].sum()
    members = (weight * mixed_results[0].values("family_size")).sum()
    assert comparison.winners["households"].sum() == pytest.approx(weight.sum())
    assert comparison.winners["persons"].sum() == pytest.approx(members)
    assert comparison.transitions["persons"].sum() == pytest.approx(persons)
    of_persons = comparison.coverage.query("unit == 'persons'")
    assert of_persons["before"].sum() == of_persons["after"].sum() == pytest.approx(persons)
    for _, rows in comparison.groups.groupby("group"):
        assert rows["households"].sum() == pytest.approx(weight.sum())
        assert rows["persons"].sum() == pytest.approx(members)


def test_margins_of_the_transitions_are_the_summaries(comparison, mixed_results) -> None:
    for side, result in zip(("before", "after"), mixed_results, strict=True):
        schemes = result.summary().schemes["persons"]
        counted = comparison.transitions.groupby(side)["persons"].sum()
        for scheme in counted.index.drop("none"):
            assert counted[scheme] == pytest.approx(schemes[scheme])
        covered = result.summary().coverage
        table = comparison.coverage.set_index("class")[side]
        assert table["missed"] == pytest.approx(covered.loc["missed", "persons"])
        assert table["missed_relief"] == pytest.approx(covered.loc["missed_relief", "households"])


def test_gains_and_losses_fall_into_the_bands_they_belong_to(comparison, mixed_results) -> None:
    gain = mixed_results[1].values("annual_support") - mixed_results[0].values("annual_support")
    weight = mixed_results[0].population.weight
    table = comparison.winners.set_index("band")["households"]
    assert table["gains 1,200 to 6,000"] == pytest.approx(weight[(gain > 1_200) & (gain <= 6_000)].sum())
    assert table["loses more than 12,000"] == pytest.approx(weight[gain < -12_000].sum())
    assert table["no change"] == pytest.approx(weight[np.abs(gain) < 1e-6].sum())
    assert (table["loses up to 1,200"] > 0, table["gains up to 1,200"] > 0) == (True, True)
    assert len(table) == 9


def test_groups_are_those_of_the_families(comparison, mixed_results) -> None:
    population = mixed_results[0].population
    groups = comparison.groups.set_index(["group", "value"])["households"]
    size, weight = mixed_results[0].values("family_size"), population.weight
    assert groups["family_size", "2"] == pytest.approx(weight[size == 2].sum())
    assert groups["family_size", "5 or more"] == pytest.approx(weight[size >= 5].sum())
    persons = population.persons
    elders = persons[(persons["age"] >= 60) & (persons["absence"] == "none")]["household_id"].unique()
    homes = population.households
    assert groups["elderly", "yes"] == pytest.approx(homes.loc[elders, "weight"].sum())
    assert groups["area", "rural"] == pytest.approx(homes.loc[homes["area"] == "rural", "weight"].sum())
    assert groups["town", "(none given)"] == pytest.approx(homes.loc[homes["town"] == "", "weight"].sum())


def test_a_column_of_the_households_is_a_group_too(mixed_results) -> None:
    table = compare(*mixed_results, groups=["dwellings"], replicates=2).groups
    assert table["value"].tolist() == ["all", "0", "1", "2", "3"]


def test_nothing_changes_between_a_result_and_itself(mixed_results) -> None:
    same = compare(mixed_results[0], mixed_results[0], replicates=5)
    assert same.changes.empty
    assert same.winners.query("households > 0")["band"].tolist() == ["no change"]
    assert (same.transitions["before"] == same.transitions["after"]).all()
    assert not same.cost["difference_fen"].any()
    for table in (same.poverty, same.targeting):
        assert not table[["difference", "difference_standard_error"]].to_numpy().any()


# Poverty, targeting and how sure they are


def test_poverty_is_held_against_the_line_before(comparison, mixed_results) -> None:
    before, after = mixed_results
    people, line = before.population.weight * before.values("family_size"), before.values("dibao_standard")
    for alpha, row in enumerate(comparison.poverty.itertuples()):
        values = [fgt(one.values("income_after"), line, weight=people, alpha=alpha) for one in (before, after)]
        assert [row.before, row.after] == pytest.approx(values, abs=SAME)
        assert row.difference == pytest.approx(values[1] - values[0], abs=SAME)


def test_a_line_of_ones_own_takes_its_place(mixed_results) -> None:
    poverty = compare(*mixed_results, line=1_000.0, replicates=2).poverty
    people = mixed_results[0].population.weight * mixed_results[0].values("family_size")
    expected = fgt(mixed_results[1].values("income_after"), 1_000.0, weight=people, alpha=1)
    assert poverty["after"][1] == pytest.approx(expected, abs=SAME)


def test_targeting_is_that_of_the_measure(comparison, mixed_results) -> None:
    before, after = mixed_results
    size = after.values("family_size")
    found = targeting(
        after.values("income_before"), after.values("monthly_cash") / np.maximum(size, 1), before.values("dibao_standard"),
        weight=after.population.weight * size,
    )  # fmt: skip
    for row in comparison.targeting.itertuples():
        assert row.after == pytest.approx(getattr(found, row.measure), abs=SAME, nan_ok=True), row.measure


def test_intervals_are_paired_and_those_of_the_measures(mixed_results) -> None:
    before, after = mixed_results
    n = len(before.population.households)
    design = Design(strata=np.arange(n) % 2, psu=np.arange(n) % 30)
    table = compare(before, after, design=design, replicates=40, seed=7).poverty.iloc[1]
    line, size = before.values("dibao_standard"), before.values("family_size")

    def gap(result: Result) -> Any:
        return lambda weight: fgt(result.values("income_after"), line, weight=weight * size, alpha=1)

    weight = before.population.weight
    drawn = replicate_weights(weight, design, 40, 7)
    paired = difference(gap(before), gap(after), weight, drawn, design)
    assert [table["difference_low"], table["difference_high"]] == pytest.approx([paired.low, paired.high], abs=SAME)
    assert table["difference_standard_error"] == pytest.approx(paired.standard_error, abs=SAME)
    alone = interval(gap(after), weight, drawn, design)
    assert [table["after_low"], table["after_high"]] == pytest.approx([alone.low, alone.high], abs=SAME)
    assert paired.standard_error < alone.standard_error


def test_a_census_gets_no_intervals_and_says_so(without_single_entry) -> None:
    for table in (without_single_entry.poverty, without_single_entry.targeting):
        assert table.filter(regex="_low|_high|error$").isna().all(axis=None)
    assert without_single_entry.notes[1] == (
        "Intervals not applicable: every household stands for itself, as in a register or census, so there is no sampling "
        "error. Errors of the data and assumed parameters remain."
    )
    assert "not applicable" in str(without_single_entry)


def test_weights_without_a_design_say_what_was_taken(comparison) -> None:
    assert comparison.notes[1] == (
        "Intervals hold 95 %: 50 Rao–Wu replicates, the same before and after; t with 599 degrees of freedom. "
        "No design was given, so the households are taken as drawn one by one; if they were drawn by village, these "
        "intervals are too narrow: pass design=Design(strata, psu)."
    )
    assert comparison.poverty.filter(regex="_low|_high|error$").notna().all(axis=None)


def test_an_invented_population_is_called_so(random_tables, mixed_results) -> None:
    population = aidkit.Population(*random_tables, synthetic=True, source="drawn")
    result = aidkit.simulate(population, mixed_results[0].policy)
    found = compare(result, result, replicates=2)
    assert found.title.endswith("— drawn (合成数据, invented)")
    assert any("nobody in it exists" in note for note in found.notes)


def test_the_order_of_rows_does_not_matter(random_tables, mixed_results, comparison) -> None:
    shuffled = [table.sample(frac=1, random_state=3) for table in random_tables]
    population = aidkit.Population(*shuffled)
    found = compare(*(aidkit.simulate(population, r.policy) for r in mixed_results), replicates=50)
    for name, table in comparison.tables().items():
        pd.testing.assert_frame_equal(table, found.tables()[name], rtol=1e-9, atol=1e-9)


def test_places_are_named_where_there_are_several(random_tables) -> None:
    households = random_tables[0].assign(place=np.where(random_tables[0]["area"] == "urban", "jinjiang", "hanzhong"))
    population = aidkit.Population(households, random_tables[1])
    policies = [aidkit.load_policy("jinjiang"), aidkit.load_policy("hanzhong")]
    reforms: list[Policy] = [policy.reform({"edge.multiple": 1.8}, name="1.8") for policy in policies]
    found = compare(*(aidkit.simulate(population, several) for several in (policies, reforms)), replicates=2)
    assert found.changes[["place", "path", "before", "after"]].to_numpy().tolist() == [
        ["hanzhong", "edge.multiple", "1.5", "1.8"], ["jinjiang", "edge.multiple", "2", "1.8"],
    ]  # fmt: skip
