"""The price link: a temporary subsidy in months in which prices rise fast (物价联动机制)."""

from __future__ import annotations

import math

from aidkit.rules.definition import EQUAL, rule


@rule("household", unit="yes/no", zh="启动物价联动", clauses=["HZ-2.3", "XZ-3"], step=True)
def price_link_started(
    price_index_cpi: float,
    price_index_food: float,
    price_link_cpi_trigger: float,
    price_link_food_trigger: float,
) -> bool:
    """Whether either index reaches its trigger; an index or trigger not published does not start the link."""
    return price_index_cpi >= price_link_cpi_trigger or price_index_food >= price_link_food_trigger


@rule("household", unit="yuan/month", zh="价格临时补贴标准（每人）", clauses=["HZ-2.3", "XZ-3"], step=True)
def price_subsidy_rate(
    price_link_started: bool,
    dibao_standard: float,
    price_index_low_income: float,
    price_link_floor: float,
    price_link_round_to_yuan: bool,
) -> float:
    """Price subsidy a head in a month in which it is paid: the standard times the index, or the floor if higher."""
    if not price_link_started:
        return 0.0
    subsidy = dibao_standard * price_index_low_income / 100
    if price_link_round_to_yuan:
        subsidy = math.floor(subsidy + 0.5 + EQUAL) * 1.0
    return max(price_link_floor, subsidy)


@rule("person", unit="yuan/month", zh="价格临时补贴", clauses=["HZ-2.3", "XZ-3"])
def price_subsidy(
    price_subsidy_rate: float,
    in_unit: bool,
    is_dibao: bool,
    is_tekun: bool,
    is_orphan: bool,
    is_unsupported_child: bool,
    is_single_entry: bool,
) -> float:
    """Temporary price subsidy of a person on tekun, a child scheme, single entry or the family's dibao."""
    if is_tekun or is_orphan or is_unsupported_child or is_single_entry or (in_unit and is_dibao):
        return price_subsidy_rate
    return 0.0
