"""Amounts and changes read as people say them, in both languages."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from aidkit.errors import PolicyError
from aidkit.report import questions
from aidkit.report.questions.words import families, grown, joined, money, moved, persons, share, signed
from aidkit.report.text import Text


@pytest.mark.parametrize(
    ("yuan", "zh", "en"),
    [
        (0.0, "0 元", "0 yuan"),
        (9_999.0, "9,999 元", "9,999 yuan"),
        (328_902.0, "32.9 万元", "328,902 yuan"),
        (43_580_000.0, "4,358 万元", "43.58 million yuan"),
        (-2_440_000.0, "−244.0 万元", "−2.44 million yuan"),
        (math.nan, "—", "—"),
    ],
)
def test_money_is_read_in_wan_and_in_millions(yuan, zh, en):
    assert money(yuan) == Text(zh, en)


def test_a_change_has_a_sign_only_where_there_is_one():
    assert money(30_000.0, sign=True) == Text("+3.0 万元", "+30,000 yuan")
    assert money(0.2, sign=True) == Text("0 元", "0 yuan")
    assert grown(-5.0) == Text("减少 5 元", "falls by 5 yuan")
    assert grown(0.1) == Text("不变", "does not change")
    assert moved(1.0) == Text("增加 1 人", "1 person more")
    assert moved(-12.0) == Text("减少 12 人", "12 persons fewer")
    assert moved(0.4) == Text("不变", "as many persons as before")
    assert signed(-20.0) == "−20"


def test_counts_have_their_noun_and_shares_of_nothing_are_a_dash():
    assert (persons(1).en, families(1).en, families(2).en) == ("1 person", "1 family", "2 families")
    assert (share(1, 3), share(1, 3, 1), share(1, 0)) == ("33%", "33.3%", "—")
    assert joined(Text("甲。", "One."), Text("", ""), Text("乙。", "Two.")) == Text("甲。乙。", "One. Two.")


def test_the_largest_row_is_the_first_of_equals():
    table = pd.DataFrame({"name": ["a", "b", "c"], "size": [1.0, 2.0, 2.0]})
    assert questions.rows.largest(table, "size") == {"name": "b", "size": 2.0}
    assert questions.rows.smallest(table, "size")["name"] == "a"


def test_values_in_force_are_those_of_the_groups_and_their_sources_are_listed_once(policy):
    table = questions.basis.in_force(policy, ["dibao.standard", "edge.multiple"], "en")
    assert table.frame["path"].tolist() == ["dibao.standard.urban", "dibao.standard.rural", "edge.multiple"]
    assert "source" not in {head.column for head in table.heads}
    found = questions.basis.sources(policy, ["dibao.standard", "edge.multiple"], "en").frame
    assert found["gives"].tolist() == ["dibao.standard.urban, dibao.standard.rural", "edge.multiple"]


def test_a_group_that_is_none_is_refused(policy):
    with pytest.raises(PolicyError) as error:
        questions.basis.in_force(policy, ["dibao.standart"])
    first, second = str(error.value).splitlines()
    assert first == "'dibao.standart' is neither a parameter nor a group of parameters."
    assert second.startswith("Groups: dibao, minimum_wage, edge, income, rigid, assets, ")
