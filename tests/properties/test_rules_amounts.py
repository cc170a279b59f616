"""What holds for the amounts whatever the family and the parameters."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aidkit.parameters import SPECS
from tests.oracle.parameter_generator import random_values
from tests.oracle.population_generator import random_population
from tests.oracle.random_runs import Frames, simulated, tables_of

HOUSEHOLDS = 400
TOLERANCE = 1e-9  # yuan, and relative
MAY_BE_NEGATIVE = {"countable_income", "income_before", "income_after"}
YUAN = {"yuan", "yuan/month", "yuan/year"}
CASH = {"tekun", "orphan", "unsupported_child", "dibao", "gradual_exit", "dibao_single"}
HOUSEHOLD_MONEY = [
    "other_income", "financial_assets", "business_capital", "education_expense", "rehabilitation_expense",
    "previous_benefit", "relief_received",
]  # fmt: skip
PERSON_MONEY = [
    "wage_income", "business_income", "farm_income", "property_income", "transfer_income", "basic_pension",
    "exempt_income", "medical_self_paid",
]  # fmt: skip

seeds = st.integers(0, 10**6)
random_case = settings(max_examples=25, deadline=None)


@random_case
@given(seed=seeds)
def test_no_benefit_is_negative(seed: int) -> None:
    for table in run(seed)[2]:
        for name in table.select_dtypes("number").columns.difference(sorted(MAY_BE_NEGATIVE)):
            assert (table[name] >= 0).all(), name


@random_case
@given(seed=seeds, more=st.floats(0.01, 50_000))
def test_more_income_never_raises_dibao(seed: int, more: float) -> None:
    frames, values, (before, _) = run(seed, falling_dibao(random_values(seed)))
    richer = frames[0].assign(other_income=frames[0]["other_income"] + more)
    after, _ = tables_of(simulated((richer, frames[1]), values))
    assert (after["dibao_benefit"] <= before["dibao_benefit"] + TOLERANCE).all()


@random_case
@given(seed=seeds, more=st.floats(0.01, 500_000))
def test_more_assets_never_open_a_door(seed: int, more: float) -> None:
    frames, values, (before, of_persons) = run(seed)
    richer = frames[0].assign(financial_assets=frames[0]["financial_assets"] + more)
    after, persons = tables_of(simulated((richer, frames[1]), values))
    for name in ("within_assets_dibao", "within_assets_edge"):
        assert (after[name] <= before[name]).all(), name
    assert (persons["is_tekun"] <= of_persons["is_tekun"]).all()


@random_case
@given(seed=seeds)
def test_all_money_doubled_doubles_every_amount(seed: int) -> None:
    frames, values, result = run(seed, random_values(seed) | {"price_link.round_to_yuan": False})
    households = frames[0].assign(**{name: 2 * frames[0][name] for name in HOUSEHOLD_MONEY})
    persons = frames[1].assign(**{name: 2 * frames[1][name] for name in PERSON_MONEY})
    doubled = tables_of(simulated((households, persons), {path: twice(path, values[path]) for path in values}))
    for table, other in zip(result, doubled, strict=True):
        for name in table:
            factor = 2 if table[name].dtype.kind == "f" and name != "uplift_rate" else None
            expected = table[name] * 2 if factor else table[name]
            assert np.array_equal(other[name].to_numpy(), expected.to_numpy()), name


@random_case
@given(seed=seeds)
def test_a_household_is_on_one_family_scheme_at_most(seed: int) -> None:
    households, persons = run(seed)[2]
    together = households[["is_dibao", "is_edge"]].sum(axis="columns")
    assert (together <= 1).all()
    assert not (households["is_dibao"] & households["in_gradual_exit"]).any()
    alone = persons[["is_tekun", "is_orphan", "is_unsupported_child", "is_single_entry"]].sum(axis="columns")
    assert (alone <= 1).all()


@random_case
@given(seed=seeds)
def test_cash_goes_to_nobody_who_is_entitled_to_none(seed: int) -> None:
    frames, _, (households, persons) = run(seed)
    due = persons["entitled_scheme"].isin(CASH).groupby(frames[1]["household_id"].to_numpy()).any()
    cashless = households.loc[due.index[~due]]
    assert (cashless["monthly_cash"] == cashless["gradual_exit_benefit"]).all()


@random_case
@given(seed=seeds)
def test_the_register_decides_gradual_exit_and_nothing_before_it(seed: int) -> None:
    frames, values, result = run(seed)
    emptied = frames[1].assign(current_scheme="none")
    after = tables_of(simulated((frames[0], emptied), values))
    assert not after[0]["in_gradual_exit"].any()
    for name in ("is_dibao", "dibao_benefit", "is_edge", "temporary_relief"):
        assert np.array_equal(after[0][name], result[0][name]), name
    for name in ("is_tekun", "is_orphan", "is_unsupported_child", "child_allowance"):
        assert np.array_equal(after[1][name], result[1][name]), name


@pytest.mark.parametrize("seed", range(4))
def test_weights_decide_nothing(seed: int) -> None:
    frames, values, result = run(seed)
    other = tables_of(simulated((frames[0].assign(weight=2.5), frames[1]), values))
    for table, again in zip(result, other, strict=True):
        assert table.equals(again)


def run(seed: int, values: dict[str, Any] | None = None) -> tuple[Frames, dict[str, Any], Frames]:
    values = random_values(seed) if values is None else values
    frames = random_population(HOUSEHOLDS, seed, values)
    return frames, values, tables_of(simulated(frames, values))


def falling_dibao(values: dict[str, Any]) -> dict[str, Any]:
    """Order the amounts of every schedule so that a higher grade pays less, as any real one does."""
    falling = dict(values)
    for path in ("dibao.grades.urban", "dibao.grades.rural"):
        grades = values[path] or []
        amounts = sorted((grade["amount"] for grade in grades), reverse=True)
        falling[path] = [
            {"up_to_ratio": grade["up_to_ratio"], "amount": amount}
            for grade, amount in zip(grades, amounts, strict=True)
        ] or None
    return falling


def twice(path: str, value: Any) -> Any:
    """Double a parameter that is money; leave ratios, months, ages and choices."""
    (spec,) = (spec for spec in SPECS if spec.path == path)
    if value is None or spec.unit not in YUAN:
        return value
    if spec.kind == "grades":
        return [{"up_to_ratio": grade["up_to_ratio"], "amount": 2 * grade["amount"]} for grade in value]
    return 2 * value
