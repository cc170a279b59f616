"""Exact curves: equal to separate runs at, between and right beside every threshold."""

from __future__ import annotations

import numpy as np
import pytest

import aidkit
from aidkit.errors import OutputError, PolicyError
from aidkit.whatif.curve import curve
from aidkit.whatif.figures import FIGURES
from aidkit.whatif.sweep import sweep
from tests.oracle.population_generator import random_population

SAME = 1e-9  # relative: the same sums in another order


@pytest.fixture(scope="module")
def population() -> aidkit.Population:
    return aidkit.Population(*random_population(1_500, 11))


@pytest.fixture(scope="module")
def policy():
    return aidkit.load_policy("jinjiang")


@pytest.mark.parametrize(
    ("path", "given"),
    [
        ("dibao.standard", {"scale": np.linspace(0.5, 1.5, 41)}),
        ("dibao.standard.urban", {"values": np.linspace(400.0, 1200.0, 41)}),
        ("edge.multiple", {"values": np.linspace(1.0, 3.0, 41)}),
        ("assets.dibao.financial_multiple", {"values": np.linspace(0.0, 6.0, 41)}),
        ("assets.edge.dwellings", {"values": np.linspace(0.0, 4.0, 41)}),
        ("income.work_cost.rate", {"values": np.linspace(0.0, 1.0, 41)}),
        ("tekun.elder_age", {"values": np.linspace(50.0, 75.0, 26)}),
        ("medical.annual_cap", {"values": np.linspace(0.0, 60_000.0, 41)}),
    ],
)
def test_the_curve_equals_a_run_at_every_point(population, policy, path, given):
    exact = sweep(population, policy, path, **given, exact=True)
    runs = sweep(population, policy, path, **given, exact=False)
    np.testing.assert_allclose(exact[list(FIGURES)], runs[list(FIGURES)], rtol=SAME)


def test_the_curve_holds_right_beside_every_threshold(population, policy):
    traced = curve(population, policy, "dibao.standard", 0.95, 1.05, way="factor")
    gaps = np.diff(traced.breaks)
    middles = (traced.breaks[:-1] + gaps / 2)[gaps > 1e-6][:60]
    assert len(middles) == 60
    runs = sweep(population, policy, "dibao.standard", scale=middles, exact=False)
    np.testing.assert_allclose(traced.at(middles)[list(FIGURES)], runs[list(FIGURES)], rtol=SAME)


def test_a_graded_schedule_jumps_where_its_grades_end(three_families, base_policy):
    grades = [{"up_to_ratio": 0.5, "amount": 400.0}, {"up_to_ratio": 1.0, "amount": 200.0}]
    graded = base_policy.reform({"dibao.mode.urban": "graded", "dibao.grades.urban": grades})
    traced = curve(three_families, graded, "dibao.standard.urban", 500.0, 1200.0)
    # The couple's 533.33 a head: no dibao up to 533.33, grade two up to 1,066.67, grade one beyond.
    for position, dibao in ((533.0, 0.0), (534.0, 600.0), (1066.0, 600.0), (1067.0, 1200.0)):
        run = aidkit.simulate(three_families, graded.reform({"dibao.standard.urban": position}))
        assert run.households.loc["couple", "dibao_benefit"] == dibao
        assert traced.at(position)["annual_cost"].iloc[0] == pytest.approx(
            run.households["annual_support"].sum(), rel=SAME
        )
    assert any(abs(traced.breaks - 1_600 / 3) < 1e-4)
    assert any(abs(traced.breaks - 3_200 / 3) < 1e-4)


def test_weights_multiply_families(policy):
    households, persons = random_population(50, 3)
    weight = np.arange(1.0, 51.0)
    weighted = aidkit.Population(households.assign(weight=weight), persons)
    single = curve(aidkit.Population(households.assign(weight=1.0), persons), policy, "edge.multiple", 1.0, 2.0)
    several = curve(weighted, policy, "edge.multiple", 1.0, 2.0)
    assert several.at(1.7)["annual_cost"].iloc[0] > single.at(1.7)["annual_cost"].iloc[0]
    result = aidkit.simulate(weighted, policy.reform({"edge.multiple": 1.7}))
    expected = float(weight @ result.households["annual_support"])
    assert several.at(1.7)["annual_cost"].iloc[0] == pytest.approx(expected, rel=SAME)


def test_outside_the_curve_is_refused(three_families, base_policy):
    traced = curve(three_families, base_policy, "edge.multiple", 1.0, 2.0)
    for ask in (lambda: traced.at(2.5), lambda: traced.value("edge_persons", 2.5)):
        with pytest.raises(OutputError) as error:
            ask()
        assert str(error.value) == "edge.multiple: 2.5 is outside the curve.\nIt reaches from 1 to 2."


def test_one_figure_at_one_position_is_the_tables_to_the_bit(three_families, base_policy):
    traced = curve(three_families, base_policy, "edge.multiple", 1.0, 2.0)
    for position in (1.0, 1.25, 1.5, 2.0):
        row = traced.at(position).iloc[0]
        assert [traced.value(name, position) for name in traced.figures] == [row[name] for name in traced.figures]


@pytest.mark.parametrize(
    ("path", "low", "high", "text"),
    [
        ("edge.multiple", 2.0, 1.0, "edge.multiple: 2.0 to 1.0 is no range.\nGive two numbers, the lower one first."),
        (
            "edge.inclusive",
            0.0,
            1.0,
            "edge.inclusive: not a number today, so there is no line to follow.\n"
            "Allowed: true or false. Use sweep(values=[…]) to compare single values.",
        ),
        (
            "income.work_cost.rate",
            0.0,
            1.5,
            "income.work_cost.rate: 1.5 cannot be used.\nAllowed: a number at least 0, at most 1; unit: share.",
        ),
        ("edge.multipel", 1.0, 2.0, "'edge.multipel' is not a parameter.\nDid you mean 'edge.multiple'?"),
    ],
)
def test_a_line_that_cannot_be_followed_says_why(three_families, base_policy, path, low, high, text):
    with pytest.raises(PolicyError) as error:
        curve(three_families, base_policy, path, low, high)
    assert str(error.value) == text


def test_a_figure_that_does_not_depend_on_the_lever_is_refused(three_families, base_policy):
    with pytest.raises(OutputError) as error:
        curve(three_families, base_policy, "medical.annual_cap", 1.0, 2.0, figures=["missed_persons"])
    assert str(error.value) == (
        "None of missed_persons depends on medical.annual_cap.\nWhat does: medical_relief, annual_support."
    )
