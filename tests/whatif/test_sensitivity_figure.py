"""The figures and the print of a sensitivity: the finding on top, what is assumed at every bar, nothing cut off."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook

import aidkit
from aidkit.policy import Policy
from aidkit.population import Population
from aidkit.whatif.sensitivity import Sensitivity, sensitivity
from tests.oracle.population_generator import random_population

FIGURES = ("annual_cost", "exclusion_error", "cost_per_cash_person")


@pytest.fixture(scope="module")
def single(three_families: Population) -> Sensitivity:
    return sensitivity(three_families, aidkit.load_policy("hanzhong"), figures=FIGURES)


@pytest.fixture(scope="module")
def joint(three_families: Population) -> Sensitivity:
    return sensitivity(three_families, aidkit.load_policy("hanzhong"), figures=FIGURES, method="jointly", samples=20)


def texts(figure) -> list[str]:
    return [text.get_text() for ax in figure.axes for text in ax.texts]


def test_a_tornado_names_the_strongest_assumption(single: Sensitivity) -> None:
    first = single.table.iloc[0]
    figure = single.plot()
    title = figure.axes[0].get_title(loc="left")
    assert title.startswith(f"“{first['zh']}”影响最大：年救助支出 ")
    assert title.endswith(" 元")  # three families: not yet money to be read in 万元
    today = single.intervals["today"].iloc[0]
    assert f"现值 today {today:,.0f}" in texts(figure)
    assert any(text.startswith(f"{first['zh']} {first['en']} = ") for text in texts(figure))


def test_shares_are_drawn_in_per_cent_and_ratios_in_yuan(joint: Sensitivity) -> None:
    assert joint.plot("exclusion_error").axes[0].get_xlabel() == "漏保率（%） Missed, of persons due cash, %"
    assert joint.plot("cost_per_cash_person", lang="en").axes[0].get_xlabel() == "Cost a person due cash, yuan"


def test_the_spread_says_where_nine_draws_in_ten_lie(joint: Sensitivity) -> None:
    figure = joint.plot(lang="en")
    assert figure.axes[0].get_title(loc="left").startswith("With all assumptions moving, nine draws in ten lie at ")
    assert "grey: may be chance" in texts(figure)


def test_nothing_is_cut_off(single: Sensitivity, joint: Sensitivity) -> None:
    for found in (single, joint):
        for lang in ("zh", "en", "both"):
            figure = found.plot(lang=lang)
            figure.draw_without_rendering()
            drawn = [text for ax in figure.axes for text in (ax._left_title, *ax.texts)]
            assert max(text.get_window_extent().x1 for text in drawn) <= figure.bbox.x1


def test_print_shows_the_strongest_and_counts_the_rest(single: Sensitivity, joint: Sensitivity) -> None:
    shown = str(single)
    assert "varied one at a time — worked examples" in shown.splitlines()[0]
    assert f"… and {len(single.table) - 30:,} more rows, with the reasons given, in .table." in shown
    assert "Varied: " in shown
    assert "A rank correlation within ±0.46 may be chance." in str(joint)  # 2 / sqrt(19)
    assert "<table" in joint._repr_html_()


def test_a_value_of_today_outside_its_interval_is_pointed_out() -> None:
    population = Population(*random_population(60, 3), source="random households")
    found = sensitivity(population, aidkit.load_policy("huangshi"), method="jointly", samples=20)
    assert (found.intervals["today"] < found.intervals["low"]).tolist() == [True, False]
    assert found.notes[-1] == (
        "Outside its interval today: annual_cost. Many values in force lie at one end of their ranges."
    )


def test_a_workbook_holds_every_table(single: Sensitivity, joint: Sensitivity, tmp_path) -> None:
    assert load_workbook(single.to_excel(tmp_path / "single.xlsx")).sheetnames == [
        "about", "intervals", "table", "left_out", "draws",
    ]  # fmt: skip
    book = load_workbook(joint.to_excel(tmp_path / "joint.xlsx"))
    assert book["draws"].max_row == 21


def test_where_nothing_is_assumed_the_figures_say_so(three_families: Population, base_policy: Policy) -> None:
    for method in ("one at a time", "jointly"):
        found = sensitivity(three_families, base_policy, method=method, samples=4)
        assert len(found.table) == 0
        assert found.intervals["low"].tolist() == found.intervals["high"].tolist() == found.intervals["today"].tolist()
        assert "Varied: 0 assumed values." in str(found)
    assert sensitivity(three_families, base_policy).plot(lang="en").axes[0].get_title(loc="left") == (
        "No assumption moves this: Support due in a year"
    )
    today = f"{found.intervals['today'].iloc[0]:,.0f}"
    assert (
        found.plot(lang="en").axes[0].get_title(loc="left").endswith(f"nine draws in ten lie at {today}–{today} yuan")
    )
