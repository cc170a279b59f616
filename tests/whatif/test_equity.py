"""The same families under several places' rules: each column as if run alone, spreads that add up, reforms to one line."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

import aidkit
from aidkit.errors import MeasureError, PolicyError
from aidkit.measures.poverty import fgt
from aidkit.policy import Policy
from aidkit.result import Result
from aidkit.whatif.equity import AcrossPlaces, across_places, common_line, unified_standard
from aidkit.whatif.reforms import load_reform
from tests.refusals import refusal


@pytest.fixture(scope="module")
def policies() -> list[Policy]:
    return [aidkit.load_policy("hanzhong"), aidkit.load_policy("jinjiang"), aidkit.load_policy("huangshi")]


@pytest.fixture(scope="module")
def population(mixed_results: tuple[Result, Result]) -> aidkit.Population:
    return mixed_results[0].population


@pytest.fixture(scope="module")
def found(population: aidkit.Population, policies: list[Policy]) -> AcrossPlaces:
    return across_places(population, policies)


def test_each_place_is_as_if_run_alone(found: AcrossPlaces, population: Any, policies: list[Policy]) -> None:
    rows = found.places.set_index("policy")
    assert rows.index.tolist() == ["hanzhong", "jinjiang", "huangshi"]
    for policy in policies:
        row, alone = rows.loc[policy.place.id], aidkit.simulate(population, policy)
        summary = alone.summary()
        cash = summary.schemes.loc["tekun":"dibao_single", "persons"].sum()
        assert row["annual_cost_yuan"] == summary.totals["annual_support"]
        assert row["cash_persons"] == pytest.approx(cash)
        assert row["urban_standard_yuan_a_month"] == policy["dibao.standard.urban"]
        for alpha in (0, 1, 2):
            own = summary.poverty.loc[f"fgt{alpha}", "after"]
            assert row[f"fgt{alpha}_share_own_standard"] == pytest.approx(own)
        monthly, weight = alone.values("monthly_cash"), population.weight
        mean = (monthly * weight).sum() / weight[monthly > 0].sum()
        assert row["mean_cash_yuan_a_month_a_family"] == pytest.approx(mean)
        assert found.families[f"{policy.place.id}_yuan_a_year"].tolist() == alone.values("annual_support").tolist()


def test_the_common_line_is_the_first_places_standard_or_the_one_given(
    found: AcrossPlaces, population: Any, policies: list[Policy]
) -> None:
    first, other = (aidkit.simulate(population, policy) for policy in policies[:2])
    people = population.weight * other.values("family_size")
    expected = fgt(other.values("income_after"), first.values("dibao_standard"), weight=people, alpha=1)
    assert found.places["fgt1_share_common_line"][1] == pytest.approx(expected)
    given = across_places(population, policies[:2], line=900.0)
    expected = fgt(other.values("income_after"), 900.0, weight=people, alpha=1)
    assert given.places["fgt1_share_common_line"][1] == pytest.approx(expected)
    assert "Common poverty line: the line given." in given.notes[0]


def test_a_familys_spread_is_from_its_lowest_to_its_highest(found: AcrossPlaces) -> None:
    families = found.families
    amounts = families[[f"{name}_yuan_a_year" for name in ("hanzhong", "jinjiang", "huangshi")]]
    assert families["lowest_yuan_a_year"].tolist() == amounts.min(axis=1).tolist()
    assert families["spread_yuan_a_year"].tolist() == (amounts.max(axis=1) - amounts.min(axis=1)).tolist()
    assert families["paying"].tolist() == (amounts > 0).sum(axis=1).tolist()
    assert set(families.loc[families["paying"] == 0, "highest_in"]) == {"none"}
    paid = families[families["paying"] > 0]
    highest = [row[f"{row['highest_in']}_yuan_a_year"] for _, row in paid.iterrows()]
    assert highest == paid["highest_yuan_a_year"].tolist()


def test_spreads_are_those_of_the_families(found: AcrossPlaces, population: Any) -> None:
    table = found.spread.set_index(["families", "measure"])["value"]
    weight, families = population.weight, found.families
    for group in ("all", "urban", "rural"):
        shares = [table[group, f"supported under {which}"] for which in ("every policy", "some, not all", "none")]
        assert sum(shares) == pytest.approx(1.0)
    every = (families["paying"] == 3).to_numpy()
    assert table["all", "supported under every policy"] == pytest.approx(weight[every].sum() / weight.sum())
    somewhere = (families["paying"] > 0).to_numpy()
    mean = np.average(families["spread_yuan_a_year"][somewhere], weights=weight[somewhere])
    assert table["all", "mean spread of those supported somewhere"] == pytest.approx(mean)
    assert table["all", "largest spread"] == families["spread_yuan_a_year"].max()


def test_the_worked_examples_by_hand(three_families: Any, base_policy: Policy) -> None:
    """The couple's dibao rises by 3 x 125 a month with a standard of 900, the woman's tekun by 1.3 x 125."""
    higher = common_line(base_policy, 900.0)
    families = across_places(three_families, {"now": base_policy, "900": higher}).families
    gain = families["900_yuan_a_year"] - families["now_yuan_a_year"]
    assert gain["couple"] == pytest.approx(12 * 3 * 125)
    assert gain["alone"] == pytest.approx(12 * 1.3 * 125)
    assert gain.tolist() == pytest.approx(families["spread_yuan_a_year"].tolist())


def test_one_place_may_come_with_its_reforms(population: Any) -> None:
    hanzhong = aidkit.load_policy("hanzhong")
    found = across_places(population, [hanzhong, unified_standard(hanzhong), common_line(hanzhong, 700)])
    assert found.places["policy"].tolist() == [
        "hanzhong, baseline", "hanzhong, unified-standard", "hanzhong, common line 700",
    ]  # fmt: skip
    dates = [hanzhong, aidkit.load_policy("hanzhong", date="2023-06-30")]
    assert across_places(population, dates).places["policy"].tolist() == [
        "hanzhong, 2021-12-31, baseline", "hanzhong, 2023-06-30, baseline",
    ]  # fmt: skip


def test_reforms_towards_one_line() -> None:
    hanzhong = aidkit.load_policy("hanzhong")
    assert unified_standard(hanzhong) == load_reform("unified-standard").apply(hanzhong)
    line = common_line(hanzhong, 700, name="one country")
    assert [line["dibao.standard.urban"], line["dibao.standard.rural"], line.name] == [700.0, 700.0, "one country"]


def test_years_that_differ_and_invented_people_are_noted(random_tables: Any, policies: list[Policy]) -> None:
    invented = aidkit.Population(*random_tables, synthetic=True)
    notes = across_places(invented, policies).notes
    assert notes[1] == "The policies are of different years (2017, 2021), so part of a difference is time, not place."
    assert notes[2] == "Invented population (合成数据): nobody in it exists."
    assert "different years" not in "".join(across_places(invented, policies[:2]).notes)


def test_it_prints_places_side_by_side(found: AcrossPlaces, tmp_path: Any) -> None:
    text = str(found)
    assert text.startswith("3 policies over the same families — random households")
    assert "urban_standard_yuan_a_month" in text
    assert found.families.index[0] not in text
    again = pd.read_excel(found.to_excel(tmp_path / "places.xlsx"), sheet_name="families")
    assert again["household_id"].tolist() == found.families["household_id"].tolist()


def test_what_cannot_be_compared_is_refused(population: Any, policies: list[Policy]) -> None:
    assert refusal(PolicyError, across_places, population, policies[0]) == (
        "Policies given: Policy(hanzhong, 2021-12-31, baseline).\nGive two or more to compare."
    )
    assert refusal(PolicyError, across_places, population, []) == "Policies given: none.\nGive two or more to compare."
    assert refusal(PolicyError, across_places, population, ["jinjiang", "daye"]) == (
        "'jinjiang' is not a policy.\nMake one with aidkit.load_policy(place)."
    )
    assert refusal(PolicyError, across_places, population, [policies[0], policies[0]]) == (
        "Two of the policies are of one place, date and name.\n"
        "Name the reforms apart, or give a mapping from names to policies."
    )
    assert "cannot be used as a poverty line" in refusal(MeasureError, across_places, population, policies, line=-1)


def test_a_reform_that_stands_already_is_refused() -> None:
    jinjiang = aidkit.load_policy("jinjiang")
    assert refusal(PolicyError, common_line, jinjiang, 775) == (
        "jinjiang on 2021-08-24 has the standard 775 already, in town and country.\n"
        "Leave the place as it is, or choose another standard."
    )
    assert "changes nothing in jinjiang" in refusal(PolicyError, unified_standard, jinjiang)
    assert "dibao.standard.urban: '700' cannot be used." in refusal(PolicyError, common_line, jinjiang, "700")
    assert refusal(PolicyError, common_line, jinjiang, 0) == (
        "dibao.standard.urban: 0 cannot be used.\nAllowed: a number above 0; unit: yuan/month."
    )
