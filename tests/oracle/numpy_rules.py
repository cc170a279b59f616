"""Second implementation of every rule, as numpy arithmetic over whole columns.

Written from the definitions alone, without sight of ``aidkit.rules`` or ``aidkit.engine`` and importing
nothing of the package, so that a disagreement means one of the two has misread a rule. It is also the
numpy-per-rule baseline of the benchmarks: one pass over memory a rule, sums over members by ``np.bincount``.

This file decides who belongs to what; ``numpy_benefits`` adds what they receive. ``h`` holds one array a
household column, ``p`` one a person column, ``v`` the parameter values by path. Money without a suffix is
yuan per month.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from tests.oracle import numpy_benefits
from tests.oracle.numpy_tables import (
    KINDS,
    PARENT_GONE,
    PARENT_UNABLE,
    Array,
    Table,
    Values,
    any_of,
    at_most,
    below,
    number_of,
    read,
    total,
    unless_null,
)

HOUSEHOLD_RESULTS = (
    "unit_size", "family_size", "household_income", "rigid_expenditure", "per_capita_income",
    "per_capita_income_after_rigid", "dibao_standard", "within_assets_dibao", "within_assets_edge",
    "dibao_test_income", "is_dibao", "dibao_base", "dibao_benefit", "in_gradual_exit", "gradual_exit_benefit",
    "edge_test_income", "is_edge", "emergency_relief", "is_expenditure_hardship", "expenditure_relief",
    "temporary_relief", "monthly_cash", "annual_support", "income_before", "income_after", "missed_relief",
)  # fmt: skip
PERSON_RESULTS = (
    "counted", "in_unit", "work_cost", "exempt_pension", "countable_income", "severe_for_single_entry",
    "severe_for_labour", "lacks_labour_capacity", "is_tekun", "self_care_level", "tekun_basic", "tekun_care",
    "is_orphan", "is_unsupported_child", "child_allowance", "uplift_rate", "uplift", "is_single_entry",
    "single_entry_benefit", "unemployment_relief", "medical_relief", "price_subsidy", "entitled_scheme",
    "coverage",
)  # fmt: skip


def evaluate(
    households: pd.DataFrame, persons: pd.DataFrame, values: Values
) -> tuple[dict[str, Array], dict[str, Array]]:
    """Compute every result column for one place.

    Args:
        households: One row a household, columns as in ``aidkit.schema``; an absent optional column takes
            its default.
        persons: One row a person, in any order.
        values: Every parameter path with its value in the rules' unit; None for null.

    Returns:
        Household columns and person columns by name, in the order of the rows given; categories as names.
    """
    h, p = read(households, persons)
    apply_rules(h, p, values)
    of_households = {name: vars(h)[name] for name in HOUSEHOLD_RESULTS}
    return of_households, {name: vars(p)[name] for name in PERSON_RESULTS}


def apply_rules(h: Table, p: Table, values: Values) -> None:
    """Add every rule's column to tables already read."""
    family(h, p)
    standards_and_assets(h, values)
    severe_disability(p, values)
    children(p)
    personal_income(p, values)
    tekun(h, p, values)
    family_income(h, p, values)
    dibao(h, p, values)
    edge(h, p, values)
    gradual_exit(h, p, values)
    single_entry(h, p, values)
    numpy_benefits.add_benefits(h, p, values)


def family(h: Table, p: Table) -> None:
    """counted, family_size."""
    p.counted = p.absence["none"]
    h.family_size = number_of(h, p, p.counted)


def standards_and_assets(h: Table, v: Values) -> None:
    """dibao_standard, within_assets_dibao, within_assets_edge."""
    h.dibao_standard = np.where(h.area["urban"], v["dibao.standard.urban"], v["dibao.standard.rural"])
    for tier in ("dibao", "edge"):
        within = at_most(h.business_capital, unless_null(v[f"assets.{tier}.business_capital"]))
        within &= h.dwellings <= unless_null(v[f"assets.{tier}.dwellings"])
        within &= h.vehicles <= unless_null(v[f"assets.{tier}.vehicles"])
        multiple = v[f"assets.{tier}.financial_multiple"]
        if multiple is not None:  # no limit times no members would be no number
            within &= at_most(h.financial_assets, h.family_size * multiple * 12 * h.dibao_standard)
        setattr(h, f"within_assets_{tier}", within)


def severe_disability(p: Table, v: Values) -> None:
    """severe_for_single_entry, severe_for_labour: two legal meanings over two tables of grade limits."""
    for name, purpose in (("severe_for_single_entry", "single_entry"), ("severe_for_labour", "labour")):
        limits = v[f"severe.{purpose}"]
        severe = np.full(p.size, False)
        for kind in KINDS[1:]:
            heaviest = max(limits.get("any") or 0, limits.get(kind) or 0)
            severe |= p.disability_kind[kind] & (p.disability_grade >= 1) & (p.disability_grade <= heaviest)
        setattr(p, name, severe)


def children(p: Table) -> None:
    """is_orphan, is_unsupported_child."""
    minor = p.counted & (p.age < 18)
    p.is_orphan = minor & any_of(p.father, PARENT_GONE) & any_of(p.mother, PARENT_GONE)
    unable = any_of(p.father, PARENT_UNABLE) & any_of(p.mother, PARENT_UNABLE)
    p.is_unsupported_child = minor & ~p.is_orphan & unable


def personal_income(p: Table, v: Values) -> None:
    """work_cost, exempt_pension, countable_income."""
    deduction = np.minimum(p.wage_income * v["income.work_cost.rate"], 12 * v["income.work_cost.monthly_cap"])
    p.work_cost = np.where(p.employed, deduction, 0.0)
    p.exempt_pension = np.minimum(p.basic_pension, 12 * v["income.central_basic_pension"])
    earned = p.wage_income - p.work_cost + p.business_income + p.farm_income
    p.countable_income = earned + p.property_income + p.transfer_income + p.basic_pension - p.exempt_pension


def tekun(h: Table, p: Table, v: Values) -> None:
    """lacks_labour_capacity, is_tekun, in_unit, unit_size: the unit leaves tekun persons and orphans out."""
    outside_working_age = (p.age >= v["tekun.elder_age"]) | (p.age < v["tekun.minor_age"])
    p.lacks_labour_capacity = outside_working_age | p.severe_for_labour
    poor = below(p.countable_income / 12, h.dibao_standard[p.row])
    family_fits = (h.within_assets_dibao & h.local)[p.row]
    child_scheme = p.is_orphan | p.is_unsupported_child
    unsupported = ~p.supporter["capable"]
    p.is_tekun = p.counted & p.lacks_labour_capacity & unsupported & poor & family_fits & ~child_scheme
    p.in_unit = p.counted & ~p.is_tekun & ~p.is_orphan
    h.unit_size = number_of(h, p, p.in_unit)


def family_income(h: Table, p: Table, v: Values) -> None:
    """household_income, rigid_expenditure, per_capita_income, per_capita_income_after_rigid."""
    h.household_income = np.maximum(0.0, total(h, p, p.countable_income * p.in_unit) + h.other_income)
    medical_expense = np.maximum(0.0, p.medical_self_paid - v["rigid.medical_floor"]) * p.in_unit
    education = h.education_expense * v["rigid.education_share"]
    rehabilitation = h.rehabilitation_expense * v["rigid.rehabilitation_share"]
    expenses = total(h, p, medical_expense) + education + rehabilitation
    h.rigid_expenditure = np.minimum(unless_null(v["rigid.annual_cap"]), expenses)
    h.per_capita_income = per_head(h, h.household_income)
    h.per_capita_income_after_rigid = per_head(h, np.maximum(0.0, h.household_income - h.rigid_expenditure))


def per_head(h: Table, yearly: Array) -> Array:
    """Yearly yuan of the unit as yuan per head and month, 0 for a family without a unit."""
    return np.where(h.unit_size > 0, yearly / (12 * np.maximum(h.unit_size, 1)), 0.0)


def dibao(h: Table, p: Table, v: Values) -> None:
    """dibao_test_income, is_dibao, dibao_base, uplift_rate, uplift, dibao_benefit."""
    h.dibao_test_income = h.per_capita_income_after_rigid if v["dibao.deduct_rigid"] else h.per_capita_income
    poor = below(h.dibao_test_income, h.dibao_standard)
    h.is_dibao = (h.unit_size > 0) & h.local & poor & h.within_assets_dibao
    per_member = np.where(h.area["urban"], dibao_per_member(h, v, "urban"), dibao_per_member(h, v, "rural"))
    h.dibao_base = np.where(h.is_dibao, per_member * h.unit_size, 0.0)
    p.uplift_rate = np.where(p.in_unit, uplift_rate(h, p, v), 0.0)
    own_base = h.dibao_base / np.maximum(h.unit_size, 1)
    uplifted = h.dibao_standard if v["uplift.base"] == "standard" else own_base
    p.uplift = np.where(p.in_unit & h.is_dibao[p.row], p.uplift_rate * uplifted[p.row], 0.0)
    h.dibao_benefit = np.where(h.is_dibao, h.dibao_base + total(h, p, p.uplift), 0.0)


def dibao_per_member(h: Table, v: Values, area: str) -> Array:
    """Dibao of one member under the area's mode: the gap, or the amount of the first grade that holds."""
    if v[f"dibao.mode.{area}"] == "difference":
        return np.asarray(h.dibao_standard - h.dibao_test_income)
    grades = v[f"dibao.grades.{area}"]
    holds = [below(h.dibao_test_income, grade["up_to_ratio"] * h.dibao_standard) for grade in grades]
    return np.select(holds, [np.full(h.size, float(grade["amount"])) for grade in grades], 0.0)


def uplift_rate(h: Table, p: Table, v: Values) -> Array:
    """Largest rate of the categories a person fits, or their capped sum."""
    elder, minor = p.age >= v["uplift.elder_age"], p.age < 18
    fits = {
        "severe_disability": p.severe_for_single_entry,
        "serious_illness": p.serious_illness,
        "elder": elder,
        "elder_alone": elder & (h.family_size == 1)[p.row],
        "minor": minor,
        "single_parent_minor": minor & p.only_parent,
    }
    rates = [np.where(members, v[f"uplift.rates.{name}"], 0.0) for name, members in fits.items()]
    if v["uplift.combine"] == "max":
        return np.asarray(np.maximum.reduce(rates))
    return np.minimum(sum(rates), unless_null(v["uplift.sum_cap"]))


def edge(h: Table, p: Table, v: Values) -> None:
    """edge_test_income, is_edge."""
    h.edge_test_income = h.per_capita_income_after_rigid if v["edge.deduct_rigid"] else h.per_capita_income
    line = v["edge.multiple"] * h.dibao_standard
    poor = at_most(h.edge_test_income, line) if v["edge.inclusive"] else below(h.edge_test_income, line)
    h.is_edge = (h.unit_size > 0) & h.local & ~h.is_dibao & poor & h.within_assets_edge


def gradual_exit(h: Table, p: Table, v: Values) -> None:
    """in_gradual_exit, gradual_exit_benefit."""
    on_dibao = number_of(h, p, p.counted & p.current_scheme["dibao"]) > 0
    on_single = number_of(h, p, p.counted & p.current_scheme["dibao_single"]) > 0
    risen = at_most(h.dibao_standard, h.dibao_test_income)
    recent = h.months_above_standard < v["dibao.gradual_exit.months"]
    family_fits = ~h.is_dibao & (h.unit_size > 0) & h.local & h.within_assets_dibao
    h.in_gradual_exit = family_fits & risen & recent & (on_dibao | (on_single & ~h.is_edge))
    h.gradual_exit_benefit = np.where(h.in_gradual_exit, h.previous_benefit * v["dibao.gradual_exit.share"], 0.0)


def single_entry(h: Table, p: Table, v: Values) -> None:
    """is_single_entry, single_entry_benefit."""
    heavy = p.severe_for_single_entry | p.serious_illness
    family_fits = (h.is_edge & ~h.in_gradual_exit)[p.row] & bool(v["dibao.single_entry.enabled"])
    p.is_single_entry = p.in_unit & ~p.is_unsupported_child & family_fits & heavy
    standard = h.dibao_standard[p.row]
    if v["dibao.single_entry.mode"] == "full":
        amount = v["dibao.single_entry.share"] * standard
    else:
        amount = np.maximum(0.0, standard - np.maximum(0.0, p.countable_income) / 12)
    if v["dibao.single_entry.uplift"]:
        amount = amount + p.uplift_rate * standard
    p.single_entry_benefit = np.where(p.is_single_entry, amount, 0.0)
