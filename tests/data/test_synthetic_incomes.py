"""The income distribution: closed forms, China's published fifths, and incomes drawn to fit it."""

from __future__ import annotations

import math

import numpy as np
import pytest

import aidkit
from aidkit.data.synthesis.income_shape import IncomeShape, fifths, normal_scores
from aidkit.data.synthesis.margins import read_anchors

GRID = (np.arange(20_000) + 0.5) / 20_000
LOWER = 0.88  # fitted to the five national quintile means
WITHIN = 0.05


def test_with_one_spread_it_is_the_lognormal():
    shape = IncomeShape.through(mean=47_412, median=43_504, lower=math.sqrt(2 * math.log(47_412 / 43_504)))
    assert shape.upper == pytest.approx(shape.lower, rel=1e-9)


@pytest.mark.parametrize("lower", [0.2, 0.6, 1.1])
def test_mean_and_median_are_those_asked_for(lower):
    shape = IncomeShape.through(mean=20_000, median=17_000, lower=lower)
    income = shape.quantile(normal_scores(GRID))
    assert np.mean(income) == pytest.approx(20_000, rel=2e-3)  # the grid cuts off the last 1/40,000 of the tail
    assert np.median(income) == pytest.approx(17_000, rel=1e-3)


def test_shares_below_undo_quantiles():
    shape = IncomeShape(median=20_000, upper=0.5, lower=0.8)
    scores = normal_scores(np.array([0.01, 0.2, 0.5, 0.9]))
    assert [shape.share_below(y) for y in shape.quantile(scores)] == pytest.approx([0.01, 0.2, 0.5, 0.9])


def test_a_fifth_of_the_people_lies_between_the_cuts():
    shapes = [IncomeShape(50_000, 0.5, 0.7), IncomeShape(20_000, 0.4, 0.6)]
    cuts = fifths(shapes, [300.0, 700.0])
    below = [0.3 * shapes[0].share_below(y) + 0.7 * shapes[1].share_below(y) for y in cuts]
    assert below == pytest.approx([0.2, 0.4, 0.6, 0.8])


def national_fifth_means(lower: float) -> np.ndarray:
    """Mean income of each fifth of China's people, town and country mixed as at the 2020 census."""
    anchors = read_anchors("town-template").national
    urban = anchors["share.urban"].value
    incomes, weights = [], []
    for area, share in (("urban", urban), ("rural", 1 - urban)):
        mean, median = (anchors[f"income.{what}_annual.{area}"].value for what in ("mean", "median"))
        incomes.append(IncomeShape.through(mean, median, lower).quantile(normal_scores(GRID)))
        weights.append(np.full(len(GRID), share))
    income, weight = np.concatenate(incomes), np.concatenate(weights)
    order = np.argsort(income)
    group = np.minimum((5 * np.cumsum(weight[order]) / weight.sum()).astype(int), 4)
    return np.bincount(group, income[order] * weight[order]) / np.bincount(group, weight[order])


def test_the_form_reproduces_the_published_fifths_of_china():
    published = read_anchors("town-template").national["income.quintile_means"].value
    assert np.abs(national_fifth_means(LOWER) / published - 1).max() < WITHIN


def test_the_plain_lognormal_does_not():
    published = read_anchors("town-template").national["income.quintile_means"].value
    assert national_fifth_means(0.415)[0] / published[0] > 1.5


@pytest.mark.parametrize("place", ["jinjiang", "hanzhong"])
def test_drawn_incomes_have_the_places_mean_and_are_made_of_what_incomes_are_made_of(place):
    fit = aidkit.synthesize(place, households=4_000, seed=2).fit.set_index("margin")
    for area in ("urban", "rural"):
        assert fit.loc[f"{area} income", "before"] == pytest.approx(fit.loc[f"{area} income", "target"], rel=0.05)
    for kind in ("wage", "business", "property", "transfer"):
        row = fit.loc[f"share of income: {kind}"]
        assert row["after"] == pytest.approx(row["target"], abs=0.10)
        assert not row["used"]


def test_the_poor_are_those_with_reason_to_be():
    population = aidkit.synthesize("hanzhong", households=6_000, seed=2)
    result = aidkit.simulate(population, aidkit.load_policy("hanzhong"), outputs=["is_dibao", "unit_size"])
    poor = result.households["is_dibao"].to_numpy()[population.household_of]
    people = population.persons
    for reason in (people["disability_grade"] > 0, people["serious_illness"], people["age"] >= 60):
        assert reason[poor].mean() > 1.2 * reason[~poor].mean()
    assert people.loc[poor, "employed"].mean() < 0.5 * people.loc[~poor, "employed"].mean()
    assert result.households.loc[result.households["is_dibao"], "unit_size"].mean() < 2.8
