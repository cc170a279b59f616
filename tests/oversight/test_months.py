"""The month of a file, a title, a cell: read when certain, else not at all."""

import pytest

from aidkit.oversight.payments.months import month_in_cell, month_in_name, month_in_title


@pytest.mark.parametrize(
    ("name", "month"),
    [
        ("发放花名册_2021-08.xlsx", "2021-08"), ("花名册202108.csv", "2021-08"), ("2021年12月花名册.csv", "2021-12"),
        ("２０２１年８月.csv", "2021-08"), ("花名册20210828.csv", ""), ("发放花名册.csv", ""), ("2021-13.csv", ""),
        ("620210812.csv", ""),
    ],
)  # fmt: skip
def test_in_a_name(name, month):
    assert month_in_name(name) == month


@pytest.mark.parametrize(
    ("title", "month"),
    [
        ("某街道2021年8月社会救助资金发放花名册", "2021-08"), ("2021 年 8 月份花名册", "2021-08"), ("2021年度花名册", ""),
        ("填报日期：2021年9月3日", ""), ("填报日期：2021年9月3日 2021年8月花名册", "2021-08"),
    ],
)  # fmt: skip
def test_in_a_title(title, month):
    assert month_in_title(title) == month


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("202108", "2021-08"), ("2021.8", "2021-08"), ("2021年08月份", "2021-08"), ("2021-08-01", "2021-08"),
        ("2021-08-01 00:00:00", "2021-08"), ("20210801", "2021-08"), ("'2021/8", "2021-08"), ("２０２１年８月", "2021-08"),
        ("8月", ""), ("2021-13", ""), ("2021", ""), ("44409", ""), ("", ""),
    ],
)  # fmt: skip
def test_in_a_cell(text, month):
    assert month_in_cell(text) == month
