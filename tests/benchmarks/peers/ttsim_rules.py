"""dibao-lite in ttsim, the engine under GETTSIM: scalar functions it turns into arrays and JAX compiles.

Timed is the compiled function alone, with columns processed beforehand; ``ttsim_main.py`` times what a user calls.
Every column is a person's: household columns are repeated for each member, as ttsim asks. Units are declared
dimensionless and left unchecked, as its decorator allows.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any

import jax
import numpy as np
import ttsim
from ttsim.tt import (
    AggType,
    Currency,
    PolicyInput,
    ScalarParam,
    TTSIMUnit,
    UnitSystem,
    agg_by_group_function,
    policy_function,
    register_unit_builder_levels,
)

from tests.benchmarks.lite_data import Data, Outcome

NAME, PACKAGE = "ttsim on JAX, its compiled function", "ttsim-backend"
TARGETS = ("benefit_hh", "eligible_hh", "gap_hh", "share")
DAY = datetime.date(2024, 6, 1)

jax.config.update("jax_enable_x64", True)
register_unit_builder_levels(["hh"])
BARE = TTSIMUnit.DIMENSIONLESS
UNITS = UnitSystem(currencies={"YUAN": Currency(statutory_from="0001-01-01")})
of_one = policy_function(unit=BARE, verify_units=False)
added_up = agg_by_group_function(agg_type=AggType.SUM, unit=BARE, verify_units=False)


@of_one
def countable(
    wage_income: float, transfer_income: float, employed: bool, work_cost_rate: float, work_cost_cap: float
) -> float:
    cost = min(work_cost_rate * wage_income, work_cost_cap) if employed else 0.0
    return wage_income - cost + transfer_income


@of_one
def medical(medical_self_paid: float, medical_floor: float) -> float:
    return max(medical_self_paid - medical_floor, 0.0)


@of_one
def gross(wage_income: float, basic_pension: float, transfer_income: float) -> float:
    return wage_income + basic_pension + transfer_income


@of_one
def severe(disability_grade: int, disability_kind: int) -> bool:
    return disability_grade == 1 or disability_grade == 2 or (disability_grade == 3 and disability_kind >= 5)


@of_one
def vulnerable(severe: bool, serious_illness: bool) -> bool:
    return severe or serious_illness


@of_one
def rate(
    severe: bool,
    serious_illness: bool,
    age: int,
    rate_severe: float,
    rate_ill: float,
    rate_elder: float,
    elder_age: int,
    minor_age: int,
) -> float:
    if severe:
        out = rate_severe
    elif serious_illness:
        out = rate_ill
    elif age >= elder_age or age < minor_age:
        out = rate_elder
    else:
        out = 0.0
    return out


@agg_by_group_function(agg_type=AggType.COUNT, unit=BARE, verify_units=False)
def members_hh(hh_id: int) -> int: ...


@added_up
def countable_hh(countable: float, hh_id: int) -> float: ...


@added_up
def medical_hh(medical: float, hh_id: int) -> float: ...


@added_up
def gross_hh(gross: float, hh_id: int) -> float: ...


@added_up
def vulnerable_hh(vulnerable: bool, hh_id: int) -> int: ...


@added_up
def rate_hh(rate: float, hh_id: int) -> float: ...


@of_one
def standard_hh(area_hh: int, standard_urban: float, standard_rural: float) -> float:
    return 12 * (standard_urban if area_hh == 0 else standard_rural)


@of_one
def a_head_hh(countable_hh: float, medical_hh: float, members_hh: int, annual_cap: float) -> float:
    return max(countable_hh - min(medical_hh, annual_cap), 0.0) / members_hh


@of_one
def within_hh(
    financial_assets_hh: float,
    members_hh: int,
    vehicles_hh: int,
    dwellings_hh: int,
    standard_hh: float,
    financial_multiple: float,
) -> bool:
    fits = financial_assets_hh / members_hh <= financial_multiple * standard_hh
    return fits and vehicles_hh == 0 and dwellings_hh <= 1


@of_one
def dibao_hh(a_head_hh: float, standard_hh: float, within_hh: bool) -> bool:
    return a_head_hh < standard_hh and within_hh


@of_one
def low_hh(a_head_hh: float, standard_hh: float, within_hh: bool, dibao_hh: bool, edge_multiple: float) -> bool:
    return a_head_hh <= edge_multiple * standard_hh and within_hh and not dibao_hh


@of_one
def benefit_hh(
    dibao_hh: bool,
    low_hh: bool,
    standard_hh: float,
    a_head_hh: float,
    members_hh: int,
    rate_hh: float,
    vulnerable_hh: int,
    single_share: float,
) -> float:
    if dibao_hh:
        out = (standard_hh - a_head_hh) * members_hh + standard_hh * rate_hh
    elif low_hh:
        out = single_share * standard_hh * vulnerable_hh
    else:
        out = 0.0
    return out


@of_one
def eligible_hh(dibao_hh: bool, low_hh: bool, members_hh: int, vulnerable_hh: int) -> int:
    if dibao_hh:
        out = members_hh
    elif low_hh:
        out = vulnerable_hh
    else:
        out = 0
    return out


@of_one
def gap_hh(gross_hh: float, benefit_hh: float, members_hh: int, standard_hh: float) -> float:
    return max((standard_hh - (gross_hh + benefit_hh) / members_hh) / standard_hh, 0.0) * members_hh


@of_one
def share(benefit_hh: float, members_hh: int) -> float:
    return benefit_hh / members_hh


FUNCTIONS = (countable, medical, gross, severe, vulnerable, rate, members_hh, countable_hh, medical_hh, gross_hh,
             vulnerable_hh, rate_hh, standard_hh, a_head_hh, within_hh, dibao_hh, low_hh, benefit_hh, eligible_hh, gap_hh,
             share)  # fmt: skip


def prepare(data: Data, p: dict[str, float]) -> Callable[[], Outcome]:
    """Return the work of the compiled function."""
    known = settings(data, p)
    targets = ttsim.MainTarget.tt_function, ttsim.MainTarget.processed_data, ttsim.MainTarget.labels.root_nodes
    found = ttsim.main(main_targets=targets, include_fail_nodes=False, include_warn_nodes=False, **known)
    roots, columns, compiled = found["labels"]["root_nodes"], found["processed_data"], found["tt_function"]
    given = {name: values for name, values in columns.items() if name in roots}
    return lambda: outcome(compiled(given), data)


def columns_of(data: Data) -> dict[str, np.ndarray]:
    """Return every column with one row a person."""
    return {
        **data.person,
        **{f"{name}_hh": values[data.owner] for name, values in data.household.items()},
        "p_id": np.arange(data.persons),
        "hh_id": data.owner,
    }


def settings(data: Data, p: dict[str, float]) -> dict[str, Any]:
    """Return what ``main`` is called with."""
    columns = columns_of(data)
    kinds = {"f": "FloatColumn", "b": "BoolColumn", "i": "IntColumn"}
    inputs = {
        name: PolicyInput(
            leaf_name=name,
            data_type=kinds[values.dtype.kind],
            start_date=DAY,
            end_date=DAY,
            description="",
            unit=BARE,
        )
        for name, values in columns.items()
    }
    functions = {function.leaf_name: function for function in FUNCTIONS}
    return {
        "policy_date_str": DAY.isoformat(),
        "policy_environment": {**inputs, **functions, **scalars(_parameters(p))},
        "input_data": ttsim.InputData.qname({name: jax.numpy.asarray(values) for name, values in columns.items()}),
        "tt_targets": ttsim.TTTargets.qname(list(TARGETS)),
        "unit_system": UNITS,
        "backend": "jax",
    }


def outcome(columns: Mapping[str, Any], data: Data) -> Outcome:
    """Add up the first member's row of each family."""
    first = data.offsets[:-1]
    benefit, eligible, gap = (np.asarray(columns[name])[first].sum() for name in TARGETS[:3])
    return Outcome(benefit, eligible, gap / data.persons, np.asarray(columns["share"]))


def scalars(values: Mapping[str, float]) -> dict[str, ScalarParam]:
    """Return parameters as ttsim declares them, with the date it asks for."""
    every = {**values, "policy_year": DAY.year, "policy_month": DAY.month, "policy_day": DAY.day}
    return {name: ScalarParam(value=value, start_date=DAY, end_date=DAY, unit=BARE) for name, value in every.items()}


def _parameters(p: dict[str, float]) -> dict[str, float]:
    return {
        "work_cost_rate": p["income.work_cost.rate"],
        "work_cost_cap": 12 * p["income.work_cost.monthly_cap"],
        "medical_floor": p["rigid.medical_floor"],
        "annual_cap": p["rigid.annual_cap"],
        "rate_severe": p["uplift.rates.severe_disability"],
        "rate_ill": p["uplift.rates.serious_illness"],
        "rate_elder": p["uplift.rates.elder"],
        "elder_age": p["uplift.elder_age"],
        "minor_age": p["tekun.minor_age"],
        "standard_urban": p["dibao.standard.urban"],
        "standard_rural": p["dibao.standard.rural"],
        "financial_multiple": p["assets.edge.financial_multiple"],
        "edge_multiple": p["edge.multiple"],
        "single_share": p["dibao.single_entry.share"],
    }
