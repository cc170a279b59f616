"""How well a benefit finds the poor: one frozen result, and the finer measures beside it (救助瞄准)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from aidkit.measures.beckerman import (
    Areas,
    GapChange,
    areas_of_clean,
    beckerman,
    gap_change,
    perfect_targeting_cost,
    uniform_transfer_cost,
)
from aidkit.measures.classification import Classification, ErrorSplit, classify, split_errors
from aidkit.measures.contributions import marginal_contribution, shapley_contribution
from aidkit.measures.incidence import Incidence, Unit, cgh, incidence, recipient_or_paid
from aidkit.measures.poverty import fgt_of_clean
from aidkit.measures.progressivity import (
    concentration,
    kakwani,
    redistributive_effect,
    reranking,
    reynolds_smolensky,
)
from aidkit.measures.sample import below, clean
from aidkit.measures.social_weights import coady_skoufias, distributional_characteristic

__all__ = [
    "Areas",
    "Classification",
    "ErrorSplit",
    "GapChange",
    "Incidence",
    "Targeting",
    "beckerman",
    "cgh",
    "classify",
    "coady_skoufias",
    "concentration",
    "distributional_characteristic",
    "gap_change",
    "incidence",
    "kakwani",
    "marginal_contribution",
    "perfect_targeting_cost",
    "redistributive_effect",
    "reranking",
    "reynolds_smolensky",
    "shapley_contribution",
    "split_errors",
    "targeting",
    "uniform_transfer_cost",
]


@dataclass(frozen=True)
class Targeting:
    """Targeting of one benefit; shares are NaN where they would divide by nothing.

    Attributes:
        unit: what the weights count, "person" or "household".
        population: all units, N.
        beneficiaries: units that receive, BEN.
        poor: units below the line before the benefit, P.
        total_benefit: S p b, T.
        coverage: BEN / N (覆盖率).
        coverage_poor: poor receiving / P.
        coverage_nonpoor: not poor but receiving / (N - P).
        exclusion_error: poor not receiving / P (漏保率).
        inclusion_error: not poor but receiving / BEN (错保率).
        leakage_benefits: money to those not poor / T.
        accuracy: poor receiving or not poor and not receiving / N.
        f1: 2 TP / (2 TP + FP + FN).
        targeting_differential: coverage_poor - coverage_nonpoor.
        vertical_expenditure_efficiency: money to the poor / T.
        spillover: money to the poor beyond their gap / money to the poor.
        poverty_reduction_efficiency: money that fills gaps / T.
        poverty_gap_efficiency: money that fills gaps / all gaps.
        fgt0_before: headcount ratio before; fgt1, fgt2 likewise, and `_after` the benefit.
        design_exclusion: poor not entitled / P; NaN without `eligible`.
        implementation_exclusion: poor entitled but not receiving / P; NaN without `eligible`.
    """

    unit: Unit
    population: float
    beneficiaries: float
    poor: float
    total_benefit: float
    coverage: float
    coverage_poor: float
    coverage_nonpoor: float
    exclusion_error: float
    inclusion_error: float
    leakage_benefits: float
    accuracy: float
    f1: float
    targeting_differential: float
    vertical_expenditure_efficiency: float
    spillover: float
    poverty_reduction_efficiency: float
    poverty_gap_efficiency: float
    fgt0_before: float
    fgt0_after: float
    fgt1_before: float
    fgt1_after: float
    fgt2_before: float
    fgt2_after: float
    design_exclusion: float
    implementation_exclusion: float


def targeting(
    income: ArrayLike,
    benefit: ArrayLike,
    line: ArrayLike,
    *,
    weight: ArrayLike | None = None,
    recipient: ArrayLike | None = None,
    eligible: ArrayLike | None = None,
    unit: Unit = "person",
    floor: float | None = None,
) -> Targeting:
    """Measure how well a benefit finds the poor and what it does to poverty.

    Poor is income before the benefit strictly below the line. Income, benefit and line are money per counting
    unit: per head where persons are counted (weight = households x members where rows are households), per
    household with a line per household where `unit="household"`. Money must not be equivalised.

    Args:
        income: (n,) welfare before the benefit.
        benefit: (n,) 0 or more.
        line: one number or (n,), above 0.
        weight: (n,) units a row stands for.
        recipient: (n,) who receives; those with benefit > 0 unless given.
        eligible: (n,) whom the rules entitle; splits the exclusion error.
        unit: what the weights count; the result repeats it.
        floor: raise lower incomes (before the benefit) to it.

    Raises:
        MeasureError: a benefit is negative, a line not above 0, or a row not a number.

    Example:
        3 to everyone in the World Bank's economy of ten:

        >>> found = targeting([6, 8, 11, 15, 21, 25, 30, 40, 50, 100], [3] * 10, 20)
        >>> found.inclusion_error, found.poverty_reduction_efficiency, found.poverty_gap_efficiency
        (0.6, 0.4, 0.3)

    Source: World Bank (2022), Revisiting Targeting in Social Assistance, ch. 7; the parts' own modules.
    """
    people, x, b, z, paid, entitled = clean(
        weight,
        floor=floor,
        income=income,
        benefit=benefit,
        line=line,
        recipient=recipient_or_paid(recipient, benefit),
        eligible=0.0 if eligible is None else eligible,
    )
    poor = below(x, z)
    found, areas = classify(poor, paid, weight=people), areas_of_clean(people, x, b, z)
    split = None if eligible is None else split_errors(poor, entitled, paid, weight=people)
    fgt = {
        f"fgt{alpha}_{when}": fgt_of_clean(people, y, z, alpha)
        for alpha in (0, 1, 2)
        for when, y in (("before", x), ("after", x + b))
    }
    return Targeting(
        unit=unit,
        population=found.population,
        beneficiaries=found.reached,
        poor=found.target,
        total_benefit=float((people * b).sum()),
        coverage=found.coverage,
        coverage_poor=found.coverage_target,
        coverage_nonpoor=found.coverage_others,
        exclusion_error=found.exclusion_error,
        inclusion_error=found.inclusion_error,
        leakage_benefits=areas.leakage,
        accuracy=found.accuracy,
        f1=found.f1,
        targeting_differential=found.targeting_differential,
        vertical_expenditure_efficiency=areas.vertical_expenditure_efficiency,
        spillover=areas.spillover,
        poverty_reduction_efficiency=areas.poverty_reduction_efficiency,
        poverty_gap_efficiency=areas.poverty_gap_efficiency,
        design_exclusion=np.nan if split is None else split.design_exclusion,
        implementation_exclusion=np.nan if split is None else split.implementation_exclusion,
        **fgt,
    )
