"""What is read off an exact curve equals what separate runs give."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import aidkit
from aidkit.report import questions


@pytest.fixture(scope="module")
def traced(people, policy):
    return aidkit.curve(people, policy, "dibao.standard", 0.8, 1.3, way="factor")


@pytest.mark.parametrize("yuan", [50.0, -50.0])
def test_a_step_is_what_two_runs_differ_by(traced, people, policy, yuan):
    found = questions.line.step(traced, policy, yuan)
    runs = aidkit.sweep(people, policy, "dibao.standard", scale=[1.0, found.factor], exact=False)
    assert found.factor == pytest.approx((775 + yuan) / 775)
    assert found.rural == found.urban == yuan
    for name, value in (("annual_cost", found.cost), ("cash_persons", found.reached), ("missed_persons", found.missed)):
        assert value == pytest.approx(runs[name].iloc[1] - runs[name].iloc[0], rel=1e-9, abs=1e-6)


def test_one_yuan_more_brings_a_dibao_family_twelve_yuan_a_member(policy):
    homes = pd.DataFrame({"household_id": ["a"], "area": ["urban"]})
    family = pd.DataFrame(
        {"person_id": [1, 2, 3], "household_id": "a", "age": [45, 43, 10], "wage_income": [24_000.0, 0.0, 0.0],
         "employed": [True, False, False]}
    )  # fmt: skip
    traced = aidkit.curve(aidkit.Population(homes, family), policy, "dibao.standard", 0.9, 1.1, way="factor")
    found = questions.line.step(traced, policy, 10.0)
    assert found.slope == pytest.approx(36.0)  # 12 months x 3 members
    assert (found.cost, found.reached) == (pytest.approx(360.0), 0.0)
    assert found.crossings == pytest.approx(0.0, abs=1e-6)


def test_what_goes_along_and_what_comes_at_once_make_the_whole(traced, policy):
    for far in (0.85, 1.2):
        change = np.diff(traced.at([1.0, far])["annual_cost"])[0]
        along = questions.line.smooth(traced, "annual_cost", 1.0, far)
        inside = traced.breaks[(traced.breaks > min(1.0, far)) & (traced.breaks < max(1.0, far))]
        before = questions.line.points(traced, ["annual_cost"]).set_index("x")["annual_cost"]
        jumps = sum(float(before[x].iloc[-1] - before[x].iloc[0]) for x in np.unique(inside))
        assert along + np.sign(far - 1) * jumps == pytest.approx(change, rel=1e-9)


def test_points_lie_on_the_curve(traced):
    table = questions.line.points(traced, ["annual_cost", "cash_persons"])
    assert (np.diff(table["x"]) >= 0).all()
    last = table.groupby("x").last()
    read = traced.at(last.index.to_numpy())
    assert np.allclose(last["annual_cost"], read["annual_cost"], rtol=1e-9)


def test_the_table_adds_up_and_says_so(traced, people, policy):
    table = questions.line_tables.steps(traced, policy, people, [1.2, 0.9], "en")
    frame = table.frame
    assert frame["factor"].tolist() == [0.9, 1.0, 1.2]
    assert np.allclose(frame["amounts"] + frame["crossings"], frame["change"])
    assert frame["urban"].tolist() == pytest.approx([697.5, 775.0, 930.0])
    assert str(questions.line_tables.origin(table)).startswith(
        "At 1.2 times today's standard the yearly cost moves by +"
    )


def test_sentences_say_which_way(traced, policy):
    up, down = (questions.line.step(traced, policy, yuan) for yuan in (50.0, -50.0))
    assert "标准提高 50 元，年支出增加" in str(questions.line.answer(up, policy, "zh"))
    assert "标准降低 50 元，年支出减少" in str(questions.line.answer(down, policy, "zh"))
    assert str(questions.line.reached(down, "en")) == "The step entitles nobody more."
    assert questions.line.cost_finding(down).zh.split("；")[1].startswith("−50 元，年支出 −")


def test_the_rural_standard_moves_in_proportion(people):
    policy = aidkit.load_policy("hanzhong")
    traced = aidkit.curve(people, policy, "dibao.standard", 0.9, 1.1, way="factor")
    found = questions.line.step(traced, policy, 10.0)
    assert found.rural == pytest.approx(10 * 402.5 / 610)
    assert "农村同比提高 0.66 元" in str(questions.line.answer(found, policy, "zh"))
    assert questions.line.standard(policy).en == "dibao standard, in force = 1 (610 urban, 402.5 rural yuan a month)"


def test_cost_by_scheme_is_the_whole_change(traced, people, policy, result):
    raised = aidkit.simulate(people, policy.scale({"dibao.standard": 1.1}))
    compared = aidkit.compare(result, raised, groups=["area"], replicates=5)
    frame = questions.line_tables.by_scheme(compared, people).frame
    assert frame["difference"].iloc[:-1].sum() == pytest.approx(frame["difference"].iloc[-1])
    assert frame["difference"].abs().iloc[:-1].is_monotonic_decreasing


def test_the_curve_is_said_to_agree_only_where_it_does(traced, people, policy):
    runs = aidkit.sweep(people, policy, "dibao.standard", scale=[0.9, 1.1], exact=False)
    assert "less than one part in a billion" in str(questions.line_tables.exactness(traced, runs, "en"))
    off = runs.assign(annual_cost=1.01 * runs["annual_cost"])
    assert "by up to 9.9e-03" in str(questions.line_tables.exactness(traced, off, "en"))


def test_a_map_is_changes_against_today_by_the_multiple_itself(people, policy):
    standard, multiple = questions.map.settings(policy, [1.1], [1.5])
    assert (standard, multiple) == (("dibao.standard", [1.0, 1.1]), ("edge.multiple", [0.75, 1.0]))
    grid = aidkit.grid(people, policy, standard, multiple)
    found = questions.map.changes(grid, policy)
    assert found.table.columns.tolist() == [1.5, 2.0]
    assert found.table.loc[1.0, 2.0] == 0
    assert found.table.loc[1.1, 1.5] == pytest.approx((grid.loc[1.1, 0.75] - grid.loc[1.0, 1.0]) / 10_000)
    assert found.texts["marked"] == (1.0, 2.0)
    assert "at the highest." in str(questions.map.reading(found, "en"))
