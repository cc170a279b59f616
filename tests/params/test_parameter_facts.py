"""What the five documents and the public notices say, against what the parameter files give on a date."""

from __future__ import annotations

from typing import Any

import pytest

from aidkit.policy import load_policy

ALL_SEVERE = {"any": 2, "intellectual": 3, "psychiatric": 3}
LABOUR_2016 = {"intellectual": 2, "psychiatric": 2, "physical": 1, "multiple": 1}
LABOUR_2021 = {"intellectual": 3, "psychiatric": 3, "physical": 2, "visual": 1, "multiple": 1}
FACTS: list[tuple[str, str, str, Any]] = [
    # HS-3.1, yearly sums ÷ 12
    ("huangshi", "2017-03-01", "dibao.standard.rural", 5580 / 12),
    ("daye", "2017-03-01", "dibao.standard.rural", 5580 / 12),
    ("yangxin", "2017-03-01", "dibao.standard.rural", 4200 / 12),
    ("huangshi", "2017-12-31", "tekun.basic_published.rural", 10560 / 12),
    ("daye", "2017-12-31", "tekun.basic_published.rural", 11112 / 12),
    ("yangxin", "2017-12-31", "tekun.basic_published.rural", 5800 / 12),
    # HS-3.3
    ("huangshi", "2017-12-31", "medical.annual_cap", 60000),
    ("yangxin", "2017-12-31", "relief.annual_cap", 15000),
    # minimum wage by date, Hubei tiers 3 and 4
    ("daye", "2017-10-31", "minimum_wage", 1225),
    ("daye", "2017-11-01", "minimum_wage", 1380),
    ("yangxin", "2017-11-01", "minimum_wage", 1250),
    # JJ-2.3.2, JJ-G2; Fujian's wages
    ("jinjiang", "2021-08-24", "edge.multiple", 2.0),
    ("jinjiang", "2021-08-24", "edge.inclusive", True),
    ("jinjiang", "2021-08-24", "edge.deduct_rigid", True),
    ("jinjiang", "2021-08-24", "severe.single_entry", ALL_SEVERE),
    ("jinjiang", "2021-08-24", "dibao.standard.rural", 775),
    ("jinjiang", "2020-09-30", "dibao.standard.urban", 720),
    ("jinjiang", "2022-03-31", "minimum_wage", 1720),
    ("jinjiang", "2022-04-01", "minimum_wage", 1960),
    # HZ-1.3, HZ-2.1; grades of 2023
    ("hanzhong", "2021-12-31", "severe.single_entry", ALL_SEVERE),
    ("hanzhong", "2021-12-31", "tekun.multiple", 1.3),
    ("hanzhong", "2021-12-31", "tekun.care_share.full", 0.10),
    ("hanzhong", "2021-12-31", "tekun.care_share.partial", 0.15),
    ("hanzhong", "2021-12-31", "tekun.care_share.none", 0.25),
    ("hanzhong", "2021-12-31", "dibao.mode.rural", "graded"),
    ("hanzhong", "2021-12-31", "dibao.mode.urban", "difference"),
    ("hanzhong", "2023-03-31", "dibao.standard.rural", 450),
    # Hainan's wider table
    ("qionghai", "2022-03-15", "severe.single_entry", {"any": 2, "intellectual": 4, "psychiatric": 4}),
    ("qionghai", "2022-03-15", "minimum_wage", 1730),
    # XZ-1
    ("town-template", "2020-10-31", "dibao.deduct_rigid", True),
    # national rules switch on 2021-07-01
    ("town-template", "2021-06-30", "severe.labour", LABOUR_2016),
    ("town-template", "2021-07-01", "severe.labour", LABOUR_2021),
    ("town-template", "2021-06-30", "severe.single_entry", {"any": 2}),
    ("town-template", "2021-07-01", "severe.single_entry", ALL_SEVERE),
    ("town-template", "2021-07-01", "edge.multiple", 1.5),
    # the centrally set basic pension is not income in 2021 to 2025 only (HZ-1.6)
    ("hanzhong", "2020-12-31", "income.central_basic_pension", 0),
    ("hanzhong", "2021-01-01", "income.central_basic_pension", 93),
    ("jinjiang", "2025-12-31", "income.central_basic_pension", 98),
    ("jinjiang", "2026-01-01", "income.central_basic_pension", 0),
    ("hanzhong", "2026-01-01", "income.central_basic_pension", 0),
]


@pytest.mark.parametrize(("place", "day", "path", "value"), FACTS)
def test_a_fact_of_the_documents_is_what_the_files_say(place: str, day: str, path: str, value: Any) -> None:
    found = load_policy(place, day)[path]
    assert {k: v for k, v in found.items() if v} == value if isinstance(value, dict) else found == pytest.approx(value)


def test_a_published_grade_table_pays_the_published_amounts() -> None:
    amounts = [step["amount"] for step in load_policy("hanzhong", "2023-03-31")["dibao.grades.rural"]]
    assert amounts == [450, 350, 250]


def test_what_is_another_places_figure_is_marked_assumed() -> None:
    borrowed = [("jinjiang", "dibao.standard.urban"), ("jinjiang", "tekun.basic_published.urban"), ("hanzhong", "dibao.standard.rural"),
                ("qionghai", "tekun.care_share.none"), ("qionghai", "dibao.standard.urban")]  # fmt: skip
    for place, path in borrowed:
        assert load_policy(place).entry(path).status == "assumed"
