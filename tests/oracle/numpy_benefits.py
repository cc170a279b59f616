"""Second implementation, second half: what each person and family receives, and what the register missed.

Continues ``numpy_rules``; ``h``, ``p`` and ``v`` as there.
"""

from __future__ import annotations

import numpy as np

from tests.oracle.numpy_tables import (
    CARE_LEVELS,
    CASH,
    COVERAGE,
    MEDICAL_CLASSES,
    SAME,
    SCHEMES,
    Table,
    Values,
    any_of,
    below,
    total,
    unless_null,
)


def add_benefits(h: Table, p: Table, v: Values) -> None:
    """Add every column that follows from who belongs to which scheme."""
    tekun_benefits(h, p, v)
    child_benefits(h, p, v)
    relief(h, p, v)
    medical(h, p, v)
    price_link(h, p, v)
    entitlement(h, p)
    totals(h, p, v)
    coverage(h, p)


def tekun_benefits(h: Table, p: Table, v: Values) -> None:
    """self_care_level, tekun_basic, tekun_care."""
    level = np.select([p.self_care_failed == 0, p.self_care_failed <= 3], [0, 1], 2)
    p.self_care_level = np.array(CARE_LEVELS, dtype=object)[level]
    published = np.where(h.area["urban"], v["tekun.basic_published.urban"], v["tekun.basic_published.rural"])
    basic = np.maximum(v["tekun.multiple"] * h.dibao_standard, published)[p.row]
    care = [
        max(v[f"tekun.care_share.{name}"] * v["minimum_wage"], v[f"tekun.care_published.{name}"])
        for name in CARE_LEVELS
    ]
    factor = np.where(p.in_institution, v["tekun.institution_factor"], 1.0)
    p.tekun_basic = np.where(p.is_tekun, factor * basic, 0.0)
    p.tekun_care = np.where(p.is_tekun, factor * np.array(care)[level], 0.0)


def child_benefits(h: Table, p: Table, v: Values) -> None:
    """child_allowance: the orphan standard; for an unsupported child less the child's share of the dibao."""
    institution, scattered = (v[f"children.orphan_standard.{where}"] for where in ("institution", "scattered"))
    standard = np.where(p.in_institution, institution, scattered)
    share = (h.dibao_benefit / np.maximum(h.unit_size, 1))[p.row]
    topped_up = np.maximum(0.0, standard - share) if v["children.deduct_dibao"] else standard
    p.child_allowance = np.select([p.is_orphan, p.is_unsupported_child], [standard, topped_up], 0.0)


def relief(h: Table, p: Table, v: Values) -> None:
    """The reliefs for an emergency, for expenditure and for unemployment; temporary_relief; missed_relief."""
    family_month = h.dibao_standard * h.family_size
    shocked = ~h.shock["none"]
    h.emergency_relief = np.where(shocked, v["relief.emergency_months"] * family_month, 0.0)
    modest = below(12 * h.per_capita_income, unless_null(v["income.local_disposable_annual"]))
    poor_after = below(h.per_capita_income_after_rigid, v["relief.line_multiple"] * h.dibao_standard)
    burdened = (h.unit_size > 0) & h.local & ~shocked & (h.rigid_expenditure > SAME)
    h.is_expenditure_hardship = burdened & modest & poor_after & h.within_assets_edge
    months = v["relief.expenditure_months"]
    h.expenditure_relief = np.where(h.is_expenditure_hardship, months * family_month, 0.0)
    out_of_work = p.counted & p.registered_unemployed & ~p.unemployment_insured & (p.months_without_income >= 3)
    eligible = out_of_work & (h.is_dibao | h.is_edge)[p.row]
    p.unemployment_relief = np.where(eligible, v["relief.unemployment_multiple"] * h.dibao_standard[p.row], 0.0)
    left = np.maximum(0.0, unless_null(v["relief.annual_cap"]) - h.relief_received)
    h.temporary_relief = np.minimum(
        left, h.emergency_relief + h.expenditure_relief + total(h, p, p.unemployment_relief)
    )
    h.missed_relief = (h.temporary_relief > SAME) & (h.relief_received <= SAME)


def medical(h: Table, p: Table, v: Values) -> None:
    """medical_relief: by the first class that holds."""
    on_dibao = p.in_unit & (h.is_dibao | h.in_gradual_exit)[p.row]
    classes = [
        p.is_tekun | p.is_orphan | p.is_unsupported_child,
        on_dibao | p.is_single_entry,
        p.in_unit & h.is_edge[p.row],
        p.counted & h.is_expenditure_hardship[p.row],
    ]
    paid = [
        v[f"medical.ratio.{name}"] * np.maximum(0.0, p.medical_self_paid - v[f"medical.deductible.{name}"])
        for name in MEDICAL_CLASSES
    ]
    p.medical_relief = np.minimum(unless_null(v["medical.annual_cap"]), np.select(classes, paid, 0.0))


def price_link(h: Table, p: Table, v: Values) -> None:
    """price_subsidy of a month in which it is paid."""
    product = h.dibao_standard * (v["price_index.low_income"] or 0.0) / 100
    if v["price_link.round_to_yuan"]:
        product = np.floor(product + 0.5 + SAME)  # an amount equal to a half yuan goes up
    amount = np.maximum(v["price_link.floor"], product)
    started = reaches(v["price_index.cpi"], v["price_link.cpi_trigger"]) or reaches(
        v["price_index.food"], v["price_link.food_trigger"]
    )
    protected = p.is_tekun | p.is_orphan | p.is_unsupported_child | p.is_single_entry
    covered = protected | (p.in_unit & h.is_dibao[p.row])
    p.price_subsidy = np.where(covered & started, amount[p.row], 0.0)


def reaches(index: float | None, trigger: float | None) -> bool:
    """Tell whether an index reaches its trigger; a null on either side does not."""
    return index is not None and trigger is not None and index >= trigger


def entitlement(h: Table, p: Table) -> None:
    """entitled_scheme: the first that holds."""
    already_on = p.current_scheme["dibao"] | p.current_scheme["dibao_single"]
    holds = [
        p.is_tekun,
        p.is_orphan,
        p.is_unsupported_child,
        p.in_unit & h.is_dibao[p.row],
        p.in_unit & h.in_gradual_exit[p.row] & already_on,
        p.is_single_entry,
        p.in_unit & h.is_edge[p.row],
    ]
    p.entitled_code = np.select(holds, range(len(holds)), len(holds))
    p.entitled_scheme = np.array(SCHEMES, dtype=object)[p.entitled_code]


def totals(h: Table, p: Table, v: Values) -> None:
    """monthly_cash, annual_support, income_before, income_after; sums run over counted members."""
    lasting = p.tekun_basic + p.tekun_care + p.child_allowance + p.single_entry_benefit
    price = total(h, p, p.price_subsidy * p.counted)
    h.monthly_cash = h.dibao_benefit + h.gradual_exit_benefit + total(h, p, lasting * p.counted) + price
    exit_months = np.minimum(12, v["dibao.gradual_exit.months"] - h.months_above_standard)
    h.annual_support = (
        12 * (h.monthly_cash - h.gradual_exit_benefit - price)
        + exit_months * h.gradual_exit_benefit
        + v["price_link.months_a_year"] * price
        + h.temporary_relief
        + total(h, p, p.medical_relief * p.counted)
    )
    earned = p.wage_income + p.business_income + p.farm_income
    income = earned + p.property_income + p.transfer_income + p.basic_pension + p.exempt_income
    family = np.maximum(h.family_size, 1)
    before = (total(h, p, income * p.counted) + h.other_income) / 12 / family
    h.income_before = np.where(h.family_size > 0, before, 0.0)
    h.income_after = np.where(h.family_size > 0, h.income_before + h.monthly_cash / family, 0.0)


def coverage(h: Table, p: Table) -> None:
    """coverage: what the register says today against what the rules give."""
    due_cash, due_edge = p.entitled_code < len(CASH), p.entitled_code == SCHEMES.index("edge")
    due_nothing = ~due_cash & ~due_edge
    now_cash = any_of(p.current_scheme, CASH)
    now_edge, now_nothing = p.current_scheme["edge"], p.current_scheme["none"]
    same = np.logical_or.reduce([p.current_scheme[name] & (p.entitled_code == code)
                                 for code, name in enumerate(SCHEMES)])  # fmt: skip
    leaving = p.entitled_code == SCHEMES.index("gradual_exit")
    still_on = p.current_scheme["dibao"] | p.current_scheme["dibao_single"]
    classes = [
        due_cash & ~now_cash,
        now_cash & ~due_cash,
        due_cash & now_cash & ~same & ~(leaving & still_on),
        due_edge & now_nothing,
        due_nothing & now_edge,
        due_nothing & now_nothing,
    ]
    p.coverage = np.array(COVERAGE, dtype=object)[np.select(classes, range(6), 6)]
