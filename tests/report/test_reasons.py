"""Deciding conditions in one language."""

import pytest

from aidkit.report.screening.reasons import in_language

SINGLE = "单人保 dibao_single: severely disabled, edge_test_income 1,375.67 is 174.33 below edge line 1,550.00"


@pytest.mark.parametrize(
    ("reason", "shown"),
    [
        (SINGLE, "单人保：重度残疾，低保边缘测算人均收入 1,375.67，低于低保边缘线 1,550.00，相差 174.33"),
        (
            "特困 tekun: no labour capacity, supporter none, own income 383.67 is 81.33 below dibao_standard 465.00",
            "特困：无劳动能力，赡（抚）养人无，本人收入 383.67，低于低保标准 465.00，相差 81.33",
        ),
        ("孤儿 orphan: father dead, mother lost_contact", "孤儿：父亲死亡，母亲失联"),
        (
            "temporary_relief 临时救助 1,550.00 yuan/year due, received not known; 渐退 gradual_exit: income over the standard "
            "for 3 months, exit not over",
            "应得临时救助 1,550.00 元/年，已得 未知；渐退：收入超过标准 3 个月，尚在渐退期",
        ),
    ],
)
def test_in_chinese(reason, shown):
    assert in_language(reason, "zh") == shown


def test_in_english_and_in_both():
    assert in_language(SINGLE, "en").startswith("dibao_single: severely disabled, edge_test_income 1,375.67")
    assert in_language(SINGLE, "both") == SINGLE
