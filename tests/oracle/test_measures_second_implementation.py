"""Every measure against a second implementation, written from another formula, on three data sets.

Two are real household surveys that lie beside the checkout where they are at hand (Rondonia, Brazil, May 2020;
Uruguay 2018); the third is invented, with ties, zero weights, units on the line and a negative income. The second
implementations compare every pair of units or walk through them one by one, in the textbooks' own words;
weighted means and variances are statsmodels'.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from statsmodels.stats.weightstats import DescrStatsW

from aidkit.measures import inequality, poverty, targeting

AGREEMENT = 1e-9  # relative; thousands of doubles summed in another order
REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "real"


@dataclass(frozen=True)
class Data:
    income: np.ndarray
    benefit: np.ndarray
    weight: np.ndarray
    line: np.ndarray


def rondonia() -> Data:
    """Emergency aid (auxilio emergencial) per head; half a minimum wage as line."""
    table = real("pnadcovid_ro_202005.csv.gz")
    return Data(*(table[name].to_numpy(float) for name in ("y_pre_ae", "ae_pc", "w")), np.full(len(table), 522.5))


def uruguay() -> Data:
    """The official line of each place; the survey shows no benefit, so one of 2,000 to every third row is invented."""
    table = real("ech2018_uruguay.csv.gz")
    paid = np.where(np.arange(len(table)) % 3 == 0, 2000.0, 0.0)
    return Data(table["y"].to_numpy(float), paid, table["w"].to_numpy(float), table["pl_pc"].to_numpy(float))


def invented() -> Data:
    rng = np.random.default_rng(7)
    income = np.round(rng.lognormal(6, 1, 400), -1)
    income[:4] = [775, 775, -120, 0]
    benefit = np.where(rng.random(400) < 0.4, np.round(rng.uniform(0, 500, 400), -2), 0)
    return Data(income, benefit, rng.integers(0, 5, 400).astype(float), np.full(400, 775.0))


def real(name: str) -> pd.DataFrame:
    if not (REAL / name).exists():
        pytest.skip(f"the survey {name} does not lie beside the checkout")
    return pd.read_csv(REAL / name)


@pytest.fixture(params=[rondonia, uruguay, invented], ids=lambda source: source.__name__)
def data(request: pytest.FixtureRequest) -> Data:
    source: Callable[[], Data] = request.param
    return source()


def agrees(one: float, other: float) -> None:
    assert one == pytest.approx(other, rel=AGREEMENT, abs=1e-12)


# --- the second implementations -----------------------------------------------------------------------------------


def pairs_gini(y: np.ndarray, p: np.ndarray) -> float:
    """Half the mean difference between all pairs, over the mean."""
    total = sum(float((p * np.abs(y - one)).sum()) * weight for one, weight in zip(y, p, strict=True))
    return total / (2 * p.sum() * (p * y).sum())


def pairs_concentration(x: np.ndarray, b: np.ndarray, p: np.ndarray) -> float:
    """Twice the covariance of benefit and rank over the mean benefit; a rank is the share poorer, ties half."""
    rank = np.array([(p * ((x < one) + 0.5 * (x == one))).sum() for one in x]) / p.sum()
    mean_b, mean_rank = np.average(b, weights=p), np.average(rank, weights=p)
    return 2 * np.average((b - mean_b) * (rank - mean_rank), weights=p) / mean_b


def walked_share(x: np.ndarray, b: np.ndarray, p: np.ndarray, q: float) -> float:
    """Walk from poor to rich until a share q of the people is met; people of equal income share alike."""
    left, got = q * p.sum(), 0.0
    for income in sorted(set(x)):
        here = x == income
        taken = min(1.0, left / p[here].sum()) if p[here].sum() > 0 else 0.0
        got, left = got + taken * (p * b)[here].sum(), left - taken * p[here].sum()
    return got / (p * b).sum()


def walked_quantile(y: np.ndarray, p: np.ndarray, share: float) -> float:
    reached = 0.0
    for one, weight in sorted(zip(y, p, strict=True)):
        reached += weight
        if weight > 0 and reached >= share * p.sum() * (1 - 1e-12):
            return float(one)
    raise AssertionError


def counted_errors(d: Data) -> tuple[float, float, float, float]:
    """People by poor and paid, one row after the other."""
    cells = {(poor, paid): 0.0 for poor in (True, False) for paid in (True, False)}
    for x, b, p, z in zip(d.income, d.benefit, d.weight, d.line, strict=True):
        cells[bool(x < z), bool(b > 0)] += p
    return cells[True, True], cells[False, True], cells[True, False], cells[False, False]


# --- the comparisons ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("alpha", [0, 1, 2])
def test_fgt_is_a_weighted_mean(data, alpha):
    gap = np.where(data.income < data.line, np.abs(data.line - data.income) / data.line, 0)
    powered = (gap > 0).astype(float) if alpha == 0 else gap**alpha
    mean = DescrStatsW(powered, weights=data.weight).mean
    agrees(poverty.fgt(data.income, data.line, weight=data.weight, alpha=alpha), mean)


def test_sst_is_the_gap_times_one_plus_its_gini(data):
    gap = np.where(data.income < data.line, (data.line - data.income) / data.line, 0)
    mean = np.average(gap, weights=data.weight)
    agrees(poverty.sst(data.income, data.line, weight=data.weight), mean * (1 + pairs_gini(gap, data.weight)))


def test_sen_in_its_three_parts(data):
    poor = (data.income < data.line) & (data.weight > 0)
    relative, people = (data.income / data.line)[poor], data.weight[poor]
    headcount = people.sum() / data.weight.sum()
    gap = np.average(1 - relative, weights=people)
    expected = headcount * (gap + (1 - gap) * pairs_gini(relative, people))
    agrees(poverty.sen(data.income, data.line, weight=data.weight), expected)


def test_watts_of_incomes_above_zero(data):
    x = np.maximum(data.income, 1)
    logs = np.where(x < data.line, np.log(data.line) - np.log(x), 0)
    expected = DescrStatsW(logs, weights=data.weight).mean
    agrees(poverty.watts(data.income, data.line, weight=data.weight, floor=1), expected)


def test_gini_compares_all_pairs(data):
    agrees(inequality.gini(data.income, weight=data.weight), pairs_gini(data.income, data.weight))


def test_hoover_is_the_widest_gap_under_the_lorenz_curve(data):
    y, p = np.maximum(data.income, 0), data.weight
    poorer = y < np.average(y, weights=p)
    widest = p[poorer].sum() / p.sum() - (p * y)[poorer].sum() / (p * y).sum()
    agrees(inequality.hoover(y, weight=p), widest)


def test_entropy_and_atkinson_are_weighted_means(data):
    y, p = np.maximum(data.income, 1), data.weight
    moments = DescrStatsW(y, weights=p)
    logs = DescrStatsW(np.log(y), weights=p).mean
    agrees(inequality.mld(y, weight=p), np.log(moments.mean) - logs)
    agrees(
        inequality.theil(y, weight=p),
        DescrStatsW(y * np.log(y), weights=p).mean / moments.mean - np.log(moments.mean),
    )
    agrees(inequality.generalized_entropy(y, weight=p, alpha=2), moments.var / moments.mean**2 / 2)
    agrees(inequality.atkinson(y, weight=p, epsilon=1), 1 - np.exp(logs) / moments.mean)
    harmonic = 1 / DescrStatsW(1 / y, weights=p).mean
    agrees(inequality.atkinson(y, weight=p, epsilon=2), 1 - harmonic / moments.mean)


@pytest.mark.parametrize("p", [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99])
def test_quantiles_and_lorenz_curves_walk_from_poor_to_rich(data, p):
    assert inequality.quantile(data.income, weight=data.weight, p=p) == walked_quantile(data.income, data.weight, p)
    expected = walked_share(data.income, data.income, data.weight, p)
    agrees(inequality.lorenz(data.income, weight=data.weight, p=p), expected)


def test_a_lorenz_curve_is_the_best_any_threshold_says(data):
    """L(q) N m = max over t of (q N t - sum p (t - y)+): the convex dual, maximised over t in the incomes."""
    y, p = data.income, data.weight
    for q in (0.2, 0.4, 0.8):
        best = max(q * p.sum() * t - (p * np.maximum(t - y, 0)).sum() for t in y)
        agrees(inequality.lorenz(y, weight=p, p=q), best / (p * y).sum())


def test_shares_of_top_and_bottom(data):
    def share(q: float) -> float:
        return walked_share(data.income, data.income, data.weight, q)

    agrees(inequality.s80s20(data.income, weight=data.weight), (1 - share(0.8)) / share(0.2))
    agrees(inequality.palma(data.income, weight=data.weight), (1 - share(0.9)) / share(0.4))


def test_progressivity_by_covariance_with_rank(data):
    x, b, p = data.income, data.benefit, data.weight
    agrees(targeting.concentration(x, b, weight=p), pairs_concentration(x, b, p))
    gini_x, gini_y = pairs_gini(x, p), pairs_gini(x + b, p)
    agrees(targeting.kakwani(x, b, weight=p), gini_x - pairs_concentration(x, b, p))
    agrees(targeting.reynolds_smolensky(x, b, weight=p), gini_x - pairs_concentration(x, x + b, p))
    agrees(targeting.reranking(x, b, weight=p), gini_y - pairs_concentration(x, x + b, p))
    agrees(targeting.redistributive_effect(x, b, weight=p), gini_x - gini_y)


def test_incidence_walks_from_poor_to_rich(data):
    x, b, p = data.income, data.benefit, data.weight
    shares = np.diff([walked_share(x, b, p, k / 10) for k in range(11)])
    found = targeting.incidence(x, b, weight=p)
    np.testing.assert_allclose(found.benefit_incidence, shares, rtol=AGREEMENT, atol=1e-12)
    people = np.diff([walked_share(x, (b > 0).astype(float), p, k / 10) for k in range(11)])
    np.testing.assert_allclose(found.beneficiary_incidence, people, rtol=AGREEMENT, atol=1e-12)
    for q in (0.1, 0.2, 0.4):
        agrees(targeting.cgh(x, b, weight=p, q=q), walked_share(x, b, p, q) / q)


def test_targeting_row_by_row(data):
    found = targeting.targeting(data.income, data.benefit, data.line, weight=data.weight)
    tp, fp, fn, tn = counted_errors(data)
    agrees(found.coverage, (tp + fp) / (tp + fp + fn + tn))
    agrees(found.exclusion_error, fn / (tp + fn))
    agrees(found.inclusion_error, fp / (tp + fp))
    agrees(found.targeting_differential, tp / (tp + fn) - fp / (fp + tn))
    agrees(found.f1, stats.hmean([tp / (tp + fn), tp / (tp + fp)]))
    agrees(found.accuracy, (tp + tn) / (tp + fp + fn + tn))
    filled = to_poor = spent = gaps = 0.0
    for x, b, p, z in zip(data.income, data.benefit, data.weight, data.line, strict=True):
        filled += p * min(b, max(z - x, 0))
        to_poor += p * b if x < z else 0
        gaps += p * max(z - x, 0)
        spent += p * b
    agrees(found.vertical_expenditure_efficiency, to_poor / spent)
    agrees(found.leakage_benefits, 1 - to_poor / spent)
    agrees(found.poverty_reduction_efficiency, filled / spent)
    agrees(found.spillover, (to_poor - filled) / to_poor)
    agrees(found.poverty_gap_efficiency, filled / gaps)


def test_the_distributional_characteristic_is_a_weighted_mean(data):
    x, paid = np.maximum(data.income, 10), data.weight * data.benefit
    for epsilon in (1, 2):
        expected = DescrStatsW((data.line / x) ** epsilon, weights=paid).mean
        found = targeting.distributional_characteristic(
            data.income, data.benefit, data.line, weight=data.weight, epsilon=epsilon, floor=10
        )
        agrees(found, expected)
