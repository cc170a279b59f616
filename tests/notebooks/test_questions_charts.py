"""Figures of what-if questions: the finding in the title, what is in force marked, every figure written."""

from __future__ import annotations

import math

import matplotlib as mpl
import pandas as pd
import pytest

from aidkit import charts
from aidkit.report.text import Text

FINDING, X, Y = Text("发现", "finding"), Text("横", "across"), Text("纵", "up")
SOURCE = Text("来源：合成数据", "Source: invented")
LINE = pd.DataFrame(
    {"x": [0.8, 1.0, 1.0, 1.2], "cost": [80.0, 100.0, 110.0, 150.0], "missed": [10.0, 20.0, 20.0, 40.0]}
)
ROWS = pd.DataFrame(
    {"zh": ["甲", "乙"], "en": ["a", "b with a name far too long to stand on one line of a label"], "value": [0.5, -0.2],
     "low": [0.4, math.nan], "high": [0.6, math.nan], "expected": [0.45, 0.1], "more": [3.0, 1.0], "less": [0.0, 2.0]}
)  # fmt: skip
MOVES = pd.DataFrame(
    {"before": [Text("无", "none"), Text("低保", "dibao"), Text("无", "none")],
     "after": [Text("低保", "dibao"), Text("无", "none"), Text("低保边缘", "edge")],
     "from_rank": [0, 2, 0], "to_rank": [2, 0, 1], "persons": [30.0, 5.0, 65.0], "step": [1, -1, 1]}
)  # fmt: skip


def written(ax):
    return [text.get_text() for text in ax.texts]


def test_a_curve_marks_what_is_in_force_its_slope_and_a_limit():
    lines = {"cost": Text("支出", "cost"), "missed": Text("漏保", "missed")}
    limit = (120.0, Text("预算", "budget"))
    ax = charts.whatif.curve(
        LINE, lines, x=X, y=Y, finding=FINDING, marked=1.0, slope=100.0, limit=limit, lang="en", source=SOURCE
    )
    assert ax.get_title(loc="left") == "finding"
    assert {" in force", "slope in force", "cost", "missed", " budget 120", "Source: invented"} <= set(written(ax))
    assert ax.get_xlim() == (0.8, 1.2)
    tangent = ax.lines[4].get_xydata()
    assert (tangent[1][1] - tangent[0][1]) / (tangent[1][0] - tangent[0][0]) == pytest.approx(100.0)


def test_a_map_frames_what_is_in_force_and_writes_every_cell():
    table = pd.DataFrame([[-5.0, 0.0], [0.3, 12_000.0]], index=[0.9, 1.0], columns=[1.5, 2.0])
    ax = charts.whatif.heat_map(
        table, x=X, y=Y, value=Text("万元", "yuan"), finding=FINDING, marked=(1.0, 1.5), lang="en"
    )
    assert written(ax)[:4] == ["−5", "0", "0", "+12,000"]
    assert [patch.get_xy() for patch in ax.patches] == [(-0.5, 0.5)]
    assert written(ax)[4].startswith("Cells: yuan.")


def test_a_map_without_the_values_in_force_has_no_frame():
    table = pd.DataFrame([[1.0]], index=[0.9], columns=[1.5])
    ax = charts.whatif.heat_map(table, x=X, y=Y, value=X, finding=FINDING, marked=(1.0, 2.0))
    assert not ax.patches


def test_a_frontier_joins_and_numbers_what_none_betters():
    table = pd.DataFrame(
        {"x": [1.0, 2.0, 3.0, 9.0], "y": [5.0, 6.0, 4.0, 1.0], "dominated": [False, True, False, False],
         "number": [1, 0, 2, 3], "in_force": [False, True, False, False]}
    )  # fmt: skip
    ax = charts.whatif.frontier(table, x=X, y=Y, finding=FINDING, limit=(2.5, Text("预算", "budget")), lang="en")
    hollow, steps, filled, ring = ax.lines[:4]
    assert hollow.get_xydata().tolist() == [[2.0, 6.0]]
    assert filled.get_xydata().tolist() == steps.get_xydata().tolist() == [[1, 5], [3, 4], [9, 1]]
    assert ring.get_xydata().tolist() == [[2.0, 6.0]]
    assert {"1", "2", "3", "budget "} <= set(written(ax))


def test_movers_are_named_with_their_number_in_the_order_of_the_schemes():
    ax = charts.moves.transitions(MOVES, finding=FINDING, lang="en", source=SOURCE)
    assert written(ax)[:5] == ["none  95", "dibao  5", "none  5", "edge  65", "dibao  30"]
    assert len(ax.collections) == len(MOVES)
    heights = [band.get_paths()[0].get_extents().height for band in ax.collections]
    assert all(height > 0 for height in heights)


def test_nobody_who_moves_is_the_title():
    assert (
        charts.moves.transitions(MOVES.iloc[:0], finding=FINDING, lang="en").get_title(loc="left")
        == "Nobody changes scheme"
    )


def test_intervals_are_drawn_where_there_are_any():
    reference = (0.3, Text("全部", "all"))
    ax = charts.shares.intervals(ROWS, x=X, finding=FINDING, reference=reference, expected=Y, lang="en", source=SOURCE)
    assert written(ax)[:3] == ["50%", "−20%", "all 30%"]
    assert [label.get_text() for label in ax.get_yticklabels()][1].count("\n") == 1
    assert ax.lines[-1].get_xydata()[:, 0].tolist() == [0.45, 0.1]
    assert ax.get_xlim()[0] < -0.2
    shares = charts.shares.intervals(ROWS.assign(value=[0.5, 0.2]), x=X, finding=FINDING, expected=Y, source=SOURCE)
    assert shares.get_xlim()[0] == 0  # a share is never negative


def test_nothing_has_no_sign():
    table = ROWS.assign(value=[0.0, 0.01], low=math.nan, high=math.nan)
    ax = charts.shares.intervals(table, x=X, finding=FINDING, form="+z.3f", lang="en")
    assert written(ax)[:2] == ["0", "+0.010"]


def test_sides_point_apart():
    gain, loss = ("more", Text("受益", "gain")), ("less", Text("受损", "lose"))
    ax = charts.shares.sides(ROWS, gain, loss, x=X, finding=FINDING, lang="en")
    assert [patch.get_width() for patch in ax.patches] == [3.0, 1.0, 0.0, -2.0]
    assert {"gain", "lose"} <= set(written(ax))


def test_parts_end_where_the_others_begin():
    named = {"more": Text("甲", "first"), "less": Text("乙", "second")}
    ax = charts.shares.parts(ROWS, named, x=X, finding=FINDING, lang="en")
    assert [(patch.get_x(), patch.get_width()) for patch in ax.patches] == [(0, 3), (0, 1), (3, 0), (1, 2)]
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["first", "second"]
    assert [text for text in written(ax) if text.isdigit()] == ["3", "1", "2"]


def test_pairs_stand_one_above_the_other():
    named = {"more": Text("甲", "own"), "less": Text("乙", "common")}
    ax = charts.shares.pairs(ROWS, named, x=X, finding=FINDING, lang="en")
    assert written(ax)[:4] == ["3", "1", "0", "2"]
    assert ax.patches[0].get_y() < ax.patches[2].get_y()


def test_a_picture_is_the_same_each_time_and_settings_stay():
    before = dict(mpl.rcParams)
    one, two = (charts.show(charts.moves.transitions(MOVES, finding=FINDING)) for _ in range(2))
    assert one.png == two.png
    assert one.words == "发现 finding"
    assert dict(mpl.rcParams) == before
