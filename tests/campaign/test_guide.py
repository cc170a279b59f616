"""The guide directory: nine kinds of help, whom each fits, and what a family is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import aidkit
from aidkit.campaign import CampaignError, count_referrals, load_guide, refer
from aidkit.campaign.guide import fits
from aidkit.campaign.guide.directory import FITS
from aidkit.schema import Scheme, Shock
from tests.campaign.probe_people import people
from tests.campaign.register_screening import screening
from tests.structure.sources import ROOT

JINJIANG = aidkit.load_policy("jinjiang")
NINE = [
    "最低生活保障", "特困人员供养", "受灾人员救助", "医疗救助", "教育救助", "住房救助", "就业救助", "临时救助", "其他社会力量救助",
]  # fmt: skip


def test_the_nine_kinds_of_help_are_the_documents() -> None:
    guide = load_guide()
    assert [each.zh for each in guide.help.values()] == NINE
    assert guide.clause == "HS-4"
    assert {each.fits for each in guide.help.values()} == set(FITS)
    for each in guide.help.values():
        assert each.basis.startswith("社会救助暂行办法")
        assert all(said.source or said.status == "assumed" for said in (each.office, *each.papers))


@pytest.mark.parametrize(
    ("rule", "arguments", "expected"),
    [
        ("fits_dibao", {"entitled_scheme": Scheme.DIBAO_SINGLE}, True),
        ("fits_dibao", {"entitled_scheme": Scheme.TEKUN}, False),
        ("fits_disaster_relief", {"shock": Shock.DISASTER}, True),
        ("fits_disaster_relief", {"shock": Shock.FIRE}, False),
        ("fits_education_aid", {"age": 6, "school_from": 6.0, "school_below": 19.0, "entitled_scheme": Scheme.DIBAO}, True),
        ("fits_education_aid", {"age": 19, "school_from": 6.0, "school_below": 19.0, "entitled_scheme": Scheme.DIBAO}, False),
        ("fits_education_aid", {"age": 9, "school_from": 6.0, "school_below": 19.0, "entitled_scheme": Scheme.EDGE}, False),
        ("fits_housing_aid", {"dwellings": 0, "in_institution": False, "entitled_scheme": Scheme.TEKUN}, True),
        ("fits_housing_aid", {"dwellings": 0, "in_institution": True, "entitled_scheme": Scheme.TEKUN}, False),
        ("fits_employment_aid", {"registered_unemployed": True, "severe_for_labour": True, "entitled_scheme": Scheme.DIBAO}, False),
        ("fits_charity", {"serious_illness": True, "counted": True, "per_capita_income_after_rigid": 1550.0,
                          "dibao_standard": 775.0, "edge_multiple": 2.0}, True),
        ("fits_charity", {"serious_illness": True, "counted": True, "per_capita_income_after_rigid": 1550.01,
                          "dibao_standard": 775.0, "edge_multiple": 2.0}, False),
    ],
)  # fmt: skip
def test_a_condition_on_its_boundary(rule: str, arguments: dict[str, Any], expected: bool) -> None:
    assert getattr(fits, rule)(**arguments) is expected


def test_a_family_is_told_what_fits_where_to_go_and_what_to_bring() -> None:
    found = refer(screening().population, JINJIANG, "HH20210078")
    assert list(found.fitting["help"]) == ["dibao", "education_aid", "housing_aid", "temporary_assistance"]
    rows = found.table.set_index("help")
    assert rows.loc["education_aid", "members"] == "999999********9372"
    assert rows.loc["education_aid", "office_zh"] == "就读学校、教育部门"
    assert (
        rows.loc["education_aid", "papers_en"]
        == "Household register and identity cards; Proof of enrolment at school (assumed)"
    )
    assert rows.loc["disaster_relief", "answer"] == "not_known"
    assert rows.loc["disaster_relief", "reason"] == "nobody has said: shock"
    assert rows.loc["charity", "reason"] == "serious_illness does not hold"
    text = str(found)
    assert (
        text.splitlines()[0]
        == "HH20210078 · 黄石市“救急难”救助事项指导目录 Huangshi's guide to help in emergencies · 晋江市 Jinjiang · 2021-08-24"
    )
    assert "200905299372" not in text


def test_counts_are_the_families_one_by_one() -> None:
    population = screening().population
    counts = count_referrals(population, JINJIANG).set_index("help")["families"]
    told = [set(refer(population, JINJIANG, family).fitting["help"]) for family in population.households.index]
    assert dict(counts) == {name: sum(name in each for each in told) for name in counts.index}


def test_disaster_relief_fits_the_family_hit() -> None:
    found = refer(people([{"wage_income": 99_000}], shock="disaster"), JINJIANG, "a")
    assert list(found.fitting["help"]) == ["disaster_relief", "temporary_assistance"]


def test_an_unknown_household_is_named() -> None:
    with pytest.raises(CampaignError) as caught:
        refer(people([{}]), JINJIANG, "b")
    assert str(caught.value) == "No household has the id 'b'.\nValid names: a."


def test_an_unknown_guide_is_named() -> None:
    with pytest.raises(CampaignError) as caught:
        load_guide("huangshy")
    assert str(caught.value) == "There is no guide directory 'huangshy'.\nDid you mean 'huangshi'?"


def test_a_guide_with_faults_names_them_all_with_their_lines(tmp_path: Path) -> None:
    text = (ROOT / "params" / "guide" / "huangshi.yaml").read_text(encoding="utf-8")
    text = text.replace("fits: fits_tekun", "fits: fits_tekum").replace("asks: [shock]", "asks: [shok]")
    path = tmp_path / "mine.yaml"
    path.write_text(text.replace("  school_from:", "  school_form:"), encoding="utf-8")
    with pytest.raises(CampaignError) as caught:
        load_guide(path)
    lines = {line.strip(): number for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)}
    assert str(caught.value) == "\n".join(
        [
            f"{tmp_path.name}/mine.yaml cannot be used; 4 faults:",
            f"- line {lines['fits: fits_tekum']}, help.tekun.fits: 'fits_tekum' is no condition aidkit has. Did you mean 'fits_tekun'?",
            f"- line {lines['asks: [shok]']}, help.disaster_relief.asks.0: 'shok' is no input column. Did you mean 'shock'?",
            f"- line {lines['limits:']}, limits: 'school_from' is missing.",
            f"- line {lines['limits:'] + 1}, limits.school_form: no condition asks for 'school_form'. Did you mean 'school_from'?",
        ]
    )
