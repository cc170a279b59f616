"""The first page: key figures by hand, notices that cannot be overlooked, a fingerprint of the data."""

import pytest

from aidkit.report import readings
from aidkit.report.front import fingerprint, front
from aidkit.report.outputs import RECORD_MIME


@pytest.fixture
def page(hand_made):
    return front(hand_made())


def test_key_figures_are_those_worked_out_by_hand(page):
    cost = (6 * 775 * 12 + 3 * 2 * 775) / 10_000
    assert {figure.name: figure.shown for figure in page.figures} == {
        "missed": "6", "missed_relief": "<5", "wrong": "5", "low_income": "<5",
        "reach_cost": f"{cost:,.1f}", "annual_cost": f"{cost:,.1f}",
    }  # fmt: skip


def test_the_answer_says_them_in_two_languages(page):
    assert str(readings.answer(page)) == (
        "按晋江市 2021-08-24 的规则和方案“by hand”，漏保 6 人，漏救 <5 户，错保 5 人。"
        "低收入家庭 <5 户；应享受的全部落实，每年需 6.0 万元。\n\n"
        "By the rules of Jinjiang on 2021-08-24 and the reform “by hand”, 6 persons miss cover, <5 families miss relief and 5 persons are "
        "covered wrongly. <5 families are low-income; all that is due would cost 6.0 × 10,000 yuan a year."
    )


def test_invented_data_and_changes_are_said_aloud(hand_made):
    result = hand_made()
    assert "edge.multiple" in front(result).html()
    assert "合成（虚构）数据" not in front(result).html()
    result.population.synthetic = True
    assert "本报告使用合成（虚构）数据" in front(result).html()
    assert "invented (synthetic) population" in front(result, "en").html()


def test_the_record_holds_population_and_figures(page):
    record = page._repr_mimebundle_()[RECORD_MIME]
    assert record["population"]["households"] == 17
    assert record["population"]["persons"] == 20
    assert "households.financial_assets" in record["population"]["assumed"]
    assert record["key_figures"][0] == {
        "name": "missed",
        "label": ["漏保", "Missed cover"],
        "unit": ["人", "persons"],
        "basis": ["逐户登记，无抽样误差", "every family counted, no sampling error"],
        "shown": "6",
        "interval": "",
    }


def test_the_fingerprint_is_of_the_content(hand_made):
    one, same, other = hand_made().population, hand_made().population, hand_made(weight=2.0).population
    assert fingerprint(one) == fingerprint(same)
    assert fingerprint(one) != fingerprint(other)
