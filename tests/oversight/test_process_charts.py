"""Figures of oversight: the finding in the title, units on the axes, nothing drawn that the table does not hold."""

from __future__ import annotations

import matplotlib as mpl
import pandas as pd
import pytest

from aidkit import charts
from aidkit.charts import oversight as figures
from aidkit.oversight.monitoring.tuning import Tuning
from aidkit.oversight.staffing.delay import delay_by_frequency
from aidkit.report.text import Text

SOURCE = Text("来源：合成数据", "Source: invented")
TOWNS = pd.DataFrame(
    {
        "month": ["2021-01", "2021-01", "2021-02", "2021-02", "2021-03", "2021-03"],
        "town": ["A", "B"] * 3,
        "red": [0, 0, 1, 0, 1, 0],
        "orange": [0, 0, 2, 0, 0, 0],
        "yellow": [0, 0, 1, 2, 0, 1],
    }
)
SCENARIOS = pd.DataFrame(
    {
        "scenario": ["today", "weekly visits", "towns decide"],
        "months_saved": [0.0, 0.61, 0.13],
        "saved_standard_error": [0.0, 0.05, 0.01],
    }
)
MONTHLY = pd.DataFrame(
    {
        "month": ["2021-01", "2021-02"],
        "undiscovered": [9, 4],
        "in_town": [1, 6],
        "in_county": [0, 1],
        "awaiting_pay": [0, 2],
    }
)
STAFF = pd.DataFrame(
    {
        "town": ["A", "B"],
        "staff_for_visits": [2.0, 9.0],
        "staff_norm_low": [3, 3],
        "staff_norm_high": [5, 6],
        "staff": [4, 5],
    }
)


def tuned(chosen):
    table = pd.DataFrame({"threshold": [0.1, 0.2], "alerts_most": [30.0, 10.0], "recall": [0.8, 0.5]})
    return Tuning("", (), table, "income_fall", 20.0, chosen)


def title(ax):
    return ax.get_title(loc="left")


def test_alerts_leave_out_the_month_that_has_nothing_before_it():
    ax = figures.alerts(TOWNS, lang="en", source=SOURCE)
    assert title(ax) == "4 households alerted a month, 25% at red"
    assert [patch.get_height() for patch in ax.patches] == [1, 1, 2, 0, 3, 1]
    assert ax.get_ylabel() == "households"
    assert "Source: invented" in [text.get_text() for text in ax.texts]


def test_thresholds_mark_the_choice_and_the_visits_a_town_can_make():
    ax = figures.thresholds(tuned(0.2), lang="en")
    assert title(ax) == "At 0.2 a town keeps up and 50% are warned of"
    assert [line.get_xdata() for line in ax.lines][-1] == [20.0, 20.0]
    assert [text.get_text() for text in ax.texts] == ["0.1", "0.2", " visits it can make"]


def test_thresholds_say_when_none_fits():
    assert title(figures.thresholds(tuned(None), lang="en")) == "No threshold keeps within the visits a town can make"
    assert title(figures.thresholds(tuned(None), lang="zh")) == "没有阈值在走访能力之内"


def test_staff_puts_the_busiest_town_first():
    ax = figures.staff(STAFF, lang="en")
    assert title(ax) == "In 1 of 2 towns visits take more staff than the norm allows"
    assert [label.get_text() for label in ax.get_yticklabels()] == ["B", "A"]
    assert [patch.get_width() for patch in ax.patches] == [9, 2]


def test_delay_reads_from_the_rarest_visits_to_the_most_frequent():
    ax = figures.delay(delay_by_frequency([0.5, 1, 2]), lang="en")
    assert title(ax) == "From 0.5 → 2 visits a month the wait falls from 1.0 to 0.2 months"
    assert ax.get_xlabel() == "visits a month"


def test_saved_leaves_out_the_scenario_the_others_are_held_against():
    ax = figures.saved(SCENARIOS)
    assert title(ax) == "“weekly visits”减少未保障最多：人均 0.61 个月"
    assert [patch.get_width() for patch in ax.patches] == [0.61, 0.13]
    named = SCENARIOS.assign(scenario=["现状 · today", "每周走访 · weekly visits", "权限下放 · towns decide"])
    zh, en = (figures.saved(named, lang=lang) for lang in ("zh", "en"))
    assert [label.get_text() for label in zh.get_yticklabels()] == ["每周走访", "权限下放"]
    assert [label.get_text() for label in en.get_yticklabels()] == ["weekly visits", "towns decide"]
    assert (title(zh), title(en)) == (
        "“每周走访”减少未保障最多：人均 0.61 个月", "Weekly visits saves most: 0.61 uncovered months a person in need",
    )  # fmt: skip
    assert title(figures.saved(SCENARIOS.head(1), lang="en")) == "There is no scenario to compare"


def test_backlog_says_where_most_are_at_the_end():
    ax = figures.backlog(MONTHLY, lang="en")
    assert title(ax) == "At the end most are with the town: 6 persons"
    assert [line.get_ydata().tolist() for line in ax.lines] == [[9, 4], [1, 6], [0, 1], [0, 2]]


@pytest.mark.parametrize(
    ("draw", "given"),
    [(figures.alerts, TOWNS), (figures.saved, SCENARIOS), (figures.backlog, MONTHLY), (figures.staff, STAFF)],
)
def test_a_figure_is_the_same_each_time_and_leaves_settings_alone(draw, given):
    before = dict(mpl.rcParams)
    first, second = (charts.show(draw(given)) for _ in range(2))
    assert first.png == second.png
    assert dict(mpl.rcParams) == before
